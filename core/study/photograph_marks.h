// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/fundus_marks.h"
#include "core/study/edit_changes.h"
#include "core/study/study.h"

#include <QJsonObject>

#include <optional>
#include <span>
#include <vector>

namespace retclip {

/// The marks of one photograph as the study keeps them: they are set by SetMarks (core/study/edit.h),
/// so journalled and undoable.
struct StoredMarks
{
    ImageId image;
    ExamId exam;
    std::optional<Laterality> eye;
    FundusMarks marks;
    QString person; ///< Who said so last.
    QDateTime time;
};

/// Of the photographs of these exams, right eye first; those without marks are left out, and those
/// whose file has other contents since: the marks were made on another picture.
[[nodiscard]] Result<std::vector<StoredMarks>> marksOf(const Study &study, std::span<const ExamId> exams);
/// Every exam with a mark, in the order of exams.
[[nodiscard]] Result<std::vector<ExamId>> examsWithMarks(const Study &study);

/// {"disc":[x,y,rx,ry],"cup":[…],"fovea":[x,y],"lines":[[x1,y1,x2,y2]],"areas":[[x,y,…]]}; what is not
/// marked is left out.
[[nodiscard]] QJsonObject marksJson(const FundusMarks &marks);
/// What cannot be read is left out.
[[nodiscard]] FundusMarks marksFromJson(const QJsonObject &json);

/// What SetMarks changes of one photograph, for planEdit(). Errors: not_found (no such photograph in the exam),
/// invalid_argument (a number that is none, an ellipse without size, an area of two corners).
[[nodiscard]] Result<FieldChange> planMarks(Database &database, qint64 exam, const MarksOfPhotograph &wanted,
                                            const QString &person, const QString &time);
/// "OD disc, cup, C/D 0.62", "OD marks removed": for the history.
[[nodiscard]] QString marksSummary(const FieldChange &change, const QString &eye);
/// For setField(): null takes the marks away.
[[nodiscard]] Result<void> storeMarks(Database &database, qint64 image, const QJsonValue &value);

} // namespace retclip
