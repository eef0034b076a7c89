// SPDX-License-Identifier: GPL-3.0-or-later
// Folders of photographs: which patient, eye and day their paths tell.
#include "tests/import/import_bench.h"

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
