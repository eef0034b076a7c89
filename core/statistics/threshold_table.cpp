// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/threshold_table.h"

#include "core/statistics/proportion.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace retclip {

std::optional<double> CountedShare::value() const
{
    return cases > 0 ? std::optional(double(hits) / double(cases)) : std::nullopt;
}

std::optional<Interval> CountedShare::interval(double level) const
{
    return wilson_interval(hits, cases, level);
}

CountedShare Outcomes::sensitivity() const
{
    return {true_positive, true_positive + false_negative};
}

CountedShare Outcomes::specificity() const
{
    return {true_negative, true_negative + false_positive};
}

CountedShare Outcomes::positive_predictive_value() const
{
    return {true_positive, true_positive + false_positive};
}

CountedShare Outcomes::negative_predictive_value() const
{
    return {true_negative, true_negative + false_negative};
}

ThresholdTable::ThresholdTable(const std::vector<int> &truth, const std::vector<double> &scores)
{
    std::vector<std::pair<double, int>> cases;
    for (std::size_t i = 0; i < std::min(truth.size(), scores.size()); ++i)
        if (truth[i] == 0 || truth[i] == 1)
            cases.emplace_back(scores[i], truth[i]);
    std::sort(cases.begin(), cases.end());
    m_positives.push_back(0);
    m_negatives.push_back(0);
    for (const auto &[score, label] : cases) {
        if (m_scores.empty() || m_scores.back() != score) {
            m_scores.push_back(score);
            m_positives.push_back(m_positives.back());
            m_negatives.push_back(m_negatives.back());
        }
        ++(label == 1 ? m_positives : m_negatives).back();
    }
}

std::size_t ThresholdTable::place(double threshold) const
{
    return std::size_t(std::lower_bound(m_scores.begin(), m_scores.end(), threshold)
                       - m_scores.begin());
}

double ThresholdTable::threshold(std::size_t place) const
{
    if (m_scores.empty())
        return 0.5;
    return place < m_scores.size()
        ? m_scores[place]
        : std::nextafter(m_scores.back(), std::numeric_limits<double>::infinity());
}

Outcomes ThresholdTable::at(double threshold) const
{
    if (m_positives.empty())
        return {};
    const std::size_t below = place(threshold);
    const std::int64_t missed = m_positives[below], spared = m_negatives[below];
    return {m_positives.back() - missed, m_negatives.back() - spared, missed, spared};
}

bool ThresholdTable::has_both() const
{
    return !m_positives.empty() && m_positives.back() > 0 && m_negatives.back() > 0;
}

} // namespace retclip
