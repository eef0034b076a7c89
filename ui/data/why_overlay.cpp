// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/why_overlay.h"

#include "core/base/files.h"
#include "core/study/photograph_looks.h"

#include <QCoreApplication>
#include <QLocale>
#include <QPainter>
#include <QStringList>

#include <algorithm>

namespace retclip {

namespace {

constexpr int longerSide_px = 960;
constexpr qsizetype tilesThatCount = 4; ///< Fewer are a spot of any good photograph.

struct FaultLook
{
    TileFault fault;
    const char *word;
    QColor color;
    Qt::BrushStyle hatch;
};

const FaultLook faultLooks[] = {
    {TileFault::dark, QT_TRANSLATE_NOOP("Why", "dark"), QColor(0x6c, 0xb4, 0xf5), Qt::BDiagPattern},
    {TileFault::bright, QT_TRANSLATE_NOOP("Why", "white"), QColor(0x0b, 0x1c, 0x2c), Qt::DiagCrossPattern},
    {TileFault::blurred, QT_TRANSLATE_NOOP("Why", "blurred"), QColor(0xf0, 0xb3, 0x57), Qt::HorPattern},
};

QString text(const char *word)
{
    return QCoreApplication::translate("Why", word);
}

/// Light letters on a dark plate read on any photograph.
void plate(QPainter &painter, const QPointF &at, const QString &words, const QColor &color)
{
    const QRectF box = QRectF(painter.fontMetrics().boundingRect(words)).adjusted(-5, -2, 5, 2);
    const QRectF place(at, box.size());
    painter.fillRect(place, QColor(14, 15, 16, 200));
    painter.setPen(color);
    painter.drawText(place, Qt::AlignCenter, words);
}

/// Smooth parts are of every photograph; they are a reason only where the whole is too soft.
bool isReason(const PhotographWhy &why, TileFault fault)
{
    const auto &faults = why.verdict.faults;
    return fault != TileFault::blurred
        || std::any_of(faults.begin(), faults.end(), [](const std::string &name) {
               return name == "blurred" || name == "low_contrast";
           });
}

void drawTiles(QPainter &painter, const PhotographWhy &why, double tile)
{
    const FaultMap &map = why.faults;
    for (const FaultLook &look : faultLooks) {
        if (std::count(map.tiles.begin(), map.tiles.end(), look.fault) < tilesThatCount
            || !isReason(why, look.fault))
            continue;
        int count = 0;
        QPointF middle;
        for (int row = 0; row < map.rows; ++row) {
            for (int column = 0; column < map.columns; ++column) {
                if (map.tiles[std::size_t(row * map.columns + column)] != look.fault)
                    continue;
                const QRectF place(column * tile, row * tile, tile, tile);
                QColor veil = look.color;
                veil.setAlpha(50);
                painter.fillRect(place, veil);
                painter.fillRect(place, QBrush(look.color, look.hatch));
                middle += place.center();
                ++count;
            }
        }
        if (count > 0)
            plate(painter, middle / count - QPointF(30, 10), text(look.word),
                  look.fault == TileFault::bright ? QColor(Qt::white) : look.color);
    }
}

} // namespace

Result<PhotographWhy> whyOf(const QString &path)
{
    PhotographOptions options;
    options.at_least_px = 512;
    RETCLIP_TRY(const RgbImage image, read_photograph(path_from_utf8(path.toStdString()), options));
    PhotographWhy why;
    why.width = image.width;
    why.height = image.height;
    const RetinaGrid grid = retina_grid(image, 192);
    why.verdict = judged(photograph_quality(image, grid), image.width, image.height);
    why.faults = fault_map(image);
    why.side = eye_side(grid);
    return why;
}

QImage whyOverlay(const PhotographWhy &why)
{
    if (why.width < 1 || why.height < 1)
        return {};
    const double scale = double(longerSide_px) / std::max(why.width, why.height);
    QImage picture(int(why.width * scale), int(why.height * scale), QImage::Format_ARGB32_Premultiplied);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    QFont font = painter.font();
    font.setPixelSize(22);
    painter.setFont(font);
    drawTiles(painter, why, double(longerSide_px) / std::max(why.faults.columns, why.faults.rows));
    if (why.side.disc_radius > 0) {
        const QColor ink(0xe7, 0xeb, 0xef);
        painter.setPen(QPen(ink, 3, Qt::DashLine));
        const QPointF disc(why.side.disc_x * scale, why.side.disc_y * scale);
        const double radius = why.side.disc_radius * scale;
        painter.drawEllipse(disc, radius, radius);
        painter.setPen(QPen(ink, 3));
        const QPointF fovea(why.side.fovea_x * scale, why.side.fovea_y * scale);
        painter.drawLine(fovea - QPointF(12, 0), fovea + QPointF(12, 0));
        painter.drawLine(fovea - QPointF(0, 12), fovea + QPointF(0, 12));
        plate(painter, disc + QPointF(-20, radius + 4), text(QT_TRANSLATE_NOOP("Why", "disc?")), ink);
        plate(painter, fovea + QPointF(-28, 16), text(QT_TRANSLATE_NOOP("Why", "fovea?")), ink);
    }
    return picture;
}

QString whyText(const PhotographWhy &why, std::optional<Laterality> named)
{
    QStringList parts{text(QT_TRANSLATE_NOOP("Why", "quality %1")).arg(QLocale().toString(why.verdict.score, 'f', 2))};
    for (const std::string &fault : why.verdict.faults)
        parts << faultTitle(QString::fromStdString(fault));
    if (named && why.side.eye && *why.side.eye != *named)
        parts << (*why.side.eye == Laterality::right ? text(QT_TRANSLATE_NOOP("Why", "looks like a right eye"))
                                                     : text(QT_TRANSLATE_NOOP("Why", "looks like a left eye")));
    return (named ? QLatin1String(abbreviation(*named)) + QStringLiteral(": ") : QString())
        + parts.join(QStringLiteral(", "));
}

} // namespace retclip
