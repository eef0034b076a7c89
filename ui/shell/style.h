// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProxyStyle>

namespace retclip {

/// Fusion with our own marks where a style sheet cannot reach: check and radio marks, the 2 px
/// focus ring, chevrons, no animation.
class WorkstationStyle : public QProxyStyle
{
    Q_OBJECT

public:
    WorkstationStyle();

    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override;
    int pixelMetric(PixelMetric metric, const QStyleOption *option,
                    const QWidget *widget) const override;
    int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                  QStyleHintReturn *returned) const override;
};

} // namespace retclip
