// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/run_progress.h"
#include "core/benchmarks/retraining.h"

#include "core/inspection/evaluation_material.h"
#include "core/jobs/run_queue.h"
#include "core/study/folds.h"

#include <algorithm>
#include <optional>

namespace retclip {

namespace {

Result<EvaluationResult> evaluationBefore(const RetrainOrder &order)
{
    RETCLIP_TRY(std::vector<EvaluationResult> stored, storedEvaluations(order.run));
    std::erase_if(stored, [&](const EvaluationResult &each) {
        return (!order.labelSet.isEmpty() && each.order.labelSet != order.labelSet)
            || each.order.protocol == EvaluationProtocol::zeroShot || each.order.protocol == EvaluationProtocol::fewShot;
    });
    if (stored.empty())
        return failure(ErrorCode::not_found,
                       message(QT_TRANSLATE_NOOP("Message", "Run %1 has no evaluation that learned from labels."), {std::to_string(order.run.id.value)}),
                       message(QT_TRANSLATE_NOOP("Message", "Nothing was frozen and nothing trained.")),
                       message(QT_TRANSLATE_NOOP("Message", "Evaluate it first (probe or fine-tuning), then review and correct.")));
    return std::move(stored.back());
}

/// The same run on the corrected labels: registered, or as it stands where a stop paused it.
Result<RunRow> correctedRun(Study &study, const RetrainOrder &order, const DatasetRow &dataset)
{
    if (auto known = study.run(dataset.name); known && known->dataset == dataset.name)
        return std::move(*known);
    RunOrder again;
    RETCLIP_TRY(again.config, runConfigOf(order.run));
    again.name = dataset.name;
    again.dataset = dataset.name;
    again.person = order.person;
    RETCLIP_TRY(again.manifest, manifestOfRun(study, dataset.name, again.config));
    return study.createRun(again);
}

} // namespace

Result<Retrained> retrainOnCorrections(Study &study, const RetrainOrder &order, ModelBackend &backend,
                                       TokenizerService &tokenizers, const ProgressCallback &progress, std::stop_token stop)
{
    Retrained made;
    RETCLIP_TRY(made.before, evaluationBefore(order));
    const bool trains = made.before.order.protocol == EvaluationProtocol::finetune;
    RETCLIP_TRY(const Corrections corrections, correctionsSince(study, made.before));
    QString name = order.name;
    if (name.isEmpty()) {
        RETCLIP_TRY(name, correctedName(study, order.run));
    }
    if (const auto there = study.dataset(name)) {
        made.dataset = *there; // A stop after freezing: goes on.
    } else {
        RETCLIP_TRY(made.dataset, freezeCorrected(study, made.before, corrections, name, order.person, stop));
    }
    made.run = order.run;
    if (trains) {
        RETCLIP_TRY(made.run, correctedRun(study, order, made.dataset));
        if (made.run.state != RunState::done) {
            RunProgress observer(progress, made.run.name.toStdString());
            RETCLIP_TRY(const RunOutcome outcome,
                        runInForeground(study, made.run, made.run.started.isValid(), backend, tokenizers, observer, stop));
            if (outcome.outcome == "paused")
                return cancelled();
        }
    }
    RETCLIP_TRY(made.run, study.run(QString::number(made.run.id.value)));
    EvaluationOrder judged = made.before.order;
    judged.bootstrap = order.bootstrap;
    judged.dataset = trains ? QString() : made.dataset.name;
    RETCLIP_TRY(made.after, evaluate(study, made.run, backend, judged, progress, stop));
    RETCLIP_TRY(made.worth, correctionWorth(study, made.before, made.after, corrections, order.bootstrap, stop));
    return made;
}

} // namespace retclip
