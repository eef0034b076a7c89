// SPDX-License-Identifier: GPL-3.0-or-later
// Measures what a person waits for in the real window, by real keys and clicks, and prints a table
// in Markdown. Usage: bench_window WORKSTATION [PAIRS]   (bench/bars.sh calls it)
#include "app/workstation/workstation.h"
#include "bench/bench_files.h"
#include "core/import/importer.h"
#include "core/jobs/run_queue.h"
#include "core/sample/sample.h"
#include "core/study/study_document.h"
#include "ml/plugin/backend_door.h"
#include "tests/ui/support/stall_counter.h"
#include "ui/data/data_workspace.h"
#include "ui/data/pair_page.h"
#include "ui/evaluate/evaluate_workspace.h"
#include "ui/plots/confusion_view.h"
#include "ui/plots/curve_chart.h"
#include "ui/review/review_workspace.h"
#include "ui/study/import_wizard.h"
#include "ui/train/new_run_page.h"
#include "ui/train/run_charts.h"
#include "ui/train/run_history.h"
#include "ui/train/train_workspace.h"
#include "ui/viewer/paired_viewer.h"
#include "ui/viewer/pictures.h"

#include <QApplication>
#include <QComboBox>
#include <QDateTime>
#include <QDialog>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QInputMethodEvent>
#include <QListView>
#include <QProcess>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cstdio>

using namespace retclip;

namespace {

constexpr int patience_ms = 120'000;

struct Clock
{
    QElapsedTimer timer;
    Clock() { timer.start(); }
    [[nodiscard]] double ms() const { return double(timer.nsecsElapsed()) / 1e6; }
};

double percentile(std::vector<double> values, double share)
{
    if (values.empty())
        return -1;
    std::sort(values.begin(), values.end());
    return values[std::min(values.size() - 1, std::size_t(share * double(values.size())))];
}

QString ms(double value)
{
    return QStringLiteral("%1 ms").arg(value, 0, 'f', value < 10 ? 1 : 0);
}

template <typename T>
T orStop(Result<T> result)
{
    if (!result)
        qFatal("%s", result.error().english().c_str());
    return std::move(*result);
}

bool wait(const std::function<bool()> &done, int limit_ms = patience_ms)
{
    return QTest::qWaitFor(done, limit_ms);
}

class Bench
{
public:
    explicit Bench(const QString &program, int pairs) : m_program(program), m_pairs(pairs)
    {
        qputenv("RETCLIP_SETTINGS_FILE", QFile::encodeName(m_place.filePath("settings.ini")));
        qputenv("RETCLIP_DATA_FOLDER", QFile::encodeName(m_place.filePath("data")));
    }
    void all()
    {
        std::puts("| bar | what | measured | asked | |\n|---|---|---|---|---|");
        openWindow();
        sample();
        start();
        longTable();
        labels();
        inputMethod();
        training();
        cells();
        switches();
        largePhotographs();
        finePhotographs();
        cancelling();
        m_workstation.reset();
    }

private:
    void row(const char *bar, const QString &what, const QString &measured, const char *asked, bool kept)
    {
        std::printf("| %s | %s | %s | %s | %s |\n", bar, qPrintable(what), qPrintable(measured), asked,
                    kept ? "kept" : "**missed**");
        std::fflush(stdout);
    }
    MainWindow &window() { return m_workstation->window(); }
    AppContext &context() { return m_workstation->context(); }
    Study &study() { return context().study->study(); }
    DataWorkspace &data() { return *qobject_cast<DataWorkspace *>(window().showWorkspace("data")); }
    QListView &grid() { return *window().findChild<QListView *>("examGrid"); }
    void key(Qt::Key code, Qt::KeyboardModifiers with = Qt::NoModifier)
    {
        QWidget *focus = QApplication::focusWidget();
        QTest::keyClick(focus ? focus : &window(), code, with);
    }
    RunState state(RunId run) { return orStop(study().run(QString::number(run.value))).state; }

    void openWindow()
    {
        m_door = make_backend_door();
        m_workstation = std::make_unique<Workstation>(*m_door, ForThisStart{"en", ThemeChoice::light});
        window().resize(1440, 900);
        window().show();
        window().activateWindow();
        wait([this] { return window().isActiveWindow(); }, 5000);
    }

    // ---- B3, B1 ----
    void sample()
    {
        QSignalSpy opened(&window(), &MainWindow::studyOpened);
        const Clock clock;
        window().openSample();
        wait([&] { return opened.count() > 0; });
        window().grab();
        row("B3", "first start to the sample study on screen (200 patients, drawn), 1 click",
            QStringLiteral("%1 s").arg(clock.ms() / 1000, 0, 'f', 1), "20 s", clock.ms() < 20'000);
        m_sample = study().folder();
    }
    void start()
    {
        // Its own study: this window holds the sample.
        SampleOrder order;
        order.out = m_place.filePath("start.study");
        order.patients = 50;
        order.size_px = 128;
        orStop(makeSample(order));
        std::vector<double> times;
        for (int round = 0; round < 6; ++round) {
            QProcess process;
            const Clock clock;
            process.start(m_program, {order.out, "--screenshot", m_place.filePath("first.png")});
            while (process.waitForReadyRead(20'000) && !process.readAllStandardOutput().contains("shown")) {
            }
            if (round > 0) // the first one warms the disk
                times.push_back(clock.ms());
            process.waitForFinished();
        }
        row("B1", "start to the study named on the command line on screen, warm, median of 5",
            ms(percentile(times, 0.5)), "1 s", percentile(times, 0.5) < 1000);
    }

    // ---- B4 ----
    void openStudy(const QString &folder)
    {
        QSignalSpy opened(&window(), &MainWindow::studyOpened);
        window().openStudy(folder);
        wait([&] { return opened.count() > 0; });
    }
    void createStudy(const QString &name)
    {
        QSignalSpy opened(&window(), &MainWindow::studyOpened);
        window().createStudy(m_place.filePath(name));
        wait([&] { return opened.count() > 0; });
    }
    void longTable()
    {
        const QString table = orStop(makeLongTable(m_place.filePath("long"), 5000));
        createStudy("long.study");
        const Clock clock;
        int actions = 1; // the drop
        context().importFiles({table});
        auto *wizard = window().findChild<ImportWizard *>();
        auto *next = wizard->findChild<QPushButton *>("wizardNext");
        wait([&] { return next->isEnabled(); });
        int unmapped = 0;
        for (const ColumnGuess &column : wizard->plan().columns)
            unmapped += column.role == ColumnRole::ignore;
        for (int step = 0; step < 3; ++step) {
            wait([&] { return next->isEnabled(); });
            QTest::mouseClick(next, Qt::LeftButton);
            ++actions;
        }
        wait([&] { return next->isEnabled(); });
        row("B4", "table of 5,000 rows from drop to the dry run's counts, known headings mapped by itself",
            QStringLiteral("%1 actions, %2 headings by hand, %3 s of machine time")
                .arg(actions)
                .arg(unmapped)
                .arg(clock.ms() / 1000, 0, 'f', 1),
            "6 actions, 0 by hand", actions <= 6 && unmapped == 0);
        // B23 on the way: an import that runs is cancelled.
        wizard->close();
        wait([this] { return !window().findChild<ImportWizard *>(); }, 5000);
    }

    // ---- B6, B8 ----
    PairPage *openPair()
    {
        data().setQuery({});
        wait([this] { return grid().model()->rowCount() > 10; });
        grid().setFocus();
        grid().setCurrentIndex(grid().model()->index(0, 0));
        key(Qt::Key_Q);
        auto *pair = window().findChild<PairPage *>();
        wait([&] { return pair->isVisible() && pair->viewer()->isComplete(); });
        return pair;
    }
    void labels()
    {
        openStudy(m_sample);
        PairPage *pair = openPair();
        std::vector<double> times;
        const Clock whole;
        for (int i = 0; i < 600; ++i) {
            if (pair->row() + 1 >= grid().model()->rowCount())
                key(Qt::Key_Home);
            const Clock clock;
            key(i % 2 ? Qt::Key_1 : Qt::Key_2);
            times.push_back(clock.ms());
            QCoreApplication::processEvents();
        }
        const double rate = 600'000 / whole.ms();
        row("B6", "label and go on, 600 cases, a key each; machine time a case, p95",
            QStringLiteral("%1 cases/s, %2").arg(rate, 0, 'f', 0).arg(ms(percentile(times, 0.95))),
            "1 case/s", rate > 1);
    }
    void inputMethod()
    {
        PairPage *pair = openPair();
        PairedViewer *viewer = pair->viewer();
        const std::pair<quint32, std::function<bool()>> acts[] = {
            {34, [viewer] { return viewer->adjustment().red_free; }},
            {35, [viewer] { return viewer->adjustment().local_contrast; }},
            {23, [viewer] { return viewer->adjustment().inverted; }},
            {50, [viewer] { return viewer->mirroring() == Mirroring::on; }},
            {32, [viewer] { return viewer->tool() == ViewerTool::measure; }},
            {18, [viewer] { return viewer->singleEye().has_value(); }}};
        int acted = 0;
        const bool off = !viewer->testAttribute(Qt::WA_InputMethodEnabled)
            && !grid().testAttribute(Qt::WA_InputMethodEnabled);
        for (const auto &[place, holds] : acts) {
            QInputMethodEvent composing("a", {});
            QCoreApplication::sendEvent(viewer, &composing);
            const bool before = holds();
            for (int round = 0; round < 2; ++round) {
                QKeyEvent press(QEvent::KeyPress, Qt::Key_unknown, Qt::NoModifier, place + 8, 0, 0);
                QCoreApplication::sendEvent(viewer, &press);
                acted += round == 0 && holds() != before;
            }
        }
        row("B8", "single keys by their place alone while an input method composes",
            QStringLiteral("%1 of %2 act, input method %3 on the canvases")
                .arg(acted)
                .arg(std::size(acts))
                .arg(off ? "off" : "on"),
            "the same", off && acted == int(std::size(acts)));
        key(Qt::Key_Escape);
    }

    // ---- B11, B13, B15, B22, B23 ----
    void training()
    {
        StallCounter stalls;
        int actions = 0;
        const Clock clock;
        key(Qt::Key_3, Qt::ControlModifier);
        ++actions;
        auto *train = qobject_cast<TrainWorkspace *>(window().showWorkspace("train"));
        QPushButton *quick = nullptr, *begin = nullptr;
        for (QPushButton *button : train->findChildren<QPushButton *>()) {
            if (button->text().startsWith("Quick"))
                quick = button;
        }
        QTest::mouseClick(quick, Qt::LeftButton);
        ++actions;
        const auto startNow = [&] {
            for (QPushButton *button : train->newRunPage()->findChildren<QPushButton *>()) {
                if (button->text() == "Start now" && button->isVisible())
                    begin = button;
            }
            return begin && begin->isEnabled();
        };
        wait(startNow);
        QTest::mouseClick(begin, Qt::LeftButton);
        ++actions;
        CurveChart *loss = train->charts()->chart(RunCharts::Panel::loss);
        const auto dots = [loss] { return loss->curveCount() > 0 ? loss->data(0).size() : 0; };
        wait([&] { return train->currentRun() && dots() > 0; });
        row("B11", "new run from a preset to the first point of its loss curve (sample, CPU)",
            QStringLiteral("%1 actions, %2 s").arg(actions).arg(clock.ms() / 1000, 0, 'f', 1),
            "4 actions, 10 s", actions <= 4 && clock.ms() < 10'000);
        const RunId run = train->currentRun()->id;

        std::vector<double> late;
        const auto watching = QObject::connect(train->charts(), &RunCharts::grew, loss, [&] {
            // The file is written line by line: its time is that of the newest event.
            const QFileInfo events(train->currentRun()->folder + QStringLiteral("/events.jsonl"));
            late.push_back(double(events.lastModified().msecsTo(QDateTime::currentDateTime())));
        });
        wait([&] { return late.size() > 20 || state(run) != RunState::running; });
        QObject::disconnect(watching);
        row("B15", "a logged step to its dot on screen, p95", ms(percentile(late, 0.95)), "500 ms",
            percentile(late, 0.95) < 500);

        const Clock pausing;
        context().queue->pause(run);
        wait([&] { return state(run) == RunState::paused && !context().queue->isRunning(); });
        const double paused = pausing.ms();
        const qint64 before = qint64(dots());
        const Clock resuming;
        context().queue->resume(run);
        wait([&] { return qint64(dots()) > before; });
        row("B13", "pause to device free; resume to the next step",
            QStringLiteral("%1; %2").arg(ms(paused), ms(resuming.ms())), "10 s; 20 s",
            paused < 10'000 && resuming.ms() < 20'000);

        for (Qt::Key number : {Qt::Key_1, Qt::Key_2, Qt::Key_3, Qt::Key_4, Qt::Key_5, Qt::Key_6, Qt::Key_3}) {
            key(number, Qt::ControlModifier);
            QTest::qWait(300);
        }
        const Clock cancelling;
        context().queue->cancel(run);
        wait([&] { return state(run) == RunState::cancelled; });
        m_cancelRun_ms = cancelling.ms();
        row("B22", QStringLiteral("event loop away for more than 50 ms while a network trains and every "
                                  "workspace is opened (%1 ticks, longest %2)")
                       .arg(stalls.ticks)
                       .arg(ms(stalls.longest_ms)),
            QString::number(stalls.stalls), "0", stalls.stalls == 0);
        for (const QString &cause : std::as_const(stalls.causes))
            std::fprintf(stderr, "stall: %s\n", qPrintable(cause));
    }

    // ---- B17, B18 ----
    void cells()
    {
        const auto sets = orStop(study().labelSets());
        const auto exams = orStop(study().find({}));
        EvaluationResult result;
        result.target.label_set = sets.constFirst().name.toStdString();
        result.target.classes = {sets.constFirst().classes.constFirst().name.toStdString()};
        result.order.labelSet = sets.constFirst().name;
        result.run = orStop(study().runs()).constFirst().id;
        for (std::size_t i = 0; i < exams.size(); ++i) {
            PredictionRow prediction;
            prediction.exam = exams[i];
            prediction.className = sets.constFirst().classes.constFirst().name;
            prediction.score = i % 7 == 0 ? 0.9 : 0.2;
            prediction.predicted = i % 7 == 0;
            prediction.truth = i % 3 == 0;
            prediction.split = Split::test;
            result.predictions.push_back(prediction);
        }
        auto *evaluate = qobject_cast<EvaluateWorkspace *>(window().showWorkspace("evaluate"));
        evaluate->showResult(result);
        QTest::qWait(300);
        std::vector<double> times;
        for (int round = 0; round < 7; ++round) {
            window().showWorkspace("evaluate");
            const Clock clock;
            QTest::mouseClick(evaluate->confusion()->cell(1, 0), Qt::LeftButton);
            key(Qt::Key_G, Qt::ControlModifier);
            const qint64 wanted = qint64(context().selections.current().exams.size());
            wait([&] { return grid().model()->rowCount() == wanted && grid().isVisible(); });
            grid().viewport()->repaint();
            times.push_back(clock.ms());
        }
        row("B17", "cell of the confusion matrix to its cases in the grid, median of 7",
            ms(percentile(times, 0.5)), "300 ms", percentile(times, 0.5) < 300);

        context().selections.sendToReview(context().selections.current());
        auto *review = qobject_cast<ReviewWorkspace *>(window().workspace("review"));
        wait([&] { return review->count() > 12 && review->current() == 0; });
        review->canvas()->setFocus();
        std::vector<double> verdicts;
        for (int i = 0; i < 12; ++i) {
            QTest::qWait(150); // as a reader looks
            const Clock clock;
            QTest::keyClick(review->canvas(), Qt::Key_2);
            QTest::keyClick(review->canvas(), Qt::Key_Return);
            review->canvas()->repaint();
            verdicts.push_back(clock.ms());
        }
        row("B18", "verdict and next case, 2 keys, machine time with paint, p95",
            ms(percentile(verdicts, 0.95)), "100 ms", percentile(verdicts, 0.95) < 100);
    }

    // ---- B21 ----
    void switches()
    {
        for (const char *workspace : {"data", "train"}) {
            window().showWorkspace(QString::fromLatin1(workspace));
            QTest::qWait(300);
            double worst[2] = {0, 0}; // theme, language
            for (int turn = 0; turn < 4; ++turn) {
                const Clock clock;
                key(turn % 2 ? Qt::Key_F9 : Qt::Key_F7);
                QCoreApplication::processEvents();
                window().repaint();
                worst[turn % 2] = std::max(worst[turn % 2], clock.ms());
                QTest::qWait(200);
            }
            row("B21", QStringLiteral("switch theme; language in %1, every workspace made, worst of 2 each").arg(workspace),
                QStringLiteral("%1; %2").arg(ms(worst[0]), ms(worst[1])), "300 ms",
                worst[0] < 300 && worst[1] < 300);
        }
    }

    // ---- B5, thumbnails ----
    void largePhotographs()
    {
        const LargePhotographs large =
            orStop(makeLargePhotographs(m_place.filePath("large"), m_pairs, 2048));
        createStudy("large.study");
        ImportPlan plan;
        plan.source = large.table;
        plan.layout = QStringLiteral("auto");
        orStop(runImport(study(), orStop(analyseSource(plan)), false, {}, {}));

        const double yardstick = scaledDecodeRate(large.files);
        const auto exams = orStop(study().exams(orStop(study().find({}))));
        const auto thumbnails = [&] {
            Pictures &pictures = m_workstation->pictures();
            pictures.setCacheFolder(study().cacheFolder());
            const Clock clock;
            for (const ExamRow &exam : exams) {
                for (Laterality eye : both_eyes)
                    (void)pictures.thumbnail(*exam.images[eye]);
            }
            wait([&] { return pictures.isIdle(); });
            return double(exams.size() * 2) * 1000 / clock.ms();
        };
        const double cold = thumbnails();
        const double warm = thumbnails();
        row("–", QStringLiteral("thumbnails a second, cold, from 2,048 px JPEGs (libjpeg-turbo's scaled "
                                "decoding alone, one thread: %1/s)")
                     .arg(yardstick, 0, 'f', 0),
            QStringLiteral("%1/s").arg(cold, 0, 'f', 0), "near the decoder", cold > yardstick * 0.6);
        row("–", "thumbnails a second, warm, from the cache on disk",
            QStringLiteral("%1/s").arg(warm, 0, 'f', 0), "–", warm > cold);

        context().study->announceImport();
        PairPage *pair = openPair();
        const auto walk = [&](int wait_ms, int step, int rounds) {
            std::vector<double> times;
            for (int i = 0; i < rounds; ++i) {
                QTest::qWait(wait_ms);
                QSignalSpy painted(pair->viewer(), &PairedViewer::pairPainted);
                const Clock clock;
                if (step == 1)
                    key(Qt::Key_Right);
                else
                    pair->showRow((pair->row() + step) % grid().model()->rowCount());
                wait([&] { return painted.count() > 0; }, 10'000);
                times.push_back(clock.ms());
            }
            return times;
        };
        const std::vector<double> cached = walk(700, 1, 20);
        row("B5", "next pair painted, neighbours decoded ahead, 2,048 px JPEGs, p95",
            ms(percentile(cached, 0.95)), "50 ms", percentile(cached, 0.95) < 50);
        m_workstation->pictures().setCacheFolder(study().cacheFolder());
        const std::vector<double> far = walk(700, 13, 10);
        row("B5", "a pair far away painted, nothing decoded, p95", ms(percentile(far, 0.95)), "–", true);
        key(Qt::Key_Escape);
    }

    // ---- Photographs of 12 megapixels ----
    void finePhotographs()
    {
        const LargePhotographs fine = orStop(makeLargePhotographs(m_place.filePath("fine"), 12, 3464, 6));
        createStudy("fine.study");
        ImportPlan plan;
        plan.source = fine.table;
        plan.layout = QStringLiteral("auto");
        orStop(runImport(study(), orStop(analyseSource(plan)), false, {}, {}));
        context().study->announceImport();
        PairPage *pair = openPair();
        PairedViewer *viewer = pair->viewer();
        viewer->setSingleEye(Laterality::right);
        std::vector<double> sharp;
        for (int i = 0; i < 9; ++i) {
            wait([this] { return m_workstation->pictures().isIdle(); });
            m_workstation->pictures().setCacheFolder(study().cacheFolder()); // nothing decoded
            QSignalSpy painted(viewer, &PairedViewer::pairPainted);
            const Clock clock;
            pair->showRow((pair->row() + 1) % grid().model()->rowCount());
            wait([&] { return painted.count() > 0; }, 10'000);
            sharp.push_back(clock.ms());
        }
        row("–", "first sharp pixel of a 12-megapixel JPEG, nothing decoded, one eye, median of 9 (p95 in brackets)",
            QStringLiteral("%1 (%2)").arg(ms(percentile(sharp, 0.5)), ms(percentile(sharp, 0.95))), "150 ms",
            percentile(sharp, 0.5) < 150);
        wait([this] { return m_workstation->pictures().isIdle(); });
        for (const bool both : {false, true}) {
            viewer->setSingleEye(both ? std::nullopt : std::optional(Laterality::right));
            wait([&] { return viewer->isComplete() && m_workstation->pictures().isIdle(); });
            std::vector<double> frames;
            for (int i = 0; i < 120; ++i) {
                const double factor = i < 60 ? 1.06 : 1 / 1.06;
                const Clock clock;
                viewer->setView(Laterality::right, zoomedAt(viewer->view(Laterality::right), {3464, 3464},
                                                            QRectF(viewer->rect()), QPointF(viewer->width() * 0.4, 300),
                                                            factor));
                viewer->repaint();
                frames.push_back(clock.ms());
            }
            row("–", QStringLiteral("a frame while zooming from the whole to 33 times as large and back, 12 megapixels, "
                                    "%1, p95").arg(both ? "both eyes" : "one eye"),
                ms(percentile(frames, 0.95)), "16.7 ms", percentile(frames, 0.95) < 16.7);
            viewer->fit();
        }
        viewer->setSingleEye({});
        key(Qt::Key_Escape);
    }

    // ---- B23 ----
    void cancelling()
    {
        double drawn = -1;
        {
            SampleOrder order;
            order.out = m_place.filePath("cancelled.study");
            order.patients = 2000;
            Job *job = context().jobs.start<SampleReport>(
                QStringLiteral("drawing"), &window(),
                [order](const ProgressCallback &progress, std::stop_token token) {
                    return makeSample(order, progress, token);
                },
                [&drawn](Result<SampleReport>) { drawn = 0; });
            QTest::qWait(1500);
            const Clock clock;
            job->cancel();
            wait([&] { return drawn >= 0; });
            drawn = clock.ms();
        }
        const double worst = std::max(drawn, m_cancelRun_ms);
        row("B23", QStringLiteral("cancel: a training run %1, drawing 2,000 patients %2")
                       .arg(ms(m_cancelRun_ms), ms(drawn)),
            ms(worst), "1 s", worst < 1000);
    }

    QString m_program, m_sample;
    int m_pairs;
    QTemporaryDir m_place;
    std::unique_ptr<BackendDoor> m_door;
    std::unique_ptr<Workstation> m_workstation;
    double m_cancelRun_ms = 0;
};

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    if (argc < 2) {
        std::fputs("usage: bench_window RETCLIP-WORKSTATION [PAIRS]\n", stderr);
        return 2;
    }
    Bench bench(QString::fromLocal8Bit(argv[1]), argc > 2 ? std::max(20, atoi(argv[2])) : 40);
    bench.all();
    return 0;
}
