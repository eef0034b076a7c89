// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inspection/evaluation_comparison.h"

#include <algorithm>
#include <unordered_set>

namespace retclip {

namespace {

tl::unexpected<Error> notComparable(Message why)
{
    return failure(ErrorCode::invalid_argument, std::move(why),
                   message(QT_TRANSLATE_NOOP("Message", "Nothing was compared.")),
                   message(QT_TRANSLATE_NOOP("Message",
                       "Choose evaluations of the same label set, of eyes or of exams in both.")));
}

using CaseKey = std::pair<qint64, int>;

CaseKey caseKeyOf(const EvaluatedCase &each)
{
    return {each.exam.value, !each.eye ? 0 : *each.eye == Laterality::right ? 1 : 2};
}

bool anyKnown(const EvaluatedCase &each)
{
    return std::any_of(each.truth.begin(), each.truth.end(), [](const auto &t) { return t.has_value(); });
}

bool oneClassHolds(LabelKind kind)
{
    return kind == LabelKind::multiclass || kind == LabelKind::ordinal;
}

/// What a row answers: the class with the largest probability, or which classes hold.
std::vector<std::uint8_t> answer(const ClassificationInput &input, std::size_t row)
{
    const std::size_t columns = input.classes.size();
    const double *scores = input.exact_scores.data() + row * columns;
    std::vector<std::uint8_t> called(columns);
    if (oneClassHolds(input.kind))
        called[std::size_t(std::max_element(scores, scores + columns) - scores)] = 1;
    else
        for (std::size_t c = 0; c < columns; ++c)
            called[c] = scores[c] >= 0.5;
    return called;
}

} // namespace

std::vector<ExamId> PairedEvaluations::disagreeing(std::optional<std::size_t> classIndex) const
{
    std::vector<ExamId> found;
    std::unordered_set<qint64> seen;
    for (std::size_t row = 0; row < exams.size(); ++row) {
        const auto a = answer(first, row), b = answer(second, row);
        if ((classIndex ? a[*classIndex] != b[*classIndex] : a != b)
            && seen.insert(exams[row].value).second)
            found.push_back(exams[row]);
    }
    return found;
}

Result<PairedEvaluations> pairEvaluations(const EvaluationResult &first,
                                          const EvaluationResult &second,
                                          const PatientsOfExams &patients)
{
    const EvaluationCases a(first.predictions, first.target), b(second.predictions, second.target);
    if (a.kind() != b.kind())
        return notComparable(message(QT_TRANSLATE_NOOP("Message",
            "The two evaluations judge labels of different kinds: %1 and %2."),
            {word(a.kind()), word(b.kind())}));
    if (a.classes() != b.classes())
        return notComparable(message(QT_TRANSLATE_NOOP("Message",
            "The two evaluations judge different classes: %1 and %2."),
            {first.order.labelSet.toStdString(), second.order.labelSet.toStdString()}));
    if (first.order.perEye != second.order.perEye)
        return notComparable(message(QT_TRANSLATE_NOOP("Message",
            "One of the evaluations judges eyes, the other exams.")));

    std::map<CaseKey, std::size_t> ofSecond;
    for (const std::size_t place : b.ofSplit(Split::test))
        ofSecond.emplace(caseKeyOf(b.all()[place]), place);
    PairedEvaluations paired;
    std::vector<std::size_t> rowsA, rowsB;
    qint64 common = 0;
    for (const std::size_t place : a.ofSplit(Split::test)) {
        const EvaluatedCase &mine = a.all()[place];
        const auto partner = ofSecond.find(caseKeyOf(mine));
        if (partner == ofSecond.end()) {
            ++paired.onlyFirst;
            continue;
        }
        ++common;
        if (mine.truth != b.all()[partner->second].truth) {
            ++paired.otherLabel;
            continue;
        }
        if (!anyKnown(mine))
            continue;
        rowsA.push_back(place);
        rowsB.push_back(partner->second);
        paired.exams.push_back(mine.exam);
    }
    paired.onlySecond = qint64(ofSecond.size()) - common;
    if (paired.exams.empty())
        return notComparable(message(QT_TRANSLATE_NOOP("Message",
            "The two evaluations have no test case in common (%1 and %2 cases)."),
            {std::to_string(paired.onlyFirst + paired.otherLabel), std::to_string(ofSecond.size())}));
    paired.first = a.input(rowsA, patients);
    paired.second = b.input(rowsB, patients);
    return paired;
}

} // namespace retclip
