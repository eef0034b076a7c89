// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/program.h"
#include "tests/import/dicom_file.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <random>
#include <set>

namespace {

QStringList verbNames()
{
    QStringList names;
    for (const QString &line : call({QStringLiteral("help")}).output.split(QLatin1Char('\n')))
        if (line.startsWith(QStringLiteral("  ")))
            names << line.simplified().section(QLatin1Char(' '), 0, 0);
    return names;
}

} // namespace

class tst_Retclip : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void everyVerbHelps_data();
    void everyVerbHelps();
    void wrongUsage_data();
    void wrongUsage();
    void aDeviceThatIsNotThereRegistersNothing();
    void memoryIsWhatWasEstimated_data();
    void memoryIsWhatWasEstimated();
    void aProbeSaysWhatItStartsFrom();
    void aNetworkFindsTheSameAndTheLike();
    void aGroupGoesOnWhereItEnded();
    void failures_data();
    void failures();
    void versionIsOneLine();
    void messagesSpeakChinese();
    void commonOptionsMayStandFirst();
    void errorsFileIsLookedAtFirst();
    void photographsAreJudgedAndCleaned();
    void whoTheyAreStaysBehind();
    void studyIsListed();
    void editsAreJournalled();
    void regionsAreMarkedListedAndTakenAway();
    void aRoundGoesOutComesBackAndIsSettled();
    void labelIssuesAreListedWithReasons();
    void marksAreKeptAndListed();
    void photographsOfTheSameEyeAlign();
    void halfASurrogatePairIsAnUnknownWord();
    void aCheckpointIsListedWithoutTheEngine();
    void tensorsWithoutAPlaceAreNamed();
    void inputsThatDoNotFitAreNamed();
    void verifiesItselfAndSavesAReport();
    void presetsSayWhereTheirSettingsStand();
    void metricsEqualReferences_data();
    void metricsEqualReferences();
    void retrievalMetricsEqualReferences();
    void confirmedEditsSurviveKills();

private:
    QTemporaryDir m_folder;
    QString m_study;
};

void tst_Retclip::initTestCase()
{
    // A name as people have them.
    m_study = m_folder.filePath(QStringLiteral("示例 研究 'a\";b.study"));
    const Answer made = call({"sample", m_study, "--patients", "12", "--language", "both", "--json", "--quiet"});
    QVERIFY2(made.status == 0, qPrintable(made.words));
    QCOMPARE(made.json()["patients"].get<int>(), 12);
    QVERIFY(made.words.isEmpty());
}

void tst_Retclip::everyVerbHelps_data()
{
    QTest::addColumn<QString>("verb");
    const QStringList names = verbNames();
    QVERIFY(names.size() > 20);
    for (const QString &name : names)
        QTest::newRow(qPrintable(name)) << name;
}

void tst_Retclip::everyVerbHelps()
{
    QFETCH(QString, verb);
    const Answer answer = call({verb, "--help"});
    QCOMPARE(answer.status, 0);
    QVERIFY(answer.output.startsWith(verb + QStringLiteral(": ")));
    QVERIFY(answer.output.contains(QStringLiteral("Example: ")));
    QVERIFY(answer.output.contains(QStringLiteral("retclip ") + verb));
    QVERIFY(answer.output.contains(QStringLiteral("--json")));
    QCOMPARE(call({verb, "--no-such-option"}).status, 2);
}

void tst_Retclip::wrongUsage_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("words");
    QTest::newRow("nothing") << QStringList{} << "usage";
    QTest::newRow("unknown verb, a near one is named") << QStringList{"improt"} << "import";
    QTest::newRow("unknown option, a near one is named") << QStringList{"list", m_study, "--were", "x"} << "--where";
    QTest::newRow("study is missing") << QStringList{"list"} << "STUDY";
    QTest::newRow("one word too many") << QStringList{"list", m_study, "more"} << "more";
    QTest::newRow("no number") << QStringList{"list", m_study, "--limit", "many"} << "many";
    QTest::newRow("below the range") << QStringList{"sample", "x", "--patients", "0"} << "at least 1";
    QTest::newRow("no such choice") << QStringList{"sample", "x", "--as", "heap"} << "study, files";
    QTest::newRow("value is missing") << QStringList{"list", m_study, "--where"} << "needs a value";
    QTest::newRow("no such field") << QStringList{"list", m_study, "--fields", "name"} << "patient";
    QTest::newRow("query with a mistake") << QStringList{"list", m_study, "--where", "age>old"} << "age";
    QTest::newRow("no action") << QStringList{"study"} << "new";
    QTest::newRow("no such preset") << QStringList{"train", m_study, "--preset", "huge"} << "pretrain-small";
    QTest::newRow("no such setting") << QStringList{"train", m_study, "--preset", "quick", "--set", "batchsize=2"} << "batch_size";
    QTest::newRow("a setting that nobody knows") << QStringList{"train", m_study, "--preset", "quick", "--set", "bogus=1"} << "bogus";
    QTest::newRow("a sweep of no setting") << QStringList{"sweep", m_study, "--name", "x", "--preset", "quick", "--grid", "rate=1"} << "rate";
    QTest::newRow("a sweep of nothing") << QStringList{"sweep", m_study, "--name", "x", "--preset", "quick"} << "nothing to vary";
    QTest::newRow("a setting below its range") << QStringList{"train", m_study, "--preset", "quick", "--set", "epochs=-1"} << "epochs";
    QTest::newRow("no such export format") << QStringList{"export", m_study, "--format", "pdf", "--out", "x"} << "csv";
    QTest::newRow("an option that must stand behind the verb") << QStringList{"--limit", "3", "list", m_study} << "--limit";
    QTest::newRow("a language that there is not, before the verb") << QStringList{"--language", "fr", "doctor"} << "zh_CN";
    QTest::newRow("a model format that there is not") << QStringList{"model", "convert", "in.pt", m_folder.filePath("out.onnx")} << ".safetensors";
    QTest::newRow("split over 100") << QStringList{"dataset", m_study, "new", "d", "--split", "70/20/20"} << "70/10/20";
}

void tst_Retclip::wrongUsage()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, words);
    const Answer answer = call(arguments);
    QVERIFY2(answer.status == 2, qPrintable(answer.words));
    QVERIFY(answer.output.isEmpty());
    QVERIFY2(answer.words.contains(words), qPrintable(answer.words));
    QCOMPARE(call({"study", "info", m_study, "--json"}).json()["runs"].get<int>(), 0);
}

void tst_Retclip::aDeviceThatIsNotThereRegistersNothing()
{
    const Json machine = call({"doctor", "--json"}).json();
    if (machine["libtorch"].is_null())
        QSKIP("this build has no network engine");
    if (machine.dump().find("cuda:0") != std::string::npos)
        QSKIP("this machine has a CUDA device");
    const Answer answer = call({"train", m_study, "--preset", "quick", "--device", "cuda:0"});
    QCOMPARE(answer.status, 1);
    QVERIFY2(answer.words.contains(QStringLiteral("cuda:0"))
                 && answer.words.split(QLatin1Char('\n'), Qt::SkipEmptyParts).size() >= 3,
             qPrintable(answer.words)); // happened, kept, do
    QCOMPARE(call({"study", "info", m_study, "--json"}).json()["runs"].get<int>(), 0);
    QVERIFY(QDir(m_study + "/runs").entryList(QDir::Dirs | QDir::NoDotAndDotDot).isEmpty());
}

void tst_Retclip::aProbeSaysWhatItStartsFrom()
{
    if (call({"doctor", "--json"}).json()["libtorch"].is_null())
        QSKIP("this build has no network engine");
    const QString study = m_folder.filePath("probe.study");
    QCOMPARE(call({"sample", study, "--patients", "12", "--json", "--quiet"}).status, 0);
    const QStringList probe{"train", study, "--preset", "probe", "--label-set", "finding", "--json",
                            "--set", "network.vision_layers=1", "--set", "network.image_resolution=32",
                            "--set", "network.text_num_hidden_layers=1"};
    const Answer random = call(probe);
    QVERIFY2(random.status == 0, qPrintable(random.words));
    QVERIFY2(random.words.contains("start_from"), qPrintable(random.words));
    QVERIFY(random.output.contains("No start checkpoint is set")); // the run's own log
    // A path typed beside the study means that file, wherever the run computes.
    const Answer relative = call(probe + QStringList{"--set", "start_from=beside/weights.safetensors"});
    QCOMPARE(relative.status, 1);
    const QString whole = QDir::current().absoluteFilePath("beside/weights.safetensors");
    QVERIFY2(relative.words.contains(whole), qPrintable(relative.words));
    QVERIFY(!relative.words.contains("No start checkpoint"));
}

/// Of a network that learned next to nothing: a photograph is most like itself under another name.
void tst_Retclip::aNetworkFindsTheSameAndTheLike()
{
    if (call({"doctor", "--json"}).json()["libtorch"].is_null())
        QSKIP("this build has no network engine");
    const QString files = m_folder.filePath("like"), study = m_folder.filePath("like.study");
    QCOMPARE(call({"sample", files, "--patients", "12", "--as", "files", "--quiet"}).status, 0);
    QFile table(files + QStringLiteral("/like.csv"));
    QVERIFY(table.open(QIODevice::WriteOnly));
    table.write("patient,left,right,report,finding\n");
    for (int i = 1; i <= 13; ++i) // The thirteenth is the first again.
        table.write(QStringLiteral("P%1,images/synthetic_00%2_left.jpg,images/synthetic_00%2_right.jpg,report of %3,%4\n")
                        .arg(i).arg((i - 1) % 12 + 1, 2, 10, QLatin1Char('0')).arg(i).arg(i % 2).toUtf8());
    table.close();
    QCOMPARE(call({"study", "new", study}).status, 0);
    const Answer in = call({"import", study, table.fileName(), "--layout", "table", "--quiet", "--json"});
    QVERIFY2(in.status == 0 && in.json()["exams"] == 13, qPrintable(in.words + in.output));
    const Answer run = call({"train", study, "--preset", "quick", "--name", "chance", "--json", "--quiet", "--device", "cpu",
                             "--set", "network.vision_layers=1", "--set", "network.image_resolution=32",
                             "--set", "network.text_num_hidden_layers=1", "--set", "epochs=1", "--set", "batch_size=4"});
    QVERIFY2(run.status == 0, qPrintable(run.words));
    const Answer twice = call({"duplicates", study, "--run", "chance", "--least", "0.9999", "--json", "--quiet", "--device", "cpu"});
    QVERIFY2(twice.status == 0, qPrintable(twice.words));
    QStringList pairs;
    for (const Json &line : twice.lines()) {
        QCOMPARE(line["kind"].get<std::string>(), std::string("embedding"));
        QStringList names;
        for (const Json &exam : line["exams"])
            names << QString::fromStdString(exam["exam"].get<std::string>());
        names.sort();
        pairs << names.join('=');
    }
    QCOMPARE(pairs, (QStringList{"P1-1=P13-1", "P1-1=P13-1"})); // Each eye.
    const Answer hits = call({"retrieve", study, "--run", "chance", "--exam", "P1-1", "--top", "3", "--json", "--quiet", "--device", "cpu"});
    QVERIFY2(hits.status == 0, qPrintable(hits.words));
    const auto lines = hits.lines();
    QCOMPARE(lines.size(), std::size_t(3));
    QCOMPARE(lines[0]["rank"].get<int>(), 1);
    QCOMPARE(lines[0]["exam"].get<std::string>(), std::string("P13-1"));
    QVERIFY(lines[0]["similarity"].get<double>() > 0.999);
    QVERIFY(lines[1]["similarity"].get<double>() <= lines[0]["similarity"].get<double>());
    for (const Json &line : lines)
        QVERIFY(line["exam"] != "P1-1"); // It never answers itself.
    const Answer among = call({"retrieve", study, "--run", "chance", "--exam", "P1-1", "--where", "patient:P2", "--json", "--quiet", "--device", "cpu"});
    QCOMPARE(among.lines().size(), std::size_t(1));
    QCOMPARE(among.json()["exam"].get<std::string>(), std::string("P2-1"));
    QCOMPARE(call({"retrieve", study, "--run", "chance", "--exam", "P99-1", "--quiet"}).status, 1);
    const Answer reports = call({"retrieve", study, "--run", "chance", "--exam", "P1-1", "--to", "reports", "--top", "2", "--json", "--quiet", "--device", "cpu"});
    QVERIFY2(reports.status == 0 && reports.lines().size() == 2, qPrintable(reports.words));
}

void tst_Retclip::aGroupGoesOnWhereItEnded()
{
    if (call({"doctor", "--json"}).json()["libtorch"].is_null())
        QSKIP("this build has no network engine");
    const QString study = m_folder.filePath("group.study");
    QCOMPARE(call({"sample", study, "--patients", "30", "--json", "--quiet"}).status, 0);
    const QStringList sweep{"sweep", study, "--name", "cv", "--preset", "probe", "--label-set", "finding", "--json",
                            "--quiet", "--folds", "3", "--grid", "probe_l2=0.1,1", "--set", "network.vision_layers=1",
                            "--set", "network.image_resolution=32", "--set", "network.text_num_hidden_layers=1"};
    const Answer made = call(sweep);
    QVERIFY2(made.status == 0, qPrintable(made.words));
    const auto lines = made.lines();
    QCOMPARE(lines.size(), std::size_t(2 * 3 + 1));
    std::set<std::string> names;
    for (std::size_t i = 0; i < 6; ++i) {
        names.insert(lines[i]["name"].get<std::string>());
        QCOMPARE(lines[i]["state"].get<std::string>(), std::string("done"));
        QCOMPARE(lines[i]["fold"].get<int>(), int(i % 3) + 1);
    }
    QCOMPARE(names.size(), std::size_t(6));
    QVERIFY(names.contains("cv-02-fold3"));
    const Json table = lines.back();
    QCOMPARE(table["table"].get<std::string>(), std::string("cv"));
    QCOMPARE(table["rows"].size(), std::size_t(2));
    QCOMPARE(table["rows"][0]["runs"].size(), std::size_t(3));
    QVERIFY(table["rows"][0]["settings"].contains("probe_l2"));

    const Answer again = call(sweep);
    QCOMPARE(again.status, 0);
    QCOMPARE(again.lines().back().dump(), table.dump()); // Nothing was trained anew.
    QCOMPARE(call({"runs", study, "--json"}).lines().size(), std::size_t(6));
    QCOMPARE(call({"sweep", "show", study, "cv", "--json"}).json().dump(), table.dump());
    QCOMPARE(call({"sweep", "show", study, "vc"}).status, 1);
    // Other settings under the same name touch nothing.
    const Answer other = call(sweep + QStringList{"--set", "seed=7"});
    QCOMPARE(other.status, 1);
    QVERIFY2(other.words.contains("cv-01-fold1"), qPrintable(other.words));
    QCOMPARE(call({"runs", study, "--json"}).lines().size(), std::size_t(6));
}

void tst_Retclip::failures_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("no such study") << QStringList{"list", "/no/such.study"};
    QTest::newRow("no such exam") << QStringList{"edit", m_study, "--exam", "nobody", "--tag", "x"};
    QTest::newRow("no such run") << QStringList{"runs", "show", m_study, "99"};
    QTest::newRow("study is there already") << QStringList{"study", "new", m_study};
    QTest::newRow("photograph is missing") << QStringList{"prepare", "/no/such.jpg", "--out", m_folder.filePath("out")};
}

void tst_Retclip::failures()
{
    QFETCH(QStringList, arguments);
    const Answer answer = call(arguments);
    QVERIFY2(answer.status == 1, qPrintable(answer.words));
    QVERIFY2(answer.words.split(QLatin1Char('\n'), Qt::SkipEmptyParts).size() >= 2,
             qPrintable(answer.words)); // happened, kept, do
}

void tst_Retclip::versionIsOneLine()
{
    const Answer answer = call({"--version"});
    QCOMPARE(answer.status, 0);
    QVERIFY(answer.output.startsWith(QStringLiteral("retclip ")));
    QCOMPARE(answer.output.count(QLatin1Char('\n')), 1);
}

void tst_Retclip::messagesSpeakChinese()
{
    // --json stays as it is; the exit status too.
    const Answer plain = call({"study", "info", m_study, "--json"});
    const Answer chinese = call({"study", "info", m_study, "--json", "--language", "zh_CN"});
    QCOMPARE(chinese.status, 0);
    QCOMPARE(chinese.output, plain.output);
    QCOMPARE(call({"list", "--language", "zh_CN"}).status, 2);
}

void tst_Retclip::commonOptionsMayStandFirst()
{
    const Answer behind = call({"study", "info", m_study, "--json"});
    const Answer before = call({"--json", "--quiet", "--language", "zh_CN", "study", "info", m_study});
    QVERIFY2(before.status == 0, qPrintable(before.words));
    QCOMPARE(before.output, behind.output);
    QCOMPARE(call({"--language=en", "list", m_study}).status, 0);
    QCOMPARE(call({"--quiet", "--version"}).status, 0);
    QVERIFY(call({"--language", "en", "--help", "list"}).output.startsWith(QStringLiteral("list: ")));
    // The sample's own --language is the reports'; before the verb it is that of messages.
    const Answer sample = call({"--language", "zh_CN", "--quiet", "sample", m_folder.filePath("zh"),
                                "--patients", "1", "--language", "en", "--as", "files"});
    QVERIFY2(sample.status == 0, qPrintable(sample.words));
    QVERIFY(sample.words.isEmpty());
}

void tst_Retclip::errorsFileIsLookedAtFirst()
{
    const QString source = m_folder.filePath("loose"), study = m_folder.filePath("e.study");
    QCOMPARE(call({"sample", source, "--patients", "2", "--as", "files", "--quiet"}).status, 0);
    QCOMPARE(call({"study", "new", study}).status, 0);
    for (const QString &file : {m_folder.filePath("no/such/folder/e.csv"), m_folder.path()}) {
        const Answer refused = call({"import", study, source, "--errors", file, "--json"});
        QCOMPARE(refused.status, 1);
        QVERIFY2(refused.words.contains(QStringLiteral("Nothing was imported.")), qPrintable(refused.words));
        QCOMPARE(call({"study", "info", study, "--json"}).json()["exams"].get<int>(), 0);
    }
    const QString errors = m_folder.filePath("errors.csv");
    QCOMPARE(call({"import", study, source, "--errors", errors}).status, 0);
    QVERIFY(QFile::exists(errors));
    QCOMPARE(call({"study", "info", study, "--json"}).json()["exams"].get<int>(), 2);
}

void tst_Retclip::photographsAreJudgedAndCleaned()
{
    const Answer all = call({"quality", m_study, "--all", "--json", "--quiet"});
    QVERIFY2(all.status == 0, qPrintable(all.words));
    QCOMPARE(all.lines().size(), std::size_t(12));
    for (const Json &line : all.lines()) {
        for (const char *key : {"patient", "exam", "reason", "quality", "photographs"})
            QVERIFY2(line.contains(key), key);
        QCOMPARE(line["reason"].get<std::string>().empty(), line["quality"].get<double>() >= 0.5);
    }
    QCOMPARE(call({"quality", m_study, "--store", "--quiet"}).status, 0);
    QCOMPARE(call({"list", m_study, "--where", "quality>=0", "--json"}).lines().size(), std::size_t(12));

    const QString source = m_folder.filePath("pictures"), out = m_folder.filePath("clean");
    QCOMPARE(call({"sample", source, "--patients", "2", "--as", "files", "--quiet"}).status, 0);
    const QString report = m_folder.filePath("removed.json");
    const Answer cleaned = call({"deidentify", source + "/images", out, "--report", report, "--json", "--quiet"});
    QVERIFY2(cleaned.status == 0, qPrintable(cleaned.words));
    QCOMPARE(cleaned.json()["files"].get<int>(), int(QDir(source + "/images").entryList(QDir::Files).size()));
    QCOMPARE(cleaned.json()["files"].get<int>(), int(QDir(out).entryList(QDir::Files).size()));
    QVERIFY(cleaned.json()["removed"].is_array() && cleaned.json()["flagged"].is_array());
    QVERIFY(QFile::exists(report));
    QCOMPARE(call({"deidentify", source, out}).status, 1); // It is there and not empty.
    // Folders and files named after a person are not; both eyes still belong together.
    const QString ward = m_folder.filePath("ward_a"), person = ward + QStringLiteral("/张三_13812345678");
    QVERIFY(QDir().mkpath(person));
    const QString photograph = QDir(out).absoluteFilePath(QDir(out).entryList(QDir::Files).first());
    QVERIFY(QFile::copy(photograph, person + "/ZhangSan0_left.jpg") && QFile::copy(photograph, person + "/ZhangSan0_right.jpg"));
    const QString nameless = m_folder.filePath("nameless"), named = m_folder.filePath("named");
    QCOMPARE(call({"deidentify", ward, nameless, "--quiet"}).status, 0);
    const QStringList folders = QDir(nameless).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    QCOMPARE(folders.size(), 1);
    QVERIFY(folders.first().startsWith('P') && folders.first().size() == 13);
    const QStringList files = QDir(nameless + '/' + folders.first()).entryList(QDir::Files);
    QCOMPARE(files.size(), 2);
    QCOMPARE(files[0].section('_', 0, 0), files[1].section('_', 0, 0));
    QVERIFY(!files.join(' ').contains("Zhang") && files[0].endsWith("_left.jpg") && files[1].endsWith("_right.jpg"));
    QFile dicom(ward + QStringLiteral("/ZhangSan2.dcm"));
    QVERIFY(dicom.open(QIODevice::WriteOnly));
    dicom.write(retclip::dicomPhotograph({}).file());
    dicom.close();
    const Answer kept = call({"deidentify", ward, named, "--keep-names", "--json", "--quiet"});
    QVERIFY(QFile::exists(named + QStringLiteral("/张三_13812345678/ZhangSan0_left.jpg")));
    QStringList flagged;
    const Json told = kept.json();
    for (const Json &flag : told["flagged"])
        if (flag["reason"] == "its name was kept")
            flagged << QString::fromStdString(flag["file"].get<std::string>());
    QVERIFY2(flagged.size() == 3 && flagged.contains(QStringLiteral("ZhangSan2.dcm")), qPrintable(kept.output));
}

void tst_Retclip::whoTheyAreStaysBehind()
{
    const QString source = m_folder.filePath("ward"), study = m_folder.filePath("ward.study"),
                  key = m_folder.filePath("keys/ward.key");
    QCOMPARE(call({"sample", source, "--patients", "3", "--as", "files", "--quiet"}).status, 0);
    // A table of the same photographs, with a report that names its (made-up) patient.
    const QString picture = QDir(source + "/images").entryList(QDir::Files).first();
    QFile table(source + "/ward.csv");
    QVERIFY(table.open(QIODevice::WriteOnly));
    table.write(QStringLiteral("patient,date,left_image,report\nHOSP-4711,2023-04-05,images/%1,\"姓名：王小明，右眼C/D约0.6\"\n").arg(picture).toUtf8());
    table.close();
    QCOMPARE(call({"study", "new", study}).status, 0);
    QCOMPARE(call({"import", study, table.fileName(), "--layout", "table", "--deidentify"}).status, 2); // A key belongs to it.
    QCOMPARE(call({"import", study, table.fileName(), "--layout", "table", "--quiet"}).status, 0);
    const auto finds = call({"study", "privacy", study, "--json", "--quiet"}).lines();
    QCOMPARE(finds.size(), std::size_t(1));
    for (const char *each : {"exam", "field", "kind", "start", "length", "text", "evidence", "confidence", "replacement"})
        QVERIFY2(finds[0].contains(each), each);
    QCOMPARE(finds[0]["kind"].get<std::string>(), std::string("name"));
    QCOMPARE(call({"study", "privacy", study, "--kind", "nonsense"}).status, 2);

    const QString out = m_folder.filePath("ward out");
    QCOMPARE(call({"export", study, "--format", "jsonl", "--out", out, "--key", key}).status, 2); // Of --deidentify.
    QCOMPARE(call({"export", study, "--format", "jsonl", "--out", out, "--deidentify", "--key", study + "/k"}).status, 2);
    const Answer exported = call({"export", study, "--format", "jsonl", "--out", out, "--deidentify", "--key", key, "--json", "--quiet"});
    QVERIFY2(exported.status == 0, qPrintable(exported.words));
    QFile rows(out + "/exams.jsonl");
    QVERIFY(rows.open(QIODevice::ReadOnly));
    const QByteArray text = rows.readAll();
    QVERIFY(!text.contains("HOSP") && !text.contains("王小明") && !text.contains("2023-04-05") && text.contains("C/D约0.6"));

    const auto redacted = call({"study", "privacy", study, "--redact", "--json", "--quiet"}).lines();
    QCOMPARE(redacted.back()["kind"].get<std::string>(), std::string("redact"));
    QCOMPARE(call({"study", "privacy", study, "--json", "--quiet"}).lines().size(), std::size_t(0));
    QCOMPARE(call({"undo", study}).status, 0);
    QCOMPARE(call({"study", "privacy", study, "--json", "--quiet"}).lines().size(), std::size_t(1));

    const QString hidden = m_folder.filePath("hidden.study");
    QCOMPARE(call({"study", "new", hidden}).status, 0);
    QCOMPARE(call({"import", hidden, table.fileName(), "--layout", "table", "--deidentify", "--key", key, "--quiet"}).status, 0);
    const auto exams = call({"list", hidden, "--json"}).lines();
    QCOMPARE(exams.size(), std::size_t(1));
    // The same key, the same person: as in the export.
    QVERIFY(text.contains(exams[0]["patient"].get<std::string>().c_str()));
}

void tst_Retclip::studyIsListed()
{
    const Json info = call({"study", "info", m_study, "--json"}).json();
    for (const char *key : {"patients", "exams", "images", "reports", "labels", "runs", "schema_version", "bytes"})
        QVERIFY2(info.contains(key), key);
    QCOMPARE(info["patients"].get<int>(), 12);
    const auto lines = call({"list", m_study, "--json"}).lines();
    QCOMPARE(int(lines.size()), info["exams"].get<int>());
    for (const Json &line : lines)
        for (const char *key : {"patient", "exam", "left", "right", "report", "labels", "tags", "split"})
            QVERIFY2(line.contains(key), key);
    QCOMPARE(call({"list", m_study, "--json", "--limit", "3", "--fields", "exam,tags"}).lines().size(), std::size_t(3));
    QCOMPARE(call({"study", "check", m_study}).status, 0);
    const Json dataset = call({"dataset", m_study, "new", "d1", "--split", "50/25/25", "--json"}).json();
    QCOMPARE(dataset["patients"]["train"].get<int>() + dataset["patients"]["validation"].get<int>()
                 + dataset["patients"]["test"].get<int>(), 12);
    QCOMPARE(call({"dataset", "verify", m_study, "d1"}).status, 0);
    const auto splits = [&](const QStringList &more) {
        QHash<QString, int> count;
        for (const Json &line : call(QStringList{"list", m_study, "--json"} + more).lines())
            ++count[line["split"].is_null() ? QString() : QString::fromStdString(line["split"])];
        return count;
    };
    QCOMPARE(splits({})["train"], 6);
    QCOMPARE(splits({}).value(QString()), 0);
    // A newer dataset counts, unless the query names another.
    QCOMPARE(call({"dataset", m_study, "new", "d2", "--split", "100/0/0"}).status, 0);
    QCOMPARE(splits({})["train"], 12);
    QCOMPARE(splits({"--where", "dataset:d1"})["train"], 6);
}

void tst_Retclip::editsAreJournalled()
{
    const std::string exam = call({"list", m_study, "--json"}).lines().front()["exam"];
    const QString code = QString::fromStdString(exam);
    const Answer edit = call({"edit", m_study, "--exam", code, "--tag", "标记", "--note", "a, \"b\"",
                              "--reader", "Li", "--json"});
    QVERIFY2(edit.status == 0, qPrintable(edit.words));
    QCOMPARE(edit.lines().size(), std::size_t(1)); // Two changes, one edit.
    QCOMPARE(edit.json()["kind"].get<std::string>(), std::string("edit"));
    for (const Json &line : edit.lines())
        for (const char *key : {"edit", "time", "reader", "kind", "items", "hash"})
            QVERIFY2(line.contains(key), key);
    const auto history = call({"history", m_study, "--exam", code, "--json"}).lines();
    QCOMPARE(history.front()["reader"].get<std::string>(), std::string("Li"));
    const auto tags = [&] {
        return call({"list", m_study, "--where", "exam:\"" + code + "\"", "--json"}).lines().front()["tags"];
    };
    QVERIFY((tags() == Json::array({"标记"})));
    const auto comment = [&] {
        return call({"list", m_study, "--where", "exam:\"" + code + "\"", "--json", "--fields", "comment"})
            .lines().front()["comment"].get<std::string>();
    };
    QCOMPARE(comment(), std::string("a, \"b\""));
    QCOMPARE(call({"undo", m_study}).status, 0);
    QVERIFY((tags() == Json::array()));
    QVERIFY(comment().empty());
    QCOMPARE(call({"redo", m_study}).status, 0);
    QVERIFY((tags() == Json::array({"标记"})));
    // What is so already is no edit, whoever says it.
    const qsizetype rows = qsizetype(call({"history", m_study, "--json"}).lines().size());
    const Answer again = call({"edit", m_study, "--exam", code, "--tag", "标记", "--reader", "li", "--json"});
    QCOMPARE(again.status, 0);
    QVERIFY(again.json()["edit"].is_null());
    QCOMPARE(again.json()["items"].get<int>(), 0);
    QVERIFY2(again.words.contains("Nothing was to change"), qPrintable(again.words));
    QCOMPARE(qsizetype(call({"history", m_study, "--json"}).lines().size()), rows);
    // What one action does, the next one sees.
    const Answer both = call({"edit", m_study, "--exam", code, "--tag", "t", "--untag", "t", "--json"});
    QCOMPARE(both.status, 0);
    QVERIFY((tags() == Json::array({"标记"})));
    QCOMPARE(call({"edit", m_study, "--exam", code, "--untag", "标记"}).status, 0);
    QVERIFY((tags() == Json::array()));
    QCOMPARE(call({"study", "check", m_study}).status, 0);
}

void tst_Retclip::regionsAreMarkedListedAndTakenAway()
{
    const QString study = m_folder.filePath(QStringLiteral("regions.study"));
    QCOMPARE(call({"sample", study, "--patients", "3", "--quiet"}).status, 0);
    const std::string exam = call({"list", study, "--json", "--limit", "1"}).lines().front()["exam"];
    const QString code = QString::fromStdString(exam);
    const Answer added = call({"regions", study, "add", "--exam", code, "--eye", "right", "--class", "drusen",
                               "--ellipse", "60,50,10,5", "--reader", "chen", "--json"});
    QVERIFY2(added.status == 0, qPrintable(added.words));
    QCOMPARE(added.json()["kind"].get<std::string>(), "region");
    QCOMPARE(call({"regions", study, "add", "--exam", code, "--eye", "left", "--class", "hard_exudate", "--polygon",
                   "10,10,30,10,30,30", "--json"}).status, 0);
    Answer listed = call({"regions", study, "list", "--json"});
    QCOMPARE(listed.lines().size(), std::size_t(2));
    const Json first = listed.lines()[0];
    QCOMPARE(first["reader"].get<std::string>(), "chen");
    QCOMPARE(first["eye"].get<std::string>(), "right");
    QVERIFY(first["geometry"] == (Json{60, 50, 10, 5}));
    QVERIFY(std::abs(first["area_px"].get<double>() - 157.08) < 0.01);
    QCOMPARE(call({"list", study, "--where", "region:exudate", "--json"}).lines().size(), std::size_t(1));

    // What is listed goes into another study as it is, once.
    const QString file = m_folder.filePath(QStringLiteral("regions.jsonl"));
    QFile out(file);
    QVERIFY(out.open(QIODevice::WriteOnly));
    out.write(listed.output.toUtf8());
    out.close();
    const QString other = m_folder.filePath(QStringLiteral("regions2.study"));
    QCOMPARE(call({"sample", other, "--patients", "3", "--quiet"}).status, 0);
    QCOMPARE(call({"regions", other, "add", file, "--json"}).lines().size(), std::size_t(2));
    const Answer again = call({"regions", other, "add", file, "--json"});
    QCOMPARE(again.status, 0);
    QVERIFY(again.output.isEmpty());

    const QString number = QString::number(first["region"].get<qint64>());
    QCOMPARE(call({"regions", study, "change", number, "--class", "microaneurysm", "--move=-5,2"}).status, 0);
    QVERIFY(call({"regions", study, "list", "--class", "microaneurysm", "--json"}).lines().front()["geometry"]
            == (Json{55, 52, 10, 5}));
    QCOMPARE(call({"regions", study, "remove", number}).status, 0);
    QCOMPARE(call({"regions", study, "list", "--json"}).lines().size(), std::size_t(1));
    QCOMPARE(call({"undo", study}).status, 0);
    QCOMPARE(call({"regions", study, "list", "--json"}).lines().size(), std::size_t(2));
    QCOMPARE(call({"regions", study, "remove", "999"}).status, 1);
    QCOMPARE(call({"regions", study, "add", "--exam", code}).status, 2);
}

void tst_Retclip::aRoundGoesOutComesBackAndIsSettled()
{
    const QString study = m_folder.filePath(QStringLiteral("round.study"));
    QCOMPARE(call({"sample", study, "--patients", "6", "--quiet"}).status, 0);
    const Answer opened = call({"review", study, "round", "new", "wave", "--labels", "finding", "--readers", "chen,li",
                                "--controls", "0.5", "--json"});
    QVERIFY2(opened.status == 0, qPrintable(opened.words));
    QCOMPARE(opened.json()["cases"].get<int>(), 6);
    QCOMPARE(opened.json()["controls"].get<int>(), 3);
    const std::string grade = "glaucoma";

    for (const char *reader : {"chen", "li"}) {
        const Answer queue = call({"review", study, "round", "queue", "wave", "--reader", reader});
        QVERIFY2(queue.status == 0, qPrintable(queue.words));
        QStringList lines = queue.output.split(QLatin1Char('\n'), Qt::SkipEmptyParts);
        const QStringList heading = lines.first().split(QLatin1Char(','));
        const auto left = heading.indexOf(QStringLiteral("left")), wanted = heading.indexOf(QStringLiteral("grade"));
        QVERIFY(left > 0 && wanted > left && !heading.contains(QStringLiteral("item")));
        const QString disputed = m_folder.filePath(QStringLiteral("round.study/images/synthetic_0003_left.jpg"));
        for (qsizetype i = 1; i < lines.size(); ++i) {
            QStringList cells = lines[i].split(QLatin1Char(','));
            const bool differs = cells[left] == disputed && qstrcmp(reader, "li") == 0;
            cells[wanted] = differs ? QStringLiteral("ungradable") : QString::fromStdString(grade);
            lines[i] = cells.join(QLatin1Char(','));
        }
        const QString file = m_folder.filePath(QStringLiteral("%1.csv").arg(QLatin1String(reader)));
        QFile out(file);
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write(lines.join(QLatin1Char('\n')).toUtf8());
        out.close();
        const Answer applied = call({"review", study, "apply", file, "--json"});
        QVERIFY2(applied.status == 0, qPrintable(applied.words));
        QVERIFY(applied.lines().size() >= 9);
        const Answer again = call({"review", study, "apply", file, "--json"});
        QCOMPARE(again.status, 0);
        QVERIFY(again.output.isEmpty());
    }
    // Another grade of the same reader is named, not taken.
    const QString file = m_folder.filePath(QStringLiteral("other.csv"));
    QFile out(file);
    QVERIFY(out.open(QIODevice::WriteOnly));
    out.write("round,item,reader,grade\nwave,2,chen,ungradable\n");
    out.close();
    QCOMPARE(call({"review", study, "apply", file}).status, 1);

    const Json shown = call({"review", study, "round", "show", "wave", "--json"}).json();
    QCOMPARE(shown["progress"][0]["graded"].get<int>(), 9);
    QVERIFY(shown["disputed"].get<int>() >= 1);
    const Json agreement = call({"review", study, "agreement", "--round", "wave", "--json"}).json();
    QVERIFY(agreement["kappa"]["value"].is_null()); // One class throughout, but for what was not gradable.
    QVERIFY(!agreement["kappa"]["reason"].get<std::string>().empty());
    QCOMPARE(agreement["not_gradable"].get<int>() > 0, true);
    QCOMPARE(agreement["intra"].size(), std::size_t(2));
    QCOMPARE(agreement["parts"][0]["agreement"]["value"].get<double>(), 1.0);

    const std::vector<Json> open = call({"review", study, "disagreements", "wave", "--json"}).lines();
    QVERIFY(!open.empty());
    const QString item = QString::number(open[0]["item"].get<int>());
    QCOMPARE(open[0]["grades"]["A"]["grade"].get<std::string>(), grade);
    QCOMPARE(open[0]["grades"]["B"]["grade"].get<std::string>(), "ungradable");
    QCOMPARE(call({"list", study, "--where", "round:wave disputed", "--json"}).lines().size(), std::size_t(1));
    const Answer settled = call({"review", study, "settle", "wave", "--item", item, "--grade",
                                 QString::fromStdString(grade), "--reader", "lead", "--json"});
    QVERIFY2(settled.status == 0, qPrintable(settled.words));
    QCOMPARE(settled.json()["kind"].get<std::string>(), "settle");
    QVERIFY(call({"list", study, "--where", "round:wave disputed", "--json"}).output.isEmpty());
    QCOMPARE(call({"review", study, "settle", "wave", "--agreed", "--json"}).json()["items"].get<int>(), 5);
    QVERIFY(call({"review", study, "settle", "wave", "--agreed", "--json"}).output.isEmpty());
    QCOMPARE(call({"review", study, "round", "close", "wave"}).status, 0);
    QCOMPARE(call({"review", study, "round", "list", "--json"}).lines().size(), std::size_t(1));
    QCOMPARE(call({"review", study, "round", "show", "none"}).status, 1);
    QVERIFY(call({"review", study, "reasons", "--json"}).lines().size() > 10);
    QCOMPARE(call({"study", "check", study}).status, 0);
}

void tst_Retclip::labelIssuesAreListedWithReasons()
{
    const QString study = m_folder.filePath("issues.study");
    QCOMPARE(call({"sample", study, "--patients", "40", "--seed", "3", "--size", "64", "--quiet"}).status, 0);
    // Two labels are wrong on purpose; the reports know.
    std::set<std::string> wrong;
    QFile truth(study + "/truth.csv");
    QVERIFY(truth.open(QIODevice::ReadOnly));
    for (const QByteArray &line : truth.readAll().split('\n'))
        if (const auto cells = line.split(','); cells.size() > 4 && cells[4] == "1")
            wrong.insert(cells[1].toStdString());
    QCOMPARE(wrong.size(), std::size_t(2));
    const QString table = m_folder.filePath("issues.csv");
    const Answer answer = call({"labels", "issues", study, "--labels", "finding", "--kinds", "report_label,readers", "--csv", table, "--json"});
    QVERIFY2(answer.status == 0, qPrintable(answer.words));
    std::set<std::string> listed;
    int rank = 0;
    for (const Json &line : answer.lines()) {
        QCOMPARE(line["rank"].get<int>(), ++rank);
        QVERIFY(!line["reason"].get<std::string>().empty());
        QCOMPARE(line["kind"].get<std::string>(), std::string("report_label"));
        QVERIFY(line["suggested"].is_array());
        listed.insert(line["exam"].get<std::string>());
    }
    for (const std::string &exam : wrong)
        QVERIFY2(listed.contains(exam), exam.c_str());
    QFile csv(table);
    QVERIFY(csv.open(QIODevice::ReadOnly));
    QCOMPARE(csv.readAll().count('\n'), rank + 1);
    QCOMPARE(call({"labels", "issues", study, "--labels", "finding", "--kinds", "guesses"}).status, 2);
    const Answer without = call({"labels", "issues", study, "--labels", "finding", "--kinds", "model"});
    QVERIFY(without.status != 0);
    QVERIFY2(without.words.contains("need a run"), qPrintable(without.words));
}

void tst_Retclip::marksAreKeptAndListed()
{
    const Json exam = call({"list", m_study, "--json", "--where", "eye:both", "--limit", "1"}).lines().front();
    const QString id = QString::fromStdString(exam["exam"]);
    QCOMPARE(call({"marks", m_study, "--json"}).lines().size(), std::size_t(0));
    const QStringList mark{"marks", "set", m_study, "--exam", id, "--eye", "left", "--json"};
    const Answer kept = call(mark + QStringList{"--disc", "100,120,30,40", "--cup", "101,121,12,20", "--fovea", "190,125"});
    QVERIFY2(kept.status == 0, qPrintable(kept.words));
    QCOMPARE(QString::fromStdString(kept.json()["kind"]), QString("marks"));
    // What is not named stays.
    QCOMPARE(call(mark + QStringList{"--line", "190,125,190,90", "--area", "190,130,200,130,200,140,190,140"}).status, 0);
    const QString table = m_folder.filePath("marks.csv");
    const auto lines = call({"marks", m_study, "--json", "--csv", table}).lines();
    QCOMPARE(lines.size(), std::size_t(1));
    const Json &line = lines.front();
    QCOMPARE(line["eye"].get<std::string>(), std::string("left"));
    QCOMPARE(line["cup_disc_vertical"].get<double>(), 0.5);
    QCOMPARE(line["disc_diameter_px"].get<double>(), 35.0);
    QCOMPARE(line["lines"][0]["dd"].get<double>(), 1.0);
    QCOMPARE(line["lines"][0]["etdrs"].get<std::string>(), std::string("inner_superior"));
    QCOMPARE(line["areas"][0]["square_px"].get<double>(), 100.0);
    QFile csv(table);
    QVERIFY(csv.open(QIODevice::ReadOnly));
    const QByteArray text = csv.readAll();
    QVERIFY2(text.contains(",cup_disc_vertical,0.5,ratio,") && text.count('\n') == 7, text.constData());
    QCOMPARE(call(mark + QStringList{"--disc", "1,2,3"}).status, 2);
    QCOMPARE(call(mark + QStringList{"--disc", "1,2,0,4"}).status, 2);
    QCOMPARE(call({"undo", m_study}).status, 0);
    QVERIFY(call({"marks", m_study, "--json"}).json()["lines"].empty());
    QCOMPARE(call({"undo", m_study}).status, 0);
    QCOMPARE(call({"marks", m_study, "--json"}).lines().size(), std::size_t(0));
    // Proposals are looked for, not kept unless that is asked for.
    const auto found = call({"marks", "find", m_study, "--json", "--quiet"}).lines();
    QVERIFY(found.size() >= 12);
    QVERIFY(std::count_if(found.begin(), found.end(), [](const Json &each) { return each["found"].get<bool>(); }) >= 12);
    QCOMPARE(call({"marks", m_study, "--json"}).lines().size(), std::size_t(0));
}

void tst_Retclip::photographsOfTheSameEyeAlign()
{
    const auto exams = call({"list", m_study, "--json", "--where", "eye:both", "--limit", "2"}).lines();
    const QString one = QString::fromStdString(exams[0]["left"]), other = QString::fromStdString(exams[1]["left"]);
    const QString laid = m_folder.filePath("laid.png");
    const Answer same = call({"align", one, one, "--json", "--out", laid});
    QVERIFY2(same.status == 0, qPrintable(same.words));
    QVERIFY(same.json()["aligned"].get<bool>());
    QVERIFY(std::abs(same.json()["rotation_degrees"].get<double>()) < 0.2);
    QVERIFY(QFile::exists(laid));
    const Answer different = call({"align", one, other, "--json"});
    QCOMPARE(different.status, 1);
    QVERIFY(!different.json()["aligned"].get<bool>());
    QCOMPARE(call({"align", one, m_folder.filePath("none.jpg")}).status, 1);
}

void tst_Retclip::halfASurrogatePairIsAnUnknownWord()
{
    // Python's json and BERT's tokenizer give one unknown word.
    QFile vocabulary(m_folder.filePath(QStringLiteral("vocab.txt")));
    QVERIFY(vocabulary.open(QIODevice::WriteOnly));
    vocabulary.write("[PAD]\n[UNK]\n[CLS]\n[SEP]\nabc\ndef\n");
    vocabulary.close();
    const auto ids = [&](const QByteArray &line) {
        const Answer answer = call({"tokenize", "--tokenizer", vocabulary.fileName(), "--context", "6", "--json"}, line + '\n');
        return answer.status == 0 ? answer.json().value("ids", Json()) : Json(answer.words.toStdString());
    };
    QCOMPARE(ids("\"abc\"").dump(), std::string("[2,4,3,0,0,0]"));
    QCOMPARE(ids("\"\\ud800abc def\"").dump(), std::string("[2,1,5,3,0,0]"));
    QCOMPARE(ids("\"abc\\uDFFF\"").dump(), std::string("[2,1,3,0,0,0]"));
    QCOMPARE(ids("\"\\udc00\\ud800 abc\"").dump(), std::string("[2,1,4,3,0,0]"));
    QCOMPARE(ids("\"\\ud83d\\ude00 abc\"").dump(), std::string("[2,1,4,3,0,0]")); // a whole pair
    QCOMPARE(ids("\"\\\\ud800 abc\"").dump(), std::string("[2,1,1,4,3,0]")); // a backslash, then letters
}

void tst_Retclip::aCheckpointIsListedWithoutTheEngine()
{
    if (call({"doctor", "--json"}).json()["libtorch"].is_null())
        QSKIP("this build has no network engine");
    const QByteArray before = qgetenv("RETCLIP_PLUGIN_DIRECTORY");
    qputenv("RETCLIP_PLUGIN_DIRECTORY", m_folder.path().toUtf8()); // no engine there
    const Answer shown = call({"model", "show", QStringLiteral(RETCLIP_SOURCE_DIRECTORY "/resources/verify/model/small/weights.safetensors"), "--json"});
    if (before.isNull())
        qunsetenv("RETCLIP_PLUGIN_DIRECTORY");
    else
        qputenv("RETCLIP_PLUGIN_DIRECTORY", before);
    QVERIFY2(shown.status == 0, qPrintable(shown.words));
    QVERIFY(shown.json()["tensors"].size() > 20 && shown.json()["architecture"].is_object());
}

namespace {

/// A safetensors file with one tensor more.
QByteArray withExtraTensor(QByteArray file)
{
    quint64 length = 0;
    std::memcpy(&length, file.constData(), 8);
    Json header = Json::parse(file.mid(8, qsizetype(length)).toStdString());
    const qsizetype data = file.size() - 8 - qsizetype(length);
    header["extra.weight"] = {{"dtype", "F32"}, {"shape", {3}}, {"data_offsets", {data, data + 12}}};
    std::string text = header.dump();
    text.resize((text.size() + 7) / 8 * 8, ' ');
    length = text.size();
    QByteArray made(reinterpret_cast<const char *>(&length), 8);
    return made + QByteArray::fromStdString(text) + file.mid(file.size() - data) + QByteArray(12, '\0');
}

} // namespace

void tst_Retclip::tensorsWithoutAPlaceAreNamed()
{
    if (call({"doctor", "--json"}).json()["libtorch"].is_null())
        QSKIP("this build has no network engine");
    const QString small = QStringLiteral(RETCLIP_SOURCE_DIRECTORY "/resources/verify/model/small/");
    QFile weights(small + "weights.safetensors");
    QVERIFY(weights.open(QIODevice::ReadOnly));
    QFile more(m_folder.filePath(QStringLiteral("more.safetensors")));
    QVERIFY(more.open(QIODevice::WriteOnly));
    more.write(withExtraTensor(weights.readAll()));
    more.close();
    const auto forward = [&](const QString &model) {
        return call({"model", "forward", "--model", model, "--config", small + "config.json", "--inputs",
                     small + "inputs.safetensors", "--out", m_folder.filePath(QStringLiteral("out.safetensors")), "--json"});
    };
    const Answer plain = forward(weights.fileName()), named = forward(more.fileName());
    QVERIFY2(plain.status == 0, qPrintable(plain.words));
    QVERIFY(!plain.words.contains("no place"));
    QVERIFY2(named.status == 0, qPrintable(named.words));
    QVERIFY2(named.words.contains("extra.weight"), qPrintable(named.words));
    QCOMPARE(named.json()["unexpected"].dump(), std::string("[\"extra.weight\"]"));
}

void tst_Retclip::inputsThatDoNotFitAreNamed()
{
    if (call({"doctor", "--json"}).json()["libtorch"].is_null())
        QSKIP("this build has no network engine");
    const QString small = QStringLiteral(RETCLIP_SOURCE_DIRECTORY "/resources/verify/model/small/");
    // Weights are no inputs: the work fails, and in three lines, not in a trace.
    const Answer answer = call({"model", "forward", "--model", small + "weights.safetensors", "--config", small + "config.json",
                                "--inputs", small + "weights.safetensors", "--out", m_folder.filePath(QStringLiteral("none.safetensors"))});
    QCOMPARE(answer.status, 1);
    QVERIFY2(answer.words.contains("\"left\""), qPrintable(answer.words));
    QCOMPARE(answer.words.count(QLatin1Char('\n')), 3);
    QVERIFY(!QFile::exists(m_folder.filePath(QStringLiteral("none.safetensors"))));
}

void tst_Retclip::verifiesItselfAndSavesAReport()
{
    if (call({"doctor", "--json"}).json()["libtorch"].is_null())
        QSKIP("this build has no network engine");
    const QString report = m_folder.filePath(QStringLiteral("report.json"));
    const Answer verified = call({"verify", "--json", "--report", report});
    QVERIFY2(verified.status == 0, qPrintable(verified.output + verified.words));
    const std::vector<Json> lines = verified.lines();
    QVERIFY(lines.size() > 80);
    for (const Json &line : lines)
        QVERIFY(line.contains("case") && line.contains("max_difference") && line.contains("tolerance")
                && line["ok"].get<bool>());
    QFile file(report);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const Json saved = Json::parse(file.readAll().toStdString());
    QCOMPARE(saved["cases"].size(), lines.size());
    QVERIFY(saved["differing"].get<int>() == 0 && saved["whole"].get<bool>());
    QCOMPARE(saved["device"].get<std::string>(), std::string("cpu"));
}

void tst_Retclip::presetsSayWhereTheirSettingsStand()
{
    int stated = 0, unstated = 0;
    for (const Json &line : call({"preset", "show", "ret-clip-paper", "--json"}).lines()) {
        (line["stated"].get<bool>() ? stated : unstated) += 1;
        QVERIFY(!line["source"].get<std::string>().empty());
        // Where a published value stands, something states it; the empty start alone is none.
        if (!line["published"].is_null() && line["key"] != "start_from")
            QVERIFY2(line["stated"].get<bool>(), line["key"].get<std::string>().c_str());
        if (line["key"] == "sixteen_bit")
            QCOMPARE(line["value"].get<std::string>(), std::string("clip"));
        if (line["key"] == "start_from")
            QVERIFY(!line["stated"].get<bool>());
    }
    QVERIFY(stated > 40 && unstated > 3);
    QCOMPARE(call({"preset", "show", "no-such-preset"}).status, 1);
    QVERIFY(call({"preset", "list", "--json"}).lines().size() >= 6);
}

void tst_Retclip::metricsEqualReferences_data()
{
    QTest::addColumn<int>("number");
    QFile file(QStringLiteral(RETCLIP_SHARED_DIRECTORY "/fixtures/metrics/cases.json"));
    if (!file.open(QIODevice::ReadOnly))
        QSKIP("the references are not beside the checkout");
    const Json cases = Json::parse(file.readAll().toStdString())["cases"];
    for (std::size_t i = 0; i < cases.size(); ++i)
        if (cases[i]["task"] != "retrieval")
            QTest::newRow(cases[i]["name"].get<std::string>().c_str()) << int(i);
}

void tst_Retclip::metricsEqualReferences()
{
    QFETCH(int, number);
    QFile file(QStringLiteral(RETCLIP_SHARED_DIRECTORY "/fixtures/metrics/cases.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const Json one = Json::parse(file.readAll().toStdString())["cases"][std::size_t(number)];
    const std::string task = one["task"];
    const QString labels = m_folder.filePath("l.csv"), scores = m_folder.filePath("s.csv");
    QFile l(labels), s(scores);
    QVERIFY(l.open(QIODevice::WriteOnly) && s.open(QIODevice::WriteOnly));
    const auto text = [](const Json &value) {
        return value.is_null() ? QByteArray() : QByteArray::fromStdString(value.dump());
    };
    const auto columns = [](std::size_t count) {
        QByteArray heading = "id";
        for (std::size_t k = 0; k < count; ++k)
            heading += ",c" + QByteArray::number(int(k));
        return heading + "\n";
    };
    const bool matrix = one["scores"][0].is_array();
    s.write(matrix ? columns(one["scores"][0].size()) : QByteArray("id,score\n"));
    l.write(one["labels"][0].is_array() ? columns(one["labels"][0].size()) : QByteArray("id,label\n"));
    const auto row = [&](QFile &out, std::size_t i, const Json &value) {
        QByteArray line = QByteArray::number(int(i));
        if (value.is_array())
            for (const Json &cell : value)
                line += "," + text(cell);
        else
            line += "," + text(value);
        out.write(line + "\n");
    };
    for (std::size_t i = 0; i < one["labels"].size(); ++i) {
        row(l, i, one["labels"][i]);
        row(s, i, one["scores"][i]);
    }
    l.close();
    s.close();
    const Answer answer = call({"metrics", "--task", QString::fromStdString(task), "--labels", labels,
                                "--scores", scores, "--json"});
    QVERIFY2(answer.status == 0, qPrintable(answer.words));
    QVERIFY(!answer.output.contains(QStringLiteral("nan")));
    const Json ours = answer.json(), expected = one["expected"];
    const auto compare = [&](const char *name, const char *part, const char *reference) {
        if (!expected.contains(reference))
            return;
        const Json value = ours[name].value(part, ours[name].value("value", Json()));
        const Json wanted = expected[reference];
        const std::string words = std::string(name) + " " + value.dump() + " for " + wanted.dump();
        if (wanted.is_null())
            QVERIFY2(value.is_null() && (ours[name].contains("reason") || ours[name].contains(std::string(part) + "_reason")), words.c_str());
        else
            QVERIFY2(value.is_number() && std::abs(value.get<double>() - wanted.get<double>()) <= 1e-9, words.c_str());
    };
    if (task == "binary") {
        for (const auto &[name, reference] : {std::pair("auroc", "auroc"), {"average_precision", "aupr"},
                                              {"accuracy", "accuracy"}, {"balanced_accuracy", "balanced_accuracy"},
                                              {"f1", "f1"}, {"kappa", "kappa"},
                                              {"kappa_quadratic", "kappa_quadratic"}, {"brier", "brier"},
                                              {"ece", "ece15"}})
            compare(name, "value", reference);
    } else if (task == "multiclass") {
        compare("auroc", "macro", "auroc_macro_ovr");
        compare("average_precision", "macro", "aupr_macro_ovr");
        compare("accuracy", "value", "accuracy");
        compare("balanced_accuracy", "value", "balanced_accuracy");
        compare("kappa", "value", "kappa");
        compare("kappa_quadratic", "value", "kappa_quadratic");
        compare("brier", "value", "brier_sum_over_classes");
        compare("ece", "value", "ece15");
    } else {
        compare("auroc", "macro", "auroc_macro");
        compare("auroc", "micro", "auroc_micro");
        compare("average_precision", "macro", "aupr_macro");
        compare("f1", "macro", "f1_macro");
    }
}

void tst_Retclip::retrievalMetricsEqualReferences()
{
    // Four one-hot queries; the third's own row is the last of the gallery's ties.
    const auto write = [&](const QString &name, const std::vector<float> &values, int rows, int columns) {
        QByteArray header = QByteArray("{'descr': '<f4', 'fortran_order': False, 'shape': (")
                            + QByteArray::number(rows) + ", " + QByteArray::number(columns) + "), }";
        header += QByteArray(int((64 - (11 + header.size()) % 64) % 64), ' ') + '\n';
        QFile file(m_folder.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        const char size[2] = {char(header.size() & 0xff), char(header.size() >> 8)};
        file.write(QByteArray("\x93NUMPY\x01\x00", 8) + QByteArray(size, 2) + header);
        file.write(reinterpret_cast<const char *>(values.data()), qint64(values.size() * sizeof(float)));
    };
    write("q.npy", {1, 0, 0, 1, 1, 0}, 3, 2);
    write("g.npy", {2, 0, 0, 3, 0, 1}, 3, 2);
    const Answer own = call({"metrics", "--task", "retrieval", "--queries", m_folder.filePath("q.npy"),
                             "--gallery", m_folder.filePath("g.npy"), "--json"});
    QVERIFY2(own.status == 0, qPrintable(own.words));
    const Json metrics = own.json();
    QVERIFY(std::abs(metrics["recall_at_1"].get<double>() - 2.0 / 3) < 1e-9);
    QVERIFY(std::abs(metrics["mean_reciprocal_rank"].get<double>() - (1 + 1 + 1.0 / 3) / 3) < 1e-9);
    QVERIFY(std::abs(metrics["chance_at_1"].get<double>() - 1.0 / 3) < 1e-9);
    QFile positives(m_folder.filePath("p.csv"));
    QVERIFY(positives.open(QIODevice::WriteOnly));
    positives.write("query,gallery\n0,0\n1,2\n2,0\n");
    positives.close();
    const Json several = call({"metrics", "--task", "retrieval", "--queries", m_folder.filePath("q.npy"),
                               "--gallery", m_folder.filePath("g.npy"), "--positives",
                               m_folder.filePath("p.csv"), "--json"}).json();
    QVERIFY((several["first_positive_rank"] == Json::array({1, 2, 1})));
}

void tst_Retclip::confirmedEditsSurviveKills()
{
    const auto exams = call({"list", m_study, "--json", "--fields", "exam"}).lines();
    std::mt19937 random(std::random_device{}());
    QStringList confirmed;
    for (int i = 0; i < 24; ++i) {
        const QString tag = QStringLiteral("kill-%1").arg(i);
        QProcess process;
        process.start(QStringLiteral(RETCLIP_PROGRAM),
                      {"edit", m_study, "--exam",
                       QString::fromStdString(exams[random() % exams.size()]["exam"].get<std::string>()),
                       "--tag", tag, "--json"});
        QVERIFY(process.waitForStarted());
        // Some end by themselves, the others at a moment of their life.
        if (!process.waitForFinished(i % 4 == 0 ? 5000 : int(random() % 120))) {
            process.kill();
            process.waitForFinished(-1);
        }
        if (!process.readAllStandardOutput().trimmed().isEmpty())
            confirmed << tag;
    }
    QVERIFY(!confirmed.isEmpty());
    const QString history = call({"history", m_study, "--json"}).output;
    const QString listed = call({"list", m_study, "--json", "--fields", "exam,tags"}).output;
    for (const QString &tag : std::as_const(confirmed)) {
        QVERIFY2(history.contains(tag), qPrintable(tag));
        QVERIFY2(listed.contains(QLatin1Char('"') + tag + QLatin1Char('"')), qPrintable(tag));
    }
    QCOMPARE(call({"study", "check", m_study}).status, 0);
}

void tst_Retclip::memoryIsWhatWasEstimated_data()
{
    QTest::addColumn<QStringList>("settings");
    QTest::newRow("a tiny network") << QStringList{"--preset", "quick"};
    QTest::newRow("the batch at once") << QStringList{"--preset", "pretrain-small"};
    QTest::newRow("parts of a batch") << QStringList{"--preset", "pretrain-small", "--set", "batch_size=64", "--set", "micro_batch=8"};
    QTest::newRow("blocks computed again") << QStringList{"--preset", "pretrain-small", "--set", "gradient_checkpointing=true"};
    QTest::newRow("adapters") << QStringList{"--preset", "pretrain-small", "--set", "adapter_rank=8"};
    QTest::newRow("fine-tuning") << QStringList{"--preset", "finetune", "--label-set", "x"};
}

/// Each in a process of its own. Looser than bench/memory_estimate.sh, which takes larger networks: here the
/// libraries count most.
void tst_Retclip::memoryIsWhatWasEstimated()
{
    QFETCH(QStringList, settings);
    if (call({"doctor", "--json"}).json()["libtorch"].is_null())
        QSKIP("this build has no network engine");
    const Answer answer = call(QStringList{"bench", "memory", "--steps", "2", "--set", "precision=float32", "--json"} + settings);
    QVERIFY2(answer.status == 0, qPrintable(answer.words));
    const Json row = answer.json();
    const double error = row["error"].get<double>();
    QVERIFY2(std::abs(error) < 0.25, qPrintable(QString::number(error)));
    QVERIFY(row["value"].get<double>() > 1e8);
}

QTEST_GUILESS_MAIN(tst_Retclip)
#include "tst_retclip.moc"
