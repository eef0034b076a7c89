// SPDX-License-Identifier: GPL-3.0-or-later
// Walks importers(), then each layout with good, odd and bad input.
#include "core/base/files.h"
#include "core/base/sha256.h"
#include "core/imaging/photograph.h"
#include "core/import/column_guess.h"
#include "core/import/importer.h"
#include "core/study/study.h"
#include "tests/import/dicom_file.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

using namespace retclip;

namespace {

const QString shared = QStringLiteral(RETCLIP_SHARED_DIRECTORY);

template <typename T> bool isOk(const Result<T> &result)
{
    if (!result)
        qWarning("%s", result.error().english().c_str());
    return bool(result);
}

QString reasons(const ImportReport &report)
{
    QStringList list;
    for (const SkippedRow &row : report.skipped)
        list.append(QStringLiteral("%1:%2 %3")
                        .arg(row.source)
                        .arg(row.row)
                        .arg(QString::fromStdString(row.english())));
    return list.join('\n');
}

/// A folder with a study and files to import.
class Bench
{
public:
    Bench()
    {
        auto made = Study::create(folder.filePath("x.study"));
        if (isOk(made))
            study = std::move(*made);
        QDir(folder.path()).mkpath("in");
    }
    QString path(const QString &name) const { return folder.filePath("in/" + name); }
    void write(const QString &name, const QByteArray &bytes) const
    {
        QDir().mkpath(QFileInfo(path(name)).path());
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }
    /// A small picture; another number, another content.
    void picture(const QString &name, int number) const
    {
        RgbImage image;
        image.width = 16;
        image.height = 12;
        image.pixels.resize(16 * 12 * 3);
        for (std::size_t i = 0; i < image.pixels.size(); ++i)
            image.pixels[i] = std::uint8_t((i * std::size_t(number + 3) * 37) >> 3);
        const auto bytes = name.endsWith("png") ? encode_png(image) : encode_jpeg(image, 90);
        write(name,
              QByteArray(reinterpret_cast<const char *>(bytes->data()), qsizetype(bytes->size())));
    }
    Result<ImportReport> run(const QString &source, const QString &layout = "auto",
                             bool dry = false) const
    {
        ImportPlan plan;
        plan.source = source;
        plan.layout = layout;
        plan.person = "tester";
        return runImport(*study, plan, dry);
    }
    ExamRow exam(const QString &query) const
    {
        const auto ids = study->find(query);
        if (!isOk(ids) || ids->size() != 1)
            return {};
        const auto row = study->exam(ids->front());
        return isOk(row) ? *row : ExamRow();
    }

    QTemporaryDir folder;
    std::unique_ptr<Study> study;
};

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

    void mapsColumnsByThemselves_data()
    {
        QTest::addColumn<QByteArray>("table");
        QTest::addColumn<QString>("roles");
        QTest::newRow("a cohort's table")
            << QByteArray("patient,age,sex,left,right,report,glaucoma\nP1,63,F,a_left.jpg,a_right."
                          "jpg,视盘边界清,1\nP2,64,M,b_left.jpg,b_right.jpg,x,0\n")
            << "patient age sex left_image right_image report label";
        QTest::newRow("Chinese headings")
            << QString("住院号\t年龄\t性别\t左眼眼底图像\t右眼眼底图像\t报告\n1\t60\t女\ta_left."
                       "jpg\ta_right.jpg\t正常\n")
                   .toUtf8()
            << "patient age sex left_image right_image report";
        QTest::newRow("a row a photograph")
            << QByteArray("image;eye;id;grade\na_left.jpg;OS;7;2\na_right.jpg;OD;7;0\nb_left.jpg;"
                          "OS;8;2\nb_right.jpg;OD;8;0\n")
            << "image laterality patient label";
        QTest::newRow("pictures under an odd heading")
            << QByteArray("case,pic1\n1,a_left.jpg\n2,b_left.jpg\n") << "patient left_image";
        QTest::newRow("many 0/1 columns are one set")
            << QByteArray("ID,image,DR,ARMD,MH\n1,a_left.jpg,1,0,0\n2,b_left.jpg,0,1,1\n")
            << "patient image multilabel_class multilabel_class multilabel_class";
    }
    void mapsColumnsByThemselves()
    {
        QFETCH(QByteArray, table);
        QFETCH(QString, roles);
        Bench bench;
        for (const char *name : {"a_left", "a_right", "b_left", "b_right"})
            bench.picture(QString("pics/%1.jpg").arg(name), name[0] * 2 + name[2]);
        bench.write("t.csv", table);
        ImportPlan plan;
        plan.source = bench.path("t.csv");
        plan.layout = "table";
        const auto analysed = analyseSource(plan);
        QVERIFY(isOk(analysed));
        QStringList got;
        for (const ColumnGuess &column : analysed->columns)
            got.append(word(column.role));
        QCOMPARE(got.join(' '), roles);
        QCOMPARE(analysed->imageFolder, bench.path("pics"));
        const auto report = runImport(*bench.study, *analysed, false);
        QVERIFY(isOk(report));
        QVERIFY2(report->skipped.isEmpty(), qPrintable(reasons(*report)));
    }
    void rowsOfPhotographsBecomePairs()
    {
        Bench bench;
        for (int i = 0; i < 4; ++i)
            bench.picture(QString("%1.jpg").arg(i), i);
        bench.write(
            "t.csv",
            "image,eye,patient,grade\n0.jpg,OS,A,2\n2.jpg,OD,B,1\n1.jpg,OD,A,0\n3.jpg,OD,B,3\n");
        const auto got = bench.run(bench.path("t.csv"));
        QVERIFY(isOk(got));
        QCOMPARE(got->patients, 2);
        QCOMPARE(got->pairs, 1);
        QCOMPARE(got->exams, 3); // B's right eye was photographed twice: two visits, none hidden.
        const ExamRow row = bench.exam("patient:A");
        QCOMPARE(row.labels.size(), 2);
        for (const LabelState &label : row.labels) {
            QVERIFY(label.eye);
            QCOMPARE(label.positive, QStringList{*label.eye == Laterality::left ? "2" : "0"});
        }
    }

    void badRowsAreListedAndTheRestIsIn_data()
    {
        QTest::addColumn<QByteArray>("row");
        QTest::addColumn<int>("exams"); // Of the row, beside the good one.
        QTest::addColumn<int>("images");
        QTest::addColumn<QString>("reason");
        QTest::newRow("an empty file, the other eye stays")
            << QByteArray("P2,empty.jpg,b.jpg,r") << 1 << 1 << "empty";
        QTest::newRow("a photograph cut short")
            << QByteArray("P2,cut.jpg,b.jpg,r") << 1 << 1 << "cut.jpg";
        QTest::newRow("a text named .jpg")
            << QByteArray("P2,text.jpg,b.jpg,r") << 1 << 1 << "text.jpg";
        QTest::newRow("a file that is not there")
            << QByteArray("P2,gone.jpg,b.jpg,r") << 1 << 1 << "gone.jpg";
        QTest::newRow("no photograph, but a report") << QByteArray("P2,,,r") << 1 << 0 << "";
        QTest::newRow("neither photograph nor report")
            << QByteArray("P2,gone.jpg,,") << 0 << 0 << "no photograph";
        QTest::newRow("no patient") << QByteArray(",a.jpg,b.jpg,r") << 0 << 0 << "no patient";
        QTest::newRow("a comma too many")
            << QByteArray("P2,a.jpg,b.jpg,disc pale, cup deep") << 0 << 0 << "5 cells";
        QTest::newRow("a row cut after the left eye") << QByteArray("P2,b.jpg") << 1 << 1 << "";
        QTest::newRow("a path out of the folder to no picture")
            << QByteArray("P2,../../../../etc/passwd,b.jpg,r") << 1 << 1 << "passwd";
        QTest::newRow("a folder instead of a file")
            << QByteArray("P2,sub,b.jpg,r") << 1 << 1 << "sub";
        QTest::newRow("quotation marks and a semicolon in a name")
            << QByteArray("P2,\"o'; \"\"DROP.jpg\",b.jpg,r") << 1 << 2 << "";
        QTest::newRow("a line end in a name")
            << QByteArray("P2,\"new\nline.jpg\",b.jpg,r") << 1 << 2 << "";
        QTest::newRow("Chinese and blanks in a name")
            << QString("P2,眼底 左.jpg,b.jpg,r").toUtf8() << 1 << 2 << "";
        QTest::newRow("a backslash in a path")
            << QByteArray("P2,sub\\c.jpg,b.jpg,r") << 1 << 2 << "";
    }
    void badRowsAreListedAndTheRestIsIn()
    {
        QFETCH(QByteArray, row);
        QFETCH(int, exams);
        QFETCH(int, images);
        QFETCH(QString, reason);
        Bench bench;
        bench.picture("a.jpg", 1);
        bench.picture("b.jpg", 2);
        bench.picture("sub/c.jpg", 3);
        bench.picture("o'; \"DROP.jpg", 4);
        bench.picture("new\nline.jpg", 5);
        bench.picture("眼底 左.jpg", 6);
        bench.write("empty.jpg", {});
        bench.write("text.jpg", "this is a text, not a picture\n");
        QFile whole(bench.path("a.jpg"));
        QVERIFY(whole.open(QIODevice::ReadOnly));
        bench.write("cut.jpg", whole.readAll().chopped(40));
        bench.write("t.csv",
                    "patient,left,right,report\nP1,a.jpg,,fine\n" + row + "\nP9,b.jpg,,last\n");
        const auto got = bench.run(bench.path("t.csv"));
        QVERIFY(isOk(got));
        QVERIFY2(got->exams == 2 + exams, qPrintable(reasons(*got)));
        QVERIFY2(got->images == 2 + images, qPrintable(reasons(*got)));
        QCOMPARE(bench.study->count({}).value_or(-1), 2 + exams);
        if (reason.isEmpty()) {
            QVERIFY2(got->skipped.isEmpty(), qPrintable(reasons(*got)));
            return;
        }
        QVERIFY(!got->skipped.isEmpty());
        QCOMPARE(got->skipped.first().row, 3);
        QVERIFY2(reasons(*got).contains(reason), qPrintable(reasons(*got)));
        const QString list = bench.folder.filePath("skipped.csv");
        QVERIFY(isOk(writeSkipped(got->skipped, list)));
        QFile file(list);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readLine() == "source,row,reason\n");
    }

    void unreadableFactsAreRemarked()
    {
        Bench bench;
        bench.picture("a.jpg", 1);
        bench.picture("b.jpg", 2);
        bench.write("t.csv", QString("patient,left,right,age,sex,date,split,report\n"
                                     "P1,a.jpg,b.jpg,old,F,2023-13-45,train,fine\n"
                                     "P2,b.jpg,a.jpg,250,alien,03/04/2023,somewhere,fine\n"
                                     "P3,a.jpg,,-,未知,,,fine\n")
                                 .toUtf8());
        const auto got = bench.run(bench.path("t.csv"));
        QVERIFY(isOk(got));
        QCOMPARE(got->exams, 3);
        QVERIFY2(got->skipped.isEmpty(), qPrintable(reasons(*got)));
        QStringList told;
        for (const SkippedRow &row : got->remarks)
            told << QStringLiteral("%1:%2 ").arg(row.source).arg(row.row)
                    + QString::fromStdString(row.english());
        QCOMPARE(told.size(), 6);
        for (const char *each : {"t.csv:2 The age “old”", "t.csv:2 The date “2023-13-45”",
                                 "t.csv:3 The age “250”", "t.csv:3 The sex “alien”",
                                 "t.csv:3 The date “03/04/2023”", "t.csv:3 The split “somewhere”"})
            QVERIFY2(told.filter(QString::fromUtf8(each)).size() == 1, each);
        QCOMPARE(bench.exam("patient:P1").sex, QString("F"));
    }

    void sameRowsAreInOnce()
    {
        Bench bench;
        bench.picture("a.jpg", 1);
        bench.picture("b.jpg", 2);
        bench.write("t.csv", QByteArray("patient,left,right,report\nP1,a.jpg,b.jpg,r\n"
                                        "P1,a.jpg,b.jpg,r\nP\0X,a.jpg,,r\nP2,b.jpg,,r\n",
                                        85));
        for (int i = 0; i < 2; ++i) {
            const auto got = bench.run(bench.path("t.csv"));
            QVERIFY(isOk(got));
            QCOMPARE(got->exams, i == 0 ? 2 : 0);
            QVERIFY2(reasons(*got).contains("t.csv:3 The row is the same as row 2"),
                     qPrintable(reasons(*got)));
            QVERIFY2(reasons(*got).contains("t.csv:4"), qPrintable(reasons(*got)));
            QCOMPARE(got->skipped.size(), 2);
        }
        bench.write("p.csv", "patient,eye,image\nQ1,left,a.jpg\nQ1,left,a.jpg\nQ1,right,b.jpg\n");
        const auto pictures = bench.run(bench.path("p.csv"));
        QVERIFY(isOk(pictures));
        QCOMPARE(pictures->exams, 1);
    }

    void examsKeepTheirNames()
    {
        Bench bench;
        bench.picture("a.jpg", 1);
        bench.write("t.csv", "patient,exam id,left,report\nP1,E-77,a.jpg,r\nP1,E-78,a.jpg,s\n"
                             "E,E2,a.jpg,t\n");
        QVERIFY(isOk(bench.run(bench.path("t.csv"))));
        QCOMPARE(bench.exam("exam:E-77").patient, QString("P1"));
        // Numbers of visits are no names.
        bench.write("v.csv", "patient,visit,left,report\nV1,1,a.jpg,r\nV1,2,a.jpg,s\nV2,1,a.jpg,t\n");
        QVERIFY(isOk(bench.run(bench.path("v.csv"))));
        QCOMPARE(bench.exam("exam:V2-1").patient, QString("V2"));
        // A name that another patient's would have been by itself.
        bench.write("w.csv", "patient,exam id,left,report\nW1,W2-1,a.jpg,r\nW2,,a.jpg,s\n");
        const auto taken = bench.run(bench.path("w.csv"));
        QVERIFY(isOk(taken));
        QCOMPARE(taken->exams, 2);
        QCOMPARE(bench.exam("patient:W2").code, QString("W2-2"));
    }

    void progressCountsRows()
    {
        Bench bench;
        bench.picture("a.jpg", 1);
        QByteArray table = "patient,left,report\n";
        for (int i = 0; i < 10; ++i)
            table += "P" + QByteArray::number(i) + ",a.jpg,\"two\nlines\"\n";
        bench.write("t.csv", table);
        ImportPlan plan;
        plan.source = bench.path("t.csv");
        Progress last;
        QVERIFY(isOk(runImport(*bench.study, plan, false, [&](const Progress &p) { last = p; })));
        QCOMPARE(last.total, std::int64_t(10));
        QCOMPARE(last.done, std::int64_t(10));
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
    void mapsOfColumnsHaveWords()
    {
        for (const ColumnRole role : allColumnRoles()) {
            QVERIFY(!title(role).isEmpty());
            QVERIFY(columnRoleFrom(word(role)) == role);
        }
        QVERIFY(!columnRoleFrom("nonsense"));
    }
};

QTEST_GUILESS_MAIN(tst_Importers)
#include "tst_importers.moc"
