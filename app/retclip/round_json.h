// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/retclip/output.h"
#include "core/inspection/csv_table.h"
#include "core/inspection/reading_agreement.h"

namespace retclip::cli {

class Invocation;

[[nodiscard]] Json roundJson(const ReadingRound &round);
[[nodiscard]] Json metricJson(const MetricValue &value);
/// Prints kappa and agreement of a round: a document with --json.
[[nodiscard]] Result<int> showRoundAgreement(Invocation &call, const Study &study);
[[nodiscard]] Result<int> showVerdictAgreement(Invocation &call, const Study &study);

/// Grades of a table (round, place or item, reader, grade and, if wanted, eye, comment, stage): as `review apply`.
/// A grade that is there is never replaced by another one.
[[nodiscard]] Result<int> applyGrades(Invocation &call, const CsvTable &table);

/// "2", "glaucoma", "ungradable" … as a grade of that set. Errors: as labelFrom().
[[nodiscard]] Result<EyeGrade> gradeFrom(const QString &value, const LabelSet &set, std::optional<Laterality> eye);
/// The other way round.
[[nodiscard]] QString gradeText(const Grade &grade, const LabelSet &set);
/// A reader's letter: 1 is "A".
[[nodiscard]] QString letterOf(int reader);

} // namespace retclip::cli
