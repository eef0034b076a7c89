// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/edit.h"
#include "core/study/values.h"

#include <QString>

#include <optional>

namespace retclip {

/// In the order of their keys, 1 to 7.
inline constexpr VerdictKind reviewVerdicts[]{
    VerdictKind::labelWrong, VerdictKind::modelWrong, VerdictKind::ambiguous,
    VerdictKind::poorImage,  VerdictKind::wrongEye,   VerdictKind::reportMismatch,
    VerdictKind::regionDrawn};

/// The label that a key stands for: 1 the first class of the set, 0 none of them. In a multi-label
/// set a class is turned on or off beside the others that the exam has. Without an eye, a set that
/// is per eye gets it on the right one. Nothing: the key means no label of the set.
[[nodiscard]] std::optional<SetLabel> labelOfKey(int key, const LabelSet &set, const ExamRow &exam,
                                                 std::optional<Laterality> eye);

/// "OD", "OS"; nothing without an eye.
[[nodiscard]] QString eyeShort(std::optional<Laterality> eye);

} // namespace retclip
