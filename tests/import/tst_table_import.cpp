// SPDX-License-Identifier: GPL-3.0-or-later
// Tables: what their columns are taken for, and what becomes of odd rows.
#include "core/import/column_guess.h"
#include "tests/import/import_bench.h"

using namespace retclip;

class tst_TableImport : public QObject
{
    Q_OBJECT

    /// 16 × 12, its table before its one strip: a file that breaks off still says all of itself.
    static QByteArray greyTiff()
    {
        QByteArray file("II*\0\x08\0\0\0", 8);
        const auto add = [&file](int value, int bytes) {
            for (int i = 0; i < bytes; ++i)
                file += char(value >> (8 * i));
        };
        const std::pair<int, int> entries[] = {{256, 16}, {257, 12}, {258, 8}, {259, 1}, {262, 1},
                                               {273, 8 + 2 + 9 * 12 + 4}, {277, 1}, {278, 12}, {279, 192}};
        add(9, 2);
        for (const auto &[tag, value] : entries) {
            add(tag, 2);
            add(4, 2); // LONG
            add(1, 4);
            add(value, 4);
        }
        add(0, 4);
        for (int i = 0; i < 192; ++i)
            file += char(i);
        return file;
    }

private slots:
    void labelsWithoutPhotographsAddToExams()
    {
        Bench bench;
        int number = 0;
        for (const char *name : {"A_left.jpg", "A_right.jpg", "B_left.jpg", "C1_left.jpg", "C2_left.jpg"})
            bench.picture(name, ++number);
        bench.write("exams.csv", "patient,date,left,right\nA,2024-01-01,A_left.jpg,A_right.jpg\nB,2024-01-01,B_left.jpg,\n"
                                 "C,2024-01-01,C1_left.jpg,\nC,2024-06-01,C2_left.jpg,\n");
        QVERIFY(isOk(bench.run(bench.path("exams.csv"), "table")));
        bench.write("labels.csv", "patient,DRgrade\nA,2\nB,0\nC,1\nnobody,3\n");
        ImportPlan plan;
        plan.source = bench.path("labels.csv");
        plan.layout = QStringLiteral("table");
        plan.columns = {{QStringLiteral("patient"), ColumnRole::patient, {}, {}}, {QStringLiteral("DRgrade"), ColumnRole::label, {}, {}}};
        for (const bool again : {false, true}) {
            const auto got = runImport(*bench.study, plan, false);
            QVERIFY(isOk(got));
            QCOMPARE(got->changed, again ? 0 : 2);
            QCOMPARE(got->unchanged, again ? 2 : 0);
            QCOMPARE(got->skipped.size(), 2);
            QVERIFY2(reasons(*got).contains("Patient C has 2 exams"), qPrintable(reasons(*got)));
            QVERIFY2(reasons(*got).contains("no such exam of patient nobody"), qPrintable(reasons(*got)));
        }
        QCOMPARE(bench.study->info()->patients, 3);
        QCOMPARE(*bench.study->count("label:DRgrade/2 patient:A"), 1);
        QCOMPARE(*bench.study->count("label:DRgrade"), 2);
        QCOMPARE(bench.exam("patient:A").images.left.has_value(), true);
        // A day says which exam is meant, a column of eyes which eye.
        bench.write("days.csv", "patient,date,eye,oedema\nC,2024-06-01,OS,yes\nC,2024-01-01,OS,no\n");
        plan.source = bench.path("days.csv");
        plan.columns = {{QStringLiteral("patient"), ColumnRole::patient, {}, {}}, {QStringLiteral("date"), ColumnRole::date, {}, {}},
                        {QStringLiteral("eye"), ColumnRole::laterality, {}, {}}, {QStringLiteral("oedema"), ColumnRole::label, {}, {}}};
        const auto got = runImport(*bench.study, plan, false);
        QVERIFY(isOk(got));
        QVERIFY2(got->skipped.isEmpty(), qPrintable(reasons(*got)));
        QCOMPARE(*bench.study->count("label@os:oedema/yes date:2024-06-01"), 1);
        QCOMPARE(*bench.study->count("label@od:oedema"), 0);
        QCOMPARE(*bench.study->count("patient:C"), 2);
    }
    void headingsAreFoundBelowTitles_data()
    {
        QTest::addColumn<QByteArray>("table");
        QTest::addColumn<int>("row");
        QTest::addColumn<QString>("headings");
        QTest::newRow("no title") << QByteArray("patient,left,right\nA,a.jpg,b.jpg\n") << 0 << "patient left right";
        QTest::newRow("one title") << QByteArray("眼科登记表,,\n病历号,左眼,右眼\nA,a.jpg,b.jpg\n") << 2 << "病历号 左眼 右眼";
        QTest::newRow("a title without commas, a blank line, a department")
            << QByteArray("Register 2023\n\nRetina clinic,,\npatient,left,right\nA,a.jpg,b.jpg\n") << 4 << "patient left right";
        QTest::newRow("titles above headings that nobody knows")
            << QByteArray("Register,,\nNr,Bild A,Bild B\n17,a.jpg,b.jpg\n") << 2 << "Nr|Bild A|Bild B";
        QTest::newRow("headings in two lines") << QByteArray("patient,photographs,\npatient,left,right\nA,a.jpg,b.jpg\n") << 2 << "patient left right";
        QTest::newRow("no headings at all") << QByteArray("A,a.jpg,b.jpg\nB,c.jpg,d.jpg\n") << 0 << "A a.jpg b.jpg";
        QTest::newRow("headings that nobody knows, rows of known words")
            << QByteArray("x,y,z\nreport,left,right\nreport,right,left\n") << 0 << "x y z";
        QTest::newRow("a heading that stands twice") << QByteArray("patient,left,left\nA,a.jpg,b.jpg\n") << 0 << "patient left left";
        QTest::newRow("one column") << QByteArray("image\na.jpg\nb.jpg\n") << 0 << "image";
    }
    void headingsAreFoundBelowTitles()
    {
        QFETCH(QByteArray, table);
        QFETCH(int, row);
        QFETCH(QString, headings);
        Bench bench;
        bench.write("t.csv", table);
        auto source = TableSource::open(bench.path("t.csv"), {});
        QVERIFY(isOk(source));
        QCOMPARE((*source)->headingRow(), row);
        QCOMPARE((*source)->headings(), headings.split(headings.contains('|') ? '|' : ' '));
        for (const bool again : {false, true}) {
            TableRow read;
            qint64 rows = 0;
            while ((*source)->next(read))
                ++rows;
            QCOMPARE((*source)->rowCount(), rows);
            QVERIFY(again || rows > 0);
            (*source)->rewind();
        }
    }
    void aWorkbookAsHospitalsKeepIt()
    {
        Bench bench;
        for (int i = 1; i <= 6; ++i)
            bench.picture(QStringLiteral("p%1.jpg").arg(i), i);
        // A title over all columns, headings, a patient's cell over two rows, days as bare numbers, an age that
        // is a formula whose result was never saved, and a text formula whose result is the empty text.
        const QByteArray rows = Bench::sheetRow(1, {"眼底照相登记表", "", "", "", "", ""})
            + Bench::sheetRow(2, {"病历号", "左眼", "右眼", "检查日期", "年龄", "备注"})
            + Bench::sheetRow(3, {"A1", "p1.jpg", "p2.jpg", "45052", "=40+0", "one"})
            + Bench::sheetRow(4, {"", "p3.jpg", "p4.jpg", "45060.5", "41", "two"})
            + Bench::sheetRow(5, {"A2", "p5.jpg", "p6.jpg", "2023", "42", "three"});
        const QByteArray merged = "<mergeCells count=\"2\"><mergeCell ref=\"A1:F1\"/><mergeCell ref=\"A3:A4\"/></mergeCells>";
        bench.workbook("t.xlsx", "<sheetData>" + rows + "</sheetData>" + merged);
        ImportPlan plan;
        plan.source = bench.path("t.xlsx");
        plan.layout = QStringLiteral("table");
        const auto seen = analyseSource(plan);
        QVERIFY(isOk(seen));
        QCOMPARE(seen->headingRow, 2);
        QCOMPARE(seen->columns.value(3).role, ColumnRole::date);
        QCOMPARE(seen->columns.value(3).firstValues, QStringList({"2023-05-06", "2023-05-14", "2023"}));
        const auto got = bench.run(bench.path("t.xlsx"), "table");
        QVERIFY(isOk(got));
        QVERIFY2(got->skipped.isEmpty(), qPrintable(reasons(*got)));
        QCOMPARE(got->exams, 3);
        QCOMPARE(*bench.study->count("patient:A1"), 2);
        QCOMPARE(bench.exam("patient:A1 date:2023-05-06").age, -1);
        QCOMPARE(bench.exam("patient:A1 date:2023-05-14").age, 41);
        QVERIFY(!bench.exam("patient:A2").date.isValid());
        QCOMPARE(got->remarks.size(), 2);
        QCOMPARE(got->remarks[0].row, 3);
        QVERIFY2(got->remarks[0].english().find("E3 (年龄) holds a formula") != std::string::npos, got->remarks[0].english().c_str());
        QCOMPARE(got->remarks[1].row, 5);
        QVERIFY(std::any_of(got->notes.cbegin(), got->notes.cend(), [](const Message &note) {
            return note.english().find("headings were taken from row 2") != std::string::npos;
        }));
    }
    void daysFrom1904()
    {
        Bench bench;
        bench.picture("a.jpg", 1);
        bench.workbook("t.xlsx",
                       "<sheetData>" + Bench::sheetRow(1, {"patient", "left", "date"})
                           + Bench::sheetRow(2, {"A", "a.jpg", "43590"}) + "</sheetData>",
                       "date1904=\"1\"");
        QVERIFY(isOk(bench.run(bench.path("t.xlsx"), "table")));
        QCOMPARE(bench.exam("patient:A").date, QDate(2023, 5, 6));
    }
    void aPatientThatIsAFormula()
    {
        Bench bench;
        bench.picture("a.jpg", 1);
        bench.workbook("t.xlsx", "<sheetData>" + Bench::sheetRow(1, {"patient", "left"}) + Bench::sheetRow(2, {"=B9", "a.jpg"}) + "</sheetData>");
        const auto got = bench.run(bench.path("t.xlsx"), "table");
        QVERIFY(isOk(got));
        QVERIFY2(reasons(*got).contains("names no patient"), qPrintable(reasons(*got)));
        QCOMPARE(got->remarks.size(), 1);
        QVERIFY(got->remarks[0].english().find("A2 (patient)") != std::string::npos);
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
    void aListOfFilesLeavesDrawingsAndFileFactsOut()
    {
        Bench bench;
        for (const char *name : {"21_training.png", "21_training_mask.png", "22_training.png",
                                 "22_manual1.png"})
            bench.picture(name, name[1] * 3 + int(qstrlen(name)));
        bench.write("index.csv",
                    "file,dataset,what,format,width,height,bytes\n"
                    "21_training.png,DRIVE,photograph,PNG,16,12,700\n"
                    "21_training_mask.png,DRIVE,mask,PNG,16,12,90\n"
                    "22_training.png,DRIVE,photograph,PNG,16,12,701\n"
                    "22_manual1.png,DRIVE,vessel drawing,PNG,16,12,88\n");
        const auto got = bench.run(bench.path("index.csv"));
        QVERIFY(isOk(got));
        QCOMPARE(got->patients, 2);
        QCOMPARE(got->skipped.size(), 2);
        QVERIFY2(reasons(*got).contains("mask or drawing"), qPrintable(reasons(*got)));
        const auto sets = bench.study->labelSets();
        QVERIFY(isOk(sets));
        for (const LabelSet &set : *sets) {
            QVERIFY2(set.name == "what", qPrintable(set.name)); // Not format, width, bytes.
            QVERIFY(set.classes.size() == 1); // Nor the classes of rows that are left out.
        }
    }
    void twoColumnsOfOneNameAreTwo()
    {
        Bench bench;
        for (const char *name : {"a", "b"})
            bench.picture(QString("%1_left.jpg").arg(name), name[0]);
        bench.write("t.csv", "id,image,grade,grade\n1,a_left.jpg,0,2\n2,b_left.jpg,1,3\n");
        const auto got = bench.run(bench.path("t.csv"));
        QVERIFY(isOk(got));
        QStringList notes;
        for (const Message &note : got->notes)
            notes << QString::fromStdString(note.english());
        QVERIFY2(notes.join('|').contains("grade stands more than once"), qPrintable(notes.join('|')));
        QStringList names;
        const auto sets = bench.study->labelSets();
        QVERIFY(isOk(sets));
        for (const LabelSet &set : *sets)
            names << set.name;
        names.sort();
        QCOMPARE(names, (QStringList{"grade", "grade (2)"}));
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
        QTest::newRow("a TIFF cut short") << QByteArray("P2,cut.tif,b.jpg,r") << 1 << 1 << "cut.tif was left out; the rest of the exam is in. The file is cut short";
        QTest::newRow("the same TIFF whole") << QByteArray("P2,whole.tif,b.jpg,r") << 1 << 2 << "";
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
        const QByteArray tiff = greyTiff();
        bench.write("whole.tif", tiff);
        bench.write("cut.tif", tiff.chopped(60));
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
    void namesThatContradictTheirColumnAreTold()
    {
        Bench bench;
        int number = 0;
        for (const char *name : {"A_left.jpg", "A_right.jpg", "B_left.jpg", "B_right.jpg"})
            bench.picture(name, ++number);
        bench.write("t.csv", "patient,left,right\nA,A_right.jpg,A_left.jpg\nB,B_left.jpg,B_right.jpg\n");
        const auto dry = bench.run(bench.path("t.csv"), "table", true);
        QVERIFY(isOk(dry));
        QCOMPARE(dry->eyesInDoubt, 1);
        QCOMPARE(rowsOf(*dry, RowFate::leftOut), 0);
        QCOMPARE(rowsOf(*dry, RowFate::toLookAt), 1); // A row, though both its photographs are told of.
        QCOMPARE(dry->remarks.size(), 2);
        const auto got = bench.run(bench.path("t.csv"), "table");
        QVERIFY(isOk(got));
        QCOMPARE(got->eyesInDoubt, 1);
        QCOMPARE(bench.exam("swapped").patient, QString("A"));
        QCOMPARE(*bench.study->count("tag:look-eyes"), 1);
        QCOMPARE(bench.run(bench.path("t.csv"), "table")->unchanged, 2);
        // Exchanging the eyes is having looked; a repeat does not ask again.
        const auto ids = bench.study->find("patient:A");
        QVERIFY(isOk(bench.study->apply(Edit{SwapEyes{}, *ids, "tester"})));
        QCOMPARE(*bench.study->count("swapped"), 0);
        QVERIFY(isOk(bench.study->undo("tester")));
        QCOMPARE(*bench.study->count("swapped"), 1);
    }
    void aRowWithoutAPhotographIsIn()
    {
        Bench bench;
        bench.picture("A_left.jpg", 1);
        bench.write("t.csv", "patient,left,right\nA,A_left.jpg,gone.jpg\nB,gone2.jpg,gone3.jpg\n");
        const auto got = bench.run(bench.path("t.csv"), "table");
        QVERIFY(isOk(got));
        QCOMPARE(got->exams, 1);
        QCOMPARE(photographsNotIn(*got), 1);
        QCOMPARE(rowsOf(*got, RowFate::withoutPhotograph), 1);
        QCOMPARE(rowsOf(*got, RowFate::leftOut), 1); // One row, though three sentences tell of it.
        QCOMPARE(got->skipped.size(), 4);
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

QTEST_GUILESS_MAIN(tst_TableImport)
#include "tst_table_import.moc"
