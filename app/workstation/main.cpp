// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workstation/tour_screens.h"
#include "app/workstation/workstation.h"

#ifdef RETCLIP_HAS_BACKEND_DOOR
#include "ml/plugin/backend_door.h"
#else
#include "app/workstation/no_backend_door.h"
#endif

#include <QApplication>
#include <QCommandLineParser>
#include <QFileInfo>
#include <QPixmap>
#include <QTemporaryDir>

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
        QCoreApplication::translate("main", "Save a picture of the window, with the study if one is named, and leave."),
        QStringLiteral("file"));
    const QCommandLineOption tourOption(QStringLiteral("tour"),
        QCoreApplication::translate("main", "Walk through the study and save pictures."),
        QStringLiteral("folder"));
    parser.addOptions({languageOption, themeOption, screenshotOption, tourOption});
    parser.addPositionalArgument(QStringLiteral("study"),
        QCoreApplication::translate("main", "Study folder to open."), QStringLiteral("[STUDY]"));
    parser.process(application);

    // A tour changes language and look at every turn: not in the person's own settings.
    QTemporaryDir tourSettings;
    if (parser.isSet(tourOption) && !qEnvironmentVariableIsSet("RETCLIP_SETTINGS_FILE"))
        qputenv("RETCLIP_SETTINGS_FILE",
                QFile::encodeName(tourSettings.filePath(QStringLiteral("settings.ini"))));
    ForThisStart start;
    start.language = parser.value(languageOption);
    if (parser.isSet(themeOption))
        start.theme = parser.value(themeOption) == QLatin1String("dark")    ? ThemeChoice::dark
            : parser.value(themeOption) == QLatin1String("light") ? ThemeChoice::light
                                                                  : ThemeChoice::system;

#ifdef RETCLIP_HAS_BACKEND_DOOR
    const std::unique_ptr<BackendDoor> door = make_backend_door();
#else
    const std::unique_ptr<BackendDoor> door = std::make_unique<NoBackendDoor>();
#endif
    Workstation workstation(*door, start);
    MainWindow &window = workstation.window();

    const QStringList studies = parser.positionalArguments();
    if (!studies.isEmpty()) {
        // The window stands before a study is looked for.
        QObject::connect(&window, &MainWindow::firstFramePainted, &window,
                         [&, folder = QFileInfo(studies.constFirst()).absoluteFilePath()] {
                             window.openStudy(folder);
                         });
    }
    const QString screenshot = parser.value(screenshotOption);
    if (!screenshot.isEmpty()) {
        const auto save = [&window, screenshot] {
            const QPixmap picture = window.grab(); // paints what is not painted yet
            std::puts("shown");
            std::fflush(stdout);
            const bool saved = picture.save(screenshot);
            if (!saved)
                std::fprintf(stderr, "%s cannot be written.\n", qPrintable(screenshot));
            QCoreApplication::exit(saved ? 0 : 1);
        };
        if (studies.isEmpty())
            QObject::connect(&window, &MainWindow::firstFramePainted, &window, save);
        else
            QObject::connect(&window, &MainWindow::studyOpened, &window, save,
                             Qt::QueuedConnection);
    }
    if (!screenshot.isEmpty() || parser.isSet(tourOption))
        QObject::connect(&window, &MainWindow::studyNotOpened, &window, [](const Error &error) {
            std::fprintf(stderr, "%s\n", error.english().c_str());
            QCoreApplication::exit(1);
        });
    std::unique_ptr<TourScreens> tour;
    if (parser.isSet(tourOption)) {
        tour = std::make_unique<TourScreens>(workstation, parser.value(tourOption));
        QObject::connect(&window, &MainWindow::studyOpened, tour.get(), &TourScreens::start);
        QObject::connect(tour.get(), &TourScreens::finished, tour.get(),
                         [](int pictures, int failures) {
                             std::printf("%d pictures\n", pictures);
                             QCoreApplication::exit(failures == 0 ? 0 : 1);
                         });
    }
    window.show();
    return application.exec();
}
