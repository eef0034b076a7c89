// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/benchmarks/benchmark.h"
#include "core/import/importer.h"

#include <stop_token>
#include <vector>

namespace retclip {

/// One photograph of a benchmark with what is known of it.
struct BenchmarkRow
{
    QString path; ///< Absolute; empty: not there.
    QString named; ///< As the source calls it.
    QString name; ///< Unique in the benchmark: its path without the ending.
    std::optional<Laterality> eye;
    Split split = Split::none;
    QStringList positive; ///< Classes that hold.
    QString source;       ///< Table or folder …
    qint64 row = 0;       ///< … and its row, from 1; 0: none.
};

struct BenchmarkRows
{
    std::vector<BenchmarkRow> rows;
    QVector<SkippedRow> skipped; ///< Rows of a class that the benchmark does not have, and the like.
};

/// What a folder holds of a benchmark: by its tables where they and their photographs are there, else by class
/// folders. Empty rows: nothing of it. Errors: those of reading a table, cancelled.
[[nodiscard]] Result<BenchmarkRows> benchmarkRows(const Benchmark &benchmark, const QString &folder, std::stop_token stop);

/// "a. Training Set" → training, "val" and "Evaluation_Set" → validation, "Test400" → test.
[[nodiscard]] Split splitSaidBy(const QString &path);

} // namespace retclip
