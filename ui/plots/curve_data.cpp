// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/curve_data.h"

#include <algorithm>
#include <cmath>

namespace retclip {

void CurveData::clear()
{
    m_x.clear();
    m_y.clear();
    m_smoothed.clear();
    m_pyramid.clear();
    m_mean = 0;
    m_remainder = 1;
}

void CurveData::append(std::span<const double> x, std::span<const double> y)
{
    const std::size_t first = m_x.size();
    const std::size_t count = std::min(x.size(), y.size());
    for (std::size_t i = 0; i < count; ++i) {
        if (!std::isfinite(x[i]) || !std::isfinite(y[i]) || (!m_x.empty() && x[i] < m_x.back()))
            continue;
        const std::size_t index = m_x.size();
        m_x.push_back(x[i]);
        m_y.push_back(y[i]);

        std::size_t block = index;
        for (std::size_t level = 0;; ++level) {
            block /= fan;
            if (level == m_pyramid.size()) {
                // A new level starts when the one below has more than one block; its first block
                // must cover all that came before.
                if (level > 0 && m_pyramid[level - 1].size() < 2)
                    break;
                m_pyramid.emplace_back();
                if (level > 0) {
                    const auto &below = m_pyramid[level - 1];
                    Extremes all = below.front();
                    for (const Extremes &each : below) {
                        all.minimum = std::min(all.minimum, each.minimum);
                        all.maximum = std::max(all.maximum, each.maximum);
                    }
                    m_pyramid[level].push_back(all);
                }
            }
            auto &blocks = m_pyramid[level];
            if (block == blocks.size()) {
                blocks.push_back({y[i], y[i]});
            } else {
                blocks[block].minimum = std::min(blocks[block].minimum, y[i]);
                blocks[block].maximum = std::max(blocks[block].maximum, y[i]);
            }
        }
    }
    if (m_weight > 0)
        smoothFrom(first);
}

void CurveData::setSmoothing(double weight)
{
    weight = std::clamp(weight, 0.0, 0.999);
    if (weight == m_weight)
        return;
    m_weight = weight;
    m_smoothed.clear();
    m_mean = 0;
    m_remainder = 1;
    if (m_weight > 0)
        smoothFrom(0);
}

void CurveData::smoothFrom(std::size_t first)
{
    m_smoothed.reserve(m_y.size());
    for (std::size_t i = first; i < m_y.size(); ++i) {
        m_mean = m_weight * m_mean + (1 - m_weight) * m_y[i];
        m_remainder *= m_weight;
        m_smoothed.push_back(m_mean / (1 - m_remainder));
    }
}

std::vector<CurveColumn> CurveData::columns(std::span<const double> edges) const
{
    std::vector<CurveColumn> result;
    if (edges.size() < 2 || m_x.empty())
        return result;
    result.reserve(edges.size() - 1);
    std::size_t begin = std::size_t(std::lower_bound(m_x.begin(), m_x.end(), edges[0]) - m_x.begin());
    for (std::size_t column = 1; column < edges.size() && begin < m_x.size(); ++column) {
        // Columns follow each other, so the end is near: double the step until it is passed.
        std::size_t step = 1;
        std::size_t low = begin;
        while (low + step < m_x.size() && m_x[low + step] < edges[column]) {
            low += step;
            step *= 2;
        }
        const std::size_t high = std::min(low + step + 1, m_x.size());
        const auto position = std::lower_bound(m_x.begin() + std::ptrdiff_t(low),
                                               m_x.begin() + std::ptrdiff_t(high), edges[column]);
        const std::size_t end = std::size_t(position - m_x.begin());
        if (end > begin) {
            const auto [minimum, maximum] = extremes(begin, end);
            result.push_back({begin, end, minimum, maximum});
        }
        begin = end;
    }
    return result;
}

std::pair<double, double> CurveData::extremes(std::size_t begin, std::size_t end) const
{
    double minimum = m_y[begin];
    double maximum = m_y[begin];
    const auto take = [&](double low, double high) {
        minimum = std::min(minimum, low);
        maximum = std::max(maximum, high);
    };
    // Ends that do not fill a block are taken a point, then a block at a time, level by level.
    while (begin < end && begin % fan)
        take(m_y[begin], m_y[begin]), ++begin;
    while (end > begin && end % fan)
        --end, take(m_y[end], m_y[end]);
    for (std::size_t level = 0; begin < end && level < m_pyramid.size(); ++level) {
        begin /= fan;
        end /= fan;
        const auto &blocks = m_pyramid[level];
        const bool top = level + 1 == m_pyramid.size();
        while (begin < end && (top || begin % fan))
            take(blocks[begin].minimum, blocks[begin].maximum), ++begin;
        while (end > begin && end % fan)
            --end, take(blocks[end].minimum, blocks[end].maximum);
    }
    return {minimum, maximum};
}

std::size_t CurveData::nearest(double x) const
{
    if (m_x.empty())
        return 0;
    const auto after = std::lower_bound(m_x.begin(), m_x.end(), x);
    if (after == m_x.begin())
        return 0;
    if (after == m_x.end())
        return m_x.size() - 1;
    const std::size_t index = std::size_t(after - m_x.begin());
    return x - m_x[index - 1] <= m_x[index] - x ? index - 1 : index;
}

} // namespace retclip
