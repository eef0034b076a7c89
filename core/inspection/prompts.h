// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace retclip {

/// The entry of a prompt list that tells what a picture shows where a class is absent: binary and
/// multi-label sets weigh it against each class. "-NAME" speaks of one class alone.
inline constexpr const char *otherwisePrompt = "-";

} // namespace retclip
