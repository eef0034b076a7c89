// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/action_registry.h"

#include "ui/shell/theme.h"

#include <QWidget>

namespace retclip {

QAction *ActionRegistry::add(QWidget *owner, const ActionDescription &description,
                             std::function<void()> triggered)
{
    Entry entry{description, new QAction(owner)};
    QList<QKeySequence> free;
    for (const QKeySequence &key : description.keys) {
        bool taken = false;
        for (const Entry &other : m_entries) {
            const bool same = other.description.context == description.context
                || other.description.context == QLatin1String("window")
                || description.context == QLatin1String("window");
            taken = taken || (same && other.action && other.action->shortcuts().contains(key));
        }
        Q_ASSERT_X(!taken, "ActionRegistry::add", qPrintable(key.toString()));
        if (!taken)
            free.append(key);
    }
    entry.action->setObjectName(description.id);
    entry.action->setShortcuts(free);
    entry.action->setShortcutContext(description.context == QLatin1String("window")
                                         ? Qt::WindowShortcut
                                         : Qt::WidgetWithChildrenShortcut);
    if (triggered)
        QObject::connect(entry.action, &QAction::triggered, owner, std::move(triggered));
    owner->addAction(entry.action);
    connect(entry.action, &QObject::destroyed, this, [this, action = entry.action] {
        m_entries.removeIf([action](const Entry &e) { return e.action == action; });
    });
    dress(entry);
    m_entries.append(std::move(entry));
    return m_entries.last().action;
}

QAction *ActionRegistry::action(const QString &id) const
{
    for (const Entry &entry : m_entries) {
        if (entry.description.id == id)
            return entry.action;
    }
    return nullptr;
}

void ActionRegistry::dress(const Entry &entry) const
{
    const ActionDescription &description = entry.description;
    const QString text = description.text();
    entry.action->setText(text);
    QString tip = description.toolTip ? description.toolTip() : text;
    QString key = description.singleKey;
    if (key.isEmpty() && !entry.action->shortcuts().isEmpty())
        key = entry.action->shortcuts().constFirst().toString(QKeySequence::NativeText);
    if (!key.isEmpty())
        tip += QStringLiteral("  (%1)").arg(key);
    entry.action->setToolTip(tip);
    if (!description.icon.isEmpty())
        entry.action->setIcon(theme().icon(description.icon));
}

void ActionRegistry::retranslate()
{
    for (const Entry &entry : std::as_const(m_entries))
        dress(entry);
}

void ActionRegistry::renewIcons()
{
    for (const Entry &entry : std::as_const(m_entries)) {
        if (!entry.description.icon.isEmpty())
            entry.action->setIcon(theme().icon(entry.description.icon));
    }
}

} // namespace retclip
