// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/statistics/auroc_comparison.h"
#include "core/statistics/paired_tests.h"

namespace retclip {

/// Two predictions of one class for the same cases.
struct ClassComparison
{
    std::string name;
    std::int64_t cases = 0;
    std::int64_t patients = 0;
    std::optional<AurocComparison> auroc; ///< DeLong; absent where a class is.
    /// DeLong's p after Holm's correction over the classes compared here; NaN where there is none.
    double corrected_p = 0;
    std::optional<PairedDifference> bootstrap; ///< Of the AUROC, over patients.
    McNemarResult decisions; ///< Right and wrong calls (threshold 0.5; several classes: the largest).
};

struct RunComparison
{
    std::vector<ClassComparison> classes; ///< Binary: one. Several classes: each against the rest.
    std::optional<PairedDifference> macro_auroc;
    McNemarResult decisions; ///< Of several classes: the whole case right. Else as the class's.
};

/// Cases, labels, classes and patients must be the same in both; only the scores differ.
/// Errors: invalid_argument (they are not), cancelled; those of the classification report.
[[nodiscard]] Result<RunComparison> compare_runs(const ClassificationInput &first,
                                                 const ClassificationInput &second,
                                                 const BootstrapOptions &bootstrap,
                                                 std::stop_token stop = {});

} // namespace retclip
