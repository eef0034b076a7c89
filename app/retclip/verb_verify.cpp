// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/retclip/invocation.h"
#include "app/retclip/verbs.h"
#include "core/base/files.h"
#include "core/fidelity/verification.h"

#include <QCoreApplication>
#include <QElapsedTimer>

#include <cmath>
#include <limits>

namespace retclip::cli {

namespace {

constexpr std::int64_t progressSteps = 1000;

void printCase(Invocation &call, const VerifyCase &one)
{
    const bool comparable = one.max_difference < std::numeric_limits<double>::max();
    Json json{{"case", one.name},
              {"max_difference", comparable ? Json(one.max_difference) : Json(nullptr)},
              {"tolerance", one.tolerance}, {"ok", one.ok}};
    if (!one.detail.empty())
        json["detail"] = one.detail;
    call.out().result(json, QStringLiteral("%1\t%2\t%3\t%4\t%5")
                                .arg(one.ok ? QStringLiteral("ok") : QStringLiteral("DIFFERS"),
                                     QString::fromStdString(one.name),
                                     differenceText(one.max_difference))
                                .arg(one.tolerance)
                                .arg(QString::fromStdString(one.detail)));
}

/// Which program on which device the numbers are of.
void describeMachine(ModelBackend &backend, Verification &verification)
{
    const BackendDescription machine = backend.describe();
    verification.libtorch = QString::fromStdString(machine.libtorch);
    verification.program = QCoreApplication::applicationVersion();
    for (const DeviceDescription &device : machine.devices)
        if (device.id == verification.device.toStdString()
            || device.id == verification.device.toStdString() + ":0")
            verification.processor = QString::fromStdString(device.name);
}

Result<int> runVerify(Invocation &call)
{
    RETCLIP_TRY(ModelBackend *const backend, call.backend());
    Verification verification;
    verification.source = call.has("builtin") ? QString() : call.positional("FIXTURES");
    verification.device = call.text("device");
    verification.when = QDateTime::currentDateTime();
    describeMachine(*backend, verification);
    ProgressReporter reporter(call.out().progress(), progressSteps,
                              message(QT_TRANSLATE_NOOP("Message", "Comparing with references")));
    QElapsedTimer clock;
    clock.start();
    const Result<void> outcome = backend->verify(
        path_from_utf8(verification.source.toStdString()), verification.device.toStdString(),
        [&](const VerifyCase &one) {
            verification.cases.push_back(one);
            printCase(call, one);
            reporter.advance_to(std::int64_t(std::floor(one.share * double(progressSteps))));
        },
        call.stop());
    reporter.finish();
    verification.seconds = double(clock.elapsed()) / 1000;
    verification.whole = outcome.has_value();
    // What was compared is kept, also of a run that was stopped.
    if (call.has("report") && !verification.cases.empty())
        RETCLIP_CHECK(saveVerification(verification,
                                       pathOf(call.text("report"))));
    if (!outcome)
        return failure(outcome.error());
    call.out().note(summarySentence(verification));
    return verification.differing() ? statusFailed : statusDone;
}

} // namespace

Verb verifyVerb()
{
    return {"verify", QT_TRANSLATE_NOOP("Command", "Compare with reference numbers of the published code."),
            {{"", "", {{"FIXTURES", QT_TRANSLATE_NOOP("Command", "Folder of references; without it, the set that ships with the program."),
                        PositionalDescription::optional}},
              {{"builtin", ValueKind::flag, "", QT_TRANSLATE_NOOP("Command", "The set that ships with the program.")},
               {"device", ValueKind::text, "DEVICE", QT_TRANSLATE_NOOP("Command", "cpu, cuda …; on a graphics card, tolerances of the network are ten times wider."), {}, "cpu"},
               {"report", ValueKind::text, "FILE", QT_TRANSLATE_NOOP("Command", "Save a report: .html, .txt or .json.")}},
              "retclip verify fixtures --report verification.html", runVerify, true}}};
}

} // namespace retclip::cli
