// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewer/adjustment.h"

#include <cstring>

namespace retclip {

QImage adjusted(const QImage &source, const DisplayAdjustment &adjustment)
{
    if (isNone(adjustment) || source.isNull())
        return source.convertToFormat(QImage::Format_RGB32);
    const QImage rgb = source.convertToFormat(QImage::Format_RGB888);
    RgbImage picture;
    picture.width = rgb.width();
    picture.height = rgb.height();
    const auto line = std::size_t(rgb.width()) * 3;
    picture.pixels.resize(line * std::size_t(rgb.height()));
    for (int y = 0; y < rgb.height(); ++y) // lines of a QImage begin at multiples of four
        std::memcpy(picture.pixels.data() + line * std::size_t(y), rgb.constScanLine(y), line);
    const RgbImage shown = adjusted(picture, adjustment);
    return QImage(shown.pixels.data(), shown.width, shown.height, qsizetype(line),
                  QImage::Format_RGB888)
        .convertToFormat(QImage::Format_RGB32); // a copy of its own
}

} // namespace retclip
