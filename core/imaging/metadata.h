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
///   JPEG: the coded picture, JFIF without its small picture, Adobe's transform, and of EXIF the
///         orientation alone. Segments between two scans and bytes behind the end of the picture go.
///   PNG:  the critical chunks and those of colour, transparency and resolution, each of no more than
///         the length that is its own; bytes behind the pixels' stream go.
///   TIFF: the tags of pixels, colour, resolution and orientation; others are struck from their
///         directories and their values overwritten with zeros, so that no offset moves; so are bytes that nothing uses.
/// An ICC profile stays without its words (clean_profile.h); one that cannot be read goes.
/// Errors: unsupported (another format, BigTIFF), unreadable (damaged).
/// Threads: any.
[[nodiscard]] Result<CleanedPicture> without_metadata(std::string_view bytes);

} // namespace retclip
