// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"

#include <QString>

#include <stop_token>

namespace retclip {

struct SampleOrder
{
    QString out; ///< NAME.study, or a folder for loose files.
    int patients = 200;
    int size_px = 256;
    std::int64_t seed = 1;
    QString language = QStringLiteral("both"); ///< zh | en | both
    bool asStudy = true; ///< Else photographs and table.csv.
    double wrongLabels = 0.05; ///< Planted; which, stands in truth.csv.
    bool lesionRegions = false; ///< Of a study: where lesions were drawn stands on the photographs as regions.
};
struct SampleReport
{
    qint64 patients = 0, images = 0;
    double seconds = 0;
};

/// Makes the SYNTHETIC sample study: drawn fundus photographs with visible findings, both eyes
/// mirrored properly, reports that tell them, a known share of wrong labels. The same seed gives
/// the same bytes on every machine. Watermarked and named synthetic.
///
/// Grows in a hidden folder beside `out` (".NAME.part") and is renamed when it is whole: what is at
/// `out` is never half a sample. What a killed call left there goes with the next call.
/// Errors: invalid_argument, conflict (`out` is not empty, or is being made), disk_full, cancelled.
[[nodiscard]] Result<SampleReport> makeSample(const SampleOrder &order,
                                              const ProgressCallback &progress = {},
                                              std::stop_token stop = {});

} // namespace retclip
