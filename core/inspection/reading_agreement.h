// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/statistics/agreement.h"
#include "core/study/round_state.h"
#include "core/study/study.h"

namespace retclip {

/// A reader with themselves: cases that came twice, the second time hidden among the others.
struct IntraAgreement
{
    QString reader;
    int repeats = 0; ///< Eyes (or exams) graded both times.
    MetricValue agreement;
    MetricValue kappa;
    MetricValue kappaQuadratic; ///< Of ordered scales.
};

struct RoundAgreement
{
    LabelSet set;
    /// One of the whole set; of a multi-label set one a class ("named", "not named"), in their order.
    struct Part
    {
        QString className; ///< Empty: the whole set.
        AgreementReport report;
    };
    std::vector<Part> parts;
    std::vector<IntraAgreement> intra; ///< As round.readers; empty: there are no hidden controls.
    int notGradable = 0; ///< Grades that said so; they are left out of the figures.

    /// Kappa of the set, of a multi-label set the mean over its classes that have one.
    [[nodiscard]] MetricValue headline() const;
};

/// Of the independent grades (stage 0) of cases; a unit is an eye (or exam), resampled by patient.
/// Errors: not_found (label set), cancelled.
[[nodiscard]] Result<RoundAgreement> roundAgreement(const Study &study, const ReadingRound &round,
                                                    const BootstrapOptions &bootstrap, std::stop_token stop = {});

/// Every reader's last verdict about each exam; classes are the kinds of verdicts.
struct VerdictAgreement
{
    QStringList readers;
    AgreementReport report; ///< Empty where fewer than two gave verdicts.
};
[[nodiscard]] Result<VerdictAgreement> verdictAgreement(const std::vector<ExamRow> &exams,
                                                        const BootstrapOptions &bootstrap, std::stop_token stop = {});

} // namespace retclip
