// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/evaluate/shown_evaluation.h"

#include "core/inspection/evaluation_words.h"
#include "core/study/label_titles.h"

namespace retclip {

ShownEvaluation::ShownEvaluation(SelectionModel &selections, QObject *parent)
    : QObject(parent), m_selections(selections)
{
}

void ShownEvaluation::show(const EvaluationResult &result)
{
    m_result = result;
    m_cases = EvaluationCases(result.predictions, result.target);
    m_class = -1;
    emit resultChanged();
    setClass(0);
}

void ShownEvaluation::clear()
{
    m_result.reset();
    m_cases = {};
    m_test = {};
    m_thresholds = {};
    m_class = 0;
    m_threshold.reset();
    emit resultChanged();
}

void ShownEvaluation::setClass(int index)
{
    if (index == m_class)
        return;
    m_class = index;
    m_test = m_cases.series(Split::test, index);
    m_thresholds = ThresholdTable(m_test.truth, m_test.scores);
    m_threshold.reset();
    emit classChanged();
    emit thresholdChanged();
}

void ShownEvaluation::setThreshold(std::optional<double> threshold)
{
    if (threshold == m_threshold)
        return;
    m_threshold = threshold;
    emit thresholdChanged();
}

QString ShownEvaluation::classTitle(int place) const
{
    const QString set = m_result ? QString(m_result->order.labelSet).section(QLatin1Char('/'), 0, 0)
                                 : QString();
    return std::size_t(place) < m_cases.classes().size()
        ? labelTitle(set, QString::fromStdString(m_cases.classes()[std::size_t(place)]))
        : QString();
}

QString ShownEvaluation::confusionTitle(int place) const
{
    if (!m_cases.isAboutOneClass())
        return classTitle(place);
    return place == 1 ? classTitle(m_class) : tr("not %1").arg(classTitle(m_class));
}

std::function<QString()> ShownEvaluation::outcomeSentence(bool with, bool called, int count) const
{
    return [=, run = m_result->run.value, name = classTitle(m_class), threshold = m_threshold] {
        const QString kind = with ? (called ? tr("%n true positives", nullptr, count)
                                            : tr("%n false negatives", nullptr, count))
                                  : (called ? tr("%n false positives", nullptr, count)
                                            : tr("%n true negatives", nullptr, count));
        const QString at = threshold ? tr(", threshold %1").arg(shownFigure(threshold)) : QString();
        return tr("%1 of run %2 for %3%4, test split").arg(kind, QString::number(run), name, at);
    };
}

int ShownEvaluation::selectCell(int truth, int prediction)
{
    if (!m_result)
        return 0;
    const std::vector<ExamId> exams =
        m_cases.casesOf(Split::test, m_class, m_threshold, truth, prediction);
    if (m_cases.isAboutOneClass())
        return select(exams, outcomeSentence(truth == 1, prediction == 1, int(exams.size())));
    return select(exams, [count = int(exams.size()), run = QString::number(m_result->run.value),
                          truth = classTitle(truth), prediction = classTitle(prediction)] {
        return tr("%n exams of run %1: %2 taken for %3, test split", nullptr, count)
            .arg(run, truth, prediction);
    });
}

int ShownEvaluation::selectOutcome(bool with, bool called)
{
    if (!m_result)
        return 0;
    const std::vector<ExamId> exams = m_cases.examsOf(m_test, thresholdInForce(), with, called);
    return select(exams, outcomeSentence(with, called, int(exams.size())));
}

int ShownEvaluation::select(const std::vector<ExamId> &exams, std::function<QString()> sentence)
{
    Selection selection;
    selection.exams = exams;
    selection.describe(std::move(sentence));
    selection.run = m_result->run;
    selection.labelSet = m_result->order.labelSet;
    m_selections.select(selection);
    return int(exams.size());
}

} // namespace retclip
