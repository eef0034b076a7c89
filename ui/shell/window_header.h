// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/workspace.h"

#include <QFrame>
#include <QHash>
#include <QVector>

#include <functional>

class QHBoxLayout;
class QLabel;
class QMenu;
class QToolButton;

namespace retclip {

/// The line on top of the window: menu, a tab a workspace, which study is open, the palette, the
/// bell, language and theme. The actions of the menu are in the registry before this is made.
class WindowHeader : public QFrame
{
    Q_OBJECT

public:
    WindowHeader(AppContext &context, const QVector<WorkspaceFactory> &factories,
                 QWidget *parent = nullptr);

    void setTabsEnabled(bool enabled);
    void showCurrent(const QString &workspace); ///< Empty: none.
    void showStudy(const QString &name, bool synthetic);
    void showUnread(int messages);
    /// Where a panel under the bell has its top right corner, on the screen.
    [[nodiscard]] QPoint underBell() const;
    void retranslate();

signals:
    void workspaceWanted(const QString &id);
    void paletteWanted();
    void messagesWanted();

private:
    void addMenu(QHBoxLayout &row);
    void addSection(QMenu &menu, const std::function<QString()> &title,
                    std::initializer_list<const char *> actions);
    void addTabs(QHBoxLayout &row);
    void addRight(QHBoxLayout &row);

    AppContext &m_context;
    QVector<WorkspaceFactory> m_factories;
    QHash<QString, QToolButton *> m_tabs;
    QToolButton *m_menu, *m_palette, *m_bell, *m_language, *m_theme;
    QLabel *m_study, *m_synthetic;
    QVector<std::function<void()>> m_menuTitles;
};

} // namespace retclip
