// SPDX-License-Identifier: GPL-3.0-or-later
// Public tables of labels by their headings, and cells that hold lists.
#include "core/import/column_guess.h"
#include "core/import/known_tables.h"
#include "tests/import/import_bench.h"

using namespace retclip;

class tst_KnownTables : public QObject
{
    Q_OBJECT

private slots:
    void valuesGetTheirNames_data()
    {
        QTest::addColumn<QByteArray>("table"); // Rows name a, b or c.
        QTest::addColumn<QString>("set");
        QTest::addColumn<LabelKind>("kind");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("title");
        QTest::addColumn<QString>("titleZh");
        QTest::newRow("APTOS") << QByteArray("id_code,diagnosis\na,2\nb,4\nc,0\n") << "diagnosis"
                               << LabelKind::ordinal << "4" << "Proliferative" << QString::fromUtf8("增殖期");
        QTest::newRow("APTOS as it is passed on")
            << QByteArray("id_code,level\na.jpg,2\nb.jpg,4\nc.jpg,0\n") << "level" << LabelKind::ordinal << "2"
            << "Moderate non-proliferative" << QString::fromUtf8("中度非增殖期");
        QTest::newRow("EyePACS tells the eye in the name")
            << QByteArray("image,level\n1_left,0\n1_right,3\n2_left,1\n") << "level" << LabelKind::ordinal << "3"
            << "Severe non-proliferative" << QString::fromUtf8("重度非增殖期");
        QTest::newRow("MESSIDOR-2") << QByteArray("id_code,diagnosis,adjudicated_dme,adjudicated_gradable\n"
                                                  "a.jpg,0,0,1\nb.jpg,1,1,1\nc.jpg,2,0,1\n")
                                    << "adjudicated_dme" << LabelKind::binary << "adjudicated_dme"
                                    << "Referable diabetic macular oedema" << QString::fromUtf8("需转诊的糖尿病性黄斑水肿");
        QTest::newRow("IDRiD with empty columns")
            << QByteArray("Image name,Retinopathy grade,Risk of macular edema,,,\na,3,2,,,\nb,0,0,,,\nc,2,1,,,\n")
            << "Risk of macular edema" << LabelKind::ordinal << "0" << "No hard exudates"
            << QString::fromUtf8("无硬性渗出");
        QTest::newRow("RFMiD") << QByteArray("ID,Disease_Risk,DR,ARMD,TSLN,ODC,EDN\na,1,1,0,0,0,0\nb,1,0,1,0,1,0\n"
                                             "c,0,0,0,1,0,1\n")
                               << "labels" << LabelKind::multilabel << "ODC" << "Optic disc cupping"
                               << QString::fromUtf8("视盘凹陷扩大");
        // What looks like one and is another.
        QTest::newRow("a level of something else") << QByteArray("image,level\na,0\nb,1\nc,2\n") << "level"
                                                   << LabelKind::ordinal << "1" << "1" << QString();
        QTest::newRow("grades beyond the scale") << QByteArray("id_code,diagnosis\na,2\nb,7\nc,0\n") << "diagnosis"
                                                 << LabelKind::multiclass << "2" << "2" << QString();
        QTest::newRow("a cohort of one's own")
            << QByteArray("id_code,diagnosis,age,sex\na,2,61,F\nb,4,62,M\nc,0,63,F\n") << "diagnosis"
            << LabelKind::multiclass << "4" << "4" << QString();
    }
    void valuesGetTheirNames()
    {
        QFETCH(QByteArray, table);
        QFETCH(QString, set);
        QFETCH(LabelKind, kind);
        QFETCH(QString, value);
        QFETCH(QString, title);
        QFETCH(QString, titleZh);
        Bench bench;
        int number = 0;
        for (const char *name : {"a", "b", "c", "1_left", "1_right", "2_left"})
            if (table.contains(QByteArray("\n") + name))
                bench.picture(QString("pics/%1.jpg").arg(name), ++number);
        bench.write("t.csv", table);
        for (const bool again : {false, true}) {
            const auto got = bench.run(bench.path("t.csv"));
            QVERIFY(isOk(got));
            QVERIFY2(got->skipped.isEmpty(), qPrintable(reasons(*got)));
            QCOMPARE(got->images > 0, !again);
        }
        const auto sets = bench.study->labelSets();
        QVERIFY(isOk(sets));
        const auto found = std::find_if(sets->cbegin(), sets->cend(),
                                        [&](const LabelSet &each) { return each.name == set; });
        QVERIFY(found != sets->cend());
        QCOMPARE(found->kind, kind);
        const auto entry = std::find_if(found->classes.cbegin(), found->classes.cend(),
                                        [&](const LabelClass &each) { return each.name == value; });
        QVERIFY(entry != found->classes.cend());
        QCOMPARE(entry->title, title);
        QCOMPARE(entry->titleZh, titleZh);
    }

    void aStudyKeepsTheKindThatItHas()
    {
        Bench bench;
        for (const char *name : {"a", "b"})
            bench.picture(QString("%1.jpg").arg(name), name[0]);
        bench.write("own.csv", "id_code,diagnosis,age\na,2,60\nb,4,61\n");
        QVERIFY(isOk(bench.run(bench.path("own.csv"))));
        bench.write("t.csv", "id_code,diagnosis\na,2\nb,4\n");
        const auto got = bench.run(bench.path("t.csv"));
        QVERIFY(isOk(got));
        QCOMPARE(bench.study->labelSets()->first().kind, LabelKind::multiclass);
    }

    void cellsHoldLists_data()
    {
        QTest::addColumn<QStringList>("values");
        QTest::addColumn<LabelKind>("kind");
        QTest::addColumn<QStringList>("classes");
        QTest::addColumn<QString>("cell");
        QTest::addColumn<QStringList>("means");
        QTest::newRow("one name each") << QStringList{"['glaucoma']", "['no glaucoma']"} << LabelKind::multiclass
                                       << QStringList{"glaucoma", "no glaucoma"} << "['glaucoma']"
                                       << QStringList{"glaucoma"};
        QTest::newRow("several") << QStringList{"['mild DR', 'no DME']", "['no DR']"} << LabelKind::multilabel
                                 << QStringList{"mild DR", "no DME", "no DR"} << "['mild DR', 'no DME']"
                                 << QStringList{"mild DR", "no DME"};
        QTest::newRow("as JSON, with an apostrophe")
            << QStringList{"[\"Drusen\", \"Best's disease\"]"} << LabelKind::multilabel
            << QStringList{"Best's disease", "Drusen"} << "[\"Best's disease\"]" << QStringList{"Best's disease"};
        QTest::newRow("none of several") << QStringList{"['a', 'b']", "[]"} << LabelKind::multilabel
                                         << QStringList{"a", "b"} << "[]" << QStringList();
        QTest::newRow("brackets that are no list") << QStringList{"[sic]", "plain"} << LabelKind::multiclass
                                                   << QStringList{"[sic]", "plain"} << "[sic]" << QStringList{"[sic]"};
    }
    void cellsHoldLists()
    {
        QFETCH(QStringList, values);
        QFETCH(LabelKind, kind);
        QFETCH(QStringList, classes);
        QFETCH(QString, cell);
        QFETCH(QStringList, means);
        const LabelSet set = labelSetOf(QStringLiteral("categories"), values);
        QCOMPARE(set.kind, kind);
        QStringList names;
        for (const LabelClass &each : set.classes)
            names.append(each.name);
        QCOMPARE(names, classes);
        const auto got = classesOf(set, cell);
        QVERIFY(got);
        QCOMPARE(*got, means);
    }
    void longListsAreLabelsToo()
    {
        Bench bench;
        QByteArray table = ",image,atributes,categories\n"; // As FLAIR lists MESSIDOR.
        const char *grades[] = {"no diabetic retinopathy", "mild diabetic retinopathy", "moderate diabetic retinopathy"};
        for (int i = 0; i < 6; ++i) {
            if (i < 4)
                bench.picture(QStringLiteral("m%1.png").arg(i), i);
            table += QByteArray::number(i) + ",m" + QByteArray::number(i) + ".png,['clean'],\"['" + grades[i % 3] + "', 'no diabetic macular edema']\"\n";
        }
        bench.write("t.csv", table);
        const auto got = bench.run(bench.path("t.csv"));
        QVERIFY(isOk(got));
        QCOMPARE(got->reports, 0);
        QCOMPARE(got->exams, 4); // Those without a photograph stay out.
        const auto sets = bench.study->labelSets();
        QVERIFY(isOk(sets));
        const auto found = std::find_if(sets->cbegin(), sets->cend(), [](const LabelSet &set) { return set.name == "categories"; });
        QVERIFY(found != sets->cend());
        QCOMPARE(found->kind, LabelKind::multilabel);
        QCOMPARE(found->classes.size(), 4);
        QCOMPARE(*bench.study->count("label:\"categories/mild diabetic retinopathy\""), 1);
    }
    void anEmptyListSaysNothing()
    {
        const LabelSet set = labelSetOf(QStringLiteral("atributes"), {"['clean']", "[]"});
        QCOMPARE(set.classes.size(), 1);
        QVERIFY(!classesOf(set, QStringLiteral("[]")));
    }
};

QTEST_GUILESS_MAIN(tst_KnownTables)
#include "tst_known_tables.moc"
