// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/retclip/exam_json.h"
#include "app/retclip/invocation.h"
#include "app/retclip/shown_words.h"
#include "app/retclip/verbs.h"
#include "core/study/saved_queries.h"

namespace retclip::cli {

namespace {

Result<int> listQueries(Invocation &call)
{
    RETCLIP_TRY(const auto study, call.study(OpenMode::readOnly));
    RETCLIP_TRY(const QVector<SavedQuery> queries, savedQueries(*study));
    for (const SavedQuery &each : queries) {
        // One that is no longer understood is listed all the same.
        const auto count = study->count(each.query, call.stop());
        call.out().result({{"name", each.name.toStdString()}, {"query", each.query.toStdString()},
                           {"exams", count ? Json(*count) : Json(nullptr)}},
                          QStringLiteral("%1\t%2\t%3").arg(each.name, count ? QString::number(*count) : QStringLiteral("?"), each.query));
    }
    return statusDone;
}

Result<int> told(Invocation &call, const Result<EditReceipt> &receipt)
{
    if (!receipt)
        return failure(receipt.error());
    Json line = receiptJson(*receipt);
    if (!receipt->edit.valid())
        line["edit"] = line["hash"] = nullptr;
    call.out().result(line, shownSummary(*receipt));
    return statusDone;
}

Result<int> saveLine(Invocation &call)
{
    RETCLIP_TRY(const auto study, call.study(OpenMode::readWrite));
    return told(call, saveQuery(*study, call.positional("NAME"), call.positional("QUERY"), call.person()));
}

Result<int> renameLine(Invocation &call)
{
    RETCLIP_TRY(const auto study, call.study(OpenMode::readWrite));
    return told(call, renameQuery(*study, call.positional("NAME"), call.positional("TO"), call.person()));
}

Result<int> deleteLine(Invocation &call)
{
    RETCLIP_TRY(const auto study, call.study(OpenMode::readWrite));
    return told(call, deleteQuery(*study, call.positional("NAME"), call.person()));
}

} // namespace

Verb queriesVerb()
{
    const PositionalDescription name{"NAME", QT_TRANSLATE_NOOP("Command", "Name of the saved query.")};
    const OptionDescription reader{"reader", ValueKind::text, "NAME",
                                   QT_TRANSLATE_NOOP("Command", "Whose name stands in the journal; else the login.")};
    return {"queries", QT_TRANSLATE_NOOP("Command", "Queries under a name, kept in the study; saved:NAME finds what they find."),
            {{"list", QT_TRANSLATE_NOOP("Command", "A line a query, with how many exams it finds now."), {studyPlace}, {},
              "retclip queries odir.study list --json", listQueries},
             {"save", QT_TRANSLATE_NOOP("Command", "Saves a line under a name, or changes it."),
              {studyPlace, name, {"QUERY", QT_TRANSLATE_NOOP("Command", "The line, in quotation marks.")}}, {reader},
              "retclip queries odir.study save \"to check\" \"unlabelled eye:both\"", saveLine},
             {"rename", QT_TRANSLATE_NOOP("Command", "Gives it another name."),
              {studyPlace, name, {"TO", QT_TRANSLATE_NOOP("Command", "The new name.")}}, {reader},
              "retclip queries odir.study rename \"to check\" open", renameLine},
             {"delete", QT_TRANSLATE_NOOP("Command", "Takes it out of the list; undo brings it back."), {studyPlace, name}, {reader},
              "retclip queries odir.study delete open", deleteLine}}};
}

} // namespace retclip::cli
