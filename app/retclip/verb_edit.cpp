// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/retclip/exam_json.h"
#include "app/retclip/invocation.h"
#include "app/retclip/label_value.h"
#include "app/retclip/shown_words.h"
#include "app/retclip/verbs.h"
#include "core/study/edit_together.h"

#include <QCoreApplication>

namespace retclip::cli {

namespace {

void show(Invocation &call, const EditReceipt &receipt)
{
    if (!receipt.edit.valid()) {
        Json unchanged = receiptJson(receipt);
        unchanged["edit"] = nullptr;
        unchanged["hash"] = nullptr;
        call.out().result(unchanged, {});
        call.out().note(QCoreApplication::translate("Command",
            "Nothing was to change: the study is so already (%1).").arg(shownSummary(receipt)));
        return;
    }
    call.out().result(receiptJson(receipt),
                      QStringLiteral("%1\t%2\t%3\t%4\t%5").arg(receipt.edit.value)
                          .arg(receipt.time.toString(Qt::ISODate), shownPerson(receipt.person),
                               shownKind(receipt.kind), shownSummary(receipt)));
}

/// What an edit would change: a line a change, nothing is written.
Result<int> preview(Invocation &call, Study &study, const std::vector<EditAction> &actions,
                    const std::vector<ExamId> &exams)
{
    RETCLIP_TRY(const std::vector<FieldChange> changes, previewTogether(study, actions, exams, call.person()));
    RETCLIP_TRY(const std::vector<DescribedChange> words, describeChanges(study, changes));
    for (const DescribedChange &change : words)
        call.out().result(changeJson(change), shownChange(change));
    call.out().note(QCoreApplication::translate("Command", "Exams named: %1; changes that would be made: %2. Nothing was changed.")
                        .arg(exams.size()).arg(words.size()));
    return statusDone;
}

Result<int> edit(Invocation &call)
{
    if (call.has("exam") == call.has("where"))
        return wrongUsage(message(QT_TRANSLATE_NOOP("Message", "edit takes --exam or --where, one of them.")),
                          message(QT_TRANSLATE_NOOP("Message", "Name the exams to change.")));
    RETCLIP_TRY(const auto study, call.study(OpenMode::readWrite));
    std::vector<ExamId> exams;
    if (call.has("exam")) {
        for (const QString &code : call.texts("exam")) {
            RETCLIP_TRY(const ExamId id, study->examByCode(code));
            exams.push_back(id);
        }
    } else {
        RETCLIP_TRY(exams, study->find(call.text("where"), call.stop()));
    }
    if (exams.empty())
        return failure(ErrorCode::not_found,
                       message(QT_TRANSLATE_NOOP("Message", "No exam matches.")),
                       message(QT_TRANSLATE_NOOP("Message", "Nothing was changed.")),
                       message(QT_TRANSLATE_NOOP("Message", "Look with retclip list first.")));

    std::vector<EditAction> actions;
    RETCLIP_TRY(const QVector<LabelSet> sets, study->labelSets());
    std::vector<SetLabel> labels;
    for (const QString &text : call.texts("label")) {
        RETCLIP_TRY(SetLabel label, labelFrom(text, sets));
        labels.push_back(std::move(label));
    }
    if (call.has("verdict")) {
        const auto kind = verdictFrom(call.text("verdict"));
        if (!kind)
            return wrongUsage(message(QT_TRANSLATE_NOOP("Message", "There is no verdict \"%1\"."),
                                      {call.text("verdict").toStdString()}),
                              message(QT_TRANSLATE_NOOP("Message", "Choose one of %1."),
                                      {verdictWords().join(QStringLiteral(", ")).toStdString()}));
        GiveVerdict verdict;
        verdict.kind = *kind;
        verdict.comment = call.text("note");
        verdict.reason = call.text("reason");
        if (call.has("run")) {
            RETCLIP_TRY(const RunRow run, study->run(call.text("run")));
            verdict.run = run.id;
        }
        // "Label wrong" and its new label are one step of undo, as in the window.
        if (*kind == VerdictKind::labelWrong && !labels.empty()) {
            labels.front().source = LabelSource::review;
            verdict.labelSet = labels.front().labelSet;
            verdict.newLabel = labels.front();
            labels.erase(labels.begin());
        }
        actions.emplace_back(std::move(verdict));
    } else if (call.has("note")) {
        actions.emplace_back(SetComment{call.text("note")});
    }
    for (SetLabel &label : labels)
        actions.emplace_back(std::move(label));
    for (const QString &tag : call.texts("tag"))
        actions.emplace_back(AddTag{tag});
    for (const QString &tag : call.texts("untag"))
        actions.emplace_back(RemoveTag{tag});
    if (call.has("exclude"))
        actions.emplace_back(SetExcluded{true});
    if (call.has("include"))
        actions.emplace_back(SetExcluded{false});
    if (call.has("swap-eyes"))
        actions.emplace_back(SwapEyes{});
    if (actions.empty())
        return wrongUsage(message(QT_TRANSLATE_NOOP("Message", "Nothing to change was named.")),
                          message(QT_TRANSLATE_NOOP("Message",
                              "Add --label, --tag, --untag, --note or --verdict.")));
    if (call.has("dry-run"))
        return preview(call, *study, actions, exams);
    RETCLIP_TRY(const EditReceipt receipt,
                applyTogether(*study, actions, exams, call.person()));
    show(call, receipt); // only now: it is on disk
    return statusDone;
}

Result<int> undo(Invocation &call)
{
    RETCLIP_TRY(const auto study, call.study(OpenMode::readWrite));
    RETCLIP_TRY(const EditReceipt receipt, study->undo(call.person()));
    show(call, receipt);
    return statusDone;
}

Result<int> redo(Invocation &call)
{
    RETCLIP_TRY(const auto study, call.study(OpenMode::readWrite));
    RETCLIP_TRY(const EditReceipt receipt, study->redo(call.person()));
    show(call, receipt);
    return statusDone;
}

const OptionDescription readerOption{"reader", ValueKind::text, "NAME",
                                     QT_TRANSLATE_NOOP("Command",
                                         "Whose name stands in the journal; else the login.")};

} // namespace

Verb editVerb()
{
    return {"edit", QT_TRANSLATE_NOOP("Command", "Change labels, tags, notes and verdicts, journalled."),
            {{"", QT_TRANSLATE_NOOP("Command", "One edit, one step of undo, however many changes; its line is printed once it is safe on disk."),
              {studyPlace},
              {{"exam", ValueKind::text, "ID", QT_TRANSLATE_NOOP("Command", "The exam to change."),
                {}, "", std::numeric_limits<double>::lowest(), true},
               {"where", ValueKind::text, "QUERY", QT_TRANSLATE_NOOP("Command", "All that match.")},
               {"label", ValueKind::text, "SET=VALUE",
                QT_TRANSLATE_NOOP("Command",
                    "1, 0, a class, several with commas, or nothing for not labelled; SET@od, SET@os "
                    "for an eye."),
                {}, "", std::numeric_limits<double>::lowest(), true},
               {"tag", ValueKind::text, "T", QT_TRANSLATE_NOOP("Command", "Add a tag."), {}, "",
                std::numeric_limits<double>::lowest(), true},
               {"untag", ValueKind::text, "T", QT_TRANSLATE_NOOP("Command", "Remove a tag."), {}, "",
                std::numeric_limits<double>::lowest(), true},
               {"note", ValueKind::text, "TEXT",
                QT_TRANSLATE_NOOP("Command", "The exam's comment, or that of the verdict.")},
               {"verdict", ValueKind::text, "V",
                QT_TRANSLATE_NOOP("Command",
                    "label_wrong, model_wrong, ambiguous, poor_image, wrong_eye, report_mismatch or region_drawn.")},
               {"reason", ValueKind::text, "CODE", QT_TRANSLATE_NOOP("Command", "Why, as review reasons lists it.")},
               {"run", ValueKind::text, "RUN", QT_TRANSLATE_NOOP("Command", "The run a verdict speaks of.")},
               {"exclude", ValueKind::flag, "", QT_TRANSLATE_NOOP("Command", "Leave the exam out.")},
               {"include", ValueKind::flag, "", QT_TRANSLATE_NOOP("Command", "Take it in again.")},
               {"swap-eyes", ValueKind::flag, "",
                QT_TRANSLATE_NOOP("Command", "Swap the two eyes' photographs.")},
               {"dry-run", ValueKind::flag, "", QT_TRANSLATE_NOOP("Command", "List what would change, and change nothing.")},
               readerOption},
              "retclip edit odir.study --exam 10023-1 --label G=1 --tag seen", edit}}};
}

Verb undoVerb()
{
    return {"undo", QT_TRANSLATE_NOOP("Command", "Take back the newest edit."),
            {{"", "", {studyPlace}, {readerOption}, "retclip undo odir.study", undo}}};
}

Verb redoVerb()
{
    return {"redo", QT_TRANSLATE_NOOP("Command", "Do again what was taken back."),
            {{"", "", {studyPlace}, {readerOption}, "retclip redo odir.study", redo}}};
}

} // namespace retclip::cli
