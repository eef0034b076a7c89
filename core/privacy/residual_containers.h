// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <functional>
#include <optional>
#include <string_view>

namespace retclip {

/// The part of metadataLeftIn() for WebP, JPEG 2000, BMP and GIF. `saysMore`: whether a colour profile, or a block of EXIF, holds
/// words. Nothing where the bytes are none of these. Threads: any.
struct ContainerJudges
{
    std::function<bool(std::string_view)> profile, exif;
};
[[nodiscard]] std::optional<QStringList> metadataLeftInContainer(std::string_view bytes, const ContainerJudges &saysMore);

} // namespace retclip
