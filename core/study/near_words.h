// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace retclip {

/// The nearest of `candidates` to a mistyped word, the best first, at most `most`; empty where none is near. Case does
/// not count; what begins with the word is near too.
[[nodiscard]] QStringList nearWords(const QString &word, const QStringList &candidates, int most);

} // namespace retclip
