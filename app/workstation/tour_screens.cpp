// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workstation/tour_screens.h"

#include "app/workstation/workstation.h"
#include "core/study/study_document.h"
#ifdef RETCLIP_HAS_EVALUATE
#include "ui/evaluate/evaluate_workspace.h"
#include "ui/plots/confusion_view.h"
#endif
#ifdef RETCLIP_HAS_TRAIN
#include "ui/train/train_workspace.h"
#endif

#include <QApplication>
#include <QDialog>

#include <QDir>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPixmap>
#include <QTimer>

#include <utility>

namespace retclip {

namespace {

constexpr int tick_ms = 150;
constexpr int settle_ms = 600;        // Thumbnails, charts and layouts after a change.
constexpr int patience_ms = 60'000;   // For jobs: the first embedding of a study takes a while.

void typeQuery(QWidget *place, const QString &text)
{
    auto *line = qobject_cast<QLineEdit *>(place);
    if (!line && place)
        line = place->findChild<QLineEdit *>();
    if (!line)
        return;
    line->setText(text);
    pressInTour(line, Qt::Key_Return);
}

/// The dialog that lies above all others; the window where none is open.
QWidget *uppermost(QWidget &window)
{
    QWidget *above = &window;
    for (bool higher = true; higher;) {
        higher = false;
        for (QDialog *dialog : above->findChildren<QDialog *>()) {
            if (dialog->isVisible() && dialog != above) {
                above = dialog;
                higher = true;
                break;
            }
        }
    }
    return above;
}

} // namespace

void pressInTour(QWidget *widget, int key, Qt::KeyboardModifiers with, TourKey how)
{
    if (!widget)
        return;
    widget->setFocus();
    const bool shown = key >= Qt::Key_Space && key <= Qt::Key_AsciiTilde;
    const QString text = shown ? QString(QChar(key)).toLower() : QString();
    if (how != TourKey::release)
        QCoreApplication::postEvent(widget, new QKeyEvent(QEvent::KeyPress, key, with, text));
    if (how != TourKey::hold)
        QCoreApplication::postEvent(widget, new QKeyEvent(QEvent::KeyRelease, key, with, text));
}

TourScreens::TourScreens(Workstation &workstation, const QString &folder, const TourWalk &walk, QObject *parent)
    : QObject(parent), m_workstation(workstation), m_folder(folder), m_walk(walk)
{
    addRound(QStringLiteral("en"), false);
    addRound(QStringLiteral("zh_CN"), true);
    addRound(QStringLiteral("zh_CN"), false);
    addRound(QStringLiteral("en"), true);
}

std::optional<RunId> TourScreens::newestDoneRun() const
{
    std::optional<RunId> newest;
    if (StudyDocument *document = m_workstation.context().study) {
        if (const auto runs = document->study().runs()) {
            for (const RunRow &run : *runs) {
                if (run.state == RunState::done && (!newest || run.id.value > newest->value))
                    newest = run.id;
            }
        }
    }
    return newest;
}

/// From the cell of the confusion matrix with most mistakes, as a click on it does.
void TourScreens::reviewMistakes()
{
#ifdef RETCLIP_HAS_EVALUATE
    const auto *evaluate =
        qobject_cast<EvaluateWorkspace *>(m_workstation.window().workspace(QStringLiteral("evaluate")));
    if (!evaluate || !evaluate->result())
        return;
    ConfusionCell *worst = nullptr;
    for (ConfusionCell *cell : evaluate->confusion()->findChildren<ConfusionCell *>()) {
        if (cell->truth() != cell->prediction() && (!worst || cell->count() > worst->count()))
            worst = cell;
    }
    if (!worst)
        return;
    worst->click();
    m_workstation.context().selections.sendToReview(m_workstation.context().selections.current());
#endif
}

void TourScreens::dress(const QString &language, bool dark)
{
    m_workstation.settings().setLanguage(language);
    m_workstation.settings().setThemeChoice(dark ? ThemeChoice::dark : ThemeChoice::light);
}

void TourScreens::addRound(const QString &language, bool dark)
{
    const QString suffix = QStringLiteral("-%1-%2").arg(language, dark ? QStringLiteral("dark")
                                                                       : QStringLiteral("light"));
    if (m_walk.curation) {
        bool first = true;
        for (TourStop &stop : curationStops(m_workstation, m_walk)) {
            stop.name += suffix;
            if (std::exchange(first, false))
                stop.act = [this, language, dark, act = stop.act] {
                    dress(language, dark);
                    act();
                };
            m_stops.append(std::move(stop));
        }
        return;
    }
    const auto add = [this, suffix](const char *name, std::function<void()> act,
                                    bool ofDialog = false) {
        m_stops.append({QString::fromLatin1(name) + suffix, std::move(act), ofDialog});
    };
    const auto workspace = [this](const char *id) {
        return m_workstation.window().showWorkspace(QString::fromLatin1(id));
    };
    add("1-study", [this, language, dark, workspace] {
        dress(language, dark);
        workspace("study");
    });
    add("1-import", [this] { m_workstation.context().importFiles(); }, true);
    add("2-data", [workspace] {
        Workspace *data = workspace("data");
        typeQuery(data ? data->queryLine() : nullptr, QString());
    });
    add("2-data-query", [workspace] {
        Workspace *data = workspace("data");
        typeQuery(data ? data->queryLine() : nullptr, QStringLiteral("label:glaucoma eye:both"));
    });
    add("2-pair", [workspace] {
        Workspace *data = workspace("data");
        pressInTour(data ? data->canvas() : nullptr, Qt::Key_Q);
    });
    add("3-train", [this, workspace] {
        Workspace *data = workspace("data");
        pressInTour(data ? data->canvas() : nullptr, Qt::Key_Escape);
        if (const auto run = newestDoneRun())
            m_workstation.context().showRun(QStringLiteral("train"), *run);
        else
            workspace("train");
    });
#ifdef RETCLIP_HAS_TRAIN
    add("3-train-form", [workspace] {
        if (auto *train = qobject_cast<TrainWorkspace *>(workspace("train")))
            train->newRun(QStringLiteral("quick"));
    });
#endif
    add("4-retrieve", [workspace] {
        // A person types after the runs are listed.
        if (Workspace *retrieve = workspace("retrieve"))
            QTimer::singleShot(settle_ms / 2, retrieve, [retrieve] {
                typeQuery(retrieve->queryLine(), QStringLiteral("青光眼 杯盘比大"));
            });
    });
    add("5-evaluate", [this, workspace] {
        if (const auto run = newestDoneRun())
            m_workstation.context().showRun(QStringLiteral("evaluate"), *run);
        else
            workspace("evaluate");
    });
    add("6-review", [this, workspace] {
        reviewMistakes();
        workspace("review");
    });
}

void TourScreens::start()
{
    QDir().mkpath(m_folder);
    arrive();
}

void TourScreens::arrive()
{
    if (m_next >= m_stops.size()) {
        emit finished(m_pictures, m_failures);
        return;
    }
    m_stops[m_next].act();
    m_waited_ms = 0;
    QTimer::singleShot(tick_ms, this, &TourScreens::leave);
}

bool TourScreens::atRest() const
{
    return m_workstation.context().jobs.shown().isEmpty() && m_workstation.pictures().isIdle();
}

void TourScreens::leave()
{
    m_waited_ms += tick_ms;
    const bool settled = m_waited_ms >= settle_ms && atRest();
    if (!settled && m_waited_ms < patience_ms) {
        QTimer::singleShot(tick_ms, this, &TourScreens::leave);
        return;
    }
    const TourStop &stop = m_stops[m_next];
    QWidget *subject = &m_workstation.window();
    if (stop.ofDialog)
        subject = uppermost(m_workstation.window());
    const QString file = QDir(m_folder).filePath(stop.name + QStringLiteral(".png"));
    if (subject->grab().save(file))
        ++m_pictures;
    else
        ++m_failures;
    if (!stop.staysOpen)
        for (QWidget *above = uppermost(m_workstation.window()); above != &m_workstation.window();) {
            above->close();
            QWidget *next = uppermost(m_workstation.window());
            if (next == above)
                break; // it does not let itself be closed
            above = next;
        }
    ++m_next;
    arrive();
}

} // namespace retclip
