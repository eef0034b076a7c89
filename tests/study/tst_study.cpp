// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/database.h"
#include "core/study/exam_set.h"
#include "core/study/label_definitions.h"
#include "core/study/schema.h"
#include "core/study/study_document.h"
#include "tests/study/edits.h"
#include "tests/support/temporary_study.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>

#include <optional>
#include <thread>

using namespace retclip;

class tst_Study : public QObject
{
    Q_OBJECT

private slots:
    void makesAndDescribes();
    void refusesAFolderInUse();
    void saysWhatIsNoStudy();
    void letsOneWrite();
    void readersStandBesideAWriter();
    void refusesNewerSchemas();
    void bringsOldSchemasUpToDate_data();
    void bringsOldSchemasUpToDate();
    void readOnlyChangesNothing();
    void triggersOfAStrangerDoNotRun();
    void backupIsWhole();
    void documentTellsWhatChanged();
    void manyExamsAreChangedElsewhere();
};

void tst_Study::triggersOfAStrangerDoNotRun()
{
    TemporaryStudy study;
    study.import({pairOf(QStringLiteral("1")), pairOf(QStringLiteral("2"))});
    const ExamId exam = study.exam(QStringLiteral("1-1"));
    study.close();
    {
        auto database = Database::open(study.folder() + QStringLiteral("/study.db"), Database::Mode::readWrite);
        QVERIFY_OK(database);
        const auto planted = (*database)->execute("CREATE TRIGGER quietly AFTER INSERT ON exam_tag BEGIN DELETE FROM exam; END;"
                                                  "CREATE VIEW quiet AS SELECT * FROM patient;");
        QVERIFY_OK(planted);
    }
    study.reopen();
    const auto edited = study->apply({AddTag{QStringLiteral("seen")}, {exam}, {}});
    QVERIFY_OK(edited);
    QCOMPARE(study.codes({}), (QStringList{QStringLiteral("1-1"), QStringLiteral("2-1")}));
    QCOMPARE(study.codes(QStringLiteral("tag:seen")), QStringList{QStringLiteral("1-1")});
}

void tst_Study::makesAndDescribes()
{
    TemporaryStudy study;
    study.define(binarySet(QStringLiteral("glaucoma")));
    ImportedExam exam = pairOf(QStringLiteral("10023"), QStringLiteral("双眼视盘边界清"));
    exam.sex = QStringLiteral("F");
    exam.age = 63;
    exam.date = QDate(2023, 4, 5);
    exam.labels = {labelOf(QStringLiteral("glaucoma"), {QStringLiteral("glaucoma")})};
    exam.tags = {QStringLiteral("bad"), QStringLiteral("odd")};
    exam.split = Split::test;
    ImportedExam second = pairOf(QStringLiteral("10023"));
    second.date = QDate(2024, 4, 5);
    study.import({exam, second});
    study.reopen(OpenMode::readOnly);

    const auto info = study->info();
    QVERIFY_OK(info);
    QCOMPARE(info->name, QStringLiteral("test"));
    QCOMPARE(info->patients, 1);
    QCOMPARE(info->exams, 2);
    QCOMPARE(info->images, 4);
    QCOMPARE(info->reports, 1);
    QCOMPARE(info->labels, 1);
    QCOMPARE(info->schemaVersion, studySchemaVersion);

    const auto row = study->exam(study.exam(QStringLiteral("10023-1")));
    QVERIFY_OK(row);
    QCOMPARE(row->patient, QStringLiteral("10023"));
    QCOMPARE(row->sex, QStringLiteral("F"));
    QCOMPARE(row->age, 63);
    QCOMPARE(row->date, QDate(2023, 4, 5));
    QCOMPARE(row->report, QStringLiteral("双眼视盘边界清"));
    QCOMPARE(row->source, QStringLiteral("table.csv"));
    QCOMPARE(row->split, Split::test);
    QCOMPARE(row->tags, QStringList({QStringLiteral("bad"), QStringLiteral("odd")}));
    QCOMPARE(row->images.right->path, QStringLiteral("/photographs/10023_right.jpg"));
    QCOMPARE(row->images.left->path, QStringLiteral("/photographs/10023_left.jpg"));
    QCOMPARE(row->labels.size(), 1);
    QCOMPARE(row->labels.first().positive, QStringList{QStringLiteral("glaucoma")});
    QCOMPARE(study.codes({}), QStringList({QStringLiteral("10023-1"), QStringLiteral("10023-2")}));
}

void tst_Study::refusesAFolderInUse()
{
    TemporaryStudy study;
    QVERIFY_FAILS(Study::create(study.folder()), ErrorCode::conflict);
}

void tst_Study::saysWhatIsNoStudy()
{
    QTemporaryDir folder;
    QVERIFY_FAILS(Study::open(folder.filePath(QStringLiteral("none")), OpenMode::readOnly),
                  ErrorCode::not_found);
    QFile file(folder.filePath(QStringLiteral("study.db")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray("this is no database, but long enough to look at. ").repeated(100));
    file.close();
    QVERIFY_FAILS(Study::open(folder.path(), OpenMode::readOnly), ErrorCode::corrupted);
}

void tst_Study::letsOneWrite()
{
    TemporaryStudy study;
    const auto second = Study::open(study.folder(), OpenMode::readWrite);
    QVERIFY_FAILS(second, ErrorCode::conflict);
    QVERIFY(second.error().english().find(std::to_string(QCoreApplication::applicationPid()))
            != std::string::npos);
    // Being refused does not wipe the words of the one who holds it.
    const auto third = Study::open(study.folder(), OpenMode::readWrite);
    QVERIFY_FAILS(third, ErrorCode::conflict);
    QCOMPARE(third.error().english(), second.error().english());
    auto shared = study->openAnother(OpenMode::readWrite);
    QVERIFY_OK(shared);
    study.close();
    // The lock lives as long as one of the two.
    QVERIFY_FAILS(Study::open(study.folder(), OpenMode::readWrite), ErrorCode::conflict);
    shared->reset();
    QVERIFY_OK(Study::open(study.folder(), OpenMode::readWrite));
}

void tst_Study::readersStandBesideAWriter()
{
    TemporaryStudy study;
    const auto reader = Study::open(study.folder(), OpenMode::readOnly);
    QVERIFY_OK(reader);
    study.import({pairOf(QStringLiteral("A"))});
    const auto found = (*reader)->find({});
    QVERIFY_OK(found);
    QCOMPARE(found->size(), std::size_t(1));
    QVERIFY_FAILS((*reader)->apply(edit(AddTag{QStringLiteral("x")}, *found)), ErrorCode::read_only);
}

void tst_Study::refusesNewerSchemas()
{
    TemporaryStudy study;
    study.import({pairOf(QStringLiteral("A"))});
    QVERIFY_OK(study->database().execute("PRAGMA user_version = 99"));
    study.close();
    QVERIFY_FAILS(Study::open(study.folder(), OpenMode::readWrite), ErrorCode::newer_version);
    // It says itself that this program can still read it.
    const auto reader = Study::open(study.folder(), OpenMode::readOnly);
    QVERIFY_OK(reader);
    QVERIFY_OK((*reader)->database().execute("SELECT 1"));
    {
        auto database = Database::open(study.folder() + QStringLiteral("/study.db"), Database::Mode::readWrite);
        QVERIFY_OK(database);
        QVERIFY_OK((*database)->execute("UPDATE setting SET value = '99' WHERE key = 'oldest_reader'"));
    }
    QVERIFY_FAILS(Study::open(study.folder(), OpenMode::readOnly), ErrorCode::newer_version);
}

void tst_Study::bringsOldSchemasUpToDate_data()
{
    QTest::addColumn<int>("old");
    for (int version = 1; version < studySchemaVersion; ++version)
        QTest::addRow("from version %d", version) << version;
}

void tst_Study::bringsOldSchemasUpToDate()
{
    QFETCH(int, old);
    QTemporaryDir folder;
    const QString place = folder.filePath(QStringLiteral("old.study"));
    QVERIFY(QDir().mkpath(place));
    {
        auto database = Database::open(place + QStringLiteral("/study.db"), Database::Mode::create);
        QVERIFY_OK(database);
        QVERIFY_OK(migrate(**database, old));
        QVERIFY_OK((*database)->execute(
            "INSERT INTO patient(code) VALUES('P7');"
            "INSERT INTO exam(patient, visit, number, code, sort_key) VALUES(1, '', 1, 'P7-1', 'p17');"
            "INSERT INTO label_set(name, kind, per_eye) VALUES('grade', 'ordinal', 0);"
            "INSERT INTO label_class(label_set, position, name, key) VALUES(1, 0, 'none', 1), (1, 1, 'mild', 2);"));
    }
    QVERIFY_FAILS(Study::open(place, OpenMode::readOnly), ErrorCode::unsupported);
    const auto study = Study::open(place, OpenMode::readWrite);
    QVERIFY_OK(study);
    const auto info = (*study)->info();
    QVERIFY_OK(info);
    QCOMPARE(info->schemaVersion, studySchemaVersion);
    QVERIFY_OK((*study)->examByCode(QStringLiteral("P7-1")));
    QVERIFY_OK((*study)->find(QStringLiteral("quality<0.5 swapped")));
    QVERIFY_OK((*study)->find(QStringLiteral("disputed")));
    QCOMPARE((*study)->labelSets()->first().classes[1].name, QStringLiteral("mild"));
    QVERIFY((*study)->labelSets()->first().classes[1].definition.isEmpty());
    QVERIFY_OK(describeLabelSet(**study, {QStringLiteral("grade"), {}, {{QStringLiteral("mild"), QStringLiteral("few"), {}}}}, {}));
    QCOMPARE((*study)->labelSets()->first().classes[1].definition, QStringLiteral("few"));
    QVERIFY_OK((*study)->undo({}));
    const ExamId exam = *(*study)->examByCode(QStringLiteral("P7-1"));
    QVERIFY_OK((*study)->apply({SetUnsure{}, {exam}, {}}));
    QCOMPARE((*study)->nextUndo()->exams, std::vector<ExamId>{exam});
    QVERIFY_OK((*study)->undo({}));
    const QStringList backups = QDir(place + QStringLiteral("/backups")).entryList({QStringLiteral("*.db")});
    QCOMPARE(backups.size(), 1);
    auto backup = Database::open(place + QStringLiteral("/backups/") + backups.first(), Database::Mode::readOnly);
    QVERIFY_OK(backup);
    const auto version = schemaVersion(**backup);
    QVERIFY_OK(version);
    QCOMPARE(*version, old);
}

void tst_Study::readOnlyChangesNothing()
{
    TemporaryStudy study;
    study.import({pairOf(QStringLiteral("P1"))});
    study.reopen(OpenMode::readOnly);
    QVERIFY(study->isReadOnly());
    const ExamId id = study.exam(QStringLiteral("P1-1"));
    QVERIFY_FAILS(study->apply(edit(AddTag{QStringLiteral("x")}, {id})), ErrorCode::read_only);
    QVERIFY_FAILS(study->undo({}), ErrorCode::read_only);
    QVERIFY_FAILS(study->setSetting(QStringLiteral("a"), QStringLiteral("b")), ErrorCode::read_only);
    QVERIFY_FAILS(StudyWriter::begin(*study, {}, {}), ErrorCode::read_only);
}

void tst_Study::backupIsWhole()
{
    TemporaryStudy study;
    study.import({pairOf(QStringLiteral("P1"))});
    const auto file = study->backup({});
    QVERIFY_OK(file);
    auto copy = Database::open(*file, Database::Mode::readOnly);
    QVERIFY_OK(copy);
    QCOMPARE(*(*copy)->number("SELECT count(*) FROM exam"), 1);
}

void tst_Study::documentTellsWhatChanged()
{
    TemporaryStudy study;
    study.import({pairOf(QStringLiteral("P1")), pairOf(QStringLiteral("P2"))});
    const ExamId id = study.exam(QStringLiteral("P2-1"));
    StudyDocument document(study.take());
    document.setPerson(QStringLiteral("chen"));
    std::vector<ExamId> changed;
    connect(&document, &StudyDocument::examsChanged, this,
            [&](const std::vector<ExamId> &ids) { changed = ids; });
    QSignalSpy history(&document, &StudyDocument::historyChanged);
    QVERIFY_OK(document.apply(SetUnsure{true}, {id}));
    QCOMPARE(changed, std::vector<ExamId>{id});
    QCOMPARE(history.size(), 1);
    QCOMPARE(document.study().history(id)->first().person, QStringLiteral("chen"));
    changed.clear();
    QVERIFY_OK(document.undo());
    QCOMPARE(changed, std::vector<ExamId>{id});
    QVERIFY(!document.study().exam(id)->unsure);
}

void tst_Study::manyExamsAreChangedElsewhere()
{
    TemporaryStudy study;
    QVector<ImportedExam> exams;
    for (int i = 0; i < int(StudyDocument::longFrom) + 10; ++i)
        exams.append(pairOf(QStringLiteral("P%1").arg(i)));
    study.import(exams);
    StudyDocument document(study.take());
    const std::vector<ExamId> all = *document.study().find({});
    int longOnes = 0;
    std::optional<ErrorCode> within;
    document.setRunsLong([&](const std::function<void()> &work) {
        ++longOnes;
        QVERIFY(document.isChanging());
        // What a timer of the window might try meanwhile.
        const auto another = document.apply(SetUnsure{true}, {all.front()});
        if (!another)
            within = another.error().code;
        std::thread(work).join();
    });
    std::vector<ExamId> changed;
    connect(&document, &StudyDocument::examsChanged, this, [&](const std::vector<ExamId> &ids) { changed = ids; });
    QSignalSpy history(&document, &StudyDocument::historyChanged);
    QVERIFY_OK(document.apply(AddTag{QStringLiteral("many")}, all));
    QCOMPARE(longOnes, 1);
    QVERIFY(within == ErrorCode::conflict);
    QVERIFY(!document.isChanging());
    QCOMPARE(changed.size(), all.size());
    QCOMPARE(history.size(), 1);
    QCOMPARE(document.study().tagged(QStringLiteral("many"))->count(), qint64(all.size()));
    QVERIFY_OK(document.undo());
    QCOMPARE(longOnes, 2);
    QCOMPARE(document.study().tagged(QStringLiteral("many"))->count(), 0);
    QVERIFY_OK(document.redo());
    QCOMPARE(longOnes, 3);
    QCOMPARE(document.study().tagged(QStringLiteral("many"))->count(), qint64(all.size()));
    QVERIFY_OK(document.apply(SetUnsure{true}, {all.front()})); // A few: here.
    QCOMPARE(longOnes, 3);
    const auto report = document.study().check(false, {}, {});
    QVERIFY_OK(report);
    QVERIFY2(report->problems.isEmpty() || report->problems.filter(QStringLiteral("journal")).isEmpty(),
             qPrintable(report->problems.join(u'\n')));
}

QTEST_GUILESS_MAIN(tst_Study)
#include "tst_study.moc"
