// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inspection/atlas.h"

#include "core/base/all_cores.h"
#include "core/base/files.h"
#include "core/findings/report_terms.h"
#include "core/statistics/principal_components.h"
#include "core/statistics/row_products.h"
#include "core/statistics/tsne.h"
#include "core/study/exam_set.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <set>

namespace retclip {

namespace {

constexpr std::size_t keptComponents = 32, drawnByTsne = 20'000;
constexpr std::size_t termsLookedAt = 200, termsOfCluster = 5;
constexpr int permutationsOfDrift = 999;
/// A word that so few of a group use says nothing of it; nor does one that is hardly commoner there.
constexpr double leastShareHere = 0.2, leastMoreThanElsewhere = 0.1;

} // namespace

const char *word(AtlasMethod method)
{
    return method == AtlasMethod::tsne ? "tsne" : "pca";
}

Result<Atlas> atlasOf(const Study &study, const RunRow &run, ModelBackend &backend, AtlasOf of, const QString &where,
                      const QString &device, const ProgressCallback &progress, std::stop_token stop)
{
    RETCLIP_TRY(const std::vector<ExamId> exams, study.find(where, stop));
    ModelSource source;
    source.run_folder = path_from_utf8(run.folder.toStdString());
    RETCLIP_TRY(const StudyFeatures features, studyFeatures(study, source, backend, exams, device, 0, progress, stop));
    const FeatureRows &wanted = of == AtlasOf::images ? features.features.image_patient : features.features.text_patient;
    Atlas atlas;
    atlas.run = run.id;
    Matrix rows(0, wanted.values.columns);
    for (std::size_t i = 0; i < features.exams.size(); ++i) {
        if (!wanted.present[i]) {
            ++atlas.leftOut;
            continue;
        }
        const auto row = wanted.values.row(i);
        rows.values.insert(rows.values.end(), row.begin(), row.end());
        ++rows.rows;
        atlas.exams.push_back(features.exams[i]);
    }
    if (rows.rows < 3)
        return failure(ErrorCode::not_found,
                       message(QT_TRANSLATE_NOOP("Message", "Only %1 exams have what a map is made of."), {std::to_string(rows.rows)}),
                       message(QT_TRANSLATE_NOOP("Message", "Nothing was changed.")),
                       message(QT_TRANSLATE_NOOP("Message", "Choose more exams: with both eyes, or with reports.")));
    RETCLIP_TRY(PrincipalComponents components, principal_components(rows, keptComponents, stop));
    for (const double variance : components.variance)
        atlas.shares.push_back(components.total_variance > 0 ? variance / components.total_variance : 0.0);
    atlas.reduced = std::move(components.scores);
    atlas.places = Matrix(rows.rows, 2);
    for (std::size_t i = 0; i < rows.rows; ++i)
        for (std::size_t c = 0; c < std::min<std::size_t>(2, atlas.reduced.columns); ++c)
            atlas.places.row(i)[c] = atlas.reduced.row(i)[c];
    RETCLIP_TRY(atlas.remoteness, remoteness(atlas.reduced, 5, stop));
    return atlas;
}

Result<Matrix> tsnePlaces(const Matrix &reduced, const ProgressCallback &progress, std::stop_token stop)
{
    if (reduced.rows <= drawnByTsne)
        return tsne(reduced, {}, progress, stop);
    const auto drawn = [&](std::size_t i) { return i * reduced.rows / drawnByTsne; };
    Matrix sample(drawnByTsne, reduced.columns);
    for (std::size_t i = 0; i < drawnByTsne; ++i)
        std::copy(reduced.row(drawn(i)).begin(), reduced.row(drawn(i)).end(), sample.row(i).begin());
    RETCLIP_TRY(const Matrix map, tsne(sample, {}, progress, stop));
    Matrix places(reduced.rows, 2);
    constexpr std::size_t pieces = 64;
    on_all_cores(pieces, [&](std::size_t piece) {
        for (std::size_t i = piece * reduced.rows / pieces; i < (piece + 1) * reduced.rows / pieces; ++i) {
            if (stop.stop_requested())
                return;
            std::array<std::pair<float, std::size_t>, 3> nearest;
            nearest.fill({std::numeric_limits<float>::max(), 0});
            for (std::size_t k = 0; k < sample.rows; ++k) {
                const float far = squared_distance(reduced.row(i), sample.row(k));
                if (far < nearest[2].first) {
                    nearest[2] = {far, k};
                    std::sort(nearest.begin(), nearest.end());
                }
            }
            double x = 0, y = 0, sum = 0;
            for (const auto &[far, k] : nearest) {
                const double weight = 1 / (double(far) + 1e-12);
                x += weight * map.row(k)[0];
                y += weight * map.row(k)[1];
                sum += weight;
            }
            places.row(i)[0] = float(x / sum);
            places.row(i)[1] = float(y / sum);
        }
    });
    if (stop.stop_requested())
        return failure(cancelled().value());
    return places;
}

namespace {

/// Of each cluster how many exams a query finds.
std::vector<double> countsIn(const Atlas &atlas, const ExamSet &found)
{
    std::vector<double> counts(atlas.clusters.size(), 0.0);
    for (std::size_t i = 0; i < atlas.exams.size(); ++i)
        counts[std::size_t(atlas.cluster_of[i])] += found.contains(atlas.exams[i].value);
    return counts;
}

Result<void> nameClusters(Atlas &atlas, const Study &study, const ProgressCallback &progress, std::stop_token stop)
{
    RETCLIP_TRY(const auto terms, ReportTerms::of(study, {}, progress, stop));
    std::vector<ReportTerm> looked = terms->terms();
    if (looked.size() > termsLookedAt)
        looked.resize(termsLookedAt);
    for (const ReportTerm &term : looked) {
        if (stop.stop_requested())
            return cancelled();
        RETCLIP_TRY(const ExamSet found, study.matching(queryOfTerms({term.text}), stop));
        const std::vector<double> counts = countsIn(atlas, found);
        double all = 0;
        for (const double count : counts)
            all += count;
        for (std::size_t k = 0; k < atlas.clusters.size(); ++k) {
            AtlasCluster &cluster = atlas.clusters[k];
            const double others = double(atlas.exams.size()) - double(cluster.exams);
            const double here = counts[k] / double(cluster.exams), elsewhere = others > 0 ? (all - counts[k]) / others : 0.0;
            if (here >= leastShareHere && here - elsewhere >= leastMoreThanElsewhere)
                cluster.terms.push_back({term.text, here, elsewhere});
        }
    }
    for (AtlasCluster &cluster : atlas.clusters) {
        std::stable_sort(cluster.terms.begin(), cluster.terms.end(), [](const ClusterTerm &a, const ClusterTerm &b) {
            const double more = a.here - a.elsewhere, less = b.here - b.elsewhere;
            // Of a phrase and its parts, which stand in the same reports, the phrase says most.
            return std::abs(more - less) > 1e-9 ? more > less : a.text.size() > b.text.size();
        });
        std::vector<ClusterTerm> kept;
        for (const ClusterTerm &term : cluster.terms) {
            const bool part = std::any_of(kept.begin(), kept.end(), [&](const ClusterTerm &longer) {
                return longer.text.contains(term.text) || term.text.contains(longer.text);
            });
            if (!part && kept.size() < termsOfCluster)
                kept.push_back(term);
        }
        cluster.terms = std::move(kept);
    }
    return {};
}

} // namespace

Result<void> groupAtlas(Atlas &atlas, const Study &study, int count, std::uint64_t seed, const ProgressCallback &progress,
                        std::stop_token stop)
{
    RETCLIP_TRY(const RowClusters clusters, cluster_rows(atlas.reduced, count, seed, stop));
    atlas.cluster_of = clusters.cluster_of;
    atlas.clusters.clear();
    for (const std::size_t size : clusters.sizes)
        atlas.clusters.push_back({qint64(size), {}});
    return nameClusters(atlas, study, progress, stop);
}

std::vector<std::size_t> remotest(const Atlas &atlas, std::size_t count)
{
    std::vector<std::size_t> order(atlas.remoteness.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        order[i] = i;
    const auto end = order.begin() + std::ptrdiff_t(std::min(count, order.size()));
    std::partial_sort(order.begin(), end, order.end(), [&](std::size_t a, std::size_t b) {
        return atlas.remoteness[a] != atlas.remoteness[b] ? atlas.remoteness[a] > atlas.remoteness[b] : a < b;
    });
    order.erase(end, order.end());
    return order;
}

Result<DriftTest> atlasDrift(const Atlas &atlas, const Study &study, const QString &first, const QString &second,
                             std::uint64_t seed, std::stop_token stop)
{
    std::map<ExamId, std::size_t> places;
    for (std::size_t i = 0; i < atlas.exams.size(); ++i)
        places[atlas.exams[i]] = i;
    std::set<QString> taken;
    const auto rowsOf = [&](const QString &query) -> Result<Matrix> {
        RETCLIP_TRY(const std::vector<ExamId> exams, study.find(query, stop));
        RETCLIP_TRY(const std::vector<ExamRow> rows, study.exams(exams));
        Matrix chosen(0, atlas.reduced.columns);
        for (const ExamRow &exam : rows) {
            const auto place = places.find(exam.id);
            if (place == places.end() || !taken.insert(exam.patient).second)
                continue;
            const auto row = atlas.reduced.row(place->second);
            chosen.values.insert(chosen.values.end(), row.begin(), row.end());
            ++chosen.rows;
        }
        return chosen;
    };
    RETCLIP_TRY(const Matrix one, rowsOf(first));
    RETCLIP_TRY(const Matrix other, rowsOf(second));
    return drift_test(one, other, permutationsOfDrift, seed, stop);
}

} // namespace retclip
