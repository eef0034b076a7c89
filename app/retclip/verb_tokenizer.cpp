// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/retclip/invocation.h"
#include "app/retclip/verbs.h"
#include "core/base/files.h"

#include <QCoreApplication>

namespace retclip::cli {

namespace {

Result<int> trainTokenizer(Invocation &call)
{
    RETCLIP_TRY(const auto study, call.study(OpenMode::readOnly));
    RETCLIP_TRY(std::vector<std::string> texts, study->reports(call.text("where")));
    for (std::string &text : texts)
        text = clean_report(text); // as every text is before it is tokenized
    if (texts.empty())
        return failure(ErrorCode::not_found,
                       message(QT_TRANSLATE_NOOP("Message", "The study has no reports to learn from.")),
                       message(QT_TRANSLATE_NOOP("Message", "No file was written.")),
                       message(QT_TRANSLATE_NOOP("Message", "Import reports first.")));
    TokenizerTraining options;
    options.vocabulary_size = int(call.integer("vocab-size"));
    options.model = call.text("kind").toStdString();
    RETCLIP_TRY(const TokenizerTrainingResult result,
                call.door().tokenizers().train(texts, options,
                                               pathOf(call.text("out")),
                                               call.stop()));
    if (result.vocabulary_size < options.vocabulary_size)
        call.out().note(QCoreApplication::translate("Command",
                            "The reports carry %1 pieces, fewer than the %2 wanted.")
                            .arg(result.vocabulary_size).arg(options.vocabulary_size));
    call.out().result({{"vocab_size", result.vocabulary_size}, {"coverage", result.coverage},
                       {"tokens_per_text", result.tokens_per_text}, {"texts", texts.size()},
                       {"file", call.text("out").toStdString()}},
                      QCoreApplication::translate("Command",
                          "%1 pieces from %2 reports; %3 % of characters known; %4 pieces a report")
                          .arg(result.vocabulary_size).arg(texts.size())
                          .arg(100 * result.coverage, 0, 'f', 2)
                          .arg(result.tokens_per_text, 0, 'f', 1));
    return statusDone;
}

} // namespace

Verb tokenizerVerb()
{
    return {"tokenizer", QT_TRANSLATE_NOOP("Command", "Train a tokenizer on a study's reports."),
            {{"train", QT_TRANSLATE_NOOP("Command", "Writes a SentencePiece model."),
              {studyPlace},
              {{"out", ValueKind::text, "FILE.model", QT_TRANSLATE_NOOP("Command", "File to write."),
                {}, "", 0, false, true},
               {"vocab-size", ValueKind::integer, "N",
                QT_TRANSLATE_NOOP("Command", "Pieces wanted; fewer where the texts carry fewer."), {},
                "2000", 8},
               {"kind", ValueKind::choice, "KIND", QT_TRANSLATE_NOOP("Command", "Kind of model."),
                {"unigram", "bpe"}, "unigram"},
               {"where", ValueKind::text, "QUERY",
                QT_TRANSLATE_NOOP("Command", "Only reports of exams that match.")}},
              "retclip tokenizer train odir.study --out t.model --vocab-size 800", trainTokenizer}}};
}

} // namespace retclip::cli
