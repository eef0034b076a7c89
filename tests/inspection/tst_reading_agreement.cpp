// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inspection/reading_agreement.h"
#include "tests/support/temporary_study.h"

#include <cmath>

using namespace retclip;

namespace {

struct Graded
{
    TemporaryStudy study;
    ReadingRound round;

    explicit Graded(const LabelSet &set, const QStringList &readers, int patients = 8, double controls = 0.5)
    {
        study.define(set);
        QVector<ImportedExam> exams;
        for (int i = 0; i < patients; ++i)
            exams.append(pairOf(QStringLiteral("P%1").arg(i)));
        study.import(exams);
        RoundOrder order;
        order.name = QStringLiteral("round");
        order.labelSet = set.name;
        order.readers = readers;
        order.exams = *study->find({});
        order.controls = controls;
        round = *openRound(*study, order);
    }
    /// One word an item (repeats last), one character a reader; "-" not graded, "x" cannot be.
    bool give(const QStringList &words, const QStringList &classes)
    {
        const std::vector<RoundItem> items = *roundItems(*study, round);
        for (qsizetype i = 0; i < words.size(); ++i)
            for (qsizetype reader = 0; reader < words[i].size(); ++reader) {
                const QChar c = words[i][reader];
                if (c == u'-')
                    continue;
                EyeGrade grade{std::nullopt, {}, c != u'x'};
                if (c.isDigit() && !classes[c.digitValue()].isEmpty())
                    grade.positive = classes[c.digitValue()].split(u'+');
                const GiveGrade action{round.id, items[std::size_t(i)].item, {}, 0, {grade}, {}};
                if (!study->apply({action, {items[std::size_t(i)].exam}, round.readers[reader]}))
                    return false;
            }
        return true;
    }
};

} // namespace

class tst_ReadingAgreement : public QObject
{
    Q_OBJECT

private slots:
    void aScaleOfTwoReaders()
    {
        Graded graded(classSet("grade", LabelKind::ordinal, {"0", "1", "2"}), {"a", "b"});
        // Eight cases, four of them again; the repeats are no cases of the agreement between readers.
        QVERIFY(graded.give({"00", "00", "11", "12", "22", "21", "01", "0x", "00", "01", "10", "11"}, {"0", "1", "2"}));
        const auto agreement = roundAgreement(*graded.study, graded.round, {200, 1, 0.95});
        QVERIFY_OK(agreement);
        QCOMPARE(agreement->parts.size(), std::size_t(1));
        const AgreementReport &report = agreement->parts[0].report;
        QCOMPARE(report.complete, std::int64_t(7)); // One was not gradable.
        QCOMPARE(agreement->notGradable, 1);
        // scikit-learn 1.2: cohen_kappa_score([0,0,1,1,2,2,0], [0,0,1,2,2,1,1]), the same with "quadratic".
        QVERIFY(std::abs(*report.kappa.value - 0.36363636363636365) < 1e-12);
        QVERIFY(std::abs(*report.kappa_quadratic.value - 0.6666666666666667) < 1e-12);
        QCOMPARE(*agreement->headline().value, *report.kappa.value);
        QVERIFY(report.kappa.interval);
        QCOMPARE(agreement->intra.size(), std::size_t(2));
        QCOMPARE(agreement->intra[0].reader, QString("a"));
        QCOMPARE(agreement->intra[0].repeats, 4);
    }

    void readersWithThemselves()
    {
        Graded graded(binarySet("glaucoma"), {"a"});
        const std::vector<RoundItem> items = *roundItems(*graded.study, graded.round);
        // First showings 0 1 0 1 …, repeats the same but for one.
        QStringList words;
        for (const RoundItem &item : items) {
            const int of = item.controlOf ? item.controlOf : item.item;
            const bool slip = item.item == int(items.size());
            words << QString::number(slip ? 1 - of % 2 : of % 2);
        }
        QVERIFY(graded.give(words, {"", "glaucoma"}));
        const auto agreement = roundAgreement(*graded.study, graded.round, {});
        QVERIFY_OK(agreement);
        QVERIFY(agreement->parts.empty()); // One reader alone agrees with nobody.
        QCOMPARE(agreement->intra[0].repeats, 4);
        QCOMPARE(*agreement->intra[0].agreement.value, 0.75);
    }

    void aSetOfSeveralClassesHasAKappaEach()
    {
        Graded graded(classSet("odir", LabelKind::multilabel, {"D", "G"}), {"a", "b", "c"}, 4, 0);
        QVERIFY(graded.give({"000", "112", "333", "001"}, {"", "D", "G", "D+G"}));
        const auto agreement = roundAgreement(*graded.study, graded.round, {});
        QVERIFY_OK(agreement);
        QCOMPARE(agreement->parts.size(), std::size_t(2));
        QCOMPARE(agreement->parts[0].className, QString("D"));
        const double mean = (*agreement->parts[0].report.kappa.value + *agreement->parts[1].report.kappa.value) / 2;
        QCOMPARE(*agreement->headline().value, mean);
        QVERIFY(agreement->intra.empty());
    }

    void nobodyHasGraded()
    {
        Graded graded(binarySet("glaucoma"), {"a", "b"});
        const auto agreement = roundAgreement(*graded.study, graded.round, {100, 1, 0.95});
        QVERIFY_OK(agreement);
        QVERIFY(!agreement->headline().value);
        QVERIFY(!agreement->headline().reason.empty());
    }

    void verdictsOfTwoReaders()
    {
        TemporaryStudy study;
        study.import({pairOf("P1"), pairOf("P2"), pairOf("P3")});
        const std::vector<ExamId> exams = *study->find({});
        const auto say = [&](std::size_t exam, VerdictKind kind, const char *reader) {
            GiveVerdict verdict;
            verdict.kind = kind;
            return bool(study->apply({verdict, {exams[exam]}, QString::fromLatin1(reader)}));
        };
        QVERIFY(say(0, VerdictKind::ambiguous, "a") && say(0, VerdictKind::ambiguous, "b"));
        QVERIFY(say(1, VerdictKind::poorImage, "a") && say(1, VerdictKind::ambiguous, "b"));
        QVERIFY(say(1, VerdictKind::ambiguous, "a")); // The last word counts.
        QVERIFY(say(2, VerdictKind::modelWrong, "a"));
        const auto rows = study->exams(exams);
        QVERIFY_OK(rows);
        const auto agreement = verdictAgreement(*rows, {});
        QVERIFY_OK(agreement);
        QCOMPARE(agreement->readers, QStringList({"a", "b"}));
        QCOMPARE(agreement->report.pairs[0].n, std::int64_t(2));
        QCOMPARE(*agreement->report.pairs[0].agreement.value, 1.0);
        QVERIFY(!agreement->report.pairs[0].kappa.value);
    }
};

QTEST_GUILESS_MAIN(tst_ReadingAgreement)
#include "tst_reading_agreement.moc"
