// SPDX-License-Identifier: GPL-3.0-or-later
// What the command line does to curate a study: each verb called, and what it did looked at.
#include "core/study/database.h"
#include "core/study/schema.h"
#include "tests/app/program.h"

#include <QDir>
#include <QDirIterator>
#include <QElapsedTimer>
#include <QFile>
#include <QImage>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#ifdef RETCLIP_HAVE_DICOM_NETWORK
#include "tests/support/dicom_sender.h"
#endif

#include <algorithm>

namespace {

constexpr int patience_ms = 30'000;

QStringList texts(const Json &list)
{
    QStringList all;
    for (const Json &each : list)
        all << QString::fromStdString(each.get<std::string>());
    return all;
}

QString text(const Json &line, const char *key)
{
    return line.contains(key) && line[key].is_string() ? QString::fromStdString(line[key].get<std::string>()) : QString();
}

} // namespace

#define QVERIFY_DONE(answer)                                                                                           \
    do {                                                                                                               \
        const Answer &verified = (answer);                                                                             \
        if (!QTest::qVerify(verified.status == 0, #answer, qPrintable(verified.words), __FILE__, __LINE__))            \
            return;                                                                                                    \
    } while (false)

class tst_RetclipCuration : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    QString m_study;

    QString path(const char *name) const { return m_folder.filePath(QString::fromUtf8(name)); }
    /// Codes of what a query finds, as `list` prints them.
    QStringList found(const QString &query, const QString &study) const
    {
        QStringList codes;
        for (const Json &line : call({"list", study, "--where", query, "--json", "--fields", "exam"}).lines())
            codes << text(line, "exam");
        codes.sort();
        return codes;
    }
    QStringList found(const QString &query) const { return found(query, m_study); }
    /// A study of its own with the same six exams.
    QString another(const char *name) const
    {
        const QString study = path(name);
        if (call({"study", "new", study}).status != 0 || call({"import", study, path("source/table.csv"), "--layout", "table", "--quiet"}).status != 0)
            qFatal("no study");
        return study;
    }

private slots:
    void initTestCase();
    void photographsAreLookedAtOnce();
    void copiesAreFound();
    void unclearPhotographsArePaired();
    void likeReportsAndTheirTerms();
    void labelSetsAreMadeDescribedAndFilledFromReports();
    void aClassMayBeCalledNone();
    void namesThatAreNotUtf8AreNamed();
    void queriesAreKept();
    void aBatchIsShownThenMade();
    void historyIsFilteredAndGoneBackIn();
    void studiesAreCopiedRecoveredUpgraded();
    void datasetsAreStratifiedComparedAndLookedThrough();
    void exportsAreProvedUnchanged();
    void aWatchedFolderFillsTheStudy();
    void sentPhotographsComeIn();
    void photographsBecomeInput();
};

void tst_RetclipCuration::initTestCase()
{
    const QString source = path("source");
    QVERIFY_DONE(call({"sample", source, "--patients", "4", "--as", "files", "--quiet"}));
    const QString pictures = source + QStringLiteral("/images/synthetic_000");
    // Of the fourth patient's right eye a smaller copy, as another program would keep it.
    const QImage whole(pictures + QStringLiteral("4_right.jpg"));
    QVERIFY(!whole.isNull());
    QVERIFY(whole.scaled(whole.width() * 3 / 4, whole.height() * 3 / 4, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
                .save(source + QStringLiteral("/images/copy.jpg"), "JPEG", 88));
    QFile table(source + QStringLiteral("/table.csv"));
    QVERIFY(table.open(QIODevice::WriteOnly));
    const QString left = QStringLiteral("images/synthetic_000%1_left.jpg"), right = QStringLiteral("images/synthetic_000%1_right.jpg");
    QString rows = QStringLiteral("patient,date,sex,age,camera,site,left,right,report\n");
    rows += QStringLiteral("A,2023-01-01,F,60,CamX,North,%1,%2,\"右眼：青光眼，杯盘比0.8，视网膜出血。左眼：未见异常。\"\n").arg(left.arg(1), right.arg(1));
    rows += QStringLiteral("B,2023-02-01,M,61,CamX,North,%1,%2,\"双眼：白内障，视网膜出血。\"\n").arg(left.arg(2), right.arg(2));
    rows += QStringLiteral("C,2023-03-01,F,62,CamY,North,%1,%2,\"双眼：白内障，视网膜出血。\"\n").arg(left.arg(3), right.arg(3));
    rows += QStringLiteral("D,2023-04-01,M,63,CamY,South,%1,%2,\"双眼：青光眼，杯盘比0.7，视网膜出血。\"\n").arg(left.arg(1), right.arg(1));
    rows += QStringLiteral("E,2023-05-01,F,64,CamY,South,%1,%2,\"双眼：未见异常。\"\n").arg(left.arg(4), right.arg(4));
    rows += QStringLiteral("F,2023-06-01,F,65,CamY,North,,images/copy.jpg,\"右眼：未见出血。\"\n");
    table.write(rows.toUtf8());
    table.close();
    m_study = another("示例 ward.study");
    QCOMPARE(found({}), (QStringList{"A-1", "B-1", "C-1", "D-1", "E-1", "F-1"}));
}

void tst_RetclipCuration::photographsAreLookedAtOnce()
{
    const Answer first = call({"quality", "look", m_study, "--json", "--quiet"});
    QVERIFY_DONE(first);
    QVERIFY(first.json()["looked"].get<int>() >= 9); // Eleven, two of them the same content.
    QCOMPARE(first.json()["unreadable"].get<int>(), 0);
    QCOMPARE(found(QStringLiteral("quality>=0")).size(), 6);
    const Answer again = call({"quality", "look", m_study, "--json", "--quiet"});
    QVERIFY_DONE(again);
    QCOMPARE(again.json()["looked"].get<int>(), 0);
    // Eyes exchanged by hand: the pictures say so, and no longer once they are changed back.
    const auto kinds = [&] {
        QStringList list;
        for (const Json &line : call({"quality", m_study, "--pairs", "--json", "--quiet"}).lines())
            list << text(line, "exam") + u' ' + text(line, "kind");
        return list;
    };
    QVERIFY(!kinds().contains(QStringLiteral("B-1 swapped_eyes")));
    QVERIFY_DONE(call({"edit", m_study, "--exam", "B-1", "--swap-eyes"}));
    QVERIFY2(kinds().contains(QStringLiteral("B-1 swapped_eyes")), qPrintable(kinds().join(u'|')));
    QVERIFY_DONE(call({"undo", m_study}));
    QVERIFY(!kinds().contains(QStringLiteral("B-1 swapped_eyes")));
}

void tst_RetclipCuration::copiesAreFound()
{
    QVERIFY_DONE(call({"quality", "look", m_study, "--quiet"}));
    const auto groups = call({"duplicates", m_study, "--json"}).lines();
    QStringList told;
    for (const Json &line : groups) {
        QStringList exams;
        for (const Json &exam : line["exams"])
            exams << text(exam, "exam") + (exam.contains("eye") ? u' ' + text(exam, "eye") : QString());
        exams.sort();
        told << text(line, "kind") + QStringLiteral(": ") + exams.join(QStringLiteral(", "));
    }
    told.sort();
    QCOMPARE(told, (QStringList{"photograph: A-1 left, D-1 left", "photograph: A-1 right, D-1 right", "report: B-1, C-1"}));
    bool copy = false;
    for (const Json &line : call({"duplicates", m_study, "--near", "--json"}).lines()) {
        QStringList exams;
        for (const Json &exam : line["exams"])
            exams << text(exam, "exam");
        copy = copy || (exams.contains(QStringLiteral("E-1")) && exams.contains(QStringLiteral("F-1")) && text(line, "reason").contains("looks the same"));
    }
    QVERIFY(copy); // The smaller one, which has another content.
    QVERIFY(call({"duplicates", m_study, "--near", "--where", "patient:B", "--json"}).lines().empty());
}

void tst_RetclipCuration::unclearPhotographsArePaired()
{
    const QString folder = path("unnamed"), study = path("unnamed.study"), table = path("unclear.csv");
    QVERIFY(QDir().mkpath(folder));
    const QString pictures = path("source/images/synthetic_0001_");
    QVERIFY(QFile::copy(pictures + "left.jpg", folder + "/P7_1.jpg") && QFile::copy(pictures + "right.jpg", folder + "/P7_2.jpg"));
    QVERIFY_DONE(call({"study", "new", study}));
    QVERIFY_DONE(call({"import", study, folder, "--layout", "folder", "--quiet"}));
    QVERIFY_DONE(call({"quality", "look", study, "--quiet"}));
    QCOMPARE(found(QStringLiteral("eye:both"), study), QStringList());
    const auto imported = call({"history", study, "--json"}).lines();
    QVERIFY(!imported.empty());
    const QString moment = QString::number(imported.front()["edit"].get<int>());

    const Answer listed = call({"pair", study, "list", "--out", table, "--json", "--quiet"});
    QVERIFY_DONE(listed);
    QCOMPARE(listed.lines().size(), std::size_t(2));
    QStringList proposals;
    for (const Json &line : listed.lines())
        proposals << text(line, "file").section(u'/', -1) + u' ' + text(line["proposal"], "exam") + u' ' + text(line["proposal"], "eye");
    proposals.sort();
    QCOMPARE(proposals, (QStringList{"P7_1.jpg P7_1-1 left", "P7_2.jpg P7_1-1 right"}));
    QVERIFY(call({"pair", study, "list", "--sure", "1", "--json", "--quiet"}).lines().empty());
    const auto edits = call({"pair", study, "apply", table, "--reader", "li", "--json"}).lines();
    QCOMPARE(edits.size(), std::size_t(2));
    QCOMPARE(found(QStringLiteral("eye:both"), study), QStringList{"P7_1-1"});
    QCOMPARE(found(QStringLiteral("excluded tag:paired-elsewhere"), study), QStringList{"P7_2-1"});
    QCOMPARE(call({"history", study, "--reader", "li", "--json"}).lines().size(), std::size_t(2));
    QVERIFY(call({"pair", study, "list", "--json", "--quiet"}).lines().empty());

    // Back to before, in one step, and forward again by undoing that.
    const Answer dry = call({"study", "restore", study, "--to", moment, "--dry-run", "--json"});
    QVERIFY_DONE(dry);
    bool goesBack = false;
    const Json plan = dry.json();
    for (const Json &change : plan["changes"])
        goesBack = goesBack || (text(change, "kind") == "photograph" && text(change, "before") == "P7_1-1 OD" && text(change, "after") == "P7_2-1 unknown");
    QVERIFY2(goesBack, qPrintable(dry.output));
    QCOMPARE(found(QStringLiteral("eye:both"), study), QStringList{"P7_1-1"}); // Nothing was written.
    QVERIFY_DONE(call({"study", "restore", study, "--to", moment}));
    QCOMPARE(found(QStringLiteral("eye:both"), study), QStringList());
    QCOMPARE(found(QStringLiteral("excluded"), study), QStringList());
    QVERIFY_DONE(call({"undo", study}));
    QCOMPARE(found(QStringLiteral("eye:both"), study), QStringList{"P7_1-1"});
    QVERIFY_DONE(call({"study", "check", study}));
}

void tst_RetclipCuration::likeReportsAndTheirTerms()
{
    QVERIFY_DONE(call({"quality", "look", m_study, "--quiet"}));
    const auto hits = call({"search", m_study, "--like", "B-1", "--in", "reports", "--top", "2", "--json", "--quiet"}).lines();
    QCOMPARE(hits.size(), std::size_t(2));
    QCOMPARE(text(hits[0], "exam"), QStringLiteral("C-1")); // Word for word the same.
    QVERIFY(hits[0]["similarity"].get<double>() > hits[1]["similarity"].get<double>());
    QCOMPARE(text(hits[0], "by"), QStringLiteral("report_words"));
    for (const Json &line : call({"search", m_study, "--like", "B-1", "--in", "reports", "--where", "patient:D", "--json", "--quiet"}).lines())
        QCOMPARE(text(line, "exam"), QStringLiteral("D-1"));
    const auto looks = call({"search", m_study, "--like", "A-1", "--eye", "right", "--top", "1", "--json", "--quiet"}).lines();
    QCOMPARE(looks.size(), std::size_t(1));
    QCOMPARE(text(looks[0], "exam"), QStringLiteral("D-1")); // The same photograph.

    QString bleeding;
    for (const Json &line : call({"reports", m_study, "terms", "--least", "2", "--json", "--quiet"}).lines())
        if (text(line, "term").contains(QStringLiteral("出血"))) {
            bleeding = text(line, "term");
            QCOMPARE(line["reports"].get<int>(), int(found(text(line, "query")).size()));
        }
    QVERIFY(!bleeding.isEmpty());
    const Answer near = call({"reports", m_study, "terms", "--near", bleeding, "--least", "2", "--short", "--json", "--quiet"});
    QVERIFY_DONE(near);
    for (const Json &line : near.lines())
        QCOMPARE(line["reports"].get<int>(), int(found(text(line, "query")).size()));
    QCOMPARE(call({"reports", m_study, "terms", "--near", "青春", "--json", "--quiet"}).status, 1); // No term of these.
}

void tst_RetclipCuration::labelSetsAreMadeDescribedAndFilledFromReports()
{
    const QString study = another("labels.study");
    QCOMPARE(call({"labels", "new", study, "finding", "--kind", "multilabel", "--classes", "glaucoma"}).status, 2); // One is none.
    const Answer made = call({"labels", "new", study, "finding", "--kind", "multilabel", "--classes", "glaucoma,cataract",
                              "--definition", "by the report", "--json"});
    QVERIFY_DONE(made);
    QCOMPARE(text(made.json(), "definition"), QStringLiteral("by the report"));
    QCOMPARE(call({"labels", "new", study, "Finding", "--classes", "x"}).status, 1); // There is one.
    QVERIFY_DONE(call({"labels", "describe", study, "--labels", "finding", "--class", "glaucoma", "--definition", "C/D of 0.6 or more",
                       "--colour", "#AA3377", "--reader", "li"}));
    QCOMPARE(call({"labels", "describe", study, "--labels", "finding", "--class", "glaucoma", "--colour", "reddish"}).status, 2);
    QCOMPARE(call({"labels", "describe", study, "--labels", "finding", "--colour", "#aa3377"}).status, 2);
    const auto classes = [&] { return call({"labels", "sets", study, "--json"}).lines().front()["classes"]; };
    QCOMPARE(text(classes()[0], "definition"), QStringLiteral("C/D of 0.6 or more"));
    QCOMPARE(text(classes()[0], "colour"), QStringLiteral("#aa3377"));
    QVERIFY(text(classes()[1], "colour").startsWith(u'#')); // By its place.
    QVERIFY_DONE(call({"undo", study}));
    QVERIFY(text(classes()[0], "definition").isEmpty());
    QVERIFY_DONE(call({"redo", study}));

    // It goes out and comes back.
    const QString out = path("labels out"), back = path("labels back.study");
    QVERIFY_DONE(call({"export", study, "--format", "jsonl", "--out", out, "--quiet"}));
    QVERIFY_DONE(call({"study", "new", back}));
    QVERIFY_DONE(call({"import", back, out, "--quiet"}));
    QVERIFY(call({"labels", "sets", back, "--json"}).lines().front() == call({"labels", "sets", study, "--json"}).lines().front());

    const auto proposed = call({"labels", "propose", study, "--labels", "finding", "--only", "missing", "--json", "--quiet"}).lines();
    QStringList told;
    for (const Json &line : proposed)
        if (!line["proposed"].empty())
            told << text(line, "exam") + u' ' + texts(line["proposed"]).join(u'+');
    told.sort();
    QCOMPARE(told, (QStringList{"A-1 glaucoma", "B-1 cataract", "C-1 cataract", "D-1 glaucoma"}));
    QCOMPARE(found(QStringLiteral("label:glaucoma"), study), QStringList()); // Shown, not given.
    QVERIFY_DONE(call({"labels", "propose", study, "--labels", "finding", "--only", "missing", "--apply", "--reader", "li", "--quiet"}));
    QCOMPARE(found(QStringLiteral("label:glaucoma"), study), (QStringList{"A-1", "D-1"}));
    QCOMPARE(found(QStringLiteral("label:cataract"), study), (QStringList{"B-1", "C-1"}));
    bool glaucoma = false;
    const auto dictionary = call({"labels", "dictionary", "--json"}).lines();
    QVERIFY(dictionary.size() >= 40);
    for (const Json &line : dictionary)
        glaucoma = glaucoma || (text(line, "finding") == "glaucoma" && text(line, "icd10").startsWith("H40") && texts(line["terms"]).contains(QStringLiteral("青光眼")));
    QVERIFY(glaucoma);
}

void tst_RetclipCuration::aClassMayBeCalledNone()
{
    const QString study = another("none.study"), out = path("none out"), back = path("none back.study");
    QVERIFY_DONE(call({"labels", "new", study, "DR", "--kind", "ordinal", "--classes", "none,mild"}));
    QVERIFY_DONE(call({"labels", "new", study, "extra", "--kind", "multilabel", "--classes", "none,scar"}));
    QVERIFY_DONE(call({"edit", study, "--exam", "A-1", "--label", "DR=none", "--label", "extra=none"}));
    QVERIFY_DONE(call({"edit", study, "--exam", "B-1", "--label", "DR=mild", "--label", "extra=0"}));
    QVERIFY_DONE(call({"export", study, "--format", "csv", "--out", out, "--quiet"}));
    QVERIFY_DONE(call({"study", "new", back}));
    QVERIFY_DONE(call({"import", back, out, "--quiet"}));
    for (const QString &each : {study, back}) {
        QCOMPARE(found(QStringLiteral("label:DR/none"), each), QStringList{QStringLiteral("A-1")});
        QCOMPARE(found(QStringLiteral("label:extra/none"), each), QStringList{QStringLiteral("A-1")});
        QCOMPARE(found(QStringLiteral("label:extra/0"), each), QStringList{QStringLiteral("B-1")});
    }
    QVERIFY_DONE(call({"edit", study, "--exam", "A-1", "--label", "DR="}));
    QCOMPARE(found(QStringLiteral("label:DR/none"), study), QStringList());
    QCOMPARE(found(QStringLiteral("label:DR/*"), study), QStringList{QStringLiteral("B-1")});
}

void tst_RetclipCuration::namesThatAreNotUtf8AreNamed()
{
    // A shell hands the bytes over: QProcess would make UTF-8 of them.
    const auto shell = [&](const char *script) {
        QProcess process;
        process.setWorkingDirectory(m_folder.path());
        process.start(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), QLatin1String(script), QStringLiteral(RETCLIP_PROGRAM)});
        process.waitForFinished(-1);
        return std::pair(process.exitCode(), QString::fromUtf8(process.readAllStandardOutput() + process.readAllStandardError()));
    };
    const auto refused = shell("exec \"$0\" study new \"$(printf 'b\\377.study')\"");
    QCOMPARE(refused.first, 2);
    QVERIFY2(refused.second.contains(QStringLiteral("not UTF-8")), qPrintable(refused.second));
    QVERIFY(QDir(m_folder.path()).entryList({QStringLiteral("b*.study")}, QDir::Dirs).isEmpty());

    QCOMPARE(shell("mkdir gb && cp source/images/copy.jpg gb/ && cp source/images/copy.jpg \"gb/$(printf '\\325\\305').jpg\"").first, 0);
    const Answer cleaned = call({"deidentify", path("gb"), path("gb out"), "--json", "--quiet"});
    QCOMPARE(cleaned.status, 1);
    QCOMPARE(cleaned.json()["files"].get<int>(), 1);
    QCOMPARE(cleaned.json()["skipped"].size(), std::size_t(1));
    QCOMPARE(text(cleaned.json()["skipped"][0], "file"), QStringLiteral("\\xD5\\xC5.jpg"));
    QCOMPARE(shell("rm -r gb").first, 0); // Qt does not find the file to remove it.
}

void tst_RetclipCuration::queriesAreKept()
{
    const QString study = another("queries.study");
    QVERIFY_DONE(call({"queries", study, "save", "to check", "report:出血 -patient:A"}));
    QCOMPARE(call({"queries", study, "save", "bad", "age>(("}).status, 2);
    const auto lines = call({"queries", study, "list", "--json"}).lines();
    QCOMPARE(lines.size(), std::size_t(1));
    QCOMPARE(lines[0]["exams"].get<int>(), int(found(QStringLiteral("report:出血 -patient:A"), study).size()));
    QVERIFY(lines[0]["exams"].get<int>() >= 3);
    QCOMPARE(found(QStringLiteral("saved:\"to check\" age>62"), study), (QStringList{"D-1", "F-1"}));
    QVERIFY_DONE(call({"queries", study, "rename", "to check", "open"}));
    QCOMPARE(found(QStringLiteral("saved:open age>62"), study), (QStringList{"D-1", "F-1"}));
    QVERIFY_DONE(call({"queries", study, "delete", "open"}));
    QVERIFY(call({"queries", study, "list", "--json"}).lines().empty());
    QVERIFY_DONE(call({"undo", study}));
    QCOMPARE(text(call({"queries", study, "list", "--json"}).lines().front(), "name"), QStringLiteral("open"));
}

void tst_RetclipCuration::aBatchIsShownThenMade()
{
    const QString study = another("batch.study");
    QVERIFY_DONE(call({"edit", study, "--exam", "A-1", "--tag", "wave"}));
    const Answer shown = call({"edit", study, "--where", "site:North", "--tag", "wave", "--dry-run", "--json"});
    QVERIFY_DONE(shown);
    QCOMPARE(shown.lines().size(), std::size_t(3)); // A has it already.
    for (const Json &line : shown.lines())
        QCOMPARE(text(line, "kind") + u' ' + text(line, "name") + u' ' + text(line, "before") + u' ' + text(line, "after"), QStringLiteral("tag wave no yes"));
    QCOMPARE(found(QStringLiteral("tag:wave"), study), QStringList{"A-1"});
    const Answer made = call({"edit", study, "--where", "site:North", "--tag", "wave", "--json"});
    QVERIFY_DONE(made);
    QCOMPARE(found(QStringLiteral("tag:wave"), study), (QStringList{"A-1", "B-1", "C-1", "F-1"}));
    QVERIFY_DONE(call({"undo", study})); // One step.
    QCOMPARE(found(QStringLiteral("tag:wave"), study), QStringList{"A-1"});
    QCOMPARE(call({"edit", study, "--where", "patient:nobody", "--tag", "x"}).status, 1);
}

void tst_RetclipCuration::historyIsFilteredAndGoneBackIn()
{
    const QString study = another("history.study");
    QVERIFY_DONE(call({"edit", study, "--exam", "A-1", "--tag", "x", "--reader", "li"}));
    QVERIFY_DONE(call({"edit", study, "--exam", "B-1", "--note", "look again", "--reader", "chen"}));
    QVERIFY_DONE(call({"edit", study, "--where", "site:South", "--tag", "y", "--reader", "li"}));
    const auto count = [&](const QStringList &filter) { return call(QStringList{"history", study, "--json"} + filter).lines().size(); };
    QCOMPARE(count({"--reader", "li"}), std::size_t(2));
    QCOMPARE(count({"--kind", "tag"}), std::size_t(2));
    QCOMPARE(count({"--kind", "tag", "--exam", "A-1"}), std::size_t(1));
    QCOMPARE(count({"--since", "1h", "--reader", "chen"}), std::size_t(1));
    QCOMPARE(count({"--until", "1h"}), std::size_t(0));
    QCOMPARE(count({"--limit", "1"}), std::size_t(1));
    QCOMPARE(call({"history", study, "--since", "whenever"}).status, 2);
    bool li = false;
    for (const Json &line : call({"history", study, "--summary", "--json"}).lines())
        li = li || (text(line, "reader") == "li" && text(line, "kind") == "tag" && line["edits"] == 2 && line["items"] == 3);
    QVERIFY(li);

    const auto lines = call({"history", study, "--reader", "li", "--json"}).lines();
    const QString first = QString::number(lines.back()["edit"].get<int>());
    const Answer dry = call({"study", "restore", study, "--to", first, "--dry-run"});
    QVERIFY_DONE(dry);
    QVERIFY2(dry.words.contains(QStringLiteral("Would set back 3 exams")), qPrintable(dry.words));
    QCOMPARE(found(QStringLiteral("tag:y"), study).size(), 2);
    QVERIFY_DONE(call({"study", "restore", study, "--to", first, "--reader", "chen"}));
    QCOMPARE(found(QStringLiteral("tag:y"), study), QStringList());
    QCOMPARE(found(QStringLiteral("tag:x"), study), QStringList{"A-1"});
    QVERIFY_DONE(call({"edit", study, "--exam", "A-1", "--tag", "z"}));
    const Answer one = call({"study", "restore", study, "--to", first, "--dry-run"});
    QVERIFY2(one.words.contains(QStringLiteral("Would set back 1 exam to how it was")), qPrintable(one.words));
    QCOMPARE(call({"study", "restore", study, "--to", "4711"}).status, 1);
}

void tst_RetclipCuration::studiesAreCopiedRecoveredUpgraded()
{
    const QString study = another("care.study"), elsewhere = path("copies");
    QVERIFY_DONE(call({"edit", study, "--exam", "A-1", "--tag", "early"}));
    const Answer copied = call({"study", "backup", study, elsewhere, "--json"});
    QVERIFY_DONE(copied);
    QCOMPARE(QFileInfo(text(copied.json(), "file")).size(), copied.json()["bytes"].get<qint64>());
    QVERIFY_DONE(call({"study", "backup", study}));
    QVERIFY_DONE(call({"edit", study, "--exam", "A-1", "--tag", "late"}));
    QFile database(study + QStringLiteral("/study.db"));
    QVERIFY(database.open(QIODevice::ReadWrite));
    for (qint64 at = 4096; at < database.size(); at += 4096) { // Every page but the first.
        database.seek(at + 2000);
        database.write("damaged damaged damaged");
    }
    database.close();
    QVERIFY(call({"study", "check", study}).status != 0);
    const Answer recovered = call({"study", "recover", study, "--json"});
    QVERIFY_DONE(recovered);
    QVERIFY(text(recovered.json(), "from").endsWith(QStringLiteral(".db")));
    QVERIFY(QDir(text(recovered.json(), "kept_aside")).exists());
    QVERIFY_DONE(call({"study", "check", study}));
    QCOMPARE(found(QStringLiteral("tag:early"), study), QStringList{"A-1"});
    QCOMPARE(found(QStringLiteral("tag:late"), study), QStringList()); // Made after the copy; said so.

    const QString old = path("old.study");
    QVERIFY(QDir().mkpath(old));
    {
        const auto made = retclip::Database::open(old + QStringLiteral("/study.db"), retclip::Database::Mode::create);
        QVERIFY(made && retclip::migrate(**made, 3));
        QVERIFY(bool((*made)->execute("INSERT INTO patient(code) VALUES('P7');"
                                      "INSERT INTO exam(patient, visit, number, code, sort_key) VALUES(1, '', 1, 'P7-1', 'p17');")));
    }
    QCOMPARE(call({"study", "info", old}).status, 1);
    const Answer upgraded = call({"study", "upgrade", old, "--json"});
    QVERIFY_DONE(upgraded);
    QCOMPARE(upgraded.json()["schema_version"].get<int>(), retclip::schemaSteps());
    QCOMPARE(found({}, old), QStringList{"P7-1"});
}

void tst_RetclipCuration::datasetsAreStratifiedComparedAndLookedThrough()
{
    const QString study = another("sets.study");
    QVERIFY_DONE(call({"quality", "look", study, "--quiet"}));
    // A and D have the same photographs and stay together. F's is a smaller copy of E's: where they fall apart, it
    // blocks until a reason is given.
    const QStringList apart{"dataset", study, "new", "apart", "--hold-out", "site=South", "--split", "100/0/0", "--json"};
    QVERIFY(call(apart).status != 0);
    const Answer held = call(apart + QStringList{"--because", "the same person, known"});
    QVERIFY_DONE(held);
    QCOMPARE(held.json()["patients"]["test"].get<int>(), 3);
    QCOMPARE(held.json()["patients"]["train"].get<int>(), 3);
    QCOMPARE(texts(held.json()["hold_out"]), QStringList{"site=South"});
    bool same = false;
    const Answer leaks = call({"dataset", "leaks", study, "apart", "--json"});
    for (const Json &line : leaks.lines()) {
        const QStringList exams = texts(line["exams"]);
        same = same || (line["blocks"].get<bool>() && exams.contains("E-1 (test)") && exams.contains("F-1 (train)"));
    }
    QVERIFY2(same, qPrintable(leaks.output));

    const Answer even = call({"dataset", study, "new", "even", "--where", "-patient:F", "--stratify", "sex", "--split", "60/0/40", "--together", "--json"});
    QVERIFY_DONE(even);
    QCOMPARE(text(even.json(), "stratify"), QStringLiteral("sex"));
    QVERIFY(call({"dataset", "leaks", study, "even", "--json"}).lines().empty()
            || text(call({"dataset", "leaks", study, "even", "--json"}).lines().front(), "kind").contains("report"));
    QVERIFY_DONE(call({"edit", study, "--exam", "B-1", "--tag", "kept"}));
    const Answer diff = call({"dataset", study, "diff", "apart", "even", "--json"});
    QVERIFY_DONE(diff);
    QCOMPARE(texts(diff.json()["removed"]), QStringList{"F-1"});
    QVERIFY(diff.json()["added"].empty());

    int training = -1;
    for (const Json &line : call({"dataset", study, "profile", "apart", "--json"}).lines())
        if (text(line, "field") == "site" && text(line, "value") == "North")
            training = line["train"].get<int>();
    QCOMPARE(training, 3);
    QVERIFY_DONE(call({"dataset", study, "answer", "apart", "motivation.funding", "Grant 81970", "--reader", "li"}));
    QString answered;
    for (const Json &line : call({"dataset", study, "questions", "apart", "--json"}).lines())
        if (text(line, "question") == "motivation.funding")
            answered = text(line, "answer");
    QCOMPARE(answered, QStringLiteral("Grant 81970"));
    QVERIFY_DONE(call({"dataset", study, "sheet", "apart", "--out", path("sheet.html")}));
    QFile sheet(path("sheet.html"));
    QVERIFY(sheet.open(QIODevice::ReadOnly) && sheet.readAll().contains("Grant 81970"));
    QVERIFY(!call({"dataset", study, "sheet", "apart", "--deidentify"}).output.contains(QStringLiteral("North")));
}

void tst_RetclipCuration::exportsAreProvedUnchanged()
{
    const QString out = path("hugging");
    const Answer made = call({"export", m_study, "--format", "huggingface", "--out", out, "--json", "--quiet"});
    QVERIFY_DONE(made);
    int rows = 0; // One a photograph, beside the photographs of its split.
    QDirIterator tables(out, {QStringLiteral("metadata.jsonl")}, QDir::Files, QDirIterator::Subdirectories);
    while (tables.hasNext()) {
        QFile table(tables.next());
        QVERIFY(table.open(QIODevice::ReadOnly));
        for (const QByteArray &line : table.readAll().split('\n')) {
            if (line.isEmpty())
                continue;
            ++rows;
            const QString file = text(Json::parse(line.toStdString(), nullptr, false), "file_name");
            QVERIFY2(!file.isEmpty() && QFile::exists(QFileInfo(table).path() + u'/' + file), line.constData());
        }
    }
    QCOMPARE(rows, 11);
    const Answer proved = call({"export", "verify", out, "--json", "--quiet"});
    QVERIFY_DONE(proved);
    const QString sum = text(proved.json(), "manifest_sha256");
    QCOMPARE(sum.size(), 64);
    QVERIFY_DONE(call({"export", "verify", out, "--expect", sum, "--quiet"}));
    QCOMPARE(call({"export", "verify", out, "--expect", QString(64, u'0'), "--quiet"}).status, 1);
    QFile readme(out + QStringLiteral("/README.md"));
    QVERIFY(readme.open(QIODevice::Append) && readme.write("more") == 4);
    readme.close();
    const Answer changed = call({"export", "verify", out, "--json", "--quiet"});
    QCOMPARE(changed.status, 1);
    QCOMPARE(texts(changed.json()["changed"]), QStringList{"README.md"});
}

void tst_RetclipCuration::aWatchedFolderFillsTheStudy()
{
    const QString study = path("watched.study"), folder = path("camera");
    QVERIFY_DONE(call({"study", "new", study}));
    QVERIFY(QDir().mkpath(folder));
    const QString pictures = path("source/images/synthetic_0002_");
    QVERIFY(QFile::copy(pictures + "left.jpg", folder + "/P1_left.jpg") && QFile::copy(pictures + "right.jpg", folder + "/P1_right.jpg"));
    const Answer passed = call({"watch", study, folder, "--once", "--every", "0.1", "--json", "--quiet"});
    QVERIFY_DONE(passed);
    QCOMPARE(passed.lines().front()["images"].get<int>(), 2);
    QCOMPARE(found(QStringLiteral("tag:new eye:both"), study), QStringList{"P1-1"});
    // Goes on until it is ended; what comes meanwhile comes in, what was there does not a second time.
    QVERIFY_DONE(call({"edit", study, "--exam", "P1-1", "--untag", "new"}));
    QProcess watching;
    watching.start(QStringLiteral(RETCLIP_PROGRAM), {"watch", study, folder, "--every", "0.1", "--json", "--quiet"});
    QVERIFY(watching.waitForStarted());
    QVERIFY(QFile::copy(pictures + "left.jpg", folder + "/P2_left.jpg"));
    QTRY_COMPARE_WITH_TIMEOUT(found(QStringLiteral("tag:new"), study), QStringList{"P2-1"}, patience_ms);
    watching.terminate();
    QVERIFY(watching.waitForFinished(patience_ms));
    QCOMPARE(watching.exitCode(), 130);
    QCOMPARE(found({}, study), (QStringList{"P1-1", "P2-1"}));
}

void tst_RetclipCuration::sentPhotographsComeIn()
{
#ifdef RETCLIP_HAVE_DICOM_NETWORK
    const QString study = path("received.study");
    QVERIFY_DONE(call({"study", "new", study}));
    QProcess receiving;
    receiving.start(QStringLiteral(RETCLIP_PROGRAM), {"receive", study, "--allow", "CAMERA", "--port", "0", "--json"});
    QVERIFY(receiving.waitForStarted());
    QString words;
    std::uint16_t port = 0;
    QElapsedTimer waited;
    waited.start();
    while (port == 0 && waited.elapsed() < patience_ms) {
        receiving.waitForReadyRead(200);
        words += QString::fromUtf8(receiving.readAllStandardError());
        static const QRegularExpression said(QStringLiteral("port (\\d+)"));
        if (const auto match = said.match(words); match.hasMatch())
            port = match.captured(1).toUShort();
    }
    QVERIFY2(port > 0, qPrintable(words));
    {
        DcmStorageSCU stranger;
        retclip::addPhotograph(stranger, "P8", "L", 3);
        QVERIFY(retclip::send(stranger, port, "STRANGER", "RETCLIP").bad());
    }
    DcmStorageSCU camera;
    retclip::addPhotograph(camera, "P7", "L", 1);
    retclip::addPhotograph(camera, "P7", "R", 2);
    const OFCondition sent = retclip::send(camera, port, "CAMERA", "RETCLIP");
    QVERIFY2(sent.good(), sent.text());
    QTRY_COMPARE_WITH_TIMEOUT(found(QStringLiteral("tag:new eye:both"), study), QStringList{"P7-1"}, patience_ms);
    receiving.terminate();
    QVERIFY(receiving.waitForFinished(patience_ms));
    QCOMPARE(receiving.exitCode(), 130);
    QCOMPARE(found({}, study), QStringList{"P7-1"}); // Nothing of the stranger's.
#else
    QSKIP("built without DCMTK's network part");
#endif
}

void tst_RetclipCuration::photographsBecomeInput()
{
    const QString out = path("tensors"), picture = path("source/images/synthetic_0001_left.jpg");
    const Answer made = call({"prepare", picture, picture, "--size", "32", "--out", out, "--json"});
    QVERIFY_DONE(made);
    QCOMPARE(made.lines().size(), std::size_t(2)); // Two of one name stand side by side.
    QFile first(text(made.lines()[0], "npy")), second(text(made.lines()[1], "npy"));
    QVERIFY(first.open(QIODevice::ReadOnly) && second.open(QIODevice::ReadOnly) && first.fileName() != second.fileName());
    const QByteArray bytes = first.readAll();
    QVERIFY(bytes.startsWith("\x93NUMPY") && bytes.left(128).contains("(3, 32, 32)") && bytes.left(128).contains("<f4"));
    QVERIFY(bytes.size() > 3 * 32 * 32 * 4 && bytes.size() < 3 * 32 * 32 * 4 + 256);
    QCOMPARE(second.readAll(), bytes);
    QVERIFY(bytes.right(4096) != QByteArray(4096, '\0'));
    QFile broken(path("broken.jpg"));
    QVERIFY(broken.open(QIODevice::WriteOnly) && broken.write("no picture") > 0);
    broken.close();
    const Answer failed = call({"prepare", picture, broken.fileName(), "--size", "32", "--out", out, "--json"});
    QCOMPARE(failed.status, 1);
    QVERIFY(failed.lines()[0].contains("npy") && failed.lines()[1].contains("error"));
}

QTEST_GUILESS_MAIN(tst_RetclipCuration)
#include "tst_retclip_curation.moc"
