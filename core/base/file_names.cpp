// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/file_names.h"

#include <algorithm>

namespace retclip {
namespace {

/// Bytes of the sequence that starts there; 0: none that is right.
std::size_t sequence_length(std::string_view text)
{
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char first = byte(0);
    const std::size_t length = first < 0x80 ? 1 : first >= 0xC2 && first < 0xE0 ? 2 : first >= 0xE0 && first < 0xF0 ? 3
        : first >= 0xF0 && first < 0xF5                                       ? 4
                                                                              : 0;
    if (length == 0 || length > text.size())
        return 0;
    for (std::size_t i = 1; i < length; ++i)
        if ((byte(i) & 0xC0) != 0x80)
            return 0;
    const bool overlong = (first == 0xE0 && byte(1) < 0xA0) || (first == 0xF0 && byte(1) < 0x90);
    const bool surrogate = first == 0xED && byte(1) >= 0xA0;
    const bool beyond = first == 0xF4 && byte(1) >= 0x90;
    return overlong || surrogate || beyond ? 0 : length;
}

/// What is right stays; every other byte as \xB6.
std::string shown(std::string_view name)
{
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string text;
    while (!name.empty()) {
        const std::size_t length = sequence_length(name);
        if (length > 0) {
            text += name.substr(0, length);
        } else {
            const auto byte = static_cast<unsigned char>(name.front());
            text += {'\\', 'x', digits[byte >> 4], digits[byte & 15]};
        }
        name.remove_prefix(std::max<std::size_t>(1, length));
    }
    return text;
}

} // namespace

bool is_utf8(std::string_view text)
{
    while (!text.empty()) {
        const std::size_t length = sequence_length(text);
        if (length == 0)
            return false;
        text.remove_prefix(length);
    }
    return true;
}

std::vector<std::string> names_not_utf8(const std::filesystem::path &folder, std::size_t most)
{
    namespace fs = std::filesystem;
    std::vector<std::string> names;
    std::error_code error;
    fs::recursive_directory_iterator entry(folder, fs::directory_options::skip_permission_denied, error);
    for (; !error && entry != fs::recursive_directory_iterator() && names.size() < most; entry.increment(error)) {
        if (is_utf8(entry->path().filename().native()))
            continue;
        names.push_back(shown(entry->path().lexically_relative(folder).native()));
        entry.disable_recursion_pending();
    }
    std::sort(names.begin(), names.end());
    return names;
}

} // namespace retclip
