// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/base/sha256.h"
#include "core/jobs/job.h"
#include "core/jobs/run_lock.h"
#include "core/jobs/run_pace.h"
#include "core/jobs/run_queue.h"
#include "core/jobs/run_transfer.h"
#include "tests/support/fake_backend.h"
#include "tests/support/temporary_study.h"

#include <nlohmann/json.hpp>

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QSignalSpy>

#include <cmath>
#include <set>
#include <thread>

using namespace retclip;

namespace {

void fill(TemporaryStudy &study)
{
    QVector<ImportedExam> exams;
    for (int i = 0; i < 30; ++i)
        exams.append(pairOf(QStringLiteral("P%1").arg(i), QStringLiteral("Report “%1”").arg(i)));
    study.import(exams);
}

RunOrder orderFor(Study &study, const QString &name, const std::string &device = "cpu")
{
    RunOrder order;
    order.name = name;
    order.config = *preset("pretrain-small");
    order.config.device = device;
    order.manifest = *study.manifest({}, {}, 1);
    return order;
}

RunState stateOf(const RunQueue &queue, RunId id)
{
    for (const RunRow &row : queue.rows())
        if (row.id == id)
            return row.state;
    return RunState::failed;
}

} // namespace

class tst_Jobs : public QObject
{
    Q_OBJECT

private slots:
    void workRunsElsewhereAndComesBackHere();
    void errorsAndExceptionsComeBack();
    void questionsDoNotStandBehindLongWork();
    void cancelledWorkSaysSo();
    void waitingWorkIsForgottenAtOnce();
    void nothingIsTakenToADeadContext();
    void progressIsRare();
    void closingStopsWork();
    void runsGoOneAfterTheOther();
    void differentDevicesGoTogether();
    void preparesTheTokenizer();
    void pausesAndResumes();
    void cancelsAndFails();
    void movesWaitingRuns();
    void crashedRunsComeBackPaused();
    void queueSurvivesTheProgram();
    void foregroundDoesTheSame();
    void othersWriteWhileARunTrains();
    void anEndThatNobodyEnteredIsEnteredLater();
    void aRunFromElsewhereBecomesARunHere();
    void whatIsNoRunOfTheStudyIsRefused_data();
    void whatIsNoRunOfTheStudyIsRefused();
    void aClusterJobHoldsAllItNeeds();
    void aClusterJobThatCannotBeIsRefused_data();
    void aClusterJobThatCannotBeIsRefused();
    void aGoingRunChangesWhatMayChange();
    void sleepIsNoPace();
};

void tst_Jobs::workRunsElsewhereAndComesBackHere()
{
    JobPool pool(2);
    QSignalSpy started(&pool, &JobPool::jobStarted), ended(&pool, &JobPool::jobEnded);
    const auto here = std::this_thread::get_id();
    std::thread::id there;
    int result = 0;
    pool.start<int>(
        QStringLiteral("count"), this,
        [&there](const ProgressCallback &, std::stop_token) -> Result<int> {
            there = std::this_thread::get_id();
            return 42;
        },
        [&](Result<int> outcome) {
            QVERIFY(std::this_thread::get_id() == here);
            result = outcome.value_or(0);
        });
    QCOMPARE(pool.shown().size(), 1);
    QTRY_COMPARE(result, 42);
    QVERIFY(there != here);
    QCOMPARE(started.size(), 1);
    QTRY_COMPARE(ended.size(), 1);
    QVERIFY(pool.shown().isEmpty());
}

void tst_Jobs::errorsAndExceptionsComeBack()
{
    JobPool pool(1);
    std::vector<ErrorCode> codes;
    const auto then = [&](Result<int> outcome) { codes.push_back(outcome ? ErrorCode::cancelled : outcome.error().code); };
    pool.start<int>({}, nullptr, [](const ProgressCallback &, std::stop_token) -> Result<int> {
        return failure(ErrorCode::disk_full, "a", "b", "c");
    }, then);
    pool.start<int>({}, nullptr, [](const ProgressCallback &, std::stop_token) -> Result<int> {
        throw std::runtime_error("odd");
    }, then);
    QTRY_COMPARE(codes.size(), std::size_t(2));
    QCOMPARE(codes[0], ErrorCode::disk_full);
    QCOMPARE(codes[1], ErrorCode::internal);
}

void tst_Jobs::questionsDoNotStandBehindLongWork()
{
    JobPool pool(2);
    QVector<Job *> longOnes;
    int ended = 0;
    for (int i = 0; i < 3; ++i) // One more than there are threads for it.
        longOnes << pool.start<int>(QStringLiteral("long"), this,
            [](const ProgressCallback &, std::stop_token stop) -> Result<int> {
                while (!stop.stop_requested())
                    std::this_thread::sleep_for(std::chrono::milliseconds(1));
                return 1;
            },
            [&](Result<int>) { ++ended; });
    QTRY_COMPARE(longOnes[1]->state(), JobState::running);
    int answer = 0;
    pool.start<int>({}, this, [](const ProgressCallback &, std::stop_token) -> Result<int> { return 42; },
                    [&](Result<int> result) { answer = result.value_or(0); });
    QTRY_COMPARE(answer, 42);
    QCOMPARE(ended, 0);
    QCOMPARE(longOnes[2]->state(), JobState::waiting); // The questions' thread is not for it.
    for (Job *job : longOnes)
        job->cancel();
    QTRY_COMPARE(ended, 3);
}

void tst_Jobs::cancelledWorkSaysSo()
{
    JobPool pool(1);
    bool over = false;
    Job *job = pool.start<int>(QStringLiteral("long"), this,
        [](const ProgressCallback &, std::stop_token stop) -> Result<int> {
            while (!stop.stop_requested())
                std::this_thread::sleep_for(std::chrono::milliseconds(1));
            return failure(cancelled().value());
        },
        [&](Result<int> outcome) { over = !outcome && outcome.error().code == ErrorCode::cancelled; });
    QTRY_COMPARE(job->state(), JobState::running);
    job->cancel();
    QTRY_VERIFY(over);
}

void tst_Jobs::waitingWorkIsForgottenAtOnce()
{
    JobPool pool(1);
    std::atomic<bool> go = false;
    bool ran = false, told = false;
    pool.start<int>({}, this, [&](const ProgressCallback &, std::stop_token stop) -> Result<int> {
        while (!go && !stop.stop_requested())
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        return 1;
    }, [](Result<int>) {});
    Job *job = pool.start<int>({}, this, [&](const ProgressCallback &, std::stop_token) -> Result<int> {
        ran = true;
        return 1;
    }, [&](Result<int> outcome) { told = !outcome && outcome.error().code == ErrorCode::cancelled; });
    job->cancel();
    QTRY_VERIFY(told);
    go = true;
    QTest::qWait(20);
    QVERIFY(!ran);
}

void tst_Jobs::nothingIsTakenToADeadContext()
{
    JobPool pool(1);
    QSignalSpy ended(&pool, &JobPool::jobEnded);
    bool told = false;
    auto context = std::make_unique<QObject>();
    pool.start<int>(QStringLiteral("x"), context.get(),
                    [](const ProgressCallback &, std::stop_token) -> Result<int> { return 1; },
                    [&](Result<int>) { told = true; });
    context.reset();
    QTRY_COMPARE(ended.size(), 1);
    QVERIFY(!told);
}

void tst_Jobs::progressIsRare()
{
    JobPool pool(1);
    int reports = 0;
    bool over = false;
    qint64 last = 0;
    QElapsedTimer timer;
    timer.start();
    Job *job = pool.start<int>(QStringLiteral("x"), this,
        [](const ProgressCallback &progress, std::stop_token) -> Result<int> {
            for (int i = 1; i <= 3000; ++i) {
                progress({i, 3000, -1, {}});
                std::this_thread::sleep_for(std::chrono::microseconds(100));
            }
            return 1;
        },
        [&](Result<int>) { over = true; });
    connect(job, &Job::progressed, this, [&] {
        ++reports;
        last = job->progress().done;
    });
    QTRY_VERIFY(over);
    QCOMPARE(last, 3000);
    QVERIFY(reports >= 2);
    QVERIFY(reports <= timer.elapsed() / 100 + 3);
}

void tst_Jobs::closingStopsWork()
{
    std::atomic<bool> stopped = false;
    bool told = false;
    {
        JobPool pool(1);
        Job *job = pool.start<int>({}, this, [&](const ProgressCallback &, std::stop_token stop) -> Result<int> {
            while (!stop.stop_requested())
                std::this_thread::sleep_for(std::chrono::milliseconds(1));
            stopped = true;
            return 1;
        }, [&](Result<int>) { told = true; });
        QTRY_COMPARE(job->state(), JobState::running);
    }
    QVERIFY(stopped);
    QTest::qWait(10);
    QVERIFY(!told);
}

void tst_Jobs::runsGoOneAfterTheOther()
{
    TemporaryStudy study;
    fill(study);
    StudyDocument document(study.take());
    FakeDoor door;
    RunQueue queue(document, door);
    QSignalSpy ended(&queue, &RunQueue::runEnded);
    QSignalSpy live(&queue, &RunQueue::liveChanged);
    const auto first = queue.add(orderFor(document.study(), QStringLiteral("a")));
    QVERIFY_OK(first);
    const auto second = queue.add(orderFor(document.study(), QStringLiteral("b"), "auto"));
    QVERIFY_OK(second);
    QCOMPARE(stateOf(queue, *first), RunState::running);
    QCOMPARE(stateOf(queue, *second), RunState::waiting);
    QVERIFY(queue.isRunning());
    QTRY_COMPARE(ended.size(), 2);
    QCOMPARE(int(door.fake.most_running), 1);
    QCOMPARE(door.fake.order, (std::vector<std::string>{"0001-a", "0002-b"}));
    QVERIFY(!live.isEmpty());
    const auto row = document.study().run(QStringLiteral("a"));
    QVERIFY_OK(row);
    QCOMPARE(row->state, RunState::done);
    QCOMPARE(row->metrics[QStringLiteral("recall_at_5")].toDouble(), 0.5);
    QVERIFY(row->started.isValid() && row->ended.isValid());
    QVERIFY(!queue.isRunning());
}

void tst_Jobs::differentDevicesGoTogether()
{
    TemporaryStudy study;
    fill(study);
    StudyDocument document(study.take());
    FakeDoor door;
    door.fake.steps = 60;
    RunQueue queue(document, door);
    QSignalSpy ended(&queue, &RunQueue::runEnded);
    QVERIFY_OK(queue.add(orderFor(document.study(), QStringLiteral("a"), "cuda:0")));
    QVERIFY_OK(queue.add(orderFor(document.study(), QStringLiteral("b"), "cuda:1")));
    QVERIFY_OK(queue.add(orderFor(document.study(), QStringLiteral("c"), "cuda")));
    QTRY_COMPARE(ended.size(), 3);
    QCOMPARE(int(door.fake.most_running), 2);
}

void tst_Jobs::preparesTheTokenizer()
{
    TemporaryStudy study;
    fill(study);
    StudyDocument document(study.take());
    FakeDoor door;
    RunQueue queue(document, door);
    QSignalSpy ended(&queue, &RunQueue::runEnded);
    const auto id = queue.add(orderFor(document.study(), QStringLiteral("a")));
    QVERIFY_OK(id);
    QTRY_COMPARE(ended.size(), 1);
    QCOMPARE(int(door.fake_tokenizers.trained), 1);
    QCOMPARE(door.fake.last_config.network.vocab_size, 321);
    // Of the training split only, cleaned.
    QCOMPARE(door.fake_tokenizers.texts.size(), std::size_t(24));
    QVERIFY(door.fake_tokenizers.texts.front().starts_with("report \""));
    const auto row = document.study().run(QStringLiteral("a"));
    QVERIFY(QFile::exists(row->folder + QStringLiteral("/tokenizer.model")));
    QCOMPARE(row->config[QStringLiteral("network.vocab_size")].toInt(), 321);
    const auto written = read_file(path_from_utf8(row->folder.toStdString()) / "run.json");
    QVERIFY_OK(written);
    QVERIFY(written->find("321") != std::string::npos);
}

void tst_Jobs::pausesAndResumes()
{
    TemporaryStudy study;
    fill(study);
    StudyDocument document(study.take());
    FakeDoor door;
    door.fake.steps = 400;
    RunQueue queue(document, door);
    const auto id = queue.add(orderFor(document.study(), QStringLiteral("a")));
    QVERIFY_OK(id);
    QTRY_VERIFY(queue.live(*id).step > 3);
    QCOMPARE(queue.live(*id).steps, 400);
    QVERIFY(queue.live(*id).loss > 0);
    queue.pause(*id);
    QTRY_COMPARE(stateOf(queue, *id), RunState::paused);
    door.fake.steps = 30;
    queue.resume(*id);
    QCOMPARE(stateOf(queue, *id), RunState::running);
    QTRY_COMPARE(stateOf(queue, *id), RunState::done);
    QCOMPARE(int(door.fake_tokenizers.trained), 1);
}

void tst_Jobs::cancelsAndFails()
{
    TemporaryStudy study;
    fill(study);
    StudyDocument document(study.take());
    FakeDoor door;
    door.fake.fail_in = "bad";
    RunQueue queue(document, door);
    const auto bad = queue.add(orderFor(document.study(), QStringLiteral("bad")));
    QVERIFY_OK(bad);
    QTRY_COMPARE(stateOf(queue, *bad), RunState::failed);
    QVERIFY(document.study().run(QStringLiteral("bad"))->message.contains(QStringLiteral("memory")));
    door.fake.steps = 1000;
    const auto long_ = queue.add(orderFor(document.study(), QStringLiteral("long")));
    const auto waiting = queue.add(orderFor(document.study(), QStringLiteral("next")));
    QVERIFY_OK(waiting);
    queue.cancel(*waiting);
    QCOMPARE(stateOf(queue, *waiting), RunState::cancelled);
    QVERIFY_FAILS(document.study().deleteRun(*long_), ErrorCode::conflict);
    queue.cancel(*long_);
    QTRY_COMPARE(stateOf(queue, *long_), RunState::cancelled);
    QVERIFY_OK(document.study().deleteRun(*long_));
    QVERIFY(QDir(document.study().folder() + QStringLiteral("/trash/0002-long")).exists());
}

void tst_Jobs::movesWaitingRuns()
{
    TemporaryStudy study;
    fill(study);
    StudyDocument document(study.take());
    FakeDoor door;
    door.fake.steps = 30;
    RunQueue queue(document, door);
    QSignalSpy ended(&queue, &RunQueue::runEnded);
    std::vector<RunId> ids;
    for (const char *name : {"a", "b", "c", "d"}) {
        const auto id = queue.add(orderFor(document.study(), QString::fromLatin1(name)));
        QVERIFY_OK(id);
        ids.push_back(*id);
    }
    queue.move(ids[3], -2);
    QTRY_COMPARE(ended.size(), 4);
    QCOMPARE(door.fake.order, (std::vector<std::string>{"0001-a", "0004-d", "0002-b", "0003-c"}));
}

void tst_Jobs::crashedRunsComeBackPaused()
{
    TemporaryStudy study;
    fill(study);
    auto row = study->createRun(orderFor(*study, QStringLiteral("a")));
    QVERIFY_OK(row);
    row->state = RunState::running;
    row->started = QDateTime::currentDateTimeUtc();
    QVERIFY_OK(study->updateRun(*row));
    StudyDocument document(study.take());
    FakeDoor door;
    RunQueue queue(document, door);
    QCOMPARE(stateOf(queue, row->id), RunState::paused);
    queue.resume(row->id);
    QTRY_COMPARE(stateOf(queue, row->id), RunState::done);
}

void tst_Jobs::queueSurvivesTheProgram()
{
    TemporaryStudy study;
    fill(study);
    StudyDocument document(study.take());
    FakeDoor door;
    door.fake.steps = 1000;
    RunId first, second;
    {
        RunQueue queue(document, door);
        first = *queue.add(orderFor(document.study(), QStringLiteral("a")));
        second = *queue.add(orderFor(document.study(), QStringLiteral("b")));
        QTRY_VERIFY(queue.live(first).step > 1);
    }
    QCOMPARE(document.study().run(QStringLiteral("a"))->state, RunState::paused);
    QCOMPARE(document.study().run(QStringLiteral("b"))->state, RunState::waiting);
    door.fake.steps = 5;
    RunQueue queue(document, door);
    QTRY_COMPARE(stateOf(queue, second), RunState::done);
    QCOMPARE(stateOf(queue, first), RunState::paused);
}

void tst_Jobs::foregroundDoesTheSame()
{
    TemporaryStudy study;
    fill(study);
    FakeDoor door;
    struct Observer : RunObserver
    {
        int events = 0;
        void on_event(const RunEvent &) override { ++events; }
    } observer;
    const auto row = study->createRun(orderFor(*study, {}));
    QVERIFY_OK(row);
    QCOMPARE(row->name, QStringLiteral("pretrain-small-1"));
    const auto outcome = runInForeground(*study, *row, false, door.fake, door.fake_tokenizers, observer, {});
    QVERIFY_OK(outcome);
    QCOMPARE(outcome->outcome, std::string("done"));
    QCOMPARE(observer.events, 21);
    QCOMPARE(study->run(QStringLiteral("1"))->state, RunState::done);
    std::stop_source stop;
    stop.request_stop();
    const auto second = study->createRun(orderFor(*study, QStringLiteral("b")));
    QVERIFY_OK(second);
    (void)runInForeground(*study, *second, false, door.fake, door.fake_tokenizers, observer, stop.get_token());
    QCOMPARE(study->run(QStringLiteral("b"))->state, RunState::paused);
}

void tst_Jobs::othersWriteWhileARunTrains()
{
    TemporaryStudy study;
    fill(study);
    const QString folder = study->folder();
    const auto row = study->createRun(orderFor(*study, {}));
    QVERIFY_OK(row);
    study.close(); // Else this process holds the lock throughout.
    struct Observer : RunObserver
    {
        QString folder, run;
        int edits = 0, refused = 0;
        bool held = false, stays_running = false;
        void on_event(const RunEvent &event) override
        {
            if (event.kind != RunEventKind::step || event.step > 3)
                return;
            auto other = Study::open(folder, OpenMode::readWrite);
            if (!other) {
                ++refused;
                return;
            }
            const auto exams = (*other)->find({});
            const QString tag = QStringLiteral("step %1").arg(event.step);
            edits += exams && (*other)->apply({AddTag{tag}, {exams->front()}, QStringLiteral("R")});
            held = RunLock::isHeld(run);
            // Another program starts on the study: the run lives, so it is left alone.
            if (pauseCrashedRuns(**other))
                stays_running = (*other)->run(QStringLiteral("1"))->state == RunState::running;
        }
    } observer;
    observer.folder = folder;
    observer.run = row->folder;
    FakeDoor door;
    const auto outcome = runInForeground(folder, *row, false, door.fake, door.fake_tokenizers, observer, {});
    QVERIFY_OK(outcome);
    QCOMPARE(observer.refused, 0);
    QCOMPARE(observer.edits, 3);
    QVERIFY(observer.held);
    QVERIFY(observer.stays_running);
    QVERIFY(!RunLock::isHeld(row->folder));
    const auto after = Study::open(folder, OpenMode::readOnly);
    QVERIFY_OK(after);
    QCOMPARE((*after)->run(QStringLiteral("1"))->state, RunState::done);
}

void tst_Jobs::anEndThatNobodyEnteredIsEnteredLater()
{
    TemporaryStudy study;
    fill(study);
    auto row = study->createRun(orderFor(*study, {}));
    QVERIFY_OK(row);
    FakeDoor door;
    struct : RunObserver { void on_event(const RunEvent &) override {} } quiet;
    QVERIFY_OK(runInForeground(*study, *row, false, door.fake, door.fake_tokenizers, quiet, {}));
    // As if the study had been open elsewhere at the end.
    {
        RunEventWriter writer;
        QVERIFY_OK(writer.open(row->folder.toStdString() + "/events.jsonl"));
        RunEvent end;
        end.kind = RunEventKind::end;
        end.step = 20;
        end.time = 1.7e9;
        end.outcome = "done";
        end.metrics["recall_at_5"] = 0.5;
        QVERIFY_OK(writer.write(end));
    }
    row->state = RunState::running;
    row->started = QDateTime::currentDateTimeUtc();
    QVERIFY_OK(study->updateRun(*row));
    auto lock = RunLock::take(row->folder);
    QVERIFY_OK(lock);
    QCOMPARE(RunLock::take(row->folder).error().code, ErrorCode::conflict);
    QVERIFY_OK(pauseCrashedRuns(*study));
    QCOMPARE(study->run(QStringLiteral("1"))->state, RunState::running);
    lock->reset();
    QVERIFY_OK(pauseCrashedRuns(*study));
    const auto entered = study->run(QStringLiteral("1"));
    QVERIFY_OK(entered);
    QCOMPARE(entered->state, RunState::done);
    QCOMPARE(entered->metrics[QStringLiteral("recall_at_5")].toDouble(), 0.5);
}

void tst_Jobs::aRunFromElsewhereBecomesARunHere()
{
    // Another copy of the study, whose rows have other numbers and whose photographs lie elsewhere.
    TemporaryStudy there, here;
    here.import({pairOf(QStringLiteral("someone else"), QStringLiteral("Report"))});
    fill(there);
    fill(here);
    FakeDoor door;
    struct : RunObserver { void on_event(const RunEvent &) override {} } quiet;
    const auto row = there->createRun(orderFor(*there, QStringLiteral("away")));
    QVERIFY_OK(row);
    std::stop_source stop;
    QVERIFY_OK(runInForeground(*there, *row, false, door.fake, door.fake_tokenizers, quiet, {}));
    RunEventWriter writer;
    QVERIFY_OK(writer.open(row->folder.toStdString() + "/events.jsonl"));
    RunEvent end;
    end.kind = RunEventKind::end;
    end.step = 20;
    end.time = 1.7e9;
    end.outcome = "done";
    end.metrics["recall_at_5"] = 0.5;
    QVERIFY_OK(writer.write(end));
    const QString brought = here.path(QStringLiteral("brought"));
    QVERIFY(QProcess::execute(QStringLiteral("cp"), {QStringLiteral("-r"), row->folder, brought}) == 0);
    QVERIFY(QDir(brought).mkpath(QStringLiteral("checkpoints")));
    {
        QFile checkpoint(brought + QStringLiteral("/checkpoints/step-000020.safetensors"));
        QVERIFY(checkpoint.open(QIODevice::WriteOnly));
        checkpoint.write("weights");
    }

    const auto imported = importRun(*here, brought, {}, {}, {});
    QVERIFY_OK(imported);
    QCOMPARE(imported->name, QStringLiteral("brought"));
    QCOMPARE(imported->state, RunState::done);
    QCOMPARE(imported->metrics[QStringLiteral("recall_at_5")].toDouble(), 0.5);
    QCOMPARE(imported->manifestHash, row->manifestHash);
    QFile checkpoint(imported->folder + QStringLiteral("/checkpoints/step-000020.safetensors"));
    QVERIFY(checkpoint.open(QIODevice::ReadOnly));
    QCOMPARE(checkpoint.readAll(), QByteArray("weights"));
    // Its exams are this study's.
    const auto manifest = read_manifest(path_from_utf8(imported->folder.toStdString()) / "manifest.jsonl");
    QVERIFY_OK(manifest);
    QCOMPARE(manifest->items.size(), std::size_t(30));
    for (const ManifestItem &item : manifest->items) {
        const auto exam = here->exam(item.exam);
        QVERIFY_OK(exam);
        QCOMPARE(exam->code.toStdString(), item.exam_code);
    }
    QVERIFY(QDir(brought).exists()); // What was brought is left alone.
    QVERIFY(QDir(here.folder() + QStringLiteral("/runs")).entryList({QStringLiteral(".coming*")}, QDir::AllEntries | QDir::Hidden).isEmpty());
    QVERIFY_FAILS(importRun(*here, brought, {}, {}, {}), ErrorCode::conflict); // The name is taken.
    QVERIFY_OK(importRun(*here, brought, QStringLiteral("again"), {}, {}));
    QCOMPARE(here->runs()->size(), 2);
}

void tst_Jobs::whatIsNoRunOfTheStudyIsRefused_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<int>("code");
    QTest::newRow("a folder without a run") << "empty" << int(ErrorCode::not_found);
    QTest::newRow("a run on other patients") << "other" << int(ErrorCode::conflict);
    QTest::newRow("a run that lies in the study") << "own" << int(ErrorCode::conflict);
}

void tst_Jobs::whatIsNoRunOfTheStudyIsRefused()
{
    QFETCH(QString, what);
    QFETCH(int, code);
    TemporaryStudy study, other;
    fill(study);
    other.import({pairOf(QStringLiteral("X"), QStringLiteral("Report"))});
    const auto own = study->createRun(orderFor(*study, QStringLiteral("own")));
    const auto elsewhere = other->createRun(orderFor(*other, QStringLiteral("elsewhere")));
    QVERIFY_OK(own);
    QVERIFY_OK(elsewhere);
    QDir().mkpath(study.path(QStringLiteral("empty")));
    const QString folder = what == QLatin1String("empty") ? study.path(QStringLiteral("empty"))
        : what == QLatin1String("own")                     ? own->folder
                                                           : elsewhere->folder;
    QVERIFY_FAILS(importRun(*study, folder, QStringLiteral("new"), {}, {}), ErrorCode(code));
    QCOMPARE(study->runs()->size(), 1);
    QCOMPARE(QDir(study.folder() + QStringLiteral("/runs")).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot).size(), 1);
}

namespace {

/// Three patients whose photographs are there, two of which are the same file's bytes.
RunOrder orderOnDisk(const QString &folder)
{
    RunOrder order;
    order.name = QStringLiteral("big run");
    order.config = *preset("pretrain-small");
    for (int i = 0; i < 3; ++i) {
        ManifestItem item;
        item.exam.value = i + 1;
        item.patient = "P" + std::to_string(i);
        item.exam_code = "E" + std::to_string(i);
        item.text = "Report " + std::to_string(i);
        item.split = Split::training;
        for (const Laterality eye : both_eyes) {
            const QString file = folder + QStringLiteral("/Müller %1 %2.jpg").arg(i).arg(int(eye));
            QFile out(file);
            if (!out.open(QIODevice::WriteOnly))
                qFatal("%s", qPrintable(file));
            out.write(i == 2 ? QByteArray("the same") : QByteArray::number(10 * i + int(eye)));
            out.close();
            item.photographs[eye] = {file.toStdString(), *sha256_of_file(path_from_utf8(file.toStdString()))};
        }
        order.manifest.items.push_back(item);
    }
    return order;
}

} // namespace

void tst_Jobs::aClusterJobHoldsAllItNeeds()
{
    QTemporaryDir place;
    RunOrder order = orderOnDisk(place.path());
    FakeTokenizers tokenizers;
    // The start is a checkpoint of a run: its sizes and its tokenizer come along.
    const QString start = place.filePath(QStringLiteral("old run"));
    QVERIFY(QDir().mkpath(start + QStringLiteral("/checkpoints")));
    for (const QString &name : {QStringLiteral("run.json"), QStringLiteral("tokenizer.model"), QStringLiteral("checkpoints/step-000009.safetensors")}) {
        QFile file(start + u'/' + name);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(name == QLatin1String("run.json") ? QByteArray::fromStdString(to_json(*preset("quick")).dump()) : QByteArray("x"));
    }
    order.config.start_from = (start + QStringLiteral("/checkpoints/step-000009.safetensors")).toStdString();
    ClusterJob job;
    job.folder = place.filePath(QStringLiteral("Auftrag eins"));
    job.nodes = 2;
    job.processesPerNode = 4;
    job.coresPerProcess = 6;
    job.gpus = true;
    job.hours = 5;
    job.partition = QStringLiteral("long");
    job.setup = QStringLiteral("module load retclip\n");
    const auto written = writeClusterJob(order, job, tokenizers, {}, {});
    QVERIFY_OK(written);
    const std::filesystem::path folder = path_from_utf8(job.folder.toStdString());
    const auto config = run_config_from_json(nlohmann::json::parse(*read_file(folder / "run.json"), nullptr, false));
    QVERIFY_OK(config);
    QCOMPARE(config->start_from, std::string("start/checkpoints/step-000009.safetensors"));
    for (const char *name : {"start/run.json", "start/tokenizer.model", "start/checkpoints/step-000009.safetensors"})
        QVERIFY2(std::filesystem::exists(folder / name), name);
    const auto manifest = read_manifest(folder / "manifest.jsonl");
    QVERIFY_OK(manifest);
    QCOMPARE(manifest->hash(), order.manifest.hash()); // What it will be known by when it comes back.
    std::set<std::string> files;
    for (const ManifestItem &item : manifest->items)
        for (const Laterality eye : both_eyes) {
            const std::string path = item.photographs[eye].path;
            QVERIFY(path.starts_with("photographs/"));
            QVERIFY2(path.find("ller") == std::string::npos, path.c_str()); // No name of a person.
            QCOMPARE(*sha256_of_file(folder / path), item.photographs[eye].sha256);
            files.insert(path);
        }
    QCOMPARE(files.size(), std::size_t(5));
    const QString slurm = QString::fromStdString(*read_file(folder / "slurm.sh"));
    for (const char *line : {"#SBATCH --nodes=2\n", "#SBATCH --ntasks-per-node=4\n", "#SBATCH --cpus-per-task=6\n",
                             "#SBATCH --gpus-per-node=4\n", "#SBATCH --time=5:00:00\n", "#SBATCH --partition=long\n",
                             "#SBATCH --job-name=big-run\n", "module load retclip\n", "--resume\n"})
        QVERIFY2(slurm.contains(QLatin1String(line)), line);
    QVERIFY(!slurm.contains(QLatin1String("--account")));
    // Both scripts are shell, and end where a line fails.
    for (const char *script : {"slurm.sh", "torchrun.sh"})
        QCOMPARE(QProcess::execute(QStringLiteral("bash"), {QStringLiteral("-n"), QString::fromStdString((folder / script).string())}), 0);
    QVERIFY(written->torchrun.contains(QLatin1String("--nnodes=2")));
    QVERIFY(written->torchrun.contains(QLatin1String("--nproc-per-node=4")));
    QVERIFY(written->slurm.contains(QLatin1String("'") + job.folder + QLatin1String("'")));
    QVERIFY(!QFile::exists(job.folder + QStringLiteral("/run/run.json")));
}

void tst_Jobs::aClusterJobThatCannotBeIsRefused_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<int>("code");
    QTest::newRow("a batch that the processes do not divide") << "batch" << int(ErrorCode::invalid_argument);
    QTest::newRow("a folder that holds something") << "folder" << int(ErrorCode::conflict);
    QTest::newRow("fine-tuning in several processes") << "task" << int(ErrorCode::unsupported);
    QTest::newRow("a photograph that is not there") << "photograph" << int(ErrorCode::not_found);
}

void tst_Jobs::aClusterJobThatCannotBeIsRefused()
{
    QFETCH(QString, what);
    QFETCH(int, code);
    QTemporaryDir place;
    RunOrder order = orderOnDisk(place.path());
    FakeTokenizers tokenizers;
    ClusterJob job;
    job.folder = place.filePath(QStringLiteral("job"));
    if (what == QLatin1String("batch"))
        job.nodes = 5;
    if (what == QLatin1String("task")) {
        order.config = *preset("finetune");
        order.config.label_set = "x";
        job.nodes = 2;
    }
    if (what == QLatin1String("folder")) {
        QDir().mkpath(job.folder);
        QFile file(job.folder + QStringLiteral("/mine.txt"));
        QVERIFY(file.open(QIODevice::WriteOnly));
    }
    if (what == QLatin1String("photograph"))
        QFile::remove(QString::fromStdString(order.manifest.items[1].photographs.left.path));
    QVERIFY_FAILS(writeClusterJob(order, job, tokenizers, {}, {}), ErrorCode(code));
    // Nothing is left of it, and nothing of a person's is gone.
    QCOMPARE(QDir(job.folder).exists(), what == QLatin1String("folder"));
    QCOMPARE(QFile::exists(job.folder + QStringLiteral("/mine.txt")), what == QLatin1String("folder"));
}

void tst_Jobs::aGoingRunChangesWhatMayChange()
{
    TemporaryStudy study;
    fill(study);
    const auto row = study->createRun(orderFor(*study, {}));
    QVERIFY_OK(row);
    const auto changed = changeRunSettings(*study, *row, {{"learning_rate", "1e-5"}, {"workers", "3"}});
    QVERIFY_OK(changed);
    QCOMPARE(changed->config[QStringLiteral("learning_rate")].toDouble(), 1e-5);
    const auto onDisk = run_config_from_json(nlohmann::json::parse(*read_file(path_from_utf8(row->folder.toStdString()) / "run.json"), nullptr, false));
    QVERIFY_OK(onDisk);
    QCOMPARE(onDisk->learning_rate, 1e-5);
    QCOMPARE(onDisk->workers, 3);
    const std::string before = onDisk->hash();
    QVERIFY_FAILS(changeRunSettings(*study, *row, {{"batch_size", "4"}}), ErrorCode::invalid_argument);
    QVERIFY_FAILS(changeRunSettings(*study, *row, {{"learning_rate", "2"}, {"seed", "4"}}), ErrorCode::invalid_argument);
    QVERIFY_FAILS(changeRunSettings(*study, *row, {{"learning_rate", "fast"}}), ErrorCode::invalid_argument);
    const auto still = run_config_from_json(nlohmann::json::parse(*read_file(path_from_utf8(row->folder.toStdString()) / "run.json"), nullptr, false));
    QCOMPARE(still->hash(), before);
    const auto lock = RunLock::take(row->folder);
    QVERIFY_OK(lock);
    QVERIFY_FAILS(changeRunSettings(*study, *row, {{"learning_rate", "1e-5"}}), ErrorCode::conflict);
}

void tst_Jobs::sleepIsNoPace()
{
    RunPace pace;
    RunEvent event;
    const auto step = [&](std::int64_t number, double time) {
        event.kind = RunEventKind::step;
        event.step = number;
        event.time = time;
        pace.add(event);
    };
    step(1, 1000);
    step(2, 1001);
    QCOMPARE(pace.seconds_left(100), -1.0);
    for (int i = 3; i <= 20; ++i)
        step(i, 1000 + i - 1);
    QCOMPARE(pace.seconds_left(120), 100.0);
    event.kind = RunEventKind::note; // A night.
    event.metrics["asleep_s"] = 30000;
    pace.add(event);
    event.metrics.clear();
    for (int i = 21; i <= 30; ++i)
        step(i, 31000 + 2 * i);
    QCOMPARE(pace.seconds_left(130), 200.0);
    step(11, 40000); // Resumed at an earlier step.
    QCOMPARE(pace.seconds_left(130), -1.0);
}

QTEST_GUILESS_MAIN(tst_Jobs)
#include "tst_jobs.moc"
