// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/style.h"
#include "ui/shell/style_paint.h"

#include <QPlainTextEdit>
#include <QStyleOption>
#include <QTextEdit>
#include <QToolButton>

namespace retclip {

using namespace stylePaint;

namespace {

constexpr int fieldSide = 8;   ///< From a field's border to its text.
constexpr int arrowWidth = 20; ///< Of a combo box's arrow and a spin box's steps.

QSize buttonSize(const QSize &contents, const QString &look)
{
    if (look == QLatin1String("link"))
        return {contents.width() + 10, qMax(contents.height(), 20) + 6};
    if (look == QLatin1String("quiet"))
        return {contents.width() + 18, qMax(contents.height(), 20) + 10};
    return {contents.width() + 26, qMax(contents.height(), 20) + 10};
}

QSize toolSize(const QSize &contents, const QString &look)
{
    if (look == QLatin1String("tab"))
        return {contents.width() + 26, qMax(contents.height(), 18) + 14};
    return {qMax(contents.width(), 16) + 12, qMax(contents.height(), 18) + 8};
}

bool isTextArea(const QWidget *widget)
{
    return qobject_cast<const QTextEdit *>(widget) || qobject_cast<const QPlainTextEdit *>(widget);
}

} // namespace

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
    case PM_ButtonShiftVertical:
    case PM_TabBarTabShiftHorizontal:
    case PM_TabBarTabShiftVertical:
    case PM_TabBarTabOverlap:
    case PM_TabBarBaseOverlap:
    case PM_ScrollView_ScrollBarSpacing:
    case PM_ScrollView_ScrollBarOverlap: return 0;
    case PM_DefaultFrameWidth:
        if (qobject_cast<const QToolButton *>(widget))
            return 0;
        if (isTextArea(widget))
            return lookOf(widget) == QLatin1String("reading") ? 0 : 3;
        return 1;
    case PM_ScrollBarExtent: return 12;
    case PM_MenuPanelWidth: return 1;
    case PM_MenuHMargin:
    case PM_MenuVMargin: return 4;
    case PM_HeaderMargin: return 6; // as far in as the text of the cells below
    case PM_FocusFrameHMargin: return 5; // beside an item's text
    case PM_TabBarTabHSpace: return 24;
    case PM_TabBarTabVSpace: return 14;
    case PM_ToolTipLabelFrameWidth: return 5;
    case PM_SliderLength: return 14;
    case PM_HeaderDefaultSectionSizeVertical: return space::row;
    case PM_SplitterWidth: return 5; // the visible line is one px, the rest is for the hand
    default: return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

QSize WorkstationStyle::sizeFromContents(ContentsType type, const QStyleOption *option,
                                         const QSize &contents, const QWidget *widget) const
{
    switch (type) {
    case CT_PushButton: return buttonSize(contents, lookOf(widget));
    case CT_ToolButton: return toolSize(contents, lookOf(widget));
    case CT_LineEdit:
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
            frame && frame->lineWidth <= 0)
            return contents;
        return {contents.width() + 2 * fieldSide, qMax(contents.height(), 20) + 8};
    case CT_ComboBox:
        return {contents.width() + 2 * fieldSide + arrowWidth, qMax(contents.height(), 20) + 8};
    case CT_SpinBox:
        return {contents.width() + 2 * fieldSide + arrowWidth, qMax(contents.height(), 20) + 8};
    case CT_CheckBox:
    case CT_RadioButton:
        return QProxyStyle::sizeFromContents(type, option, contents, widget)
            .expandedTo({0, space::target});
    case CT_ItemViewItem:
        return QProxyStyle::sizeFromContents(type, option, contents, widget)
            .expandedTo({0, space::target});
    case CT_HeaderSection: {
        const QSize plain = QProxyStyle::sizeFromContents(type, option, contents, widget);
        return {plain.width() + 8, qMax(plain.height(), 29)};
    }
    case CT_MenuItem: {
        const QSize plain = QProxyStyle::sizeFromContents(type, option, contents, widget);
        const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option);
        if (item && item->menuItemType == QStyleOptionMenuItem::Separator)
            return {plain.width(), 9};
        return {plain.width() + space::s, qMax(plain.height(), 28)};
    }
    case CT_ProgressBar: return {contents.width(), 6};
    case CT_Slider:
        return QProxyStyle::sizeFromContents(type, option, contents, widget)
            .expandedTo({0, space::target});
    default: return QProxyStyle::sizeFromContents(type, option, contents, widget);
    }
}

QRect WorkstationStyle::subElementRect(SubElement element, const QStyleOption *option,
                                       const QWidget *widget) const
{
    switch (element) {
    case SE_LineEditContents:
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
            frame && frame->lineWidth <= 0)
            return option->rect;
        return option->rect.adjusted(fieldSide - 1, 2, 1 - fieldSide, -2);
    case SE_ProgressBarGroove:
    case SE_ProgressBarContents:
    case SE_ProgressBarLabel: return option->rect;
    case SE_ShapedFrameContents: {
        // Looks with one line of their own.
        const QString look = lookOf(widget);
        if (look == QLatin1String("topbar"))
            return option->rect.adjusted(0, 0, 0, -1);
        if (look == QLatin1String("bar"))
            return option->rect.adjusted(0, 1, 0, 0);
        if (look == QLatin1String("card"))
            return option->rect.adjusted(1, 1, -1, -1);
        return QProxyStyle::subElementRect(element, option, widget);
    }
    default: return QProxyStyle::subElementRect(element, option, widget);
    }
}

QRect WorkstationStyle::subControlRect(ComplexControl control, const QStyleOptionComplex *option,
                                       SubControl part, const QWidget *widget) const
{
    const QRect box = option->rect;
    if (control == CC_ComboBox) {
        if (part == SC_ComboBoxEditField)
            return box.adjusted(fieldSide, 2, -arrowWidth - 4, -2);
        if (part == SC_ComboBoxArrow)
            return {box.right() - arrowWidth - 2, box.top(), arrowWidth, box.height()};
        return box;
    }
    if (const auto *spin = qstyleoption_cast<const QStyleOptionSpinBox *>(option)) {
        const int steps = spin->buttonSymbols == QAbstractSpinBox::NoButtons ? 0 : arrowWidth;
        const int half = box.height() / 2;
        if (part == SC_SpinBoxEditField)
            return box.adjusted(fieldSide - 2, 2, -steps - 3, -2);
        if (part == SC_SpinBoxUp)
            return {box.right() - steps, box.top(), steps, half};
        if (part == SC_SpinBoxDown)
            return {box.right() - steps, box.top() + half, steps, box.height() - half};
        return box;
    }
    const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option);
    if (control != CC_ScrollBar || !bar)
        return QProxyStyle::subControlRect(control, option, part, widget);
    const QRect handle = scrollHandle(*bar);
    const bool across = bar->orientation == Qt::Horizontal;
    switch (part) {
    case SC_ScrollBarSlider: return handle;
    case SC_ScrollBarSubPage:
        return across ? QRect(QPoint(box.left(), box.top()), QPoint(handle.left() - 1, box.bottom()))
                      : QRect(QPoint(box.left(), box.top()), QPoint(box.right(), handle.top() - 1));
    case SC_ScrollBarAddPage:
        return across ? QRect(QPoint(handle.right() + 1, box.top()), box.bottomRight())
                      : QRect(QPoint(box.left(), handle.bottom() + 1), box.bottomRight());
    case SC_ScrollBarGroove: return box;
    default: return {}; // no arrows
    }
}

} // namespace retclip
