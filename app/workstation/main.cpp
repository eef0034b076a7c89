// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/private_files.h"
#include "app/workstation/display.h"
#include "app/workstation/first_picture.h"
#include "app/workstation/tour_screens.h"
#include "app/workstation/workstation.h"
#include "ui/shell/study_packing.h"
#include "ui/shell/theme.h"

#ifdef RETCLIP_HAS_BACKEND_DOOR
#include "ml/plugin/backend_door.h"
#else
#include "app/workstation/no_backend_door.h"
#endif

#include <QApplication>
#include <QCommandLineParser>
#include <QFileInfo>
#include <QIcon>
#include <QTemporaryDir>

#include <cstdio>
#include <cstdlib>
#include <memory>

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

struct Options
{
    QCommandLineParser parser;
    const QCommandLineOption language{QStringLiteral("language"),
        QCoreApplication::translate("main", "Language of the window."), QStringLiteral("en|zh_CN")};
    const QCommandLineOption theme{QStringLiteral("theme"),
        QCoreApplication::translate("main", "Look of the window."),
        QStringLiteral("light|dark|system")};
    const QCommandLineOption screenshot{QStringLiteral("screenshot"),
        QCoreApplication::translate("main", "Save a picture of the window, with the study if one is named, and leave."),
        QStringLiteral("file")};
    const QCommandLineOption tour{QStringLiteral("tour"),
        QCoreApplication::translate("main", "Walk through the study and save pictures."),
        QStringLiteral("folder")};
    const QCommandLineOption curation{QStringLiteral("curation"),
        QCoreApplication::translate("main", "With --tour: every page of curation instead.")};
    const QCommandLineOption tourImport{QStringLiteral("tour-import"),
        QCoreApplication::translate("main", "With --curation: what the pages of the import show."),
        QStringLiteral("file")};

    /// Help, version and wrong words end the program here.
    explicit Options(QCoreApplication &application)
    {
        parser.setApplicationDescription(
            QCoreApplication::translate("main", "Clinical research workstation for RET-CLIP."));
        parser.addHelpOption();
        parser.addVersionOption();
        parser.addOptions({language, theme, screenshot, tour, curation, tourImport});
        parser.addPositionalArgument(QStringLiteral("study"),
            QCoreApplication::translate("main", "Study folder to open, or a study package."), QStringLiteral("[STUDY]"));
        parser.process(application);
    }
};

/// The folder of a study that was named by itself or by its database, as a file manager does.
QString studyFolder(const QString &named)
{
    const QFileInfo file(named);
    return file.isFile() && file.fileName() == QLatin1String("study.db") ? file.absolutePath() : file.absoluteFilePath();
}

QIcon programIcon()
{
    QIcon icon;
    for (const int side : {16, 32, 48, 128, 256})
        icon.addPixmap(theme().pixmap(QStringLiteral("retclip-workstation"), side, Qt::black, 1));
    return icon;
}

std::unique_ptr<QApplication> applicationWithDisplay(int &argc, char **argv)
{
    const DisplayWatch watch;
    return std::make_unique<QApplication>(argc, argv);
}

} // namespace

int main(int argc, char **argv)
{
    keepFilesPrivate();
    waitPassively(argv);
    QCoreApplication::setApplicationName(QStringLiteral("RET-CLIP Workstation"));
    QCoreApplication::setApplicationVersion(QStringLiteral(RETCLIP_VERSION));
    if (asksForWords(argc, argv)) {
        QCoreApplication words(argc, argv);
        [[maybe_unused]] const Options told(words); // ends the program
    }
    const std::unique_ptr<QApplication> application = applicationWithDisplay(argc, argv);
    QGuiApplication::setDesktopFileName(QStringLiteral("retclip-workstation"));
    const Options options(*application);
    const QCommandLineParser &parser = options.parser;

    // A tour changes language and look at every turn: not in the person's own settings.
    QTemporaryDir tourSettings;
    if (parser.isSet(options.tour) && !qEnvironmentVariableIsSet("RETCLIP_SETTINGS_FILE"))
        qputenv("RETCLIP_SETTINGS_FILE",
                QFile::encodeName(tourSettings.filePath(QStringLiteral("settings.ini"))));
    ForThisStart start;
    start.language = parser.value(options.language);
    if (parser.isSet(options.theme))
        start.theme = parser.value(options.theme) == QLatin1String("dark")    ? ThemeChoice::dark
            : parser.value(options.theme) == QLatin1String("light") ? ThemeChoice::light
                                                                  : ThemeChoice::system;

#ifdef RETCLIP_HAS_BACKEND_DOOR
    const std::unique_ptr<BackendDoor> door = make_backend_door();
#else
    const std::unique_ptr<BackendDoor> door = std::make_unique<NoBackendDoor>();
#endif
    Workstation workstation(*door, start);
    QGuiApplication::setWindowIcon(programIcon());
    MainWindow &window = workstation.window();

    const QStringList studies = parser.positionalArguments();
    if (!studies.isEmpty()) {
        // The window stands before a study is looked for.
        QObject::connect(&window, &MainWindow::firstFramePainted, &window,
                         [&, named = studies.constFirst()] {
                             if (named.endsWith(QLatin1String(".retclip")))
                                 window.packing().askToUnpack(QFileInfo(named).absoluteFilePath());
                             else
                                 window.openStudy(studyFolder(named));
                         });
    }
    const QString screenshot = parser.value(options.screenshot);
    std::unique_ptr<FirstPicture> picture;
    if (!screenshot.isEmpty()) {
        picture = std::make_unique<FirstPicture>(workstation, screenshot);
        QObject::connect(picture.get(), &FirstPicture::finished, picture.get(),
                         [](bool saved) { QCoreApplication::exit(saved ? 0 : 1); });
        if (studies.isEmpty())
            QObject::connect(&window, &MainWindow::firstFramePainted, picture.get(), &FirstPicture::start);
        else
            QObject::connect(&window, &MainWindow::studyOpened, picture.get(), &FirstPicture::start,
                             Qt::QueuedConnection);
    }
    if (!screenshot.isEmpty() || parser.isSet(options.tour))
        QObject::connect(&window, &MainWindow::studyNotOpened, &window, [](const Error &error) {
            std::fprintf(stderr, "%s\n", error.english().c_str());
            QCoreApplication::exit(1);
        });
    std::unique_ptr<TourScreens> tour;
    if (parser.isSet(options.tour)) {
        const TourWalk walk{parser.isSet(options.curation), parser.value(options.tourImport)};
        tour = std::make_unique<TourScreens>(workstation, parser.value(options.tour), walk);
        QObject::connect(&window, &MainWindow::studyOpened, tour.get(), &TourScreens::start);
        QObject::connect(tour.get(), &TourScreens::finished, tour.get(),
                         [](int pictures, int failures) {
                             std::printf("%d pictures\n", pictures);
                             QCoreApplication::exit(failures == 0 ? 0 : 1);
                         });
    }
    window.show();
    return QApplication::exec();
}
