// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QString>

#include <utility>
#include <vector>

namespace retclip {

/// When the camera says that a photograph was taken (core/imaging/capture_time.h); not valid: it does not say.
/// Reads the file's beginning. Threads: any.
[[nodiscard]] QDateTime cameraTime(const QString &path);

/// Two of some places that were taken at most three minutes apart, where no third one is as near to either:
/// three may be anything. The earlier one first.
[[nodiscard]] std::vector<std::pair<std::size_t, std::size_t>>
pairsInTime(std::vector<std::pair<QDateTime, std::size_t>> times);

} // namespace retclip
