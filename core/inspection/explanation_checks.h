// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/inspection/inspection.h"

#include <QHash>

#include <optional>
#include <string>
#include <vector>

namespace retclip {

struct RgbImage;

struct ExplanationCheckOrder
{
    std::vector<std::string> methods{"relevance", "rollout"};
    Level level = Level::patient;
    std::vector<ExamId> exams; ///< With photographs, and a report where no text is given.
    QString text;              ///< Empty: each exam's report.
    std::uint64_t seed = 1;
    QString device = QStringLiteral("auto");
};

/// How one way of explaining did on the exams. Means over maps (an eye each); absent where none could be made.
struct CheckedMethod
{
    std::string method;
    int maps = 0;
    /// Rank correlation with the map of the same network with its image weights shuffled (Adebayo et al.
    /// 2018, "Sanity checks for saliency maps"). A map that stays the same does not speak of what was learned.
    std::optional<double> randomised;
    /// Rank correlation with occlusion, the slow reference.
    std::optional<double> occlusion;
    /// Mean similarity while cells go grey (deletion), or come out of grey (insertion), the most salient first
    /// (Petsiuk et al. 2018, RISE), and in an order drawn by chance.
    std::optional<double> deletion, deletion_by_chance, insertion, insertion_by_chance;
    /// Pointing game (Zhang et al. 2018): photographs with regions whose highest cell touches one, and the
    /// share of cells that do.
    int pointed = 0, hits = 0;
    double pointing_chance = 0;

    std::vector<Message> failures; ///< In words; empty: it passed what could be asked.
};

struct ExplanationChecks
{
    std::vector<CheckedMethod> methods;
    int exams = 0;
    QString checkpointHash;
    QDateTime time;
};

/// From here up, a map of a shuffled network counts as the same map.
inline constexpr double sameMapFrom = 0.5;

/// Makes maps, shuffles the network, greys photographs out, and compares. Temporary files alone are written.
/// Threads: the study's. Errors: not_found (no exam with a photograph and words), those of the backend, cancelled.
/// Cost: an exam some 50 passes through the network, and occlusion where its method is asked.
[[nodiscard]] Result<ExplanationChecks> checkExplanations(const Study &study, const RunRow &run, ModelBackend &backend,
                                                          const ExplanationCheckOrder &order,
                                                          const ProgressCallback &progress, std::stop_token stop);

/// Kept in the run's folder as explanation_checks.json, for what shows maps.
[[nodiscard]] Result<void> storeExplanationChecks(const RunRow &run, const ExplanationChecks &checks);
/// What was found last; nothing where it was never asked, or of other weights.
[[nodiscard]] std::optional<ExplanationChecks> storedExplanationChecks(const RunRow &run);
[[nodiscard]] QJsonObject toJson(const ExplanationChecks &checks);
/// Why methods failed, by their word ("relevance"), in the present language; what is not named passed.
[[nodiscard]] QHash<QString, QString> failuresInWords(const ExplanationChecks &checks);
/// Checks all methods on so many exams of the study, spread evenly, and keeps what was found. As checkExplanations().
[[nodiscard]] Result<ExplanationChecks> checkAndKeep(const Study &study, const RunRow &run, ModelBackend &backend, int exams,
                                                     const ProgressCallback &progress, std::stop_token stop);
/// "left +0.21, right +0.35: the right eye gives 63 %"; empty where one eye alone was asked.
[[nodiscard]] QString eyePartsText(const Explanation &explanation);

/// Spearman's rank correlation, ties at their mean rank; 0 where one side is all alike.
[[nodiscard]] double rankCorrelation(const std::vector<float> &a, const std::vector<float> &b);

/// `photograph` in its mean colour where `cells` (side x side, row-major) says so.
[[nodiscard]] RgbImage greyedOut(const RgbImage &photograph, int side, const std::vector<bool> &cells);

} // namespace retclip
