// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/privacy/report_scan.h"

#include <QString>

#include <vector>

namespace retclip {

/// What the words for a camera hold beside its maker and model: the number of the one device ("SN 554433",
/// behind such a word or by its length: no model has five digits in a row), words that speak of no camera (camera_names.h), and
/// whatever else scanForIdentifiers() finds. With the words and signs around, to be replaced by nothing. Threads: any.
[[nodiscard]] std::vector<PrivacyFind> identifiersInCamera(const QString &camera);

/// "TRC-NW400 SN 554433" gives "TRC-NW400".
[[nodiscard]] QString cameraModelOf(const QString &camera);

} // namespace retclip
