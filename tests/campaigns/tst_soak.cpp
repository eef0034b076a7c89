// SPDX-License-Identifier: GPL-3.0-or-later
// Somebody who tries everything: random actions, keys, clicks and words in the whole window on a study of
// drawn photographs, from a seed. What must hold whatever they do: the program stands, memory does not grow
// without end, the study's chain is whole. For hours: RETCLIP_SOAK_SECONDS, RETCLIP_SOAK_SEED,
// RETCLIP_SOAK_PATIENTS, RETCLIP_SOAK_LOG (each act a line before it is done, to find what a crash came from).
#include "app/workstation/workstation.h"
#include "core/sample/sample.h"
#include "core/study/study_document.h"
#include "tests/support/temporary_study.h"
#include "tests/ui/support/scripted_backend.h"
#include "tests/ui/support/stall_counter.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/selection.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QComboBox>
#include <QDesktopServices>
#include <QDialog>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QFileDialog>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QPointer>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QSlider>
#include <QTabBar>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <algorithm>

using namespace retclip;

namespace {

double residentMB()
{
    QFile file(QStringLiteral("/proc/self/status"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : file.readAll().split('\n'))
        if (line.startsWith("VmRSS"))
            return line.simplified().split(' ').value(1).toDouble() / 1024;
    return 0;
}

qint64 told(const char *name, qint64 fallback)
{
    bool isNumber = false;
    const qint64 value = qEnvironmentVariable(name).toLongLong(&isNumber);
    return isNumber ? value : fallback;
}

const QStringList words{"glaucoma", "label:none", "视盘", "出血", "age>60", "tag:seen", "limit:3", "(", "\"", "sort:-age",
                        "2021-03-04", "-1", "1e9", "名", "a/b", "..", "normal OR", "sample:5 seed:2", ""};

} // namespace

class tst_Soak : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    ScriptedDoor m_door;
    std::unique_ptr<Workstation> m_workstation;
    QRandomGenerator m_random{1};
    QFile m_log;
    QString m_study;
    int m_acts = 0;
    bool m_living = false;

    MainWindow &window() { return m_workstation->window(); }
    AppContext &context() { return m_workstation->context(); }
    int below(int count) { return int(m_random.bounded(count)); }
    template <typename T> T *oneOf(const QList<T *> &list) { return list.isEmpty() ? nullptr : list[below(int(list.size()))]; }

    void note(const QString &act)
    {
        ++m_acts;
        if (m_log.isOpen()) {
            m_log.write(QStringLiteral("%1 %2\n").arg(m_acts).arg(act).toUtf8());
            m_log.flush();
        }
    }
    static QString nameOf(const QObject *object)
    {
        return QStringLiteral("%1 \"%2\"").arg(QLatin1String(object->metaObject()->className()), object->objectName());
    }

    /// The window that a person could act on now: a modal one before all others.
    QWidget *front()
    {
        if (QWidget *modal = QApplication::activeModalWidget())
            return modal;
        if (QWidget *popup = QApplication::activePopupWidget())
            return popup;
        QList<QWidget *> open{&window()};
        for (QDialog *dialog : window().findChildren<QDialog *>())
            if (dialog->isVisible())
                open << dialog << dialog; // what was opened is looked at
        return oneOf(open);
    }
    template <typename T> T *visiblePart()
    {
        QList<T *> parts;
        for (T *part : front()->template findChildren<T *>())
            if (part->isVisible() && part->isEnabled())
                parts << part;
        return oneOf(parts);
    }

    /// Files are not chosen by chance: a file dialog is left.
    static bool leaveFileDialog()
    {
        auto *modal = qobject_cast<QFileDialog *>(QApplication::activeModalWidget());
        if (modal)
            modal->reject();
        return modal;
    }

    // ---- What a person does ----
    void action()
    {
        static const QStringList never{"file.quit", "file.sample", "file.new", "file.open", "file.close"};
        QList<QAction *> actions;
        QStringList ids;
        for (const ActionRegistry::Entry &entry : context().actions.entries())
            if (entry.action && entry.action->isEnabled() && !never.contains(entry.description.id)) {
                actions << entry.action;
                ids << entry.description.id;
            }
        if (actions.isEmpty() || QApplication::activeModalWidget())
            return;
        const int chosen = below(int(actions.size()));
        note("action " + ids[chosen]);
        actions[chosen]->trigger();
    }
    void key()
    {
        static const Qt::Key keys[] = {Qt::Key_1, Qt::Key_2, Qt::Key_3, Qt::Key_0, Qt::Key_A, Qt::Key_B, Qt::Key_C, Qt::Key_D,
            Qt::Key_E, Qt::Key_F, Qt::Key_G, Qt::Key_H, Qt::Key_I, Qt::Key_J, Qt::Key_K, Qt::Key_L, Qt::Key_M, Qt::Key_N,
            Qt::Key_O, Qt::Key_P, Qt::Key_Q, Qt::Key_R, Qt::Key_S, Qt::Key_T, Qt::Key_U, Qt::Key_V, Qt::Key_W, Qt::Key_X,
            Qt::Key_Y, Qt::Key_Z, Qt::Key_Left, Qt::Key_Right, Qt::Key_Up, Qt::Key_Down, Qt::Key_PageDown, Qt::Key_Home,
            Qt::Key_End, Qt::Key_Tab, Qt::Key_Return, Qt::Key_Space, Qt::Key_Escape, Qt::Key_Escape, Qt::Key_Delete,
            Qt::Key_BracketLeft, Qt::Key_BracketRight, Qt::Key_Plus, Qt::Key_Minus, Qt::Key_F1, Qt::Key_F4, Qt::Key_F7, Qt::Key_F9};
        const Qt::Key which = keys[below(int(std::size(keys)))];
        const Qt::KeyboardModifiers with = below(5) == 0 ? Qt::ShiftModifier : below(12) == 0 ? Qt::ControlModifier : Qt::NoModifier;
        if (with == Qt::ControlModifier && (which == Qt::Key_Q || which == Qt::Key_W || which == Qt::Key_N || which == Qt::Key_O))
            return; // leaves the study, or the program
        QWidget *focus = QApplication::focusWidget();
        QWidget *to = focus && focus->window() == front()->window() ? focus : front();
        note(QStringLiteral("key %1 %2 to %3").arg(int(with), 0, 16).arg(QKeySequence(which).toString(), nameOf(to)));
        QTest::keyClick(to, which, with);
    }
    void button()
    {
        auto *part = visiblePart<QAbstractButton>();
        if (!part || part->objectName().contains("quit", Qt::CaseInsensitive))
            return;
        note("button " + nameOf(part) + ' ' + part->text());
        if (auto *popup = QApplication::activePopupWidget(); popup && !popup->isAncestorOf(part))
            popup->close();
        QTest::mouseClick(part, Qt::LeftButton);
    }
    void row()
    {
        auto *view = visiblePart<QAbstractItemView>();
        if (!view || !view->model() || view->model()->rowCount(view->rootIndex()) == 0)
            return;
        const QModelIndex index = view->model()->index(below(view->model()->rowCount(view->rootIndex())), 0, view->rootIndex());
        note(QStringLiteral("row %1 of %2").arg(index.row()).arg(nameOf(view)));
        view->scrollTo(index);
        const QPoint place = view->visualRect(index).center();
        const Qt::KeyboardModifiers with = below(4) == 0 ? Qt::ShiftModifier : below(4) == 0 ? Qt::ControlModifier : Qt::NoModifier;
        QTest::mouseClick(view->viewport(), Qt::LeftButton, with, place);
        if (below(3) == 0)
            QTest::mouseDClick(view->viewport(), Qt::LeftButton, Qt::NoModifier, place);
    }
    void write()
    {
        const QString text = words[below(int(words.size()))];
        if (below(3) == 0) {
            if (auto *part = visiblePart<QPlainTextEdit>(); part && !part->isReadOnly()) {
                note("text in " + nameOf(part));
                part->setFocus();
                part->insertPlainText(text); // keyClicks() takes ASCII alone
            }
            return;
        }
        auto *part = visiblePart<QLineEdit>();
        if (!part || part->isReadOnly())
            return;
        // Where a path is asked for, words would make folders anywhere.
        for (const char *place : {"folder", "file", "source", "path", "Folder", "File", "Source", "Path"})
            if (part->objectName().contains(QLatin1String(place)))
                return;
        note(QStringLiteral("\"%1\" in %2").arg(text, nameOf(part)));
        part->setFocus();
        part->setText(text);
        if (below(2) == 0)
            QTest::keyClick(part, Qt::Key_Return);
    }
    void choose()
    {
        if (auto *box = visiblePart<QComboBox>(); box && box->count() > 0 && below(2) == 0) {
            note("choice of " + nameOf(box));
            const int chosen = below(box->count());
            box->setCurrentIndex(chosen);
            emit box->activated(chosen);
        } else if (auto *slider = visiblePart<QSlider>(); slider && below(2) == 0) {
            note("slider " + nameOf(slider));
            slider->setValue(slider->minimum() + below(std::max(1, slider->maximum() - slider->minimum())));
        } else if (auto *tabs = visiblePart<QTabBar>(); tabs && tabs->count() > 0) {
            note("tab of " + nameOf(tabs));
            tabs->setCurrentIndex(below(tabs->count()));
        }
    }
    /// Presses, drags and lets go somewhere: regions, rulers, lassos, sliders, charts.
    void drag()
    {
        QWidget *place = front();
        const QPoint from(below(std::max(1, place->width())), below(std::max(1, place->height())));
        QPointer<QWidget> part = place->childAt(from);
        if (!part)
            part = place;
        QPoint at = part->mapFrom(place, from);
        note(QStringLiteral("drag on %1").arg(nameOf(part)));
        const Qt::MouseButton held = below(6) == 0 ? Qt::MiddleButton : Qt::LeftButton;
        QTest::mousePress(part, held, Qt::NoModifier, at);
        for (int i = 0; i < 4 && part; ++i) {
            at += QPoint(below(61) - 30, below(61) - 30);
            QTest::mouseMove(part, at);
        }
        if (part)
            QTest::mouseRelease(part, held, Qt::NoModifier, at);
    }
    void wheel()
    {
        QWidget *place = front();
        QWidget *part = place->childAt(below(std::max(1, place->width())), below(std::max(1, place->height())));
        if (!part)
            return;
        note("wheel on " + nameOf(part));
        const QPointF centre = part->rect().center();
        QWheelEvent event(centre, part->mapToGlobal(centre), {}, {0, below(2) == 0 ? 120 : -120}, Qt::NoButton, Qt::NoModifier,
                          Qt::NoScrollPhase, false);
        QApplication::sendEvent(part, &event);
    }
    void resize()
    {
        note("resize");
        window().resize(1000 + below(700), 640 + below(400));
    }
    void closeADialog()
    {
        for (QDialog *dialog : window().findChildren<QDialog *>())
            if (dialog->isVisible() && !dialog->isModal()) {
                note("close " + nameOf(dialog));
                dialog->close();
                return;
            }
    }
    /// A menu is gone through by keys, or left.
    bool menu()
    {
        QWidget *popup = QApplication::activePopupWidget();
        if (!popup)
            return false;
        static const Qt::Key keys[] = {Qt::Key_Escape, Qt::Key_Down, Qt::Key_Down, Qt::Key_Up, Qt::Key_Return};
        const Qt::Key which = keys[below(int(std::size(keys)))];
        note(QStringLiteral("key %1 to menu %2").arg(QKeySequence(which).toString(), nameOf(popup)));
        QTest::keyClick(popup, which);
        return true;
    }
    void anything()
    {
        if (leaveFileDialog() || menu())
            return;
        const int dice = below(100);
        if (dice < 26)
            key();
        else if (dice < 44)
            action();
        else if (dice < 58)
            button();
        else if (dice < 70)
            row();
        else if (dice < 77)
            write();
        else if (dice < 84)
            choose();
        else if (dice < 91)
            drag();
        else if (dice < 94)
            wheel();
        else if (dice < 95)
            resize();
        else
            closeADialog();
    }

    /// Dialogs and menus that stand in a loop of their own are lived in from there. A timer does not fire within
    /// its own turn: each loop in a loop needs a new one.
    void liveInside()
    {
        QTimer::singleShot(25, this, [this] {
            if (!m_living)
                return;
            liveInside();
            if (QApplication::activeModalWidget() || QApplication::activePopupWidget())
                anything();
        });
    }

private slots:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        qputenv("HOME", QFile::encodeName(m_folder.path())); // what is saved without a word lands here
        QDir::setCurrent(m_folder.path());
        qputenv("RETCLIP_SETTINGS_FILE", QFile::encodeName(m_folder.filePath("settings.ini")));
        qputenv("RETCLIP_DATA_FOLDER", QFile::encodeName(m_folder.filePath("data")));
        for (const char *scheme : {"http", "https", "file", "mailto"})
            QDesktopServices::setUrlHandler(QLatin1String(scheme), this, "ignoreUrl");
        if (const QString log = qEnvironmentVariable("RETCLIP_SOAK_LOG"); !log.isEmpty()) {
            m_log.setFileName(log);
            QVERIFY(m_log.open(QIODevice::WriteOnly));
        }
        SampleOrder order;
        m_study = order.out = m_folder.filePath("soak.study");
        order.patients = int(told("RETCLIP_SOAK_PATIENTS", 40));
        order.size_px = 96;
        QVERIFY_OK(makeSample(order));
        m_workstation = std::make_unique<Workstation>(m_door, ForThisStart{QStringLiteral("en"), ThemeChoice::light});
        m_workstation->settings().setReaderName(QStringLiteral("Dr. Chance"));
        window().resize(1400, 860);
        window().show();
        QVERIFY(QTest::qWaitForWindowExposed(&window()));
        openStudy();
        // Menus offer them too; they would end the soak, or lead it to another study.
        for (const char *id : {"file.quit", "file.sample", "file.new", "file.open", "file.close"})
            if (QAction *action = context().actions.action(QLatin1String(id)))
                action->setVisible(false), action->setEnabled(false);
    }
    void cleanupTestCase()
    {
        m_workstation.reset();
        for (const char *scheme : {"http", "https", "file", "mailto"})
            QDesktopServices::unsetUrlHandler(QLatin1String(scheme));
    }

    void whateverIsDoneItStands()
    {
        const qint64 seconds = told("RETCLIP_SOAK_SECONDS", 15);
        m_random.seed(quint32(told("RETCLIP_SOAK_SEED", 1)));
        QElapsedTimer clock;
        clock.start();
        m_living = true;
        liveInside();
        StallCounter counter;
        double memoryWarm = 0;
        qint64 lastTold = 0;
        while (clock.elapsed() < seconds * 1000) {
            anything();
            QTest::qWait(below(10) == 0 ? 60 : 4);
            // A modal dialog that a click opened without a loop of its own is left after a while.
            if (QWidget *modal = QApplication::activeModalWidget(); modal && below(6) == 0)
                QTest::keyClick(modal, Qt::Key_Escape);
            if (!window().isVisible())
                window().show();
            if (!context().study)
                openStudy();
            if (memoryWarm == 0 && clock.elapsed() > seconds * 300)
                memoryWarm = residentMB();
            if (clock.elapsed() - lastTold > 60'000) {
                lastTold = clock.elapsed();
                qInfo("%lld s: %d acts, %.0f MB, %d of %d ticks away over 50 ms (longest %.0f ms)", lastTold / 1000, m_acts,
                      residentMB(), counter.stalls, counter.ticks, counter.longest_ms);
            }
        }
        m_living = false;
        while (QWidget *modal = QApplication::activeModalWidget()) {
            QTest::keyClick(modal, Qt::Key_Escape);
            QTest::qWait(20);
            modal->close();
        }
        qInfo("seed %lld: %d acts in %lld s, memory %.0f MB then %.0f MB, %d of %d ticks away over 50 ms (longest %.0f ms: %s)",
              told("RETCLIP_SOAK_SEED", 1), m_acts, clock.elapsed() / 1000, memoryWarm, residentMB(), counter.stalls, counter.ticks,
              counter.longest_ms, qPrintable(counter.causes.value(0)));
        QVERIFY2(m_acts > seconds, "it did something");
        if (seconds >= 600)
            QVERIFY2(residentMB() < memoryWarm * 1.5 + 200, "memory does not grow without end");
    }

    void theStudyIsWholeAfterIt()
    {
        for (QDialog *dialog : window().findChildren<QDialog *>())
            dialog->close();
        window().closeStudy();
        QTRY_VERIFY_WITH_TIMEOUT(!context().study, 20'000);
        auto study = Study::open(m_study, OpenMode::readOnly);
        QVERIFY_OK(study);
        const auto report = (*study)->check(true, {}, {});
        QVERIFY_OK(report);
        QVERIFY2(report->problems.isEmpty(), qPrintable(report->problems.join(QLatin1Char('\n'))));
    }

    void ignoreUrl(const QUrl &) {}

private:
    void openStudy()
    {
        QSignalSpy opened(&window(), &MainWindow::studyOpened);
        window().openStudy(m_study);
        if (opened.isEmpty())
            opened.wait(20'000);
    }
};

QTEST_MAIN(tst_Soak)
#include "tst_soak.moc"
