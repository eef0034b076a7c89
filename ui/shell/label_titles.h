// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/values.h"

#include <QColor>
#include <QIcon>
#include <QString>
#include <QStringList>

namespace retclip {

// What people read for a class of the open study: "糖尿病视网膜病变" or "diabetic retinopathy", where
// files and queries say "D". Threads: window only.

/// The window tells the label sets of the study it opened, and again when they change.
void setLabelTitles(const QVector<LabelSet> &sets);

/// In the present language; the name itself where nobody gave a title.
[[nodiscard]] QString labelTitle(const LabelClass &one);
[[nodiscard]] QString labelTitle(const QString &set, const QString &name);
[[nodiscard]] bool isLabelClass(const QString &set, const QString &name);
/// The class's colour, as somebody chose it or by itself; not valid: there is no such class.
[[nodiscard]] QColor labelColour(const QString &set, const QString &name);
/// Title and definition, for a tool tip; plain text where there is no definition.
[[nodiscard]] QString labelHelp(const LabelClass &one, const QString &title);
/// A square of that colour with an edge, to stand beside the class's name.
[[nodiscard]] QIcon colourIcon(const QColor &colour);

/// Joined by commas.
[[nodiscard]] QString labelTitles(const QString &set, const QStringList &names);

} // namespace retclip
