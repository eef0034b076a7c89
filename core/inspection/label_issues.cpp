// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inspection/label_issues.h"

#include <QHash>

#include <algorithm>

namespace retclip {

namespace {

/// Sum and number of the probabilities of an answer where it is the label.
struct Mean
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

struct Answers
{
    Mean present, absent;
};

} // namespace

std::vector<LabelIssue> label_issues(const std::vector<PredictionRow> &predictions)
{
    QHash<QString, Answers> classes;
    for (const PredictionRow &row : predictions) {
        if (!row.truth)
            continue;
        Answers &answers = classes[row.className];
        if (*row.truth)
            answers.present.add(row.score);
        else
            answers.absent.add(1 - row.score);
    }
    std::vector<LabelIssue> issues;
    for (const PredictionRow &row : predictions) {
        if (!row.truth)
            continue;
        const Answers answers = classes.value(row.className);
        const Mean &other = *row.truth ? answers.absent : answers.present;
        if (other.count == 0)
            continue;
        const double confidence = *row.truth ? 1 - row.score : row.score;
        // At even odds nothing is contradicted, however unsure the model is elsewhere.
        if (confidence > 0.5 && confidence >= other.value())
            issues.push_back({row, confidence, other.value()});
    }
    std::stable_sort(issues.begin(), issues.end(), [](const LabelIssue &a, const LabelIssue &b) {
        return a.confidence - a.threshold > b.confidence - b.threshold;
    });
    return issues;
}

} // namespace retclip
