// SPDX-License-Identifier: GPL-3.0-or-later
#include "ml/inference/open_model.h"

#include "core/base/files.h"
#include "core/base/sha256.h"
#include "ml/inference/explanation.h"
#include "ml/network/weights_file.h"
#include "ml/training/contrastive_step.h"
#include "ml/training/objective.h"
#include "ml/training/run_checkpoint.h"
#include "ml/training/run_preparation.h"
#include "ml/training/runtime.h"
#include "ml/training/start_weights.h"

#include <ATen/Parallel.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace retclip {
namespace {

class TorchModel final : public OpenModel
{
public:
    TorchModel(RetClip network, std::unique_ptr<Tokenizer> tokenizer, RunConfig config,
               std::filesystem::path checkpoint, const torch::Device &device, int threads)
        : m_network(std::move(network)), m_tokenizer(std::move(tokenizer)),
          m_config(std::move(config)), m_checkpoint(std::move(checkpoint)), m_device(device),
          m_threads(threads)
    {
        m_config.task = "embed"; // Neither leaves items out nor learns.
        m_network->eval();
    }

    const NetworkConfig &network() const override { return m_network->config(); }

    std::string checkpoint_hash() const override
    {
        if (m_hash.empty()) {
            auto hash = sha256_of_file(m_checkpoint);
            m_hash = hash ? *hash : std::string();
        }
        return m_hash;
    }

    Result<Features> embed(const std::vector<EmbedItem> &items, int batch,
                           const ProgressCallback &progress, std::stop_token stop) override
    {
        return at_the_edge([&] { return embed_items(items, batch, progress, stop); });
    }

    Result<Explanation> explain(const ExplainRequest &request, std::stop_token stop) override
    {
        return at_the_edge([&] { return explain_item(request, stop); });
    }

private:
    // The number of threads belongs to the calling thread; matrix products of a run that goes on
    // beside keep theirs.
    void use_own_threads() const { at::set_num_threads(std::max(1, m_threads)); }

    Result<Dataset> dataset_of(const std::vector<EmbedItem> &items) const
    {
        Dataset data;
        data.context_length = m_config.context_length;
        for (const EmbedItem &item : items) {
            ManifestItem entry;
            for (const Laterality eye : both_eyes)
                entry.photographs[eye].path = item.photographs[eye];
            data.report_numbers.push_back(0);
            if (item.text && m_tokenizer) {
                const std::string text =
                    m_config.clean_reports ? clean_report(*item.text) : *item.text;
                data.tokens.push_back(m_tokenizer->encode(text, m_config.context_length).ids);
            } else if (item.text) {
                return failure(
                    ErrorCode::invalid_argument,
                    message(QT_TRANSLATE_NOOP("Message", "The model has no tokenizer for texts.")),
                    message(QT_TRANSLATE_NOOP("Message", "Nothing was computed.")),
                    message(QT_TRANSLATE_NOOP("Message", "Name the tokenizer that belongs to it.")));
            } else {
                data.tokens.emplace_back();
            }
            data.manifest.items.push_back(std::move(entry));
        }
        return data;
    }

    Result<Features> embed_items(const std::vector<EmbedItem> &items, int batch,
                                 const ProgressCallback &progress, std::stop_token stop)
    {
        torch::NoGradGuard no_gradients;
        use_own_threads();
        RETCLIP_TRY(const Dataset data, dataset_of(items));
        DecodedCacheOptions cache_of = cache_options(m_config, {}, network().image_resolution);
        cache_of.memory_limit_bytes = 0; // Each photograph is looked at once.
        DecodedCache cache(cache_of);
        const RunRoom room{m_config, data, cache, m_device, torch::kFloat32, m_network};
        std::vector<std::int64_t> order(items.size());
        for (std::size_t i = 0; i < order.size(); ++i)
            order[i] = std::int64_t(i);

        Features features;
        const auto width = std::size_t(network().embed_dim);
        FeatureRows *const all[] = {&features.image_patient, &features.image_left,
                                    &features.image_right,   &features.text_patient,
                                    &features.text_left,     &features.text_right,
                                    &features.raw_left,      &features.raw_right};
        for (FeatureRows *rows : all) {
            rows->values = Matrix(items.size(), width);
            rows->present.assign(items.size(), 0);
        }
        ProgressReporter reporter(progress, std::int64_t(items.size()),
                                  message(QT_TRANSLATE_NOOP("Message", "Computing features")));
        RETCLIP_CHECK(each_batch(room, order, std::max(1, batch), stop,
                                 [&](const LoadedBatch &loaded) -> Result<void> {
            const PatientBatch part = to_device(loaded, m_device);
            const EncodedEyes eyes = encode_eyes(m_network, part, 0);
            const bool any_text = loaded.ids_BL.ne(0).any().item<bool>();
            const torch::Tensor cls = any_text
                ? m_network->encode_text(loaded.ids_BL)
                : torch::zeros({loaded.ids_BL.size(0), network().text_hidden_size}, m_device);
            const ForwardResult heads =
                m_network->heads(eyes.left, eyes.right, cls, loaded.has_left, loaded.has_right);
            const auto store = [&](FeatureRows &rows, const torch::Tensor &values, auto is_there) {
                const torch::Tensor host = values.to(torch::kCPU, torch::kFloat32).contiguous();
                for (std::size_t row = 0; row < loaded.items.size(); ++row) {
                    if (!is_there(row))
                        continue;
                    const auto item = std::size_t(loaded.items[row]);
                    rows.present[item] = 1;
                    const float *from = host.data_ptr<float>() + row * width;
                    std::copy(from, from + width, rows.values.row(item).begin());
                }
            };
            const bool *left = loaded.has_left.data_ptr<bool>();
            const bool *right = loaded.has_right.data_ptr<bool>();
            const auto has_left = [&](std::size_t row) { return left[row]; };
            const auto has_right = [&](std::size_t row) { return right[row]; };
            const auto has_both = [&](std::size_t row) { return left[row] && right[row]; };
            const auto has_text = [&](std::size_t row) {
                return items[std::size_t(loaded.items[row])].text.has_value();
            };
            store(features.image_patient, heads.image.patient, has_both);
            store(features.image_left, heads.image.left, has_left);
            store(features.image_right, heads.image.right, has_right);
            store(features.text_patient, heads.text.patient, has_text);
            store(features.text_left, heads.text.left, has_text);
            store(features.text_right, heads.text.right, has_text);
            store(features.raw_left, heads.raw_left, has_left);
            store(features.raw_right, heads.raw_right, has_right);
            for (const auto &[item, error] : loaded.unreadable)
                features.unreadable.emplace_back(std::size_t(item), error);
            reporter.advance_to(loaded.items.back() + 1);
            return {};
        }));
        RETCLIP_CHECK(require_directions(features));
        reporter.finish();
        return features;
    }

    /// A feature of NaN or zero has no direction: it would be nearest to nothing, in silence.
    static Result<void> require_directions(const Features &features)
    {
        const std::pair<const char *, const FeatureRows *> named[] = {
            {"image_patient", &features.image_patient}, {"image_left", &features.image_left},
            {"image_right", &features.image_right},     {"text_patient", &features.text_patient},
            {"text_left", &features.text_left},         {"text_right", &features.text_right},
            {"raw_left", &features.raw_left},           {"raw_right", &features.raw_right}};
        for (const auto &[name, rows] : named) {
            for (std::size_t row = 0; row < rows->present.size(); ++row) {
                const auto values = rows->values.row(row);
                const bool finite = std::all_of(values.begin(), values.end(),
                                                [](float value) { return std::isfinite(value); });
                const bool zero = rows->present[row]
                                  && std::all_of(values.begin(), values.end(),
                                                 [](float value) { return value == 0; });
                if (finite && !zero)
                    continue;
                return failure(
                    ErrorCode::not_finite,
                    finite ? message(QT_TRANSLATE_NOOP("Message", "The feature %1 of item %2 is zero, so it has no direction."),
                                     {name, std::to_string(row + 1)})
                           : message(QT_TRANSLATE_NOOP("Message", "The feature %1 of item %2 is not a number."),
                                     {name, std::to_string(row + 1)}),
                    message(QT_TRANSLATE_NOOP("Message", "No features were kept.")),
                    message(QT_TRANSLATE_NOOP("Message", "Choose an earlier checkpoint.")));
            }
        }
        return {};
    }

    Result<Explanation> explain_item(const ExplainRequest &request, std::stop_token stop)
    {
        use_own_threads();
        EmbedItem item = request.item;
        item.text = request.text;
        RETCLIP_TRY(const Dataset data, dataset_of({item}));
        DecodedCache cache(cache_options(m_config, {}, network().image_resolution));
        LoadedBatch loaded = load_batch(data, cache, {0});
        if (!loaded.unreadable.empty())
            return failure(std::move(loaded.unreadable.front().second));
        const bool left = loaded.has_left.item<bool>(), right = loaded.has_right.item<bool>();
        // A level that its eyes are not there for: the eye that is.
        Level level = request.level;
        if ((level == Level::patient && !(left && right)) || (level == Level::left && !left)
            || (level == Level::right && !right))
            level = left ? Level::left : Level::right;
        if (!left && !right)
            return failure(
                ErrorCode::invalid_argument,
                message(QT_TRANSLATE_NOOP("Message", "The exam has no photograph to explain.")),
                message(QT_TRANSLATE_NOOP("Message", "Nothing was computed.")),
                message(QT_TRANSLATE_NOOP("Message", "Choose an exam with a photograph.")));

        const auto mapped = [&](const torch::Tensor &raw_left, const torch::Tensor &raw_right) {
            return normalised_rows(level == Level::patient ? m_network->map_patient(raw_left, raw_right)
                                   : level == Level::left
                                       ? m_network->map_eye(Laterality::left, raw_left)
                                       : m_network->map_eye(Laterality::right, raw_right));
        };
        PerEye<AttentionRecord> records;
        AttentionRecord text_record;
        PerEye<torch::Tensor> raw;
        const torch::Tensor nothing = torch::zeros({1, network().embed_dim}, m_device);
        for (const Laterality eye : both_eyes) {
            const bool there = eye == Laterality::left ? left : right;
            const bool wanted = level == Level::patient
                || (level == Level::left) == (eye == Laterality::left);
            const torch::Tensor &pixels = eye == Laterality::left ? loaded.left_B3SS
                                                                  : loaded.right_B3SS;
            raw[eye] = there && wanted
                ? m_network->encode_image(pixels.to(m_device), {}, &records[eye])
                : nothing;
        }
        const torch::Tensor text = normalised_rows(
            m_network->map_text(level, m_network->encode_text(loaded.ids_BL, &text_record)));
        const torch::Tensor similarity = (mapped(raw.left, raw.right) * text).sum();
        Explanation explanation;
        explanation.similarity = similarity.item<double>();
        explanation.eye_parts = parts_of_eyes(level, raw, text.detach(), explanation.similarity);

        // One backward pass for all maps: the gradients by the attention itself.
        std::vector<torch::Tensor> attention;
        for (const AttentionRecord *record : {&records.left, &records.right, &text_record})
            attention.insert(attention.end(), record->begin(), record->end());
        const std::vector<torch::Tensor> gradients =
            torch::autograd::grad({similarity}, attention, {}, c10::nullopt, false, true);
        std::size_t at = 0;
        const auto next_gradients = [&](const AttentionRecord &record) {
            std::vector<torch::Tensor> own;
            for (const torch::Tensor &map : record) {
                const torch::Tensor &gradient = gradients[at++];
                own.push_back(gradient.defined() ? gradient : torch::zeros_like(map));
            }
            return own;
        };
        for (const Laterality eye : {Laterality::left, Laterality::right}) {
            const AttentionRecord &record = records[eye];
            if (record.empty())
                continue;
            const auto own = next_gradients(record);
            torch::Tensor map;
            if (request.method == "occlusion") {
                const torch::Tensor &pixels = eye == Laterality::left ? loaded.left_B3SS
                                                                      : loaded.right_B3SS;
                const auto similarity_of = [&](const torch::Tensor &some) {
                    PerEye<torch::Tensor> features;
                    const torch::Tensor here = m_network->encode_image(some);
                    for (const Laterality each : both_eyes)
                        features[each] = each == eye ? here : raw[each].detach().expand_as(here);
                    return (mapped(features.left, features.right) * text.detach()).sum(1);
                };
                map = occlusion(pixels[0].to(m_device), std::min(network().grid(), 14),
                                similarity_of, stop);
                if (!map.defined())
                    return cancelled();
            } else {
                map = class_relevance(record, request.method == "rollout"
                                                  ? std::vector<torch::Tensor>() : own);
                map = map.narrow(0, 1, map.size(0) - 1); // without the class token
            }
            explanation.maps[eye].values = scaled_to_one(map);
            explanation.maps[eye].side =
                int(std::lround(std::sqrt(double(explanation.maps[eye].values.size()))));
        }
        explain_text(data, text_record, next_gradients(text_record), explanation);
        return explanation;
    }

    /// The patient's feature is a sum of what each eye gives, divided by one length.
    PerEye<double> parts_of_eyes(Level level, const PerEye<torch::Tensor> &raw, const torch::Tensor &text,
                                 double similarity)
    {
        PerEye<double> parts{};
        if (level != Level::patient) {
            parts[level == Level::left ? Laterality::left : Laterality::right] = similarity;
            return parts;
        }
        torch::NoGradGuard no_gradients;
        const torch::Tensor left = raw.left.detach(), right = raw.right.detach();
        const double length = m_network->map_patient(left, right).norm().item<double>();
        if (!(length > 0))
            return parts;
        parts.left = (m_network->map_patient(left, torch::zeros_like(right)) * text).sum().item<double>() / length;
        parts.right = (m_network->map_patient(torch::zeros_like(left), right) * text).sum().item<double>() / length;
        return parts;
    }

    void explain_text(const Dataset &data, const AttentionRecord &record,
                      const std::vector<torch::Tensor> &gradients, Explanation &explanation) const
    {
        std::vector<std::int32_t> ids = data.tokens.front();
        while (!ids.empty() && ids.back() == 0)
            ids.pop_back();
        explanation.pieces = m_tokenizer->pieces(ids);
        const torch::Tensor relevance = class_relevance(record, gradients);
        // The two special pieces say nothing about the text.
        const auto count = std::int64_t(ids.size());
        std::vector<float> inner;
        if (count > 2)
            inner = scaled_to_one(relevance.narrow(0, 1, count - 2));
        explanation.piece_weights.assign(explanation.pieces.size(), 0.0f);
        for (std::size_t i = 0; i < inner.size() && i + 1 < explanation.piece_weights.size(); ++i)
            explanation.piece_weights[i + 1] = inner[i];
    }

    RetClip m_network;
    std::unique_ptr<Tokenizer> m_tokenizer;
    RunConfig m_config;
    std::filesystem::path m_checkpoint;
    torch::Device m_device;
    int m_threads;
    mutable std::string m_hash;
};

} // namespace

Result<std::filesystem::path> checkpoint_of(const ModelSource &source)
{
    if (!source.checkpoint.empty()) {
        return source.checkpoint.is_relative() && !source.run_folder.empty()
            ? source.run_folder / source.checkpoint
            : source.checkpoint;
    }
    const auto index = CheckpointFolder(source.run_folder, 1).index();
    const std::string name = index.best.empty() ? index.last : index.best;
    if (source.run_folder.empty() || name.empty())
        return failure(ErrorCode::not_found,
                       message(QT_TRANSLATE_NOOP("Message", "The run has no checkpoint.")),
                       message(QT_TRANSLATE_NOOP("Message", "Nothing was loaded.")),
                       message(QT_TRANSLATE_NOOP("Message", "Start the run anew.")));
    return source.run_folder / "checkpoints" / name;
}

Result<std::unique_ptr<OpenModel>> open_torch_model(const ModelSource &source,
                                                    const torch::Device &device, int threads,
                                                    TokenizerService &tokenizers)
{
    RETCLIP_TRY(const std::filesystem::path checkpoint, checkpoint_of(source));
    RunConfig config;
    std::filesystem::path tokenizer_file = source.tokenizer;
    if (!source.run_folder.empty()) {
        RETCLIP_TRY(const std::string text, read_file(source.run_folder / "run.json", 1 << 24));
        RETCLIP_TRY(config,
                    run_config_from_json(nlohmann::json::parse(text, nullptr, false)));
        if (!config.start_from.empty()) {
            // A run that started from another has that one's sizes.
            RETCLIP_TRY(config.network, network_of_run(config, nullptr));
        }
        if (tokenizer_file.empty())
            tokenizer_file = tokenizer_in(source.run_folder);
    } else {
        config.context_length = source.context_length;
        if (source.network) {
            config.network = *source.network;
        } else {
            RETCLIP_TRY(const Checkpoint contents, Checkpoint::open(checkpoint));
            const auto detected = detect_network(contents);
            if (!detected)
                return failure(
                    ErrorCode::unsupported,
                    message(QT_TRANSLATE_NOOP("Message", "\"%1\" is no RET-CLIP network."),
                            {utf8_from_path(checkpoint)}),
                    message(QT_TRANSLATE_NOOP("Message", "No model was opened.")),
                    message(QT_TRANSLATE_NOOP("Message", "Choose a checkpoint of a whole network.")));
            config.network = *detected;
        }
    }
    RETCLIP_TRY(config.network.vocab_size, word_rows_of(checkpoint));
    std::unique_ptr<Tokenizer> tokenizer;
    if (!tokenizer_file.empty()) {
        RETCLIP_TRY(tokenizer, tokenizers.open(tokenizer_file));
    }
    RETCLIP_TRY(RetClip network, open_network(checkpoint, config.network));
    network->to(device);
    return std::make_unique<TorchModel>(std::move(network), std::move(tokenizer), std::move(config),
                                        checkpoint, device, threads);
}

} // namespace retclip
