// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/ui_study.h"
#include "ui/review/issues_page.h"
#include "ui/review/queue_panel.h"
#include "ui/review/review_queue.h"
#include "ui/review/review_workspace.h"

#include <QFile>
#include <QFileInfo>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QTranslator>

using namespace retclip;

class tst_Review : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_settings;

    Selection all(const UiStudy &study, RunId run) const
    {
        Selection selection;
        selection.exams = study.exams;
        selection.sentence = QStringLiteral("24 exams of run 1 for glaucoma");
        selection.run = run;
        selection.labelSet = QStringLiteral("glaucoma");
        return selection;
    }

private slots:
    void initTestCase()
    {
        qputenv("RETCLIP_SETTINGS_FILE", m_settings.filePath("settings.ini").toUtf8());
        theme().apply(ThemeChoice::light, 100);
    }

    void theSurestMistakesComeFirst()
    {
        const auto row = [](qint64 exam, double score, std::optional<bool> truth) {
            PredictionRow result;
            result.exam = ExamId{exam};
            result.className = "g";
            result.score = score;
            result.predicted = score >= 0.5;
            result.truth = truth;
            return result;
        };
        const std::vector<PredictionRow> rows{row(1, 0.9, true), row(2, 0.6, false),
                                              row(3, 0.05, true), row(4, 0.52, true)};
        const std::vector<ExamId> exams{{1}, {2}, {3}, {4}, {5}};
        const auto order = [&](ReviewOrder how) {
            std::vector<qint64> ids;
            for (const ReviewItem &item : reviewItems(exams, rows, how))
                ids.push_back(item.exam.value);
            return ids;
        };
        QCOMPARE(order(ReviewOrder::wrongAndSure), (std::vector<qint64>{3, 2, 4, 1, 5}));
        QCOMPARE(order(ReviewOrder::nearThreshold), (std::vector<qint64>{4, 2, 1, 3, 5}));
        QCOMPARE(order(ReviewOrder::asGiven), (std::vector<qint64>{1, 2, 3, 4, 5}));
    }

    void thePlaceInAQueueSurvivesTheWindow()
    {
        UiStudy study;
        const RunId run = study.addFinishedRun("pretrained", 40, 2);
        study.addPredictions(run);
        int count = 0;
        qint64 there = 0;
        {
            ReviewWorkspace page(study.context);
            page.studyChanged(study.document.get());
            page.show();
            page.showSelection(all(study, run));
            QTRY_VERIFY(page.count() > 7);
            count = page.count();
            page.setOrder(ReviewOrder::entropy);
            page.setOrder(ReviewOrder::asGiven);
            page.goTo(7);
            QTRY_VERIFY(!study.document->study().setting("review_place").isEmpty());
            there = study.document->study().setting("review_place").toLongLong();
        } // As a crash leaves it: the study knows, the window is gone.
        study.selections.forgetAll();
        ReviewWorkspace page(study.context);
        page.studyChanged(study.document.get());
        page.show();
        page.arrive();
        QTRY_COMPARE(page.count(), count);
        QTRY_VERIFY(page.current() >= 0);
        QVERIFY(!page.bringIntoView(ExamId{there})); // It is on screen already.
    }

    void whatWasFoundIsWritten()
    {
        UiStudy study;
        const RunId run = study.addFinishedRun("pretrained", 40, 2);
        study.addPredictions(run);
        ReviewWorkspace page(study.context);
        page.studyChanged(study.document.get());
        page.show();
        page.showSelection(all(study, run));
        QTRY_VERIFY(page.count() > 2);
        page.goTo(0);
        page.giveVerdict(VerdictKind::modelWrong);
        page.goTo(6); // Another exam: 0 and 1 are the two eyes of one.
        page.giveVerdict(VerdictKind::poorImage);
        const QString file = study.files.path(QStringLiteral("found.csv"));
        page.saveTaxonomy(file);
        QTRY_VERIFY_WITH_TIMEOUT(QFileInfo::exists(file), 30'000);
        QFile table(file);
        QVERIFY(table.open(QIODevice::ReadOnly));
        const QByteArray text = table.readAll();
        QVERIFY2(text.contains("model_wrong") && text.contains("poor_image"), text.constData());
        // No evaluation was made of this run: nothing is frozen, and the page says why.
        page.retrain();
        QTRY_VERIFY_WITH_TIMEOUT(!study.notifications.all().isEmpty()
                                     && study.notifications.all().last().parts.english().find("has no evaluation") != std::string::npos,
                                 30'000);
        QVERIFY(page.worth().isEmpty());
        QVERIFY(page.findChild<QPushButton *>("reviewRetrain")->isEnabled());
    }

    void keysWriteVerdictAndLabelAndUndoTakesThemBack()
    {
        UiStudy study;
        const RunId run = study.addFinishedRun("pretrained", 40, 2);
        study.addPredictions(run);
        ReviewWorkspace page(study.context);
        page.resize(1440, 860);
        page.studyChanged(study.document.get());
        page.show();
        page.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&page));
        page.showSelection(all(study, run));
        QTRY_COMPARE(page.count(), 47); // Eyes: one patient has one.
        page.goTo(0);
        const ExamRow before = *study.document->study().exam(study.exams[0]);

        // Find where the first exam stands: a mistake of the model on both eyes.
        page.bringIntoView(study.exams[0]);
        QWidget *canvas = page.canvas();
        canvas->setFocus();
        QTest::keyClick(canvas, Qt::Key_1);
        QVERIFY(page.isChoosingClass());
        QVERIFY(study.document->study().exam(study.exams[0])->verdicts.isEmpty());
        page.chooseEye(Laterality::right);
        QTest::keyClick(canvas, Qt::Key_0);
        QVERIFY(!page.isChoosingClass());
        ExamRow after = *study.document->study().exam(study.exams[0]);
        QCOMPARE(after.verdicts.size(), 1);
        QCOMPARE(after.verdicts[0].kind, VerdictKind::labelWrong);
        QCOMPARE(after.verdicts[0].run, std::optional<RunId>(run));
        const auto right = [](const ExamRow &exam) {
            for (const LabelState &label : exam.labels)
                if (label.eye == Laterality::right)
                    return label;
            return LabelState();
        };
        QVERIFY(right(before).positive.contains("glaucoma"));
        QVERIFY(right(after).positive.isEmpty());
        QCOMPARE(right(after).source, LabelSource::review);
        QCOMPARE(right(after).person, QString("Dr. Reader"));
        QVERIFY(page.reviewed() >= 1);

        // One edit: one undo takes back verdict and label together.
        QVERIFY_OK(study.document->undo());
        after = *study.document->study().exam(study.exams[0]);
        QVERIFY(after.verdicts.isEmpty());
        QVERIFY(right(after).positive.contains("glaucoma"));
        QCOMPARE(page.reviewed(), 0);

        const int at = 3;
        page.goTo(at);
        QTest::keyClick(canvas, Qt::Key_4);
        QTest::keyClick(canvas, Qt::Key_C);
        auto *comment = qobject_cast<QPlainTextEdit *>(QApplication::focusWidget());
        QVERIFY(comment);
        QTest::keyClicks(comment, "blurred");
        QTest::keyClick(comment, Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(QApplication::focusWidget(), canvas);
        QTest::keyClick(canvas, Qt::Key_Return);
        const auto found = study.document->study().find("verdict:poor_image");
        QVERIFY_OK(found);
        QCOMPARE(found->size(), 1u);
        const ExamRow poor = *study.document->study().exam(found->front());
        QCOMPARE(poor.verdicts.last().comment, QString("blurred"));
        QVERIFY_OK(study.document->study().check(false, {}, {}));
    }

    void labelIssuesAreListedJudgedAndReviewedInTheirOrder()
    {
        UiStudy study;
        // People differ on three exams; on the second two of three say the same.
        const auto say = [&](std::size_t exam, const QString &person, bool ill) {
            SetLabel label;
            label.labelSet = QStringLiteral("glaucoma");
            label.eye = Laterality::right;
            if (ill)
                label.positive = {QStringLiteral("glaucoma")};
            return study.document->study().apply({label, {study.exams[exam]}, person});
        };
        for (const std::size_t exam : {2, 7, 11}) {
            QVERIFY_OK(say(exam, QStringLiteral("chen"), true));
            QVERIFY_OK(say(exam, QStringLiteral("li"), false));
        }
        QVERIFY_OK(say(7, QStringLiteral("wu"), true));

        ReviewWorkspace page(study.context);
        page.resize(1440, 860);
        page.studyChanged(study.document.get());
        page.show();
        page.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&page));
        page.showRoom(ReviewWorkspace::Room::issues);
        IssuesPage &issues = page.issues();
        QSignalSpy looked(&issues, &IssuesPage::looked);
        QTest::mouseClick(issues.findChild<QPushButton *>(QStringLiteral("issueLook")), Qt::LeftButton);
        QTRY_COMPARE(looked.size(), 1);
        QVERIFY(looked[0][0].toInt() >= 3);
        for (const ThemeChoice choice : {ThemeChoice::dark, ThemeChoice::light}) {
            theme().apply(choice, 100);
            keepPicture(page, choice == ThemeChoice::dark ? QStringLiteral("review-issues-dark") : QStringLiteral("review-issues-light"));
        }

        QTranslator chinese;
        if (chinese.load(QStringLiteral(RETCLIP_BINARY_DIRECTORY "/translations/retclip_zh_CN.qm"))) {
            page.resize(1280, 660);
            QCoreApplication::installTranslator(&chinese);
            QTRY_COMPARE(issues.findChild<QPushButton *>(QStringLiteral("issueLook"))->text(), QString::fromUtf8("重新查找"));
            QVERIFY(issues.model().reasons(0).first().contains(QString::fromUtf8("评分者")));
            QTest::qWait(50);
            keepPicture(page, QStringLiteral("review-issues-zh_CN"));
            QCoreApplication::removeTranslator(&chinese);
            page.resize(1440, 860);
        }
        QTest::mouseClick(issues.findChild<QPushButton *>(QStringLiteral("issueChip_readers")), Qt::LeftButton);
        QCOMPARE(issues.model().rowCount(), 3);
        QCOMPARE(issues.model().issue(2).exam, study.exams[7]); // a third is apart, not a half
        QCOMPARE(study.selections.current().exams,
                 (std::vector<ExamId>{study.exams[2], study.exams[11], study.exams[7]}));

        auto *table = issues.findChild<QTableView *>(QStringLiteral("issues"));
        table->setFocus();
        QTest::keyClick(table, Qt::Key_3);
        QCOMPARE(study.document->study().exam(study.exams[2])->verdicts.last().kind, VerdictKind::ambiguous);
        QCOMPARE(issues.model().verdict(0), std::optional(VerdictKind::ambiguous));
        QCOMPARE(issues.currentRow(), 1); // the next one without a verdict
        QVERIFY_OK(study.document->undo());
        QVERIFY(!issues.model().verdict(0));

        QSignalSpy asked(&study.selections, &SelectionModel::requested);
        QTest::keyClick(table, Qt::Key_R);
        QCOMPARE(asked.size(), 1);
        const Selection queue = study.selections.current();
        QVERIFY(queue.ordered);
        QVERIFY(queue.why(study.exams[11]).contains(QStringLiteral("chen")));
        page.showSelection(queue);
        QTRY_COMPARE(page.count(), 3);
        QCOMPARE(page.room(), ReviewWorkspace::Room::queue);
        QCOMPARE(page.current(), 1); // where the list stood
        auto *list = page.findChild<ReviewQueuePanel *>()->list();
        QVERIFY(list->item(1)->toolTip().contains(QStringLiteral("chen")));
        // Coming back to the workspace does not leave the list.
        page.showRoom(ReviewWorkspace::Room::issues);
        page.arrive();
        QCOMPARE(page.room(), ReviewWorkspace::Room::issues);
    }

    void labelIssuesAskTheRunChosen()
    {
        UiStudy study;
        study.addFinishedRun("pretrained", 40, 2);
        ReviewWorkspace page(study.context);
        page.studyChanged(study.document.get());
        page.show();
        page.showRoom(ReviewWorkspace::Room::issues);
        IssuesPage &issues = page.issues();
        QSignalSpy looked(&issues, &IssuesPage::looked);
        issues.look();
        QTRY_COMPARE_WITH_TIMEOUT(looked.size(), 1, 60'000);
        if (!study.notifications.all().isEmpty())
            QFAIL(study.notifications.all().last().parts.english().c_str());
        QVERIFY(looked[0][0].toInt() >= 0);
        QCOMPARE(issues.model().list().judged, qint64(47)); // eyes: one patient has one
        // The label that is suggested is given by one key, and taken back as one edit.
        for (int row = 0; row < issues.model().rowCount(); ++row) {
            const LabelIssue issue = issues.model().issue(row);
            const auto exam = study.document->study().exam(issue.exam);
            QVERIFY_OK(exam);
            const auto label = suggestedLabel(issue, issues.model().list(), *exam);
            if (!label)
                continue;
            issues.findChild<QTableView *>(QStringLiteral("issues"))->selectRow(row);
            issues.giveVerdict(VerdictKind::labelWrong);
            const auto after = study.document->study().exam(issue.exam);
            QVERIFY_OK(after);
            QCOMPARE(after->verdicts.last().kind, VerdictKind::labelWrong);
            bool set = false;
            for (const LabelState &state : after->labels)
                set = set || (state.eye == label->eye && state.positive == label->positive && state.source == LabelSource::review);
            QVERIFY(set);
            QVERIFY_OK(study.document->undo());
            QVERIFY(study.document->study().exam(issue.exam)->verdicts.isEmpty());
            break;
        }
    }

    void theModelIsHiddenUntilTheReaderHasJudged()
    {
        UiStudy study;
        const RunId run = study.addFinishedRun("pretrained", 40, 2);
        study.addPredictions(run);
        ReviewWorkspace page(study.context);
        page.studyChanged(study.document.get());
        page.showSelection(all(study, run));
        QTRY_COMPARE(page.count(), 47);
        page.goTo(0);
        QVERIFY(!page.isPredictionHidden());
        page.setBlind(true);
        QVERIFY(page.isPredictionHidden());
        page.giveVerdict(VerdictKind::ambiguous);
        QVERIFY(!page.isPredictionHidden());
        page.setBlind(false);
    }

    void pictures_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
    void pictures()
    {
        QFETCH(bool, dark);
        theme().apply(dark ? ThemeChoice::dark : ThemeChoice::light, 100);
        UiStudy study;
        const RunId run = study.addFinishedRun("gon-b64, all reports", 40, 2);
        study.addPredictions(run);
        ReviewWorkspace page(study.context);
        page.resize(1440, 820);
        page.studyChanged(study.document.get());
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        page.showSelection(all(study, run));
        QTRY_COMPARE(page.count(), 47);
        page.goTo(1);
        page.giveVerdict(VerdictKind::modelWrong);
        page.goTo(2);
        page.giveVerdict(VerdictKind::labelWrong);
        QTest::qWait(700);
        keepPicture(page, dark ? "review_dark" : "review_light");
        theme().apply(ThemeChoice::light, 100);
    }
};

QTEST_MAIN(tst_Review)
#include "tst_review.moc"
