// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/database.h"
#include "tests/support/temporary_study.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QRegularExpression>

#include <csignal>
#include <set>
#include <sys/mount.h>
#include <unistd.h>

using namespace retclip;

class tst_StudyFaults : public QObject
{
    Q_OBJECT

private slots:
    void killedAtRandomMoments();
    void fullDisk();
    void folderThatCannotBeWrittenTo();
    void flippedBytesAreFound();
};

void tst_StudyFaults::killedAtRandomMoments()
{
    TemporaryStudy study;
    QVector<ImportedExam> exams;
    for (int i = 0; i < 20; ++i)
        exams.append(pairOf(QStringLiteral("P%1").arg(i)));
    study.import(exams);
    study.close();
    const QString editor = QCoreApplication::applicationDirPath() + QStringLiteral("/study_editor");
    QVERIFY(QFile::exists(editor));
    QRandomGenerator random = QRandomGenerator::securelySeeded();
    QStringList confirmed;
    constexpr int kills = 60;
    for (int kill = 0; kill < kills; ++kill) {
        QProcess process;
        process.start(editor, {study.folder(), QStringLiteral("k%1").arg(kill)});
        QVERIFY(process.waitForStarted());
        ::usleep(useconds_t(random.bounded(2000, 120000)));
        // Its lock must go with it: the next round opens the study at once.
        QVERIFY2(process.state() == QProcess::Running, process.readAllStandardError().constData());
        process.kill();
        QVERIFY(process.waitForFinished());
        QString out = QString::fromUtf8(process.readAllStandardOutput());
        out.truncate(out.lastIndexOf(u'\n') + 1);
        confirmed += out.split(u'\n', Qt::SkipEmptyParts);
    }
    QVERIFY2(confirmed.size() > kills / 10, "too few edits to prove anything");
    study.reopen();
    const QStringList tags = *study->tags();
    const std::set<QString> present(tags.begin(), tags.end());
    // A tag whose undo was on disk when the process died is away by that undo, not lost.
    int lost = 0;
    for (const QString &tag : confirmed) {
        if (present.contains(tag))
            continue;
        const auto next = study->nextRedo();
        lost += !(next && next->summary == u'+' + tag)
            && *study->database().number("SELECT count(*) FROM journal WHERE kind = 'undo' AND summary = ?",
                                         QStringLiteral("tag: +") + tag)
                == 0;
    }
    QCOMPARE(lost, 0);
    const auto report = study->check(false, {}, {});
    QVERIFY_OK(report);
    for (const QString &problem : report->problems)
        QVERIFY2(problem.contains(QStringLiteral("photograph")), qPrintable(problem));
    qInfo("%d kills, %lld confirmed edits, 0 lost", kills, static_cast<long long>(confirmed.size()));
}

void tst_StudyFaults::fullDisk()
{
    QTemporaryDir place;
    if (::geteuid() != 0
        || ::mount("tmpfs", place.path().toLocal8Bit().constData(), "tmpfs", 0, "size=3m") != 0)
        QSKIP("A small file system cannot be mounted here.");
    struct Unmount
    {
        QByteArray path;
        ~Unmount() { ::umount2(path.constData(), MNT_DETACH); }
    } unmount{place.path().toLocal8Bit()};
    {
        auto study = Study::create(place.filePath(QStringLiteral("small.study")));
        QVERIFY_OK(study);
        {
            const auto writer = StudyWriter::begin(**study, QStringLiteral("a"), {});
            QVERIFY_OK((*writer)->put(pairOf(QStringLiteral("P1"))));
            QVERIFY_OK((*writer)->finish());
        }
        const std::vector<ExamId> all = *(*study)->find({});
        int confirmed = 0;
        ErrorCode code = ErrorCode::internal;
        for (int i = 0; i < 4000; ++i) {
            const auto receipt = (*study)->apply(
                {SetComment{QString(2000, QChar(u'a' + char16_t(i % 26))) + QString::number(i)}, all, {}});
            if (!receipt) {
                code = receipt.error().code;
                QVERIFY(!receipt.error().what_to_do.empty());
                break;
            }
            confirmed = i;
        }
        QCOMPARE(code, ErrorCode::disk_full);
        QVERIFY(confirmed > 5);
        QVERIFY((*study)->exam(all.front())->comment.endsWith(QString::number(confirmed)));
    }
    const auto again = Study::open(place.filePath(QStringLiteral("small.study")), OpenMode::readOnly);
    QVERIFY_OK(again);
    const auto report = (*again)->check(false, {}, {});
    QVERIFY_OK(report);
    QCOMPARE(report->problems.filter(QStringLiteral("journal")).size(), 0);
}

void tst_StudyFaults::folderThatCannotBeWrittenTo()
{
    TemporaryStudy study;
    study.import({pairOf(QStringLiteral("P1"))});
    study.close();
    struct Restore
    {
        QString path;
        bool mounted = false;
        ~Restore()
        {
            if (mounted)
                ::umount2(path.toLocal8Bit().constData(), MNT_DETACH);
            else
                QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        }
    } restore{study.folder()};
    if (::geteuid() == 0) {
        // Permissions do not hold root back; a read-only mount does.
        const QByteArray path = study.folder().toLocal8Bit();
        if (::mount(path.constData(), path.constData(), nullptr, MS_BIND, nullptr) != 0)
            QSKIP("A folder cannot be mounted read-only here.");
        restore.mounted = true;
        if (::mount(nullptr, path.constData(), nullptr, MS_BIND | MS_REMOUNT | MS_RDONLY, nullptr) != 0)
            QSKIP("A folder cannot be mounted read-only here.");
    } else {
        QVERIFY(QFile::setPermissions(study.folder(), QFile::ReadOwner | QFile::ExeOwner));
    }
    const auto writer = Study::open(study.folder(), OpenMode::readWrite);
    QVERIFY_FAILS(writer, ErrorCode::read_only);
    const auto reader = Study::open(study.folder(), OpenMode::readOnly);
    QVERIFY_OK(reader);
    QCOMPARE((*reader)->find({})->size(), std::size_t(1));
}

void tst_StudyFaults::flippedBytesAreFound()
{
    TemporaryStudy study;
    QVector<ImportedExam> exams;
    for (int i = 0; i < 300; ++i)
        exams.append(pairOf(QStringLiteral("P%1").arg(i), QStringLiteral("视网膜出血 %1").arg(i)));
    study.import(exams);
    study.close();
    QFile file(study.folder() + QStringLiteral("/study.db"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray good = file.readAll();
    file.close();
    QRandomGenerator random(3);
    int found = 0;
    constexpr int rounds = 25;
    for (int round = 0; round < rounds; ++round) {
        QByteArray bad = good;
        // A whole page's head: what a failing disk does, and what no checksum of ours covers.
        const qsizetype page = 4096 * random.bounded(1, int(bad.size() / 4096));
        for (qsizetype i = 0; i < 64; ++i)
            bad[page + i] = char(~bad[page + i]);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bad);
        file.close();
        const auto opened = Study::open(study.folder(), OpenMode::readOnly);
        if (!opened) {
            ++found;
            continue;
        }
        const auto report = (*opened)->check(false, {}, {});
        found += !report
            || !report->problems.filter(QRegularExpression(QStringLiteral("database|journal|exam .*eyes"))).isEmpty();
    }
    QCOMPARE(found, rounds);
}

QTEST_GUILESS_MAIN(tst_StudyFaults)
#include "tst_study_faults.moc"
