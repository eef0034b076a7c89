// SPDX-License-Identifier: GPL-3.0-or-later
// The network's own references: forward passes, gradients, losses, trajectories.
#include "ml/network/loss.h"
#include "ml/network/weights_file.h"
#include "ml/training/adamw.h"
#include "ml/training/schedule.h"
#include "ml/verify/forward_results.h"
#include "ml/verify/references.h"

#include "core/base/files.h"
#include "core/base/sha256.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <set>

namespace retclip {

namespace {

std::vector<float> floats_of(const torch::Tensor &tensor)
{
    const torch::Tensor host = tensor.detach().to(torch::kCPU, torch::kFloat32).contiguous();
    return {host.data_ptr<float>(), host.data_ptr<float>() + host.numel()};
}

/// The arithmetic of another device differs in order and, on some, in precision.
double device_factor(const References &references)
{
    return references.device() == "cpu" ? 1.0 : 10.0;
}

NetworkConfig config_at(const std::filesystem::path &file)
{
    const auto config = network_config_from_json(json_at(file));
    if (!config)
        throw std::runtime_error(config.error().english());
    return *config;
}

void set_by_formula(RetClip &network, std::uint64_t seed)
{
    const torch::NoGradGuard no_gradient;
    for (const auto &item : network->named_parameters()) {
        torch::Tensor values = item.value();
        const FormulaRange range = formula_range(item.key(), values.sizes().vec());
        if (range.constant)
            values.fill_(*range.constant);
        else
            fill_by_formula(item.key(), seed, range.scale, range.offset,
                            {values.data_ptr<float>(), std::size_t(values.numel())});
    }
}

torch::Tensor pixels_by_formula(const std::string &name, std::uint64_t seed, std::int64_t batch,
                                const NetworkConfig &config)
{
    torch::Tensor pixels = torch::empty({batch, 3, config.image_resolution,
                                         config.image_resolution});
    fill_by_formula(name, seed, 1.7f, 0.0f,
                    {pixels.data_ptr<float>(), std::size_t(pixels.numel())});
    return pixels;
}

PatientBatch batch_of(const Arrays &arrays, const std::string &prefix, torch::Device device)
{
    PatientBatch batch;
    batch.left_B3SS = tensor_of(array_named(arrays, prefix + "left")).to(device);
    batch.right_B3SS = tensor_of(array_named(arrays, prefix + "right")).to(device);
    batch.ids_BL = tensor_of(array_named(arrays, prefix + "ids"));
    return batch;
}

/// Compares features row by row, those of texts of padding alone within their own tolerance.
void compare_forward(References &references, const std::string &name, const ForwardResult &result,
                     const LossResult &loss, const Arrays &expected, const nlohmann::json &entry)
{
    const auto &tolerances = field_of(entry, "tolerance_abs");
    const double factor = device_factor(references);
    const double features = field_of(tolerances, "features").get<double>() * factor;
    const double padded = tolerances.value("features_of_all_pad_rows", 1e-3) * factor;
    const double losses = field_of(tolerances, "losses").get<double>() * factor;
    const double scales = tolerances.value("logit_scales_rel", 1e-6);
    std::set<std::int64_t> padded_rows;
    if (entry.contains("all_pad_rows"))
        for (const auto &row : field_of(entry, "all_pad_rows"))
            padded_rows.insert(row.get<std::int64_t>());

    double worst = 0, worst_padded = 0, worst_loss = 0, worst_scale = 0;
    for (const auto &[key, tensor] : named_results(result, loss)) {
        const Array &wanted = array_named(expected, key);
        const std::vector<float> got = floats_of(tensor);
        const auto want = wanted.as<float>();
        if (key.rfind("loss", 0) == 0) {
            worst_loss = std::max(worst_loss, largest_difference(got, want));
        } else if (key == "logit_scales") {
            for (std::size_t at = 0; at < want.size(); ++at)
                worst_scale = std::max(worst_scale,
                                       std::abs(double(got.at(at)) - want[at]) / want[at]);
        } else {
            if (got.size() != want.size())
                throw std::runtime_error(key + " has another size");
            const std::size_t width = std::size_t(tensor.size(1));
            for (std::int64_t row = 0; row < tensor.size(0); ++row) {
                const double difference = largest_difference(
                    std::span(got).subspan(std::size_t(row) * width, width),
                    want.subspan(std::size_t(row) * width, width));
                double &into = padded_rows.count(row) ? worst_padded : worst;
                into = std::max(into, difference);
            }
        }
    }
    references.report(name + " features", worst, features);
    if (!padded_rows.empty())
        references.report(name + " features of padding alone", worst_padded, padded);
    references.report(name + " losses", worst_loss, losses);
    references.report(name + " scales", worst_scale, std::max(scales, 1e-6) * factor);
}

void compare_inner_stages(References &references, const std::string &name, RetClip &network,
                          const PatientBatch &batch, const ForwardResult &result,
                          const std::filesystem::path &file)
{
    const Arrays debug = arrays_at(file);
    const torch::Tensor ids = batch.ids_BL.to(network->logit_scale.device());
    const std::map<std::string, std::function<torch::Tensor()>> stages{
        {"visual_left", [&] { return result.raw_left; }},
        {"visual_right", [&] { return result.raw_right; }},
        {"vit_after_ln_pre_left", [&] { return network->visual->embed(batch.left_B3SS, {}); }},
        {"bert_embeddings", [&] { return network->bert->embed(ids); }},
        {"image_patient_unnormalised",
         [&] { return network->map_patient(result.raw_left, result.raw_right); }},
        {"image_left_unnormalised",
         [&] { return network->map_eye(Laterality::left, result.raw_left); }},
        {"image_right_unnormalised",
         [&] { return network->map_eye(Laterality::right, result.raw_right); }}};
    double worst = 0;
    for (const auto &[key, stage] : stages) {
        const auto found = debug.find(key);
        if (found == debug.end())
            continue;
        const auto want = found->second.as<float>();
        const std::vector<float> got = floats_of(stage());
        float largest = 1;
        for (const float value : want)
            largest = std::max(largest, std::abs(value));
        worst = std::max(worst, largest_difference(got, want) / largest);
    }
    references.report(name + " inner stages (relative to the largest)", worst,
                      2e-5 * device_factor(references));
}

void check_generator(References &references, const std::string &name, RetClip &network,
                     const PatientBatch &batch, const nlohmann::json &checks)
{
    auto parameters = network->named_parameters();
    bool same = true;
    std::string which;
    for (const auto &[key, check] : checks.items()) {
        torch::Tensor values;
        if (key == "input.left")
            values = batch.left_B3SS;
        else if (key == "input.right")
            values = batch.right_B3SS;
        else if (const torch::Tensor *parameter = parameters.find(key))
            values = *parameter;
        else
            continue;
        const std::vector<float> numbers = floats_of(values);
        const std::string hash = sha256_of(std::as_bytes(std::span<const float>(numbers)));
        if (hash != field_of(check, "sha256").get<std::string>()) {
            same = false;
            which = key + " differs";
        }
    }
    references.report_exact(name + " weights by formula", same, which);
}

void verify_one_model(References &references, const std::filesystem::path &folder)
{
    const torch::NoGradGuard no_gradient;
    const torch::Device device(references.device());
    const std::string name = utf8_from_path(folder.filename());
    const nlohmann::json entry = json_at(folder / "case.json");
    const NetworkConfig config = config_at(folder / "config.json");
    const auto seed = field_of(entry, "seed").get<std::uint64_t>();

    PatientBatch batch;
    if (std::filesystem::exists(folder / "inputs.safetensors")) {
        batch = batch_of(arrays_at(folder / "inputs.safetensors"), "", device);
    } else {
        const Arrays ids = arrays_at(folder / "ids.safetensors");
        batch.ids_BL = tensor_of(array_named(ids, "ids"));
        batch.left_B3SS =
            pixels_by_formula("input.left", seed, batch.ids_BL.size(0), config).to(device);
        batch.right_B3SS =
            pixels_by_formula("input.right", seed, batch.ids_BL.size(0), config).to(device);
    }

    std::vector<std::filesystem::path> files;
    for (const auto &file : std::filesystem::directory_iterator(folder)) {
        const std::string base = utf8_from_path(file.path().filename());
        if (base.rfind("weights", 0) == 0)
            files.push_back(file.path());
    }
    std::sort(files.begin(), files.end());
    RetClip network(config, Start::unset);
    if (files.empty()) {
        set_by_formula(network, seed);
        if (entry.contains("generator_checks"))
            check_generator(references, name, network, batch, field_of(entry, "generator_checks"));
        files.emplace_back();
    }
    for (const std::filesystem::path &file : files) {
        std::string title = name;
        Arrays expected = arrays_at(folder / "expected.safetensors");
        if (!file.empty()) {
            const std::string base = utf8_from_path(file.filename());
            if (base != "weights.safetensors")
                title += " " + base;
            const auto from_half = folder / "expected_from_fp16_weights.safetensors";
            if (base.find("fp16") != std::string::npos && std::filesystem::exists(from_half))
                expected = arrays_at(from_half);
            const auto checkpoint = Checkpoint::open(file);
            if (!checkpoint) {
                references.report_failure(title, checkpoint.error().english());
                continue;
            }
            if (const auto loaded = load_weights(network, *checkpoint, Fit::whole); !loaded) {
                references.report_failure(title, loaded.error().english());
                continue;
            }
        }
        network->to(device);
        network->eval();
        const ForwardResult result = network->forward(batch);
        compare_forward(references, title, result, contrastive_loss(result), expected, entry);
        if (title == name && std::filesystem::exists(folder / "debug.safetensors"))
            compare_inner_stages(references, name, network, batch, result,
                                 folder / "debug.safetensors");
        if (title == name && std::filesystem::exists(folder / "masked.safetensors")) {
            const Arrays masked = arrays_at(folder / "masked.safetensors");
            const double ratio = array_named(masked, "mask_ratio").as<float>()[0];
            ForwardOptions options;
            options.left_mask =
                patch_mask_from_noise(tensor_of(array_named(masked, "noise_left")), ratio);
            options.right_mask =
                patch_mask_from_noise(tensor_of(array_named(masked, "noise_right")), ratio);
            const ForwardResult part = network->forward(batch, options);
            double worst = 0;
            for (const Level level : all_levels)
                worst = std::max(
                    worst, largest_difference(
                               floats_of(part.image[level]),
                               array_named(masked, std::string("image_") + word(level))
                                   .as<float>()));
            references.report(name + " masked patches", worst,
                              field_of(field_of(entry, "tolerance_abs"), "features").get<double>()
                                  * device_factor(references));
        }
    }
}

std::vector<std::filesystem::path> folders_with_cases(const std::filesystem::path &folder)
{
    std::vector<std::filesystem::path> result;
    for (const auto &item : std::filesystem::directory_iterator(folder))
        if (std::filesystem::exists(item.path() / "case.json"))
            result.push_back(item.path());
    std::sort(result.begin(), result.end());
    return result;
}

/// Runs `work` for a case and reports an exception as a difference of that case.
template <typename Work>
void guarded(References &references, const std::string &name, const Work &work)
{
    try {
        work();
    } catch (const std::exception &exception) {
        references.report_failure(name, exception.what());
    }
}

void verify_one_gradient(References &references, const std::filesystem::path &folder)
{
    const torch::Device device(references.device());
    const std::string name = utf8_from_path(folder.filename());
    const nlohmann::json entry = json_at(folder / "case.json");
    const NetworkConfig config = config_at(folder / "config.json");
    RetClip network(config, Start::unset);
    set_by_formula(network, field_of(entry, "seed").get<std::uint64_t>());
    network->to(device);
    network->eval(); // no dropout
    const PatientBatch batch = batch_of(arrays_at(folder / "inputs.safetensors"), "", device);
    const Arrays expected = arrays_at(folder / "gradients.safetensors");
    const auto &allowed = field_of(entry, "tolerance");
    const double absolute = field_of(allowed, "abs").get<double>() * device_factor(references);
    const double relative = field_of(allowed, "rel").get<double>() * device_factor(references);
    for (const bool recomputed : {false, true}) {
        network->zero_grad();
        network->set_gradient_checkpointing(recomputed);
        contrastive_loss(network->forward(batch)).total.backward();
        double worst_difference = 0, worst_tolerance = absolute, worst_share = -1;
        std::string worst_name;
        for (const auto &item : network->named_parameters()) {
            const auto want = array_named(expected, item.key()).as<float>();
            const torch::Tensor gradient = item.value().grad();
            const std::vector<float> got = gradient.defined()
                                               ? floats_of(gradient)
                                               : std::vector<float>(want.size(), 0.0f);
            float largest = 0;
            for (const float value : want)
                largest = std::max(largest, std::abs(value));
            const double tolerance = absolute + relative * largest;
            const double difference = largest_difference(got, want);
            if (!(difference / tolerance <= worst_share)) {
                worst_share = difference / tolerance;
                worst_difference = difference;
                worst_tolerance = tolerance;
                worst_name = item.key();
            }
        }
        references.report(name + (recomputed ? " recomputed" : ""), worst_difference,
                          worst_tolerance, worst_name);
    }
}

void verify_one_trajectory(References &references, const std::filesystem::path &folder)
{
    const torch::Device device(references.device());
    const std::string name = utf8_from_path(folder.filename());
    const nlohmann::json entry = json_at(folder / "case.json");
    RetClip network(config_at(folder / "config.json"), Start::unset);
    set_by_formula(network, field_of(entry, "seed").get<std::uint64_t>());
    {
        const torch::NoGradGuard no_gradient;
        const auto &scales = field_of(entry, "initial_logit_scale_log");
        network->logit_scale.fill_(scales[0].get<double>());
        network->logit_scale_left.fill_(scales[1].get<double>());
        network->logit_scale_right.fill_(scales[2].get<double>());
    }
    network->to(device);
    network->train();
    network->set_text_dropout(entry.value("dropout", 0.0));

    std::vector<NamedParameter> parameters;
    std::vector<std::string> decayed, not_decayed;
    for (const auto &item : network->named_parameters()) {
        parameters.push_back({item.key(), item.value()});
        (decays(item.key(), DecayGroups::as_published) ? decayed : not_decayed)
            .push_back(item.key());
    }
    const auto same_names = [](std::vector<std::string> a, std::vector<std::string> b) {
        std::sort(a.begin(), a.end());
        std::sort(b.begin(), b.end());
        return a == b;
    };
    references.report_exact(
        name + " names with decay",
        same_names(decayed,
                   field_of(entry, "parameters_with_decay").get<std::vector<std::string>>())
            && same_names(not_decayed,
                          field_of(entry, "parameters_without_decay").get<std::vector<std::string>>()));

    AdamWOptions options;
    options.beta1 = field_of(field_of(entry, "optimizer"), "betas")[0].get<double>();
    options.beta2 = field_of(field_of(entry, "optimizer"), "betas")[1].get<double>();
    options.epsilon = field_of(field_of(entry, "optimizer"), "eps").get<double>();
    options.weight_decay = field_of(field_of(entry, "optimizer"), "weight_decay").get<double>();
    options.groups = DecayGroups::as_published;
    AdamW optimizer(std::move(parameters), options);
    Schedule schedule;
    schedule.base = field_of(field_of(entry, "schedule"), "base_lr").get<double>();
    schedule.warmup_steps = field_of(field_of(entry, "schedule"), "warmup").get<std::int64_t>();
    schedule.total_steps = field_of(field_of(entry, "schedule"), "total").get<std::int64_t>();

    const Arrays batches = arrays_at(folder / "batches.safetensors");
    const auto &tolerance = field_of(entry, "tolerance");
    const double factor = device_factor(references);
    double worst_loss = 0, worst_rate = 0, worst_scale = 0, first_loss = 0;
    for (const auto &line : field_of(entry, "log")) {
        const auto step = field_of(line, "step").get<std::int64_t>();
        const double rate = schedule.rate(step);
        optimizer.zero_gradients();
        const PatientBatch batch = batch_of(
            batches, "batch" + std::to_string(field_of(line, "batch").get<int>()) + ".", device);
        const LossResult loss = contrastive_loss(network->forward(batch));
        loss.total.backward();
        optimizer.step(rate);
        network->clamp_scales(field_of(entry, "clamp_after_step")[1].get<double>());

        const double wanted = field_of(line, "loss").get<double>();
        const double difference = std::abs(loss.total.item<double>() - wanted);
        if (step == 0)
            first_loss = difference;
        worst_loss = std::max(worst_loss, difference / std::abs(wanted));
        worst_rate = std::max(worst_rate, std::abs(rate - field_of(line, "lr").get<double>())
                                              / std::max(field_of(line, "lr").get<double>(), 1e-300));
        const auto &scales = field_of(line, "logit_scale_log_after");
        const torch::Tensor now[] = {network->logit_scale, network->logit_scale_left,
                                     network->logit_scale_right};
        for (std::size_t at = 0; at < 3; ++at)
            worst_scale = std::max(worst_scale, std::abs(now[at].item<double>()
                                                         - scales[at].get<double>()));
    }
    references.report(name + " first loss", first_loss,
                      field_of(tolerance, "loss_abs_first_step").get<double>() * factor);
    references.report(name + " losses (relative)", worst_loss,
                      field_of(tolerance, "loss_rel").get<double>() * factor);
    references.report(name + " learning rates (relative)", worst_rate,
                      field_of(tolerance, "lr_rel").get<double>());
    references.report(name + " logarithmic scales", worst_scale,
                      field_of(tolerance, "logit_scale_log_abs").get<double>() * factor);

    const Arrays final_weights = arrays_at(folder / "final_weights.safetensors");
    double worst = 0;
    std::string worst_name;
    for (const auto &item : network->named_parameters()) {
        const std::string &key = item.key();
        if (key.find("attention.self.key.bias") != std::string::npos)
            continue; // its true gradient is 0: Adam turns rounding noise into steps
        std::vector<float> got = floats_of(item.value());
        const auto wanted = array_named(final_weights, key).as<float>();
        std::vector<float> want(wanted.begin(), wanted.end());
        if (key.find("attn.in_proj_bias") != std::string::npos) { // the middle third: keys
            const auto third = std::ptrdiff_t(got.size() / 3);
            got.erase(got.begin() + third, got.begin() + 2 * third);
            want.erase(want.begin() + third, want.begin() + 2 * third);
        }
        const double difference = largest_difference(got, want);
        if (difference > worst) {
            worst = difference;
            worst_name = key;
        }
    }
    references.report(name + " final weights", worst,
                      field_of(tolerance, "final_weights_abs").get<double>() * factor, worst_name);
}

/// Features and scales of a loss reference as free variables, in float64.
struct FreeFeatures
{
    ForwardResult result;
    torch::Tensor logarithms;
    std::vector<std::pair<std::string, torch::Tensor>> leaves;

    FreeFeatures(const Arrays &arrays, torch::Device device)
    {
        const auto leaf = [&](const std::string &name) {
            torch::Tensor values =
                tensor_of(array_named(arrays, name)).to(device, torch::kFloat64);
            values.set_requires_grad(true);
            leaves.emplace_back("grad." + name, values);
            return values;
        };
        for (const Level level : all_levels) {
            result.image[level] = leaf(std::string("image_") + word(level));
            result.text[level] = leaf(std::string("text_") + word(level));
        }
        logarithms = leaf("logit_scale_log");
        result.scales = logarithms.exp();
    }
};

double gradient_difference(const FreeFeatures &features, const Arrays &expected)
{
    double worst = 0;
    for (const auto &[name, leaf] : features.leaves)
        worst = std::max(worst, largest_difference(floats_of(leaf.grad()),
                                                   array_named(expected, name).as<float>()));
    return worst;
}

double loss_difference(const LossResult &loss, const Arrays &expected)
{
    double worst = largest_difference(floats_of(loss.total),
                                      array_named(expected, "loss").as<float>());
    for (const Level level : all_levels)
        worst = std::max(worst,
                         largest_difference(
                             floats_of(loss.level(level)),
                             array_named(expected, std::string("loss_") + word(level))
                                 .as<float>()));
    return worst;
}

/// Stands in for one of several processes: hands out what all ranks have, in the order that the loss asks in
/// (image, text, who is there; a level after the other), and keeps what this one would add to the sum.
class OneRank : public FeatureGatherer
{
public:
    OneRank(const ForwardResult &whole, std::int64_t world, std::int64_t rank)
        : m_whole(whole), m_world(world), m_rank(rank)
    {
    }
    torch::Tensor gather(const torch::Tensor &rows) override
    {
        const Level level = all_levels[m_call / 3];
        switch (m_call++ % 3) {
        case 0: return m_whole.image[level];
        case 1: return m_whole.text[level];
        default: return torch::ones({m_whole.text.patient.size(0)}, rows.options());
        }
    }
    torch::Tensor sum(const torch::Tensor &values) override
    {
        own = values;
        return others.defined() ? values + others : values;
    }
    std::int64_t world() const override { return m_world; }
    std::int64_t rank() const override { return m_rank; }

    torch::Tensor own, others; ///< What is added up; others: undefined where it is not known yet.

private:
    const ForwardResult &m_whole;
    std::int64_t m_world, m_rank;
    std::size_t m_call = 0;
};

} // namespace

void verify_model(References &references)
{
    for (const auto &folder : folders_with_cases(references.folder())) {
        if (references.stopped())
            return;
        references.enter(folder);
        guarded(references, utf8_from_path(folder.filename()),
                [&] { verify_one_model(references, folder); });
    }
}

void verify_gradients(References &references)
{
    for (const auto &folder : folders_with_cases(references.folder())) {
        if (references.stopped())
            return;
        references.enter(folder);
        guarded(references, utf8_from_path(folder.filename()),
                [&] { verify_one_gradient(references, folder); });
    }
}

void verify_trajectory(References &references)
{
    for (const auto &folder : folders_with_cases(references.folder())) {
        if (references.stopped())
            return;
        references.enter(folder);
        guarded(references, utf8_from_path(folder.filename()),
                [&] { verify_one_trajectory(references, folder); });
    }
}

void verify_loss(References &references)
{
    const torch::Device device(references.device());
    const nlohmann::json cases = json_at(references.folder() / "cases.json");
    for (const auto &entry : field_of(cases, "cases")) {
        const auto name = field_of(entry, "name").get<std::string>();
        guarded(references, name, [&] {
            const Arrays arrays =
                arrays_at(references.folder() / field_of(entry, "file").get<std::string>());
            FreeFeatures features(arrays, device);
            const LossResult loss = contrastive_loss(features.result);
            loss.total.backward();
            double losses = loss_difference(loss, arrays);
            if (entry.contains("loss")) // the same total, as the table has it
                losses = std::max(losses, std::abs(loss.total.item<double>()
                                                   - entry["loss"].get<double>()));
            references.report(name + " losses", losses,
                              field_of(entry, "tolerance_loss_abs").get<double>());
            references.report(name + " gradients", gradient_difference(features, arrays),
                              field_of(entry, "tolerance_grad_abs").get<double>());
            double accuracy = 0;
            for (const auto &[key, value] :
                 {std::pair{"accuracy_image_to_text", loss.accuracy_image_to_text},
                  std::pair{"accuracy_text_to_image", loss.accuracy_text_to_image}})
                if (const auto wanted = arrays.find(key); wanted != arrays.end())
                    accuracy = std::max(accuracy, largest_difference(floats_of(value),
                                                                     wanted->second.as<float>()));
            references.report(name + " accuracies", accuracy, 1e-6);
        });
    }
    if (!cases.contains("gather"))
        return;
    guarded(references, "gather", [&] {
        const auto &entry = field_of(cases, "gather");
        const Arrays arrays =
            arrays_at(references.folder() / field_of(entry, "file").get<std::string>());
        const auto world = field_of(entry, "world").get<std::int64_t>();
        const std::int64_t rows = field_of(entry, "global_batch").get<std::int64_t>() / world;
        FreeFeatures features(arrays, device);
        std::vector<ForwardResult> parts;
        std::vector<torch::Tensor> added;
        double worst_loss = 0, worst_alone = 0;
        for (std::int64_t rank = 0; rank < world; ++rank) {
            ForwardResult own = features.result;
            for (const Level level : all_levels) {
                own.image[level] = features.result.image[level].narrow(0, rank * rows, rows);
                own.text[level] = features.result.text[level].narrow(0, rank * rows, rows);
            }
            worst_alone = std::max(
                worst_alone, std::abs(contrastive_loss(own).total.item<double>()
                                      - field_of(entry, "loss_of_each_rank_without_gather")
                                             [std::size_t(rank)].get<double>()));
            OneRank here(features.result, world, rank);
            LossOptions options;
            options.gatherer = &here;
            (void)contrastive_loss(own, options);
            parts.push_back(own);
            added.push_back(here.own);
        }
        const torch::Tensor all = torch::stack(added).sum(0);
        for (std::int64_t rank = 0; rank < world; ++rank) {
            OneRank here(features.result, world, rank);
            here.others = all - added[std::size_t(rank)];
            LossOptions options;
            options.gatherer = &here;
            const LossResult loss = contrastive_loss(parts[std::size_t(rank)], options);
            // The mean over the ranks of their gradients is the gradient.
            (loss.total / double(world)).backward({}, /*retain_graph=*/true);
            worst_loss = std::max(worst_loss, loss_difference(loss, arrays));
        }
        const double worst_gradient = gradient_difference(features, arrays);
        references.report("gather losses", worst_loss, 1e-4);
        references.report("gather gradients", worst_gradient, 1e-4);
        references.report("gather each rank alone", worst_alone, 1e-4);
    });
}

} // namespace retclip
