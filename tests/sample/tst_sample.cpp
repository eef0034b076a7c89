// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/base/sha256.h"
#include "core/import/importer.h"
#include "core/sample/fundus_painter.h"
#include "core/sample/planted_lesions.h"
#include "core/sample/sample.h"
#include "core/sample/sample_patients.h"
#include "core/study/study.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <numeric>

using namespace retclip;

namespace {

template <typename T> bool isOk(const Result<T> &result)
{
    if (!result)
        qWarning("%s", result.error().english().c_str());
    return bool(result);
}

/// Green of the brightest fifth of a circle of the field: the optic disc, whatever vessels cross
/// it.
double brightness(const RgbImage &image, double x, double y, double radius)
{
    std::vector<int> greens;
    for (int row = 0; row < image.height; ++row)
        for (int column = 0; column < image.width; ++column) {
            const double dx = (column + 0.5) / image.width * 2 - 1 - x;
            const double dy = (row + 0.5) / image.height * 2 - 1 - y;
            if (dx * dx + dy * dy <= radius * radius)
                greens.push_back(
                    image.pixels[(std::size_t(row) * std::size_t(image.width) + std::size_t(column))
                                     * 3
                                 + 1]);
        }
    std::sort(greens.rbegin(), greens.rend());
    greens.resize(greens.size() / 5);
    return double(std::accumulate(greens.begin(), greens.end(), 0)) / double(greens.size());
}

QHash<QString, QByteArray> filesUnder(const QString &folder)
{
    QHash<QString, QByteArray> files;
    QDirIterator walker(folder, QDir::Files, QDirIterator::Subdirectories);
    while (walker.hasNext()) {
        QFile file(walker.next());
        if (file.open(QIODevice::ReadOnly))
            files.insert(QDir(folder).relativeFilePath(file.fileName()), file.readAll());
    }
    return files;
}

} // namespace

class tst_Sample : public QObject
{
    Q_OBJECT

private slots:
    void discLiesNasally_data()
    {
        QTest::addColumn<Laterality>("eye");
        QTest::addColumn<double>("nasal");
        QTest::newRow("right eye: disc on the picture's right") << Laterality::right << 1.0;
        QTest::newRow("left eye: disc on the picture's left") << Laterality::left << -1.0;
    }
    void discLiesNasally()
    {
        QFETCH(Laterality, eye);
        QFETCH(double, nasal);
        for (std::uint64_t seed = 1; seed < 12; ++seed) {
            EyeDescription description;
            description.eye = eye;
            description.seed = seed * 7919;
            description.cupDisc = 0.4;
            const RgbImage image = paintFundus(description, 128);
            QCOMPARE(image.width, 128);
            QCOMPARE(image.pixels.size(), std::size_t(128 * 128 * 3));
            QVERIFY(brightness(image, nasal * 0.45, 0, 0.16)
                    > 1.25 * brightness(image, -nasal * 0.45, 0, 0.16));
        }
    }
    void lesionsAreMarkedWhereTheyAreDrawn()
    {
        EyeDescription eye;
        eye.seed = 4711;
        QVERIFY(!plantedLesions(eye, 128)); // nothing there
        eye.finding = SampleFinding::diabeticRetinopathy;
        eye.severity = 3;
        eye.exudates = true;
        const auto region = plantedLesions(eye, 256);
        QVERIFY(region.has_value());
        QCOMPARE(region->geometry.size, QSize(256, 256));
        const double share = area_px(region->geometry) / (256.0 * 256.0);
        QVERIFY2(share > 0.002 && share < 0.3, qPrintable(QString::number(share)));
        // Within the field, and beside the disc.
        QVERIFY(!contains(region->geometry, QPointF(2, 2)));
        eye.severity = 1;
        eye.exudates = false;
        const auto mild = plantedLesions(eye, 256);
        QVERIFY(!mild || area_px(mild->geometry) < area_px(region->geometry));
    }
    void findingsShow()
    {
        EyeDescription normal;
        normal.seed = 99;
        const RgbImage plain = paintFundus(normal, 128);
        for (const SampleFinding finding : allSampleFindings) {
            EyeDescription eye = normal;
            eye.finding = finding;
            eye.severity = finding == SampleFinding::normal ? 0 : 3;
            eye.cupDisc = finding == SampleFinding::glaucoma ? 0.85 : 0.3;
            QCOMPARE(paintFundus(eye, 128).pixels == plain.pixels,
                     finding == SampleFinding::normal);
        }
    }
    // The witness of "the same on every machine": a changed drawing must change this on purpose.
    void pixelsAreTheSameEverywhere()
    {
        EyeDescription eye;
        eye.seed = 20240514;
        eye.finding = SampleFinding::diabeticRetinopathy;
        eye.severity = 3;
        eye.exudates = eye.laserScars = true;
        const RgbImage image = paintFundus(eye, 96);
        const std::string hash = sha256_of(std::string_view(
            reinterpret_cast<const char *>(image.pixels.data()), image.pixels.size()));
        QCOMPARE(
            QString::fromStdString(hash),
            QStringLiteral("7ea06232cd6a158e2b695dcab309ba26a4452c05f5181653e99c326aa413ab7c"));
    }

    void patientsKeepTheirShares()
    {
        SampleOrder order;
        order.patients = 200;
        const auto patients = invitePatients(order);
        QCOMPARE(patients.size(), std::size_t(200));
        int wrong = 0, oneEyed = 0;
        QSet<int> findings;
        for (const SamplePatient &patient : patients) {
            wrong += patient.truth != patient.label;
            oneEyed += patient.photographed.right != patient.photographed.left;
            QVERIFY(patient.photographed.right || patient.photographed.left);
            findings.insert(int(patient.truth));
            if (patient.truth != SampleFinding::normal) {
                bool seen = false;
                for (const Laterality eye : both_eyes)
                    seen = seen
                        || (patient.photographed[eye]
                            && patient.eyes[eye].finding == patient.truth);
                QVERIFY2(seen, "the eye with the finding was left out");
            }
        }
        QCOMPARE(wrong, 10);
        QCOMPARE(oneEyed, 10);
        QCOMPARE(findings.size(), 6);
    }
    void reportsTellEachEye_data()
    {
        QTest::addColumn<QString>("language");
        QTest::newRow("Chinese") << "zh";
        QTest::newRow("English") << "en";
        QTest::newRow("both") << "both";
    }
    void reportsTellEachEye()
    {
        QFETCH(QString, language);
        SampleOrder order;
        order.language = language;
        QSet<QString> different;
        for (const SamplePatient &patient : invitePatients(order)) {
            different.insert(patient.report);
            QVERIFY2(!patient.report.contains("%"), qPrintable(patient.report));
            const bool chinese = patient.report.contains("右眼");
            const bool english = patient.report.contains("OD:");
            QCOMPARE(chinese, language != "en");
            QCOMPARE(english, language != "zh");
            for (const Laterality eye : both_eyes) {
                if (!patient.photographed[eye]
                    || patient.eyes[eye].finding != SampleFinding::glaucoma)
                    continue;
                QVERIFY(
                    patient.report.contains(QString::number(patient.eyes[eye].cupDisc, 'g', 2)));
                QVERIFY(!english || patient.report.contains("glaucoma"));
                QVERIFY(!chinese || patient.report.contains("青光眼"));
            }
        }
        QVERIFY2(different.size() > 150, qPrintable(QString::number(different.size())));
    }

    void sameSeedSameBytes()
    {
        QTemporaryDir folder;
        SampleOrder order;
        order.patients = 6;
        order.size_px = 64;
        order.asStudy = false;
        QHash<QString, QByteArray> first;
        for (const char *name : {"a", "b", "c"}) {
            order.out = folder.filePath(name);
            order.seed = *name == 'c' ? 2 : 1;
            QVERIFY(isOk(makeSample(order)));
            if (*name == 'a')
                first = filesUnder(order.out);
            else
                QCOMPARE(filesUnder(order.out) == first, *name == 'b');
        }
        QVERIFY(first.contains("table.csv"));
        QVERIFY(first.contains("truth.csv"));
    }
    void filesImportByThemselves()
    {
        QTemporaryDir folder;
        SampleOrder order;
        order.patients = 40;
        order.size_px = 64;
        order.asStudy = false;
        order.out = folder.filePath("files");
        const auto made = makeSample(order);
        QVERIFY(isOk(made));
        auto study = Study::create(folder.filePath("x.study"));
        QVERIFY(isOk(study));
        ImportPlan plan;
        plan.source = order.out;
        plan.person = "tester";
        const auto report = runImport(**study, plan, false);
        QVERIFY(isOk(report));
        QCOMPARE(report->patients, 40);
        QCOMPARE(report->images, made->images);
        QCOMPARE(report->images, 78);
        QCOMPARE(report->labels, 40);
        QCOMPARE(report->reports, 40);
        QVERIFY(report->skipped.isEmpty());
        const auto info = (*study)->info();
        QVERIFY(isOk(info));
        QVERIFY(info->synthetic);
    }
    // A study with other exams is not named synthetic as a whole: the new exams are.
    void filesBesideOthersAreTagged()
    {
        QTemporaryDir folder;
        SampleOrder order;
        order.patients = 2;
        order.size_px = 64;
        order.asStudy = false;
        order.out = folder.filePath("files");
        QVERIFY(isOk(makeSample(order)));
        QVERIFY(QDir().mkpath(folder.filePath("real")));
        QVERIFY(QFile::copy(order.out + "/images/" + QDir(order.out + "/images").entryList(QDir::Files)[0],
                            folder.filePath("real/other_left.jpg")));
        auto study = Study::create(folder.filePath("x.study"));
        QVERIFY(isOk(study));
        ImportPlan plan;
        plan.source = folder.filePath("real");
        QVERIFY(isOk(runImport(**study, plan, false)));
        plan.source = order.out;
        const auto report = runImport(**study, plan, false);
        QVERIFY(isOk(report));
        QCOMPARE(report->exams, 2);
        QVERIFY(!(*study)->info()->synthetic);
        QCOMPARE((*study)->count("tag:synthetic").value_or(-1), 2);
        const auto again = runImport(**study, plan, false);
        QVERIFY(isOk(again));
        QCOMPARE(again->unchanged, 2);
    }
    void makesAStudyThatSaysSynthetic()
    {
        QTemporaryDir folder;
        SampleOrder order;
        order.patients = 20;
        order.size_px = 64;
        order.out = folder.filePath("sample.study");
        int reported = 0;
        const auto made = makeSample(order, [&](const Progress &) { ++reported; });
        QVERIFY(isOk(made));
        QCOMPARE(made->patients, 20);
        QVERIFY(reported > 0);
        auto study = Study::open(order.out, OpenMode::readOnly);
        QVERIFY(isOk(study));
        const auto info = (*study)->info();
        QVERIFY(isOk(info));
        QCOMPARE(info->patients, 20);
        QCOMPARE(info->exams, 20);
        QCOMPARE(info->images, made->images);
        QVERIFY(info->synthetic);
        const auto ids = (*study)->find({});
        QVERIFY(isOk(ids));
        const auto rows = (*study)->exams(*ids);
        QVERIFY(isOk(rows));
        for (const ExamRow &row : *rows) {
            QVERIFY(!row.report.isEmpty());
            QCOMPARE(row.labels.size(), 1);
            for (const Laterality eye : both_eyes)
                if (row.images[eye]) {
                    QVERIFY(QFile::exists(row.images[eye]->path));
                    QVERIFY(row.images[eye]->path.contains("synthetic"));
                    QVERIFY(row.images[eye]->path.contains(word(eye)));
                    QCOMPARE(row.images[eye]->width, 64);
                }
        }
        QVERIFY(QFile::exists(order.out + "/truth.csv"));
    }
    void leavesNothingWhenStopped()
    {
        QTemporaryDir folder;
        for (const bool asStudy : {false, true}) {
            SampleOrder order;
            order.patients = 100;
            order.size_px = 64;
            order.asStudy = asStudy;
            order.out = folder.filePath("stopped");
            std::stop_source source;
            const auto made = makeSample(
                order, [&](const Progress &) { source.request_stop(); }, source.get_token());
            QVERIFY(!made);
            QCOMPARE(made.error().code, ErrorCode::cancelled);
            QVERIFY(!QFile::exists(order.out));
        }
    }
    // At no moment is there a folder of the wanted name that is not whole.
    void growsBesideItsPlace()
    {
        QTemporaryDir folder;
        for (const bool asStudy : {false, true}) {
            SampleOrder order;
            order.patients = 12;
            order.size_px = 64;
            order.asStudy = asStudy;
            order.out = folder.filePath(asStudy ? "a.study" : "files");
            const QString left = folder.filePath(asStudy ? ".a.study.part" : ".files.part");
            // As a call left it that was killed.
            QVERIFY(QDir().mkpath(left + "/images"));
            QFile stale(left + "/study.db");
            QVERIFY(stale.open(QIODevice::WriteOnly) && stale.write("half") == 4);
            stale.close();
            bool early = false;
            QVERIFY(isOk(makeSample(
                order, [&](const Progress &) { early = early || QFile::exists(order.out); })));
            QVERIFY(!early);
            QVERIFY(QFile::exists(order.out + "/truth.csv"));
            QVERIFY(!QFile::exists(left));
            QVERIFY(!QFile::exists(left + ".lock"));
        }
        auto study = Study::open(folder.filePath("a.study"), OpenMode::readWrite);
        QVERIFY(isOk(study));
        const auto report = (*study)->check(true, {}, {});
        QVERIFY(isOk(report));
        QVERIFY2(report->problems.isEmpty(), qPrintable(report->problems.join('\n')));
    }
    void refuses_data()
    {
        QTest::addColumn<int>("patients");
        QTest::addColumn<int>("size");
        QTest::addColumn<QString>("language");
        QTest::newRow("no patients") << 0 << 64 << "zh";
        QTest::newRow("photographs too small") << 5 << 8 << "zh";
        QTest::newRow("a language it does not write") << 5 << 64 << "fr";
    }
    void refuses()
    {
        QFETCH(int, patients);
        QFETCH(int, size);
        QFETCH(QString, language);
        QTemporaryDir folder;
        SampleOrder order{folder.filePath("x"), patients, size, 1, language, false, 0.05};
        const auto made = makeSample(order);
        QVERIFY(!made);
        QCOMPARE(made.error().code, ErrorCode::invalid_argument);
        QVERIFY(!made.error().what_to_do.empty());
    }
    void doesNotTouchAFolderThatHoldsSomething()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath("mine.txt"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        SampleOrder order;
        order.out = folder.path();
        const auto made = makeSample(order);
        QVERIFY(!made);
        QCOMPARE(made.error().code, ErrorCode::conflict);
        QVERIFY(file.exists());
    }
};

QTEST_GUILESS_MAIN(tst_Sample)
#include "tst_sample.moc"
