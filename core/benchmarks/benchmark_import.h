// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/benchmarks/benchmark.h"
#include "core/import/importer.h"

#include <stop_token>

namespace retclip {

/// What a downloaded benchmark turned out to hold, and what it became.
struct BenchmarkAdded
{
    QString study;       ///< Its folder.
    ImportReport report; ///< Of this time; a second time everything is unchanged.
    qint64 photographs = 0, patients = 0; ///< In the study now.
    QVector<std::pair<QString, qint64>> ofClass; ///< Labelled exams or eyes, a class.
    DatasetRow dataset;  ///< wholeBenchmark; its hash tells whether two people have the same benchmark.
    bool splitAsPublished = false; ///< Else dealt out by this program.
    QVector<Message> warnings;     ///< Counts that are not the published ones, and the like.
};

/// Takes a folder (or a ZIP archive, unpacked into ROOT/files/ID first) into the benchmark's own study under the
/// folder `root`, made where it is not there, checks what came in against what is published and freezes the
/// dataset. Safe to repeat and to interrupt. Photographs are linked, not copied.
///
/// Threads: any; opens the study for itself.
/// Errors: not_found (nothing of this benchmark there; what was looked for), those of importing and freezing.
[[nodiscard]] Result<BenchmarkAdded> addBenchmark(const QString &root, const Benchmark &benchmark, const QString &source,
                                                  const QString &person, const ProgressCallback &progress,
                                                  std::stop_token stop);

/// Whether the benchmark stands under `root`, and with how many photographs; nothing: it does not.
[[nodiscard]] std::optional<BenchmarkAdded> benchmarkThere(const QString &root, const Benchmark &benchmark);

/// Unpacks a ZIP archive; a file that is there with the same size stays. Names that lead out of the folder are
/// refused. Errors: unreadable, those of writing, cancelled.
[[nodiscard]] Result<void> unpackArchive(const QString &archive, const QString &folder, const ProgressCallback &progress,
                                         std::stop_token stop);

} // namespace retclip
