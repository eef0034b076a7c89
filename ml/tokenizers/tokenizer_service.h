// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/tokenizer.h"

#include <filesystem>
#include <memory>

namespace retclip {

/// The service that opens and trains tokenizers; the SentencePiece plug-in is looked for in
/// `plugin_directory` when it is first needed. Threads: any, at the same time.
[[nodiscard]] std::unique_ptr<TokenizerService>
make_tokenizer_service(const std::filesystem::path &plugin_directory);

} // namespace retclip
