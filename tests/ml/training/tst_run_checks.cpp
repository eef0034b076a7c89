// SPDX-License-Identifier: GPL-3.0-or-later
// The doctor and the proof of resuming: every check is seen failing on a fault that was planted, and
// passing where all is well.

#define QT_NO_KEYWORDS
#include "ml/tokenizers/tokenizer_service.h"
#include "ml/training/doctor.h"
#include "ml/training/first_not_finite.h"
#include "ml/training/prove_resume.h"
#include "ml/training/run_checkpoint.h"
#include "tests/ml/support/made_study.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <limits>

using namespace retclip;

namespace {

using Checks = std::map<std::string, RunCheck>;

constexpr double infinity = std::numeric_limits<double>::infinity();

/// What a row of the doctor's table plants.
struct Fault
{
    std::function<void(TrainRequest &)> settings;
    DoctorFaults planted;
};

} // namespace
Q_DECLARE_METATYPE(Fault)

class tst_RunChecks : public QObject
{
    Q_OBJECT

    QTemporaryDir m_place;
    std::filesystem::path m_folder;
    std::unique_ptr<TokenizerService> m_tokenizers;
    Manifest m_manifest;
    int m_folders = 0;

    TrainRequest request()
    {
        TrainRequest request;
        request.config = tiny_config(m_folder / "vocab.txt");
        request.config.network.text_initializer_range = 0.1;
        request.config.initial_logit_scale = 3.0;
        request.config.batch_size = 10; // Divides 20: no exam is drawn twice in an epoch.
        request.config.text_dropout = 0;
        request.config.duplicate_reports = "positives";
        request.manifest = m_manifest;
        request.folder = m_folder / std::to_string(m_folders++);
        request.cache_folder = m_folder / "cache";
        std::filesystem::create_directories(request.folder);
        return request;
    }

    Checks examine(const TrainRequest &request, const DoctorFaults &faults = {})
    {
        Checks checks;
        const auto done = run_doctor(
            request, *m_tokenizers, [&](const RunCheck &check) { checks[check.check] = check; }, {},
            {}, faults);
        if (!done)
            qWarning("%s", done.error().english().c_str());
        return checks;
    }

    Checks prove(const ProofHook &hook = {})
    {
        Checks checks;
        const auto done = prove_resume(
            request(), 6, *m_tokenizers, [&](const RunCheck &check) { checks[check.check] = check; },
            {}, {}, hook);
        if (!done)
            qWarning("%s", done.error().english().c_str());
        return checks;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_folder = m_place.path().toStdString();
        made_vocabulary(m_folder / "vocab.txt");
        m_manifest = made_manifest(m_folder, 9);
        m_tokenizers = make_tokenizer_service(m_folder);
    }

    void aHealthyRunPassesEveryCheck()
    {
        const Checks checks = examine(request());
        QCOMPARE(checks.size(), std::size_t(10));
        for (const auto &[name, check] : checks) {
            QVERIFY2(check.ok, (name + ": " + check.verdict.english()).c_str());
            QVERIFY2(check.what_to_do.empty(), name.c_str());
        }
        // What the loss cannot fall below, from the reports that meet in a batch: here none twice.
        QCOMPARE(*checks.at("duplicate_captions").value, 0.0);
        QVERIFY(checks.at("duplicate_captions").details.at("floor_total") < 1e-12);
    }

    void aPlantedFaultIsFound_data()
    {
        QTest::addColumn<QString>("check");
        QTest::addColumn<Fault>("fault");
        const auto row = [](const char *name, const char *check, Fault fault) {
            QTest::newRow(name) << QString::fromLatin1(check) << fault;
        };
        row("data come as they lie", "data_order", {{}, {{}, {}, [](auto, auto &order) {
            std::sort(order.begin(), order.end());
        }}});
        row("half the exams are never seen", "data_order", {{}, {{}, {}, [](auto, auto &order) {
            for (std::int64_t &item : order)
                item /= 2;
        }}});
        row("all reports are the same", "duplicate_captions", {[](TrainRequest &request) {
            for (ManifestItem &item : request.manifest.items)
                item.text = "正常眼底";
        }, {}});
        row("a few equal reports count as wrong", "duplicate_captions", {[](TrainRequest &request) {
            request.config.duplicate_reports = "negatives";
            for (std::size_t i = 0; i < 4; ++i)
                request.manifest.items[i].text = request.manifest.items[i + 4].text;
        }, {}});
        row("similarities are multiplied by 22026", "ln_floor", {[](TrainRequest &request) {
            request.config.maximum_logit_scale = request.config.initial_logit_scale = 10;
        }, {}});
        row("the logit scale starts at its clamp", "logit_scale", {[](TrainRequest &request) {
            request.config.initial_logit_scale = request.config.maximum_logit_scale;
        }, {}});
        row("no gradient reaches the image encoder", "gradient_norms", {{}, {[](RetClip &network) {
            const torch::NoGradGuard quiet;
            network->visual->proj.zero_();
        }, {}, {}}});
        row("all photographs look the same", "dead_towers", {{}, {[](RetClip &network) {
            const torch::NoGradGuard quiet;
            network->visual->conv1->weight.zero_();
        }, {}, {}}});
        row("all reports look the same", "dead_towers", {{}, {[](RetClip &network) {
            const torch::NoGradGuard quiet;
            network->bert->encoder->layer->ptr<TextLayerImpl>(1)->output->LayerNorm->weight.zero_();
        }, {}, {}}});
        row("a weight turns NaN before step 3", "finite", {{}, {{}, [](auto step, RetClip &network) {
            const torch::NoGradGuard quiet;
            if (step == 2)
                network->visual->transformer->resblocks->ptr<VisionBlockImpl>(1)
                    ->mlp->c_fc->weight.index_put_({0, 0}, std::nan(""));
        }, {}}});
        row("the learning rate is far too high", "learning_rate", {[](TrainRequest &request) {
            request.config.learning_rate = 10;
        }, {}});
        row("the learning rate is far too low", "learning_rate", {[](TrainRequest &request) {
            request.config.learning_rate = 1e-9;
        }, {}});
        row("photographs say nothing", "overfit_128", {{}, {[](RetClip &network) {
            const torch::NoGradGuard quiet;
            network->visual->conv1->weight.zero_();
            network->visual->conv1->weight.set_requires_grad(false);
        }, {}, {}}});
        row("held-out exams are copies of training exams", "shuffled_pairs",
            {[](TrainRequest &request) {
            for (std::size_t i = 20; i < 32; ++i) {
                request.manifest.items[i].photographs = request.manifest.items[i - 16].photographs;
                request.manifest.items[i].text = request.manifest.items[i - 16].text;
            }
        }, {}});
    }
    void aPlantedFaultIsFound()
    {
        QFETCH(QString, check);
        QFETCH(Fault, fault);
        TrainRequest faulty = request();
        if (fault.settings)
            fault.settings(faulty);
        const Checks checks = examine(faulty, fault.planted);
        QVERIFY(checks.count(check.toStdString()));
        const RunCheck &found = checks.at(check.toStdString());
        QVERIFY2(!found.ok, found.verdict.english().c_str());
        QVERIFY(!found.what_to_do.empty());
    }

    void theNanIsNamedWithItsStep()
    {
        DoctorFaults faults;
        faults.before_step = [](std::int64_t step, RetClip &network) {
            const torch::NoGradGuard quiet;
            if (step == 3)
                network->bert->embeddings->LayerNorm->bias.fill_(infinity);
        };
        const RunCheck check = examine(request(), faults).at("finite");
        QCOMPARE(check.details.at("step"), 4.0);
        QVERIFY2(check.verdict.english().find("parameter bert.embeddings.LayerNorm.bias")
                     != std::string::npos,
                 check.verdict.english().c_str());
    }

    void theFirstTensorThatIsNotFiniteIsNamed()
    {
        torch::manual_seed(1);
        RetClip network(tiny_config("").network);
        PatientBatch batch;
        batch.left_B3SS = torch::randn({3, 3, 32, 32});
        batch.right_B3SS = torch::randn({3, 3, 32, 32});
        batch.ids_BL = torch::randint(1, 100, {3, 10}, torch::kInt64);
        QCOMPARE(first_not_finite(network, batch), std::string());
        const torch::NoGradGuard quiet;
        torch::Tensor weight = network->visual->transformer->resblocks->ptr<VisionBlockImpl>(1)
                                   ->mlp->c_proj->weight;
        const torch::Tensor kept = weight.clone();
        weight.fill_(3e38); // Finite, but its products are not.
        QCOMPARE(first_not_finite(network, batch),
                 std::string("output of visual.transformer.resblocks.1"));
        weight.copy_(kept);
        network->logit_scale.fill_(200);
        QCOMPARE(first_not_finite(network, batch), std::string("logit scales"));
        network->logit_scale.fill_(3);
        batch.right_B3SS.index_put_({0, 0, 0, 0}, infinity);
        QCOMPARE(first_not_finite(network, batch), std::string("pixels of the right eye"));
    }

    void theDoctorLooksAtPretrainingOnly()
    {
        TrainRequest other = request();
        other.config.task = "finetune";
        other.config.label_set = "finding";
        const auto refused = run_doctor(other, *m_tokenizers, [](const RunCheck &) {}, {}, {});
        QCOMPARE(refused.error().code, ErrorCode::invalid_argument);
    }

    void aStopEndsTheDoctor()
    {
        std::stop_source stop;
        int told = 0;
        const auto stopped = run_doctor(request(), *m_tokenizers, [&](const RunCheck &) {
            if (++told == 2)
                stop.request_stop();
        }, {}, stop.get_token());
        QCOMPARE(stopped.error().code, ErrorCode::cancelled);
        QCOMPARE(told, 2);
    }

    void theSameRunIsTheSameAlsoWhenStopped()
    {
        const Checks checks = prove();
        QCOMPARE(checks.size(), std::size_t(8));
        for (const auto &[name, check] : checks)
            QVERIFY2(check.ok, (name + ": " + check.verdict.english()).c_str());
        QVERIFY(checks.at("resume_optimizer").details.at("compared") > 100);
    }

    void anotherSeedIsSeen()
    {
        const Checks checks = prove([](std::string_view moment, TrainRequest &request) {
            if (moment == "repeat")
                request.config.seed += 1;
        });
        QVERIFY(!checks.at("repeat_losses").ok);
        QVERIFY(!checks.at("repeat_weights").ok);
        QVERIFY(*checks.at("repeat_weights").value > 0);
        QVERIFY(checks.at("resume_weights").ok);
    }

    void aMomentThatWasNotRestoredIsSeen()
    {
        // One number of one moment in the checkpoint between the halves.
        const Checks checks = prove([](std::string_view moment, TrainRequest &request) {
            if (moment != "second half")
                return;
            const auto file = request.folder / "checkpoints" / CheckpointFolder::file_name(3);
            auto bytes = read_file(file);
            QVERIFY(bytes.has_value());
            const std::size_t end = bytes->find("optimizer.visual.proj.mean");
            QVERIFY(end != std::string::npos);
            const std::size_t offsets = bytes->find("data_offsets", end);
            const std::size_t begin = std::stoull(bytes->substr(bytes->find('[', offsets) + 1));
            std::uint64_t header = 0;
            std::memcpy(&header, bytes->data(), 8);
            const float other = 0.5f;
            std::memcpy(bytes->data() + 8 + header + begin, &other, 4);
            QVERIFY(write_file_atomically(file, *bytes).has_value());
            // Its checksum would tell, and the file be passed over.
            std::filesystem::remove(file.string() + ".sha256");
        });
        QVERIFY(checks.at("repeat_weights").ok && checks.at("repeat_optimizer").ok);
        QVERIFY(!checks.at("resume_weights").ok);
        QVERIFY(!checks.at("resume_optimizer").ok);
        QVERIFY(checks.at("resume_random").ok);
    }
};

QTEST_APPLESS_MAIN(tst_RunChecks)
#include "tst_run_checks.moc"
