// SPDX-License-Identifier: GPL-3.0-or-later
// What an installation holds and what the command line writes about itself.
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

namespace {

struct Answer
{
    int status = -1;
    QString output, words;
};

Answer run(const QString &program, const QStringList &arguments, const QByteArray &input = {})
{
    QProcess process;
    process.start(program, arguments);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(-1) || process.exitStatus() != QProcess::NormalExit)
        return {};
    return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()),
            QString::fromUtf8(process.readAllStandardError())};
}

QStringList verbNames()
{
    QStringList names;
    for (const QString &line : run(RETCLIP_PROGRAM, {"help"}).output.split(u'\n'))
        if (line.startsWith(QLatin1String("  ")))
            names << line.simplified().section(u' ', 0, 0);
    return names;
}

} // namespace

class tst_Installed : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void filesAreWhereTheSystemLooks_data();
    void filesAreWhereTheSystemLooks();
    void theInstalledProgramFindsItsEngine();
    void programsAreHardened_data();
    void programsAreHardened();
    void theManualNamesEveryVerb();
    void theManualIsCleanRoff();
    void bashCompletes_data();
    void bashCompletes();
    void zshReadsTheSame();
    void anUnknownShellIsRefused();
    void filesAreForTheirOwner_data();
    void filesAreForTheirOwner();

private:
    QTemporaryDir m_place;
    QString file(const QString &path) const { return m_place.filePath(QStringLiteral("usr/") + path); }
};

void tst_Installed::initTestCase()
{
    const Answer installed = run(RETCLIP_CMAKE, {"--install", RETCLIP_BINARY_DIRECTORY, "--prefix", m_place.filePath("usr")});
    QVERIFY2(installed.status == 0, qPrintable(installed.words));
}

void tst_Installed::filesAreWhereTheSystemLooks_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("holds");
    QTest::newRow("menu") << "share/applications/retclip-workstation.desktop" << "Exec=retclip-workstation %f";
    QTest::newRow("kind of file") << "share/mime/packages/retclip-workstation.xml" << "application/x-retclip-study";
    QTest::newRow("software centre") << "share/metainfo/retclip-workstation.metainfo.xml" << "retclip-workstation.desktop";
    QTest::newRow("icon") << "share/icons/hicolor/scalable/apps/retclip-workstation.svg" << "<svg";
    QTest::newRow("manual") << "share/man/man1/retclip.1" << ".TH RETCLIP 1";
    QTest::newRow("manual of the window") << "share/man/man1/retclip-workstation.1" << ".TH RETCLIP-WORKSTATION 1";
    QTest::newRow("bash") << "share/bash-completion/completions/retclip" << "complete -o filenames -F _retclip retclip";
    QTest::newRow("zsh") << "share/zsh/site-functions/_retclip" << "#compdef retclip";
    QTest::newRow("references") << "share/retclip/verify/augment/cases.json" << "{";
}

void tst_Installed::filesAreWhereTheSystemLooks()
{
    QFETCH(QString, path);
    QFETCH(QString, holds);
    QFile found(file(path));
    QVERIFY2(found.open(QIODevice::ReadOnly), qPrintable(path));
    QVERIFY(QString::fromUtf8(found.readAll()).contains(holds));
}

void tst_Installed::theInstalledProgramFindsItsEngine()
{
    if (!QFileInfo::exists(file("lib/retclip/retclip-ml.so")))
        QSKIP("built without LibTorch");
    const Answer doctor = run(file("bin/retclip"), {"doctor", "--json"});
    QCOMPARE(doctor.status, 0);
    QVERIFY2(QRegularExpression("\"libtorch\": ?\"[0-9]").match(doctor.output).hasMatch(), qPrintable(doctor.output));
}

void tst_Installed::programsAreHardened_data()
{
    QTest::addColumn<QString>("path");
    for (const char *path : {"bin/retclip", "bin/retclip-workstation", "bin/retclip-train", "lib/retclip/retclip-ml.so"})
        if (QFileInfo::exists(file(path)))
            QTest::newRow(path) << path;
}

void tst_Installed::programsAreHardened()
{
    if (!QStringLiteral(RETCLIP_BUILD_TYPE).startsWith("Release"))
        QSKIP("hardening is of Release builds");
    const QString reader = QStandardPaths::findExecutable("readelf");
    if (reader.isEmpty())
        QSKIP("readelf is not installed");
    QFETCH(QString, path);
    const QString elf = run(reader, {"-W", "-h", "-l", "-d", "--dyn-syms", file(path)}).output;
    QVERIFY(elf.contains("DYN ")); // PIE, or a library
    QVERIFY(elf.contains("GNU_RELRO"));
    QVERIFY(QRegularExpression("BIND_NOW|Flags: NOW").match(elf).hasMatch());
    QVERIFY(elf.contains("__stack_chk_fail"));
    QVERIFY(!QRegularExpression("GNU_STACK .* RWE").match(elf).hasMatch());
    QVERIFY(QRegularExpression("__(memcpy|memmove|memset|strcpy|snprintf|vsnprintf|fprintf|read|longjmp|fdelt|vfprintf|printf)_chk").match(elf).hasMatch());
}

void tst_Installed::theManualNamesEveryVerb()
{
    const QString manual = run(RETCLIP_PROGRAM, {"--language", "en", "manual"}).output;
    const QStringList names = verbNames();
    QVERIFY(names.size() > 30);
    for (const QString &name : names)
        QVERIFY2(manual.contains(QStringLiteral(".SH %1\n").arg(name.toUpper())), qPrintable(name));
    QVERIFY(manual.contains(".B \\-\\-where QUERY\n"));
    QVERIFY(run(RETCLIP_PROGRAM, {"--language", "zh_CN", "manual"}).output.contains(QStringLiteral("研究")));
}

void tst_Installed::theManualIsCleanRoff()
{
    const QString groff = QStandardPaths::findExecutable("groff");
    if (groff.isEmpty() || !QFileInfo::exists("/usr/share/groff/current/tmac/an.tmac"))
        QSKIP("groff with its man macros is not installed");
    for (const char *page : {"share/man/man1/retclip.1", "share/man/man1/retclip-workstation.1"}) {
        const Answer printed = run(groff, {"-man", "-ww", "-Tutf8", "-K", "utf8", file(page)});
        QCOMPARE(printed.status, 0);
        QCOMPARE(printed.words, QString());
        QVERIFY(printed.output.size() > 1000);
    }
}

void tst_Installed::bashCompletes_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QStringList>("some");
    QTest::addColumn<QStringList>("none");
    const auto row = [](const char *name, const QStringList &words, const QStringList &some, const QStringList &none) {
        QTest::newRow(name) << words << some << none;
    };
    row("verbs", {"retclip", ""}, {"study", "train", "export"}, {"new"});
    row("a verb begun", {"retclip", "ex"}, {"export", "explain"}, {"study"});
    row("after an option of all", {"retclip", "--language", "zh_CN", "st"}, {"study"}, {"train"});
    row("actions", {"retclip", "dataset", "n"}, {"new"}, {"verify", "--json"});
    row("options of an action", {"retclip", "dataset", "new", "a.study", "--s"}, {"--stratify"}, {"--since"});
    row("an action behind the study", {"retclip", "review", "a.study", "list", "--"}, {"--json"}, {"--stratify"});
    row("values", {"retclip", "retrieve", "a.study", "--level", ""}, {"patient", "left"}, {"--json"});
    row("values of a verb come before those of all", {"retclip", "sample", "--language", ""}, {"both"}, {"--json"});
    row("languages", {"retclip", "list", "--language", ""}, {"en", "zh_CN"}, {"list"});
    row("files", {"retclip", "import", "fi"}, {"file one.csv"}, {"study"});
}

void tst_Installed::bashCompletes()
{
    const QString bash = QStandardPaths::findExecutable("bash");
    if (bash.isEmpty())
        QSKIP("bash is not installed");
    QFETCH(QStringList, words);
    QFETCH(QStringList, some);
    QFETCH(QStringList, none);
    QTemporaryDir place;
    QVERIFY(QFile(place.filePath("file one.csv")).open(QIODevice::WriteOnly));
    QStringList quoted;
    for (const QString &word : words)
        quoted << QStringLiteral("'%1'").arg(word);
    const QString script = QStringLiteral("set -eu; cd '%1'; source '%2'; COMP_WORDS=(%3); COMP_CWORD=%4; _retclip; printf '%s\\n' \"${COMPREPLY[@]}\"")
                               .arg(place.path(), file("share/bash-completion/completions/retclip"), quoted.join(u' '))
                               .arg(words.size() - 1);
    const Answer answer = run(bash, {"--norc", "-c", script});
    QVERIFY2(answer.status == 0, qPrintable(answer.words));
    const QStringList offered = answer.output.split(u'\n', Qt::SkipEmptyParts);
    for (const QString &word : some)
        QVERIFY2(offered.contains(word), qPrintable(word + " is not among " + offered.join(u' ')));
    for (const QString &word : none)
        QVERIFY2(!offered.contains(word), qPrintable(word));
}

void tst_Installed::zshReadsTheSame()
{
    const QString bash = run(RETCLIP_PROGRAM, {"completion", "bash"}).output;
    const QString zsh = run(RETCLIP_PROGRAM, {"completion", "zsh"}).output;
    QVERIFY(zsh.startsWith("#compdef retclip\n"));
    QVERIFY(zsh.contains("bashcompinit"));
    QVERIFY(zsh.endsWith(bash));
}

void tst_Installed::anUnknownShellIsRefused()
{
    const Answer answer = run(RETCLIP_PROGRAM, {"completion", "tcsh"});
    QCOMPARE(answer.status, 2);
    QVERIFY(answer.words.contains("tcsh"));
}

void tst_Installed::filesAreForTheirOwner_data()
{
    QTest::addColumn<QByteArray>("told");
    QTest::addColumn<int>("forbidden"); // bits that no file may have
    QTest::newRow("by itself") << QByteArray() << 0077;
    QTest::newRow("a group shares") << QByteArray("007") << 0007;
    QTest::newRow("no number") << QByteArray("seven") << 0077;
}

void tst_Installed::filesAreForTheirOwner()
{
    QFETCH(QByteArray, told);
    QFETCH(int, forbidden);
    QTemporaryDir place;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    if (!told.isEmpty())
        environment.insert("RETCLIP_UMASK", QString::fromLatin1(told));
    const mode_t before = ::umask(0);
    for (const QStringList &arguments : {QStringList{"sample", place.filePath("a.study"), "--patients", "4"},
                                         QStringList{"export", place.filePath("a.study"), "--out", place.filePath("out"), "--format", "csv"}}) {
        QProcess process;
        process.setProcessEnvironment(environment);
        process.start(RETCLIP_PROGRAM, arguments);
        QVERIFY(process.waitForFinished(-1));
        QVERIFY2(process.exitCode() == 0, process.readAllStandardError());
    }
    ::umask(before);
    int seen = 0;
    for (const char *made : {"a.study", "out"}) {
        QStringList paths{place.filePath(made)};
        for (QDirIterator entries(paths.first(), QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot, QDirIterator::Subdirectories); entries.hasNext();)
            paths << entries.next();
        for (const QString &path : std::as_const(paths)) {
            struct stat status{};
            QCOMPARE(::lstat(QFile::encodeName(path).constData(), &status), 0);
            if (S_ISLNK(status.st_mode))
                continue;
            QVERIFY2((int(status.st_mode) & forbidden) == 0, qPrintable(QStringLiteral("%1 %2").arg(path).arg(status.st_mode & 0777, 0, 8)));
            ++seen;
        }
    }
    QVERIFY(seen > 10);
}

QTEST_GUILESS_MAIN(tst_Installed)
#include "tst_installed.moc"
