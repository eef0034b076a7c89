// SPDX-License-Identifier: GPL-3.0-or-later
// Several processes train as one: the same losses, the same weights; and none waits for a dead one.

#include "core/base/files.h"
#include "core/base/rank_place.h"
#include "core/base/run_event.h"
#include "core/base/tensor_files.h"
#include "tests/ml/support/made_study.h"

#include <nlohmann/json.hpp>

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <csignal>
#include <cstring>
#include <map>
#include <memory>
#include <set>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace retclip;

namespace {

// A port that was free a moment ago.
int free_port()
{
    const int door = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    ::bind(door, reinterpret_cast<sockaddr *>(&address), length);
    ::getsockname(door, reinterpret_cast<sockaddr *>(&address), &length);
    ::close(door);
    return ntohs(address.sin_port);
}

struct Place
{
    int rank = 0, world = 1, port = 0, timeout_s = 120;
    bool resume = false;
};

std::unique_ptr<QProcess> started(const QString &folder, const Place &place)
{
    auto process = std::make_unique<QProcess>();
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    if (place.world > 1) {
        const auto set = [&](const char *name, int value) {
            environment.insert(QString::fromLatin1(name), QString::number(value));
        };
        set("RANK", place.rank);
        set("WORLD_SIZE", place.world);
        set("LOCAL_RANK", place.rank);
        set("LOCAL_WORLD_SIZE", place.world);
        set("MASTER_PORT", place.port);
        set("RETCLIP_RANK_TIMEOUT_S", place.timeout_s);
        environment.insert(QStringLiteral("MASTER_ADDR"), QStringLiteral("127.0.0.1"));
    }
    process->setProcessEnvironment(environment);
    QStringList words{"--config", folder + "/config.json", "--manifest", folder + "/made.jsonl",
                      "--out",    folder + "/run"};
    if (place.resume)
        words << "--resume";
    process->start(QStringLiteral(RETCLIP_TRAIN), words);
    process->waitForStarted(-1);
    return process;
}

// A folder with settings and data to start a run from.
void prepare(const QString &folder, const RunConfig &config, const Manifest &manifest)
{
    const auto path = path_from_utf8(folder.toStdString());
    std::filesystem::create_directories(path);
    QVERIFY(write_file_atomically(path / "config.json", to_json(config).dump()));
    QVERIFY(write_manifest(manifest, path / "made.jsonl"));
}

std::vector<nlohmann::json> events_of(const QString &folder)
{
    std::vector<nlohmann::json> events;
    QFile file(folder + QStringLiteral("/run/events.jsonl"));
    if (!file.open(QIODevice::ReadOnly))
        return events;
    for (const QByteArray &line : file.readAll().split('\n'))
        if (!line.isEmpty())
            events.push_back(nlohmann::json::parse(line.toStdString(), nullptr, false));
    return events;
}

std::map<std::string, Array> tensors_of(const QString &folder, int step)
{
    const auto file = path_from_utf8(folder.toStdString()) / "run" / "checkpoints"
        / ("step-" + QString::number(step).rightJustified(6, '0').toStdString() + ".safetensors");
    auto read = read_safetensors(file);
    return read ? *read : std::map<std::string, Array>();
}

/// Of the values, or of their share of the largest where that is above 1 (mean squares of gradients).
double largest_difference(const Array &one, const Array &other)
{
    if (one.bytes.size() != other.bytes.size() || one.type != ElementType::float32)
        return one.bytes == other.bytes ? 0 : INFINITY;
    double largest = 0, most = 1;
    for (std::size_t i = 0; i < one.bytes.size(); i += sizeof(float)) {
        float a = 0, b = 0;
        std::memcpy(&a, one.bytes.data() + i, sizeof a);
        std::memcpy(&b, other.bytes.data() + i, sizeof b);
        most = std::max(most, std::abs(double(a)));
        if (!(std::abs(double(a) - double(b)) <= largest))
            largest = std::abs(double(a) - double(b));
    }
    return largest / most;
}

} // namespace

class tst_Ranks : public QObject
{
    Q_OBJECT
private slots:
    void placeFromEnvironment_data();
    void placeFromEnvironment();
    void twoProcessesAreOne_data();
    void twoProcessesAreOne();
    void resumedWithAnotherNumberOfRanksGoesOn();
    void ranksDropOutTheirOwnAndResumeRepeats();
    void aDeadRankEndsTheOthers_data();
    void aDeadRankEndsTheOthers();
    void refused_data();
    void refused();

private:
    RunConfig config() const
    {
        RunConfig config = tiny_config(m_vocabulary);
        config.text_dropout = 0; // Ranks drop other elements out.
        // The true gradient of a key's bias is 0; divided by its own size, what rounding leaves of it
        // would be a whole step.
        config.epsilon = 1e-4;
        config.max_steps = 8;
        config.log_every_steps = 1;
        return config;
    }
    // Two one-eyed patients, so most batches have one on one rank alone; and a report that occurs
    // twice.
    Manifest manifest() const
    {
        Manifest manifest = made_manifest(m_photographs);
        manifest.items[9].photographs[Laterality::right] = {};
        manifest.items[5].text = manifest.items[1].text;
        return manifest;
    }
    QString folder(const char *name) const { return m_room.filePath(QString::fromLatin1(name)); }

    QTemporaryDir m_room;
    const std::filesystem::path m_photographs = path_from_utf8(m_room.path().toStdString());
    const std::filesystem::path m_vocabulary = [this] {
        made_vocabulary(m_photographs / "vocab.txt");
        return m_photographs / "vocab.txt";
    }();
};

void tst_Ranks::placeFromEnvironment_data()
{
    using Variables = std::map<std::string, std::string>;
    QTest::addColumn<Variables>("variables");
    QTest::addColumn<QString>("place"); // "rank/world local host:port", or a variable that is wrong
    QTest::addRow("no launcher: one process") << Variables{} << "0/1 0 :0";
    QTest::addRow("torchrun") << Variables{{"RANK", "3"}, {"WORLD_SIZE", "4"}, {"LOCAL_RANK", "1"},
                                           {"MASTER_ADDR", "head"}, {"MASTER_PORT", "29500"},
                                           {"SLURM_PROCID", "0"}}
                              << "3/4 1 head:29500";
    QTest::addRow("torchrun's agent holds the port: the next one")
        << Variables{{"RANK", "0"}, {"WORLD_SIZE", "2"}, {"LOCAL_RANK", "0"},
                     {"MASTER_ADDR", "head"}, {"MASTER_PORT", "29500"},
                     {"TORCHELASTIC_USE_AGENT_STORE", "True"}}
        << "0/2 0 head:29501";
    const Variables slurm{{"SLURM_PROCID", "5"}, {"SLURM_NTASKS", "8"}, {"SLURM_LOCALID", "1"},
                          {"SLURM_NODELIST", "gpu[03-05,9],login"}, {"SLURM_JOB_ID", "1234567"}};
    QTest::addRow("Slurm: first host of the list, a port from the job") << slurm << "5/8 1 gpu03:34567";
    const auto with_hosts = [&](const char *hosts) {
        Variables variables = slurm;
        variables["SLURM_NODELIST"] = hosts;
        return variables;
    };
    QTest::addRow("Slurm: plain names") << with_hosts("a1,b[2-3]") << "5/8 1 a1:34567";
    QTest::addRow("Slurm: a domain after the numbers") << with_hosts("n[7,9].lab,x") << "5/8 1 n7.lab:34567";
    QTest::addRow("Slurm: one task") << Variables{{"SLURM_PROCID", "0"}, {"SLURM_NTASKS", "1"}}
                                     << "0/1 0 :0";
    QTest::addRow("a rank beyond the world")
        << Variables{{"RANK", "4"}, {"WORLD_SIZE", "4"}, {"MASTER_ADDR", "h"}, {"MASTER_PORT", "1"}}
        << "RANK";
    QTest::addRow("no world") << Variables{{"RANK", "0"}} << "WORLD_SIZE";
    QTest::addRow("no address") << Variables{{"RANK", "0"}, {"WORLD_SIZE", "2"}} << "MASTER_ADDR";
    QTest::addRow("a port of words")
        << Variables{{"RANK", "0"}, {"WORLD_SIZE", "2"}, {"MASTER_ADDR", "h"}, {"MASTER_PORT", "x"}}
        << "MASTER_PORT";
}

void tst_Ranks::placeFromEnvironment()
{
    using Variables = std::map<std::string, std::string>;
    QFETCH(Variables, variables);
    QFETCH(QString, place);
    const auto found = launched_rank([&](const char *name) {
        const auto variable = variables.find(name);
        return variable == variables.end() ? std::string() : variable->second;
    });
    if (!place.contains('/')) {
        QVERIFY(!found);
        QVERIFY(QString::fromStdString(found.error().what_happened.english()).contains(place + " is"));
        return;
    }
    QVERIFY(found);
    QCOMPARE(QStringLiteral("%1/%2 %3 %4:%5").arg(found->rank).arg(found->world)
                 .arg(found->local_rank).arg(QString::fromStdString(found->host)).arg(found->port),
             place);
}

void tst_Ranks::twoProcessesAreOne_data()
{
    QTest::addColumn<int>("micro");
    QTest::addColumn<int>("world");
    QTest::addColumn<QString>("duplicates");
    QTest::addColumn<bool>("one_eye"); // Every patient of the training split has one eye alone.
    QTest::addColumn<QStringList>("also");
    QTest::addRow("plain batches, one-eyed patients") << 0 << 2 << "negatives" << false << QStringList();
    QTest::addRow("cached features, equal reports are positives") << 2 << 2 << "positives" << false << QStringList();
    QTest::addRow("four processes") << 0 << 4 << "negatives" << false << QStringList();
    QTest::addRow("sigmoid loss, equal reports are ignored, weights averaged")
        << 2 << 2 << "ignored" << false << QStringList{"contrastive_loss=sigmoid", "ema_decay=0.9"};
    QTest::addRow("adapters and layers at their own rates")
        << 0 << 2 << "positives" << false << QStringList{"adapter_rank=2", "layer_decay=0.8"};
    QTest::addRow("one patient in four has only a right eye, the others only a left: no level has all patients")
        << 2 << 4 << "negatives" << true << QStringList();
}

void tst_Ranks::twoProcessesAreOne()
{
    QFETCH(int, micro);
    QFETCH(int, world);
    QFETCH(QString, duplicates);
    QFETCH(bool, one_eye);
    RunConfig settings = config();
    settings.micro_batch = micro;
    settings.duplicate_reports = duplicates.toStdString();
    QFETCH(QStringList, also);
    for (const QString &setting : also)
        QVERIFY(set_field(settings, setting.section('=', 0, 0).toStdString(), setting.section('=', 1).toStdString()));
    Manifest data = manifest();
    if (one_eye) {
        for (std::size_t i = 0; i < 20; ++i)
            data.items[i].photographs[i % 4 == 0 ? Laterality::left : Laterality::right] = {};
    }
    const QString name = QString::fromLatin1(QTest::currentDataTag()).left(12).replace(' ', '_');
    const QString alone = m_room.filePath(name + "1"), together = m_room.filePath(name + "2");
    prepare(alone, settings, data);
    prepare(together, settings, data);

    const auto one = started(alone, {});
    QVERIFY(one->waitForFinished(-1));
    QVERIFY2(one->exitCode() == 0, one->readAllStandardError());
    std::vector<std::unique_ptr<QProcess>> ranks;
    const int port = free_port();
    for (int rank = 0; rank < world; ++rank)
        ranks.push_back(started(together, {rank, world, port}));
    for (int rank = 0; rank < world; ++rank) {
        QVERIFY(ranks[std::size_t(rank)]->waitForFinished(-1));
        QVERIFY2(ranks[std::size_t(rank)]->exitCode() == 0,
                 ranks[std::size_t(rank)]->readAllStandardError());
        QCOMPARE(ranks[std::size_t(rank)]->readAllStandardOutput().isEmpty(), rank > 0);
    }

    const auto expected = events_of(alone), found = events_of(together);
    QCOMPARE(found.size(), expected.size()); // One process alone wrote.
    int steps = 0;
    for (std::size_t i = 0; i < expected.size(); ++i) {
        QVERIFY(found[i]["event"] == expected[i]["event"]);
        if (expected[i]["event"] != "step")
            continue;
        ++steps;
        for (const char *key : {"loss", "loss_patient", "loss_left", "loss_right", "gradient_norm"}) {
            QCOMPARE(found[i].contains(key), expected[i].contains(key));
            if (!expected[i].contains(key) || expected[i][key].is_null())
                continue;
            const double a = expected[i][key], b = found[i][key];
            QVERIFY2(std::abs(a - b) <= 1e-3 * std::max(1.0, std::abs(a)),
                     qPrintable(QStringLiteral("step %1 %2: %3, not %4").arg(steps)
                                    .arg(QLatin1String(key)).arg(b).arg(a)));
        }
        QVERIFY(found[i]["patients"] == expected[i]["patients"]);
    }
    QCOMPARE(steps, 8);
    const auto weights = tensors_of(alone, 8), others = tensors_of(together, 8);
    QVERIFY(weights.size() > 50);
    double largest = 0;
    for (const auto &[key, tensor] : weights) {
        if (key.rfind("random.", 0) == 0)
            continue;
        QVERIFY2(others.count(key), key.c_str());
        const double difference = largest_difference(tensor, others.at(key));
        largest = std::max(largest, difference);
        // 8 steps of at most 1e-3 each: were the gradients others', whole steps would differ.
        QVERIFY2(difference < 5e-5, qPrintable(QStringLiteral("%1 differs by %2")
                                                  .arg(QString::fromStdString(key)).arg(difference)));
    }
    qInfo("largest difference of weights and moments: %.2g", largest);
}

void tst_Ranks::resumedWithAnotherNumberOfRanksGoesOn()
{
    RunConfig settings = config();
    settings.max_steps = 24;
    settings.epochs = 8;
    const QString alone = folder("elastic1"), together = folder("elastic2");
    prepare(alone, settings, manifest());
    prepare(together, settings, manifest());
    const auto one = started(alone, {});
    QVERIFY(one->waitForFinished(-1));
    // Two ranks are asked to stop after their first step; one goes on.
    const int port = free_port();
    const auto first = started(together, {0, 2, port});
    const auto second = started(together, {1, 2, port});
    while (first->state() == QProcess::Running && first->waitForReadyRead(-1)) {
        if (first->readAllStandardOutput().contains("\"event\":\"step\""))
            break;
    }
    first->terminate(); // One rank alone is told; both must pause.
    QVERIFY(first->waitForFinished(-1) && second->waitForFinished(-1));
    QCOMPARE(first->exitCode(), 130);
    QCOMPARE(second->exitCode(), 130);
    const auto rest = started(together, {0, 1, 0, 120, true});
    QVERIFY(rest->waitForFinished(-1));
    QVERIFY2(rest->exitCode() == 0, rest->readAllStandardError());
    const auto weights = tensors_of(alone, 24), others = tensors_of(together, 24);
    QVERIFY(!weights.empty());
    for (const auto &[key, tensor] : weights) {
        if (key.rfind("random.", 0) != 0)
            QVERIFY2(others.count(key) && largest_difference(tensor, others.at(key)) < 1e-3,
                     key.c_str());
    }
}

void tst_Ranks::ranksDropOutTheirOwnAndResumeRepeats()
{
    RunConfig settings = config();
    settings.text_dropout = 0.1;
    settings.max_steps = 12;
    settings.epochs = 4;
    const QString through = folder("through"), paused = folder("paused");
    prepare(through, settings, manifest());
    prepare(paused, settings, manifest());
    const auto both = [](const QString &where, bool resume, bool pause) {
        const int port = free_port();
        const auto first = started(where, {0, 2, port, 120, resume});
        const auto second = started(where, {1, 2, port, 120, resume});
        while (pause && first->state() == QProcess::Running && first->waitForReadyRead(-1)) {
            if (first->readAllStandardOutput().contains("\"event\":\"step\""))
                break;
        }
        if (pause)
            first->terminate();
        return first->waitForFinished(-1) && second->waitForFinished(-1) ? first->exitCode() : -1;
    };
    QCOMPARE(both(through, false, false), 0);
    QCOMPARE(both(paused, false, true), 130);
    QCOMPARE(both(paused, true, false), 0);
    const auto weights = tensors_of(through, 12), others = tensors_of(paused, 12);
    std::set<std::vector<std::byte>> streams;
    int random = 0;
    for (const auto &[key, tensor] : weights) {
        QVERIFY2(others.count(key) && largest_difference(tensor, others.at(key)) < 1e-6,
                 key.c_str());
        if (key.rfind("random.", 0) == 0) {
            ++random;
            streams.insert(tensor.bytes);
        }
    }
    QCOMPARE(random, 2);
    QCOMPARE(streams.size(), 2u); // No rank repeats another's.
}

void tst_Ranks::aDeadRankEndsTheOthers_data()
{
    QTest::addColumn<int>("signal");
    QTest::addColumn<int>("dying");
    QTest::addRow("the second is killed") << SIGKILL << 1;
    QTest::addRow("the first is killed") << SIGKILL << 0;
    QTest::addRow("the second stands still: the timeout") << SIGSTOP << 1;
}

void tst_Ranks::aDeadRankEndsTheOthers()
{
    QFETCH(int, signal);
    QFETCH(int, dying);
    RunConfig settings = config();
    settings.max_steps = 0;
    settings.epochs = 100000;
    settings.validate_every_epochs = 100000;
    const QString room = m_room.filePath(QStringLiteral("dead%1%2").arg(signal).arg(dying));
    prepare(room, settings, manifest());
    const int port = free_port();
    std::vector<std::unique_ptr<QProcess>> ranks;
    for (int rank = 0; rank < 2; ++rank)
        ranks.push_back(started(room, {rank, 2, port, signal == SIGSTOP ? 15 : 120}));
    while (ranks[0]->state() == QProcess::Running && ranks[0]->waitForReadyRead(-1)) {
        if (ranks[0]->readAllStandardOutput().contains("\"event\":\"step\""))
            break;
    }
    ::kill(pid_t(ranks[std::size_t(dying)]->processId()), signal);
    QProcess &other = *ranks[std::size_t(1 - dying)];
    QVERIFY(other.waitForFinished(-1));
    QCOMPARE(other.exitStatus(), QProcess::NormalExit);
    QCOMPARE(other.exitCode(), 1);
    const QString words = QString::fromUtf8(other.readAllStandardError());
    QVERIFY2(words.contains("Another process of this run ended")
                 && words.contains("goes on from its last checkpoint")
                 && words.contains("--resume"),
             qPrintable(words));
    ranks[std::size_t(dying)]->kill();
    ranks[std::size_t(dying)]->waitForFinished(-1);
}

void tst_Ranks::refused_data()
{
    QTest::addColumn<int>("batch");
    QTest::addColumn<QString>("task");
    QTest::addColumn<QString>("words");
    QTest::addRow("a batch that two cannot share") << 7 << "pretrain" << "A batch of 7";
    QTest::addRow("fine-tuning") << 8 << "finetune" << "Only pretraining";
}

void tst_Ranks::refused()
{
    QFETCH(int, batch);
    QFETCH(QString, task);
    QFETCH(QString, words);
    RunConfig settings = config();
    settings.batch_size = batch;
    settings.task = task.toStdString();
    settings.label_set = "finding";
    const QString room = m_room.filePath("refused" + task);
    prepare(room, settings, manifest());
    const int port = free_port();
    const auto first = started(room, {0, 2, port});
    const auto second = started(room, {1, 2, port});
    for (QProcess *process : {first.get(), second.get()}) {
        QVERIFY(process->waitForFinished(-1));
        QCOMPARE(process->exitCode(), 1);
        const QString said = QString::fromUtf8(process->readAllStandardError());
        QVERIFY2(said.contains(words), qPrintable(said));
    }
}

QTEST_GUILESS_MAIN(tst_Ranks)
#include "tst_ranks.moc"
