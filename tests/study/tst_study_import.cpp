// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/database.h"
#include "core/study/study_document.h"
#include "tests/study/edits.h"
#include "tests/support/temporary_study.h"

#include <QDir>
#include <QFile>

using namespace retclip;

class tst_StudyImport : public QObject
{
    Q_OBJECT

private slots:
    void importTwiceAddsNothing();
    void importKeepsWhatPeopleDecided();
    void undoDoesNotStepOverAnImport();
    void importBacksUpBeforeItChanges();
    void sameContentIsTheSamePhotograph();
    void importIsOneRowOfHistory();
    void interruptedImportGetsItsRow();
    void lookWritesNothing();
};

void tst_StudyImport::importTwiceAddsNothing()
{
    TemporaryStudy study;
    study.define(binarySet(QStringLiteral("glaucoma"), true));
    QVector<ImportedExam> exams;
    for (int i = 0; i < 20; ++i) {
        ImportedExam exam = pairOf(QStringLiteral("P%1").arg(i), QStringLiteral("出血%1").arg(i % 3));
        exam.age = i == 3 ? -1 : 40 + i;
        exam.tags = {QStringLiteral("t%1").arg(i % 2)};
        exam.labels = {labelOf(QStringLiteral("glaucoma"),
                               i % 2 ? QStringList{QStringLiteral("glaucoma")} : QStringList(), Laterality::left)};
        if (i == 5)
            exam.images.removeFirst();
        if (i == 6)
            for (ImportedImage &image : exam.images)
                image.eye.reset();
        exams.append(exam);
    }
    study.import(exams);
    const auto writer = StudyWriter::begin(*study, QStringLiteral("again"), QStringLiteral("x"));
    QVERIFY_OK(writer);
    for (const ImportedExam &exam : exams) {
        const auto row = (*writer)->put(exam);
        QVERIFY_OK(row);
        QCOMPARE(row->outcome, ImportOutcome::unchanged);
    }
    exams[2].report = QStringLiteral("硬性渗出");
    const auto changed = (*writer)->put(exams[2]);
    QVERIFY_OK(changed);
    QCOMPARE(changed->outcome, ImportOutcome::changed);
    QVERIFY_OK((*writer)->finish());
    QCOMPARE(study.codes(QStringLiteral("渗出")), QStringList{QStringLiteral("P2-1")});
    QVERIFY(!study.codes(QStringLiteral("出血2")).contains(QStringLiteral("P2-1")));
    const auto info = study->info();
    QVERIFY_OK(info);
    QCOMPARE(info->exams, 20);
    QCOMPARE(info->images, 39);
    QCOMPARE(info->labels, 20);
    const auto report = study->check(false, {}, {});
    QVERIFY_OK(report);
    for (const QString &problem : report->problems)
        QVERIFY2(problem.contains(QStringLiteral("is not there")), qPrintable(problem));
}

void tst_StudyImport::importKeepsWhatPeopleDecided()
{
    TemporaryStudy study;
    study.define(binarySet(QStringLiteral("glaucoma")));
    ImportedExam exam = pairOf(QStringLiteral("P1"));
    exam.labels = {labelOf(QStringLiteral("glaucoma"), {})};
    exam.tags = {QStringLiteral("odd")};
    study.import({exam});
    const ExamId id = study.exam(QStringLiteral("P1-1"));
    QVERIFY_OK(study->apply(edit(glaucoma(true), {id})));
    QVERIFY_OK(study->apply(edit(RemoveTag{QStringLiteral("odd")}, {id})));
    QVERIFY_OK(study->apply(edit(SwapEyes{}, {id})));
    QVERIFY_OK(study->apply(edit(SetComment{QStringLiteral("mine")}, {id})));
    const QString before = summaryOf(*study->exam(id));
    exam.comment = QStringLiteral("theirs");
    study.import({exam});
    QCOMPARE(summaryOf(*study->exam(id)), before);
    // The source changes its mind: kept, but the person's word counts.
    exam.labels = {labelOf(QStringLiteral("glaucoma"), {QStringLiteral("glaucoma")})};
    study.import({exam});
    QCOMPARE(summaryOf(*study->exam(id)), before);
}

// An edit, then an import that changes the same exam: undo would bring back the label of the older
// table.
void tst_StudyImport::undoDoesNotStepOverAnImport()
{
    TemporaryStudy study;
    study.define(binarySet(QStringLiteral("glaucoma")));
    ImportedExam one = pairOf(QStringLiteral("P1")), two = pairOf(QStringLiteral("P2"));
    one.labels = two.labels = {labelOf(QStringLiteral("glaucoma"), {})};
    study.import({one, two});
    const ExamId first = study.exam(QStringLiteral("P1-1")), second = study.exam(QStringLiteral("P2-1"));
    QVERIFY_OK(study->apply(edit(glaucoma(true), {first})));
    QVERIFY_OK(study->apply(edit(AddTag{QStringLiteral("mine")}, {second})));
    const QString before = summaryOf(*study->exam(first));
    one.labels = {labelOf(QStringLiteral("glaucoma"), {QStringLiteral("glaucoma")})};
    two.age = 71; // A fact that no edit sets: it hinders no undo.
    study.import({one, two}, QStringLiteral("newer.csv"));
    QVERIFY_OK(study->undo(QStringLiteral("x")));
    QVERIFY(study->exam(second)->tags.isEmpty());
    QCOMPARE(study->exam(second)->age, 71);
    const auto refused = study->undo(QStringLiteral("x"));
    QVERIFY_FAILS(refused, ErrorCode::conflict);
    QVERIFY(QString::fromStdString(refused.error().english()).contains(QStringLiteral("newer.csv")));
    QVERIFY(QString::fromStdString(refused.error().english()).contains(QStringLiteral("backups/")));
    QCOMPARE(summaryOf(*study->exam(first)), before);
    // The import stands in the exam's own history; a new edit is undone as ever.
    QCOMPARE(study->history(first)->first().kind, QStringLiteral("import"));
    QVERIFY_OK(study->apply(edit(AddTag{QStringLiteral("later")}, {first})));
    QVERIFY_OK(study->undo(QStringLiteral("x")));
    const auto checked = study->check(false, {}, {});
    QVERIFY_OK(checked);
    QCOMPARE(checked->problems.filter(QStringLiteral("journal")), QStringList());
}

void tst_StudyImport::importBacksUpBeforeItChanges()
{
    TemporaryStudy study;
    ImportedExam exam = pairOf(QStringLiteral("P1"));
    exam.age = 50;
    const auto import = [&](const QVector<ImportedExam> &exams) {
        auto writer = StudyWriter::begin(*study, QStringLiteral("t.csv"), {});
        for (const ImportedExam &each : exams)
            if (!(*writer)->put(each))
                qFatal("not put");
        if (!(*writer)->finish())
            qFatal("not finished");
        return (*writer)->backup();
    };
    QCOMPARE(import({exam}), QString());
    QCOMPARE(import({exam, pairOf(QStringLiteral("P2"))}), QString()); // Only additions.
    exam.age = 51;
    const QString backup = import({pairOf(QStringLiteral("P3")), exam});
    QVERIFY(QFile::exists(backup));
    QCOMPARE(study->exam(study.exam(QStringLiteral("P1-1")))->age, 51);
    // The backup is a whole study of before.
    const QString old = study.path(QStringLiteral("old.study"));
    QVERIFY(QDir().mkpath(old) && QFile::copy(backup, old + QStringLiteral("/study.db")));
    const auto opened = Study::open(old, OpenMode::readWrite);
    QVERIFY_OK(opened);
    QCOMPARE((*opened)->exam(*(*opened)->examByCode(QStringLiteral("P1-1")))->age, 50);
    QCOMPARE(*(*opened)->count({}), 2);
    QVERIFY_OK((*opened)->check(false, {}, {}));
}

void tst_StudyImport::sameContentIsTheSamePhotograph()
{
    TemporaryStudy study;
    const auto file = [&](const char *name) {
        QFile made(study.path(QString::fromLatin1(name)));
        if (!made.open(QIODevice::WriteOnly))
            qFatal("no file");
        return made.fileName();
    };
    ImportedExam exam = pairOf(QStringLiteral("P1"));
    exam.images = {{file("here.jpg"), Laterality::right, QString(64, u'a'), 10, 10}};
    study.import({exam});
    const auto path = [&] { return study->exam(study.exam(QStringLiteral("P1-1")))->images.right->path; };
    const QString here = exam.images[0].path;
    exam.images[0].path = file("copy.jpg");
    study.import({exam});
    QCOMPARE(path(), here);
    QCOMPARE(study->history()->size(), 1); // Nothing was changed.
    // Where the old place is empty, the photograph is found again.
    QVERIFY(QFile::remove(here));
    study.import({exam});
    QCOMPARE(path(), exam.images[0].path);
    // A copy in the study itself was asked for.
    QVERIFY(QDir().mkpath(study->folder() + QStringLiteral("/images")));
    QVERIFY(QFile(exam.images[0].path).copy(study->folder() + QStringLiteral("/images/own.jpg")));
    exam.images[0].path = study->folder() + QStringLiteral("/images/own.jpg");
    study.import({exam});
    QCOMPARE(path(), exam.images[0].path);
}

void tst_StudyImport::importIsOneRowOfHistory()
{
    TemporaryStudy study;
    study.import({pairOf(QStringLiteral("A")), pairOf(QStringLiteral("B"))});
    const auto history = study->history();
    QVERIFY_OK(history);
    QCOMPARE(history->size(), 1);
    QCOMPARE(history->first().kind, QStringLiteral("import"));
    QCOMPARE(history->first().items, 2);
    QVERIFY(history->first().summary.contains(QStringLiteral("table.csv")));
    QVERIFY_FAILS(study->undo(QStringLiteral("x")), ErrorCode::not_found);
}

void tst_StudyImport::interruptedImportGetsItsRow()
{
    TemporaryStudy study;
    {
        const auto writer = StudyWriter::begin(*study, QStringLiteral("cut.csv"), QStringLiteral("x"));
        QVERIFY_OK(writer);
        QVERIFY_OK((*writer)->put(pairOf(QStringLiteral("A"))));
        QVERIFY_OK((*writer)->commit());
        // What a crash leaves: the batch, and the note that an import is open.
        const auto open = study->database().number("SELECT count(*) FROM setting WHERE key = 'import_open'");
        QVERIFY_OK(open);
        QCOMPARE(*open, 1);
    }
    const auto history = study->history();
    QVERIFY_OK(history);
    QCOMPARE(history->size(), 1);
    QVERIFY(history->first().summary.contains(QStringLiteral("interrupted")));
    QCOMPARE(study.codes({}), QStringList{QStringLiteral("A-1")});
}

void tst_StudyImport::lookWritesNothing()
{
    TemporaryStudy study;
    study.import({pairOf(QStringLiteral("A"))});
    {
        const auto writer = StudyWriter::begin(*study, QStringLiteral("dry"), QStringLiteral("x"));
        QVERIFY_OK(writer);
        const auto known = (*writer)->look(pairOf(QStringLiteral("A")));
        QVERIFY_OK(known);
        QCOMPARE(known->outcome, ImportOutcome::unchanged);
        const auto fresh = (*writer)->look(pairOf(QStringLiteral("B")));
        QVERIFY_OK(fresh);
        QCOMPARE(fresh->outcome, ImportOutcome::added);
    }
    const auto info = study->info();
    QVERIFY_OK(info);
    QCOMPARE(info->patients, 1);
    QCOMPARE(study->history()->size(), 1);
}

QTEST_GUILESS_MAIN(tst_StudyImport)
#include "tst_study_import.moc"
