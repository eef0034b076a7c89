// SPDX-License-Identifier: GPL-3.0-or-later
// Memory that runs out in the middle of a step: the run goes on with the same batch in smaller parts.

#define QT_NO_KEYWORDS
#include "ml/network/loss.h"
#include "ml/tokenizers/tokenizer_service.h"
#include "ml/training/trainer.h"
#include "tests/ml/support/made_study.h"

#include "ml/torch.h"

#include <c10/core/CPUAllocator.h>

#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <cmath>

using namespace retclip;

namespace {

/// Refuses single tensors above a size, in the words of LibTorch's own allocator.
class FencedAllocator final : public c10::Allocator
{
public:
    c10::DataPtr allocate(std::size_t bytes) const override
    {
        if (bytes > largest.load())
            throw std::runtime_error("DefaultCPUAllocator: can't allocate memory: you tried to allocate "
                                     + std::to_string(bytes) + " bytes.");
        return c10::GetDefaultCPUAllocator()->allocate(bytes);
    }
    c10::DeleterFnPtr raw_deleter() const override
    {
        return c10::GetDefaultCPUAllocator()->raw_deleter();
    }
    std::atomic<std::size_t> largest{std::numeric_limits<std::size_t>::max()};
};

FencedAllocator fenced;

/// Stands in for the first of many processes whose patients are all like this one's.
class ManyAlike final : public FeatureGatherer
{
public:
    explicit ManyAlike(std::int64_t world) : m_world(world) {}
    torch::Tensor gather(const torch::Tensor &rows) override
    {
        std::vector<std::int64_t> times(std::size_t(rows.dim()), 1);
        times[0] = m_world;
        return rows.repeat(times);
    }
    torch::Tensor sum(const torch::Tensor &values) override { return values * double(m_world); }
    std::int64_t world() const override { return m_world; }
    std::int64_t rank() const override { return 0; }

private:
    std::int64_t m_world;
};

ForwardResult made_up_features(std::int64_t patients)
{
    ForwardResult features;
    for (const Level level : all_levels) {
        features.image[level] = normalised_rows(torch::randn({patients, 16})).requires_grad_(true);
        features.text[level] = normalised_rows(torch::randn({patients, 16})).requires_grad_(true);
    }
    features.scales = torch::full({3}, 10.0f);
    features.biases = torch::full({3}, -10.0f);
    return features;
}

class Watcher final : public RunObserver
{
public:
    void on_event(const RunEvent &event) override
    {
        events.push_back(event);
        if (event.kind == RunEventKind::start)
            fenced.largest = largest;
    }
    [[nodiscard]] std::vector<std::string> warnings() const
    {
        std::vector<std::string> list;
        for (const RunEvent &event : events) {
            if (event.kind == RunEventKind::warning)
                list.push_back(event.message.english());
        }
        return list;
    }
    [[nodiscard]] std::vector<double> losses() const
    {
        std::vector<double> list;
        for (const RunEvent &event : events) {
            if (event.kind == RunEventKind::step)
                list.push_back(*event.loss);
        }
        return list;
    }
    std::size_t largest = std::numeric_limits<std::size_t>::max(); ///< From the start event on.
    std::vector<RunEvent> events;
};

} // namespace

class tst_LittleMemory : public QObject
{
    Q_OBJECT

    QTemporaryDir m_place;
    std::filesystem::path m_folder;
    std::unique_ptr<TokenizerService> m_tokenizers;

    Result<RunOutcome> train(const char *name, Watcher &watcher, const char *task = "pretrain", int micro_batch = 0)
    {
        TrainRequest request;
        request.config = tiny_config(m_folder / "vocab.txt");
        request.config.task = task;
        request.config.micro_batch = micro_batch;
        if (request.config.task == "finetune")
            request.config.network.vision_width = 64; // One eye after the other: wider for the same fence.
        request.config.label_set = "finding";
        request.config.batch_size = 8;
        request.config.max_steps = 3;
        request.config.text_dropout = 0;
        request.config.augment = false;
        request.manifest = made_manifest(m_folder, 9);
        request.folder = m_folder / name;
        request.cache_folder = m_folder / "cache";
        std::filesystem::create_directories(request.folder);
        auto outcome = run_training(request, *m_tokenizers, watcher, {});
        fenced.largest = std::numeric_limits<std::size_t>::max();
        return outcome;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_folder = m_place.path().toStdString();
        made_vocabulary(m_folder / "vocab.txt");
        m_tokenizers = make_tokenizer_service(m_folder);
        c10::SetAllocator(c10::DeviceType::CPU, &fenced, /*priority=*/100);
    }

    void theBatchIsComputedInSmallerParts()
    {
        Watcher roomy, little;
        const auto whole = train("roomy", roomy);
        QVERIFY2(whole, whole ? "" : whole.error().english().c_str());
        // The wide layer of all 16 eyes takes 17 tokens x 128 x 4 bytes each: 139,264. The pixels that a
        // batch is loaded into, 98,304, must fit.
        little.largest = 110000;
        const auto parts = train("little", little);
        QVERIFY2(parts, parts ? "" : parts.error().english().c_str());
        QCOMPARE(parts->outcome, std::string("done"));
        const auto told = little.warnings();
        const auto smaller = std::count_if(told.begin(), told.end(), [](const std::string &text) {
            return text.find("patients at a time") != std::string::npos;
        });
        QVERIFY(smaller >= 1);
        QCOMPARE(roomy.warnings().size() + std::size_t(smaller), told.size());
        // Step after step the loss of the whole batch.
        QCOMPARE(little.losses().size(), roomy.losses().size());
        for (std::size_t i = 0; i < roomy.losses().size(); ++i)
            QVERIFY2(std::abs(little.losses()[i] - roomy.losses()[i]) < 1e-3,
                     qPrintable(QString("step %1").arg(i + 1)));
    }

    void aClassifierTakesItsBatchInParts_data()
    {
        QTest::addColumn<int>("micro_batch");
        QTest::addColumn<bool>("told");
        QTest::addRow("as it was asked to") << 2 << false;
        QTest::addRow("as memory runs out") << 0 << true;
    }
    void aClassifierTakesItsBatchInParts()
    {
        QFETCH(int, micro_batch);
        QFETCH(bool, told);
        Watcher roomy, little;
        const auto whole = train(QTest::currentDataTag(), roomy, "finetune");
        QVERIFY2(whole, whole ? "" : whole.error().english().c_str());
        // The wide layer of 8 eyes takes 17 tokens x 256 x 4 bytes each: 139,264. Their pixels, 98,304, must fit.
        little.largest = 110000;
        const auto parts = train((std::string(QTest::currentDataTag()) + " little").c_str(), little, "finetune", micro_batch);
        QVERIFY2(parts, parts ? "" : parts.error().english().c_str());
        const auto warnings = little.warnings();
        const bool found = std::any_of(warnings.begin(), warnings.end(), [](const std::string &text) {
            return text.find("patients at a time") != std::string::npos;
        });
        QCOMPARE(found, told);
        QCOMPARE(little.losses().size(), std::size_t(3));
        for (std::size_t i = 0; i < roomy.losses().size(); ++i)
            QVERIFY2(std::abs(little.losses()[i] - roomy.losses()[i]) < 1e-4,
                     qPrintable(QString("step %1: %2, not %3").arg(i + 1).arg(little.losses()[i]).arg(roomy.losses()[i])));
    }

    void theLossOfAProcessGrowsWithItsOwnRows_data()
    {
        QTest::addColumn<bool>("sigmoid");
        QTest::addColumn<int>("equal_reports");
        QTest::addRow("softmax") << false << int(EqualReports::negatives);
        QTest::addRow("softmax, equal reports right") << false << int(EqualReports::positives);
        QTest::addRow("softmax, equal reports left out") << false << int(EqualReports::ignored);
        QTest::addRow("sigmoid") << true << int(EqualReports::negatives);
        QTest::addRow("sigmoid, equal reports right") << true << int(EqualReports::positives);
    }
    void theLossOfAProcessGrowsWithItsOwnRows()
    {
        QFETCH(bool, sigmoid);
        QFETCH(int, equal_reports);
        torch::manual_seed(3);
        const std::int64_t own = 4, world = 64, all = own * world;
        LossOptions options;
        options.pairs = sigmoid ? PairLoss::sigmoid : PairLoss::softmax;
        options.equal_reports = EqualReports(equal_reports);
        const auto numbers = [&](std::int64_t count) {
            options.report_numbers =
                EqualReports(equal_reports) == EqualReports::negatives ? torch::Tensor() : torch::arange(count) % own;
        };
        ManyAlike processes(world);
        const ForwardResult here = made_up_features(own), everywhere = made_up_features(all);
        struct Unfenced
        {
            ~Unfenced() { fenced.largest = std::numeric_limits<std::size_t>::max(); }
        } unfenced;
        // Own rows x all patients are 4,096 bytes, their features 16,384; all x all would be 262,144.
        fenced.largest = 40000;
        options.gatherer = &processes;
        numbers(own);
        const LossResult loss = contrastive_loss(here, options);
        loss.total.backward();
        QVERIFY(std::isfinite(loss.total.item<double>()));
        QCOMPARE(loss.rows[0], all);
        QVERIFY(here.image.patient.grad().abs().sum().item<double>() > 0);
        // The fence holds: one process with all of them at once does not come through.
        options.gatherer = nullptr;
        numbers(all);
        bool refused = false;
        try {
            (void)contrastive_loss(everywhere, options);
        } catch (const std::exception &) {
            refused = true;
        }
        QVERIFY(refused);
    }

    void whereNoPartFitsTheRunEndsAndSaysSo()
    {
        Watcher watcher;
        watcher.largest = 2000; // Not even the pixels: what a loading thread meets ends no program.
        const auto outcome = train("none", watcher);
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().code, ErrorCode::out_of_memory);
        QCOMPARE(watcher.events.back().outcome, std::string("failed"));
    }
};

QTEST_APPLESS_MAIN(tst_LittleMemory)
#include "tst_little_memory.moc"
