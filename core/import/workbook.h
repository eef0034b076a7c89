// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QString>
#include <QStringList>
#include <QVector>

namespace retclip {

struct WorkbookRow
{
    qint64 row = 0; ///< As the spreadsheet shows it, from 1.
    QStringList cells;
};

/// The first sheet of an .xlsx file. Numbers and dates come as text ("63", "2023-04-05"); formulas
/// as their stored result. Errors: not_found, unreadable, unsupported (over 1 GiB unpacked).
[[nodiscard]] Result<QVector<WorkbookRow>> readWorkbook(const QString &file);

} // namespace retclip
