// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <optional>
#include <string_view>

namespace retclip {

/// What metadata a picture's file still holds, read by walking its segments, chunks or tags anew: no
/// code is shared with the remover (core/imaging/metadata.h). "EXIF", "XMP", "IPTC", "comment",
/// "words of the colour profile", "chunk tEXt", "bytes behind the picture", "bytes behind the pixels", "bytes that no tag points at", "TIFF tag 315" … The orientation alone is none.
/// Nothing where the bytes are no JPEG, PNG, TIFF, WebP, JPEG 2000, BMP, GIF or DICOM file. Threads: any.
[[nodiscard]] std::optional<QStringList> metadataLeftIn(std::string_view bytes);

/// Of a cleaned DICOM file: whether something besides its header tells more than the picture.
[[nodiscard]] bool moreThanHeaderLeftIn(std::string_view bytes);

} // namespace retclip
