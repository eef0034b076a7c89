// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/retclip/invocation.h"
#include "app/retclip/verbs.h"
#include "core/base/files.h"

#include <algorithm>
#include <charconv>
#include <iostream>
#include <string_view>

namespace retclip::cli {

namespace {

/// The code unit of a \\uXXXX at that place, or -1.
int escapedUnit(std::string_view text, std::size_t at)
{
    if (at + 6 > text.size() || text[at] != '\\' || text[at + 1] != 'u')
        return -1;
    int value = 0;
    const auto read = std::from_chars(text.data() + at + 2, text.data() + at + 6, value, 16);
    return read.ec == std::errc() && read.ptr == text.data() + at + 6 && text[at + 2] != '-' ? value : -1;
}

/// JSON may escape half of a surrogate pair. Python reads it as a character of its own, of a
/// category that the tokenizer keeps and in no vocabulary: so is the last private character of
/// Unicode, which takes its place here.
std::string withoutLoneSurrogates(std::string_view json)
{
    std::string result;
    for (std::size_t at = 0; at < json.size();) {
        const std::size_t length = json[at] == '\\' ? std::min<std::size_t>(2, json.size() - at) : 1;
        const int unit = escapedUnit(json, at);
        if (unit >= 0xD800 && unit <= 0xDFFF) {
            const int next = escapedUnit(json, at + 6);
            const bool pair = unit < 0xDC00 && next >= 0xDC00 && next <= 0xDFFF;
            result += pair ? json.substr(at, 12) : std::string_view("\\udbff\\udffd");
            at += pair ? 12 : 6;
            continue;
        }
        result += json.substr(at, length);
        at += length;
    }
    return result;
}

Result<int> runTokenize(Invocation &call)
{
    RETCLIP_TRY(const auto tokenizer,
                call.door().tokenizers().open(pathOf(call.text("tokenizer"))));
    const int context = int(call.integer("context"));
    const bool cleaning = !call.has("no-cleaning");
    bool failed = false;
    std::int64_t row = 0;
    std::string line;
    while (!call.stop().stop_requested() && std::getline(std::cin, line)) {
        ++row;
        if (!line.empty() && line.back() == '\r')
            line.pop_back();
        if (!line.empty() && line.front() == '"') {
            const Json json = Json::parse(withoutLoneSurrogates(line), nullptr, false);
            if (!json.is_string()) {
                const Message what = message(
                    QT_TRANSLATE_NOOP("Message", "Line %1 starts with a quotation mark, but is no JSON string."),
                    {std::to_string(row)});
                failed = true;
                call.out().result({{"row", row}, {"error", what.english()}}, {});
                call.out().error({ErrorCode::unreadable, what,
                                  message(QT_TRANSLATE_NOOP("Message", "The other lines are done.")),
                                  message(QT_TRANSLATE_NOOP("Message", "Mend that line.")), {}});
                continue;
            }
            line = json.get<std::string>();
        }
        const Tokens tokens = tokenizer->encode(cleaning ? clean_report(line) : line, context);
        QString text;
        if (!call.out().isJson())
            for (int i = 0; i < tokens.length; ++i)
                text += (i ? QStringLiteral(" ") : QString()) + QString::number(tokens.ids[std::size_t(i)]);
        call.out().result({{"ids", tokens.ids}, {"length", tokens.length},
                           {"truncated", tokens.truncated}}, text);
    }
    if (call.stop().stop_requested())
        return cancelled();
    return failed ? statusFailed : statusDone;
}

} // namespace

Verb tokenizeVerb()
{
    return {"tokenize", QT_TRANSLATE_NOOP("Command", "Turn texts into ids."),
            {{"", QT_TRANSLATE_NOOP("Command",
                  "Reads a text a line from standard input: a JSON string where it starts with a "
                  "quotation mark, else plain."),
              {},
              {{"tokenizer", ValueKind::text, "FILE",
                QT_TRANSLATE_NOOP("Command", "vocab.txt or a SentencePiece model."), {}, "", 0, false, true},
               {"context", ValueKind::integer, "N",
                QT_TRANSLATE_NOOP("Command", "Ids a text, padding included."), {}, "100", 2},
               {"no-cleaning", ValueKind::flag, "",
                QT_TRANSLATE_NOOP("Command", "The tokenizer alone, without report cleaning.")}},
              "echo 双眼视盘边界清 | retclip tokenize --tokenizer vocab.txt --context 100 --json", runTokenize}}};
}

} // namespace retclip::cli
