// SPDX-License-Identifier: GPL-3.0-or-later
// What the built program answers to wrong words, and in which words it answers.
#include "tests/app/program.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#define QVERIFY_DONE(answer)                                                                                           \
    do {                                                                                                               \
        const Answer &verified = (answer);                                                                             \
        if (!QTest::qVerify(verified.status == 0, #answer, qPrintable(verified.words), __FILE__, __LINE__))            \
            return;                                                                                                    \
    } while (false)

namespace {

QString text(const Json &line, const char *key)
{
    return line.contains(key) && line[key].is_string() ? QString::fromStdString(line[key].get<std::string>()) : QString();
}

} // namespace

class tst_RetclipWords : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    QString m_study;

    QString path(const QString &name) const { return m_folder.filePath(name); }
    QString photograph(const char *name) const { return path(QStringLiteral("source/images/synthetic_%1.jpg").arg(QLatin1String(name))); }
    /// A study of its own with four patients.
    QString another(const QString &name) const
    {
        const QString study = path(name);
        if (call({"study", "new", study}).status != 0
            || call({"import", study, path(QStringLiteral("source/table.csv")), "--layout", "table", "--quiet"}).status != 0)
            qFatal("no study");
        return study;
    }

private slots:
    void initTestCase();
    void wrongWordsAreNoEmptyAnswer_data();
    void wrongWordsAreNoEmptyAnswer();
    void helpIsWhole_data();
    void helpIsWhole();
    void aPhotographThatChangedIsFound();
    void linesThatContradictAreRefused();
    void savedQueriesThatOthersUse();
    void aCopyIsGuardedAndSaysSo();
    void jsonIsTheSameInEveryLanguage();
    void theDoctorSpeaksToPeople();
};

void tst_RetclipWords::initTestCase()
{
    const QString source = path(QStringLiteral("source"));
    QVERIFY_DONE(call({"sample", source, "--patients", "4", "--as", "files", "--quiet"}));
    QFile table(source + QStringLiteral("/table.csv"));
    QVERIFY(table.open(QIODevice::WriteOnly));
    table.write("patient,left,right,report,DR\n");
    for (int i = 1; i <= 4; ++i)
        table.write(QStringLiteral("P%1,images/synthetic_000%1_left.jpg,images/synthetic_000%1_right.jpg,report %1,%2\n")
                        .arg(i).arg(i % 2).toUtf8());
    table.close();
    m_study = another(QStringLiteral("words.study"));
    QVERIFY_DONE(call({"labels", "new", m_study, "grade", "--kind", "multiclass", "--classes", "mild,severe"}));
    QVERIFY_DONE(call({"edit", m_study, "--exam", "P1-1", "--tag", "seen", "--reader", "chen"}));
}

void tst_RetclipWords::wrongWordsAreNoEmptyAnswer_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<int>("status");
    QTest::newRow("a kind of edit that is none") << QStringList{"history", "STUDY", "--kind", "blah"} << 2;
    QTest::newRow("a kind of edit that did not happen yet") << QStringList{"history", "STUDY", "--kind", "restore"} << 0;
    QTest::newRow("a reader who did nothing") << QStringList{"history", "STUDY", "--reader", "nobody"} << 1;
    QTest::newRow("a reader") << QStringList{"history", "STUDY", "--reader", "chen"} << 0;
    QTest::newRow("surer than sure") << QStringList{"pair", "apply", "STUDY", "--sure", "5"} << 2;
    QTest::newRow("surer than sure, listed") << QStringList{"pair", "list", "STUDY", "--sure", "5"} << 2;
    QTest::newRow("more alike than the same") << QStringList{"duplicates", "STUDY", "--run", "1", "--least", "2"} << 2;
    QTest::newRow("how alike, without a run") << QStringList{"duplicates", "STUDY", "--least", "0.9"} << 2;
    QTest::newRow("a label as edit writes it") << QStringList{"list", "STUDY", "--where", "label:grade=mild"} << 2;
    QTest::newRow("look-alikes where nothing was looked at") << QStringList{"duplicates", "STUDY", "--near", "--json"} << 1;
    QTest::newRow("pairs where nothing was looked at") << QStringList{"quality", "STUDY", "--pairs", "--json"} << 1;
    QTest::newRow("an eye that is none") << QStringList{"regions", "add", "STUDY", "--exam", "P1-1", "--eye", "up", "--class", "drusen", "--point", "5,5"} << 2;
    QTest::newRow("an exam that is not there") << QStringList{"edit", "STUDY", "--exam", "nope", "--tag", "x"} << 1;
    QTest::newRow("a label set that is not there") << QStringList{"edit", "STUDY", "--exam", "P1-1", "--label", "nope=1"} << 1;
    QTest::newRow("a class that is not there") << QStringList{"edit", "STUDY", "--exam", "P1-1", "--label", "grade=nope"} << 1;
    QTest::newRow("a label that is none") << QStringList{"edit", "STUDY", "--exam", "P1-1", "--label", "grade"} << 2;
}

void tst_RetclipWords::wrongWordsAreNoEmptyAnswer()
{
    QFETCH(QStringList, words);
    QFETCH(int, status);
    words.replaceInStrings(QRegularExpression(QStringLiteral("^STUDY$")), m_study);
    const Answer answer = call(words);
    QVERIFY2(answer.status == status, qPrintable(QString::number(answer.status) + answer.words + answer.output));
    QCOMPARE(answer.words.isEmpty(), status == 0);
}

void tst_RetclipWords::helpIsWhole_data()
{
    QTest::addColumn<QString>("verb");
    QTest::addColumn<QString>("words");
    QTest::newRow("exams of a search") << "search" << QStringLiteral("--like EXAM,…");
    QTest::newRow("corners of a region") << "regions" << QStringLiteral("--polygon X,Y,…");
    QTest::newRow("the manual") << "manual" << QStringLiteral("X,Y,…");
}

void tst_RetclipWords::helpIsWhole()
{
    QFETCH(QString, verb);
    QFETCH(QString, words);
    for (const char *language : {"en", "zh_CN"}) {
        const Answer help = verb == QLatin1String("manual") ? call({verb, "--language", language}) : call({verb, "--help", "--language", language});
        QVERIFY_DONE(help);
        QVERIFY(help.output.contains(words));
        QVERIFY(!help.output.contains(QStringLiteral("â")));
    }
}

void tst_RetclipWords::aPhotographThatChangedIsFound()
{
    QVERIFY_DONE(call({"dataset", "new", m_study, "v1", "--split", "50/0/50"}));
    QVERIFY_DONE(call({"dataset", "verify", m_study, "v1"}));
    const QString file = photograph("0002_left");
    QFile changed(file);
    const qint64 size = changed.size();
    QVERIFY(changed.open(QIODevice::Append) && changed.write("z") == 1);
    changed.close();
    const Answer told = call({"dataset", "verify", m_study, "v1", "--quiet"});
    QCOMPARE(told.status, 1);
    QVERIFY2(told.words.contains(QStringLiteral("P2-1")), qPrintable(told.words));
    QVERIFY_DONE(call({"dataset", "verify", m_study, "v1", "--quick"})); // Not read again.
    QVERIFY(changed.resize(size));
    QVERIFY_DONE(call({"dataset", "verify", m_study, "v1"}));
}

void tst_RetclipWords::linesThatContradictAreRefused()
{
    const QString study = path(QStringLiteral("pairs.study")), folder = path(QStringLiteral("pairs")), file = path(QStringLiteral("pairs.csv"));
    QVERIFY(QDir().mkpath(folder));
    QVERIFY(QFile::copy(photograph("0001_left"), folder + QStringLiteral("/P7_1.jpg")));
    QVERIFY(QFile::copy(photograph("0001_right"), folder + QStringLiteral("/P7_2.jpg")));
    QVERIFY_DONE(call({"study", "new", study}));
    QVERIFY_DONE(call({"import", study, folder, "--layout", "folder", "--quiet"}));
    const auto unclear = call({"pair", "list", study, "--json", "--quiet"}).lines();
    QCOMPARE(unclear.size(), std::size_t(2));
    const std::size_t before = call({"history", study, "--json"}).lines().size();
    QFile table(file);
    QVERIFY(table.open(QIODevice::WriteOnly));
    table.write("image,exam,eye\n");
    for (const Json &line : unclear)
        table.write(QStringLiteral("%1,%2,right\n").arg(line["image"].get<int>()).arg(text(unclear.front(), "exam")).toUtf8());
    table.close();
    const Answer refused = call({"pair", "apply", study, file});
    QCOMPARE(refused.status, 2);
    QVERIFY2(refused.words.contains(QStringLiteral("lines 2 and 3")), qPrintable(refused.words));
    QCOMPARE(call({"history", study, "--json"}).lines().size(), before);
}

void tst_RetclipWords::savedQueriesThatOthersUse()
{
    const QString study = another(QStringLiteral("saved.study"));
    QVERIFY_DONE(call({"queries", study, "save", "to check", "patient:P1"}));
    QVERIFY_DONE(call({"queries", study, "save", "both", "(saved:\"to check\" or patient:P2) -saved:\"TO CHECK\""}));
    const Answer refused = call({"queries", study, "delete", "to check"});
    QCOMPARE(refused.status, 1);
    QVERIFY2(refused.words.contains(QStringLiteral("both")), qPrintable(refused.words));
    QVERIFY_DONE(call({"queries", study, "rename", "to check", "open"}));
    const auto query = [&] {
        for (const Json &line : call({"queries", study, "list", "--json"}).lines())
            if (text(line, "name") == QLatin1String("both"))
                return text(line, "query") + u' ' + QString::number(line["exams"].is_number() ? line["exams"].get<int>() : -1);
        return QString();
    };
    QCOMPARE(query(), QStringLiteral("(saved:open or patient:P2) -saved:open 1"));
    QVERIFY_DONE(call({"undo", study})); // One step.
    QCOMPARE(query(), QStringLiteral("(saved:\"to check\" or patient:P2) -saved:\"TO CHECK\" 1"));
    QVERIFY_DONE(call({"queries", study, "delete", "both"}));
    QVERIFY_DONE(call({"queries", study, "delete", "to check"}));
}

void tst_RetclipWords::aCopyIsGuardedAndSaysSo()
{
    const QString study = another(QStringLiteral("first.study")), copy = path(QStringLiteral("copy.study"));
    QVERIFY(QDir().mkpath(copy));
    QVERIFY(QFile::copy(study + QStringLiteral("/study.db"), copy + QStringLiteral("/study.db"))); // Without sums, at another time.
    const Answer first = call({"study", "check", copy, "--json"});
    const Json told = first.json();
    QVERIFY(told["pages"].get<int>() > 40);
    QCOMPARE(told["pages_checked"].get<int>(), 0);
    QCOMPARE(told["pages_without_sum"].get<int>(), told["pages"].get<int>());
    QCOMPARE(told["sums_taken"].get<int>(), told["pages"].get<int>());
    QVERIFY(first.words.contains(QStringLiteral("have no sum")));
    const Json again = call({"study", "check", copy, "--json"}).json();
    QCOMPARE(again["pages_checked"].get<int>(), told["pages"].get<int>());
    QCOMPARE(again["pages_without_sum"].get<int>(), 0);
}

void tst_RetclipWords::jsonIsTheSameInEveryLanguage()
{
    const QString study = another(QStringLiteral("languages.study"));
    QVERIFY_DONE(call({"dataset", "new", study, "v1", "--split", "50/0/50"}));
    QCOMPARE(call({"dataset", "sheet", study, "v1", "--json", "--language", "zh_CN"}).output,
             call({"dataset", "sheet", study, "v1", "--json", "--language", "en"}).output);
    QVERIFY(call({"dataset", "sheet", study, "v1", "--language", "zh_CN"}).output.contains(QStringLiteral("数据")));
}

void tst_RetclipWords::theDoctorSpeaksToPeople()
{
    const Answer answer = call({"doctor"});
    QVERIFY_DONE(answer);
    QVERIFY2(!answer.output.contains(QRegularExpression(QStringLiteral("[{}\\[\\]\"]"))), qPrintable(answer.output));
}

QTEST_GUILESS_MAIN(tst_RetclipWords)
#include "tst_retclip_words.moc"
