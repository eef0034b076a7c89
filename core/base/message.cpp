// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/message.h"

namespace retclip {

std::string fill_arguments(const std::string &text, const std::vector<std::string> &arguments)
{
    std::string filled;
    filled.reserve(text.size() + 32);
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool placeholder =
            text[i] == '%' && i + 1 < text.size() && text[i + 1] >= '1' && text[i + 1] <= '9';
        const std::size_t number = placeholder ? std::size_t(text[i + 1] - '1') : 0;
        if (placeholder && number < arguments.size()) {
            filled += arguments[number];
            ++i;
        } else {
            filled += text[i];
        }
    }
    return filled;
}

std::string Message::english() const
{
    return fill_arguments(text, arguments);
}

} // namespace retclip
