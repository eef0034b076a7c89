// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/style.h"

#include "ui/shell/style_paint.h"

#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QAbstractItemView>
#include <QDialog>
#include <QHeaderView>
#include <QLabel>
#include <QPainterPath>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QScrollArea>
#include <QStyleFactory>
#include <QTabBar>
#include <QTextEdit>
#include <QToolButton>

namespace retclip {

using namespace stylePaint;

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

struct LabelLook
{
    const char *name;
    TypeRole type;
    QPalette::ColorRole colour; ///< Roles, not colours: they follow the palette (Theme::apply).
};
constexpr LabelLook labelLooks[] = {
    {"title", TypeRole::title, QPalette::WindowText},
    {"section", TypeRole::section, QPalette::WindowText},
    {"label", TypeRole::label, QPalette::WindowText},
    {"caption", TypeRole::caption, QPalette::Dark},
    {"overline", TypeRole::caption, QPalette::Dark},
    {"secondary", TypeRole::body, QPalette::Dark},
    {"figure", TypeRole::figure, QPalette::WindowText},
    {"error", TypeRole::body, QPalette::BrightText},
    {"warning", TypeRole::body, QPalette::LinkVisited},
    {"success", TypeRole::body, QPalette::Shadow},
    {"accent", TypeRole::body, QPalette::Link},
};

void polishLabel(QLabel *label, const QString &look)
{
    for (const LabelLook &known : labelLooks) {
        if (look != QLatin1String(known.name))
            continue;
        QFont font = theme().font(known.type);
        if (look == QLatin1String("overline"))
            font.setWeight(QFont::DemiBold);
        label->setFont(font);
        label->setForegroundRole(known.colour);
        return;
    }
    label->setFont(QFont());
    label->setForegroundRole(QPalette::NoRole);
}

void polishScrollArea(QAbstractScrollArea *area, const QString &look)
{
    const bool text = qobject_cast<QTextEdit *>(area) || qobject_cast<QPlainTextEdit *>(area);
    if (text) {
        area->setFrameShape(QFrame::StyledPanel);
        area->viewport()->setAutoFillBackground(look != QLatin1String("reading"));
    } else if (qobject_cast<QScrollArea *>(area)) {
        area->setFrameShape(QFrame::NoFrame);
        area->viewport()->setAutoFillBackground(false);
    } else if (qobject_cast<QAbstractItemView *>(area)) {
        if (!area->isWindow())
            area->setFrameShape(QFrame::NoFrame);
        area->viewport()->setAttribute(Qt::WA_Hover);
    }
}

/// Frames that only colour what they hold.
void drawLook(const QString &look, const QRect &box, QPainter *painter)
{
    const Theme &t = theme();
    const auto fill = [&](Token token) { painter->fillRect(box, t.color(token)); };
    const auto edge = [&](const QRect &line) { painter->fillRect(line, t.color(Token::hairline)); };
    if (look == QLatin1String("card")) {
        panel(painter, box, t.color(Token::surface), t.color(Token::hairline), 1, 8);
    } else if (look == QLatin1String("raised")) {
        panel(painter, box, t.color(Token::raised), Qt::transparent, 0);
    } else if (look == QLatin1String("window")) {
        fill(Token::window);
    } else if (look == QLatin1String("canvas")) {
        fill(Token::canvas);
    } else if (look == QLatin1String("line")) {
        fill(Token::hairline);
    } else {
        fill(Token::surface);
        if (look == QLatin1String("bar"))
            edge({box.left(), box.top(), box.width(), 1});
        else if (look == QLatin1String("topbar"))
            edge({box.left(), box.bottom(), box.width(), 1});
        else if (look == QLatin1String("panel-left"))
            edge({box.right(), box.top(), 1, box.height()});
        else if (look == QLatin1String("panel-right"))
            edge({box.left(), box.top(), 1, box.height()});
    }
}

/// A text box, a popup's edge, or one of the looks above.
void drawFrame(const QStyleOption *option, QPainter *painter, const QWidget *widget)
{
    const QString look = lookOf(widget);
    if (qobject_cast<const QTextEdit *>(widget) || qobject_cast<const QPlainTextEdit *>(widget)) {
        if (look != QLatin1String("reading"))
            fieldPanel(painter, option->rect, option->state, widget);
        else if (widget->hasFocus())
            panel(painter, option->rect, Qt::transparent, theme().color(Token::focusRing), 2);
        return;
    }
    // Labels are frames too; their looks are of the text.
    if (qobject_cast<const QLabel *>(widget))
        return;
    if (!look.isEmpty() && look != QLatin1String("page")) {
        drawLook(look, option->rect, painter);
        return;
    }
    const auto *frame = qobject_cast<const QFrame *>(widget);
    if (frame && frame->frameShape() != QFrame::NoFrame)
        panel(painter, option->rect, theme().color(Token::surface),
              theme().color(Token::controlBorder), 1, 0);
}

} // namespace

WorkstationStyle::WorkstationStyle() : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion")))
{
}

void WorkstationStyle::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    const QString look = lookOf(widget);
    if (auto *label = qobject_cast<QLabel *>(widget)) {
        if (widget->property("look").isValid())
            polishLabel(label, look);
    } else if (qobject_cast<QHeaderView *>(widget)) {
        widget->setFont(theme().font(TypeRole::label));
        static_cast<QHeaderView *>(widget)->viewport()->setAttribute(Qt::WA_Hover);
    } else if (auto *area = qobject_cast<QAbstractScrollArea *>(widget)) {
        polishScrollArea(area, look);
    } else if (qobject_cast<QDialog *>(widget)) {
        // In large text dialogs are as much larger: never beyond the window they belong to.
        if (!widget->isVisible() && widget->parentWidget())
            widget->resize(widget->size().boundedTo(widget->parentWidget()->window()->size()));
    } else if (qobject_cast<QProgressBar *>(widget)) {
        widget->setMaximumHeight(6); // in a row of taller fields too
    } else if (qobject_cast<QTabBar *>(widget)) {
        widget->setFont(theme().font(TypeRole::label));
        widget->setAttribute(Qt::WA_Hover);
    } else if (qobject_cast<QAbstractButton *>(widget)) {
        if (look == QLatin1String("tab") || look == QLatin1String("primary"))
            widget->setFont(theme().font(TypeRole::label));
    } else if (look == QLatin1String("page")) {
        widget->setAutoFillBackground(false);
    }
}

void WorkstationStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option,
                                     QPainter *painter, const QWidget *widget) const
{
    const Theme &t = theme();
    const QRect &box = option->rect;
    painter->save();
    bool drawn = true;
    switch (element) {
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck: drawCheck(painter, box, option->state); break;
    case PE_IndicatorRadioButton: drawRadio(painter, box, option->state); break;
    case PE_IndicatorArrowDown:
    case PE_IndicatorSpinDown: chevron(painter, box, option->state, 0); break;
    case PE_IndicatorArrowUp:
    case PE_IndicatorSpinUp: chevron(painter, box, option->state, 180); break;
    case PE_IndicatorArrowRight: chevron(painter, box, option->state, -90); break;
    case PE_IndicatorArrowLeft: chevron(painter, box, option->state, 90); break;
    case PE_IndicatorHeaderArrow:
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option))
            chevron(painter, box, option->state | State_Enabled,
                    header->sortIndicator == QStyleOptionHeader::SortUp ? 180 : 0, 12);
        break;
    case PE_FrameFocusRect:
        // Lists show their place by selection, tool buttons by their own border.
        if (qobject_cast<const QAbstractItemView *>(widget)
            || qobject_cast<const QToolButton *>(widget))
            break;
        panel(painter, box, Qt::transparent, t.color(Token::focusRing), 2, 3);
        break;
    case PE_PanelLineEdit:
        // The line inside a spin box or combo box has no frame: its host draws the box.
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
            frame && frame->lineWidth > 0)
            fieldPanel(painter, box, option->state, widget);
        break;
    case PE_FrameLineEdit: break;
    case PE_Frame: drawFrame(option, painter, widget); break;
    case PE_PanelTipLabel:
        panel(painter, box, t.color(Token::raised), t.color(Token::controlBorder), 1, 0);
        break;
    case PE_PanelMenu: painter->fillRect(box, t.color(Token::surface)); break;
    case PE_FrameMenu:
        panel(painter, box, Qt::transparent, t.color(Token::controlBorder), 1, 0);
        break;
    case PE_PanelStatusBar:
        painter->fillRect(box, t.color(Token::surface));
        painter->fillRect(QRect(box.left(), box.top(), box.width(), 1), t.color(Token::hairline));
        break;
    case PE_FrameStatusBarItem:
    case PE_FrameTabBarBase:
    case PE_PanelScrollAreaCorner:
    case PE_FrameDefaultButton: break;
    case PE_FrameTabWidget:
        painter->fillRect(QRect(box.left(), box.top(), box.width(), 1), t.color(Token::hairline));
        break;
    case PE_PanelItemViewItem:
        if (option->state & State_Enabled && option->state & State_MouseOver
            && !(option->state & State_Selected))
            painter->fillRect(box, t.color(Token::raised));
        drawn = false;
        break;
    default: drawn = false;
    }
    painter->restore();
    if (!drawn)
        QProxyStyle::drawPrimitive(element, option, painter, widget);
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
    case SH_ComboBox_Popup: return 0; // a list under the box
    case SH_ScrollBar_Transient: return 0;
    case SH_Table_GridLineColor: return int(theme().color(Token::hairline).rgba());
    default: return QProxyStyle::styleHint(hint, option, widget, returned);
    }
}

} // namespace retclip
