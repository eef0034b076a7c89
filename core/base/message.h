// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <utility>
#include <vector>

// Marks a sentence for lupdate in code that does not know Qt. Qt defines the same macro with the
// same meaning, so a file that includes both is fine.
#ifndef QT_TRANSLATE_NOOP
#define QT_TRANSLATE_NOOP(scope, x) x
#endif

namespace retclip {

/// A sentence for a person: English text with %1 … %9, and the arguments apart, so that a layer
/// that knows Qt can translate the text (context "Message") before it fills the arguments in.
///
/// Write it as  message(QT_TRANSLATE_NOOP("Message", "Row %1 has no picture."), {"12"}).
struct Message
{
    std::string text;
    std::vector<std::string> arguments;

    Message() = default;
    Message(const char *sentence) : text(sentence) {}
    Message(std::string sentence, std::vector<std::string> values = {})
        : text(std::move(sentence)), arguments(std::move(values))
    {
    }

    [[nodiscard]] bool empty() const { return text.empty(); }

    /// The English sentence with its arguments filled in.
    [[nodiscard]] std::string english() const;
};

[[nodiscard]] inline Message message(const char *text, std::vector<std::string> arguments = {})
{
    return Message(std::string(text), std::move(arguments));
}

/// Fills %1 … %9 of a (translated) text. A percent sign that no argument answers stays.
[[nodiscard]] std::string fill_arguments(const std::string &text,
                                         const std::vector<std::string> &arguments);

} // namespace retclip
