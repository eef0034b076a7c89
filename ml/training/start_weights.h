// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "ml/network/ret_clip.h"

#include <filesystem>

namespace retclip {

struct StartReport
{
    int copied = 0;
    int wanted = 0;
};

/// Copies into the network what a checkpoint has of it: a run's, a published one, or an image or
/// text encoder alone (SPEC 1.4, not strict). Position embeddings of another grid are resized.
/// Errors: those of reading; unsupported (nothing fits).
[[nodiscard]] Result<StartReport> load_start_weights(const std::filesystem::path &file,
                                                     RetClip &network);

/// Rows of the word embedding in a checkpoint.
[[nodiscard]] Result<int> word_rows_of(const std::filesystem::path &file);

} // namespace retclip
