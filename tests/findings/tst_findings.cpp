// SPDX-License-Identifier: GPL-3.0-or-later
// What reports say, and the labels that follow.
#include "core/findings/label_proposals.h"
#include "tests/support/temporary_study.h"

#include <QSet>

using namespace retclip;

namespace {

/// "glaucoma+ cataract- drusen? retinal_haemorrhage+OS"
QString told(const std::vector<FoundFinding> &found)
{
    QStringList words;
    for (const FoundFinding &each : found) {
        const char *sign = each.assertion == Assertion::present ? "+" : each.assertion == Assertion::absent ? "-" : "?";
        words << each.finding->id + QLatin1String(sign) + (each.eye ? QString::fromLatin1(abbreviation(*each.eye)) : QString());
    }
    return words.join(u' ');
}

LabelSet named(const QString &name, LabelKind kind, const QVector<LabelClass> &classes, bool perEye = false)
{
    LabelSet set;
    set.name = name;
    set.kind = kind;
    set.perEye = perEye;
    set.classes = classes;
    return set;
}

ImportedExam reportOf(const QString &patient, const char *report)
{
    return pairOf(patient, QString::fromUtf8(report));
}

} // namespace

class tst_Findings : public QObject
{
    Q_OBJECT

private slots:
    void theDictionaryIsConsistent();
    void conceptsHaveTheirCheckDigit();
    void readsReports_data();
    void readsReports();
    void placesAreThoseOfTheReport();
    void classesAreKnownByName();
    void proposes_data();
    void proposes();
    void proposesByEye();
    void acceptingIsUndoable();
    void surprises_data();
    void surprises();
};

/// Verhoeff's check digit, by which a SNOMED CT identifier ends (SNOMED CT Technical Implementation Guide):
/// the dihedral group of order ten. A digit typed wrong or two that changed places do not pass.
static bool endsWithItsCheckDigit(const QString &number)
{
    const auto together = [](int a, int b) {
        return a < 5 ? (b < 5 ? (a + b) % 5 : 5 + (a + b) % 5) : (b < 5 ? 5 + (a - b + 5) % 5 : (a - b + 5) % 5);
    };
    const int once[] = {1, 5, 7, 6, 2, 8, 3, 0, 9, 4};
    int check = 0;
    for (qsizetype place = 0; place < number.size(); ++place) {
        int digit = number[number.size() - 1 - place].digitValue();
        for (qsizetype i = 0; i < place % 8; ++i)
            digit = once[digit];
        check = together(check, digit);
    }
    return check == 0;
}

void tst_Findings::conceptsHaveTheirCheckDigit()
{
    QVERIFY(endsWithItsCheckDigit(QStringLiteral("138875005"))); // the root of SNOMED CT
    QVERIFY(!endsWithItsCheckDigit(QStringLiteral("138857005")));
    QSet<QString> concepts;
    for (const Finding &finding : findingDictionary()) {
        if (finding.snomed.isEmpty())
            continue;
        QVERIFY2(endsWithItsCheckDigit(finding.snomed), qPrintable(finding.id));
        QVERIFY2(!concepts.contains(finding.snomed), qPrintable(finding.id));
        concepts.insert(finding.snomed);
    }
    QVERIFY(concepts.size() >= 20);
    QCOMPARE(findingOf(QStringLiteral("diabetic_retinopathy"))->snomed, QStringLiteral("4855003"));
}

void tst_Findings::theDictionaryIsConsistent()
{
    QSet<QString> ids, terms;
    for (const Finding &finding : findingDictionary()) {
        QVERIFY2(!ids.contains(finding.id), qPrintable(finding.id));
        ids.insert(finding.id);
        QVERIFY2(!finding.title.isEmpty() && !finding.titleZh.isEmpty() && !finding.terms.isEmpty(), qPrintable(finding.id));
        for (const QString &term : finding.terms) {
            QVERIFY2(!terms.contains(term), qPrintable(term)); // One word, one finding.
            terms.insert(term);
            QCOMPARE(term, term.toLower());
        }
    }
    for (const Finding &finding : findingDictionary())
        QVERIFY2(finding.broader.isEmpty() || ids.contains(finding.broader), qPrintable(finding.id));
}

void tst_Findings::readsReports_data()
{
    QTest::addColumn<QString>("report");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *report, const char *says) {
        QTest::newRow(report) << QString::fromUtf8(report) << QString::fromUtf8(says);
    };
    row("Glaucoma.", "glaucoma+");
    row("No glaucoma.", "glaucoma-");
    row("no haemorrhage, exudates or drusen", "retinal_haemorrhage- exudate- drusen-");
    row("No haemorrhage. Drusen at the macula", "retinal_haemorrhage- drusen+");
    row("Cataract, no haemorrhage", "cataract+ retinal_haemorrhage-");
    row("no haemorrhage but hard exudates", "retinal_haemorrhage- hard_exudate+");
    row("without evidence of proliferative diabetic retinopathy", "proliferative_diabetic_retinopathy-");
    row("Moderate non-proliferative diabetic retinopathy", "nonproliferative_diabetic_retinopathy+");
    row("suspected glaucoma", "glaucoma?");
    row("cannot exclude glaucoma", "glaucoma?");
    row("macular hole ruled out", "macular_hole-");
    row("cataracts", "cataract+");
    row("glaucomatous", "glaucoma+");
    row("amdahl", "");
    row("The anode is fine", "");
    row("OD: drusen. OS: glaucoma, cataract", "drusen+OD glaucoma+OS cataract+OS");
    row("right eye shows drusen; both eyes cataract", "drusen+OD cataract+");
    row("Normal fundus", "normal+");
    row("C/D 0.8", "optic_disc_cupping+");
    row("C/D ratio 0.3", "");
    row("右眼：青光眼。左眼：白内障。", "glaucoma+OD cataract+OS");
    row("未见出血、渗出及水肿，可见玻璃膜疣。", "retinal_haemorrhage- exudate- drusen+");
    row("无糖尿病视网膜病变", "diabetic_retinopathy-");
    row("左眼：中度非增殖性糖尿病视网膜病变", "nonproliferative_diabetic_retinopathy+OS");
    row("增殖性糖尿病视网膜病变", "proliferative_diabetic_retinopathy+");
    row("可疑青光眼", "glaucoma?");
    row("青光眼待排", "glaucoma?");
    row("不能排除青光眼", "glaucoma?");
    row("出血（-），渗出（+）", "retinal_haemorrhage- exudate+");
    row("眼底未见异常", "normal+");
    row("杯盘比约0.7", "optic_disc_cupping+");
    row("黄斑区视网膜前膜", "epiretinal_membrane+");
    row("双眼白内障，右眼重", "cataract+");
    row("视网膜分支静脉阻塞", "branch_retinal_vein_occlusion+");
    row("", "");
    row("，。；、", "");
}

void tst_Findings::readsReports()
{
    QFETCH(QString, report);
    QFETCH(QString, says);
    QCOMPARE(told(findFindings(report)), says);
}

void tst_Findings::placesAreThoseOfTheReport()
{
    const QString report = QString::fromUtf8("😀 OD: Hard  Exudates；左眼 İ Drusen");
    for (const FoundFinding &each : findFindings(report)) {
        QCOMPARE(report.mid(each.start, each.length), each.text);
        QVERIFY(each.text.startsWith(u'H') || each.text.startsWith(u'D'));
    }
}

void tst_Findings::classesAreKnownByName()
{
    const LabelSet odir = named(QStringLiteral("odir"), LabelKind::multilabel,
                                {{"N", "Normal", "正常", 1}, {"D", "Diabetes", "糖尿病", 2}, {"G", "Glaucoma", "青光眼", 3},
                                 {"O", "Other", "其他", 4}});
    const auto found = findingsOfClasses(odir);
    QVERIFY_OK(found);
    QCOMPARE(found->classes.value("D")->id, QStringLiteral("diabetic_retinopathy"));
    QCOMPARE(found->classes.value("N")->id, QStringLiteral("normal"));
    QCOMPARE(found->unknown, QStringList{"O"});
    const auto chosen = findingsOfClasses(odir, {{"O", "epiretinal_membrane"}});
    QVERIFY_OK(chosen);
    QVERIFY(chosen->unknown.isEmpty());
    QVERIFY_FAILS(findingsOfClasses(odir, {{"O", "no_such"}}), ErrorCode::invalid_argument);
    QVERIFY_FAILS(findingsOfClasses(odir, {{"X", "glaucoma"}}), ErrorCode::invalid_argument);
    const auto binary = findingsOfClasses(binarySet(QStringLiteral("glaucoma")));
    QVERIFY_OK(binary);
    QCOMPARE(binary->classes.size(), 1);
}

void tst_Findings::proposes_data()
{
    QTest::addColumn<LabelKind>("kind");
    QTest::addColumn<QString>("report");
    QTest::addColumn<QString>("label"); // "none": of no class; empty: no proposal.
    const auto row = [](const char *name, LabelKind kind, const char *report, const char *label) {
        QTest::newRow(name) << kind << QString::fromUtf8(report) << QString::fromLatin1(label);
    };
    row("several", LabelKind::multilabel, "右眼青光眼，左眼轻度非增殖性糖尿病视网膜病变", "D;G");
    row("normal on both sides", LabelKind::multilabel, "双眼眼底未见异常", "N");
    row("one eye normal", LabelKind::multilabel, "左眼：正常眼底。右眼：青光眼。", "G");
    row("normal beside something that the set has no class for", LabelKind::multilabel, "左眼：正常眼底。右眼：玻璃膜疣。", "");
    row("only denied", LabelKind::multilabel, "no glaucoma", "");
    row("only doubted", LabelKind::multilabel, "可疑青光眼", "");
    row("nothing of the set", LabelKind::multilabel, "玻璃膜疣", "");
    row("one of several", LabelKind::multiclass, "glaucoma", "G");
    row("two of which one must be", LabelKind::multiclass, "glaucoma and diabetic retinopathy", "");
    row("a kind denied", LabelKind::multilabel, "青光眼；无增殖性糖尿病视网膜病变", "G");
}

void tst_Findings::proposes()
{
    QFETCH(LabelKind, kind);
    QFETCH(QString, report);
    QFETCH(QString, label);
    TemporaryStudy study;
    const LabelSet set = named(QStringLiteral("set"), kind,
                               {{"N", "Normal", "正常", 1}, {"D", "Diabetes", "糖尿病", 2}, {"G", "Glaucoma", "青光眼", 3}});
    study.define(set);
    study.import({pairOf(QStringLiteral("A"), report)});
    const auto findings = findingsOfClasses(set);
    QVERIFY_OK(findings);
    const auto proposals = proposeLabels(*study, set, *findings, {study.exam(QStringLiteral("A-1"))});
    QVERIFY_OK(proposals);
    QCOMPARE(proposals->size(), std::size_t(label.isEmpty() ? 0 : 1));
    if (!label.isEmpty()) {
        QCOMPARE(proposals->front().proposed.join(u';'), label);
        QVERIFY(proposals->front().differs());
        QVERIFY(!proposals->front().evidence.empty());
    }
}

void tst_Findings::proposesByEye()
{
    TemporaryStudy study;
    LabelSet set = binarySet(QStringLiteral("glaucoma"), true);
    study.define(set);
    study.import({reportOf(QStringLiteral("A"), "右眼青光眼。左眼未见异常。"), reportOf(QStringLiteral("B"), "both eyes glaucoma")});
    const auto findings = findingsOfClasses(set);
    QVERIFY_OK(findings);
    const auto proposals = proposeLabels(*study, set, *findings,
                                         {study.exam(QStringLiteral("A-1")), study.exam(QStringLiteral("B-1"))});
    QVERIFY_OK(proposals);
    QStringList words;
    for (const LabelProposal &each : *proposals)
        words << each.code + QString::fromLatin1(abbreviation(*each.eye)) + QString::number(each.proposed.size());
    QCOMPARE(words, (QStringList{"A-1OD1", "A-1OS0", "B-1OD1", "B-1OS1"}));
}

void tst_Findings::acceptingIsUndoable()
{
    TemporaryStudy study;
    const LabelSet set = binarySet(QStringLiteral("glaucoma"));
    study.define(set);
    study.import({reportOf(QStringLiteral("A"), "glaucoma"), reportOf(QStringLiteral("B"), "no glaucoma"),
                  reportOf(QStringLiteral("C"), "glaucoma"), reportOf(QStringLiteral("D"), "drusen")});
    const auto findings = findingsOfClasses(set);
    QVERIFY_OK(findings);
    const auto all = study->find({});
    QVERIFY_OK(all);
    const auto proposals = proposeLabels(*study, set, *findings, *all);
    QVERIFY_OK(proposals);
    QCOMPARE(proposals->size(), std::size_t(3));
    const auto edits = acceptProposals(*study, set, *proposals, QStringLiteral("chen"));
    QVERIFY_OK(edits);
    QCOMPARE(*edits, 2);
    QCOMPARE(study.codes(QStringLiteral("label:glaucoma")), (QStringList{"A-1", "C-1"}));
    const auto again = proposeLabels(*study, set, *findings, *all);
    QVERIFY_OK(again);
    for (const LabelProposal &each : *again)
        QVERIFY(!each.differs());
    QCOMPARE(*acceptProposals(*study, set, *again, QStringLiteral("chen")), 0);
    QVERIFY_OK(study->undo(QStringLiteral("chen")));
    QVERIFY_OK(study->undo(QStringLiteral("chen")));
    QCOMPARE(study.codes(QStringLiteral("label:glaucoma")), QStringList());
}

void tst_Findings::surprises_data()
{
    QTest::addColumn<QString>("report");
    QTest::newRow("long") << QStringLiteral("no ").repeated(20000) + QStringLiteral("drusen");
    QTest::newRow("a term many times") << QStringLiteral("白内障").repeated(3000);
    QTest::newRow("control characters") << QStringLiteral("drusen\0\x01\x7f glaucoma").left(18);
    QTest::newRow("half a surrogate") << QString(QChar(0xD83D)) + QStringLiteral(" cataract");
    QTest::newRow("only blanks") << QStringLiteral(" \t\n\u3000");
}

void tst_Findings::surprises()
{
    QFETCH(QString, report);
    for (const FoundFinding &each : findFindings(report))
        QCOMPARE(report.mid(each.start, each.length), each.text);
}

QTEST_GUILESS_MAIN(tst_Findings)
#include "tst_findings.moc"
