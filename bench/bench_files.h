// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QString>
#include <QStringList>

namespace retclip {

/// Large photographs for measuring: enlarged from the synthetic sample, so that a JPEG decoder has
/// as much to do as with a camera's.
struct LargePhotographs
{
    QString table; ///< CSV: patient, right_image, left_image, report.
    QStringList files;
};
/// `grain`: what a sensor adds to each channel, plus or minus so many grey levels.
[[nodiscard]] Result<LargePhotographs> makeLargePhotographs(const QString &folder, int pairs, int px, int grain = 0);

/// A table of `rows` patients that all name the same few photographs.
[[nodiscard]] Result<QString> makeLongTable(const QString &folder, int rows);

/// Photographs a second that libjpeg-turbo decodes at one eighth of their size, on one thread:
/// the yardstick of thumbnails.
[[nodiscard]] double scaledDecodeRate(const QStringList &files);

} // namespace retclip
