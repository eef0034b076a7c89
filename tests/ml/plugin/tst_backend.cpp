// SPDX-License-Identifier: GPL-3.0-or-later
// The network engine through its door: training, resuming, embedding, explaining, on a tiny network
// and pictures made here.

#include "core/base/files.h"
#include "core/base/run_look.h"
#include "core/base/sha256.h"
#include "core/base/tensor_files.h"
#include "core/imaging/photograph.h"
#include "ml/plugin/backend_door.h"
#include "tests/ml/support/made_study.h"

#include <nlohmann/json.hpp>

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <numeric>
#include <set>

#include <sys/mount.h>
#include <unistd.h>

using namespace retclip;

namespace {

std::string shown(const Error &error)
{
    return error.english();
}

#define QVERIFY_OK(result)                                                                        \
    do {                                                                                          \
        const auto &verified = (result); /* Once: it may be a whole run. */                       \
        QVERIFY2(verified.has_value(), verified ? "" : shown(verified.error()).c_str());           \
    } while (false)

/// Keeps all events; asks for a stop after a step, where told to.
class Watcher final : public RunObserver
{
public:
    void on_event(const RunEvent &event) override
    {
        events.push_back(event);
        if (event.kind == RunEventKind::step && event.step == stop_at)
            stop.request_stop();
    }
    std::vector<double> losses() const
    {
        std::vector<double> all;
        for (const RunEvent &event : events) {
            if (event.kind == RunEventKind::step)
                all.push_back(*event.loss);
        }
        return all;
    }
    std::vector<RunEvent> events;
    std::int64_t stop_at = -1;
    std::stop_source stop;
};

std::map<std::string, Array> weights_of(const std::filesystem::path &file)
{
    auto arrays = read_safetensors(file);
    return arrays ? std::move(*arrays) : std::map<std::string, Array>();
}

} // namespace

class tst_Backend : public QObject
{
    Q_OBJECT

    QTemporaryDir m_place;
    std::filesystem::path m_folder;
    std::unique_ptr<BackendDoor> m_door;
    ModelBackend *m_backend = nullptr;
    Manifest m_manifest;

    TrainRequest request_in(const char *name)
    {
        TrainRequest request;
        request.config = tiny_config(m_folder / "vocab.txt");
        request.manifest = m_manifest;
        request.folder = m_folder / name;
        request.cache_folder = m_folder / "cache";
        std::filesystem::create_directories(request.folder);
        write_run(request);
        return request;
    }
    static void write_run(const TrainRequest &request)
    {
        (void)!write_file_atomically(request.folder / "run.json", to_json(request.config).dump(2));
    }
    static std::filesystem::path newest_of(const std::filesystem::path &run)
    {
        std::filesystem::path newest;
        for (const auto &entry : std::filesystem::directory_iterator(run / "checkpoints"))
            if (entry.path().extension() == ".safetensors" && entry.path() > newest)
                newest = entry.path();
        return newest;
    }
    Result<RunOutcome> train(const TrainRequest &request, Watcher &watcher)
    {
        return m_backend->train(request, watcher, watcher.stop.get_token());
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_folder = m_place.path().toStdString();
        made_vocabulary(m_folder / "vocab.txt");
        m_manifest = made_manifest(m_folder);
        m_door = make_backend_door(RETCLIP_TEST_PLUGIN_DIRECTORY);
        auto backend = m_door->backend();
        QVERIFY_OK(backend);
        m_backend = *backend;
    }

    void aMissingEngineIsAClearError()
    {
        const auto door = make_backend_door(m_folder / "nowhere");
        QCOMPARE(door->backend().error().code, ErrorCode::unavailable);
    }

    void theMachineIsDescribed()
    {
        const BackendDescription description = m_backend->describe();
        QVERIFY(!description.libtorch.empty());
        QVERIFY(!description.devices.empty());
        QCOMPARE(description.devices.front().id, std::string("cpu"));
        QVERIFY(description.devices.front().memory_bytes > 0);
    }

    void pretrainingLearnsAndTellsIt()
    {
        TrainRequest request = request_in("learns");
        request.config.augment = false;
        request.config.duplicate_reports = "positives";
        request.config.epochs = 40;
        write_run(request);
        Watcher watcher;
        const auto outcome = train(request, watcher);
        QVERIFY_OK(outcome);
        QCOMPARE(outcome->outcome, std::string("done"));
        QCOMPARE(outcome->steps, std::int64_t(120)); // 20 exams, 3 batches of 8 an epoch
        const auto losses = watcher.losses();
        QCOMPARE(losses.size(), std::size_t(120));
        const double last =
            std::accumulate(losses.end() - 10, losses.end(), 0.0) / 10;
        QVERIFY2(last < losses.front() - 1.0, qPrintable(QString::number(last)));
        QVERIFY(outcome->metrics.count("recall_at_5"));
        QVERIFY(std::filesystem::exists(request.folder / outcome->checkpoint));
        QVERIFY(std::filesystem::exists(request.folder / "metrics.json"));
        QVERIFY(std::filesystem::exists(request.folder / "vocab.txt"));
        QCOMPARE(watcher.events.back().kind, RunEventKind::end);
        QCOMPARE(watcher.events.back().outcome, std::string("done"));
        RunEventReader reader(request.folder / "events.jsonl");
        QCOMPARE(reader.read_new().size(), watcher.events.size());
    }

    void aResumedRunIsTheSameRun()
    {
        Watcher straight, first, second;
        const TrainRequest whole = request_in("straight");
        const auto done = train(whole, straight);
        QVERIFY_OK(done);
        QCOMPARE(done->steps, std::int64_t(12));

        TrainRequest halves = request_in("halves");
        first.stop_at = 6;
        const auto paused = train(halves, first);
        QVERIFY_OK(paused);
        QCOMPARE(paused->outcome, std::string("paused"));
        QCOMPARE(paused->steps, std::int64_t(6));
        halves.resume = true;
        const auto resumed = train(halves, second);
        QVERIFY_OK(resumed);
        QCOMPARE(resumed->steps, std::int64_t(12));

        std::vector<double> both = first.losses();
        const auto rest = second.losses();
        both.insert(both.end(), rest.begin(), rest.end());
        QCOMPARE(both, straight.losses()); // bit for bit
        const auto a = weights_of(whole.folder / "checkpoints/step-000012.safetensors");
        const auto b = weights_of(halves.folder / "checkpoints/step-000012.safetensors");
        QVERIFY(!a.empty());
        QCOMPARE(a.size(), b.size());
        for (const auto &[name, array] : a)
            QVERIFY2(array.bytes == b.at(name).bytes, name.c_str());
        // The curve has no gap and no line back.
        RunEventReader reader(halves.folder / "events.jsonl");
        std::int64_t expected = 1;
        for (const RunEvent &event : reader.read_new()) {
            if (event.kind == RunEventKind::step)
                QCOMPARE(event.step, expected++);
        }
        QCOMPARE(expected, std::int64_t(13));
    }

    void everyKindOfTrainingResumesBitForBit_data()
    {
        QTest::addColumn<QStringList>("settings");
        QTest::addRow("weights are averaged, layers learn at their own rates")
            << QStringList{"ema_decay=0.9", "layer_decay=0.7"};
        QTest::addRow("adapters in both encoders") << QStringList{"adapter_rank=2", "ema_decay=0.9"};
        QTest::addRow("adapters in the image encoder, parts of the batch")
            << QStringList{"adapter_rank=2", "adapter_towers=image", "micro_batch=3"};
        QTest::addRow("sigmoid loss, identical reports ignored")
            << QStringList{"contrastive_loss=sigmoid", "duplicate_reports=ignored"};
        QTest::addRow("a teacher") << QStringList{"teacher=learns", "teacher_temperature=2"};
        QTest::addRow("fine-tuning, averaged, all of its losses")
            << QStringList{"task=finetune", "label_set=finding", "ema_decay=0.9", "class_weights=balanced",
                           "label_smoothing=0.1", "focal_gamma=1"};
        QTest::addRow("fine-tuning with adapters")
            << QStringList{"task=finetune", "label_set=finding", "adapter_rank=4", "adapter_towers=image"};
    }
    void everyKindOfTrainingResumesBitForBit()
    {
        QFETCH(QStringList, settings);
        const std::string tag = QTest::currentDataTag();
        const auto asked = [&](const std::string &folder) {
            TrainRequest request = request_in((tag + folder).c_str());
            for (const QString &setting : settings) {
                std::string value = setting.section('=', 1).toStdString();
                if (value == "learns")
                    value = utf8_from_path(newest_of(m_folder / "learns"));
                if (!set_field(request.config, setting.section('=', 0, 0).toStdString(), value))
                    qFatal("%s", qPrintable(setting));
            }
            write_run(request);
            return request;
        };
        Watcher straight, first, second;
        const TrainRequest whole = asked(" straight");
        const auto done = train(whole, straight);
        QVERIFY_OK(done);
        TrainRequest halves = asked(" halves");
        first.stop_at = 5;
        QVERIFY_OK(train(halves, first));
        halves.resume = true;
        QVERIFY_OK(train(halves, second));
        std::vector<double> both = first.losses();
        const auto rest = second.losses();
        both.insert(both.end(), rest.begin(), rest.end());
        QCOMPARE(both, straight.losses());
        const auto a = weights_of(whole.folder / "checkpoints/step-000012.safetensors");
        const auto b = weights_of(halves.folder / "checkpoints/step-000012.safetensors");
        QVERIFY(a.size() > 50);
        QCOMPARE(a.size(), b.size());
        for (const auto &[name, array] : a)
            QVERIFY2(array.bytes == b.at(name).bytes, name.c_str());
        const bool averaged = settings.contains("ema_decay=0.9");
        bool differ = false;
        for (const auto &[name, array] : a)
            if (name.starts_with("optimizer.trained."))
                differ = differ || array.bytes != a.at(name.substr(18)).bytes;
        QCOMPARE(differ, averaged);
        if (settings.contains("adapter_rank=2") || settings.contains("adapter_rank=4"))
            QVERIFY(a.contains("adapter_scale"));
        QCOMPARE(a.contains("logit_bias_left"), settings.contains("contrastive_loss=sigmoid"));

        // The result opens as any other.
        if (settings.contains("task=finetune"))
            return;
        ModelSource source;
        source.run_folder = halves.folder;
        auto model = m_backend->open_model(source, "cpu", 1);
        QVERIFY_OK(model);
        EmbedItem item;
        for (const Laterality eye : both_eyes)
            item.photographs[eye] = m_manifest.items[0].photographs[eye].path;
        item.text = m_manifest.items[0].text;
        QVERIFY_OK((*model)->embed({item}, 1, {}, {}));
        // And is a start for the next run.
        TrainRequest next = request_in((tag + " next").c_str());
        next.config.start_from = utf8_from_path(newest_of(halves.folder));
        next.config.max_steps = 1;
        write_run(next);
        Watcher watcher;
        QVERIFY_OK(train(next, watcher));
    }

    void aTeacherOfAnotherTokenizerIsRefused()
    {
        TrainRequest request = request_in("other pieces");
        request.config.teacher = utf8_from_path(newest_of(m_folder / "learns"));
        std::ofstream(m_folder / "other.txt") << *read_file(m_folder / "vocab.txt") << "新\n";
        request.config.tokenizer_file = utf8_from_path(m_folder / "other.txt");
        write_run(request);
        Watcher watcher;
        const auto outcome = train(request, watcher);
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().code, ErrorCode::invalid_argument);
        QVERIFY(outcome.error().what_happened.english().find("tokenizer") != std::string::npos);
    }

    void aRunThatGainsNothingStopsEarly()
    {
        TrainRequest request = request_in("early");
        request.config.learning_rate = 0; // Each validation is as good as the first.
        request.config.early_stop_validations = 2;
        request.config.epochs = 10;
        write_run(request);
        Watcher watcher;
        const auto outcome = train(request, watcher);
        QVERIFY_OK(outcome);
        QCOMPARE(outcome->outcome, std::string("done"));
        QCOMPARE(outcome->steps, std::int64_t(9)); // Three epochs of three batches.
        QCOMPARE(outcome->metrics.at("stopped_early"), 1.0);
        QCOMPARE(outcome->metrics.at("best_step"), 3.0);
        const bool told = std::any_of(watcher.events.begin(), watcher.events.end(), [](const RunEvent &event) {
            return event.kind == RunEventKind::note
                && event.message.english().find("none of the last 2 validations") != std::string::npos;
        });
        QVERIFY(told);
        // Cut before its last words: a resumed run only says them.
        request.resume = true;
        Watcher again;
        const auto resumed = train(request, again);
        QVERIFY_OK(resumed);
        QCOMPARE(again.losses().size(), std::size_t(0));
        QCOMPARE(resumed->steps, std::int64_t(9));
    }

    void gradesAreLearnedByThresholds()
    {
        TrainRequest request = request_in("grades");
        request.config.task = "finetune";
        request.config.label_set = "finding";
        request.config.ordinal_loss = "cumulative";
        request.config.augment = false;
        request.config.epochs = 20;
        request.config.learning_rate = 3e-3;
        request.manifest.target.kind = LabelKind::ordinal;
        request.manifest.target.classes = {"0", "1", "2", "3"};
        for (std::size_t i = 0; i < request.manifest.items.size(); ++i)
            request.manifest.items[i].targets = {int(i % 4)};
        write_run(request);
        Watcher watcher;
        const auto outcome = train(request, watcher);
        QVERIFY_OK(outcome);
        const auto losses = watcher.losses();
        QVERIFY2(losses.back() < 0.8 * losses.front(), qPrintable(QString::number(losses.back())));
        // Four classes a row, whose probabilities add up to 1.
        const auto text = read_file(request.folder / "predictions.csv");
        QVERIFY_OK(text);
        const QStringList lines = QString::fromStdString(*text).split('\n', Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 1 + 4 * 32);
        for (int i = 1; i + 3 < lines.size(); i += 4) {
            double sum = 0;
            for (int k = 0; k < 4; ++k)
                sum += lines[i + k].split(',')[6].toDouble();
            QVERIFY2(std::abs(sum - 1) < 1e-4, qPrintable(lines[i]));
        }
    }

    void aCheckpointWrittenBesideTheRunIsOfItsStep()
    {
        // The run goes on while step 2 is written: what is in the file must be step 2, not step 3.
        TrainRequest at_once = request_in("written at once");
        at_once.config.checkpoint_every_steps = 1;
        at_once.config.validate_every_epochs = 100;
        at_once.config.keep_checkpoints = 100;
        at_once.config.max_steps = 6;
        TrainRequest beside = request_in("written beside");
        beside.config = at_once.config;
        beside.config.background_checkpoint_mb = 0;
        Watcher first, second;
        const auto one = train(at_once, first), other = train(beside, second);
        QVERIFY_OK(one);
        QVERIFY_OK(other);
        QCOMPARE(second.losses().size(), std::size_t(6));
        QCOMPARE(second.losses(), first.losses());
        for (int step = 1; step <= 6; ++step) {
            const auto file = std::filesystem::path("checkpoints")
                / QStringLiteral("step-%1.safetensors").arg(step, 6, 10, QChar('0')).toStdString();
            const auto a = weights_of(at_once.folder / file), b = weights_of(beside.folder / file);
            QVERIFY2(a.size() > 50, file.c_str());
            QCOMPARE(a.size(), b.size());
            for (const auto &[name, array] : a)
                QVERIFY2(array.bytes == b.at(name).bytes, (file.string() + " " + name).c_str());
        }
        // Each is told once, under its own step, and before the end.
        std::vector<std::int64_t> told;
        for (const RunEvent &event : second.events) {
            if (event.kind == RunEventKind::checkpoint)
                told.push_back(event.step);
        }
        QVERIFY(std::is_sorted(told.begin(), told.end()));
        QCOMPARE(std::set<std::int64_t>(told.begin(), told.end()).size(), std::size_t(6));
        QCOMPARE(second.events.back().kind, RunEventKind::end);
    }

    void aChangedCheckpointIsPassedOver()
    {
        TrainRequest request = request_in("changed");
        request.config.checkpoint_every_steps = 2;
        request.config.validate_every_epochs = 100;
        request.config.keep_checkpoints = 8;
        request.config.max_steps = 4;
        Manifest manifest = m_manifest;
        for (ManifestItem &item : manifest.items) // No validation: no state is better than another.
            item.split = Split::training;
        request.manifest = manifest;
        write_run(request);
        Watcher first, second;
        QVERIFY_OK(train(request, first));
        const auto newest = request.folder / "checkpoints" / "step-000004.safetensors";
        auto stated = read_file(std::filesystem::path(newest.string() + ".sha256"));
        QVERIFY_OK(stated);
        QCOMPARE(stated->substr(0, 64), *sha256_of_file(newest));
        // One byte is another than was written: no table or size tells it.
        std::fstream file(newest, std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(-4096, std::ios::end);
        file.put('\x55');
        file.close();
        request.resume = true;
        QVERIFY_OK(train(request, second));
        QCOMPARE(second.losses().size(), std::size_t(2)); // Steps 3 and 4, from the one before.
        QCOMPARE(second.losses().back(), first.losses().back());
        QCOMPARE(read_file(std::filesystem::path(newest.string() + ".sha256"))->substr(0, 64),
                 *sha256_of_file(newest));
    }

    void otherSettingsDoNotResume()
    {
        TrainRequest request = request_in("halves");
        request.resume = true;
        request.config.weight_decay *= 2;
        Watcher watcher;
        QCOMPARE(train(request, watcher).error().code, ErrorCode::conflict);
    }

    void aRunGoesOnAtAnotherRate()
    {
        Watcher first, second, third;
        TrainRequest request = request_in("lower rate");
        request.config.schedule = "constant";
        request.config.warmup_steps = 0;
        request.config.validate_every_epochs = 0;
        write_run(request);
        first.stop_at = 4;
        QVERIFY_OK(train(request, first));
        request.resume = true;
        request.config.learning_rate /= 2;
        request.config.workers = 1;
        second.stop_at = 6;
        QVERIFY_OK(train(request, second));
        const auto told = [](const Watcher &watcher, const char *words) {
            return std::count_if(watcher.events.begin(), watcher.events.end(), [&](const RunEvent &event) {
                return event.kind == RunEventKind::note && event.message.english().find(words) != std::string::npos;
            });
        };
        QCOMPARE(told(second, "learning_rate 0.001"), 1);
        QCOMPARE(told(second, "workers 2"), 1);
        for (const RunEvent &event : second.events)
            if (event.kind == RunEventKind::step)
                QCOMPARE(*event.learning_rate, 5e-4);
        // What it goes on under now is what it was written under.
        QVERIFY_OK(train(request, third));
        QCOMPARE(told(third, "learning_rate"), 0);
        QCOMPARE(third.losses().size(), std::size_t(6));
    }

    void whatARunStartedFromNeedNotBeThere()
    {
        Watcher first, second;
        TrainRequest request = request_in("start gone");
        const std::filesystem::path start = m_folder / "start-gone.safetensors";
        std::filesystem::copy_file(newest_of(m_folder / "learns"), start);
        request.config.start_from = utf8_from_path(start);
        write_run(request);
        first.stop_at = 3;
        QVERIFY_OK(train(request, first));
        std::filesystem::remove(start);
        request.resume = true;
        const auto rest = train(request, second);
        QVERIFY_OK(rest);
        QCOMPARE(second.losses().size(), std::size_t(9));
    }

    void nothingIsValidatedWhereNeverIsAsked_data()
    {
        QTest::addColumn<QString>("task");
        QTest::addRow("pretraining") << "pretrain";
        QTest::addRow("fine-tuning") << "finetune";
    }
    void nothingIsValidatedWhereNeverIsAsked()
    {
        QFETCH(QString, task);
        TrainRequest request = request_in(QTest::currentDataTag());
        request.config.task = task.toStdString();
        request.config.label_set = "finding";
        request.config.validate_every_epochs = 0;
        write_run(request);
        Watcher watcher;
        const auto outcome = train(request, watcher);
        QVERIFY_OK(outcome);
        for (const RunEvent &event : watcher.events)
            QVERIFY(event.kind != RunEventKind::validation);
        QCOMPARE(outcome->checkpoint.string(), std::string("checkpoints/step-000012.safetensors"));
        const auto json = nlohmann::json::parse(*read_file(request.folder / "metrics.json"));
        QCOMPARE(json["chosen_on"].get<std::string>(), std::string("none"));
        QVERIFY(!std::filesystem::exists(request.folder / "looks.jsonl"));
    }

    void stepsTellWhereTheirTimeWent_data()
    {
        QTest::addColumn<QStringList>("settings");
        QTest::addColumn<QStringList>("groups");
        const QStringList image{"image_start", "image_lower", "image_middle", "image_end"};
        const QStringList text{"text_start", "text_lower", "text_middle", "heads", "scales"};
        QTest::addRow("pretraining") << QStringList{} << image + text;
        QTest::addRow("pretraining in parts of the batch") << QStringList{"micro_batch=3"} << image + text;
        QTest::addRow("fine-tuning in parts of the batch")
            << QStringList{"task=finetune", "label_set=finding", "micro_batch=3"} << image + QStringList{"classifier"};
        QTest::addRow("the text encoder frozen") << QStringList{"freeze_text=true"} << image + QStringList{"heads", "scales"};
    }
    void stepsTellWhereTheirTimeWent()
    {
        QFETCH(QStringList, settings);
        QFETCH(QStringList, groups);
        TrainRequest request = request_in(QTest::currentDataTag());
        for (const QString &setting : settings)
            QVERIFY_OK(set_field(request.config, setting.section('=', 0, 0).toStdString(), setting.section('=', 1).toStdString()));
        request.config.max_steps = 3;
        write_run(request);
        Watcher watcher;
        QVERIFY_OK(train(request, watcher));
        int steps = 0;
        for (const RunEvent &event : watcher.events) {
            if (event.kind != RunEventKind::step)
                continue;
            ++steps;
            QVERIFY(*event.forward_s > 0 && *event.backward_s > 0 && *event.optimizer_s > 0 && *event.wait_s >= 0);
            QVERIFY(*event.forward_s + *event.backward_s + *event.optimizer_s + *event.wait_s <= *event.step_s * 1.0001);
            QVERIFY(*event.utilisation > 0 && *event.utilisation < 1.5);
            QVERIFY(!event.temperature_c || (*event.temperature_c > 0 && *event.temperature_c < 131));
            QStringList told;
            double squares = 0;
            for (const auto &[group, norm] : event.gradient_norms) {
                told << QString::fromStdString(group);
                squares += norm * norm;
            }
            told.sort();
            QStringList expected = groups;
            expected.sort();
            QCOMPARE(told, expected);
            QVERIFY(std::abs(std::sqrt(squares) - *event.gradient_norm) < 1e-4 * *event.gradient_norm);
        }
        QCOMPARE(steps, 3);
    }

    void everyValidationIsLookedAt()
    {
        // The run of pretrainingLearnsAndTellsIt(): 40 epochs, a validation each, 6 patients in validation.
        const auto looks = read_run_looks(m_folder / "learns");
        QCOMPARE(looks.size(), std::size_t(40));
        QCOMPARE(looks.front().step, std::int64_t(3));
        QCOMPARE(looks.back().step, std::int64_t(120));
        std::vector<std::int64_t> cases;
        for (const RunLook &look : looks) {
            QCOMPARE(look.batch.size(), std::size_t(6));
            QCOMPARE(look.matrix.size(), std::size_t(36));
            for (const float cosine : look.matrix)
                QVERIFY(std::abs(cosine) <= 1.001f);
            std::vector<std::int64_t> now;
            for (const RunLook::Asked &asked : look.asked) {
                now.push_back(asked.report.exam.value);
                QCOMPARE(asked.nearest.size(), told_neighbours);
                QVERIFY(asked.nearest[0].similarity >= asked.nearest[1].similarity);
                QVERIFY(asked.rank >= 1 && asked.rank <= 6);
                // The rank is the place of its own photographs among the nearest.
                for (std::size_t k = 0; k < asked.nearest.size(); ++k)
                    if (asked.nearest[k].photographs.exam == asked.report.exam)
                        QCOMPARE(asked.rank, std::int64_t(k + 1));
            }
            if (cases.empty())
                cases = now;
            QCOMPARE(now, cases); // The same ones all through the run.
        }
        QCOMPARE(cases.size(), std::size_t(6));
    }

    void theLatestCheckpointsAndTheBestAreKept()
    {
        TrainRequest request = request_in("rotation");
        request.config.checkpoint_every_steps = 1;
        request.config.keep_checkpoints = 3;
        request.config.epochs = 8;
        write_run(request);
        // What lies there is looked at after each checkpoint, not at the end alone.
        class Looker final : public RunObserver
        {
        public:
            explicit Looker(std::filesystem::path checkpoints) : m_folder(std::move(checkpoints)) {}
            void on_event(const RunEvent &event) override
            {
                if (event.kind != RunEventKind::checkpoint)
                    return;
                if (event.metrics.contains("is_best"))
                    best = event.file.substr(event.file.find('/') + 1);
                QVERIFY(event.metrics.at("waited_s") >= 0 && event.metrics.at("written_s") >= 0);
                std::set<std::string> files, expected;
                for (const auto &entry : std::filesystem::directory_iterator(m_folder))
                    if (entry.path().extension() == ".safetensors") {
                        files.insert(entry.path().filename().string());
                        if (!std::filesystem::exists(entry.path().string() + ".sha256"))
                            problems << "no checksum";
                    }
                if (!best.empty() && !files.contains(best))
                    problems << QString("step %1: the best is gone").arg(event.step);
                for (std::int64_t step = event.step; step > 0 && step > event.step - 3; --step)
                    if (!files.contains(QStringLiteral("step-%1.safetensors").arg(step, 6, 10, QChar('0')).toStdString()))
                        problems << QString("step %1: step %2 is gone").arg(event.step).arg(step);
                if (files.size() > 4)
                    problems << QString("step %1: %2 files").arg(event.step).arg(files.size());
                ++looks;
            }
            QStringList problems;
            std::string best;
            int looks = 0;

        private:
            std::filesystem::path m_folder;
        } looker(request.folder / "checkpoints");
        QVERIFY_OK(m_backend->train(request, looker, {}));
        QVERIFY2(looker.problems.isEmpty(), qPrintable(looker.problems.join(", ")));
        QVERIFY(looker.looks >= 24);
        QVERIFY(!looker.best.empty());
    }

    void checkpointsAreWrittenByTheClock()
    {
        const auto written = [&](const char *name, double minutes) {
            TrainRequest request = request_in(name);
            request.config.checkpoint_every_steps = 0;
            request.config.checkpoint_every_minutes = minutes;
            request.config.validate_every_epochs = 0;
            request.config.keep_checkpoints = 100;
            write_run(request);
            Watcher watcher;
            if (!train(request, watcher))
                return std::ptrdiff_t(-1);
            return std::count_if(watcher.events.begin(), watcher.events.end(), [](const RunEvent &event) {
                return event.kind == RunEventKind::checkpoint;
            });
        };
        QCOMPARE(written("each minute of a short run", 1000), std::ptrdiff_t(1)); // The last state.
        QCOMPARE(written("each microsecond", 1e-8), std::ptrdiff_t(12));
    }

    void workersAndMicroBatchesDoNotChangeTheNumbers()
    {
        Watcher plain, many, parts;
        TrainRequest request = request_in("plain");
        request.config.text_dropout = 0;
        request.config.max_steps = 5;
        QVERIFY_OK(train(request, plain));
        request.folder = m_folder / "many";
        request.config.workers = 4;
        QVERIFY_OK(train(request, many));
        QCOMPARE(many.losses(), plain.losses());
        request.folder = m_folder / "parts";
        request.config.micro_batch = 3;
        QVERIFY_OK(train(request, parts));
        for (std::size_t i = 0; i < plain.losses().size(); ++i)
            QVERIFY2(std::abs(parts.losses()[i] - plain.losses()[i]) < 1e-3,
                     qPrintable(QString("step %1").arg(i)));
    }

    void infinityStopsTheRunAndKeepsTheCheckpoint()
    {
        TrainRequest request = request_in("infinite");
        // Start weights with one NaN in them.
        std::filesystem::path trained;
        for (const auto &entry :
             std::filesystem::directory_iterator(m_folder / "learns/checkpoints")) {
            if (entry.path().extension() == ".safetensors")
                trained = entry.path();
        }
        auto weights = weights_of(trained);
        std::erase_if(weights, [](const auto &part) {
            return part.first.starts_with("optimizer.") || part.first.starts_with("random.");
        });
        request.config.network.vocab_size =
            int(weights.at("bert.embeddings.word_embeddings.weight").shape[0]);
        weights.at("visual.proj").as<float>()[7] = NAN;
        QVERIFY_OK(write_safetensors(m_folder / "broken.safetensors", weights));
        request.config.start_from = utf8_from_path(m_folder / "broken.safetensors");
        Watcher watcher;
        const auto outcome = train(request, watcher);
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().code, ErrorCode::not_finite);
        QCOMPARE(watcher.events.back().outcome, std::string("failed"));
        QVERIFY(outcome.error().what_happened.english().find("step 1") != std::string::npos);
        QCOMPARE(watcher.events.back().metrics.at("not_finite_step"), 1.0);
        QVERIFY(outcome.error().what_to_do.english().find("learning_rate") != std::string::npos);
    }

    void aFullDiskKeepsTheCheckpointBefore_data()
    {
        QTest::addColumn<bool>("room_again");
        QTest::addRow("room is made again: the run ends well") << true;
        QTest::addRow("full to the end: the run says so and can be resumed") << false;
    }
    void aFullDiskKeepsTheCheckpointBefore()
    {
        QFETCH(bool, room_again);
        TrainRequest request = request_in(room_again ? "full, then not" : "full");
        if (::geteuid() != 0
            || ::mount("tmpfs", request.folder.c_str(), "tmpfs", 0, "size=6m") != 0)
            QSKIP("A small file system cannot be mounted here.");
        struct Unmount
        {
            std::filesystem::path folder;
            ~Unmount() { ::umount2(folder.c_str(), MNT_DETACH); }
        } unmount{request.folder};
        request.config.checkpoint_every_steps = 2;
        request.config.validate_every_epochs = 100;
        request.config.max_steps = 8;
        request.config.keep_checkpoints = 4;
        write_run(request);
        // Fills the disk after the first checkpoint; makes room after step 6.
        class Filler final : public RunObserver
        {
        public:
            Filler(std::filesystem::path file, bool room) : m_file(std::move(file)), m_room(room) {}
            void on_event(const RunEvent &event) override
            {
                events.push_back(event);
                if (event.kind == RunEventKind::checkpoint && event.step == 2) {
                    const std::string block(65536, 'x');
                    std::ofstream out(m_file, std::ios::binary);
                    while (out.write(block.data(), std::streamsize(block.size())).flush()) {
                    }
                }
                if (m_room && event.kind == RunEventKind::step && event.step == 7)
                    std::filesystem::remove(m_file);
            }
            std::vector<RunEvent> events;

        private:
            std::filesystem::path m_file;
            bool m_room;
        } filler(request.folder / "filler", room_again);
        const auto outcome = m_backend->train(request, filler, {});
        std::vector<std::string> told;
        for (const RunEvent &event : filler.events) {
            if (event.step == 4 && (event.kind == RunEventKind::warning || event.kind == RunEventKind::note))
                told.push_back(event.message.english());
        }
        QCOMPARE(told.size(), std::size_t(3)); // What happened, what was kept, what to do.
        QVERIFY2(told[1].find("goes on") != std::string::npos, told[1].c_str());
        const auto before = request.folder / "checkpoints" / "step-000002.safetensors";
        QVERIFY(weights_of(before).size() > 50);
        if (room_again) {
            QVERIFY_OK(outcome);
            QCOMPARE(outcome->outcome, std::string("done"));
            QCOMPARE(outcome->steps, std::int64_t(8));
            return;
        }
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().code, ErrorCode::disk_full);
        QVERIFY(!outcome.error().what_happened.empty() && !outcome.error().what_was_kept.empty()
                && !outcome.error().what_to_do.empty());
        for (const auto &entry : std::filesystem::directory_iterator(request.folder / "checkpoints"))
            QVERIFY2(entry.path().string().find("step-000002") != std::string::npos
                         || entry.path().filename() == "index.json",
                     entry.path().c_str()); // Nothing half-written is left.
        std::filesystem::remove(request.folder / "filler");
        request.resume = true;
        Watcher watcher;
        const auto rest = train(request, watcher);
        QVERIFY_OK(rest);
        QCOMPARE(watcher.losses().size(), std::size_t(6));
    }

    void noTokenizerIsAClearError()
    {
        TrainRequest request = request_in("no tokenizer");
        request.config.tokenizer_file.clear();
        request.config.tokenizer_kind = "sentencepiece";
        Watcher watcher;
        QCOMPARE(train(request, watcher).error().code, ErrorCode::invalid_argument);
    }

    void featuresAndMapsComeFromARun()
    {
        ModelSource source;
        source.run_folder = m_folder / "learns";
        auto model = m_backend->open_model(source, "cpu", 1);
        QVERIFY_OK(model);
        QCOMPARE((*model)->checkpoint_hash().size(), std::size_t(64));
        std::vector<EmbedItem> items(3);
        for (const Laterality eye : both_eyes)
            items[0].photographs[eye] = m_manifest.items[0].photographs[eye].path;
        items[0].text = m_manifest.items[0].text;
        items[1].photographs.right = m_manifest.items[3].photographs.right.path;
        items[2].photographs.left = utf8_from_path(m_folder / "vocab.txt"); // no picture
        const auto features = (*model)->embed(items, 2, {}, {});
        QVERIFY_OK(features);
        QCOMPARE(features->image_patient.present, (std::vector<std::uint8_t>{1, 0, 0}));
        QCOMPARE(features->image_right.present, (std::vector<std::uint8_t>{1, 1, 0}));
        QCOMPARE(features->image_left.present, (std::vector<std::uint8_t>{1, 0, 0}));
        QCOMPARE(features->text_patient.present, (std::vector<std::uint8_t>{1, 0, 0}));
        QCOMPARE(features->unreadable.size(), std::size_t(1));
        QCOMPARE(features->unreadable.front().first, std::size_t(2));
        double length = 0;
        for (const float value : features->image_patient.values.row(0))
            length += double(value) * double(value);
        QVERIFY(std::abs(length - 1) < 1e-5);

        for (const char *method : {"relevance", "rollout", "occlusion"}) {
            ExplainRequest request;
            request.item = items[0];
            request.text = "糖尿病视网膜病变";
            request.method = method;
            const auto explanation = (*model)->explain(request, {});
            QVERIFY_OK(explanation);
            QVERIFY(std::abs(explanation->similarity) <= 1.0001);
            QVERIFY(std::abs(explanation->eye_parts.left + explanation->eye_parts.right - explanation->similarity) < 1e-5);
            QVERIFY(std::abs(explanation->eye_parts.left) > 1e-6 && std::abs(explanation->eye_parts.right) > 1e-6);
            for (const Laterality eye : both_eyes) {
                const SaliencyMap &map = explanation->maps[eye];
                QCOMPARE(map.side, 4);
                QCOMPARE(map.values.size(), std::size_t(16));
                QVERIFY(*std::max_element(map.values.begin(), map.values.end()) <= 1.0f);
                QVERIFY(*std::min_element(map.values.begin(), map.values.end()) >= 0.0f);
            }
            QCOMPARE(explanation->pieces.size(), std::size_t(10));
            QCOMPARE(explanation->piece_weights.size(), explanation->pieces.size());
        }
        ExplainRequest one_eye;
        one_eye.item = items[1];
        one_eye.text = "青光眼";
        const auto explanation = (*model)->explain(one_eye, {});
        QVERIFY_OK(explanation);
        QCOMPARE(explanation->maps.left.side, 0);
        QCOMPARE(explanation->maps.right.side, 4);
        QCOMPARE(explanation->eye_parts.left, 0.0); // At the level of an eye the whole is its own.
        QCOMPARE(explanation->eye_parts.right, explanation->similarity);
    }

    void aFeatureWithoutDirectionIsNamed()
    {
        // The published code divides by its length of 0 and goes on with NaN.
        std::filesystem::path newest;
        for (const auto &item : std::filesystem::directory_iterator(m_folder / "learns/checkpoints"))
            if (item.path().extension() == ".safetensors")
                newest = item.path();
        auto tensors = read_safetensors(newest);
        QVERIFY_OK(tensors);
        Array *map = nullptr;
        for (auto &[name, array] : *tensors)
            if (name.ends_with("left_feature_mapping.weight") && !name.starts_with("optimizer"))
                map = &array;
        QVERIFY(map);
        std::vector<EmbedItem> items(2);
        for (std::size_t at = 0; at < 2; ++at)
            items[at].photographs.right = m_manifest.items[0].photographs.right.path;
        items[1].photographs.left = m_manifest.items[0].photographs.left.path;
        ModelSource source;
        source.run_folder = m_folder / "learns";
        source.checkpoint = m_folder / "no-direction.safetensors";
        for (const auto &[value, words] :
             {std::pair(0.0f, "image_left of item 2 is zero"), {NAN, "image_left of item 2 is not a number"}}) {
            std::ranges::fill(map->as<float>(), value);
            QVERIFY_OK(write_safetensors(source.checkpoint, *tensors));
            auto model = m_backend->open_model(source, "cpu", 1);
            QVERIFY_OK(model);
            const auto features = (*model)->embed(items, 2, {}, {});
            QVERIFY(!features.has_value());
            QVERIFY2(shown(features.error()).find(words) != std::string::npos,
                     shown(features.error()).c_str());
        }
    }

    void fineTuningAndProbeWritePredictions_data()
    {
        QTest::addColumn<QString>("task");
        QTest::addColumn<QString>("feature");
        QTest::addColumn<int>("lines");
        QTest::addRow("fine-tuning sees patients") << "finetune" << "patient" << 33;
        QTest::addRow("fine-tuning sees eyes") << "finetune" << "eye" << 64;
        QTest::addRow("a probe sees patients") << "probe" << "patient" << 33;
        QTest::addRow("the published probe sees eyes") << "probe-adamw" << "eye" << 64;
    }
    void fineTuningAndProbeWritePredictions()
    {
        QFETCH(QString, task);
        QFETCH(QString, feature);
        QFETCH(int, lines);
        TrainRequest request = request_in(QTest::currentDataTag());
        request.config.task = task.startsWith("probe") ? "probe" : "finetune";
        request.config.probe_solver = task == "probe-adamw" ? "adamw" : "logistic";
        request.config.feature = feature.toStdString();
        request.config.augment = false;
        request.config.label_set = "finding";
        for (const auto &entry : std::filesystem::directory_iterator(m_folder / "learns/checkpoints")) {
            if (entry.path().extension() == ".safetensors")
                request.config.start_from = utf8_from_path(entry.path());
        }
        request.config.epochs = task == "finetune" ? 12 : 40;
        if (task == "probe-adamw")
            request.config.learning_rate = 0.02;
        write_run(request);
        Watcher watcher;
        const auto outcome = train(request, watcher);
        QVERIFY_OK(outcome);
        QVERIFY(outcome->metrics.count("test.auroc"));
        QVERIFY2(outcome->metrics.at("train.auroc") > 0.9,
                 qPrintable(QString::number(outcome->metrics.at("train.auroc"))));
        const auto text = read_file(request.folder / "predictions.csv");
        QVERIFY_OK(text);
        QCOMPARE(int(std::count(text->begin(), text->end(), '\n')), lines);
        QVERIFY(text->starts_with("exam_id,exam,patient,eye,split,class,score,truth\n"));
        const auto json = nlohmann::json::parse(*read_file(request.folder / "metrics.json"));
        QCOMPARE(json["chosen_on"].get<std::string>(), std::string("validation"));
        QCOMPARE(json.contains("best_on_test"), task == "probe-adamw");
    }

    void aProfileAccountsForTheWholeStep()
    {
        BenchRequest request;
        request.what = "train";
        request.batch = 2;
        request.steps = 2;
        request.threads = 1;
        request.context = 12;
        request.layers = 1;
        request.profile = true;
        const auto measures = m_backend->bench(request, {});
        QVERIFY_OK(measures);
        std::map<std::string, double> plain;
        double layers_ms = 0, layers_share = 0, kinds_ms = 0, kinds_share = 0, products_ms = 0, products_bound = 0, optimizer_ms = 0;
        std::set<std::string> seen;
        for (const BenchMeasure &measure : *measures) {
            if (measure.measure == "layer") {
                layers_ms += measure.value;
                layers_share += measure.figures.at("share");
                seen.insert(measure.settings.at("layer") + ", " + measure.settings.at("direction"));
                QVERIFY(measure.value >= 0 && measure.figures.at("bound_ms") >= 0 && measure.figures.at("calls") > 0);
            } else if (measure.measure == "kind") {
                kinds_ms += measure.value;
                kinds_share += measure.figures.at("share");
                if (measure.settings.at("kind") == "optimizer")
                    optimizer_ms = measure.value;
                if (measure.settings.at("kind") == "matrix products") {
                    products_ms = measure.value;
                    products_bound = measure.figures.at("bound_ms");
                }
            } else {
                plain[measure.measure] = measure.value;
            }
        }
        // Every part of the network, both ways.
        for (const char *part : {"image patches", "image block 0", "image head", "text embedding", "text layer 0", "heads", "loss"})
            for (const char *way : {", forward", ", backward"})
                QVERIFY2(seen.contains(std::string(part) + way), (std::string(part) + way).c_str());
        QVERIFY(optimizer_ms > 0);
        QVERIFY(std::abs(kinds_share - 1) < 1e-6); // All of a step, each part once.
        QVERIFY(std::abs(layers_ms + optimizer_ms - kinds_ms) < 1e-6 * kinds_ms);
        QVERIFY(std::abs(layers_share + optimizer_ms / kinds_ms - 1) < 1e-6);
        // What is asked of the products is the network's: two images and a text of three passes through a block
        // whose last token alone goes on, and the heads. A tenth is left for what the count rounds off.
        const double asked = products_bound * 1e-3 * plain.at("gemm") * 1e9;
        QVERIFY(products_ms > 0 && products_bound > 0);
        const double image = 2.0 * 197 * 2 * 768 * 768 + 2.0 * (2 * 768 * 768 + 8 * 768 * 768) + 4.0 * 197 * 768
            + 2.0 * 196 * 768 * 768 + 2.0 * 768 * 512;
        const double text = 2.0 * 12 * 2 * 768 * 768 + 2.0 * (2 * 768 * 768 + 2 * 768 * 3072) + 4.0 * 12 * 768;
        const double heads = 6.0 * 768 * (768 + 512) + 8.0 * 512 * 512;
        const double expected = 2 * 3 * (2 * image + text + heads); // Patients, passes.
        QVERIFY2(asked > 0.75 * expected && asked < 1.1 * expected, qPrintable(QString("%1 of %2").arg(asked).arg(expected)));
    }

    void memoryAndTimeAreEstimated()
    {
        const TrainRequest request = request_in("estimate");
        const auto estimate = m_backend->estimate(request.config, request.manifest, true, {});
        QVERIFY_OK(estimate);
        QCOMPARE(estimate->steps, std::int64_t(12));
        QCOMPARE(estimate->measured_steps, 3);
        QVERIFY(estimate->seconds_per_step > 0);
        QVERIFY(estimate->memory_bytes > 1000000);
        QVERIFY(estimate->memory_free_bytes > estimate->memory_bytes);
        QVERIFY(estimate->fits() && estimate->proposal.empty());
    }

    void whatDoesNotFitGetsAProposal()
    {
        // The full network with a batch that few computers of today hold at once: some 250 GB.
        TrainRequest request = request_in("too large");
        const NetworkConfig full = preset("pretrain")->network;
        request.config.network = full;
        request.config.batch_size = 600;
        request.config.micro_batch = 0;
        request.config.context_length = 100;
        const auto estimate = m_backend->estimate(request.config, {}, false, {});
        QVERIFY_OK(estimate);
        QVERIFY(!estimate->fits());
        if (estimate->proposal.empty())
            QSKIP("Weights and pixels of the batch alone do not fit here.");
        RunConfig proposed = request.config;
        for (const auto &[key, value] : estimate->proposal)
            QVERIFY_OK(set_field(proposed, key, value));
        const auto again = m_backend->estimate(proposed, {}, false, {});
        QVERIFY_OK(again);
        QCOMPARE(again->memory_bytes, estimate->proposal_bytes);
        QVERIFY(again->memory_bytes < estimate->memory_bytes);
        QVERIFY(estimate->proposal_time >= 1);
    }
};

QTEST_GUILESS_MAIN(tst_Backend)
#include "tst_backend.moc"
