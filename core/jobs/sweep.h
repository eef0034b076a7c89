// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/run_config.h"
#include "core/study/values.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>
#include <QVector>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace retclip {

/// One setting that a sweep varies: over given values, or over a range that is drawn from.
struct SweepAxis
{
    std::string key;
    std::vector<std::string> values;     ///< Empty: the range.
    double low = 0, high = 0;
    bool logarithmic = false;
};

/// "learning_rate=1e-4,3e-4,1e-3", or to draw from "learning_rate=1e-5..1e-3:log", "batch_size=16..64".
/// Each value is tried on a configuration. Errors: invalid_argument, not_found (unknown key).
[[nodiscard]] Result<SweepAxis> sweepAxis(const QString &text);

/// A group of runs: every combination of the grid, each with every draw, each on every fold.
struct SweepPlan
{
    QString group;   ///< Its name, and the beginning of its runs' names.
    RunConfig base;
    std::vector<SweepAxis> grid, random;
    int draws = 0;   ///< Combinations drawn of `random`, from the seed of `base`.
    int folds = 0;   ///< Cross-validation; 0: the split as it is.
    int halving = 0; ///< Successive halving: the best 1 of so many goes on to so many times the steps; 0: off.
};

struct SweepMember
{
    QString name; ///< "sweep-03", "sweep-03-fold2", "sweep-round1-03"
    RunConfig config;
    int candidate = 0; ///< Members that differ in the fold alone share it.
    int round = 0;     ///< Of successive halving, from 0.
};

/// How many rounds successive halving takes from so many candidates to one.
[[nodiscard]] int halvingRounds(std::size_t candidates, int halving);

/// The members of the first round (without halving: all). The same plan gives the same members, names and
/// draws. Under halving they get the share of epochs, steps and warm-up that leaves the last round all of
/// it (Jamieson and Talwalkar 2016; each round trains from its start again, so its schedule ends well).
/// Errors: invalid_argument (a combination does not fit together, or there is nothing to vary).
[[nodiscard]] Result<std::vector<SweepMember>> sweepMembers(const SweepPlan &plan);

/// The next round: of `round`'s candidates, the best by their figure (mean over folds; a candidate without
/// one ends). Empty: the round was the last.
[[nodiscard]] Result<std::vector<SweepMember>>
nextRound(const SweepPlan &plan, const std::vector<SweepMember> &round,
          const std::vector<std::optional<double>> &figures);

/// Whether two configurations are one run: all but what preparing a run works out (the vocabulary).
[[nodiscard]] bool sameSettings(const QJsonObject &a, const QJsonObject &b);

// ---- What a group found ---------------------------------------------------------------------------

struct MeanAndSpread
{
    double mean = 0;
    std::optional<double> deviation; ///< Sample standard deviation; none of one value.
    int count = 0;
};
[[nodiscard]] std::optional<MeanAndSpread> meanAndSpread(const std::vector<double> &values); ///< Of no value: nothing.

/// The runs of a group that differ in the fold alone.
struct SweepRow
{
    std::vector<std::pair<std::string, std::string>> settings; ///< Those that vary in the group.
    QVector<RunRow> runs;                                      ///< By fold.
    int done = 0;
    std::optional<MeanAndSpread> validation, test;
};

struct SweepTable
{
    QString group;
    std::string metric;
    std::vector<SweepRow> rows; ///< Best validation first; rows without a figure last.
    /// The first row, where all of its runs are done.
    [[nodiscard]] const SweepRow *best() const;
};

/// Names of the groups that the runs belong to, the newest first.
[[nodiscard]] QStringList groupsOf(const QVector<RunRow> &runs);
[[nodiscard]] QString groupOf(const RunRow &run);

/// The figure that a run is chosen by: "mean_recall_both_directions", "auroc", "average_precision".
[[nodiscard]] std::string chosenBy(const RunRow &run);
/// A run's metric of that name on validation; on test. Nothing: not there (yet).
[[nodiscard]] std::optional<double> validationFigure(const RunRow &run, const std::string &metric);
[[nodiscard]] std::optional<double> testFigure(const RunRow &run, const std::string &metric);

/// `metric` empty: what the runs are chosen by. "loss" is best where it is smallest.
[[nodiscard]] SweepTable sweepTable(const QVector<RunRow> &runs, const QString &group,
                                    std::string metric = {});

} // namespace retclip
