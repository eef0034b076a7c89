// SPDX-License-Identifier: GPL-3.0-or-later
// Memory that runs out in the middle of a step: the run goes on with the same batch in smaller parts.

#define QT_NO_KEYWORDS
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

    Result<RunOutcome> train(const char *name, Watcher &watcher)
    {
        TrainRequest request;
        request.config = tiny_config(m_folder / "vocab.txt");
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
