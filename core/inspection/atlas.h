// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/inspection/inspection.h"
#include "core/statistics/row_groups.h"

#include <QStringList>

namespace retclip {

enum class AtlasOf { images, reports };
enum class AtlasMethod { pca, tsne };
[[nodiscard]] const char *word(AtlasMethod method); ///< "pca", "tsne"

/// A word of the reports that a cluster uses more than the others.
struct ClusterTerm
{
    QString text;
    double here = 0, elsewhere = 0; ///< Shares of exams whose report holds it.
};
struct AtlasCluster
{
    qint64 exams = 0;
    std::vector<ClusterTerm> terms; ///< What tells it best first; a guess, not a diagnosis.
};

/// A map of a run's embeddings, a row an exam.
struct Atlas
{
    RunId run;
    AtlasMethod method = AtlasMethod::pca;
    std::vector<ExamId> exams;
    Matrix reduced; ///< N x at most 32: principal components; the first two are the map by PCA.
    Matrix places;  ///< N x 2.
    std::vector<double> shares; ///< Of all variance, in each of the components.
    std::vector<float> remoteness; ///< How far from its neighbours; 1 is usual.
    std::vector<int> cluster_of;   ///< Empty: not grouped.
    std::vector<AtlasCluster> clusters;
    qint64 leftOut = 0; ///< Exams without that embedding (one eye, no report).
};

/// Embeds what is not in the cache yet, and lays the exams of `where` out by PCA. Embeddings are those of the
/// patient level, of length 1. Threads: the study's.
/// Errors: not_found (fewer than 3 exams with embeddings), those of studyFeatures(), cancelled.
[[nodiscard]] Result<Atlas> atlasOf(const Study &study, const RunRow &run, ModelBackend &backend, AtlasOf of,
                                    const QString &where, const QString &device,
                                    const ProgressCallback &progress, std::stop_token stop);

/// Places by t-SNE of the principal components: of at most 20,000 exams at even steps; the others are laid
/// between the three nearest of those. Minutes for many. Threads: any; uses all cores. Errors: cancelled.
[[nodiscard]] Result<Matrix> tsnePlaces(const Matrix &reduced, const ProgressCallback &progress,
                                        std::stop_token stop);

/// Puts the exams into `count` groups by their principal components, and guesses at the groups' terms:
/// words of the reports whose share in the group is furthest above that elsewhere. Threads: the study's.
/// Errors: invalid_argument (count < 1), cancelled.
[[nodiscard]] Result<void> groupAtlas(Atlas &atlas, const Study &study, int count, std::uint64_t seed,
                                      const ProgressCallback &progress, std::stop_token stop);

/// Places in `atlas` of the remotest exams, remotest first.
[[nodiscard]] std::vector<std::size_t> remotest(const Atlas &atlas, std::size_t count);

/// Whether the exams of two queries (two imports, two cameras …) lie in the same place: one exam a patient,
/// the first in order, and nobody in both. Threads: the study's. Errors: as drift_test(); those of the queries.
[[nodiscard]] Result<DriftTest> atlasDrift(const Atlas &atlas, const Study &study, const QString &first,
                                           const QString &second, std::uint64_t seed, std::stop_token stop);

} // namespace retclip
