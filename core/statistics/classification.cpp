// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/classification.h"

#include "core/statistics/bootstrap.h"
#include "core/statistics/confusion.h"
#include "core/statistics/ranking.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace retclip {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr int calibration_bins = 15;

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

MetricValue value_or(double value, const char *reason)
{
    MetricValue result;
    if (std::isfinite(value))
        result.value = value;
    else
        result.reason = reason;
    return result;
}

/// Bin of a confidence: (k/15, (k+1)/15], 0 in the first.
int bin_of(double confidence)
{
    // Compared with the same doubles as the definition's bounds, so that a bound falls right.
    int bin =
        std::clamp(int(std::ceil(confidence * calibration_bins)) - 1, 0, calibration_bins - 1);
    while (bin > 0 && confidence <= double(bin) / calibration_bins)
        --bin;
    while (bin + 1 < calibration_bins && confidence > double(bin + 1) / calibration_bins)
        ++bin;
    return bin;
}

/// Scores against truth of one column (binary and multilabel) or of all (multiclass), with what
/// calibration and Brier need worked out once an item.
struct Calibration
{
    std::vector<std::uint32_t> item;
    std::vector<std::uint8_t> bin;
    std::vector<double> confidence, right, square;

    struct Values
    {
        double brier = nan, ece = nan;
    };
    [[nodiscard]] Values values(std::span<const std::int32_t> weights) const
    {
        double bins_confidence[calibration_bins] = {}, bins_right[calibration_bins] = {};
        double squares = 0, all = 0;
        for (std::size_t i = 0; i < item.size(); ++i) {
            const double weight = weights.empty() ? 1.0 : weights[item[i]];
            bins_confidence[bin[i]] += weight * confidence[i];
            bins_right[bin[i]] += weight * right[i];
            squares += weight * square[i];
            all += weight;
        }
        if (all <= 0)
            return {};
        double gap = 0;
        for (int b = 0; b < calibration_bins; ++b)
            gap += std::fabs(bins_confidence[b] - bins_right[b]);
        return {squares / all, gap / all};
    }
    void add(std::size_t row, double p, bool is_right, double squared)
    {
        item.push_back(std::uint32_t(row));
        bin.push_back(std::uint8_t(bin_of(p)));
        confidence.push_back(p);
        right.push_back(is_right ? 1.0 : 0.0);
        square.push_back(squared);
    }
};

/// What stands ready before any weights: sorted ranks, predictions, calibration.
struct Prepared
{
    LabelKind kind = LabelKind::binary;
    std::size_t items = 0;
    std::size_t columns = 0;
    std::vector<double> scores; ///< items x columns
    std::vector<std::vector<int>> truth; ///< Per column 0/1/-1; multiclass one list of classes.
    std::vector<int> prediction; ///< Multiclass.
    std::vector<RankedCases> ranking; ///< One a column.
    std::vector<Calibration> calibration; ///< Multilabel one a column; else one.
    bool probabilities = true;

    [[nodiscard]] bool single() const
    {
        return kind == LabelKind::multiclass || kind == LabelKind::ordinal;
    }
    [[nodiscard]] double score(std::size_t row, std::size_t column) const
    {
        return scores[row * columns + column];
    }
    [[nodiscard]] ConfusionCounts confusion(std::size_t column,
                                            std::span<const std::int32_t> weights,
                                            double threshold = 0.5) const
    {
        ConfusionCounts counts(single() ? columns : 2);
        for (std::size_t i = 0; i < items; ++i) {
            const int label = truth[single() ? 0 : column][i];
            if (label < 0)
                continue;
            const std::size_t predicted =
                single() ? std::size_t(prediction[i]) : std::size_t(score(i, column) >= threshold);
            counts.add(std::size_t(label), predicted, weights.empty() ? 1.0 : weights[i]);
        }
        return counts;
    }
};

tl::unexpected<Error> bad_input(const char *what)
{
    return failure(ErrorCode::invalid_argument, message(what),
                   message(QT_TRANSLATE_NOOP("Message", "No metric was computed.")),
                   message(QT_TRANSLATE_NOOP("Message", "Check the labels and the scores.")));
}

Result<Prepared> prepared(const ClassificationInput &input)
{
    Prepared p;
    p.kind = input.kind;
    p.items = input.targets.size();
    p.columns = input.kind == LabelKind::binary ? 1 : input.classes.size();
    const std::size_t count =
        input.exact_scores.empty() ? input.scores.values.size() : input.exact_scores.size();
    if (p.columns == 0 || count != p.items * p.columns)
        return bad_input(
            QT_TRANSLATE_NOOP("Message", "Labels, classes and scores are not equally many."));
    if (!input.patients.empty() && input.patients.size() != p.items)
        return bad_input(QT_TRANSLATE_NOOP("Message", "Labels and patients are not equally many."));
    if (input.exact_scores.empty())
        p.scores.assign(input.scores.values.begin(), input.scores.values.end());
    else
        p.scores = input.exact_scores;
    for (double score : p.scores) {
        if (!std::isfinite(score))
            return bad_input(QT_TRANSLATE_NOOP("Message", "A score is not a finite number."));
        p.probabilities = p.probabilities && score >= 0.0 && score <= 1.0;
    }

    const std::size_t lists = p.single() ? 1 : p.columns;
    p.truth.assign(lists, std::vector<int>(p.items, -1));
    const int largest = p.single() ? int(p.columns) - 1 : 1;
    for (std::size_t i = 0; i < p.items; ++i) {
        const Targets &targets = input.targets[i];
        if (targets.empty())
            continue;
        if (targets.size() != lists)
            return bad_input(QT_TRANSLATE_NOOP(
                "Message", "An item has another number of labels than there are classes."));
        for (std::size_t c = 0; c < lists; ++c) {
            if (targets[c] < -1 || targets[c] > largest)
                return bad_input(QT_TRANSLATE_NOOP("Message", "A label is outside the classes."));
            p.truth[c][i] = targets[c];
        }
    }

    for (std::size_t c = 0; c < p.columns; ++c) {
        std::vector<double> scores;
        std::vector<std::uint8_t> positive;
        std::vector<std::uint32_t> rows;
        for (std::size_t i = 0; i < p.items; ++i) {
            const int label = p.truth[p.single() ? 0 : c][i];
            if (label < 0)
                continue;
            scores.push_back(p.score(i, c));
            positive.push_back(p.single() ? label == int(c) : label == 1);
            rows.push_back(std::uint32_t(i));
        }
        p.ranking.push_back(ranked(scores, positive, rows));
    }

    if (p.single()) {
        p.prediction.resize(p.items);
        Calibration calibration;
        for (std::size_t i = 0; i < p.items; ++i) {
            const double *row = p.scores.data() + i * p.columns;
            const auto best = std::size_t(std::max_element(row, row + p.columns) - row);
            p.prediction[i] = int(best);
            const int label = p.truth[0][i];
            if (label < 0)
                continue;
            double squared = 0;
            for (std::size_t c = 0; c < p.columns; ++c) {
                const double away = row[c] - (label == int(c) ? 1.0 : 0.0);
                squared += away * away;
            }
            calibration.add(i, row[best], label == int(best), squared);
        }
        p.calibration.push_back(std::move(calibration));
    } else {
        for (std::size_t c = 0; c < p.columns; ++c) {
            Calibration calibration;
            for (std::size_t i = 0; i < p.items; ++i) {
                const int label = p.truth[c][i];
                if (label < 0)
                    continue;
                const double score = p.score(i, c);
                const bool predicted = score >= 0.5;
                calibration.add(i, predicted ? score : 1.0 - score, predicted == (label == 1),
                                (score - label) * (score - label));
            }
            p.calibration.push_back(std::move(calibration));
        }
    }
    return p;
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

std::vector<Slot> values_of(const Prepared &p, std::span<const std::int32_t> weights)
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

/// Pools all columns into one ranking.
RankingValues micro_ranking(const Prepared &p)
{
    std::vector<double> scores;
    std::vector<std::uint8_t> positive;
    for (std::size_t i = 0; i < p.items; ++i) {
        for (std::size_t c = 0; c < p.columns; ++c) {
            const int label = p.truth[p.single() ? 0 : c][i];
            if (label < 0)
                continue;
            scores.push_back(p.score(i, c));
            positive.push_back(p.single() ? label == int(c) : label == 1);
        }
    }
    return ranking_values(ranked(scores, positive, {}), {});
}

/// Mean over pairs of classes of the mean of both directions (Hand and Till).
double one_versus_one(const Prepared &p)
{
    double sum = 0;
    int pairs = 0;
    for (std::size_t a = 0; a < p.columns; ++a) {
        for (std::size_t b = a + 1; b < p.columns; ++b) {
            for (const auto &[column, other] : {std::pair{a, b}, std::pair{b, a}}) {
                std::vector<double> scores;
                std::vector<std::uint8_t> positive;
                for (std::size_t i = 0; i < p.items; ++i) {
                    const int label = p.truth[0][i];
                    if (label == int(column) || label == int(other)) {
                        scores.push_back(p.score(i, column));
                        positive.push_back(label == int(column));
                    }
                }
                sum += ranking_values(ranked(scores, positive, {}), {}).auroc;
            }
            ++pairs;
        }
    }
    return pairs > 0 ? sum / (2 * pairs) : nan;
}

double log_loss(const Prepared &p)
{
    constexpr double epsilon = 1e-15; // keeps a probability of 0 from an infinite loss
    double sum = 0;
    std::size_t known = 0;
    for (std::size_t i = 0; i < p.items; ++i) {
        if (p.truth[0][i] < 0)
            continue;
        const double mine =
            std::clamp(p.score(i, std::size_t(p.truth[0][i])), epsilon, 1.0 - epsilon);
        sum -= std::log(mine);
        ++known;
    }
    return known > 0 ? sum / double(known) : nan;
}

/// Equal scores: the earlier class first.
double top_accuracy(const Prepared &p, std::size_t k)
{
    std::size_t known = 0, hits = 0;
    for (std::size_t i = 0; i < p.items; ++i) {
        const int label = p.truth[0][i];
        if (label < 0)
            continue;
        ++known;
        const double mine = p.score(i, std::size_t(label));
        std::size_t before = 0;
        for (std::size_t c = 0; c < p.columns; ++c) {
            const double other = p.score(i, c);
            before += other > mine || (other == mine && int(c) < label);
        }
        hits += before < k;
    }
    return known > 0 ? double(hits) / double(known) : nan;
}

const char *reason_for(std::string_view metric, LabelKind kind)
{
    const bool binary = kind == LabelKind::binary;
    if (metric == "auroc")
        return binary ? one_class_only : no_class_defined;
    if (metric == "average_precision")
        return binary ? no_positive : no_class_defined;
    if (metric == "brier" || metric == "ece")
        return no_probabilities;
    if (metric.starts_with("kappa"))
        return kind == LabelKind::multilabel ? no_class_defined : same_single_class;
    if (metric == "sensitivity" || metric == "specificity")
        return no_item;
    return no_items;
}

const char *class_reason(const Prepared &p, std::string_view metric, std::size_t c)
{
    if (metric == "brier" || metric == "ece")
        return no_probabilities;
    if (metric == "kappa")
        return same_single_class;
    const auto &positive = p.ranking[std::min(c, p.ranking.size() - 1)].positive;
    if (positive.empty())
        return no_items;
    return std::find(positive.begin(), positive.end(), 1) == positive.end() ? no_positive
                                                                            : no_negative;
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

void add_multilabel_wholes(const Prepared &p, ClassificationReport &report)
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

void add_multiclass_wholes(const Prepared &p, const ConfusionCounts &counts,
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
    RETCLIP_TRY(const Prepared p, prepared(input));
    ClassificationReport report;
    report.items = std::int64_t(p.items);
    const Units units = units_of(p.items, input.patients);
    report.patients = std::int64_t(units.count);

    const std::vector<Slot> slots = values_of(p, {});
    for (const Slot &slot : slots) {
        Metric metric;
        metric.name = slot.metric;
        metric.value = value_or(slot.whole, reason_for(slot.metric, p.kind));
        for (std::size_t c = 0; c < slot.per_class.size(); ++c)
            metric.per_class.push_back(
                value_or(slot.per_class[c], class_reason(p, slot.metric, c)));
        if (!slot.per_class.empty()) {
            metric.macro = p.kind == LabelKind::binary
                ? value_or(mean_of_defined(slot.per_class), no_class_defined)
                : metric.value;
        }
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
    const auto p = prepared(input);
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
