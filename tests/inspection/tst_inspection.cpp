// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/base/tensor_files.h"
#include "core/inspection/csv_table.h"
#include "core/inspection/inspection.h"
#include "core/inspection/own_predictions.h"
#include "core/inspection/prediction_tables.h"
#include "core/inspection/prompts.h"
#include "core/inspection/report_text.h"
#include "core/inspection/retrieval_cases.h"
#include "core/inspection/zero_shot.h"
#include "tests/inspection/fake_backend.h"
#include "tests/support/temporary_study.h"

#include <nlohmann/json.hpp>

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <numeric>

using namespace retclip;

class tst_Inspection : public QObject
{
    Q_OBJECT

private slots:
    void reportsCountAsTheSame_data();
    void reportsCountAsTheSame();
    void zeroShotEqualsReference();
    void aRunsOwnPredictionsAreRead();
    void tablesJoinById();
    void badTablesAreNamed_data();
    void badTablesAreNamed();
    void featuresAreCachedByContent();
    void unreadablePhotographsAreTriedAgain();
    void textFindsExamsAndTermsSubtract();
    void examNeverFindsItself();
    void equalReportsArePositives();
    void theHardestSearchesComeFirst();
    void probeIsStoredWholeAndFindsItsCases();
    void zeroShotNeedsPromptsForEachClass();
};

namespace {

/// Six patients: three with a deep cup, three without; the first has two times the same report.
void fill(TemporaryStudy &study)
{
    study.define(binarySet(QStringLiteral("glaucoma")));
    QVector<ImportedExam> exams;
    for (int i = 0; i < 12; ++i) {
        const bool cup = i % 2 == 0;
        ImportedExam exam = pairOf(QStringLiteral("p%1%2").arg(i).arg(cup ? QStringLiteral("cup") : QString()),
                                   cup ? QStringLiteral("large cup %1").arg(i / 4) : QStringLiteral("blood"));
        exam.split = i < 4 ? Split::training : i < 8 ? Split::validation : Split::test;
        exam.labels = {labelOf(QStringLiteral("glaucoma"),
                               cup ? study->labelSets()->first().classes.first().name.isEmpty()
                                         ? QStringList()
                                         : QStringList{study->labelSets()->first().classes.first().name}
                                   : QStringList())};
        exams << exam;
    }
    study.import(exams);
}

Result<StudyFeatures> featuresOf(TemporaryStudy &study, FakeBackend &backend)
{
    auto exams = study->find({});
    return studyFeatures(*study, {}, backend, *exams, QStringLiteral("cpu"), 1, {}, {});
}

Result<RunRow> makeRun(TemporaryStudy &study)
{
    RunOrder order;
    order.config = *preset("pretrain-small");
    order.name = QStringLiteral("first");
    auto manifest = study->manifest({}, {}, 123);
    if (!manifest)
        return failure(manifest.error());
    order.manifest = *manifest;
    // Every split must hold both classes, whatever the seed deals.
    int number = 0;
    for (ManifestItem &item : order.manifest.items) {
        const int at = number++ % 6;
        item.split = at < 2 ? Split::training : at < 4 ? Split::validation : Split::test;
    }
    return study->createRun(order);
}

void write(const QString &file, const QByteArray &bytes)
{
    QFile out(file);
    QVERIFY(out.open(QIODevice::WriteOnly));
    out.write(bytes);
}

} // namespace

void tst_Inspection::reportsCountAsTheSame_data()
{
    QTest::addColumn<QString>("first");
    QTest::addColumn<QString>("second");
    QTest::addColumn<bool>("same");
    QTest::newRow("case and space") << "Normal  Fundus" << "normal fundus" << true;
    QTest::newRow("full width and stop") << QStringLiteral("视盘边界清，Ｃ／Ｄ 0.3。")
                                         << QStringLiteral("视盘边界清,c/d 0.3") << true;
    QTest::newRow("another number") << "C/D 0.3" << "C/D 0.7" << false;
    QTest::newRow("negated") << QStringLiteral("未见出血") << QStringLiteral("见出血") << false;
}

void tst_Inspection::reportsCountAsTheSame()
{
    QFETCH(QString, first);
    QFETCH(QString, second);
    QFETCH(bool, same);
    QCOMPARE(normalisedReport(first.toStdString()) == normalisedReport(second.toStdString()), same);
}

void tst_Inspection::zeroShotEqualsReference()
{
    const QString folder = QStringLiteral(RETCLIP_SHARED_DIRECTORY "/fixtures/zeroshot");
    const auto text = read_file(path_from_utf8((folder + "/cases.json").toStdString()));
    if (!text)
        QSKIP("the references are not beside the checkout");
    const auto cases = nlohmann::json::parse(*text)["cases"];
    QVERIFY(!cases.empty());
    for (const auto &one : cases) {
        const auto arrays = read_safetensors(
            path_from_utf8(folder.toStdString() + "/" + one["file"].get<std::string>()));
        QVERIFY_OK(arrays);
        const auto find = [&](const char *name) { return arrays->at(name); };
        const Array prompts = find("prompt_embeddings"), images = find("image_features"),
                    expected = find("probabilities");
        const auto classes = std::size_t(prompts.shape[0]), each = std::size_t(prompts.shape[1]),
                   width = std::size_t(prompts.shape[2]);
        std::vector<std::vector<float>> directions;
        for (std::size_t k = 0; k < classes; ++k) {
            Matrix rows(each, width);
            std::copy_n(prompts.as<float>().begin() + std::ptrdiff_t(k * each * width), each * width,
                        rows.values.begin());
            const auto direction = promptDirection(rows);
            QVERIFY_OK(direction);
            directions.push_back(*direction);
        }
        Matrix pictures(std::size_t(images.shape[0]), width);
        std::copy_n(images.as<float>().begin(), pictures.values.size(), pictures.values.begin());
        const Matrix ours = zeroShotProbabilities(pictures, directions, one["scale"].get<double>());
        for (std::size_t i = 0; i < ours.values.size(); ++i)
            QVERIFY(std::abs(ours.values[i] - expected.as<float>()[i])
                    <= one["tolerance_abs"].get<double>());
    }
}

void tst_Inspection::aRunsOwnPredictionsAreRead()
{
    QTemporaryDir folder;
    const std::filesystem::path run = folder.path().toStdString();
    const auto missing = readOwnPredictions(run);
    QVERIFY(!missing && missing.error().code == ErrorCode::not_found);

    Manifest manifest;
    manifest.target = {"finding", LabelKind::multiclass, false, {"normal", "glaucoma"}};
    QVERIFY_OK(write_manifest(manifest, run / "manifest.jsonl"));
    const std::string heading = "exam_id,exam,patient,eye,split,class,score,truth\n";
    QVERIFY_OK(write_file_atomically(run / "predictions.csv",
                                     heading + "7,P7-1,P7,,test,normal,0.25,0\n7,P7-1,P7,,test,glaucoma,0.75,1\n"
                                               "8,P8-1,P8,left,validation,normal,0.5,\n8,P8-1,P8,left,validation,glaucoma,0.5,\n"));
    const auto own = readOwnPredictions(run);
    QVERIFY_OK(own);
    QCOMPARE(own->rows.size(), std::size_t(2));
    QVERIFY(own->rows[0].targets == Targets{1} && own->rows[1].targets == Targets{-1});
    QVERIFY(own->rows[1].eye == Laterality::left && own->rows[1].split == Split::validation);
    QCOMPARE(own->scores.row(0)[1], 0.75f);

    // A class that is not the target's, and an exam cut short.
    for (const char *rows : {"7,P7-1,P7,,test,normal,0.25,0\n7,P7-1,P7,,test,other,0.75,1\n",
                             "7,P7-1,P7,,test,normal,0.25,0\n"}) {
        QVERIFY_OK(write_file_atomically(run / "predictions.csv", heading + rows));
        const auto bad = readOwnPredictions(run);
        QVERIFY(!bad && bad.error().code == ErrorCode::unreadable);
    }
}

void tst_Inspection::tablesJoinById()
{
    QTemporaryDir folder;
    write(folder.filePath("l.csv"), "\xef\xbb\xbfid,patient,label\r\nb,P1,c1\r\n\"a,1\",P1,2\r\nc,P2,\r\n");
    write(folder.filePath("s.csv"), "id,c0,c1,c2\n\"a,1\",0.1,0.2,0.7\nc,1,0,0\nb,0.3,0.30000000000000004,0.4\n");
    const auto file = [&](const char *name) { return path_from_utf8(folder.filePath(name).toStdString()); };
    const auto input = readPredictions(file("l.csv"), file("s.csv"), LabelKind::multiclass);
    QVERIFY_OK(input);
    QCOMPARE(input->classes, (std::vector<std::string>{"c0", "c1", "c2"}));
    QCOMPARE(input->targets, (std::vector<Targets>{{1}, {2}, {-1}})); // a name, a number, unknown
    QCOMPARE(input->patients, (std::vector<std::string>{"P1", "P1", "P2"}));
    QCOMPARE(input->exact_scores[1], 0.30000000000000004);
    QCOMPARE(input->exact_scores[5], 0.7);
}

void tst_Inspection::badTablesAreNamed_data()
{
    QTest::addColumn<QByteArray>("labels");
    QTest::addColumn<QByteArray>("scores");
    QTest::addColumn<QString>("words");
    const QByteArray good = "id,label\na,1\nb,0\n", scores = "id,score\na,0.5\nb,0.1\n";
    QTest::newRow("label without a score") << good + "zz,1\n" << scores << "line 4: the id zz";
    QTest::newRow("score without a label") << good << scores + "yy,1\n" << "line 4: the id yy";
    QTest::newRow("id twice") << good + "a,1\n" << scores << "line 4: the id a";
    QTest::newRow("score is NaN") << good << QByteArray("id,score\na,nan\nb,1\n") << "line 2: the score";
    QTest::newRow("label is 2") << QByteArray("id,label\na,2\nb,0\n") << scores << "line 2: the label";
    QTest::newRow("ragged row") << good + "c\n" << scores << "line 4: the row has another number";
    QTest::newRow("open quote") << good + "\"c,1\n" << scores << "line 4: a quotation mark";
    QTest::newRow("no id") << QByteArray("name,label\na,1\n") << scores << "no column \"id\"";
}

void tst_Inspection::badTablesAreNamed()
{
    QFETCH(QByteArray, labels);
    QFETCH(QByteArray, scores);
    QFETCH(QString, words);
    QTemporaryDir folder;
    write(folder.filePath("l.csv"), labels);
    write(folder.filePath("s.csv"), scores);
    const auto input = readPredictions(path_from_utf8(folder.filePath("l.csv").toStdString()),
                                       path_from_utf8(folder.filePath("s.csv").toStdString()),
                                       LabelKind::binary);
    QVERIFY_FAILS(input, ErrorCode::unreadable);
    QVERIFY2(QString::fromStdString(input.error().english()).contains(words),
             input.error().english().c_str());
}

void tst_Inspection::featuresAreCachedByContent()
{
    TemporaryStudy study;
    fill(study);
    FakeBackend backend;
    const auto first = featuresOf(study, backend);
    QVERIFY_OK(first);
    QCOMPARE(first->exams.size(), std::size_t(12));
    const int embedded = backend.embedded;
    QVERIFY(embedded > 0);
    const auto again = featuresOf(study, backend);
    QVERIFY_OK(again);
    QCOMPARE(backend.embedded, embedded); // nothing anew
    QCOMPARE(again->features.image_patient.values.values, first->features.image_patient.values.values);
    QCOMPARE(again->features.text_left.present, first->features.text_left.present);

    ImportedExam other = pairOf(QStringLiteral("p0cup"), QStringLiteral("a new report"));
    study.import({other});
    QVERIFY_OK(featuresOf(study, backend));
    QCOMPARE(backend.embedded, embedded + 1); // only what changed

    // A damaged shard costs time, nothing else.
    const QDir cache(study->cacheFolder() + QStringLiteral("/embeddings"));
    const QString one = cache.filePath(cache.entryList(QDir::Dirs | QDir::NoDotAndDotDot).first());
    for (const QString &name : QDir(one).entryList(QDir::Files))
        write(one + QLatin1Char('/') + name, "not a shard");
    const auto mended = featuresOf(study, backend);
    QVERIFY_OK(mended);
    QVERIFY(backend.embedded > embedded + 1);
    QCOMPARE(mended->exams.size(), std::size_t(12));
}

void tst_Inspection::unreadablePhotographsAreTriedAgain()
{
    TemporaryStudy study;
    study.import({pairOf(QStringLiteral("broken"), QStringLiteral("cup")),
                  pairOf(QStringLiteral("fine"), QStringLiteral("blood"))});
    FakeBackend backend;
    const auto first = featuresOf(study, backend);
    QVERIFY_OK(first);
    QCOMPARE(first->features.unreadable.size(), std::size_t(1));
    const int embedded = backend.embedded;
    QVERIFY_OK(featuresOf(study, backend));
    QCOMPARE(backend.embedded, embedded + 1);
}

void tst_Inspection::textFindsExamsAndTermsSubtract()
{
    TemporaryStudy study;
    fill(study);
    FakeBackend backend;
    const auto features = featuresOf(study, backend);
    QVERIFY_OK(features);
    FakeModel model(&backend.embedded);
    RetrievalQuery query;
    query.text = QStringLiteral("deep cup");
    query.top = 6;
    const auto answer = retrieve(model, *features, query, {});
    QVERIFY_OK(answer);
    QCOMPARE(answer->hits.size(), std::size_t(6));
    QCOMPARE(answer->similarities.size(), std::size_t(12));
    for (const RetrievalHit &hit : answer->hits)
        QVERIFY((*study->exam(hit.exam)).patient.contains(QStringLiteral("cup")));
    QCOMPARE(answer->hits.front().rank, 1);

    query.text = QStringLiteral("quiet +\"large cup\" -blood");
    query.toReports = true;
    query.top = 12;
    const auto terms = retrieve(model, *features, query, {});
    QVERIFY_OK(terms);
    QVERIFY(terms->hits.front().similarity > 0.3);  // half a vector beside one
    QVERIFY(terms->hits.back().similarity < -0.3);
    QVERIFY(study->exam(terms->hits.back().exam)->report.contains(QStringLiteral("blood")));

    // (1, -1/2) and (1, -3) along the axes of cup and blood.
    const auto worst = [&](const QString &text) {
        query.text = text;
        const auto hits = retrieve(model, *features, query, {});
        return hits ? hits->hits.back().similarity : 0.0;
    };
    QVERIFY(std::abs(worst(QStringLiteral("deep cup -blood")) + 0.447) < 0.02);
    QVERIFY(std::abs(worst(QStringLiteral("deep cup -blood^3")) + 0.949) < 0.02);
    QVERIFY(std::abs(worst(QStringLiteral("deep cup －\"blood\"＾3")) + 0.949) < 0.02);
    QVERIFY(std::abs(worst(QStringLiteral("deep cup -blood^0.5")) - worst(QStringLiteral("deep cup -blood"))) < 1e-6);

    query.text = QStringLiteral("   ");
    QVERIFY_FAILS(retrieve(model, *features, query, {}), ErrorCode::invalid_argument);
}

void tst_Inspection::examNeverFindsItself()
{
    TemporaryStudy study;
    fill(study);
    FakeBackend backend;
    const auto features = featuresOf(study, backend);
    QVERIFY_OK(features);
    FakeModel model(&backend.embedded);
    RetrievalQuery query;
    query.exam = features->exams.front();
    query.top = 100;
    const auto answer = retrieve(model, *features, query, {});
    QVERIFY_OK(answer);
    QCOMPARE(answer->hits.size(), std::size_t(11));
    for (const RetrievalHit &hit : answer->hits)
        QVERIFY(hit.exam != *query.exam);
}

void tst_Inspection::theHardestSearchesComeFirst()
{
    TemporaryStudy study;
    study.define(binarySet(QStringLiteral("glaucoma")));
    QVector<ImportedExam> exams;
    for (int i = 0; i < 12; ++i) {
        const bool cup = i % 2 == 0;
        ImportedExam exam = pairOf(QStringLiteral("p%1%2").arg(i).arg(cup ? QStringLiteral("cup") : QStringLiteral("blood")),
                                   QStringLiteral("%1, number %2").arg(cup ? QStringLiteral("large cup") : QStringLiteral("blood")).arg(i));
        exam.labels = {labelOf(QStringLiteral("glaucoma"), cup ? QStringList{QStringLiteral("glaucoma")} : QStringList())};
        exams << exam;
    }
    // One whose report speaks of blood though its photographs show a cup.
    exams << pairOf(QStringLiteral("p99cup"), QStringLiteral("blood everywhere"));
    exams.last().labels = {labelOf(QStringLiteral("glaucoma"), {QStringLiteral("glaucoma")})};
    study.import(exams);
    FakeBackend backend;
    const auto features = featuresOf(study, backend);
    QVERIFY_OK(features);
    const auto cases = retrievalCases(*study, *features, false, QStringLiteral("glaucoma"), {});
    QVERIFY_OK(cases);
    QCOMPARE(cases->hardest.size(), std::size_t(13));
    QCOMPARE(study->exam(cases->hardest.front().exam)->patient, QStringLiteral("p99cup"));
    QVERIFY(cases->hardest.front().rank > 6); // the six with blood lie nearer
    QVERIFY(cases->hardest.front().own < cases->hardest.front().nearestSimilarity);
    QCOMPARE(std::accumulate(cases->rankCounts.begin(), cases->rankCounts.end(), qint64(0)), qint64(13));
    QCOMPARE(cases->classes, (QStringList{QStringLiteral("glaucoma"), QStringLiteral("-")}));
    // Looked for glaucoma, found one without: the odd one alone.
    QCOMPARE(cases->confusions[0][1], std::vector<ExamId>{cases->hardest.front().exam});
    QCOMPARE(cases->confusions[1][0].size(), std::size_t(0));
    QVERIFY_FAILS(retrievalCases(*study, *features, false, QStringLiteral("nothing"), {}), ErrorCode::not_found);
}

void tst_Inspection::equalReportsArePositives()
{
    TemporaryStudy study;
    fill(study);
    FakeBackend backend;
    const auto features = featuresOf(study, backend);
    QVERIFY_OK(features);
    const auto evaluations = evaluateRetrieval(*study, *features, {200, 1, 0.95}, {});
    QVERIFY_OK(evaluations);
    QCOMPARE(evaluations->size(), std::size_t(3));
    const RetrievalEvaluation &patient = evaluations->front();
    QCOMPARE(patient.textToImage.queries, std::int64_t(12));
    // Six share the report "blood": any of them is right, so the first hit always is.
    const double naive = *patient.textToImageNaive.metrics.at("recall_at_1").value;
    const double several = *patient.textToImage.metrics.at("recall_at_1").value;
    QVERIFY(several > naive);
    const double chanceNaive = *patient.textToImageNaive.metrics.at("chance_at_5").value;
    QVERIFY(std::abs(chanceNaive - 5.0 / 12) < 1e-9);
    QVERIFY(*patient.textToImage.metrics.at("chance_at_5").value > chanceNaive);
    QVERIFY(patient.textToImage.metrics.at("recall_at_1").interval.has_value());
}

void tst_Inspection::probeIsStoredWholeAndFindsItsCases()
{
    TemporaryStudy study;
    fill(study);
    FakeBackend backend;
    const auto run = makeRun(study);
    QVERIFY_OK(run);
    EvaluationOrder order;
    order.labelSet = QStringLiteral("glaucoma");
    order.bootstrap = {100, 1, 0.95};
    const auto result = evaluate(*study, *run, backend, order, {}, {});
    QVERIFY_OK(result);
    QCOMPARE(backend.lastProbe.training.columns, 2 * FakeModel::width); // [left, right]
    QCOMPARE(backend.lastProbe.training.rows, std::size_t(4));
    QCOMPARE(result->test.items, std::int64_t(4));
    QCOMPARE(*result->test.find("auroc")->value.value, 1.0);
    QCOMPARE(result->predictions.size(), std::size_t(12));
    QVERIFY(!result->bestOnTest);

    const auto stored = storedEvaluations(*run);
    QVERIFY_OK(stored);
    QCOMPARE(stored->size(), std::size_t(1));
    const EvaluationResult &read = stored->front();
    QCOMPARE(read.protocolSentence, result->protocolSentence);
    QCOMPARE(read.predictions.size(), result->predictions.size());
    QCOMPARE(read.predictions.front().score, result->predictions.front().score);
    QCOMPARE(read.predictions.front().exam, result->predictions.front().exam);
    QCOMPARE(*read.test.find("auroc")->value.value, 1.0);
    QCOMPARE(read.test.confusion.counts, result->test.confusion.counts);
    const QDir folder(run->folder + QStringLiteral("/evaluations"));
    QCOMPARE(folder.entryList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::Hidden).size(), 1);

    const auto predictions = study->predictions(run->id, QStringLiteral("glaucoma"));
    QVERIFY_OK(predictions);
    QCOMPARE(predictions->size(), std::size_t(12));

    order.protocol = EvaluationProtocol::fewShot;
    order.shots = 1;
    order.seeds = 3;
    const auto few = evaluate(*study, *run, backend, order, {}, {});
    QVERIFY_OK(few);
    QCOMPARE(few->seedMetrics.size(), std::size_t(3));
    QCOMPARE(backend.lastProbe.training.rows, std::size_t(2)); // one with, one without
    QVERIFY(toJson(*few).value(QStringLiteral("over_seeds")).toObject().contains(QStringLiteral("auroc")));
}

void tst_Inspection::zeroShotNeedsPromptsForEachClass()
{
    TemporaryStudy study;
    fill(study);
    FakeBackend backend;
    const auto run = makeRun(study);
    QVERIFY_OK(run);
    EvaluationOrder order;
    order.protocol = EvaluationProtocol::zeroShot;
    order.labelSet = QStringLiteral("glaucoma");
    const QString name = study->labelSets()->first().classes.first().name;
    order.prompts = {{name, {QStringLiteral("cup"), QStringLiteral("a large cup")}}};
    QVERIFY_FAILS(evaluate(*study, *run, backend, order, {}, {}), ErrorCode::invalid_argument);
    order.prompts.emplace_back(QString::fromLatin1(otherwisePrompt), QStringList{QStringLiteral("quiet")});
    const auto result = evaluate(*study, *run, backend, order, {}, {});
    QVERIFY_OK(result);
    QCOMPARE(*result->test.find("auroc")->value.value, 1.0);
    QVERIFY(!result->protocolSentence.isEmpty());

    // The default prompts speak of every class, in both languages, and of its absence.
    const auto sets = study->labelSets();
    QVERIFY_OK(sets);
    for (const LabelSet &set : *sets) {
        const auto prompts = defaultPrompts(set);
        QCOMPARE(prompts.size(), std::size_t(set.classes.size() + 1));
        QCOMPARE(prompts.back().first, QString::fromLatin1(otherwisePrompt));
        QVERIFY(prompts.front().second.join(QString()).contains(QStringLiteral("青光眼")));
    }
}

QTEST_GUILESS_MAIN(tst_Inspection)
#include "tst_inspection.moc"
