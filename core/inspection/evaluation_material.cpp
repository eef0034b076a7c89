// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inspection/evaluation_material.h"

#include "core/base/files.h"

#include <nlohmann/json.hpp>

#include <QJsonDocument>

#include <algorithm>
#include <cmath>

namespace retclip {

Result<RunConfig> runConfigOf(const RunRow &run)
{
    const auto json = nlohmann::json::parse(
        QJsonDocument(run.config).toJson(QJsonDocument::Compact).toStdString(), nullptr, false);
    return run_config_from_json(json);
}

std::vector<double> probeStrengths()
{
    std::vector<double> strengths;
    for (int exponent = -6; exponent <= 4; ++exponent)
        strengths.push_back(std::pow(10.0, exponent / 2.0));
    return strengths;
}

Result<void> EvaluationMaterial::take(const Manifest &manifest, const Study &study,
                                      const RunRow &run, ModelBackend &backend, bool eyes,
                                      const ProgressCallback &progress, std::stop_token stop)
{
    target = manifest.target;
    std::vector<ExamId> exams;
    for (const ManifestItem &item : manifest.items)
        exams.push_back(item.exam);
    ModelSource source;
    source.run_folder = path_from_utf8(run.folder.toStdString());
    RETCLIP_TRY(features, studyFeatures(study, source, backend, exams,
                                        QString::fromStdString(config.device), config.threads,
                                        progress, stop));
    std::map<ExamId, std::size_t> rows;
    for (std::size_t i = 0; i < features.exams.size(); ++i)
        rows[features.exams[i]] = i;

    perEye = eyes || target.per_eye;
    for (const ManifestItem &item : manifest.items) {
        codes[item.exam] = QString::fromStdString(item.exam_code);
        const auto row = rows.find(item.exam);
        if (row == rows.end() || item.split == Split::none) {
            ++leftOut;
            continue;
        }
        const bool right = features.features.raw_right.present[row->second];
        const bool left = features.features.raw_left.present[row->second];
        const auto add = [&](std::optional<Laterality> eye, bool seen, const Targets &targets) {
            const bool known = std::any_of(targets.begin(), targets.end(),
                                           [](int value) { return value >= 0; });
            if (seen && known)
                cases.push_back({item.exam, item.patient, item.exam_code, eye, row->second,
                                 item.split, targets});
            else
                ++leftOut;
        };
        if (perEye) {
            for (const Laterality eye : both_eyes)
                if (eye == Laterality::right ? right : left)
                    add(eye, true, target.per_eye ? item.eye_targets[eye] : item.targets);
        } else {
            // A classifier of exams sees [left, right]: an exam of one eye cannot be judged by it.
            add(std::nullopt, left && right, item.targets);
        }
    }
    return {};
}

std::vector<std::size_t> EvaluationMaterial::ofSplit(Split split) const
{
    std::vector<std::size_t> indices;
    for (std::size_t i = 0; i < cases.size(); ++i)
        if (cases[i].split == split)
            indices.push_back(i);
    return indices;
}

std::size_t EvaluationMaterial::columns() const
{
    return target.kind == LabelKind::binary ? 1 : target.classes.size();
}

Matrix EvaluationMaterial::rawFeatures(const std::vector<std::size_t> &indices) const
{
    const std::size_t width = features.features.raw_left.values.columns;
    Matrix values(indices.size(), perEye ? width : 2 * width);
    for (std::size_t i = 0; i < indices.size(); ++i) {
        const JudgedCase &one = cases[indices[i]];
        const auto copy = [&](const FeatureRows &rows, std::size_t offset) {
            const auto from = rows.values.row(one.row);
            std::copy(from.begin(), from.end(), values.row(i).begin() + std::ptrdiff_t(offset));
        };
        if (one.eye) {
            copy(*one.eye == Laterality::left ? features.features.raw_left
                                              : features.features.raw_right, 0);
        } else {
            copy(features.features.raw_left, 0);
            copy(features.features.raw_right, width);
        }
    }
    return values;
}

std::vector<Targets> EvaluationMaterial::targetsOf(const std::vector<std::size_t> &indices) const
{
    std::vector<Targets> targets;
    for (const std::size_t index : indices)
        targets.push_back(cases[index].targets);
    return targets;
}

void EvaluationMaterial::predict(std::vector<PredictionRow> &rows,
                                 const std::vector<std::size_t> &indices, const Matrix &scores,
                                 RunId run, const QString &labelSet) const
{
    const bool single = target.kind == LabelKind::multiclass || target.kind == LabelKind::ordinal;
    for (std::size_t i = 0; i < indices.size(); ++i) {
        const JudgedCase &one = cases[indices[i]];
        const auto row = scores.row(i);
        const auto largest = std::size_t(std::max_element(row.begin(), row.end()) - row.begin());
        for (std::size_t k = 0; k < row.size(); ++k) {
            PredictionRow prediction;
            prediction.exam = one.exam;
            prediction.eye = one.eye;
            prediction.run = run;
            prediction.labelSet = labelSet;
            prediction.className = QString::fromStdString(target.classes[k]);
            prediction.score = row[k];
            prediction.predicted = single ? k == largest : row[k] >= 0.5f;
            const int truth = single ? (one.targets[0] < 0 ? -1 : one.targets[0] == int(k))
                                     : one.targets[k];
            if (truth >= 0)
                prediction.truth = truth == 1;
            prediction.split = one.split;
            rows.push_back(std::move(prediction));
        }
    }
}

} // namespace retclip
