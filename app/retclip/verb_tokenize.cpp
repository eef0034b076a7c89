// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/retclip/invocation.h"
#include "app/retclip/verbs.h"
#include "core/base/files.h"

#include <iostream>

namespace retclip::cli {

namespace {

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
            const Json json = Json::parse(line, nullptr, false);
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
