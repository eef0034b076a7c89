// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/app_context.h"

#include <QDialog>

class QLabel;
class QTableWidget;

namespace retclip {

/// Ctrl+/: every action with its key, by place; filtered by typing.
class KeySheet : public QDialog
{
    Q_OBJECT

public:
    KeySheet(AppContext &context, QWidget *parent);

private:
    void refresh(const QString &typed);

    AppContext &m_context;
    QTableWidget *m_table;
};

/// Ctrl+,: language, theme, text size, reader's name, privacy, keys, and a search over them. Each applies at once.
class SettingsDialog : public QDialog
{
    Q_OBJECT

public:
    SettingsDialog(AppContext &context, QWidget *parent);

protected:
    void changeEvent(QEvent *event) override;

private:
    void build();

    AppContext &m_context;
};

class AboutDialog : public QDialog
{
    Q_OBJECT

public:
    explicit AboutDialog(QWidget *parent);
};

/// What stands under the bell, newest first.
class NotificationPanel : public QDialog
{
    Q_OBJECT

public:
    NotificationPanel(AppContext &context, QWidget *parent);
};

} // namespace retclip
