// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/manifest.h"
#include "core/base/result.h"
#include "core/base/run_config.h"
#include "core/base/tokenizer.h"

#include <cstdint>
#include <vector>

namespace retclip {

/// What a run sees, prepared once: which items train and validate, token ids, equal reports.
struct Dataset
{
    Manifest manifest;
    std::vector<std::int64_t> training, validation, test; ///< Item numbers.
    std::vector<std::vector<std::int32_t>> tokens;        ///< An item, `context_length` ids.
    std::vector<std::int64_t> report_numbers;             ///< Equal numbers: identical reports.
    int context_length = 0;
    std::int64_t without_text = 0;   ///< Left out of pretraining.
    std::int64_t one_eyed = 0;       ///< With exactly one photograph.
    std::int64_t left_out = 0;       ///< One-eyed and left out.
    std::int64_t cut_reports = 0;    ///< Longer than the context.
    double duplicate_share = 0;      ///< Training items whose report another one has too.
};

/// The same words for equal reports: cleaned, white space joined, ends trimmed.
[[nodiscard]] std::string normalised_report(const std::string &text, bool clean);

/// `tokenizer` may be null for tasks that read no text. Pretraining leaves out items without text,
/// without a photograph and, where asked, with only one.
/// Errors: invalid_argument (nothing to train on).
[[nodiscard]] Result<Dataset> prepare_dataset(const RunConfig &config, const Manifest &manifest,
                                              const Tokenizer *tokenizer);

} // namespace retclip
