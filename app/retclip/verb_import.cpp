// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/retclip/invocation.h"
#include "app/retclip/verbs.h"
#include "core/base/files.h"
#include "core/import/importer.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <cerrno>

namespace retclip::cli {

namespace {

std::optional<ColumnRole> roleFrom(const std::string &text)
{
    for (int role = int(ColumnRole::ignore); role <= int(ColumnRole::comment); ++role)
        if (text == word(ColumnRole(role)))
            return ColumnRole(role);
    return {};
}

/// `{"heading": "role", …}`: replaces what was guessed for those columns.
Result<void> applyColumns(ImportPlan &plan, const QString &file)
{
    RETCLIP_TRY(const std::string text, read_file(path_from_utf8(file.toStdString())));
    const Json json = Json::parse(text, nullptr, false);
    if (!json.is_object())
        return wrongUsage(message(QT_TRANSLATE_NOOP("Message", "%1 is not a JSON object."),
                                  {file.toStdString()}),
                          message(QT_TRANSLATE_NOOP("Message",
                              "Write {\"heading\": \"role\", …}.")));
    for (const auto &[heading, value] : json.items()) {
        const auto role = value.is_string() ? roleFrom(value.get<std::string>()) : std::nullopt;
        if (!role) {
            QStringList words;
            for (int each = int(ColumnRole::ignore); each <= int(ColumnRole::comment); ++each)
                words << QLatin1String(word(ColumnRole(each)));
            return wrongUsage(message(QT_TRANSLATE_NOOP("Message",
                                          "Column \"%1\" cannot become \"%2\"."),
                                      {heading, value.is_string() ? value.get<std::string>()
                                                                  : dump(value)}),
                              message(QT_TRANSLATE_NOOP("Message", "Choose one of %1."),
                                      {words.join(QStringLiteral(", ")).toStdString()}));
        }
        bool found = false;
        for (ColumnGuess &column : plan.columns)
            if (column.heading == QString::fromStdString(heading)) {
                column.role = *role;
                found = true;
            }
        if (!found)
            return wrongUsage(message(QT_TRANSLATE_NOOP("Message", "The table has no column \"%1\"."),
                                      {heading}),
                              message(QT_TRANSLATE_NOOP("Message", "Compare with its heading line.")));
    }
    return {};
}

/// The file of --errors must be writable before anything comes in: after the import it is too late
/// to say that it failed.
Result<void> checkErrorsFile(const QString &file)
{
    const auto target = path_from_utf8(file.toStdString());
    auto writable = [&]() -> Result<void> {
        if (QFileInfo(file).isDir())
            return failure(file_error(target, EISDIR));
        return AtomicFile(target).open(); // Its temporary file goes with it.
    }();
    if (!writable) {
        Error error = writable.error();
        error.what_was_kept = message(QT_TRANSLATE_NOOP("Message", "Nothing was imported."));
        error.what_to_do = message(QT_TRANSLATE_NOOP("Message",
            "Name a file for --errors in a folder that you may write to, and import again."));
        return failure(std::move(error));
    }
    return {};
}

Result<void> writeErrorsFile(const ImportReport &report, const QString &file)
{
    auto written = writeSkipped(report.skipped + report.remarks, file);
    if (!written) {
        Error error = written.error();
        error.what_was_kept = message(QT_TRANSLATE_NOOP("Message",
            "The import itself is in; only the list of what was skipped is not written."));
        error.what_to_do = message(QT_TRANSLATE_NOOP("Message",
            "Make room, and import again: nothing comes in twice, and the list is written anew."));
        return failure(std::move(error));
    }
    return {};
}

Json rowsJson(const QVector<SkippedRow> &rows)
{
    Json list = Json::array();
    for (const SkippedRow &row : rows)
        list.push_back({{"source", row.source.toStdString()}, {"row", row.row},
                        {"reason", row.english()}});
    return list;
}

void showRows(Invocation &call, const QVector<SkippedRow> &rows)
{
    for (const SkippedRow &row : rows) {
        QString text = translated(row.reason);
        if (!row.cause.empty())
            text += QLatin1Char(' ') + translated(row.cause);
        call.out().note(row.row > 0 ? QStringLiteral("%1:%2: %3").arg(row.source).arg(row.row).arg(text)
                                    : QStringLiteral("%1: %2").arg(row.source, text));
    }
}

Result<int> importSource(Invocation &call)
{
    ImportPlan plan;
    plan.source = call.positional("SOURCE");
    plan.layout = call.text("layout");
    plan.encoding = call.text("encoding");
    plan.pattern = call.text("pattern");
    plan.copyImages = call.has("copy");
    plan.imageFolder = call.text("images");
    plan.deidentify = call.has("deidentify");
    plan.keyFile = call.text("key");
    plan.person = call.person();
    if (plan.deidentify != call.has("key"))
        return wrongUsage(message(QT_TRANSLATE_NOOP("Message", "--deidentify and --key FILE go together.")),
                          message(QT_TRANSLATE_NOOP("Message", "Name a file outside the study for the key; it is made where it is not there.")));
    if (plan.layout != QLatin1String("auto") && !importer(plan.layout)) {
        QStringList ids{QStringLiteral("auto")};
        for (const Importer *each : importers())
            ids << each->id();
        return wrongUsage(message(QT_TRANSLATE_NOOP("Message", "There is no layout \"%1\"."),
                                  {plan.layout.toStdString()}),
                          message(QT_TRANSLATE_NOOP("Message", "Choose one of %1."),
                                  {ids.join(QStringLiteral(", ")).toStdString()}));
    }
    if (call.has("errors"))
        RETCLIP_CHECK(checkErrorsFile(call.text("errors")));
    RETCLIP_TRY(plan, analyseSource(plan, call.stop()));
    if (call.has("pattern") && plan.layout != QLatin1String("folder"))
        return wrongUsage(message(QT_TRANSLATE_NOOP("Message", "--pattern reads the names of photographs in a folder; this is of the layout %1."),
                                  {plan.layout.toStdString()}),
                          message(QT_TRANSLATE_NOOP("Message", "Leave out --pattern, or add --layout folder.")));
    if (call.has("columns"))
        RETCLIP_CHECK(applyColumns(plan, call.text("columns")));
    const bool dryRun = call.has("dry-run");
    // A look takes back what it tries; a study that cannot be written to is looked at as if empty.
    auto opened = call.study(OpenMode::readWrite);
    if (!opened && dryRun && opened.error().code != ErrorCode::not_found)
        opened = call.study(OpenMode::readOnly);
    RETCLIP_TRY(const auto study, std::move(opened));
    RETCLIP_TRY(const ImportReport report,
                runImport(*study, plan, dryRun, call.out().progress(), call.stop()));

    const Json skipped = rowsJson(report.skipped), remarks = rowsJson(report.remarks);
    Json notes = Json::array();
    for (const Message &note : report.notes)
        notes.push_back(note.english());
    call.out().result(
        {{"patients", report.patients}, {"exams", report.exams}, {"images", report.images},
         {"reports", report.reports}, {"labels", report.labels}, {"unchanged", report.unchanged},
         {"pairs", report.pairs}, {"single_eyes", report.singleEyes},
         {"eye_unknown", report.eyeUnknown}, {"without_report", report.withoutReport},
         {"missing_files", report.missingFiles}, {"duplicate_images", report.duplicateImages},
         {"layout", plan.layout.toStdString()}, {"encoding", plan.encoding.toStdString()},
         {"dry_run", dryRun}, {"complete", report.complete}, {"skipped", skipped},
         {"changed", report.changed}, {"beside", report.beside},
         {"eyes_in_doubt", report.eyesInDoubt}, {"with_writing", report.withWriting},
         {"backup", report.backup.isEmpty() ? Json(nullptr) : Json(report.backup.toStdString())},
         {"row_notes", remarks}, {"notes", notes}},
        QCoreApplication::translate("Command",
            "patients: %1, exams: %2, photographs: %3, reports: %4, labels: %5; unchanged: %6, rows left out: %7, "
            "photographs left out: %8, to look at: %9%10")
            .arg(report.patients).arg(report.exams).arg(report.images).arg(report.reports)
            .arg(report.labels).arg(report.unchanged).arg(rowsOf(report, RowFate::leftOut))
            .arg(photographsNotIn(report)).arg(rowsOf(report, RowFate::toLookAt))
            .arg(dryRun ? QCoreApplication::translate("Command", " (dry run: nothing was written)")
                        : QString()));
    if (!call.out().isJson()) {
        for (const Message &note : report.notes)
            call.out().note(translated(note));
        showRows(call, report.remarks);
        showRows(call, report.skipped);
    }
    if (call.has("errors"))
        RETCLIP_CHECK(writeErrorsFile(report, call.text("errors")));
    if (!report.complete)
        return statusInterrupted;
    // Of a source that gives nothing the work has failed, strict or not.
    if (report.exams == 0 && report.unchanged == 0 && !report.skipped.isEmpty())
        return statusFailed;
    return call.has("strict") && !report.skipped.isEmpty() ? statusFailed : statusDone;
}

} // namespace

Verb importDataVerb()
{
    return {"import", QT_TRANSLATE_NOOP("Command", "Add patients, photographs, reports and labels."),
            {{"", QT_TRANSLATE_NOOP("Command", "Safe to repeat and to interrupt: nothing comes in twice."),
              {studyPlace,
               {"SOURCE", QT_TRANSLATE_NOOP("Command", "Table or folder.")}},
              {{"layout", ValueKind::text, "LAYOUT",
                QT_TRANSLATE_NOOP("Command", "auto, table, odir, retclip, folder, dicom, export."), {}, "auto"},
               {"columns", ValueKind::text, "MAP.json",
                QT_TRANSLATE_NOOP("Command", "What columns become: {\"heading\": \"role\"}.")},
               {"pattern", ValueKind::text, "REGEX",
                QT_TRANSLATE_NOOP("Command", "File names: groups patient, eye, date.")},
               {"encoding", ValueKind::text, "NAME",
                QT_TRANSLATE_NOOP("Command", "Of the table; else guessed.")},
               {"images", ValueKind::text, "FOLDER",
                QT_TRANSLATE_NOOP("Command", "Where relative paths start.")},
               {"copy", ValueKind::flag, "",
                QT_TRANSLATE_NOOP("Command", "Copy photographs into the study; else link.")},
               {"deidentify", ValueKind::flag, "",
                QT_TRANSLATE_NOOP("Command", "Pseudonyms, days moved, reports redacted; photographs are copied without metadata.")},
               {"key", ValueKind::text, "FILE",
                QT_TRANSLATE_NOOP("Command", "Secret of the pseudonyms, outside the study: read from there, or made there.")},
               {"dry-run", ValueKind::flag, "", QT_TRANSLATE_NOOP("Command", "Count, write nothing.")},
               {"strict", ValueKind::flag, "",
                QT_TRANSLATE_NOOP("Command", "Status 1 where a row was skipped.")},
               {"errors", ValueKind::text, "FILE.csv",
                QT_TRANSLATE_NOOP("Command", "Write the skipped rows there, and those with a value that could not be read.")},
               {"reader", ValueKind::text, "NAME",
                QT_TRANSLATE_NOOP("Command", "Whose name stands in the journal.")}},
              "retclip import odir.study odir.csv --layout odir", importSource}}};
}

} // namespace retclip::cli
