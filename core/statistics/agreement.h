// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/statistics/classification.h"

#include <cstddef>
#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

namespace retclip {

/// What several readers said of the same items, each one class of a list.
struct AgreementInput
{
    std::size_t readers = 0;
    std::vector<std::string> classes;
    bool ordered = false;              ///< The classes are a scale: weighted kappa makes sense.
    std::vector<std::vector<int>> grades; ///< [item][reader]: a class, or -1: none.
    std::vector<std::string> patients; ///< Unit of the bootstrap; empty: each item its own.
};

/// Two readers on the items that both have graded.
struct PairAgreement
{
    std::size_t first = 0, second = 0;
    std::int64_t n = 0;
    MetricValue agreement;       ///< Share of items with the same class.
    MetricValue kappa;           ///< Cohen 1960.
    MetricValue kappa_quadratic; ///< Cohen 1968; undefined where the classes are no scale.
    std::vector<std::vector<std::int64_t>> counts; ///< [class of first][class of second]
};

/// One class against all others, by all readers.
struct ClassAgreement
{
    std::string name;
    double prevalence = 0; ///< Share of all grades that name it.
    MetricValue kappa;     ///< Cohen's of two readers, Fleiss' of three and more.
};

struct AgreementReport
{
    std::int64_t items = 0;    ///< With any grade.
    std::int64_t complete = 0; ///< Graded by every reader: what the figures for all speak of.
    MetricValue agreement;       ///< Share of pairs of grades of an item that agree (Fleiss' P).
    MetricValue unanimous;       ///< Share of items on which all say the same.
    MetricValue kappa;           ///< Cohen's of two readers, Fleiss' (1971) of three and more.
    MetricValue kappa_quadratic; ///< Mean over the pairs (Light 1971), quadratic weights.
    std::vector<PairAgreement> pairs;
    std::vector<ClassAgreement> per_class;
};

/// Intervals are percentiles over resamples of whole patients.
/// Errors: invalid_argument (fewer than two readers, a row of another length, a class out of range),
/// cancelled.
[[nodiscard]] Result<AgreementReport> agreement_report(const AgreementInput &input,
                                                       const BootstrapOptions &bootstrap,
                                                       std::stop_token stop = {});

} // namespace retclip
