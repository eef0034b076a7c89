// SPDX-License-Identifier: GPL-3.0-or-later
// Readers below the importers: encodings, delimited text, workbooks, pickles, LMDB, names.
#include "core/base/sha256.h"
#include "core/import/column_guess.h"
#include "core/import/delimited_text.h"
#include "core/import/exam_record.h"
#include "core/import/import_session.h"
#include "core/import/lmdb_store.h"
#include "core/import/photograph_finder.h"
#include "core/import/pickle_tuple.h"
#include "core/import/retclip_layout.h"
#include "core/import/table_source.h"
#include "core/import/text_encoding.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace retclip;

namespace {

const QString shared = QStringLiteral(RETCLIP_SHARED_DIRECTORY);

template <typename T> bool isOk(const Result<T> &result)
{
    if (!result)
        qWarning("%s", result.error().english().c_str());
    return bool(result);
}

std::span<const std::byte> bytesOf(const QByteArray &bytes)
{
    return {reinterpret_cast<const std::byte *>(bytes.constData()), std::size_t(bytes.size())};
}

} // namespace

class tst_ImportReading : public QObject
{
    Q_OBJECT

private slots:
    // The texts of a column of paths would be learned as reports.
    void aSecondColumnOfPathsIsNoReport()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath("t.csv"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("patient,image_os,image_od,img_path\n");
        for (int i = 0; i < 12; ++i)
            file.write(QStringLiteral("%1,%1_left.jpg,%1_right.jpg,/camera/export/%1_left.jpg\n")
                           .arg(i)
                           .toUtf8());
        file.close();
        ImportPlan plan;
        plan.source = file.fileName();
        plan.layout = QStringLiteral("table");
        const auto analysed = analyseSource(plan);
        QVERIFY(analysed);
        QCOMPARE(analysed->columns[3].role, ColumnRole::ignore);
        QCOMPARE(analysed->columns[1].role, ColumnRole::leftImage);
    }

    void guessesEncodings_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("encoding");
        QTest::addColumn<QString>("text");
        const QString text = QStringLiteral("编号,报告\n1,视盘边界清\n2,a plain row of letters\n");
        QTest::newRow("UTF-8 without a mark") << text.toUtf8() << "UTF-8" << text;
        QTest::newRow("UTF-8 with a mark") << "\xEF\xBB\xBF" + text.toUtf8() << "UTF-8" << text;
        QByteArray little("\xFF\xFE", 2);
        QByteArray big("\xFE\xFF", 2);
        for (const QChar c : text) {
            little += char(c.unicode() & 0xFF);
            little += char(c.unicode() >> 8);
            big += char(c.unicode() >> 8);
            big += char(c.unicode() & 0xFF);
        }
        QTest::newRow("UTF-16 little-endian with a mark") << little << "UTF-16LE" << text;
        QTest::newRow("UTF-16 big-endian with a mark") << big << "UTF-16BE" << text;
        QTest::newRow("UTF-16 little-endian without a mark") << little.mid(2) << "UTF-16LE" << text;
        QTest::newRow("GB18030") << QByteArray("\xB1\xE0\xBA\xC5,\xB1\xA8\xB8\xE6\n") << "GB18030"
                                 << QStringLiteral("编号,报告\n");
        QTest::newRow("GB18030 with a four-byte character")
            << QByteArray("\xD7\xF3\xD1\xDB\x95\x32\x82\x36\xB0\xD7\xC4\xDA\n") << "GB18030"
            << QString::fromUtf8("左眼\xF0\xA0\x80\x80白内\n");
        QByteArray damaged = text.toUtf8();
        const qsizetype at = damaged.indexOf("\xE8\xA7\x86"); // 视
        damaged[at + 1] = '?';
        QTest::newRow("UTF-8 with a damaged byte") << damaged.repeated(2) + text.toUtf8().repeated(5) << "UTF-8" << QString();
        QTest::newRow("Latin-1 of a French clinic")
            << QByteArray("\xE2ge,opacit\xE9 l\xE9g\xE8re\n") << "ISO-8859-1"
            << QStringLiteral("âge,opacité légère\n");
    }
    void guessesEncodings()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, encoding);
        QFETCH(QString, text);
        const EncodingGuess guess = guessEncoding(bytes);
        QCOMPARE(guess.name, encoding);
        const auto decoded = decodeText(QByteArrayView(bytes).sliced(guess.markLength), guess.name);
        QVERIFY(isOk(decoded));
        if (!text.isEmpty())
            QCOMPARE(*decoded, text);
        else
            QVERIFY(!guess.certain && decoded->contains(QChar::ReplacementCharacter) && decoded->contains(QStringLiteral("盘边界清")));
    }
    void unknownEncodingSaysWhichAreKnown()
    {
        const auto decoded = decodeText("a", "EBCDIC");
        QVERIFY(!decoded);
        QCOMPARE(decoded.error().code, ErrorCode::unsupported);
        QVERIFY(decoded.error().what_to_do.english().find("GB18030") != std::string::npos);
    }

    void splitsCells_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QList<QStringList>>("rows");
        QTest::newRow("line ends of three systems")
            << "a,b\n1,2\r\n3,4\r5,6"
            << QList<QStringList>{{"a", "b"}, {"1", "2"}, {"3", "4"}, {"5", "6"}};
        QTest::newRow("quotation marks, commas and line ends in cells")
            << "id,report\n1,\"a, \"\"b\"\"\nc\"\n2,d\n"
            << QList<QStringList>{{"id", "report"}, {"1", "a, \"b\"\nc"}, {"2", "d"}};
        QTest::newRow("blank lines are passed over") << "a,b\n\n , \n1,2\n"
                                                     << QList<QStringList>{{"a", "b"}, {"1", "2"}};
        QTest::newRow("empty last cell") << "a,b\n1," << QList<QStringList>{{"a", "b"}, {"1", ""}};
        QTest::newRow("a quotation mark within a cell")
            << "a,b\n5\" disc,2\n"
            << QList<QStringList>{{"a", "b"}, {"5\" disc", "2"}};
        QTest::newRow("a quotation mark that is never closed does not swallow the table")
            << "a,b\n\"open,2\n3,4\n"
            << QList<QStringList>{{"a", "b"}, {"\"open", "2"}, {"3", "4"}};
    }
    void splitsCells()
    {
        QFETCH(QString, text);
        QFETCH(QList<QStringList>, rows);
        DelimitedText reader(text, ',');
        QList<QStringList> got;
        QStringList cells;
        while (reader.next(cells))
            got.append(cells);
        QCOMPARE(got, rows);
    }
    void countsRowsAsASpreadsheetDoes()
    {
        DelimitedText reader("a,b\n\n1,\"x\ny\"\n2,z\n", ',');
        QStringList cells;
        QVERIFY(reader.next(cells));
        QVERIFY(reader.next(cells));
        QCOMPARE(reader.row(), 3);
        QVERIFY(reader.next(cells));
        QCOMPARE(reader.row(), 4);
    }
    void guessesDelimiters()
    {
        QCOMPARE(guessDelimiter("a\tb\n1\t2,5\n"), QChar('\t'));
        QCOMPARE(guessDelimiter("a;b;c\n1;2,5;3\n"), QChar(';'));
        QCOMPARE(guessDelimiter("a,b\n1,\"x;y;z\"\n"), QChar(','));
    }
    void writesCellsThatReadBack()
    {
        for (const QString &value : {QString("plain"), QString("a,b"), QString("\"q\""),
                                     QString("two\nlines"), QString(" blank "), QString("眼底")}) {
            DelimitedText reader(csvCell(value) + ",end\n", ',');
            QStringList cells;
            QVERIFY(reader.next(cells));
            QCOMPARE(cells, QStringList({value, "end"}));
        }
    }

    void readsTheSameFromWorkbookAndText()
    {
        const QString folder = shared + "/data/odir/";
        if (!QFile::exists(folder + "odir.xlsx"))
            QSKIP("no shared data");
        auto text = TableSource::open(folder + "odir.csv", {});
        auto workbook = TableSource::open(folder + "odir.xlsx", {});
        QVERIFY(isOk(text));
        QVERIFY(isOk(workbook));
        QCOMPARE((*workbook)->headings(), (*text)->headings());
        TableRow a, b;
        int rows = 0;
        while ((*text)->next(a)) {
            QVERIFY((*workbook)->next(b));
            QCOMPARE(b.cells, a.cells);
            ++rows;
        }
        QVERIFY(!(*workbook)->next(b));
        QCOMPARE(rows, 510);
    }
    void refusesWhatIsNoWorkbook()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath("x.xlsx"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("PK\x03\x04 but not really");
        file.close();
        const auto opened = TableSource::open(file.fileName(), {});
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, ErrorCode::unreadable);
    }

    void readsPickles_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("accepted");
        // As Python's pickle.dumps(("ab", 7), protocol) writes it.
        QTest::newRow("protocol 0") << QByteArray("(Vab\np0\nI7\ntp1\n.") << true;
        QTest::newRow("protocol 2") << QByteArray("\x80\x02X\x02\x00\x00\x00"
                                                  "abq\x00K\x07\x86q\x01.",
                                                  17)
                                    << true;
        QTest::newRow("protocol 4")
            << QByteArray("\x80\x04\x95\x0a\x00\x00\x00\x00\x00\x00\x00\x8c\x02"
                          "ab\x94K\x07\x86\x94.",
                          21)
            << true;
        QTest::newRow("a global that would run a program")
            << QByteArray("cos\nsystem\n(Vecho\ntR.") << false;
        QTest::newRow("a list") << QByteArray("\x80\x02]q\x00.", 6) << false;
        QTest::newRow("a tuple in a tuple")
            << QByteArray("\x80\x02K\x01\x85K\x02\x86.", 9) << false;
        QTest::newRow("cut short in a text") << QByteArray("\x80\x02X\xff\x00\x00\x00"
                                                           "ab",
                                                           9)
                                             << false;
        QTest::newRow("a length beyond all memory")
            << QByteArray("\x80\x04\x8d\xff\xff\xff\xff\xff\xff\xff\xff"
                          "ab",
                          13)
            << false;
        QTest::newRow("a memo that is not there") << QByteArray("\x80\x02h\x05\x85.", 6) << false;
        QTest::newRow("nothing") << QByteArray() << false;
    }
    void readsPickles()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(bool, accepted);
        const auto items = readPickledTuple(bytesOf(bytes));
        QCOMPARE(bool(items), accepted);
        if (!accepted)
            return;
        QCOMPARE(items->size(), std::size_t(2));
        QCOMPARE(std::get<std::string>((*items)[0]), std::string("ab"));
        QCOMPARE(std::get<std::int64_t>((*items)[1]), std::int64_t(7));
    }

    void readsThePublishedFiles_data()
    {
        QTest::addColumn<bool>("fromStores");
        QTest::newRow("LMDB") << true;
        QTest::newRow("TSV and JSON Lines") << false;
    }
    void readsThePublishedFiles()
    {
        QFETCH(bool, fromStores);
        const QString folder = shared + "/fixtures/lmdb";
        QFile file(folder + "/expected.json");
        if (!file.open(QIODevice::ReadOnly))
            QSKIP("no shared fixtures");
        const QJsonObject wanted =
            QJsonDocument::fromJson(file.readAll()).object()["splits"].toObject();
        const auto splits = fromStores ? retclipStoresAt(folder) : retclipSplitsAt(folder);
        QCOMPARE(qsizetype(splits.size()), wanted.size());
        for (const auto &split : splits) {
            const QJsonObject expected = wanted[split->name()].toObject();
            QVector<RetclipProblem> problems;
            const auto pairs = split->pairs(problems);
            QVERIFY(isOk(pairs));
            QHash<QString, PerEye<QString>> hashes;
            QVERIFY(isOk(split->eachPatient(
                [&](RetclipPhotographs photographs) {
                    for (const Laterality eye : both_eyes)
                        hashes[photographs.patient][eye] =
                            QString::fromStdString(sha256_of(bytesOf(photographs.pictures[eye])));
                    return true;
                },
                problems)));
            QCOMPARE(hashes.size(), expected["patients_with_images"].toInt());
            std::size_t index = 0;
            for (const QJsonValue &value : expected["items"].toArray()) {
                const QJsonObject item = value.toObject();
                QVERIFY(index < pairs->size());
                const RetclipPair &pair = (*pairs)[index++];
                QCOMPARE(pair.patient, item["patient"].toString());
                QCOMPARE(pair.textId, item["text_id"].toInteger());
                QCOMPARE(pair.text, item["text"].toString());
                QCOMPARE(hashes[pair.patient].left, item["left_sha256"].toString());
                QCOMPARE(hashes[pair.patient].right, item["right_sha256"].toString());
            }
        }
    }
    void writesStoresThatReadBack()
    {
        QTemporaryDir folder;
        const QString store = folder.filePath("imgs");
        {
            auto writer = LmdbWriter::create(store, 1000);
            QVERIFY(isOk(writer));
            QVERIFY(isOk((*writer)->put("b", "two")));
            QVERIFY(isOk((*writer)->put("a", std::string(100000, 'x'))));
            QVERIFY(isOk((*writer)->finish()));
        }
        auto reader = LmdbReader::open(store);
        QVERIFY(isOk(reader));
        QCOMPARE((*reader)->count(), std::size_t(2));
        QStringList keys;
        QVERIFY(isOk((*reader)->each([&](std::string_view key, std::span<const std::byte>) {
            keys.append(QString::fromUtf8(key.data(), qsizetype(key.size())));
            return true;
        })));
        QCOMPARE(keys, QStringList({"a", "b"}));
    }
    void refusesDamagedStores_data()
    {
        QTest::addColumn<qint64>("keep");
        QTest::newRow("empty") << qint64(0);
        QTest::newRow("half a page") << qint64(2048);
        QTest::newRow("cut after the first pages") << qint64(3 * 4096);
    }
    void refusesDamagedStores()
    {
        QFETCH(qint64, keep);
        QTemporaryDir folder;
        const QString store = folder.filePath("imgs");
        {
            auto writer = LmdbWriter::create(store, 1000);
            QVERIFY(isOk(writer));
            QVERIFY(isOk((*writer)->put("a", std::string(100000, 'x'))));
            QVERIFY(isOk((*writer)->finish()));
        }
        QVERIFY(QFile::resize(store + "/data.mdb", keep));
        const auto reader = LmdbReader::open(store);
        QVERIFY(!reader);
        QCOMPARE(reader.error().code, ErrorCode::unreadable);
    }

    void readsNames_data()
    {
        QTest::addColumn<QString>("patient");
        QTest::addColumn<QString>("eye");
        QTest::newRow("10_left") << "10"
                                 << "left";
        QTest::newRow("P3-OD") << "P3"
                               << "right";
        QTest::newRow("003R") << "003"
                              << "right";
        QTest::newRow("Image_01L") << "Image_01"
                                   << "left";
        QTest::newRow("王_左") << "王"
                               << "left";
        QTest::newRow("李右眼") << "李"
                                << "right";
        QTest::newRow("left_12") << "12"
                                 << "left";
        QTest::newRow("12_OS_2020") << "12_2020"
                                    << "left";
        QTest::newRow("RET002OD") << "RET002"
                                  << "right";
        QTest::newRow("165854_OI_1") << "165854"
                                     << "left";
        QTest::newRow("period") << "period"
                                << "";
        QTest::newRow("controls7") << "controls7"
                                   << "";
    }
    void readsNames()
    {
        QFETCH(QString, patient);
        QFETCH(QString, eye);
        const NameParts parts = partsOfName(QString::fromUtf8(QTest::currentDataTag()));
        QCOMPARE(parts.patient, patient);
        QCOMPARE(parts.eye ? QString(word(*parts.eye)) : QString(), eye);
    }

    void readsHeadings_data()
    {
        QTest::addColumn<QString>("role");
        const std::pair<const char *, const char *> rows[]{
            {"ID", "patient"},
            {"Patient", "patient"},
            {"编号", "patient"},
            {"住院号", "patient"},
            {"病人年龄", "age"},
            {"Patient Age", "age"},
            {"病人性别", "sex"},
            {"left", "left_image"},
            {"Right-Fundus", "right_image"},
            {"left_img", "left_image"},
            {"左眼眼底图像", "left_image"},
            {"右眼眼底图像", "right_image"},
            {"OS", "left_image"},
            {"Left-Diagnostic Keywords", "left_report"},
            {"右眼诊断关键词", "right_report"},
            {"报告", "report"},
            {"report_zh", "report"},
            {"检查日期", "date"},
            {"眼别", "laterality"},
            {"laterality", "laterality"},
            {"camera", "camera"},
            {"院区", "site"},
            {"split", "split"},
            {"姓名", "ignore"},
            {"date of birth", "ignore"},
            {"image", "image"},
            {"出生日期", "ignore"}};
        for (const auto &[heading, role] : rows)
            QTest::newRow(heading) << QString(role);
    }
    void readsHeadings()
    {
        QFETCH(QString, role);
        const auto guess = roleOfHeading(QString::fromUtf8(QTest::currentDataTag()));
        QVERIFY(guess);
        QCOMPARE(QString(word(*guess)), role);
    }
    void readsDatesAgesAndSexes()
    {
        QCOMPARE(dateFrom("2023-04-05"), QDate(2023, 4, 5));
        QCOMPARE(dateFrom("2023/4/5 10:22"), QDate(2023, 4, 5));
        QCOMPARE(dateFrom("20230405"), QDate(2023, 4, 5));
        QCOMPARE(dateFrom("2023年4月5日"), QDate(2023, 4, 5));
        QCOMPARE(dateFrom("5.4.2023"), QDate(2023, 4, 5));
        QCOMPARE(dateFrom("25/4/2023"), QDate(2023, 4, 25));
        QVERIFY(!dateFrom("5/4/2023").isValid()); // April or May?
        QCOMPARE(ageFrom("63岁"), 63);
        QCOMPARE(ageFrom("063Y"), 63);
        QCOMPARE(ageFrom("63.0"), 63);
        QCOMPARE(ageFrom("unknown"), -1);
        QCOMPARE(ageFrom("640"), -1);
        QCOMPARE(sexFrom("女"), QString("F"));
        QCOMPARE(sexFrom("Male"), QString("M"));
        QCOMPARE(sexFrom("?"), QString());
    }
    void tellsLabelKinds()
    {
        QCOMPARE(labelSetOf("glaucoma", {"0", "1", ""}).kind, LabelKind::binary);
        QCOMPARE(labelSetOf("DR grade", {"0", "3", "2", "1", "4"}).kind, LabelKind::ordinal);
        QCOMPARE(labelSetOf("DR grade", {"10", "3", "2"}).classes.last().name, QString("10"));
        QCOMPARE(labelSetOf("finding", {"normal", "amd"}).kind, LabelKind::multiclass);
        const LabelSet several = labelSetOf("signs", {"a;b", "b", "c;a"});
        QCOMPARE(several.kind, LabelKind::multilabel);
        QCOMPARE(several.classes.size(), 3);
        QVERIFY(classesOf(several, "a;b") == std::optional(QStringList({"a", "b"})));
        QVERIFY(!classesOf(several, " "));
    }
    void guardsFormulas()
    {
        for (const QString &text : {QString("=1+1"), QString("+x"), QString("-x"), QString("@x"),
                                    QString("'quoted"), QString("plain"), QString()})
            QCOMPARE(unguardedText(guardedText(text)), text);
        QCOMPARE(guardedText("=HYPERLINK(\"x\")"), QString("'=HYPERLINK(\"x\")"));
    }
};

QTEST_GUILESS_MAIN(tst_ImportReading)
#include "tst_import_reading.moc"
