// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/scored_cases.h"

#include <algorithm>
#include <cmath>

namespace retclip {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr int calibration_bins = 15;

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

tl::unexpected<Error> bad_input(const char *what)
{
    return failure(ErrorCode::invalid_argument, message(what),
                   message(QT_TRANSLATE_NOOP("Message", "No metric was computed.")),
                   message(QT_TRANSLATE_NOOP("Message", "Check the labels and the scores.")));
}

} // namespace

Calibration::Values Calibration::values(std::span<const std::int32_t> weights) const
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

void Calibration::add(std::size_t row, double p, bool is_right, double squared)
{
    item.push_back(std::uint32_t(row));
    bin.push_back(std::uint8_t(bin_of(p)));
    confidence.push_back(p);
    right.push_back(is_right ? 1.0 : 0.0);
    square.push_back(squared);
}

ConfusionCounts ScoredCases::confusion(std::size_t column,
                                        std::span<const std::int32_t> weights,
                                        double threshold) const
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

Result<ScoredCases> scored_cases(const ClassificationInput &input)
{
    ScoredCases p;
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

RankingValues micro_ranking(const ScoredCases &p)
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

double one_versus_one(const ScoredCases &p)
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

double log_loss(const ScoredCases &p)
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

double top_accuracy(const ScoredCases &p, std::size_t k)
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

} // namespace retclip
