// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inspection/evaluation_cases.h"

#include <algorithm>
#include <map>
#include <unordered_set>

namespace retclip {

EvaluationCases::EvaluationCases(const std::vector<PredictionRow> &rows,
                                 const TargetDescription &target)
    : m_kind(target.kind), m_classes(target.classes)
{
    for (const PredictionRow &row : rows)
        if (const std::string name = row.className.toStdString();
            std::find(m_classes.begin(), m_classes.end(), name) == m_classes.end())
            m_classes.push_back(name);
    std::map<std::pair<qint64, int>, std::size_t> places;
    for (const PredictionRow &row : rows) {
        const int eye = !row.eye ? 0 : *row.eye == Laterality::right ? 1 : 2;
        const auto [place, fresh] = places.emplace(std::pair(row.exam.value, eye), m_cases.size());
        if (fresh) {
            EvaluatedCase each;
            each.exam = row.exam;
            each.eye = row.eye;
            each.split = row.split;
            each.scores.assign(m_classes.size(), 0);
            each.truth.assign(m_classes.size(), std::nullopt);
            each.predicted.assign(m_classes.size(), 0);
            m_cases.push_back(std::move(each));
        }
        EvaluatedCase &each = m_cases[place->second];
        const std::size_t c = std::size_t(
            std::find(m_classes.begin(), m_classes.end(), row.className.toStdString())
            - m_classes.begin());
        each.scores[c] = row.score;
        each.truth[c] = row.truth;
        each.predicted[c] = row.predicted;
    }
}

bool EvaluationCases::isAboutOneClass() const
{
    return m_kind == LabelKind::binary || m_kind == LabelKind::multilabel;
}

std::optional<std::pair<int, int>>
EvaluationCases::cellOf(const EvaluatedCase &each, int classIndex,
                        std::optional<double> threshold) const
{
    if (isAboutOneClass()) {
        const std::size_t c = std::size_t(classIndex);
        if (c >= m_classes.size() || !each.truth[c])
            return {};
        const bool predicted = threshold ? each.scores[c] >= *threshold : each.predicted[c];
        return std::pair(*each.truth[c] ? 1 : 0, predicted ? 1 : 0);
    }
    int truth = -1;
    int prediction = -1;
    for (std::size_t c = 0; c < m_classes.size(); ++c) {
        if (each.truth[c].value_or(false))
            truth = int(c);
        if (each.predicted[c])
            prediction = int(c);
    }
    if (truth < 0 || prediction < 0)
        return {};
    return std::pair(truth, prediction);
}

ConfusionMatrix EvaluationCases::confusion(Split split, int classIndex,
                                           std::optional<double> threshold) const
{
    ConfusionMatrix matrix;
    if (isAboutOneClass()) {
        const std::string name = std::size_t(classIndex) < m_classes.size()
            ? m_classes[std::size_t(classIndex)]
            : std::string();
        matrix.classes = {"not " + name, name};
    } else {
        matrix.classes = m_classes;
    }
    matrix.counts.assign(matrix.classes.size(),
                         std::vector<std::int64_t>(matrix.classes.size(), 0));
    for (const EvaluatedCase &each : m_cases)
        if (each.split == split)
            if (const auto cell = cellOf(each, classIndex, threshold))
                ++matrix.counts[std::size_t(cell->first)][std::size_t(cell->second)];
    return matrix;
}

std::vector<ExamId> EvaluationCases::casesOf(Split split, int classIndex,
                                             std::optional<double> threshold, int truth,
                                             int prediction) const
{
    std::vector<ExamId> exams;
    std::unordered_set<qint64> seen;
    for (const EvaluatedCase &each : m_cases)
        if (each.split == split && cellOf(each, classIndex, threshold) == std::pair(truth, prediction)
            && seen.insert(each.exam.value).second)
            exams.push_back(each.exam);
    return exams;
}

ClassSeries EvaluationCases::series(Split split, int classIndex) const
{
    ClassSeries series;
    const std::size_t c = std::size_t(classIndex);
    if (classIndex < 0 || c >= m_classes.size())
        return series;
    for (std::size_t i = 0; i < m_cases.size(); ++i) {
        const EvaluatedCase &each = m_cases[i];
        if (each.split != split)
            continue;
        std::optional<bool> known = each.truth[c];
        // Multiclass rows may say only which class holds: the others then do not.
        if (!known && !isAboutOneClass()
            && std::any_of(each.truth.begin(), each.truth.end(),
                           [](const auto &t) { return t.value_or(false); }))
            known = false;
        if (!known)
            continue;
        series.truth.push_back(*known ? 1 : 0);
        series.scores.push_back(each.scores[c]);
        series.cases.push_back(i);
    }
    return series;
}

std::vector<ExamId> EvaluationCases::examsOf(const ClassSeries &series, double threshold, bool with,
                                             bool called) const
{
    std::vector<ExamId> exams;
    std::unordered_set<qint64> seen;
    for (std::size_t i = 0; i < series.cases.size(); ++i) {
        const ExamId exam = m_cases[series.cases[i]].exam;
        if ((series.truth[i] == 1) == with && (series.scores[i] >= threshold) == called
            && seen.insert(exam.value).second)
            exams.push_back(exam);
    }
    return exams;
}

std::vector<std::size_t> EvaluationCases::ofSplit(Split split) const
{
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < m_cases.size(); ++i)
        if (m_cases[i].split == split)
            places.push_back(i);
    return places;
}

ClassificationInput EvaluationCases::input(const std::vector<std::size_t> &cases,
                                           const PatientsOfExams &patients) const
{
    ClassificationInput input;
    input.kind = m_kind;
    input.classes = m_classes;
    input.scores = Matrix(cases.size(), m_classes.size());
    for (std::size_t row = 0; row < cases.size(); ++row) {
        const EvaluatedCase &each = m_cases[cases[row]];
        Targets targets;
        if (isAboutOneClass()) {
            for (const auto &truth : each.truth)
                targets.push_back(truth ? int(*truth) : -1);
        } else {
            targets.push_back(-1);
            for (std::size_t c = 0; c < m_classes.size(); ++c)
                if (each.truth[c].value_or(false))
                    targets[0] = int(c);
        }
        input.targets.push_back(std::move(targets));
        for (std::size_t c = 0; c < m_classes.size(); ++c) {
            input.scores.row(row)[c] = float(each.scores[c]);
            input.exact_scores.push_back(each.scores[c]);
        }
        const auto patient = patients.find(each.exam);
        input.patients.push_back(patient == patients.end()
                                     ? "exam " + std::to_string(each.exam.value)
                                     : patient->second);
    }
    return input;
}

} // namespace retclip
