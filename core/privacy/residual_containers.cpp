// SPDX-License-Identifier: GPL-3.0-or-later
// Walks the containers by itself; no code is shared with core/imaging/metadata_containers.cpp.
#include "core/privacy/residual_containers.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace retclip {

namespace {

std::uint64_t numberIn(std::string_view bytes, std::size_t at, std::size_t width, bool little)
{
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < width; ++i) {
        const std::size_t place = at + (little ? width - 1 - i : i);
        value = value << 8 | (place < bytes.size() ? std::uint8_t(bytes[place]) : 0U);
    }
    return value;
}

bool isNought(std::string_view bytes)
{
    return bytes.find_first_not_of('\0') == std::string_view::npos;
}

void tell(QStringList &left, const QString &what)
{
    if (!left.contains(what))
        left.append(what);
}

const QString behind = QStringLiteral("bytes behind the picture");

QStringList inWebp(std::string_view bytes, const ContainerJudges &saysMore)
{
    QStringList left;
    std::size_t at = 12;
    const std::size_t end = std::min<std::size_t>(bytes.size(), std::size_t(numberIn(bytes, 4, 4, true)) + 8);
    while (at + 8 <= end) {
        const std::string_view kind = bytes.substr(at, 4);
        const auto length = std::size_t(numberIn(bytes, at + 4, 4, true));
        if (length > bytes.size() - at - 8)
            break;
        const std::string_view content = bytes.substr(at + 8, length);
        if (kind == "EXIF" && saysMore.exif(content))
            tell(left, QStringLiteral("EXIF"));
        else if (kind == "XMP ")
            tell(left, QStringLiteral("XMP"));
        else if (kind == "ICCP" && saysMore.profile(content))
            tell(left, QStringLiteral("words of the colour profile"));
        else if (kind == "VP8X" && (length != 10 || !isNought(content.substr(1, 3))))
            tell(left, QStringLiteral("chunk VP8X"));
        else if (kind != "EXIF" && kind != "ICCP" && kind != "VP8X" && kind != "VP8 " && kind != "VP8L" && kind != "ALPH")
            tell(left, QStringLiteral("chunk %1").arg(QString::fromLatin1(kind.data(), 4)));
        if (length % 2 == 1 && at + 8 + length < bytes.size() && bytes[at + 8 + length] != '\0')
            tell(left, QStringLiteral("bytes between chunks"));
        at += 8 + length + length % 2;
    }
    if (at < bytes.size())
        tell(left, behind);
    return left;
}

/// From the start of a codestream of JPEG 2000; says where it ends.
std::size_t lookAtCodestream(std::string_view bytes, std::size_t at, QStringList &left)
{
    at += 2;
    bool tile = false;
    std::size_t tileEnd = 0;
    while (at + 4 <= bytes.size()) {
        const auto marker = numberIn(bytes, at, 2, false);
        if (marker == 0xFFD9)
            return at + 2;
        const auto length = std::size_t(numberIn(bytes, at + 2, 2, false));
        if (marker == 0xFF64 && length > 4 && at + 2 + length <= bytes.size() && !isNought(bytes.substr(at + 6, length - 4)))
            tell(left, QStringLiteral("comment"));
        if (marker == 0xFF90) {
            tile = true;
            const auto told = std::size_t(numberIn(bytes, at + 6, 4, false));
            const std::size_t last = bytes.rfind("\xFF\xD9");
            tileEnd = told > 0 ? at + told : last == std::string_view::npos ? bytes.size() : last;
        }
        if (marker == 0xFF93) {
            if (!tile || tileEnd <= at)
                break;
            at = tileEnd;
            continue;
        }
        at += 2 + std::max<std::size_t>(2, length);
    }
    return bytes.size();
}

void lookAtBoxes(std::string_view bytes, std::size_t at, std::size_t end, bool header, QStringList &left, const ContainerJudges &saysMore)
{
    while (at + 8 <= end) {
        auto length = std::size_t(numberIn(bytes, at, 4, false));
        std::size_t head = 8;
        if (length == 1) {
            length = std::size_t(numberIn(bytes, at + 8, 8, false));
            head = 16;
        } else if (length == 0) {
            length = end - at;
        }
        if (length < head || length > end - at)
            break;
        const std::string_view kind = bytes.substr(at + 4, 4), content = bytes.substr(at + head, length - head);
        if (kind == "jp2h" && !header)
            lookAtBoxes(bytes, at + head, at + length, true, left, saysMore);
        else if (kind == "jp2c") {
            if (at + head + (lookAtCodestream(content, 0, left)) < at + length)
                tell(left, behind);
        } else if (kind == "colr" && header) {
            if (content.size() > 3 && content[0] != 1 && saysMore.profile(content.substr(3)))
                tell(left, QStringLiteral("words of the colour profile"));
            if (content.size() > 7 && content[0] == 1)
                tell(left, QStringLiteral("box colr"));
        } else if (kind == "ftyp") {
            for (std::size_t i = 8; i + 4 <= content.size(); i += 4)
                if (content.substr(i, 2) != "jp")
                    tell(left, QStringLiteral("box ftyp"));
        } else {
            static constexpr std::array fine{"jP  ", "ihdr", "bpcc", "pclr", "cmap", "cdef"};
            if (std::none_of(fine.begin(), fine.end(), [&](const char *each) { return kind == each; }))
                tell(left, QStringLiteral("box %1").arg(QString::fromLatin1(kind.data(), 4).trimmed()));
        }
        at += length;
    }
    if (at < end)
        tell(left, behind);
}

QStringList inJpeg2000(std::string_view bytes, const ContainerJudges &saysMore)
{
    QStringList left;
    if (bytes.starts_with("\xFF\x4F")) {
        if (lookAtCodestream(bytes, 0, left) < bytes.size())
            tell(left, behind);
    } else {
        lookAtBoxes(bytes, 0, bytes.size(), false, left, saysMore);
    }
    return left;
}

QStringList inBmp(std::string_view bytes)
{
    QStringList left;
    const auto header = std::size_t(numberIn(bytes, 14, 4, true)), pixels = std::size_t(numberIn(bytes, 10, 4, true));
    const bool old = header == 12;
    const auto width = std::size_t(numberIn(bytes, 18, old ? 2 : 4, true)), bits = std::size_t(numberIn(bytes, old ? 24 : 28, 2, true));
    const auto tall = old ? std::int64_t(numberIn(bytes, 20, 2, true)) : std::int64_t(std::int32_t(numberIn(bytes, 22, 4, true)));
    const auto compression = old ? 0 : numberIn(bytes, 30, 4, true);
    auto colours = std::size_t(header >= 40 ? numberIn(bytes, 46, 4, true) : 0);
    if (bits <= 8 && (colours == 0 || colours > std::size_t(1) << bits))
        colours = std::size_t(1) << bits;
    const std::size_t masks = header == 40 && compression == 3 ? 12 : header == 40 && compression == 6 ? 16 : 0;
    const std::size_t start = 14 + header + masks + (bits <= 8 ? colours * (old ? 3 : 4) : 0);
    if (!isNought(bytes.substr(6, 4)))
        tell(left, QStringLiteral("reserved bytes"));
    if (pixels > start && start < bytes.size() && !isNought(bytes.substr(start, pixels - start)))
        tell(left, QStringLiteral("bytes before the pixels"));
    if (header >= 124 && numberIn(bytes, 14 + 116, 4, true) > 0)
        tell(left, QStringLiteral("words of the colour profile"));
    if (compression == 1 || compression == 2)
        return left; // Where runs end only a reader of them knows: the length that the header tells.
    const std::size_t row = (width * bits + 31) / 32 * 4, used = (width * bits + 7) / 8, rows = std::size_t(tall < 0 ? -tall : tall);
    for (std::size_t i = 0; i < rows && pixels + i * row + used < bytes.size(); ++i)
        if (!isNought(bytes.substr(pixels + i * row + used, row - used))) {
            tell(left, QStringLiteral("bytes between the rows"));
            break;
        }
    if (pixels + rows * row < bytes.size())
        tell(left, behind);
    return left;
}

QStringList inGif(std::string_view bytes)
{
    QStringList left;
    const auto table = [&](std::size_t at) { return numberIn(bytes, at, 1, true) & 0x80 ? std::size_t(6) << (numberIn(bytes, at, 1, true) & 7) : 0; };
    const auto skipBlocks = [&](std::size_t at) {
        while (at < bytes.size() && bytes[at] != '\0')
            at += 1 + std::uint8_t(bytes[at]);
        return at + 1;
    };
    std::size_t at = 13 + table(10);
    while (at < bytes.size()) {
        const auto kind = std::uint8_t(bytes[at]);
        if (kind == 0x3B) {
            if (at + 1 < bytes.size())
                tell(left, behind);
            return left;
        }
        if (kind == 0x21) {
            const auto label = numberIn(bytes, at + 1, 1, true);
            if (label != 0xF9)
                tell(left, label == 0xFE ? QStringLiteral("comment") : QStringLiteral("block %1").arg(label));
            at = skipBlocks(at + 2);
        } else if (kind == 0x2C) {
            at = skipBlocks(at + 11 + table(at + 9));
        } else {
            break;
        }
    }
    tell(left, behind); // No end, or something that is no block.
    return left;
}

} // namespace

std::optional<QStringList> metadataLeftInContainer(std::string_view bytes, const ContainerJudges &saysMore)
{
    if (bytes.starts_with("RIFF") && bytes.size() > 12 && bytes.substr(8, 4) == "WEBP")
        return inWebp(bytes, saysMore);
    if (bytes.starts_with("\xFF\x4F\xFF\x51") || bytes.starts_with(std::string_view("\0\0\0\x0CjP  ", 8)))
        return inJpeg2000(bytes, saysMore);
    if (bytes.starts_with("BM") && bytes.size() > 26 && numberIn(bytes, 15, 3, true) == 0)
        return inBmp(bytes);
    if (bytes.starts_with("GIF87a") || bytes.starts_with("GIF89a"))
        return inGif(bytes);
    return {};
}

} // namespace retclip
