// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/import/import_session.h"

#include <QJsonObject>
#include <QStringList>
#include <QVector>

namespace retclip {

// How an exported exam stands in exams.jsonl and exams.csv: written by core/export, read back here,
// so that both sides cannot drift apart.

/// `imagePath` of each photograph as written (relative); empty: not exported.
struct ExportedPaths
{
    PerEye<QString> eyes;
    QStringList eyeUnknown;
};

[[nodiscard]] QJsonObject labelSetToJson(const LabelSet &set);
[[nodiscard]] std::optional<LabelSet> labelSetFromJson(const QJsonObject &object);

[[nodiscard]] QJsonObject examToJson(const ExamRow &row, const ExportedPaths &paths);
/// Paths are taken relative to `folder`. Errors: unreadable (no patient, a wrong kind of value).
[[nodiscard]] Result<PendingExam> examFromJson(const QJsonObject &object, const QString &folder);

/// Headings of exams.csv: fixed ones, then for each label set NAME, or NAME@right and NAME@left,
/// each followed by "… by" (source, person and time of the label).
[[nodiscard]] QStringList csvHeadings(const QVector<LabelSet> &sets);
[[nodiscard]] QStringList csvCells(const QJsonObject &exam, const QVector<LabelSet> &sets);
/// The same object back from the cells.
[[nodiscard]] QJsonObject examFromCells(const QStringList &headings, const QStringList &cells,
                                        const QVector<LabelSet> &sets);

/// Free text that a spreadsheet would run as a formula gets a leading apostrophe; and off again.
[[nodiscard]] QString guardedText(const QString &text);
[[nodiscard]] QString unguardedText(const QString &text);

/// Stands in manifest.json under "program".
inline constexpr const char *exportProgramName = "RET-CLIP Workstation";

} // namespace retclip
