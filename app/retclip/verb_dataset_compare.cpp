// SPDX-License-Identifier: GPL-3.0-or-later
// Of `dataset`: what two versions differ in, what one holds, its data sheet.
#include "app/retclip/exam_json.h"
#include "app/retclip/in_english.h"
#include "app/retclip/invocation.h"
#include "app/retclip/shown_words.h"
#include "app/retclip/verbs.h"
#include "core/base/files.h"
#include "core/study/data_sheet.h"

#include <QCoreApplication>

namespace retclip::cli {

namespace {

Result<Json> codesOf(const Study &study, const std::vector<ExamId> &exams)
{
    RETCLIP_TRY(const QStringList codes, study.codes(exams));
    Json list = Json::array();
    for (const QString &code : codes)
        list.push_back(code.toStdString());
    return list;
}

Result<std::string> codeOf(const Study &study, ExamId exam)
{
    RETCLIP_TRY(const QStringList codes, study.codes(std::span(&exam, 1)));
    return codes.value(0).toStdString();
}

Result<int> diff(Invocation &call)
{
    RETCLIP_TRY(const auto study, call.study(OpenMode::readOnly));
    RETCLIP_TRY(const DatasetDiff found, diffDatasets(*study, call.positional("BEFORE"), call.positional("AFTER")));
    Json json{{"before", {{"name", found.before.name.toStdString()}, {"hash", found.before.hash.toStdString()}, {"exams", found.before.exams}}},
              {"after", {{"name", found.after.name.toStdString()}, {"hash", found.after.hash.toStdString()}, {"exams", found.after.exams}}}};
    RETCLIP_TRY(json["added"], codesOf(*study, found.added));
    RETCLIP_TRY(json["removed"], codesOf(*study, found.removed));
    json["moved"] = Json::array();
    for (const DatasetDiff::Move &move : found.moved) {
        RETCLIP_TRY(const std::string code, codeOf(*study, move.exam));
        json["moved"].push_back({{"exam", code}, {"from", word(move.from)}, {"to", word(move.to)}});
    }
    RETCLIP_TRY(json["other_photographs"], codesOf(*study, found.otherPhotographs));
    RETCLIP_TRY(json["other_report"], codesOf(*study, found.otherReport));
    json["labels"] = Json::array();
    for (const LabelDifference &label : found.labels) {
        RETCLIP_TRY(const std::string code, codeOf(*study, label.exam));
        json["labels"].push_back({{"exam", code}, {"label_set", label.labelSet.toStdString()},
                                  {"before", label.before.isEmpty() ? Json(nullptr) : Json(label.before.toStdString())},
                                  {"after", label.after.isEmpty() ? Json(nullptr) : Json(label.after.toStdString())}});
    }
    json["same"] = found.same;
    json["partly"] = found.partly;
    if (call.out().isJson()) {
        call.out().json(json);
        return statusDone;
    }
    const auto list = [&](const char *title, const Json &entries, const std::function<QString(const Json &)> &text) {
        call.out().text(QStringLiteral("%1\t%2").arg(QCoreApplication::translate("Command", title)).arg(entries.size()));
        for (const Json &entry : entries)
            call.out().text(QStringLiteral("  ") + text(entry));
    };
    const auto plain = [](const Json &entry) { return cell(entry); };
    list(QT_TRANSLATE_NOOP("Command", "added"), json["added"], plain);
    list(QT_TRANSLATE_NOOP("Command", "removed"), json["removed"], plain);
    list(QT_TRANSLATE_NOOP("Command", "moved to another split"), json["moved"], [](const Json &entry) {
        return QStringLiteral("%1\t%2 → %3").arg(cell(entry["exam"]), cell(entry["from"]), cell(entry["to"]));
    });
    list(QT_TRANSLATE_NOOP("Command", "other photographs"), json["other_photographs"], plain);
    list(QT_TRANSLATE_NOOP("Command", "another report"), json["other_report"], plain);
    list(QT_TRANSLATE_NOOP("Command", "other labels"), json["labels"], [](const Json &entry) {
        return QStringLiteral("%1\t%2: %3 → %4").arg(cell(entry["exam"]), cell(entry["label_set"]), cell(entry["before"]), cell(entry["after"]));
    });
    call.out().text(QStringLiteral("%1\t%2").arg(QCoreApplication::translate("Command", "the same in both")).arg(found.same));
    if (found.partly)
        call.out().note(QCoreApplication::translate("Command",
            "An older program froze one of them: labels are not compared, and photographs and reports not told apart."));
    return statusDone;
}

Result<int> profile(Invocation &call)
{
    RETCLIP_TRY(const auto study, call.study(OpenMode::readOnly));
    RETCLIP_TRY(const DatasetProfile found, profileDataset(*study, call.positional("NAME")));
    for (const ProfileRow &row : found.rows)
        call.out().result({{"field", row.field.toStdString()}, {"value", row.value.isEmpty() ? Json(nullptr) : Json(row.value.toStdString())},
                           {"train", row.training}, {"validation", row.validation}, {"test", row.test}, {"all", row.all()}},
                          QStringLiteral("%1\t%2\t%3\t%4\t%5\t%6").arg(shownProfileField(row.field), shownProfileValue(row.field, row.value))
                              .arg(row.training).arg(row.validation).arg(row.test).arg(row.all()));
    return statusDone;
}

Result<int> sheet(Invocation &call)
{
    RETCLIP_TRY(const auto study, call.study(OpenMode::readOnly));
    const QString out = call.text("out");
    const InEnglish english(call.out().isJson() && out.isEmpty());
    RETCLIP_TRY(const DataSheet found, dataSheet(*study, call.positional("NAME"), !call.has("deidentify")));
    const bool html = out.endsWith(QLatin1String(".html"), Qt::CaseInsensitive);
    if (out.isEmpty()) {
        call.out().result({{"blanks", found.blanks()}, {"markdown", found.markdown().toStdString()}}, found.markdown());
        return statusDone;
    }
    RETCLIP_CHECK(write_file_atomically(pathOf(out), (html ? found.html() : found.markdown()).toStdString()));
    call.out().result({{"file", out.toStdString()}, {"blanks", found.blanks()}},
                      QCoreApplication::translate("Command", "%1: answers still to be given by a person: %2").arg(out).arg(found.blanks()));
    return statusDone;
}

Result<int> questions(Invocation &call)
{
    RETCLIP_TRY(const auto study, call.study(OpenMode::readOnly));
    RETCLIP_TRY(const auto answers, sheetAnswers(*study, call.positional("NAME")));
    for (const SheetQuestion &question : sheetQuestions()) {
        const QString answer = answers.value(QLatin1String(question.id));
        call.out().result({{"question", question.id}, {"text", question.text}, {"from_study", question.fromStudy},
                           {"answer", answer.isEmpty() ? Json(nullptr) : Json(answer.toStdString())}},
                          QStringLiteral("%1\t%2\t%3").arg(QLatin1String(question.id), sheetText(question.text), answer));
    }
    return statusDone;
}

Result<int> answer(Invocation &call)
{
    RETCLIP_TRY(const auto study, call.study(OpenMode::readWrite));
    RETCLIP_TRY(const EditReceipt receipt, answerSheet(*study, call.positional("NAME"), call.positional("QUESTION"),
                                                       call.positional("TEXT"), call.person()));
    Json line = receiptJson(receipt);
    if (!receipt.edit.valid())
        line["edit"] = line["hash"] = nullptr;
    call.out().result(line, shownSummary(receipt));
    return statusDone;
}

} // namespace

std::vector<Form> datasetCompareForms()
{
    const PositionalDescription name{"NAME", QT_TRANSLATE_NOOP("Command", "Name of the dataset.")};
    return {{"diff", QT_TRANSLATE_NOOP("Command", "What two versions differ in: exams, splits, photographs, reports, labels."),
             {studyPlace, {"BEFORE", QT_TRANSLATE_NOOP("Command", "The one dataset …")},
              {"AFTER", QT_TRANSLATE_NOOP("Command", "… and the other.")}}, {},
             "retclip dataset odir.study diff G-v1 G-v2 --json", diff},
            {"profile", QT_TRANSLATE_NOOP("Command", "How much of each class, sex, age, camera and site is in each split."), {studyPlace, name}, {},
             "retclip dataset odir.study profile G-v1 --json", profile},
            {"sheet", QT_TRANSLATE_NOOP("Command", "A data sheet (Gebru et al.), filled in from the study as far as it knows."), {studyPlace, name},
             {{"out", ValueKind::text, "FILE", QT_TRANSLATE_NOOP("Command", "Markdown, or HTML for a name in .html; else to standard output.")},
              {"deidentify", ValueKind::flag, "", QT_TRANSLATE_NOOP("Command", "Without people, sites, sources, days and the query.")}},
             "retclip dataset odir.study sheet G-v1 --out G-v1.html", sheet},
            {"questions", QT_TRANSLATE_NOOP("Command", "The sheet's questions with what people answered."), {studyPlace, name}, {},
             "retclip dataset odir.study questions G-v1", questions},
            {"answer", QT_TRANSLATE_NOOP("Command", "Answers a question of the sheet; kept in the study. An empty text takes it out."),
             {studyPlace, name, {"QUESTION", QT_TRANSLATE_NOOP("Command", "Its id, such as motivation.purpose.")},
              {"TEXT", QT_TRANSLATE_NOOP("Command", "The answer, in quotation marks.")}},
             {{"reader", ValueKind::text, "NAME", QT_TRANSLATE_NOOP("Command", "Whose name stands in the journal; else the login.")}},
             "retclip dataset odir.study answer G-v1 motivation.funding \"Grant 81970\"", answer}};
}

} // namespace retclip::cli
