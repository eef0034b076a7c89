// SPDX-License-Identifier: GPL-3.0-or-later
// Fine-tuning: the image encoder and a classifier learn a label set; the epoch is chosen on
// validation.

#include "ml/compatibility.h"
#include "ml/network/adapters.h"
#include "ml/training/contrastive_step.h"
#include "ml/training/labelled.h"
#include "ml/training/runtime.h"
#include "ml/training/supervised_loss.h"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace retclip {
namespace {

class SupervisedObjective final : public Objective
{
public:
    explicit SupervisedObjective(const RunRoom &room) : m_room(room), m_part(room.config.micro_batch)
    {
        // Texts and the contrastive heads have no part in this loss.
        const bool adapted = room.config.adapter_rank > 0;
        for (const auto &parameter : m_room.network->named_parameters()) {
            const bool learns = parameter.key().rfind("visual.", 0) == 0 && !room.config.freeze_image
                && (!adapted || is_adapter_name(parameter.key()));
            torch::Tensor(parameter.value()).set_requires_grad(learns);
        }
        m_room.network->set_gradient_checkpointing(room.config.gradient_checkpointing);
        const int width = feature_width(room.config);
        m_loss = loss_of_run(room);
        const double bound = 1.0 / std::sqrt(double(width));
        const auto options = torch::TensorOptions(torch::kFloat32);
        m_weight =
            torch::empty({m_loss.outputs(), width}, options).uniform_(-bound, bound).to(room.device);
        m_bias = initial_bias(m_loss).to(room.device);
        m_weight.set_requires_grad(true);
        m_bias.set_requires_grad(true);
    }

    std::vector<NamedParameter> trainable() const override
    {
        std::vector<NamedParameter> chosen;
        for (NamedParameter &parameter : weights()) {
            if (parameter.tensor.requires_grad())
                chosen.push_back(std::move(parameter));
        }
        return chosen;
    }
    std::vector<NamedParameter> weights() const override
    {
        std::vector<NamedParameter> all = named_weights(m_room.network);
        all.push_back({"classifier.weight", m_weight});
        all.push_back({"classifier.bias", m_bias});
        return all;
    }
    void set_training(bool on) override { m_room.network->train(on); }

    void step(const LoadedBatch &batch, double loss_scale, RunEvent &event) override
    {
        const auto rows = labelled_rows(m_room, batch, false);
        event.batch = int(rows.size());
        event.loss = 0;
        event.forward_s = event.backward_s = 0;
        const double known = known_weight(m_loss, targets_of(rows));
        if (rows.empty() || known <= 0)
            return; // Nobody in this batch has a label.
        const auto count = std::int64_t(batch.items.size());
        const std::int64_t part = m_part > 0 ? std::min(m_part, count) : count;
        for (std::int64_t from = 0; from < count; from += part)
            learn_part(part < count ? rows_of(batch, from, std::min(part, count - from)) : batch, known, loss_scale,
                       event);
    }
    std::optional<std::int64_t> compute_in_smaller_parts(std::int64_t batch) override
    {
        const std::int64_t now = m_part > 0 ? std::min(m_part, batch) : batch;
        if (now <= 1)
            return std::nullopt;
        m_part = (now + 1) / 2;
        return m_part;
    }

    bool can_validate() const override { return !m_room.data.validation.empty(); }
    std::string selection() const override { return m_room.config.selection_metric; }

    Result<Validation> validate(std::stop_token stop) override
    {
        RETCLIP_TRY(const Judged judged, judge(m_room.data.validation, Split::validation, stop));
        Validation validation;
        RETCLIP_TRY(validation.metrics, classification_metrics(m_room, judged, stop));
        validation.tie = m_last_judged_loss;
        validation.metrics["loss"] = m_last_judged_loss;
        const auto found = validation.metrics.find(selection());
        validation.value = found == validation.metrics.end() ? -1 : found->second;
        if (m_room.config.test_each_validation && !m_room.data.test.empty()) {
            RETCLIP_TRY(const Judged test, judge(m_room.data.test, Split::test, stop)); // For people; it chooses nothing.
            RETCLIP_TRY(const auto on_test, classification_metrics(m_room, test, stop));
            for (const auto &[name, value] : on_test)
                validation.metrics["test." + name] = value;
        }
        return validation;
    }

    Result<std::map<std::string, double>> finish(const std::filesystem::path &folder,
                                                 std::stop_token stop) override
    {
        std::vector<Judged> splits;
        std::map<std::string, double> metrics;
        const std::vector<std::pair<Split, const std::vector<std::int64_t> *>> lists{
            {Split::training, &m_room.data.training},
            {Split::validation, &m_room.data.validation},
            {Split::test, &m_room.data.test}};
        for (const auto &[split, items] : lists) {
            if (items->empty())
                continue;
            RETCLIP_TRY(Judged judged, judge(*items, split, stop));
            RETCLIP_TRY(const auto found, classification_metrics(m_room, judged, stop));
            for (const auto &[name, value] : found)
                metrics[std::string(word(split)) + "." + name] = value;
            splits.push_back(std::move(judged));
        }
        RETCLIP_CHECK(write_predictions(m_room, splits, folder / "predictions.csv"));
        return metrics;
    }

private:
    static LoadedBatch rows_of(const LoadedBatch &batch, std::int64_t from, std::int64_t count)
    {
        const auto cut = [&](const torch::Tensor &rows) {
            return rows.defined() ? rows.narrow(0, from, count) : rows;
        };
        LoadedBatch part;
        part.items.assign(batch.items.begin() + from, batch.items.begin() + from + count);
        part.left_B3SS = cut(batch.left_B3SS);
        part.right_B3SS = cut(batch.right_B3SS);
        part.ids_BL = cut(batch.ids_BL);
        part.has_left = cut(batch.has_left);
        part.has_right = cut(batch.has_right);
        part.report_numbers = cut(batch.report_numbers);
        return part;
    }

    /// Adds the part's share of the batch's mean, and its gradients. `known`: weight of the batch's labels.
    void learn_part(const LoadedBatch &part, double known, double loss_scale, RunEvent &event)
    {
        const auto rows = labelled_rows(m_room, part, false);
        const std::vector<Targets> targets = targets_of(rows);
        const double own = known_weight(m_loss, targets);
        if (rows.empty() || own <= 0)
            return;
        const auto began = std::chrono::steady_clock::now();
        torch::Tensor loss = supervised_loss(m_loss, logits_of(part, rows), targets);
        if (own != known)
            loss = loss * (own / known);
        wait_for_device(m_room.device);
        const auto middle = std::chrono::steady_clock::now();
        (loss * loss_scale).backward();
        event.loss = *event.loss + loss.item<double>();
        event.forward_s = *event.forward_s + std::chrono::duration<double>(middle - began).count();
        event.backward_s =
            *event.backward_s + std::chrono::duration<double>(std::chrono::steady_clock::now() - middle).count();
    }

    torch::Tensor logits_of(const LoadedBatch &batch, const std::vector<LabelledRow> &rows)
    {
        torch::Tensor features;
        {
            const AutocastGuard autocast(m_room.device.type(), m_room.precision);
            const auto [left, right] = encode_eyes(m_room.network, to_device(batch, m_room.device),
                                                   m_room.config.patch_mask_ratio);
            features = features_of(m_room.config, batch, rows, left, right);
        }
        return class_logits(m_loss, features, m_weight, m_bias);
    }

    static SupervisedLoss loss_of_run(const RunRoom &room)
    {
        const TargetDescription &target = room.data.manifest.target;
        SupervisedLoss loss;
        loss.kind = target.kind;
        loss.classes = target.kind == LabelKind::binary ? 1 : int(target.classes.size());
        loss.cumulative = target.kind == LabelKind::ordinal && target.classes.size() > 1
            && room.config.ordinal_loss == "cumulative";
        loss.label_smoothing = room.config.label_smoothing;
        loss.focal_gamma = room.config.focal_gamma;
        if (room.config.class_weights == "balanced")
            loss.weights =
                balanced_weights(loss.kind, loss.classes, targets_of(rows_of_items(room, room.data.training)));
        return loss;
    }

    Result<Judged> judge(const std::vector<std::int64_t> &items, Split split, std::stop_token stop)
    {
        torch::NoGradGuard no_gradients;
        m_room.network->eval();
        Judged judged;
        judged.split = split;
        judged.scores.columns = std::size_t(outputs_of(m_room.data.manifest.target));
        double loss = 0;
        std::int64_t counted = 0;
        const std::int64_t batch_size = m_room.config.batch_size;
        RETCLIP_CHECK(each_batch(
            m_room, items, m_part > 0 ? std::min(m_part, batch_size) : batch_size, stop,
            [&](const LoadedBatch &batch) -> Result<void> {
                const auto rows = labelled_rows(m_room, batch, true);
                if (rows.empty())
                    return {};
                const torch::Tensor logits = logits_of(batch, rows);
                const double part = supervised_loss(m_loss, logits, targets_of(rows)).item<double>();
                if (std::isfinite(part)) {
                    loss += part * double(rows.size());
                    counted += std::int64_t(rows.size());
                }
                const torch::Tensor scores =
                    class_probabilities(m_loss, logits).to(torch::kCPU).contiguous();
                const float *from = scores.data_ptr<float>();
                judged.scores.values.insert(judged.scores.values.end(), from,
                                            from + scores.numel());
                judged.scores.rows += rows.size();
                judged.rows.insert(judged.rows.end(), rows.begin(), rows.end());
                return {};
            }));
        m_last_judged_loss = counted > 0 ? loss / double(counted) : 0;
        return judged;
    }

    RunRoom m_room;
    SupervisedLoss m_loss;
    std::int64_t m_part = 0; ///< Patients at a time; 0: the whole batch.
    torch::Tensor m_weight, m_bias;
    double m_last_judged_loss = 0;
};

} // namespace

std::unique_ptr<Objective> make_supervised_objective(const RunRoom &room)
{
    return std::make_unique<SupervisedObjective>(room);
}

} // namespace retclip
