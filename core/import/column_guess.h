// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/import/importer.h"
#include "core/import/table_source.h"

namespace retclip {

/// What a heading alone says, in English or Chinese; nothing where it says nothing.
[[nodiscard]] std::optional<ColumnRole> roleOfHeading(const QString &heading);

/// Fills plan.columns (role, first values, fit) and, where empty, plan.imageFolder, from the
/// headings and the first rows. Reads at most some hundred rows, then rewinds.
void guessColumns(ImportPlan &plan, TableSource &table);

/// ['a', "b"], as Python or JSON write a list of names; [] too.
[[nodiscard]] bool isNameList(const QString &cell);

/// The label set that a column holds, from all its values: 0 and 1 are binary, whole numbers under
/// a heading like "grade" are ordinal, values with ";" are several classes, others one of several.
[[nodiscard]] LabelSet labelSetOf(const QString &heading, const QStringList &distinctValues);

/// The classes that a cell of that set names; nothing: not known.
[[nodiscard]] std::optional<QStringList> classesOf(const LabelSet &set, const QString &cell);

} // namespace retclip
