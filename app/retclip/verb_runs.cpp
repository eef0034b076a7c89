// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/retclip/invocation.h"
#include "app/retclip/run_json.h"
#include "app/retclip/verbs.h"
#include "app/version.h"
#include "core/base/files.h"
#include "core/inspection/run_report.h"
#include "core/jobs/run_lock.h"
#include "core/jobs/run_transfer.h"

#include <QDir>
#include <QFileInfo>

namespace retclip::cli {

namespace {

/// A run whose process is gone (killed, power cut) is one to resume, whatever was last written.
const char *stateNow(const RunRow &run)
{
    return word(run.state == RunState::running && !RunLock::isHeld(run.folder) ? RunState::paused
                                                                               : run.state);
}

Json time(const QDateTime &value)
{
    return value.isValid() ? Json(value.toUTC().toString(Qt::ISODateWithMs).toStdString())
                           : Json(nullptr);
}

Json filesIn(const QString &folder, QDir::Filters filters)
{
    Json files = Json::array();
    const QDir directory(folder);
    for (const QString &name : directory.entryList(filters | QDir::NoDotAndDotDot, QDir::Name))
        files.push_back(directory.filePath(name).toStdString());
    return files;
}

} // namespace

Json runJson(const RunRow &run, bool everything)
{
    Json json{{"number", run.id.value}, {"name", run.name.toStdString()},
              {"task", run.task.toStdString()}, {"preset", run.preset.toStdString()},
              {"state", stateNow(run)}, {"created", time(run.created)},
              {"started", time(run.started)}, {"ended", time(run.ended)},
              {"dataset", run.dataset.toStdString()},
              {"manifest_hash", run.manifestHash.toStdString()},
              {"program_version", run.programVersion.toStdString()},
              {"metrics", fromQt(run.metrics)}, {"star", run.star}, {"note", run.note.toStdString()},
              {"message", run.message.isEmpty() ? Json(nullptr) : Json(run.message.toStdString())},
              {"folder", run.folder.toStdString()}};
    if (everything) {
        json["config"] = fromQt(run.config);
        json["checkpoints"] = filesIn(run.folder + QStringLiteral("/checkpoints"), QDir::Files);
        json["evaluations"] = filesIn(run.folder + QStringLiteral("/evaluations"), QDir::Dirs);
    }
    return json;
}

ModelSource sourceOf(const RunRow &run)
{
    ModelSource source;
    source.run_folder = path_from_utf8(run.folder.toStdString());
    return source;
}

namespace {

Result<int> listRuns(Invocation &call)
{
    RETCLIP_TRY(const auto study, call.study(OpenMode::readOnly));
    RETCLIP_TRY(const QVector<RunRow> runs, study->runs());
    for (const RunRow &run : runs)
        call.out().result(runJson(run, false),
                          QStringLiteral("%1\t%2\t%3\t%4\t%5").arg(run.id.value)
                              .arg(run.name, run.task, QLatin1String(stateNow(run)),
                                   run.created.toString(Qt::ISODate)));
    return statusDone;
}

Result<int> showRun(Invocation &call)
{
    RETCLIP_TRY(const auto study, call.study(OpenMode::readOnly));
    RETCLIP_TRY(const RunRow run, study->run(call.positional("RUN")));
    const Json json = runJson(run, true);
    QString text;
    if (!call.out().isJson())
        for (const auto &[name, value] : json.items())
            text += QStringLiteral("%1: %2\n").arg(
                QString::fromStdString(name),
                QString::fromStdString(value.is_string() ? value.get<std::string>()
                                                         : value.dump(value.is_object() ? 2 : -1)));
    call.out().result(json, text.trimmed());
    return statusDone;
}

Result<int> reportRun(Invocation &call)
{
    RETCLIP_TRY(const auto study, call.study(OpenMode::readOnly));
    RETCLIP_TRY(const RunRow run, study->run(call.positional("RUN")));
    RETCLIP_TRY(const RunReport report,
                makeRunReport(*study, run, QStringLiteral("%1 %2").arg(QLatin1String(programName), QLatin1String(programVersion())),
                              call.stop()));
    const QFileInfo page(call.text("out"));
    const QString numbers = page.path() + QLatin1Char('/') + page.completeBaseName() + QStringLiteral(".csv");
    RETCLIP_CHECK(write_file_atomically(pathOf(page.filePath()), report.html().toStdString()));
    RETCLIP_CHECK(write_file_atomically(pathOf(numbers), report.csv().toStdString()));
    call.out().result({{"run", run.id.value}, {"steps", report.steps}, {"epochs", report.epochs},
                       {"loss_first", orNull(report.firstLoss)}, {"loss_last", orNull(report.lastLoss)},
                       {"patients_per_s", orNull(report.patientsPerSecond)}, {"wait_share", orNull(report.waitShare)},
                       {"memory_bytes", orNull(report.mostMemory)}, {"methods", report.methods().toStdString()},
                       {"report", page.filePath().toStdString()}, {"numbers", numbers.toStdString()}},
                      QStringLiteral("%1\n%2").arg(page.filePath(), numbers));
    return statusDone;
}

Result<int> importRuns(Invocation &call)
{
    RETCLIP_TRY(const auto study, call.study(OpenMode::readWrite));
    RETCLIP_TRY(const RunRow run,
                importRun(*study, call.positional("FOLDER"), call.text("name"), call.out().progress(), call.stop()));
    call.out().endProgress();
    call.out().result(runJson(run, false), QStringLiteral("%1\t%2\t%3").arg(run.id.value).arg(run.name, QLatin1String(stateNow(run))));
    return statusDone;
}

Result<int> remove(Invocation &call)
{
    RETCLIP_TRY(const auto study, call.study(OpenMode::readWrite));
    RETCLIP_TRY(const RunRow run, study->run(call.positional("RUN")));
    RETCLIP_CHECK(study->deleteRun(run.id));
    call.out().result({{"number", run.id.value}, {"name", run.name.toStdString()}, {"deleted", true}},
                      run.name);
    return statusDone;
}

} // namespace

Verb runsVerb()
{
    const PositionalDescription run{"RUN", QT_TRANSLATE_NOOP("Command", "Number or name.")};
    return {"runs", QT_TRANSLATE_NOOP("Command", "List, show, report, import or delete training runs."),
            {{"", QT_TRANSLATE_NOOP("Command", "A line a run, newest first."), {studyPlace}, {},
              "retclip runs odir.study --json", listRuns},
             {"show", QT_TRANSLATE_NOOP("Command",
                  "Configuration, data and code version, metrics, checkpoints."),
              {studyPlace, run}, {}, "retclip runs show odir.study 7 --json", showRun},
             {"report", QT_TRANSLATE_NOOP("Command",
                  "A page with settings, curves and figures, and its numbers beside it as CSV."),
              {studyPlace, run},
              {{"out", ValueKind::text, "FILE", QT_TRANSLATE_NOOP("Command", "Page to write (.html)."), {}, "", 0, false, true}},
              "retclip runs report odir.study 7 --out run7.html", reportRun},
             {"import", QT_TRANSLATE_NOOP("Command",
                  "Takes in a run that was trained elsewhere on this study's data: its folder, or the job folder it came from."),
              {studyPlace, {"FOLDER", QT_TRANSLATE_NOOP("Command", "Folder with run.json, manifest.jsonl and checkpoints.")}},
              {{"name", ValueKind::text, "N", QT_TRANSLATE_NOOP("Command", "Name of the run; else the folder's.")}},
              "retclip runs import odir.study cluster-job", importRuns},
             {"delete", QT_TRANSLATE_NOOP("Command", "Moves the run's folder to the study's trash."),
              {studyPlace, run}, {}, "retclip runs delete odir.study 7", remove}}};
}

} // namespace retclip::cli
