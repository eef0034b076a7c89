// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inspection/csv_table.h"

#include "core/base/files.h"

namespace retclip {

int CsvTable::column(std::string_view heading) const
{
    for (std::size_t i = 0; i < headings.size(); ++i)
        if (headings[i] == heading)
            return int(i);
    return -1;
}

Result<CsvTable> readCsvTable(const std::filesystem::path &file)
{
    RETCLIP_TRY(const std::string text, read_file(file));
    const auto broken = [&](const char *what, std::int64_t line) {
        return failure(ErrorCode::unreadable,
                       Message(what, {utf8_from_path(file), std::to_string(line)}),
                       message(QT_TRANSLATE_NOOP("Message", "Nothing was done.")),
                       message(QT_TRANSLATE_NOOP("Message", "Mend that line and try again.")));
    };
    CsvTable table;
    std::vector<std::string> cells(1);
    bool quoted = false, any = false;
    std::int64_t line = 1, rowLine = 1;
    const auto endRow = [&]() -> Result<void> {
        if (any || cells.size() > 1) {
            if (table.headings.empty())
                table.headings = cells;
            else if (cells.size() != table.headings.size())
                return broken(QT_TRANSLATE_NOOP("Message",
                                  "%1, line %2: the row has another number of cells than the heading."),
                              rowLine);
            else {
                table.rows.push_back(cells);
                table.lines.push_back(rowLine);
            }
        }
        cells.assign(1, {});
        any = false;
        return {};
    };
    std::size_t i = text.starts_with("\xef\xbb\xbf") ? 3 : 0;
    for (; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '\n')
            ++line;
        if (quoted) {
            if (c != '"')
                cells.back() += c;
            else if (i + 1 < text.size() && text[i + 1] == '"')
                cells.back() += text[++i];
            else
                quoted = false;
        } else if (c == '"' && cells.back().empty()) {
            quoted = any = true;
        } else if (c == ',') {
            cells.emplace_back();
        } else if (c == '\n') {
            RETCLIP_CHECK(endRow());
            rowLine = line;
        } else if (c == '\r' && (i + 1 == text.size() || text[i + 1] == '\n')) {
            continue;
        } else {
            cells.back() += c;
            any = true;
        }
    }
    if (quoted)
        return broken(QT_TRANSLATE_NOOP("Message", "%1, line %2: a quotation mark is never closed."),
                      rowLine);
    RETCLIP_CHECK(endRow());
    if (table.headings.empty())
        return broken(QT_TRANSLATE_NOOP("Message", "%1, line %2: the file has no heading line."), 1);
    return table;
}

QString csvField(QString text)
{
    if (text.contains(QLatin1Char(',')) || text.contains(QLatin1Char('"'))
        || text.contains(QLatin1Char('\n')) || text.contains(QLatin1Char('\r')))
        return QLatin1Char('"') + text.replace(QLatin1Char('"'), QStringLiteral("\"\""))
               + QLatin1Char('"');
    return text;
}

} // namespace retclip
