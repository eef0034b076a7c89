// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/laterality.h"

#include <QString>

namespace retclip {

/// Which eyes a report names: OD, OS, OU, R/L with "eye", right eye, 右眼, 左眼, 双眼, 右 or 左 in
/// brackets … Neither: it does not say.
struct NamedEyes
{
    bool right = false;
    bool left = false;

    friend bool operator==(const NamedEyes &, const NamedEyes &) = default;
};
[[nodiscard]] NamedEyes eyesNamedIn(const QString &report);

} // namespace retclip
