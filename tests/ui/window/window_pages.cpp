// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/window/window_pages.h"

#include "app/workstation/workstation.h"
#include "core/study/study_document.h"
#include "ui/data/data_workspace.h"
#include "ui/data/likeness_search.h"
#include "ui/evaluate/evaluate_workspace.h"
#include "ui/shell/action_registry.h"
#include "ui/train/train_workspace.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDialog>
#include <QTabWidget>
#include <QTimer>

namespace retclip {

namespace {

/// Dialogs by the action that opens them, in no special state.
const QStringList plainDialogs{
    QStringLiteral("file.arrivals"), QStringLiteral("data.pairing"), QStringLiteral("data.privacy"),
    QStringLiteral("data.checks"), QStringLiteral("data.proposals"), QStringLiteral("data.terms"),
    QStringLiteral("data.saved_queries"), QStringLiteral("data.new_label_set"), QStringLiteral("data.label_set"),
    QStringLiteral("selection.edit"), QStringLiteral("selection.dataset"), QStringLiteral("file.export"),
    QStringLiteral("file.history"), QStringLiteral("review.new_round"), QStringLiteral("app.settings"),
    QStringLiteral("help.keys"), QStringLiteral("help.guide"), QStringLiteral("help.about"), QStringLiteral("help.verify"),
    QStringLiteral("view.palette"), QStringLiteral("view.log")};

class Pages
{
public:
    Pages(Workstation &workstation, QString table) : m_workstation(workstation), m_table(std::move(table)) {}

    QVector<WindowPage> list()
    {
        addStudyAndData();
        addTrain();
        addRest();
        addDialogs();
        return m_pages;
    }

private:
    MainWindow &window() { return m_workstation.window(); }
    void add(const char *name, std::function<void()> open, bool isDialog = false)
    {
        m_pages.append({QString::fromLatin1(name), std::move(open), isDialog});
    }
    std::function<void()> action(const QString &id) const
    {
        return [actions = &m_workstation.context().actions, id] {
            if (QAction *action = actions->action(id))
                action->trigger();
        };
    }
    std::function<void()> workspace(const char *id) const
    {
        return [shown = &m_workstation, id = QString::fromLatin1(id)] { shown->window().showWorkspace(id); };
    }
    DataWorkspace *data() { return qobject_cast<DataWorkspace *>(window().showWorkspace(QStringLiteral("data"))); }
    RunId newestRun()
    {
        const auto runs = m_workstation.context().study->study().runs();
        return runs && !runs->isEmpty() ? runs->constFirst().id : RunId();
    }

    void addStudyAndData()
    {
        add("study", workspace("study"));
        add("data-grid", [this] {
            data()->closePair();
            data()->setTableShown(false);
            data()->setQuery({});
        });
        add("data-table", [this] { data()->setTableShown(true); });
        add("data-nothing", [this] {
            data()->setTableShown(false);
            data()->setQuery(QStringLiteral("tag:nobody-gave-this"));
        });
        add("data-likeness", [this] {
            data()->setQuery({});
            QTimer::singleShot(150, data(), [page = data()] {
                page->setCurrentRow(1);
                page->markChosen(true);
            });
        });
        add("pair", [this] {
            data()->likeness().end();
            data()->setQuery({});
            QTimer::singleShot(150, data(), [page = data()] { page->openPair(2); });
        });
    }

    void addTrain()
    {
        const auto train = [this] {
            data()->closePair();
            return qobject_cast<TrainWorkspace *>(window().showWorkspace(QStringLiteral("train")));
        };
        add("train-run", [this, train] {
            train();
            m_workstation.context().showRun(QStringLiteral("train"), newestRun());
        });
        add("train-new-pretrain", [train] { train()->newRun(QStringLiteral("pretrain-small")); });
        add("train-new-finetune", [train] { train()->newRun(QStringLiteral("finetune")); });
        add("train-new-probe", [train] { train()->newRun(QStringLiteral("probe")); });
        // Back to a run, so that the next visit does not meet a half-filled form.
        add("train-again", [this, train] {
            train();
            m_workstation.context().showRun(QStringLiteral("train"), newestRun());
        });
    }

    void addRest()
    {
        add("retrieve", workspace("retrieve"));
        add("atlas", action(QStringLiteral("retrieve.atlas")));
        const auto evaluateTab = [this](EvaluateWorkspace::Tab tab) {
            return [this, tab] {
                if (auto *page = qobject_cast<EvaluateWorkspace *>(window().showWorkspace(QStringLiteral("evaluate"))))
                    page->showTab(tab);
            };
        };
        add("evaluate-overview", evaluateTab(EvaluateWorkspace::Tab::overview));
        add("evaluate-operating", evaluateTab(EvaluateWorkspace::Tab::operatingPoint));
        add("evaluate-calibration", evaluateTab(EvaluateWorkspace::Tab::calibration));
        add("evaluate-compare", evaluateTab(EvaluateWorkspace::Tab::compare));
        add("evaluate-subgroups", evaluateTab(EvaluateWorkspace::Tab::subgroups));
        add("review-cases", [this] {
            Selection some;
            if (const auto found = m_workstation.context().study->study().find(QStringLiteral("limit:5")))
                some.exams = *found;
            some.sentence = QStringLiteral("5");
            m_workstation.context().selections.sendToReview(some);
        });
        add("review-rounds", action(QStringLiteral("review.rounds")));
        add("review-issues", action(QStringLiteral("review.issues")));
        add("review-queue", action(QStringLiteral("review.queue")));
    }

    void addDialogs()
    {
        for (const QString &id : plainDialogs)
            m_pages.append({QStringLiteral("dialog-") + QString(id).replace(QLatin1Char('.'), QLatin1Char('-')),
                            [this, id, open = action(id)] {
                                data()->selectAll();
                                open();
                            },
                            true});
        add("dialog-datasets-list", action(QStringLiteral("file.datasets")), true);
        for (const int tab : {1, 2})
            m_pages.append({QStringLiteral("dialog-datasets-%1").arg(tab),
                            [this, tab] {
                                action(QStringLiteral("file.datasets"))();
                                QTimer::singleShot(100, &window(), [window = &window(), tab] {
                                    if (auto *tabs = window->findChild<QTabWidget *>(QStringLiteral("datasetPages")))
                                        tabs->setCurrentIndex(tab);
                                });
                            },
                            true});
        add("dialog-settings-keys", [this] {
            action(QStringLiteral("app.settings"))();
            if (auto *tabs = window().findChild<QTabWidget *>(QStringLiteral("settingsTabs")))
                tabs->setCurrentIndex(1);
        }, true);
        addWizard();
    }

    /// A step after the other; each is opened from the start, so that it can be looked at alone.
    void addWizard()
    {
        static const char *const names[] = {"dialog-import-source", "dialog-import-columns", "dialog-import-eyes",
                                            "dialog-import-check"};
        for (int steps = 0; steps < 4; ++steps)
            add(names[steps], [this, steps] {
                m_workstation.context().importFiles({m_table});
                pressNext(steps);
            }, true);
    }
    void pressNext(int left)
    {
        if (left == 0)
            return;
        QTimer::singleShot(50, &window(), [this, left] {
            auto *next = window().findChild<QAbstractButton *>(QStringLiteral("wizardNext"));
            if (next && next->isEnabled()) {
                next->click();
                pressNext(left - 1);
            } else if (next) {
                pressNext(left);
            }
        });
    }

    Workstation &m_workstation;
    QString m_table;
    QVector<WindowPage> m_pages;
};

} // namespace

QVector<WindowPage> windowPages(Workstation &workstation, const QString &table)
{
    // Pages hold what they are opened with.
    auto pages = std::make_shared<Pages>(workstation, table);
    QVector<WindowPage> list = pages->list();
    for (WindowPage &page : list)
        page.open = [pages, open = page.open] { open(); };
    return list;
}

const QStringList &actionsWithoutPage()
{
    static const QStringList list{
        // The system asks for a file or folder.
        QStringLiteral("file.new"), QStringLiteral("file.open"), QStringLiteral("file.pack"), QStringLiteral("file.unpack"),
        QStringLiteral("evaluate.report"), QStringLiteral("evaluate.import"), QStringLiteral("train.report"),
        QStringLiteral("train.import"), QStringLiteral("review.taxonomy"),
        // One line is asked for.
        QStringLiteral("selection.tag"), QStringLiteral("selection.save"),
        // Leads to a workspace.
        QStringLiteral("selection.label")};
    return list;
}

const QStringList &actionsWithPage()
{
    static const QStringList list = plainDialogs
        + QStringList{QStringLiteral("file.datasets"), QStringLiteral("file.import"), QStringLiteral("retrieve.atlas"),
                      QStringLiteral("review.rounds"), QStringLiteral("review.issues"), QStringLiteral("review.queue")};
    return list;
}

QWidget *uppermostWindow(QWidget &window)
{
    if (QWidget *modal = QApplication::activeModalWidget())
        return modal;
    QWidget *above = &window;
    for (bool higher = true; higher;) {
        higher = false;
        for (QDialog *dialog : above->findChildren<QDialog *>())
            if (dialog->isVisible() && dialog != above) {
                above = dialog;
                higher = true;
                break;
            }
    }
    return above;
}

} // namespace retclip
