// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/scripted_backend.h"

#include "core/base/files.h"

#include <chrono>
#include <cmath>
#include <condition_variable>
#include <fstream>
#include <mutex>
#include <random>

namespace retclip {

namespace {

/// Bytes of UTF-8 as tokens: enough to see lengths and cuts.
class ByteTokenizer : public Tokenizer
{
public:
    int vocabulary_size() const override { return 256; }
    Tokens encode(std::string_view text, int context_length) const override
    {
        Tokens tokens;
        tokens.ids.assign(std::size_t(context_length), 0);
        tokens.ids[0] = 1;
        const std::size_t room = std::size_t(context_length) - 2;
        const std::size_t kept = std::min(room, text.size());
        for (std::size_t i = 0; i < kept; ++i)
            tokens.ids[i + 1] = std::int32_t(static_cast<unsigned char>(text[i]));
        tokens.ids[kept + 1] = 2;
        tokens.length = int(kept) + 2;
        tokens.truncated = text.size() > room;
        return tokens;
    }
    std::vector<std::string> pieces(const std::vector<std::int32_t> &ids) const override
    {
        std::vector<std::string> result;
        for (std::int32_t id : ids)
            result.push_back(id == 1 ? "[CLS]" : id == 2 ? "[SEP]" : std::string(1, char(id)));
        return result;
    }
    std::string kind() const override { return "sentencepiece"; }
};

void put_features(FeatureRows &rows, std::size_t row, const std::string &what)
{
    std::mt19937 random{unsigned(std::hash<std::string>()(what))};
    std::normal_distribution<float> normal;
    double length = 0;
    for (float &value : rows.values.row(row)) {
        value = normal(random);
        length += double(value) * value;
    }
    for (float &value : rows.values.row(row))
        value /= float(std::sqrt(length));
    rows.present[row] = 1;
}

class ScriptedModel : public OpenModel
{
public:
    const NetworkConfig &network() const override { return m_network; }
    std::string checkpoint_hash() const override { return std::string(64, 'a'); }
    Result<Features> embed(const std::vector<EmbedItem> &items, int, const ProgressCallback &,
                           std::stop_token) override
    {
        Features features;
        for (FeatureRows *rows : {&features.image_patient, &features.image_left,
                                  &features.image_right, &features.text_patient,
                                  &features.text_left, &features.text_right, &features.raw_left,
                                  &features.raw_right}) {
            rows->values = Matrix(items.size(), 16);
            rows->present.assign(items.size(), 0);
        }
        for (std::size_t i = 0; i < items.size(); ++i) {
            const EmbedItem &item = items[i];
            if (!item.photographs.left.empty()) {
                put_features(features.image_left, i, item.photographs.left);
                put_features(features.raw_left, i, item.photographs.left);
            }
            if (!item.photographs.right.empty()) {
                put_features(features.image_right, i, item.photographs.right);
                put_features(features.raw_right, i, item.photographs.right);
            }
            if (!item.photographs.left.empty() && !item.photographs.right.empty())
                put_features(features.image_patient, i, item.photographs.left);
            if (item.text)
                for (FeatureRows *rows : {&features.text_patient, &features.text_left,
                                          &features.text_right})
                    put_features(*rows, i, *item.text);
        }
        return features;
    }
    Result<Explanation> explain(const ExplainRequest &request, std::stop_token) override
    {
        Explanation explanation;
        for (Laterality eye : both_eyes) {
            if (request.item.photographs[eye].empty())
                continue;
            SaliencyMap &map = explanation.maps[eye];
            map.side = 14;
            for (int y = 0; y < 14; ++y)
                for (int x = 0; x < 14; ++x)
                    map.values.push_back(
                        float(std::exp(-((x - 9.0) * (x - 9.0) + (y - 6.0) * (y - 6.0)) / 10)));
        }
        explanation.pieces = {"[CLS]", "optic", "disc", "pale", "cup", "large", "[SEP]"};
        explanation.piece_weights = {0.1f, 0.4f, 0.9f, 0.7f, 0.5f, 0.3f, 0.1f};
        explanation.similarity = 0.4;
        explanation.eye_parts = {0.1, 0.3};
        return explanation;
    }

private:
    NetworkConfig m_network;
};

tl::unexpected<Error> not_scripted()
{
    return failure(ErrorCode::unavailable, "This test does not script that.", "", "");
}

} // namespace

std::vector<RunEvent> ScriptedBackend::events(std::int64_t steps, int batch, int seed,
                                              double start_time)
{
    std::mt19937 random{unsigned(seed)};
    std::normal_distribution<double> noise(0, 0.06);
    std::vector<RunEvent> result;
    RunEvent start;
    start.kind = RunEventKind::start;
    start.time = start_time;
    result.push_back(start);
    const std::int64_t an_epoch = std::max<std::int64_t>(1, steps / 8);
    for (std::int64_t step = 1; step <= steps; ++step) {
        RunEvent event;
        event.kind = RunEventKind::step;
        event.time = start_time + double(step) * 0.6;
        event.step = step;
        event.epoch = int((step - 1) / an_epoch) + 1;
        event.patients = step * batch;
        const double left = std::exp(-3.0 * double(step) / double(steps));
        const double chance = std::log(double(batch));
        event.loss_patient = chance * (0.35 + 0.65 * left) + noise(random);
        event.loss_left = chance * (0.45 + 0.55 * left) + noise(random);
        event.loss_right = chance * (0.48 + 0.52 * left) + noise(random);
        event.loss = *event.loss_patient + *event.loss_left + *event.loss_right;
        event.learning_rate = 5e-4 * std::min(1.0, double(step) / (0.1 * double(steps)))
            * 0.5 * (1 + std::cos(3.14159 * double(step) / double(steps)));
        event.logit_scales = {{14.3 + 20 * (1 - left), 14.3 + 14 * (1 - left), 14.3 + 12 * (1 - left)}};
        event.accuracy_image_to_text = std::min(1.0, 0.05 + 0.6 * (1 - left) + noise(random) * 0.3);
        event.accuracy_text_to_image = std::min(1.0, 0.05 + 0.55 * (1 - left) + noise(random) * 0.3);
        event.patients_per_s = 41 + 20 * noise(random);
        event.memory_bytes = 1.9e9 + 2e7 * noise(random);
        event.step_s = double(batch) / *event.patients_per_s;
        event.wait_s = *event.step_s * (0.01 + 0.02 * std::abs(noise(random)));
        event.forward_s = *event.step_s * 0.31;
        event.backward_s = *event.step_s * (0.6 + 0.2 * noise(random));
        event.optimizer_s = *event.step_s * 0.03;
        event.utilisation = 0.55 + 0.2 * noise(random);
        event.temperature_c = 61 + 5 * noise(random);
        event.gradient_norm = 1 + 4 * left + noise(random);
        event.gradient_norms = {{"image_start", 0.2 * left + 0.02}, {"image_lower", 0.9 * left + 0.1},
                                {"image_middle", 0.5 * left + 0.1}, {"text_start", 0.8 * left + 0.1},
                                {"text_lower", 1.1 * left + 0.2}, {"heads", 2 * left + 0.5}, {"scales", 0.01 + 0.02 * left}};
        event.batch = batch;
        result.push_back(event);
        if (step % an_epoch == 0) {
            RunEvent validation;
            validation.kind = RunEventKind::validation;
            validation.time = event.time;
            validation.step = step;
            validation.epoch = event.epoch;
            validation.patients = event.patients;
            validation.metrics = {{"recall_at_1", 0.05 + 0.3 * (1 - left)},
                                  {"recall_at_5", 0.12 + 0.5 * (1 - left)},
                                  {"recall_at_10", 0.2 + 0.6 * (1 - left)},
                                  {"chance_at_5", 0.05}};
            result.push_back(validation);
            RunEvent checkpoint = validation;
            checkpoint.kind = RunEventKind::checkpoint;
            checkpoint.metrics.clear();
            checkpoint.file = "checkpoints/step-" + std::to_string(step) + ".safetensors";
            result.push_back(checkpoint);
        }
    }
    RunEvent end;
    end.kind = RunEventKind::end;
    end.step = steps;
    end.time = start_time + double(steps) * 0.6;
    end.outcome = "done";
    result.push_back(end);
    return result;
}

BackendDescription ScriptedBackend::describe()
{
    BackendDescription description;
    description.libtorch = "scripted";
    description.devices = {{"cpu", "scripted", 1u << 30, 1u << 30, false}};
    return description;
}

Result<RunOutcome> ScriptedBackend::train(const TrainRequest &request, RunObserver &observer,
                                          std::stop_token stop)
{
    RunEventWriter writer;
    RETCLIP_CHECK(writer.open(request.folder / "events.jsonl"));
    std::filesystem::create_directories(request.folder / "checkpoints");
    const auto place = request.folder / "checkpoints" / "place.txt";
    std::int64_t from = 0;
    if (request.resume)
        std::ifstream(place) >> from;
    RunOutcome outcome;
    std::mutex mutex;
    std::condition_variable_any wake;
    for (const RunEvent &event : events(steps, request.config.batch_size, 7, 1.7e9)) {
        if (event.kind == RunEventKind::step && event.step <= from)
            continue;
        if (event.step <= from && event.kind != RunEventKind::start && from > 0)
            continue;
        if (stop.stop_requested()) {
            RunEvent end;
            end.kind = RunEventKind::end;
            end.step = outcome.steps;
            end.outcome = "paused";
            RETCLIP_CHECK(writer.write(end));
            observer.on_event(end);
            std::ofstream(place) << outcome.steps;
            outcome.outcome = "paused";
            return outcome;
        }
        RETCLIP_CHECK(writer.write(event));
        observer.on_event(event);
        if (event.kind == RunEventKind::step) {
            outcome.steps = event.step;
            ++trained_steps;
            std::unique_lock lock(mutex);
            wake.wait_for(lock, stop, std::chrono::microseconds(microseconds_a_step),
                          [] { return false; });
        }
    }
    outcome.outcome = "done";
    outcome.epochs = 8;
    outcome.metrics = {{"recall_at_5", 0.6}};
    return outcome;
}

Result<RunEstimate> ScriptedBackend::estimate(const RunConfig &, const Manifest &, bool measure,
                                              std::stop_token)
{
    RunEstimate estimate = estimated;
    if (estimate.memory_bytes == 0)
        estimate.memory_bytes = 1'900'000'000;
    estimate.steps = 600;
    if (measure) {
        estimate.seconds_per_step = 0.42;
        estimate.measured_steps = 3;
    }
    return estimate;
}

Result<std::unique_ptr<OpenModel>> ScriptedBackend::open_model(const ModelSource &,
                                                               const std::string &, int)
{
    return std::unique_ptr<OpenModel>(std::make_unique<ScriptedModel>());
}

Result<ProbeResult> ScriptedBackend::fit_probe(const ProbeRequest &request, std::stop_token)
{
    ProbeResult result;
    const std::size_t classes = std::size_t(request.classes);
    const auto scores = [&](const Matrix &features) {
        Matrix rows(features.rows, classes);
        for (std::size_t i = 0; i < features.rows; ++i)
            for (std::size_t c = 0; c < classes; ++c)
                rows.row(i)[c] = 1 / (1 + std::exp(-4 * features.row(i)[c % features.columns]));
        return rows;
    };
    result.weights = Matrix(classes, request.training.columns);
    result.bias.assign(classes, 0);
    result.validation_scores = scores(request.validation);
    result.test_scores = scores(request.test);
    result.chosen_l2 = 1;
    return result;
}

Result<CheckpointDescription> ScriptedBackend::describe_checkpoint(const std::filesystem::path &,
                                                                   bool)
{
    if (!checkpoint)
        return not_scripted();
    return *checkpoint;
}
Result<void> ScriptedBackend::convert_checkpoint(const std::filesystem::path &,
                                                 const std::filesystem::path &,
                                                 const ConvertOptions &)
{
    return not_scripted();
}
Result<void> ScriptedBackend::forward(const std::filesystem::path &, const std::filesystem::path &,
                                      const std::filesystem::path &, const std::filesystem::path &)
{
    return not_scripted();
}
Result<void> ScriptedBackend::verify(const std::filesystem::path &, const std::string &,
                                     const std::function<void(const VerifyCase &)> &,
                                     std::stop_token)
{
    return not_scripted();
}
Result<std::vector<BenchMeasure>> ScriptedBackend::bench(const BenchRequest &, std::stop_token)
{
    return not_scripted();
}

Result<std::unique_ptr<Tokenizer>> ScriptedTokenizers::open(const std::filesystem::path &)
{
    return std::unique_ptr<Tokenizer>(std::make_unique<ByteTokenizer>());
}

Result<TokenizerTrainingResult> ScriptedTokenizers::train(const std::vector<std::string> &texts,
                                                          const TokenizerTraining &,
                                                          const std::filesystem::path &out,
                                                          std::stop_token)
{
    RETCLIP_CHECK(write_file_atomically(out, "scripted"));
    return TokenizerTrainingResult{256, 1.0, texts.empty() ? 0 : double(texts.front().size())};
}

} // namespace retclip
