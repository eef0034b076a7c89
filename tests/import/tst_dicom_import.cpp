// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/imaging/dicom.h"
#include "core/import/importer.h"
#include "core/study/study.h"
#include "tests/import/dicom_file.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <random>

#ifdef RETCLIP_HAVE_DICOM_NETWORK
#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dcddirif.h>
#endif

using namespace retclip;

namespace {

const QString dicomData = QStringLiteral(RETCLIP_SHARED_DIRECTORY "/data/dicom");

class Bench
{
public:
    Bench() : study(std::move(*Study::create(folder.filePath("x.study"))))
    {
        QDir(folder.path()).mkpath("in");
    }
    void write(const QString &name, const QByteArray &bytes) const
    {
        QFile file(path(name));
        QDir().mkpath(QFileInfo(file).path());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }
    QString path(const QString &name) const { return folder.filePath("in/" + name); }
    ImportReport import(const QString &source)
    {
        ImportPlan plan;
        plan.source = source;
        plan.layout = QStringLiteral("auto");
        const auto report = runImport(*study, plan, false);
        if (!report)
            qWarning("%s", report.error().english().c_str());
        return report.value_or(ImportReport());
    }
    QVector<ExamRow> exams() const
    {
        QVector<ExamRow> rows;
        const std::vector<ExamId> ids = study->find({}).value();
        for (const ExamId id : ids)
            rows.append(study->exam(id).value());
        return rows;
    }

    QTemporaryDir folder;
    std::unique_ptr<Study> study;
};

QString reasons(const ImportReport &report)
{
    QStringList list;
    for (const SkippedRow &row : report.skipped)
        list << row.source + ": " + QString::fromStdString(row.reason.english());
    return list.join('\n');
}

} // namespace

class tst_DicomImport : public QObject
{
    Q_OBJECT

private slots:
    void pairsTheEyesOfADay()
    {
        Bench bench;
        bench.write("a/IM1", dicomPhotograph({.instance = "1.1"}).file());
        bench.write("a/IM2", dicomPhotograph({.eye = "L", .instance = "1.2", .seed = 1}).file());
        bench.write("b/IM3", dicomPhotograph({.date = "20250101", .instance = "1.3", .seed = 2}).file());
        const ImportReport report = bench.import(bench.path(""));
        QVERIFY2(report.skipped.isEmpty(), qPrintable(reasons(report)));
        QCOMPARE(report.patients, 1);
        QCOMPARE(report.exams, 2);
        QCOMPARE(report.pairs, 1);
        QCOMPARE(report.singleEyes, 1);
        const ExamRow first = bench.exams().constFirst();
        QCOMPARE(first.date, QDate(2024, 3, 5));
        QCOMPARE(first.age, 59); // born on the day after
        QCOMPARE(first.sex, QStringLiteral("F"));
        QCOMPARE(first.camera, QStringLiteral("Camera 3"));
        QCOMPARE(first.site, QStringLiteral("Eye Clinic"));
        QCOMPARE(bench.import(bench.path("")).unchanged, 2);
    }

#ifdef RETCLIP_HAVE_DICOM_NETWORK
    // As an archive writes a disc: made by DCMTK from real files.
    void aDirectoryFileNamesWhatComesIn()
    {
        Bench bench;
        QStringList names;
        for (const char *name : {"SC_rgb_rle.dcm", "SC_rgb_jpeg_dcmtk.dcm", "JPEG-lossy.dcm"}) {
            QFile file(dicomData + u'/' + QString::fromLatin1(name));
            if (!file.open(QIODevice::ReadOnly))
                QSKIP("the shared DICOM files are not here");
            names << QStringLiteral("DICOM/IMG%1").arg(names.size());
            bench.write(names.back(), file.readAll());
        }
        DicomDirInterface disc;
        disc.disableEncodingCheck();
        disc.disableResolutionCheck();
        disc.enableInventMode();
        disc.enableMapFilenamesMode();
        const QByteArray place = bench.path(QStringLiteral("DICOMDIR")).toUtf8(), root = bench.path({}).toUtf8();
        QVERIFY(disc.createNewDicomDir(DicomDirInterface::AP_GeneralPurpose, place.constData(), "DISC").good());
        for (qsizetype i = 0; i < 2; ++i) { // The third lies there and is not named.
            const OFCondition added = disc.addDicomFile(OFFilename(names[i].toUtf8().constData()), OFFilename(root.constData()));
            QVERIFY2(added.good(), added.text());
        }
        const OFCondition written = disc.writeDicomDir();
        QVERIFY2(written.good(), written.text());
        for (const QString &source : {bench.path(QStringLiteral("DICOMDIR")), bench.path({})}) {
            Bench other;
            const ImportReport report = other.import(source);
            QVERIFY2(report.skipped.isEmpty(), qPrintable(reasons(report)));
            QCOMPARE(report.images, 2);
            QStringList files;
            for (const ExamRow &exam : other.exams())
                for (const ImageRow &image : exam.eyeUnknown)
                    files << image.path.section(u'/', -1);
            files.sort();
            QCOMPARE(files, (QStringList{"IMG0", "IMG1"}));
        }
        // One that names what lies outside is not followed.
        QFile directory(bench.path(QStringLiteral("DICOMDIR")));
        QVERIFY(directory.open(QIODevice::ReadWrite));
        QByteArray bytes = directory.readAll();
        QVERIFY(bytes.contains("DICOM\\IMG1"));
        bytes.replace("DICOM\\IMG1", "..\\..\\IMG1");
        QVERIFY(directory.seek(0) && directory.write(bytes) == bytes.size());
        directory.close();
        Bench last;
        QCOMPARE(last.import(bench.path(QStringLiteral("DICOMDIR"))).images, 1);
    }
#endif

    void keepsASecondPhotographOfAnEyeAsItsOwnVisit()
    {
        Bench bench;
        bench.write("1.dcm", dicomPhotograph({.instance = "1.1"}).file());
        bench.write("2.dcm", dicomPhotograph({.instance = "1.2", .seed = 1}).file());
        QCOMPARE(bench.import(bench.path("")).exams, 2);
        QCOMPARE(bench.import(bench.path("")).unchanged, 2);
    }

    void picturesThatAreNoneOfItAreListed()
    {
        Bench bench;
        bench.write("a.dcm", dicomPhotograph({}).file());
        bench.write("deep/b.JPG", "a photograph of another kind");
        bench.write("c.png", "and one more");
        bench.write("notes.txt", "no picture");
        ImportPlan plan;
        plan.source = bench.path({});
        plan.layout = QStringLiteral("dicom");
        const auto report = runImport(*bench.study, plan, false);
        QVERIFY(report);
        QCOMPARE(report->exams, 1);
        QStringList skipped;
        for (const SkippedRow &row : report->skipped)
            skipped << row.source;
        QCOMPARE(skipped, (QStringList{"c.png", "deep/b.JPG"}));
        QVERIFY2(reasons(*report).contains("left out"), qPrintable(reasons(*report)));
    }
    void givesAFrameAPhotograph()
    {
        Bench bench;
        bench.write("series.dcm", dicomPhotograph({.frames = 3}).file());
        const ImportReport report = bench.import(bench.path("series.dcm"));
        QVERIFY2(report.skipped.isEmpty(), qPrintable(reasons(report)));
        QCOMPARE(report.images, 3);
        QCOMPARE(report.exams, 3);
        QCOMPARE(bench.import(bench.path("series.dcm")).unchanged, 3);
    }

    void readsFilesWithoutPreamble()
    {
        Bench bench;
        bench.write("old.dcm", dicomPhotograph({}).bareFile());
        const ImportReport report = bench.import(bench.path("old.dcm"));
        QVERIFY2(report.images == 1, qPrintable(reasons(report)));
    }

    void listsWhatIsNoPhotograph()
    {
        Bench bench;
        bench.write("ct.dcm", dicomPhotograph({.modality = "CT"}).file());
        bench.write("new.dcm", dicomPhotograph({}).file("1.2.840.10008.1.2.4.203"));
        bench.write("cut.dcm", dicomPhotograph({}).file().chopped(40));
        bench.write("no.dcm", "not a DICOM file at all, only its name says so");
        bench.write("good.dcm", dicomPhotograph({.instance = "1.9"}).file());
        const ImportReport report = bench.import(bench.path(""));
        const QString list = reasons(report);
        QCOMPARE(report.images, 1);
        QVERIFY2(list.contains("ct.dcm: Its kind is CT"), qPrintable(list));
        QVERIFY2(list.contains("1.2.840.10008.1.2.4.203"), qPrintable(list));
        QVERIFY2(list.contains(QRegularExpression("cut.dcm.*cut short")), qPrintable(list));
        QVERIFY2(list.contains("no.dcm"), qPrintable(list));
    }

    void readsNamesInTheirCharacterSet_data()
    {
        QTest::addColumn<QByteArray>("set");
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QString>("expected");
        QTest::newRow("GB18030") << QByteArray("GB18030") << QByteArray("\xCD\xF5^\xD0\xA1\xB6\xAB")
                                 << QStringLiteral("王^小东");
        QTest::newRow("UTF-8") << QByteArray("ISO_IR 192") << QByteArray("王^小東")
                               << QStringLiteral("王^小東");
        QTest::newRow("Japanese in ISO 2022") << QByteArray("\\ISO 2022 IR 87")
                                              << QByteArray("\x1b$B;3ED\x1b(B^\x1b$BB@O:\x1b(B")
                                              << QStringLiteral("山田^太郎");
        QTest::newRow("Korean in ISO 2022")
            << QByteArray("\\ISO 2022 IR 149") << QByteArray("\x1b$)C\xFB\xF3^\x1b$)C\xD1\xCE\xD4\xD7")
            << QStringLiteral("洪^吉洞");
    }
    void readsNamesInTheirCharacterSet()
    {
        QFETCH(QByteArray, set);
        QFETCH(QByteArray, name);
        QFETCH(QString, expected);
        Bench bench;
        bench.write("x.dcm", dicomPhotograph({.name = name, .characterSet = set}).file());
        const auto facts = read_dicom_facts(path_from_utf8(bench.path("x.dcm").toStdString()));
        QVERIFY(facts);
        QCOMPARE(QString::fromStdString(facts->patient_name), expected);
    }

    // Any damage gives an answer or an error, never a crash; run it under the asan preset as well.
    void survivesDamage()
    {
        const QByteArray whole = dicomPhotograph({.frames = 2}).file();
        std::mt19937 random(11);
        Bench bench;
        PhotographOptions options;
        options.maximum_pixels = 200'000;
        int read = 0;
        for (int round = 0; round < 3000; ++round) {
            QByteArray bytes = whole;
            for (int change = 0; change < 1 + int(random() % 4); ++change)
                bytes[qsizetype(random() % std::size_t(bytes.size()))] = char(random());
            if (random() % 4 == 0)
                bytes.truncate(qsizetype(random() % std::size_t(bytes.size())));
            const auto image = decode_photograph(
                std::as_bytes(std::span(bytes.constData(), std::size_t(bytes.size()))), options);
            read += image ? 1 : 0;
        }
        QVERIFY(read > 300);
        QVERIFY(read < 3000);
    }

    void importsTheMadeFundusFiles()
    {
        if (!QFileInfo::exists(dicomData))
            QSKIP("the test data are not beside this checkout");
        Bench bench;
        const ImportReport report = bench.import(dicomData + "/made_fundus");
        QVERIFY2(report.skipped.isEmpty(), qPrintable(reasons(report)));
        QCOMPARE(report.patients, 4);
        QCOMPARE(report.pairs, 4);
        QCOMPARE(report.images, 8);
        // The same photographs lie there as JPEG: the pixels must be theirs.
        for (const char *name : {"16_left", "420_right", "152_left", "1209_right"}) {
            const auto dicom = read_photograph(path_from_utf8(
                (dicomData + "/made_fundus/op_" + name + ".dcm").toStdString()));
            const auto jpeg = read_photograph(path_from_utf8(
                (dicomData + "/../odir/images/" + name + ".jpg").toStdString()));
            QVERIFY(dicom && jpeg);
            QVERIFY2(dicom->pixels == jpeg->pixels, name);
        }
    }

    void answersEveryFileOfTheCollection()
    {
        if (!QFileInfo::exists(dicomData))
            QSKIP("the test data are not beside this checkout");
        int shown = 0, refused = 0;
        for (const QString &folder : {dicomData, dicomData + "/charset"})
            for (const QFileInfo &file : QDir(folder).entryInfoList({"*.dcm"}, QDir::Files)) {
                const auto image =
                    read_dicom_frame(path_from_utf8(file.filePath().toStdString()), 0);
                image ? ++shown : ++refused;
                if (!image)
                    QVERIFY2(!image.error().what_to_do.empty(), qPrintable(file.fileName()));
            }
        QVERIFY2(shown >= 50, qPrintable(QString::number(shown)));
        QVERIFY(refused > 0);
    }
};

QTEST_GUILESS_MAIN(tst_DicomImport)
#include "tst_dicom_import.moc"
