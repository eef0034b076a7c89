// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/inspection/evaluation_groups.h"
#include "core/inspection/inspection.h"

#include <QString>

#include <optional>
#include <string>

namespace retclip {

// What the pages of Evaluate and its reports say in the same words, in the present language.

/// A metric's name and its definition in a sentence, for tiles and tool tips.
[[nodiscard]] QString evaluationMetricName(const std::string &name);
[[nodiscard]] QString evaluationMetricDefinition(const std::string &name);
/// "Linear probe" …
[[nodiscard]] QString protocolTitle(EvaluationProtocol protocol);

/// "sex: female", "age 40–54" …
[[nodiscard]] QString groupTitle(GroupBy by, const QString &value);

/// In the present language; nothing: a dash.
[[nodiscard]] QString shownFigure(const std::optional<double> &value, int digits = 3);
/// "[0.912 – 0.956]"; empty without one.
[[nodiscard]] QString shownInterval(const std::optional<Interval> &interval, int digits = 3);
/// The interval, and why a value is missing or a convention.
[[nodiscard]] QString shownInterval(const MetricValue &value);
/// "p 0.012", "p < 0.001"; nothing: a dash.
[[nodiscard]] QString shownP(const std::optional<double> &p);

/// A metric of one class. (Of a binary metric, per_class speaks of "not X" first: its value is X's.)
[[nodiscard]] const MetricValue &ofClass(const Metric &metric, std::size_t classIndex,
                                         std::size_t classes);

/// The metrics with intervals as CSV, numbers in the C locale, names as in files.
[[nodiscard]] QString evaluationCsv(const EvaluationResult &result,
                                    const std::vector<std::string> &classes);

} // namespace retclip
