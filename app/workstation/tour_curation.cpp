// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workstation/tour_screens.h"
#include "app/workstation/workstation.h"
#include "ui/data/data_workspace.h"
#include "ui/data/likeness_search.h"
#include "ui/data/pair_page.h"
#include "ui/shell/action_registry.h"
#include "ui/viewer/paired_viewer.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QComboBox>
#include <QCoreApplication>
#include <QMouseEvent>
#include <QTabWidget>
#include <QTimer>

#include <algorithm>

namespace retclip {

namespace {

DataWorkspace *dataOf(Workstation &workstation)
{
    return qobject_cast<DataWorkspace *>(workstation.window().showWorkspace(QStringLiteral("data")));
}

class CurationWalk
{
public:
    CurationWalk(Workstation &workstation, const TourWalk &walk) : m_workstation(workstation), m_walk(walk) {}

    QVector<TourStop> stops()
    {
        addImport();
        addPages();
        addSearch();
        addViewer();
        addHistory();
        addDatasets();
        addReading();
        return m_stops;
    }

private:
    void add(const char *name, std::function<void()> act, bool ofDialog = false, bool staysOpen = false)
    {
        m_stops.append({QStringLiteral("c-") + QLatin1String(name), std::move(act), ofDialog, staysOpen});
    }
    /// Some dialogs keep their action waiting until they close.
    std::function<void()> action(const char *id) const
    {
        return [actions = &m_workstation.context().actions, id = QString::fromLatin1(id)] {
            if (QAction *action = actions->action(id))
                QTimer::singleShot(0, action, &QAction::trigger);
        };
    }
    /// A click on a button of whatever is open, after its lists are there.
    std::function<void()> click(const char *name) const
    {
        return [window = &m_workstation.window(), name = QLatin1String(name)] {
            if (auto *button = window->findChild<QAbstractButton *>(name))
                QTimer::singleShot(0, button, &QAbstractButton::click);
        };
    }
    std::function<void()> tab(int place) const
    {
        return [window = &m_workstation.window(), place] {
            if (auto *tabs = window->findChild<QTabWidget *>(QStringLiteral("datasetPages")))
                tabs->setCurrentIndex(place);
        };
    }
    /// Keys to the pair that is open.
    std::function<void()> key(int key, Qt::KeyboardModifiers with = Qt::NoModifier, TourKey how = TourKey::press) const
    {
        return [shown = &m_workstation, key, with, how] {
            if (DataWorkspace *data = dataOf(*shown))
                pressInTour(data->canvas(), key, with, how);
        };
    }

    void addImport()
    {
        add("study", [shown = &m_workstation] { shown->window().showWorkspace(QStringLiteral("study")); });
        const QStringList sources = m_walk.importSource.isEmpty() ? QStringList() : QStringList{m_walk.importSource};
        add("import-source", [shown = &m_workstation, sources] { shown->context().importFiles(sources); }, true,
            !sources.isEmpty());
        if (!sources.isEmpty()) {
            add("import-columns", click("wizardNext"), true, true);
            add("import-eyes", click("wizardNext"), true, true);
            add("import-check", click("wizardNext"), true);
        }
        add("arrivals", action("file.arrivals"), true);
    }

    void addPages()
    {
        add("data", [shown = &m_workstation] {
            if (DataWorkspace *data = dataOf(*shown))
                data->setQuery({});
        });
        add("pairing", action("data.pairing"), true);
        add("privacy", action("data.privacy"), true);
        add("checks", action("data.checks"), true);
        add("proposals", action("data.proposals"), true);
        add("terms", action("data.terms"), true);
    }

    void addSearch()
    {
        add("query", [shown = &m_workstation] {
            if (DataWorkspace *data = dataOf(*shown))
                data->setQuery(QStringLiteral("label:glaucoma report:视盘 age>50"));
        });
        add("saved-queries", action("data.saved_queries"), true);
        add("likeness", [shown = &m_workstation] {
            DataWorkspace *data = dataOf(*shown);
            if (!data)
                return;
            data->setQuery({});
            QTimer::singleShot(200, data, [data] {
                data->setCurrentRow(2);
                data->markChosen(true);
            });
        });
        add("batch-edit", [shown = &m_workstation] {
            DataWorkspace *data = dataOf(*shown);
            if (!data)
                return;
            data->likeness().end();
            data->setQuery({});
            QTimer::singleShot(200, data, [data, shown] {
                data->selectAll();
                if (QAction *action = shown->context().actions.action(QStringLiteral("selection.edit")))
                    action->trigger();
            });
            QTimer::singleShot(500, data, [shown] { // a tag, as if typed
                auto *dialog = shown->window().findChild<QWidget *>(QStringLiteral("batchEdit"));
                for (QComboBox *box : dialog ? dialog->findChildren<QComboBox *>() : QList<QComboBox *>())
                    if (box->isEditable() && box->isVisible())
                        box->setEditText(QStringLiteral("second-look"));
            });
        }, true);
    }

    void addViewer()
    {
        add("pair", [shown = &m_workstation] {
            if (DataWorkspace *data = dataOf(*shown)) {
                data->setQuery({});
                QTimer::singleShot(200, data, [data] { data->openPair(2); });
            }
        });
        add("viewer-etdrs", key(Qt::Key_G, Qt::ShiftModifier));
        add("viewer-quadrants", key(Qt::Key_G, Qt::ShiftModifier));
        add("viewer-measure", [next = key(Qt::Key_G, Qt::ShiftModifier), measure = key(Qt::Key_D)] {
            next(); // no grid
            measure();
        });
        add("viewer-vessels", [measure = key(Qt::Key_D), vessels = key(Qt::Key_H, Qt::ShiftModifier)] {
            measure();
            vessels();
        });
        add("viewer-red-free", [vessels = key(Qt::Key_H, Qt::ShiftModifier), redFree = key(Qt::Key_G)] {
            vessels();
            redFree();
        });
        add("viewer-window", [redFree = key(Qt::Key_G), window = key(Qt::Key_B, Qt::ShiftModifier)] {
            redFree();
            window();
        });
        add("viewer-magnifier", [shown = &m_workstation, window = key(Qt::Key_B, Qt::ShiftModifier)] {
            window();
            DataWorkspace *data = dataOf(*shown);
            if (!data)
                return;
            PairedViewer *viewer = data->pairPage().viewer();
            const QPointF at(viewer->width() * 0.3, viewer->height() * 0.45);
            QCoreApplication::postEvent(viewer, new QMouseEvent(QEvent::MouseMove, at, viewer->mapToGlobal(at),
                                                                Qt::NoButton, Qt::NoButton, Qt::NoModifier));
            viewer->setMagnifying(true);
        });
        add("viewer-flicker", [shown = &m_workstation, hold = key(Qt::Key_A, Qt::NoModifier, TourKey::hold)] {
            if (DataWorkspace *data = dataOf(*shown))
                data->pairPage().viewer()->setMagnifying(false);
            hold();
        });
        add("viewer-why", [release = key(Qt::Key_A, Qt::NoModifier, TourKey::release), why = key(Qt::Key_O)] {
            release();
            why();
        });
        add("viewer-single", [why = key(Qt::Key_O), single = key(Qt::Key_E)] {
            why();
            single();
        });
        add("export", [shown = &m_workstation, single = key(Qt::Key_E), back = key(Qt::Key_Escape)] {
            single();
            back();
            shown->context().exportSelection();
        }, true);
    }

    void addHistory()
    {
        add("history", action("file.history"), true, true);
        add("restore", [window = &m_workstation.window()] {
            if (auto *table = window->findChild<QAbstractItemView *>(QStringLiteral("historyTable")))
                table->setCurrentIndex(table->model()->index(std::min(8, table->model()->rowCount() - 1), 0));
            if (auto *button = window->findChild<QAbstractButton *>(QStringLiteral("historyRestore")))
                QTimer::singleShot(0, button, &QAbstractButton::click);
        }, true);
    }

    void addDatasets()
    {
        add("datasets", action("file.datasets"), true, true);
        add("datasets-differences", tab(1), true, true);
        add("datasets-sheet", tab(2), true);
        add("dataset-new", [shown = &m_workstation] {
            if (DataWorkspace *data = dataOf(*shown))
                QTimer::singleShot(200, data, [data, actions = &shown->context().actions] {
                    data->selectAll();
                    if (QAction *action = actions->action(QStringLiteral("selection.dataset")))
                        action->trigger();
                });
        }, true);
    }

    void addReading()
    {
        add("review", [shown = &m_workstation] { shown->window().showWorkspace(QStringLiteral("review")); });
        add("rounds", action("review.rounds"));
        add("round-new", action("review.new_round"), true);
        add("review-queue", action("review.queue"));
    }

    Workstation &m_workstation;
    TourWalk m_walk;
    QVector<TourStop> m_stops;
};

} // namespace

QVector<TourStop> curationStops(Workstation &workstation, const TourWalk &walk)
{
    return CurationWalk(workstation, walk).stops();
}

} // namespace retclip
