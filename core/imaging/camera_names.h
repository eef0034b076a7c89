// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace retclip {

/// Whether a word is known to speak of a camera: makers and models of fundus cameras, scanning ophthalmoscopes and tomographs, and
/// what stands beside them ("camera", "mark", 眼底照相机). Letters alone and in any case; UTF-8. One letter is always such a word.
/// Threads: any.
[[nodiscard]] bool is_camera_word(std::string_view letters);

/// Whether words for a camera are nothing but such words and model numbers: letters and up to four digits in a row ("TRC-NW400",
/// "P200TE", "CIRRUS 6000"). Empty: true.
[[nodiscard]] bool says_only_a_camera(std::string_view words);

} // namespace retclip
