// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/database.h"
#include "core/study/edit_together.h"
#include "core/study/history_search.h"
#include "core/study/moment.h"
#include "core/study/restore.h"
#include "core/study/region.h"
#include "core/study/saved_queries.h"
#include "edits.h"
#include "tests/support/temporary_study.h"

#include <QRandomGenerator>
#include <QTimeZone>

using namespace retclip;

namespace {

/// Three patients, a label set, both eyes.
void fill(TemporaryStudy &study)
{
    study.define(binarySet(QStringLiteral("glaucoma")));
    study.define(classSet(QStringLiteral("DR"), LabelKind::ordinal, {QStringLiteral("no"), QStringLiteral("mild"), QStringLiteral("severe")}, true));
    study.import({pairOf(QStringLiteral("A"), QStringLiteral("姓名：王小明，视盘边界清")), pairOf(QStringLiteral("B")), pairOf(QStringLiteral("C"))});
}

QStringList stateOf(TemporaryStudy &study)
{
    QStringList state;
    const auto exams = study->find({});
    const auto queries = savedQueries(*study);
    if (!exams || !queries)
        qFatal("no state");
    for (const ExamId exam : *exams) {
        const auto row = study->exam(exam);
        state.append(summaryOf(*row) + row->report);
    }
    for (const SavedQuery &query : *queries)
        state.append(query.name + u'=' + query.query);
    // What belongs to photographs, and what exams know of them.
    for (const char *sql : {"SELECT 'marks ' || image || ' ' || marks FROM photograph_mark ORDER BY image",
                            "SELECT 'region ' || id || ' ' || image || class || points FROM region WHERE active = 1 ORDER BY id",
                            "SELECT 'place ' || id || ' ' || exam || eye FROM image ORDER BY id",
                            "SELECT 'eyes ' || id || ' ' || eyes || swap_suspected FROM exam ORDER BY id"}) {
        auto statement = study->database().prepare(sql);
        while (*statement->step())
            state.append(statement->text(0));
    }
    return state;
}

/// One photograph, drawn, and the exam that has it now.
std::pair<ImageId, ExamId> photographSomewhere(TemporaryStudy &study, QRandomGenerator &random)
{
    const qint64 image = 1 + random.bounded(int(*study->database().number("SELECT count(*) FROM image")));
    return {{image}, {*study->database().number("SELECT exam FROM image WHERE id = ?", image)}};
}

SetLabel dr(const QString &name, Laterality eye)
{
    SetLabel action;
    action.labelSet = QStringLiteral("DR");
    action.positive = {name};
    action.eye = eye;
    return action;
}

/// One edit of any kind, drawn.
void editSomehow(TemporaryStudy &study, QRandomGenerator &random, int number)
{
    const std::vector<ExamId> all = *study->find({});
    const ExamId exam = all[std::size_t(random.bounded(int(all.size())))];
    const QString person = random.bounded(2) ? QStringLiteral("chen") : QStringLiteral("li");
    const auto apply = [&](EditAction action, std::vector<ExamId> exams) {
        QVERIFY_OK(study->apply({std::move(action), std::move(exams), person}));
    };
    switch (random.bounded(18)) {
    case 0: return apply(glaucoma(random.bounded(2)), {exam});
    case 1: return apply(dr(QStringList{"no", "mild", "severe"}[random.bounded(3)], random.bounded(2) ? Laterality::left : Laterality::right), {exam});
    case 2: return apply(AddTag{QStringLiteral("t%1").arg(random.bounded(3))}, all);
    case 3: return apply(RemoveTag{QStringLiteral("t%1").arg(random.bounded(3))}, {exam});
    case 4: return apply(SetComment{QStringLiteral("note %1").arg(number)}, {exam});
    case 5: return apply(SetExcluded{random.bounded(2) == 1}, {exam});
    case 6: return apply(SwapEyes{}, {exam});
    case 7: return apply(SetSplit{Split(random.bounded(4))}, {exam});
    case 8: return apply(GiveVerdict{VerdictKind(random.bounded(6)), QStringLiteral("v%1").arg(number), {}, {}, {}}, {exam});
    case 9: {
        QVERIFY_OK(applyTogether(*study, {SetComment{QStringLiteral("first")}, SetComment{QStringLiteral("then %1").arg(number)}, AddTag{QStringLiteral("both")}}, {exam}, person));
        return;
    }
    case 10: {
        const auto undone = study->undo(person);
        if (!undone)
            QCOMPARE(undone.error().code, ErrorCode::not_found);
        else if (random.bounded(2))
            QVERIFY_OK(study->redo(person));
        return;
    }
    case 11:
    case 12:
    case 13: { // A photograph goes from exam to exam.
        const ImageId image = photographSomewhere(study, random).first;
        const std::optional<Laterality> eyes[] = {Laterality::right, Laterality::left, std::nullopt};
        return apply(MovePhotograph{image, eyes[random.bounded(3)]}, {exam});
    }
    case 14: {
        const auto [image, itsExam] = photographSomewhere(study, random);
        FundusMarks marks;
        marks.fovea = MarkPoint{double(number), 20};
        return apply(SetMarks{{{image, marks}}}, {itsExam});
    }
    case 15: {
        const auto [image, itsExam] = photographSomewhere(study, random);
        Region region;
        region.image = image;
        region.className = QStringLiteral("drusen");
        region.geometry.points = {QPointF(number + 0.5, 3.5)};
        return apply(AddRegion{region}, {itsExam});
    }
    case 16: {
        const qint64 region = *study->database().number("SELECT max(id) FROM region WHERE active = 1");
        const qint64 itsExam = *study->database().number("SELECT i.exam FROM region r JOIN image i ON i.id = r.image WHERE r.id = ?", region);
        if (region > 0)
            return apply(RemoveRegion{{region}}, {{itsExam}});
        return;
    }
    default: QVERIFY_OK(saveQuery(*study, QStringLiteral("q%1").arg(random.bounded(3)), QStringLiteral("age>%1").arg(number), person));
    }
}

} // namespace

class tst_History : public QObject
{
    Q_OBJECT

private slots:
    void momentsAreUnderstood_data();
    void momentsAreUnderstood();
    void filtersFind_data();
    void filtersFind();
    void countsSayWhoDidWhat();
    void everyMomentComesBack();
    void restoringIsAnEditThatUndoTakesBack();
    void whatAnImportChangedStays();
    void aPhotographGoesBackWithItsMarks();
    void examsThatSharePhotographsStayTogether();
    void aRedactedReportComesBackAndAnImportedOneStays();
    void unknownEditsAreRefused();
    void aClockSetBackKeepsTheOrder();
    void previewsChangeNothing();
    void savedQueriesAreKept();
    void savedQueriesFindWhatTheyNamed();
};

void tst_History::momentsAreUnderstood_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected"); // In UTC; empty: not understood.
    QTest::newRow("a day is its beginning") << "2026-11-24" << "2026-11-24T00:00:00";
    QTest::newRow("day and time") << "2026-11-24 14:05" << "2026-11-24T14:05:00";
    QTest::newRow("ISO with a zone") << "2026-11-24T14:05:00+08:00" << "2026-11-24T06:05:00";
    QTest::newRow("today") << "today" << "2026-11-28T00:00:00";
    QTest::newRow("yesterday, in Chinese") << "昨天" << "2026-11-27T00:00:00";
    QTest::newRow("since Tuesday: the last one") << "Tuesday" << "2026-11-24T00:00:00";
    QTest::newRow("a day of the week is today when it is today") << "sat" << "2026-11-28T00:00:00";
    QTest::newRow("in Chinese") << "周二" << "2026-11-24T00:00:00";
    QTest::newRow("Sunday has two names") << "星期天" << "2026-11-22T00:00:00";
    QTest::newRow("days back") << "3d" << "2026-11-25T10:30:00";
    QTest::newRow("hours back") << "2h" << "2026-11-28T08:30:00";
    QTest::newRow("minutes back") << "45min" << "2026-11-28T09:45:00";
    QTest::newRow("no such day") << "2026-02-30" << "";
    QTest::newRow("a word") << "soon" << "";
    QTest::newRow("nothing") << "" << "";
    QTest::newRow("a number alone") << "12" << "";
}

void tst_History::momentsAreUnderstood()
{
    QFETCH(QString, text);
    QFETCH(QString, expected);
    const QDateTime saturday(QDate(2026, 11, 28), QTime(10, 30), QTimeZone::utc());
    const auto moment = momentFrom(text, saturday);
    QCOMPARE(moment ? moment->toUTC().toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss")) : QString(), expected);
}

void tst_History::filtersFind_data()
{
    QTest::addColumn<QString>("exam");
    QTest::addColumn<QString>("person");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<int>("hoursAgo");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("all, newest first") << "" << "" << "" << 0 << QStringList{"+c", "+b", "+a"};
    QTest::newRow("one person") << "" << "li" << "" << 0 << QStringList{"+b"};
    QTest::newRow("one exam") << "A-1" << "" << "" << 0 << QStringList{"+c", "+a"};
    QTest::newRow("a kind that nobody did") << "" << "" << "verdict" << 0 << QStringList{};
    QTest::newRow("since then") << "" << "" << "" << 5 << QStringList{"+c", "+b"};
    QTest::newRow("person since then") << "" << "chen" << "tag" << 5 << QStringList{"+c"};
}

void tst_History::filtersFind()
{
    QFETCH(QString, exam);
    QFETCH(QString, person);
    QFETCH(QString, kind);
    QFETCH(int, hoursAgo);
    QFETCH(QStringList, expected);
    TemporaryStudy study;
    study.import({pairOf(QStringLiteral("A")), pairOf(QStringLiteral("B"))});
    const auto tag = [&](const char *name, const char *code, const char *who) {
        QVERIFY_OK(study->apply(edit(AddTag{QString::fromLatin1(name)}, {study.exam(QString::fromLatin1(code))}, QString::fromLatin1(who))));
    };
    tag("a", "A-1", "chen");
    tag("b", "B-1", "li");
    tag("c", "A-1", "chen");
    const QDateTime now = QDateTime::currentDateTimeUtc();
    QVERIFY_OK(study->database().run("UPDATE journal SET time = ? WHERE kind = 'import'", now.addDays(-1).toString(Qt::ISODateWithMs)));
    for (int i = 0; i < 3; ++i)
        QVERIFY_OK(study->database().run("UPDATE journal SET time = ? WHERE summary = ?",
                                         now.addSecs(3600 * (2 * i - 7)).toString(Qt::ISODateWithMs),
                                         QStringLiteral("+%1").arg(QChar(u'a' + char16_t(i)))));
    HistoryQuery query;
    query.person = person;
    query.kind = kind;
    if (!exam.isEmpty())
        query.exam = study.exam(exam);
    if (hoursAgo > 0)
        query.since = now.addSecs(-3600 * hoursAgo - 60);
    const auto rows = searchHistory(*study, query);
    QVERIFY_OK(rows);
    QStringList summaries;
    for (const HistoryRow &row : *rows)
        if (row.kind != QLatin1String("import"))
            summaries.append(row.summary);
    QCOMPARE(summaries, expected);
    // Page by page gives the same.
    QStringList paged;
    query.limit = 1;
    for (;;) {
        const auto page = searchHistory(*study, query);
        QVERIFY_OK(page);
        if (page->isEmpty())
            break;
        if (page->first().kind != QLatin1String("import"))
            paged.append(page->first().summary);
        query.before = page->first().edit;
    }
    QCOMPARE(paged, expected);
}

void tst_History::countsSayWhoDidWhat()
{
    TemporaryStudy study;
    fill(study);
    const std::vector<ExamId> all = *study->find({});
    QVERIFY_OK(study->apply(edit(AddTag{QStringLiteral("x")}, all, QStringLiteral("li"))));
    QVERIFY_OK(study->apply(edit(glaucoma(true), {all[0]})));
    QVERIFY_OK(study->apply(edit(glaucoma(true), {all[1]})));
    QVERIFY_OK(study->undo(QStringLiteral("chen")));
    const auto counts = countHistory(*study, {});
    QVERIFY_OK(counts);
    QStringList lines;
    for (const HistoryCount &each : *counts)
        lines.append(QStringLiteral("%1 %2 %3 %4 %5").arg(each.person, each.kind).arg(each.edits).arg(each.items).arg(each.undone));
    QVERIFY2(lines.contains(QStringLiteral("chen label 2 2 1")), qPrintable(lines.join('\n')));
    QVERIFY2(lines.contains(QStringLiteral("li tag 1 3 0")), qPrintable(lines.join('\n')));
    HistoryQuery li;
    li.person = QStringLiteral("li");
    QCOMPARE(countHistory(*study, li)->size(), 1);
}

void tst_History::everyMomentComesBack()
{
    TemporaryStudy study;
    fill(study);
    QRandomGenerator random(20261128);
    std::vector<std::pair<EditId, QStringList>> moments;
    const auto newest = [&] { return EditId{*study->database().number("SELECT max(id) FROM journal")}; };
    moments.emplace_back(newest(), stateOf(study));
    for (int i = 0; i < 120; ++i) {
        editSomehow(study, random, i);
        if (QTest::currentTestFailed())
            return;
        moments.emplace_back(newest(), stateOf(study));
    }
    for (int i = 0; i < 40; ++i) {
        const auto &[edit, state] = moments[std::size_t(random.bounded(int(moments.size())))];
        const auto plan = planRestore(*study, edit);
        QVERIFY_OK(plan);
        const QStringList before = stateOf(study);
        const auto receipt = restoreTo(*study, edit, QStringLiteral("chen"));
        QVERIFY_OK(receipt);
        QCOMPARE(stateOf(study), state);
        QCOMPARE(receipt->edit.valid(), !plan->changes.empty());
        QCOMPARE(receipt->changed, plan->exams);
        QVERIFY(plan->keptByImport.isEmpty());
        // Sometimes on from there, sometimes back.
        if (receipt->edit.valid() && random.bounded(2)) {
            QVERIFY_OK(study->undo(QStringLiteral("chen")));
            QCOMPARE(stateOf(study), before);
        }
        if (i % 5 == 0)
            study.reopen();
    }
    const auto report = study->check(false, {}, {});
    QVERIFY_OK(report);
    for (const QString &problem : report->problems)
        QVERIFY2(problem.contains(QStringLiteral("photograph")), qPrintable(problem));
}

void tst_History::restoringIsAnEditThatUndoTakesBack()
{
    TemporaryStudy study;
    fill(study);
    const ExamId exam = study.exam(QStringLiteral("A-1"));
    QVERIFY_OK(study->apply(edit(glaucoma(true), {exam})));
    const EditId good{*study->database().number("SELECT max(id) FROM journal")};
    QVERIFY_OK(study->apply(edit(glaucoma(false), {exam}, QStringLiteral("li"))));
    QVERIFY_OK(study->apply(edit(AddTag{QStringLiteral("late")}, {exam}, QStringLiteral("li"))));
    const auto before = *study->database().number("SELECT count(*) FROM journal");
    const auto receipt = restoreTo(*study, good, QStringLiteral("chen"));
    QVERIFY_OK(receipt);
    QCOMPARE(receipt->kind, QStringLiteral("restore"));
    QCOMPARE(*study->database().number("SELECT count(*) FROM journal"), before + 1); // Nothing went.
    QCOMPARE(study->exam(exam)->labels.first().positive, QStringList{"glaucoma"});
    QVERIFY(study->exam(exam)->tags.isEmpty());
    // Again: it is so already, and no line is written.
    const auto again = restoreTo(*study, good, QStringLiteral("chen"));
    QVERIFY_OK(again);
    QVERIFY(!again->edit.valid());
    study.reopen();
    QVERIFY_OK(study->undo(QStringLiteral("chen")));
    QCOMPARE(study->exam(exam)->tags, QStringList{"late"});
    QVERIFY(study->exam(exam)->labels.first().positive.isEmpty());
    QVERIFY_OK(study->redo(QStringLiteral("chen")));
    QVERIFY(study->exam(exam)->tags.isEmpty());
}

void tst_History::whatAnImportChangedStays()
{
    TemporaryStudy study;
    fill(study);
    const ExamId changed = study.exam(QStringLiteral("A-1")), other = study.exam(QStringLiteral("B-1"));
    const EditId start{*study->database().number("SELECT max(id) FROM journal")};
    QVERIFY_OK(study->apply(edit(AddTag{QStringLiteral("x")}, {changed, other})));
    ImportedExam newer = pairOf(QStringLiteral("A"), QStringLiteral("姓名：王小明，视盘边界清"));
    newer.labels = {labelOf(QStringLiteral("glaucoma"), {QStringLiteral("glaucoma")})};
    study.import({newer, pairOf(QStringLiteral("D"))}, QStringLiteral("second.csv"));
    const auto plan = planRestore(*study, start);
    QVERIFY_OK(plan);
    QCOMPARE(plan->exams, std::vector<ExamId>{other});
    QCOMPARE(plan->keptByImport, QStringList{"A-1"});
    QCOMPARE(plan->stays.value(QStringLiteral("import")), qint64(1));
    QVERIFY_OK(restoreTo(*study, start, QStringLiteral("chen")));
    QCOMPARE(study->exam(changed)->tags, QStringList{"x"});
    QVERIFY(study->exam(other)->tags.isEmpty());
    QCOMPARE(study.codes(QString()).size(), 4); // What came in since stays.
}

void tst_History::aPhotographGoesBackWithItsMarks()
{
    TemporaryStudy study;
    fill(study);
    const ExamId a = study.exam(QStringLiteral("A-1")), b = study.exam(QStringLiteral("B-1")), c = study.exam(QStringLiteral("C-1"));
    const auto newest = [&] { return EditId{*study->database().number("SELECT max(id) FROM journal")}; };
    const ImageId image = study->exam(a)->images.right->id;
    const auto marked = [&](double x, ExamId in) {
        FundusMarks marks;
        marks.fovea = MarkPoint{x, 20};
        return study->apply(edit(SetMarks{{{image, marks}}}, {in}));
    };
    QVERIFY_OK(marked(1, a));
    const EditId start = newest();
    const QStringList first = stateOf(study);
    // Marked in each exam on the way, and back where it was in the end: nothing of its place changes.
    QVERIFY_OK(study->apply(edit(MovePhotograph{image, Laterality::left}, {b})));
    QVERIFY_OK(marked(2, b));
    QVERIFY_OK(study->apply(edit(MovePhotograph{image, std::nullopt}, {a})));
    QVERIFY_OK(marked(3, a));
    QVERIFY_OK(study->apply(edit(MovePhotograph{image, Laterality::right}, {c})));
    const EditId end = newest();
    const QStringList last = stateOf(study);
    const auto plan = planRestore(*study, start);
    QVERIFY_OK(plan);
    const auto words = describeChanges(*study, plan->changes);
    QVERIFY_OK(words);
    QStringList lines;
    for (const DescribedChange &change : *words)
        lines.append(QStringLiteral("%1: %2 %3: %4 -> %5").arg(change.code, change.kind, change.name, change.before, change.after));
    QVERIFY2(lines.contains(QStringLiteral("A-1: photograph %1: C-1 OD -> A-1 OD").arg(image.value)), qPrintable(lines.join('\n')));
    QVERIFY2(!lines.join('\n').contains(QStringLiteral("photographs")), qPrintable(lines.join('\n')));
    QCOMPARE(plan->exams, (std::vector<ExamId>{a, b, c}));
    QVERIFY_OK(restoreTo(*study, start, QStringLiteral("chen")));
    QCOMPARE(stateOf(study), first);
    study.reopen();
    QVERIFY_OK(restoreTo(*study, end, QStringLiteral("chen"))); // Forward again.
    QCOMPARE(stateOf(study), last);
    QVERIFY_OK(study->undo(QStringLiteral("chen")));
    QCOMPARE(stateOf(study), first);
    QVERIFY_OK(study->undo(QStringLiteral("chen")));
    QCOMPARE(stateOf(study), last);
    QVERIFY_OK(study->redo(QStringLiteral("chen")));
    QCOMPARE(stateOf(study), first);
    QVERIFY(study->check(false, {}, {})->problems.filter(QStringLiteral("journal")).isEmpty());
}

void tst_History::examsThatSharePhotographsStayTogether()
{
    TemporaryStudy study;
    fill(study);
    const ExamId a = study.exam(QStringLiteral("A-1")), b = study.exam(QStringLiteral("B-1")), c = study.exam(QStringLiteral("C-1"));
    const EditId start{*study->database().number("SELECT max(id) FROM journal")};
    const ImageId image = study->exam(a)->images.right->id;
    QVERIFY_OK(study->apply(edit(MovePhotograph{image, std::nullopt}, {b})));
    QVERIFY_OK(study->apply(edit(AddTag{QStringLiteral("x")}, {a, c})));
    // The same import again: nothing is new, the photograph that was given away does not come back.
    study.import({pairOf(QStringLiteral("A"), QStringLiteral("姓名：王小明，视盘边界清")), pairOf(QStringLiteral("B")), pairOf(QStringLiteral("C"))});
    QVERIFY(!study->exam(a)->images.right);
    QVERIFY(planRestore(*study, start)->keptByImport.isEmpty());
    // A label for B: it stays, and so does A, whose photograph it has. C is set back.
    ImportedExam labelled = pairOf(QStringLiteral("B"));
    labelled.labels = {labelOf(QStringLiteral("glaucoma"), {QStringLiteral("glaucoma")})};
    study.import({labelled}, QStringLiteral("second.csv"));
    const auto plan = planRestore(*study, start);
    QVERIFY_OK(plan);
    QCOMPARE(plan->exams, std::vector<ExamId>{c});
    QCOMPARE(plan->keptByImport, (QStringList{"A-1", "B-1"}));
    QVERIFY_OK(restoreTo(*study, start, QStringLiteral("chen")));
    QVERIFY(!study->exam(a)->images.right);
    QCOMPARE(study->exam(a)->tags, QStringList{"x"});
    QVERIFY(study->exam(c)->tags.isEmpty());
}

void tst_History::aRedactedReportComesBackAndAnImportedOneStays()
{
    TemporaryStudy study;
    fill(study);
    const ExamId exam = study.exam(QStringLiteral("A-1"));
    const EditId start{*study->database().number("SELECT max(id) FROM journal")};
    RedactTexts redact;
    redact.reports.insert(exam.value, QStringLiteral("[name]，视盘边界清"));
    redact.summary = QStringLiteral("1 name");
    QVERIFY_OK(study->apply(edit(redact, {exam})));
    QVERIFY_OK(restoreTo(*study, start, QStringLiteral("chen")));
    QVERIFY(study->exam(exam)->report.contains(QStringLiteral("王小明")));
    QVERIFY_OK(study->undo(QStringLiteral("chen")));
    // Another report has come in since: it is not the one that was redacted.
    QVERIFY_OK(study->database().run("UPDATE report SET text = 'another' WHERE exam = ?", exam.value));
    const auto plan = planRestore(*study, start);
    QVERIFY_OK(plan);
    QVERIFY(plan->changes.empty());
    QCOMPARE(plan->keptByImport, QStringList{"A-1"});
}

void tst_History::unknownEditsAreRefused()
{
    TemporaryStudy study;
    fill(study);
    QVERIFY_FAILS(planRestore(*study, EditId{4711}), ErrorCode::not_found);
    QVERIFY_FAILS(restoreTo(*study, EditId{4711}, QStringLiteral("chen")), ErrorCode::not_found);
    study.reopen(OpenMode::readOnly);
    QVERIFY_OK(planRestore(*study, EditId{1}));
    QVERIFY_FAILS(restoreTo(*study, EditId{1}, QStringLiteral("chen")), ErrorCode::read_only);
}

void tst_History::aClockSetBackKeepsTheOrder()
{
    TemporaryStudy study;
    study.import({pairOf(QStringLiteral("A"))});
    const ExamId exam = study.exam(QStringLiteral("A-1"));
    const qint64 first = *study->database().number("SELECT max(id) FROM journal") + 1;
    for (int i = 0; i < 6; ++i)
        QVERIFY_OK(study->apply(edit(SetComment{QString::number(i)}, {exam})));
    // 10:00 … 10:02, then the clock is set back to 09:00 … 09:02.
    QVERIFY_OK(study->database().run("UPDATE journal SET time = '2026-11-24T08:00:00.000Z' WHERE id < ?", first));
    for (int i = 0; i < 6; ++i)
        QVERIFY_OK(study->database().run("UPDATE journal SET time = ? WHERE id = ?",
                                         QStringLiteral("2026-11-24T%1:0%2:00.000Z").arg(i < 3 ? QStringLiteral("10") : QStringLiteral("09")).arg(i % 3),
                                         first + i));
    const auto rows = searchHistory(*study, {});
    QVERIFY_OK(rows);
    QCOMPARE(rows->first().summary, QStringLiteral("5")); // The order is that of what was done.
    HistoryQuery since;
    since.since = QDateTime::fromString(QStringLiteral("2026-11-24T10:02:00Z"), Qt::ISODate);
    QCOMPARE(searchHistory(*study, since)->size(), 4); // Nothing that was done after it is left out.
    // A moment that was there twice is asked about, one that was there once is found.
    QVERIFY_FAILS(editAt(*study, QDateTime::fromString(QStringLiteral("2026-11-24T09:01:30Z"), Qt::ISODate)), ErrorCode::conflict);
    QCOMPARE(editAt(*study, QDateTime::fromString(QStringLiteral("2026-11-24T08:30:00Z"), Qt::ISODate))->value, first - 1);
    QCOMPARE(editAt(*study, QDateTime::fromString(QStringLiteral("2026-11-24T11:00:00Z"), Qt::ISODate))->value, first + 5);
    QCOMPARE(editAt(*study, QDateTime::fromString(QStringLiteral("2026-11-20T11:00:00Z"), Qt::ISODate))->value, 0);
    QVERIFY_OK(restoreTo(*study, EditId{first + 3}, QStringLiteral("chen")));
    QCOMPARE(study->exam(exam)->comment, QStringLiteral("3"));
}

void tst_History::previewsChangeNothing()
{
    TemporaryStudy study;
    fill(study);
    const std::vector<ExamId> all = *study->find({});
    QVERIFY_OK(study->apply(edit(AddTag{QStringLiteral("x")}, {all[0]})));
    const QStringList before = stateOf(study);
    const qint64 rows = *study->database().number("SELECT count(*) FROM journal"), labels = *study->database().number("SELECT count(*) FROM label");
    const auto changes = previewTogether(*study, {AddTag{QStringLiteral("x")}, glaucoma(true)}, all, QStringLiteral("chen"));
    QVERIFY_OK(changes);
    QCOMPARE(changes->size(), std::size_t(5)); // One has the tag already.
    const auto words = describeChanges(*study, *changes);
    QVERIFY_OK(words);
    QCOMPARE(words->front().kind, QStringLiteral("tag"));
    QCOMPARE(words->back().kind, QStringLiteral("label"));
    QCOMPARE(words->back().name, QStringLiteral("glaucoma"));
    QCOMPARE(words->back().before, QStringLiteral("none"));
    QCOMPARE(words->back().after, QStringLiteral("1"));
    QCOMPARE(stateOf(study), before);
    QCOMPARE(*study->database().number("SELECT count(*) FROM journal"), rows);
    QCOMPARE(*study->database().number("SELECT count(*) FROM label"), labels);
    const auto done = applyTogether(*study, {AddTag{QStringLiteral("x")}, glaucoma(true)}, all, QStringLiteral("chen"));
    QVERIFY_OK(done);
    QCOMPARE(done->changed.size(), std::size_t(3));
}

void tst_History::savedQueriesAreKept()
{
    TemporaryStudy study;
    fill(study);
    const QString chen = QStringLiteral("chen");
    QVERIFY_OK(saveQuery(*study, QStringLiteral("to check"), QStringLiteral("unlabelled eye:both"), chen));
    QVERIFY_OK(saveQuery(*study, QStringLiteral("old"), QStringLiteral("age>60"), chen));
    QVERIFY(!saveQuery(*study, QStringLiteral("old"), QStringLiteral("age>60"), chen)->edit.valid()); // So already.
    QVERIFY_OK(renameQuery(*study, QStringLiteral("old"), QStringLiteral("elderly"), chen));
    QVERIFY_FAILS(renameQuery(*study, QStringLiteral("elderly"), QStringLiteral("to check"), chen), ErrorCode::conflict);
    QVERIFY_FAILS(saveQuery(*study, QStringLiteral("bad"), QStringLiteral("age>(("), chen), ErrorCode::invalid_argument);
    QVERIFY_FAILS(saveQuery(*study, QStringLiteral("  "), QStringLiteral("age>60"), chen), ErrorCode::invalid_argument);
    QVERIFY_FAILS(deleteQuery(*study, QStringLiteral("nobody"), chen), ErrorCode::not_found);
    study.reopen();
    auto queries = savedQueries(*study);
    QVERIFY_OK(queries);
    QCOMPARE(queries->size(), 2);
    QCOMPARE(queries->first().name, QStringLiteral("elderly"));
    QVERIFY_OK(deleteQuery(*study, QStringLiteral("elderly"), chen));
    QCOMPARE(savedQueries(*study)->size(), 1);
    QVERIFY_OK(study->undo(chen));
    QCOMPARE(*savedQuery(*study, QStringLiteral("elderly")), QStringLiteral("age>60"));
    QVERIFY(study->check(false, {}, {})->problems.filter(QStringLiteral("journal")).isEmpty());
}

void tst_History::savedQueriesFindWhatTheyNamed()
{
    TemporaryStudy study;
    fill(study);
    const QString chen = QStringLiteral("chen");
    QVERIFY_OK(study->apply(edit(AddTag{QStringLiteral("x")}, {study.exam(QStringLiteral("A-1"))})));
    QVERIFY_OK(saveQuery(*study, QStringLiteral("tagged ones"), QStringLiteral("tag:x | tag:y"), chen));
    QVERIFY_OK(saveQuery(*study, QStringLiteral("first"), QStringLiteral("sort:-patient limit:1"), chen));
    QCOMPARE(study.codes(QStringLiteral("saved:\"tagged ones\"")), QStringList{"A-1"});
    QCOMPARE(study.codes(QStringLiteral("-saved:\"Tagged Ones\"")), (QStringList{"B-1", "C-1"}));
    QCOMPARE(study.codes(QStringLiteral("saved:first")), QStringList{"C-1"});
    QCOMPARE(study.codes(QStringLiteral("已存查询:first | saved:\"tagged ones\"")), (QStringList{"A-1", "C-1"}));
    QVERIFY_OK(saveQuery(*study, QStringLiteral("both"), QStringLiteral("saved:first | saved:\"tagged ones\""), chen));
    QCOMPARE(study.codes(QStringLiteral("saved:both")), (QStringList{"A-1", "C-1"}));
    QVERIFY_FAILS(study->find(QStringLiteral("saved:nobody")), ErrorCode::invalid_argument);
    // No circle, neither when it is saved nor when a study from elsewhere holds one.
    QVERIFY_FAILS(saveQuery(*study, QStringLiteral("first"), QStringLiteral("saved:both"), chen), ErrorCode::invalid_argument);
    QVERIFY_OK(study->database().run("UPDATE saved_query SET query = 'saved:both' WHERE name = 'first'"));
    QVERIFY_FAILS(study->find(QStringLiteral("saved:first")), ErrorCode::invalid_argument);
}

QTEST_GUILESS_MAIN(tst_History)
#include "tst_history.moc"
