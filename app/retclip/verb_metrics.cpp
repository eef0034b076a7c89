// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/retclip/invocation.h"
#include "app/retclip/verbs.h"
#include "core/base/files.h"
#include "core/inspection/inspection.h"
#include "core/inspection/prediction_tables.h"
#include "core/statistics/operating_points.h"
#include "core/statistics/run_comparison.h"

#include <cmath>

namespace retclip::cli {

namespace {

Json interval(const MetricValue &value)
{
    return value.interval ? Json{value.interval->low, value.interval->high} : Json(nullptr);
}

Json metricJson(const Metric &metric, const std::vector<std::string> &classes, LabelKind kind)
{
    Json json{{"value", orNull(metric.value.value)}};
    if (!metric.value.reason.empty())
        json["reason"] = metric.value.reason;
    if (kind != LabelKind::binary) {
        if (metric.macro) {
            json["macro"] = orNull(metric.macro->value);
            if (!metric.macro->reason.empty())
                json["macro_reason"] = metric.macro->reason;
        }
        if (metric.micro) {
            json["micro"] = orNull(metric.micro->value);
            if (!metric.micro->reason.empty())
                json["micro_reason"] = metric.micro->reason;
        }
        if (!metric.per_class.empty()) {
            Json values = Json::object(), reasons = Json::object(), intervals = Json::object();
            for (std::size_t k = 0; k < metric.per_class.size() && k < classes.size(); ++k) {
                const MetricValue &one = metric.per_class[k];
                values[classes[k]] = orNull(one.value);
                if (!one.reason.empty())
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
    const QString figure = value ? QString::number(*value, 'f', 6) : QStringLiteral("-");
    return reason.empty() ? figure
                          : QStringLiteral("%1 (%2)").arg(figure, QString::fromStdString(reason));
}

Json differenceJson(const std::optional<PairedDifference> &difference)
{
    if (!difference)
        return nullptr;
    return {{"difference", difference->value},
            {"interval", difference->interval ? Json{difference->interval->low, difference->interval->high}
                                              : Json(nullptr)},
            {"p", orNull(difference->p)}, {"draws", difference->draws}};
}

Json decisionsJson(const McNemarResult &result)
{
    return {{"only_first_right", result.only_first}, {"only_second_right", result.only_second},
            {"p", result.p}};
}

/// `--compare`: the first scores against the second, same cases.
Json comparisonJson(const RunComparison &comparison)
{
    Json classes = Json::object();
    for (const ClassComparison &each : comparison.classes) {
        Json row{{"n", each.cases}, {"patients", each.patients},
                 {"mcnemar", decisionsJson(each.decisions)},
                 {"bootstrap", differenceJson(each.bootstrap)}};
        if (each.auroc) {
            row["auroc_first"] = each.auroc->first;
            row["auroc_second"] = each.auroc->second;
            row["delong"] = {{"z", orNull(each.auroc->z)}, {"p", orNull(each.auroc->p)},
                             {"p_holm", std::isfinite(each.corrected_p) ? Json(each.corrected_p) : Json(nullptr)},
                             {"interval", each.auroc->difference
                                              ? Json{each.auroc->difference->low, each.auroc->difference->high}
                                              : Json(nullptr)}};
            if (!each.auroc->p)
                row["delong"]["reason"] = "the two rank all cases alike";
        } else {
            row["delong"] = {{"p", nullptr}, {"reason", "only one class occurs in the labels"}};
        }
        classes[each.name] = row;
    }
    return {{"classes", classes}, {"macro_auroc", differenceJson(comparison.macro_auroc)},
            {"mcnemar", decisionsJson(comparison.decisions)}};
}

QString comparisonText(const RunComparison &comparison)
{
    QString text;
    for (const ClassComparison &each : comparison.classes) {
        text += QStringLiteral("\n%1\tAUROC ").arg(QString::fromStdString(each.name));
        text += each.auroc ? QStringLiteral("%1 - %2").arg(each.auroc->first, 0, 'f', 4)
                                 .arg(each.auroc->second, 0, 'f', 4)
                           : QStringLiteral("-");
        const auto put = [&](const QString &name, const std::optional<double> &p) {
            text += QStringLiteral("\t%1 p %2").arg(name, p ? QString::number(*p, 'g', 3)
                                                            : QStringLiteral("-"));
        };
        put(QStringLiteral("DeLong"), each.auroc ? each.auroc->p : std::nullopt);
        if (comparison.classes.size() > 1)
            put(QStringLiteral("Holm"), std::isfinite(each.corrected_p) ? std::optional(each.corrected_p)
                                                                      : std::nullopt);
        if (each.bootstrap && each.bootstrap->interval)
            text += QStringLiteral("\tbootstrap [%1, %2]").arg(each.bootstrap->interval->low, 0, 'f', 4)
                        .arg(each.bootstrap->interval->high, 0, 'f', 4);
        put(QStringLiteral("McNemar"), each.decisions.p);
    }
    return text;
}

/// Of the positive class: what is reached where the other side is held.
Json operatingPointsJson(const ClassificationInput &input)
{
    std::vector<int> truth;
    for (const Targets &targets : input.targets)
        truth.push_back(targets.empty() ? -1 : targets.front());
    std::vector<double> scores = input.exact_scores;
    if (scores.empty())
        scores.assign(input.scores.values.begin(), input.scores.values.end());
    Json points = Json::array();
    const auto add = [&](const char *held, double floor, const std::optional<OperatingPoint> &point) {
        if (point)
            points.push_back({{"held", held}, {"at_least", floor},
                              {"threshold", std::isfinite(point->threshold) ? Json(point->threshold)
                                                                            : Json(nullptr)},
                              {"sensitivity", point->sensitivity},
                              {"specificity", point->specificity}});
    };
    for (double floor : {0.8, 0.9, 0.95}) {
        add("specificity", floor, sensitivity_at_specificity(truth, scores, floor));
        add("sensitivity", floor, specificity_at_sensitivity(truth, scores, floor));
    }
    return points;
}

Result<int> classification(Invocation &call, LabelKind kind, const BootstrapOptions &bootstrap)
{
    if (!call.has("labels") || !call.has("scores"))
        return wrongUsage(message(QT_TRANSLATE_NOOP("Message", "metrics needs --labels and --scores.")),
                          message(QT_TRANSLATE_NOOP("Message", "Both are CSV files with a column id.")));
    RETCLIP_TRY(const ClassificationInput input,
                readPredictions(pathOf(call.text("labels")), pathOf(call.text("scores")), kind));
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
    if (kind == LabelKind::binary)
        json["operating_points"] = operatingPointsJson(input);
    if (call.has("compare")) {
        RETCLIP_TRY(const ClassificationInput other,
                    readPredictions(pathOf(call.text("labels")), pathOf(call.text("compare")), kind));
        RETCLIP_TRY(const RunComparison comparison,
                    compare_runs(input, other, bootstrap, call.stop()));
        json["comparison"] = comparisonJson(comparison);
        text += comparisonText(comparison);
    }
    call.out().result(json, text);
    return statusDone;
}

Result<int> retrievalMetrics(Invocation &call, const BootstrapOptions &bootstrap)
{
    if (!call.has("queries") || !call.has("gallery"))
        return wrongUsage(message(QT_TRANSLATE_NOOP("Message",
                              "Retrieval metrics need --queries and --gallery.")),
                          message(QT_TRANSLATE_NOOP("Message", "Both are .npy files, a row an item.")));
    RETCLIP_TRY(const Matrix queries, readFeatureMatrix(pathOf(call.text("queries"))));
    RETCLIP_TRY(const Matrix gallery, readFeatureMatrix(pathOf(call.text("gallery"))));
    Positives positives;
    if (call.has("positives")) {
        RETCLIP_TRY(positives, readPositives(pathOf(call.text("positives")), queries.rows, gallery.rows));
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
        if (!value.reason.empty())
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

Result<int> runMetrics(Invocation &call)
{
    const BootstrapOptions bootstrap{int(call.integer("bootstrap")),
                                     std::uint64_t(call.integer("seed")), 0.95};
    const QString task = call.text("task");
    if (task == QLatin1String("retrieval"))
        return retrievalMetrics(call, bootstrap);
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
               {"compare", ValueKind::text, "S2.csv",
                QT_TRANSLATE_NOOP("Command", "Other scores of the same rows: DeLong, McNemar, paired bootstrap, Holm.")},
               {"queries", ValueKind::text, "Q.npy", QT_TRANSLATE_NOOP("Command", "N x E embeddings.")},
               {"gallery", ValueKind::text, "G.npy", QT_TRANSLATE_NOOP("Command", "M x E embeddings.")},
               {"positives", ValueKind::text, "P.csv",
                QT_TRANSLATE_NOOP("Command", "query,gallery from 0; without it row i matches row i.")},
               {"bootstrap", ValueKind::integer, "N",
                QT_TRANSLATE_NOOP("Command", "Draws for 95 % intervals; 0: none."), {}, "0", 0},
               {"seed", ValueKind::integer, "S", QT_TRANSLATE_NOOP("Command", "Of the bootstrap."), {}, "1", 0}},
              "retclip metrics --task binary --labels l.csv --scores s.csv --bootstrap 2000 --json", runMetrics}}};
}

} // namespace retclip::cli
