// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/laterality.h"
#include "core/base/message.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace retclip {

/// Has the ending of a picture file (.jpg, .png, .tif …; .gif too, so that it is listed as not
/// readable rather than passed over).
[[nodiscard]] bool hasPictureEnding(const QString &name);

/// By its name a mask, an outline or a ground truth that lies beside the photographs of a data set
/// ("21_training_mask", "Image_01L_1stHO").
[[nodiscard]] bool looksDrawn(const QString &stem);
/// The reason under which such a file is listed as skipped.
[[nodiscard]] Message drawnMessage();

/// The file that a cell of a table means, starting from a folder: as written, with backslashes
/// turned, or with a picture's ending added. Empty: there is none.
[[nodiscard]] QString findPhotograph(const QString &folder, const QString &cell);

/// The folder in or under that of the table from which most of the cells are found.
[[nodiscard]] QString guessImageFolder(const QString &tableFolder, const QStringList &cells);

/// Which eye a file name says ("10_left", "P3-OD", "003R", "王_左"), and the name without it.
struct NameParts
{
    QString patient;
    std::optional<Laterality> eye;
};
[[nodiscard]] NameParts partsOfName(const QString &stem);
/// A file's name ("a/10_left.jpg") says another eye than the one that it is taken for.
[[nodiscard]] bool nameContradicts(const QString &file, std::optional<Laterality> eye);

} // namespace retclip
