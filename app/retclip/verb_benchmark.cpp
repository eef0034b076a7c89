// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/retclip/invocation.h"
#include "app/retclip/verbs.h"
#include "core/base/files.h"
#include "core/benchmarks/benchmark_import.h"
#include "core/benchmarks/benchmark_runs.h"
#include "core/inspection/inspection.h"
#include "core/jobs/run_start_file.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include <limits>

namespace retclip::cli {

namespace {

Json messagesJson(const QVector<Message> &messages)
{
    Json list = Json::array();
    for (const Message &each : messages)
        list.push_back(each.english());
    return list;
}

Json entryJson(const Benchmark &benchmark)
{
    Json classes = Json::array();
    for (const auto &[name, prompts] : defaultPrompts(benchmark.labelSet())) {
        Json texts = Json::array();
        for (const QString &text : prompts)
            texts.push_back(text.toStdString());
        Json one{{"class", name.toStdString()}, {"prompts", texts}};
        if (const BenchmarkClass *of = benchmark.classOf(name)) {
            one["title"] = of->shown.title.toStdString();
            one["title_zh"] = of->shown.titleZh.toStdString();
        }
        classes.push_back(one);
    }
    return {{"id", benchmark.id.toStdString()}, {"title", benchmark.title.toStdString()},
            {"source", benchmark.source.toStdString()}, {"where", benchmark.where.toStdString()},
            {"licence", benchmark.licence.toStdString()}, {"layout", benchmark.layout.english()},
            {"split", benchmark.split.english()}, {"task", word(benchmark.kind)},
            {"judged", benchmark.ofPatients ? "patients" : "eyes"}, {"in_paper", benchmark.inPaper},
            {"photographs", benchmark.photographs > 0 ? Json(benchmark.photographs) : Json(nullptr)},
            {"labelled", benchmark.labelled > 0 ? Json(benchmark.labelled) : Json(nullptr)},
            {"metric", benchmark.metric.toStdString()}, {"classes", classes}};
}

Json addedJson(const Benchmark &benchmark, const BenchmarkAdded &added)
{
    Json ofClass = Json::object();
    for (const auto &[name, count] : added.ofClass)
        ofClass[name.toStdString()] = count;
    return {{"id", benchmark.id.toStdString()}, {"study", added.study.toStdString()}, {"photographs", added.photographs},
            {"patients", added.patients}, {"labels", ofClass},
            {"split", {{"train", added.dataset.trainingPatients}, {"validation", added.dataset.validationPatients},
                       {"test", added.dataset.testPatients}}},
            {"dataset_hash", added.dataset.hash.toStdString()}, {"warnings", messagesJson(added.warnings)}};
}

Result<int> listBenchmarks(Invocation &call)
{
    const QString root = call.text("folder");
    for (const Benchmark &each : benchmarks()) {
        const auto there = root.isEmpty() ? std::nullopt : benchmarkThere(root, each);
        Json line = entryJson(each);
        line.erase("classes");
        line["there"] = there ? addedJson(each, *there) : Json(nullptr);
        call.out().result(line, QStringLiteral("%1\t%2\t%3\t%4").arg(each.id, -16).arg(each.title, -16)
                                    .arg(there ? QCoreApplication::translate("Command", "%n photograph(s)", nullptr, int(there->photographs))
                                               : QStringLiteral("–"),
                                         each.where));
    }
    return statusDone;
}

Result<int> showBenchmark(Invocation &call)
{
    RETCLIP_TRY(const Benchmark *const entry, benchmark(call.positional("ID")));
    QString text = QStringLiteral("%1 (%2)\n%3\n%4\n%5\n%6\n").arg(entry->title, entry->source, entry->where, entry->licence,
                                                                  translated(entry->layout), translated(entry->split));
    for (const BenchmarkClass &each : entry->classes)
        text += QStringLiteral("%1\t%2\t%3\n").arg(each.shown.name, each.shown.title, each.shown.titleZh);
    call.out().result(entryJson(*entry), text.trimmed());
    return statusDone;
}

Result<int> addOne(Invocation &call)
{
    RETCLIP_TRY(const Benchmark *const entry, benchmark(call.positional("ID")));
    RETCLIP_TRY(const BenchmarkAdded added,
                addBenchmark(QDir(call.positional("FOLDER")).absolutePath(), *entry, call.positional("SOURCE"), call.person(),
                             call.out().progress(), call.stop()));
    call.out().endProgress();
    Json json = addedJson(*entry, added);
    json["split_as_published"] = added.splitAsPublished;
    json["unchanged"] = added.report.unchanged;
    json["skipped"] = Json::array();
    for (const SkippedRow &row : added.report.skipped)
        json["skipped"].push_back({{"source", row.source.toStdString()}, {"row", row.row}, {"reason", row.english()}});
    call.out().result(json, QCoreApplication::translate("Command", "%1: photographs: %2; patients to train, validate and test on: %3 / %4 / %5")
                                .arg(entry->title).arg(added.photographs).arg(added.dataset.trainingPatients)
                                .arg(added.dataset.validationPatients).arg(added.dataset.testPatients));
    for (const Message &warning : added.warnings)
        call.out().note(translated(warning));
    if (!added.report.skipped.isEmpty())
        call.out().note(QCoreApplication::translate("Command", "%n row(s) were skipped; --json lists them", nullptr, int(added.report.skipped.size())));
    return statusDone;
}

/// The network: a run of a study, else a file.
Result<void> takeNetwork(Invocation &call, BenchmarkOrder &order)
{
    if (call.has("model") == (call.has("study") && call.has("run")))
        return wrongUsage(message(QT_TRANSLATE_NOOP("Message", "benchmark run takes --model FILE, or --study and --run.")),
                          message(QT_TRANSLATE_NOOP("Message", "Example: --study odir.study --run first")));
    if (call.has("model")) {
        order.checkpoint = QFileInfo(call.text("model")).absoluteFilePath();
        order.model = QFileInfo(order.checkpoint).completeBaseName();
    } else {
        RETCLIP_TRY(const auto study, Study::open(call.text("study"), OpenMode::readOnly));
        RETCLIP_TRY(const RunRow run, study->run(call.text("run")));
        order.checkpoint = checkpointFileOf(run);
        if (order.checkpoint.isEmpty())
            return failure(ErrorCode::not_found,
                           message(QT_TRANSLATE_NOOP("Message", "Run %1 has no checkpoint yet."), {std::to_string(run.id.value)}),
                           message(QT_TRANSLATE_NOOP("Message", "No run was started.")),
                           message(QT_TRANSLATE_NOOP("Message", "Choose one that has ended.")));
        order.model = QStringLiteral("%1-%2").arg(study->name(), run.name);
    }
    if (call.has("name"))
        order.model = call.text("name");
    return {};
}

Result<BenchmarkOrder> orderFrom(Invocation &call)
{
    BenchmarkOrder order;
    order.root = QDir(call.positional("FOLDER")).absolutePath();
    order.ids = call.texts("only");
    if (order.ids.isEmpty() != call.has("all"))
        return wrongUsage(message(QT_TRANSLATE_NOOP("Message", "Name benchmarks with --only, or add --all.")),
                          message(QT_TRANSLATE_NOOP("Message", "Example: --only jsiec --only retina")));
    RETCLIP_CHECK(takeNetwork(call, order));
    order.seeds = int(call.integer("seeds"));
    order.person = call.person();
    order.protocols.clear();
    for (const BenchmarkProtocol protocol : {BenchmarkProtocol::probe, BenchmarkProtocol::finetune})
        if (call.text("protocol") == QLatin1String("both") || call.text("protocol") == QLatin1String(word(protocol)))
            order.protocols.append(protocol);
    order.percents.clear();
    for (const QString &part : call.text("fractions").split(u',', Qt::SkipEmptyParts)) {
        bool number = false;
        order.percents.prepend(part.toDouble(&number));
        if (!number || !(order.percents.front() > 0) || order.percents.front() > 100)
            return wrongUsage(message(QT_TRANSLATE_NOOP("Message", "\"%1\" is no share of the training patients."), {part.toStdString()}),
                              message(QT_TRANSLATE_NOOP("Message", "Write percentages: 1,5,10,50,100.")));
    }
    for (const QString &setting : call.texts("set"))
        order.settings.emplace_back(setting.section(u'=', 0, 0).toStdString(), setting.section(u'=', 1).toStdString());
    if (call.has("device"))
        order.settings.emplace_back("device", call.text("device").toStdString());
    return order;
}

Json spreadJson(const std::optional<MeanAndSpread> &value)
{
    if (!value)
        return nullptr;
    return {{"mean", value->mean}, {"deviation", orNull(value->deviation)}, {"seeds", value->count}};
}

QString spreadText(const std::optional<MeanAndSpread> &value)
{
    if (!value)
        return QStringLiteral("–");
    const QString mean = QString::number(value->mean, 'f', 4);
    return value->deviation ? mean + QStringLiteral(" ± ") + QString::number(*value->deviation, 'f', 4) : mean;
}

Result<void> printTable(Invocation &call, const QString &root)
{
    QVector<PublishedFigure> published;
    if (call.has("figures")) {
        RETCLIP_TRY(published, readPublishedFigures(call.text("figures")));
    }
    RETCLIP_TRY(const QVector<BenchmarkLine> lines, benchmarkTable(root, published));
    if (call.has("csv"))
        RETCLIP_CHECK(write_file_atomically(pathOf(call.text("csv")), benchmarkCsv(lines).toStdString()));
    for (const BenchmarkLine &line : lines) {
        Json others = Json::array();
        QStringList words;
        for (const PublishedFigure &figure : line.published) {
            others.push_back({{"model", figure.model.toStdString()}, {"metric", figure.metric.toStdString()}, {"value", figure.value},
                              {"source", figure.source.toStdString()}});
            words << QStringLiteral("%1 %2 %3 (%4)").arg(figure.model, figure.metric).arg(figure.value).arg(figure.source);
        }
        call.out().result({{"benchmark", line.benchmark.toStdString()}, {"model", line.model.toStdString()},
                           {"protocol", word(line.protocol)}, {"training_percent", line.percent}, {"done", line.done},
                           {"runs", line.runs}, {"auroc", spreadJson(line.auroc)},
                           {"average_precision", spreadJson(line.averagePrecision)},
                           {"best_on_test", spreadJson(line.bestOnTest)}, {"dataset_hash", line.datasetHash.toStdString()},
                           {"synthetic", line.synthetic}, {"published", others}},
                          QStringLiteral("%1\t%2\t%3\t%4 %\tAUROC %5\tAP %6\tbest on test %7\t%8/%9%10\t%11")
                              .arg(line.benchmark, line.model, QLatin1String(word(line.protocol)))
                              .arg(line.percent)
                              .arg(spreadText(line.auroc), spreadText(line.averagePrecision), spreadText(line.bestOnTest))
                              .arg(line.done).arg(line.runs)
                              .arg(line.synthetic ? QStringLiteral("\tSYNTHETIC") : QString(), words.join(QStringLiteral("; "))));
    }
    return {};
}

Result<int> runAll(Invocation &call)
{
    RETCLIP_TRY(const BenchmarkOrder order, orderFrom(call));
    RETCLIP_TRY(ModelBackend *const backend, call.backend());
    bool failed = false;
    const auto ended = runBenchmarks(order, *backend, call.door().tokenizers(),
                                     [&](const RunRow &row, const Error *error) {
                                         failed = failed || error;
                                         if (error)
                                             call.out().error(*error);
                                         else
                                             call.out().note(QStringLiteral("%1: %2").arg(row.name, QLatin1String(word(row.state))));
                                     },
                                     call.out().progress(), call.stop());
    call.out().endProgress();
    if (!ended)
        return failure(ended.error());
    RETCLIP_CHECK(printTable(call, order.root));
    return failed ? statusFailed : statusDone;
}

Result<int> showTable(Invocation &call)
{
    RETCLIP_CHECK(printTable(call, QDir(call.positional("FOLDER")).absolutePath()));
    return statusDone;
}

} // namespace

Verb benchmarkVerb()
{
    const PositionalDescription folder{"FOLDER", QT_TRANSLATE_NOOP("Command", "Folder of benchmarks; made where it is not there.")};
    const PositionalDescription id{"ID", QT_TRANSLATE_NOOP("Command", "As benchmark list names it.")};
    const OptionDescription figures{"figures", ValueKind::text, "FILE.csv",
        QT_TRANSLATE_NOOP("Command", "Others' figures beside yours: benchmark, protocol, metric, model, value, source.")};
    const OptionDescription csv{"csv", ValueKind::text, "FILE.csv", QT_TRANSLATE_NOOP("Command", "Write the table there, too.")};
    return {"benchmark", QT_TRANSLATE_NOOP("Command", "Public benchmarks: where they are, taking a download in, runs by the published protocols, the table."),
            {{"list", QT_TRANSLATE_NOOP("Command", "The benchmarks that are known, a line each."), {},
              {{"folder", ValueKind::text, "FOLDER", QT_TRANSLATE_NOOP("Command", "Also which of them are there.")}},
              "retclip benchmark list --folder marks --json", listBenchmarks},
             {"show", QT_TRANSLATE_NOOP("Command", "One: address, licence, layout, split, classes and prompts."), {id}, {},
              "retclip benchmark show jsiec --json", showBenchmark},
             {"add", QT_TRANSLATE_NOOP("Command", "Takes a download in, checks its counts, freezes its splits. Safe to repeat."),
              {folder, id, {"SOURCE", QT_TRANSLATE_NOOP("Command", "Folder or ZIP archive.")}},
              {{"reader", ValueKind::text, "NAME", QT_TRANSLATE_NOOP("Command", "Whose name stands in the journal.")}},
              "retclip benchmark add marks jsiec 1000images.zip", addOne},
             {"run", QT_TRANSLATE_NOOP("Command", "Probe and fine-tuning with several seeds. Repeating goes on where it ended; then the table."),
              {folder},
              {{"only", ValueKind::text, "ID", QT_TRANSLATE_NOOP("Command", "This benchmark."), {}, "", std::numeric_limits<double>::lowest(), true},
               {"all", ValueKind::flag, "", QT_TRANSLATE_NOOP("Command", "Every benchmark that is there.")},
               {"model", ValueKind::text, "FILE", QT_TRANSLATE_NOOP("Command", "The network's checkpoint; or --study and --run.")},
               {"study", ValueKind::text, "STUDY", QT_TRANSLATE_NOOP("Command", "With --run: whose run the network is.")},
               {"run", ValueKind::text, "RUN", QT_TRANSLATE_NOOP("Command", "Number or name.")},
               {"name", ValueKind::text, "NAME", QT_TRANSLATE_NOOP("Command", "Of the network in the table; else the run's or the file's.")},
               {"protocol", ValueKind::choice, "WHICH", QT_TRANSLATE_NOOP("Command", "Linear probe, full fine-tuning, or both."),
                {"probe", "finetune", "both"}, "probe"},
               {"seeds", ValueKind::integer, "N", QT_TRANSLATE_NOOP("Command", "Seeds of each."), {}, "5", 1},
               {"fractions", ValueKind::text, "1,5,…", QT_TRANSLATE_NOOP("Command", "Percent of the training patients, for low-data curves."), {}, "100"},
               {"set", ValueKind::text, "key=value", QT_TRANSLATE_NOOP("Command", "Change a setting of the protocol."), {}, "", std::numeric_limits<double>::lowest(), true},
               {"device", ValueKind::text, "DEVICE", QT_TRANSLATE_NOOP("Command", "auto, cpu, cuda or cuda:N.")},
               figures, csv,
               {"reader", ValueKind::text, "NAME", QT_TRANSLATE_NOOP("Command", "Who starts it.")}},
              "retclip benchmark run marks --all --study odir.study --run first --seeds 5", runAll, true},
             {"table", QT_TRANSLATE_NOOP("Command", "What the runs found, mean and spread over the seeds."), {folder}, {figures, csv},
              "retclip benchmark table marks --csv table.csv", showTable}}};
}

} // namespace retclip::cli
