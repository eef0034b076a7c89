// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/manifest.h"
#include "core/base/matrix.h"
#include "core/base/result.h"

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace retclip {

struct Interval
{
    double low = 0;
    double high = 0;
};

/// A metric that may be undefined, with the reason in words; never NaN, never a silent 0.
struct MetricValue
{
    std::optional<double> value;
    /// Where value is absent: why ("only one class occurs in the labels"). Where it is a 0 that
    /// scikit-learn sets by convention, or a mean over such: which ("0 by convention: …").
    std::string reason;
    std::optional<Interval> interval;
};

/// One metric: the headline `value` (binary: the positive class; otherwise = macro), averages where
/// they are defined, one entry a class.
struct Metric
{
    /// All kinds: "auroc", "average_precision", "accuracy", "balanced_accuracy", "f1", "precision",
    /// "recall", "kappa", "mcc", "brier", "ece". Binary also "sensitivity", "specificity". Binary and
    /// multiclass also "kappa_linear", "kappa_quadratic", "f1_weighted", "f1_present_classes" (mean
    /// over classes in labels or predictions). Multiclass also "auroc_ovo", "auroc_weighted",
    /// "log_loss", "top2_accuracy", "top3_accuracy". Multilabel also "subset_accuracy",
    /// "hamming_loss", "kappa_pooled".
    std::string name;
    MetricValue value;
    std::optional<MetricValue> macro, micro;
    /// Empty where the metric has none. Binary (f1, precision, recall): "not X", then "X".
    std::vector<MetricValue> per_class;
};

struct ClassificationInput
{
    LabelKind kind = LabelKind::binary;
    std::vector<std::string> classes;
    std::vector<Targets> targets;      ///< One an item; unknown entries are left out a class.
    Matrix scores;                     ///< Probabilities; binary: one column.
    /// The same in double, row-major, where they are known so: then these count and `scores` is not
    /// read. (float32 would move a Brier score by 1e-8 and make ties that are none.)
    std::vector<double> exact_scores;
    std::vector<std::string> patients; ///< Unit of the bootstrap; empty: each item its own.
};

struct BootstrapOptions
{
    int draws = 0; ///< 0: no intervals.
    std::uint64_t seed = 1;
    double level = 0.95;
};

struct ConfusionMatrix
{
    std::vector<std::string> classes;   ///< Binary: "not X", "X".
    std::vector<std::vector<std::int64_t>> counts; ///< [truth][prediction]
};

struct ClassificationReport
{
    std::int64_t items = 0;
    std::int64_t patients = 0;
    std::vector<Metric> metrics;
    std::vector<std::int64_t> support; ///< Items a class; binary: "not X", "X".
    ConfusionMatrix confusion; ///< Binary and multiclass; multilabel: see confusion_of_class.
    [[nodiscard]] const Metric *find(std::string_view name) const;
};

/// Definitions: fixtures/README.md "Definitions used in metrics" = scikit-learn's.
/// Errors: invalid_argument (shapes, NaN scores), cancelled.
[[nodiscard]] Result<ClassificationReport> classification_report(const ClassificationInput &input,
                                                                 const BootstrapOptions &bootstrap,
                                                                 std::stop_token stop = {});
/// Two by two for one class of a multilabel input at a threshold.
[[nodiscard]] ConfusionMatrix confusion_of_class(const ClassificationInput &input, int class_index,
                                                 double threshold = 0.5);

struct CurvePoint
{
    double x = 0;
    double y = 0;
    double threshold = 0;
};
/// ROC: x = 1 - specificity, y = sensitivity. PR: x = recall, y = precision.
[[nodiscard]] std::vector<CurvePoint> roc_curve(const std::vector<int> &truth,
                                                const std::vector<double> &scores);
[[nodiscard]] std::vector<CurvePoint> precision_recall_curve(const std::vector<int> &truth,
                                                             const std::vector<double> &scores);
/// Youden's threshold; nothing where one class is absent.
[[nodiscard]] std::optional<double> youden_threshold(const std::vector<int> &truth,
                                                     const std::vector<double> &scores);

} // namespace retclip
