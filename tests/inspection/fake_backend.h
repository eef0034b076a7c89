// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/model_backend.h"

#include <cmath>
#include <functional>
#include <string>

namespace retclip {

/// A backend whose features are a plain function of paths and texts, so that tests know what must
/// come out: a thing whose text contains "cup" points along axis 0, "blood" along 1, else along 2.
class FakeModel : public OpenModel
{
public:
    explicit FakeModel(int *embedded) : m_embedded(embedded) {}

    const NetworkConfig &network() const override { return m_network; }
    std::string checkpoint_hash() const override { return std::string(64, 'c'); }

    Result<Features> embed(const std::vector<EmbedItem> &items, int, const ProgressCallback &,
                           std::stop_token stop) override
    {
        if (stop.stop_requested())
            return cancelled();
        Features made;
        for (FeatureRows Features::*kind :
             {&Features::image_patient, &Features::image_left, &Features::image_right,
              &Features::text_patient, &Features::text_left, &Features::text_right,
              &Features::raw_left, &Features::raw_right}) {
            (made.*kind).values = Matrix(items.size(), width);
            (made.*kind).present.assign(items.size(), 0);
        }
        for (std::size_t i = 0; i < items.size(); ++i) {
            ++*m_embedded;
            const auto set = [&](FeatureRows &rows, const std::string &about) {
                const auto row = rows.values.row(i);
                row[axis(about)] = 1.0f;
                row[3] = 0.01f * float(std::hash<std::string>()(about) % 7); // tells rows apart
                float length = 0;
                for (const float value : row)
                    length += value * value;
                for (float &value : row)
                    value /= std::sqrt(length);
                rows.present[i] = 1;
            };
            const std::string &left = items[i].photographs.left, &right = items[i].photographs.right;
            if (left.find("broken") != std::string::npos) {
                made.unreadable.emplace_back(
                    i, Error{ErrorCode::unreadable, message("broken"), {}, {}, {}});
                continue;
            }
            if (!left.empty()) {
                set(made.image_left, left);
                set(made.raw_left, left);
            }
            if (!right.empty()) {
                set(made.image_right, right);
                set(made.raw_right, right);
            }
            if (!left.empty() && !right.empty())
                set(made.image_patient, left + right);
            if (items[i].text)
                for (FeatureRows Features::*kind :
                     {&Features::text_patient, &Features::text_left, &Features::text_right})
                    set(made.*kind, *items[i].text);
        }
        return made;
    }
    Result<Explanation> explain(const ExplainRequest &, std::stop_token) override
    {
        return Explanation();
    }

    static constexpr std::size_t width = 4;

private:
    static std::size_t axis(const std::string &about)
    {
        return about.find("cup") != std::string::npos ? 0 : about.find("blood") != std::string::npos ? 1 : 2;
    }
    NetworkConfig m_network;
    int *m_embedded;
};

class FakeBackend : public ModelBackend
{
public:
    int embedded = 0; ///< Exams and texts that were really embedded.
    ProbeRequest lastProbe;

    Result<std::unique_ptr<OpenModel>> open_model(const ModelSource &, const std::string &, int) override
    {
        return std::unique_ptr<OpenModel>(std::make_unique<FakeModel>(&embedded));
    }
    /// "Fits" by looking at axis 0 of the first eye: sigmoid(20 x0 - 10).
    Result<ProbeResult> fit_probe(const ProbeRequest &request, std::stop_token) override
    {
        lastProbe = request;
        ProbeResult result;
        result.weights = Matrix(1, request.training.columns);
        result.weights.row(0)[0] = 20;
        result.bias = {-10};
        const auto score = [](const Matrix &features) {
            Matrix scores(features.rows, 1);
            for (std::size_t i = 0; i < features.rows; ++i)
                scores.row(i)[0] = 1.0f / (1.0f + std::exp(10 - 20 * features.row(i)[0]));
            return scores;
        };
        result.validation_scores = score(request.validation);
        result.test_scores = score(request.test);
        result.chosen_l2 = 1;
        return result;
    }
    BackendDescription describe() override { return {}; }
    Result<RunOutcome> train(const TrainRequest &, RunObserver &, std::stop_token) override { return no(); }
    Result<RunEstimate> estimate(const RunConfig &, const Manifest &, bool, std::stop_token) override { return no(); }
    Result<CheckpointDescription> describe_checkpoint(const std::filesystem::path &, bool) override { return no(); }
    Result<void> convert_checkpoint(const std::filesystem::path &, const std::filesystem::path &,
                                    const ConvertOptions &) override { return no(); }
    Result<void> forward(const std::filesystem::path &, const std::filesystem::path &,
                         const std::filesystem::path &, const std::filesystem::path &) override { return no(); }
    Result<void> verify(const std::filesystem::path &, const std::string &,
                        const std::function<void(const VerifyCase &)> &, std::stop_token) override { return no(); }
    Result<std::vector<BenchMeasure>> bench(const BenchRequest &, std::stop_token) override { return no(); }

private:
    static tl::unexpected<Error> no() { return failure(ErrorCode::unavailable, {}, {}, {}); }
};

} // namespace retclip
