// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QString>

#include <vector>

namespace retclip {

/// A map of values 0..1, `side` x `side`, row-major, as a picture to lay over a photograph:
/// cividis, and the less there is to see the more transparent; what is below the threshold stays clear. A
/// word, where there is one, stands on it at the bottom: the picture is then large enough to read it.
[[nodiscard]] QImage heatMap(const std::vector<float> &values, int side, double threshold = 0, const QString &word = {});

} // namespace retclip
