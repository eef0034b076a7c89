// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QKeySequence>
#include <QObject>
#include <QString>
#include <QVector>

#include <functional>

namespace retclip {

/// How an action is described. The texts are functions, so that another language gives them anew.
struct ActionDescription
{
    QString id;      ///< "file.open"; unique.
    QString context; ///< Where it acts, a workspace id or "window", "viewer", "label".
    std::function<QString()> text;
    std::function<QString()> toolTip; ///< May be empty.
    QString icon;                     ///< May be empty.
    QList<QKeySequence> keys;         ///< Ctrl, Alt and function keys: real shortcuts.
    /// A single key that a KeyFilter acts on. Shown in tool tip and key sheet, never a QShortcut.
    QString singleKey;
};

/// Every action of the window: the palette and the key sheet list what stands here.
///
/// Threads: window only. Refuses a key that is taken in the same context (assertion in debug, the
/// later one goes without).
class ActionRegistry : public QObject
{
    Q_OBJECT

public:
    explicit ActionRegistry(QObject *parent = nullptr);

    /// Makes an action; it replaces one of the same id. `owner` both owns it and receives its shortcut (widget: window-wide while
    /// visible).
    QAction *add(QWidget *owner, const ActionDescription &description,
                 std::function<void()> triggered = {});

    struct Entry
    {
        ActionDescription description;
        QAction *action = nullptr;
    };
    [[nodiscard]] const QVector<Entry> &entries() const { return m_entries; }
    [[nodiscard]] QAction *action(const QString &id) const;

    /// As text, the person's own where there is one; empty: none.
    [[nodiscard]] static QString keysInForce(const Entry &entry);
    /// Whether a person may choose another key: ranges such as "1–9" stay.
    [[nodiscard]] static bool isRemappable(const Entry &entry);
    /// The action that these keys would take from in the places where `id` acts; null: they are free.
    [[nodiscard]] const Entry *conflict(const QString &id, const QKeySequence &keys) const;

    void retranslate(); ///< Texts, tool tips.
    void renewIcons();  ///< After a change of theme.

signals:
    void keysChanged(); ///< Tool tips and lists speak of other keys now.

private:
    void applyKeys();
    void dress(const Entry &entry) const;
    QVector<Entry> m_entries;
};

} // namespace retclip
