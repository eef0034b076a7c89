// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/study.h"

namespace retclip {

/// What one person said last of an exam or eye.
struct ReaderLabel
{
    QString person;
    QStringList positive;
    bool known = true; ///< False: took the label away.
};
/// Several people's word on the same label, which is not the same word.
struct DisputedLabel
{
    ExamId exam;
    std::optional<Laterality> eye;
    std::vector<ReaderLabel> said; ///< By name.
};

/// Labels of a set on which people differ and nobody has adjudicated: the labels that the query flag
/// `disputed` finds. Imported labels are nobody's word. In order of exam. Errors: not_found (label set),
/// cancelled.
[[nodiscard]] Result<std::vector<DisputedLabel>>
disputedLabels(const Study &study, const QString &labelSet, std::stop_token stop = {});

} // namespace retclip
