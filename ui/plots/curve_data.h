// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace retclip {

/// What one pixel column of a curve holds: raw extremes, so that a spike never vanishes.
struct CurveColumn
{
    std::size_t begin = 0; ///< First raw point, and one past the last.
    std::size_t end = 0;
    double minimum = 0;
    double maximum = 0;
    [[nodiscard]] std::size_t count() const { return end - begin; }
};

/// The raw points of one curve, x rising, with a pyramid of extremes over them and a smoothed twin.
///
/// Units:   x and y as the chart's axes; a point with a value that is not finite is left out.
/// Threads: one at a time.
/// Cost:    append O(n); columns O(columns log n), whatever the number of points.
class CurveData
{
public:
    void clear();
    /// Points whose x is below the last one are left out: a curve never runs backwards.
    void append(std::span<const double> x, std::span<const double> y);

    [[nodiscard]] std::size_t size() const { return m_x.size(); }
    [[nodiscard]] bool empty() const { return m_x.empty(); }
    [[nodiscard]] const std::vector<double> &x() const { return m_x; }
    [[nodiscard]] const std::vector<double> &y() const { return m_y; }

    /// Exponential mean with the start's bias divided out: s_n / (1 - w^n). Weight 0: raw values.
    void setSmoothing(double weight);
    [[nodiscard]] double smoothing() const { return m_weight; }
    [[nodiscard]] const std::vector<double> &smoothed() const { return m_smoothed; }

    /// One entry for each pair of neighbouring edges (rising) that holds at least one point.
    [[nodiscard]] std::vector<CurveColumn> columns(std::span<const double> edges) const;
    /// Extremes of points [begin, end), which must not be empty.
    [[nodiscard]] std::pair<double, double> extremes(std::size_t begin, std::size_t end) const;
    /// Index of the point nearest to x; size() when empty.
    [[nodiscard]] std::size_t nearest(double x) const;

private:
    void smoothFrom(std::size_t first);

    static constexpr std::size_t fan = 16;
    struct Extremes
    {
        double minimum, maximum;
    };
    std::vector<double> m_x, m_y, m_smoothed;
    std::vector<std::vector<Extremes>> m_pyramid; ///< Level k: blocks of fan^(k+1) points.
    double m_weight = 0;
    double m_mean = 0;       ///< Of the exponential mean, before its bias is divided out.
    double m_remainder = 1;  ///< w^n
};

} // namespace retclip
