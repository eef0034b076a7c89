// SPDX-License-Identifier: GPL-3.0-or-later
// kill -9 at random moments of an import, an edit, a batch, undo and redo, restoring, a migration, an export
// and a training: nothing that was confirmed is lost, the chain of the history holds, the study always
// opens, and the work can be done again.
//
// RETCLIP_KILLS multiplies the number of kills (not of training, which is the slowest: RETCLIP_TRAINING_KILLS is
// their number); the seed is printed, RETCLIP_SEED repeats it. docs/reliability.md has the command of the long form and what it found.
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <functional>

class tst_KillCampaign : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void importSurvives();
    void editSurvives();
    void batchSurvives();
    void undoSurvives();
    void restoreSurvives();
    void migrationSurvives();
    void exportSurvives();
    void trainingSurvives();
    void aKilledTrainingIsTheSameRun();
    void cleanupTestCase()
    {
        qInfo("%d kills, %d of them in the middle, %d confirmed edits: 0 lost, 0 chains broken, 0 studies that did not open", m_kills,
              m_cut, m_confirmed);
    }

private:
    struct Answer
    {
        int status = -1;
        QByteArray output;
        QByteArray errors;
        bool killed = false;
        qint64 milliseconds = 0;
    };
    /// Runs retclip; `killAfter_ms` below 0: to the end.
    Answer run(const QStringList &arguments, int killAfter_ms = -1) const;
    /// A moment between 1 ms and the shortest time that this work has taken so far: the first run
    /// of a kind is the slowest, and moments after its successors' end would cut nothing.
    int moment(qint64 shortest_ms) { return 1 + m_random.bounded(int(qMax<qint64>(shortest_ms, 2))); }
    static void learn(qint64 &shortest_ms, const Answer &answer)
    {
        if (!answer.killed)
            shortest_ms = qMin(shortest_ms, answer.milliseconds);
    }
    /// Cuts `arguments` at random moments. After each cut, and at the end, the study must pass its check.
    void cutOften(const QString &study, int kills, const std::function<QStringList(int)> &arguments,
                  const std::function<void(int, const Answer &)> &look);
    static QJsonArray lines(const QByteArray &output);
    QString path(const QString &name) const { return m_folder.filePath(name); }

    static constexpr int patients = 24;
    QTemporaryDir m_folder;
    QRandomGenerator m_random;
    int m_factor = 1;
    int m_kills = 0, m_cut = 0, m_confirmed = 0;
};

void tst_KillCampaign::cutOften(const QString &study, int kills, const std::function<QStringList(int)> &arguments,
                                const std::function<void(int, const Answer &)> &look)
{
    qint64 usual = 60'000;
    for (int warm = 0; warm < 2; ++warm)
        learn(usual, run(arguments(-1 - warm)));
    int cut = 0;
    for (int kill = 0; kill < kills; ++kill) {
        const Answer answer = run(arguments(kill), moment(usual));
        cut += answer.killed;
        learn(usual, answer);
        look(kill, answer);
        if (QTest::currentTestFailed())
            return;
        const Answer checked = run({"study", "check", study, "--quick"});
        QVERIFY2(checked.status == 0, checked.output + checked.errors);
    }
    m_kills += kills;
    m_cut += cut;
    QVERIFY2(cut > 0, "nothing was cut: the moments are too late");
}

tst_KillCampaign::Answer tst_KillCampaign::run(const QStringList &arguments, int killAfter_ms) const
{
    Answer answer;
    QProcess process;
    QElapsedTimer clock;
    clock.start();
    process.start(RETCLIP_PROGRAM, arguments);
    if (!process.waitForStarted())
        return answer;
    if (killAfter_ms >= 0 && !process.waitForFinished(killAfter_ms)) {
        process.kill();
        answer.killed = true;
    }
    process.waitForFinished(600'000);
    answer.milliseconds = clock.elapsed();
    answer.status = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    answer.output = process.readAllStandardOutput();
    answer.errors = process.readAllStandardError();
    return answer;
}

QJsonArray tst_KillCampaign::lines(const QByteArray &output)
{
    QJsonArray rows;
    for (const QByteArray &line : output.split('\n')) {
        const QJsonDocument document = QJsonDocument::fromJson(line);
        if (document.isObject())
            rows.append(document.object());
    }
    return rows;
}

void tst_KillCampaign::initTestCase()
{
    QVERIFY(m_folder.isValid());
    const quint32 seed = qEnvironmentVariableIsSet("RETCLIP_SEED")
        ? quint32(qEnvironmentVariableIntValue("RETCLIP_SEED"))
        : QRandomGenerator::global()->generate() % 1'000'000;
    m_random.seed(seed);
    m_factor = qMax(1, qEnvironmentVariableIntValue("RETCLIP_KILLS"));
    qInfo("seed %u", seed);

    const Answer made = run({"sample", path("files"), "--patients", QString::number(patients), "--as",
                             "files", "--quiet"});
    QVERIFY2(made.status == 0, made.errors);
    QCOMPARE(run({"study", "new", path("edit.study"), "--quiet"}).status, 0);
    const Answer imported = run({"import", path("edit.study"), path("files/table.csv"), "--json"});
    QVERIFY2(imported.status == 0, imported.errors);
}

void tst_KillCampaign::importSurvives()
{
    QCOMPARE(run({"study", "new", path("usual.study"), "--quiet"}).status, 0);
    qint64 usual
        = run({"import", path("usual.study"), path("files/table.csv"), "--copy", "--json"}).milliseconds;
    int cut = 0;
    for (int kill = 0; kill < 18 * m_factor; ++kill) {
        const QString study = path(QString("import%1.study").arg(kill));
        QCOMPARE(run({"study", "new", study, "--quiet"}).status, 0);
        const QStringList import{"import", study, path("files/table.csv"), "--copy", "--json"};
        const Answer first = run(import, moment(usual));
        cut += first.killed;
        learn(usual, first);

        const Answer checked = run({"study", "check", study});
        QVERIFY2(checked.status == 0, checked.output + checked.errors);
        const Answer again = run(import);
        QVERIFY2(again.status == 0, again.errors);
        const Answer info = run({"study", "info", study, "--json"});
        QCOMPARE(lines(info.output).first()["patients"].toInt(), patients);
        QCOMPARE(run({"study", "check", study}).status, 0);
        QDir(study).removeRecursively();
    }
    m_kills += 18 * m_factor;
    m_cut += cut;
    QVERIFY2(cut > 0, "no import was cut: the moments are too late");
}

void tst_KillCampaign::editSurvives()
{
    const QString study = path("edit.study");
    const QJsonArray exams = lines(run({"list", study, "--json"}).output);
    QCOMPARE(int(exams.size()), patients);
    const auto exam = [&] {
        return exams[m_random.bounded(int(exams.size()))].toObject()["exam"].toVariant().toString();
    };
    qint64 usual = run({"edit", study, "--exam", exam(), "--tag", "first", "--json"}).milliseconds;

    QMap<QString, QString> confirmed;
    int cut = 0;
    for (int kill = 0; kill < 24 * m_factor; ++kill) {
        const QString target = exam();
        const QString tag = QString("kill-%1").arg(kill);
        const Answer answer
            = run({"edit", study, "--exam", target, "--tag", tag, "--json"}, moment(usual));
        if (!lines(answer.output).isEmpty())
            confirmed[tag] = target;
        cut += answer.killed;
        learn(usual, answer);
    }
    m_kills += 24 * m_factor;
    m_cut += cut;
    m_confirmed += int(confirmed.size());
    QVERIFY2(cut > 0, "no edit was cut: the moments are too late");

    QMap<QString, QStringList> tags;
    for (const QJsonValue &row : lines(run({"list", study, "--json", "--fields", "exam,tags"}).output)) {
        for (const QJsonValue &tag : row["tags"].toArray())
            tags[row["exam"].toVariant().toString()] += tag.toString();
    }
    const QByteArray history = run({"history", study, "--json"}).output;
    for (auto [tag, target] : confirmed.asKeyValueRange()) {
        QVERIFY2(tags[target].contains(tag), qPrintable(tag + " was confirmed and is gone"));
        QVERIFY2(history.contains(tag.toUtf8()), qPrintable(tag + " is not in the history"));
    }
    QCOMPARE(run({"study", "check", study}).status, 0);
}

void tst_KillCampaign::batchSurvives()
{
    const QString study = path("edit.study");
    QStringList confirmed;
    cutOften(study, 24 * m_factor,
             [&](int kill) { return QStringList{"edit", study, "--where", "", "--tag", QString("batch%1").arg(kill), "--json"}; },
             [&](int kill, const Answer &answer) {
                 if (!lines(answer.output).isEmpty())
                     confirmed += QString("batch%1").arg(kill);
             });
    m_confirmed += int(confirmed.size());
    // All of an edit or none of it: each tag is on every exam or on none.
    QMap<QString, int> counts;
    for (const QJsonValue &row : lines(run({"list", study, "--json", "--fields", "exam,tags"}).output))
        for (const QJsonValue &tag : row["tags"].toArray())
            ++counts[tag.toString()];
    for (auto [tag, count] : counts.asKeyValueRange())
        if (tag.startsWith("batch"))
            QCOMPARE(count, patients);
    for (const QString &tag : std::as_const(confirmed))
        QVERIFY2(counts.contains(tag), qPrintable(tag + " was confirmed and is gone"));
}

void tst_KillCampaign::undoSurvives()
{
    const QString study = path("edit.study");
    int edits = 0;
    cutOften(study, 24 * m_factor,
             [&](int kill) {
                 // One edit, then it is taken back and done again in turn.
                 if (kill % 3 == 0 || kill < 0)
                     run({"edit", study, "--where", "", "--tag", QString("undo%1").arg(++edits), "--json"});
                 return QStringList{kill % 2 ? "redo" : "undo", study, "--json"};
             },
             [&](int, const Answer &answer) {
                 const QJsonArray said = lines(answer.output);
                 if (said.isEmpty())
                     return;
                 ++m_confirmed;
                 const QByteArray history = run({"history", study, "--json", "--limit", "1"}).output;
                 QCOMPARE(lines(history).first()["hash"].toString(), said.first()["hash"].toString());
             });
}

void tst_KillCampaign::restoreSurvives()
{
    const QString study = path("edit.study");
    const int newest = lines(run({"history", study, "--json", "--limit", "1"}).output).first()["edit"].toInt();
    cutOften(study, 24 * m_factor,
             [&](int) { return QStringList{"study", "restore", study, "--to", QString::number(2 + m_random.bounded(newest - 2)), "--json"}; },
             [&](int, const Answer &answer) {
                 const QJsonArray said = lines(answer.output);
                 if (said.isEmpty() || said.first()["hash"].isNull())
                     return;
                 ++m_confirmed;
                 const QByteArray history = run({"history", study, "--json", "--limit", "1"}).output;
                 QCOMPARE(lines(history).first()["hash"].toString(), said.first()["hash"].toString());
             });
}

void tst_KillCampaign::migrationSurvives()
{
    QCOMPARE(QProcess::execute(RETCLIP_EDITOR, {"old", path("old.study")}), 0);
    const auto fresh = [&](const QString &study) {
        QDir(study).removeRecursively();
        QVERIFY(QDir().mkpath(study));
        QVERIFY(QFile::copy(path("old.study/study.db"), study + "/study.db"));
    };
    qint64 usual = 60'000;
    int cut = 0;
    for (int kill = -2; kill < 24 * m_factor; ++kill) {
        const QString study = path("migrate.study");
        fresh(study);
        if (QTest::currentTestFailed())
            return;
        const Answer first = run({"study", "upgrade", study}, kill < 0 ? -1 : moment(usual));
        learn(usual, first);
        cut += first.killed;
        const Answer again = run({"study", "upgrade", study, "--json"}); // Opens, whatever was cut.
        QVERIFY2(again.status == 0, again.errors);
        QCOMPARE(lines(again.output).first()["exams"].toInt(), 4000);
        const Answer checked = run({"study", "check", study, "--quick"});
        QVERIFY2(checked.status == 0, checked.output + checked.errors);
    }
    m_kills += 24 * m_factor;
    m_cut += cut;
    QVERIFY2(cut > 0, "no migration was cut: the moments are too late");
}

void tst_KillCampaign::exportSurvives()
{
    const QString study = path("edit.study");
    const Answer frozen = run({"dataset", study, "new", "all", "--where", "", "--split", "70/10/20", "--json"});
    QVERIFY2(frozen.status == 0, frozen.errors);
    const auto arguments = [&](const QString &out) {
        return QStringList{"export", study, "--dataset", "all", "--format", "retclip", "--out", out, "--json"};
    };
    const Answer whole = run(arguments(path("whole")));
    QVERIFY2(whole.status == 0, whole.errors);
    int cut = 0;
    qint64 usual = whole.milliseconds;
    for (int kill = 0; kill < 10 * m_factor; ++kill) {
        const QString out = path(QString("export%1").arg(kill));
        const Answer first = run(arguments(out), moment(usual));
        cut += first.killed;
        learn(usual, first);
        // Either nothing stands there, or all of it.
        if (QDir(out).exists())
            QVERIFY2(QFile::exists(out + "/manifest.json"), "half an export stands at its final place");
        else
            QCOMPARE(run(arguments(out)).status, 0);
        QVERIFY(QFile::exists(out + "/manifest.json"));
        QDir(out).removeRecursively();
    }
    m_kills += 10 * m_factor;
    m_cut += cut;
    QVERIFY2(cut > 0, "no export was cut: the moments are too late");
}

void tst_KillCampaign::trainingSurvives()
{
    const QString study = path("edit.study");
    const int steps = 12;
    const QStringList settings{"--set", "batch_size=8", "--set", "epochs=100", "--set",
                               QString("max_steps=%1").arg(steps), "--set", "checkpoint_every_steps=2",
                               "--set", "network.vision_layers=1", "--set", "network.text_num_hidden_layers=1"};
    const auto start = [&](const QString &name) {
        return QStringList{"train", study, "--preset", "quick", "--device", "cpu", "--json", "--name", name}
            + settings;
    };
    const Answer whole = run(start("whole"));
    if (whole.status != 0 && whole.errors.contains("plug-in"))
        QSKIP("this build has no LibTorch");
    QVERIFY2(whole.status == 0, whole.errors);

    int cut = 0;
    qint64 usual = whole.milliseconds;
    for (int kill = 0; kill < 4; ++kill) {
        const QString name = QString("cut%1").arg(kill);
        const Answer first = run(start(name), moment(usual));
        cut += first.killed;
        learn(usual, first);
        const QJsonArray runs = lines(run({"runs", study, "--json"}).output);
        const bool known = std::any_of(runs.begin(), runs.end(), [&](const QJsonValue &row) {
            return row["name"].toString() == name;
        });
        if (!known)
            continue; // Killed before the run was registered: nothing was confirmed.
        if (first.killed) {
            const Answer resumed = run({"train", study, "--resume", name, "--json"});
            QVERIFY2(resumed.status == 0, resumed.errors);
        }
        // The curve: every step once, in order, to the end.
        const QJsonObject shown = lines(run({"runs", "show", study, name, "--json"}).output).first().toObject();
        QFile events(shown["folder"].toString() + "/events.jsonl");
        QVERIFY2(events.open(QIODevice::ReadOnly), qPrintable(events.fileName()));
        int expected = 1;
        for (const QJsonValue &event : lines(events.readAll())) {
            if (event["event"].toString() == "step")
                QCOMPARE(event["step"].toInt(), expected++);
        }
        QCOMPARE(expected - 1, steps);
    }
    m_kills += 4;
    m_cut += cut;
    QVERIFY2(cut > 0, "no training was cut: the moments are too late");
    QCOMPARE(run({"study", "check", study}).status, 0);
}

/// One run after the other is killed at random moments and resumed, again and again, until it is done: its last
/// checkpoint has the bytes of a run that nobody touched (weights, moments, random states, position), and its
/// curve the numbers.
void tst_KillCampaign::aKilledTrainingIsTheSameRun()
{
    const QString study = path("edit.study");
    const int asked = qEnvironmentVariableIntValue("RETCLIP_TRAINING_KILLS");
    const int kills = asked > 0 ? asked : 5;
    const auto start = [&](const QString &name) {
        return QStringList{"train", study, "--preset", "quick", "--device", "cpu", "--json", "--name", name,
                           "--set", "batch_size=8", "--set", "epochs=100", "--set", "max_steps=30",
                           "--set", "checkpoint_every_steps=3", "--set", "validate_every_epochs=2", "--set", "augment=true",
                           "--set", "ema_decay=0.9", "--set", "network.vision_layers=1", "--set", "network.text_num_hidden_layers=1"};
    };
    const auto folderOf = [&](const QString &name) {
        return lines(run({"runs", "show", study, name, "--json"}).output).first().toObject()["folder"].toString();
    };
    struct Result
    {
        QByteArray weights, best;
        QVector<double> losses;
        bool operator==(const Result &) const = default;
    };
    const auto result = [&](const QString &name) {
        Result all;
        const QString folder = folderOf(name);
        const auto bytes = [&](const QString &file) {
            QFile opened(folder + "/checkpoints/" + file);
            return opened.open(QIODevice::ReadOnly) ? opened.readAll() : QByteArray();
        };
        const QJsonObject index = QJsonDocument::fromJson(bytes("index.json")).object();
        all.weights = bytes(index["last"].toString());
        all.best = bytes(index["best"].toString());
        QFile events(folder + "/events.jsonl");
        if (events.open(QIODevice::ReadOnly))
            for (const QJsonValue &event : lines(events.readAll()))
                if (event["event"].toString() == "step")
                    all.losses << event["loss"].toDouble();
        return all;
    };
    const Answer whole = run(start("untouched"));
    if (whole.status != 0 && whole.errors.contains("plug-in"))
        QSKIP("this build has no LibTorch");
    QVERIFY2(whole.status == 0, whole.errors);
    const Result untouched = result("untouched");
    QVERIFY(untouched.weights.size() > 100'000);
    QCOMPARE(int(untouched.losses.size()), 30);

    int killed = 0, runs = 0;
    qint64 usual = whole.milliseconds;
    while (killed < kills) {
        const QString name = QString("killed%1").arg(++runs);
        bool registered = false;
        for (bool done = false; !done;) {
            const bool last = killed >= kills; // Enough: to its end.
            const QStringList words = registered ? QStringList{"train", study, "--resume", name, "--json"} : start(name);
            const Answer answer = run(words, last ? -1 : moment(usual));
            killed += answer.killed;
            done = !answer.killed;
            if (done)
                QVERIFY2(answer.status == 0, answer.output.right(2000) + answer.errors);
            if (!registered) {
                for (const QJsonValue &row : lines(run({"runs", study, "--json"}).output))
                    registered = registered || row["name"].toString() == name;
            }
        }
        const Result after = result(name);
        QCOMPARE(after.losses, untouched.losses);
        QVERIFY2(after.weights == untouched.weights, qPrintable(name + ": the last checkpoint differs"));
        QVERIFY2(after.best == untouched.best, qPrintable(name + ": the best checkpoint differs"));
        QDir(folderOf(name) + "/checkpoints").removeRecursively();
    }
    m_kills += killed;
    m_cut += killed;
    qInfo("%d kills in %d runs: each the same run, bit for bit", killed, runs);
}

QTEST_GUILESS_MAIN(tst_KillCampaign)
#include "tst_kill_campaign.moc"
