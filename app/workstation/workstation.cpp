// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workstation/workstation.h"

#include "app/workstation/second_screen.h"
#include "core/study/study_document.h"
#include "ui/data/batch_edit_dialog.h"
#include "ui/data/data_workspace.h"
#include "ui/data/dataset_dialog.h"
#include "ui/data/datasets_dialog.h"
#include "ui/shell/theme.h"
#include "ui/study/arrivals_dialog.h"
#include "ui/study/export_dialog.h"
#include "ui/study/history_dialog.h"
#include "ui/study/import_wizard.h"
#include "ui/study/study_workspace.h"
#include "ui/verify/verify_page.h"

#ifdef RETCLIP_HAS_TRAIN
#include "ui/train/train_workspace.h"
#endif
#ifdef RETCLIP_HAS_RETRIEVE
#include "ui/retrieve/retrieve_workspace.h"
#endif
#ifdef RETCLIP_HAS_EVALUATE
#include "ui/evaluate/evaluate_workspace.h"
#endif
#ifdef RETCLIP_HAS_REVIEW
#include "ui/review/review_workspace.h"
#endif

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QThread>

namespace retclip {

namespace {

QVector<WorkspaceFactory> workspaces()
{
    QVector<WorkspaceFactory> list{StudyWorkspace::factory(), DataWorkspace::factory()};
#ifdef RETCLIP_HAS_TRAIN
    list.append({QStringLiteral("train"), QStringLiteral("train"),
                 [] { return MainWindow::tr("Train"); }, makeTrainWorkspace});
#endif
#ifdef RETCLIP_HAS_RETRIEVE
    list.append({QStringLiteral("retrieve"), QStringLiteral("retrieve"),
                 [] { return MainWindow::tr("Retrieve"); }, makeRetrieveWorkspace});
#endif
#ifdef RETCLIP_HAS_EVALUATE
    list.append({QStringLiteral("evaluate"), QStringLiteral("evaluate"),
                 [] { return MainWindow::tr("Evaluate"); }, makeEvaluateWorkspace});
#endif
#ifdef RETCLIP_HAS_REVIEW
    list.append({QStringLiteral("review"), QStringLiteral("review"),
                 [] { return MainWindow::tr("Review"); }, makeReviewWorkspace});
#endif
    return list;
}

} // namespace

Workstation::Workstation(BackendDoor &door, const ForThisStart &start)
    : m_jobs(qMax(2, QThread::idealThreadCount())),
      m_pictureJobs(qMax(2, QThread::idealThreadCount())), m_pictures(m_pictureJobs),
      m_context(door, m_jobs, theme(), m_selections, m_notifications, m_settings, m_actions)
{
    if (!start.language.isEmpty())
        m_settings.setLanguageForThisStart(start.language);
    if (start.theme)
        m_settings.setThemeForThisStart(*start.theme);
    m_language.apply(m_settings.language());
    theme().apply(m_settings.themeChoice(), m_settings.textPercent());
    m_context.pictures = &m_pictures;
    QObject::connect(&m_context, &AppContext::studyChanged, &m_pictures, [this] {
        m_pictures.setCacheFolder(m_context.study ? m_context.study->study().cacheFolder()
                                                  : QString());
    });
    m_window = std::make_unique<MainWindow>(m_context, m_language, workspaces());
    MainWindow *window = m_window.get();
    QObject::connect(&m_context, &AppContext::importRequested, window,
                     [this](const QStringList &sources) { showImport(sources); });
    m_arrivals = std::make_unique<ArrivalsService>(m_context);
    QObject::connect(&m_context, &AppContext::arrivalsRequested, window, [this, window] {
        if (m_context.study)
            (new ArrivalsDialog(m_context, *m_arrivals, window))->show();
    });
    QObject::connect(&m_context, &AppContext::exportRequested, window, [this, window] {
        if (m_context.study)
            (new ExportDialog(m_context, window))->show();
    });
    m_tour = std::make_unique<SampleTour>(*this);
    QObject::connect(window, &MainWindow::secondScreenWanted, window, [this, window] {
        auto *screen = window->findChild<SecondScreen *>();
        if (!screen)
            screen = new SecondScreen(m_context, window);
        screen->show();
        screen->raise();
    });
    QObject::connect(window, &MainWindow::verifyRequested, window, [this, window] {
        // One page: two would compute at the same time.
        auto *page = window->findChild<VerifyPage *>();
        if (!page)
            page = new VerifyPage(m_context, window);
        page->show();
        page->raise();
        page->activateWindow();
    });
    QObject::connect(&m_context, &AppContext::historyRequested, window, [this, window](const QString &exam) {
        if (!m_context.study)
            return;
        auto *open = window->findChild<HistoryDialog *>();
        if (open)
            open->showExam(exam);
        else
            open = new HistoryDialog(m_context, exam, window);
        open->show();
        open->raise();
        open->activateWindow();
    });
    QObject::connect(&m_context, &AppContext::datasetsRequested, window, [this, window] {
        if (m_context.study)
            (new DatasetsDialog(m_context, window))->show();
    });
    QObject::connect(&m_context, &AppContext::editRequested, window, [this, window] {
        if (m_context.study)
            (new BatchEditDialog(m_context, window))->show();
    });
    QObject::connect(&m_context, &AppContext::datasetRequested, window, [this, window] {
        if (m_context.study)
            (new DatasetDialog(m_context, window))->show();
    });
}

Workstation::~Workstation()
{
    m_window->closeStudy();
}

void Workstation::showImport(const QStringList &sources)
{
    const auto showWizard = [this, sources] {
        (new ImportWizard(m_context, sources, m_window.get()))->show();
    };
    if (m_context.study) {
        showWizard();
        return;
    }
    QObject::connect(m_window.get(), &MainWindow::studyOpened, m_window.get(), showWizard,
                     Qt::SingleShotConnection);
    makeStudyFor(sources);
}

/// Without a study open an import makes one, named after its source.
void Workstation::makeStudyFor(const QStringList &sources)
{
    QDir().mkpath(dataFolder());
    const QString base = sources.isEmpty() ? QCoreApplication::translate("main", "My study")
                                           : QFileInfo(sources.constFirst()).completeBaseName();
    QString folder;
    for (int number = 1; folder.isEmpty() || QFileInfo::exists(folder); ++number) {
        folder = dataFolder() + QLatin1Char('/') + base
            + (number > 1 ? QStringLiteral(" %1").arg(number) : QString())
            + QStringLiteral(".study");
    }
    m_window->createStudy(folder);
}

} // namespace retclip
