// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/statistics/calibration.h"
#include "ui/plots/chart.h"

#include <QVector>

namespace retclip {

/// Stated probability across, observed share up, a point a bin with Wilson's 95 % interval: what can
/// be believed lies on the diagonal. Several series stand side by side: before, after.
class ReliabilityChart : public Chart
{
    Q_OBJECT

public:
    struct Series
    {
        QString name;
        std::vector<ReliabilityBin> bins;
    };

    explicit ReliabilityChart(QWidget *parent = nullptr);
    void setSeries(const QVector<Series> &series);
    [[nodiscard]] ChartTable table() const override;
    QSize sizeHint() const override { return {300, 300}; }

protected:
    void applyStyle() override;
    void retranslate() override;
    bool isEmpty() const override;

private:
    void draw();
    QVector<Series> m_series;
};

} // namespace retclip
