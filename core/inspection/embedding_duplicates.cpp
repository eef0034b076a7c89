// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inspection/embedding_duplicates.h"

#include "core/base/all_cores.h"
#include "core/base/picture_signature.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <tuple>

namespace retclip {

namespace {

constexpr std::size_t projections = 512, bandBits = 16, bandCount = projections / bandBits;
constexpr std::size_t crowdedBand = 2000, comparedInCrowd = 50;
constexpr std::size_t rowsInPart = 512;

/// Directions of 1 and -1, the same on every machine (splitmix64).
std::vector<float> randomDirections(std::size_t width)
{
    std::vector<float> values(projections * width);
    std::uint64_t state = 0x9e3779b97f4a7c15ULL, bits = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (i % 64 == 0) {
            bits = (state += 0x9e3779b97f4a7c15ULL);
            bits = (bits ^ (bits >> 30)) * 0xbf58476d1ce4e5b9ULL;
            bits = (bits ^ (bits >> 27)) * 0x94d049bb133111ebULL;
            bits ^= bits >> 31;
        }
        values[i] = bits >> (i % 64) & 1 ? 1.0f : -1.0f;
    }
    return values;
}

float dotOf(const float *a, const float *b, std::size_t width)
{
    float sum = 0;
    for (std::size_t c = 0; c < width; ++c)
        sum += a[c] * b[c];
    return sum;
}

using Bands = std::array<std::uint16_t, bandCount>;

Result<std::vector<Bands>> bandsOf(const Matrix &rows, const ProgressCallback &progress, std::stop_token stop)
{
    const std::vector<float> directions = randomDirections(rows.columns);
    std::vector<Bands> bands(rows.rows);
    ProgressReporter reporter(progress, std::int64_t(rows.rows),
                              message(QT_TRANSLATE_NOOP("Message", "Comparing embeddings")));
    // Some parts at a time, so that a stop is heard.
    constexpr std::size_t partsAtOnce = 32;
    const std::size_t parts = (rows.rows + rowsInPart - 1) / rowsInPart;
    for (std::size_t begin = 0; begin < parts; begin += partsAtOnce) {
        if (stop.stop_requested())
            return failure(cancelled().value());
        on_all_cores(std::min(partsAtOnce, parts - begin), [&](std::size_t part) {
            const std::size_t first = (begin + part) * rowsInPart;
            const std::size_t end = std::min(rows.rows, first + rowsInPart);
            // A direction stays in the cache while a part's rows pass by.
            for (std::size_t d = 0; d < projections; ++d)
                for (std::size_t row = first; row < end; ++row)
                    if (dotOf(directions.data() + d * rows.columns, rows.row(row).data(), rows.columns) > 0)
                        bands[row][d / bandBits] = std::uint16_t(bands[row][d / bandBits] | (1u << (d % bandBits)));
        });
        reporter.advance_to(std::int64_t(std::min(rows.rows, (begin + partsAtOnce) * rowsInPart)));
    }
    reporter.finish();
    return bands;
}

} // namespace

Result<std::vector<AlikeRows>> alikeRows(const Matrix &rows, float least, const ProgressCallback &progress,
                                         std::stop_token stop)
{
    RETCLIP_TRY(const std::vector<Bands> bands, bandsOf(rows, progress, stop));
    std::vector<AlikeRows> found;
    std::vector<std::uint32_t> order(rows.rows);
    for (std::size_t i = 0; i < order.size(); ++i)
        order[i] = std::uint32_t(i);
    const auto compare = [&](std::size_t band, std::uint32_t a, std::uint32_t b) {
        for (std::size_t earlier = 0; earlier < band; ++earlier)
            if (bands[a][earlier] == bands[b][earlier])
                return; // Met there.
        const float similarity = dotOf(rows.row(a).data(), rows.row(b).data(), rows.columns);
        if (similarity >= least)
            found.push_back({std::min(a, b), std::max(a, b), similarity});
    };
    for (std::size_t band = 0; band < bandCount; ++band) {
        if (stop.stop_requested())
            return failure(cancelled().value());
        std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
            return bands[a][band] < bands[b][band];
        });
        for (std::size_t begin = 0; begin < order.size();) {
            std::size_t end = begin + 1;
            while (end < order.size() && bands[order[end]][band] == bands[order[begin]][band])
                ++end;
            const std::size_t from = end - begin > crowdedBand ? begin + comparedInCrowd : end;
            for (std::size_t a = begin; a < from; ++a)
                for (std::size_t b = a + 1; b < end; ++b)
                    compare(band, order[a], order[b]);
            begin = end;
        }
    }
    std::sort(found.begin(), found.end(), [](const AlikeRows &a, const AlikeRows &b) {
        return std::tie(a.first, a.second) < std::tie(b.first, b.second);
    });
    return found;
}

Result<std::vector<EmbeddingGroup>> embeddingDuplicates(const StudyFeatures &features, double least,
                                                        const ProgressCallback &progress, std::stop_token stop)
{
    std::vector<EmbeddedPhotograph> photographs;
    Matrix rows(0, std::max(features.features.raw_right.values.columns, features.features.raw_left.values.columns));
    for (std::size_t i = 0; i < features.exams.size(); ++i)
        for (const Laterality eye : both_eyes) {
            const FeatureRows &raw = eye == Laterality::right ? features.features.raw_right : features.features.raw_left;
            if (i >= raw.present.size() || !raw.present[i])
                continue;
            const auto values = raw.values.row(i);
            rows.values.insert(rows.values.end(), values.begin(), values.end());
            ++rows.rows;
            photographs.push_back({features.exams[i], eye});
        }
    std::vector<double> mean(rows.columns, 0.0);
    for (std::size_t row = 0; row < rows.rows; ++row)
        for (std::size_t c = 0; c < rows.columns; ++c)
            mean[c] += rows.row(row)[c] / double(rows.rows);
    for (std::size_t row = 0; row < rows.rows; ++row) {
        double length = 0;
        for (std::size_t c = 0; c < rows.columns; ++c) {
            float &value = rows.row(row)[c];
            value -= float(mean[c]);
            length += double(value) * value;
        }
        for (float &value : rows.row(row))
            value = length > 0 ? float(value / std::sqrt(length)) : 0.0f;
    }
    RETCLIP_TRY(const std::vector<AlikeRows> pairs, alikeRows(rows, float(least), progress, stop));
    std::vector<NearPair> joined;
    for (const AlikeRows &pair : pairs)
        joined.push_back({pair.first, pair.second, 0, false});
    const std::vector<std::size_t> roots = joined_by(joined, photographs.size());
    std::map<std::size_t, EmbeddingGroup> byRoot;
    for (const AlikeRows &pair : pairs) {
        EmbeddingGroup &group = byRoot[roots[pair.first]];
        group.similarity = std::min(group.similarity, double(pair.similarity));
    }
    for (std::size_t i = 0; i < photographs.size(); ++i)
        if (const auto group = byRoot.find(roots[i]); group != byRoot.end())
            group->second.photographs.push_back(photographs[i]);
    std::vector<EmbeddingGroup> groups;
    for (auto &[root, group] : byRoot)
        groups.push_back(std::move(group));
    std::stable_sort(groups.begin(), groups.end(), [](const EmbeddingGroup &a, const EmbeddingGroup &b) {
        return a.photographs.size() > b.photographs.size();
    });
    return groups;
}

} // namespace retclip
