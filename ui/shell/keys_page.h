// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/app_context.h"

#include <QKeySequence>
#include <QLineEdit>
#include <QWidget>

class QLabel;
class QPushButton;
class QTableWidget;

namespace retclip {

/// A field that takes the next key as it is pressed, with Ctrl, Alt and Shift; Tab and Esc keep
/// their meaning.
class KeyField : public QLineEdit
{
    Q_OBJECT

public:
    explicit KeyField(QWidget *parent);

signals:
    void pressed(const QKeySequence &keys);

protected:
    bool event(QEvent *event) override;
};

/// Settings > Keys: every action with its key; search, change, back to the program's own, the whole
/// list as text. A clash is refused and named.
class KeysPage : public QWidget
{
    Q_OBJECT

public:
    KeysPage(AppContext &context, QWidget *parent);

    /// The list as it is copied: place, action, key, with tabs.
    [[nodiscard]] QString asText() const;
    int filter(const QString &typed); ///< As if typed in its own search; the number of actions left.

private:
    void refresh();
    void take(const QKeySequence &keys);
    void showChosen();
    [[nodiscard]] QString chosenId() const;

    AppContext &m_context;
    QLineEdit *m_search;
    QTableWidget *m_table;
    KeyField *m_edit;
    QPushButton *m_reset, *m_resetAll, *m_copy;
    QLabel *m_verdict;
};

/// "Photographs" for "viewer".
[[nodiscard]] QString contextTitle(const QString &context);

} // namespace retclip
