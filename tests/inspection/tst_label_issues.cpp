// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inspection/confident_learning.h"
#include "core/inspection/cross_validation.h"
#include "core/inspection/label_issue_finders.h"
#include "core/study/photograph_looks.h"
#include "core/study/reader_labels.h"
#include "tests/inspection/fake_backend.h"
#include "tests/study/edits.h"
#include "tests/support/temporary_study.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

using namespace retclip;

namespace {

PredictionRow row(std::int64_t exam, bool truth, double score, const QString &name = QStringLiteral("cataract"))
{
    PredictionRow made;
    made.exam = ExamId{exam};
    made.className = name;
    made.score = score;
    made.predicted = score >= 0.5;
    made.truth = truth;
    return made;
}

/// A case of three classes: which one it is, and the probabilities.
std::vector<PredictionRow> graded(std::int64_t exam, int truth, std::array<double, 3> scores)
{
    std::vector<PredictionRow> rows;
    for (int k = 0; k < 3; ++k)
        rows.push_back(row(exam, truth == k, scores[std::size_t(k)], QString(QChar(u'a' + k))));
    return rows;
}

/// Scores without the tail that tells the fake's rows apart.
struct SureBackend : FakeBackend
{
    Result<ProbeResult> fit_probe(const ProbeRequest &request, std::stop_token stop) override
    {
        auto result = FakeBackend::fit_probe(request, stop);
        for (float &score : result->test_scores.values)
            score = std::round(score * 100) / 100;
        return result;
    }
};

/// 30 patients, the even ones with glaucoma by photograph ("cup"), report and label; but the label of
/// number 4 is wrong. Patient 5 came twice.
struct PlantedStudy
{
    TemporaryStudy study;
    SureBackend backend;
    RunRow run;

    explicit PlantedStudy(bool perEye = false)
    {
        study.define(binarySet(QStringLiteral("glaucoma"), perEye));
        QVector<ImportedExam> exams;
        for (int i = 0; i < 30; ++i) {
            const bool ill = i % 2 == 0;
            const QString name = QStringLiteral("p%1%2").arg(i, 2, 10, QLatin1Char('0'))
                                     .arg(ill ? QStringLiteral("cup") : QString());
            ImportedExam exam = pairOf(name, ill ? QStringLiteral("glaucoma in both eyes, number %1").arg(i)
                                                 : QStringLiteral("normal fundus, number %1").arg(i));
            const QStringList label = ill != (i == 4) ? QStringList{QStringLiteral("glaucoma")} : QStringList();
            if (perEye)
                exam.labels = {labelOf(QStringLiteral("glaucoma"), label, Laterality::right),
                               labelOf(QStringLiteral("glaucoma"), i == 6 ? QStringList() : label, Laterality::left)};
            else
                exam.labels = {labelOf(QStringLiteral("glaucoma"), label)};
            exams << exam;
        }
        ImportedExam again = exams[5];
        again.visit = QStringLiteral("second");
        exams << again;
        study.import(exams);
        RunOrder order;
        order.config = *preset("pretrain-small");
        order.name = QStringLiteral("first");
        order.manifest = *study->manifest({}, {}, 123);
        run = *study->createRun(order);
    }
    Result<IssueList> list(std::vector<IssueKind> kinds)
    {
        IssueOrder order;
        order.labelSet = QStringLiteral("glaucoma");
        order.kinds = std::move(kinds);
        order.run = run;
        return labelIssues(*study, &backend, order, {}, {});
    }
};

const IssueReason *reasonOf(const IssueList &list, const QString &code, IssueKind kind)
{
    for (const LabelIssue &issue : list.issues)
        if (issue.code == code)
            for (const IssueReason &reason : issue.reasons)
                if (reason.kind == kind)
                    return &reason;
    return nullptr;
}

QString plain(const QStringList &names)
{
    return names.isEmpty() ? QStringLiteral("none") : names.join(QStringLiteral(", "));
}

} // namespace

class tst_LabelIssues : public QObject
{
    Q_OBJECT

private slots:
    // By hand: present where labelled: (0.9 + 0.8 + 0.1) / 3 = 0.6; absent where not:
    // (0.9 + 0.8 + 0.3) / 3 = 0.667.
    void findsThePlantedOnesByTheirMeans()
    {
        const auto doubts = doubtedLabels({row(1, true, 0.9), row(2, true, 0.8), row(3, true, 0.1),
                                           row(4, false, 0.1), row(5, false, 0.2), row(6, false, 0.7)},
                                          LabelKind::binary);
        QCOMPARE(doubts.size(), std::size_t(2));
        QCOMPARE(doubts[0].exam.value, 3); // 0.9 − 0.667 is more than 0.7 − 0.6
        QCOMPARE(doubts[0].confidence, 0.9);
        QVERIFY(qAbs(doubts[0].threshold - 2.0 / 3) < 1e-12);
        QCOMPARE(doubts[0].given, QStringList{QStringLiteral("cataract")});
        QVERIFY(doubts[0].suggested.isEmpty());
        QCOMPARE(doubts[1].exam.value, 6);
        QCOMPARE(doubts[1].suggested, QStringList{QStringLiteral("cataract")});
        QVERIFY(qAbs(doubts[1].threshold - 0.6) < 1e-12);
    }

    void aMistakeOfAnUnsureModelIsNone()
    {
        // 0.55 is wrong, but the model says 0.7 on average where it is right to say so.
        QVERIFY(doubtedLabels({row(1, true, 0.7), row(2, false, 0.55), row(3, false, 0.1)}, LabelKind::binary).empty());
    }

    void oneAnswerAloneGivesNone()
    {
        QVERIFY(doubtedLabels({row(1, true, 0.1), row(2, true, 0.2)}, LabelKind::binary).empty());
        PredictionRow unlabelled = row(3, true, 0.9);
        unlabelled.truth.reset();
        QVERIFY(doubtedLabels({unlabelled}, LabelKind::binary).empty());
        QVERIFY(doubtedLabels({}, LabelKind::multiclass).empty());
    }

    // Thresholds by hand: a (0.8 + 0.2) / 2 = 0.5, b 0.7, c 0.6. Case 2 is labelled a but says b with 0.75.
    // Case 5 says c with 0.55, under its 0.6.
    void oneOfSeveralClassesByTheLargestConfidentOne()
    {
        std::vector<PredictionRow> rows;
        for (const auto &each : {graded(1, 0, {0.8, 0.1, 0.1}), graded(2, 0, {0.2, 0.75, 0.05}),
                                 graded(3, 1, {0.2, 0.7, 0.1}), graded(4, 2, {0.2, 0.2, 0.6})})
            rows.insert(rows.end(), each.begin(), each.end());
        auto doubts = doubtedLabels(rows, LabelKind::multiclass);
        QCOMPARE(doubts.size(), std::size_t(1));
        QCOMPARE(doubts[0].exam.value, 2);
        QCOMPARE(doubts[0].given, QStringList{QStringLiteral("a")});
        QCOMPARE(doubts[0].suggested, QStringList{QStringLiteral("b")});
        QVERIFY(qAbs(doubts[0].threshold - 0.7) < 1e-12);
    }

    // Each labelled exam is predicted once, by a probe of the others; a patient's two visits fall together.
    void everyExamIsPredictedByTheOthers()
    {
        PlantedStudy planted;
        struct Watcher : FakeBackend
        {
            std::vector<std::pair<std::size_t, std::size_t>> fits;
            Result<ProbeResult> fit_probe(const ProbeRequest &request, std::stop_token stop) override
            {
                fits.emplace_back(request.training.rows, request.test.rows);
                return FakeBackend::fit_probe(request, stop);
            }
        } watcher;
        CrossValidationOrder order;
        order.labelSet = QStringLiteral("glaucoma");
        order.folds = 3;
        const auto rows = crossValidatedPredictions(*planted.study, planted.run, watcher, order, {}, {});
        QVERIFY_OK(rows);
        std::set<std::int64_t> exams;
        for (const PredictionRow &each : *rows)
            exams.insert(each.exam.value);
        QCOMPARE(rows->size(), std::size_t(31));
        QCOMPARE(exams.size(), std::size_t(31));
        std::size_t whole = 0, tested = 0;
        for (const auto &[training, test] : watcher.fits)
            if (training + test == 31) {
                ++whole;
                tested += test;
            }
        QCOMPARE(whole, std::size_t(3)); // and those that chose the strength left a fold out
        QCOMPARE(tested, std::size_t(31));
        QVERIFY(watcher.fits.size() > 3);
        QVERIFY(planted.study->predictions(planted.run.id, QStringLiteral("glaucoma"))->empty());
    }

    void tooFewFoldsOrNoSuchLabelsAreRefused()
    {
        PlantedStudy planted;
        CrossValidationOrder order;
        order.labelSet = QStringLiteral("glaucoma");
        order.folds = 1;
        QVERIFY_FAILS(crossValidatedPredictions(*planted.study, planted.run, planted.backend, order, {}, {}),
                      ErrorCode::invalid_argument);
        order.folds = 40;
        QVERIFY_FAILS(crossValidatedPredictions(*planted.study, planted.run, planted.backend, order, {}, {}),
                      ErrorCode::invalid_argument);
        IssueOrder without;
        without.labelSet = QStringLiteral("glaucoma");
        without.kinds = {IssueKind::model};
        QVERIFY_FAILS(labelIssues(*planted.study, nullptr, without, {}, {}), ErrorCode::invalid_argument);
        without.labelSet = QStringLiteral("nothing");
        QVERIFY_FAILS(labelIssues(*planted.study, nullptr, without, {}, {}), ErrorCode::not_found);
    }

    void whatSeveralKindsFindComesFirst()
    {
        PlantedStudy planted;
        // Two people differ on patient 1, who is otherwise in order.
        const ExamId other = planted.study.exam(QStringLiteral("p01-1"));
        QVERIFY_OK(planted.study->apply(edit(glaucoma(false), {other}, QStringLiteral("chen"))));
        QVERIFY_OK(planted.study->apply(edit(glaucoma(true), {other}, QStringLiteral("li"))));
        QVERIFY_OK(planted.study->apply(edit(glaucoma(false), {other}, QStringLiteral("wu"))));
        const auto list = planted.list({});
        QVERIFY_OK(list);
        QVERIFY(list->issues.size() >= 2);
        QCOMPARE(list->issues[0].code, QStringLiteral("p04cup-1"));
        QCOMPARE(list->judged, qint64(31));
        QCOMPARE(list->estimated, qint64(1));
        const IssueReason *model = reasonOf(*list, QStringLiteral("p04cup-1"), IssueKind::model);
        const IssueReason *report = reasonOf(*list, QStringLiteral("p04cup-1"), IssueKind::reportLabel);
        const IssueReason *readers = reasonOf(*list, QStringLiteral("p01-1"), IssueKind::readers);
        QVERIFY(model && report && readers);
        QCOMPARE(*model->suggested, QStringList{QStringLiteral("glaucoma")});
        QCOMPARE(*report->suggested, QStringList{QStringLiteral("glaucoma")});
        QVERIFY(qAbs(readers->strength - 1.0 / 3) < 1e-9); // two of three say the same
        QCOMPARE(readers->others.size(), 3);
        QVERIFY(qAbs(list->issues[0].strength - (1 - (1 - model->strength) * (1 - report->strength))) < 1e-9);
        QVERIFY(issueWords(*model, plain).english().find("Labelled none; the run, which has not learned from it, says glaucoma")
                == 0);

        // One kind alone: the same reasons, ranked by them.
        const auto narrow = issuesOfKinds(list->issues, {IssueKind::readers});
        QCOMPARE(narrow.size(), std::size_t(1));
        QCOMPARE(narrow[0].code, QStringLiteral("p01-1"));
        QCOMPARE(narrow[0].strength, readers->strength);

        const auto exam = planted.study->exam(list->issues[0].exam);
        QVERIFY_OK(exam);
        const auto label = suggestedLabel(list->issues[0], *list, *exam);
        QVERIFY(label.has_value());
        QCOMPARE(label->positive, QStringList{QStringLiteral("glaucoma")});
        QCOMPARE(label->source, LabelSource::review);
    }

    void anAdjudicatedLabelIsNotDisputed()
    {
        PlantedStudy planted;
        const ExamId exam = planted.study.exam(QStringLiteral("p01-1"));
        QVERIFY_OK(planted.study->apply(edit(glaucoma(false), {exam}, QStringLiteral("chen"))));
        QVERIFY_OK(planted.study->apply(edit(glaucoma(true), {exam}, QStringLiteral("li"))));
        auto disputed = disputedLabels(*planted.study, QStringLiteral("glaucoma"));
        QVERIFY_OK(disputed);
        QCOMPARE(disputed->size(), std::size_t(1));
        QCOMPARE(disputed->front().said.size(), std::size_t(2));
        QCOMPARE(disputed->front().said[0].person, QStringLiteral("chen"));
        QCOMPARE(planted.study.codes(QStringLiteral("disputed")), QStringList{QStringLiteral("p01-1")});
        SetLabel settled = glaucoma(true);
        settled.source = LabelSource::adjudicated;
        QVERIFY_OK(planted.study->apply(edit(settled, {exam}, QStringLiteral("lead"))));
        disputed = disputedLabels(*planted.study, QStringLiteral("glaucoma"));
        QVERIFY_OK(disputed);
        QVERIFY(disputed->empty());
    }

    void oneEyeAloneIsNamed()
    {
        PlantedStudy planted(true);
        const auto list = planted.list({IssueKind::eyes});
        QVERIFY_OK(list);
        QCOMPARE(list->issues.size(), std::size_t(1));
        QCOMPARE(list->issues[0].code, QStringLiteral("p06cup-1"));
        const IssueReason &reason = list->issues[0].reasons[0];
        QCOMPARE(*reason.eye, Laterality::left);
        // 14 patients have it in an eye, 13 of them in both.
        QVERIFY(qAbs(reason.value - 13.0 / 14) < 1e-9);
        QVERIFY(qAbs(reason.strength - 13.0 / 28) < 1e-9);
    }

    void copiesWithOtherLabelsContradictEachOther()
    {
        PlantedStudy planted;
        // The same picture in three patients: two with glaucoma, one (the wrong label) without.
        std::vector<StoredLook> looks;
        for (const char *code : {"p00cup-1", "p02cup-1", "p04cup-1"}) {
            const auto exam = planted.study->exam(planted.study.exam(QString::fromLatin1(code)));
            QVERIFY_OK(exam);
            StoredLook look;
            look.image = exam->images.right->id;
            look.exam = exam->id;
            look.sha256 = QString::fromLatin1(code).leftJustified(64, QLatin1Char('0'));
            look.look.method = 1;
            look.look.signature = PictureSignature{{1234567, 7654321, 1357911, 2468}};
            looks.push_back(std::move(look));
        }
        QVERIFY_OK(storeLooks(*planted.study, looks));
        IssueOrder order;
        order.labelSet = QStringLiteral("glaucoma");
        order.kinds = {IssueKind::duplicates};
        const auto list = labelIssues(*planted.study, nullptr, order, {}, {});
        QVERIFY_OK(list);
        QCOMPARE(list->issues.size(), std::size_t(1)); // the two agree, and outvote the third
        QCOMPARE(list->issues[0].code, QStringLiteral("p04cup-1"));
        const IssueReason &reason = list->issues[0].reasons[0];
        QVERIFY(qAbs(reason.strength - 2.0 / 3) < 1e-9);
        QCOMPARE(*reason.suggested, QStringList{QStringLiteral("glaucoma")});
        QCOMPARE(reason.others, (QStringList{QStringLiteral("p00cup-1"), QStringLiteral("p02cup-1")}));
    }

    // Image 0 lies nearer to texts 1 and 2 than to its own; text 3 is the same report as its own.
    void otherReportsAreCounted()
    {
        Matrix images(2, 2), texts(4, 2);
        images.values = {1, 0, 0, 1};
        texts.values = {0, 1, 1, 0, 0.8f, 0.6f, 0, 1};
        const auto shares = sharesNearer(images, texts, {0, 1, 2, 0}, {0, 1, 2, 3}, {});
        QVERIFY_OK(shares);
        QCOMPARE(shares->at(0), 1.0);
        // Own text (1, 0) is at 0; texts 0 and 3 at 1, text 2 at 0.6.
        QCOMPARE(shares->at(1), 1.0);
        std::stop_source stopped;
        stopped.request_stop();
        QVERIFY_FAILS(sharesNearer(images, texts, {0, 1, 2, 0}, {0, 1}, stopped.get_token()), ErrorCode::cancelled);
    }

    void everyKindHasItsWord()
    {
        for (const IssueKind kind : allIssueKinds)
            QCOMPARE(issueKindFrom(QString::fromLatin1(word(kind))), std::optional(kind));
        QVERIFY(!issueKindFrom(QStringLiteral("other")));
    }
};

QTEST_GUILESS_MAIN(tst_LabelIssues)
#include "tst_label_issues.moc"
