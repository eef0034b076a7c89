// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/imaging/photograph.h"
#include "core/import/importer.h"
#include "core/study/study.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

namespace retclip {

template <typename T> bool isOk(const Result<T> &result)
{
    if (!result)
        qWarning("%s", result.error().english().c_str());
    return bool(result);
}

inline QString reasons(const ImportReport &report)
{
    QStringList list;
    for (const SkippedRow &row : report.skipped)
        list.append(QStringLiteral("%1:%2 %3")
                        .arg(row.source)
                        .arg(row.row)
                        .arg(QString::fromStdString(row.english())));
    return list.join('\n');
}

/// A folder with a study and files to import.
class Bench
{
public:
    Bench()
    {
        auto made = Study::create(folder.filePath("x.study"));
        if (isOk(made))
            study = std::move(*made);
        QDir(folder.path()).mkpath("in");
    }
    QString path(const QString &name) const { return folder.filePath("in/" + name); }
    void write(const QString &name, const QByteArray &bytes) const
    {
        QDir().mkpath(QFileInfo(path(name)).path());
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }
    /// A small picture; another number, another content.
    void picture(const QString &name, int number) const
    {
        RgbImage image;
        image.width = 16;
        image.height = 12;
        image.pixels.resize(16 * 12 * 3);
        for (std::size_t i = 0; i < image.pixels.size(); ++i)
            image.pixels[i] = std::uint8_t((i * std::size_t(number + 3) * 37) >> 3);
        const auto bytes = name.endsWith("png") ? encode_png(image) : encode_jpeg(image, 90);
        write(name,
              QByteArray(reinterpret_cast<const char *>(bytes->data()), qsizetype(bytes->size())));
    }
    /// A workbook of one sheet: <sheetData>…</sheetData> and what follows it, as a program that writes plain
    /// XML would make it; its parts are stored, not packed.
    void workbook(const QString &name, const QByteArray &sheet, const QByteArray &properties = {}) const
    {
        const QByteArray space = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
        const std::pair<QByteArray, QByteArray> parts[] = {
            {"xl/workbook.xml", "<workbook " + space + " xmlns:r=\"urn:r\"><workbookPr " + properties
                                    + "/><sheets><sheet name=\"1\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"},
            {"xl/_rels/workbook.xml.rels", "<Relationships><Relationship Id=\"rId1\" Target=\"worksheets/sheet1.xml\"/></Relationships>"},
            {"xl/worksheets/sheet1.xml", "<worksheet " + space + ">" + sheet + "</worksheet>"}};
        const auto number = [](quint32 value, int bytes) {
            QByteArray text;
            for (int i = 0; i < bytes; ++i)
                text += char(value >> (8 * i));
            return text;
        };
        QByteArray file, directory;
        for (const auto &[path, bytes] : parts) {
            quint32 sum = ~0u;
            for (const char byte : bytes) {
                sum ^= quint8(byte);
                for (int bit = 0; bit < 8; ++bit)
                    sum = (sum >> 1) ^ (sum & 1 ? 0xedb88320u : 0u);
            }
            const QByteArray facts = number(20, 2) + number(0, 2) + number(0, 2) + number(0, 2) + number(0x21, 2)
                + number(~sum, 4) + number(quint32(bytes.size()), 4) + number(quint32(bytes.size()), 4)
                + number(quint32(path.size()), 2) + number(0, 2);
            directory += "PK\x01\x02" + number(20, 2) + facts + number(0, 2) + number(0, 2) + number(0, 2) + number(0, 4)
                + number(quint32(file.size()), 4) + path;
            file += "PK\x03\x04" + facts + path + bytes;
        }
        const auto start = quint32(file.size());
        write(name, file + directory + "PK\x05\x06" + number(0, 4) + number(3, 2) + number(3, 2)
                        + number(quint32(directory.size()), 4) + number(start, 4) + number(0, 2));
    }
    /// A row of such a sheet: texts; "=…" a formula without its result; a number as a number; "" no cell.
    static QByteArray sheetRow(int row, const QStringList &cells)
    {
        QByteArray text = "<row r=\"" + QByteArray::number(row) + "\">";
        for (qsizetype i = 0; i < cells.size(); ++i) {
            const QByteArray at = "<c r=\"" + QByteArray(1, char('A' + i)) + QByteArray::number(row) + "\"";
            bool isNumber = false;
            cells[i].toDouble(&isNumber);
            if (cells[i].startsWith('='))
                text += at + "><f>" + cells[i].mid(1).toUtf8() + "</f><v></v></c>";
            else if (isNumber)
                text += at + "><v>" + cells[i].toUtf8() + "</v></c>";
            else if (!cells[i].isEmpty())
                text += at + " t=\"inlineStr\"><is><t>" + cells[i].toUtf8() + "</t></is></c>";
        }
        return text + "</row>";
    }
    Result<ImportReport> run(const QString &source, const QString &layout = "auto",
                             bool dry = false) const
    {
        ImportPlan plan;
        plan.source = source;
        plan.layout = layout;
        plan.person = "tester";
        return runImport(*study, plan, dry);
    }
    ExamRow exam(const QString &query) const
    {
        const auto ids = study->find(query);
        if (!isOk(ids) || ids->size() != 1)
            return {};
        const auto row = study->exam(ids->front());
        return isOk(row) ? *row : ExamRow();
    }

    QTemporaryDir folder;
    std::unique_ptr<Study> study;
};

} // namespace retclip
