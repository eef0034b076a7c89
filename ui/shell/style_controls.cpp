// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/style.h"
#include "ui/shell/style_paint.h"

#include <QFrame>
#include <QStyleOption>

namespace retclip {

using namespace stylePaint;

// ---- Controls ----------------------------------------------------------------------------------

void WorkstationStyle::drawButton(const QStyleOptionButton &option, QPainter *painter,
                                  const QWidget *widget) const
{
    const ButtonColours colours = buttonColours(option.state, lookOf(widget));
    panel(painter, option.rect, colours.fill, colours.border, colours.width);
}

void WorkstationStyle::drawButtonLabel(const QStyleOptionButton &option, QPainter *painter,
                                       const QWidget *widget) const
{
    const QString look = lookOf(widget);
    const bool left = look == QLatin1String("link")
        || (widget && widget->property("align") == QLatin1String("left"));
    const int side = look == QLatin1String("link") ? 5 : look == QLatin1String("quiet") ? 9 : 8;
    QRect place = option.rect.adjusted(side, 0, -side, 0);
    if (option.features & QStyleOptionButton::HasMenu) {
        const QRect mark(place.right() - 11, place.center().y() - 6, 12, 12);
        chevron(painter, mark, option.state, 0);
        place.setRight(mark.left() - space::xs);
    }
    const int flags = Qt::AlignVCenter | Qt::AlignLeft
        | (styleHint(SH_UnderlineShortcut, &option, widget, nullptr) ? Qt::TextShowMnemonic
                                                                     : Qt::TextHideMnemonic);
    const int text = option.fontMetrics.size(Qt::TextShowMnemonic, option.text).width();
    const int icon = option.icon.isNull() ? 0 : option.iconSize.width();
    const int gap = icon && text ? space::xs : 0;
    int x = place.left();
    if (!left)
        x += qMax(0, (place.width() - icon - gap - text) / 2);
    if (icon) {
        const QRect box(x, place.center().y() - option.iconSize.height() / 2 + 1, icon,
                        option.iconSize.height());
        option.icon.paint(painter, box, Qt::AlignCenter,
                          option.state & State_Enabled ? QIcon::Normal : QIcon::Disabled,
                          option.state & State_On ? QIcon::On : QIcon::Off);
    }
    painter->setPen(buttonColours(option.state, look).text);
    painter->drawText(QRect(x + icon + gap, place.top(), option.rect.right() - x - icon - gap,
                            place.height()),
                      flags, option.text);
}

namespace {

void drawTab(const QStyleOptionTab &tab, QPainter *painter)
{
    const Theme &t = theme();
    if (tab.state & QStyle::State_Selected)
        painter->fillRect(QRect(tab.rect.left(), tab.rect.bottom() - 1, tab.rect.width(), 2),
                          t.color(Token::accent));
}

void drawHeaderSection(const QStyleOption &option, QPainter *painter)
{
    const Theme &t = theme();
    const bool over = option.state & QStyle::State_MouseOver && option.state & QStyle::State_Enabled;
    painter->fillRect(option.rect, t.color(over ? Token::raised : Token::surface));
    painter->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1),
                      t.color(Token::hairline));
}

void drawProgress(const QStyleOptionProgressBar &bar, QPainter *painter)
{
    const Theme &t = theme();
    panel(painter, bar.rect, t.color(Token::raised), Qt::transparent, 0, 3);
    QRectF done = bar.rect;
    const double range = double(bar.maximum) - bar.minimum;
    if (range <= 0) { // how far is not known: no motion, a part of it
        done.setLeft(done.left() + done.width() / 3);
        done.setWidth(double(bar.rect.width()) / 3);
    } else {
        done.setWidth(done.width() * (double(bar.progress) - bar.minimum) / range);
    }
    if (done.width() > 0)
        panel(painter, done, t.color(Token::accent), Qt::transparent, 0, 3);
}

template <typename Option>
Option withText(const Option &option, const QColor &text)
{
    Option changed(option);
    for (QPalette::ColorRole role : {QPalette::ButtonText, QPalette::WindowText})
        changed.palette.setColor(role, text);
    return changed;
}

} // namespace

void WorkstationStyle::drawControl(ControlElement element, const QStyleOption *option,
                                   QPainter *painter, const QWidget *widget) const
{
    const Theme &t = theme();
    switch (element) {
    case CE_ShapedFrame:
        drawPrimitive(PE_Frame, option, painter, widget);
        return;
    case CE_PushButton:
    case CE_PushButtonBevel:
    case CE_PushButtonLabel:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option)) {
            if (element != CE_PushButtonLabel)
                drawButton(*button, painter, widget);
            if (element != CE_PushButtonBevel)
                drawButtonLabel(*button, painter, widget);
        }
        return;
    case CE_ToolButtonLabel:
        if (const auto *tool = qstyleoption_cast<const QStyleOptionToolButton *>(option)) {
            const QString look = lookOf(widget);
            auto label = withText(*tool, toolColours(tool->state, look).text);
            const int side = look == QLatin1String("tab") ? 13 : 6;
            if (tool->toolButtonStyle == Qt::ToolButtonTextBesideIcon)
                label.rect.adjust(side, 0, 0, 0);
            QProxyStyle::drawControl(element, &label, painter, widget);
        }
        return;
    case CE_TabBarTabShape:
        if (const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option))
            drawTab(*tab, painter);
        return;
    case CE_TabBarTabLabel:
        if (const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option)) {
            const Token token = tab->state & State_HasFocus ? Token::focusRing
                : tab->state & State_Selected               ? Token::accent
                : tab->state & State_MouseOver              ? Token::text
                                                            : Token::textSecondary;
            const auto label = withText(*tab, t.color(token));
            QProxyStyle::drawControl(element, &label, painter, widget);
        }
        return;
    case CE_HeaderSection:
    case CE_HeaderEmptyArea: drawHeaderSection(*option, painter); return;
    case CE_HeaderLabel:
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option)) {
            auto label = withText(*header, t.color(Token::textSecondary));
            label.state &= ~State_On; // no other weight where the current cell is
            QProxyStyle::drawControl(element, &label, painter, widget);
        }
        return;
    case CE_ProgressBar:
        if (const auto *bar = qstyleoption_cast<const QStyleOptionProgressBar *>(option))
            drawProgress(*bar, painter);
        return;
    case CE_Splitter:
        if (option->state & State_MouseOver)
            painter->fillRect(option->rect, t.color(Token::selection));
        return;
    default: QProxyStyle::drawControl(element, option, painter, widget);
    }
}

// ---- Controls of parts -------------------------------------------------------------------------

void WorkstationStyle::drawToolButton(const QStyleOptionToolButton &option, QPainter *painter,
                                      const QWidget *widget) const
{
    const ButtonColours colours = toolColours(option.state, lookOf(widget));
    panel(painter, option.rect, colours.fill, colours.border, colours.width);
    drawControl(CE_ToolButtonLabel, &option, painter, widget);
}

void WorkstationStyle::drawComboBox(const QStyleOptionComboBox &option, QPainter *painter,
                                    const QWidget *widget) const
{
    fieldPanel(painter, option.rect, option.state, widget);
    chevron(painter, subControlRect(CC_ComboBox, &option, SC_ComboBoxArrow, widget), option.state,
            0, 16);
}

void WorkstationStyle::drawSpinBox(const QStyleOptionSpinBox &option, QPainter *painter,
                                   const QWidget *widget) const
{
    fieldPanel(painter, option.rect, option.state, widget);
    if (option.buttonSymbols == QAbstractSpinBox::NoButtons)
        return;
    const auto step = [&](SubControl part, QAbstractSpinBox::StepEnabledFlag allowed,
                          double degrees) {
        const QRect box = subControlRect(CC_SpinBox, &option, part, widget);
        const bool can = option.stepEnabled & allowed && option.state & State_Enabled;
        if (can && option.activeSubControls == part)
            painter->fillRect(box.adjusted(0, 2, -2, -2), theme().color(Token::raised));
        chevron(painter, box, can ? State(State_Enabled) : State(State_None), degrees, 14);
    };
    step(SC_SpinBoxUp, QAbstractSpinBox::StepUpEnabled, 180);
    step(SC_SpinBoxDown, QAbstractSpinBox::StepDownEnabled, 0);
}

void WorkstationStyle::drawScrollBar(const QStyleOptionSlider &option, QPainter *painter,
                                     const QWidget *) const
{
    if (option.maximum <= option.minimum)
        return;
    const bool over = option.state & State_MouseOver || option.state & State_Sunken;
    const int inset = over ? 2 : 3;
    panel(painter, scrollHandle(option).adjusted(inset, inset, -inset, -inset),
          theme().color(over ? Token::textSecondary : Token::controlBorder), Qt::transparent, 0,
          over ? 4 : 3);
}

void WorkstationStyle::drawSlider(const QStyleOptionSlider &option, QPainter *painter,
                                  const QWidget *widget) const
{
    const Theme &t = theme();
    const QRect handle = subControlRect(CC_Slider, &option, SC_SliderHandle, widget);
    const QPoint centre = handle.center();
    QRectF groove(option.rect.left(), centre.y() - 1, option.rect.width(), 4);
    panel(painter, groove, t.color(Token::raised), Qt::transparent, 0, 2);
    groove.setRight(centre.x());
    panel(painter, groove, t.color(Token::accent), Qt::transparent, 0, 2);
    const QRectF knob(centre.x() - 6, centre.y() - 6, 14, 14);
    const bool focus = option.state & State_HasFocus;
    panel(painter, knob, t.color(Token::accent),
          focus ? t.color(Token::text) : QColor(Qt::transparent), focus ? 2 : 0, 7);
}

void WorkstationStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option,
                                          QPainter *painter, const QWidget *widget) const
{
    if (const auto *tool = qstyleoption_cast<const QStyleOptionToolButton *>(option)) {
        drawToolButton(*tool, painter, widget);
    } else if (const auto *combo = qstyleoption_cast<const QStyleOptionComboBox *>(option)) {
        drawComboBox(*combo, painter, widget);
    } else if (const auto *spin = qstyleoption_cast<const QStyleOptionSpinBox *>(option)) {
        drawSpinBox(*spin, painter, widget);
    } else if (const auto *slider = qstyleoption_cast<const QStyleOptionSlider *>(option);
               slider && control == CC_ScrollBar) {
        drawScrollBar(*slider, painter, widget);
    } else if (slider && control == CC_Slider && slider->orientation == Qt::Horizontal) {
        drawSlider(*slider, painter, widget);
    } else {
        QProxyStyle::drawComplexControl(control, option, painter, widget);
    }
}

} // namespace retclip
