// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inspection/retrieval_cases.h"

#include "core/base/all_cores.h"
#include "core/inspection/report_text.h"
#include "core/statistics/row_products.h"

#include <algorithm>
#include <map>

namespace retclip {

namespace {

/// Which class an exam counts as; the last number: none of them.
std::vector<int> classesOfExams(const std::vector<ExamRow> &rows, const LabelSet &set)
{
    std::vector<int> numbers;
    for (const ExamRow &row : rows) {
        int number = int(set.classes.size());
        for (const LabelState &label : row.labels)
            for (int k = 0; label.set == set.id && label.known && k < set.classes.size(); ++k)
                if (label.positive.contains(set.classes[k].name))
                    number = std::min(number, k);
        numbers.push_back(number);
    }
    return numbers;
}

Result<void> countConfusions(const Study &study, const QString &labelSet, const std::vector<ExamRow> &rows,
                             const std::map<ExamId, std::size_t> &places, RetrievalCases &cases)
{
    RETCLIP_TRY(const auto sets, study.labelSets());
    const auto set = std::find_if(sets.cbegin(), sets.cend(), [&](const LabelSet &each) { return each.name == labelSet; });
    if (set == sets.cend())
        return failure(ErrorCode::not_found,
                       message(QT_TRANSLATE_NOOP("Message", "There is no label set %1."), {labelSet.toStdString()}),
                       message(QT_TRANSLATE_NOOP("Message", "Nothing was changed.")), {});
    const std::vector<int> numbers = classesOfExams(rows, *set);
    for (const LabelClass &each : set->classes)
        cases.classes << each.name;
    cases.classes << QStringLiteral("-");
    const auto count = std::size_t(cases.classes.size());
    cases.confusions.assign(count, std::vector<std::vector<ExamId>>(count));
    for (const RetrievalCase &each : cases.hardest)
        cases.confusions[std::size_t(numbers[places.at(each.exam)])][std::size_t(numbers[places.at(each.nearest)])].push_back(each.exam);
    return {};
}

} // namespace

Result<RetrievalCases> retrievalCases(const Study &study, const StudyFeatures &features, bool toReports, const QString &labelSet,
                                      std::stop_token stop)
{
    RETCLIP_TRY(const auto all, study.exams(features.exams));
    std::vector<ExamRow> rows;
    std::vector<std::size_t> at; // Of the features.
    std::map<ExamId, std::size_t> places;
    std::vector<int> reports;
    std::map<std::string, int> numbers;
    for (std::size_t i = 0; i < all.size() && all.size() == features.exams.size(); ++i) {
        if (!features.features.image_patient.present[i] || !features.features.text_patient.present[i])
            continue;
        places[all[i].id] = rows.size();
        rows.push_back(all[i]);
        at.push_back(i);
        reports.push_back(numbers.try_emplace(normalisedReport(all[i].report.toStdString()), int(numbers.size())).first->second);
    }
    if (rows.size() < 2)
        return failure(ErrorCode::not_found,
                       message(QT_TRANSLATE_NOOP("Message", "No exam has both a photograph that can be read and a report.")),
                       message(QT_TRANSLATE_NOOP("Message", "Nothing was changed.")),
                       message(QT_TRANSLATE_NOOP("Message", "Choose other exams.")));
    const Matrix &queries = toReports ? features.features.image_patient.values : features.features.text_patient.values;
    const Matrix &gallery = toReports ? features.features.text_patient.values : features.features.image_patient.values;
    RetrievalCases cases;
    cases.hardest.resize(rows.size());
    on_all_cores(rows.size(), [&](std::size_t i) {
        if (stop.stop_requested())
            return;
        std::vector<float> similarities(rows.size());
        float right = -2;
        std::size_t nearest = 0;
        for (std::size_t j = 0; j < rows.size(); ++j) {
            similarities[j] = dot_product(queries.row(at[i]), gallery.row(at[j]));
            if (reports[j] == reports[i])
                right = std::max(right, similarities[j]);
            if (similarities[j] > similarities[nearest])
                nearest = j;
        }
        RetrievalCase &one = cases.hardest[i];
        one.exam = rows[i].id;
        one.rank = 1 + int(std::count_if(similarities.begin(), similarities.end(), [&](float value) { return value > right; }));
        one.own = similarities[i];
        one.nearest = rows[nearest].id;
        one.nearestSimilarity = similarities[nearest];
    });
    if (stop.stop_requested())
        return failure(cancelled().value());
    for (const RetrievalCase &each : cases.hardest) {
        std::size_t bin = 0;
        while (bin < rankBinEnds.size() && each.rank > rankBinEnds[bin])
            ++bin;
        ++cases.rankCounts[bin];
    }
    std::stable_sort(cases.hardest.begin(), cases.hardest.end(), [](const RetrievalCase &a, const RetrievalCase &b) {
        return a.rank != b.rank ? a.rank > b.rank : a.nearestSimilarity - a.own > b.nearestSimilarity - b.own;
    });
    if (!labelSet.isEmpty())
        RETCLIP_CHECK(countConfusions(study, labelSet, rows, places, cases));
    return cases;
}

} // namespace retclip
