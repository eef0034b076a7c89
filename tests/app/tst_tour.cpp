// SPDX-License-Identifier: GPL-3.0-or-later
// The job of packaging/run.sh on a machine without a display, from loose files to pictures; and, by the system calls of
// that whole job (command line, training, the window through its pages), that nothing of it reaches out.
#include <nlohmann/json.hpp>

#include <QDir>
#include <QFile>
#include <QImage>
#include <QProcess>
#include <QTemporaryDir>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTest>

#include <csignal>

namespace {

/// Calls that open a way to other machines, of what strace wrote. A socket of this computer (AF_UNIX) and the
/// kernel's own (AF_NETLINK) lead nowhere.
QStringList waysOut(const QString &log)
{
    QStringList found;
    QFile file(log);
    if (!file.open(QIODevice::ReadOnly))
        return {QStringLiteral("the record cannot be read")};
    static const QRegularExpression opened(QStringLiteral("socket\\((AF_[A-Z0-9]+|[0-9]+)"));
    while (!file.atEnd()) {
        const QString line = QString::fromUtf8(file.readLine()).trimmed();
        const QRegularExpressionMatch match = opened.match(line);
        if (match.hasMatch() && match.captured(1) != QLatin1String("AF_UNIX") && match.captured(1) != QLatin1String("AF_NETLINK"))
            found.append(line);
    }
    return found;
}

/// strace, where it is there and may watch; else empty.
QStringList watchedBy(const QString &log)
{
    static const QString strace = [] {
        const QString program = QStandardPaths::findExecutable(QStringLiteral("strace"));
        QProcess tried;
        if (program.isEmpty())
            return QString();
        tried.start(program, {QStringLiteral("-f"), QStringLiteral("--seccomp-bpf"), QStringLiteral("-e"),
                              QStringLiteral("trace=socket"), QStringLiteral("true")});
        return tried.waitForFinished() && tried.exitStatus() == QProcess::NormalExit && tried.exitCode() == 0 ? program : QString();
    }();
    if (strace.isEmpty())
        return {};
    return {strace, QStringLiteral("-f"), QStringLiteral("-qq"), QStringLiteral("--seccomp-bpf"), QStringLiteral("-e"),
            QStringLiteral("trace=socket,execve"), QStringLiteral("-o"), log};
}

} // namespace

class tst_Tour : public QObject
{
    Q_OBJECT

private slots:
    void everyStepEndsWell_data();
    void everyStepEndsWell();
    void nothingReachesOut();
    void theReceiverIsSeen();

private:
    QTemporaryDir m_records;
    QString m_record; ///< Of the tour's system calls; empty: nobody watched.
};

void tst_Tour::everyStepEndsWell_data()
{
    QTest::addColumn<QString>("patients");
    QTest::addColumn<QString>("epochs");
    // As many as run.sh draws: among them are patients whose long reports are word for word the same.
    QTest::newRow("as many as are drawn by default") << "120" << "1";
}

void tst_Tour::everyStepEndsWell()
{
    QFETCH(QString, patients);
    QFETCH(QString, epochs);
    QTemporaryDir folder;
    const QString out = folder.filePath(QStringLiteral("tour"));
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    QStringList words = watchedBy(m_records.filePath(QStringLiteral("tour.log")));
    if (!words.isEmpty())
        m_record = words.last();
    words << QStringLiteral(RETCLIP_PROGRAM) << QStringLiteral("tour") << out << QStringLiteral("--patients") << patients
          << QStringLiteral("--epochs") << epochs;
    const QString program = words.takeFirst();
    process.start(program, words);
    QVERIFY(process.waitForFinished(-1));
    QVERIFY2(process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0,
             process.readAll().right(2000).constData());

    QFile file(out + QStringLiteral("/tour.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto tour = nlohmann::json::parse(file.readAll().toStdString());
    QVERIFY(tour.at("synthetic").get<bool>());
    QStringList steps;
    for (const auto &step : tour.at("steps")) {
        QVERIFY2(step.at("ok").get<bool>(), step.dump().c_str());
        steps << QString::fromStdString(step.at("step").get<std::string>());
    }
    QCOMPARE(steps, (QStringList{"sample", "import", "check", "train", "retrieve", "evaluate", "review",
                                 "dataset", "export", "reimport", "screens"}));
    const QDir screens(out + QStringLiteral("/screens"));
    const QStringList pictures = screens.entryList({QStringLiteral("*.png")}, QDir::Files);
    QVERIFY(pictures.size() >= 10);
    int windows = 0;
    for (const QString &picture : pictures) {
        const QImage image(screens.filePath(picture));
        QVERIFY2(image.width() >= 400 && image.height() >= 300, qPrintable(picture)); // A dialog.
        windows += image.width() >= 1024 && image.height() >= 600 ? 1 : 0;
    }
    QVERIFY(windows >= 10);
}

/// Import, training, search, evaluation, export and every page of the window: no socket but this computer's own.
void tst_Tour::nothingReachesOut()
{
    if (m_record.isEmpty())
        QSKIP("strace is not there, or may not watch (packaging/packages-test.txt)");
    const QStringList found = waysOut(m_record);
    QVERIFY2(found.isEmpty(), qPrintable(found.mid(0, 20).join(QLatin1Char('\n'))));
    QFile record(m_record);
    QVERIFY(record.open(QIODevice::ReadOnly));
    const QByteArray calls = record.readAll();
    QVERIFY2(calls.contains("retclip-workstation"), "the window was not watched");
}

/// The one door there is, opened by hand: the same eyes see it.
void tst_Tour::theReceiverIsSeen()
{
    const QString log = m_records.filePath(QStringLiteral("receiver.log")), study = m_records.filePath(QStringLiteral("clinic.study"));
    QStringList words = watchedBy(log);
    if (words.isEmpty())
        QSKIP("strace is not there, or may not watch (packaging/packages-test.txt)");
    QCOMPARE(QProcess::execute(QStringLiteral(RETCLIP_PROGRAM), {QStringLiteral("study"), QStringLiteral("new"), study}), 0);
    words << QStringLiteral(RETCLIP_PROGRAM) << QStringLiteral("receive") << study << QStringLiteral("--allow") << QStringLiteral("CAMERA")
          << QStringLiteral("--port") << QStringLiteral("0");
    QProcess process;
    const QString program = words.takeFirst();
    process.start(program, words);
    QTRY_VERIFY_WITH_TIMEOUT(process.state() == QProcess::NotRunning || (QFile::exists(log) && !waysOut(log).isEmpty()), 60'000);
    if (process.state() == QProcess::NotRunning)
        QSKIP("this build has no DICOM receiver");
    // strace itself hears no signal; what it watches does.
    QFile children(QStringLiteral("/proc/%1/task/%1/children").arg(process.processId()));
    QVERIFY(children.open(QIODevice::ReadOnly));
    for (const QByteArray &child : children.readAll().simplified().split(' '))
        if (child.toInt() > 1)
            ::kill(pid_t(child.toInt()), SIGINT);
    QVERIFY(process.waitForFinished(-1));
    QVERIFY(waysOut(log).constFirst().contains(QLatin1String("AF_INET")));
}

QTEST_GUILESS_MAIN(tst_Tour)
#include "tst_tour.moc"
