// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/inspection/atlas.h"

namespace retclip {

/// By what the points of an atlas are coloured.
enum class AtlasColourBy {
    nothing, cluster, label, split, error, source, time, remoteness
};

/// A group a point: names in a fixed order, the group of each exam.
struct AtlasColours
{
    AtlasColourBy by = AtlasColourBy::nothing;
    QStringList names;           ///< At most 255. Classes by name; months "2023-04"; "" is what is not known.
    std::vector<std::uint8_t> of; ///< As Atlas::exams.
    bool ordered = false;        ///< Months, remoteness: a scale of colours, not of differences.
    std::vector<qint64> counts;  ///< As names.
};

/// `labelSet`: for label and error (the predictions of `predictor` on it). Several positive classes: the first
/// of the set. More than 12 sources: the largest, and the others together as "…". Remoteness: under 1, to 1.5,
/// to 2, to 3, over. Threads: the study's. Errors: those of reading, cancelled.
[[nodiscard]] Result<AtlasColours> atlasColours(const Atlas &atlas, const Study &study, AtlasColourBy by,
                                                const QString &labelSet, RunId predictor, std::stop_token stop);

} // namespace retclip
