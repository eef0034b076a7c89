// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/benchmarks/benchmark_runs.h"

#include "core/base/files.h"
#include "core/jobs/run_queue.h"
#include "core/study/folds.h"
#include "core/study/study.h"

#include <nlohmann/json.hpp>

#include <QFileInfo>
#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>

namespace retclip {

namespace {

/// One run that is wanted.
struct WantedRun
{
    const Benchmark *benchmark = nullptr;
    BenchmarkProtocol protocol = BenchmarkProtocol::probe;
    double percent = 100;
    int seed = 1;
};

Result<QVector<const Benchmark *>> wantedBenchmarks(const BenchmarkOrder &order)
{
    QVector<const Benchmark *> wanted;
    for (const QString &id : order.ids) {
        RETCLIP_TRY(const Benchmark *const one, benchmark(id));
        if (!QFileInfo::exists(benchmarkStudy(order.root, *one)))
            return failure(ErrorCode::not_found,
                           message(QT_TRANSLATE_NOOP("Message", "%1 is not among the benchmarks in %2."),
                                   {one->title.toStdString(), order.root.toStdString()}),
                           message(QT_TRANSLATE_NOOP("Message", "No run was started.")),
                           message(QT_TRANSLATE_NOOP("Message", "Add it first.")));
        wanted.append(one);
    }
    if (order.ids.isEmpty())
        for (const Benchmark &each : benchmarks())
            if (QFileInfo::exists(benchmarkStudy(order.root, each)))
                wanted.append(&each);
    if (wanted.isEmpty())
        return failure(ErrorCode::not_found,
                       message(QT_TRANSLATE_NOOP("Message", "There is no benchmark in %1."), {order.root.toStdString()}),
                       message(QT_TRANSLATE_NOOP("Message", "No run was started.")),
                       message(QT_TRANSLATE_NOOP("Message", "Add one first.")));
    return wanted;
}

QVector<WantedRun> wantedRuns(const BenchmarkOrder &order, const QVector<const Benchmark *> &chosen)
{
    QVector<WantedRun> runs; // All of a benchmark's whole runs first: the table fills from what matters most.
    for (const double percent : order.percents)
        for (const Benchmark *each : chosen)
            for (const BenchmarkProtocol protocol : order.protocols)
                for (int seed = 1; seed <= order.seeds; ++seed)
                    runs.append({each, protocol, percent, seed});
    return runs;
}

/// The dataset of a share, frozen where it is not there yet.
Result<QString> datasetOf(const BenchmarkOrder &order, const WantedRun &wanted, std::stop_token stop)
{
    const QString name = benchmarkDataset(wanted.percent, wanted.seed);
    RETCLIP_TRY(const auto study, Study::open(benchmarkStudy(order.root, *wanted.benchmark), OpenMode::readWrite));
    if (study->dataset(name))
        return name;
    DatasetOrder thin;
    thin.name = name;
    thin.person = order.person;
    thin.seed = wanted.seed;
    thin.asMarked = true; // Adding marked every exam as the whole dataset has it.
    thin.trainingShare = wanted.percent / 100;
    thin.stratifyBy = wanted.benchmark->kind == LabelKind::multilabel ? QString() : wanted.benchmark->id;
    thin.leaksAcceptedBecause = QStringLiteral("The benchmark as it is published");
    RETCLIP_CHECK(study->freezeDataset(thin, stop));
    return name;
}

QJsonObject configObject(const RunConfig &config)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(to_json(config).dump())).object();
}

/// The run's row: as it stands where it was registered before, else a new one.
Result<RunRow> rowFor(const BenchmarkOrder &order, const WantedRun &wanted, const RunConfig &config, const QString &dataset)
{
    RunOrder run;
    run.name = QStringLiteral("%1-seed-%2").arg(benchmarkGroup(order.model, wanted.protocol, wanted.percent)).arg(wanted.seed);
    run.config = config;
    run.dataset = dataset;
    run.person = order.person;
    RETCLIP_TRY(const auto study, Study::open(benchmarkStudy(order.root, *wanted.benchmark), OpenMode::readWrite));
    if (auto known = study->run(run.name)) {
        if (sameSettings(known->config, configObject(config)) && known->dataset == dataset)
            return std::move(*known);
        return failure(ErrorCode::conflict,
                       message(QT_TRANSLATE_NOOP("Message", "The run “%1” stands in the study with other settings or other data."),
                               {run.name.toStdString()}),
                       message(QT_TRANSLATE_NOOP("Message", "It was left as it is, and so were the other runs.")),
                       message(QT_TRANSLATE_NOOP("Message", "Give the network another name.")));
    }
    RETCLIP_TRY(run.manifest, manifestOfRun(*study, dataset, config));
    return study->createRun(run);
}

class SilentObserver : public RunObserver
{
public:
    void on_event(const RunEvent &) override {}
};

Result<RunRow> computed(const BenchmarkOrder &order, const WantedRun &wanted, const NetworkConfig &network, ModelBackend &backend,
                        TokenizerService &tokenizers, const std::function<void(const RunRow &, const Error *)> &told,
                        std::stop_token stop)
{
    RETCLIP_TRY(const RunConfig config,
                benchmarkConfig(*wanted.benchmark, order, wanted.protocol, wanted.seed, wanted.percent, network));
    RETCLIP_TRY(const QString dataset, datasetOf(order, wanted, stop));
    RETCLIP_TRY(RunRow row, rowFor(order, wanted, config, dataset));
    const QString folder = benchmarkStudy(order.root, *wanted.benchmark);
    Result<void> ended;
    if (row.state != RunState::done) {
        SilentObserver observer;
        const auto outcome = runInForeground(folder, row, row.started.isValid(), backend, tokenizers, observer, stop);
        if (!outcome)
            ended = failure(outcome.error());
        RETCLIP_TRY(const auto study, Study::open(folder, OpenMode::readOnly));
        RETCLIP_TRY(row, study->run(QString::number(row.id.value)));
    }
    if (!ended && ended.error().code == ErrorCode::cancelled)
        return failure(ended.error());
    if (told)
        told(row, ended ? nullptr : &ended.error());
    return row;
}

} // namespace

const char *word(BenchmarkProtocol protocol)
{
    return protocol == BenchmarkProtocol::probe ? "probe" : "finetune";
}

std::optional<BenchmarkProtocol> benchmarkProtocolFrom(const QString &text)
{
    for (const BenchmarkProtocol protocol : {BenchmarkProtocol::probe, BenchmarkProtocol::finetune})
        if (text == QLatin1String(word(protocol)))
            return protocol;
    return {};
}

QString benchmarkGroup(const QString &model, BenchmarkProtocol protocol, double percent)
{
    const QString name = model + u'-' + QLatin1String(word(protocol));
    return percent >= 100 ? name : name + u'-' + QString::number(percent, 'g', 6);
}

Result<RunConfig> benchmarkConfig(const Benchmark &benchmark, const BenchmarkOrder &order, BenchmarkProtocol protocol, int seed,
                                  double percent, const NetworkConfig &network)
{
    RETCLIP_TRY(RunConfig config, preset(word(protocol)));
    config.network = network;
    config.start_from = order.checkpoint.toStdString();
    config.label_set = benchmark.id.toStdString();
    config.selection_metric = benchmark.metric.toStdString();
    config.feature = benchmark.ofPatients ? "patient" : "eye";
    config.seed = seed;
    config.group = benchmarkGroup(order.model, protocol, percent).toStdString();
    if (protocol == BenchmarkProtocol::probe) {
        config.probe_solver = "adamw";
    } else {
        config.epochs = 50;
        config.learning_rate = 1e-5;
        config.weight_decay = 0.01;
        RETCLIP_CHECK(set_field(config, "test_each_validation", "true"));
    }
    for (const auto &[key, value] : order.settings)
        RETCLIP_CHECK(set_field(config, key, value));
    RETCLIP_CHECK(validate(config));
    return config;
}

Result<void> runBenchmarks(const BenchmarkOrder &order, ModelBackend &backend, TokenizerService &tokenizers,
                           const std::function<void(const RunRow &, const Error *)> &told, const ProgressCallback &progress,
                           std::stop_token stop)
{
    static const QRegularExpression plainName(QStringLiteral("^[^/\\\\]{1,60}$"));
    if (!plainName.match(order.model).hasMatch() || order.seeds < 1 || order.percents.isEmpty() || order.protocols.isEmpty()
        || std::any_of(order.percents.cbegin(), order.percents.cend(), [](double each) { return !(each > 0 && each <= 100); }))
        return failure(ErrorCode::invalid_argument, message(QT_TRANSLATE_NOOP("Message", "The benchmarks' order is not whole.")),
                       message(QT_TRANSLATE_NOOP("Message", "No run was started.")),
                       message(QT_TRANSLATE_NOOP("Message", "Name the network, a protocol, at least one seed, and shares above 0 and up to 100 percent.")));
    RETCLIP_TRY(const auto chosen, wantedBenchmarks(order));
    RETCLIP_TRY(const CheckpointDescription described,
                backend.describe_checkpoint(path_from_utf8(order.checkpoint.toStdString()), false));
    if (!described.architecture)
        return failure(ErrorCode::unsupported,
                       message(QT_TRANSLATE_NOOP("Message", "%1 holds no whole network."), {order.checkpoint.toStdString()}),
                       message(QT_TRANSLATE_NOOP("Message", "No run was started.")),
                       message(QT_TRANSLATE_NOOP("Message", "Choose the checkpoint of a pretraining run, or RET-CLIP's own.")));
    const QVector<WantedRun> runs = wantedRuns(order, chosen);
    ProgressReporter reporter(progress, runs.size(), message(QT_TRANSLATE_NOOP("Message", "Benchmarks of %1"), {order.model.toStdString()}));
    for (qsizetype i = 0; i < runs.size(); ++i) {
        if (stop.stop_requested())
            return cancelled();
        RETCLIP_CHECK(computed(order, runs[i], *described.architecture, backend, tokenizers, told, stop));
        reporter.advance_to(i + 1);
    }
    reporter.finish();
    return {};
}

} // namespace retclip
