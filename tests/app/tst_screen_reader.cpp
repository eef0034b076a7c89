// SPDX-License-Identifier: GPL-3.0-or-later
// The built window as a screen reader meets it: over AT-SPI, on a D-Bus of its own, under Xvfb. Walks the whole tree of
// what is shown and wants a name and a role for everything that takes keys. (tst_pages asks the same of every page inside
// of the program; this one proves that it arrives.)
#include <QDBusArgument>
#include <QDBusConnection>
#include <QDBusInterface>
#include <QDBusMetaType>
#include <QDBusObjectPath>
#include <QDBusReply>
#include <QDBusVariant>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

/// An object of another program, as AT-SPI names it.
struct Place
{
    QString program;
    QDBusObjectPath path;
};
Q_DECLARE_METATYPE(Place)

QDBusArgument &operator<<(QDBusArgument &out, const Place &place)
{
    out.beginStructure();
    out << place.program << place.path;
    out.endStructure();
    return out;
}
const QDBusArgument &operator>>(const QDBusArgument &in, Place &place)
{
    in.beginStructure();
    in >> place.program >> place.path;
    in.endStructure();
    return in;
}

namespace {

const QString accessible = QStringLiteral("org.a11y.atspi.Accessible");
constexpr int focusable = 11, showing = 25; ///< Of atspi-constants.h.

QString launcher()
{
    for (const char *file : {"/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher"})
        if (QFile::exists(QLatin1String(file)))
            return QLatin1String(file);
    return {};
}

/// One thing that the window tells of.
struct Told
{
    QString name, role;
    bool isFocusable = false, isShowing = false;
};

} // namespace

class tst_ScreenReader : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    QProcess m_daemon, m_launcher, m_window;
    QString m_session;
    std::unique_ptr<QDBusConnection> m_bus;

    void begin(QProcess &process, const QString &program, const QStringList &arguments)
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"), m_session);
        environment.insert(QStringLiteral("XDG_RUNTIME_DIR"), m_folder.path());
        environment.insert(QStringLiteral("QT_LINUX_ACCESSIBILITY_ALWAYS_ON"), QStringLiteral("1"));
        environment.insert(QStringLiteral("RETCLIP_SETTINGS_FILE"), m_folder.filePath(QStringLiteral("settings.ini")));
        environment.insert(QStringLiteral("RETCLIP_DATA_FOLDER"), m_folder.filePath(QStringLiteral("data")));
        environment.remove(QStringLiteral("AT_SPI_BUS_ADDRESS"));
        process.setProcessEnvironment(environment);
        process.start(program, arguments);
        QVERIFY2(process.waitForStarted(), qPrintable(program));
    }
    QVariant ask(const Place &place, const QString &interface, const QString &method, const QVariantList &arguments = {})
    {
        QDBusMessage call = QDBusMessage::createMethodCall(place.program, place.path.path(), interface, method);
        call.setArguments(arguments);
        const QDBusMessage answer = m_bus->call(call, QDBus::Block);
        return answer.type() == QDBusMessage::ReplyMessage && !answer.arguments().isEmpty() ? answer.arguments().constFirst() : QVariant();
    }
    QList<Place> childrenOf(const Place &place)
    {
        return qdbus_cast<QList<Place>>(ask(place, accessible, QStringLiteral("GetChildren")));
    }
    Told tell(const Place &place)
    {
        Told told;
        told.name = ask(place, QStringLiteral("org.freedesktop.DBus.Properties"), QStringLiteral("Get"), {accessible, QStringLiteral("Name")})
                        .value<QDBusVariant>().variant().toString();
        told.role = ask(place, accessible, QStringLiteral("GetRoleName")).toString();
        const auto states = qdbus_cast<QList<quint32>>(ask(place, accessible, QStringLiteral("GetState")));
        const auto has = [&states](int state) { return state / 32 < states.size() && (states[state / 32] >> (state % 32)) & 1; };
        told.isFocusable = has(focusable);
        told.isShowing = has(showing);
        return told;
    }
    void walk(const Place &place, int depth, QStringList &lines, QStringList &faults)
    {
        if (depth > 40 || lines.size() > 3000)
            return;
        const Told told = tell(place);
        lines << QStringLiteral("%1%2 “%3”").arg(QString(depth, QLatin1Char(' ')), told.role, told.name);
        if (told.isFocusable && told.isShowing && (told.name.trimmed().isEmpty() || told.role.isEmpty() || told.role == QLatin1String("invalid"))
            && told.role != QLatin1String("filler") && told.role != QLatin1String("scroll pane"))
            faults << lines.last();
        // What is not shown now is looked at when it is. Rows of lists and cells of tables are as many as exams.
        if (depth > 1 && !told.isShowing)
            return;
        if (told.role == QLatin1String("list") || told.role == QLatin1String("table") || told.role == QLatin1String("tree"))
            return;
        for (const Place &child : childrenOf(place))
            walk(child, depth + 1, lines, faults);
    }

private slots:
    void initTestCase()
    {
        if (qEnvironmentVariable("QT_QPA_PLATFORM") != QLatin1String("xcb") || qEnvironmentVariable("DISPLAY").isEmpty())
            QSKIP("a screen reader needs a display: ctest runs this under Xvfb");
        if (launcher().isEmpty() || QStandardPaths::findExecutable(QStringLiteral("dbus-daemon")).isEmpty())
            QSKIP("at-spi2-core and dbus-daemon are not there (packaging/packages-test.txt)");
        qDBusRegisterMetaType<Place>();
        qDBusRegisterMetaType<QList<Place>>();
        QFile::setPermissions(m_folder.path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        m_daemon.start(QStringLiteral("dbus-daemon"),
                       {QStringLiteral("--session"), QStringLiteral("--nofork"), QStringLiteral("--nosyslog"), QStringLiteral("--print-address"),
                        QStringLiteral("--address=unix:path=") + m_folder.filePath(QStringLiteral("bus"))});
        QTRY_VERIFY_WITH_TIMEOUT(m_daemon.canReadLine() || m_daemon.waitForReadyRead(100), 20'000);
        m_session = QString::fromUtf8(m_daemon.readLine()).trimmed();
        begin(m_launcher, launcher(), {QStringLiteral("--launch-immediately")});
        QDBusConnection session = QDBusConnection::connectToBus(m_session, QStringLiteral("session"));
        QVERIFY(session.isConnected());
        QString address;
        QTRY_VERIFY_WITH_TIMEOUT(([&] {
            const QDBusReply<QString> reply = QDBusInterface(QStringLiteral("org.a11y.Bus"), QStringLiteral("/org/a11y/bus"),
                                                             QStringLiteral("org.a11y.Bus"), session)
                                                  .call(QStringLiteral("GetAddress"));
            address = reply.isValid() ? reply.value() : QString();
            return !address.isEmpty();
        })(), 20'000);
        m_bus = std::make_unique<QDBusConnection>(QDBusConnection::connectToBus(address, QStringLiteral("accessibility")));
        QVERIFY2(m_bus->isConnected(), qPrintable(address));
    }
    void cleanupTestCase()
    {
        for (QProcess *process : {&m_window, &m_launcher, &m_daemon}) {
            process->terminate();
            if (process->state() != QProcess::NotRunning && !process->waitForFinished(5000))
                process->kill();
        }
        m_bus.reset();
    }

    void everythingThatTakesKeysHasAName()
    {
        const QString study = m_folder.filePath(QStringLiteral("drawn.study"));
        QCOMPARE(QProcess::execute(QStringLiteral(RETCLIP_PROGRAM),
                                   {QStringLiteral("sample"), study, QStringLiteral("--patients"), QStringLiteral("8")}),
                 0);
        begin(m_window, QStringLiteral(RETCLIP_WORKSTATION), {study, QStringLiteral("--language"), QStringLiteral("en")});
        const Place root{QStringLiteral("org.a11y.atspi.Registry"), QDBusObjectPath(QStringLiteral("/org/a11y/atspi/accessible/root"))};
        QList<Place> programs;
        QTRY_VERIFY_WITH_TIMEOUT(!(programs = childrenOf(root)).isEmpty(), 60'000);
        // The study is open when its page tells its figures.
        QStringList lines, faults;
        QTRY_VERIFY_WITH_TIMEOUT(([&] {
            lines.clear();
            faults.clear();
            walk(programs.constFirst(), 0, lines, faults);
            return !lines.filter(QStringLiteral("8 patients")).isEmpty();
        })(), 60'000);
        QVERIFY2(faults.isEmpty(), qPrintable(faults.join(QLatin1Char('\n'))));
        QVERIFY2(lines.size() > 40, qPrintable(lines.join(QLatin1Char('\n'))));
        QVERIFY2(!lines.filter(QStringLiteral("“Menu”")).isEmpty(), qPrintable(lines.join(QLatin1Char('\n'))));
        for (const char *tab : {"Data", "Train", "Retrieve", "Evaluate", "Review"})
            QVERIFY2(!lines.filter(QStringLiteral("“%1”").arg(QLatin1String(tab))).isEmpty(), qPrintable(lines.join(QLatin1Char('\n'))));
    }
};

QTEST_GUILESS_MAIN(tst_ScreenReader)
#include "tst_screen_reader.moc"
