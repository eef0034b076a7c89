// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/delimited_text.h"

#include <QHash>

#include <algorithm>

namespace retclip {

DelimitedText::DelimitedText(QString text, QChar delimiter)
    : m_text(std::move(text)), m_delimiter(delimiter)
{
}

double DelimitedText::position() const
{
    return m_text.isEmpty() ? 1.0 : double(m_at) / double(m_text.size());
}

bool DelimitedText::next(QStringList &cells)
{
    while (readRecord(cells)) {
        const bool blank = std::all_of(cells.cbegin(), cells.cend(), [](const QString &cell) {
            return cell.trimmed().isEmpty();
        });
        if (!blank)
            return true;
    }
    return false;
}

bool DelimitedText::readRecord(QStringList &cells)
{
    cells.clear();
    m_openQuote = false;
    const qsizetype size = m_text.size();
    if (m_at >= size)
        return false;
    ++m_row;
    const QChar *text = m_text.constData();
    const QChar quote = QLatin1Char('"');
    const auto endsCell = [&](QChar c) {
        return c == m_delimiter || c == QLatin1Char('\n') || c == QLatin1Char('\r');
    };
    for (;;) {
        QString cell;
        qsizetype at = m_at;
        bool closed = true;
        if (at < size && text[at] == quote) {
            closed = false;
            ++at;
            while (at < size) {
                if (text[at] != quote) {
                    const qsizetype start = at;
                    while (at < size && text[at] != quote)
                        ++at;
                    cell.append(text + start, at - start);
                } else if (at + 1 < size && text[at + 1] == quote) {
                    cell.append(quote);
                    at += 2;
                } else {
                    ++at;
                    closed = true;
                    break;
                }
            }
            if (!closed) {
                m_openQuote = true;
                cell.clear();
                at = m_at;
            }
        }
        const qsizetype start = at;
        while (at < size && !endsCell(text[at]))
            ++at;
        cell.append(text + start, at - start);
        cells.append(cell);
        m_at = at;
        if (m_at >= size)
            return true;
        if (text[m_at] == m_delimiter) {
            ++m_at;
            if (m_at >= size) {
                cells.append(QString());
                return true;
            }
            continue;
        }
        m_at += text[m_at] == QLatin1Char('\r') && m_at + 1 < size
                && text[m_at + 1] == QLatin1Char('\n')
            ? 2
            : 1;
        return true;
    }
}

QChar guessDelimiter(const QString &text)
{
    QChar best = QLatin1Char(',');
    double bestScore = 0;
    for (const char candidate : {',', '\t', ';', '|'}) {
        DelimitedText reader(text.left(65536), QLatin1Char(candidate));
        QStringList cells;
        QHash<qsizetype, int> widths;
        int records = 0;
        while (records < 30 && reader.next(cells)) {
            ++widths[cells.size()];
            ++records;
        }
        for (auto it = widths.cbegin(); it != widths.cend(); ++it) {
            if (it.key() < 2)
                continue;
            // Evenness first, then the number of columns.
            const double score =
                double(it.value()) / records + 0.01 * double(std::min<qsizetype>(it.key(), 40));
            if (score > bestScore) {
                bestScore = score;
                best = QLatin1Char(candidate);
            }
        }
    }
    return best;
}

QString csvCell(const QString &value)
{
    const bool plain = std::none_of(value.cbegin(), value.cend(), [](QChar c) {
        return c == QLatin1Char(',') || c == QLatin1Char('"') || c == QLatin1Char('\n')
            || c == QLatin1Char('\r');
    });
    if (plain && (value.isEmpty() || (!value.front().isSpace() && !value.back().isSpace())))
        return value;
    QString quoted = value;
    quoted.replace(QLatin1Char('"'), QStringLiteral("\"\""));
    return QLatin1Char('"') + quoted + QLatin1Char('"');
}

} // namespace retclip
