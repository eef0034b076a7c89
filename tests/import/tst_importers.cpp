// SPDX-License-Identifier: GPL-3.0-or-later
// Walks importers(), then each layout with good, odd and bad input.
#include "core/base/files.h"
#include "core/base/sha256.h"
#include "core/imaging/photograph.h"
#include "core/import/column_guess.h"
#include "core/import/importer.h"
#include "core/study/study.h"
#include "tests/import/dicom_file.h"
#include "tests/import/import_bench.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

using namespace retclip;

namespace {

const QString shared = QStringLiteral(RETCLIP_SHARED_DIRECTORY);

} // namespace

class tst_Importers : public QObject
{
    Q_OBJECT

private slots:
    void keepsContract_data()
    {
        QTest::addColumn<const Importer *>("entry");
        for (const Importer *entry : importers())
            QTest::newRow(qPrintable(entry->id())) << entry;
    }
    // Every layout: help, a refusal in three parts, a real case that repeats without adding.
    void keepsContract()
    {
        QFETCH(const Importer *, entry);
        QVERIFY(!entry->title().isEmpty());
        QVERIFY(entry->help().size() > 60);
        QCOMPARE(importer(entry->id()), entry);

        Bench bench;
        bench.picture("1_left.jpg", 1);
        bench.picture("1_right.jpg", 2);
        bench.picture("2_right.jpg", 3);
        QString source = bench.path("");
        if (entry->id() == "table") {
            bench.write(
                "table.csv",
                "patient,left,right,report\n1,1_left.jpg,1_right.jpg,both\n2,,2_right.jpg,one\n");
        } else if (entry->id() == "odir") {
            bench.write("odir.csv",
                        "ID,Patient Age,Patient Sex,Left-Fundus,Right-Fundus,Left-Diagnostic "
                        "Keywords,Right-Diagnostic Keywords,N,D,G,C,A,H,M,O\n"
                        "1,60,Male,1_left.jpg,1_right.jpg,cataract,normal fundus,0,0,0,1,0,0,0,0\n"
                        "2,61,Female,2_left.jpg,2_right.jpg,a,b,1,0,0,0,0,0,0,0\n");
        } else if (entry->id() == "papila") {
            for (const char *picture : {"1_left.jpg", "1_right.jpg", "2_right.jpg"})
                QFile::remove(bench.path(picture));
            bench.picture("FundusImages/RET001OD.jpg", 1);
            bench.picture("FundusImages/RET001OS.jpg", 2);
            bench.picture("FundusImages/RET002OD.jpg", 3);
            bench.write("ClinicalData/patient_data_od.csv", "patient_id,age,gender,diagnosis,axial_length\n#001,60,0,1,23\n#002,61,1,0,\n");
            bench.write("ClinicalData/patient_data_os.csv", "patient_id,age,gender,diagnosis,axial_length\n#001,60,0,2,24\n");
        } else if (entry->id() == "coco") {
            bench.write("annotations/instances_train.json",
                        "{\"images\":[{\"id\":1,\"file_name\":\"1_left.jpg\",\"width\":16,\"height\":12},"
                        "{\"id\":2,\"file_name\":\"1_right.jpg\"},{\"id\":3,\"file_name\":\"2_right.jpg\"}],"
                        "\"annotations\":[{\"id\":1,\"image_id\":1,\"category_id\":7,\"bbox\":[1,1,3,3]}],"
                        "\"categories\":[{\"id\":7,\"name\":\"drusen\"}]}");
        } else if (entry->id() == "retclip") {
            QByteArray rows;
            for (const char *patient : {"1", "2"}) {
                QByteArray line = patient;
                for (const char *eye : {"_left.jpg", "_right.jpg"}) {
                    QFile file(bench.path(patient + QString(eye)));
                    line += '\t'
                        + (file.open(QIODevice::ReadOnly)
                               ? file.readAll().toBase64(QByteArray::Base64UrlEncoding)
                               : QByteArray());
                }
                rows += line + '\n';
            }
            bench.write("train_imgs.tsv", rows);
            bench.write("train_texts.jsonl",
                        "{\"text_id\":1,\"text\":\"both\",\"image_ids\":[\"1\",\"2\"]}\n");
        } else if (entry->id() == "dicom") {
            for (const char *picture : {"1_left.jpg", "1_right.jpg", "2_right.jpg"})
                QFile::remove(bench.path(picture));
            bench.write("a.dcm", dicomPhotograph({.patient = "1", .instance = "1.1"}).file());
            bench.write("b.dcm",
                        dicomPhotograph({.patient = "1", .eye = "L", .instance = "1.2", .seed = 1})
                            .file());
            bench.write("c.dcm",
                        dicomPhotograph({.patient = "2", .instance = "1.3", .seed = 2}).file());
        } else if (entry->id() == "export") {
            bench.write("manifest.json",
                        "{\"program\":\"RET-CLIP Workstation\",\"label_sets\":[]}");
            bench.write("exams.jsonl",
                        "{\"patient\":\"1\",\"exam\":\"1-1\",\"left\":{\"path\":\"1_left.jpg\"},"
                        "\"right\":{\"path\":\"1_right.jpg\"},\"report\":\"r\"}\n"
                        "{\"patient\":\"2\",\"exam\":\"2-1\",\"right\":{\"path\":\"2_right.jpg\"},"
                        "\"report\":\"r\"}\n");
        }
        QVERIFY(entry->fits(source) > 0);
        const auto chosen = importerFor(source);
        QVERIFY(isOk(chosen));
        QCOMPARE((*chosen)->id(), entry->id());

        const auto dry = bench.run(source, "auto", true);
        QVERIFY(isOk(dry));
        QCOMPARE(bench.study->count({}).value_or(-1), 0);
        const auto first = bench.run(source);
        QVERIFY(isOk(first));
        QCOMPARE(first->patients, 2);
        QCOMPARE(first->exams, 2);
        QCOMPARE(first->images, 3);
        QCOMPARE(first->pairs, 1);
        QCOMPARE(first->singleEyes, 1);
        QCOMPARE(dry->patients, first->patients);
        QCOMPARE(dry->images, first->images);
        QCOMPARE(dry->reports, first->reports);
        QCOMPARE(dry->skipped.size(), first->skipped.size());
        const auto again = bench.run(source);
        QVERIFY(isOk(again));
        QCOMPARE(again->unchanged, 2);
        QCOMPARE(again->exams, 0);
        QCOMPARE(bench.study->count({}).value_or(-1), 2);

        // The same files under another patient's name are refused by none, but a missing source is.
        ImportPlan plan;
        plan.source = bench.path("nothing here");
        plan.layout = entry->id();
        const auto refused = analyseSource(plan);
        QVERIFY(!refused);
        QVERIFY(!refused.error().what_happened.empty());
        QVERIFY(!refused.error().what_was_kept.empty());
        QVERIFY(!refused.error().what_to_do.empty());
    }

    void importsOdir_data()
    {
        QTest::addColumn<QString>("table");
        QTest::addColumn<QString>("encoding");
        QTest::addColumn<QString>("report");
        QTest::newRow("English, CSV") << "odir.csv"
                                      << "UTF-8"
                                      << "Left eye: cataract. Right eye: normal fundus.";
        QTest::newRow("English, Excel") << "odir.xlsx"
                                        << "XLSX"
                                        << "Left eye: cataract. Right eye: normal fundus.";
        QTest::newRow("Chinese report, UTF-8 with mark") << "odir_zh_utf8bom.csv"
                                                         << "UTF-8"
                                                         << "左眼：白内障。右眼：正常眼底。";
        QTest::newRow("Chinese report, GB18030") << "odir_zh_gb18030.csv"
                                                 << "GB18030"
                                                 << "左眼：白内障。右眼：正常眼底。";
        QTest::newRow("Chinese headings, GB18030") << "odir_zh_headers_gb18030.csv"
                                                   << "GB18030"
                                                   << "左眼：白内障。右眼：正常眼底。";
    }
    void importsOdir()
    {
        QFETCH(QString, table);
        QFETCH(QString, encoding);
        QFETCH(QString, report);
        const QString source = shared + "/data/odir/" + table;
        if (!QFile::exists(source))
            QSKIP("no shared data");
        Bench bench;
        ImportPlan plan;
        plan.source = source;
        plan.person = "tester";
        const auto analysed = analyseSource(plan);
        QVERIFY(isOk(analysed));
        QCOMPARE(analysed->layout, QString("odir"));
        QCOMPARE(analysed->encoding, encoding);
        const auto got = runImport(*bench.study, *analysed, false);
        QVERIFY(isOk(got));
        QCOMPARE(got->patients, 510);
        QCOMPARE(got->pairs, 480);
        QCOMPARE(got->singleEyes, 30);
        QCOMPARE(got->missingFiles, 30);
        QCOMPARE(got->images, 990);
        QCOMPARE(got->labels, 510);
        QCOMPARE(got->withoutReport, 0);
        QCOMPARE(got->skipped.size(), 30);
        QVERIFY(got->skipped.first().row > 1);
        const ExamRow row = bench.exam("patient:0");
        QCOMPARE(row.report, report);
        QCOMPARE(row.sex, QString("F"));
        QCOMPARE(row.age, 69);
        QVERIFY(row.images.left && row.images.left->path.endsWith("0_left.jpg"));
        QVERIFY(row.images.right && row.images.right->path.endsWith("0_right.jpg"));
        QCOMPARE(row.labels.size(), 1);
        QCOMPARE(row.labels[0].positive, QStringList{"C"});
        if (encoding == "GB18030")
            QVERIFY(!got->notes.isEmpty());
        const auto again = runImport(*bench.study, *analysed, false);
        QVERIFY(isOk(again));
        QCOMPARE(again->unchanged, 510);
        QCOMPARE(again->patients, 0);
    }

    void importsThePublishedFiles()
    {
        const QString source = shared + "/fixtures/lmdb";
        if (!QFile::exists(source))
            QSKIP("no shared fixtures");
        for (const char *from : {"", "/lmdb"}) {
            Bench bench;
            const auto got = bench.run(source + from);
            QVERIFY(isOk(got));
            QCOMPARE(got->patients, 6);
            QCOMPARE(got->images, 12);
            const ExamRow row = bench.exam("patient:P0000");
            QCOMPARE(row.images.left->sha256,
                     QString("2e255fc8938bcfab0e47ae0f264ead00d7a8eda76178a0b256e76a69f595d086"));
            QCOMPARE(row.images.right->sha256,
                     QString("7cb12a213ccd4eea8901ba347d393ab05b4346d7eb77e1d7c1f8785b1707925c"));
            QCOMPARE(row.split, Split::training);
            QVERIFY(row.images.left->path.startsWith(bench.study->folder()));
            QCOMPARE(bench.exam("patient:P0005").split, Split::validation);
            QCOMPARE(bench.exam("patient:P0004").report.count('\n'), 1); // Two texts.
        }
    }

    void changesAreBackedUpAndSaid()
    {
        Bench bench;
        bench.picture("a.jpg", 1);
        bench.write("t.csv", "patient,left,age,report\nP1,a.jpg,50,r\n");
        const auto first = bench.run(bench.path("t.csv"));
        QVERIFY(isOk(first));
        QCOMPARE(first->changed, 0);
        QVERIFY(first->backup.isEmpty());
        bench.write("t.csv", "patient,left,age,report\nP1,a.jpg,51,r\n");
        const auto dry = bench.run(bench.path("t.csv"), "auto", true);
        QVERIFY(isOk(dry));
        QCOMPARE(dry->changed, 1);
        QVERIFY(dry->backup.isEmpty());
        const auto second = bench.run(bench.path("t.csv"));
        QVERIFY(isOk(second));
        QCOMPARE(second->changed, 1);
        QVERIFY(QFile::exists(second->backup));
        QVERIFY(std::any_of(second->notes.cbegin(), second->notes.cend(), [&](const Message &note) {
            return note.english().find(second->backup.toStdString()) != std::string::npos;
        }));
    }

    void wholeSourcesAreRefused_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<ErrorCode>("code");
        QTest::newRow("an empty folder") << "none/" << QByteArray() << ErrorCode::unsupported;
        QTest::newRow("a table without photographs")
            << "t.csv" << QByteArray("patient,age\n1,60\n") << ErrorCode::invalid_argument;
        QTest::newRow("a table without a patient")
            << "t.csv" << QByteArray("age,left\n60,x.jpg\n61,y.jpg\n")
            << ErrorCode::invalid_argument;
        QTest::newRow("an empty table") << "t.csv" << QByteArray("\n") << ErrorCode::unreadable;
        QTest::newRow("an old Excel file")
            << "t.xls" << QByteArray("\xD0\xCF\x11\xE0") << ErrorCode::unsupported;
        QTest::newRow("nothing at all") << "gone.csv" << QByteArray("-") << ErrorCode::not_found;
    }
    void wholeSourcesAreRefused()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, bytes);
        QFETCH(ErrorCode, code);
        Bench bench;
        if (name.endsWith('/'))
            QDir().mkpath(bench.path(name));
        else if (bytes != "-")
            bench.write(name, bytes);
        const auto got = bench.run(bench.path(name));
        QVERIFY(!got);
        QVERIFY2(got.error().code == code, got.error().english().c_str());
        QVERIFY(!got.error().what_was_kept.empty());
        QVERIFY(!got.error().what_to_do.empty());
        QCOMPARE(bench.study->count({}).value_or(-1), 0);
    }

    void readsFolders()
    {
        Bench bench;
        bench.picture("train/glaucoma/A1_left.jpg", 1);
        bench.picture("train/glaucoma/A1_right.jpg", 2);
        bench.picture("train/normal/B2_OD.png", 3);
        bench.picture("test/normal/C3-L.jpg", 4);
        bench.picture("test/glaucoma/D4_left.jpg", 5);
        bench.picture("test/normal/E5.jpg", 6);
        bench.picture("test/normal/E5_mask.png", 7);
        const auto got = bench.run(bench.path(""), "folder");
        QVERIFY(isOk(got));
        QCOMPARE(got->patients, 5);
        QCOMPARE(got->pairs, 1);
        QCOMPARE(got->eyeUnknown, 1);
        QCOMPARE(got->skipped.size(), 1);
        const ExamRow row = bench.exam("patient:A1");
        QCOMPARE(row.split, Split::training);
        QCOMPARE(row.labels.size(), 2);
        QCOMPARE(row.labels[0].positive, QStringList{"glaucoma"});
        QCOMPARE(bench.exam("patient:E5").eyeUnknown.size(), std::size_t(1));
    }
    void readsFoldersByPattern()
    {
        Bench bench;
        bench.picture("x/2020-01-02_P7_1.jpg", 1);
        bench.picture("x/2021-05-06_P7_2.jpg", 2);
        bench.picture("x/other.jpg", 3);
        ImportPlan plan;
        plan.source = bench.path("x");
        plan.layout = "folder";
        plan.pattern = "(?<date>[\\d-]+)_(?<patient>P\\d+)_";
        const auto got = runImport(*bench.study, plan, false);
        QVERIFY(isOk(got));
        QCOMPARE(got->patients, 1);
        QCOMPARE(got->exams, 2);
        QCOMPARE(got->skipped.size(), 1);
        plan.pattern = "(broken";
        const auto refused = runImport(*bench.study, plan, false);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::invalid_argument);
    }
    void pairsRealFoldersAndLeavesDrawingsOut()
    {
        const QString source = shared + "/data/fundus/chasedb1";
        if (!QFile::exists(source))
            QSKIP("no shared data");
        Bench bench;
        const auto got = bench.run(source);
        QVERIFY(isOk(got));
        QCOMPARE(got->pairs, 5);
        QCOMPARE(got->images, 10);
        QCOMPARE(got->skipped.size(), 10);
    }

    void countsDuplicatesByContent()
    {
        Bench bench;
        bench.picture("a.jpg", 1);
        bench.picture("b.jpg", 2);
        bench.picture("copy of a.jpg", 1);
        bench.write("t.csv", "patient,left,right,report\n1,a.jpg,b.jpg,r\n2,copy of a.jpg,,r\n");
        const auto got = bench.run(bench.path("t.csv"));
        QVERIFY(isOk(got));
        QCOMPARE(got->duplicateImages, 1);
    }
    void copiesWhenAsked()
    {
        Bench bench;
        bench.picture("a.jpg", 1);
        bench.write("t.csv", "patient,left,report\n1,a.jpg,r\n");
        ImportPlan plan;
        plan.source = bench.path("t.csv");
        plan.copyImages = true;
        QVERIFY(isOk(runImport(*bench.study, plan, false)));
        const ExamRow row = bench.exam("patient:1");
        QVERIFY(row.images.left);
        QVERIFY(row.images.left->path.startsWith(bench.study->folder()));
        QVERIFY(QFile::exists(row.images.left->path));
    }
    void stoppedImportKeepsWhatIsInAndGoesOn()
    {
        Bench bench;
        QByteArray table = "patient,left,report\n";
        for (int i = 0; i < 1200; ++i) {
            table += "P" + QByteArray::number(i) + ",a.jpg,report " + QByteArray::number(i) + "\n";
        }
        bench.picture("a.jpg", 1);
        bench.write("t.csv", table);
        ImportPlan plan;
        plan.source = bench.path("t.csv");
        plan.layout = "table";
        std::stop_source source;
        const auto stopped = runImport(
            *bench.study, plan, false,
            [&](const Progress &progress) {
                if (progress.done > 300)
                    source.request_stop();
            },
            source.get_token());
        QVERIFY(isOk(stopped));
        QVERIFY(!stopped->complete);
        QCOMPARE(bench.study->count({}).value_or(-1), stopped->exams);
        QVERIFY(stopped->exams < 1200);
        const auto rest = bench.run(bench.path("t.csv"), "table");
        QVERIFY(isOk(rest));
        QVERIFY(rest->complete);
        QCOMPARE(rest->unchanged, stopped->exams);
        QCOMPARE(bench.study->count({}).value_or(-1), 1200);
    }
    void unreadableFolderIsSaid()
    {
        if (geteuid() == 0)
            QSKIP("root reads everything");
        Bench bench;
        bench.picture("closed/a.jpg", 1);
        QFile::setPermissions(bench.path("closed"), {});
        const auto got = bench.run(bench.path("closed"));
        QFile::setPermissions(bench.path("closed"),
                              QFileDevice::ReadOwner | QFileDevice::WriteOwner
                                  | QFileDevice::ExeOwner);
        QVERIFY(!got);
        QCOMPARE(got.error().code, ErrorCode::unreadable);
    }
};

QTEST_GUILESS_MAIN(tst_Importers)
#include "tst_importers.moc"
