// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QKeySequence>
#include <QObject>
#include <QString>
#include <QStringList>

#include <optional>

namespace retclip {

/// The keys that a person has chosen instead of the program's own, by the id of the action.
///
/// Threads: window only. Says nothing of clashes: ActionRegistry knows what is taken.
class KeyMap : public QObject
{
    Q_OBJECT

public:
    /// Nothing: the program's own key holds.
    [[nodiscard]] std::optional<QKeySequence> chosen(const QString &action) const;
    /// What stands in a tool tip for an action whose own key is `own`.
    [[nodiscard]] QString text(const QString &action, const QString &own) const;

    void choose(const QString &action, const QKeySequence &keys);
    void reset(const QString &action);
    void resetAll();

    /// One line an action, "viewer.fit=Shift+F", as the settings keep them.
    [[nodiscard]] QStringList stored() const;
    void restore(const QStringList &lines);

signals:
    void changed();

private:
    QHash<QString, QKeySequence> m_chosen;
};

/// The one of this process; empty until a window restores a person's own.
[[nodiscard]] KeyMap &keyMap();

} // namespace retclip
