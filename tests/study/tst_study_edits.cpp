// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/database.h"
#include "core/study/edit_journal.h"
#include "core/study/edit_together.h"
#include "core/study/label_definitions.h"
#include "core/study/restore.h"
#include "tests/study/edits.h"
#include "tests/support/temporary_study.h"

#include <array>
#include <cmath>

using namespace retclip;

class tst_StudyEdits : public QObject
{
    Q_OBJECT

private slots:
    void severalActionsAreOneEdit();
    void editsAreTakenBackAndDoneAgain_data();
    void editsAreTakenBackAndDoneAgain();
    void undoGoesOnAfterReopening();
    void anEditAfterUndoEndsRedo();
    void anEditWithoutChangeWritesNothing();
    void whatAPersonSaidStaysTheirs_data();
    void whatAPersonSaidStaysTheirs();
    void batchIsOneStep();
    void historyOfAnExam();
    void labelsOfHigherStandingKeepEarlierOnes();
    void labelSetsSayWhatTheyMean();
    void coloursStayApartForPeopleWhoSeeFewer();
    void aClassMayBeCalledNone();
    void refusesUnknownThings();
    void tamperingIsFound_data();
    void tamperingIsFound();
};

void tst_StudyEdits::severalActionsAreOneEdit()
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

void tst_StudyEdits::editsAreTakenBackAndDoneAgain_data()
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

void tst_StudyEdits::editsAreTakenBackAndDoneAgain()
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

void tst_StudyEdits::undoGoesOnAfterReopening()
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

void tst_StudyEdits::anEditAfterUndoEndsRedo()
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

void tst_StudyEdits::anEditWithoutChangeWritesNothing()
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

void tst_StudyEdits::whatAPersonSaidStaysTheirs_data()
{
    QTest::addColumn<EditAction>("first");
    QTest::addColumn<EditAction>("second");
    QTest::addColumn<bool>("changes");
    const auto reviewed = [] {
        SetLabel label = glaucoma(true);
        label.source = LabelSource::review;
        return label;
    };
    const auto row = [](const char *name, EditAction first, EditAction second, bool changes) {
        QTest::newRow(name) << std::move(first) << std::move(second) << changes;
    };
    row("the same label", glaucoma(true), glaucoma(true), false);
    row("another label", glaucoma(true), glaucoma(false), true);
    row("a grader's label confirmed in review", glaucoma(true), reviewed(), true);
    row("a reviewed label said again by a grader", reviewed(), glaucoma(true), false);
    row("the imported label confirmed", AddTag{QStringLiteral("t")}, glaucoma(false), true);
    row("a tag that is there", AddTag{QStringLiteral("t")}, AddTag{QStringLiteral(" t ")}, false);
    row("a tag taken off that is not there", AddTag{QStringLiteral("t")}, RemoveTag{QStringLiteral("u")}, false);
    row("excluded again", SetExcluded{true}, SetExcluded{true}, false);
    row("unsure again", SetUnsure{true}, SetUnsure{true}, false);
    row("the same split", SetSplit{Split::test}, SetSplit{Split::test}, false);
    row("the same comment", SetComment{QStringLiteral("c")}, SetComment{QStringLiteral("c")}, false);
}

void tst_StudyEdits::whatAPersonSaidStaysTheirs()
{
    QFETCH(EditAction, first);
    QFETCH(EditAction, second);
    QFETCH(bool, changes);
    TemporaryStudy study;
    study.define(binarySet(QStringLiteral("glaucoma")));
    ImportedExam exam = pairOf(QStringLiteral("P1"));
    exam.labels = {labelOf(QStringLiteral("glaucoma"), {})};
    study.import({exam});
    const ExamId id = study.exam(QStringLiteral("P1-1"));
    QVERIFY_OK(study->apply({first, {id}, QStringLiteral("wang")}));
    const QString before = summaryOf(*study->exam(id));
    const qsizetype rows = study->history()->size();
    const auto receipt = study->apply({second, {id}, QStringLiteral("li")});
    QVERIFY_OK(receipt);
    QCOMPARE(receipt->edit.valid(), changes);
    QCOMPARE(receipt->changed.empty(), !changes);
    QCOMPARE(study->history()->size(), rows + (changes ? 1 : 0));
    QCOMPARE(study->history()->constFirst().person, changes ? QStringLiteral("li") : QStringLiteral("wang"));
    QCOMPARE(summaryOf(*study->exam(id)) != before, changes);
}

void tst_StudyEdits::batchIsOneStep()
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

void tst_StudyEdits::historyOfAnExam()
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

void tst_StudyEdits::labelsOfHigherStandingKeepEarlierOnes()
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

void tst_StudyEdits::labelSetsSayWhatTheyMean()
{
    TemporaryStudy study;
    LabelSet grades = classSet(QStringLiteral("grade"), LabelKind::ordinal, {QStringLiteral("none"), QStringLiteral("mild"), QStringLiteral("severe")});
    study.define(grades);
    const QString chen = QStringLiteral("chen");
    const auto set = [&] { return study->labelSets()->first(); };
    QCOMPARE(classColour(set(), 1), QString::fromLatin1(classPalette[1])); // By its place.
    LabelSetDescription wanted{QStringLiteral("grade"), QStringLiteral(" of the worse eye "), {}};
    wanted.classes.append({QStringLiteral("mild"), QStringLiteral("microaneurysms only"), QStringLiteral("#AA3377")});
    const auto receipt = describeLabelSet(*study, wanted, chen);
    QVERIFY_OK(receipt);
    QVERIFY(receipt->edit.valid());
    QVERIFY(receipt->changed.empty());
    QCOMPARE(set().definition, QStringLiteral("of the worse eye"));
    QCOMPARE(set().classes[1].definition, QStringLiteral("microaneurysms only"));
    QCOMPARE(classColour(set(), 1), QStringLiteral("#aa3377"));
    QVERIFY(!describeLabelSet(*study, wanted, chen)->edit.valid()); // So already.

    // An import fills what nobody said, and changes nothing that somebody said.
    grades.definition = QStringLiteral("another");
    grades.classes[1].definition = QStringLiteral("another");
    grades.classes[2].definition = QStringLiteral("proliferative");
    QVERIFY_OK(study->defineLabelSet(grades, chen));
    QCOMPARE(set().definition, QStringLiteral("of the worse eye"));
    QCOMPARE(set().classes[1].definition, QStringLiteral("microaneurysms only"));
    QCOMPARE(set().classes[2].definition, QStringLiteral("proliferative"));

    study.reopen();
    QVERIFY_OK(study->undo(chen));
    QVERIFY(set().definition.isEmpty());
    QVERIFY(set().classes[1].definition.isEmpty());
    QCOMPARE(classColour(set(), 1), QString::fromLatin1(classPalette[1]));
    QVERIFY_OK(study->redo(chen));
    QCOMPARE(classColour(set(), 1), QStringLiteral("#aa3377"));
    const auto plan = planRestore(*study, EditId{receipt->edit.value - 1});
    QVERIFY_OK(plan);
    const auto words = describeChanges(*study, plan->changes);
    QVERIFY_OK(words);
    QCOMPARE(words->size(), std::size_t(3));
    QCOMPARE(words->at(1).name, QStringLiteral("grade/mild"));
    QCOMPARE(words->at(1).before, QStringLiteral("microaneurysms only"));
    QVERIFY_OK(restoreTo(*study, EditId{receipt->edit.value - 1}, chen));
    QVERIFY(set().definition.isEmpty());

    wanted.classes = {{QStringLiteral("mild"), {}, QStringLiteral("reddish")}};
    QVERIFY_FAILS(describeLabelSet(*study, wanted, chen), ErrorCode::invalid_argument);
    wanted.classes = {{QStringLiteral("mild"), {}, QStringLiteral("#12345g")}};
    QVERIFY_FAILS(describeLabelSet(*study, wanted, chen), ErrorCode::invalid_argument);
    wanted.classes = {{QStringLiteral("worst"), QStringLiteral("x"), {}}};
    QVERIFY_FAILS(describeLabelSet(*study, wanted, chen), ErrorCode::not_found);
    QVERIFY(set().definition.isEmpty()); // All or nothing.
    wanted.labelSet = QStringLiteral("nobody");
    QVERIFY_FAILS(describeLabelSet(*study, wanted, chen), ErrorCode::not_found);
    QVERIFY(study->check(false, {}, {})->problems.isEmpty());
    study.reopen(OpenMode::readOnly);
    QVERIFY_FAILS(describeLabelSet(*study, wanted, chen), ErrorCode::read_only);
}

void tst_StudyEdits::coloursStayApartForPeopleWhoSeeFewer()
{
    // Viénot, Brettel and Mollon (1999): what is left of a colour without the long- or the middle-wave cones.
    const auto linear = [](int value) {
        const double v = value / 255.0;
        return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
    };
    using Triple = std::array<double, 3>;
    const auto seen = [&](const char *colour, bool withoutLong) -> Triple {
        const int rgb = QByteArray(colour + 1).toInt(nullptr, 16);
        const double r = linear(rgb >> 16), g = linear((rgb >> 8) & 255), b = linear(rgb & 255);
        return withoutLong ? Triple{0.11238 * r + 0.88762 * g, 0.11238 * r + 0.88762 * g, 0.00401 * r - 0.00401 * g + b}
                           : Triple{0.29275 * r + 0.70725 * g, 0.29275 * r + 0.70725 * g, -0.02234 * r + 0.02234 * g + b};
    };
    const auto lightness = [](double part) { return 116 * std::cbrt(std::max(0.0, part)); };
    for (const bool withoutLong : {true, false})
        for (std::size_t i = 0; i < classPalette.size(); ++i)
            for (std::size_t k = i + 1; k < classPalette.size(); ++k) {
                const Triple a = seen(classPalette[i], withoutLong), b = seen(classPalette[k], withoutLong);
                double distance = 0;
                for (std::size_t c = 1; c < 3; ++c) // Of the three only two are left.
                    distance = std::hypot(distance, lightness(a[c]) - lightness(b[c]));
                QVERIFY2(distance > 10, qPrintable(QStringLiteral("%1 %2: %3").arg(QLatin1String(classPalette[i]), QLatin1String(classPalette[k])).arg(distance)));
            }
}

void tst_StudyEdits::aClassMayBeCalledNone()
{
    TemporaryStudy study;
    study.define(classSet(QStringLiteral("DR"), LabelKind::ordinal, {QStringLiteral("none"), QStringLiteral("mild")}));
    study.define(classSet(QStringLiteral("other"), LabelKind::ordinal, {QStringLiteral("a"), QStringLiteral("b")}));
    study.import({pairOf(QStringLiteral("P1")), pairOf(QStringLiteral("P2"))});
    const ExamId exam = study.exam(QStringLiteral("P1-1"));
    const auto give = [&](const char *set, const QStringList &positive, bool known) {
        SetLabel label;
        label.labelSet = QLatin1String(set);
        label.positive = positive;
        label.known = known;
        const auto receipt = study->apply(edit(label, {exam}));
        return receipt ? study->history()->first().summary : QString::fromStdString(receipt.error().english());
    };
    QCOMPARE(give("DR", {QStringLiteral("mild")}, true), QStringLiteral("DR = mild (was no label)"));
    QCOMPARE(give("DR", {QStringLiteral("none")}, true), QStringLiteral("DR = none (was mild)"));
    QCOMPARE(study->exam(exam)->labels.value(0).positive, QStringList{QStringLiteral("none")});
    QCOMPARE(study.codes(QStringLiteral("label:DR/none")), QStringList{QStringLiteral("P1-1")});
    QCOMPARE(study.codes(QStringLiteral("-label:DR/*")), QStringList{QStringLiteral("P2-1")});
    QCOMPARE(give("DR", {}, false), QStringLiteral("DR = no label (was none)"));
    QCOMPARE(study.codes(QStringLiteral("label:DR/none")), QStringList());
    // Where no class has the name, the word says that there is no label.
    QCOMPARE(give("other", {QStringLiteral("a")}, true), QStringLiteral("other = a (was none)"));
    QCOMPARE(study.codes(QStringLiteral("label:other/none")), QStringList{QStringLiteral("P2-1")});
}

void tst_StudyEdits::refusesUnknownThings()
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

void tst_StudyEdits::tamperingIsFound_data()
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

void tst_StudyEdits::tamperingIsFound()
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

QTEST_GUILESS_MAIN(tst_StudyEdits)
#include "tst_study_edits.moc"
