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

/// A JPEG, PNG, TIFF, WebP, JPEG 2000, BMP or GIF file without what could tell whom it shows. The coded pixels stay byte for
/// byte; only what a decoder needs is kept, and nothing else:
///   JPEG: the coded picture, JFIF without its small picture, Adobe's transform, and of EXIF the
///         orientation alone. Segments between two scans and bytes behind the end of the picture go.
///   PNG:  the critical chunks, those of colour, transparency and resolution, and of eXIf the orientation, each of no more than
///         the length that is its own; bytes behind the pixels' stream go.
///   TIFF: the tags of pixels, colour, resolution and orientation; others are struck from their
///         directories and their values overwritten with zeros, so that no offset moves; so are bytes that nothing uses.
///   WebP: the chunks of pixels and transparency, of EXIF the orientation; XMP and unknown chunks go.
///   JPEG 2000: the boxes of size, colours and pixels; uuid, xml and other boxes go, and the codestream's comments
///         (those inside a tile's header become zeros, since lengths are told of them); what follows its end goes.
///   BMP:  header, colours and pixels; reserved and padding bytes become zeros, a profile goes (none is read from a BMP).
///   GIF:  colours, pictures and their timing; comments, texts and application blocks go.
/// What stands inside coded pixels behind their end (a VP8 chunk longer than its picture) is not seen.
/// An ICC profile stays without its words (clean_profile.h); one that cannot be read goes.
/// Errors: unsupported (another format, BigTIFF, animated WebP), unreadable (damaged).
/// Threads: any.
[[nodiscard]] Result<CleanedPicture> without_metadata(std::string_view bytes);

} // namespace retclip
