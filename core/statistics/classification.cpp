// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/classification.h"

#include "core/statistics/bootstrap.h"
#include "core/statistics/confusion.h"
#include "core/statistics/ranking.h"
#include "core/statistics/scored_cases.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace retclip {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

constexpr const char *one_class_only =
    QT_TRANSLATE_NOOP("Message", "only one class occurs in the labels");
constexpr const char *no_positive = QT_TRANSLATE_NOOP("Message", "no item of the class");
constexpr const char *no_negative = QT_TRANSLATE_NOOP("Message", "all items are of the class");
constexpr const char *no_item = QT_TRANSLATE_NOOP("Message", "no item of that class");
constexpr const char *no_class_defined = QT_TRANSLATE_NOOP("Message", "it is defined for no class");
constexpr const char *no_probabilities =
    QT_TRANSLATE_NOOP("Message", "the scores are not probabilities");
constexpr const char *same_single_class =
    QT_TRANSLATE_NOOP("Message", "labels and predictions are one and the same single class");
constexpr const char *a_class_is_absent =
    QT_TRANSLATE_NOOP("Message", "a class does not occur in the labels");
constexpr const char *no_items = QT_TRANSLATE_NOOP("Message", "there are no labelled items");
// scikit-learn counts these as 0; we say so beside the 0.
constexpr const char *zero_without_case =
    QT_TRANSLATE_NOOP("Message", "0 by convention: no item of the class");
constexpr const char *zero_without_prediction =
    QT_TRANSLATE_NOOP("Message", "0 by convention: no item was predicted as the class");
constexpr const char *zero_without_spread =
    QT_TRANSLATE_NOOP("Message", "0 by convention: labels or predictions hold a single class");
constexpr const char *zero_among_classes =
    QT_TRANSLATE_NOOP("Message", "a class without a case or a prediction counts as 0");

MetricValue value_or(double value, const char *reason)
{
    MetricValue result;
    if (std::isfinite(value))
        result.value = value;
    else
        result.reason = reason;
    return result;
}

double mean_of_defined(std::span<const double> values)
{
    double sum = 0;
    int defined = 0;
    for (double value : values) {
        if (std::isfinite(value)) {
            sum += value;
            ++defined;
        }
    }
    return defined > 0 ? sum / defined : nan;
}

/// Values that a resample is asked for, in a fixed order: name, then whole, then one a class.
struct Slot
{
    const char *metric;
    double whole = nan;
    std::vector<double> per_class;
};

std::vector<Slot> values_of(const ScoredCases &p, std::span<const std::int32_t> weights)
{
    std::vector<Slot> slots;
    const auto add = [&slots](const char *name, double whole, std::vector<double> per_class = {}) {
        slots.push_back({name, whole, std::move(per_class)});
    };
    std::vector<double> auroc, average_precision;
    for (const RankedCases &cases : p.ranking) {
        const RankingValues values = ranking_values(cases, weights);
        auroc.push_back(values.auroc);
        average_precision.push_back(values.average_precision);
    }
    const auto of_classes = [](const ConfusionCounts &counts, auto member) {
        std::vector<double> values;
        for (std::size_t c = 0; c < counts.classes(); ++c)
            values.push_back((counts.*member)(c));
        return values;
    };
    if (p.kind == LabelKind::multilabel) {
        std::vector<double> accuracy, balanced, f1, precision, recall, kappa, mcc, brier, ece;
        for (std::size_t c = 0; c < p.columns; ++c) {
            const ConfusionCounts counts = p.confusion(c, weights);
            accuracy.push_back(counts.accuracy());
            balanced.push_back(counts.balanced_accuracy());
            f1.push_back(counts.f1(1));
            precision.push_back(counts.precision(1));
            recall.push_back(counts.recall(1));
            kappa.push_back(counts.kappa(0));
            mcc.push_back(counts.mcc());
            const auto calibration =
                p.probabilities ? p.calibration[c].values(weights) : Calibration::Values();
            brier.push_back(calibration.brier);
            ece.push_back(calibration.ece);
        }
        const auto add_mean = [&](const char *name, std::vector<double> values) {
            const double mean = mean_of_defined(values);
            add(name, mean, std::move(values));
        };
        add_mean("auroc", std::move(auroc));
        add_mean("average_precision", std::move(average_precision));
        add_mean("accuracy", std::move(accuracy));
        add_mean("balanced_accuracy", std::move(balanced));
        add_mean("f1", std::move(f1));
        add_mean("precision", std::move(precision));
        add_mean("recall", std::move(recall));
        add_mean("kappa", std::move(kappa));
        add_mean("mcc", std::move(mcc));
        add_mean("brier", std::move(brier));
        add_mean("ece", std::move(ece));
        return slots;
    }
    const ConfusionCounts counts = p.confusion(0, weights);
    const auto calibration =
        p.probabilities ? p.calibration[0].values(weights) : Calibration::Values();
    if (p.kind == LabelKind::binary) {
        add("auroc", auroc[0]);
        add("average_precision", average_precision[0]);
        add("accuracy", counts.accuracy());
        add("balanced_accuracy", counts.balanced_accuracy());
        add("f1", counts.f1(1), of_classes(counts, &ConfusionCounts::f1));
        add("precision", counts.precision(1), of_classes(counts, &ConfusionCounts::precision));
        add("recall", counts.recall(1), of_classes(counts, &ConfusionCounts::recall));
        add("sensitivity", counts.in_truth(1) > 0 ? counts.recall(1) : nan);
        add("specificity", counts.in_truth(0) > 0 ? counts.recall(0) : nan);
    } else {
        const auto add_mean = [&](const char *name, std::vector<double> values) {
            const double mean = mean_of_defined(values);
            add(name, mean, std::move(values));
        };
        add_mean("auroc", std::move(auroc));
        add_mean("average_precision", std::move(average_precision));
        add("accuracy", counts.accuracy());
        add("balanced_accuracy", counts.balanced_accuracy());
        add_mean("f1", of_classes(counts, &ConfusionCounts::f1));
        add_mean("precision", of_classes(counts, &ConfusionCounts::precision));
        add_mean("recall", of_classes(counts, &ConfusionCounts::recall));
    }
    add("kappa", counts.kappa(0));
    add("kappa_linear", counts.kappa(1));
    add("kappa_quadratic", counts.kappa(2));
    add("mcc", counts.mcc());
    add("brier", calibration.brier);
    add("ece", calibration.ece);
    add("f1_weighted", counts.f1_weighted());
    add("f1_present_classes", counts.f1_present_classes());
    return slots;
}

/// Why a whole metric has no value.
const char *reason_for(const ScoredCases &p, std::string_view metric, bool any_item)
{
    const bool binary = p.kind == LabelKind::binary;
    if (!any_item)
        return no_items;
    if (metric == "auroc")
        return binary ? one_class_only : no_class_defined;
    if (metric == "average_precision")
        return binary ? no_positive : no_class_defined;
    if (metric == "brier" || metric == "ece")
        return no_probabilities;
    if (metric.starts_with("kappa"))
        return p.kind == LabelKind::multilabel ? no_class_defined : same_single_class;
    if (metric == "sensitivity" || metric == "specificity")
        return no_item;
    return no_items;
}

const char *class_reason(const ScoredCases &p, std::string_view metric, std::size_t c)
{
    const auto &positive = p.ranking[std::min(c, p.ranking.size() - 1)].positive;
    if (positive.empty())
        return no_items;
    if (metric == "brier" || metric == "ece")
        return no_probabilities;
    if (metric == "kappa")
        return same_single_class;
    return std::find(positive.begin(), positive.end(), 1) == positive.end() ? no_positive
                                                                            : no_negative;
}

/// The word beside a 0 that is a convention rather than a result; nothing where it is a result.
const char *convention(std::string_view metric, const ConfusionCounts &counts, std::size_t c)
{
    if (metric == "mcc") {
        std::size_t in_truth = 0, in_predictions = 0;
        for (std::size_t each = 0; each < counts.classes(); ++each) {
            in_truth += counts.in_truth(each) > 0;
            in_predictions += counts.in_predictions(each) > 0;
        }
        return in_truth < 2 || in_predictions < 2 ? zero_without_spread : nullptr;
    }
    if (metric == "precision")
        return counts.in_predictions(c) > 0 ? nullptr : zero_without_prediction;
    if (metric == "recall" || metric == "f1")
        return counts.in_truth(c) > 0 ? nullptr : zero_without_case;
    return nullptr;
}

void name_conventions(const ScoredCases &p, Metric &metric)
{
    const bool averaged = p.kind != LabelKind::binary && !metric.per_class.empty();
    bool any = false;
    for (std::size_t c = 0; c < metric.per_class.size(); ++c) {
        MetricValue &value = metric.per_class[c];
        const char *word = p.kind == LabelKind::multilabel
            ? convention(metric.name, p.confusion(c, {}), 1)
            : convention(metric.name, p.confusion(0, {}), c);
        if (value.value && word) {
            value.reason = word;
            any = true;
        }
    }
    if (any && metric.macro && metric.macro->value)
        metric.macro->reason = zero_among_classes;
    if (averaged) {
        if (any && metric.value.value)
            metric.value.reason = zero_among_classes;
    } else if (metric.value.value) {
        if (const char *word = convention(metric.name, p.confusion(0, {}), 1))
            metric.value.reason = word;
    }
}

ConfusionMatrix two_by_two(const std::string &name, const ConfusionCounts &counts)
{
    ConfusionMatrix matrix;
    matrix.classes = {"not " + name, name};
    matrix.counts.assign(2, std::vector<std::int64_t>(2));
    for (std::size_t t = 0; t < 2; ++t) {
        for (std::size_t q = 0; q < 2; ++q)
            matrix.counts[t][q] = std::int64_t(counts.at(t, q));
    }
    return matrix;
}

void add_multilabel_wholes(const ScoredCases &p, ClassificationReport &report)
{
    ConfusionCounts pooled(2);
    std::int64_t complete = 0, exact = 0;
    for (std::size_t i = 0; i < p.items; ++i) {
        bool all_known = true, all_right = true;
        for (std::size_t c = 0; c < p.columns; ++c) {
            const int label = p.truth[c][i];
            const int predicted = p.score(i, c) >= 0.5;
            if (label < 0) {
                all_known = false;
                continue;
            }
            pooled.add(std::size_t(label), std::size_t(predicted), 1);
            all_right = all_right && label == predicted;
        }
        complete += all_known;
        exact += all_known && all_right;
    }
    const auto add = [&](const char *name, double value, const char *reason) {
        Metric metric;
        metric.name = name;
        metric.value = value_or(value, reason);
        report.metrics.push_back(std::move(metric));
    };
    add("subset_accuracy", complete > 0 ? double(exact) / double(complete) : nan, no_items);
    add("hamming_loss", 1.0 - pooled.accuracy(), no_items);
    add("kappa_pooled", pooled.kappa(0), same_single_class);
    for (Metric &metric : report.metrics) {
        if (metric.name == "f1")
            metric.micro = value_or(pooled.total() > 0 ? pooled.f1(1) : nan, no_items);
        if (metric.name == "precision")
            metric.micro = value_or(pooled.total() > 0 ? pooled.precision(1) : nan, no_items);
        if (metric.name == "recall")
            metric.micro = value_or(pooled.total() > 0 ? pooled.recall(1) : nan, no_items);
    }
}

void add_multiclass_wholes(const ScoredCases &p, const ConfusionCounts &counts,
                           ClassificationReport &report)
{
    const auto add = [&](const char *name, double value, const char *reason) {
        Metric metric;
        metric.name = name;
        metric.value = value_or(value, reason);
        report.metrics.push_back(std::move(metric));
    };
    bool all_present = true;
    double weighted = 0;
    for (std::size_t c = 0; c < p.columns; ++c) {
        const double auroc = ranking_values(p.ranking[c], {}).auroc;
        all_present = all_present && std::isfinite(auroc);
        weighted += auroc * counts.in_truth(c);
    }
    add("auroc_ovo", all_present ? one_versus_one(p) : nan, a_class_is_absent);
    add("auroc_weighted", all_present ? weighted / counts.total() : nan, a_class_is_absent);
    add("log_loss", p.probabilities ? log_loss(p) : nan, no_probabilities);
    for (std::size_t k = 2; k <= 3; ++k) {
        if (k < p.columns)
            add(k == 2 ? "top2_accuracy" : "top3_accuracy", top_accuracy(p, k), no_items);
    }
}

} // namespace

const Metric *ClassificationReport::find(std::string_view name) const
{
    for (const Metric &metric : metrics) {
        if (metric.name == name)
            return &metric;
    }
    return nullptr;
}

Result<ClassificationReport> classification_report(const ClassificationInput &input,
                                                   const BootstrapOptions &bootstrap,
                                                   std::stop_token stop)
{
    RETCLIP_TRY(const ScoredCases p, scored_cases(input));
    ClassificationReport report;
    report.items = std::int64_t(p.items);
    const Units units = units_of(p.items, input.patients);
    report.patients = std::int64_t(units.count);

    const bool any_item = std::any_of(p.ranking.begin(), p.ranking.end(),
                                      [](const RankedCases &cases) { return !cases.positive.empty(); });
    const std::vector<Slot> slots = values_of(p, {});
    for (const Slot &slot : slots) {
        Metric metric;
        metric.name = slot.metric;
        metric.value = value_or(slot.whole, reason_for(p, slot.metric, any_item));
        for (std::size_t c = 0; c < slot.per_class.size(); ++c)
            metric.per_class.push_back(
                value_or(slot.per_class[c], class_reason(p, slot.metric, c)));
        if (!slot.per_class.empty()) {
            metric.macro = p.kind == LabelKind::binary
                ? value_or(mean_of_defined(slot.per_class), no_class_defined)
                : metric.value;
        }
        name_conventions(p, metric);
        report.metrics.push_back(std::move(metric));
    }

    if (bootstrap.draws > 0) {
        std::size_t count = 0;
        for (const Slot &slot : slots)
            count += 1 + slot.per_class.size();
        const auto resample = [&p](std::span<const std::int32_t> weights,
                                   std::span<double> values) {
            std::size_t at = 0;
            for (const Slot &slot : values_of(p, weights)) {
                values[at++] = slot.whole;
                for (double value : slot.per_class)
                    values[at++] = value;
            }
        };
        RETCLIP_TRY(const auto intervals,
                    bootstrap_intervals(units, count, bootstrap, resample, stop));
        std::size_t at = 0;
        for (Metric &metric : report.metrics) {
            if (metric.value.value)
                metric.value.interval = intervals[at];
            if (metric.macro && metric.macro->value && p.kind != LabelKind::binary)
                metric.macro->interval = intervals[at];
            ++at;
            for (MetricValue &value : metric.per_class) {
                if (value.value)
                    value.interval = intervals[at];
                ++at;
            }
        }
    }
    if (stop.stop_requested())
        return cancelled();

    if (p.kind != LabelKind::binary) {
        const RankingValues micro = micro_ranking(p);
        for (Metric &metric : report.metrics) {
            if (metric.name == "auroc")
                metric.micro = value_or(micro.auroc, one_class_only);
            if (metric.name == "average_precision")
                metric.micro = value_or(micro.average_precision, no_positive);
        }
    }
    if (p.kind == LabelKind::multilabel) {
        for (std::size_t c = 0; c < p.columns; ++c) {
            const auto &positive = p.ranking[c].positive;
            report.support.push_back(std::count(positive.begin(), positive.end(), 1));
        }
        add_multilabel_wholes(p, report);
        return report;
    }
    const ConfusionCounts counts = p.confusion(0, {});
    for (std::size_t c = 0; c < counts.classes(); ++c)
        report.support.push_back(std::int64_t(counts.in_truth(c)));
    // Over all items, micro precision, recall and F1 are the accuracy.
    for (Metric &metric : report.metrics) {
        if (metric.name == "f1" || metric.name == "precision" || metric.name == "recall")
            metric.micro = value_or(counts.accuracy(), no_items);
    }
    if (p.kind == LabelKind::binary) {
        report.confusion = two_by_two(
            input.classes.empty() ? std::string("positive") : input.classes.front(), counts);
    } else {
        report.confusion.classes = input.classes;
        for (std::size_t t = 0; t < counts.classes(); ++t) {
            auto &row = report.confusion.counts.emplace_back();
            for (std::size_t q = 0; q < counts.classes(); ++q)
                row.push_back(std::int64_t(counts.at(t, q)));
        }
        add_multiclass_wholes(p, counts, report);
    }
    return report;
}

ConfusionMatrix confusion_of_class(const ClassificationInput &input, int class_index,
                                   double threshold)
{
    const auto p = scored_cases(input);
    const auto c = std::size_t(class_index);
    if (!p || c >= p->columns)
        return {};
    const std::string name = c < input.classes.size() ? input.classes[c] : std::string("positive");
    ConfusionCounts counts(2);
    for (std::size_t i = 0; i < p->items; ++i) {
        const int label = p->truth[p->single() ? 0 : c][i];
        if (label >= 0) {
            counts.add(std::size_t(p->single() ? label == class_index : label == 1),
                       std::size_t(p->score(i, c) >= threshold), 1);
        }
    }
    return two_by_two(name, counts);
}

} // namespace retclip
