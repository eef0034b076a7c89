// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/model_backend.h"
#include "core/base/progress.h"
#include "core/base/run_config.h"
#include "core/benchmarks/benchmark.h"
#include "core/jobs/sweep.h"

#include <functional>
#include <stop_token>

namespace retclip {

enum class BenchmarkProtocol {
    probe,    ///< SPEC 8: a linear classifier on the raw visual feature, AdamW 1e-3, batch 128, 75 epochs.
    finetune  ///< Image encoder and classifier: 50 epochs, batch 16, rate 1e-5, decay 0.01 (SPEC 8's hint).
};
[[nodiscard]] const char *word(BenchmarkProtocol protocol); ///< "probe", "finetune"
[[nodiscard]] std::optional<BenchmarkProtocol> benchmarkProtocolFrom(const QString &word);

/// Which network on which benchmarks, how.
struct BenchmarkOrder
{
    QString root; ///< Folder of benchmarks.
    QStringList ids; ///< Empty: all that are there.
    QString model;   ///< A name for the network, without "/": of its rows in the table.
    QString checkpoint; ///< Its file.
    QVector<BenchmarkProtocol> protocols{BenchmarkProtocol::probe};
    int seeds = 5;
    QVector<double> percents{100}; ///< Of the training patients.
    std::vector<std::pair<std::string, std::string>> settings; ///< Changed after the protocol's.
    QString person;
};

/// The settings of one run. Errors: invalid_argument (settings that do not fit together).
[[nodiscard]] Result<RunConfig> benchmarkConfig(const Benchmark &benchmark, const BenchmarkOrder &order,
                                                BenchmarkProtocol protocol, int seed, double percent,
                                                const NetworkConfig &network);
/// "ret-clip-probe", with less to learn from "ret-clip-probe-10": the group that the seeds' runs belong to.
[[nodiscard]] QString benchmarkGroup(const QString &model, BenchmarkProtocol protocol, double percent);

/// Trains what is not there yet, one run after another, each an ordinary run of the benchmark's study. Repeating
/// the order goes on where it ended; a run that failed is told through `told` and the others go on.
///
/// Threads: any; opens the studies for itself. Errors: not_found (no such benchmark under the folder),
/// invalid_argument, those of reading the checkpoint, cancelled.
[[nodiscard]] Result<void> runBenchmarks(const BenchmarkOrder &order, ModelBackend &backend, TokenizerService &tokenizers,
                                         const std::function<void(const RunRow &, const Error *)> &told,
                                         const ProgressCallback &progress, std::stop_token stop);

// ---- What came out ------------------------------------------------------------------------------------

/// A figure of somebody else's, with its source.
struct PublishedFigure
{
    QString benchmark, protocol, metric, model, source; ///< "idrid", "probe", "auroc", "RET-CLIP", "Du et al. 2024, table 1"
    double value = 0;
};
/// A CSV table with the columns benchmark, protocol, metric, model, value, source; a line without a source is
/// refused. Errors: those of reading; unreadable, naming the line.
[[nodiscard]] Result<QVector<PublishedFigure>> readPublishedFigures(const QString &file);

/// A line of the table: one network on one benchmark by one protocol.
struct BenchmarkLine
{
    QString benchmark, model;
    BenchmarkProtocol protocol = BenchmarkProtocol::probe;
    double percent = 100;
    int done = 0, runs = 0; ///< Seeds.
    std::optional<MeanAndSpread> auroc, averagePrecision; ///< On test, of the state chosen on validation.
    std::optional<MeanAndSpread> bestOnTest; ///< AUROC at the epoch that is best on test: not a result.
    QString datasetHash;
    QVector<PublishedFigure> published; ///< Of this benchmark and protocol, where 100 %.
    bool synthetic = false; ///< The study says so of itself.
};

/// What stands under the folder, in the order of benchmarks(), then by network, protocol and share.
[[nodiscard]] Result<QVector<BenchmarkLine>> benchmarkTable(const QString &root, const QVector<PublishedFigure> &published);
/// As CSV, a line a BenchmarkLine, and a line a published figure.
[[nodiscard]] QString benchmarkCsv(const QVector<BenchmarkLine> &lines);

} // namespace retclip
