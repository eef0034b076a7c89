// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/retclip/exam_json.h"
#include "app/retclip/invocation.h"
#include "app/retclip/shown_words.h"
#include "app/retclip/verbs.h"
#include "core/study/history_search.h"
#include "core/study/moment.h"
#include "core/study/restore.h"

#include <QCoreApplication>

namespace retclip::cli {

namespace {

Result<QDateTime> momentOf(Invocation &call, const char *option)
{
    if (!call.has(option))
        return QDateTime();
    const auto moment = momentFrom(call.text(option));
    if (!moment)
        return wrongUsage(message(QT_TRANSLATE_NOOP("Message", "\"%1\" is no moment."), {call.text(option).toStdString()}),
                          message(QT_TRANSLATE_NOOP("Message", "Write 2026-11-24, \"2026-11-24 14:05\", tuesday, yesterday, 3d or 2h.")));
    return *moment;
}

Result<int> counts(Invocation &call, const Study &study, const HistoryQuery &query)
{
    RETCLIP_TRY(const QVector<HistoryCount> counted, countHistory(study, query));
    for (const HistoryCount &each : counted)
        call.out().result({{"reader", each.person.toStdString()}, {"kind", each.kind.toStdString()},
                           {"edits", each.edits}, {"items", each.items}, {"undone", each.undone},
                           {"last", each.last.toUTC().toString(Qt::ISODateWithMs).toStdString()}},
                          QStringLiteral("%1\t%2\t%3\t%4\t%5").arg(shownPerson(each.person), shownKind(each.kind)).arg(each.edits).arg(each.items)
                              .arg(each.last.toLocalTime().toString(Qt::ISODate)));
    return statusDone;
}

/// Words that nothing in any history can hold, or nothing in this one, are mistakes and no empty answer.
Result<void> checkWords(const Study &study, const HistoryQuery &query)
{
    static const QStringList known{
        QStringLiteral("label"), QStringLiteral("tag"), QStringLiteral("untag"), QStringLiteral("comment"),
        QStringLiteral("exclude"), QStringLiteral("include"), QStringLiteral("unsure"), QStringLiteral("sure"),
        QStringLiteral("verdict"), QStringLiteral("clear_verdict"), QStringLiteral("swap"), QStringLiteral("eye"),
        QStringLiteral("pair"), QStringLiteral("split"), QStringLiteral("marks"), QStringLiteral("redact"),
        QStringLiteral("region"), QStringLiteral("region_change"), QStringLiteral("region_remove"),
        QStringLiteral("grade"), QStringLiteral("settle"), QStringLiteral("round"), QStringLiteral("reasons"),
        QStringLiteral("define"), QStringLiteral("label_set"), QStringLiteral("query"), QStringLiteral("sheet"),
        QStringLiteral("dataset"), QStringLiteral("import"), QStringLiteral("edit"), QStringLiteral("undo"),
        QStringLiteral("redo"), QStringLiteral("restore")};
    if (query.kind.isEmpty() && query.person.isEmpty())
        return {};
    RETCLIP_TRY(const QVector<HistoryCount> counted, countHistory(study, {}));
    QStringList kinds = known, people;
    for (const HistoryCount &each : counted) {
        kinds << each.kind;
        people << each.person;
    }
    kinds.removeDuplicates();
    people.removeDuplicates();
    if (!query.kind.isEmpty() && !kinds.contains(query.kind))
        return wrongUsage(message(QT_TRANSLATE_NOOP("Message", "%1 takes one of %2, not \"%3\"."),
                                  {"--kind", kinds.join(QStringLiteral(", ")).toStdString(), query.kind.toStdString()}),
                          message(QT_TRANSLATE_NOOP("Message", "See retclip history --summary.")));
    if (!query.person.isEmpty() && !people.contains(query.person))
        return failure(ErrorCode::not_found,
                       message(QT_TRANSLATE_NOOP("Message", "Nobody called \"%1\" stands in the history."), {query.person.toStdString()}),
                       message(QT_TRANSLATE_NOOP("Message", "Nothing was changed.")),
                       people.isEmpty() ? message(QT_TRANSLATE_NOOP("Message", "There is none yet."))
                                        : message(QT_TRANSLATE_NOOP("Message", "Choose one of: %1."),
                                                  {people.join(QStringLiteral(", ")).toStdString()}));
    return {};
}

Result<int> history(Invocation &call)
{
    HistoryQuery query;
    RETCLIP_TRY(query.since, momentOf(call, "since"));
    RETCLIP_TRY(query.until, momentOf(call, "until"));
    query.person = call.text("reader");
    query.kind = call.text("kind");
    query.limit = int(call.integer("limit", 1'000'000'000));
    RETCLIP_TRY(const auto study, call.study(OpenMode::readOnly));
    RETCLIP_CHECK(checkWords(*study, query));
    if (call.has("exam")) {
        RETCLIP_TRY(query.exam, study->examByCode(call.text("exam")));
    }
    if (call.has("summary"))
        return counts(call, *study, query);
    RETCLIP_TRY(const QVector<HistoryRow> rows, searchHistory(*study, query));
    for (const HistoryRow &row : rows)
        call.out().result(historyJson(row),
                          QStringLiteral("%1\t%2\t%3\t%4\t%5%6").arg(row.edit.value)
                              .arg(row.time.toString(Qt::ISODate), shownPerson(row.person), shownKind(row.kind),
                                   shownSummary(row),
                                   row.undone ? u'\t' + QCoreApplication::translate("Command", "(undone)") : QString()));
    return statusDone;
}

/// "12", or a moment.
Result<EditId> editNamed(const Study &study, const QString &text)
{
    bool number = false;
    const qint64 edit = text.toLongLong(&number);
    if (number && edit >= 0)
        return EditId{edit};
    if (number)
        return wrongUsage(message(QT_TRANSLATE_NOOP("Message", "There is no edit %1: edits are counted from 1."), {text.toStdString()}),
                          message(QT_TRANSLATE_NOOP("Message", "Write 0 for how it was before the first edit.")));
    const auto moment = momentFrom(text);
    if (!moment)
        return wrongUsage(message(QT_TRANSLATE_NOOP("Message", "\"%1\" is neither the number of an edit nor a moment."), {text.toStdString()}),
                          message(QT_TRANSLATE_NOOP("Message", "Write 12, 2026-11-24, \"2026-11-24 14:05\", tuesday, yesterday, 3d or 2h.")));
    return editAt(study, *moment);
}

Json planJson(const RestorePlan &plan)
{
    Json kept = Json::array(), stays = Json::object();
    for (const QString &code : plan.keptByImport)
        kept.push_back(code.toStdString());
    for (auto kind = plan.stays.cbegin(); kind != plan.stays.cend(); ++kind)
        stays[kind.key().toStdString()] = kind.value();
    return {{"to", plan.to.value},
            {"time", plan.time.isValid() ? Json(plan.time.toUTC().toString(Qt::ISODateWithMs).toStdString()) : Json(nullptr)},
            {"later_edits", plan.laterEdits}, {"changes", plan.changes.size()}, {"items", plan.exams.size()},
            {"kept_by_import", kept}, {"stays", stays}};
}

QString restoredWords(const RestorePlan &plan, bool dry)
{
    const int exams = int(plan.exams.size());
    if (!plan.to.valid())
        return dry ? QCoreApplication::translate("Command", "Would set back %n exam(s) to how they were before the first edit.", nullptr, exams)
                   : QCoreApplication::translate("Command", "Set back %n exam(s) to how they were before the first edit.", nullptr, exams);
    return (dry ? QCoreApplication::translate("Command", "Would set back %n exam(s) to how they were after edit %1 (%2).", nullptr, exams)
                : QCoreApplication::translate("Command", "Set back %n exam(s) to how they were after edit %1 (%2).", nullptr, exams))
        .arg(plan.to.value)
        .arg(plan.time.isValid() ? plan.time.toLocalTime().toString(Qt::ISODate) : QStringLiteral("-"));
}

Result<int> restore(Invocation &call)
{
    const bool dry = call.has("dry-run");
    RETCLIP_TRY(const auto study, call.study(dry ? OpenMode::readOnly : OpenMode::readWrite));
    RETCLIP_TRY(const EditId to, editNamed(*study, call.text("to")));
    RETCLIP_TRY(const RestorePlan plan, planRestore(*study, to));
    Json json = planJson(plan);
    if (dry) {
        RETCLIP_TRY(const std::vector<DescribedChange> changes, describeChanges(*study, plan.changes));
        json["changes"] = Json::array();
        for (const DescribedChange &change : changes) {
            json["changes"].push_back(changeJson(change));
            if (!call.out().isJson())
                call.out().text(shownChange(change));
        }
    } else {
        RETCLIP_TRY(const EditReceipt receipt, restoreTo(*study, to, call.person()));
        json["edit"] = receipt.edit.valid() ? Json(receipt.edit.value) : Json(nullptr);
        json["hash"] = receipt.edit.valid() ? Json(receipt.hash.toStdString()) : Json(nullptr);
    }
    call.out().result(json, {});
    call.out().note(restoredWords(plan, dry));
    if (!plan.keptByImport.isEmpty())
        call.out().note(QCoreApplication::translate("Command", "Left as they are, since an import has changed them or exams that photographs went between: %1")
                            .arg(plan.keptByImport.mid(0, 20).join(QStringLiteral(", "))));
    return statusDone;
}

} // namespace

Verb historyVerb()
{
    return {"history", QT_TRANSLATE_NOOP("Command", "Show who changed what and when, newest first."),
            {{"", "", {studyPlace},
              {{"exam", ValueKind::text, "ID", QT_TRANSLATE_NOOP("Command", "Of one exam.")},
               {"since", ValueKind::text, "MOMENT",
                QT_TRANSLATE_NOOP("Command", "From then on: 2026-11-24, tuesday, yesterday, 3d …")},
               {"until", ValueKind::text, "MOMENT", QT_TRANSLATE_NOOP("Command", "Up to then.")},
               {"reader", ValueKind::text, "NAME", QT_TRANSLATE_NOOP("Command", "Only what this person did.")},
               {"kind", ValueKind::text, "K",
                QT_TRANSLATE_NOOP("Command", "Only of this kind: label, tag, verdict, import, restore …")},
               {"summary", ValueKind::flag, "",
                QT_TRANSLATE_NOOP("Command", "A line a person and kind: how many edits of how many exams.")},
               {"limit", ValueKind::integer, "N", QT_TRANSLATE_NOOP("Command", "At most so many."), {},
                "", 0}},
              "retclip history odir.study --since tuesday --summary", history}}};
}

Form studyRestoreForm()
{
    return {"restore",
            QT_TRANSLATE_NOOP("Command", "Sets what people decided back to how it was, as one new edit that undo takes back; nothing is deleted."),
            {studyPlace},
            {{"to", ValueKind::text, "TIME|EDIT",
              QT_TRANSLATE_NOOP("Command", "How it was after this edit, or at this moment; 0: before the first."), {}, "", 0, false, true},
             {"dry-run", ValueKind::flag, "", QT_TRANSLATE_NOOP("Command", "List what would change, and change nothing.")},
             {"reader", ValueKind::text, "NAME",
              QT_TRANSLATE_NOOP("Command", "Whose name stands in the journal; else the login.")}},
            "retclip study restore odir.study --to \"2026-11-24 14:05\" --dry-run", restore};
}

} // namespace retclip::cli
