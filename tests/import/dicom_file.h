// SPDX-License-Identifier: GPL-3.0-or-later
// Writes small DICOM files (PS3.10, explicit little endian) byte by byte, so that the tests need
// neither the library under test nor files of others.
#pragma once

#include <QByteArray>

namespace retclip {

class DicomFileMaker
{
public:
    /// Elements must be added in the order of their tags.
    DicomFileMaker &text(quint16 group, quint16 element, const char *kind, QByteArray value)
    {
        if (value.size() % 2)
            value += qstrncmp(kind, "UI", 2) == 0 ? '\0' : ' ';
        header(m_set, group, element, kind, value.size());
        m_set += value;
        return *this;
    }
    DicomFileMaker &number(quint16 group, quint16 element, quint16 value)
    {
        header(m_set, group, element, "US", 2);
        m_set += little(value, 2);
        return *this;
    }
    DicomFileMaker &pixels(const QByteArray &value)
    {
        header(m_set, 0x7FE0, 0x0010, "OW", value.size());
        m_set += value;
        return *this;
    }
    [[nodiscard]] QByteArray file(const QByteArray &syntax = "1.2.840.10008.1.2.1") const
    {
        DicomFileMaker meta;
        meta.text(0x0002, 0x0010, "UI", syntax);
        QByteArray start(128, '\0');
        start += "DICM";
        header(start, 0x0002, 0x0000, "UL", 4);
        start += little(quint32(meta.m_set.size()), 4);
        return start + meta.m_set + m_set;
    }
    /// As archives of old hold them: neither preamble nor meta header.
    [[nodiscard]] QByteArray bareFile() const { return m_set; }

private:
    static QByteArray little(quint32 value, int count)
    {
        QByteArray bytes;
        for (int i = 0; i < count; ++i)
            bytes += char(value >> (8 * i));
        return bytes;
    }
    static void header(QByteArray &out, quint16 group, quint16 element, const char *kind,
                       qsizetype length)
    {
        out += little(group, 2) + little(element, 2) + QByteArray(kind, 2);
        const bool wide = qstrncmp(kind, "OW", 2) == 0 || qstrncmp(kind, "OB", 2) == 0 || qstrncmp(kind, "SQ", 2) == 0;
        out += wide ? QByteArray(2, '\0') + little(quint32(length), 4)
                    : little(quint32(length), 2);
    }

    QByteArray m_set;
};

struct DicomSample
{
    QByteArray patient = "P1";
    QByteArray name = "TEST^A";
    QByteArray characterSet = "ISO_IR 192";
    QByteArray eye = "R";
    QByteArray date = "20240305";
    QByteArray instance = "1.2.3.1";
    QByteArray modality = "OP";
    int frames = 1;
    int seed = 0; ///< Another seed, other pixels.
};

/// An ophthalmic photograph of 8 × 6 pixels, RGB.
[[nodiscard]] inline DicomFileMaker dicomPhotograph(const DicomSample &sample)
{
    QByteArray pixels(8 * 6 * 3 * sample.frames, '\0');
    for (qsizetype i = 0; i < pixels.size(); ++i)
        pixels[i] = char((i * 7 + sample.seed * 31) % 251);
    DicomFileMaker maker;
    maker.text(0x0008, 0x0005, "CS", sample.characterSet)
        .text(0x0008, 0x0016, "UI",
              sample.modality == "OP" ? "1.2.840.10008.5.1.4.1.1.77.1.5.1"
                                      : "1.2.840.10008.5.1.4.1.1.2")
        .text(0x0008, 0x0018, "UI", sample.instance)
        .text(0x0008, 0x0020, "DA", sample.date)
        .text(0x0008, 0x0060, "CS", sample.modality)
        .text(0x0008, 0x0080, "LO", "Eye Clinic")
        .text(0x0008, 0x1090, "LO", "Camera 3")
        .text(0x0010, 0x0010, "PN", sample.name)
        .text(0x0010, 0x0020, "LO", sample.patient)
        .text(0x0010, 0x0030, "DA", "19640306")
        .text(0x0010, 0x0040, "CS", "F")
        .text(0x0020, 0x000D, "UI", "1.2.4." + sample.instance)
        .text(0x0020, 0x0062, "CS", sample.eye)
        .number(0x0028, 0x0002, 3)
        .text(0x0028, 0x0004, "CS", "RGB")
        .number(0x0028, 0x0006, 0)
        .text(0x0028, 0x0008, "IS", QByteArray::number(sample.frames))
        .number(0x0028, 0x0010, 6)
        .number(0x0028, 0x0011, 8)
        .number(0x0028, 0x0100, 8)
        .number(0x0028, 0x0101, 8)
        .number(0x0028, 0x0102, 7)
        .number(0x0028, 0x0103, 0)
        .pixels(pixels);
    return maker;
}

} // namespace retclip
