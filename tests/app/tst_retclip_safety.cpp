// SPDX-License-Identifier: GPL-3.0-or-later
// What a wrong word, a stop, a full disk or a missing permission must never cost: data that was there.
#include "tests/app/program.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QImage>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <functional>

#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

namespace {

struct Place
{
    QString folder;                ///< Where the program is called.
    std::function<void()> inChild; ///< Between fork and exec.
};

Answer callAt(const Place &place, const QStringList &arguments)
{
    QProcess process;
    process.setWorkingDirectory(place.folder);
    if (place.inChild)
        process.setChildProcessModifier(place.inChild);
    process.start(QStringLiteral(RETCLIP_PROGRAM), arguments);
    process.closeWriteChannel();
    Answer answer;
    if (!process.waitForFinished(-1) || process.exitStatus() != QProcess::NormalExit)
        return answer;
    answer.status = process.exitCode();
    answer.output = QString::fromUtf8(process.readAllStandardOutput());
    answer.words = QString::fromUtf8(process.readAllStandardError());
    return answer;
}

/// Every file below a folder with its bytes, and every folder.
QMap<QString, QByteArray> contentOf(const QString &folder)
{
    QMap<QString, QByteArray> content;
    QDirIterator walker(folder, QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
    while (walker.hasNext()) {
        const QString entry = walker.next();
        QFile file(entry);
        content.insert(QDir(folder).relativeFilePath(entry),
                       QFileInfo(entry).isFile() && file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray());
    }
    return content;
}

QStringList filesIn(const QString &folder)
{
    QStringList files;
    QDirIterator walker(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (walker.hasNext())
        files << QDir(folder).relativeFilePath(walker.next());
    files.sort();
    return files;
}

/// With a comment, which a cleaned copy has not.
bool savePhotograph(const QString &file, int side = 64)
{
    QDir().mkpath(QFileInfo(file).path());
    QImage image(side, side, QImage::Format_RGB888);
    image.fill(QColor(180, 80, 40));
    image.setText(QStringLiteral("Comment"), QStringLiteral("Zhang San"));
    return image.save(file, "JPEG", 90);
}

bool write(const QString &file, const QByteArray &bytes)
{
    QDir().mkpath(QFileInfo(file).path());
    QFile out(file);
    return out.open(QIODevice::WriteOnly) && out.write(bytes) == bytes.size();
}

} // namespace

#define QVERIFY_DONE(answer)                                                                                           \
    do {                                                                                                               \
        const Answer &verified = (answer);                                                                             \
        if (!QTest::qVerify(verified.status == 0, #answer, qPrintable(verified.words), __FILE__, __LINE__))            \
            return;                                                                                                    \
    } while (false)

class tst_RetclipSafety : public QObject
{
    Q_OBJECT

private slots:
    void wrongWordsTouchNothing_data();
    void wrongWordsTouchNothing();
    void aStudyThatCannotBeMadeLeavesWhatWasThere();
    void cleanedCopiesLieBelowOut_data();
    void cleanedCopiesLieBelowOut();
    void originalsAreNeverWrittenOver_data();
    void originalsAreNeverWrittenOver();
    void aStoppedCleaningLeavesNothing();
    void aDatabaseOfAnotherStudyIsRefused();
    void restoringBeforeTheFirstEditIsZero();
    void missingPermissionIsOfWriting_data();
    void missingPermissionIsOfWriting();
};

void tst_RetclipSafety::wrongWordsTouchNothing_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::newRow("a study without a name") << QStringList{"study", "new", ""};
    QTest::newRow("a recovery without a study") << QStringList{"study", "recover", ""};
    QTest::newRow("a recovery from nowhere") << QStringList{"study", "recover", "a.study", "--from", ""};
    QTest::newRow("a backup to nowhere") << QStringList{"study", "backup", "a.study", ""};
    QTest::newRow("cleaning to nowhere") << QStringList{"deidentify", "photos", ""};
    QTest::newRow("cleaning from nowhere") << QStringList{"deidentify", "", "clean"};
    QTest::newRow("cleaning with a report to nowhere") << QStringList{"deidentify", "photos", "clean", "--report="};
    QTest::newRow("a sample without a name") << QStringList{"sample", ""};
    QTest::newRow("an export to nowhere") << QStringList{"export", "a.study", "--format", "csv", "--out", ""};
    QTest::newRow("an import from nowhere") << QStringList{"import", "a.study", ""};
    QTest::newRow("an import into nothing") << QStringList{"import", "", "photos"};
    QTest::newRow("watching nothing") << QStringList{"watch", "a.study", "", "--once"};
    QTest::newRow("a sender without a title") << QStringList{"receive", "a.study", "--allow", ""};
    QTest::newRow("a port that there is not") << QStringList{"receive", "a.study", "--port", "70000"};
    QTest::newRow("restoring to an edit below nought") << QStringList{"study", "restore", "a.study", "--to", "-1"};
    QTest::newRow("a pattern that is none") << QStringList{"import", "a.study", "table.csv", "--pattern", "(["};
    QTest::newRow("a pattern where no names are read") << QStringList{"import", "a.study", "table.csv", "--pattern", "(?<patient>\\d+)"};
}

void tst_RetclipSafety::wrongWordsTouchNothing()
{
    QFETCH(QStringList, words);
    QTemporaryDir outer;
    const QString here = outer.filePath(QStringLiteral("here"));
    QVERIFY(savePhotograph(here + "/photos/a_left.jpg"));
    QVERIFY(write(here + "/table.csv", "patient,left\nA,photos/a_left.jpg\n"));
    QVERIFY_DONE(call({"study", "new", here + "/a.study"}));
    const auto before = contentOf(outer.path());
    const Answer answer = callAt({here, {}}, words);
    QVERIFY2(answer.status == 2, qPrintable(answer.words));
    QVERIFY(contentOf(outer.path()) == before);
}

void tst_RetclipSafety::aStudyThatCannotBeMadeLeavesWhatWasThere()
{
    QTemporaryDir outer;
    const QString folder = outer.filePath(QStringLiteral("a.study"));
    QVERIFY(write(folder + "/.notes", "mine"));
    const auto before = contentOf(outer.path());
    const auto noFileGrows = [] {
        std::signal(SIGXFSZ, SIG_IGN);
        const rlimit none{0, 0};
        ::setrlimit(RLIMIT_FSIZE, &none);
    };
    for (const char *study : {"a.study", "deep/er/b.study"}) {
        const Answer answer = callAt({outer.path(), noFileGrows}, {"study", "new", study});
        QVERIFY(answer.status == 1);
        QCOMPARE(contentOf(outer.path()).keys(), before.keys());
    }
}

void tst_RetclipSafety::cleanedCopiesLieBelowOut_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("out");
    QTest::addColumn<QString>("made");
    QTest::newRow("both beside the folder one is in") << "../photos" << "../clean" << "clean";
    QTest::newRow("from beside, to here") << "../photos" << "clean" << "here/clean";
    QTest::newRow("with a step back inside the source") << "../photos/sub/../../photos" << "clean" << "here/clean";
    QTest::newRow("a slash at the end") << "../photos/" << "clean/" << "here/clean";
    QTest::newRow("through a link") << "../link" << "new/clean" << "here/new/clean";
}

void tst_RetclipSafety::cleanedCopiesLieBelowOut()
{
    QFETCH(QString, source);
    QFETCH(QString, out);
    QFETCH(QString, made);
    QTemporaryDir outer;
    const QString photos = outer.filePath(QStringLiteral("photos")), here = outer.filePath(QStringLiteral("here"));
    QVERIFY(savePhotograph(photos + "/a_left.jpg") && savePhotograph(photos + "/sub/b_right.jpg") && QDir().mkpath(here));
    QVERIFY(QFile::link(photos, outer.filePath(QStringLiteral("link"))));
    const auto before = contentOf(photos);
    const Answer answer = callAt({here, {}}, {"deidentify", source, out, "--keep-names", "--json", "--quiet"});
    QVERIFY_DONE(answer);
    QCOMPARE(answer.json()["files"].get<int>(), 2);
    QVERIFY(contentOf(photos) == before);
    QCOMPARE(filesIn(outer.filePath(made)), (QStringList{"a_left.jpg", "sub/b_right.jpg"}));
    QCOMPARE(filesIn(outer.path()).size(), 4);
    for (const Json &piece : answer.json()["removed"])
        QVERIFY(!QString::fromStdString(piece["file"].get<std::string>()).contains(QStringLiteral("photos")));
}

void tst_RetclipSafety::originalsAreNeverWrittenOver_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("out");
    QTest::newRow("the source itself") << "photos" << "photos";
    QTest::newRow("the source, written another way") << "photos" << "here/../photos/.";
    QTest::newRow("the source through a link") << "photos" << "link";
    QTest::newRow("a folder of it") << "photos" << "photos/clean";
    QTest::newRow("a folder of it through a link") << "photos" << "link/clean";
    QTest::newRow("what holds it") << "photos/sub" << "photos";
    QTest::newRow("what holds it, as a step back") << "photos" << ".";
    QTest::newRow("the folder of the one file") << "photos/sub/b_right.jpg" << "photos/sub";
    QTest::newRow("the one file itself") << "photos/sub/b_right.jpg" << "photos/sub/b_right.jpg";
}

void tst_RetclipSafety::originalsAreNeverWrittenOver()
{
    QFETCH(QString, source);
    QFETCH(QString, out);
    QTemporaryDir outer;
    const QString photos = outer.filePath(QStringLiteral("photos"));
    QVERIFY(savePhotograph(photos + "/a_left.jpg") && savePhotograph(photos + "/sub/b_right.jpg"));
    QVERIFY(QDir(outer.path()).mkdir(QStringLiteral("here")));
    QVERIFY(QFile::link(photos, outer.filePath(QStringLiteral("link"))));
    const auto before = contentOf(outer.path());
    const Answer answer = callAt({outer.path(), {}}, {"deidentify", source, out, "--quiet"});
    QCOMPARE(answer.status, 1);
    QVERIFY2(answer.words.contains(QStringLiteral("the source")), qPrintable(answer.words));
    QVERIFY(contentOf(outer.path()) == before);
}

void tst_RetclipSafety::aStoppedCleaningLeavesNothing()
{
    QTemporaryDir outer;
    const QString photos = outer.filePath(QStringLiteral("photos")), out = outer.filePath(QStringLiteral("clean"));
    QVERIFY(savePhotograph(photos + "/p0.jpg", 1200));
    for (int i = 1; i < 150; ++i)
        std::filesystem::create_hard_link((photos + "/p0.jpg").toStdString(), QStringLiteral("%1/p%2.jpg").arg(photos).arg(i).toStdString());
    const QStringList words{QStringLiteral("deidentify"), photos, out, QStringLiteral("--quiet")};
    QProcess process;
    process.start(QStringLiteral(RETCLIP_PROGRAM), words);
    QTRY_VERIFY_WITH_TIMEOUT(!filesIn(out).isEmpty(), 60'000);
    QCOMPARE(::kill(pid_t(process.processId()), SIGINT), 0);
    QVERIFY(process.waitForFinished(-1));
    QCOMPARE(process.exitCode(), 130);
    QVERIFY(!QFileInfo::exists(out));
    // "Start it again" is true. A few are enough for that.
    for (int i = 3; i < 150; ++i)
        QFile::remove(QStringLiteral("%1/p%2.jpg").arg(photos).arg(i));
    QVERIFY_DONE(call(words));
    QCOMPARE(filesIn(out).size(), 3);
}

void tst_RetclipSafety::aDatabaseOfAnotherStudyIsRefused()
{
    QTemporaryDir outer;
    const QString one = outer.filePath(QStringLiteral("one.study")), other = outer.filePath(QStringLiteral("other.study"));
    QVERIFY_DONE(call({"sample", one, "--patients", "3", "--size", "64", "--quiet"}));
    QVERIFY_DONE(call({"sample", other, "--patients", "5", "--size", "64", "--quiet"}));
    const auto refused = [&](const QString &from, const char *why) {
        const auto before = contentOf(one);
        const Answer answer = call({"study", "recover", one, "--from", from});
        auto after = contentOf(one);
        for (const char *part : {"study.db-wal", "study.db-shm"}) // Of whoever looks at it.
            if (!before.contains(QLatin1String(part)))
                after.remove(QLatin1String(part));
        return answer.status == 1 && answer.words.contains(QLatin1String(why)) && after.keys() == before.keys()
            && after[QStringLiteral("study.db")] == before[QStringLiteral("study.db")];
    };
    // A sound study is left alone, whatever is named.
    QVERIFY(refused(other + "/study.db", "is sound"));
    QVERIFY(refused(outer.filePath(QStringLiteral("none.db")), "is sound"));
    // One whose database can still say which study it is, and one whose backup alone can.
    const Answer backup = call({"study", "backup", one, "--json"});
    QVERIFY_DONE(backup);
    const QByteArray whole = contentOf(one)[QStringLiteral("study.db")];
    for (const bool readable : {true, false}) {
        QByteArray damaged = whole;
        if (readable)
            damaged[damaged.size() / 2] = char(damaged[damaged.size() / 2] ^ 3);
        else
            damaged.fill('x');
        QVERIFY(write(one + "/study.db", damaged));
        QVERIFY(refused(other + "/study.db", "another study"));
        QVERIFY(refused(outer.filePath(QStringLiteral("none.db")), "no backup"));
        QVERIFY(refused(one + "/study.db", "no backup"));
    }
    QVERIFY_DONE(call({"study", "recover", one, "--from", QString::fromStdString(backup.json()["file"].get<std::string>())}));
    QCOMPARE(call({"study", "info", one, "--json"}).json()["patients"].get<int>(), 3);
}

void tst_RetclipSafety::restoringBeforeTheFirstEditIsZero()
{
    QTemporaryDir outer;
    const QString study = outer.filePath(QStringLiteral("a.study"));
    QVERIFY_DONE(call({"sample", study, "--patients", "3", "--size", "64", "--quiet"}));
    const Answer dry = call({"study", "restore", study, "--to", "0", "--dry-run"});
    QVERIFY_DONE(dry);
    QVERIFY2(dry.words.contains(QStringLiteral("before the first edit")) && !dry.words.contains(QStringLiteral("(-)")), qPrintable(dry.words));
    QCOMPARE(call({"study", "restore", study, "--to", "99999"}).status, 1);
}

void tst_RetclipSafety::missingPermissionIsOfWriting_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::newRow("an export") << QStringList{"export", "a.study", "--format", "csv", "--out", "kept/out"};
    QTest::newRow("cleaning") << QStringList{"deidentify", "photos", "kept/out"};
    QTest::newRow("a backup") << QStringList{"study", "backup", "a.study", "kept"};
    QTest::newRow("a sample") << QStringList{"sample", "kept/b.study", "--patients", "2", "--size", "64"};
}

void tst_RetclipSafety::missingPermissionIsOfWriting()
{
    QFETCH(QStringList, words);
    QTemporaryDir outer;
    QVERIFY(savePhotograph(outer.filePath(QStringLiteral("photos/a_left.jpg"))));
    QVERIFY_DONE(call({"sample", outer.filePath(QStringLiteral("a.study")), "--patients", "2", "--size", "64", "--quiet"}));
    QVERIFY(QDir(outer.path()).mkdir(QStringLiteral("kept")));
    ::chmod(outer.filePath(QStringLiteral("kept")).toLocal8Bit().constData(), 0555);
    Place place{outer.path(), {}};
    if (::geteuid() == 0) {
        // To the owner of everything nothing is forbidden: call as somebody else.
        ::chmod(outer.path().toLocal8Bit().constData(), 0755);
        for (const QString &entry : contentOf(outer.path()).keys())
            if (entry.section(u'/', 0, 0) != QLatin1String("kept"))
                ::chmod(outer.filePath(entry).toLocal8Bit().constData(), 0777);
        place.inChild = [] {
            if (::setgid(65534) != 0 || ::setuid(65534) != 0)
                ::_exit(77);
        };
        if (callAt(place, {"--version"}).status != 0)
            QSKIP("The program cannot be called as another person here.");
    }
    const Answer answer = callAt(place, words);
    QCOMPARE(answer.status, 1);
    QVERIFY2(answer.words.contains(QStringLiteral("write permission")), qPrintable(answer.words));
    QVERIFY2(!answer.words.contains(QStringLiteral("read permission")), qPrintable(answer.words));
    QVERIFY(filesIn(outer.filePath(QStringLiteral("kept"))).isEmpty());
}

QTEST_GUILESS_MAIN(tst_RetclipSafety)
#include "tst_retclip_safety.moc"
