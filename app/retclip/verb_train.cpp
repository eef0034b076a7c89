// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/retclip/invocation.h"
#include "app/retclip/run_settings.h"
#include "app/retclip/train_checks.h"
#include "app/retclip/verbs.h"
#include "core/base/rank_place.h"
#include "core/base/run_start.h"
#include "core/jobs/run_queue.h"
#include "core/jobs/run_transfer.h"
#include "core/study/folds.h"

#include <QCoreApplication>
#include <QDir>

#include <cmath>

namespace retclip::cli {

namespace {

/// Prints each event as it happens: JSON Lines, or a line for people.
class EventPrinter : public RunObserver
{
public:
    explicit EventPrinter(Output &output) : m_output(output) {}

    void on_event(const RunEvent &event) override
    {
        if (m_output.isJson())
            m_output.json(Json::parse(to_json(event).dump()));
        else
            m_output.text(line(event));
    }

private:
    static QString line(const RunEvent &event)
    {
        QString text = QStringLiteral("%1  step %2  epoch %3").arg(QLatin1String(word(event.kind)), -10)
                           .arg(event.step).arg(event.epoch);
        const auto add = [&](const char *name, const std::optional<double> &value) {
            if (value)
                text += QStringLiteral("  %1 %2").arg(QLatin1String(name)).arg(*value, 0, 'g', 5);
        };
        add("loss", event.loss);
        add("patient", event.loss_patient);
        add("left", event.loss_left);
        add("right", event.loss_right);
        add("rate", event.learning_rate);
        add("patients/s", event.patients_per_s);
        for (const auto &[name, value] : event.metrics)
            text += QStringLiteral("  %1 %2").arg(QString::fromStdString(name)).arg(value, 0, 'g', 5);
        if (!event.file.empty())
            text += QStringLiteral("  ") + QString::fromStdString(event.file);
        if (!event.outcome.empty())
            text += QStringLiteral("  ") + QString::fromStdString(event.outcome);
        if (!event.message.empty())
            text += QStringLiteral("  ") + translated(event.message);
        return text;
    }

    Output &m_output;
};

Result<RunRow> registered(Invocation &call)
{
    if (call.has("name") || call.has("dataset"))
        return wrongUsage(message(QT_TRANSLATE_NOOP("Message",
                              "A resumed run keeps its name and data.")),
                          message(QT_TRANSLATE_NOOP("Message", "Start a new run with --config instead.")));
    const QStringList changes = call.texts("set");
    RETCLIP_TRY(const auto study, call.study(changes.isEmpty() ? OpenMode::readOnly : OpenMode::readWrite));
    RETCLIP_TRY(const RunRow row, study->run(call.text("resume")));
    if (changes.isEmpty())
        return row;
    std::vector<std::pair<std::string, std::string>> settings;
    for (const QString &change : changes)
        settings.emplace_back(change.section(QLatin1Char('='), 0, 0).toStdString(),
                              change.section(QLatin1Char('='), 1).toStdString());
    auto changed = changeRunSettings(*study, row, settings);
    if (!changed && changed.error().code == ErrorCode::not_found)
        changed.error().code = ErrorCode::invalid_argument; // a wrong --set is wrong usage
    return changed;
}

/// A rank beside the first: settings and data come from rank 0, which alone writes. Its own words are
/// its end.
class QuietObserver : public RunObserver
{
public:
    void on_event(const RunEvent &) override {}
};

Result<int> runBesideTheFirst(Invocation &call)
{
    if (!call.has("resume"))
        RETCLIP_CHECK(configFrom(call)); // Wrong settings end all ranks, not the first alone.
    RETCLIP_TRY(ModelBackend *const backend, call.backend());
    QuietObserver observer;
    RETCLIP_TRY(const RunOutcome outcome, backend->train({}, observer, call.stop()));
    return outcome.outcome == "paused" ? statusInterrupted
        : outcome.outcome == "done"    ? statusDone
                                       : statusFailed;
}

/// What cannot start is refused before anything is registered.
Result<RunRow> newRun(Invocation &call, ModelBackend &backend)
{
    RunOrder order;
    RETCLIP_TRY(order.config, configFrom(call));
    order.name = call.text("name");
    order.dataset = call.text("dataset");
    order.person = call.person();
    {
        RETCLIP_TRY(const auto study, call.study(OpenMode::readOnly));
        RETCLIP_TRY(order.manifest, manifestOfRun(*study, order.dataset, order.config));
    }
    // Looks for the device and the precision, too.
    RETCLIP_TRY([[maybe_unused]] const RunEstimate estimate,
                backend.estimate(order.config, order.manifest, false, call.stop()));
    RETCLIP_TRY(const auto study, call.study(OpenMode::readWrite));
    RETCLIP_TRY(RunRow row, study->createRun(order));
    if (const StartWarning warning = start_warning(order.config); !warning.what.empty())
        call.out().note(QCoreApplication::translate("Command", "Warning: %1 %2")
                            .arg(translated(warning.what), translated(warning.to_do)));
    return row;
}

Result<int> writeJobForElsewhere(Invocation &call)
{
    if (call.has("resume"))
        return wrongUsage(message(QT_TRANSLATE_NOOP("Message", "--job writes a new run.")),
                          message(QT_TRANSLATE_NOOP("Message", "Example: --preset pretrain --job FOLDER --nodes 2")));
    RunOrder order;
    RETCLIP_TRY(order.config, configFrom(call));
    order.name = call.text("name");
    order.dataset = call.text("dataset");
    {
        RETCLIP_TRY(const auto study, call.study(OpenMode::readOnly));
        RETCLIP_TRY(order.manifest, manifestOfRun(*study, order.dataset, order.config));
    }
    ClusterJob job;
    job.folder = QDir(call.text("job")).absolutePath();
    job.nodes = int(call.integer("nodes"));
    job.processesPerNode = int(call.integer("processes"));
    job.gpus = call.has("gpus");
    job.hours = int(call.integer("hours"));
    if (order.config.threads > 0)
        job.coresPerProcess = order.config.threads;
    RETCLIP_TRY(const ClusterJobWritten written,
                writeClusterJob(order, job, call.door().tokenizers(), call.out().progress(), call.stop()));
    call.out().endProgress();
    call.out().result({{"folder", written.folder.toStdString()}, {"slurm", written.slurm.toStdString()},
                       {"torchrun", written.torchrun.toStdString()}, {"bytes", written.bytes}},
                      QStringLiteral("%1\n%2\n%3").arg(written.folder, written.slurm, written.torchrun));
    return statusDone;
}

Result<int> runTrain(Invocation &call)
{
    const int ways = int(call.has("preset")) + int(call.has("config")) + int(call.has("resume"));
    if (ways != 1)
        return wrongUsage(message(QT_TRANSLATE_NOOP("Message",
                              "train takes one of --preset, --config and --resume.")),
                          message(QT_TRANSLATE_NOOP("Message", "Example: --preset pretrain-small")));
    const bool resume = call.has("resume");
    RETCLIP_TRY(const RankPlace place, launched_rank());
    if (place.world > 1) {
        if (call.has("doctor") || call.has("prove-resume"))
            return wrongUsage(message(QT_TRANSLATE_NOOP("Message",
                                  "--doctor and --prove-resume run in one process.")),
                              message(QT_TRANSLATE_NOOP("Message", "Start them without torchrun or srun.")));
        take_part(place);
        if (place.rank > 0)
            return runBesideTheFirst(call);
    }
    if (call.has("estimate")) {
        if (resume || call.has("doctor") || call.has("prove-resume"))
            return wrongUsage(message(QT_TRANSLATE_NOOP("Message", "--estimate looks at a new run, by itself.")),
                              message(QT_TRANSLATE_NOOP("Message", "Example: --preset pretrain-small --estimate")));
        RETCLIP_TRY(const RunConfig config, configFrom(call));
        return estimateTraining(call, config);
    }
    if (call.has("job"))
        return writeJobForElsewhere(call);
    if (call.has("doctor") || call.has("prove-resume")) {
        if (resume || (call.has("doctor") && call.has("prove-resume")))
            return wrongUsage(message(QT_TRANSLATE_NOOP("Message",
                                  "--doctor and --prove-resume look at a new run, one at a time.")),
                              message(QT_TRANSLATE_NOOP("Message", "Example: --preset pretrain-small --doctor")));
        RETCLIP_TRY(const RunConfig config, configFrom(call));
        return checkBeforeTraining(call, config);
    }
    RETCLIP_TRY(ModelBackend *const backend, call.backend());
    RETCLIP_TRY(const RunRow row, resume ? registered(call) : newRun(call, *backend));
    EventPrinter printer(call.out());
    RETCLIP_TRY(const RunOutcome outcome,
                runInForeground(call.positional("STUDY"), row, resume, *backend,
                                call.door().tokenizers(), printer, call.stop()));
    if (outcome.outcome == "paused") {
        call.out().note(QCoreApplication::translate("Command",
            "Interrupted at step %1; the checkpoint is kept. Go on with: retclip train %2 --resume %3")
                            .arg(outcome.steps).arg(call.positional("STUDY")).arg(row.id.value));
        return statusInterrupted;
    }
    if (outcome.outcome != "done")
        return statusFailed;
    call.out().note(QCoreApplication::translate("Command", "Run %1 (%2) is done: %3")
                        .arg(row.id.value).arg(row.name, row.folder));
    return statusDone;
}

} // namespace

Verb trainVerb()
{
    return {"train", QT_TRANSLATE_NOOP("Command", "Pretrain, fine-tune or probe, in the foreground."),
            {{"", QT_TRANSLATE_NOOP("Command",
                  "An interruption writes a checkpoint and ends with status 130; --resume goes on. Under "
                  "torchrun or srun it is one of several processes: batch_size counts the patients of all."),
              {studyPlace},
              {{"preset", ValueKind::text, "NAME",
                QT_TRANSLATE_NOOP("Command",
                    "pretrain, pretrain-small, finetune, probe, quick or ret-clip-paper.")},
               {"config", ValueKind::text, "RUN.json",
                QT_TRANSLATE_NOOP("Command", "A whole configuration, as runs show --json prints it.")},
               {"resume", ValueKind::text, "RUN",
                QT_TRANSLATE_NOOP("Command",
                    "Go on from a run's last checkpoint; with --set under another rate, device or precision.")},
               {"set", ValueKind::text, "key=value", QT_TRANSLATE_NOOP("Command", "Change a setting."),
                {}, "", 0, true},
               {"name", ValueKind::text, "N", QT_TRANSLATE_NOOP("Command", "Name of the run.")},
               {"dataset", ValueKind::text, "NAME",
                QT_TRANSLATE_NOOP("Command", "Frozen dataset; else the study, split 80/10/10.")},
               {"label-set", ValueKind::text, "NAME",
                QT_TRANSLATE_NOOP("Command", "What fine-tuning and probes learn: NAME or NAME/CLASS.")},
               {"device", ValueKind::text, "DEVICE", QT_TRANSLATE_NOOP("Command", "auto, cpu, cuda or cuda:N.")},
               {"doctor", ValueKind::flag, "",
                QT_TRANSLATE_NOOP("Command",
                    "Do not train: look for what would keep the loss from falling. Status 1 where something is found.")},
               {"prove-resume", ValueKind::flag, "",
                QT_TRANSLATE_NOOP("Command",
                    "Do not train: prove that the run repeats and resumes bit for bit. Status 1 where it does not.")},
               {"steps", ValueKind::integer, "N",
                QT_TRANSLATE_NOOP("Command", "Steps of the proof."), {}, "50", 2},
               {"estimate", ValueKind::flag, "",
                QT_TRANSLATE_NOOP("Command",
                    "Do not train: memory and time that the run would take, and the fastest settings that fit.")},
               {"job", ValueKind::text, "FOLDER",
                QT_TRANSLATE_NOOP("Command",
                    "Do not train: write a folder with all that the run needs on a cluster, its Slurm script and its "
                    "torchrun command.")},
               {"nodes", ValueKind::integer, "N", QT_TRANSLATE_NOOP("Command", "With --job: machines."), {}, "1", 1},
               {"processes", ValueKind::integer, "N",
                QT_TRANSLATE_NOOP("Command", "With --job: processes on each machine."), {}, "1", 1},
               {"gpus", ValueKind::flag, "", QT_TRANSLATE_NOOP("Command", "With --job: a GPU a process.")},
               {"hours", ValueKind::integer, "N",
                QT_TRANSLATE_NOOP("Command", "With --job: time that Slurm is asked for."), {}, "24", 1},
               {"reader", ValueKind::text, "NAME", QT_TRANSLATE_NOOP("Command", "Who starts it.")}},
              "retclip train odir.study --preset pretrain-small --name first --set batch_size=32", runTrain,
              true}}};
}

} // namespace retclip::cli
