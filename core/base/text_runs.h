// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string_view>

namespace retclip {

enum class TextKind { chinese, word, number };
/// What stands between a run and the one before it.
enum class TextGap {
    none,  ///< Nothing: "OCT检查".
    space, ///< White space or a hyphen: "optic disc", "non-proliferative".
    mark   ///< Punctuation, a new line, or the beginning of the text.
};

/// Walks through a report as those who count words see it: runs of Chinese characters, words of other
/// letters, numbers. In lower case, full-width forms as ASCII. The views live as long as the call of `each`.
/// Threads: any. Bytes that are not UTF-8 part words.
void each_run(std::string_view utf8,
              const std::function<void(TextKind, TextGap, std::u32string_view)> &each);

} // namespace retclip
