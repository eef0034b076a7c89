// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/dicom.h"
#include "core/imaging/dicom_deidentify.h"
#include "core/imaging/photograph.h"
#include "tests/import/dicom_file.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace retclip;

namespace {

std::span<const std::byte> bytesOf(const QByteArray &text)
{
    return std::as_bytes(std::span(text.constData(), std::size_t(text.size())));
}

DicomFacts factsOf(const std::string &bytes)
{
    QTemporaryDir folder;
    QFile file(folder.filePath("x.dcm"));
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes.data(), qint64(bytes.size())) < 0)
        return {};
    file.close();
    return read_dicom_facts(folder.filePath("x.dcm").toStdString()).value_or(DicomFacts());
}

/// A photograph with something of a person in every attribute that a camera might fill.
QByteArray planted(const QByteArray &instance = "1.2.826.77.1")
{
    DicomFileMaker maker;
    maker.text(0x0008, 0x0005, "CS", "ISO_IR 192")
        .text(0x0008, 0x0016, "UI", "1.2.840.10008.5.1.4.1.1.77.1.5.1")
        .text(0x0008, 0x0018, "UI", instance)
        .text(0x0008, 0x0020, "DA", "20240305")
        .text(0x0008, 0x0022, "DA", "20240306")
        .text(0x0008, 0x0030, "TM", "101112")
        .text(0x0008, 0x0050, "SH", "ACC-4711")
        .text(0x0008, 0x0060, "CS", "OP")
        .text(0x0008, 0x0070, "LO", "TOPCON")
        .text(0x0008, 0x0080, "LO", "Planted Hospital")
        .text(0x0008, 0x0081, "ST", "1 Planted Street")
        .text(0x0008, 0x0090, "PN", "REFERRER^PLANTED")
        .text(0x0008, 0x1010, "SH", "TOPCON")
        .text(0x0008, 0x1030, "LO", "Study of Planted Person")
        .text(0x0008, 0x1050, "PN", "DOCTOR^PLANTED")
        .text(0x0008, 0x1070, "PN", "OPERATOR^PLANTED")
        .text(0x0009, 0x0010, "LO", "PRIVATE MAKER")
        .text(0x0009, 0x1001, "LO", "Private Planted Name")
        .text(0x0010, 0x0010, "PN", "王^小东")
        .text(0x0010, 0x0020, "LO", "MRN-0815-99")
        .text(0x0010, 0x0030, "DA", "19300102")
        .text(0x0010, 0x0040, "CS", "F")
        .text(0x0010, 0x1000, "LO", "OTHER-ID-12")
        .text(0x0010, 0x1010, "AS", "094Y")
        .text(0x0010, 0x1040, "LO", "2 Home Road")
        .text(0x0010, 0x2154, "SH", "13800138000")
        .text(0x0010, 0x4000, "LT", "Lives beside the station")
        .text(0x0018, 0x1000, "LO", "SERIAL-1234")
        .text(0x0020, 0x000D, "UI", "1.2.826.77.2")
        .text(0x0020, 0x000E, "UI", "1.2.826.77.3")
        .text(0x0020, 0x0010, "SH", "STUDY-55")
        .text(0x0020, 0x0062, "CS", "L")
        .text(0x0020, 0x4000, "LT", "Comment on Planted Person")
        .number(0x0028, 0x0002, 3)
        .text(0x0028, 0x0004, "CS", "RGB")
        .number(0x0028, 0x0006, 0)
        .number(0x0028, 0x0010, 6)
        .number(0x0028, 0x0011, 8)
        .number(0x0028, 0x0100, 8)
        .number(0x0028, 0x0101, 8)
        .number(0x0028, 0x0102, 7)
        .number(0x0028, 0x0103, 0)
        .text(0x0040, 0x0244, "DA", "20240307")
        .pixels(QByteArray(8 * 6 * 3, '\x40'));
    return maker.file();
}

} // namespace

class tst_DicomDeidentification : public QObject
{
    Q_OBJECT

private slots:
    void leavesNothingOfThePerson()
    {
        const auto cleaned = deidentified_dicom(bytesOf(planted()), "a secret of the test, long enough");
        QVERIFY(cleaned);
        for (const char *value :
             {"王", "小东", "MRN-0815", "19300102", "OTHER-ID", "Home Road", "13800138000", "beside the",
              "Planted", "PLANTED", "ACC-4711", "REFERRER", "DOCTOR", "OPERATOR", "PRIVATE", "SERIAL",
              "1.2.826.77", "STUDY-55", "Comment", "20240305", "20240306", "20240307", "101112", "094Y"})
            QVERIFY2(cleaned->bytes.find(value) == std::string::npos, value);
        QVERIFY(identifying_value_in(cleaned->bytes, cleaned->identifying).empty());
        // What the remover could not see is found by the scan: the whole of the input fails it.
        QVERIFY(!identifying_value_in(planted().toStdString(), cleaned->identifying).empty());
    }

    void keepsThePictureAndWhatResearchNeeds()
    {
        const auto cleaned = deidentified_dicom(bytesOf(planted()), "a secret of the test, long enough");
        QVERIFY(cleaned);
        const DicomFacts facts = factsOf(cleaned->bytes);
        QCOMPARE(facts.sex, std::string("F"));
        QCOMPARE(facts.age, std::string("090Y"));
        QCOMPARE(facts.camera, std::string("TOPCON"));
        QVERIFY(facts.eye == Laterality::left);
        QVERIFY(facts.patient_id.starts_with("ANON-"));
        QCOMPARE(facts.birth_date, std::string());
        const auto image = decode_photograph(std::as_bytes(std::span(cleaned->bytes)));
        QVERIFY(image);
        QCOMPARE(image->width, 8);
        QVERIFY(std::all_of(image->pixels.begin(), image->pixels.end(),
                            [](std::uint8_t v) { return v == 0x40; }));
        QVERIFY(cleaned->bytes.find("113100") != std::string::npos); // says how it was cleaned
    }

    void keepsFilesOfAPatientTogether()
    {
        const std::string key = "a secret of the test, long enough";
        const auto first = deidentified_dicom(bytesOf(planted("1.2.826.77.1")), key);
        const auto second = deidentified_dicom(bytesOf(planted("1.2.826.77.9")), key);
        const auto other = deidentified_dicom(bytesOf(planted()), "another secret of the test");
        QVERIFY(first && second && other);
        const DicomFacts a = factsOf(first->bytes), b = factsOf(second->bytes);
        const DicomFacts c = factsOf(other->bytes);
        QCOMPARE(a.patient_id, b.patient_id);
        QCOMPARE(a.study_uid, b.study_uid);
        QCOMPARE(a.study_date, b.study_date);
        QVERIFY(a.instance_uid != b.instance_uid);
        QVERIFY(a.instance_uid.starts_with("2.25.") && a.instance_uid.size() <= 64);
        QVERIFY(a.patient_id != c.patient_id);
        QVERIFY(a.study_date < std::string("20240305") && a.study_date.size() == 8);
    }

    void refusesWhatItCannotRead()
    {
        QVERIFY(!deidentified_dicom(bytesOf(planted().chopped(60)), "key"));
        QVERIFY(!deidentified_dicom(bytesOf(QByteArray(300, 'x')), "key"));
    }

    // Every file of the collection: nothing identifying is left, and what could be shown still can.
    void cleansTheCollection()
    {
        const QString folder = QStringLiteral(RETCLIP_SHARED_DIRECTORY "/data/dicom");
        if (!QFile::exists(folder))
            QSKIP("the test data are not beside this checkout");
        int cleanedFiles = 0;
        for (const QString &part : {QString(), QStringLiteral("/charset"), QStringLiteral("/made_fundus")})
            for (const QFileInfo &info : QDir(folder + part).entryInfoList({"*.dcm"}, QDir::Files)) {
                QFile file(info.filePath());
                QVERIFY(file.open(QIODevice::ReadOnly));
                const QByteArray before = file.readAll();
                const auto cleaned = deidentified_dicom(bytesOf(before), "a secret of the test");
                if (!cleaned)
                    continue;
                ++cleanedFiles;
                const std::string left = identifying_value_in(cleaned->bytes, cleaned->identifying);
                QVERIFY2(left.empty(), qPrintable(info.fileName() + ": " + QString::fromStdString(left)));
                const auto shownBefore = read_dicom_frame(info.filePath().toStdString(), 0);
                const auto after = decode_photograph(std::as_bytes(std::span(cleaned->bytes)));
                if (shownBefore) {
                    QVERIFY2(after, qPrintable(info.fileName()));
                    QVERIFY2(after->pixels == shownBefore->pixels, qPrintable(info.fileName()));
                }
            }
        QVERIFY2(cleanedFiles >= 55, qPrintable(QString::number(cleanedFiles)));
    }
};

QTEST_GUILESS_MAIN(tst_DicomDeidentification)
#include "tst_dicom_deidentification.moc"
