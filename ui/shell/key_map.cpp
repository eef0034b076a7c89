// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/key_map.h"

namespace retclip {

std::optional<QKeySequence> KeyMap::chosen(const QString &action) const
{
    const auto found = m_chosen.constFind(action);
    return found == m_chosen.constEnd() ? std::nullopt : std::optional(*found);
}

QString KeyMap::text(const QString &action, const QString &own) const
{
    const auto keys = chosen(action);
    return keys ? keys->toString(QKeySequence::NativeText) : own;
}

void KeyMap::choose(const QString &action, const QKeySequence &keys)
{
    m_chosen.insert(action, keys);
    emit changed();
}

void KeyMap::reset(const QString &action)
{
    if (m_chosen.remove(action))
        emit changed();
}

void KeyMap::resetAll()
{
    m_chosen.clear();
    emit changed();
}

QStringList KeyMap::stored() const
{
    QStringList lines;
    for (auto it = m_chosen.cbegin(); it != m_chosen.cend(); ++it)
        lines << it.key() + QLatin1Char('=') + it.value().toString(QKeySequence::PortableText);
    lines.sort();
    return lines;
}

void KeyMap::restore(const QStringList &lines)
{
    m_chosen.clear();
    for (const QString &line : lines) {
        const QString action = line.section(QLatin1Char('='), 0, 0);
        const QKeySequence keys = QKeySequence::fromString(line.section(QLatin1Char('='), 1),
                                                           QKeySequence::PortableText);
        if (!action.isEmpty() && !keys.isEmpty())
            m_chosen.insert(action, keys);
    }
    emit changed();
}

KeyMap &keyMap()
{
    static KeyMap map;
    return map;
}

} // namespace retclip
