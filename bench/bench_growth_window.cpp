// SPDX-License-Identifier: GPL-3.0-or-later
// What the window does with a study of any size: how long the thread that paints is away at each thing a
// person does, how long a frame takes while scrolling, when thumbnails are there. One JSON line a measure.
//
//   bench_growth_window WORKSTATION STUDY      (bench/growth.sh calls it)
#include "app/workstation/workstation.h"
#include "bench/bench_tools.h"
#include "core/study/study_document.h"
#include "ml/plugin/backend_door.h"
#include "tests/ui/support/stall_counter.h"
#include "ui/data/checks_dialog.h"
#include "ui/data/data_workspace.h"
#include "ui/data/exam_list_model.h"
#include "ui/data/facets_panel.h"
#include "ui/data/pair_page.h"
#include "ui/data/privacy_dialog.h"
#include "ui/review/review_workspace.h"
#include "ui/shell/main_window.h"
#include "ui/study/study_workspace.h"
#include "ui/viewer/pictures.h"

#include <QApplication>
#include <QDialog>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QListView>
#include <QProcess>
#include <QPushButton>
#include <QRandomGenerator>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeWidget>

#include <algorithm>
#include <cstdio>

#include <ctime>
#include <unistd.h>

using namespace retclip;

namespace {

constexpr int patience_ms = 300'000;

/// kB of a line of /proc/self/status.
double statusMB(const char *name)
{
    QFile file(QStringLiteral("/proc/self/status"));
    if (!file.open(QIODevice::ReadOnly))
        return -1;
    for (const QByteArray &line : file.readAll().split('\n'))
        if (line.startsWith(name))
            return line.simplified().split(' ').value(1).toDouble() / 1024;
    return -1;
}

/// The greatest memory is counted anew from here (Linux, proc(5): clear_refs).
void forgetMostMemory()
{
    QFile file(QStringLiteral("/proc/self/clear_refs"));
    if (file.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
        file.write("5");
}

/// Of this thread: what a frame costs, whatever else the machine does.
double processorMs()
{
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
}

class Bench
{
public:
    Bench(QString program, QString study) : m_program(std::move(program)), m_study(std::move(study))
    {
        qputenv("RETCLIP_SETTINGS_FILE", QFile::encodeName(m_place.filePath("settings.ini")));
        qputenv("RETCLIP_DATA_FOLDER", QFile::encodeName(m_place.filePath("data")));
    }

    void all()
    {
        fromOutside();
        open();
        scrolling();
        thumbnails();
        asking();
        choosing();
        pages();
        tell("window, most memory", std::max(m_mostMemory, statusMB("VmHWM")), "MB");
        m_workstation.reset();
    }

private:
    void tell(const QString &measure, double value, const char *unit, const QString &note = {})
    {
        QJsonObject line{{QStringLiteral("measure"), measure}, {QStringLiteral("value"), value}, {QStringLiteral("unit"), QLatin1String(unit)},
                         {QStringLiteral("patients"), m_patients}};
        if (!note.isEmpty())
            line[QStringLiteral("note")] = note;
        std::puts(QJsonDocument(line).toJson(QJsonDocument::Compact).constData());
        std::fflush(stdout);
    }
    MainWindow &window() { return m_workstation->window(); }
    AppContext &context() { return m_workstation->context(); }
    DataWorkspace &data() { return *qobject_cast<DataWorkspace *>(window().showWorkspace("data")); }
    QListView &grid() { return *window().findChild<QListView *>("examGrid"); }
    static bool wait(const std::function<bool()> &done) { return QTest::qWaitFor(done, patience_ms); }
    void key(Qt::Key code, Qt::KeyboardModifiers with = Qt::NoModifier)
    {
        QWidget *focus = QApplication::focusWidget();
        QTest::keyClick(focus ? focus : &window(), code, with);
    }

    /// What a person does: how long until it is done, and how long the window thread was away at most.
    void act(const QString &what, const std::function<void()> &begin, const std::function<bool()> &done)
    {
        QTest::qWait(300); // What came before has settled.
        StallCounter counter;
        QTest::qWait(50);
        counter.longest_ms = 0;
        counter.causes.clear();
        QElapsedTimer timer;
        forgetMostMemory();
        timer.start();
        begin();
        const bool ended = wait(done);
        const double ms = double(timer.nsecsElapsed()) / 1e6;
        QTest::qWait(700); // What it leaves behind: facets, details, paints.
        tell(what + QStringLiteral(": done"), ms, "ms", ended ? QString() : QStringLiteral("not done"));
        tell(what + QStringLiteral(": window away"), counter.longest_ms, "ms", counter.causes.join(QStringLiteral("; ")).left(300));
        const double most = statusMB("VmHWM");
        m_mostMemory = std::max(m_mostMemory, most);
        tell(what + QStringLiteral(": most memory"), most, "MB", QStringLiteral("%1 MB after it").arg(statusMB("VmRSS"), 0, 'f', 0));
    }

    // ---- Opening ----
    void fromOutside()
    {
        for (const bool cold : {true, false}) {
            double best = 1e9;
            for (int round = 0; round < 4; ++round) {
                if (cold)
                    forget(m_study + QStringLiteral("/study.db"));
                QProcess process;
                QElapsedTimer timer;
                timer.start();
                process.start(m_program, {m_study, "--screenshot", m_place.filePath("first.png")});
                while (process.waitForReadyRead(60'000) && !process.readAllStandardOutput().contains("shown")) {
                }
                if (round > 0) // the first one warms the program itself
                    best = std::min(best, double(timer.nsecsElapsed()) / 1e6);
                process.waitForFinished();
            }
            tell(cold ? "start to the study on screen, cold" : "start to the study on screen, warm", best, "ms");
        }
    }
    void open()
    {
        m_door = make_backend_door();
        m_workstation = std::make_unique<Workstation>(*m_door, ForThisStart{"en", ThemeChoice::light});
        window().resize(1440, 900);
        window().show();
        window().activateWindow();
        QTest::qWaitFor([this] { return window().isActiveWindow(); }, 5000);
        tell("window without a study, memory", statusMB("VmRSS"), "MB");
        QSignalSpy opened(&window(), &MainWindow::studyOpened);
        act("open the study", [this] { window().openStudy(m_study); }, [&] { return opened.count() > 0; });
        auto *study = qobject_cast<StudyWorkspace *>(window().workspace("study"));
        QSignalSpy filled(study, &StudyWorkspace::filled);
        act("figures of the study page", [this] { context().study->announceImport(); }, [&] { return filled.count() > 0; });
        act("open Data", [this] { data(); }, [this] { return grid().model()->rowCount() > 0; });
        m_patients = grid().model()->rowCount();
        grid().repaint();
        tell("window with the study, memory", statusMB("VmRSS"), "MB");
        tell("window with the study, memory of its own", statusMB("RssAnon"), "MB");
    }

    // ---- Scrolling ----
    void scrolling()
    {
        QScrollBar *bar = grid().verticalScrollBar();
        QRandomGenerator random(3);
        const auto frames = [&](const QString &speed, int count, const std::function<int(int)> &next) {
            std::vector<double> times;
            bar->setValue(0);
            for (int i = 0; i < count; ++i) {
                const double before = processorMs();
                bar->setValue(next(bar->value()));
                grid().viewport()->repaint();
                times.push_back(processorMs() - before);
                QCoreApplication::processEvents(QEventLoop::AllEvents, 5); // thumbnails come in between
            }
            std::sort(times.begin(), times.end());
            tell(QStringLiteral("frame, scrolling ") + speed, times[std::size_t(double(times.size()) * 0.99)], "ms",
                 QStringLiteral("worst %1 ms of %2").arg(times.back(), 0, 'f', 1).arg(count));
            tell(QStringLiteral("frames over 33 ms, scrolling ") + speed,
                 double(std::count_if(times.begin(), times.end(), [](double ms) { return ms > 33; })), "");
        };
        const int page = bar->pageStep();
        frames("by lines", 600, [&](int now) { return now + bar->singleStep(); });
        frames("by pages", 400, [&](int now) { return now + page; });
        frames("ten pages at a time", 300, [&](int now) { return now + 10 * page; });
        frames("to any place", 300, [&](int) { return int(random.bounded(bar->maximum() + 1)); });
        const int hadTable = grid().isVisible();
        key(Qt::Key_F4);
        auto *table = window().findChild<QTableView *>("examTable");
        std::vector<double> times;
        for (int i = 0; i < 300; ++i) {
            const double before = processorMs();
            table->verticalScrollBar()->setValue(int(random.bounded(table->verticalScrollBar()->maximum() + 1)));
            table->viewport()->repaint();
            times.push_back(processorMs() - before);
        }
        std::sort(times.begin(), times.end());
        tell("frame, table to any place", times[297], "ms", QStringLiteral("worst %1 ms").arg(times.back(), 0, 'f', 1));
        if (hadTable)
            key(Qt::Key_F4);
        bar->setValue(0);
        grid().setFocus();
        act("End", [this] { key(Qt::Key_End); }, [this] { return grid().currentIndex().row() + 1 == grid().model()->rowCount(); });
        act("Home", [this] { key(Qt::Key_Home); }, [this] { return grid().currentIndex().row() == 0; });
    }

    // ---- Thumbnails ----
    int thumbnailsMissing()
    {
        int missing = 0;
        const QRect shown = grid().viewport()->rect();
        for (int row = 0; row < grid().model()->rowCount(); ++row) {
            const QModelIndex index = grid().model()->index(row, 0);
            const QRect place = grid().visualRect(index);
            if (place.top() > shown.bottom())
                break;
            if (!place.intersects(shown))
                continue;
            const ExamRow *exam = data().model().row(row);
            for (const Laterality eye : both_eyes)
                if (exam && exam->images[eye] && !context().pictures->hasThumbnail(*exam->images[eye]))
                    ++missing;
        }
        return missing;
    }
    void thumbnails()
    {
        grid().scrollToTop();
        const auto complete = [this] {
            grid().viewport()->repaint();
            return wait([this] { return context().pictures->isIdle() && thumbnailsMissing() == 0; });
        };
        complete(); // now on disk
        double best = 1e9;
        const int total = [this] {
            context().pictures->setCacheFolder(context().study->study().cacheFolder());
            return thumbnailsMissing();
        }();
        for (int round = 0; round < 4; ++round) {
            context().pictures->setCacheFolder(context().study->study().cacheFolder()); // none in memory
            QElapsedTimer timer;
            timer.start();
            grid().viewport()->repaint();
            wait([this] { return context().pictures->isIdle(); });
            best = std::min(best, double(timer.nsecsElapsed()) / 1e6);
        }
        tell("thumbnails of a screen from the cache", best, "ms", QStringLiteral("%1 thumbnails").arg(total));
    }

    // ---- Asking ----
    void ask(const QString &query)
    {
        QSignalSpy shown(&data(), &DataWorkspace::resultShown);
        auto *line = qobject_cast<QLineEdit *>(data().queryLine());
        act(QStringLiteral("type ") + (query.isEmpty() ? QStringLiteral("nothing") : query),
            [&] {
                line->setFocus();
                line->setText(query);
            },
            [&] { return shown.count() > 0; });
    }
    void asking()
    {
        for (const char *query : {"视", "视盘", "report:出血 sort:-age", "label:none", ""})
            ask(QString::fromUtf8(query));
        auto *tree = window().findChild<QTreeWidget *>("facetTree");
        act("open all facets", [&] { tree->expandAll(); },
            [&] {
                for (int i = 0; i < tree->topLevelItemCount(); ++i)
                    if (tree->topLevelItem(i)->childCount() == 0)
                        return false;
                return true;
            });
        act("resize the window", [this] { window().resize(1300, 860); }, [this] { return window().width() == 1300; });
        window().resize(1440, 900);
    }

    // ---- Choosing and editing ----
    void choosing()
    {
        grid().setFocus();
        const auto chosen = [this] { return context().selections.current().exams.size() == std::size_t(m_patients); };
        act("select all", [this] { key(Qt::Key_A, Qt::ControlModifier); }, chosen);
        act("copy the codes of all", [this] { key(Qt::Key_C, Qt::ControlModifier); }, [] { return true; });
        const auto noJobs = [this] { return !window().findChild<QDialog *>("longEdit"); };
        qint64 before = 0;
        const auto newest = [this] { return context().study->study().history({}, 1)->constFirst().edit.value; };
        const auto edit = [&](const QString &what, const std::function<void()> &begin) {
            before = newest();
            act(what, begin, [&] { return newest() > before && noJobs(); });
        };
        edit("exclude all (X)", [this] { key(Qt::Key_X); });
        edit("undo it", [this] { window().undo(); if (context().study->study().history({}, 1)->constFirst().kind != u"undo") window().undo(); });
        edit("label all (1)", [this] { key(Qt::Key_1); });
        edit("undo it again", [this] { window().undo(); if (context().study->study().history({}, 1)->constFirst().kind != u"undo") window().undo(); });
        grid().setCurrentIndex(grid().model()->index(0, 0));
        grid().setFocus();
        act("next without a label (N)", [this] { key(Qt::Key_N); }, [this] { return data().pairPage().row() >= 0; });
        key(Qt::Key_Escape);
    }

    // ---- Pages ----
    void pages()
    {
        grid().setFocus();
        act("report privacy", [this] { key(Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier); },
            [this] {
                auto *page = window().findChild<PrivacyDialog *>();
                auto *finds = page ? page->findChild<QTableView *>("privacyFinds") : nullptr;
                return finds && finds->model()->rowCount() > 0;
            });
        if (auto *page = window().findChild<PrivacyDialog *>()) {
            auto *finds = page->findChild<QTableView *>("privacyFinds");
            tell("report privacy: finds", finds->model()->rowCount(), "");
            act("a decision about a find (A)", [&] { QTest::keyClick(finds, Qt::Key_A); }, [] { return true; });
            page->close();
        }
        act("checks of photographs", [this] { data().openChecks(); },
            [this] {
                auto *checks = window().findChild<ChecksDialog *>();
                auto *kinds = checks ? checks->findChild<QTreeWidget *>("checkKinds") : nullptr;
                return kinds && kinds->topLevelItemCount() > 0;
            });
        if (auto *checks = window().findChild<ChecksDialog *>())
            checks->close();
        act("export dialog", [this] { context().exportSelection(); }, [] { return true; });
        for (QDialog *dialog : window().findChildren<QDialog *>())
            dialog->close();
        auto *review = qobject_cast<ReviewWorkspace *>(window().showWorkspace("review"));
        Selection selection;
        selection.exams = context().study->study().find("limit:20000").value();
        act("review of at most 20,000", [&] { context().selections.sendToReview(selection); }, [&] { return review->count() >= int(selection.exams.size()); });
        for (const char *id : {"train", "retrieve", "evaluate", "data"})
            act(QStringLiteral("go to ") + QLatin1String(id), [&] { window().showWorkspace(QString::fromLatin1(id)); }, [] { return true; });
    }

    QString m_program, m_study;
    qint64 m_patients = 0;
    double m_mostMemory = 0;
    QTemporaryDir m_place;
    std::unique_ptr<BackendDoor> m_door;
    std::unique_ptr<Workstation> m_workstation;
};

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    if (argc != 3) {
        std::fputs("usage: bench_growth_window RETCLIP-WORKSTATION STUDY\n", stderr);
        return 2;
    }
    Bench(QString::fromLocal8Bit(argv[1]), QString::fromLocal8Bit(argv[2])).all();
    return 0;
}
