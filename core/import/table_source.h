// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QString>
#include <QStringList>

#include <memory>
#include <stop_token>

namespace retclip {

struct TableRow
{
    qint64 row = 0; ///< In the file, from 1, heading line included.
    QStringList cells;
    bool openQuote = false; ///< Held a quotation mark that is never closed.
    Message fault = {};     ///< Why the row cannot be read; its cells are empty then.
    QList<int> withoutResult = {}; ///< Of a workbook: places of formulas whose result the file does not hold.
};

/// A CSV, TSV or XLSX file, or JSON objects (json_table.h), row by row. Lines above the headings (a title, the name of
/// a department) are passed over: heading_row.h says how the headings are found.
class TableSource
{
public:
    /// `encoding` empty: guessed. Errors: not_found, unreadable (folder, no permission, no heading
    /// line), unsupported (unknown encoding, .xls).
    [[nodiscard]] static Result<std::unique_ptr<TableSource>> open(const QString &file,
                                                                   const QString &encoding);
    ~TableSource();

    [[nodiscard]] const QStringList &headings() const;
    /// The row of the headings, as TableRow::row counts, where other rows stand above it; 0: none do.
    [[nodiscard]] qint64 headingRow() const;
    [[nodiscard]] QString encoding() const; ///< "XLSX" for a workbook, "JSON" for JSON.
    [[nodiscard]] bool encodingGuessed() const; ///< Neither mark nor valid UTF-8 said so.
    /// Characters that no byte sequence of the encoding stands for; U+FFFD in the cells.
    [[nodiscard]] qint64 damagedCharacters() const;
    [[nodiscard]] bool next(TableRow &row);
    /// What a cell of a column of dates says: a workbook's bare number ("45052") as a day between 1950 and 2099
    /// ("2023-05-05"); everything else as it is.
    [[nodiscard]] QString dateCell(const QString &cell) const;
    [[nodiscard]] double position() const; ///< 0..1
    [[nodiscard]] qint64 rowCount() const; ///< Without the heading line; reads the table once.
    void rewind();

private:
    struct Private;
    explicit TableSource(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

/// By the ending of its name: .csv, .tsv, .tab, .txt, .xlsx, .jsonl, .ndjson.
[[nodiscard]] bool looksLikeTable(const QString &file);

/// First place of one of the headings (compared by simplifiedHeading()); -1: none.
[[nodiscard]] int columnNamed(const QStringList &headings, const QStringList &names);
/// Lower case, without "_-./()[]:" and double spaces: "Patient_Age" → "patient age".
[[nodiscard]] QString simplifiedHeading(const QString &heading);

} // namespace retclip
