// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/heading_row.h"

#include "core/import/column_guess.h"
#include "core/import/import_session.h"
#include "core/import/photograph_finder.h"
#include "core/import/table_source.h"

#include <QSet>

#include <algorithm>

namespace retclip {

namespace {

struct RowLooks
{
    qsizetype filled = 0;
    qsizetype known = 0;     ///< Cells that are names of columns.
    bool onlyWords = true;   ///< No numbers, days, photographs, nothing twice.
    [[nodiscard]] bool isLike(qsizetype width) const { return onlyWords && filled >= 2 && filled * 10 >= width * 6; }
};

RowLooks looksOf(const QStringList &row)
{
    RowLooks looks;
    QSet<QString> seen;
    for (const QString &cell : row) {
        const QString text = cell.trimmed();
        if (text.isEmpty())
            continue;
        ++looks.filled;
        bool isNumber = false;
        text.toDouble(&isNumber);
        looks.onlyWords = looks.onlyWords && !isNumber && !hasPictureEnding(text) && !dateFrom(text).isValid()
            && text.size() <= 60 && !seen.contains(text);
        looks.known += roleOfHeading(text) ? 1 : 0;
        seen.insert(text);
    }
    return looks;
}

} // namespace

qsizetype headingPlaceOf(const QVector<QStringList> &firstRows)
{
    if (firstRows.isEmpty())
        return 0;
    QVector<RowLooks> looks;
    qsizetype width = 0;
    for (const QStringList &row : firstRows) {
        looks.append(looksOf(row));
        width = std::max(width, looks.last().filled);
    }
    qsizetype best = 0;
    for (qsizetype i = 1; i < looks.size(); ++i) {
        const RowLooks &row = looks[i];
        if (!row.isLike(width))
            continue;
        const bool titlesAbove = width >= 3 && !looks[best].isLike(width)
            && std::all_of(looks.cbegin(), looks.cbegin() + i, [&](const RowLooks &above) { return above.filled * 3 <= width; });
        const bool namesMore = row.known >= 2 && row.known > looks[best].known
            && (!looks[best].isLike(width) || row.filled > looks[best].filled);
        if (titlesAbove || namesMore)
            best = i;
    }
    return best;
}

} // namespace retclip
