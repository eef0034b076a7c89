// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inspection/hit_comparison.h"

#include <map>

namespace retclip {

std::vector<MovedHit> compareHits(const std::vector<RetrievalHit> &before, const std::vector<RetrievalHit> &after)
{
    std::map<ExamId, const RetrievalHit *> earlier, later;
    for (const RetrievalHit &hit : before)
        earlier.emplace(hit.exam, &hit);
    std::vector<MovedHit> moved;
    for (const RetrievalHit &hit : after) {
        later.emplace(hit.exam, &hit);
        MovedHit one{hit.exam, 0, hit.rank, {}, hit.similarity};
        if (const auto found = earlier.find(hit.exam); found != earlier.end()) {
            one.before = found->second->rank;
            one.similarityBefore = found->second->similarity;
        }
        moved.push_back(one);
    }
    for (const RetrievalHit &hit : before)
        if (!later.contains(hit.exam))
            moved.push_back({hit.exam, hit.rank, 0, hit.similarity, {}});
    return moved;
}

} // namespace retclip
