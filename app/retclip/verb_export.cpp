// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/retclip/invocation.h"
#include "app/retclip/verbs.h"
#include "core/export/export_check.h"
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
                       {"manifest_sha256", report.manifestSha256.toStdString()},
                       {"manifest", fromQt(report.manifest)}},
                      QCoreApplication::translate("Command", "files: %1, rows: %2, in %3")
                          .arg(report.files).arg(report.rows).arg(order.outFolder)
                          + QStringLiteral("\nmanifest.json SHA-256 ") + report.manifestSha256);
    if (!call.out().isJson())
        for (const QString &warning : report.warnings)
            call.out().note(QStringLiteral("! ") + warning);
    return statusDone;
}

/// Status 1 where anything is not as it was written.
Result<int> verifyExport(Invocation &call)
{
    const QString folder = call.positional("DIR");
    RETCLIP_TRY(const ExportCheck check, checkExport(folder, call.out().progress(), call.stop()));
    const QString expected = call.text("expect").trimmed().toLower();
    const bool same = expected.isEmpty() || expected == check.manifestSha256;
    const auto listed = [](const QStringList &files) {
        Json list = Json::array();
        for (const QString &file : files)
            list.push_back(file.toStdString());
        return list;
    };
    const bool well = check.unchanged() && same;
    QStringList lines;
    for (const QString &file : check.changed)
        lines.append(QCoreApplication::translate("Command", "changed: %1").arg(file));
    for (const QString &file : check.missing)
        lines.append(QCoreApplication::translate("Command", "missing: %1").arg(file));
    for (const QString &file : check.surplus)
        lines.append(QCoreApplication::translate("Command", "not of the export: %1").arg(file));
    if (!same)
        lines.append(QCoreApplication::translate("Command", "manifest.json is another one: its SHA-256 is %1").arg(check.manifestSha256));
    call.out().result({{"ok", well}, {"files", check.files}, {"changed", listed(check.changed)},
                       {"missing", listed(check.missing)}, {"surplus", listed(check.surplus)},
                       {"manifest_sha256", check.manifestSha256.toStdString()}, {"manifest_expected", same}},
                      well ? QCoreApplication::translate("Command", "Unchanged files: %1. manifest.json SHA-256 %2")
                                 .arg(check.files).arg(check.manifestSha256)
                           : lines.join(QLatin1Char('\n')));
    return well ? statusDone : statusFailed;
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
                QT_TRANSLATE_NOOP("Command", "csv, jsonl, folders, coco, retclip, retfound or huggingface."), {}, "", 0, false, true},
               {"labels", ValueKind::text, "NAME", QT_TRANSLATE_NOOP("Command", "Label set of class folders.")},
               {"out", ValueKind::text, "DIR", QT_TRANSLATE_NOOP("Command", "Folder to make."), {}, "", 0, false, true},
               {"deidentify", ValueKind::flag, "", QT_TRANSLATE_NOOP("Command",
                    "Without names, dates, sites, tags, comments and picture metadata; reports redacted. What is "
                    "written is read back and looked through: where anything is left, nothing leaves.")},
               {"key", ValueKind::text, "FILE", QT_TRANSLATE_NOOP("Command",
                    "Secret of the pseudonyms, outside the study: read from there, or made there. With it the same "
                    "patient keeps the same name, and days are moved instead of taken out.")},
               {"reader", ValueKind::text, "NAME", QT_TRANSLATE_NOOP("Command", "Who exports.")}},
              "retclip export odir.study --dataset G-v1 --format csv --out G-v1", runExport},
             {"verify", QT_TRANSLATE_NOOP("Command", "Reads every file of an export again and compares it with manifest.json."),
              {{"DIR", QT_TRANSLATE_NOOP("Command", "Folder that an export has made.")}},
              {{"expect", ValueKind::text, "SHA256",
                QT_TRANSLATE_NOOP("Command", "What the export said of manifest.json: rules out that it was written anew too.")}},
              "retclip export verify G-v1", verifyExport}}};
}

} // namespace retclip::cli
