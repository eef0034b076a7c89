// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProxyStyle>
#include <QStyleOption>

namespace retclip {

/// The look of every control, drawn from the theme's tokens over Fusion. No style sheet: a change of
/// theme is then one palette and one repaint, and a new page costs no matching of rules.
///
/// Threads: window only. A widget's "look" (setLook in theme.h) is read when it is painted; fonts
/// and frames are set when it is polished.
class WorkstationStyle : public QProxyStyle
{
    Q_OBJECT

public:
    WorkstationStyle();

    using QProxyStyle::polish;
    void polish(QWidget *widget) override;

    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override;
    void drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                     const QWidget *widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option,
                            QPainter *painter, const QWidget *widget) const override;

    QRect subElementRect(SubElement element, const QStyleOption *option,
                         const QWidget *widget) const override;
    QRect subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl part,
                         const QWidget *widget) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &contents,
                           const QWidget *widget) const override;
    int pixelMetric(PixelMetric metric, const QStyleOption *option,
                    const QWidget *widget) const override;
    int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                  QStyleHintReturn *returned) const override;

private:
    void drawButton(const QStyleOptionButton &option, QPainter *painter,
                    const QWidget *widget) const;
    void drawButtonLabel(const QStyleOptionButton &option, QPainter *painter,
                         const QWidget *widget) const;
    void drawToolButton(const QStyleOptionToolButton &option, QPainter *painter,
                        const QWidget *widget) const;
    void drawComboBox(const QStyleOptionComboBox &option, QPainter *painter,
                      const QWidget *widget) const;
    void drawSpinBox(const QStyleOptionSpinBox &option, QPainter *painter,
                     const QWidget *widget) const;
    void drawScrollBar(const QStyleOptionSlider &option, QPainter *painter,
                       const QWidget *widget) const;
    void drawSlider(const QStyleOptionSlider &option, QPainter *painter,
                    const QWidget *widget) const;
};

} // namespace retclip
