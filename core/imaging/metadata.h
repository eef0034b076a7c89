// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace retclip {

struct CleanedPicture
{
    std::string bytes;
    /// What was taken out, each once: "EXIF", "XMP", "IPTC", "comment", "tEXt", "tag 270" …
    std::vector<std::string> removed;
};

/// A JPEG, PNG or TIFF file without what could tell whom it shows. The coded pixels stay byte for
/// byte; only what a decoder needs is kept, and nothing else:
///   JPEG: the coded picture, JFIF, Adobe's transform, the colour profile, and of EXIF the
///         orientation alone. Bytes behind the end of the picture go.
///   PNG:  the critical chunks and those of colour, transparency and resolution.
///   TIFF: the tags of pixels, colour, resolution and orientation; others are struck from their
///         directories and their values overwritten with zeros, so that no offset moves.
/// Errors: unsupported (another format, BigTIFF), unreadable (damaged).
/// Threads: any.
[[nodiscard]] Result<CleanedPicture> without_metadata(std::string_view bytes);

} // namespace retclip
