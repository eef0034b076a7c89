// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sample/eye_description.h"
#include "core/study/region.h"

#include <optional>

namespace retclip {

/// The class of the regions that say where lesions were drawn.
inline constexpr const char *plantedLesionClass = "planted_lesion";

/// Where the drawn photograph differs from the same eye without its finding, as one region. Nothing where
/// nothing differs, or more than 30 % of the picture does (a cataract veils all of it).
[[nodiscard]] std::optional<Region> plantedLesions(const EyeDescription &eye, int size_px);

} // namespace retclip
