// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QVector>

namespace retclip {

inline constexpr int rowsSearchedForHeadings = 20;

/// Which of the first rows of a table names its columns. The first one, unless it looks like a title (few cells) or a
/// later one looks far more like headings: texts, no two alike, most columns filled, and names that are known
/// (roleOfHeading()). Of headings in two lines the one that names more.
[[nodiscard]] qsizetype headingPlaceOf(const QVector<QStringList> &firstRows);

} // namespace retclip
