// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/window/page_faults.h"

#include <QAbstractButton>
#include <QAbstractScrollArea>
#include <QAccessible>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QFontMetrics>
#include <QHash>
#include <QHeaderView>
#include <QLabel>
#include <QLayout>
#include <QLineEdit>
#include <QRadioButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSet>
#include <QSpinBox>
#include <QStackedWidget>
#include <QStyle>
#include <QStyleOptionComboBox>
#include <QTabBar>
#include <QToolButton>

#include <algorithm>
#include <cmath>

namespace retclip {

namespace {

constexpr int tolerance_px = 1; ///< Advances are rounded.
constexpr int leading_px = 2;   ///< Under a last line nothing is drawn.

QString ofWidget(const QWidget &widget, const QString &what)
{
    return nameForPeople(widget) + QStringLiteral(": ") + what;
}

int widthOf(const QWidget &widget, const QString &text)
{
    return widget.fontMetrics().size(Qt::TextShowMnemonic, text).width();
}

QString cutLabel(const QLabel &label)
{
    if (label.text().isEmpty() || !label.pixmap(Qt::ReturnByValue).isNull())
        return {};
    if (label.wordWrap()) {
        const int needed = label.heightForWidth(label.width());
        if (needed > label.height() + leading_px)
            return QStringLiteral("needs %1 px of height, has %2").arg(needed).arg(label.height());
        return {};
    }
    const QSize needed = label.sizeHint();
    if (needed.width() > label.width() + tolerance_px)
        return QStringLiteral("needs %1 px of width, has %2").arg(needed.width()).arg(label.width());
    if (needed.height() > label.height() + leading_px)
        return QStringLiteral("needs %1 px of height, has %2").arg(needed.height()).arg(label.height());
    return {};
}

QString cutButton(const QAbstractButton &button)
{
    const auto *tool = qobject_cast<const QToolButton *>(&button);
    if (button.text().isEmpty() || (tool && tool->toolButtonStyle() == Qt::ToolButtonIconOnly && !button.icon().isNull()))
        return {};
    int needed = widthOf(button, button.text());
    if (!button.icon().isNull())
        needed += button.iconSize().width() + 4;
    if (qobject_cast<const QCheckBox *>(&button) || qobject_cast<const QRadioButton *>(&button))
        needed += 16 + 8;
    if (needed > button.width() + tolerance_px)
        return QStringLiteral("needs %1 px of width, has %2").arg(needed).arg(button.width());
    return {};
}

QString cutCombo(const QComboBox &combo)
{
    if (combo.isEditable() || combo.currentText().isEmpty())
        return {};
    QStyleOptionComboBox option;
    option.initFrom(&combo);
    const int place = combo.style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, &combo).width();
    const int icon = combo.itemIcon(combo.currentIndex()).isNull() ? 0 : combo.iconSize().width() + 4;
    const int needed = widthOf(combo, combo.currentText()) + icon;
    if (needed > place + tolerance_px)
        return QStringLiteral("“%1” needs %2 px, has %3").arg(combo.currentText()).arg(needed).arg(place);
    return {};
}

QString cutField(const QLineEdit &line)
{
    if (!line.text().isEmpty() || line.placeholderText().isEmpty() || qobject_cast<QAbstractSpinBox *>(line.parentWidget()))
        return {};
    const int place = line.width() - 2 * 8, needed = line.fontMetrics().horizontalAdvance(line.placeholderText());
    if (needed > place + tolerance_px)
        return QStringLiteral("its hint “%1” needs %2 px, has %3").arg(line.placeholderText()).arg(needed).arg(place);
    return {};
}

QString cutSpin(const QAbstractSpinBox &spin)
{
    const auto *line = spin.findChild<QLineEdit *>();
    if (!line || line->text().isEmpty())
        return {};
    const int needed = line->fontMetrics().horizontalAdvance(line->text());
    if (needed > line->width() + tolerance_px)
        return QStringLiteral("“%1” needs %2 px, has %3").arg(line->text()).arg(needed).arg(line->width());
    return {};
}

QString cutTabs(const QTabBar &tabs)
{
    int total = 0;
    for (int i = 0; i < tabs.count(); ++i) {
        if (!tabs.isTabVisible(i))
            continue;
        total += tabs.tabRect(i).width();
        if (widthOf(tabs, tabs.tabText(i)) > tabs.tabRect(i).width() + tolerance_px)
            return QStringLiteral("the tab “%1” is cut off").arg(tabs.tabText(i));
    }
    if (total > tabs.width() + tolerance_px)
        return QStringLiteral("tabs need %1 px, have %2").arg(total).arg(tabs.width());
    return {};
}

QString cutHeader(const QHeaderView &header)
{
    if (header.orientation() != Qt::Horizontal || !header.model())
        return {};
    for (int i = 0; i < header.count(); ++i) {
        const QString text = header.model()->headerData(i, Qt::Horizontal).toString();
        if (header.isSectionHidden(i) || text.isEmpty() || header.sectionSize(i) == 0)
            continue;
        if (widthOf(header, text) > header.sectionSize(i) - 4 + tolerance_px)
            return QStringLiteral("the heading “%1” needs %2 px, has %3").arg(text).arg(widthOf(header, text)).arg(header.sectionSize(i));
    }
    return {};
}

QString cutText(const QWidget &widget)
{
    if (const auto *label = qobject_cast<const QLabel *>(&widget))
        return cutLabel(*label);
    if (const auto *button = qobject_cast<const QAbstractButton *>(&widget))
        return cutButton(*button);
    if (const auto *combo = qobject_cast<const QComboBox *>(&widget))
        return cutCombo(*combo);
    if (const auto *line = qobject_cast<const QLineEdit *>(&widget))
        return cutField(*line);
    if (const auto *spin = qobject_cast<const QAbstractSpinBox *>(&widget))
        return cutSpin(*spin);
    if (const auto *tabs = qobject_cast<const QTabBar *>(&widget))
        return cutTabs(*tabs);
    if (const auto *header = qobject_cast<const QHeaderView *>(&widget))
        return cutHeader(*header);
    return {};
}

void collect(const QLayout &layout, QList<QWidget *> &widgets)
{
    for (int i = 0; i < layout.count(); ++i) {
        QLayoutItem *item = layout.itemAt(i);
        QWidget *widget = item->widget();
        const auto *label = qobject_cast<QLabel *>(widget);
        const bool empty = label && label->text().isEmpty() && label->pixmap(Qt::ReturnByValue).isNull();
        if (widget && widget->isVisible() && !empty)
            widgets.append(widget);
        else if (QLayout *inner = item->layout())
            collect(*inner, widgets);
    }
}

void faultsOfLayout(const QWidget &parent, QStringList &faults)
{
    if (!parent.layout() || qobject_cast<const QStackedWidget *>(&parent))
        return;
    QList<QWidget *> widgets;
    collect(*parent.layout(), widgets);
    const QRect room = parent.rect().adjusted(-tolerance_px, -tolerance_px, tolerance_px, tolerance_px);
    for (qsizetype i = 0; i < widgets.size(); ++i) {
        const QWidget &one = *widgets[i];
        if (one.parentWidget() != &parent)
            continue;
        if (!room.contains(one.geometry()) && !one.geometry().isEmpty())
            faults.append(ofWidget(one, QStringLiteral("lies outside of %1").arg(nameForPeople(parent))));
        for (qsizetype j = i + 1; j < widgets.size(); ++j) {
            const QRect shared = one.geometry() & widgets[j]->geometry();
            if (widgets[j]->parentWidget() == &parent && shared.width() > tolerance_px && shared.height() > tolerance_px)
                faults.append(ofWidget(one, QStringLiteral("lies upon %1").arg(nameForPeople(*widgets[j]))));
        }
    }
}

bool isShown(const QWidget &widget, const QWidget &page)
{
    return widget.isVisibleTo(&page) && widget.width() > 0 && widget.height() > 0;
}

/// Scroll bars, arrows of a tab bar, the field in a combo box: parts of a control, not controls.
bool isPart(const QWidget &widget)
{
    for (const QWidget *above = widget.parentWidget(); above; above = above->parentWidget()) {
        if (qobject_cast<const QComboBox *>(above) || qobject_cast<const QAbstractSpinBox *>(above)
            || qobject_cast<const QTabBar *>(above) || qobject_cast<const QLineEdit *>(above))
            return true;
        if (qobject_cast<const QAbstractScrollArea *>(above) && qobject_cast<const QScrollBar *>(&widget))
            return true;
    }
    return widget.objectName().startsWith(QLatin1String("qt_"));
}

QList<QWidget *> controlsOf(QWidget &page)
{
    QList<QWidget *> controls;
    for (QWidget *widget : page.findChildren<QWidget *>()) {
        if (widget->window() != page.window() || !isShown(*widget, page) || !widget->isEnabled() || isPart(*widget))
            continue;
        if ((widget->focusPolicy() & Qt::TabFocus) == Qt::TabFocus && !widget->focusProxy())
            controls.append(widget);
    }
    return controls;
}

double luminanceOf(QRgb colour)
{
    const auto linear = [](int value) {
        const double part = value / 255.0;
        return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(qRed(colour)) + 0.7152 * linear(qGreen(colour)) + 0.0722 * linear(qBlue(colour));
}

/// Of the ground, the colour that most pixels have, and the ink, the colour furthest from it that more than
/// a handful of pixels have: thin strokes are mixed with the ground at their edges.
double paintedContrast(const QImage &part)
{
    QHash<QRgb, int> counts;
    for (int y = 0; y < part.height(); ++y)
        for (int x = 0; x < part.width(); ++x)
            ++counts[part.pixel(x, y) | 0xFF000000];
    QRgb ground = 0;
    int most = 0;
    for (auto it = counts.cbegin(); it != counts.cend(); ++it)
        if (it.value() > most) {
            most = it.value();
            ground = it.key();
        }
    double best = 1;
    const double under = luminanceOf(ground);
    for (auto it = counts.cbegin(); it != counts.cend(); ++it) {
        if (it.value() < 3)
            continue;
        const double ink = luminanceOf(it.key());
        best = std::max(best, (std::max(ink, under) + 0.05) / (std::min(ink, under) + 0.05));
    }
    return best;
}

} // namespace

QString nameForPeople(const QWidget &widget)
{
    QString text;
    if (const auto *label = qobject_cast<const QLabel *>(&widget))
        text = label->text();
    else if (const auto *button = qobject_cast<const QAbstractButton *>(&widget))
        text = button->text();
    QStringList above;
    for (const QWidget *parent = widget.parentWidget(); parent && above.size() < 2; parent = parent->parentWidget())
        if (!parent->objectName().isEmpty() && !parent->objectName().startsWith(QLatin1String("qt_")))
            above.prepend(parent->objectName());
    return QStringLiteral("%1 %2%3 (in %4)")
        .arg(QLatin1String(widget.metaObject()->className()), widget.objectName(),
             text.isEmpty() ? QString() : QStringLiteral(" “%1”").arg(text.left(60)), above.join(QLatin1Char('/')));
}

QStringList layoutFaults(const QWidget &page)
{
    QStringList faults;
    QList<const QWidget *> widgets{&page};
    for (const QWidget *widget : page.findChildren<QWidget *>())
        widgets.append(widget);
    for (const QWidget *widget : std::as_const(widgets)) {
        if (widget->window() != page.window() || (widget != &page && !isShown(*widget, page)))
            continue;
        if (!widget->property("namedByPerson").toBool())
            if (const QString cut = cutText(*widget); !cut.isEmpty())
                faults.append(ofWidget(*widget, cut));
        faultsOfLayout(*widget, faults);
        if (const auto *area = qobject_cast<const QScrollArea *>(widget); area && area->widget() && area->widgetResizable())
            if (area->widget()->width() > area->viewport()->width() + tolerance_px)
                faults.append(ofWidget(*widget, QStringLiteral("scrolls sideways: %1 px in %2")
                                                    .arg(area->widget()->width()).arg(area->viewport()->width())));
    }
    return faults;
}

QStringList accessibleFaults(QWidget &page)
{
    QStringList faults;
    for (QWidget *control : controlsOf(page)) {
        QAccessibleInterface *told = QAccessible::queryAccessibleInterface(control);
        if (!told) {
            faults.append(ofWidget(*control, QStringLiteral("tells a screen reader nothing")));
            continue;
        }
        const QString name = told->text(QAccessible::Name).trimmed();
        if (name.isEmpty())
            faults.append(ofWidget(*control, QStringLiteral("has no name for a screen reader")));
        else if (!std::any_of(name.begin(), name.end(), [](QChar c) { return c.isLetterOrNumber(); }) && name.size() < 2)
            faults.append(ofWidget(*control, QStringLiteral("its name for a screen reader is “%1”").arg(name)));
        const QAccessible::Role role = told->role();
        if (role == QAccessible::NoRole)
            faults.append(ofWidget(*control, QStringLiteral("has no role for a screen reader")));
        if (!told->state().focusable)
            faults.append(ofWidget(*control, QStringLiteral("does not say that it takes keys")));
    }
    return faults;
}

QStringList unreachedByKeys(QWidget &page)
{
    QList<QWidget *> controls = controlsOf(page);
    // A group of radio buttons is one stop of Tab; arrows go on inside.
    QSet<const QWidget *> reached, met;
    QWidget *window = page.window();
    QWidget *at = window->focusWidget() ? window->focusWidget() : window;
    for (int step = 0; step < 2000; ++step) {
        QWidget *next = at->nextInFocusChain();
        while (next && next != at
               && !((next->focusPolicy() & Qt::TabFocus) == Qt::TabFocus && next->isVisibleTo(window) && next->isEnabled()))
            next = next->nextInFocusChain();
        if (!next || met.contains(next))
            break;
        met.insert(next);
        reached.insert(next);
        if (next->focusProxy())
            reached.insert(next->focusProxy());
        at = next;
    }
    QStringList faults;
    for (const QWidget *control : std::as_const(controls))
        if (!reached.contains(control))
            faults.append(ofWidget(*control, QStringLiteral("no Tab comes here")));
    return faults;
}

QStringList contrastFaults(QWidget &page, const QImage &picture)
{
    QStringList faults;
    const double ratio = picture.devicePixelRatio();
    for (QWidget *widget : page.findChildren<QWidget *>()) {
        if (widget->window() != page.window() || !isShown(*widget, page) || !widget->isEnabled() || isPart(*widget)
            || widget->visibleRegion().boundingRect() != widget->rect())
            continue;
        const auto *label = qobject_cast<QLabel *>(widget);
        const auto *button = qobject_cast<QAbstractButton *>(widget);
        const bool text = (label && !label->text().trimmed().isEmpty() && label->pixmap(Qt::ReturnByValue).isNull())
            || (button && !button->text().trimmed().isEmpty());
        const QString words = label ? label->text() : button ? button->text() : QString();
        if (!text || std::none_of(words.begin(), words.end(), [](QChar c) { return c.isLetterOrNumber(); }))
            continue; // a mark such as … has too few pixels to measure
        const QRect place(widget->mapTo(&page, QPoint(0, 0)), widget->size());
        const QRect pixels(qRound(place.x() * ratio), qRound(place.y() * ratio), qRound(place.width() * ratio), qRound(place.height() * ratio));
        const double contrast = paintedContrast(picture.copy(pixels & picture.rect()));
        if (contrast < 4.5)
            faults.append(ofWidget(*widget, QStringLiteral("contrast %1 : 1").arg(contrast, 0, 'f', 2)));
    }
    return faults;
}

} // namespace retclip
