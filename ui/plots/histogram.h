// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/chart.h"

#include <optional>
#include <vector>

namespace retclip {

/// Counts of values in equal bins, with some of them marked and a threshold that can be dragged.
class Histogram : public Chart
{
    Q_OBJECT

public:
    explicit Histogram(QWidget *parent = nullptr);

    void setValues(const std::vector<float> &values, int bins = 60);
    void setMarked(const std::vector<float> &values); ///< Ticks on the axis: the hits.
    void setXTitle(const QString &title);
    void setThreshold(std::optional<double> threshold);
    [[nodiscard]] std::optional<double> threshold() const { return m_threshold; }
    [[nodiscard]] const std::vector<int> &counts() const { return m_counts; }
    /// A line with a name, e.g. the 95th percentile of random pairs.
    void setReference(std::optional<double> value, const QString &name);

    [[nodiscard]] ChartTable table() const override;
    QSize sizeHint() const override { return {280, 180}; }

signals:
    void thresholdMoved(double value);  ///< While dragging.
    void thresholdPicked(double value); ///< Let go.

protected:
    void applyStyle() override;
    bool isEmpty() const override { return m_counts.empty(); }
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void draw();

    std::vector<int> m_counts;
    std::vector<float> m_marked;
    double m_low = 0, m_width = 1;
    std::optional<double> m_threshold, m_reference;
    QString m_referenceName;
    bool m_dragging = false;
};

} // namespace retclip
