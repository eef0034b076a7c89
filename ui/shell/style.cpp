// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/style.h"

#include "ui/shell/theme.h"

#include <QPainter>
#include <QPainterPath>
#include <QStyleFactory>
#include <QStyleOption>

namespace retclip {

namespace {

void drawCheck(QPainter *painter, const QRectF &box, QStyle::State state)
{
    const bool enabled = state & QStyle::State_Enabled;
    const bool on = state & QStyle::State_On;
    const bool partly = state & QStyle::State_NoChange;
    const Theme &t = theme();
    const QColor border = !enabled ? t.color(Token::hairline)
        : (on || partly)           ? t.color(Token::accent)
                                   : t.color(Token::controlBorder);
    const QColor fill = (on || partly)
        ? (enabled ? t.color(Token::accent) : t.color(Token::hairline))
        : t.color(Token::surface);
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(border, 1));
    painter->setBrush(fill);
    painter->drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
    QPen mark(t.color(Token::accentText), 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
    painter->setPen(mark);
    painter->setBrush(Qt::NoBrush);
    const QPointF origin = box.topLeft();
    const double u = box.width() / 16.0;
    if (on) {
        QPainterPath tick(origin + QPointF(4 * u, 8.3 * u));
        tick.lineTo(origin + QPointF(7 * u, 11.2 * u));
        tick.lineTo(origin + QPointF(12 * u, 5.2 * u));
        painter->drawPath(tick);
    } else if (partly) {
        painter->drawLine(origin + QPointF(4.5 * u, 8 * u), origin + QPointF(11.5 * u, 8 * u));
    }
}

void drawRadio(QPainter *painter, const QRectF &box, QStyle::State state)
{
    const bool enabled = state & QStyle::State_Enabled;
    const bool on = state & QStyle::State_On;
    const Theme &t = theme();
    const QColor mark = enabled ? t.color(Token::accent) : t.color(Token::hairline);
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(on ? mark : t.color(enabled ? Token::controlBorder : Token::hairline), 1));
    painter->setBrush(t.color(Token::surface));
    painter->drawEllipse(box.adjusted(0.5, 0.5, -0.5, -0.5));
    if (on) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(mark);
        painter->drawEllipse(box.adjusted(4, 4, -4, -4));
    }
}

void drawChevron(QPainter *painter, const QRect &rectangle, QStyle::State state, double degrees)
{
    const double size = qMin(qMin(rectangle.width(), rectangle.height()), 16);
    painter->setRenderHint(QPainter::Antialiasing);
    const Token token =
        state & QStyle::State_Enabled ? Token::textSecondary : Token::textDisabled;
    painter->setPen(QPen(theme().color(token), 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter->translate(QRectF(rectangle).center());
    painter->rotate(degrees);
    const double half = size * 0.25;
    QPainterPath path(QPointF(-half, -half / 2));
    path.lineTo(0, half / 2);
    path.lineTo(half, -half / 2);
    painter->setBrush(Qt::NoBrush);
    painter->drawPath(path);
}

} // namespace

WorkstationStyle::WorkstationStyle() : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion")))
{
}

void WorkstationStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option,
                                     QPainter *painter, const QWidget *widget) const
{
    painter->save();
    bool drawn = true;
    switch (element) {
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck: drawCheck(painter, option->rect, option->state); break;
    case PE_IndicatorRadioButton: drawRadio(painter, option->rect, option->state); break;
    case PE_IndicatorArrowDown:
    case PE_IndicatorSpinDown: drawChevron(painter, option->rect, option->state, 0); break;
    case PE_IndicatorArrowUp:
    case PE_IndicatorSpinUp: drawChevron(painter, option->rect, option->state, 180); break;
    case PE_IndicatorArrowRight: drawChevron(painter, option->rect, option->state, -90); break;
    case PE_IndicatorArrowLeft: drawChevron(painter, option->rect, option->state, 90); break;
    case PE_FrameFocusRect: {
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(QPen(theme().color(Token::focusRing), 2));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(QRectF(option->rect).adjusted(1, 1, -1, -1), 3, 3);
        break;
    }
    default: drawn = false;
    }
    painter->restore();
    if (!drawn)
        QProxyStyle::drawPrimitive(element, option, painter, widget);
}

int WorkstationStyle::pixelMetric(PixelMetric metric, const QStyleOption *option,
                                  const QWidget *widget) const
{
    switch (metric) {
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
    case PM_ToolBarIconSize: return 16;
    case PM_CheckBoxLabelSpacing:
    case PM_RadioButtonLabelSpacing: return space::s;
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing: return space::s;
    case PM_LayoutLeftMargin:
    case PM_LayoutTopMargin:
    case PM_LayoutRightMargin:
    case PM_LayoutBottomMargin: return space::m;
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical: return 0;
    case PM_SplitterWidth: return 5; // the visible line is one px, the rest is for the hand
    default: return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int WorkstationStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                                QStyleHintReturn *returned) const
{
    switch (hint) {
    case SH_Widget_Animation_Duration: return 0;
    case SH_ToolTip_WakeUpDelay: return 400;
    case SH_UnderlineShortcut: return 0;
    case SH_DialogButtonBox_ButtonsHaveIcons: return 0;
    case SH_ItemView_ActivateItemOnSingleClick: return 0;
    default: return QProxyStyle::styleHint(hint, option, widget, returned);
    }
}

} // namespace retclip
