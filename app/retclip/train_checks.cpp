// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/retclip/train_checks.h"

#include "core/jobs/run_checks.h"

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

} // namespace retclip::cli
