// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/message.h"

#include <optional>
#include <string_view>

namespace retclip {

/// Where the value of a setting in the preset ret-clip-paper comes from.
struct PublishedSource
{
    const char *key;    ///< Of run_fields().
    const char *source; ///< File of the authors' repository, or section of the paper.
    /// Whether that source states the value. False: nothing states it, and `source` says what the
    /// preset takes instead, and why.
    bool stated;
};

/// Null only for a key that run_fields() does not have. Texts are English, marked for translation
/// in the context "PublishedSource".
[[nodiscard]] const PublishedSource *published_source(std::string_view key);

} // namespace retclip
