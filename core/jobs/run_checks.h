// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/model_backend.h"
#include "core/base/work_folder.h"
#include "core/study/study.h"

#include <QString>

#include <optional>
#include <stop_token>

namespace retclip {

/// A run that is only tried out: its folder lies in the study's cache (else in the system's
/// temporary folder) and goes with this object. The study itself is only read.
struct TrialRun
{
    std::optional<WorkFolder> folder;
    TrainRequest request;
};

/// Takes the exams of the dataset and trains the tokenizer where the run would. Threads: any;
/// blocks. Errors: those of preparing a run.
[[nodiscard]] Result<TrialRun> prepareTrialRun(const Study &study, const RunConfig &config,
                                               const QString &dataset, TokenizerService &tokenizers,
                                               std::stop_token stop);

} // namespace retclip
