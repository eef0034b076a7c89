// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/privacy/spaced_characters.h"

namespace retclip {

namespace {

constexpr qsizetype widestGap = 4;

bool isCharacter(const QString &text, qsizetype at)
{
    return at >= 0 && at < text.size() && text[at].unicode() >= 0x4E00 && text[at].unicode() <= 0x9FFF;
}

/// The next character that stands alone behind the one at `at`, over spaces; -1: none.
qsizetype nextAlone(const QString &text, qsizetype at)
{
    if (!isCharacter(text, at) || isCharacter(text, at - 1))
        return -1;
    qsizetype next = at + 1;
    while (next < text.size() && text[next] == u' ')
        ++next;
    const qsizetype gap = next - at - 1;
    return gap >= 1 && gap <= widestGap && isCharacter(text, next) && !isCharacter(text, next + 1) ? next : -1;
}

} // namespace

std::pair<qsizetype, qsizetype> JoinedText::original(qsizetype start, qsizetype length) const
{
    if (length <= 0)
        return {place[start], 0};
    return {place[start], place[start + length - 1] + 1 - place[start]};
}

JoinedText withSpacedCharactersJoined(const QString &text)
{
    JoinedText joined;
    joined.text.reserve(text.size());
    joined.place.reserve(text.size() + 1);
    for (qsizetype at = 0; at < text.size();) {
        joined.text += text[at];
        joined.place.append(at);
        const qsizetype next = nextAlone(text, at);
        at = next > 0 ? next : at + 1;
    }
    joined.place.append(text.size());
    return joined;
}

} // namespace retclip
