// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/import/workbook.h"

#include <QByteArray>
#include <QHash>

namespace retclip {

/// Objects as rows of a table. A key inside another one is a column "outer.inner"; a list of plain values is
/// written with ";" between them; true and false are 1 and 0; null is empty.
struct JsonTable
{
    QStringList headings; ///< In the order in which they first appear.
    QVector<WorkbookRow> rows;
    QHash<qint64, Message> faults; ///< Lines that are no object, by row; their cells are empty.
};

/// JSON Lines: an object a line. Errors: unreadable (no line is an object).
[[nodiscard]] Result<JsonTable> readJsonTable(const QByteArray &text, const QString &name);
/// By the ending of its name: .jsonl, .ndjson.
[[nodiscard]] bool isJsonTable(const QString &file);

} // namespace retclip
