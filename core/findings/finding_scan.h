// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/laterality.h"
#include "core/findings/finding_dictionary.h"

#include <optional>
#include <vector>

namespace retclip {

enum class Assertion { present, absent, uncertain };
[[nodiscard]] const char *word(Assertion assertion);

/// A finding where a report speaks of it.
struct FoundFinding
{
    const Finding *finding = nullptr;
    qsizetype start = 0, length = 0; ///< In UTF-16 units of the report.
    QString text;                    ///< As written.
    std::optional<Laterality> eye;   ///< Of which eye; nothing: both, or not said.
    Assertion assertion = Assertion::present;
};

/// What a report says was seen, was not seen, or may be there; in order of place.
///
/// By rules that a person can follow (after Chapman et al. 2001, NegEx): a word such as no, without, 无,
/// 未见 denies what follows it up to the end of the clause; 、, "or" and "and" go on, a comma or "but"
/// ends it; suspected, possible, 可疑, 疑似, 待排 make uncertain. "left eye", OD, 右眼 … hold until the
/// next one. Of overlapping terms the longer counts. A cup-to-disc ratio of 0.6 or more is cupping.
/// Threads: any. Measured in docs/curation.md.
[[nodiscard]] std::vector<FoundFinding> findFindings(const QString &report);

/// Cup-to-disc ratio from which cupping is told.
inline constexpr double wide_cup = 0.6;

} // namespace retclip
