// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace retclip::cli {

/// The manual page retclip(1) in the man macros of roff, made of the table of verbs: it cannot name an
/// option that is not there. In the language of the program.
[[nodiscard]] QString manualPage();

/// A completion script for bash: verbs, actions, options, the values that an option may take, files where
/// a file is asked for. It stands alone (bash-completion need not be installed).
[[nodiscard]] QString bashCompletion();

/// The same for zsh, by its emulation of bash's completion.
[[nodiscard]] QString zshCompletion();

} // namespace retclip::cli
