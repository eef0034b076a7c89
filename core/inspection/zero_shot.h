// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/matrix.h"
#include "core/base/result.h"

#include <cstdint>
#include <vector>

namespace retclip {

/// A class's direction: each prompt's feature normalised, their mean, normalised again.
/// `prompts`: rows E wide. Errors: not_finite (a prompt without direction, prompts that cancel).
[[nodiscard]] Result<std::vector<float>> promptDirection(const Matrix &prompts);

/// softmax(scale * cosine) of each image row (normalised here) over the class directions.
/// Result: rows x classes. Source: fixtures/README.md, "zeroshot".
[[nodiscard]] Matrix zeroShotProbabilities(const Matrix &images,
                                           const std::vector<std::vector<float>> &classes,
                                           double scale = 100.0);

} // namespace retclip
