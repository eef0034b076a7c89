// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/edit_changes.h"

namespace retclip {

/// What a grade of a reading round changes: field "grade:ID" ({"active", "classes", "gradable"}). A
/// reader's second grade of the same stage replaces the first; both stay as rows. Inside a transaction.
/// The plan's summary does not say the grade: the history is read by those who have still to grade.
/// Errors: not_found (round, item, reader, class); conflict (the round is closed; an independent grade
/// after the others' were shown; a review before all have graded); invalid_argument (classes).
[[nodiscard]] Result<void> planGrade(Database &database, qint64 exam, const GiveGrade &action, const QString &person,
                                     const QString &time, EditPlan &plan);
/// As above: the round's answer, of reader 0. The labels that follow are the caller's to plan.
[[nodiscard]] Result<void> planSettled(Database &database, qint64 exam, const SettleCase &action,
                                       const QString &person, const QString &time, EditPlan &plan);

[[nodiscard]] Result<void> setGrade(Database &database, qint64 grade, const QJsonValue &value);

/// The label set of a round. Errors: not_found.
[[nodiscard]] Result<QString> labelSetOfRound(Database &database, RoundId round);

} // namespace retclip
