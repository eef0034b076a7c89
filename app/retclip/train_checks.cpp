// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/retclip/train_checks.h"

#include "core/jobs/run_checks.h"
#include "core/study/folds.h"

#include <QCoreApplication>

namespace retclip::cli {

namespace {

/// Three lines for a person: mark, title and figures; verdict; what to do.
QString lines(const RunCheck &check)
{
    const auto figure = [](const std::optional<double> &value) {
        return value ? QString::number(*value, 'g', 4) : QStringLiteral("–");
    };
    QString text = QStringLiteral("%1  %2  %3 (%4)  %5 s\n        %6")
                       .arg(check.ok ? QStringLiteral("ok    ") : QStringLiteral("NOT OK"))
                       .arg(translated(title(check.check)), -36)
                       .arg(figure(check.value), figure(check.limit))
                       .arg(check.seconds, 0, 'f', 1)
                       .arg(translated(check.verdict));
    if (!check.what_to_do.empty())
        text += QStringLiteral("\n        → ") + translated(check.what_to_do);
    return text;
}

} // namespace

Result<int> checkBeforeTraining(Invocation &call, const RunConfig &config)
{
    RETCLIP_TRY(const auto study, call.study(OpenMode::readOnly));
    RETCLIP_TRY(ModelBackend *const backend, call.backend());
    RETCLIP_TRY(const TrialRun trial, prepareTrialRun(*study, config, call.text("dataset"),
                                                      call.door().tokenizers(), call.stop()));
    int wrong = 0;
    double seconds = 0;
    const CheckCallback each = [&](const RunCheck &check) {
        wrong += check.ok ? 0 : 1;
        seconds += check.seconds;
        call.out().result(to_json(check), lines(check));
    };
    const bool doctor = call.has("doctor");
    RETCLIP_CHECK(doctor ? backend->diagnose(trial.request, each, call.out().progress(), call.stop())
                         : backend->prove_resume(trial.request, int(call.integer("steps", 50)), each,
                                                 call.out().progress(), call.stop()));
    call.out().endProgress();
    if (doctor)
        call.out().note(wrong ? QCoreApplication::translate("Command",
                                    "The doctor found %n thing(s) to look at, in %1 s.", nullptr, wrong)
                                    .arg(seconds, 0, 'f', 0)
                              : QCoreApplication::translate("Command",
                                    "The doctor found nothing wrong, in %1 s.").arg(seconds, 0, 'f', 0));
    else
        call.out().note(wrong ? QCoreApplication::translate("Command",
                                    "NOT proved: a repeated or resumed run differs.")
                              : QCoreApplication::translate("Command",
                                    "Proved in %1 s: the run repeats bit for bit, stopped or not.")
                                    .arg(seconds, 0, 'f', 0));
    return wrong ? statusFailed : statusDone;
}

Result<int> estimateTraining(Invocation &call, const RunConfig &config)
{
    RETCLIP_TRY(const auto study, call.study(OpenMode::readOnly));
    RETCLIP_TRY(const Manifest manifest, manifestOfRun(*study, call.text("dataset"), config));
    RETCLIP_TRY(ModelBackend *const backend, call.backend());
    RETCLIP_TRY(const RunEstimate estimate, backend->estimate(config, manifest, false, call.stop()));
    Json json{{"memory_bytes", estimate.memory_bytes}, {"memory_free_bytes", estimate.memory_free_bytes},
              {"fits", estimate.fits()}, {"steps", estimate.steps}, {"proposal", estimate.proposal}};
    const auto size = [](std::uint64_t bytes) { return QStringLiteral("%1 GiB").arg(double(bytes) / double(1 << 30), 0, 'f', 2); };
    QString text = QCoreApplication::translate("Command", "Memory: about %1 of %2 that are free.")
                       .arg(size(estimate.memory_bytes), estimate.memory_free_bytes
                                ? size(estimate.memory_free_bytes)
                                : QCoreApplication::translate("Command", "an unknown amount"));
    if (!estimate.fits()) {
        if (estimate.proposal.empty()) {
            text += u'\n' + QCoreApplication::translate("Command", "Not even one patient at a time fits: choose a smaller network or image side.");
        } else {
            QStringList settings;
            for (const auto &[key, value] : estimate.proposal)
                settings << QStringLiteral("--set %1=%2").arg(QString::fromStdString(key), QString::fromStdString(value));
            json["proposal_bytes"] = estimate.proposal_bytes;
            json["proposal_time"] = estimate.proposal_time;
            text += u'\n' + QCoreApplication::translate("Command", "It does not fit. The fastest that does: %1 (%2, a step takes %3 times as long).")
                                .arg(settings.join(u' '), size(estimate.proposal_bytes))
                                .arg(estimate.proposal_time, 0, 'f', 2);
        }
    }
    call.out().result(json, text);
    return estimate.fits() ? statusDone : statusFailed;
}

} // namespace retclip::cli
