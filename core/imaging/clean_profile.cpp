// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/clean_profile.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace retclip {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t header_size = 128, entry_size = 12, most_tags = 100;

std::uint64_t big(std::string_view bytes, std::size_t at, int width)
{
    std::uint64_t value = 0;
    for (int i = 0; i < width; ++i)
        value = value << 8 | static_cast<unsigned char>(bytes[at + std::size_t(i)]);
    return value;
}

void put_big(std::string &bytes, std::uint64_t value, int width)
{
    for (int i = width; i-- > 0;)
        bytes += char(value >> (8 * i) & 0xFF);
}

bool is_of_colour(std::string_view tag)
{
    static constexpr std::array kept{
        "rXYZ"sv, "gXYZ"sv, "bXYZ"sv, "rTRC"sv, "gTRC"sv, "bTRC"sv, "kTRC"sv, "wtpt"sv, "bkpt"sv, "chad"sv,
        "chrm"sv, "lumi"sv, "gamt"sv, "cicp"sv, "A2B0"sv, "A2B1"sv, "A2B2"sv, "B2A0"sv, "B2A1"sv, "B2A2"sv,
        "D2B0"sv, "D2B1"sv, "D2B2"sv, "D2B3"sv, "B2D0"sv, "B2D1"sv, "B2D2"sv, "B2D3"sv, "pre0"sv, "pre1"sv, "pre2"sv};
    return std::find(kept.begin(), kept.end(), tag) != kept.end();
}

/// How many bytes of a tag its type uses; nothing for a type that holds no colours, or one cut short.
std::optional<std::size_t> used_length(std::string_view data)
{
    if (data.size() < 12)
        return {};
    const std::string_view type = data.substr(0, 4);
    std::uint64_t length = 0;
    if (type == "XYZ ")
        length = 20;
    else if (type == "sf32")
        length = 44; // Nine of them: the adaptation.
    else if (type == "cicp")
        length = 12;
    else if (type == "chrm")
        length = 12 + 8 * big(data, 8, 2);
    else if (type == "curv")
        length = 12 + 2 * big(data, 8, 4);
    else if (type == "para") {
        static constexpr std::array parameters{1, 3, 4, 5, 7};
        const std::uint64_t kind = big(data, 8, 2);
        if (kind >= parameters.size())
            return {};
        length = 12 + 4 * std::uint64_t(parameters[kind]);
    } else if (type == "mft1" || type == "mft2") {
        if (data.size() < 52)
            return {};
        const std::uint64_t in = big(data, 8, 1), out = big(data, 9, 1), grid = big(data, 10, 1);
        std::uint64_t table = out;
        for (std::uint64_t i = 0; i < in && table <= data.size(); ++i)
            table *= grid;
        length = type == "mft1" ? 48 + 256 * in + table + 256 * out
                                : 52 + 2 * (big(data, 48, 2) * in + table + big(data, 50, 2) * out);
    } else if (type == "mAB " || type == "mBA " || type == "mpet") {
        length = data.size(); // Its parts lie anywhere in it.
    }
    return length == 0 || length > data.size() ? std::nullopt : std::optional(std::size_t(length));
}

/// The two tags that the standard asks of every profile, in the type of the profile's version.
std::string words(bool version4, bool description)
{
    std::string bytes;
    const std::string_view text = neutral_profile_name;
    if (version4) {
        bytes = "mluc";
        put_big(bytes, 0, 4), put_big(bytes, 1, 4), put_big(bytes, 12, 4);
        bytes += "enUS";
        put_big(bytes, 2 * text.size(), 4), put_big(bytes, 28, 4);
        for (const char c : text)
            put_big(bytes, std::uint64_t(c), 2);
    } else if (description) {
        bytes = "desc";
        put_big(bytes, 0, 4), put_big(bytes, text.size() + 1, 4);
        bytes += text;
        bytes.append(1 + 4 + 4 + 2 + 1 + 67, '\0'); // No Unicode, no script.
    } else {
        bytes = "text";
        put_big(bytes, 0, 4);
        bytes += text;
        bytes += '\0';
    }
    return bytes;
}

/// Version, class, spaces and intent; not: engine, date, platform, maker, model, creator, sum.
std::string clean_header(std::string_view old, std::size_t size)
{
    std::string header;
    put_big(header, size, 4);
    header.append(4, '\0');
    header += old[8];
    header += old[9];
    header.append(2, '\0');
    header += old.substr(12, 12); // Class and both colour spaces.
    put_big(header, 2000, 2), put_big(header, 1, 2), put_big(header, 1, 2); // A day must be there.
    header.append(6, '\0');
    header += "acsp"sv;
    header.append(4, '\0');
    header.append(20, '\0'); // Flags, maker, model, attributes.
    header += old.substr(64, 16); // Intent and the white of the connection space.
    header.append(header_size - header.size(), '\0');
    return header;
}

struct CleanTag
{
    std::string name, data;
};

} // namespace

std::string clean_profile(std::string_view profile)
{
    if (profile.size() < header_size + 4 || profile.substr(36, 4) != "acsp")
        return {};
    const std::uint64_t count = big(profile, header_size, 4);
    if (count > most_tags || profile.size() < header_size + 4 + entry_size * count)
        return {};
    const bool version4 = profile[8] >= 4;
    std::vector<CleanTag> tags{{"desc", words(version4, true)}, {"cprt", words(version4, false)}};
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t entry = header_size + 4 + entry_size * i;
        const std::string_view name = profile.substr(entry, 4);
        const std::uint64_t at = big(profile, entry + 4, 4), length = big(profile, entry + 8, 4);
        if (at > profile.size() || length > profile.size() - at)
            continue; // As Little CMS does.
        std::string data(profile.substr(std::size_t(at), std::size_t(length)));
        const auto used = used_length(data);
        if (!is_of_colour(name) || !used)
            continue;
        data.resize(*used);
        std::fill_n(data.begin() + 4, 4, '\0'); // Reserved.
        tags.push_back({std::string(name), std::move(data)});
    }
    std::string table, body;
    std::vector<std::size_t> places;
    put_big(table, tags.size(), 4);
    const std::size_t first = header_size + 4 + entry_size * tags.size();
    for (std::size_t i = 0; i < tags.size(); ++i) {
        std::size_t place = 0;
        for (std::size_t other = 0; other < i && place == 0; ++other) // Three curves are often one.
            if (tags[other].data == tags[i].data)
                place = places[other];
        if (place == 0) {
            place = first + body.size();
            body += tags[i].data;
            body.append((4 - body.size() % 4) % 4, '\0');
        }
        places.push_back(place);
        table += tags[i].name;
        put_big(table, place, 4), put_big(table, tags[i].data.size(), 4);
    }
    return clean_header(profile, first + body.size()) + table + body;
}

} // namespace retclip
