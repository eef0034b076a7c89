// SPDX-License-Identifier: GPL-3.0-or-later
// De-identification on the way in and out, and the look behind it: each step that is left out is caught.
#include "../support/temporary_study.h"
#include "core/base/files.h"
#include "core/export/exporter.h"
#include "core/imaging/burnt_in_text.h"
#include "core/imaging/photograph.h"
#include "core/import/importer.h"
#include "core/privacy/pseudonyms.h"
#include "core/privacy/residual_pictures.h"
#include "core/privacy/residual_scan.h"
#include "core/privacy/study_privacy.h"

#include <QDir>
#include <QDirIterator>
#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

#include <cmath>

using namespace retclip;

namespace {

/// A drawn disc; `writing`: bars like characters above it.
RgbImage drawn(bool writing, int seed)
{
    constexpr int side = 300;
    RgbImage image;
    image.width = image.height = side;
    image.pixels.assign(std::size_t(side) * side * 3, 3);
    const auto pixel = [&](int x, int y) { return image.pixels.data() + 3 * (std::size_t(y) * side + std::size_t(x)); };
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x)
            if (std::hypot(x - side / 2, y - side / 2) < side * 0.38) {
                pixel(x, y)[0] = std::uint8_t(150 + (x * 7 + y * 3 + seed) % 20);
                pixel(x, y)[1] = 80;
            }
    if (writing)
        for (int letter = 0; letter < 6; ++letter)
            for (int y = 6; y < 22; ++y)
                for (int x = 0; x < 9; ++x)
                    if (x < 2 || x > 6 || y == 13 || y == 14)
                        for (int c = 0; c < 3; ++c)
                            pixel(8 + letter * 13 + x, y)[c] = 235;
    return image;
}

std::string jpegWithNames(bool writing, int seed)
{
    const auto encoded = encode_jpeg(drawn(writing, seed), 92);
    std::string bytes(reinterpret_cast<const char *>(encoded->data()), encoded->size());
    const auto segment = [](char marker, const std::string &body) {
        std::string text("\xFF", 1);
        text += marker;
        text += char((body.size() + 2) >> 8);
        text += char((body.size() + 2) & 0xFF);
        return text + body;
    };
    // One entry of EXIF: ImageDescription (0x010E), eight characters behind the directory.
    const std::string exif("Exif\0\0II*\0\x08\0\0\0\x01\0\x0E\x01\x02\0\x08\0\0\0\x1A\0\0\0\0\0\0\0Wang Wu\0", 40);
    bytes.insert(2, segment('\xE1', exif) + segment('\xE1', "http://ns.adobe.com/xap/1.0/ Wang Wu")
                        + segment('\xED', std::string("Photoshop 3.0\0 Wang Wu", 22)) + segment('\xFE', "Wang Wu"));
    return bytes;
}

QStringList entriesOf(const QString &folder)
{
    return QDir(folder).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
}

QByteArray everything(const QString &folder)
{
    QByteArray all;
    QDirIterator walker(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (walker.hasNext()) {
        QFile file(walker.next());
        if (file.open(QIODevice::ReadOnly))
            all += file.fileName().mid(folder.size()).toUtf8() + '\n' + file.readAll() + '\n';
    }
    return all;
}

} // namespace

class tst_PrivacySteps : public QObject
{
    Q_OBJECT

    QTemporaryDir m_pictures;
    std::unique_ptr<TemporaryStudy> m_filled; ///< For tests that only read.

    QString picture(const QString &name, bool writing, int seed)
    {
        const QString path = m_pictures.filePath(name);
        if (!write_file_atomically(path_from_utf8(path.toStdString()), jpegWithNames(writing, seed)))
            qFatal("no picture");
        return path;
    }

    /// Three patients with everything that must not leave.
    void fill(TemporaryStudy &study)
    {
        study.define(binarySet(QStringLiteral("glaucoma")));
        QVector<ImportedExam> exams;
        for (int i = 0; i < 3; ++i) {
            ImportedExam exam;
            exam.patient = QStringLiteral("HOSP-%1").arg(70311 + i);
            exam.visit = QStringLiteral("visit-2%1").arg(i);
            exam.date = QDate(2023, 4, 5).addDays(40 * i);
            exam.age = 88 + 3 * i;
            exam.sex = QStringLiteral("F");
            exam.site = QStringLiteral("Longhua Eye Hospital");
            exam.camera = QStringLiteral("Camera A SN 554433");
            exam.report = QStringLiteral("姓名：王小%1，电话１３８００１３８%2，%3复查。右眼C/D约0.%4，编号HOSP-%5。")
                              .arg(QStringLiteral("明红军").mid(i, 1)).arg(QString::number(101 + i))
                              .arg(exam.date.toString(QStringLiteral("yyyy年M月d日"))).arg(i + 3).arg(70311 + i);
            exam.comment = QStringLiteral("call Mr. Zhang before the next visit");
            exam.tags = {QStringLiteral("neighbour of Li")};
            exam.split = Split(i + 1);
            for (const Laterality eye : both_eyes) {
                ImportedImage image;
                image.path = picture(QStringLiteral("wangwu_%1_%2.jpg").arg(4711 + i).arg(QLatin1String(word(eye))),
                                     i == 1 && eye == Laterality::right, 2 * i + int(eye));
                image.eye = eye;
                exam.images.append(image);
            }
            exams.append(exam);
        }
        study.import(exams);
        SetLabel label;
        label.labelSet = QStringLiteral("glaucoma");
        label.positive = {QStringLiteral("glaucoma")};
        const auto all = study->find({});
        const auto sets = study->labelSets();
        label.positive = {sets->first().classes.first().name};
        if (!study->apply({label, *all, QStringLiteral("Dr. Ouyang Feng")}))
            qFatal("no label");
    }

    static ExportOrder orderOf(Study &study, const QString &format, const QString &out)
    {
        ExportOrder order;
        order.exams = *study.find({});
        order.format = format;
        order.outFolder = out;
        order.deidentify = true;
        order.person = QStringLiteral("Dr. Ouyang Feng");
        return order;
    }

private slots:
    void initTestCase()
    {
        m_filled = std::make_unique<TemporaryStudy>();
        fill(*m_filled);
    }
    void cleanupTestCase() { m_filled.reset(); }

    void nothingLeavesThatTellsAPerson_data()
    {
        QTest::addColumn<QString>("format");
        QTest::addColumn<bool>("key");
        for (const Exporter *each : exporters())
            for (const bool key : {false, true})
                QTest::addRow("%s, %s", qPrintable(each->id()), key ? "with a key" : "for once") << each->id() << key;
    }
    void nothingLeavesThatTellsAPerson()
    {
        QFETCH(QString, format);
        QFETCH(bool, key);
        TemporaryStudy &study = *m_filled;
        QTemporaryDir parent;
        ExportOrder order = orderOf(*study, format, parent.filePath("out"));
        if (key)
            order.keyFile = parent.filePath("secret.key");
        const auto report = exportDataset(*study, order);
        QVERIFY_OK(report);
        const QByteArray all = everything(order.outFolder);
        for (const char *gone : {"HOSP-7", "70311", "Longhua", "Ouyang", "Zhang", "neighbour", "王小", "２３", "1380013", "Wang Wu",
                                 "wangwu_47", "554433", "2023-04-05", "2023年", "visit-2"})
            QVERIFY2(!all.contains(gone), gone);
        QVERIFY(all.contains("C/D约0.3") || format == QLatin1String("retfound") || format == QLatin1String("folders") || format == QLatin1String("coco"));
        const QJsonArray flagged = report->manifest["residual_scan"].toObject()["flagged"].toArray();
        QVERIFY(flagged.size() >= 1); // The writing that was burnt in is told to a person.
        QVERIFY(!report->warnings.isEmpty());
        if (key)
            QCOMPARE(QFile::permissions(order.keyFile) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    }

    void aStepLeftOutIsCaught_data()
    {
        QTest::addColumn<int>("step");
        QTest::addColumn<QString>("format");
        QTest::addColumn<QString>("what");
        const auto row = [](const char *name, RemovalStep step, const char *format, const char *what) {
            QTest::newRow(name) << int(step) << QString::fromLatin1(format) << QString::fromUtf8(what);
        };
        for (const char *format : {"csv", "jsonl", "retclip", "coco", "folders", "retfound", "huggingface"}) {
            const auto named = [&](const char *what) { return QByteArray(what) + " in " + format; };
            row(named("patients' numbers"), RemovalStep::names, format, "patient");
            row(named("metadata"), RemovalStep::metadata, format, "EXIF");
            if (QByteArray(format) != "retclip") {
                row(named("readers"), RemovalStep::readers, format, "Ouyang");
                row(named("days"), RemovalStep::days, format, "2023-04-05");
                row(named("sites"), RemovalStep::sites, format, "Longhua");
                row(named("tags and comments"), RemovalStep::freeText, format, "tag or comment");
                row(named("the camera's number"), RemovalStep::freeText, format, "device number");
                row(named("names of files"), RemovalStep::fileNames, format, "file name");
            }
            row(named("reports"), RemovalStep::reports, format, "named by a label");
        }
    }
    void aStepLeftOutIsCaught()
    {
        QFETCH(int, step);
        QFETCH(QString, format);
        QFETCH(QString, what);
        TemporaryStudy &study = *m_filled;
        QTemporaryDir parent;
        ExportOrder order = orderOf(*study, format, parent.filePath("out"));
        order.leftOut = {RemovalStep(step)};
        for (const bool key : {false, true}) {
            QTemporaryDir keys;
            order.keyFile = key ? keys.filePath("secret.key") : QString();
            const auto report = exportDataset(*study, order);
            QVERIFY_FAILS(report, ErrorCode::conflict);
            const QString list = QString::fromStdString(report.error().cause);
            QVERIFY2(list.contains(what, Qt::CaseInsensitive), qPrintable(list));
            QCOMPARE(entriesOf(parent.path()), QStringList()); // Not published, nothing beside.
        }
    }

    void theSameKeyGivesTheSameNames()
    {
        const Pseudonyms one(std::string(40, 'k')), same(std::string(40, 'k')), other(std::string(40, 'x'));
        QCOMPARE(one.patient("10023"), same.patient("10023"));
        QVERIFY(one.patient("10023") != other.patient("10023"));
        QVERIFY(one.patient("10023") != one.patient("10024"));
        QCOMPARE(one.patient("10023").size(), 13);
        QVERIFY(one.visit("10023", "1") != one.visit("10024", "1"));
        QSet<int> moves;
        for (int i = 0; i < 200; ++i) {
            const int days = one.moveDays(QString::number(i));
            QVERIFY(days <= -30 && days >= -3650);
            QCOMPARE(days, same.moveDays(QString::number(i)));
            moves.insert(days);
        }
        QVERIFY(moves.size() > 150);
    }
    void aKeyBesideTheDataIsRefused()
    {
        TemporaryStudy &study = *m_filled;
        QTemporaryDir parent;
        ExportOrder order = orderOf(*study, "jsonl", parent.filePath("out"));
        for (const QString &inside : {study->folder() + "/secret.key", study->folder() + "/images/../secret.key", order.outFolder + "/secret.key"}) {
            order.keyFile = inside;
            QVERIFY_FAILS(exportDataset(*study, order), ErrorCode::invalid_argument);
            QVERIFY(!QFileInfo::exists(inside));
        }
        QVERIFY_OK(write_file_atomically(path_from_utf8(parent.filePath("short").toStdString()), "too short"));
        QVERIFY_FAILS(pseudonymsFromFile(parent.filePath("short"), {}), ErrorCode::invalid_argument);
    }
    void daysOfAPatientStayAsFarApart()
    {
        TemporaryStudy study;
        ImportedExam first = pairOf("P1", QStringLiteral("2023-01-01初诊")), second = pairOf("P1", QStringLiteral("无"));
        first.images.clear(), second.images.clear();
        first.visit = "1", second.visit = "2";
        first.date = QDate(2023, 1, 1), second.date = QDate(2023, 3, 1);
        study.import({first, second});
        QTemporaryDir parent;
        ExportOrder order = orderOf(*study, "jsonl", parent.filePath("out"));
        order.keyFile = parent.filePath("secret.key");
        QVERIFY_OK(exportDataset(*study, order));
        auto back = Study::create(parent.filePath("back.study"));
        QVERIFY_OK(back);
        ImportPlan plan;
        plan.source = order.outFolder;
        plan.layout = "export";
        QVERIFY_OK(runImport(**back, plan, false));
        const auto rows = (*back)->exams(*(*back)->find({}));
        QVERIFY_OK(rows);
        QCOMPARE(rows->size(), std::size_t(2));
        QCOMPARE(std::abs(rows->at(0).date.daysTo(rows->at(1).date)), qint64(59));
        QVERIFY(rows->at(0).date < QDate(2023, 1, 1));
        for (const ExamRow &row : *rows)
            if (row.report.contains(QStringLiteral("初诊")))
                QCOMPARE(row.report, row.date.toString(Qt::ISODate) + QStringLiteral("初诊"));
    }

    void onlyPseudonymsComeIn()
    {
        QTemporaryDir folder;
        picture("a_left.jpg", false, 1), picture("a_right.jpg", true, 2);
        const QString table = m_pictures.filePath("wards.csv");
        QVERIFY_OK(write_file_atomically(path_from_utf8(table.toStdString()),
            "patient,date,age,site,left_image,right_image,report,comment\n"
            "HOSP-70311,2023-04-05,95,Longhua Eye Hospital,a_left.jpg,a_right.jpg,\"姓名：王小明，2023年4月5日，右眼C/D约0.6\",Mr. Zhang\n"));
        auto study = Study::create(folder.filePath("in.study"));
        QVERIFY_OK(study);
        ImportPlan plan;
        plan.source = table;
        plan.layout = "table";
        const auto analysed = analyseSource(plan);
        QVERIFY_OK(analysed);
        plan = *analysed;
        plan.deidentify = true;
        plan.hashImages = false;
        QVERIFY_FAILS(runImport(**study, plan, false), ErrorCode::invalid_argument); // No key, no import.
        plan.keyFile = folder.filePath("in.study/secret.key");
        QVERIFY_FAILS(runImport(**study, plan, false), ErrorCode::invalid_argument);
        plan.keyFile = folder.filePath("secret.key");
        QVERIFY_OK(runImport(**study, plan, true));
        QVERIFY(!QFileInfo::exists(plan.keyFile)); // A look makes nothing.
        const auto report = runImport(**study, plan, false);
        QVERIFY_OK(report);
        QCOMPARE(report->exams, qint64(1));
        QVERIFY(!report->remarks.isEmpty()); // The writing in one photograph.
        QCOMPARE(report->withWriting, qint64(1));
        QCOMPARE(rowsOf(*report, RowFate::leftOut), qint64(0));
        QCOMPARE(*(*study)->count(QStringLiteral("tag:look-writing")), qint64(1)); // A person finds it again.
        const auto rows = (*study)->exams(*(*study)->find({}));
        QVERIFY_OK(rows);
        const ExamRow &row = rows->front();
        QVERIFY(row.patient.startsWith('P') && row.patient.size() == 13);
        QCOMPARE(row.age, 90);
        QVERIFY(row.site.isEmpty() && row.date.isValid() && row.date < QDate(2023, 4, 5));
        QCOMPARE(row.report, QStringLiteral("姓名：[姓名]，%1，右眼C/D约0.6").arg(row.date.toString(Qt::ISODate)));
        QVERIFY(row.images.left && row.images.left->path.startsWith((*study)->folder()));
        study->reset();
        const QByteArray all = everything(folder.filePath("in.study"));
        for (const char *gone : {"HOSP-7", "Longhua", "王小明", "Zhang", "Wang Wu", "wards", "2023-04-05", "a_left"})
            QVERIFY2(!all.contains(gone), gone);
        // With the same key the same exam is found again.
        study = Study::open(folder.filePath("in.study"), OpenMode::readWrite);
        QVERIFY_OK(study);
        const auto again = runImport(**study, plan, false);
        QVERIFY_OK(again);
        QCOMPARE(again->exams, qint64(0));
        QCOMPARE(again->unchanged, qint64(1));
    }

    void redactionIsOneEditAndComesBack()
    {
        TemporaryStudy study;
        fill(study);
        const auto found = findIdentifiers(*study, {});
        QVERIFY_OK(found);
        const Redaction redaction = redactionOf(*found);
        QCOMPARE(redaction.exams.size(), std::size_t(3));
        QCOMPARE(redaction.action.cameras.size(), 3);
        QVERIFY(!redaction.action.summary.contains(QStringLiteral("王")));
        const auto before = study->exams(redaction.exams);
        const auto receipt = study->apply({redaction.action, redaction.exams, "Dr. Wu"});
        QVERIFY_OK(receipt);
        QCOMPARE(receipt->kind, QString("redact"));
        QVERIFY_OK(findIdentifiers(*study, {}));
        QVERIFY(findIdentifiers(*study, {})->empty());
        QCOMPARE(study.codes(QStringLiteral("report:王小")), QStringList()); // The index forgot it too.
        QVERIFY(study->check(false, {}, {})->problems.isEmpty());
        // Repeating the import does not bring the name back.
        ImportedExam again;
        again.patient = before->front().patient;
        again.visit = before->front().visit;
        again.report = before->front().report;
        again.camera = before->front().camera;
        study.import({again});
        QCOMPARE(study->exam(before->front().id)->camera, QStringLiteral("Camera A"));
        QVERIFY(!study->exam(before->front().id)->report.contains(QStringLiteral("王小")));
    }
    void undoBringsTheReportBack()
    {
        TemporaryStudy study;
        fill(study);
        const auto found = findIdentifiers(*study, {});
        const Redaction redaction = redactionOf(*found);
        const auto before = study->exams(redaction.exams);
        QVERIFY_OK(study->apply({redaction.action, redaction.exams, "Dr. Wu"}));
        QVERIFY_OK(study->undo("Dr. Wu"));
        const auto after = study->exams(redaction.exams);
        for (std::size_t i = 0; i < before->size(); ++i) {
            QCOMPARE(after->at(i).report, before->at(i).report);
            QCOMPARE(after->at(i).comment, before->at(i).comment);
            QCOMPARE(after->at(i).camera, before->at(i).camera);
            QCOMPARE(after->at(i).tags, before->at(i).tags);
        }
        QCOMPARE(study.codes(QStringLiteral("report:王小")).size(), 3);
        QVERIFY_OK(study->redo("Dr. Wu"));
        QVERIFY(!study->exam(redaction.exams[0])->report.contains(QStringLiteral("王小")));
        QVERIFY(study->check(false, {}, {})->problems.isEmpty());
    }

    void metadataIsReadByAnotherReader()
    {
        const std::string bytes = jpegWithNames(false, 1);
        const auto left = metadataLeftIn(bytes);
        QVERIFY(left);
        QCOMPARE(*left, (QStringList{"EXIF", "XMP", "IPTC", "comment"}));
        const auto png = encode_png(drawn(false, 1));
        QCOMPARE(metadataLeftIn(std::string_view(reinterpret_cast<const char *>(png->data()), png->size())), QStringList());
        QVERIFY(!metadataLeftIn("plain text"));
        const auto encoded = encode_jpeg(drawn(false, 1), 92);
        const std::string jpeg(reinterpret_cast<const char *>(encoded->data()), encoded->size());
        QCOMPARE(metadataLeftIn(jpeg), QStringList());
        const auto with = [&](std::size_t at, const std::string &what) {
            std::string file = jpeg;
            return metadataLeftIn(file.insert(at, what)).value_or(QStringList());
        };
        QCOMPARE(with(jpeg.size() - 2, std::string("\xFF\xFE\0\x05" "Ann", 7)), QStringList{"comment"});
        QCOMPARE(with(2, std::string("\xFF\xEE\0\x11" "Adobe\0\x64\0\0\0\0\1Ann", 19)), QStringList{"application segment 14"});
        QCOMPARE(with(2, std::string("\xFF\xE2\0\x13ICC_PROFILE\0\1\1Ann", 21)), QStringList{"words of the colour profile"});
        QCOMPARE(with(2, std::string("\xFF\xF0\0\x05" "Ann", 7)), QStringList{"segment 240"});
    }
};

QTEST_GUILESS_MAIN(tst_PrivacySteps)
#include "tst_privacy_steps.moc"
