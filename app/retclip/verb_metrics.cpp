// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/retclip/invocation.h"
#include "app/retclip/verbs.h"
#include "core/base/files.h"
#include "core/inspection/inspection.h"
#include "core/inspection/prediction_tables.h"

#include <cmath>

namespace retclip::cli {

namespace {

std::filesystem::path path(const QString &text)
{
    return path_from_utf8(text.toStdString());
}

Json interval(const MetricValue &value)
{
    return value.interval ? Json{value.interval->low, value.interval->high} : Json(nullptr);
}

Json metricJson(const Metric &metric, const std::vector<std::string> &classes, LabelKind kind)
{
    Json json{{"value", orNull(metric.value.value)}};
    if (!metric.value.value)
        json["reason"] = metric.value.reason;
    if (kind != LabelKind::binary) {
        if (metric.macro) {
            json["macro"] = orNull(metric.macro->value);
            if (!metric.macro->value)
                json["macro_reason"] = metric.macro->reason;
        }
        if (metric.micro) {
            json["micro"] = orNull(metric.micro->value);
            if (!metric.micro->value)
                json["micro_reason"] = metric.micro->reason;
        }
        if (!metric.per_class.empty()) {
            Json values = Json::object(), reasons = Json::object(), intervals = Json::object();
            for (std::size_t k = 0; k < metric.per_class.size() && k < classes.size(); ++k) {
                const MetricValue &one = metric.per_class[k];
                values[classes[k]] = orNull(one.value);
                if (!one.value)
                    reasons[classes[k]] = one.reason;
                if (one.interval)
                    intervals[classes[k]] = interval(one);
            }
            json["per_class"] = values;
            if (!reasons.empty())
                json["per_class_reason"] = reasons;
            if (!intervals.empty())
                json["per_class_interval"] = intervals;
        }
    }
    json["interval"] = interval(metric.value);
    return json;
}

QString number(const std::optional<double> &value, const std::string &reason)
{
    return value ? QString::number(*value, 'f', 6)
                 : QStringLiteral("- (%1)").arg(QString::fromStdString(reason));
}

Result<int> classification(Invocation &call, LabelKind kind, const BootstrapOptions &bootstrap)
{
    if (!call.has("labels") || !call.has("scores"))
        return wrongUsage(message(QT_TRANSLATE_NOOP("Message", "metrics needs --labels and --scores.")),
                          message(QT_TRANSLATE_NOOP("Message", "Both are CSV files with a column id.")));
    RETCLIP_TRY(const ClassificationInput input,
                readPredictions(path(call.text("labels")), path(call.text("scores")), kind));
    RETCLIP_TRY(const ClassificationReport report,
                classification_report(input, bootstrap, call.stop()));
    Json json{{"n", report.items}, {"patients", report.patients}};
    if (kind != LabelKind::binary)
        json["classes"] = input.classes;
    QString text = QStringLiteral("n %1").arg(report.items);
    for (const Metric &metric : report.metrics) {
        json[metric.name] = metricJson(metric, input.classes, kind);
        text += QStringLiteral("\n%1\t%2").arg(QString::fromStdString(metric.name),
                                               number(metric.value.value, metric.value.reason));
        if (metric.value.interval)
            text += QStringLiteral(" [%1, %2]").arg(metric.value.interval->low, 0, 'f', 6)
                        .arg(metric.value.interval->high, 0, 'f', 6);
    }
    if (!report.confusion.counts.empty())
        json["confusion"] = {{"classes", report.confusion.classes},
                             {"counts", report.confusion.counts}};
    call.out().result(json, text);
    return statusDone;
}

Result<int> retrieval(Invocation &call, const BootstrapOptions &bootstrap)
{
    if (!call.has("queries") || !call.has("gallery"))
        return wrongUsage(message(QT_TRANSLATE_NOOP("Message",
                              "Retrieval metrics need --queries and --gallery.")),
                          message(QT_TRANSLATE_NOOP("Message", "Both are .npy files, a row an item.")));
    RETCLIP_TRY(const Matrix queries, readFeatureMatrix(path(call.text("queries"))));
    RETCLIP_TRY(const Matrix gallery, readFeatureMatrix(path(call.text("gallery"))));
    Positives positives;
    if (call.has("positives")) {
        RETCLIP_TRY(positives, readPositives(path(call.text("positives")), queries.rows, gallery.rows));
    } else if (queries.rows != gallery.rows) {
        return wrongUsage(message(QT_TRANSLATE_NOOP("Message",
                                      "There are %1 queries, but %2 gallery rows."),
                                  {std::to_string(queries.rows), std::to_string(gallery.rows)}),
                          message(QT_TRANSLATE_NOOP("Message", "Say with --positives which belong together.")));
    } else {
        positives = matching_rows(queries.rows);
    }
    RETCLIP_TRY(const RetrievalReport report,
                retrieval_report(queries, gallery, positives, bootstrap, {}, call.stop()));
    Json json{{"n", report.queries}, {"queries", report.queries}, {"gallery", report.gallery}};
    QString text = QStringLiteral("n %1").arg(report.queries);
    Json intervals = Json::object(), reasons = Json::object();
    for (const auto &[name, value] : report.metrics) {
        json[name] = orNull(value.value);
        if (!value.value)
            reasons[name] = value.reason;
        if (value.interval)
            intervals[name] = interval(value);
        text += QStringLiteral("\n%1\t%2").arg(QString::fromStdString(name),
                                               number(value.value, value.reason));
    }
    if (!intervals.empty())
        json["intervals"] = intervals;
    if (!reasons.empty())
        json["reason"] = reasons;
    json["queries_without_positive"] = report.left_out;
    json["first_positive_rank"] = report.first_positive_rank;
    call.out().result(json, text);
    return statusDone;
}

Result<int> run(Invocation &call)
{
    const BootstrapOptions bootstrap{int(call.integer("bootstrap")),
                                     std::uint64_t(call.integer("seed")), 0.95};
    const QString task = call.text("task");
    if (task == QLatin1String("retrieval"))
        return retrieval(call, bootstrap);
    return classification(call, *label_kind_from(task.toStdString()), bootstrap);
}

} // namespace

Verb metricsVerb()
{
    return {"metrics", QT_TRANSLATE_NOOP("Command", "Metrics of anyone's predictions or embeddings."),
            {{"", QT_TRANSLATE_NOOP("Command",
                  "Rows join by id. An undefined metric is null, with the reason."), {},
              {{"task", ValueKind::choice, "TASK", QT_TRANSLATE_NOOP("Command", "What is measured."),
                {"binary", "multiclass", "multilabel", "retrieval"}, "", 0, false, true},
               {"labels", ValueKind::text, "L.csv",
                QT_TRANSLATE_NOOP("Command", "id, optional patient, label or one 0/1 column a class.")},
               {"scores", ValueKind::text, "S.csv",
                QT_TRANSLATE_NOOP("Command", "id, score or one column a class.")},
               {"queries", ValueKind::text, "Q.npy", QT_TRANSLATE_NOOP("Command", "N x E embeddings.")},
               {"gallery", ValueKind::text, "G.npy", QT_TRANSLATE_NOOP("Command", "M x E embeddings.")},
               {"positives", ValueKind::text, "P.csv",
                QT_TRANSLATE_NOOP("Command", "query,gallery from 0; without it row i matches row i.")},
               {"bootstrap", ValueKind::integer, "N",
                QT_TRANSLATE_NOOP("Command", "Draws for 95 % intervals; 0: none."), {}, "0", 0},
               {"seed", ValueKind::integer, "S", QT_TRANSLATE_NOOP("Command", "Of the bootstrap."), {}, "1", 0}},
              "retclip metrics --task binary --labels l.csv --scores s.csv --bootstrap 2000 --json", run}}};
}

} // namespace retclip::cli
