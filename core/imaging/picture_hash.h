// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/picture_signature.h"
#include "core/imaging/retina_grid.h"

namespace retclip {

/// The signature of a photograph: its retina laid on a square of 64 pixels, brightness evened out,
/// the signs of the lowest 256 frequencies of a cosine transform. Size, compression, brightness and
/// the camera's black surround do not matter; which eye and which way up do.
[[nodiscard]] PictureSignature picture_signature(const RetinaGrid &grid);
[[nodiscard]] PictureSignature picture_signature(const RgbImage &image);

} // namespace retclip
