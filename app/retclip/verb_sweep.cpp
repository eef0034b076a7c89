// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/retclip/invocation.h"
#include "app/retclip/run_json.h"
#include "app/retclip/run_settings.h"
#include "app/retclip/verbs.h"
#include "core/base/run_progress.h"
#include "core/base/rank_place.h"
#include "core/base/run_start.h"
#include "core/jobs/run_queue.h"
#include "core/jobs/sweep.h"
#include "core/study/folds.h"

#include <QCoreApplication>
#include <QJsonDocument>

namespace retclip::cli {

namespace {

QJsonObject asObject(const RunConfig &config)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(to_json(config).dump())).object();
}

Json figureOrNull(const std::optional<MeanAndSpread> &value, bool spread)
{
    if (!value || (spread && !value->deviation))
        return nullptr;
    return spread ? *value->deviation : value->mean;
}

Json settingsJson(const SweepRow &row)
{
    Json settings = Json::object();
    for (const auto &[key, value] : row.settings)
        settings[key] = value;
    return settings;
}

Json rowJson(const SweepRow &row)
{
    Json runs = Json::array();
    for (const RunRow &run : row.runs)
        runs.push_back(run.id.value);
    return {{"settings", settingsJson(row)},
            {"runs", runs},
            {"done", row.done},
            {"validation", figureOrNull(row.validation, false)},
            {"validation_deviation", figureOrNull(row.validation, true)},
            {"test", figureOrNull(row.test, false)},
            {"test_deviation", figureOrNull(row.test, true)}};
}

QString figureText(const std::optional<MeanAndSpread> &value)
{
    if (!value)
        return QStringLiteral("–");
    const QString mean = QString::number(value->mean, 'f', 4);
    return value->deviation ? mean + QStringLiteral(" ± ") + QString::number(*value->deviation, 'f', 4) : mean;
}

QString tableText(const SweepTable &table)
{
    QString text = QStringLiteral("%1  (%2)\n").arg(table.group, QString::fromStdString(table.metric));
    for (const SweepRow &row : table.rows) {
        QStringList settings, runs;
        for (const auto &[key, value] : row.settings)
            settings << QStringLiteral("%1=%2").arg(QString::fromStdString(key), QString::fromStdString(value));
        for (const RunRow &run : row.runs)
            runs << QString::number(run.id.value);
        text += QStringLiteral("%1\t%2\t%3\t%4\n").arg(figureText(row.validation), figureText(row.test),
                                                       settings.join(QLatin1Char(' ')), runs.join(QLatin1Char(',')));
    }
    return text.trimmed();
}

void printTable(Invocation &call, const SweepTable &table)
{
    Json rows = Json::array();
    for (const SweepRow &row : table.rows)
        rows.push_back(rowJson(row));
    const SweepRow *best = table.best();
    call.out().result({{"table", table.group.toStdString()},
                       {"metric", table.metric},
                       {"rows", rows},
                       {"best", best ? rowJson(*best) : Json(nullptr)}},
                      tableText(table));
}

Result<SweepPlan> planFrom(Invocation &call)
{
    SweepPlan plan;
    RETCLIP_TRY(plan.base, configFrom(call));
    plan.group = call.text("name").trimmed();
    plan.draws = int(call.integer("runs"));
    plan.folds = int(call.integer("folds"));
    plan.halving = int(call.integer("halving"));
    for (const auto &[option, axes] : {std::pair("grid", &plan.grid), std::pair("random", &plan.random)}) {
        for (const QString &text : call.texts(option)) {
            auto axis = sweepAxis(text);
            if (!axis) {
                Error error = axis.error();
                error.code = ErrorCode::invalid_argument; // a wrong axis is wrong usage
                return failure(std::move(error));
            }
            axes->push_back(std::move(*axis));
        }
    }
    return plan;
}

/// The member's row: the one of that name where it was registered before, else a new one.
Result<RunRow> rowOf(Invocation &call, const SweepMember &member, ModelBackend &backend)
{
    RunOrder order;
    order.name = member.name;
    order.config = member.config;
    order.dataset = call.text("dataset");
    order.person = call.person();
    {
        RETCLIP_TRY(const auto study, call.study(OpenMode::readOnly));
        auto known = study->run(member.name);
        if (known) {
            if (sameSettings(known->config, asObject(member.config)) && known->dataset == order.dataset)
                return std::move(*known);
            return failure(
                ErrorCode::conflict,
                message(QT_TRANSLATE_NOOP("Message", "The run “%1” stands in the study with other settings or other "
                                                     "data."),
                        {member.name.toStdString()}),
                message(QT_TRANSLATE_NOOP("Message", "It was left as it is, and so were the other runs.")),
                message(QT_TRANSLATE_NOOP("Message", "Give the group another name.")));
        }
        if (known.error().code != ErrorCode::not_found)
            return failure(std::move(known.error()));
        RETCLIP_TRY(order.manifest, manifestOfRun(*study, order.dataset, order.config));
    }
    RETCLIP_TRY([[maybe_unused]] const RunEstimate estimate,
                backend.estimate(order.config, order.manifest, false, call.stop()));
    RETCLIP_TRY(const auto study, call.study(OpenMode::readWrite));
    return study->createRun(order);
}

/// Done before: as it stands. Else trained to its end, from where it stopped.
Result<RunRow> trained(Invocation &call, const SweepMember &member, ModelBackend &backend)
{
    RETCLIP_TRY(RunRow row, rowOf(call, member, backend));
    if (row.state != RunState::done) {
        RunProgress observer(call.out().progress(), row.name.toStdString());
        const auto outcome = runInForeground(call.positional("STUDY"), row, row.started.isValid(), backend,
                                             call.door().tokenizers(), observer, call.stop());
        call.out().endProgress();
        if (!outcome && outcome.error().code != ErrorCode::cancelled)
            call.out().error(outcome.error()); // The others may go well; the row says it failed.
        RETCLIP_TRY(const auto study, call.study(OpenMode::readOnly));
        RETCLIP_TRY(row, study->run(QString::number(row.id.value)));
    }
    return row;
}

Result<int> runSweep(Invocation &call)
{
    if (int(call.has("preset")) + int(call.has("config")) != 1)
        return wrongUsage(message(QT_TRANSLATE_NOOP("Message", "sweep takes one of --preset and --config.")),
                          message(QT_TRANSLATE_NOOP("Message", "Example: --preset pretrain-small")));
    RETCLIP_TRY(const RankPlace place, launched_rank());
    if (place.world > 1)
        return wrongUsage(message(QT_TRANSLATE_NOOP("Message", "A sweep runs in one process.")),
                          message(QT_TRANSLATE_NOOP("Message", "Start it without torchrun or srun.")));
    RETCLIP_TRY(const SweepPlan plan, planFrom(call));
    RETCLIP_TRY(std::vector<SweepMember> round, sweepMembers(plan));
    if (const StartWarning warning = start_warning(plan.base); !warning.what.empty())
        call.out().note(QCoreApplication::translate("Command", "Warning: %1 %2")
                            .arg(translated(warning.what), translated(warning.to_do)));
    RETCLIP_TRY(ModelBackend *const backend, call.backend());
    const std::string metric = call.text("metric").toStdString();
    bool allDone = true;
    while (!round.empty()) {
        std::vector<std::optional<double>> figures;
        for (std::size_t i = 0; i < round.size(); ++i) {
            call.out().note(QCoreApplication::translate("Command", "Run %1 of %2: %3")
                                .arg(i + 1).arg(round.size()).arg(round[i].name));
            RETCLIP_TRY(const RunRow row, trained(call, round[i], *backend));
            if (call.stop().stop_requested()) {
                call.out().note(QCoreApplication::translate("Command",
                    "Interrupted; what was finished is kept. Repeat the command to go on."));
                return statusInterrupted;
            }
            allDone = allDone && row.state == RunState::done;
            const std::string name = metric.empty() ? chosenBy(row) : metric;
            auto figure = row.state == RunState::done ? validationFigure(row, name) : std::nullopt;
            const auto test = testFigure(row, name);
            Json json = runJson(row, false);
            json["group"] = plan.group.toStdString();
            json["round"] = round[i].round + 1;
            json["fold"] = plan.folds > 0 ? Json(round[i].config.fold) : Json(nullptr);
            json["metric"] = name;
            json["validation"] = orNull(figure);
            json["test"] = orNull(test);
            call.out().result(json, QString());
            if (figure && name == "loss")
                figure = -*figure;
            figures.push_back(figure);
        }
        RETCLIP_TRY(round, nextRound(plan, round, figures));
    }
    RETCLIP_TRY(const auto study, call.study(OpenMode::readOnly));
    RETCLIP_TRY(const QVector<RunRow> runs, study->runs());
    printTable(call, sweepTable(runs, plan.group, metric));
    return allDone ? statusDone : statusFailed;
}

Result<int> showSweep(Invocation &call)
{
    RETCLIP_TRY(const auto study, call.study(OpenMode::readOnly));
    RETCLIP_TRY(const QVector<RunRow> runs, study->runs());
    const QStringList groups = groupsOf(runs);
    const QString group = call.positional("GROUP");
    if (!groups.contains(group))
        return failure(ErrorCode::not_found,
                       message(QT_TRANSLATE_NOOP("Message", "There is no group of runs “%1”."), {group.toStdString()}),
                       message(QT_TRANSLATE_NOOP("Message", "Nothing was changed.")),
                       groups.isEmpty()
                           ? message(QT_TRANSLATE_NOOP("Message", "Start one with retclip sweep."))
                           : message(QT_TRANSLATE_NOOP("Message", "Choose one of %1."),
                                     {groups.join(QStringLiteral(", ")).toStdString()}));
    printTable(call, sweepTable(runs, group, call.text("metric").toStdString()));
    return statusDone;
}

} // namespace

Verb sweepVerb()
{
    const OptionDescription metric{"metric", ValueKind::text, "NAME",
        QT_TRANSLATE_NOOP("Command", "The validation figure to compare by; else the one that chooses each run's "
                                     "state.")};
    return {"sweep", QT_TRANSLATE_NOOP("Command", "Train a group of runs: settings varied, or folds of a "
                                                  "cross-validation."),
            {{"", QT_TRANSLATE_NOOP("Command",
                  "Each is an ordinary run of the study, named after the group. Repeating the command goes on where it "
                  "ended. A line a run, then the table: mean and spread over the folds, best first."),
              {studyPlace},
              {{"name", ValueKind::text, "GROUP", QT_TRANSLATE_NOOP("Command", "Name of the group."), {}, "", 0,
                false, true},
               {"preset", ValueKind::text, "NAME",
                QT_TRANSLATE_NOOP("Command",
                    "pretrain, pretrain-small, finetune, probe, quick or ret-clip-paper.")},
               {"config", ValueKind::text, "RUN.json",
                QT_TRANSLATE_NOOP("Command", "A whole configuration, as runs show --json prints it.")},
               {"set", ValueKind::text, "key=value", QT_TRANSLATE_NOOP("Command", "Change a setting."),
                {}, "", 0, true},
               {"grid", ValueKind::text, "key=a,b",
                QT_TRANSLATE_NOOP("Command", "Try each of these values, with each of the other grids'."), {}, "", 0,
                true},
               {"random", ValueKind::text, "key=lo..hi[:log]",
                QT_TRANSLATE_NOOP("Command", "Draw from this range, or from values; the draws follow the seed."), {}, "",
                0, true},
               {"runs", ValueKind::integer, "N", QT_TRANSLATE_NOOP("Command", "How many to draw."), {}, "", 1},
               {"folds", ValueKind::integer, "K",
                QT_TRANSLATE_NOOP("Command", "Cross-validate each over K parts of the patients; 3 or more."), {}, "",
                3},
               {"halving", ValueKind::integer, "N",
                QT_TRANSLATE_NOOP("Command", "Successive halving: all train a part of the steps, the best 1 of N go on to "
                                             "N times as many."),
                {}, "", 2},
               metric,
               {"dataset", ValueKind::text, "NAME",
                QT_TRANSLATE_NOOP("Command", "Frozen dataset; else the study, split 80/10/10.")},
               {"label-set", ValueKind::text, "NAME",
                QT_TRANSLATE_NOOP("Command", "What fine-tuning and probes learn: NAME or NAME/CLASS.")},
               {"device", ValueKind::text, "DEVICE", QT_TRANSLATE_NOOP("Command", "auto, cpu, cuda or cuda:N.")},
               {"reader", ValueKind::text, "NAME", QT_TRANSLATE_NOOP("Command", "Who starts it.")}},
              "retclip sweep odir.study --name rates --preset finetune --label-set glaucoma --grid "
              "learning_rate=1e-4,3e-4 --folds 5", runSweep, true},
             {"show", QT_TRANSLATE_NOOP("Command", "The table of a group as it stands."),
              {studyPlace, {"GROUP", QT_TRANSLATE_NOOP("Command", "Name of the group.")}},
              {metric}, "retclip sweep show odir.study rates", showSweep}}};
}

} // namespace retclip::cli
