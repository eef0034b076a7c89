// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/job.h"
#include "core/jobs/run_queue.h"
#include "core/study/study_document.h"
#include "tests/support/temporary_study.h"
#include "tests/ui/support/own_data_folder.h"
#include "tests/ui/support/scripted_backend.h"
#include "tests/ui/support/stall_counter.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/app_context.h"
#include "ui/shell/notifications.h"
#include "ui/shell/selection.h"
#include "ui/shell/settings.h"
#include "ui/shell/theme.h"

#include <QWidget>

namespace retclip {

/// What a workspace is given, around a study of made-up patients with drawn photographs: 24 of
/// them labelled for glaucoma (both eyes), one one-eyed, some with the same report.
class UiStudy
{
public:
    UiStudy();
    ~UiStudy();

    /// A finished run with its events, as a folder that came from elsewhere.
    RunId addFinishedRun(const QString &name, std::int64_t steps, int seed,
                         const QString &preset = QStringLiteral("pretrain-small"));
    /// Predictions of the run: by rank, with known mistakes. Returns them as stored.
    std::vector<PredictionRow> addPredictions(RunId run);
    void startQueue();

    OwnDataFolder data;
    TemporaryStudy files;
    std::unique_ptr<StudyDocument> document;
    ScriptedDoor door;
    JobPool jobs{2};
    SelectionModel selections;
    Notifications notifications;
    Settings settings;
    ActionRegistry actions;
    AppContext context;
    std::unique_ptr<RunQueue> queue;
    std::vector<ExamId> exams;
};

/// A finished run with its events, as a folder that came from elsewhere.
RunId addFinishedRun(StudyDocument &document, const QString &name, std::int64_t steps, int seed,
                     const QString &preset);

/// Keeps a picture where RETCLIP_SCREENSHOTS names a folder.
void keepPicture(QWidget &widget, const QString &name);

} // namespace retclip
