// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/heat_map.h"

#include "ui/plots/chart_style.h"

#include <algorithm>
#include <cmath>

namespace retclip {

QImage heatMap(const std::vector<float> &values, int side)
{
    if (side < 1 || values.size() < std::size_t(side) * std::size_t(side))
        return {};
    QImage picture(side, side, QImage::Format_ARGB32);
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x) {
            const float value = values[std::size_t(y * side + x)];
            const double shown = std::isfinite(value) ? std::clamp(double(value), 0.0, 1.0) : 0.0;
            QColor color = cividis(shown);
            color.setAlphaF(0.15 + 0.6 * shown);
            picture.setPixelColor(x, y, color);
        }
    return picture;
}

} // namespace retclip
