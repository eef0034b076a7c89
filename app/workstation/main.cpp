// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/job.h"
#include "core/study/study_document.h"
#include "tour_screens.h"
#include "ui/data/data_workspace.h"
#include "ui/data/dataset_dialog.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/language.h"
#include "ui/shell/main_window.h"
#include "ui/shell/notifications.h"
#include "ui/shell/settings.h"
#include "ui/shell/theme.h"
#include "ui/study/export_dialog.h"
#include "ui/study/import_wizard.h"
#include "ui/study/study_workspace.h"
#include "ui/viewer/pictures.h"

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
#ifdef RETCLIP_HAS_BACKEND_DOOR
#include "ml/plugin/backend_door.h"
#else
#include "no_backend_door.h"
#endif

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QFileInfo>
#include <QThread>
#include <QTimer>

#include <cstdio>
#include <cstdlib>

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

using namespace retclip;

namespace {

/// libgomp reads its settings when it is loaded, before main(): waiting threads would else spin and
/// starve the window. Once; where the system has no /proc, the program starts as it is.
void waitPassively(char **arguments)
{
#ifdef Q_OS_UNIX
    if (getenv("OMP_WAIT_POLICY"))
        return;
    setenv("OMP_WAIT_POLICY", "passive", 1);
    execv("/proc/self/exe", arguments);
#endif
}

/// Without a study open an import makes one, named after its source.
void makeStudyFor(MainWindow &window, const QStringList &sources)
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
    window.createStudy(folder);
}

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

int main(int argc, char **argv)
{
    waitPassively(argv);
    QApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("RET-CLIP Workstation"));
    QCoreApplication::setApplicationVersion(QStringLiteral(RETCLIP_VERSION));
    QGuiApplication::setDesktopFileName(QStringLiteral("retclip-workstation"));

    QCommandLineParser parser;
    parser.setApplicationDescription(
        QCoreApplication::translate("main", "Clinical research workstation for RET-CLIP."));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption languageOption(QStringLiteral("language"),
        QCoreApplication::translate("main", "Language of the window."), QStringLiteral("en|zh_CN"));
    const QCommandLineOption themeOption(QStringLiteral("theme"),
        QCoreApplication::translate("main", "Look of the window."),
        QStringLiteral("light|dark|system"));
    const QCommandLineOption screenshotOption(QStringLiteral("screenshot"),
        QCoreApplication::translate("main", "Paint the first frame, save it, leave."),
        QStringLiteral("file"));
    const QCommandLineOption tourOption(QStringLiteral("tour"),
        QCoreApplication::translate("main", "Walk through the study and save pictures."),
        QStringLiteral("folder"));
    parser.addOptions({languageOption, themeOption, screenshotOption, tourOption});
    parser.addPositionalArgument(QStringLiteral("study"),
        QCoreApplication::translate("main", "Study folder to open."), QStringLiteral("[STUDY]"));
    parser.process(application);

    Settings settings;
    if (parser.isSet(languageOption))
        settings.setLanguage(parser.value(languageOption));
    if (parser.isSet(themeOption))
        settings.setThemeChoice(parser.value(themeOption) == QLatin1String("dark") ? ThemeChoice::dark
                                : parser.value(themeOption) == QLatin1String("light")
                                    ? ThemeChoice::light
                                    : ThemeChoice::system);
    Language language;
    language.apply(settings.language());
    theme().apply(settings.themeChoice(), settings.textPercent());

#ifdef RETCLIP_HAS_BACKEND_DOOR
    const std::unique_ptr<BackendDoor> door = make_backend_door();
#else
    const std::unique_ptr<BackendDoor> door = std::make_unique<NoBackendDoor>();
#endif
    JobPool jobs(qMax(2, QThread::idealThreadCount()));
    JobPool pictureJobs(qMax(2, QThread::idealThreadCount()));
    Pictures pictures(pictureJobs);
    SelectionModel selections;
    Notifications notifications;
    ActionRegistry actions;
    AppContext context(*door, jobs, theme(), selections, notifications, settings, actions);
    context.pictures = &pictures;
    QObject::connect(&context, &AppContext::studyChanged, &pictures, [&] {
        pictures.setCacheFolder(context.study ? context.study->study().cacheFolder() : QString());
    });

    MainWindow window(context, language, workspaces());
    QObject::connect(&context, &AppContext::importRequested, &window, [&](const QStringList &sources) {
        if (!context.study)
            makeStudyFor(window, sources);
        if (context.study)
            (new ImportWizard(context, sources, &window))->show();
    });
    QObject::connect(&context, &AppContext::exportRequested, &window, [&] {
        if (context.study)
            (new ExportDialog(context, &window))->show();
    });
    QObject::connect(&context, &AppContext::datasetRequested, &window, [&] {
        if (context.study)
            (new DatasetDialog(context, &window))->show();
    });

    const QStringList studies = parser.positionalArguments();
    const QString screenshot = parser.value(screenshotOption);
    if (!screenshot.isEmpty()) {
        QObject::connect(&window, &MainWindow::firstFramePainted, &window, [&, screenshot] {
            const bool saved = window.grab().save(screenshot);
            if (!saved)
                std::fprintf(stderr, "%s cannot be written.\n", qPrintable(screenshot));
            QCoreApplication::exit(saved ? 0 : 1);
        });
    } else if (!studies.isEmpty()) {
        // The window stands before a study is looked for.
        QObject::connect(&window, &MainWindow::firstFramePainted, &window,
                         [&, folder = QFileInfo(studies.constFirst()).absoluteFilePath()] {
                             window.openStudy(folder);
                         });
    }
    std::unique_ptr<TourScreens> tour;
    if (parser.isSet(tourOption)) {
        tour = std::make_unique<TourScreens>(window, settings, parser.value(tourOption));
        QObject::connect(&window, &MainWindow::studyOpened, tour.get(), &TourScreens::start);
        QObject::connect(&window, &MainWindow::studyNotOpened, tour.get(), [](const Error &error) {
            std::fprintf(stderr, "%s\n", error.english().c_str());
            QCoreApplication::exit(1);
        });
        QObject::connect(tour.get(), &TourScreens::finished, tour.get(),
                         [](int pictures, int failures) {
                             std::printf("%d pictures\n", pictures);
                             QCoreApplication::exit(failures == 0 ? 0 : 1);
                         });
    }
    window.show();
    const int code = application.exec();
    window.closeStudy(); // before the pools and the door go
    return code;
}
