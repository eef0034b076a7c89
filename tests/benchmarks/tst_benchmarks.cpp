// SPDX-License-Identifier: GPL-3.0-or-later
// Benchmarks: entries that are whole, downloads that come in, runs that go on where they ended, the table.
// Folders in a benchmark's layout are made here of other photographs with made-up labels and say SYNTHETIC.

#include "core/base/files.h"
#include "core/benchmarks/benchmark_import.h"
#include "core/benchmarks/benchmark_rows.h"
#include "core/benchmarks/benchmark_runs.h"
#include "core/inspection/inspection.h"
#include "tests/support/fake_backend.h"
#include "tests/support/temporary_study.h"

#include <QDir>
#include <QRegularExpression>
#include <QSet>

#include <zip.h>

using namespace retclip;

namespace {

QString shared(const QString &path)
{
    return QStringLiteral(RETCLIP_SHARED_DIRECTORY) + u'/' + path;
}

/// A network whose runs judge themselves by their seed, so that means and spreads are known.
class JudgingBackend : public FakeBackend
{
public:
    Result<CheckpointDescription> describe_checkpoint(const std::filesystem::path &, bool) override
    {
        CheckpointDescription description;
        description.architecture = NetworkConfig();
        return description;
    }
    Result<RunOutcome> train(const TrainRequest &request, RunObserver &observer, std::stop_token stop) override
    {
        if (stopAfter > 0 && int(seen.size()) >= stopAfter)
            return failure(ErrorCode::cancelled, "Stopped.", "", "");
        seen.push_back(request.config);
        RETCLIP_TRY(RunOutcome outcome, FakeBackend::train(request, observer, stop));
        const double seed = double(request.config.seed);
        outcome.metrics = {{"test.auroc", 0.8 + seed / 100}, {"test.average_precision", 0.5 + seed / 100}, {"best_on_test", 0.9}};
        return outcome;
    }
    std::vector<RunConfig> seen;
    int stopAfter = 0;
};

/// A folder in RETFound's layout of the benchmark "retina", three photographs a class and split.
int makeRetina(const QString &folder, int each = 3)
{
    QStringList photographs = QDir(shared(QStringLiteral("data/odir/images"))).entryList({QStringLiteral("*.jpg")}, QDir::Files, QDir::Name);
    int made = 0;
    for (const char *split : {"train", "val", "test"})
        for (const char *name : {"anormal", "bcataract", "cglaucoma", "ddretina_disease"}) {
            const QString place = QStringLiteral("%1/%2/%3").arg(folder, QLatin1String(split), QLatin1String(name));
            QDir().mkpath(place);
            for (int i = 0; i < each && made < photographs.size(); ++i, ++made)
                QFile::copy(shared(QStringLiteral("data/odir/images/")) + photographs[made], QStringLiteral("%1/%2.jpg").arg(place).arg(i));
        }
    QFile mark(folder + QStringLiteral("/SYNTHETIC.txt"));
    if (mark.open(QIODevice::WriteOnly))
        mark.write("SYNTHETIC: labels made up for a test.\n");
    return made;
}

const Benchmark &entry(const char *id)
{
    return **benchmark(QString::fromLatin1(id));
}

} // namespace

class tst_Benchmarks : public QObject
{
    Q_OBJECT

private slots:
    void everyEntryIsWhole()
    {
        QSet<QString> ids;
        int inPaper = 0;
        static const QRegularExpression chinese(QStringLiteral("[\\x{4e00}-\\x{9fff}]"));
        for (const Benchmark &each : benchmarks()) {
            QVERIFY2(!ids.contains(each.id), qPrintable(each.id));
            ids.insert(each.id);
            inPaper += each.inPaper;
            QVERIFY2(each.where.startsWith(QLatin1String("https://")) && !each.licence.isEmpty() && !each.source.isEmpty(), qPrintable(each.id));
            QVERIFY2(!each.layout.empty() && !each.split.empty() && each.photographs > 0, qPrintable(each.id));
            QVERIFY2(each.classes.size() >= 2, qPrintable(each.id));
            for (const BenchmarkClass &of : each.classes) {
                QVERIFY2(chinese.match(of.shown.titleZh).hasMatch() && !of.shown.title.isEmpty(), qPrintable(each.id + u' ' + of.shown.name));
                QVERIFY2(each.classOf(of.shown.name) == &of, qPrintable(each.id + u' ' + of.shown.name));
            }
            for (const auto &[name, prompts] : defaultPrompts(each.labelSet()))
                QVERIFY2(prompts.size() >= 4, qPrintable(each.id + u' ' + name)); // both languages
        }
        QCOMPARE(inPaper, 8);
        QCOMPARE(ids.size(), 11);
        QVERIFY_FAILS(benchmark(QStringLiteral("imagenet")), ErrorCode::not_found);
    }

    void publishedTablesAreRead_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<int>("training");
        QTest::addColumn<int>("test");
        QTest::addColumn<int>("unsplit");
        QTest::newRow("IDRiD's two tables of grades") << "idrid" << 413 << 103 << 0;
        QTest::newRow("APTOS 2019's training table") << "aptos2019" << 0 << 0 << 3662;
        QTest::newRow("MESSIDOR-2's adjudicated grades") << "messidor2" << 0 << 0 << 1744;
        QTest::newRow("RFMiD's training table of 46 findings") << "rfmid" << 1920 << 0 << 0;
    }
    void publishedTablesAreRead()
    {
        QFETCH(QString, id);
        if (!QFileInfo::exists(shared(QStringLiteral("data/labels"))))
            QSKIP("../shared is not here");
        const auto read = benchmarkRows(entry(id.toLatin1()), shared(QStringLiteral("data/labels")), {});
        QVERIFY_OK(read);
        QHash<int, int> splits;
        QSet<QString> names;
        for (const BenchmarkRow &row : read->rows) {

            ++splits[int(row.split)];
            names.insert(row.name);
            if (id != QLatin1String("rfmid"))
                QCOMPARE(row.positive.size(), 1);
        }
        QCOMPARE(names.size(), qsizetype(read->rows.size()));
        QTEST(splits.value(int(Split::training)), "training");
        QTEST(splits.value(int(Split::test)), "test");
        QTEST(splits.value(int(Split::none)), "unsplit");
        QVERIFY(read->skipped.isEmpty());
    }

    void aFolderSaysItsSplit_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<int>("split");
        QTest::newRow("IDRiD's training set") << "1. Original Images/a. Training Set/IDRiD_001.jpg" << int(Split::training);
        QTest::newRow("RETFound's val") << "val/anormal/1.png" << int(Split::validation);
        QTest::newRow("RFMiD's evaluation set") << "Evaluation_Set/Validation/1.png" << int(Split::validation);
        QTest::newRow("REFUGE's test") << "REFUGE-Test400/T0001.jpg" << int(Split::test);
        QTest::newRow("a word that only holds one") << "contrast/interval/restrain.png" << int(Split::none);
    }
    void aFolderSaysItsSplit()
    {
        QFETCH(QString, path);
        QTEST(int(splitSaidBy(path)), "split");
    }

    void aFolderBecomesABenchmarkOnce()
    {
        QTemporaryDir folder;
        const QString source = folder.filePath(QStringLiteral("download")), root = folder.filePath(QStringLiteral("marks"));
        const int made = makeRetina(source);
        if (made == 0)
            QSKIP("../shared is not here");
        const auto added = addBenchmark(root, entry("retina"), source, QStringLiteral("Li"), {}, {});
        QVERIFY_OK(added);
        QCOMPARE(added->photographs, made);
        QVERIFY(added->splitAsPublished);
        QCOMPARE(added->dataset.trainingPatients, made / 3);
        QCOMPARE(added->dataset.validationPatients, made / 3);
        QCOMPARE(added->dataset.testPatients, made / 3);
        for (const auto &[name, count] : added->ofClass)
            QCOMPARE(count, made / 4);
        QVERIFY(!added->warnings.isEmpty()); // 601 are published.
        QVERIFY(added->warnings.front().english().find("601") != std::string::npos);
        const auto again = addBenchmark(root, entry("retina"), source, QStringLiteral("Li"), {}, {});
        QVERIFY_OK(again);
        QCOMPARE(again->report.exams, 0);
        QCOMPARE(again->report.unchanged, made);
        QCOMPARE(again->dataset.hash, added->dataset.hash);
        const auto there = benchmarkThere(root, entry("retina"));
        QVERIFY(there);
        QCOMPARE(there->photographs, made);
        QVERIFY(!benchmarkThere(root, entry("jsiec")));
        const auto study = Study::open(added->study, OpenMode::readOnly);
        QVERIFY_OK(study);
        QVERIFY((*study)->info()->synthetic);
    }

    void whatIsNoBenchmarkLeavesNothing()
    {
        QTemporaryDir folder;
        QDir(folder.path()).mkpath(QStringLiteral("download/holiday"));
        const auto added = addBenchmark(folder.filePath(QStringLiteral("marks")), entry("retina"), folder.filePath(QStringLiteral("download")), {}, {}, {});
        QVERIFY_FAILS(added, ErrorCode::not_found);
        QVERIFY(!QFileInfo::exists(folder.filePath(QStringLiteral("marks"))));
    }

    void realOdirIsOfPatients()
    {
        if (!QFileInfo::exists(shared(QStringLiteral("data/odir/odir.csv"))))
            QSKIP("../shared is not here");
        QTemporaryDir folder;
        const auto added = addBenchmark(folder.path(), entry("odir"), shared(QStringLiteral("data/odir")), {}, {}, {});
        QVERIFY_OK(added);
        QCOMPARE(added->patients, 510);
        QVERIFY(!added->splitAsPublished);
        QCOMPARE(added->dataset.trainingPatients + added->dataset.validationPatients + added->dataset.testPatients, added->dataset.exams);
        QVERIFY(std::abs(double(added->dataset.testPatients) / double(added->dataset.exams) - 0.30) < 0.02);
    }

    void archivesAreUnpackedAndStayInside()
    {
        QTemporaryDir folder;
        const auto pack = [&](const char *archive, const char *name) {
            int code = 0;
            zip_t *zip = zip_open(folder.filePath(QString::fromLatin1(archive)).toUtf8().constData(), ZIP_CREATE, &code);
            static const char text[] = "photograph";
            zip_file_add(zip, name, zip_source_buffer(zip, text, sizeof text - 1, 0), ZIP_FL_ENC_UTF_8);
            return zip_close(zip) == 0;
        };
        QVERIFY(pack("good.zip", "train/眼底/1.jpg"));
        QVERIFY(pack("bad.zip", "../outside.jpg"));
        const QString out = folder.filePath(QStringLiteral("out/deep"));
        QVERIFY_OK(unpackArchive(folder.filePath(QStringLiteral("good.zip")), out, {}, {}));
        QCOMPARE(QFileInfo(out + QStringLiteral("/train/眼底/1.jpg")).size(), 10);
        QVERIFY_OK(unpackArchive(folder.filePath(QStringLiteral("good.zip")), out, {}, {}));
        QVERIFY_FAILS(unpackArchive(folder.filePath(QStringLiteral("bad.zip")), out, {}, {}), ErrorCode::unreadable);
        QVERIFY(!QFileInfo::exists(folder.filePath(QStringLiteral("out/outside.jpg"))));
    }

    void runsGoOnWhereTheyEndedAndMakeTheTable()
    {
        QTemporaryDir folder;
        const QString source = folder.filePath(QStringLiteral("download")), root = folder.filePath(QStringLiteral("marks"));
        if (makeRetina(source, 10) == 0)
            QSKIP("../shared is not here");
        QVERIFY_OK(addBenchmark(root, entry("retina"), source, {}, {}, {}));
        BenchmarkOrder order;
        order.root = root;
        order.model = QStringLiteral("mine");
        order.checkpoint = folder.filePath(QStringLiteral("mine.pt"));
        order.seeds = 3;
        order.percents = {100, 10};
        JudgingBackend backend;
        backend.step_ms = 0;
        FakeTokenizers tokenizers;
        backend.stopAfter = 2;
        QVERIFY_FAILS(runBenchmarks(order, backend, tokenizers, {}, {}, {}), ErrorCode::cancelled);
        backend.stopAfter = 0;
        QVERIFY_OK(runBenchmarks(order, backend, tokenizers, {}, {}, {}));
        QCOMPARE(backend.seen.size(), std::size_t(6)); // each once
        QVERIFY_OK(runBenchmarks(order, backend, tokenizers, {}, {}, {}));
        QCOMPARE(backend.seen.size(), std::size_t(6));
        QCOMPARE(backend.seen.front().probe_solver, std::string("adamw"));
        QCOMPARE(backend.seen.front().feature, std::string("eye"));
        QCOMPARE(backend.seen.front().epochs, 75);

        const QString file = folder.filePath(QStringLiteral("figures.csv"));
        QVERIFY_OK(write_file_atomically(path_from_utf8(file.toStdString()),
                                         "benchmark,protocol,metric,model,value,source\nretina,probe,auroc,Theirs,0.5,a test's invention\n"));
        const auto figures = readPublishedFigures(file);
        QVERIFY_OK(figures);
        const auto table = benchmarkTable(root, *figures);
        QVERIFY_OK(table);
        QCOMPARE(table->size(), 2);
        const BenchmarkLine &whole = table->front();
        QCOMPARE(whole.percent, 100.0);
        QCOMPARE(whole.done, 3);
        QVERIFY(std::abs(whole.auroc->mean - 0.82) < 1e-12);
        QVERIFY(std::abs(*whole.auroc->deviation - 0.01) < 1e-12);
        QCOMPARE(whole.bestOnTest->mean, 0.9);
        QVERIFY(whole.synthetic);
        QCOMPARE(whole.published.size(), 1);
        QVERIFY(table->back().published.isEmpty()); // Nobody's figure is of a tenth of the patients.
        QVERIFY(benchmarkCsv(*table).contains(QLatin1String("SYNTHETIC")));
        QVERIFY_OK(write_file_atomically(path_from_utf8(file.toStdString()),
                                         "benchmark,protocol,metric,model,value,source\nretina,probe,auroc,Theirs,0.5,\n"));
        QVERIFY_FAILS(readPublishedFigures(file), ErrorCode::unreadable);
    }

    void lessToLearnFromIsPartOfMore()
    {
        QTemporaryDir folder;
        const QString source = folder.filePath(QStringLiteral("download")), root = folder.filePath(QStringLiteral("marks"));
        if (makeRetina(source, 20) == 0)
            QSKIP("../shared is not here");
        const auto added = addBenchmark(root, entry("retina"), source, {}, {}, {});
        QVERIFY_OK(added);
        const auto study = Study::open(added->study, OpenMode::readWrite);
        QVERIFY_OK(study);
        const auto members = [&](double share, int seed, Split split) {
            DatasetOrder order;
            order.name = QStringLiteral("%1-%2-%3").arg(share).arg(seed).arg(int(split));
            order.asMarked = true;
            order.trainingShare = share;
            order.seed = seed;
            order.stratifyBy = QStringLiteral("retina");
            order.leaksAcceptedBecause = QStringLiteral("test");
            QSet<qint64> ids;
            if (const auto row = (*study)->freezeDataset(order))
                if (const auto all = (*study)->datasetMembers(row->id))
                    for (const auto &[id, of] : *all)
                        if (of == split)
                            ids.insert(id.value);
            return ids;
        };
        const auto tenth = members(0.1, 1, Split::training), half = members(0.5, 1, Split::training);
        QCOMPARE(tenth.size(), 8);
        QCOMPARE(half.size(), 40);
        QVERIFY(half.contains(tenth));
        QVERIFY(members(0.1, 2, Split::training) != tenth);
        QCOMPARE(members(0.1, 3, Split::test).size(), 80);
        DatasetOrder nobody;
        nobody.name = QStringLiteral("nobody");
        nobody.trainingShare = 0;
        QVERIFY_FAILS((*study)->freezeDataset(nobody), ErrorCode::invalid_argument);
    }
};

QTEST_GUILESS_MAIN(tst_Benchmarks)
#include "tst_benchmarks.moc"
