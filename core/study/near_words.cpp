// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/near_words.h"

#include <algorithm>
#include <vector>

namespace retclip {

namespace {

/// Letters to put in, take out or change (Levenshtein).
int lettersBetween(const QString &a, const QString &b)
{
    std::vector<int> row(std::size_t(b.size()) + 1);
    for (std::size_t j = 0; j < row.size(); ++j)
        row[j] = int(j);
    for (qsizetype i = 1; i <= a.size(); ++i) {
        int diagonal = row[0];
        row[0] = int(i);
        for (qsizetype j = 1; j <= b.size(); ++j) {
            const int above = row[std::size_t(j)];
            row[std::size_t(j)] = std::min({above + 1, row[std::size_t(j) - 1] + 1,
                                            diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)});
            diagonal = above;
        }
    }
    return row.back();
}

} // namespace

QStringList nearWords(const QString &word, const QStringList &candidates, int most)
{
    const QString wanted = word.toCaseFolded();
    const int farthest = std::max<int>(2, int(wanted.size()) / 3);
    std::vector<std::pair<int, QString>> near;
    for (const QString &candidate : candidates) {
        const QString folded = candidate.toCaseFolded();
        const bool begins = wanted.size() >= 3 && folded.startsWith(wanted);
        const int distance = begins ? 1 : lettersBetween(wanted, folded);
        // Of words of two letters everything is near.
        if (distance <= farthest && (begins || distance < std::max(wanted.size(), folded.size())))
            near.emplace_back(distance, candidate);
    }
    std::stable_sort(near.begin(), near.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
    QStringList words;
    for (const auto &each : near)
        if (words.size() < most && !words.contains(each.second, Qt::CaseInsensitive))
            words.append(each.second);
    return words;
}

} // namespace retclip
