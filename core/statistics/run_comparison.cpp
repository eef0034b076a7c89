// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/run_comparison.h"

#include "core/statistics/bootstrap.h"
#include "core/statistics/scored_cases.h"

#include <cmath>
#include <limits>

namespace retclip {

namespace {

/// Labels and scores of one column, cases without a label left out.
struct Column
{
    std::vector<int> truth;
    std::vector<double> first, second;
    std::vector<std::string> patients;
    std::vector<std::uint8_t> first_right, second_right;
};

int label_of(const ScoredCases &cases, std::size_t row, std::size_t column)
{
    const int label = cases.truth[cases.single() ? 0 : column][row];
    return label < 0 || !cases.single() ? label : int(label == int(column));
}

bool calls_positive(const ScoredCases &cases, std::size_t row, std::size_t column)
{
    return cases.single() ? cases.prediction[row] == int(column)
                          : cases.score(row, column) >= 0.5;
}

Column column_of(const ScoredCases &first, const ScoredCases &second, std::size_t column,
                 const std::vector<std::string> &patients)
{
    Column result;
    for (std::size_t row = 0; row < first.items; ++row) {
        const int label = label_of(first, row, column);
        if (label < 0)
            continue;
        result.truth.push_back(label);
        result.first.push_back(first.score(row, column));
        result.second.push_back(second.score(row, column));
        result.first_right.push_back(calls_positive(first, row, column) == (label == 1));
        result.second_right.push_back(calls_positive(second, row, column) == (label == 1));
        if (!patients.empty())
            result.patients.push_back(patients[row]);
    }
    return result;
}

WeightedMetric auroc_of(const ScoredCases &cases, std::size_t column)
{
    return [&cases, column](std::span<const std::int32_t> weights) {
        return ranking_values(cases.ranking[column], weights).auroc;
    };
}

WeightedMetric macro_auroc_of(const ScoredCases &cases)
{
    return [&cases](std::span<const std::int32_t> weights) {
        double sum = 0;
        int defined = 0;
        for (const RankedCases &ranking : cases.ranking) {
            const double auroc = ranking_values(ranking, weights).auroc;
            if (std::isfinite(auroc)) {
                sum += auroc;
                ++defined;
            }
        }
        return defined > 0 ? sum / defined : std::numeric_limits<double>::quiet_NaN();
    };
}

McNemarResult whole_decisions(const ScoredCases &first, const ScoredCases &second)
{
    std::vector<std::uint8_t> first_right, second_right;
    for (std::size_t row = 0; row < first.items; ++row) {
        if (first.truth[0][row] < 0)
            continue;
        first_right.push_back(first.prediction[row] == first.truth[0][row]);
        second_right.push_back(second.prediction[row] == first.truth[0][row]);
    }
    return mcnemar(first_right, second_right);
}

} // namespace

Result<RunComparison> compare_runs(const ClassificationInput &first,
                                   const ClassificationInput &second,
                                   const BootstrapOptions &bootstrap, std::stop_token stop)
{
    if (first.kind != second.kind || first.classes != second.classes
        || first.targets != second.targets || first.patients != second.patients)
        return failure(ErrorCode::invalid_argument,
                       message(QT_TRANSLATE_NOOP("Message", "The two predictions are not of the same cases and classes.")),
                       message(QT_TRANSLATE_NOOP("Message", "Nothing was compared.")),
                       message(QT_TRANSLATE_NOOP("Message", "Evaluate both runs on the same label set and split.")));
    RETCLIP_TRY(const ScoredCases a, scored_cases(first));
    RETCLIP_TRY(const ScoredCases b, scored_cases(second));
    RunComparison result;
    std::vector<double> p_values;
    for (std::size_t c = 0; c < a.columns; ++c) {
        const Column column = column_of(a, b, c, first.patients);
        ClassComparison each;
        each.name = c < first.classes.size() ? first.classes[c] : std::string("positive");
        each.cases = std::int64_t(column.truth.size());
        each.patients = std::int64_t(units_of(column.truth.size(), column.patients).count);
        each.auroc = compare_aurocs(column.truth, column.first, column.second, bootstrap.level);
        each.decisions = mcnemar(column.first_right, column.second_right);
        RETCLIP_TRY(each.bootstrap, paired_difference(auroc_of(a, c), auroc_of(b, c), a.items,
                                                      first.patients, bootstrap, stop));
        p_values.push_back(each.auroc && each.auroc->p ? *each.auroc->p
                                                       : std::numeric_limits<double>::quiet_NaN());
        result.classes.push_back(std::move(each));
    }
    const std::vector<double> corrected = holm(p_values);
    for (std::size_t c = 0; c < corrected.size(); ++c)
        result.classes[c].corrected_p = corrected[c];
    RETCLIP_TRY(result.macro_auroc, paired_difference(macro_auroc_of(a), macro_auroc_of(b), a.items,
                                                      first.patients, bootstrap, stop));
    result.decisions = a.single() ? whole_decisions(a, b) : result.classes.front().decisions;
    return result;
}

} // namespace retclip
