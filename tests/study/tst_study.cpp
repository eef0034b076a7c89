// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/edit_together.h"
#include "core/study/database.h"
#include "core/study/edit_journal.h"
#include "core/study/schema.h"
#include "core/study/study_document.h"
#include "tests/support/temporary_study.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>

using namespace retclip;

namespace {

Edit edit(EditAction action, std::vector<ExamId> exams, const QString &person = QStringLiteral("chen"))
{
    return {std::move(action), std::move(exams), person};
}

SetLabel glaucoma(bool positive)
{
    SetLabel action;
    action.labelSet = QStringLiteral("glaucoma");
    if (positive)
        action.positive = {QStringLiteral("glaucoma")};
    return action;
}

QString summaryOf(const ExamRow &row)
{
    QStringList parts{row.comment, row.tags.join(u','), row.excluded ? QStringLiteral("excluded") : QString(),
                      row.unsure ? QStringLiteral("unsure") : QString(), QLatin1String(word(row.split))};
    for (const LabelState &label : row.labels)
        parts.append(QStringLiteral("%1%2=%3 %4 %5")
                         .arg(label.setName, label.eye ? QLatin1String(abbreviation(*label.eye)) : QLatin1String(),
                              label.positive.join(u'+'), QLatin1String(word(label.source)), label.person));
    for (const Laterality eye : both_eyes)
        parts.append(row.images[eye] ? row.images[eye]->path : QStringLiteral("-"));
    for (const ImageRow &image : row.eyeUnknown)
        parts.append(image.path);
    for (const Verdict &verdict : row.verdicts)
        parts.append(QString::fromLatin1(word(verdict.kind)) + verdict.comment);
    return parts.join(u'|');
}

} // namespace

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
    void bringsOldSchemasUpToDate();
    void importTwiceAddsNothing();
    void importKeepsWhatPeopleDecided();
    void undoDoesNotStepOverAnImport();
    void importBacksUpBeforeItChanges();
    void sameContentIsTheSamePhotograph();
    void severalActionsAreOneEdit();
    void importIsOneRowOfHistory();
    void interruptedImportGetsItsRow();
    void lookWritesNothing();
    void editsAreTakenBackAndDoneAgain_data();
    void editsAreTakenBackAndDoneAgain();
    void undoGoesOnAfterReopening();
    void anEditAfterUndoEndsRedo();
    void anEditWithoutChangeWritesNothing();
    void batchIsOneStep();
    void historyOfAnExam();
    void labelsOfHigherStandingKeepEarlierOnes();
    void refusesUnknownThings();
    void tamperingIsFound_data();
    void tamperingIsFound();
    void readOnlyChangesNothing();
    void backupIsWhole();
    void documentTellsWhatChanged();
};

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

void tst_Study::bringsOldSchemasUpToDate()
{
    QTemporaryDir folder;
    const QString place = folder.filePath(QStringLiteral("old.study"));
    QVERIFY(QDir().mkpath(place));
    {
        auto database = Database::open(place + QStringLiteral("/study.db"), Database::Mode::create);
        QVERIFY_OK(database);
        QVERIFY_OK(migrate(**database, 1));
        QVERIFY_OK((*database)->execute(
            "INSERT INTO patient(code) VALUES('P7');"
            "INSERT INTO exam(patient, visit, number, code, sort_key) VALUES(1, '', 1, 'P7-1', 'p17');"));
    }
    QVERIFY_FAILS(Study::open(place, OpenMode::readOnly), ErrorCode::unsupported);
    const auto study = Study::open(place, OpenMode::readWrite);
    QVERIFY_OK(study);
    const auto info = (*study)->info();
    QVERIFY_OK(info);
    QCOMPARE(info->schemaVersion, studySchemaVersion);
    QVERIFY_OK((*study)->examByCode(QStringLiteral("P7-1")));
    QVERIFY_OK((*study)->find(QStringLiteral("quality<0.5 swapped")));
    const QStringList backups = QDir(place + QStringLiteral("/backups")).entryList({QStringLiteral("*.db")});
    QCOMPARE(backups.size(), 1);
    auto backup = Database::open(place + QStringLiteral("/backups/") + backups.first(), Database::Mode::readOnly);
    QVERIFY_OK(backup);
    const auto version = schemaVersion(**backup);
    QVERIFY_OK(version);
    QCOMPARE(*version, 1);
}

void tst_Study::importTwiceAddsNothing()
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

void tst_Study::importKeepsWhatPeopleDecided()
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
void tst_Study::undoDoesNotStepOverAnImport()
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

void tst_Study::importBacksUpBeforeItChanges()
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

void tst_Study::sameContentIsTheSamePhotograph()
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

void tst_Study::severalActionsAreOneEdit()
{
    TemporaryStudy study;
    study.import({pairOf(QStringLiteral("P1")), pairOf(QStringLiteral("P2"))});
    const std::vector<ExamId> all = *study->find({});
    const QString before = summaryOf(*study->exam(all[0]));
    const auto receipt = applyTogether(
        *study, {SetComment{QStringLiteral("c")}, AddTag{QStringLiteral("t")}, SetExcluded{true}}, all, {});
    QVERIFY_OK(receipt);
    QCOMPARE(receipt->kind, QStringLiteral("edit"));
    QCOMPARE(receipt->changed.size(), std::size_t(2));
    QCOMPARE(study->history()->size(), 2);
    const QString after = summaryOf(*study->exam(all[0]));
    QVERIFY(after != before);
    QVERIFY_OK(study->undo({}));
    QCOMPARE(summaryOf(*study->exam(all[0])), before);
    QVERIFY_OK(study->redo({}));
    QCOMPARE(summaryOf(*study->exam(all[0])), after);
    // One that cannot be done: none is.
    QVERIFY_FAILS(applyTogether(*study, {SetComment{QStringLiteral("d")}, glaucoma(true)}, all, {}),
                  ErrorCode::not_found);
    QCOMPARE(summaryOf(*study->exam(all[0])), after);
}

void tst_Study::importIsOneRowOfHistory()
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

void tst_Study::interruptedImportGetsItsRow()
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

void tst_Study::lookWritesNothing()
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

void tst_Study::editsAreTakenBackAndDoneAgain_data()
{
    QTest::addColumn<int>("which");
    QTest::newRow("a binary label on") << 0;
    QTest::newRow("a label of the left eye") << 1;
    QTest::newRow("a class toggled") << 2;
    QTest::newRow("a label cleared") << 3;
    QTest::newRow("a tag added") << 4;
    QTest::newRow("a tag removed") << 5;
    QTest::newRow("a comment") << 6;
    QTest::newRow("excluded") << 7;
    QTest::newRow("unsure") << 8;
    QTest::newRow("a verdict with a new label") << 9;
    QTest::newRow("eyes swapped") << 10;
    QTest::newRow("an eye named that another photograph has") << 11;
    QTest::newRow("a split") << 12;
    QTest::newRow("a verdict withdrawn") << 13;
}

void tst_Study::editsAreTakenBackAndDoneAgain()
{
    QFETCH(int, which);
    TemporaryStudy study;
    study.define(binarySet(QStringLiteral("glaucoma")));
    study.define(classSet(QStringLiteral("grade"), LabelKind::ordinal,
                          {QStringLiteral("0"), QStringLiteral("1"), QStringLiteral("2")}, true));
    study.define(classSet(QStringLiteral("odir"), LabelKind::multilabel,
                          {QStringLiteral("N"), QStringLiteral("D"), QStringLiteral("G")}));
    ImportedExam exam = pairOf(QStringLiteral("P1"));
    exam.labels = {labelOf(QStringLiteral("glaucoma"), {}), labelOf(QStringLiteral("odir"), {QStringLiteral("D")})};
    exam.tags = {QStringLiteral("odd")};
    study.import({exam, pairOf(QStringLiteral("P2"))});
    const ExamId id = study.exam(QStringLiteral("P1-1"));
    const ImageId rightImage = study->exam(id)->images.right->id;
    QVERIFY_OK(study->apply(edit(GiveVerdict{VerdictKind::poorImage, QStringLiteral("dark"), {}, {}, {}}, {id})));

    SetLabel grade;
    grade.labelSet = QStringLiteral("grade");
    grade.eye = Laterality::left;
    grade.positive = {QStringLiteral("2")};
    SetLabel cleared = glaucoma(false);
    cleared.known = false;
    GiveVerdict verdict{VerdictKind::labelWrong, QStringLiteral("clearly"), {}, QStringLiteral("glaucoma"),
                        glaucoma(true)};
    verdict.newLabel->source = LabelSource::review;
    const std::vector<EditAction> actions{
        glaucoma(true), grade, ToggleClass{QStringLiteral("odir"), {}, QStringLiteral("G"), LabelSource::grader},
        cleared, AddTag{QStringLiteral("坏")}, RemoveTag{QStringLiteral("odd")},
        SetComment{QStringLiteral("a\n'b'")}, SetExcluded{true}, SetUnsure{true}, verdict, SwapEyes{},
        SetImageEye{rightImage, Laterality::left}, SetSplit{Split::validation}, ClearVerdict{}};

    const QString before = summaryOf(*study->exam(id));
    const auto receipt = study->apply(edit(actions[std::size_t(which)], {id}));
    QVERIFY_OK(receipt);
    QVERIFY(receipt->edit.valid());
    QCOMPARE(receipt->changed, std::vector<ExamId>{id});
    QVERIFY(!receipt->summary.isEmpty());
    const QString after = summaryOf(*study->exam(id));
    QVERIFY2(after != before, qPrintable(after));
    for (int round = 0; round < 2; ++round) {
        const auto undone = study->undo(QStringLiteral("li"));
        QVERIFY_OK(undone);
        QCOMPARE(undone->kind, QStringLiteral("undo"));
        QCOMPARE(summaryOf(*study->exam(id)), before);
        QVERIFY_OK(study->redo(QStringLiteral("li")));
        QCOMPARE(summaryOf(*study->exam(id)), after);
    }
    const auto report = study->check(false, {}, {});
    QVERIFY_OK(report);
    for (const QString &problem : report->problems)
        QVERIFY2(problem.contains(QStringLiteral("photograph")), qPrintable(problem));
}

void tst_Study::undoGoesOnAfterReopening()
{
    TemporaryStudy study;
    study.import({pairOf(QStringLiteral("P1"))});
    const ExamId id = study.exam(QStringLiteral("P1-1"));
    for (const char *tag : {"a", "b", "c"})
        QVERIFY_OK(study->apply(edit(AddTag{QString::fromLatin1(tag)}, {id})));
    QVERIFY_OK(study->undo({}));
    study.reopen();
    const auto next = study->nextUndo();
    QVERIFY_OK(next);
    QCOMPARE(next->summary, QStringLiteral("+b"));
    QVERIFY(next->exams == std::vector<ExamId>{id});
    QVERIFY_OK(study->undo({}));
    QCOMPARE(study->exam(id)->tags, QStringList{QStringLiteral("a")});
    study.reopen();
    QCOMPARE(study->nextRedo()->summary, QStringLiteral("+b"));
    QVERIFY_OK(study->redo({}));
    QVERIFY_OK(study->redo({}));
    QVERIFY_FAILS(study->redo({}), ErrorCode::not_found);
    QCOMPARE(study->exam(id)->tags.size(), 3);
}

void tst_Study::anEditAfterUndoEndsRedo()
{
    TemporaryStudy study;
    study.import({pairOf(QStringLiteral("P1"))});
    const ExamId id = study.exam(QStringLiteral("P1-1"));
    QVERIFY_OK(study->apply(edit(AddTag{QStringLiteral("a")}, {id})));
    QVERIFY_OK(study->undo({}));
    QVERIFY_OK(study->apply(edit(AddTag{QStringLiteral("b")}, {id})));
    QVERIFY_FAILS(study->redo({}), ErrorCode::not_found);
    QVERIFY_OK(study->undo({}));
    QVERIFY_FAILS(study->undo({}), ErrorCode::not_found);
    QCOMPARE(study->exam(id)->tags, QStringList());
    QVERIFY(EditJournal(study->database()).verify()->isEmpty());
}

void tst_Study::anEditWithoutChangeWritesNothing()
{
    TemporaryStudy study;
    study.import({pairOf(QStringLiteral("P1"))});
    const ExamId id = study.exam(QStringLiteral("P1-1"));
    QVERIFY_OK(study->apply(edit(AddTag{QStringLiteral("a")}, {id})));
    const auto again = study->apply(edit(AddTag{QStringLiteral("a")}, {id}));
    QVERIFY_OK(again);
    QVERIFY(!again->edit.valid());
    QVERIFY(again->changed.empty());
    QCOMPARE(study->history()->size(), 2);
}

void tst_Study::batchIsOneStep()
{
    TemporaryStudy study;
    study.define(binarySet(QStringLiteral("glaucoma")));
    QVector<ImportedExam> exams;
    for (int i = 0; i < 500; ++i)
        exams.append(pairOf(QStringLiteral("P%1").arg(i)));
    study.import(exams);
    const std::vector<ExamId> all = *study->find({});
    const auto receipt = study->apply(edit(glaucoma(true), all));
    QVERIFY_OK(receipt);
    QCOMPARE(receipt->changed.size(), std::size_t(500));
    QCOMPARE(*study->count(QStringLiteral("label:glaucoma")), 500);
    QCOMPARE(study->history()->first().items, 500);
    QVERIFY_OK(study->undo({}));
    QCOMPARE(*study->count(QStringLiteral("label:glaucoma")), 0);
    QCOMPARE(*study->count(QStringLiteral("label:none")), 500);
}

void tst_Study::historyOfAnExam()
{
    TemporaryStudy study;
    study.define(binarySet(QStringLiteral("glaucoma")));
    ImportedExam exam = pairOf(QStringLiteral("P1"));
    exam.labels = {labelOf(QStringLiteral("glaucoma"), {})};
    study.import({exam, pairOf(QStringLiteral("P2"))});
    const ExamId first = study.exam(QStringLiteral("P1-1")), second = study.exam(QStringLiteral("P2-1"));
    QVERIFY_OK(study->apply(edit(glaucoma(true), {first})));
    QVERIFY_OK(study->apply(edit(AddTag{QStringLiteral("b")}, {second})));
    QVERIFY_OK(study->apply(edit(AddTag{QStringLiteral("c")}, {first, second})));
    QVERIFY_OK(study->undo(QStringLiteral("li")));
    const auto history = study->history(first);
    QVERIFY_OK(history);
    QCOMPARE(history->size(), 3);
    QCOMPARE(history->at(0).kind, QStringLiteral("undo"));
    QCOMPARE(history->at(0).person, QStringLiteral("li"));
    QCOMPARE(history->at(1).summary, QStringLiteral("+c"));
    QVERIFY(history->at(1).undone);
    QCOMPARE(history->at(2).summary, QStringLiteral("glaucoma = 1 (was 0)"));
    QVERIFY(!history->at(2).undone);
}

void tst_Study::labelsOfHigherStandingKeepEarlierOnes()
{
    TemporaryStudy study;
    study.define(binarySet(QStringLiteral("glaucoma")));
    ImportedExam exam = pairOf(QStringLiteral("P1"));
    exam.labels = {labelOf(QStringLiteral("glaucoma"), {})};
    study.import({exam});
    const ExamId id = study.exam(QStringLiteral("P1-1"));
    SetLabel review = glaucoma(true);
    review.source = LabelSource::review;
    QVERIFY_OK(study->apply(edit(glaucoma(false), {id}, QStringLiteral("a"))));
    QVERIFY_OK(study->apply(edit(review, {id}, QStringLiteral("b"))));
    QCOMPARE(study->exam(id)->labels.first().source, LabelSource::review);
    QCOMPARE(study->exam(id)->labels.first().person, QStringLiteral("b"));
    QCOMPARE(*study->database().number("SELECT count(*) FROM label"), 3);
}

void tst_Study::refusesUnknownThings()
{
    TemporaryStudy study;
    study.define(classSet(QStringLiteral("grade"), LabelKind::ordinal, {QStringLiteral("0"), QStringLiteral("1")}));
    study.import({pairOf(QStringLiteral("P1"))});
    const ExamId id = study.exam(QStringLiteral("P1-1"));
    QVERIFY_FAILS(study->apply(edit(glaucoma(true), {id})), ErrorCode::not_found);
    SetLabel grade;
    grade.labelSet = QStringLiteral("grade");
    QVERIFY_FAILS(study->apply(edit(grade, {id})), ErrorCode::invalid_argument);
    grade.positive = {QStringLiteral("7")};
    QVERIFY_FAILS(study->apply(edit(grade, {id})), ErrorCode::not_found);
    QVERIFY_FAILS(study->apply(edit(AddTag{QStringLiteral("x")}, {id, ExamId{4711}})), ErrorCode::not_found);
    QVERIFY(study->exam(id)->tags.isEmpty()); // All or nothing.
    QVERIFY_FAILS(study->apply(edit(AddTag{QStringLiteral("x")}, {})), ErrorCode::invalid_argument);
    QVERIFY_FAILS(study->examByCode(QStringLiteral("nobody")), ErrorCode::not_found);
    QVERIFY_FAILS(study->defineLabelSet(binarySet(QStringLiteral("grade")), {}), ErrorCode::conflict);
}

void tst_Study::tamperingIsFound_data()
{
    QTest::addColumn<QString>("sql");
    QTest::newRow("a person's name changed") << "UPDATE journal SET person = 'other' WHERE id = 3";
    QTest::newRow("a value changed") << "UPDATE journal SET after = replace(after, 'b', 'x') WHERE id = 3";
    QTest::newRow("a row in the middle gone") << "DELETE FROM journal_exam WHERE journal = 3; DELETE FROM journal WHERE id = 3";
    QTest::newRow("the last row gone") << "DELETE FROM journal_exam WHERE journal = 4; DELETE FROM journal WHERE id = 4";
    QTest::newRow("marked as undone") << "UPDATE journal SET state = 1 WHERE id = 3";
    QTest::newRow("eyes out of step") << "UPDATE exam SET eyes = 1";
    QTest::newRow("a class without a label") << "DELETE FROM label";
}

void tst_Study::tamperingIsFound()
{
    QFETCH(QString, sql);
    TemporaryStudy study;
    study.define(binarySet(QStringLiteral("glaucoma")));
    ImportedExam exam = pairOf(QStringLiteral("P1"));
    exam.labels = {labelOf(QStringLiteral("glaucoma"), {QStringLiteral("glaucoma")})};
    exam.images.clear();
    ImportedImage image;
    image.path = QStringLiteral(RETCLIP_SOURCE_DIRECTORY "/CMakeLists.txt");
    image.eye = Laterality::left;
    exam.images.append(image);
    study.import({exam});
    const ExamId id = study.exam(QStringLiteral("P1-1"));
    QVERIFY_OK(study->apply(edit(AddTag{QStringLiteral("b")}, {id})));
    QVERIFY_OK(study->apply(edit(AddTag{QStringLiteral("c")}, {id})));
    QCOMPARE(study->history()->size(), 4);
    const auto well = study->check(true, {}, {});
    QVERIFY_OK(well);
    QCOMPARE(well->problems, QStringList());
    QCOMPARE(well->filesChecked, 1);
    QVERIFY_OK(study->database().execute(sql.toUtf8().constData()));
    const auto ill = study->check(false, {}, {});
    QVERIFY_OK(ill);
    QVERIFY(!ill->problems.isEmpty());
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

QTEST_GUILESS_MAIN(tst_Study)
#include "tst_study.moc"
