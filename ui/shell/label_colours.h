// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/values.h"

#include <QColor>
#include <QIcon>
#include <QString>

namespace retclip {

// How a class of the open study looks (its name: core/study/label_titles.h). Threads: window only.

/// The class's colour, as somebody chose it or by itself; not valid: there is no such class.
[[nodiscard]] QColor labelColour(const QString &set, const QString &name);
/// Title and definition, for a tool tip; plain text where there is no definition.
[[nodiscard]] QString labelHelp(const LabelClass &one, const QString &title);
/// A square of that colour with an edge, to stand beside the class's name.
[[nodiscard]] QIcon colourIcon(const QColor &colour);

} // namespace retclip
