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

/// A sequence of one item.
QByteArray itemOf(const DicomFileMaker &maker)
{
    const QByteArray content = maker.bareFile();
    QByteArray item("\xFE\xFF\x00\xE0", 4);
    for (int i = 0; i < 4; ++i)
        item += char(content.size() >> (8 * i) & 0xFF);
    return item + content;
}

QByteArray code(const QByteArray &value, const QByteArray &scheme, const QByteArray &meaning)
{
    DicomFileMaker maker;
    maker.text(0x0008, 0x0100, "SH", value).text(0x0008, 0x0102, "SH", scheme).text(0x0008, 0x0104, "LO", meaning);
    return itemOf(maker);
}

struct Kept
{
    QByteArray imageType = "ORIGINAL\\PRIMARY", maker = "TOPCON", model = "TRC-NW400", region = code("T-AA610", "SRT", "Retina"), device{}, annotation = "NO", profile{};
    QByteArray name = "WANG^XIAOMING", patient = "88123456", set = "ISO_IR 192", instance = "1";
};

QByteArray withKept(const Kept &kept)
{
    DicomFileMaker maker;
    maker.text(0x0008, 0x0005, "CS", kept.set)
        .text(0x0008, 0x0008, "CS", kept.imageType)
        .text(0x0008, 0x0016, "UI", "1.2.840.10008.5.1.4.1.1.77.1.5.1")
        .text(0x0008, 0x0018, "UI", "1.2.826.77.1")
        .text(0x0008, 0x0020, "DA", "20230506")
        .text(0x0008, 0x0060, "CS", "OP")
        .text(0x0008, 0x0070, "LO", kept.maker)
        .text(0x0008, 0x1010, "SH", "TRC-NW400")
        .text(0x0008, 0x1090, "LO", kept.model)
        .text(0x0008, 0x2218, "SQ", kept.region)
        .text(0x0010, 0x0010, "PN", kept.name)
        .text(0x0010, 0x0020, "LO", kept.patient)
        .text(0x0020, 0x0013, "IS", kept.instance)
        .text(0x0020, 0x0062, "CS", "L");
    if (!kept.device.isEmpty())
        maker.text(0x0022, 0x0015, "SQ", kept.device);
    maker.number(0x0028, 0x0002, 3)
        .text(0x0028, 0x0004, "CS", "RGB")
        .number(0x0028, 0x0006, 0)
        .number(0x0028, 0x0010, 6)
        .number(0x0028, 0x0011, 8)
        .number(0x0028, 0x0100, 8)
        .number(0x0028, 0x0101, 8)
        .number(0x0028, 0x0102, 7)
        .number(0x0028, 0x0103, 0)
        .text(0x0028, 0x0301, "CS", kept.annotation);
    if (!kept.profile.isEmpty())
        maker.text(0x0028, 0x2000, "OB", kept.profile);
    maker.pixels(QByteArray(8 * 6 * 3, '\x40'));
    return maker.file();
}

std::span<const std::byte> spanOf(const std::string &text)
{
    return std::as_bytes(std::span(text));
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
        QVERIFY(second_look_at_dicom(bytesOf(planted()), std::as_bytes(std::span(cleaned->bytes)))->left.empty());
        // What the remover could not see is found by the scan: the whole of the input fails it.
        QVERIFY(!identifying_value_in(planted().toStdString(), cleaned->identifying).empty());
    }

    void anUnreadableColourProfileGoes()
    {
        Kept kept;
        kept.profile = QByteArray(128, '\0');
        const auto cleaned = deidentified_dicom(bytesOf(withKept(kept)), "a secret of the test, long enough");
        QVERIFY(cleaned);
        QVERIFY(std::any_of(cleaned->removed.begin(), cleaned->removed.end(), [](const std::string &what) { return what.find("ICCProfile") != std::string::npos; }));
        QVERIFY(decode_photograph(spanOf(cleaned->bytes)));
    }

    void whatStaysIsLookedThrough_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QByteArray>("secret");
        const auto row = [](const char *name, const auto &change, const char *secret) {
            Kept kept;
            change(kept);
            QTest::newRow(name) << withKept(kept) << QByteArray(secret);
        };
        row("a name in the meaning of a known code", [](Kept &k) { k.region = code("T-AA610", "SRT", "Retina of WANG XIAOMING"); }, "XIAOMING");
        row("a number in the meaning of a known code", [](Kept &k) { k.region = code("T-AA610", "SRT", "Retina 88123456"); }, "88123456");
        row("a name in the meaning of an own code", [](Kept &k) { k.region = code("X-1", "99LOCAL", "Eye of Xiao-Ming, Wang"); }, "Xiao");
        row("a number as a code", [](Kept &k) { k.device = code("88123456", "99LOCAL", "Camera"); }, "88123456");
        row("a name as a scheme", [](Kept &k) { k.device = code("X-1", "99XIAOMING", "Camera"); }, "XIAOMING");
        row("somebody's telephone in a meaning", [](Kept &k) { k.device = code("X-1", "99LOCAL", "Ask 13912345678"); }, "13912345678");
        row("a number as kind of the picture", [](Kept &k) { k.imageType = "ORIGINAL\\PRIMARY\\88123456"; }, "88123456");
        row("a name as kind of the picture", [](Kept &k) { k.imageType = "ORIGINAL\\PRIMARY\\XIAOMING"; }, "XIAOMING");
        row("a name behind the camera's", [](Kept &k) { k.model = "TRC XIAOMING"; }, "XIAOMING");
        row("a name as maker", [](Kept &k) { k.maker = "Wang Xiaoming"; }, "Xiaoming");
        row("a day behind the camera's name", [](Kept &k) { k.model = "TRC 2023/5/6"; }, "2023/5/6");
        row("an answer that is a name", [](Kept &k) { k.annotation = "WANG"; }, "WANG");
        row("a number of the picture", [](Kept &k) { k.instance = "88123456"; }, "88123456");
        row("a Chinese name", [](Kept &k) { k.name = "欧阳^娜娜"; k.model = "TRC 娜娜"; }, "娜娜");
        row("a Chinese name in GB18030", [](Kept &k) { k.set = "GB18030"; k.name = "\xC5\xB7\xD1\xF4^\xC4\xC8\xC4\xC8"; k.model = "TRC \xC4\xC8\xC4\xC8"; }, "\xC4\xC8\xC4\xC8");
        row("another case and an accent", [](Kept &k) { k.name = "M\xC3\xBCller^Eva"; k.model = "Camera of MULLER"; }, "MULLER");
        row("letters of full width", [](Kept &k) { k.model = "TRC ＸＩＡＯＭＩＮＧ"; }, "ＸＩＡＯ");
    }
    void whatStaysIsLookedThrough()
    {
        QFETCH(QByteArray, file);
        QFETCH(QByteArray, secret);
        const auto cleaned = deidentified_dicom(bytesOf(file), "a secret of the test, long enough");
        QVERIFY(cleaned);
        QVERIFY(file.contains(secret));
        QVERIFY(cleaned->bytes.find(secret.toStdString()) == std::string::npos);
        QVERIFY(std::any_of(cleaned->removed.begin(), cleaned->removed.end(),
                            [](const std::string &what) { return what.find("it told of the person") != std::string::npos || what.find("standard's words") != std::string::npos; }));
        const auto residue = second_look_at_dicom(bytesOf(file), spanOf(cleaned->bytes));
        QVERIFY(residue);
        QVERIFY2(residue->left.empty(), residue->left.empty() ? "" : residue->left.front().c_str());
        QVERIFY(decode_photograph(spanOf(cleaned->bytes)));
        // The second look knows nothing of the first: what had stayed would be seen.
        QVERIFY(!second_look_at_dicom(bytesOf(file), bytesOf(file))->left.empty());
    }

    // Files of old archives say of no value what kind it is.
    void valuesOfUnknownKindAreCleanedToo()
    {
        DicomFileMaker maker;
        maker.text(0x0008, 0x0016, "UI", "1.2.840.10008.5.1.4.1.1.77.1.5.1").text(0x0008, 0x0018, "UI", "1.2.826.77.1");
        QByteArray file = maker.file();
        const auto unknown = [&](int group, int element, const QByteArray &value) {
            for (const int number : {group, element})
                file += QByteArray(1, char(number & 0xFF)) + QByteArray(1, char(number >> 8));
            file += QByteArray("UN\0\0", 4) + QByteArray(1, char(value.size())) + QByteArray(3, '\0') + value;
        };
        unknown(0x0008, 0x1090, "TRC XIAOMING");
        unknown(0x0010, 0x0010, "WANG^XIAOMING ");
        unknown(0x0010, 0x0020, "88123456");
        const auto cleaned = deidentified_dicom(bytesOf(file), "a secret of the test, long enough");
        QVERIFY(cleaned);
        for (const char *secret : {"XIAOMING", "WANG", "88123456"})
            QVERIFY2(cleaned->bytes.find(secret) == std::string::npos, secret);
        QVERIFY(second_look_at_dicom(bytesOf(file), spanOf(cleaned->bytes))->left.empty());
        QVERIFY(factsOf(cleaned->bytes).patient_id.starts_with("ANON-"));
    }

    void whatIsTheSameByChanceStaysAndIsTold_data()
    {
        QTest::addColumn<QByteArray>("patient");
        QTest::addColumn<QByteArray>("model");
        QTest::addColumn<QByteArray>("stays");
        QTest::newRow("a patient called as the camera") << QByteArray("TRC-50DX") << QByteArray("TRC-50DX") << QByteArray("TRC-50DX");
        QTest::newRow("a patient called as a defined term") << QByteArray("ORIGINAL") << QByteArray("TRC-NW400") << QByteArray("ORIGINAL");
        QTest::newRow("a patient called as a known code") << QByteArray("T-AA610") << QByteArray("TRC-NW400") << QByteArray("T-AA610");
    }
    void whatIsTheSameByChanceStaysAndIsTold()
    {
        QFETCH(QByteArray, patient);
        QFETCH(QByteArray, model);
        QFETCH(QByteArray, stays);
        Kept kept;
        kept.patient = patient;
        kept.model = model;
        const QByteArray file = withKept(kept);
        const auto cleaned = deidentified_dicom(bytesOf(file), "a secret of the test, long enough");
        QVERIFY(cleaned);
        QVERIFY(cleaned->bytes.find(stays.toStdString()) != std::string::npos);
        const auto residue = second_look_at_dicom(bytesOf(file), spanOf(cleaned->bytes));
        QVERIFY(residue);
        QVERIFY2(residue->left.empty(), residue->left.empty() ? "" : residue->left.front().c_str());
        QVERIFY(!residue->flagged.empty());
    }
    void nothingIsToldWhereNothingIsTheSame()
    {
        const QByteArray file = withKept({});
        const auto cleaned = deidentified_dicom(bytesOf(file), "a secret of the test, long enough");
        QVERIFY(cleaned);
        const auto residue = second_look_at_dicom(bytesOf(file), spanOf(cleaned->bytes));
        QVERIFY(residue && residue->left.empty() && residue->flagged.empty());
        for (const char *word : {"TOPCON", "TRC-NW400", "T-AA610", "Retina", "ORIGINAL"})
            QVERIFY2(cleaned->bytes.find(word) != std::string::npos, word);
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
        QStringList left, flagged, emptied;
        for (const QString &part : {QString(), QStringLiteral("/charset"), QStringLiteral("/made_fundus")})
            for (const QFileInfo &info : QDir(folder + part).entryInfoList({"*.dcm"}, QDir::Files)) {
                QFile file(info.filePath());
                QVERIFY(file.open(QIODevice::ReadOnly));
                const QByteArray before = file.readAll();
                const auto cleaned = deidentified_dicom(bytesOf(before), "a secret of the test");
                if (!cleaned)
                    continue;
                ++cleanedFiles;
                const auto residue = second_look_at_dicom(bytesOf(before), spanOf(cleaned->bytes));
                QVERIFY2(residue, qPrintable(info.fileName()));
                for (const std::string &place : residue->left)
                    left << info.fileName() + ": " + QString::fromStdString(place);
                for (const std::string &place : residue->flagged)
                    flagged << info.fileName() + ": " + QString::fromStdString(place);
                for (const std::string &what : cleaned->removed)
                    if (what.find("it told of the person") != std::string::npos)
                        emptied << info.fileName() + ": " + QString::fromStdString(what);
                const auto shownBefore = read_dicom_frame(info.filePath().toStdString(), 0);
                const auto after = decode_photograph(std::as_bytes(std::span(cleaned->bytes)));
                if (shownBefore) {
                    QVERIFY2(after, qPrintable(info.fileName()));
                    QVERIFY2(after->pixels == shownBefore->pixels, qPrintable(info.fileName()));
                }
            }
        qInfo("cleaned %d; the same by chance in %d places, emptied %d kept values", cleanedFiles, int(flagged.size()), int(emptied.size()));
        for (const QString &each : flagged + emptied)
            qInfo("%s", qPrintable(each));
        QVERIFY2(left.isEmpty(), qPrintable(left.join(u'\n')));
        QVERIFY2(cleanedFiles >= 55, qPrintable(QString::number(cleanedFiles)));
    }
};

QTEST_GUILESS_MAIN(tst_DicomDeidentification)
#include "tst_dicom_deidentification.moc"
