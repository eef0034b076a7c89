// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/marked_split.h"

#include "core/base/sha256.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace retclip {

namespace {

/// The order in which patients of a seed come: the first so many are the same whatever share is wanted.
std::string placeInDraw(const std::string &patient, std::int64_t seed)
{
    Sha256 sum;
    sum.add(std::string_view(std::to_string(seed) + '\t' + patient));
    return sum.hex();
}

} // namespace

Result<PatientSplit> markedSplit(const std::vector<ExamRow> &rows, const std::vector<SplitExam> &exams,
                                 const DatasetOrder &order)
{
    if (!order.holdOut.isEmpty())
        return failure(ErrorCode::invalid_argument,
                       message(QT_TRANSLATE_NOOP("Message", "The splits are as marked: nobody can be held out beside.")),
                       message(QT_TRANSLATE_NOOP("Message", "The dataset was not frozen.")), message(QT_TRANSLATE_NOOP("Message", "Leave out one of the two.")));
    PatientSplit split;
    bool validates = false;
    std::vector<SplitExam> training;
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        split.splits.push_back(rows[i].split);
        validates = validates || rows[i].split == Split::validation;
        if (rows[i].split == Split::training) {
            training.push_back(exams[i]);
            places.push_back(i);
        }
    }
    if (places.empty())
        return failure(ErrorCode::invalid_argument,
                       message(QT_TRANSLATE_NOOP("Message", "No exam is marked as one to train on.")), message(QT_TRANSLATE_NOOP("Message", "The dataset was not frozen.")),
                       message(QT_TRANSLATE_NOOP("Message", "Let the splits be dealt out by patient instead.")));
    const double both = order.fractions.training + order.fractions.validation;
    if (validates || !order.givenSplits.isEmpty() || order.fractions.validation <= 0 || both <= 0)
        return split;
    RETCLIP_TRY(const PatientSplit dealt,
                splitByPatient(training, {order.fractions.training / both, order.fractions.validation / both, 0}, order.seed));
    for (std::size_t i = 0; i < places.size(); ++i)
        split.splits[places[i]] = dealt.splits[i];
    return split;
}

Result<void> thinTraining(const std::vector<SplitExam> &exams, const DatasetOrder &order, std::vector<Split> &splits)
{
    if (!(order.trainingShare > 0))
        return failure(ErrorCode::invalid_argument,
                       message(QT_TRANSLATE_NOOP("Message", "No patient would be left to train on.")), message(QT_TRANSLATE_NOOP("Message", "The dataset was not frozen.")),
                       message(QT_TRANSLATE_NOOP("Message", "Give a share above 0 and up to 1.")));
    std::map<std::string, std::string> stratumOf; // A patient's first exam decides.
    for (std::size_t i = 0; i < exams.size(); ++i)
        if (splits[i] == Split::training)
            stratumOf.try_emplace(exams[i].patient, exams[i].stratum);
    std::map<std::string, std::vector<std::pair<std::string, std::string>>> strata;
    for (const auto &[patient, stratum] : stratumOf)
        strata[stratum].emplace_back(placeInDraw(patient, order.seed), patient);
    std::set<std::string> stays;
    for (auto &[stratum, patients] : strata) {
        std::sort(patients.begin(), patients.end());
        const auto count = std::max<std::size_t>(1, std::size_t(std::lround(order.trainingShare * double(patients.size()))));
        for (std::size_t i = 0; i < std::min(count, patients.size()); ++i)
            stays.insert(patients[i].second);
    }
    for (std::size_t i = 0; i < exams.size(); ++i)
        if (splits[i] == Split::training && !stays.contains(exams[i].patient))
            splits[i] = Split::none;
    return {};
}

} // namespace retclip
