// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/dicom.h"

#include <cstdint>
#include <string_view>

#include <iconv.h>

namespace retclip {
namespace {

/// EUC-JP of a run of two-byte characters to UTF-8; empty where it is none.
std::string utf8_from_euc_jp(std::string euc)
{
    const iconv_t converter = iconv_open("UTF-8", "EUC-JP");
    if (converter == iconv_t(-1))
        return {};
    std::string out(euc.size() * 2 + 8, '\0');
    char *from = euc.data(), *to = out.data();
    std::size_t from_left = euc.size(), to_left = out.size();
    const bool good = iconv(converter, &from, &from_left, &to, &to_left) != std::size_t(-1);
    iconv_close(converter);
    out.resize(out.size() - to_left);
    return good ? out : std::string();
}

/// Half-width katakana of JIS X 0201 (0xA1 … 0xDF) stand at U+FF61 … in the same order.
void append_katakana(std::string &out, std::uint8_t byte)
{
    const std::uint32_t point = 0xFF61u + (byte - 0xA1u);
    out += char(0xE0 | (point >> 12));
    out += char(0x80 | ((point >> 6) & 0x3F));
    out += char(0x80 | (point & 0x3F));
}

enum class Shape { single, double_0208, double_0212 };

/// The set that an escape sequence (PS3.3 C.12.1.1.2) chooses; moves past it.
Shape escaped(std::string_view text, std::size_t &at)
{
    const std::string_view rest = text.substr(at + 1);
    if (rest.starts_with("$B") || rest.starts_with("$@")) {
        at += 3;
        return Shape::double_0208;
    }
    if (rest.starts_with("$(D")) {
        at += 4;
        return Shape::double_0212;
    }
    at += std::min<std::size_t>(3, text.size() - at); // ESC ( B, ESC ( J, ESC ) I
    return Shape::single;
}

} // namespace

std::string utf8_from_iso2022_japanese(const std::string &text)
{
    std::string out;
    Shape shape = Shape::single;
    for (std::size_t at = 0; at < text.size();) {
        const auto byte = std::uint8_t(text[at]);
        if (byte == 0x1B) {
            shape = escaped(text, at);
        } else if (shape == Shape::single || byte < 0x21) {
            if (byte >= 0xA1 && byte <= 0xDF)
                append_katakana(out, byte);
            else
                out += text[at];
            ++at;
        } else {
            std::string euc;
            while (at + 1 < text.size() && std::uint8_t(text[at]) >= 0x21
                   && std::uint8_t(text[at]) != 0x1B) {
                if (shape == Shape::double_0212)
                    euc += char(0x8F);
                euc += char(std::uint8_t(text[at]) | 0x80);
                euc += char(std::uint8_t(text[at + 1]) | 0x80);
                at += 2;
            }
            if (euc.empty())
                ++at; // a lone last byte
            out += utf8_from_euc_jp(euc);
        }
    }
    return out;
}

} // namespace retclip
