// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/study.h"

namespace retclip {

/// A copy of study.db in the study's backups folder.
struct StudyBackup
{
    QString file; ///< Absolute.
    QDateTime time;
    qint64 bytes = 0;
};
[[nodiscard]] QVector<StudyBackup> studyBackups(const QString &folder); ///< Newest first.

/// How a damaged study was put in order.
struct StudyRecovery
{
    QString from;      ///< The backup that was put back; empty: study.db as far as it could be read.
    QDateTime time;    ///< Of the last edit that it holds.
    EditId lastEdit;   ///< Its number.
    std::optional<qint64> lostEdits; ///< Lines of the history that are gone; nothing: not known.
    QString keptAside; ///< Folder with the damaged files; nothing is deleted.
};

/// Puts a study whose database is damaged in order, as one act: the damaged files are moved into a folder
/// of their own below backups/; then study.db with the readable part of its log is taken where all of its
/// pages are as they were written and it passes all checks, else the newest backup that passes them, or
/// `backup` where one is named; a backup of another study (another study_id, another first line of the
/// history) is refused. A study that is sound is left alone, whether a backup is named or not.
/// Errors: conflict (somebody has it open; it is sound; the backup is another study's), not_found (no study;
/// no sound backup: everything is as it was).
[[nodiscard]] Result<StudyRecovery> recoverStudy(const QString &folder, const QString &backup = {},
                                                 std::stop_token stop = {});

/// A backup a day, made by whoever has the study open for a while: only where something was edited since
/// the newest one and that is older than a day. The seven newest of these stay; others are never touched.
/// Nothing: none was due.
[[nodiscard]] Result<std::optional<QString>> keepDailyBackup(const Study &study);

} // namespace retclip
