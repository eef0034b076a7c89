// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QString>
#include <QVector>

#include <stop_token>

struct sqlite3;

namespace retclip {

/// SQLite finds a broken structure; a flipped byte inside a text or number it hands on as if it were true.
/// So a study's database has a file beside it, `study.db-sums`, with a checksum of each page, taken when the
/// page is written and compared whenever it is read; and the place up to which the write-ahead log was on
/// disk at the last confirmed change, since of a damaged log SQLite silently drops the rest.
///
/// It guards against disks, not against people: where the database was written by another program (its
/// time of change is not the one noted), the sums of those pages that differ are taken as unknown and raise no alarm
/// of damage; that it happened is kept, and told by every check. A copy stays guarded. Without the file everything works; pages are summed as they are
/// written, and all of them by a check.

/// The name of the SQLite file system that keeps and compares the sums; registered on first use. Null: it
/// could not be.
[[nodiscard]] const char *summingFileSystem();

/// Compares the log with what was noted, before SQLite looks at it. Errors: corrupted (confirmed changes
/// in it cannot be read any more; `cause` says how many).
[[nodiscard]] Result<void> checkLog(const QString &file);

/// What a walk over all pages finds.
struct PageSurvey
{
    qint64 pages = 0;
    qint64 known = 0; ///< Had a sum.
    qint64 inLog = 0; ///< Are read from the log, which has sums of its own.
    qint64 taken = 0; ///< Got a sum by this walk.
    /// Written past this program: these differed from the sums beside the database, now or when it was noticed.
    qint64 unlike = 0;
    qint64 unlikeNoticed_s = 0; ///< Since 1970; 0: now, or never.
    [[nodiscard]] qint64 withoutSum() const { return pages - known - inLog; }
    QVector<qint64> damaged; ///< Numbers of pages that are not as they were written.
};
/// Reads every page of the connection's file, past SQLite. `complete`: takes the sums that are missing;
/// only where nothing else speaks against the database.
[[nodiscard]] Result<PageSurvey> surveyPages(sqlite3 *connection, bool complete, const std::stop_token &stop);

/// The sums of a database that was put there anew are void.
void forgetSums(const QString &file);

} // namespace retclip
