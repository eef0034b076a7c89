// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/text_encoding.h"

#include <QStringDecoder>

#include <iconv.h>

#include <algorithm>
#include <cerrno>

namespace retclip {

namespace {

uchar byteAt(QByteArrayView bytes, qsizetype i)
{
    return static_cast<uchar>(bytes[i]);
}

/// The bytes of the UTF-8 character at `i`; 0: there is none.
int utf8LengthAt(QByteArrayView bytes, qsizetype i)
{
    const uchar lead = byteAt(bytes, i);
    if (lead < 0x80)
        return 1;
    const int length = lead >= 0xC2 && lead <= 0xDF ? 2
        : (lead & 0xF0) == 0xE0                     ? 3
        : lead >= 0xF0 && lead <= 0xF4              ? 4
                                                    : 0;
    if (length == 0 || i + length > bytes.size())
        return 0;
    for (int k = 1; k < length; ++k)
        if ((byteAt(bytes, i + k) & 0xC0) != 0x80)
            return 0;
    const uchar second = byteAt(bytes, i + 1);
    if ((lead == 0xE0 && second < 0xA0) || (lead == 0xED && second > 0x9F) || (lead == 0xF0 && second < 0x90)
        || (lead == 0xF4 && second > 0x8F))
        return 0;
    return length;
}

struct Utf8Reading
{
    qsizetype characters = 0; ///< Of several bytes.
    qsizetype broken = 0;     ///< Places where no character starts.
};

Utf8Reading readAsUtf8(QByteArrayView bytes)
{
    Utf8Reading reading;
    for (qsizetype i = 0; i < bytes.size();) {
        const int length = utf8LengthAt(bytes, i);
        reading.characters += length > 1 ? 1 : 0;
        if (length > 0) {
            i += length;
            continue;
        }
        ++reading.broken;
        for (++i; i < bytes.size() && (byteAt(bytes, i) & 0xC0) == 0x80;)
            ++i;
    }
    return reading;
}

/// Of the high bytes, how many are pairs as Chinese text has them: lead and trail both above 0xA0.
double chineseShare(QByteArrayView bytes)
{
    qsizetype pairs = 0;
    qsizetype others = 0;
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        if (byteAt(bytes, i) < 0x80)
            continue;
        if (i + 1 < bytes.size() && byteAt(bytes, i) >= 0xA1 && byteAt(bytes, i + 1) >= 0xA1) {
            ++pairs;
            ++i;
        } else {
            ++others;
        }
    }
    return pairs + others == 0 ? 0 : double(pairs) / double(pairs + others);
}

QString throughIconv(QByteArrayView bytes, const char *encoding)
{
    const iconv_t converter = iconv_open("UTF-8", encoding);
    if (converter == iconv_t(-1))
        return {};
    QByteArray text;
    text.reserve(bytes.size() + bytes.size() / 2);
    char *in = const_cast<char *>(bytes.data());
    size_t left = size_t(bytes.size());
    char block[16384];
    while (left > 0) {
        char *out = block;
        size_t room = sizeof block;
        const size_t done = iconv(converter, &in, &left, &out, &room);
        text.append(block, qsizetype(out - block));
        if (done != size_t(-1) || errno == E2BIG)
            continue;
        // Not a character of this encoding, or cut: one mark for one byte, and on.
        text.append("\xEF\xBF\xBD");
        ++in;
        --left;
        iconv(converter, nullptr, nullptr, nullptr, nullptr);
    }
    iconv_close(converter);
    return QString::fromUtf8(text);
}

} // namespace

EncodingGuess guessEncoding(QByteArrayView bytes)
{
    const auto startsWith = [&](const char *mark, qsizetype length) {
        return bytes.size() >= length && std::equal(mark, mark + length, bytes.begin());
    };
    if (startsWith("\xEF\xBB\xBF", 3))
        return {QStringLiteral("UTF-8"), true, 3};
    if (startsWith("\xFF\xFE", 2))
        return {QStringLiteral("UTF-16LE"), true, 2};
    if (startsWith("\xFE\xFF", 2))
        return {QStringLiteral("UTF-16BE"), true, 2};

    // UTF-16 without a mark: tables hold many ASCII characters, so every other byte is zero.
    const qsizetype look = std::min<qsizetype>(bytes.size(), 4096);
    qsizetype evenZeros = 0;
    qsizetype oddZeros = 0;
    for (qsizetype i = 0; i < look; ++i)
        if (bytes[i] == 0)
            ++(i % 2 == 0 ? evenZeros : oddZeros);
    if (look >= 4 && oddZeros > look / 10 && evenZeros < look / 50)
        return {QStringLiteral("UTF-16LE"), false, 0};
    if (look >= 4 && evenZeros > look / 10 && oddZeros < look / 50)
        return {QStringLiteral("UTF-16BE"), false, 0};

    const Utf8Reading utf8 = readAsUtf8(bytes);
    if (utf8.broken == 0)
        return {QStringLiteral("UTF-8"), true, 0};
    // Another encoding is UTF-8 by chance here and there; a damaged file is not UTF-8 here and there.
    if (utf8.characters >= 10 * utf8.broken)
        return {QStringLiteral("UTF-8"), false, 0};
    if (chineseShare(bytes) > 0.5)
        return {QStringLiteral("GB18030"), false, 0};
    return {QStringLiteral("ISO-8859-1"), false, 0};
}

Result<QString> decodeText(QByteArrayView bytes, const QString &encoding)
{
    const QString name = encoding.toUpper().remove(QLatin1Char('-')).remove(QLatin1Char('_'));
    const EncodingGuess guess = guessEncoding(bytes.first(std::min<qsizetype>(bytes.size(), 4)));
    if (name == QLatin1String("UTF8") || name == QLatin1String("UTF8BOM")) {
        QStringDecoder decoder(QStringDecoder::Utf8);
        return QString(decoder(bytes));
    }
    if (name.startsWith(QLatin1String("UTF16"))) {
        const bool big = name.endsWith(QLatin1String("BE"))
            || (name == QLatin1String("UTF16") && guess.name == QLatin1String("UTF-16BE"));
        QStringDecoder decoder(big ? QStringDecoder::Utf16BE : QStringDecoder::Utf16LE);
        QString text = decoder(bytes);
        if (text.startsWith(QChar(0xFEFF)))
            text.remove(0, 1);
        return text;
    }
    if (name == QLatin1String("GB18030") || name == QLatin1String("GBK")
        || name == QLatin1String("GB2312") || name == QLatin1String("CP936"))
        return throughIconv(bytes, "GB18030");
    if (name == QLatin1String("ISO88591") || name == QLatin1String("LATIN1")
        || name == QLatin1String("WINDOWS1252"))
        return QString::fromLatin1(bytes);
    return failure(ErrorCode::unsupported,
                   message(QT_TRANSLATE_NOOP("Message", "The encoding %1 is not known."),
                           {encoding.toStdString()}),
                   message(QT_TRANSLATE_NOOP("Message", "Nothing was imported.")),
                   message(QT_TRANSLATE_NOOP("Message", "Choose one of: %1."),
                           {knownEncodings().join(QStringLiteral(", ")).toStdString()}));
}

QStringList knownEncodings()
{
    return {QStringLiteral("UTF-8"), QStringLiteral("GB18030"), QStringLiteral("UTF-16LE"),
            QStringLiteral("UTF-16BE"), QStringLiteral("ISO-8859-1")};
}

} // namespace retclip
