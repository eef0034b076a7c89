// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/database.h"
#include "core/study/study_recovery.h"
#include "tests/support/temporary_study.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QRegularExpression>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
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
    void flippedBytesAreNeverTakenForTrue_data();
    void flippedBytesAreNeverTakenForTrue();
    void damagedStudiesAreRecovered_data();
    void damagedStudiesAreRecovered();
    void noFalseAlarm_data();
    void noFalseAlarm();
    void copiesStayGuarded_data();
    void copiesStayGuarded();
    void whatSomethingElseWroteIsKeptAndTold();
    void aReportAlteredWithoutSumsIsFound();
    void aDatasetAlteredWithoutSumsIsFound();
    void aFolderThatVanishesIsTold();
    void aBackupADay();
};

namespace {

namespace fs = std::filesystem;

fs::path pathOf(const QString &text)
{
    return fs::path(text.toStdString());
}

/// As a crash would leave it: files, and their times.
void copyStudyFiles(const QString &from, const QString &to)
{
    fs::create_directories(pathOf(to + QStringLiteral("/backups")));
    for (const char *part : {"study.db", "study.db-wal", "study.db-sums"}) {
        const fs::path source = pathOf(from) / part, target = pathOf(to) / part;
        fs::remove(target);
        if (!fs::exists(source))
            continue;
        fs::copy_file(source, target);
        fs::last_write_time(target, fs::last_write_time(source));
    }
    fs::remove(pathOf(to) / "study.db-shm");
}

/// One bit, as a disk would lose it: the file's time stays.
void flip(const QString &file, qint64 offset, int bit)
{
    const auto time = fs::last_write_time(pathOf(file));
    {
        std::fstream bytes(file.toStdString(), std::ios::in | std::ios::out | std::ios::binary);
        bytes.seekg(offset);
        const char byte = char(bytes.get());
        bytes.seekp(offset);
        bytes.put(char(byte ^ (1 << bit)));
    }
    fs::last_write_time(pathOf(file), time);
}

/// Everything that stands in the tables, as one text; nothing where it could not be read.
std::optional<QByteArray> everythingIn(Database &database)
{
    QStringList tables;
    {
        auto statement = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'report_index%'"
                                          " AND name NOT LIKE 'sqlite_%' ORDER BY name");
        if (!statement)
            return std::nullopt;
        for (;;) {
            const auto row = statement->step();
            if (!row)
                return std::nullopt;
            if (!*row)
                break;
            tables.append(statement->text(0));
        }
    }
    QByteArray all;
    for (const QString &table : std::as_const(tables)) {
        const auto columns = database.number("SELECT count(*) FROM pragma_table_info(?)", table);
        auto statement = database.prepare("SELECT * FROM \"" + table.toStdString() + "\"");
        if (!statement || !columns)
            return std::nullopt;
        all += table.toUtf8() + '\n';
        for (;;) {
            const auto row = statement->step();
            if (!row)
                return std::nullopt;
            if (!*row)
                break;
            for (int column = 0; column < int(*columns); ++column)
                all += statement->text(column).toUtf8() + '|';
            all += '\n';
        }
    }
    return all;
}

/// A study with something in every corner that an edit reaches.
void fillWell(TemporaryStudy &study)
{
    study.define(binarySet(QStringLiteral("glaucoma")));
    QVector<ImportedExam> exams;
    for (int i = 0; i < 300; ++i) {
        ImportedExam exam = pairOf(QStringLiteral("P%1").arg(i), QStringLiteral("视网膜出血 %1, hard exudates").arg(i));
        exam.comment = QStringLiteral("comment of %1").arg(i);
        exam.age = 40 + i % 50;
        exam.labels = {labelOf(QStringLiteral("glaucoma"), i % 3 ? QStringList() : QStringList{"glaucoma"})};
        exams.append(exam);
    }
    study.import(exams);
    const std::vector<ExamId> all = *study->find({});
    for (int i = 0; i < 60; ++i)
        (void)study->apply({SetComment{QStringLiteral("edited %1").arg(i)}, {all[std::size_t(i)]}, QStringLiteral("chen")});
}

} // namespace

void tst_StudyFaults::flippedBytesAreNeverTakenForTrue_data()
{
    QTest::addColumn<QString>("part");
    QTest::newRow("in the database") << "study.db";
    QTest::newRow("in its log, after a crash") << "study.db-wal";
}

void tst_StudyFaults::flippedBytesAreNeverTakenForTrue()
{
    QFETCH(QString, part);
    TemporaryStudy study;
    fillWell(study);
    QTemporaryDir place;
    const QString good = place.filePath(QStringLiteral("good.study")), bad = place.filePath(QStringLiteral("bad.study"));
    if (part == QLatin1String("study.db")) {
        study.close(); // All of it is in the database now.
        copyStudyFiles(study.folder(), good);
    } else {
        // All before is in the database; the last edits are in the log alone.
        study.reopen();
        for (int i = 0; i < 20; ++i)
            QVERIFY_OK(study->apply({AddTag{QStringLiteral("late %1").arg(i)}, {(*study->find({}))[0]}, QStringLiteral("chen")}));
        copyStudyFiles(study.folder(), good);
    }
    copyStudyFiles(good, bad);
    std::optional<QByteArray> reference;
    {
        const auto whole = Study::open(bad, OpenMode::readOnly);
        QVERIFY_OK(whole);
        reference = everythingIn((*whole)->database());
        QVERIFY(reference && reference->contains("edited 59"));
        QVERIFY((*whole)->check(false, {}, {})->problems.filter(QRegularExpression(QStringLiteral("database|journal"))).isEmpty());
    }
    const qint64 size = QFileInfo(good + u'/' + part).size();
    QVERIFY(size > 40'000);
    const int rounds = qEnvironmentVariableIsSet("RETCLIP_FLIPS") ? qEnvironmentVariableIntValue("RETCLIP_FLIPS") : 150;
    QRandomGenerator random(11);
    int refused = 0, reported = 0, harmless = 0;
    for (int round = 0; round < rounds; ++round) {
        copyStudyFiles(good, bad);
        const qint64 offset = qint64(random.bounded(double(size)));
        flip(bad + u'/' + part, offset, random.bounded(8));
        const auto opened = Study::open(bad, round % 2 ? OpenMode::readOnly : OpenMode::readWrite);
        if (!opened) {
            // A byte of the number of the format makes it another format, older or newer.
            QVERIFY2(opened.error().code == ErrorCode::corrupted || offset < 100, opened.error().english().c_str());
            QVERIFY(!opened.error().what_to_do.empty());
            ++refused;
            continue;
        }
        const auto report = (*opened)->check(false, {}, {});
        if (!report || !report->problems.filter(QRegularExpression(QStringLiteral("database|journal"))).isEmpty()) {
            ++reported;
            continue;
        }
        const auto now = everythingIn((*opened)->database());
        QVERIFY2(now && *now == *reference, qPrintable(QStringLiteral("byte %1 was taken for true").arg(offset)));
        ++harmless;
    }
    qInfo("%s: %d flips: %d refused at opening, %d reported by the check, %d harmless, 0 taken for true", qPrintable(part), rounds,
          refused, reported, harmless);
}

void tst_StudyFaults::damagedStudiesAreRecovered_data()
{
    QTest::addColumn<QString>("part");
    QTest::addColumn<bool>("backedUp");
    QTest::newRow("a page: the newest backup that is sound") << "study.db" << true;
    QTest::newRow("a page and no backup: nothing is touched") << "study.db" << false;
    QTest::newRow("the log: what can be read of it") << "study.db-wal" << true;
}

void tst_StudyFaults::damagedStudiesAreRecovered()
{
    QFETCH(QString, part);
    QFETCH(bool, backedUp);
    TemporaryStudy study;
    fillWell(study);
    if (backedUp) {
        const auto made = study->backup({});
        QVERIFY_OK(made);
        // A newer one that is broken is passed over.
        QFile broken(study.folder() + QStringLiteral("/backups/study-99999999-000000.db"));
        QVERIFY(broken.open(QIODevice::WriteOnly));
        broken.write("SQLite format 3");
    }
    study.reopen();
    const ExamId exam = (*study->find({}))[0];
    for (int i = 0; i < 9; ++i)
        QVERIFY_OK(study->apply({AddTag{QStringLiteral("late %1").arg(i)}, {exam}, QStringLiteral("chen")}));
    const qint64 newest = *study->database().number("SELECT max(id) FROM journal");
    QTemporaryDir place;
    const QString bad = place.filePath(QStringLiteral("bad.study"));
    if (part == QLatin1String("study.db"))
        study.close();
    copyStudyFiles(study.folder(), bad);
    for (const QFileInfo &backup : QDir(study.folder() + QStringLiteral("/backups")).entryInfoList(QDir::Files))
        QVERIFY(QFile::copy(backup.absoluteFilePath(), bad + QStringLiteral("/backups/") + backup.fileName()));
    const qint64 size = QFileInfo(bad + u'/' + part).size();
    flip(bad + u'/' + part, part == QLatin1String("study.db") ? size / 2 : size - 200, 3);
    const QByteArray damaged = [&] {
        QFile file(bad + u'/' + part);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }();
    const auto done = recoverStudy(bad);
    if (!backedUp) {
        QVERIFY_FAILS(done, ErrorCode::not_found);
        QFile file(bad + u'/' + part);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), damaged);
        return;
    }
    QVERIFY_OK(done);
    QFile aside(done->keptAside + u'/' + part);
    QVERIFY(aside.open(QIODevice::ReadOnly));
    QCOMPARE(aside.readAll(), damaged);
    const auto opened = Study::open(bad, OpenMode::readWrite);
    QVERIFY_OK(opened);
    QVERIFY((*opened)->check(false, {}, {})->problems.filter(QRegularExpression(QStringLiteral("database|journal"))).isEmpty());
    QCOMPARE(*(*opened)->database().number("SELECT max(id) FROM journal"), done->lastEdit.value);
    if (part == QLatin1String("study.db")) {
        QVERIFY(!done->from.isEmpty());
        QVERIFY(done->lastEdit.value < newest);
    } else {
        QVERIFY(done->from.isEmpty());
        QCOMPARE(done->lastEdit.value, newest - 1); // The last edit alone was in the damaged frame.
        QCOMPARE((*opened)->exam(exam)->tags.size(), 8);
    }
    // Sound now: it is not put in order a second time.
    (void)QFile::exists(bad);
}

void tst_StudyFaults::noFalseAlarm_data()
{
    QTest::addColumn<QString>("what");
    for (const char *what : {"killed", "copied without the sums", "copied with another time", "a backup put in its place",
                             "written by another program", "log deleted with the database replaced"})
        QTest::newRow(what) << what;
}

/// What people and crashes do to files is no damage.
void tst_StudyFaults::noFalseAlarm()
{
    QFETCH(QString, what);
    TemporaryStudy study;
    fillWell(study);
    const auto made = study->backup({});
    QVERIFY_OK(made);
    study.reopen();
    const ExamId exam = (*study->find({}))[0];
    for (int i = 0; i < 9; ++i)
        QVERIFY_OK(study->apply({AddTag{QStringLiteral("late %1").arg(i)}, {exam}, QStringLiteral("chen")}));
    QTemporaryDir place;
    const QString folder = place.filePath(QStringLiteral("x.study")), file = folder + QStringLiteral("/study.db");
    if (what != QLatin1String("killed") && !what.startsWith(QLatin1String("log deleted")))
        study.close();
    copyStudyFiles(study.folder(), folder);
    if (what == QLatin1String("copied without the sums"))
        QVERIFY(QFile::remove(file + QStringLiteral("-sums")));
    if (what == QLatin1String("copied with another time"))
        fs::last_write_time(pathOf(file), fs::file_time_type::clock::now());
    if (what == QLatin1String("a backup put in its place") || what.startsWith(QLatin1String("log deleted"))) {
        QFile::remove(file);
        QFile::remove(file + QStringLiteral("-wal"));
        QVERIFY(QFile::copy(*made, file));
    }
    if (what == QLatin1String("written by another program")) {
        QProcess other;
        other.start(QStringLiteral("sqlite3"), {file, QStringLiteral("UPDATE exam SET camera = 'X'")});
        if (!other.waitForStarted())
            QSKIP("sqlite3 is not there.");
        QVERIFY(other.waitForFinished());
        QCOMPARE(other.exitCode(), 0);
    }
    for (const OpenMode mode : {OpenMode::readOnly, OpenMode::readWrite, OpenMode::readOnly}) {
        const auto opened = Study::open(folder, mode);
        QVERIFY_OK(opened);
        const auto report = (*opened)->check(false, {}, {});
        QVERIFY_OK(report);
        for (const QString &problem : report->problems)
            QVERIFY2(problem.contains(QStringLiteral("photograph")), qPrintable(problem));
        if (mode == OpenMode::readWrite)
            QVERIFY_OK((*opened)->apply({AddTag{QStringLiteral("after")}, {exam}, QStringLiteral("chen")}));
    }
}

void tst_StudyFaults::copiesStayGuarded_data()
{
    QTest::addColumn<bool>("withSums");
    QTest::addColumn<bool>("edited");
    QTest::newRow("a copy with another time") << true << false;
    QTest::newRow("a copy with another time, edited before it is checked") << true << true;
    QTest::newRow("a copy without its sums") << false << false;
    QTest::newRow("a copy without its sums, edited before it is checked") << false << true;
}

/// `cp -r` gives the database another time, so that its sums are void: the check says so and gives it new ones.
void tst_StudyFaults::copiesStayGuarded()
{
    QFETCH(bool, withSums);
    QFETCH(bool, edited);
    TemporaryStudy study;
    fillWell(study);
    study.close();
    QTemporaryDir place;
    const QString folder = place.filePath(QStringLiteral("copy.study")), file = folder + QStringLiteral("/study.db");
    copyStudyFiles(study.folder(), folder);
    if (!withSums)
        QVERIFY(QFile::remove(file + QStringLiteral("-sums")));
    fs::last_write_time(pathOf(file), fs::file_time_type::clock::now());
    if (edited) {
        const auto opened = Study::open(folder, OpenMode::readWrite);
        QVERIFY_OK(opened);
        QVERIFY_OK((*opened)->apply({AddTag{QStringLiteral("after")}, {(*(*opened)->find({}))[0]}, QStringLiteral("chen")}));
    }
    const auto checkAs = [&](OpenMode mode) -> Result<Study::CheckReport> {
        RETCLIP_TRY(const auto opened, Study::open(folder, mode));
        return opened->check(false, {}, {});
    };
    const auto before = checkAs(OpenMode::readOnly);
    QVERIFY_OK(before);
    QVERIFY(before->pages > 40);
    QCOMPARE(before->pagesChecked + before->pagesWithoutSum, before->pages);
    QCOMPARE(before->pagesWithoutSum > 0, !withSums);
    QCOMPARE(before->pagesUnlike, 0);
    QCOMPARE(before->sumsTaken, 0);
    // Where nothing else speaks against it, a check that may write takes them anew, and says so.
    const auto step = checkAs(OpenMode::readWrite);
    QVERIFY_OK(step);
    QCOMPARE(step->sumsTaken, before->pagesWithoutSum);
    const auto after = checkAs(OpenMode::readOnly);
    QVERIFY_OK(after);
    QCOMPARE(after->pagesChecked, after->pages);
    // Guarded again: one bit anywhere is found.
    QRandomGenerator random(5);
    for (int round = 0; round < 40; ++round) {
        const qint64 offset = 100 + qint64(random.bounded(double(QFileInfo(file).size() - 100)));
        const int bit = random.bounded(8);
        flip(file, offset, bit);
        const auto found = checkAs(OpenMode::readOnly);
        QVERIFY2(!found || !found->problems.filter(QRegularExpression(QStringLiteral("database|journal"))).isEmpty(),
                 qPrintable(QString::number(offset)));
        flip(file, offset, bit);
    }
}

/// A database that was changed past this program is no damage that could be told from an edit; that it happened is
/// told by every later check too.
void tst_StudyFaults::whatSomethingElseWroteIsKeptAndTold()
{
    TemporaryStudy study;
    fillWell(study);
    study.close();
    const QString file = study.folder() + QStringLiteral("/study.db");
    QFile database(file);
    QVERIFY(database.open(QIODevice::ReadWrite));
    // In the free room of some page, so that structure and chain stay sound.
    const QByteArray all = database.readAll();
    qint64 room = -1;
    for (qint64 page = 4096; page + 4096 <= all.size() && room < 0; page += 4096)
        if (all.mid(page + 1000, 200) == QByteArray(200, '\0') && all[page] == char(13))
            room = page + 1100;
    QVERIFY(room > 0);
    QVERIFY(database.seek(room) && database.write("x") == 1);
    database.close(); // Its time is another one now.
    const auto checkAs = [&](OpenMode mode) -> Result<Study::CheckReport> {
        RETCLIP_TRY(const auto opened, Study::open(study.folder(), mode));
        return opened->check(false, {}, {});
    };
    const auto looked = checkAs(OpenMode::readOnly);
    QVERIFY_OK(looked);
    QVERIFY(looked->problems.filter(QRegularExpression(QStringLiteral("database|journal"))).isEmpty());
    QCOMPARE(looked->pagesUnlike, 1);
    for (int time = 0; time < 3; ++time) {
        const auto again = checkAs(OpenMode::readWrite); // The first gives new sums.
        QVERIFY_OK(again);
        QCOMPARE(again->pagesUnlike, 1);
        QCOMPARE(again->pagesWithoutSum > 0, time == 0);
        QVERIFY(again->unlikeNoticed.isValid());
        QVERIFY(again->unlikeNoticed.secsTo(QDateTime::currentDateTimeUtc()) < 3600);
    }
}

/// What no sum can tell any more, the hash that each report was stored with does.
void tst_StudyFaults::aReportAlteredWithoutSumsIsFound()
{
    TemporaryStudy study;
    fillWell(study);
    study.close();
    const QString file = study.folder() + QStringLiteral("/study.db");
    QVERIFY(QFile::remove(file + QStringLiteral("-sums")));
    QFile database(file);
    QVERIFY(database.open(QIODevice::ReadOnly));
    const qint64 place = database.readAll().indexOf("hard exudates");
    QVERIFY(place > 0);
    database.close();
    flip(file, place + 5, 0); // "hard" turns into another word.
    for (const OpenMode mode : {OpenMode::readOnly, OpenMode::readWrite}) {
        const auto opened = Study::open(study.folder(), mode);
        QVERIFY_OK(opened);
        const auto report = (*opened)->check(false, {}, {});
        QVERIFY_OK(report);
        QCOMPARE(report->problems.filter(QStringLiteral("is not as it was stored")).size(), 1);
        QCOMPARE(report->sumsTaken, 0); // Damage is not taken for true.
        QVERIFY(report->pagesWithoutSum > 0);
    }
}

/// Nor whom a frozen dataset holds.
void tst_StudyFaults::aDatasetAlteredWithoutSumsIsFound()
{
    TemporaryStudy study;
    fillWell(study);
    DatasetOrder order;
    order.name = QStringLiteral("v1");
    QVERIFY_OK(study->freezeDataset(order));
    study.close();
    const QString file = study.folder() + QStringLiteral("/study.db");
    QByteArray content;
    {
        const auto database = Database::open(file, Database::Mode::readOnly);
        QVERIFY_OK(database);
        const auto text = (*database)->text("SELECT content FROM dataset_member LIMIT 1");
        QVERIFY(text && *text);
        content = (*text)->toLatin1();
    }
    QVERIFY(QFile::remove(file + QStringLiteral("-sums")));
    QFile database(file);
    QVERIFY(database.open(QIODevice::ReadOnly));
    const qint64 place = database.readAll().indexOf(content);
    QVERIFY(place > 0);
    database.close();
    flip(file, place + 3, 0);
    const auto opened = Study::open(study.folder(), OpenMode::readWrite);
    QVERIFY_OK(opened);
    const auto report = (*opened)->check(false, {}, {});
    QVERIFY_OK(report);
    QCOMPARE(report->problems.filter(QStringLiteral("not those that were frozen")).size(), 1);
    QCOMPARE(report->sumsTaken, 0);
}

void tst_StudyFaults::aFolderThatVanishesIsTold()
{
    TemporaryStudy study;
    study.import({pairOf(QStringLiteral("P1"))});
    const ExamId exam = study.exam(QStringLiteral("P1-1"));
    QVERIFY_OK(study->apply({AddTag{QStringLiteral("seen")}, {exam}, QStringLiteral("chen")}));
    const QString away = study.folder() + QStringLiteral("-away");
    QVERIFY(QFile::rename(study.folder(), away));
    const auto lost = study->apply({AddTag{QStringLiteral("nowhere")}, {exam}, QStringLiteral("chen")});
    QVERIFY(!lost); // Never confirmed into a file that nobody can find.
    QVERIFY(!lost.error().what_to_do.empty());
    QVERIFY(QFile::rename(away, study.folder()));
    QVERIFY_OK(study->apply({AddTag{QStringLiteral("again")}, {exam}, QStringLiteral("chen")}));
    study.reopen();
    QCOMPARE(study->exam(exam)->tags, (QStringList{"again", "seen"}));
    QVERIFY(study->check(false, {}, {})->problems.filter(QRegularExpression(QStringLiteral("database|journal"))).isEmpty());
}

void tst_StudyFaults::aBackupADay()
{
    TemporaryStudy study;
    QCOMPARE(keepDailyBackup(*study)->has_value(), false); // Nothing was done yet.
    study.import({pairOf(QStringLiteral("P1"))});
    const ExamId exam = study.exam(QStringLiteral("P1-1"));
    const QString backups = study.folder() + QStringLiteral("/backups");
    const auto first = keepDailyBackup(*study);
    QVERIFY_OK(first);
    QVERIFY(first->has_value() && QFileInfo(**first).fileName().startsWith(QStringLiteral("daily-")));
    QCOMPARE(keepDailyBackup(*study)->has_value(), false); // Not twice a day.
    // Ten days on, with an edit each: the seven newest stay, and what a person made stays.
    QVERIFY_OK(study->backup({}));
    for (int day = 0; day < 10; ++day) {
        for (const QFileInfo &file : QDir(backups).entryInfoList(QDir::Files))
            fs::last_write_time(pathOf(file.absoluteFilePath()), fs::last_write_time(pathOf(file.absoluteFilePath())) - std::chrono::hours(25));
        QVERIFY_OK(study->apply({AddTag{QStringLiteral("day %1").arg(day)}, {exam}, QStringLiteral("chen")}));
        QVERIFY(keepDailyBackup(*study)->has_value());
        QVERIFY(QFile::rename(QDir(backups).entryInfoList({QStringLiteral("daily-*")}, QDir::Files, QDir::Time).first().absoluteFilePath(),
                              backups + QStringLiteral("/daily-202611%1-000000.db").arg(10 + day)));
    }
    QCOMPARE(QDir(backups).entryList({QStringLiteral("study-*")}, QDir::Files).size(), 1);
    QVERIFY(QDir(backups).entryList({QStringLiteral("daily-*")}, QDir::Files).size() <= 8);
    QVERIFY(QDir(backups).exists(QStringLiteral("daily-20261119-000000.db")));
}


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
    const int kills = 60 * qMax(1, qEnvironmentVariableIntValue("RETCLIP_KILLS"));
    for (int kill = 0; kill < kills; ++kill) {
        QProcess process;
        process.start(editor, {study.folder(), QStringLiteral("k%1").arg(kill)});
        QVERIFY(process.waitForStarted());
        // Half of them while it opens the study, half among its edits, however slow the machine is.
        if (kill % 2)
            process.waitForReadyRead(10'000);
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
