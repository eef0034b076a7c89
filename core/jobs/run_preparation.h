// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/model_backend.h"
#include "core/study/values.h"

#include <stop_token>

namespace retclip {

/// Makes a registered run ready: reads run.json and manifest.jsonl from its folder (they, not the
/// database, determine it), trains the tokenizer into the folder where the configuration names none
/// and the start weights bring none, gives the network as many word rows as the tokenizer has
/// pieces, and writes run.json back where that changed it. A second call changes nothing.
///
/// Threads: any; blocks for the tokenizer's training (seconds). Errors: those of the files;
/// invalid_argument (settings that do not fit together); cancelled.
[[nodiscard]] Result<TrainRequest> prepareRun(const RunRow &run, const QString &cacheFolder,
                                              bool resume, TokenizerService &tokenizers,
                                              std::stop_token stop);

} // namespace retclip
