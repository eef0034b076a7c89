// SPDX-License-Identifier: GPL-3.0-or-later
// Pretraining: three contrastive levels; judged by retrieval among the validation patients.

#include "core/statistics/retrieval.h"
#include "ml/compatibility.h"
#include "ml/training/contrastive_step.h"
#include "ml/training/objective.h"

#include <cmath>
#include <numeric>
#include <set>

namespace retclip {
namespace {

constexpr std::array<const char *, 3> recalls{"recall_at_1", "recall_at_5", "recall_at_10"};

// Features of one level, gathered over batches; only rows that are there.
struct Gallery
{
    std::vector<float> images, texts;
    std::vector<std::int64_t> reports;
    std::vector<std::int64_t> items;  ///< Of the manifest.
    std::size_t width = 0;
    std::size_t last_batch_from = 0; ///< First row of what was added last.

    void add(const torch::Tensor &image, const torch::Tensor &text, const torch::Tensor &present,
             const LoadedBatch &batch)
    {
        last_batch_from = reports.size();
        const torch::Tensor i = image.to(torch::kCPU).contiguous();
        const torch::Tensor t = text.to(torch::kCPU).contiguous();
        width = std::size_t(i.size(1));
        for (std::int64_t row = 0; row < i.size(0); ++row) {
            if (present.defined() && !present.data_ptr<bool>()[row])
                continue;
            const float *from = i.data_ptr<float>() + row * i.size(1);
            images.insert(images.end(), from, from + width);
            from = t.data_ptr<float>() + row * t.size(1);
            texts.insert(texts.end(), from, from + width);
            reports.push_back(batch.report_numbers.data_ptr<std::int64_t>()[row]);
            items.push_back(batch.items[std::size_t(row)]);
        }
    }
    [[nodiscard]] Matrix matrix(const std::vector<float> &values) const
    {
        Matrix matrix(reports.size(), width);
        matrix.values = values;
        return matrix;
    }
    // Equal reports: each of their patients is right.
    [[nodiscard]] Positives positives() const
    {
        std::map<std::int64_t, std::vector<std::int32_t>> rows;
        for (std::size_t row = 0; row < reports.size(); ++row)
            rows[reports[row]].push_back(std::int32_t(row));
        Positives positives;
        for (const std::int64_t report : reports)
            positives.push_back(rows[report]);
        return positives;
    }
};

class ContrastiveObjective final : public Objective
{
public:
    explicit ContrastiveObjective(const RunRoom &room) : m_room(room)
    {
        RetClip &network = m_room.network;
        if (room.config.freeze_image)
            freeze(*network->visual);
        if (room.config.freeze_text)
            freeze(*network->bert);
        network->set_gradient_checkpointing(room.config.gradient_checkpointing);
        if (room.config.text_dropout >= 0)
            network->set_text_dropout(room.config.text_dropout);
        m_options = contrastive_options(room.config);
        m_options.precision = room.precision;
        m_options.teacher = room.teacher;
        m_options.gatherer = room.gatherer;
    }

    std::vector<NamedParameter> trainable() const override
    {
        std::vector<NamedParameter> chosen;
        for (NamedParameter &parameter : named_weights(m_room.network)) {
            if (parameter.tensor.requires_grad())
                chosen.push_back(std::move(parameter));
        }
        return chosen;
    }
    std::vector<NamedParameter> weights() const override { return named_weights(m_room.network); }
    void set_training(bool on) override { m_room.network->train(on); }

    void step(const LoadedBatch &batch, double loss_scale, RunEvent &event) override
    {
        m_options.loss_scale = loss_scale;
        const ContrastiveOutcome outcome =
            contrastive_step(m_room.network, batch, m_room.device, m_options);
        event.loss = outcome.loss;
        // A level that too few patients take part in was not computed.
        const auto level = [&](std::size_t i) {
            return outcome.rows[i] > 1 ? std::optional(outcome.levels[i]) : std::nullopt;
        };
        event.loss_patient = level(0);
        event.loss_left = level(1);
        event.loss_right = level(2);
        event.logit_scales = outcome.scales;
        event.forward_s = outcome.forward_s;
        event.backward_s = outcome.backward_s;
        if (outcome.taught)
            event.metrics["loss_teacher"] = *outcome.taught;
        event.batch = int(outcome.rows[0]);
        if (outcome.rows[0] > 1) {
            event.accuracy_image_to_text = outcome.accuracy_image_to_text;
            event.accuracy_text_to_image = outcome.accuracy_text_to_image;
        }
    }
    std::optional<std::int64_t> compute_in_smaller_parts(std::int64_t batch) override
    {
        const std::int64_t now =
            m_options.micro_batch > 0 ? std::min(m_options.micro_batch, batch) : batch;
        if (now <= 1)
            return std::nullopt;
        m_options.micro_batch = (now + 1) / 2;
        return m_options.micro_batch;
    }
    void after_step() override
    {
        m_room.network->clamp_scales(m_room.config.maximum_logit_scale);
    }

    bool can_validate() const override { return m_room.data.validation.size() >= 2; }
    std::string selection() const override { return "mean_recall_both_directions"; }

    Result<Validation> validate(std::stop_token stop) override
    {
        return judge(m_room.data.validation, stop);
    }

    Result<std::map<std::string, double>> finish(const std::filesystem::path &,
                                                 std::stop_token stop) override
    {
        std::map<std::string, double> metrics;
        if (m_room.data.test.size() >= 2) {
            RETCLIP_TRY(const Validation test, judge(m_room.data.test, stop));
            for (const auto &[name, value] : test.metrics)
                metrics["test." + name] = value;
        }
        return metrics;
    }

private:
    static void freeze(torch::nn::Module &module)
    {
        for (torch::Tensor &parameter : module.parameters())
            parameter.set_requires_grad(false);
    }

    Result<Validation> judge(const std::vector<std::int64_t> &items, std::stop_token stop)
    {
        torch::NoGradGuard no_gradients;
        const bool was_training = m_room.network->is_training();
        m_room.network->eval();
        std::array<Gallery, 3> levels;
        double loss_sum = 0;
        std::int64_t loss_rows = 0;
        const auto walked = each_batch(
            m_room, items, m_room.config.batch_size, stop,
            [&](const LoadedBatch &batch) -> Result<void> {
                const AutocastGuard autocast(m_room.device.type(), m_room.precision);
                const ForwardResult features = forward_in_parts(
                    m_room.network, to_device(batch, m_room.device), m_options.micro_batch);
                const LossResult loss = contrastive_loss(features, loss_options(m_options, batch));
                if (loss.rows[0] > 1) {
                    loss_sum += loss.total.item<double>() * double(loss.rows[0]);
                    loss_rows += loss.rows[0];
                }
                for (std::size_t i = 0; i < 3; ++i)
                    levels[i].add(features.image[all_levels[i]], features.text[all_levels[i]],
                                  features.present[i], batch);
                return {};
            });
        m_room.network->train(was_training);
        if (!walked)
            return failure(walked.error());

        Validation validation;
        for (std::size_t i = 0; i < 3; ++i) {
            if (levels[i].reports.size() < 2)
                continue;
            const Matrix images = levels[i].matrix(levels[i].images);
            const Matrix texts = levels[i].matrix(levels[i].texts);
            const Positives positives = levels[i].positives();
            RETCLIP_TRY(const auto text_to_image,
                        retrieval_report(texts, images, positives, {}, {}, stop));
            RETCLIP_TRY(const auto image_to_text,
                        retrieval_report(images, texts, positives, {}, {}, stop));
            const std::string prefix =
                i == 0 ? "" : std::string(word(all_levels[i])) + ".";
            for (const auto &[name, metric] : text_to_image.metrics) {
                if (metric.value)
                    validation.metrics[prefix + name] = *metric.value;
            }
            for (const char *name : recalls) {
                const auto found = image_to_text.metrics.find(name);
                if (found != image_to_text.metrics.end() && found->second.value)
                    validation.metrics[prefix + "image_to_text." + name] = *found->second.value;
            }
        }
        if (loss_rows > 0)
            validation.metrics["loss"] = loss_sum / double(loss_rows);
        // Both directions at 1, 5 and 10: R@5 alone is 1 from the start where few are held out.
        for (const char *name : recalls)
            validation.value += (validation.metrics[name]
                                 + validation.metrics[std::string("image_to_text.") + name]) / 6;
        validation.metrics[selection()] = validation.value;
        validation.tie = loss_rows > 0 ? loss_sum / double(loss_rows) : 0;
        validation.look = look_of(levels[0]);
        return validation;
    }

    RunLook::Case case_of(std::int64_t item) const
    {
        const ManifestItem &from = m_room.data.manifest.items[std::size_t(item)];
        return {from.exam, from.exam_code};
    }

    /// Similarities within the last batch, and what lies nearest to the reports of the first few patients with
    /// different reports: the same ones at each validation.
    RunLook look_of(const Gallery &patients) const
    {
        RunLook look;
        const Matrix images = patients.matrix(patients.images), texts = patients.matrix(patients.texts);
        const auto similarity = [&](std::size_t text, std::size_t image) {
            const auto a = texts.row(text), b = images.row(image);
            return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
        };
        const std::size_t end = std::min(patients.items.size(), patients.last_batch_from + look_rows);
        for (std::size_t row = patients.last_batch_from; row < end; ++row) {
            look.batch.push_back(case_of(patients.items[row]));
            for (std::size_t column = patients.last_batch_from; column < end; ++column)
                look.matrix.push_back(float(similarity(row, column)));
        }
        std::set<std::int64_t> seen;
        for (std::size_t row = 0; row < patients.items.size() && look.asked.size() < looked_at_cases; ++row) {
            if (!seen.insert(patients.reports[row]).second)
                continue;
            RunLook::Asked asked{case_of(patients.items[row]), 1, {}};
            const double own = similarity(row, row);
            for (std::size_t other = 0; other < patients.items.size(); ++other)
                asked.rank += similarity(row, other) > own ? 1 : 0;
            for (const auto &near : nearest_rows(images, texts.row(row), told_neighbours))
                asked.nearest.push_back({case_of(patients.items[std::size_t(near.row)]), double(near.similarity)});
            look.asked.push_back(std::move(asked));
        }
        return look;
    }

    RunRoom m_room;
    ContrastiveOptions m_options;
};

} // namespace

std::vector<NamedParameter> named_weights(const RetClip &network)
{
    std::vector<NamedParameter> weights;
    for (const auto &parameter : network->named_parameters())
        weights.push_back({parameter.key(), parameter.value()});
    return weights;
}

Result<void> each_batch(const RunRoom &room, const std::vector<std::int64_t> &items,
                        std::int64_t batch, std::stop_token stop,
                        const std::function<Result<void>(const LoadedBatch &)> &each)
{
    const auto count = std::int64_t(items.size());
    const std::int64_t batches = (count + batch - 1) / batch;
    BatchLoader loader(room.data, room.cache, room.config, false, 0, batches,
                       [&](std::int64_t number) {
                           const std::int64_t from = number * batch;
                           const std::int64_t to = std::min(count, from + batch);
                           return BatchPlan{{items.begin() + from, items.begin() + to}, 0};
                       });
    while (auto loaded = loader.next()) {
        if (stop.stop_requested())
            return cancelled();
        RETCLIP_CHECK(each(*loaded));
    }
    return {};
}

std::unique_ptr<Objective> make_contrastive_objective(const RunRoom &room)
{
    return std::make_unique<ContrastiveObjective>(room);
}

} // namespace retclip
