// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/values.h"

#include <QString>
#include <QStringList>

namespace retclip {

// What people read for a class of the open study: "糖尿病视网膜病变" or "diabetic retinopathy", where
// files and queries say "D". Threads: the program's first only.

/// The window tells the label sets of the study it opened, and again when they change. The command line tells them
/// without titles: what it prints can be typed again.
void setLabelTitles(const QVector<LabelSet> &sets);

/// In the present language; the name itself where nobody gave a title.
[[nodiscard]] QString labelTitle(const LabelClass &one);
[[nodiscard]] QString labelTitle(const QString &set, const QString &name);
/// Joined by commas.
[[nodiscard]] QString labelTitles(const QString &set, const QStringList &names);
[[nodiscard]] bool isLabelClass(const QString &set, const QString &name);
/// With its colour filled in; nothing: there is no such class.
[[nodiscard]] const LabelClass *knownLabelClass(const QString &set, const QString &name);

} // namespace retclip
