// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/retclip/options.h"

namespace retclip::cli {

/// A text of the table of verbs in the language of the program; empty stays empty.
[[nodiscard]] QString commandWord(const char *text);

/// An option as help and manual describe it: "--where QUERY", and what it does with its choices and default.
struct OptionWords
{
    QString head, body;
};
[[nodiscard]] OptionWords wordsOf(const OptionDescription &option);

} // namespace retclip::cli
