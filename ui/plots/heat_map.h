// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>

#include <vector>

namespace retclip {

/// A map of values 0..1, `side` x `side`, row-major, as a picture to lay over a photograph:
/// cividis, and the less there is to see the more transparent.
[[nodiscard]] QImage heatMap(const std::vector<float> &values, int side);

} // namespace retclip
