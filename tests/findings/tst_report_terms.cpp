// SPDX-License-Identifier: GPL-3.0-or-later
// Words of reports without a dictionary: made-up reports from known words, in Chinese and English.
#include "core/base/text_runs.h"
#include "core/base/unicode.h"
#include "core/findings/report_terms.h"
#include "tests/support/temporary_study.h"

#include <random>

using namespace retclip;

namespace {

const QStringList lesions{QStringLiteral("出血"), QStringLiteral("硬性渗出"), QStringLiteral("棉絮斑"), QStringLiteral("微血管瘤"),
                          QStringLiteral("玻璃膜疣"), QStringLiteral("新生血管")};
const QStringList places{QStringLiteral("黄斑区"), QStringLiteral("视网膜"), QStringLiteral("后极部"), QStringLiteral("视盘旁"),
                         QStringLiteral("颞侧"), QStringLiteral("鼻侧")};
const QStringList verbs{QStringLiteral("可见"), QStringLiteral("未见"), QStringLiteral("散在"), QStringLiteral("见少量")};
const QStringList ends{QStringLiteral("。"), QStringLiteral("，视盘边界清。"), QStringLiteral("，视盘色淡。"), QStringLiteral("，视盘水肿，余正常。")};

/// Drusen and haemorrhage stand in like places; "laser" and "scars" always in the same reports.
QStringList madeUpReports(int count)
{
    std::mt19937 random(5);
    const auto one = [&](const QStringList &list) { return list[qsizetype(random() % std::uint32_t(list.size()))]; };
    QStringList reports;
    for (int i = 0; i < count; ++i) {
        if (i % 2 == 0) {
            reports << one(places) + one(verbs) + one(lesions) + QStringLiteral("，") + one(places) + one(verbs) + one(lesions) + one(ends);
        } else {
            const QString word = one({QStringLiteral("drusen"), QStringLiteral("haemorrhages"), QStringLiteral("exudates")});
            QString report = QStringLiteral("%1 %2 near the %3. Optic disc %4.")
                                 .arg(one({QStringLiteral("Few"), QStringLiteral("Many"), QStringLiteral("Scattered"), QStringLiteral("No")}), word,
                                      one({QStringLiteral("macula"), QStringLiteral("arcade"), QStringLiteral("periphery")}),
                                      one({QStringLiteral("pale"), QStringLiteral("pink"), QStringLiteral("swollen"), QStringLiteral("tilted")}));
            if (i % 20 == 1)
                report += QStringLiteral(" Laser spots; old scars.");
            reports << report;
        }
    }
    return reports;
}

} // namespace

class tst_ReportTerms : public QObject
{
    Q_OBJECT

private slots:
    void runs_data();
    void runs();
    void findsTheWords();
    void countsAreThoseOfTheQuery();
    void neighbours();
    void nothingToRead();
    void stops();

private:
    void fill(TemporaryStudy &study, int count = 600)
    {
        QVector<ImportedExam> exams;
        const QStringList reports = madeUpReports(count);
        for (int i = 0; i < reports.size(); ++i)
            exams << pairOf(QStringLiteral("p%1").arg(i), reports[i]);
        study.import(exams);
    }
};

void tst_ReportTerms::runs_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected"); // kind, gap, text
    QTest::newRow("Chinese and English") << QStringLiteral("双眼OCT检查") << QStringLiteral("c|双眼 w=oct c=检查");
    QTest::newRow("spaces and hyphens") << QStringLiteral("Non-proliferative  DR") << QStringLiteral("w|non w_proliferative w_dr");
    QTest::newRow("full width") << QStringLiteral("Ｃ／Ｄ　０．７") << QStringLiteral("w|c w|d n_0 n|7");
    QTest::newRow("marks") << QStringLiteral("视盘，黄斑。") << QStringLiteral("c|视盘 c|黄斑");
    QTest::newRow("nothing") << QStringLiteral(" ，。 ") << QString();
    QTest::newRow("accents") << QStringLiteral("Œdème") << QStringLiteral("w|œdème");
}

void tst_ReportTerms::runs()
{
    QFETCH(QString, text);
    QFETCH(QString, expected);
    QStringList found;
    each_run(text.toStdString(), [&](TextKind kind, TextGap gap, std::u32string_view run) {
        found << QLatin1String(kind == TextKind::chinese ? "c" : kind == TextKind::word ? "w" : "n")
                + QLatin1String(gap == TextGap::none ? "=" : gap == TextGap::space ? "_" : "|")
                + QString::fromStdString(utf8_of(run));
    });
    QCOMPARE(found.join(u' '), expected);
}

void tst_ReportTerms::findsTheWords()
{
    TemporaryStudy study;
    fill(study);
    const auto terms = ReportTerms::of(*study, {}, {}, {});
    QVERIFY_OK(terms);
    QCOMPARE((*terms)->reports(), 600);
    QStringList found;
    for (const ReportTerm &term : (*terms)->terms())
        found << term.text;
    for (const QString &word : lesions + QStringList{QStringLiteral("黄斑区"), QStringLiteral("视网膜"), QStringLiteral("optic disc"),
                                                     QStringLiteral("drusen"), QStringLiteral("视盘")})
        QVERIFY2(found.contains(word), qPrintable(word + QStringLiteral(" not in ") + found.join(u' ')));
    // Pieces of words and several words in one are none.
    for (const QString &piece : {QStringLiteral("网膜"), QStringLiteral("血管瘤"), QStringLiteral("硬性"), QStringLiteral("璃膜疣"),
                                 QStringLiteral("见棉"), QStringLiteral("视网膜可见"), QStringLiteral("可见出血")})
        QVERIFY2(!found.contains(piece), qPrintable(piece));
    for (std::size_t i = 1; i < (*terms)->terms().size(); ++i)
        QVERIFY((*terms)->terms()[i - 1].reports >= (*terms)->terms()[i].reports);
}

void tst_ReportTerms::countsAreThoseOfTheQuery()
{
    TemporaryStudy study;
    fill(study);
    const auto terms = ReportTerms::of(*study, {}, {}, {});
    QVERIFY_OK(terms);
    for (const ReportTerm &term : (*terms)->terms()) {
        const auto count = study->count(queryOfTerms({term.text}));
        QVERIFY_OK(count);
        QVERIFY2(*count == term.reports, qPrintable(QStringLiteral("%1: %2, query %3").arg(term.text).arg(term.reports).arg(*count)));
        QVERIFY(term.occurrences >= term.reports);
    }
    TermOptions some;
    some.where = QStringLiteral("report:\"optic disc\"");
    const auto english = ReportTerms::of(*study, some, {}, {});
    QVERIFY_OK(english);
    QCOMPARE((*english)->reports(), 300);
    QVERIFY(std::none_of((*english)->terms().begin(), (*english)->terms().end(), [](const ReportTerm &term) { return term.chinese; }));
    QCOMPARE(study->count(queryOfTerms({QStringLiteral("出血"), QStringLiteral("drusen")})).value_or(0),
             study->count(QStringLiteral("report:出血 | report:drusen")).value_or(-1));
}

void tst_ReportTerms::neighbours()
{
    TemporaryStudy study;
    fill(study, 1200);
    const auto terms = ReportTerms::of(*study, {}, {}, {});
    QVERIFY_OK(terms);
    const auto drusen = (*terms)->near(QStringLiteral(" Drusen "), 5);
    QVERIFY_OK(drusen);
    QVERIFY(drusen->alike.size() >= 2);
    const QStringList likest{drusen->alike[0].text, drusen->alike[1].text};
    QVERIFY2(likest.contains(QStringLiteral("haemorrhages")) && likest.contains(QStringLiteral("exudates")), qPrintable(likest.join(u' ')));
    const auto bleeding = (*terms)->near(QStringLiteral("出血"), 8);
    QVERIFY_OK(bleeding);
    QVERIFY(!bleeding->alike.empty());
    QVERIFY2(lesions.contains(bleeding->alike.front().text), qPrintable(bleeding->alike.front().text));
    const auto scars = (*terms)->near(QStringLiteral("old scars"), 3);
    QVERIFY_OK(scars);
    QVERIFY2(scars->together.front().text.contains(QStringLiteral("laser")), qPrintable(scars->together.front().text));
    QCOMPARE(scars->together.front().together, 60);
    QVERIFY(scars->together.front().association > 0.99);
    const auto none = (*terms)->near(QStringLiteral("白内障"), 3);
    QVERIFY_FAILS(none, ErrorCode::not_found);
}

void tst_ReportTerms::nothingToRead()
{
    TemporaryStudy study;
    study.import({pairOf(QStringLiteral("a")), pairOf(QStringLiteral("b"), QStringLiteral("。"))});
    const auto terms = ReportTerms::of(*study, {}, {}, {});
    QVERIFY_OK(terms);
    QVERIFY((*terms)->terms().empty());
    TermOptions wrong;
    wrong.where = QStringLiteral("age>");
    QVERIFY_FAILS(ReportTerms::of(*study, wrong, {}, {}), ErrorCode::invalid_argument);
}

void tst_ReportTerms::stops()
{
    TemporaryStudy study;
    fill(study, 50);
    std::stop_source source;
    source.request_stop();
    QVERIFY_FAILS(ReportTerms::of(*study, {}, {}, source.get_token()), ErrorCode::cancelled);
}

QTEST_GUILESS_MAIN(tst_ReportTerms)
#include "tst_report_terms.moc"
