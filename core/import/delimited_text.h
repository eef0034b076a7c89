// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace retclip {

/// Reads CSV and its relatives (RFC 4180): quoted cells with delimiters, line ends and doubled
/// quotation marks in them; line ends \n, \r\n, \r. Lenient where people are: a quotation mark
/// that is never closed is taken as a character, so one typing error does not swallow the table.
class DelimitedText
{
public:
    DelimitedText(QString text, QChar delimiter);

    /// The next record that is not blank; false at the end.
    [[nodiscard]] bool next(QStringList &cells);
    /// Of the record last read, from 1; blank ones count, as in a spreadsheet.
    [[nodiscard]] qint64 row() const { return m_row; }
    /// The record last read held a quotation mark that is never closed.
    [[nodiscard]] bool hadOpenQuote() const { return m_openQuote; }
    /// 0..1: how much is read.
    [[nodiscard]] double position() const;

private:
    bool readRecord(QStringList &cells);

    QString m_text;
    QChar m_delimiter;
    qsizetype m_at = 0;
    qint64 m_row = 0;
    bool m_openQuote = false;
};

/// Comma, tab, semicolon or bar: whichever splits the first records most evenly.
[[nodiscard]] QChar guessDelimiter(const QString &text);

/// A cell as RFC 4180 wants it, quoted where needed.
[[nodiscard]] QString csvCell(const QString &value);

} // namespace retclip
