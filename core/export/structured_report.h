// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/study/study.h"

#include <stop_token>

namespace retclip {

struct StructuredReportsWritten
{
    qint64 files = 0;     ///< One an exam.
    qint64 verdicts = 0, labels = 0; ///< Measurement groups.
    QStringList paths;
};

/// What readers decided, as DICOM structured reports: TID 1500 (Imaging Measurement Report) in an Enhanced or
/// Comprehensive SR, one an exam that has a verdict or a label that a reader set. A measurement group (TID 1501)
/// each verdict and each such label: who, when, why, which eye, and the model's probability is not in it. Findings are
/// coded in the private scheme 99RETCLIP, which the file names. Each file is read back and compared before it counts.
/// A second writing of the same state gives the same UIDs.
///
/// Photographs that were no DICOM objects cannot be referred to; their SHA-256 stands as text.
/// Threads: the study's. Errors: unavailable (built without DCMTK's report part), conflict (the folder is not
/// empty), those of the query and of writing, internal (what was read back differs), cancelled.
[[nodiscard]] Result<StructuredReportsWritten> writeStructuredReports(const Study &study, const QString &query, const QString &outFolder,
                                                                      const ProgressCallback &progress, std::stop_token stop);

} // namespace retclip
