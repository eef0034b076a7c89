// SPDX-License-Identifier: GPL-3.0-or-later
// The window's program as it is started: without a display, and for a picture.
#include <QImage>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

namespace {

struct Ended
{
    bool normally = false;
    int status = -1;
    QString output, words;
};

Ended start(const QString &program, const QStringList &arguments, const QString &platform = {})
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const char *name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"})
        environment.remove(QLatin1String(name));
    if (!platform.isEmpty())
        environment.insert(QStringLiteral("QT_QPA_PLATFORM"), platform);
    QProcess process;
    process.setProcessEnvironment(environment);
    process.start(program, arguments);
    Ended ended;
    ended.normally = process.waitForFinished(-1) && process.exitStatus() == QProcess::NormalExit;
    ended.status = process.exitCode();
    ended.output = QString::fromUtf8(process.readAllStandardOutput());
    ended.words = QString::fromUtf8(process.readAllStandardError());
    return ended;
}

} // namespace

class tst_Start : public QObject
{
    Q_OBJECT

private slots:
    void wordsNeedNoDisplay_data();
    void wordsNeedNoDisplay();
    void withoutADisplayItSaysWhatToDo_data();
    void withoutADisplayItSaysWhatToDo();
    void aPictureWaitsForThePage();
};

void tst_Start::wordsNeedNoDisplay_data()
{
    QTest::addColumn<QString>("option");
    QTest::addColumn<QString>("told");
    QTest::newRow("help") << "--help" << "--screenshot";
    QTest::newRow("short help") << "-h" << "--tour";
    QTest::newRow("version") << "--version" << RETCLIP_VERSION;
}

void tst_Start::wordsNeedNoDisplay()
{
    QFETCH(QString, option);
    QFETCH(QString, told);
    const Ended ended = start(RETCLIP_WORKSTATION, {option});
    QVERIFY2(ended.normally && ended.status == 0, qPrintable(ended.words));
    QVERIFY2(ended.output.contains(told), qPrintable(ended.output));
    QVERIFY2(ended.words.isEmpty(), qPrintable(ended.words));
}

void tst_Start::withoutADisplayItSaysWhatToDo_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("platform");
    QTest::newRow("alone") << QStringList() << QString();
    QTest::newRow("with a study") << QStringList{"/no/such.study"} << QString();
    QTest::newRow("a platform that is not there") << QStringList() << "nothing";
}

void tst_Start::withoutADisplayItSaysWhatToDo()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, platform);
    const Ended ended = start(RETCLIP_WORKSTATION, arguments, platform);
    QVERIFY2(ended.normally, "it was ended by a signal");
    QCOMPARE(ended.status, 1);
    QCOMPARE(ended.words.split(QLatin1Char('\n'), Qt::SkipEmptyParts).size(), 3); // happened, kept, do
    for (const char *told : {"QT_QPA_PLATFORM", "xvfb", "retclip tour"})
        QVERIFY2(ended.words.contains(QLatin1String(told)), qPrintable(ended.words));
    QVERIFY2(!ended.words.contains("einstall"), qPrintable(ended.words)); // Qt's own advice
}

void tst_Start::aPictureWaitsForThePage()
{
    QTemporaryDir folder;
    const QString study = folder.filePath("a.study");
    QCOMPARE(start(RETCLIP_PROGRAM, {"sample", study, "--patients", "12", "--quiet"}).status, 0);
    qputenv("RETCLIP_SETTINGS_FILE", folder.filePath("settings.ini").toUtf8());
    const QString file = folder.filePath("first.png");
    const Ended ended = start(RETCLIP_WORKSTATION, {study, "--theme", "light", "--screenshot", file}, "offscreen");
    QVERIFY2(ended.normally && ended.status == 0, qPrintable(ended.words));
    const QImage picture(file);
    QVERIFY(!picture.isNull());
    // In the card of what is in the study, the right third, are many lines of words; empty it has its title.
    int linesOfInk = 0;
    bool before = false;
    for (int y = picture.height() / 4; y < picture.height() * 9 / 10; ++y) {
        int dark = 0;
        for (int x = picture.width() * 5 / 8; x < picture.width() * 15 / 16; ++x)
            dark += qGray(picture.pixel(x, y)) < 110;
        const bool ink = dark >= 3;
        linesOfInk += ink && !before;
        before = ink;
    }
    QVERIFY2(linesOfInk >= 6, qPrintable(QString::number(linesOfInk)));
}

QTEST_GUILESS_MAIN(tst_Start)
#include "tst_start.moc"
