// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewer/region_bar.h"

#include "ui/shell/key_map.h"
#include "ui/shell/theme.h"
#include "ui/viewer/region_classes.h"
#include "ui/viewer/region_layer.h"

#include <QComboBox>
#include <QCompleter>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>

#include <array>

namespace retclip {

namespace {

struct ShapeTool
{
    RegionLayer::Tool tool;
    const char *icon, *action, *key;
};
constexpr std::array shapeTools{
    ShapeTool{RegionLayer::Tool::ellipse, "ellipse", "region.ellipse", "L"},
    ShapeTool{RegionLayer::Tool::polygon, "polygon", "region.polygon", "Y"},
    ShapeTool{RegionLayer::Tool::brush, "brush", "region.brush", "K"},
    ShapeTool{RegionLayer::Tool::eraser, "eraser", "region.eraser", "Shift+K"},
    ShapeTool{RegionLayer::Tool::point, "point", "region.point", "Shift+L"},
};

} // namespace

RegionBar::RegionBar(RegionLayer &layer, QWidget *parent) : QFrame(parent), m_layer(layer)
{
    setLook(this, "surface");
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(space::m, 2, space::m, 2);
    row->setSpacing(2);
    m_title = new QLabel(this);
    setLook(m_title, "caption");
    row->addWidget(m_title);
    row->addSpacing(space::s);
    const auto button = [&](const char *icon, bool checkable) {
        auto *made = new QToolButton(this);
        made->setIcon(theme().icon(QString::fromLatin1(icon)));
        made->setIconSize({18, 18});
        made->setFixedSize(30, 26);
        made->setCheckable(checkable);
        made->setFocusPolicy(Qt::TabFocus);
        row->addWidget(made);
        return made;
    };
    for (const ShapeTool &each : shapeTools) {
        QToolButton *made = button(each.icon, true);
        connect(made, &QToolButton::clicked, this, [this, tool = each.tool] { m_layer.setTool(tool); });
        m_tools.append(made);
    }
    row->addSpacing(space::s);
    m_class = new QComboBox(this);
    m_class->setEditable(true);
    m_class->setInsertPolicy(QComboBox::NoInsert);
    m_class->setMinimumWidth(190);
    m_class->completer()->setFilterMode(Qt::MatchContains);
    m_class->completer()->setCompletionMode(QCompleter::PopupCompletion);
    row->addWidget(m_class);
    row->addSpacing(space::s);
    m_show = button("overlay", true);
    m_remove = button("trash", false);
    row->addSpacing(space::s);
    m_count = new QLabel(this);
    setLook(m_count, "caption");
    row->addWidget(m_count);
    row->addStretch();
    connect(m_class, &QComboBox::activated, this, [this](int index) {
        chooseClass(index >= 0 && m_class->itemText(index) == m_class->currentText()
                        ? m_class->itemData(index).toString()
                        : m_class->currentText());
    });
    connect(m_class->lineEdit(), &QLineEdit::returnPressed, this, [this] { chooseClass(m_class->currentText()); });
    connect(m_show, &QToolButton::clicked, &m_layer, &RegionLayer::setShown);
    connect(m_remove, &QToolButton::clicked, &m_layer, &RegionLayer::removeChosen);
    connect(&m_layer, &RegionLayer::changed, this, &RegionBar::refresh);
    connect(&keyMap(), &KeyMap::changed, this, &RegionBar::retranslate);
    connect(&theme(), &Theme::changed, this, [this] {
        for (int i = 0; i < m_tools.size(); ++i)
            m_tools[i]->setIcon(theme().icon(QString::fromLatin1(shapeTools[std::size_t(i)].icon)));
        m_show->setIcon(theme().icon(QStringLiteral("overlay")));
        m_remove->setIcon(theme().icon(QStringLiteral("trash")));
    });
    retranslate();
}

void RegionBar::chooseClass(const QString &words)
{
    m_layer.setClassName(words);
    emit left();
}

void RegionBar::fillClasses()
{
    const QSignalBlocker quiet(m_class);
    m_class->clear();
    for (const QString &name : regionClassOffers())
        m_class->addItem(regionTitle(name), name);
}

void RegionBar::refresh()
{
    for (int i = 0; i < m_tools.size(); ++i)
        m_tools[i]->setChecked(m_layer.tool() == shapeTools[std::size_t(i)].tool);
    m_show->setChecked(m_layer.isShown());
    m_remove->setEnabled(m_layer.chosen().valid());
    if (!m_class->lineEdit()->hasFocus()) {
        const QSignalBlocker quiet(m_class);
        m_class->setCurrentIndex(m_class->findData(m_layer.className()));
        m_class->setEditText(regionTitle(m_layer.className()));
    }
    const qsizetype count = m_layer.regions().size();
    m_count->setText(count == 0 ? tr("none drawn") : tr("%n region(s)", nullptr, int(count)));
}

void RegionBar::retranslate()
{
    m_title->setText(tr("Regions"));
    const QStringList texts{tr("Ellipse: drag from corner to corner"),
                            tr("Polygon: click its corners, Enter closes, Backspace takes the last one back"),
                            tr("Brush: drag; , and . change its size"), tr("Eraser: drag over a painted region"),
                            tr("Point: click")};
    for (int i = 0; i < m_tools.size(); ++i) {
        const ShapeTool &each = shapeTools[std::size_t(i)];
        m_tools[i]->setAccessibleName(texts[i]);
        m_tools[i]->setToolTip(QStringLiteral("%1  (%2)").arg(
            texts[i], keyMap().text(QString::fromLatin1(each.action), QString::fromLatin1(each.key))));
    }
    const auto dress = [](QWidget *widget, const QString &text, const char *action, const char *key) {
        widget->setAccessibleName(text);
        widget->setToolTip(QStringLiteral("%1  (%2)").arg(
            text, keyMap().text(QString::fromLatin1(action), QString::fromLatin1(key))));
    };
    dress(m_show, tr("Show or hide the regions"), "region.hide", "Shift+Y");
    dress(m_remove, tr("Take the chosen region away"), "region.remove", "Delete");
    m_class->setAccessibleName(tr("What the region shows"));
    m_class->lineEdit()->setAccessibleName(tr("What the region shows"));
    m_class->setToolTip(tr("What the next region shows; of a chosen region: what it shows"));
    fillClasses();
    refresh();
}

void RegionBar::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace retclip
