// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/manifest.h"
#include "core/base/result.h"
#include "core/study/edit.h"

#include <string>
#include <vector>

namespace retclip {

/// What the split needs to know of an exam.
struct SplitExam
{
    std::string patient;
    std::string stratum;                ///< Exams of one patient join theirs. Empty: none.
    std::vector<std::string> contents;  ///< Hashes of its photographs.
    bool heldOut = false;               ///< Its patient belongs to the test split.
};

struct PatientSplit
{
    std::vector<Split> splits; ///< As the exams given.
    /// Patients of different names kept in one split because they share a photograph's content.
    std::vector<std::vector<std::string>> joined;
};

/// Gives each patient, with both eyes and all exams, to exactly one split; patients that share a
/// photograph go together. Within each stratum the fractions hold to within one patient.
///
/// Where exams are held out, their patients (and who goes together with them) are the test split, and
/// the others are shared out between training and validation in the proportion of these two.
///
/// Same patients, fractions and seed: same split, on every system and in any order of import.
/// Errors: invalid_argument (fractions negative, or not adding up to 1 within 1e-6; all held out).
[[nodiscard]] Result<PatientSplit> splitByPatient(const std::vector<SplitExam> &exams,
                                                  SplitFractions fractions, std::int64_t seed);

/// Deals the patients, as splitByPatient() does, to `folds` parts of equal size and like strata: 0 to
/// folds - 1, as the exams given. A part stays empty where there are fewer patients than folds.
[[nodiscard]] std::vector<int> foldsByPatient(const std::vector<SplitExam> &exams, int folds,
                                              std::int64_t seed);

} // namespace retclip
