// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/model_backend.h"
#include "core/imaging/photograph.h"

namespace retclip::cli {

/// The photograph in grey with the map over it in cividis, bilinear between the map's points.
[[nodiscard]] RgbImage heatMapOver(const RgbImage &photograph, const SaliencyMap &map);

} // namespace retclip::cli
