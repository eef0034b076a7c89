// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/import/import_session.h"
#include "core/import/importer.h"
#include "core/import/table_source.h"

namespace retclip {

// One function an entry of importers(), each in its own file.
[[nodiscard]] const Importer &tableImporter();
[[nodiscard]] const Importer &odirImporter();
[[nodiscard]] const Importer &papilaImporter();
[[nodiscard]] const Importer &cocoImporter();
[[nodiscard]] const Importer &retclipImporter();
[[nodiscard]] const Importer &folderImporter();
[[nodiscard]] const Importer &dicomImporter();
[[nodiscard]] const Importer &exportImporter();

/// "Left eye: … Right eye: …", or in Chinese where a text is; empty parts left out.
[[nodiscard]] QString joinedEyeReports(const QString &left, const QString &right);
/// The table meant by a source: itself, or the one in a folder; empty: none.
[[nodiscard]] QString tableAt(const QString &source);
/// Cells as a source writes them; what says something that cannot be read gets a remark.
struct FactCells
{
    QString sex, age, date, split;
};
void readFactCells(ImportSession &session, PendingExam &pending, const FactCells &cells);
/// Lists what lies in a folder under names that are not UTF-8, which no walk over it finds.
void skipNamesNotUtf8(ImportSession &session, const QString &folder);
void noteEncoding(ImportSession &session, const TableSource &table);
/// Which row the headings were taken from, where others stand above it.
void noteHeadingRow(ImportSession &session, const TableSource &table);
/// Formulas of a row whose result the workbook does not hold: each a value that could not be read.
void remarkFormulas(ImportSession &session, const QString &source, const TableRow &row, const QVector<ColumnGuess> &columns);

} // namespace retclip
