// SPDX-License-Identifier: GPL-3.0-or-later
// Another photograph of an eye that is there already: exchanged, moved, or an exam of its own.
#include "tests/support/temporary_study.h"

#include <QFile>

using namespace retclip;

namespace {

/// The right eye of patient A, at `path`, with this content ("" : not hashed).
ImportedExam photographOf(const QString &path, const QString &sha256, const QDate &date = {})
{
    ImportedExam exam;
    exam.patient = QStringLiteral("A");
    exam.date = date;
    exam.report = QStringLiteral("report of ") + path;
    ImportedImage image;
    image.path = path;
    image.eye = Laterality::right;
    image.sha256 = sha256;
    exam.images = {image};
    return exam;
}

QString written(const TemporaryStudy &study, const QString &name, const QByteArray &content)
{
    QFile file(study.path(name));
    if (!file.open(QIODevice::WriteOnly))
        qFatal("cannot write");
    file.write(content);
    return file.fileName();
}

QStringList paths(TemporaryStudy &study)
{
    QStringList found;
    for (const QString &code : study.codes({})) {
        const auto row = study->exam(study.exam(code));
        if (!row)
            qFatal("no exam");
        for (const auto &image : {row->images.right, row->images.left})
            if (image)
                found << code + QLatin1Char(' ') + image->path.section(QLatin1Char('/'), -1);
    }
    return found;
}

const QString hashA = QString(64, QLatin1Char('a')), hashB = QString(64, QLatin1Char('b'));

} // namespace

class tst_Beside : public QObject
{
    Q_OBJECT

private slots:
    void places_data();
    void places();
    void twiceWithinOneImport();
    void filesTellWhereNoHashIsKnown();
    void aMovedFolderReplacesNothing();
    void whatIsWatchedNeverReplaces();
};

void tst_Beside::places_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("sha256");
    QTest::addColumn<QDate>("date");
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("visit");
    QTest::addColumn<QStringList>("there");
    const QDate day(2023, 4, 5);
    QTest::newRow("same again") << "/x/1.jpg" << hashA << QDate() << "table.csv" << ""
                                << QStringList{"A-1 1.jpg"};
    QTest::newRow("same content elsewhere") << "/y/1.jpg" << hashA << QDate() << "other.csv" << ""
                                            << QStringList{"A-1 1.jpg"};
    QTest::newRow("file exchanged in place") << "/x/1.jpg" << hashB << QDate() << "other.csv" << ""
                                             << QStringList{"A-1 1.jpg"};
    QTest::newRow("the same table names another") << "/x/2.jpg" << hashB << QDate() << "table.csv" << ""
                                                  << QStringList{"A-1 2.jpg"};
    QTest::newRow("another source") << "/x/2.jpg" << hashB << QDate() << "other.csv" << ""
                                    << QStringList{"A-1 1.jpg", "A-2 2.jpg"};
    QTest::newRow("another source, another day") << "/x/2.jpg" << hashB << day << "other.csv" << ""
                                                 << QStringList{"A-1 1.jpg", "A-2 2.jpg"};
    QTest::newRow("another source names the visit") << "/x/2.jpg" << hashB << QDate() << "other.csv"
                                                    << "7" << QStringList{"A-1 1.jpg", "A-2 2.jpg"};
}

void tst_Beside::places()
{
    QFETCH(QString, path);
    QFETCH(QString, sha256);
    QFETCH(QDate, date);
    QFETCH(QString, source);
    QFETCH(QString, visit);
    QFETCH(QStringList, there);
    TemporaryStudy study;
    // A moved file is known by its content only while the first one is gone or the same.
    study.import({photographOf(QStringLiteral("/x/1.jpg"), hashA)});
    ImportedExam second = photographOf(path, sha256, date);
    second.visit = visit;
    for (int time = 0; time < 3; ++time) {
        study.import({second}, source);
        QStringList found = paths(study);
        if (sha256 == hashA) // Its link may follow the file; there is one photograph either way.
            found.replaceInStrings(QStringLiteral("2.jpg"), QStringLiteral("1.jpg"));
        QCOMPARE(found, there);
    }
}

void tst_Beside::twiceWithinOneImport()
{
    TemporaryStudy study;
    const QVector<ImportedExam> rows{photographOf(QStringLiteral("/x/1.jpg"), hashA),
                                     photographOf(QStringLiteral("/x/2.jpg"), hashB)};
    for (int time = 0; time < 3; ++time) {
        study.import(rows);
        QCOMPARE(paths(study), (QStringList{"A-1 1.jpg", "A-2 2.jpg"}));
    }
    const auto first = study->exam(study.exam(QStringLiteral("A-1")));
    QVERIFY_OK(first);
    QCOMPARE(first->report, QStringLiteral("report of /x/1.jpg"));
}

void tst_Beside::filesTellWhereNoHashIsKnown()
{
    TemporaryStudy study;
    const QString one = written(study, QStringLiteral("one.jpg"), "one");
    const QString two = written(study, QStringLiteral("two.jpg"), "two");
    const QString copy = written(study, QStringLiteral("copy.jpg"), "one");
    study.import({photographOf(one, {})});
    study.import({photographOf(copy, {})}, QStringLiteral("other.csv"));
    QCOMPARE(paths(study).size(), 1);
    study.import({photographOf(two, {})}, QStringLiteral("other.csv"));
    QCOMPARE(paths(study).size(), 2);
    study.import({photographOf(two, {})}, QStringLiteral("other.csv"));
    QCOMPARE(paths(study).size(), 2);
}

void tst_Beside::aMovedFolderReplacesNothing()
{
    TemporaryStudy study;
    study.import({photographOf(QStringLiteral("/gone/1.jpg"), {})});
    study.import({photographOf(QStringLiteral("/here/1.jpg"), {})}, QStringLiteral("other.csv"));
    QCOMPARE(paths(study), QStringList{"A-1 1.jpg"});
}

void tst_Beside::whatIsWatchedNeverReplaces()
{
    TemporaryStudy study;
    study.import({photographOf(QStringLiteral("/x/1.jpg"), hashA)});
    for (const bool again : {false, true}) {
        auto writer = StudyWriter::begin(*study, QStringLiteral("table.csv"), QStringLiteral("x"));
        QVERIFY_OK(writer);
        (*writer)->neverReplace();
        const auto row = (*writer)->put(photographOf(QStringLiteral("/x/2.jpg"), hashB));
        QVERIFY_OK(row);
        QVERIFY(row->beside);
        QCOMPARE(row->outcome, again ? ImportOutcome::unchanged : ImportOutcome::added);
        QVERIFY_OK((*writer)->finish());
    }
    QCOMPARE(paths(study), (QStringList{"A-1 1.jpg", "A-2 2.jpg"}));
}

QTEST_GUILESS_MAIN(tst_Beside)
#include "tst_beside.moc"
