// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What comes before the first step: tokenizer, data, network, start weights.

#include "core/base/model_backend.h"
#include "ml/data/dataset.h"
#include "ml/data/decoded_cache.h"
#include "ml/network/ret_clip.h"

#include <memory>

namespace retclip {

/// The tokenizer of a run's folder, copied there from the configuration's file at the first start.
/// Null for tasks that read no text and have none. Errors: invalid_argument (none was named).
[[nodiscard]] Result<std::unique_ptr<Tokenizer>>
prepare_tokenizer(const TrainRequest &request, TokenizerService &tokenizers);

/// tokenizer.model or vocab.txt in the folder; empty: none.
[[nodiscard]] std::filesystem::path tokenizer_in(const std::filesystem::path &run_folder);

/// The configuration's sizes; those of the run that `start_from` lies in, where it lies in one; and
/// no more word rows than the tokenizer has, for new weights.
[[nodiscard]] Result<NetworkConfig> network_of_run(const RunConfig &config,
                                                   const Tokenizer *tokenizer);

/// Draws initial values from the seed, then copies what the start checkpoint has; with the biases and
/// adapters that the settings ask for.
[[nodiscard]] Result<RetClip> prepare_network(const RunConfig &config, const NetworkConfig &sizes,
                                              Message *told);

/// The network of RunConfig::teacher, frozen and in evaluation mode. Errors: those of reading;
/// invalid_argument (it was trained with another tokenizer than the run's, which stands in its folder).
[[nodiscard]] Result<RetClip> prepare_teacher(const RunConfig &config, const NetworkConfig &student,
                                              const std::filesystem::path &run_folder);

[[nodiscard]] DecodedCacheOptions cache_options(const RunConfig &config,
                                                const std::filesystem::path &cache_folder,
                                                int size_px);

} // namespace retclip
