// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "ui/shell/selection.h"

#include <QVector>

namespace retclip {

class Study;

/// A selection under a name, kept in its study. A live one is its query and is found anew; a fixed
/// one is its exams.
struct SavedSelection
{
    QString name;
    Selection selection;
};

/// By name. One of the same name is replaced.
[[nodiscard]] Result<void> keepSelection(Study &study, const QString &name,
                                         const Selection &selection);
[[nodiscard]] QVector<SavedSelection> savedSelections(const Study &study);

/// The exams as they are now.
[[nodiscard]] Result<Selection> selectionOf(const Study &study, const SavedSelection &saved);

} // namespace retclip
