// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/window_header.h"

#include "ui/shell/action_registry.h"
#include "ui/shell/icon_tool.h"
#include "ui/shell/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QToolButton>

namespace retclip {

namespace {

QToolButton *headerTool(const char *icon, QWidget *header)
{
    auto *button = new QToolButton(header);
    button->setIcon(theme().icon(QString::fromLatin1(icon)));
    button->setIconSize({20, 20});
    return button;
}

} // namespace

WindowHeader::WindowHeader(AppContext &context, const QVector<WorkspaceFactory> &factories,
                           QWidget *parent)
    : QFrame(parent), m_context(context), m_factories(factories)
{
    setObjectName(QStringLiteral("header"));
    setLook(this, "topbar");
    setMinimumHeight(48);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(space::s, space::xs, space::s, space::xs);
    row->setSpacing(space::xs);
    addMenu(*row);
    row->addSpacing(space::xs);
    addTabs(*row);
    row->addStretch(1);
    addRight(*row);
}

void WindowHeader::addMenu(QHBoxLayout &row)
{
    m_menu = headerTool("queue", this);
    m_menu->setObjectName(QStringLiteral("menuButton"));
    m_menu->setPopupMode(QToolButton::InstantPopup);
    auto *menu = new QMenu(m_menu);
    addSection(*menu, [] { return tr("Study"); },
               {"file.new", "file.open", "file.sample", "file.close", "-", "file.import",
                "file.arrivals", "file.export", "-", "file.pack", "file.unpack", "-", "file.quit"});
    addSection(*menu, [] { return tr("Edit"); }, {"edit.undo", "edit.redo"});
    addSection(*menu, [] { return tr("Selection"); },
               {"selection.data", "selection.tag", "selection.label", "selection.review",
                "selection.dataset", "selection.save", "-", "view.back", "view.forward"});
    addSection(*menu, [] { return tr("View"); },
               {"view.palette", "view.query", "view.log", "-", "view.theme", "view.language",
                "view.privacy", "view.second_screen", "view.full_screen"});
    addSection(*menu, [] { return tr("Help"); },
               {"help.guide", "help.tour", "help.keys", "help.verify", "app.settings", "help.about"});
    m_menu->setMenu(menu);
    row.addWidget(m_menu);
}

void WindowHeader::addSection(QMenu &menu, const std::function<QString()> &title,
                              std::initializer_list<const char *> actions)
{
    QMenu *part = menu.addMenu(title());
    m_menuTitles.append([part, title] { part->setTitle(title()); });
    for (const char *id : actions) {
        if (*id == '-')
            part->addSeparator();
        else if (QAction *action = m_context.actions.action(QString::fromLatin1(id)))
            part->addAction(action);
    }
}

void WindowHeader::addTabs(QHBoxLayout &row)
{
    for (const WorkspaceFactory &factory : std::as_const(m_factories)) {
        auto *tab = new QToolButton(this);
        tab->setObjectName(QStringLiteral("tab_") + factory.id);
        tab->setIcon(theme().icon(factory.iconName));
        tab->setIconSize({18, 18});
        tab->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        tab->setCheckable(true);
        tab->setEnabled(false);
        setLook(tab, "tab");
        row.addWidget(tab);
        m_tabs.insert(factory.id, tab);
        connect(tab, &QToolButton::clicked, this,
                [this, id = factory.id] { emit workspaceWanted(id); });
    }
}

void WindowHeader::addRight(QHBoxLayout &row)
{
    m_study = new QLabel(this);
    setLook(m_study, "label");
    row.addWidget(m_study);
    m_synthetic = new QLabel(this);
    setLook(m_synthetic, "warning");
    row.addWidget(m_synthetic);
    row.addSpacing(space::m);
    m_palette = headerTool("search", this);
    m_palette->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_palette->setIconSize({16, 16});
    connect(m_palette, &QToolButton::clicked, this, &WindowHeader::paletteWanted);
    row.addWidget(m_palette);
    m_bell = headerTool("bell", this);
    m_bell->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    connect(m_bell, &QToolButton::clicked, this, &WindowHeader::messagesWanted);
    row.addWidget(m_bell);
    m_language = headerTool("language", this);
    connect(m_language, &QToolButton::clicked, this,
            [this] { m_context.actions.action(QStringLiteral("view.language"))->trigger(); });
    row.addWidget(m_language);
    m_theme = headerTool("theme", this);
    connect(m_theme, &QToolButton::clicked, this,
            [this] { m_context.actions.action(QStringLiteral("view.theme"))->trigger(); });
    row.addWidget(m_theme);
}

void WindowHeader::setTabsEnabled(bool enabled)
{
    for (QToolButton *tab : std::as_const(m_tabs))
        tab->setEnabled(enabled);
}

void WindowHeader::showCurrent(const QString &workspace)
{
    for (auto it = m_tabs.cbegin(); it != m_tabs.cend(); ++it)
        it.value()->setChecked(it.key() == workspace);
}

void WindowHeader::showStudy(const QString &name, bool synthetic)
{
    m_study->setText(name);
    m_synthetic->setVisible(synthetic);
}

void WindowHeader::showUnread(int messages)
{
    m_bell->setText(messages > 0 ? QLocale().toString(messages) : QString());
    nameButton(*m_bell, tr("%n unread message(s)", nullptr, messages));
}

QPoint WindowHeader::underBell() const
{
    constexpr int gap_px = 4;
    return m_bell->mapToGlobal(QPoint(m_bell->width(), m_bell->height() + gap_px));
}

void WindowHeader::retranslate()
{
    for (const WorkspaceFactory &factory : std::as_const(m_factories)) {
        QToolButton *tab = m_tabs.value(factory.id);
        tab->setText(factory.title());
        tab->setAccessibleName(factory.title());
    }
    for (const auto &retitle : std::as_const(m_menuTitles))
        retitle();
    nameButton(*m_menu, tr("Menu"));
    m_palette->setText(tr("Find  Ctrl+K"));
    nameButton(*m_palette, tr("Find a command, an exam or a run  (Ctrl+K)"));
    nameButton(*m_language, tr("English / 简体中文  (F9)"));
    nameButton(*m_theme, tr("Light or dark  (F7)"));
    m_synthetic->setText(tr("SYNTHETIC"));
    m_synthetic->setToolTip(tr("Drawn by the sample generator: no real patients."));
}

} // namespace retclip
