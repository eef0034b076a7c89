// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/action_registry.h"

#include "ui/shell/key_map.h"
#include "ui/shell/theme.h"

#include <QWidget>

namespace retclip {

namespace {

bool isSingle(const ActionDescription &description)
{
    return !description.singleKey.isEmpty();
}

/// Whether two single keys may reach the same canvas: photographs are looked at in three
/// workspaces, labels are given in Data alone.
bool shareCanvas(const QString &one, const QString &other)
{
    const auto onPhotographs = [](const QString &context) {
        return context == QLatin1String("viewer") || context == QLatin1String("label")
            || context == QLatin1String("data") || context == QLatin1String("review")
            || context == QLatin1String("retrieve");
    };
    const auto ofData = [](const QString &context) {
        return context == QLatin1String("label") || context == QLatin1String("data");
    };
    if (one == other || (ofData(one) && ofData(other)))
        return true;
    return (one == QLatin1String("viewer") && onPhotographs(other))
        || (other == QLatin1String("viewer") && onPhotographs(one));
}

bool takes(const ActionRegistry::Entry &entry, const QKeySequence &keys)
{
    if (entry.description.singleKey == QStringLiteral("1–9")) {
        const QString digit = keys.toString(QKeySequence::PortableText);
        return digit.size() == 1 && digit.at(0).isDigit() && digit != QLatin1String("0");
    }
    if (isSingle(entry.description))
        return QKeySequence::fromString(ActionRegistry::keysInForce(entry),
                                        QKeySequence::NativeText)
            == keys;
    return entry.action && entry.action->shortcuts().contains(keys);
}

} // namespace

ActionRegistry::ActionRegistry(QObject *parent) : QObject(parent)
{
    connect(&keyMap(), &KeyMap::changed, this, &ActionRegistry::applyKeys);
}

QAction *ActionRegistry::add(QWidget *owner, const ActionDescription &description,
                             std::function<void()> triggered)
{
    delete action(description.id); // listed before the place where it acts was made (single_keys.h)
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
    entry.description.keys = free;
    const auto chosen = keyMap().chosen(description.id);
    entry.action->setShortcuts(chosen && !isSingle(description) ? QList<QKeySequence>{*chosen} : free);
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

QString ActionRegistry::keysInForce(const Entry &entry)
{
    const ActionDescription &description = entry.description;
    const QString own = isSingle(description)
        ? description.singleKey
        : QKeySequence::listToString(description.keys, QKeySequence::NativeText);
    return keyMap().text(description.id, own);
}

bool ActionRegistry::isRemappable(const Entry &entry)
{
    return entry.description.singleKey != QStringLiteral("1–9");
}

const ActionRegistry::Entry *ActionRegistry::conflict(const QString &id,
                                                      const QKeySequence &keys) const
{
    const Entry *asked = nullptr;
    for (const Entry &entry : m_entries) {
        if (entry.description.id == id)
            asked = &entry;
    }
    if (!asked)
        return nullptr;
    const auto everywhere = QLatin1String("window");
    for (const Entry &other : m_entries) {
        const QString &here = asked->description.context;
        const QString &there = other.description.context;
        const bool meet = shareCanvas(here, there) || here == everywhere || there == everywhere;
        if (&other != asked && meet && takes(other, keys))
            return &other;
    }
    return nullptr;
}

void ActionRegistry::applyKeys()
{
    for (const Entry &entry : std::as_const(m_entries)) {
        if (!isSingle(entry.description)) {
            const auto chosen = keyMap().chosen(entry.description.id);
            entry.action->setShortcuts(chosen ? QList<QKeySequence>{*chosen}
                                              : entry.description.keys);
        }
        dress(entry);
    }
    emit keysChanged();
}

void ActionRegistry::dress(const Entry &entry) const
{
    const ActionDescription &description = entry.description;
    const QString text = description.text();
    entry.action->setText(text);
    QString tip = description.toolTip ? description.toolTip() : text;
    QString key = keyMap().text(description.id, description.singleKey);
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
