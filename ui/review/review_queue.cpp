// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/review/review_queue.h"

#include "core/inspection/training_value.h"

#include <algorithm>
#include <map>
#include <unordered_map>

namespace retclip {

std::vector<ReviewItem> reviewItems(const std::vector<ExamId> &exams,
                                    const std::vector<PredictionRow> &predictions,
                                    ReviewOrder order)
{
    std::unordered_map<qint64, std::map<int, std::vector<const PredictionRow *>>> byExam;
    for (const PredictionRow &row : predictions) {
        const int eye = !row.eye ? 0 : *row.eye == Laterality::right ? 1 : 2;
        byExam[row.exam.value][eye].push_back(&row);
    }
    std::vector<ReviewItem> items;
    for (ExamId exam : exams) {
        const auto found = byExam.find(exam.value);
        if (found == byExam.end()) {
            ReviewItem item;
            item.exam = exam;
            items.push_back(item);
            continue;
        }
        for (const auto &[eye, rows] : found->second) {
            ReviewItem item;
            item.exam = exam;
            item.eye = rows.front()->eye;
            item.entropy = predictionEntropy(rows);
            for (const PredictionRow *row : rows) {
                if (row->predicted)
                    item.predicted << row->className;
                if (row->truth.value_or(false))
                    item.label << row->className;
                if (!row->truth)
                    continue;
                const bool wrong = row->predicted != *row->truth;
                const double confidence = row->predicted ? row->score : 1 - row->score;
                // A mistake goes before a right guess; of mistakes the surest, else the least sure.
                const bool better = !item.judged || (wrong && !item.wrong)
                    || (wrong == item.wrong
                        && (wrong ? confidence > item.confidence : confidence < item.confidence));
                if (better) {
                    item.judged = true;
                    item.wrong = wrong;
                    item.confidence = confidence;
                    item.probability = row->score;
                    item.className = row->className;
                }
            }
            items.push_back(std::move(item));
        }
    }
    if (order == ReviewOrder::wrongAndSure)
        std::stable_sort(items.begin(), items.end(), [](const ReviewItem &a, const ReviewItem &b) {
            if (a.judged != b.judged)
                return a.judged;
            if (a.wrong != b.wrong)
                return a.wrong;
            return a.wrong ? a.confidence > b.confidence : a.confidence < b.confidence;
        });
    else if (order == ReviewOrder::nearThreshold)
        std::stable_sort(items.begin(), items.end(), [](const ReviewItem &a, const ReviewItem &b) {
            if (a.judged != b.judged)
                return a.judged;
            return a.confidence < b.confidence;
        });
    else if (order == ReviewOrder::entropy)
        std::stable_sort(items.begin(), items.end(), [](const ReviewItem &a, const ReviewItem &b) { return a.entropy > b.entropy; });
    return items;
}

} // namespace retclip
