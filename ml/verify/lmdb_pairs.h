// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace retclip {

/// One sample of the published LMDB layout (SPEC 7): a report and a patient's two files.
struct LmdbPair
{
    std::string patient;
    std::int64_t text_id = 0;
    std::string text;
    std::string left, right; ///< The files' bytes.
};

/// Reads `pairs` and `imgs` of a split's folder, in the order of the running number. Values are
/// pickles: tuples of texts and numbers are read, nothing else. Errors: unreadable, unsupported.
[[nodiscard]] Result<std::vector<LmdbPair>> read_lmdb_pairs(const std::filesystem::path &split);
/// Patients that `imgs` of a split's folder has photographs of. Errors: unreadable.
[[nodiscard]] Result<std::size_t> count_lmdb_patients(const std::filesystem::path &split);

} // namespace retclip
