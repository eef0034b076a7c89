// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QDate>
#include <QList>
#include <QString>
#include <QStringList>
#include <QVector>

namespace retclip {

struct WorkbookRow
{
    qint64 row = 0; ///< As the spreadsheet shows it, from 1.
    QStringList cells;
    QList<int> withoutResult = {}; ///< Places of formulas whose result the file does not hold; their cells are empty.
};

struct Workbook
{
    QVector<WorkbookRow> rows;
    bool since1904 = false; ///< Its days are counted from 1904-01-01, else as Excel's from 1900.
};

/// The first sheet of an .xlsx file. Numbers and dates come as text ("63", "2023-04-05"); formulas
/// as their stored result. A cell merged over several rows stands in each of them, in its first column.
/// Errors: not_found, unreadable, unsupported (over 1 GiB unpacked).
[[nodiscard]] Result<Workbook> readWorkbook(const QString &file);

/// The day that a workbook stores as this number; invalid outside 1..200000.
[[nodiscard]] QDate dayOfSerial(double serial, bool since1904);
/// "E7", of a place from 0 and a row from 1.
[[nodiscard]] QString cellName(int place, qint64 row);

} // namespace retclip
