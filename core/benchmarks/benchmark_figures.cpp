// SPDX-License-Identifier: GPL-3.0-or-later
// The table: what the runs of the benchmarks' studies found, beside what others published.
#include "core/benchmarks/benchmark_runs.h"

#include "core/base/files.h"
#include "core/base/run_event.h"
#include "core/inspection/csv_table.h"
#include "core/study/study.h"

#include <QFileInfo>

#include <algorithm>
#include <map>
#include <tuple>

namespace retclip {

namespace {

/// The test figure at the epoch that was best on test: what the run itself kept, else the largest of its validations.
std::optional<double> bestOnTestOf(const RunRow &run)
{
    if (const QJsonValue kept = run.metrics.value(QLatin1String("best_on_test")); kept.isDouble())
        return kept.toDouble();
    std::optional<double> best;
    RunEventReader events(path_from_utf8((run.folder + QStringLiteral("/events.jsonl")).toStdString()));
    for (const RunEvent &event : events.read_new())
        if (event.kind == RunEventKind::validation)
            if (const auto found = event.metrics.find("test." + chosenBy(run)); found != event.metrics.end())
                best = std::max(best.value_or(found->second), found->second);
    return best;
}

/// Model, protocol and share of a group's name; nothing: it is no benchmark's.
struct GroupName
{
    QString model;
    BenchmarkProtocol protocol = BenchmarkProtocol::probe;
    double percent = 100;
};

std::optional<GroupName> groupNameFrom(const QString &group)
{
    for (const BenchmarkProtocol protocol : {BenchmarkProtocol::probe, BenchmarkProtocol::finetune}) {
        const QString mark = u'-' + QString::fromLatin1(word(protocol));
        const qsizetype at = group.lastIndexOf(mark);
        if (at <= 0)
            continue;
        GroupName name{group.left(at), protocol, 100};
        const QString rest = group.mid(at + mark.size());
        if (rest.isEmpty())
            return name;
        bool number = false;
        name.percent = rest.startsWith(u'-') ? rest.mid(1).toDouble(&number) : 0;
        if (number)
            return name;
    }
    return {};
}

BenchmarkLine lineOf(const Study &study, const Benchmark &benchmark, const GroupName &name, const QVector<RunRow> &runs)
{
    BenchmarkLine line;
    line.benchmark = benchmark.id;
    line.model = name.model;
    line.protocol = name.protocol;
    line.percent = name.percent;
    std::vector<double> auroc, precision, best;
    for (const RunRow &run : runs) {
        ++line.runs;
        if (run.state != RunState::done)
            continue;
        ++line.done;
        if (const auto value = testFigure(run, "auroc"))
            auroc.push_back(*value);
        if (const auto value = testFigure(run, "average_precision"))
            precision.push_back(*value);
        if (const auto value = bestOnTestOf(run))
            best.push_back(*value);
    }
    line.auroc = meanAndSpread(auroc);
    line.averagePrecision = meanAndSpread(precision);
    line.bestOnTest = meanAndSpread(best);
    if (const auto dataset = study.dataset(QString::fromLatin1(wholeBenchmark)))
        line.datasetHash = dataset->hash;
    if (const auto info = study.info())
        line.synthetic = info->synthetic;
    return line;
}

QString cellOf(const std::optional<MeanAndSpread> &value, bool deviation)
{
    if (!value || (deviation && !value->deviation))
        return {};
    return QString::number(deviation ? *value->deviation : value->mean, 'g', 10);
}

} // namespace

Result<QVector<PublishedFigure>> readPublishedFigures(const QString &file)
{
    RETCLIP_TRY(const CsvTable table, readCsvTable(path_from_utf8(file.toStdString())));
    const char *const names[] = {"benchmark", "protocol", "metric", "model", "value", "source"};
    int columns[std::size(names)];
    const auto refused = [&](Message what) {
        return failure(ErrorCode::unreadable, std::move(what), message(QT_TRANSLATE_NOOP("Message", "No figure was taken from it.")),
                       message(QT_TRANSLATE_NOOP("Message", "Columns: benchmark, protocol, metric, model, value, source; a figure without a source is not shown.")));
    };
    for (std::size_t i = 0; i < std::size(names); ++i)
        if ((columns[i] = table.column(names[i])) < 0)
            return refused(message(QT_TRANSLATE_NOOP("Message", "%1 has no column \"%2\"."), {file.toStdString(), names[i]}));
    QVector<PublishedFigure> figures;
    for (std::size_t r = 0; r < table.rows.size(); ++r) {
        const auto cell = [&](std::size_t which) { return QString::fromStdString(table.rows[r][std::size_t(columns[which])]).trimmed(); };
        bool number = false;
        const double value = cell(4).toDouble(&number);
        if (!number || value < 0 || value > 1 || cell(5).isEmpty() || !benchmark(cell(0)) || !benchmarkProtocolFrom(cell(1)))
            return refused(message(QT_TRANSLATE_NOOP("Message", "Line %1 of %2 is no figure of a benchmark between 0 and 1 with its source."),
                                   {std::to_string(table.lines[r]), file.toStdString()}));
        figures.append({cell(0), cell(1), cell(2), cell(3), cell(5), value});
    }
    return figures;
}

Result<QVector<BenchmarkLine>> benchmarkTable(const QString &root, const QVector<PublishedFigure> &published)
{
    QVector<BenchmarkLine> lines;
    for (const Benchmark &each : benchmarks()) {
        if (!QFileInfo::exists(benchmarkStudy(root, each)))
            continue;
        RETCLIP_TRY(const auto study, Study::open(benchmarkStudy(root, each), OpenMode::readOnly));
        RETCLIP_TRY(const QVector<RunRow> runs, study->runs());
        std::map<QString, QVector<RunRow>> groups;
        for (const RunRow &run : runs)
            if (groupNameFrom(groupOf(run)))
                groups[groupOf(run)].append(run);
        QVector<BenchmarkLine> own;
        for (const auto &[group, members] : groups)
            own.append(lineOf(*study, each, *groupNameFrom(group), members));
        std::stable_sort(own.begin(), own.end(), [](const BenchmarkLine &a, const BenchmarkLine &b) {
            return std::tuple(a.model, int(a.protocol), -a.percent) < std::tuple(b.model, int(b.protocol), -b.percent);
        });
        for (BenchmarkLine &line : own) {
            for (const PublishedFigure &figure : published)
                if (line.percent >= 100 && figure.benchmark == each.id && figure.protocol == QLatin1String(word(line.protocol)))
                    line.published.append(figure);
            lines.append(line);
        }
    }
    return lines;
}

QString benchmarkCsv(const QVector<BenchmarkLine> &lines)
{
    QString csv = QStringLiteral("benchmark,model,protocol,training_percent,seeds_done,seeds,auroc,auroc_deviation,average_precision,"
                                 "average_precision_deviation,best_on_test_auroc,dataset_hash,synthetic,source\n");
    for (const BenchmarkLine &line : lines) {
        const QString begins = csvField(line.benchmark);
        const QString protocol = QString::fromLatin1(word(line.protocol));
        csv += QStringList{begins, csvField(line.model), protocol, QString::number(line.percent, 'g', 6), QString::number(line.done),
                           QString::number(line.runs), cellOf(line.auroc, false), cellOf(line.auroc, true),
                           cellOf(line.averagePrecision, false), cellOf(line.averagePrecision, true), cellOf(line.bestOnTest, false),
                           line.datasetHash, line.synthetic ? QStringLiteral("SYNTHETIC") : QString(), QStringLiteral("this study")}
                   .join(u',') + u'\n';
        for (const PublishedFigure &figure : line.published) {
            const QString value = QString::number(figure.value, 'g', 10);
            csv += QStringList{begins, csvField(figure.model), protocol, QStringLiteral("100"), {}, {},
                               figure.metric == QLatin1String("auroc") ? value : QString(), {},
                               figure.metric == QLatin1String("average_precision") ? value : QString(), {}, {}, {}, {},
                               csvField(figure.source)}
                       .join(u',') + u'\n';
        }
    }
    return csv;
}

} // namespace retclip
