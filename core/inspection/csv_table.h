// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QString>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace retclip {

/// A table of text cells with a heading line. Every row has as many cells as the heading.
struct CsvTable
{
    std::vector<std::string> headings;
    std::vector<std::vector<std::string>> rows;
    std::vector<std::int64_t> lines; ///< Line of each row in the file, from 1.

    /// Index of a heading, -1 where there is none.
    [[nodiscard]] int column(std::string_view heading) const;
};

/// RFC 4180 in UTF-8: quoted cells, doubled quotes, line ends within quotes; a byte order mark and
/// CRLF are passed over, blank lines are left out.
/// Errors: not_found, unreadable (ragged row, open quote, no heading: names file and line).
[[nodiscard]] Result<CsvTable> readCsvTable(const std::filesystem::path &file);

/// A cell as it is written: quoted where it must be.
[[nodiscard]] QString csvField(QString text);

} // namespace retclip
