// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/run_checks.h"

#include "core/base/files.h"
#include "core/jobs/run_preparation.h"
#include "core/study/folds.h"

#include <nlohmann/json.hpp>

#include <QDir>

namespace retclip {

Result<TrialRun> prepareTrialRun(const Study &study, const RunConfig &config, const QString &dataset,
                                 TokenizerService &tokenizers, std::stop_token stop)
{
    RETCLIP_TRY(const Manifest manifest, manifestOfRun(study, dataset, config));
    TrialRun trial;
    QDir().mkpath(study.cacheFolder());
    auto work = WorkFolder::make(path_from_utf8(study.cacheFolder().toStdString()), "trial");
    if (!work) // A study that may only be read.
        work = WorkFolder::make(path_from_utf8(QDir::tempPath().toStdString()), "trial");
    if (!work)
        return failure(ErrorCode::read_only,
                       message(QT_TRANSLATE_NOOP("Message", "No folder for a trial run can be made: %1."),
                               {work.error().english()}),
                       message(QT_TRANSLATE_NOOP("Message", "Nothing was checked.")),
                       message(QT_TRANSLATE_NOOP("Message", "Free some space in the temporary folder.")));
    trial.folder = std::move(*work);
    RunRow row;
    row.folder = QString::fromStdString(trial.folder->path().string());
    const std::filesystem::path folder = path_from_utf8(row.folder.toStdString());
    RETCLIP_CHECK(write_file_atomically(folder / "run.json", to_json(config).dump(2) + "\n"));
    RETCLIP_CHECK(write_manifest(manifest, folder / "manifest.jsonl"));
    RETCLIP_TRY(trial.request, prepareRun(row, study.cacheFolder(), false, tokenizers, stop));
    return trial;
}

} // namespace retclip
