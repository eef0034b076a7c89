// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/curve_chart.h"

#include <qcustomplot.h>

namespace retclip {

/// One curve, drawn from its reduction to the pixel columns in view.
class CurvePlottable : public QCPAbstractPlottable
{
    Q_OBJECT

public:
    CurvePlottable(QCPAxis *keyAxis, QCPAxis *valueAxis);

    void setLook(const CurveLook &look, const QColor &drawn);
    [[nodiscard]] const CurveLook &look() const { return m_look; }

    CurveData data;

    double selectTest(const QPointF &, bool, QVariant *) const override { return -1; }
    QCPRange getKeyRange(bool &found, QCP::SignDomain sign) const override;
    QCPRange getValueRange(bool &found, QCP::SignDomain sign,
                           const QCPRange &inKeyRange) const override;

protected:
    void draw(QCPPainter *painter) override;
    void drawLegendIcon(QCPPainter *painter, const QRectF &rect) const override;

private:
    void drawMarker(QPainter &painter, const QPointF &at) const;

    CurveLook m_look;
    QColor m_color;
};

} // namespace retclip
