// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/heat_map.h"

#include "ui/plots/chart_style.h"
#include "ui/shell/theme.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace retclip {

namespace {
constexpr int largePicture_px = 512;

QImage withWord(const QImage &picture, const QString &word)
{
    QImage large = picture.scaled(largePicture_px, largePicture_px, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
                       .convertToFormat(QImage::Format_ARGB32_Premultiplied);
    QPainter painter(&large);
    QFont font = theme().font(TypeRole::title);
    font.setPixelSize(largePicture_px / 20);
    painter.setFont(font);
    const QRect place(0, largePicture_px * 78 / 100, largePicture_px, largePicture_px / 12);
    QColor ground = theme().color(Token::canvas);
    ground.setAlpha(210);
    const int width = painter.fontMetrics().horizontalAdvance(word) + 24;
    painter.fillRect(QRect((largePicture_px - width) / 2, place.top(), width, place.height()), ground);
    painter.setPen(theme().color(Token::canvasText));
    painter.drawText(place, Qt::AlignCenter, word);
    return large;
}
} // namespace

QImage heatMap(const std::vector<float> &values, int side, double threshold, const QString &word)
{
    if (side < 1 || values.size() < std::size_t(side) * std::size_t(side))
        return {};
    QImage picture(side, side, QImage::Format_ARGB32);
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x) {
            const float value = values[std::size_t(y * side + x)];
            const double shown = std::isfinite(value) ? std::clamp(double(value), 0.0, 1.0) : 0.0;
            QColor color = cividis(shown);
            color.setAlphaF(shown < threshold ? 0.0 : 0.15 + 0.6 * shown);
            picture.setPixelColor(x, y, color);
        }
    return word.isEmpty() ? picture : withWord(picture, word);
}

} // namespace retclip
