// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/retclip/exam_json.h"
#include "app/retclip/in_english.h"
#include "app/retclip/invocation.h"
#include "app/retclip/round_json.h"
#include "app/retclip/shown_words.h"
#include "app/retclip/verbs.h"
#include "core/study/reason_codes.h"
#include "core/study/round_state.h"

#include <QCoreApplication>

#include <algorithm>

namespace retclip::cli {

namespace {

Result<LabelSet> setOfRound(const Study &study, const ReadingRound &round)
{
    RETCLIP_TRY(const QVector<LabelSet> sets, study.labelSets());
    for (const LabelSet &set : sets)
        if (set.name == round.labelSet)
            return set;
    return failure(ErrorCode::not_found,
                   message(QT_TRANSLATE_NOOP("Message", "There is no label set %1."), {round.labelSet.toStdString()}),
                   message(QT_TRANSLATE_NOOP("Message", "Nothing was changed.")), {});
}

Json progressJson(const ReaderProgress &each)
{
    return {{"reader", each.reader.toStdString()},
            {"graded", each.graded},
            {"total", each.total},
            {"per_minute", each.pace.perMinute > 0 ? Json(each.pace.perMinute) : Json(nullptr)},
            {"sitting_minutes", each.pace.sittingMinutes},
            {"slower", each.pace.slower},
            {"rest", each.pace.rest}};
}

void showRound(Invocation &call, const ReadingRound &round)
{
    call.out().result(roundJson(round),
                      QStringLiteral("%1\t%2\t%3\t%4 + %5\t%6").arg(round.name, round.labelSet,
                                                                  round.readers.join(QStringLiteral(", ")))
                          .arg(round.cases).arg(round.repeats)
                          .arg(round.isOpen() ? QCoreApplication::translate("Command", "open")
                                              : QCoreApplication::translate("Command", "closed")));
}

Result<int> newRound(Invocation &call)
{
    RETCLIP_TRY(const auto study, call.study(OpenMode::readWrite));
    RoundOrder order;
    order.name = call.positional("NAME");
    order.labelSet = call.text("labels");
    for (const QString &reader : call.text("readers").split(u','))
        order.readers.append(reader.trimmed());
    if (call.has("dataset")) {
        RETCLIP_TRY(const DatasetRow dataset, study->dataset(call.text("dataset")));
        RETCLIP_TRY(const auto members, study->datasetMembers(dataset.id));
        for (const auto &[exam, split] : members)
            order.exams.push_back(exam);
        order.query = QStringLiteral("dataset:") + dataset.name;
    } else {
        RETCLIP_TRY(order.exams, study->find(call.text("where"), call.stop()));
        order.query = call.text("where");
    }
    order.seed = call.integer("seed", 1);
    order.blind = !call.has("not-blind");
    order.controls = call.real("controls", 0.1);
    order.person = call.person();
    RETCLIP_TRY(const ReadingRound round, openRound(*study, order));
    showRound(call, round);
    return statusDone;
}

Result<int> listRounds(Invocation &call)
{
    RETCLIP_TRY(const auto study, call.study(OpenMode::readOnly));
    RETCLIP_TRY(const QVector<ReadingRound> rounds, readingRounds(*study));
    for (const ReadingRound &round : rounds)
        showRound(call, round);
    return statusDone;
}

Result<int> showOneRound(Invocation &call)
{
    RETCLIP_TRY(const auto study, call.study(OpenMode::readOnly));
    RETCLIP_TRY(const ReadingRound round, readingRound(*study, call.positional("NAME")));
    RETCLIP_TRY(const std::vector<RoundItem> items, roundItems(*study, round));
    RETCLIP_TRY(const std::vector<Grade> grades, roundGrades(*study, round));
    int complete = 0, disputed = 0, settled = 0, unresolved = 0;
    const std::vector<CaseState> states = caseStates(round, items, grades);
    for (const CaseState &state : states) {
        complete += state.complete;
        disputed += state.disputed();
        settled += state.settled.has_value();
        unresolved += state.unresolved && !state.settled;
    }
    Json document = roundJson(round);
    document["units"] = states.size();
    document["complete"] = complete;
    document["disputed"] = disputed;
    document["settled"] = settled;
    document["unresolved"] = unresolved;
    Json progress = Json::array();
    const auto lines = progressOf(round, items, grades, QDateTime::currentDateTimeUtc());
    for (const ReaderProgress &each : lines)
        progress.push_back(progressJson(each));
    document["progress"] = progress;
    if (call.out().isJson()) {
        call.out().json(document);
        return statusDone;
    }
    showRound(call, round);
    for (const ReaderProgress &each : lines)
        call.out().text(QStringLiteral("  %1\t%2/%3%4").arg(each.reader).arg(each.graded).arg(each.total)
                            .arg(each.pace.perMinute > 0 ? QStringLiteral("\t%1 /min").arg(each.pace.perMinute, 0, 'f', 1)
                                                         : QString()));
    call.out().text(QCoreApplication::translate("Command", "  disputed %1, settled %2, unresolved %3")
                        .arg(disputed).arg(settled).arg(unresolved));
    return statusDone;
}

/// What one reader has to grade, in that reader's order, as a table that `review apply` takes back with
/// the column grade filled in. Nothing in it tells a hidden control from a case.
Result<int> queueOfReader(Invocation &call)
{
    RETCLIP_TRY(const auto study, call.study(OpenMode::readOnly));
    RETCLIP_TRY(const ReadingRound round, readingRound(*study, call.positional("NAME")));
    const QString reader = call.person();
    RETCLIP_TRY(const std::vector<RoundPlace> queue, roundQueue(*study, round, reader));
    if (!call.out().isJson())
        call.out().text(QStringLiteral("place,round,reader,eye,left,right,grade,comment"));
    for (const RoundPlace &place : queue) {
        if (place.graded && call.has("open"))
            continue;
        RETCLIP_TRY(const ExamRow exam, study->exam(place.item.exam));
        const auto path = [&](Laterality eye) { return exam.images[eye] ? exam.images[eye]->path : QString(); };
        for (const auto &eye : place.item.eyes()) {
            const QString eyeWord = eye ? QLatin1String(word(*eye)) : QLatin1String("");
            Json line{{"place", place.place},
                      {"round", round.name.toStdString()},
                      {"reader", reader.toStdString()},
                      {"eye", eye ? Json(word(*eye)) : Json(nullptr)},
                      {"left", exam.images.left ? Json(path(Laterality::left).toStdString()) : Json(nullptr)},
                      {"right", exam.images.right ? Json(path(Laterality::right).toStdString()) : Json(nullptr)},
                      {"graded", place.graded}};
            call.out().result(line, QStringList{QString::number(place.place), csvField(round.name),
                                                csvField(reader), eyeWord,
                                                csvField(path(Laterality::left)), csvField(path(Laterality::right)),
                                                QString(), QString()}
                                        .join(u','));
        }
    }
    return statusDone;
}

Result<int> closeOneRound(Invocation &call)
{
    RETCLIP_TRY(const auto study, call.study(OpenMode::readWrite));
    RETCLIP_TRY(const ReadingRound round, readingRound(*study, call.positional("NAME")));
    RETCLIP_CHECK(closeRound(*study, round, call.person()));
    RETCLIP_TRY(const ReadingRound closed, readingRound(*study, round.name));
    showRound(call, closed);
    return statusDone;
}

Result<int> roundAction(Invocation &call)
{
    const QString what = call.positional("WHAT");
    if (what == QLatin1String("list"))
        return listRounds(call);
    if (call.positional("NAME").isEmpty())
        return wrongUsage(message(QT_TRANSLATE_NOOP("Message", "The round is not named.")),
                          message(QT_TRANSLATE_NOOP("Message", "Example: retclip review STUDY round show wave2")));
    if (what == QLatin1String("new"))
        return newRound(call);
    if (what == QLatin1String("show"))
        return showOneRound(call);
    if (what == QLatin1String("queue"))
        return queueOfReader(call);
    if (what == QLatin1String("close"))
        return closeOneRound(call);
    return wrongUsage(message(QT_TRANSLATE_NOOP("Message", "A round has no \"%1\"."), {what.toStdString()}),
                      message(QT_TRANSLATE_NOOP("Message", "Choose one of: %1."), {"new, list, show, queue, close"}));
}

Result<int> disagreements(Invocation &call)
{
    RETCLIP_TRY(const auto study, call.study(OpenMode::readOnly));
    RETCLIP_TRY(const ReadingRound round, readingRound(*study, call.positional("NAME")));
    RETCLIP_TRY(const LabelSet set, setOfRound(*study, round));
    RETCLIP_TRY(const std::vector<RoundItem> items, roundItems(*study, round));
    RETCLIP_TRY(const std::vector<Grade> grades, roundGrades(*study, round));
    const bool names = call.has("names") || !round.blind;
    for (const CaseState &state : caseStates(round, items, grades)) {
        if (!state.differs || (state.settled && !call.has("all")))
            continue;
        RETCLIP_TRY(const ExamRow exam, study->exam(state.item.exam));
        Json said = Json::object();
        QStringList words;
        for (const auto &[reader, grade] : state.grades) {
            const QString who = names ? round.readers.value(reader - 1) : letterOf(reader);
            said[who.toStdString()] = {{"grade", gradeText(grade, set).toStdString()},
                                       {"comment", grade.comment.toStdString()},
                                       {"stage", grade.stage}};
            words << QStringLiteral("%1 %2").arg(who, gradeText(grade, set));
        }
        const QString next = state.nextReader == 0 ? QString()
            : names                                ? round.readers.value(state.nextReader - 1)
                                                   : letterOf(state.nextReader);
        Json line{{"round", round.name.toStdString()},
                  {"item", state.item.item},
                  {"exam", exam.code.toStdString()},
                  {"eye", state.eye ? Json(word(*state.eye)) : Json(nullptr)},
                  {"grades", said},
                  {"reviews", state.reviews},
                  {"unresolved", state.unresolved},
                  {"next", next.isEmpty() ? Json(nullptr) : Json(next.toStdString())},
                  {"settled", state.settled ? Json(gradeText(*state.settled, set).toStdString()) : Json(nullptr)}};
        call.out().result(line, QStringLiteral("%1\t%2\t%3\t%4").arg(state.item.item)
                                    .arg(exam.code, cell(line["eye"]), words.join(QStringLiteral(", "))));
    }
    return statusDone;
}

/// One answer for a case, or for all on which the readers agree.
Result<int> settle(Invocation &call)
{
    RETCLIP_TRY(const auto study, call.study(OpenMode::readWrite));
    RETCLIP_TRY(const ReadingRound round, readingRound(*study, call.positional("NAME")));
    RETCLIP_TRY(const LabelSet set, setOfRound(*study, round));
    RETCLIP_TRY(const std::vector<RoundItem> items, roundItems(*study, round));
    const bool agreed = call.has("agreed");
    if (agreed == (call.has("item") && (call.has("grade") || call.has("ambiguous"))))
        return wrongUsage(message(QT_TRANSLATE_NOOP("Message", "settle takes --item with --grade or --ambiguous, or --agreed.")),
                          message(QT_TRANSLATE_NOOP("Message", "Example: --item 14 --eye right --grade 2")));
    Edit edit;
    if (agreed) {
        RETCLIP_TRY(const std::vector<Grade> grades, roundGrades(*study, round));
        edit = settlingOfAgreed(round, caseStates(round, items, grades), call.person());
        if (edit.exams.empty()) {
            call.out().note(QCoreApplication::translate("Command", "No agreed case waits to be settled."));
            return statusDone;
        }
    } else {
        const auto item = std::find_if(items.cbegin(), items.cend(),
                                       [&](const RoundItem &each) { return each.item == int(call.integer("item")); });
        if (item == items.cend())
            return failure(ErrorCode::not_found,
                           message(QT_TRANSLATE_NOOP("Message", "The round has no item %1."), {call.text("item").toStdString()}),
                           message(QT_TRANSLATE_NOOP("Message", "Nothing was changed.")),
                           message(QT_TRANSLATE_NOOP("Message", "Look at the round's list.")));
        SettleCase one{round.id, item->item, {}, call.text("comment"), LabelSource::adjudicated};
        const auto eye = laterality_from(call.text("eye").toStdString());
        for (const auto &each : eye ? std::vector<std::optional<Laterality>>{eye} : item->eyes()) {
            RETCLIP_TRY(EyeGrade grade, gradeFrom(call.has("ambiguous") ? QStringLiteral("ungradable") : call.text("grade"),
                                                  set, each));
            one.grades.push_back(std::move(grade));
        }
        edit = {std::move(one), {item->exam}, call.person()};
    }
    RETCLIP_TRY(const EditReceipt receipt, study->apply(edit));
    call.out().result(receiptJson(receipt),
                      QStringLiteral("%1\t%2").arg(receipt.edit.value).arg(shownSummary(receipt)));
    return statusDone;
}

Result<int> reasons(Invocation &call)
{
    if (call.has("set")) {
        RETCLIP_TRY(const CsvTable table, readCsvTable(pathOf(call.text("set"))));
        const int verdict = table.column("verdict"), code = table.column("code");
        const int title = table.column("title"), titleZh = table.column("title_zh");
        if (verdict < 0 || code < 0)
            return failure(ErrorCode::unreadable,
                           message(QT_TRANSLATE_NOOP("Message", "%1 has no column %2."),
                                   {call.text("set").toStdString(), verdict < 0 ? "verdict" : "code"}),
                           message(QT_TRANSLATE_NOOP("Message", "Nothing was changed.")),
                           message(QT_TRANSLATE_NOOP("Message", "Columns: verdict, code and, if wanted, title, title_zh.")));
        QVector<ReasonCode> list;
        for (const auto &row : table.rows) {
            const auto text = [&](int column) {
                return column < 0 ? QString() : QString::fromStdString(row[std::size_t(column)]).trimmed();
            };
            const auto kind = verdictFrom(text(verdict));
            if (!kind)
                return failure(ErrorCode::unreadable,
                               message(QT_TRANSLATE_NOOP("Message", "There is no verdict \"%1\"."), {text(verdict).toStdString()}),
                               message(QT_TRANSLATE_NOOP("Message", "Nothing was changed.")), {});
            list.append({*kind, text(code), text(title), text(titleZh)});
        }
        RETCLIP_TRY(const auto study, call.study(OpenMode::readWrite));
        RETCLIP_CHECK(setReasonCodes(*study, list, call.person()));
    }
    RETCLIP_TRY(const auto study, call.study(OpenMode::readOnly));
    RETCLIP_TRY(const QVector<ReasonCode> list, reasonCodes(*study));
    const bool chinese = inChinese();
    for (const ReasonCode &reason : list)
        call.out().result({{"verdict", word(reason.kind)}, {"code", reason.code.toStdString()},
                           {"title", reason.title.toStdString()}, {"title_zh", reason.titleZh.toStdString()}},
                          QStringLiteral("%1\t%2\t%3").arg(QLatin1String(word(reason.kind)), reason.code,
                                                             chinese && !reason.titleZh.isEmpty() ? reason.titleZh : reason.title));
    return statusDone;
}

} // namespace

std::vector<Form> reviewRoundForms()
{
    const PositionalDescription name{"NAME", QT_TRANSLATE_NOOP("Command", "The round.")};
    PositionalDescription maybeName = name;
    maybeName.count = PositionalDescription::optional;
    const OptionDescription reader{"reader", ValueKind::text, "NAME",
                                   QT_TRANSLATE_NOOP("Command", "Whose name stands in the journal; else the login.")};
    const OptionDescription comment{"comment", ValueKind::text, "TEXT", QT_TRANSLATE_NOOP("Command", "Why.")};
    return {{"round", QT_TRANSLATE_NOOP("Command",
                  "Reading rounds: several readers grade the same exams, each alone. WHAT: new, list, show, queue (of --reader: a table that apply takes back), close."),
              {studyPlace, {"WHAT", QT_TRANSLATE_NOOP("Command", "new, list, show, queue or close.")}, maybeName},
              {{"labels", ValueKind::text, "NAME", QT_TRANSLATE_NOOP("Command", "new: what is graded, a label set.")},
               {"readers", ValueKind::text, "A,B,…", QT_TRANSLATE_NOOP("Command", "new: their names.")},
               {"where", ValueKind::text, "QUERY", QT_TRANSLATE_NOOP("Command", "new: the exams; else all …")},
               {"dataset", ValueKind::text, "NAME", QT_TRANSLATE_NOOP("Command", "… or those of a frozen dataset.")},
               {"controls", ValueKind::real, "SHARE", QT_TRANSLATE_NOOP("Command", "new: share of cases that come a second time, hidden."), {}, "0.1", 0},
               {"seed", ValueKind::integer, "S", QT_TRANSLATE_NOOP("Command", "new: of the readers' orders."), {}, "1"},
               {"not-blind", ValueKind::flag, "", QT_TRANSLATE_NOOP("Command", "new: labels, predictions and others' grades are shown.")},
               {"open", ValueKind::flag, "", QT_TRANSLATE_NOOP("Command", "queue: without what is graded.")}, reader},
              "retclip review odir.study round new wave2 --labels grade --readers chen,li,wu --where 'eye:both'", roundAction},
             {"disagreements", QT_TRANSLATE_NOOP("Command", "Cases of a round that all have graded, and not alike. Readers are A, B, C where the round is blind."),
              {studyPlace, name},
              {{"all", ValueKind::flag, "", QT_TRANSLATE_NOOP("Command", "Settled ones too.")},
               {"names", ValueKind::flag, "", QT_TRANSLATE_NOOP("Command", "The readers by name.")}},
              "retclip review odir.study disagreements wave2 --json", disagreements},
             {"settle", QT_TRANSLATE_NOOP("Command", "The round's answer about a case: the label that follows has the source adjudicated."),
              {studyPlace, name},
              {{"item", ValueKind::integer, "N", QT_TRANSLATE_NOOP("Command", "The case.")},
               {"eye", ValueKind::text, "EYE", QT_TRANSLATE_NOOP("Command", "right or left; else every eye of it.")},
               {"grade", ValueKind::text, "VALUE", QT_TRANSLATE_NOOP("Command", "A class, 1 or 0, or ungradable.")},
               {"ambiguous", ValueKind::flag, "", QT_TRANSLATE_NOOP("Command", "It stays open to doubt: no label is set.")},
               {"agreed", ValueKind::flag, "", QT_TRANSLATE_NOOP("Command", "All cases on which every reader says the same (source grader).")},
               comment, reader},
              "retclip review odir.study settle wave2 --item 14 --eye right --grade 2", settle},
             {"reasons", QT_TRANSLATE_NOOP("Command", "The reason codes of verdicts, or a study's own from a table."), {studyPlace},
              {{"set", ValueKind::text, "FILE", QT_TRANSLATE_NOOP("Command", "CSV: verdict, code, title, title_zh; with the heading alone the usual ones come back.")},
               reader},
              "retclip review odir.study reasons --json", reasons}};
}

} // namespace retclip::cli
