// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/database.h"
#include "core/study/edit.h"

#include <QJsonValue>

#include <vector>

namespace retclip {

/// One thing about one exam that an edit turns from one value into another. Fields:
///   "label:SET:EYE"  {"row","classes","known","source"} or null    "tag:NAME"     bool
///   "comment"        text                                          "excluded"     bool
///   "unsure"         bool                                          "split"        "train" …
///   "image:ID"       "R", "L", "" (unknown)                        "verdict:ID"   {"active","kind" …}
///   "report"         text                                          "region:ID"    {"class","shape" …} or null
///   "grade:ID"       {"active","classes","gradable"}
///   "place:ID"       {"exam","eye"} of a photograph
///   "photographs"    number: says that the exam gave one away; the state is that of "place"
///   "marks:IMAGE"    marksJson() of photograph_marks.h with who, when and of which picture, or null
/// Of the study, with exam 0:
///   "query:NAME"     text of a saved query, null: none     "sheet:DATASET:QUESTION"  text of an answer
///   "define:SET", "define:SET:CLASS"  text of a definition   "colour:SET:CLASS"  "#rrggbb", empty: its own none
/// Doing, undoing and redoing are the same act, setField(), with the one value or the other.
struct FieldChange
{
    qint64 exam = 0;
    QString field;
    QJsonValue before, after;
};

struct EditPlan
{
    QString kind;    ///< "label", "tag" …
    QString summary; ///< "glaucoma = 1 (was 0)"
    std::vector<FieldChange> changes; ///< Without those that change nothing.
};

/// Works out what an edit changes; adds the rows that its new labels and verdicts need, which count
/// for nothing until setField() says so. Inside a transaction.
/// Errors: not_found (exam, label set, class), invalid_argument.
[[nodiscard]] Result<EditPlan> planEdit(Database &database, const Edit &edit, const QString &time);

[[nodiscard]] Result<void> setField(Database &database, qint64 exam, const QString &field,
                                    const QJsonValue &value);

/// Makes `label` the effective label of its exam, eye and set (0: none counts any more).
[[nodiscard]] Result<void> makeEffective(Database &database, qint64 exam, qint64 labelSet,
                                         const QString &eye, qint64 label);
/// The report of an exam and its words in the index; an empty text takes the report out.
[[nodiscard]] Result<void> storeReport(Database &database, qint64 exam, const QString &text);
/// Recomputes which eyes an exam has photographs of.
[[nodiscard]] Result<void> updateEyes(Database &database, qint64 exam);
/// Recomputes whether a photograph of the exam looks like the other eye than the one it is named for.
[[nodiscard]] Result<void> updateSuspicion(Database &database, qint64 exam);

} // namespace retclip
