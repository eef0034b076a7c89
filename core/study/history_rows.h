// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/database.h"
#include "core/study/label_catalogue.h"
#include "core/study/values.h"

namespace retclip {

/// The columns of a line of the history, of the journal as `j`; for historyRow().
inline constexpr const char *historyColumns
    = "SELECT j.id, j.time, j.person, j.kind, j.items, j.summary, j.hash, j.state FROM ";

[[nodiscard]] inline HistoryRow historyRow(const Statement &statement)
{
    HistoryRow row;
    row.edit = {statement.integer(0)};
    row.time = timeFrom(statement.text(1));
    row.person = statement.text(2);
    row.kind = statement.text(3);
    row.items = statement.integer(4);
    row.summary = statement.text(5);
    row.hash = statement.text(6);
    row.undone = statement.integer(7) > 0;
    return row;
}

} // namespace retclip
