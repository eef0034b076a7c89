// SPDX-License-Identifier: GPL-3.0-or-later
// The one symbol of retclip-ml.so. Program and plug-in are built together; the number guards it.
#pragma once

namespace retclip {

class ModelBackend;

/// Null: another interface version. The object lives until the program ends. `plugin_directory`:
/// UTF-8, where the SentencePiece plug-in lies.
using MakeBackend = ModelBackend *(*)(int interface_version, const char *plugin_directory);
inline constexpr const char *make_backend_symbol = "retclip_make_backend";

} // namespace retclip
