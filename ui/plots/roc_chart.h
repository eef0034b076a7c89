// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/statistics/classification.h"
#include "ui/plots/chart.h"

#include <QPointF>

#include <optional>
#include <vector>

class QCPItemText;
class QCPItemTracer;

namespace retclip {

/// ROC or precision–recall curves, with a threshold that a click or the arrow keys move.
class RocChart : public Chart
{
    Q_OBJECT

public:
    enum class Kind { roc, precisionRecall };
    struct Curve
    {
        QString name;
        std::vector<CurvePoint> points;
    };

    explicit RocChart(Kind kind, QWidget *parent = nullptr);

    /// `prevalence`: share of positives, the chance level of precision.
    void setCurves(const QVector<Curve> &curves, double prevalence = 0);
    void setThreshold(std::optional<double> threshold); ///< Marks the first curve's point.
    [[nodiscard]] std::optional<double> threshold() const { return m_threshold; }
    [[nodiscard]] QPointF markedPoint() const; ///< In the axes' units; (-1, -1): none is marked.

    [[nodiscard]] ChartTable table() const override;
    QSize sizeHint() const override { return {280, 280}; }

signals:
    void thresholdPicked(double threshold);

protected:
    void applyStyle() override;
    void retranslate() override;
    bool isEmpty() const override { return m_curves.isEmpty(); }
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void draw();
    void placeMark();
    [[nodiscard]] int nearestPoint(double x, double y) const;
    [[nodiscard]] int pointOfThreshold() const;

    Kind m_kind;
    QVector<Curve> m_curves;
    double m_prevalence = 0;
    std::optional<double> m_threshold;
    QCPItemTracer *m_mark = nullptr; ///< Both are the plot's.
    QCPItemText *m_markText = nullptr;
};

} // namespace retclip
