// SPDX-License-Identifier: GPL-3.0-or-later
// Public collections and general forms: PAPILA, COCO, JSON Lines.
#include "core/import/json_table.h"
#include "tests/import/import_bench.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace retclip;

namespace {

const QString shared = QStringLiteral(RETCLIP_SHARED_DIRECTORY);

QString notesOf(const ImportReport &report)
{
    QStringList notes;
    for (const Message &note : report.notes)
        notes << QString::fromStdString(note.english());
    return notes.join(u'|');
}

} // namespace

class tst_Collections : public QObject
{
    Q_OBJECT

private slots:
    void papilaAsOthersKeepIt()
    {
        const QString tables = shared + QStringLiteral("/data/labels/papila_patient_data_%1.xlsx");
        if (!QFileInfo::exists(tables.arg("od")))
            QSKIP("../shared/data/labels is absent");
        Bench bench;
        QDir().mkpath(bench.path("ClinicalData"));
        for (const char *eye : {"od", "os"})
            QVERIFY(QFile::copy(tables.arg(eye), bench.path(QStringLiteral("ClinicalData/patient_data_%1.xlsx").arg(eye))));
        for (int patient : {24, 25, 27})
            for (const char *eye : {"OD", "OS"})
                bench.picture(QStringLiteral("FundusImages/RET%1%2.jpg").arg(patient, 3, 10, QLatin1Char('0')).arg(eye), patient * 2 + (*eye == 'O' && eye[1] == 'S'));
        const auto got = bench.run(bench.path(""));
        QVERIFY(isOk(got));
        QCOMPARE(got->pairs, 3);
        QCOMPARE(got->patients, 3); // Without a photograph there is no exam; they are listed.
        QVERIFY(got->skipped.size() > 200);
        const ExamRow exam = bench.exam("patient:027");
        QCOMPARE(exam.age, 78);
        QCOMPARE(exam.sex, QStringLiteral("F"));
        QCOMPARE(exam.labels.size(), 2);
        for (const LabelState &label : exam.labels)
            QCOMPARE(label.positive, QStringList{label.eye == Laterality::right ? "0" : "1"});
        QVERIFY2(exam.comment.contains("OS:") && exam.comment.contains("axial length 23.6"), qPrintable(exam.comment));
        const auto sets = bench.study->labelSets();
        QVERIFY(sets->first().perEye);
        QCOMPARE(sets->first().classes[2].titleZh, QStringLiteral("可疑青光眼"));
    }

    void papilaAsPublished() // Headings over three lines, the patient's column unnamed.
    {
        Bench bench;
        for (const char *eye : {"od", "os"})
            bench.write(QStringLiteral("ClinicalData/patient_data_%1.csv").arg(eye),
                        ",Age,Gender,Diagnosis,Refractive_Defect,,\n"
                        ",,,,dioptre_1,dioptre_2,astigmatism\n"
                        "ID,,,,,,\n"
                        "#002,47,0,2,0.75,-1.75,90\n");
        bench.picture("FundusImages/RET002OD.jpg", 1);
        bench.picture("FundusImages/RET002OS.jpg", 2);
        for (const char *source : {"", "ClinicalData", "ClinicalData/patient_data_od.csv"}) {
            const auto got = bench.run(bench.path(source), "papila");
            QVERIFY(isOk(got));
            QCOMPARE(got->patients + got->unchanged, 1);
        }
        const ExamRow exam = bench.exam("patient:002");
        QCOMPARE(exam.age, 47);
        QCOMPARE(exam.sex, QStringLiteral("M"));
        QVERIFY2(exam.comment.contains("OD: dioptre 1 0.75, dioptre 2 -1.75, astigmatism 90"), qPrintable(exam.comment));
    }

    void cocoWithBoxes()
    {
        Bench bench;
        bench.picture("images/10_left.jpg", 1);
        bench.picture("images/10_right.jpg", 2);
        bench.picture("images/11_left.jpg", 3);
        const QByteArray document =
            "{\"images\":[{\"id\":1,\"file_name\":\"10_left.jpg\",\"width\":16,\"height\":12},{\"id\":2,\"file_name\":\"10_right.jpg\","
            "\"width\":16,\"height\":12},{\"id\":3,\"file_name\":\"11_left.jpg\"},{\"id\":4,\"file_name\":\"gone_left.jpg\"}],"
            "\"annotations\":[{\"image_id\":1,\"category_id\":1,\"bbox\":[1,1,3,3]},{\"image_id\":1,\"category_id\":2,\"bbox\":[0,0,16,12]},"
            "{\"image_id\":1,\"category_id\":1,\"bbox\":[5,5,3,3]},{\"image_id\":9,\"category_id\":1}],"
            "\"categories\":[{\"id\":1,\"name\":\"drusen\"},{\"id\":2,\"name\":\"haemorrhage\"}]}";
        bench.write("annotations/instances_val2017.json", document);
        const auto got = bench.run(bench.path(""));
        QVERIFY(isOk(got));
        QCOMPARE(got->patients, 2);
        QCOMPARE(got->pairs, 1);
        QVERIFY2(notesOf(*got).contains("Boxes and outlines: 2. They are in"), qPrintable(notesOf(*got)));
        QVERIFY2(notesOf(*got).contains("that the file does not list: 1."), qPrintable(notesOf(*got))); // Of image 9.
        const ExamRow exam = bench.exam("patient:10");
        QCOMPARE(exam.split, Split::validation);
        for (const LabelState &label : exam.labels)
            QCOMPARE(label.positive, label.eye == Laterality::left ? (QStringList{"drusen", "haemorrhage"}) : QStringList());
        QCOMPARE(*bench.study->count("label:drusen"), 1);
        QCOMPARE(exam.regions.size(), 2); // The box of the whole photograph is none.
        for (const Region &region : exam.regions) {
            QCOMPARE(region.className, QStringLiteral("drusen"));
            QCOMPARE(region.image, exam.images.left->id);
            QCOMPARE(region.geometry.shape, RegionShape::polygon);
            QCOMPARE(boundsOf(region.geometry).size(), QSizeF(3, 3));
        }
        QCOMPARE(boundsOf(exam.regions[0].geometry).topLeft(), QPointF(1, 1));
        QCOMPARE(bench.run(bench.path(""))->unchanged, 2); // Nor do they come in twice.
        QCOMPARE(bench.exam("patient:10").regions.size(), 2);
        bench.write("annotations/instances_val2017.json", document.left(200)); // Cut short.
        QVERIFY(!bench.run(bench.path("annotations/instances_val2017.json"), "coco"));
    }

    void cocoOutlinesAndMasks_data()
    {
        QTest::addColumn<QByteArray>("annotation");
        QTest::addColumn<QStringList>("expected"); // As JSON; "out": left out.
        const auto row = [](const char *name, const char *annotation, const QStringList &expected) {
            QTest::newRow(name) << QByteArray(annotation) << expected;
        };
        row("an outline", "\"bbox\":[1,1,4,3],\"segmentation\":[[1,1,5,1,5,4]]", {"[[1,1],[5,1],[5,4]]"});
        row("two parts", "\"segmentation\":[[1,1,5,1,5,4],[8,8,9,8,9,9.5]]", {"[[1,1],[5,1],[5,4]]", "[[8,8],[9,8],[9,9.5]]"});
        row("over the edge", "\"segmentation\":[[10,1,17.5,1,12,13]]", {"[[10,1],[16,1],[12,12]]"});
        row("no outline", "\"segmentation\":[[1,1,5,1]]", {"out"});
        row("beside the photograph", "\"bbox\":[40,40,3,3]", {"out"});
        row("a box with a letter", "\"bbox\":[\"a\",1,2,3]", {"out"});
        row("a box with nothing", "\"bbox\":[1,null,2,3]", {"out"});
        row("a box of three numbers", "\"bbox\":[1,1,2]", {"out"});
        row("a box inside out", "\"bbox\":[10,10,-3,-3]", {"out"});
        row("an outline with a letter", "\"segmentation\":[[1,1,\"b\",1,5,4]]", {"out"});
        row("an outline of an odd count", "\"segmentation\":[[1,1,5,1,5,4,3]]", {"out"});
        row("an outline that is a text", "\"segmentation\":\"1,1,5,1\",\"bbox\":[1,1,3,3]", {"out"});
        row("runs as a list", "\"segmentation\":{\"size\":[12,16],\"counts\":[13,2,10,3,164]}",
            {"{\"counts\":[13,2,10,3,164],\"size\":[12,16]}"});
        row("runs as pycocotools packs them", "\"segmentation\":{\"size\":[12,16],\"counts\":\"=2:1j4\"}",
            {"{\"counts\":[13,2,10,3,164],\"size\":[12,16]}"});
        row("runs that do not fill it", "\"segmentation\":{\"size\":[12,16],\"counts\":[13,2]}", {"out"});
        row("letters that are none", "\"segmentation\":{\"size\":[12,16],\"counts\":\"= zz~\"}", {"out"});
        row("a mask of another size", "\"segmentation\":{\"size\":[2,2],\"counts\":[1,2,1]}", {"out"});
        row("the whole photograph", "\"bbox\":[0,0,16,12],\"segmentation\":[]", {});
    }
    void cocoOutlinesAndMasks()
    {
        QFETCH(QByteArray, annotation);
        QFETCH(QStringList, expected);
        Bench bench;
        bench.picture("images/10_left.jpg", 1);
        bench.write("annotations/instances.json",
                    "{\"images\":[{\"id\":1,\"file_name\":\"10_left.jpg\",\"width\":16,\"height\":12}],\"annotations\":[{\"image_id\":1,"
                    "\"category_id\":1," + annotation + "}],\"categories\":[{\"id\":1,\"name\":\"drusen\"}]}");
        const auto got = bench.run(bench.path(""));
        QVERIFY(isOk(got));
        QCOMPARE(*bench.study->count("label:drusen"), 1); // In any case.
        const bool out = expected == QStringList{"out"};
        QCOMPARE(notesOf(*got).contains("They were left out"), out);
        QStringList regions;
        for (const Region &region : bench.exam("patient:10").regions) {
            QJsonValue geometry = geometryJson(region.geometry);
            regions.append(QString::fromUtf8(geometry.isArray() ? QJsonDocument(geometry.toArray()).toJson(QJsonDocument::Compact)
                                                                : QJsonDocument(geometry.toObject()).toJson(QJsonDocument::Compact)));
        }
        QCOMPARE(regions, out ? QStringList() : expected);
    }
    void cocoIdsMayBeTexts()
    {
        Bench bench;
        bench.picture("images/10_left.jpg", 1);
        bench.picture("images/11_left.jpg", 2);
        bench.write("annotations/instances.json",
                    "{\"images\":[{\"id\":\"a\",\"file_name\":\"10_left.jpg\"},{\"id\":\"b\",\"file_name\":\"11_left.jpg\"}],"
                    "\"annotations\":[{\"image_id\":\"b\",\"category_id\":1},{\"image_id\":\"b\",\"category_id\":7},{\"category_id\":1}],"
                    "\"categories\":[{\"id\":1,\"name\":\"drusen\"}]}");
        const auto got = bench.run(bench.path(""));
        QVERIFY(isOk(got));
        QCOMPARE(*bench.study->count("label:drusen patient:11"), 1);
        QCOMPARE(*bench.study->count("label:drusen"), 1);
        QVERIFY2(notesOf(*got).contains("that the file does not list: 2."), qPrintable(notesOf(*got)));
    }
    void regionsOfAnotherSizeStayOut()
    {
        Bench bench;
        bench.picture("images/10_left.jpg", 1); // 16 × 12
        bench.write("annotations/instances.json",
                    "{\"images\":[{\"id\":1,\"file_name\":\"10_left.jpg\",\"width\":1600,\"height\":1200}],\"annotations\":[{\"image_id\":1,"
                    "\"category_id\":1,\"bbox\":[3,3,5,5]}],\"categories\":[{\"id\":1,\"name\":\"drusen\"}]}");
        const auto got = bench.run(bench.path(""));
        QVERIFY(isOk(got));
        QVERIFY(bench.exam("patient:10").regions.isEmpty());
        QCOMPARE(got->remarks.size(), 1);
        const QString remark = QString::fromStdString(got->remarks.first().english());
        QVERIFY2(remark.contains(QStringLiteral("another size (1600 × 1200)")), qPrintable(remark));
    }

    void jsonLines()
    {
        Bench bench;
        bench.picture("a.jpg", 1);
        bench.picture("b.jpg", 2);
        bench.picture("c.jpg", 3);
        bench.write("cohort.jsonl",
                    "{\"patient\":1,\"images\":{\"left\":\"a.jpg\",\"right\":\"b.jpg\"},\"report\":\"视盘，\\\"清\\\"\",\"dr\":true,\"findings\":[\"drusen\",\"ERM\"]}\n"
                    "not json\n\n"
                    "{\"patient\":2,\"age\":61.0,\"images\":{\"left\":\"c.jpg\",\"right\":null},\"dr\":false,\"findings\":[]}\n");
        const auto got = bench.run(bench.path("cohort.jsonl"));
        QVERIFY(isOk(got));
        QCOMPARE(got->patients, 2);
        QCOMPARE(got->pairs, 1);
        QCOMPARE(got->skipped.size(), 1);
        QCOMPARE(got->skipped.first().row, 2);
        QVERIFY2(reasons(*got).contains("no JSON object"), qPrintable(reasons(*got)));
        const ExamRow first = bench.exam("patient:1");
        QCOMPARE(first.report, QStringLiteral("视盘，\"清\""));
        QCOMPARE(bench.exam("patient:2").age, 61);
        QCOMPARE(*bench.study->count("label:dr"), 1);
        QCOMPARE(*bench.study->count("label:ERM"), 1);
        QCOMPARE(bench.run(bench.path("cohort.jsonl"))->unchanged, 2);
        bench.write("none.jsonl", "[1,2]\n");
        QVERIFY(!bench.run(bench.path("none.jsonl")));
    }
};

QTEST_GUILESS_MAIN(tst_Collections)
#include "tst_collections.moc"
