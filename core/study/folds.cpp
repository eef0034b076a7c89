// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/folds.h"

#include "core/study/patient_split.h"

#include <algorithm>
#include <map>

namespace retclip {

namespace {

/// What an exam says as a whole: where labels are an eye's, the worse eye's.
Targets wholeTargets(const ManifestItem &item, const TargetDescription &target)
{
    if (!target.per_eye)
        return item.targets;
    Targets whole;
    for (const Laterality eye : both_eyes) {
        const Targets &part = item.eye_targets[eye];
        whole.resize(std::max(whole.size(), part.size()), -1);
        for (std::size_t i = 0; i < part.size(); ++i)
            whole[i] = std::max(whole[i], part[i]);
    }
    return whole;
}

/// Positive exams of each class of a multi-label set.
std::vector<std::size_t> positives(const Manifest &manifest)
{
    std::vector<std::size_t> counts(manifest.target.classes.size(), 0);
    for (const ManifestItem &item : manifest.items) {
        const Targets targets = wholeTargets(item, manifest.target);
        for (std::size_t c = 0; c < targets.size() && c < counts.size(); ++c)
            counts[c] += targets[c] == 1;
    }
    return counts;
}

std::string foldStratum(const ManifestItem &item, const TargetDescription &target,
                        const std::vector<std::size_t> &counts)
{
    const Targets targets = wholeTargets(item, target);
    if (targets.empty())
        return {};
    if (target.kind != LabelKind::multilabel)
        return targets[0] < 0 ? std::string() : std::to_string(targets[0]);
    std::string rarest = "none";
    std::size_t fewest = 0;
    for (std::size_t c = 0; c < targets.size() && c < counts.size(); ++c) {
        if (targets[c] == 1 && (fewest == 0 || counts[c] < fewest)) {
            fewest = counts[c];
            rarest = std::to_string(c);
        }
    }
    return rarest;
}

} // namespace

Result<Manifest> withFolds(Manifest manifest, const RunConfig &config, TestSplit test)
{
    if (config.folds == 0)
        return manifest;
    const std::vector<std::size_t> counts = positives(manifest);
    std::vector<SplitExam> exams;
    std::vector<ManifestItem *> dealt;
    for (ManifestItem &item : manifest.items) {
        const bool out = item.split == Split::none
            || (item.split == Split::test && test == TestSplit::staysOut);
        if (out) {
            item.split = Split::none;
            continue;
        }
        SplitExam exam;
        exam.patient = item.patient;
        exam.stratum = foldStratum(item, manifest.target, counts);
        for (const Laterality eye : both_eyes)
            if (!item.photographs[eye].sha256.empty())
                exam.contents.push_back(item.photographs[eye].sha256);
        exams.push_back(std::move(exam));
        dealt.push_back(&item);
    }
    const std::vector<int> folds = foldsByPatient(exams, config.folds, config.seed);
    std::vector<int> sizes(std::size_t(config.folds), 0);
    for (const int fold : folds)
        ++sizes[std::size_t(fold)];
    if (std::find(sizes.begin(), sizes.end(), 0) != sizes.end())
        return failure(ErrorCode::invalid_argument,
                       message(QT_TRANSLATE_NOOP("Message", "There are too few patients for %1 folds."),
                               {std::to_string(config.folds)}),
                       message(QT_TRANSLATE_NOOP("Message", "No run was made.")),
                       message(QT_TRANSLATE_NOOP("Message", "Take fewer folds, or more exams.")));
    const int testFold = config.fold - 1, validationFold = config.fold % config.folds;
    for (std::size_t i = 0; i < dealt.size(); ++i)
        dealt[i]->split = folds[i] == testFold ? Split::test
            : folds[i] == validationFold       ? Split::validation
                                               : Split::training;
    return manifest;
}

Result<Manifest> manifestOfRun(const Study &study, const QString &dataset, const RunConfig &config)
{
    RETCLIP_TRY(Manifest manifest,
                study.manifest(dataset, QString::fromStdString(config.label_set), config.seed));
    return withFolds(std::move(manifest), config,
                     dataset.isEmpty() ? TestSplit::isDealt : TestSplit::staysOut);
}

} // namespace retclip
