// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/jobs/job.h"
#include "core/jobs/run_lock.h"
#include "core/jobs/run_queue.h"
#include "tests/support/fake_backend.h"
#include "tests/support/temporary_study.h"

#include <QDir>
#include <QElapsedTimer>
#include <QSignalSpy>

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

QTEST_GUILESS_MAIN(tst_Jobs)
#include "tst_jobs.moc"
