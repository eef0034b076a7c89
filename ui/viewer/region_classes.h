// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QString>
#include <QStringList>

namespace retclip {

/// What people read for the class of a region: the finding's title in the present language, else its
/// words with spaces.
[[nodiscard]] QString regionTitle(const QString &className);
/// Lesions first, then discs and maculas, then what else the dictionary has.
[[nodiscard]] QStringList regionClassOffers();
/// As stored: the id of the finding or place that the words name, in either language; else the words.
[[nodiscard]] QString regionClassOf(const QString &words);
/// The colour of a class on the dark canvas; `own` where the region has one of its own.
[[nodiscard]] QColor regionColour(const QString &className, const QString &own = {});

} // namespace retclip
