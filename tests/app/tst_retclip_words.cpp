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
    void labelsThatNoSetHasAreTold();
    void valuesThatCannotBeReadAreTold();
    void whatSomethingElseWroteIsTold();
    void curationSpeaksChinese();
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

/// A query for what cannot be there finds nothing, and says why.
void tst_RetclipWords::labelsThatNoSetHasAreTold()
{
    const Answer answer = call({"list", m_study, "--where", "label:nonsense"});
    QVERIFY_DONE(answer);
    QVERIFY(answer.output.isEmpty());
    QVERIFY2(answer.words.contains(QStringLiteral("nonsense")), qPrintable(answer.words));
    const Answer near = call({"list", m_study, "--where", "label:grade/servere", "--json"});
    QVERIFY_DONE(near);
    QVERIFY(near.output.isEmpty());
    QVERIFY2(near.words.contains(QStringLiteral("severe")), qPrintable(near.words));
    QCOMPARE(call({"list", m_study, "--where", "label:grade"}).words, QString());
}

/// Rows that are in without a value are listed apart from those that were left out.
void tst_RetclipWords::valuesThatCannotBeReadAreTold()
{
    const QString study = path(QStringLiteral("remarks.study")), file = path(QStringLiteral("source/remarks.csv")), errors = path(QStringLiteral("errors.csv"));
    QFile table(file);
    QVERIFY(table.open(QIODevice::WriteOnly));
    table.write("patient,left,right,report,age\n"
                "R1,images/synthetic_0001_left.jpg,images/synthetic_0001_right.jpg,one,sixty\n"
                "R2,images/synthetic_0002_left.jpg,images/synthetic_0002_right.jpg,two,61\n");
    table.close();
    QVERIFY_DONE(call({"study", "new", study}));
    const Answer answer = call({"import", study, file, "--layout", "table", "--json", "--quiet", "--errors", errors});
    QVERIFY_DONE(answer);
    const Json told = answer.json();
    QCOMPARE(told["exams"].get<int>(), 2);
    QCOMPARE(told["skipped"].size(), std::size_t(0));
    QCOMPARE(told["row_notes"].size(), std::size_t(1));
    QCOMPARE(told["row_notes"][0]["row"].get<int>(), 2);
    QVERIFY2(text(told["row_notes"][0], "reason").contains(QStringLiteral("sixty")), qPrintable(answer.output));
    QFile list(errors);
    QVERIFY(list.open(QIODevice::ReadOnly));
    QVERIFY(list.readAll().contains("sixty"));
    QVERIFY(call({"import", study, file, "--layout", "table", "--dry-run"}).words.contains(QStringLiteral("sixty")));
}

void tst_RetclipWords::whatSomethingElseWroteIsTold()
{
    const QString study = another(QStringLiteral("foreign.study")), file = study + QStringLiteral("/study.db");
    QVERIFY(call({"study", "check", study}).output.contains(QStringLiteral("All is well")));
    QFile database(file);
    QVERIFY(database.open(QIODevice::ReadWrite));
    const QByteArray all = database.readAll();
    qint64 room = -1; // Free, in a leaf of a table: neither structure nor chain are touched.
    for (qint64 page = 4096; page + 4096 <= all.size() && room < 0; page += 4096)
        if (all.mid(page + 1000, 200) == QByteArray(200, '\0') && all[page] == char(13))
            room = page + 1100;
    QVERIFY(room > 0 && database.seek(room) && database.write("x") == 1);
    database.close();
    for (int time = 0; time < 2; ++time) {
        const Answer told = call({"study", "check", study});
        QCOMPARE(told.status, 1); // It cannot be told from damage.
        QVERIFY2(!told.output.contains(QStringLiteral("All is well")), qPrintable(told.output));
        QVERIFY2(told.words.contains(QStringLiteral("something else than this program")), qPrintable(told.words));
        QVERIFY2(told.words.contains(QStringLiteral("study recover")), qPrintable(told.words));
    }
    const Json json = call({"study", "check", study, "--json"}).json();
    QCOMPARE(json["pages_unlike"].get<int>(), 1);
    QVERIFY(json["unlike_noticed"].is_string());
    QVERIFY(!json["ok"].get<bool>());
    const Answer accepted = call({"study", "check", "--accept", study});
    QVERIFY_DONE(accepted);
    QVERIFY2(accepted.output.contains(QStringLiteral("All is well")), qPrintable(accepted.output));
    QCOMPARE(call({"study", "check", study, "--json"}).json()["pages_unlike"].get<int>(), 0);
}

/// Three English words in a row are a sentence that nobody translated; codes (finding_not_there) are typed as they stand.
QString englishIn(QString text)
{
    static const QRegularExpression ours(QStringLiteral("/\\S+|RET-CLIP Workstation|Datasheets for Datasets|retclip [a-z -]+|Gebru et al"));
    text.remove(ours);
    static const QRegularExpression sentence(QStringLiteral("\\b[A-Za-z]{2,}(?: [A-Za-z'’-]{2,}){2,}"));
    return sentence.match(text).captured();
}

void tst_RetclipWords::curationSpeaksChinese()
{
    const QString study = path(QStringLiteral("中文.study")), table = path(QStringLiteral("source/zh.csv"));
    QFile file(table);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QString rows = QStringLiteral("patient,date,sex,age,camera,site,left,right,report,DR\n");
    for (int i = 1; i <= 4; ++i)
        rows += QStringLiteral("P%1,2023-0%1-01,%2,%3,甲,北院,images/synthetic_000%4_left.jpg,images/synthetic_000%4_right.jpg,右眼青光眼杯盘比0.%1,%5\n")
                    .arg(i).arg(QLatin1String(i % 2 ? "F" : "M")).arg(60 + i).arg(i == 4 ? 1 : i).arg(i % 2);
    file.write(rows.toUtf8());
    file.close();
    int number = 0;
    const auto say = [&](QStringList words, int status = 0) {
        words.replaceInStrings(QRegularExpression(QStringLiteral("^STUDY$")), study);
        words += QStringList{"--language", "zh_CN", "--quiet"};
        const Answer answer = call(words);
        ++number;
        const QString said = answer.output + u'\n' + answer.words, english = englishIn(said);
        const QString line = words.join(u' ');
        return QTest::qVerify(answer.status == status, "status", qPrintable(line + u'\n' + QString::number(answer.status) + said), __FILE__, __LINE__)
            && QTest::qVerify(english.isEmpty(), "in Chinese", qPrintable(line + QStringLiteral("\n“") + english + QStringLiteral("” in:\n") + said), __FILE__, __LINE__);
    };
#define QSAY(...)                                                                                                      \
    do {                                                                                                               \
        if (!say(__VA_ARGS__))                                                                                         \
            return;                                                                                                    \
    } while (false)
    QSAY({"study", "new", "STUDY"});
    QSAY({"import", "STUDY", table, "--layout", "table"});
    QSAY({"labels", "new", "STUDY", "grade", "--kind", "multiclass", "--classes", "mild,severe"});
    QSAY({"labels", "describe", "STUDY", "--labels", "grade", "--definition", "分级"});
    QSAY({"labels", "sets", "STUDY"});
    QSAY({"edit", "STUDY", "--where", "", "--dry-run", "--label", "grade=mild", "--tag", "看过", "--note", "好", "--swap-eyes", "--exclude"});
    QSAY({"edit", "STUDY", "--exam", "P1-1", "--label", "grade=mild", "--tag", "看过", "--note", "好"});
    QSAY({"edit", "STUDY", "--exam", "P1-1", "--label", "grade=severe"});
    QSAY({"edit", "STUDY", "--exam", "P1-1", "--label", "grade=severe"}); // Nothing to change.
    QSAY({"edit", "STUDY", "--exam", "P2-1", "--swap-eyes", "--exclude"});
    QSAY({"edit", "STUDY", "--exam", "P3-1", "--verdict", "label_wrong", "--label", "grade=mild", "--reason", "media_opacity"});
    QSAY({"undo", "STUDY"});
    QSAY({"redo", "STUDY"});
    QSAY({"regions", "add", "STUDY", "--exam", "P1-1", "--eye", "right", "--class", "drusen", "--point", "50,50"});
    QSAY({"regions", "list", "STUDY"});
    QSAY({"marks", "set", "STUDY", "--exam", "P1-1", "--eye", "right", "--disc", "60,60,10,10"});
    QSAY({"marks", "STUDY"});
    QSAY({"queries", "STUDY", "save", "青光眼", "report:青光眼"});
    QSAY({"queries", "STUDY", "list"});
    QSAY({"queries", "STUDY", "rename", "青光眼", "绿"});
    QSAY({"quality", "look", "STUDY"});
    QSAY({"quality", "STUDY", "--all"});
    QSAY({"quality", "STUDY", "--pairs"});
    QSAY({"duplicates", "STUDY"});
    QSAY({"duplicates", "STUDY", "--near"});
    QSAY({"reports", "terms", "STUDY"});
    QSAY({"search", "STUDY", "--like", "P1-1"});
    QSAY({"labels", "propose", "STUDY", "--labels", "DR", "--map", "DR=glaucoma"});
    QSAY({"pair", "list", "STUDY"});
    QSAY({"dataset", "new", "STUDY", "v1", "--split", "50/0/50", "--hold-out", "sex=F", "--because", "试验"});
    QSAY({"dataset", "new", "STUDY", "v2", "--split", "50/0/50"}); // P1 and P4 share photographs and are kept together.
    QSAY({"dataset", "list", "STUDY"});
    QSAY({"dataset", "show", "STUDY", "v1", "--members"});
    QSAY({"dataset", "leaks", "STUDY", "v1"});
    QSAY({"dataset", "profile", "STUDY", "v1"});
    QSAY({"dataset", "questions", "STUDY", "v1"});
    QSAY({"dataset", "answer", "STUDY", "v1", "motivation.funding", "自筹"});
    QSAY({"dataset", "sheet", "STUDY", "v1"});
    QSAY({"dataset", "diff", "STUDY", "v1", "v1"});
    QSAY({"dataset", "verify", "STUDY", "v1"});
    QSAY({"review", "reasons", "STUDY"});
    QSAY({"review", "STUDY", "round", "new", "一轮", "--labels", "grade", "--readers", "甲,乙"});
    QSAY({"review", "STUDY", "round", "list"});
    QSAY({"history", "STUDY"});
    QSAY({"history", "STUDY", "--summary"});
    QSAY({"history", "STUDY", "--exam", "P1-1"});
    QSAY({"study", "restore", "STUDY", "--to", "1", "--dry-run"});
    QSAY({"study", "restore", "STUDY", "--to", "1"});
    QSAY({"study", "info", "STUDY"});
    QSAY({"study", "check", "STUDY"});
    QSAY({"study", "backup", "STUDY"});
    QSAY({"study", "privacy", "STUDY"});
    QSAY({"list", "STUDY", "--where", "label:grad"});
    QSAY({"export", "STUDY", "--format", "csv", "--out", path(QStringLiteral("出"))});
    QSAY({"export", "verify", path(QStringLiteral("出"))});
    QSAY({"deidentify", path(QStringLiteral("source/images")), path(QStringLiteral("净"))});
    const QString gone = photograph("0003_left");
    QVERIFY(QFile::rename(gone, gone + QStringLiteral(".x")));
    QSAY({"study", "check", "STUDY"}, 1);
    QVERIFY(QFile::rename(gone + QStringLiteral(".x"), gone));
    QVERIFY(number > 50);
#undef QSAY
}

QTEST_GUILESS_MAIN(tst_RetclipWords)
#include "tst_retclip_words.moc"
