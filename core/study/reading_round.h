// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/identifiers.h"
#include "core/base/laterality.h"
#include "core/base/result.h"

#include <QDateTime>
#include <QString>
#include <QStringList>
#include <QVector>

#include <optional>
#include <vector>

namespace retclip {

class Study;

using RoundId = Identifier<struct RoundKind>;

/// Several readers grade the same exams by one label set, each alone, in an order of their own.
///
/// Cases are exams. A share of them stands in the queue a second time (hidden controls), far from the
/// first time and told apart by nothing that a reader sees. Grades are statements of a round: they change
/// no label of the study until a case is settled.
struct ReadingRound
{
    RoundId id;
    QString name;
    QString labelSet;
    QStringList readers;   ///< In the order of their letters: the first is A.
    bool blind = true;     ///< No reader sees another's grade, a label or a prediction before grading.
    double controls = 0.1; ///< Share of cases that come twice.
    qint64 seed = 1;
    QString query;         ///< Where the cases came from, in words.
    QString person;        ///< Who opened it.
    QDateTime created, closed; ///< closed not valid: open.
    int cases = 0;
    int repeats = 0;

    [[nodiscard]] bool isOpen() const { return !closed.isValid(); }
    [[nodiscard]] int total() const { return cases + repeats; }
    /// 1 the first; 0: no reader of this round.
    [[nodiscard]] int numberOf(const QString &reader) const { return int(readers.indexOf(reader)) + 1; }
};

struct RoundOrder
{
    QString name;
    QString labelSet;
    QStringList readers;
    std::vector<ExamId> exams;
    QString query;
    qint64 seed = 1;
    bool blind = true;
    double controls = 0.1;
    QString person;
};

/// One thing to grade: an exam, with the eyes that want a grade.
struct RoundItem
{
    int item = 0;      ///< From 1; repeats have the numbers after all cases.
    ExamId exam;
    int controlOf = 0; ///< The item that it repeats; 0: none, it is a case.
    bool right = false, left = false; ///< Which eyes are graded; neither: the exam as a whole.

    [[nodiscard]] std::vector<std::optional<Laterality>> eyes() const;
};

/// What one reader said of one eye (or exam) of an item.
struct Grade
{
    int item = 0;
    std::optional<Laterality> eye;
    int reader = 0; ///< 1 the first of the round; 0: the settled answer.
    int stage = 0;  ///< 0 the independent grade; 1, 2 … the reviews after having seen the others'.
    QStringList positive; ///< Classes that hold; binary sets: the class, or none.
    bool gradable = true; ///< False: cannot be graded, or (settled) stays ambiguous.
    QString comment;
    QString person;       ///< Who entered it.
    QDateTime time;
};

/// A line of a reader's queue.
struct RoundPlace
{
    int place = 0; ///< From 1.
    RoundItem item;
    bool graded = false; ///< Every eye of it, by this reader.
};

/// Errors: invalid_argument (no name, no readers or twice the same, no exams, share of controls not
/// in 0…0.5), conflict (the name is taken), not_found (label set).
[[nodiscard]] Result<ReadingRound> openRound(Study &study, const RoundOrder &order);
[[nodiscard]] Result<QVector<ReadingRound>> readingRounds(const Study &study); ///< Newest first.
[[nodiscard]] Result<ReadingRound> readingRound(const Study &study, const QString &name);
/// No grade may be given any more. Errors: conflict (closed already).
[[nodiscard]] Result<void> closeRound(Study &study, const ReadingRound &round, const QString &person);

[[nodiscard]] Result<std::vector<RoundItem>> roundItems(const Study &study, const ReadingRound &round);
/// In the reader's own order. Errors: not_found (no reader of the round).
[[nodiscard]] Result<std::vector<RoundPlace>> roundQueue(const Study &study, const ReadingRound &round,
                                                         const QString &reader);
/// All that count, of all stages.
[[nodiscard]] Result<std::vector<Grade>> roundGrades(const Study &study, const ReadingRound &round);

/// The places of one reader: cases and repeats in an order that follows from seed and reader alone, each
/// repeat at least min(50, a third of the cases) places from its first showing.
/// `repeatOf`: 0-based case of each repeat. Returns 0-based items (repeats after the cases).
[[nodiscard]] std::vector<int> roundOrder(int cases, const std::vector<int> &repeatOf, qint64 seed, int reader);

} // namespace retclip
