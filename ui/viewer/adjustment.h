// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/imaging/retina.h"

#include <QImage>

namespace retclip {

/// A copy as the eyes shall see it, Format_RGB32, by the filters of core/imaging. Some 10 ms a
/// megapixel with local contrast, 3 ms without.
[[nodiscard]] QImage adjusted(const QImage &image, const DisplayAdjustment &adjustment);

/// Nothing is changed: the picture as it is.
[[nodiscard]] inline bool isNone(const DisplayAdjustment &adjustment)
{
    return adjustment == DisplayAdjustment{};
}

} // namespace retclip
