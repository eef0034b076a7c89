// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/retclip/exam_json.h"
#include "app/retclip/invocation.h"
#include "app/retclip/shown_words.h"
#include "app/retclip/verbs.h"
#include "core/study/label_definitions.h"

#include <QCoreApplication>

namespace retclip::cli {

namespace {

Json setJson(const LabelSet &set)
{
    Json classes = Json::array();
    for (qsizetype i = 0; i < set.classes.size(); ++i) {
        const LabelClass &entry = set.classes[i];
        classes.push_back({{"name", entry.name.toStdString()}, {"title", entry.title.toStdString()},
                           {"title_zh", entry.titleZh.toStdString()}, {"key", entry.key},
                           {"definition", entry.definition.toStdString()}, {"colour", classColour(set, i).toStdString()}});
    }
    return {{"name", set.name.toStdString()}, {"kind", word(set.kind)}, {"per_eye", set.perEye},
            {"definition", set.definition.toStdString()}, {"classes", classes}};
}

Result<int> listSets(Invocation &call)
{
    RETCLIP_TRY(const auto study, call.study(OpenMode::readOnly));
    RETCLIP_TRY(const QVector<LabelSet> sets, study->labelSets());
    for (const LabelSet &set : sets) {
        QStringList lines{QStringLiteral("%1\t%2\t%3").arg(set.name, QLatin1String(word(set.kind)), set.definition)};
        for (qsizetype i = 0; i < set.classes.size(); ++i)
            lines.append(QStringLiteral("  %1\t%2\t%3").arg(set.classes[i].name, classColour(set, i), set.classes[i].definition));
        call.out().result(setJson(set), lines.join(u'\n'));
    }
    return statusDone;
}

Result<int> newSet(Invocation &call)
{
    LabelSet set;
    set.name = call.positional("NAME").trimmed();
    set.kind = label_kind_from(call.text("kind").toStdString()).value_or(LabelKind::binary);
    set.perEye = call.has("per-eye");
    set.definition = call.text("definition").trimmed();
    for (const QString &name : call.text("classes").split(u',', Qt::SkipEmptyParts)) {
        LabelClass entry;
        entry.name = entry.title = name.trimmed();
        entry.key = set.classes.size() < 9 ? int(set.classes.size()) + 1 : 0;
        set.classes.append(entry);
    }
    if (set.kind != LabelKind::binary && set.classes.size() < 2)
        return wrongUsage(message(QT_TRANSLATE_NOOP("Message", "A label set of that kind needs two classes or more.")),
                          message(QT_TRANSLATE_NOOP("Message", "Name them: --classes none,mild,severe")));
    if (set.kind == LabelKind::binary && set.classes.size() > 1)
        return wrongUsage(message(QT_TRANSLATE_NOOP("Message", "A binary label set has one class: the one that is present or absent.")),
                          message(QT_TRANSLATE_NOOP("Message", "Name one, or choose --kind multiclass.")));
    RETCLIP_TRY(const auto study, call.study(OpenMode::readWrite));
    RETCLIP_TRY(const QVector<LabelSet> present, study->labelSets());
    for (const LabelSet &each : present)
        if (each.name.compare(set.name, Qt::CaseInsensitive) == 0)
            return failure(ErrorCode::conflict,
                           message(QT_TRANSLATE_NOOP("Message", "There is a label set “%1” already."), {each.name.toStdString()}),
                           message(QT_TRANSLATE_NOOP("Message", "Nothing was changed.")),
                           message(QT_TRANSLATE_NOOP("Message", "Choose another name, or say what it means with labels describe.")));
    RETCLIP_TRY([[maybe_unused]] const LabelSetId id, study->defineLabelSet(set, call.person()));
    RETCLIP_TRY(const QVector<LabelSet> now, study->labelSets());
    for (const LabelSet &each : now)
        if (each.name == set.name)
            call.out().result(setJson(each), each.name);
    return statusDone;
}

Result<int> describeSet(Invocation &call)
{
    LabelSetDescription wanted;
    wanted.labelSet = call.text("labels");
    const auto definition = call.has("definition") ? std::optional(call.text("definition")) : std::nullopt;
    const auto colour = call.has("colour") ? std::optional(call.text("colour")) : std::nullopt;
    if (!definition && !colour)
        return wrongUsage(message(QT_TRANSLATE_NOOP("Message", "labels describe takes --definition or --colour, or both.")),
                          message(QT_TRANSLATE_NOOP("Message", "Say what it means; empty text takes away what was said.")));
    if (call.has("class"))
        wanted.classes.append({call.text("class"), definition, colour});
    else if (colour)
        return wrongUsage(message(QT_TRANSLATE_NOOP("Message", "A colour is that of a class.")),
                          message(QT_TRANSLATE_NOOP("Message", "Name the class with --class.")));
    else
        wanted.definition = definition;
    RETCLIP_TRY(const auto study, call.study(OpenMode::readWrite));
    RETCLIP_TRY(const EditReceipt receipt, describeLabelSet(*study, wanted, call.person()));
    Json line = receiptJson(receipt);
    if (!receipt.edit.valid())
        line["edit"] = line["hash"] = nullptr;
    call.out().result(line, shownSummary(receipt));
    return statusDone;
}

} // namespace

std::vector<Form> labelSetForms()
{
    const OptionDescription reader{"reader", ValueKind::text, "NAME",
                                   QT_TRANSLATE_NOOP("Command", "Whose name stands in the journal; else the login.")};
    return {{"sets", QT_TRANSLATE_NOOP("Command", "The label sets: kind, classes with key and colour, what they mean."),
             {studyPlace}, {}, "retclip labels sets odir.study --json", listSets},
            {"new", QT_TRANSLATE_NOOP("Command", "Makes a label set."),
             {studyPlace, {"NAME", QT_TRANSLATE_NOOP("Command", "Its name, without a slash.")}},
             {{"kind", ValueKind::choice, "KIND", QT_TRANSLATE_NOOP("Command", "What a label may be."),
               {"binary", "multiclass", "multilabel", "ordinal"}, "binary"},
              {"classes", ValueKind::text, "A,B,…", QT_TRANSLATE_NOOP("Command", "Its classes, in order; keys 1 to 9 follow.")},
              {"per-eye", ValueKind::flag, "", QT_TRANSLATE_NOOP("Command", "Labels are about each eye, not the exam.")},
              {"definition", ValueKind::text, "TEXT", QT_TRANSLATE_NOOP("Command", "What is labelled, by which rules.")}, reader},
             "retclip labels new odir.study DR --kind ordinal --classes none,mild,moderate,severe --per-eye", newSet},
            {"describe", QT_TRANSLATE_NOOP("Command", "Says what a label set or one of its classes means, and its colour; undo takes it back."),
             {studyPlace},
             {{"labels", ValueKind::text, "NAME", QT_TRANSLATE_NOOP("Command", "Label set."), {}, "", 0, false, true},
              {"class", ValueKind::text, "CLASS", QT_TRANSLATE_NOOP("Command", "One of its classes; else the set as a whole.")},
              {"definition", ValueKind::text, "TEXT", QT_TRANSLATE_NOOP("Command", "What it means; empty: nothing is said.")},
              {"colour", ValueKind::text, "#RRGGBB", QT_TRANSLATE_NOOP("Command", "Colour of the class; empty: by its place.")}, reader},
             "retclip labels describe odir.study --labels DR --class mild --definition \"microaneurysms only\"", describeSet}};
}

} // namespace retclip::cli
