// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inspection/confident_learning.h"

#include <QHash>

#include <algorithm>
#include <map>
#include <utility>

namespace retclip {

namespace {

/// Sum and number of the probabilities of an answer where it is the label.
struct AnswerMean
{
    double sum = 0;
    int count = 0;
    void add(double value)
    {
        sum += value;
        ++count;
    }
    [[nodiscard]] double value() const { return sum / count; }
};

struct ClassMeans
{
    AnswerMean present, absent;
};
using MeansOfClasses = QHash<QString, ClassMeans>;

/// The rows of one exam or eye.
using CaseRows = std::vector<const PredictionRow *>;

std::vector<CaseRows> rowsOfCases(const std::vector<PredictionRow> &predictions)
{
    std::map<std::pair<std::int64_t, int>, std::size_t> places;
    std::vector<CaseRows> cases;
    for (const PredictionRow &row : predictions) {
        if (!row.truth)
            continue;
        const int eye = !row.eye ? 0 : *row.eye == Laterality::right ? 1 : 2;
        const auto [place, isNew] = places.try_emplace({row.exam.value, eye}, cases.size());
        if (isNew)
            cases.emplace_back();
        cases[place->second].push_back(&row);
    }
    return cases;
}

DoubtedLabel doubtOf(const CaseRows &rows)
{
    DoubtedLabel doubt;
    doubt.exam = rows.front()->exam;
    doubt.eye = rows.front()->eye;
    doubt.split = rows.front()->split;
    for (const PredictionRow *row : rows)
        if (*row->truth)
            doubt.given << row->className;
    return doubt;
}

/// Of one class of several: the most probable of the confident ones, where it is not the label.
bool contradictsOne(const CaseRows &rows, const MeansOfClasses &means, DoubtedLabel &doubt)
{
    const PredictionRow *label = nullptr, *answer = nullptr;
    for (const PredictionRow *row : rows) {
        if (*row->truth)
            label = row;
        const AnswerMean mean = means.value(row->className).present;
        if (mean.count > 0 && row->score >= mean.value() && (!answer || row->score > answer->score))
            answer = row;
    }
    if (!label || !answer || answer == label || answer->score <= label->score)
        return false;
    doubt.suggested = {answer->className};
    doubt.className = answer->className;
    doubt.confidence = answer->score;
    doubt.threshold = means.value(answer->className).present.value();
    return true;
}

/// Each class present or absent by itself.
bool contradictsAny(const CaseRows &rows, const MeansOfClasses &means, DoubtedLabel &doubt)
{
    bool any = false;
    for (const PredictionRow *row : rows) {
        const ClassMeans mean = means.value(row->className);
        const AnswerMean &other = *row->truth ? mean.absent : mean.present;
        const double confidence = *row->truth ? 1 - row->score : row->score;
        // At even odds nothing is contradicted, however unsure the model is elsewhere.
        const bool doubted = other.count > 0 && confidence > 0.5 && confidence >= other.value();
        if (*row->truth != doubted)
            doubt.suggested << row->className;
        if (!doubted)
            continue;
        if (!any || confidence - other.value() > doubt.confidence - doubt.threshold) {
            doubt.className = row->className;
            doubt.confidence = confidence;
            doubt.threshold = other.value();
        }
        any = true;
    }
    return any;
}

} // namespace

std::vector<DoubtedLabel> doubtedLabels(const std::vector<PredictionRow> &predictions, LabelKind kind)
{
    MeansOfClasses means;
    for (const PredictionRow &row : predictions) {
        if (!row.truth)
            continue;
        ClassMeans &mean = means[row.className];
        if (*row.truth)
            mean.present.add(row.score);
        else
            mean.absent.add(1 - row.score);
    }
    const bool single = kind == LabelKind::multiclass || kind == LabelKind::ordinal;
    std::vector<DoubtedLabel> doubts;
    for (const CaseRows &rows : rowsOfCases(predictions)) {
        DoubtedLabel doubt = doubtOf(rows);
        if (single ? contradictsOne(rows, means, doubt) : contradictsAny(rows, means, doubt))
            doubts.push_back(std::move(doubt));
    }
    std::stable_sort(doubts.begin(), doubts.end(), [](const DoubtedLabel &a, const DoubtedLabel &b) {
        return a.confidence - a.threshold > b.confidence - b.threshold;
    });
    return doubts;
}

} // namespace retclip
