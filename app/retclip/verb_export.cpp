// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/retclip/invocation.h"
#include "app/retclip/verbs.h"
#include "core/export/exporter.h"

#include <QCoreApplication>

namespace retclip::cli {

namespace {

Result<int> runExport(Invocation &call)
{
    ExportOrder order;
    order.dataset = call.text("dataset");
    order.format = call.text("format");
    order.labelSet = call.text("labels");
    order.outFolder = call.text("out");
    order.deidentify = call.has("deidentify");
    order.keyFile = call.text("key");
    order.person = call.person();
    if (call.has("key") && !order.deidentify)
        return wrongUsage(message(QT_TRANSLATE_NOOP("Message", "--key FILE is the key of --deidentify.")),
                          message(QT_TRANSLATE_NOOP("Message", "Add --deidentify, or leave out --key.")));
    if (!exporter(order.format)) {
        QStringList ids;
        for (const Exporter *each : exporters())
            ids << each->id();
        return wrongUsage(message(QT_TRANSLATE_NOOP("Message", "There is no export format \"%1\"."),
                                  {order.format.toStdString()}),
                          message(QT_TRANSLATE_NOOP("Message", "Choose one of %1."),
                                  {ids.join(QStringLiteral(", ")).toStdString()}));
    }
    if (call.has("dataset") && call.has("where"))
        return wrongUsage(message(QT_TRANSLATE_NOOP("Message",
                              "export takes --dataset or --where, not both.")),
                          message(QT_TRANSLATE_NOOP("Message", "Leave out one of them.")));
    RETCLIP_TRY(const auto study, call.study(OpenMode::readOnly));
    if (order.dataset.isEmpty()) {
        RETCLIP_TRY(order.exams, study->find(call.text("where"), call.stop()));
        order.selectionSentence = call.text("where").isEmpty() ? QStringLiteral("all exams")
                                                               : call.text("where");
    }
    RETCLIP_TRY(const ExportReport report,
                exportDataset(*study, order, call.out().progress(), call.stop()));
    Json warnings = Json::array();
    for (const QString &warning : report.warnings)
        warnings.push_back(warning.toStdString());
    call.out().result({{"files", report.files}, {"rows", report.rows},
                       {"out", order.outFolder.toStdString()}, {"warnings", warnings},
                       {"manifest", fromQt(report.manifest)}},
                      QCoreApplication::translate("Command", "files: %1, rows: %2, in %3")
                          .arg(report.files).arg(report.rows).arg(order.outFolder));
    if (!call.out().isJson())
        for (const QString &warning : report.warnings)
            call.out().note(QStringLiteral("! ") + warning);
    return statusDone;
}

} // namespace

Verb exportDataVerb()
{
    return {"export", QT_TRANSLATE_NOOP("Command", "Write a dataset for others, with manifest.json."),
            {{"", QT_TRANSLATE_NOOP("Command", "Whole or not at all; eyes are checked by reading back."),
              {studyPlace},
              {{"dataset", ValueKind::text, "NAME", QT_TRANSLATE_NOOP("Command", "Frozen dataset …")},
               {"where", ValueKind::text, "QUERY", QT_TRANSLATE_NOOP("Command", "… or exams that match; else all.")},
               {"format", ValueKind::text, "FORMAT",
                QT_TRANSLATE_NOOP("Command", "csv, jsonl, folders, coco, retclip or retfound."), {}, "", 0, false, true},
               {"labels", ValueKind::text, "NAME", QT_TRANSLATE_NOOP("Command", "Label set of class folders.")},
               {"out", ValueKind::text, "DIR", QT_TRANSLATE_NOOP("Command", "Folder to make."), {}, "", 0, false, true},
               {"deidentify", ValueKind::flag, "", QT_TRANSLATE_NOOP("Command",
                    "Without names, dates, sites, tags, comments and picture metadata; reports redacted. What is "
                    "written is read back and looked through: where anything is left, nothing leaves.")},
               {"key", ValueKind::text, "FILE", QT_TRANSLATE_NOOP("Command",
                    "Secret of the pseudonyms, outside the study: read from there, or made there. With it the same "
                    "patient keeps the same name, and days are moved instead of taken out.")},
               {"reader", ValueKind::text, "NAME", QT_TRANSLATE_NOOP("Command", "Who exports.")}},
              "retclip export odir.study --dataset G-v1 --format csv --out G-v1", runExport}}};
}

} // namespace retclip::cli
