// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/run_transfer.h"

#include "core/base/files.h"
#include "core/base/run_event.h"
#include "core/base/work_folder.h"
#include "core/jobs/run_lock.h"
#include "core/jobs/run_queue.h"
#include "core/study/folds.h"

#include <nlohmann/json.hpp>

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>

#include <map>

namespace retclip {

namespace {

std::filesystem::path diskPath(const QString &path)
{
    return path_from_utf8(path.toStdString());
}

Message nothingImported()
{
    return message(QT_TRANSLATE_NOOP("Message", "Nothing was imported."));
}

/// Files of a run that are worth keeping, relative; no locks, no caches.
QStringList filesOfRun(const QString &folder)
{
    QStringList files;
    const QDir run(folder);
    for (const QString &name : run.entryList(QDir::Files, QDir::Name))
        if (!name.startsWith(u'.') && !name.endsWith(QLatin1String(".lock")) && !name.endsWith(QLatin1String(".tmp")))
            files << name;
    for (const QString &sub : {QStringLiteral("checkpoints"), QStringLiteral("evaluations")}) {
        QStringList folders{sub};
        while (!folders.isEmpty()) {
            const QString next = folders.takeFirst();
            const QDir inside(run.filePath(next));
            for (const QString &name : inside.entryList(QDir::Files, QDir::Name))
                files << next + u'/' + name;
            for (const QString &name : inside.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name))
                folders << next + u'/' + name;
        }
    }
    return files;
}

Result<void> copyFile(const QString &from, const QString &to)
{
    QDir().mkpath(QFileInfo(to).path());
    std::error_code problem;
    std::filesystem::copy_file(diskPath(from), diskPath(to), std::filesystem::copy_options::overwrite_existing, problem);
    if (problem)
        return failure(file_error(diskPath(to), problem.value()));
    return {};
}

/// The manifest with this study's exams and photographs in the place of the other machine's: its hash, which
/// leaves both out, stays. The number of exams that were found.
Result<std::size_t> findHere(Study &study, Manifest &manifest)
{
    RETCLIP_TRY(const Manifest here, study.manifest({}, {}, 0));
    std::map<std::pair<std::string, std::string>, const ManifestItem *> known;
    for (const ManifestItem &item : here.items)
        known[{item.patient, item.exam_code}] = &item;
    std::size_t found = 0;
    for (ManifestItem &item : manifest.items) {
        const auto same = known.find({item.patient, item.exam_code});
        if (same == known.end())
            continue;
        bool alike = true;
        for (const Laterality eye : both_eyes)
            alike = alike
                && (!item.photographs[eye].present()
                    || item.photographs[eye].sha256 == same->second->photographs[eye].sha256);
        if (!alike)
            continue;
        item.exam = same->second->exam;
        for (const Laterality eye : both_eyes)
            if (item.photographs[eye].present())
                item.photographs[eye].path = same->second->photographs[eye].path;
        ++found;
    }
    return found;
}

} // namespace

Result<RunRow> importRun(Study &study, const QString &given, const QString &name, const ProgressCallback &progress,
                         std::stop_token stop)
{
    QString folder = QDir(given).absolutePath();
    if (!QFileInfo::exists(folder + QStringLiteral("/events.jsonl"))
        && QFileInfo::exists(folder + QStringLiteral("/run/run.json")))
        folder += QStringLiteral("/run");
    const auto noRun = [&](const std::string &cause) {
        return failure(ErrorCode::not_found,
                       message(QT_TRANSLATE_NOOP("Message", "There is no run in \"%1\"."), {given.toStdString()}),
                       nothingImported(),
                       message(QT_TRANSLATE_NOOP("Message", "Choose the folder that holds run.json, manifest.jsonl and checkpoints.")),
                       cause);
    };
    if (QDir(folder).absolutePath().startsWith(QDir(study.folder()).absolutePath() + u'/'))
        return failure(ErrorCode::conflict,
                       message(QT_TRANSLATE_NOOP("Message", "\"%1\" lies in this study already."), {folder.toStdString()}),
                       nothingImported(),
                       message(QT_TRANSLATE_NOOP("Message", "Choose a folder that was brought from elsewhere.")));
    const auto text = read_file(diskPath(folder) / "run.json");
    if (!text)
        return noRun(text.error().cause);
    RunOrder order;
    RETCLIP_TRY(order.config, run_config_from_json(nlohmann::json::parse(*text, nullptr, false)));
    RETCLIP_TRY(order.manifest, read_manifest(diskPath(folder) / "manifest.jsonl"));
    const std::string hash = order.manifest.hash();
    order.dataset = QString::fromStdString(order.manifest.dataset);
    order.name = !name.isEmpty() ? name
        : QFileInfo(folder).fileName() == QLatin1String("run") ? QFileInfo(QFileInfo(folder).path()).fileName()
                                                               : QFileInfo(folder).fileName();
    RETCLIP_TRY(const std::size_t found, findHere(study, order.manifest));
    if (found == 0)
        return failure(ErrorCode::conflict,
                       message(QT_TRANSLATE_NOOP("Message", "None of the run's %1 exams is in this study."),
                               {std::to_string(order.manifest.items.size())}),
                       nothingImported(),
                       message(QT_TRANSLATE_NOOP("Message", "Open the study that the run was made from.")));
    if (order.manifest.hash() != hash)
        return failure(ErrorCode::internal, message(QT_TRANSLATE_NOOP("Message", "The run's data changed while it was read.")),
                       nothingImported(), message(QT_TRANSLATE_NOOP("Message", "Report this, with the run's folder.")));

    // Everything is beside its place before the study hears of it.
    RETCLIP_TRY(const WorkFolder work, WorkFolder::make(diskPath(study.folder()) / "runs", "coming"));
    const QDir beside(QString::fromStdString(work.path().string()));
    const QStringList files = filesOfRun(folder);
    ProgressReporter reporter(progress, files.size(), message(QT_TRANSLATE_NOOP("Message", "Copying the run")));
    for (qsizetype i = 0; i < files.size(); ++i) {
        if (stop.stop_requested())
            return cancelled();
        reporter.advance_to(i);
        RETCLIP_CHECK(copyFile(folder + u'/' + files[i], beside.filePath(files[i])));
    }
    RETCLIP_CHECK(write_manifest(order.manifest, diskPath(beside.path()) / "manifest.jsonl"));

    RETCLIP_TRY(RunRow row, study.createRun(order));
    // Not for the queue: its events tell how it stands.
    row.state = RunState::running;
    row.started = QFileInfo(folder + QStringLiteral("/events.jsonl")).birthTime();
    if (!row.started.isValid())
        row.started = QDateTime::currentDateTimeUtc();
    RETCLIP_CHECK(study.updateRun(row));
    for (const QString &file : QDir(beside.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot)) {
        const std::filesystem::path to = diskPath(row.folder) / file.toStdString();
        std::error_code problem;
        std::filesystem::remove_all(to, problem);
        std::filesystem::rename(diskPath(beside.filePath(file)), to, problem);
        if (problem) {
            row.state = RunState::failed;
            RETCLIP_CHECK(study.updateRun(row));
            RETCLIP_CHECK(study.deleteRun(row.id));
            return failure(file_error(to, problem.value()));
        }
    }
    RETCLIP_TRY([[maybe_unused]] const int paused, pauseCrashedRuns(study));
    return study.run(QString::number(row.id.value));
}

Result<RunRow> changeRunSettings(Study &study, const RunRow &run,
                                 const std::vector<std::pair<std::string, std::string>> &settings)
{
    RETCLIP_TRY(const auto computing, RunLock::take(run.folder));
    const std::filesystem::path file = diskPath(run.folder) / "run.json";
    RETCLIP_TRY(const std::string text, read_file(file));
    RETCLIP_TRY(RunConfig config, run_config_from_json(nlohmann::json::parse(text, nullptr, false)));
    for (const auto &[key, value] : settings) {
        if (find_run_field(key) && !may_change_on_resume(key))
            return failure(ErrorCode::invalid_argument,
                           message(QT_TRANSLATE_NOOP("Message", "\"%1\" cannot change in a run that goes on."), {key}),
                           message(QT_TRANSLATE_NOOP("Message", "The run was left as it is.")),
                           message(QT_TRANSLATE_NOOP("Message", "Start a new run with start_from set to its checkpoint.")));
        RETCLIP_CHECK(set_field(config, key, value));
    }
    RETCLIP_CHECK(validate(config));
    const auto json = to_json(config);
    RETCLIP_CHECK(write_file_atomically(file, json.dump(2) + "\n"));
    RETCLIP_TRY(RunRow row, study.run(QString::number(run.id.value)));
    row.config = QJsonDocument::fromJson(QByteArray::fromStdString(json.dump())).object();
    RETCLIP_CHECK(study.updateRun(row));
    return row;
}

} // namespace retclip
