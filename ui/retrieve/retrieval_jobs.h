// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/inspection/inspection.h"

#include <memory>
#include <mutex>
#include <vector>

namespace retclip {

/// A network and what it made of the candidates. Used by one job at a time.
struct RetrievalIndex
{
    std::mutex inUse;
    RunId run;
    QString candidates; ///< The query that named them; empty: all exams.
    std::shared_ptr<OpenModel> model;
    StudyFeatures features;
    CompactGalleries compact; ///< Of the features.
};

/// What is looked for, under which run, in which study.
struct SearchOrder
{
    QString studyFolder;
    RunRow run;
    QString candidates;
    std::shared_ptr<RetrievalIndex> index; ///< Of that run and those candidates; null: made first.
    RetrievalQuery query;
    QString examCode; ///< Looks like this exam; empty: as `query` says.
};
struct SearchAnswer
{
    std::shared_ptr<RetrievalIndex> index;
    RetrievalAnswer answer;
    std::vector<ExamRow> rows; ///< Of the hits.
};
/// Threads: any; opens the study for itself. Stopped while embedding, what was embedded is kept.
[[nodiscard]] Result<SearchAnswer> searchStudy(const SearchOrder &order, BackendDoor &door,
                                               const ProgressCallback &progress,
                                               std::stop_token stop);

/// How good retrieval under a run is on a split of its manifest, with 95 % intervals (2000
/// bootstrap samples).
struct RetrievalMeasures
{
    std::vector<RetrievalEvaluation> levels;
    qint64 exams = 0;
};
/// Threads: as searchStudy().
[[nodiscard]] Result<RetrievalMeasures> measureRetrieval(const QString &studyFolder,
                                                         const RunRow &run, Split split,
                                                         BackendDoor &door,
                                                         const ProgressCallback &progress,
                                                         std::stop_token stop);

} // namespace retclip
