// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/preflight.h"

#include "core/base/run_start.h"
#include "core/base/tokenizer.h"
#include "ui/shell/notifications.h"

#include <QLocale>

#include <algorithm>
#include <cmath>
#include <unordered_map>
#include <unordered_set>

namespace retclip {

double duplicateFloor(const std::vector<std::string> &texts, int batch)
{
    const double n = double(texts.size());
    if (n < 2 || batch < 2)
        return 0;
    std::unordered_map<std::string, double> counts;
    for (const std::string &text : texts)
        counts[text] += 1;
    // A caption's expected number of twins in its batch, taken as the k of ln k: by Jensen a little
    // above the mean of ln k, and exact where nothing or everything is alike.
    const double share = std::min(1.0, (double(batch) - 1) / (n - 1));
    double sum = 0;
    for (const auto &[text, count] : counts)
        sum += count * std::log(1 + (count - 1) * share);
    return sum / n;
}

PreflightFacts preflightFacts(const Manifest &manifest, const RunConfig &config,
                              const Tokenizer *tokenizer)
{
    PreflightFacts facts;
    facts.contextLength = config.context_length;
    std::unordered_map<std::string, std::vector<ExamId>> byText;
    std::unordered_set<std::string> patients;
    std::vector<std::string> texts;
    if (tokenizer)
        facts.cutReports = 0;
    for (const ManifestItem &item : manifest.items) {
        if (item.split == Split::validation)
            ++facts.validation;
        if (item.split == Split::test)
            ++facts.test;
        if (item.split != Split::training)
            continue;
        ++facts.training;
        patients.insert(item.patient);
        if (item.photographs.right.present() != item.photographs.left.present()) {
            ++facts.oneEyed;
            facts.oneEyedExams.push_back(item.exam);
        }
        const auto known = [](const Targets &targets) {
            return std::any_of(targets.begin(), targets.end(), [](int t) { return t >= 0; });
        };
        if (known(item.targets) || known(item.eye_targets.right) || known(item.eye_targets.left))
            ++facts.labelled;
        if (item.text.empty()) {
            ++facts.withoutReport;
            continue;
        }
        const std::string text = config.clean_reports ? clean_report(item.text) : item.text;
        byText[text].push_back(item.exam);
        texts.push_back(text);
        if (tokenizer && tokenizer->encode(text, config.context_length).truncated) {
            ++facts.cutReports;
            facts.cutExams.push_back(item.exam);
        }
    }
    for (const auto &[text, exams] : byText)
        if (exams.size() > 1) {
            facts.duplicateReports += qint64(exams.size());
            facts.duplicateExams.insert(facts.duplicateExams.end(), exams.begin(), exams.end());
        }
    facts.trainingPatients = qint64(patients.size());
    facts.duplicateFloor = duplicateFloor(texts, config.batch_size);
    return facts;
}

QString Preflight::bytes(double bytes)
{
    return QLocale().formattedDataSize(qint64(bytes), 1, QLocale::DataSizeTraditionalFormat);
}

QString Preflight::duration(double seconds)
{
    const qint64 minutes = std::llround(seconds / 60);
    if (seconds < 90)
        return tr("%n s", nullptr, int(std::lround(seconds)));
    if (minutes < 90)
        return tr("%n min", nullptr, int(minutes));
    return tr("%1 h %2 min").arg(minutes / 60).arg(minutes % 60);
}

PreflightLine Preflight::memoryLine(const RunEstimate &estimate)
{
    using Kind = PreflightLine::Kind;
    const QString needed = bytes(double(estimate.memory_bytes));
    if (estimate.memory_free_bytes == 0)
        return {Kind::info, tr("Memory about %1").arg(needed), {}, {}, {}, {}};
    const QString text = tr("Memory about %1 of %2 that are free").arg(needed, bytes(double(estimate.memory_free_bytes)));
    if (estimate.fits())
        return {Kind::ok, text, {}, {}, {}, {}};
    if (estimate.proposal.empty())
        return {Kind::warning, text,
                tr("Not even one patient at a time fits: choose a smaller network or image side."), {}, {}, {}};
    QStringList settings;
    for (const auto &[key, value] : estimate.proposal) {
        const FieldDescription *field = find_run_field(key);
        settings << QStringLiteral("%1 = %2").arg(
            field ? QCoreApplication::translate("RunField", field->label) : QString::fromStdString(key),
            value == "true" ? tr("on") : value == "false" ? tr("off") : QString::fromStdString(value));
    }
    return {Kind::warning, text,
            tr("The fastest that fits: %1. It takes %2; a step takes %3 times as long.")
                .arg(settings.join(QStringLiteral(", ")), bytes(double(estimate.proposal_bytes)),
                     QLocale().toString(estimate.proposal_time, 'f', 2)),
            {}, {}, estimate.proposal};
}

QVector<PreflightLine> Preflight::lines(const PreflightFacts &facts, const RunConfig &config,
                                        const std::optional<RunEstimate> &estimate)
{
    using Kind = PreflightLine::Kind;
    const QLocale locale;
    QVector<PreflightLine> lines;
    const auto percent = [&](qint64 part) {
        return facts.training ? locale.toString(100.0 * double(part) / double(facts.training), 'f', 0)
                              : QStringLiteral("0");
    };
    lines.append({Kind::info,
                  tr("Training %1, validation %2, test %3 exams")
                      .arg(locale.toString(facts.training), locale.toString(facts.validation),
                           locale.toString(facts.test)),
                  {}, {}, {}});
    if (facts.training == 0)
        lines.append({Kind::error, tr("Nothing to train on: no exam is in the training split."),
                      tr("Choose another dataset, or import exams."), {}, {}});
    else if (config.task == "pretrain" && facts.training == facts.withoutReport)
        lines.append({Kind::error, tr("No exam of the training split has a report."),
                      tr("Pretraining compares photographs with reports: import them."), {}, {}});
    if (facts.validation == 0)
        lines.append({Kind::warning, tr("There is no validation split."),
                      tr("The last state is kept, not the best. Freeze a dataset with one."), {},
                      {}});
    constexpr double uselessChance = 0.5; // Half of all guesses are right.
    if (config.task == "pretrain" && facts.validation > 0) {
        const double chance = std::min(1.0, 5.0 / double(facts.validation));
        if (chance >= uselessChance)
            lines.append({Kind::warning,
                          tr("With %Ln exam(s) for validation, R@5 is %1 by chance", nullptr,
                             int(facts.validation))
                              .arg(locale.toString(chance, 'f', 2)),
                          tr("R@5 can hardly tell a good run from a bad one. Freeze a dataset with "
                             "more for validation."), {}, {}});
    }
    if (facts.training > 0 && config.task != "probe" && config.batch_size > facts.training)
        lines.append({Kind::warning,
                      tr("A batch of %1 is larger than the data (%Ln exam(s)).", nullptr,
                         int(facts.training))
                          .arg(locale.toString(config.batch_size)),
                      tr("Every step sees everything once. Choose a smaller batch."), {}, {}});
    if (const StartWarning warning = start_warning(config); !warning.what.empty())
        lines.append({Kind::warning, translated(warning.what), translated(warning.to_do), {}, {}});
    if (config.task != "pretrain") {
        if (config.label_set.empty())
            lines.append({Kind::error, tr("No label set is chosen."),
                          tr("Choose what the run shall learn."), {}, {}});
        else if (facts.labelled == 0)
            lines.append({Kind::error,
                          tr("No exam of the training split has a label in “%1”.")
                              .arg(QString::fromStdString(config.label_set)),
                          tr("Label some, or choose another label set."), {}, {}});
        else
            lines.append({facts.labelled < facts.training ? Kind::warning : Kind::ok,
                          tr("%1 of %Ln training exam(s) labelled", nullptr, int(facts.training))
                              .arg(locale.toString(facts.labelled)),
                          facts.labelled < facts.training ? tr("The others are left out.")
                                                          : QString(),
                          {}, {}});
    }
    if (facts.oneEyed > 0) {
        const bool leftOut = config.one_eyed == "leave_out";
        lines.append({leftOut ? Kind::warning : Kind::info,
                      tr("%Ln exam(s) have one photograph (%1 %)", nullptr, int(facts.oneEyed))
                          .arg(percent(facts.oneEyed)),
                      leftOut ? tr("They are left out, as in the authors' code.")
                              : tr("They train the level of the eye that is there."),
                      facts.oneEyedExams, tr("One-eyed exams of the training split")});
    } else if (facts.training > 0) {
        lines.append({Kind::ok, tr("Every training exam has both photographs"), {}, {}, {}});
    }
    if (config.task == "pretrain") {
        if (facts.duplicateReports > 0) {
            const bool negatives = config.duplicate_reports == "negatives";
            const bool positives = config.duplicate_reports == "positives";
            lines.append({!negatives ? Kind::info : Kind::warning,
                          tr("Duplicate reports %1 %; loss floor about %2 nat")
                              .arg(percent(facts.duplicateReports),
                                   locale.toString(facts.duplicateFloor, 'f', 2)),
                          positives ? tr("The same text counts as right for each of its exams.")
                          : !negatives ? tr("Pairs of the same text have no part in the loss.")
                                    : tr("The same text in a batch counts as wrong. Set duplicate "
                                         "reports to positives, or keep it, as in the paper."),
                          facts.duplicateExams, tr("Training exams whose report occurs again")});
        } else if (facts.training > 0) {
            lines.append({Kind::ok, tr("No report occurs twice"), {}, {}, {}});
        }
        if (facts.withoutReport > 0 && facts.withoutReport < facts.training)
            lines.append({Kind::warning,
                          tr("%Ln training exam(s) have no report", nullptr,
                             int(facts.withoutReport)),
                          tr("They are left out."), {}, {}});
        if (facts.cutReports > 0)
            lines.append({Kind::warning,
                          tr("%1 % of reports are longer than %2 tokens and are cut")
                              .arg(percent(facts.cutReports))
                              .arg(facts.contextLength),
                          tr("Raise the context length, or accept it."), facts.cutExams,
                          tr("Training exams whose report is cut")});
        else if (facts.cutReports == 0)
            lines.append({Kind::ok, tr("No report is cut at %1 tokens").arg(facts.contextLength),
                          {}, {}, {}});
        else
            lines.append({Kind::info,
                          tr("How many reports are cut at %1 tokens is known once the tokenizer is "
                             "trained").arg(facts.contextLength),
                          tr("Train it now to see: Tokenizer file, Train…"), {}, {}});
    }
    const double parameters = double(config.network.parameter_count());
    // Weights and two moments of AdamW, a copy of each kept checkpoint, best and the one in work.
    const double perCheckpoint = parameters * 4 * 3;
    const double needed = perCheckpoint * (config.keep_checkpoints + 2);
    if (config.task != "probe" && facts.freeBytes >= 0)
        lines.append({facts.freeBytes < qint64(needed) ? Kind::error : Kind::ok,
                      tr("Checkpoints need %1; %2 are free").arg(bytes(needed), bytes(double(facts.freeBytes))),
                      facts.freeBytes < qint64(needed) ? tr("Free some space, or keep fewer.")
                                                       : QString(),
                      {}, {}});
    if (estimate) {
        lines.append(memoryLine(*estimate));
        if (estimate->seconds_per_step > 0)
            lines.append({Kind::info,
                          tr("About %1 for %2 steps (%3 s a step, %4 steps measured)")
                              .arg(duration(estimate->seconds_per_step * double(estimate->steps)),
                                   locale.toString(qint64(estimate->steps)),
                                   locale.toString(estimate->seconds_per_step, 'g', 3))
                              .arg(estimate->measured_steps),
                          {}, {}, {}});
    }
    return lines;
}

} // namespace retclip
