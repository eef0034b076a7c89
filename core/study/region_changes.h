// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/edit_changes.h"

namespace retclip {

class Study;

/// What an edit of a region changes: field "region:ID" from one whole region ({"image", "class", "shape",
/// "geometry", "colour"}) to another; null where there is none. Inside a transaction; `exam` is the exam
/// that the edit names. Errors: not_found (photograph, region: not of this exam), invalid_argument.
[[nodiscard]] Result<void> planRegion(Database &database, qint64 exam, const AddRegion &action,
                                      const QString &person, const QString &time, EditPlan &plan);
[[nodiscard]] Result<void> planRegion(Database &database, qint64 exam, const ChangeRegion &action, EditPlan &plan);
[[nodiscard]] Result<void> planRegion(Database &database, qint64 exam, const RemoveRegion &action, EditPlan &plan);

[[nodiscard]] Result<void> setRegion(Database &database, qint64 region, const QJsonValue &value);

/// The regions of exams (a JSON list of ids), by exam, oldest first. Those of a photograph that is gone
/// are not among them.
[[nodiscard]] Result<std::vector<std::pair<qint64, Region>>> regionsOfExams(Database &database,
                                                                            const QByteArray &exams);

/// The exam whose photograph a region lies on. Errors: not_found (also where it was taken away).
[[nodiscard]] Result<ExamId> examOfRegion(const Study &study, RegionId region);

/// An import's regions of one photograph: those that are not there yet, undone ones included.
/// True: something was new.
[[nodiscard]] Result<bool> importRegions(Database &database, qint64 image, const QVector<Region> &regions,
                                         const QString &person, const QString &time);

} // namespace retclip
