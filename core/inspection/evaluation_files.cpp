// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inspection/evaluation_files.h"

#include "core/base/files.h"
#include "core/inspection/csv_table.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

#include <cmath>

namespace retclip {

namespace {

constexpr const char *evaluationsFolder = "evaluations";

QJsonValue number(const std::optional<double> &value)
{
    return value ? QJsonValue(*value) : QJsonValue(QJsonValue::Null);
}

void addValue(QJsonObject &json, const MetricValue &value)
{
    json[QStringLiteral("value")] = number(value.value);
    if (!value.reason.empty())
        json[QStringLiteral("reason")] = QString::fromStdString(value.reason);
    if (value.interval)
        json[QStringLiteral("interval")] = QJsonArray{value.interval->low, value.interval->high};
}

MetricValue valueFrom(const QJsonObject &json)
{
    MetricValue value;
    if (json.value(QStringLiteral("value")).isDouble())
        value.value = json.value(QStringLiteral("value")).toDouble();
    value.reason = json.value(QStringLiteral("reason")).toString().toStdString();
    const QJsonArray interval = json.value(QStringLiteral("interval")).toArray();
    if (interval.size() == 2)
        value.interval = Interval{interval[0].toDouble(), interval[1].toDouble()};
    return value;
}

QJsonArray stringArray(const std::vector<std::string> &texts)
{
    QJsonArray array;
    for (const std::string &text : texts)
        array.append(QString::fromStdString(text));
    return array;
}

std::vector<std::string> stringsFrom(const QJsonArray &array)
{
    std::vector<std::string> texts;
    for (const QJsonValue &value : array)
        texts.push_back(value.toString().toStdString());
    return texts;
}

QString predictionsTable(const EvaluationResult &result, const std::map<ExamId, QString> &codes)
{
    QString table = QStringLiteral("exam,exam_id,eye,label_set,class,split,score,predicted,truth\n");
    for (const PredictionRow &row : result.predictions) {
        const auto code = codes.find(row.exam);
        table += csvField(code == codes.end() ? QString() : code->second) + QLatin1Char(',')
                 + QString::number(row.exam.value);
        table += QLatin1Char(',') + (row.eye ? QString::fromLatin1(word(*row.eye)) : QString());
        table += QLatin1Char(',') + csvField(row.labelSet) + QLatin1Char(',')
                 + csvField(row.className) + QLatin1Char(',') + QString::fromLatin1(word(row.split))
                 + QLatin1Char(',') + QString::number(row.score, 'g', 17) + QLatin1Char(',')
                 + (row.predicted ? QLatin1Char('1') : QLatin1Char('0')) + QLatin1Char(',')
                 + (row.truth ? (*row.truth ? QStringLiteral("1") : QStringLiteral("0")) : QString())
                 + QLatin1Char('\n');
    }
    return table;
}

/// Predictions as they were written; empty where the table is gone or is not one.
std::vector<PredictionRow> predictionsFrom(const QString &file, RunId run)
{
    std::vector<PredictionRow> rows;
    const auto table = readCsvTable(path_from_utf8(file.toStdString()));
    if (!table)
        return rows;
    const auto column = [&](const char *name) { return table->column(name); };
    const auto exam = column("exam_id"), eye = column("eye"), set = column("label_set"),
               name = column("class"), split = column("split"), score = column("score"),
               predicted = column("predicted"), truth = column("truth");
    for (const int needed : {exam, eye, set, name, split, score, predicted, truth})
        if (needed < 0)
            return rows;
    for (const auto &cells : table->rows) {
        const auto text = [&](int index) { return QString::fromStdString(cells[std::size_t(index)]); };
        PredictionRow row;
        row.exam = ExamId{text(exam).toLongLong()};
        row.eye = laterality_from(cells[std::size_t(eye)]);
        row.run = run;
        row.labelSet = text(set);
        row.className = text(name);
        row.score = text(score).toDouble();
        row.predicted = text(predicted) == QLatin1String("1");
        if (!text(truth).isEmpty())
            row.truth = text(truth) == QLatin1String("1");
        row.split = split_from(cells[std::size_t(split)]).value_or(Split::none);
        rows.push_back(std::move(row));
    }
    return rows;
}

} // namespace

const char *word(EvaluationProtocol protocol)
{
    switch (protocol) {
    case EvaluationProtocol::zeroShot: return "zeroshot";
    case EvaluationProtocol::probe: return "probe";
    case EvaluationProtocol::fewShot: return "fewshot";
    case EvaluationProtocol::finetune: return "finetune";
    }
    return "probe";
}

QJsonObject toJson(const ClassificationReport &report, const std::vector<std::string> &classNames)
{
    QJsonObject json{{QStringLiteral("n"), qint64(report.items)},
                     {QStringLiteral("patients"), qint64(report.patients)}};
    for (const Metric &metric : report.metrics) {
        QJsonObject entry;
        addValue(entry, metric.value);
        const auto average = [&](const char *name, const std::optional<MetricValue> &value) {
            if (!value)
                return;
            entry[QLatin1String(name)] = number(value->value);
            if (!value->reason.empty())
                entry[QLatin1String(name) + QStringLiteral("_reason")] =
                    QString::fromStdString(value->reason);
            if (value->interval)
                entry[QLatin1String(name) + QStringLiteral("_interval")] =
                    QJsonArray{value->interval->low, value->interval->high};
        };
        average("macro", metric.macro);
        average("micro", metric.micro);
        if (!metric.per_class.empty()) {
            QJsonArray classes;
            for (std::size_t k = 0; k < metric.per_class.size(); ++k) {
                QJsonObject one;
                if (k < classNames.size())
                    one[QStringLiteral("class")] = QString::fromStdString(classNames[k]);
                addValue(one, metric.per_class[k]);
                classes.append(one);
            }
            entry[QStringLiteral("per_class")] = classes;
        }
        json[QString::fromStdString(metric.name)] = entry;
    }
    if (!report.confusion.counts.empty()) {
        QJsonArray rows;
        for (const auto &row : report.confusion.counts) {
            QJsonArray cells;
            for (const std::int64_t count : row)
                cells.append(qint64(count));
            rows.append(cells);
        }
        json[QStringLiteral("confusion")] =
            QJsonObject{{QStringLiteral("classes"), stringArray(report.confusion.classes)},
                        {QStringLiteral("counts"), rows}};
    }
    return json;
}

ClassificationReport classificationReportFromJson(const QJsonObject &json)
{
    ClassificationReport report;
    for (auto it = json.begin(); it != json.end(); ++it) {
        const QJsonObject entry = it.value().toObject();
        if (it.key() == QLatin1String("n"))
            report.items = it.value().toInteger();
        else if (it.key() == QLatin1String("patients"))
            report.patients = it.value().toInteger();
        else if (it.key() == QLatin1String("confusion")) {
            report.confusion.classes = stringsFrom(entry.value(QStringLiteral("classes")).toArray());
            for (const QJsonValue &row : entry.value(QStringLiteral("counts")).toArray()) {
                report.confusion.counts.emplace_back();
                for (const QJsonValue &cell : row.toArray())
                    report.confusion.counts.back().push_back(cell.toInteger());
            }
        } else if (it.value().isObject()) {
            Metric metric;
            metric.name = it.key().toStdString();
            metric.value = valueFrom(entry);
            const auto average = [&](const char *name) -> std::optional<MetricValue> {
                if (!entry.contains(QLatin1String(name)))
                    return {};
                QJsonObject part{{QStringLiteral("value"), entry.value(QLatin1String(name))}};
                const QString prefix = QLatin1String(name);
                part[QStringLiteral("reason")] = entry.value(prefix + QStringLiteral("_reason"));
                part[QStringLiteral("interval")] = entry.value(prefix + QStringLiteral("_interval"));
                return valueFrom(part);
            };
            metric.macro = average("macro");
            metric.micro = average("micro");
            for (const QJsonValue &one : entry.value(QStringLiteral("per_class")).toArray())
                metric.per_class.push_back(valueFrom(one.toObject()));
            report.metrics.push_back(std::move(metric));
        }
    }
    return report;
}

QJsonObject toJson(const RetrievalReport &report)
{
    QJsonObject json{{QStringLiteral("n"), qint64(report.queries)},
                     {QStringLiteral("queries"), qint64(report.queries)},
                     {QStringLiteral("gallery"), qint64(report.gallery)}};
    QJsonArray leftOut;
    for (const std::int32_t query : report.left_out)
        leftOut.append(query);
    json[QStringLiteral("queries_without_positive")] = leftOut;
    for (const auto &[name, value] : report.metrics) {
        QJsonObject entry;
        addValue(entry, value);
        json[QString::fromStdString(name)] = entry;
    }
    return json;
}

QJsonObject toJson(const RetrievalEvaluation &evaluation)
{
    return {{QStringLiteral("level"), QString::fromLatin1(word(evaluation.level))},
            {QStringLiteral("text_to_image"), toJson(evaluation.textToImage)},
            {QStringLiteral("image_to_text"), toJson(evaluation.imageToText)},
            {QStringLiteral("text_to_image_naive"), toJson(evaluation.textToImageNaive)},
            {QStringLiteral("image_to_text_naive"), toJson(evaluation.imageToTextNaive)}};
}

QJsonObject toJson(const EvaluationResult &result)
{
    QJsonObject json{
        {QStringLiteral("protocol"), QString::fromLatin1(word(result.order.protocol))},
        {QStringLiteral("run"), qint64(result.run.value)},
        {QStringLiteral("label_set"), result.order.labelSet},
        {QStringLiteral("kind"), QString::fromLatin1(word(result.target.kind))},
        {QStringLiteral("classes"), stringArray(result.target.classes)},
        {QStringLiteral("dataset"), result.order.dataset},
        {QStringLiteral("scope"), result.order.perEye ? QStringLiteral("eye")
                                                      : QStringLiteral("patient")},
        {QStringLiteral("time"), result.time.toUTC().toString(Qt::ISODateWithMs)},
        {QStringLiteral("seeds"), result.order.seeds},
        {QStringLiteral("shots"), result.order.shots},
        {QStringLiteral("bootstrap_draws"), result.order.bootstrap.draws},
        {QStringLiteral("bootstrap_seed"), qint64(result.order.bootstrap.seed)},
        {QStringLiteral("left_out"), result.leftOut},
        {QStringLiteral("test"), toJson(result.test, result.target.classes)},
        {QStringLiteral("validation"), toJson(result.validation, result.target.classes)},
        {QStringLiteral("best_on_test"), number(result.bestOnTest)},
        {QStringLiteral("predictions"), result.predictionsFile},
        {QStringLiteral("methods"), result.protocolSentence},
    };
    if (result.chosenL2 > 0)
        json[QStringLiteral("chosen_l2")] = result.chosenL2;
    if (result.chosenEpoch > 0)
        json[QStringLiteral("chosen_epoch")] = result.chosenEpoch;
    if (!result.order.prompts.empty()) {
        QJsonObject prompts;
        for (const auto &[name, texts] : result.order.prompts)
            prompts[name] = QJsonArray::fromStringList(texts);
        json[QStringLiteral("prompts")] = prompts;
    }
    // Each seed's figure, and their mean and spread (standard deviation, n - 1).
    std::map<std::string, std::vector<double>> values;
    QJsonArray seeds;
    for (const auto &[seed, metrics] : result.seedMetrics) {
        QJsonObject one{{QStringLiteral("seed"), qint64(seed)}};
        for (const auto &[name, value] : metrics) {
            one[QString::fromStdString(name)] = value;
            values[name].push_back(value);
        }
        seeds.append(one);
    }
    if (!seeds.isEmpty()) {
        QJsonObject summary;
        for (const auto &[name, list] : values) {
            double mean = 0, squares = 0;
            for (const double value : list)
                mean += value / double(list.size());
            for (const double value : list)
                squares += (value - mean) * (value - mean);
            QJsonObject entry{{QStringLiteral("mean"), mean}, {QStringLiteral("n"), qint64(list.size())}};
            entry[QStringLiteral("spread")] =
                list.size() > 1 ? QJsonValue(std::sqrt(squares / double(list.size() - 1)))
                                : QJsonValue(QJsonValue::Null);
            summary[QString::fromStdString(name)] = entry;
        }
        json[QStringLiteral("over_seeds")] = summary;
        json[QStringLiteral("each_seed")] = seeds;
    }
    return json;
}

Result<void> storeEvaluation(const RunRow &run, EvaluationResult &result,
                             const std::map<ExamId, QString> &codes)
{
    QString slug = result.order.labelSet;
    slug.replace(QRegularExpression(QStringLiteral("[^\\p{L}\\p{N}_-]")), QStringLiteral("_"));
    const QString name = QStringLiteral("%1-%2-%3")
                             .arg(result.time.toUTC().toString(QStringLiteral("yyyyMMdd-HHmmsszzz")),
                                  QString::fromLatin1(word(result.order.protocol)), slug.left(60));
    const QDir parent(run.folder + QLatin1Char('/') + QLatin1String(evaluationsFolder));
    const QString temporary = QLatin1Char('.') + name + QStringLiteral(".partial");
    const auto failed = [&](const QString &path) {
        QDir(parent.filePath(temporary)).removeRecursively();
        return failure(ErrorCode::unreadable,
                       message(QT_TRANSLATE_NOOP("Message", "The evaluation cannot be written to %1."),
                               {path.toStdString()}),
                       message(QT_TRANSLATE_NOOP("Message", "Nothing was left behind.")),
                       message(QT_TRANSLATE_NOOP("Message",
                           "Check space and permissions, then evaluate again.")));
    };
    if (!parent.mkpath(temporary))
        return failed(parent.path());
    result.predictionsFile = parent.filePath(name + QStringLiteral("/predictions.csv"));
    const auto write = [&](const char *file, const QByteArray &bytes) {
        return write_file_atomically(
            path_from_utf8(parent.filePath(temporary + QLatin1Char('/') + QLatin1String(file))
                               .toStdString()),
            std::string_view(bytes.constData(), std::size_t(bytes.size())));
    };
    QJsonObject json = toJson(result);
    json[QStringLiteral("predictions")] = QStringLiteral("predictions.csv"); // The folder may move.
    auto written = write("predictions.csv", predictionsTable(result, codes).toUtf8());
    if (written)
        written = write("evaluation.json", QJsonDocument(json).toJson());
    if (!written) {
        QDir(parent.filePath(temporary)).removeRecursively();
        return failure(written.error());
    }
    if (!QDir(parent).rename(temporary, name))
        return failed(parent.filePath(name));
    return {};
}

Result<std::vector<EvaluationResult>> storedEvaluations(const RunRow &run)
{
    std::vector<EvaluationResult> results;
    const QDir parent(run.folder + QLatin1Char('/') + QLatin1String(evaluationsFolder));
    for (const QString &name : parent.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name)) {
        const QString folder = parent.filePath(name);
        const auto text = read_file(path_from_utf8((folder + QStringLiteral("/evaluation.json")).toStdString()));
        if (!text)
            continue; // another program's folder
        const QJsonObject json =
            QJsonDocument::fromJson(QByteArray::fromStdString(*text)).object();
        if (json.isEmpty())
            continue;
        EvaluationResult result;
        const QString protocol = json.value(QStringLiteral("protocol")).toString();
        for (const auto each : {EvaluationProtocol::zeroShot, EvaluationProtocol::probe,
                                EvaluationProtocol::fewShot, EvaluationProtocol::finetune})
            if (protocol == QLatin1String(word(each)))
                result.order.protocol = each;
        result.run = run.id;
        result.order.labelSet = json.value(QStringLiteral("label_set")).toString();
        result.order.dataset = json.value(QStringLiteral("dataset")).toString();
        result.order.seeds = json.value(QStringLiteral("seeds")).toInt(1);
        result.order.shots = json.value(QStringLiteral("shots")).toInt();
        result.order.perEye = json.value(QStringLiteral("scope")).toString() == QLatin1String("eye");
        result.order.bootstrap.draws = json.value(QStringLiteral("bootstrap_draws")).toInt();
        result.order.bootstrap.seed =
            std::uint64_t(json.value(QStringLiteral("bootstrap_seed")).toInteger());
        const QJsonObject prompts = json.value(QStringLiteral("prompts")).toObject();
        for (auto it = prompts.begin(); it != prompts.end(); ++it) {
            QStringList texts;
            for (const QJsonValue &prompt : it.value().toArray())
                texts << prompt.toString();
            result.order.prompts.emplace_back(it.key(), texts);
        }
        result.target.label_set = result.order.labelSet.toStdString();
        if (const auto kind = label_kind_from(json.value(QStringLiteral("kind")).toString().toStdString()))
            result.target.kind = *kind;
        result.target.per_eye = result.order.perEye;
        result.target.classes = stringsFrom(json.value(QStringLiteral("classes")).toArray());
        result.test = classificationReportFromJson(json.value(QStringLiteral("test")).toObject());
        result.validation =
            classificationReportFromJson(json.value(QStringLiteral("validation")).toObject());
        result.chosenL2 = json.value(QStringLiteral("chosen_l2")).toDouble();
        result.chosenEpoch = json.value(QStringLiteral("chosen_epoch")).toInt();
        if (json.value(QStringLiteral("best_on_test")).isDouble())
            result.bestOnTest = json.value(QStringLiteral("best_on_test")).toDouble();
        result.leftOut = json.value(QStringLiteral("left_out")).toInteger();
        result.time = QDateTime::fromString(json.value(QStringLiteral("time")).toString(),
                                            Qt::ISODateWithMs);
        result.protocolSentence = json.value(QStringLiteral("methods")).toString();
        result.predictionsFile = folder + QStringLiteral("/predictions.csv");
        result.predictions = predictionsFrom(result.predictionsFile, run.id);
        for (const QJsonValue &value : json.value(QStringLiteral("each_seed")).toArray()) {
            const QJsonObject one = value.toObject();
            std::map<std::string, double> metrics;
            for (auto it = one.begin(); it != one.end(); ++it)
                if (it.key() != QLatin1String("seed"))
                    metrics[it.key().toStdString()] = it.value().toDouble();
            result.seedMetrics.emplace_back(one.value(QStringLiteral("seed")).toInteger(), metrics);
        }
        results.push_back(std::move(result));
    }
    return results;
}

} // namespace retclip
