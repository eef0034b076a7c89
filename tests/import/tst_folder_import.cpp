// SPDX-License-Identifier: GPL-3.0-or-later
// Folders of photographs: which patient, eye and day their paths tell.
#include "tests/import/import_bench.h"
#include "tests/support/exif_file.h"

#include <cstdio>
#include <filesystem>

using namespace retclip;

class tst_FolderImport : public QObject
{
    Q_OBJECT

private slots:
    void pathsTell_data()
    {
        QTest::addColumn<QStringList>("files");
        QTest::addColumn<QStringList>("exams"); // "patient date eyes"
        const auto row = [](const char *name, const QStringList &files, const QStringList &exams) {
            QTest::newRow(name) << files << exams;
        };
        row("names alone", {"10_left.jpg", "10_right.jpg", "P3-OD.jpg"}, {"10  both", "P3  right"});
        row("a folder a patient", {"zhang/OS_20240101.jpg", "zhang/OD_20240101.jpg", "li/OS_20240101.jpg", "wu/OD_20240101.jpg"},
            {"li 2024-01-01 left", "wu 2024-01-01 right", "zhang 2024-01-01 both"});
        row("an eye of each patient, the same day", {"zhang/20240101_OS.jpg", "li/20240101_OD.jpg"},
            {"li 2024-01-01 right", "zhang 2024-01-01 left"});
        row("folders of days below the patient", {"p1/20240101/L.jpg", "p2/20240101/L.jpg", "p1/20240301/L.jpg"},
            {"p1 2024-01-01 left", "p1 2024-03-01 left", "p2 2024-01-01 left"});
        row("a camera's numbers in each patient's folder",
            {"p1/IMG_001_left.jpg", "p1/IMG_001_right.jpg", "p2/IMG_001_left.jpg", "p2/IMG_001_right.jpg"},
            {"p1  both", "p2  both"});
        row("many of a camera's numbers in few folders",
            {"p1/DSC_1_left.jpg", "p1/DSC_2_right.jpg", "p2/DSC_1_left.jpg", "p2/DSC_2_right.jpg"}, {"p1  both", "p2  both"});
        row("folders of kinds of photographs", {"disc/10_left.jpg", "disc/11_left.jpg", "disc/12_left.jpg", "macula/10_left.jpg",
                                                "macula/11_left.jpg", "macula/12_left.jpg"},
            {"10  left", "10  left", "11  left", "11  left", "12  left", "12  left"});
        row("the same folder name at two sites", {"a/7/left.jpg", "b/7/left.jpg"}, {"a/7  left", "b/7  left"});
        row("days in the name are visits", {"P0_20230101_OS.jpg", "P0_20240615_OS.jpg", "P0_20240615_OD.jpg"},
            {"P0 2023-01-01 left", "P0 2024-06-15 both"});
        row("days with marks", {"P0 OS 2023-01-01.jpg", "001-L-2021.05.06.jpg"}, {"001 2021-05-06 left", "P0 2023-01-01 left"});
        row("a second photograph of an eye", {"P0_OS_1.jpg", "P0_OS_2.jpg", "P0_OD_1.jpg"}, {"P0  both", "P0  left"});
        row("folders are eyes", {"OD/10.jpg", "OS/10.jpg"}, {"10  both"});
        row("folders are years", {"2020-01-02/10_left.jpg", "2021-02-03/10_left.jpg"},
            {"10 2020-01-02 left", "10 2021-02-03 left"});
        row("folders are the split", {"train/10_left.jpg", "train/10_right.jpg", "val/11_left.jpg"}, {"10  both", "11  left"});
        row("folders are classes", {"glaucoma/1_left.jpg", "glaucoma/2_left.jpg", "normal/3_left.jpg", "normal/4_left.jpg"},
            {"1  left", "2  left", "3  left", "4  left"});
        row("an eye in each class", {"0/1_left.jpg", "0/2_left.jpg", "1/1_right.jpg", "1/3_left.jpg", "1/4_left.jpg", "0/5_left.jpg"},
            {"1  both", "2  left", "3  left", "4  left", "5  left"});
        row("the field behind the eye", {"347_l1.jpg", "347_l2.jpg", "347_r1.jpg", "347_r2.jpg"}, {"347  both", "347  both"});
        row("classes under splits, names that come again",
            {"train/a/1.jpg", "train/b/1.jpg", "val/a/1.jpg", "val/b/2.jpg", "test/a/3.jpg", "test/b/3.jpg"},
            {"2  none", "test/a/3  none", "test/b/3  none", "train/a/1  none", "train/b/1  none", "val/a/1  none"});
        row("patients under splits", {"train/p1/left.jpg", "train/p1/right.jpg", "val/p2/left.jpg"}, {"p1  both", "p2  left"});
        row("numbers that are no day", {"20249999_left.jpg", "123456789_right.jpg"}, {"123456789  right", "20249999  left"});
    }
    void pathsTell()
    {
        QFETCH(QStringList, files);
        QFETCH(QStringList, exams);
        Bench bench;
        for (qsizetype i = 0; i < files.size(); ++i)
            bench.picture(files[i], int(i));
        for (int time = 0; time < 2; ++time) {
            const auto got = bench.run(bench.path(""), "folder");
            QVERIFY(isOk(got));
            QVERIFY2(got->skipped.isEmpty(), qPrintable(reasons(*got)));
            QStringList found;
            const auto ids = bench.study->find({});
            QVERIFY(isOk(ids));
            for (const ExamId id : *ids) {
                const auto exam = bench.study->exam(id);
                QVERIFY(isOk(exam));
                found << QStringLiteral("%1 %2 %3").arg(exam->patient, exam->date.toString(Qt::ISODate),
                                                        exam->images.right && exam->images.left ? "both"
                                                            : exam->images.right                ? "right"
                                                            : exam->images.left                 ? "left"
                                                                                                : "none");
            }
            found.sort();
            QCOMPARE(found, exams);
        }
    }
    void knownCollections_data()
    {
        QTest::addColumn<QStringList>("files");
        QTest::addColumn<QString>("set");
        QTest::addColumn<int>("classes");
        QTest::addColumn<QStringList>("found"); // "patient split query of its class"
        QTest::newRow("JSIEC") << QStringList{"0.0.Normal/1ffa962e-8d87.JPG", "10.0.Possible glaucoma/2aa.JPG", "24.Chorioretinal atrophy-coloboma/3bb.JPG"}
                               << "jsiec" << 39 << QStringList{"1ffa962e-8d87: Normal 正常", "2aa: Possible glaucoma 可疑青光眼", "3bb: Chorioretinal atrophy or coloboma 脉络膜视网膜萎缩或缺损"};
        QTest::newRow("Retina") << QStringList{"dataset/1_normal/NL_001.png", "dataset/2_cataract/cataract_001.png", "dataset/3_retina_disease/Retina_001.png"}
                                << "retina" << 4 << QStringList{"NL_001: Normal 正常", "Retina_001: Other retinal disease 其他视网膜疾病", "cataract_001: Cataract 白内障"};
        QTest::newRow("Glaucoma Fundus: the same numbers in each class")
            << QStringList{"advanced_glaucoma/1.png", "early_glaucoma/1.png", "normal_control/1.png"} << "glaucoma_fundus" << 3
            << QStringList{"advanced_glaucoma/1: Advanced glaucoma 晚期青光眼", "early_glaucoma/1: Early glaucoma 早期青光眼", "normal_control/1: Normal 正常"};
        QTest::newRow("REFUGE") << QStringList{"Training400/Glaucoma/g0001.jpg", "Training400/Non-Glaucoma/n0001.jpg", "REFUGE-Validation400/V0001.jpg"}
                                << "refuge" << 2 << QStringList{"V0001:", "g0001: Glaucoma 青光眼", "n0001: No glaucoma 非青光眼"};
        QTest::newRow("RETFound's layout of a known one")
            << QStringList{"train/normal/a.jpg", "train/cataract/b.jpg", "val/glaucoma/c.jpg", "test/diabetic_retinopathy/d.jpg"} << "eye_diseases" << 4
            << QStringList{"a: Normal 正常", "b: Cataract 白内障", "c: Glaucoma 青光眼", "d: Diabetic retinopathy 糖尿病视网膜病变"};
    }
    void knownCollections()
    {
        QFETCH(QStringList, files);
        QFETCH(QString, set);
        QFETCH(int, classes);
        QFETCH(QStringList, found);
        Bench bench;
        for (qsizetype i = 0; i < files.size(); ++i)
            bench.picture(files[i], int(i));
        QVERIFY(isOk(bench.run(bench.path(""))));
        const auto sets = bench.study->labelSets();
        QVERIFY(isOk(sets));
        QCOMPARE(sets->size(), 1);
        QCOMPARE(sets->first().name, set);
        QCOMPARE(sets->first().classes.size(), classes);
        QStringList told;
        const auto ids = bench.study->find({});
        QVERIFY(isOk(ids));
        for (const ExamId id : *ids) {
            const ExamRow exam = *bench.study->exam(id);
            QString line = exam.patient + u':';
            for (const LabelState &label : exam.labels)
                for (const LabelClass &entry : sets->first().classes)
                    if (label.positive.contains(entry.name))
                        line += u' ' + entry.title + u' ' + entry.titleZh;
            told << line;
        }
        told.sort();
        found.sort();
        QCOMPARE(told, found);
    }
    void theCamerasTimePairsWhereNamesSayNothing()
    {
        Bench bench;
        int number = 0;
        const auto photograph = [&](const char *name, const char *time) {
            bench.picture(name, ++number);
            QFile file(bench.path(name));
            QVERIFY(file.open(QIODevice::ReadWrite));
            const std::string bytes = with_exif(file.readAll().toStdString(), {time, "", "", true});
            QVERIFY(file.seek(0) && file.write(bytes.data(), qint64(bytes.size())) > 0);
        };
        photograph("IMG_0001.jpg", "2024:01:01 10:00:00");
        photograph("IMG_0002.jpg", "2024:01:01 10:02:00");
        photograph("IMG_0003.jpg", "2024:01:01 11:00:00"); // Three may be anything.
        photograph("IMG_0004.jpg", "2024:01:01 11:01:00");
        photograph("IMG_0005.jpg", "2024:01:01 11:02:00");
        photograph("IMG_0006.jpg", "");
        photograph("70.jpg", "2024:01:01 12:00:00"); // Names that may be a patient's number are believed.
        photograph("71.jpg", "2024:01:01 12:01:00");
        for (int time = 0; time < 2; ++time) {
            const auto got = bench.run(bench.path(""), "folder");
            QVERIFY(isOk(got));
            QVERIFY2(got->skipped.isEmpty(), qPrintable(reasons(*got)));
            QCOMPARE(got->unchanged, time == 0 ? 0 : 7);
            const ExamRow pair = bench.exam("patient:IMG_0001");
            QCOMPARE(pair.eyeUnknown.size(), std::size_t(2)); // Which is which, a person says at the desk.
            QVERIFY(pair.eyeUnknown[1].path.endsWith("IMG_0002.jpg"));
            QCOMPARE(bench.study->find({})->size(), std::size_t(7));
            QStringList notes;
            for (const Message &note : got->notes)
                notes << QString::fromStdString(note.english());
            QVERIFY2(notes.join(u'|').contains("camera wrote into the files, as their names say nothing: 1."), qPrintable(notes.join(u'|')));
        }
    }
    void whatIsLeftOutIsListed()
    {
        Bench bench;
        bench.picture("1_left.jpg", 1);
        bench.picture("2_left.jpg", 2);
        const auto renamed = [&](const char *from, const QByteArray &to) {
            return std::rename(QFile::encodeName(bench.path(from)).constData(), (QFile::encodeName(bench.path("")) + to).constData()) == 0;
        };
        QVERIFY(renamed("2_left.jpg", "\xD5\xC5_2_left.jpg")); // GB18030
        bench.picture("ward/3_left.jpg", 3);
        QVERIFY(renamed("ward", "\xB2\xA1 ward"));
        for (const char *name : {"a.j2k", "letter.doc", "README.txt", "list.csv", "noEnding"})
            bench.write(name, "x");
        const auto got = bench.run(bench.path(""), "folder");
        QVERIFY(isOk(got));
        QCOMPARE(got->images, 1);
        QStringList names;
        for (const SkippedRow &row : got->skipped)
            names << row.source;
        names.sort();
        QCOMPARE(names, (QStringList{"\\xB2\\xA1 ward", "\\xD5\\xC5_2_left.jpg", "a.j2k", "letter.doc", "noEnding"}));
        QVERIFY2(reasons(*got).contains("not UTF-8"), qPrintable(reasons(*got)));

        // A folder with nothing else is no folder without photographs.
        Bench other;
        other.picture("1_left.jpg", 1);
        QVERIFY(std::rename(QFile::encodeName(other.path("1_left.jpg")).constData(),
                            (QFile::encodeName(other.path("")) + "\xD5\xC5.jpg").constData()) == 0);
        const auto none = other.run(other.path(""));
        QVERIFY(isOk(none));
        QCOMPARE(none->skipped.size(), 1);
        for (const Bench *each : {&bench, &other}) // Qt does not find these files to remove them.
            std::filesystem::remove_all(each->path("").toStdString());
    }
    void saysThatFoldersArePatients()
    {
        Bench bench;
        bench.picture("zhang/OS.jpg", 1);
        bench.picture("li/OS.jpg", 2);
        const auto got = bench.run(bench.path(""), "folder", true);
        QVERIFY(isOk(got));
        QStringList notes;
        for (const Message &note : got->notes)
            notes << QString::fromStdString(note.english());
        QVERIFY2(notes.join('|').contains("each folder is taken as a patient"), qPrintable(notes.join('|')));
    }
};

QTEST_GUILESS_MAIN(tst_FolderImport)
#include "tst_folder_import.moc"
