// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/values.h"

#include <QStringList>
#include <QVector>

namespace retclip {

/// A public collection whose photographs lie in folders named after classes, told by those names, so that
/// "2_glaucoma" can say what it means in both languages.
struct KnownFolders
{
    QString title;  ///< "JSIEC 1000 fundus images"
    QString source; ///< Who published it.
    QString labelSet;
    QVector<LabelClass> classes; ///< `name`: the folder.
    int least = 2;      ///< So many of the classes must be there.
    QStringList others = {}; ///< Folders of the collection whose photographs have no class.
};

[[nodiscard]] const QVector<KnownFolders> &knownFolders();
/// The collection that has all those folders; nullptr: none.
[[nodiscard]] const KnownFolders *knownFolders(const QStringList &folders);
/// The class of a folder, whatever its case; nullptr: none.
[[nodiscard]] const LabelClass *classOfFolder(const KnownFolders &known, const QString &folder);

} // namespace retclip
