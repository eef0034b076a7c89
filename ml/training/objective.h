// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/run_event.h"
#include "core/base/run_look.h"
#include "ml/data/batch_loader.h"
#include "ml/network/loss.h"
#include "ml/network/ret_clip.h"
#include "ml/training/adamw.h"

#include "ml/torch.h"

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace retclip {

/// What an objective sees of a run. The run owns all of it.
struct RunRoom
{
    const RunConfig &config;
    const Dataset &data;
    DecodedCache &cache; ///< At the network's resolution, for looking without augmentation.
    torch::Device device;
    torch::ScalarType precision;
    RetClip network;
    FeatureGatherer *gatherer = nullptr; ///< Of a run in several processes.
    RetClip teacher{nullptr};            ///< A trained network to learn from; null: none.
};

struct Validation
{
    std::map<std::string, double> metrics;
    double value = 0; ///< Larger is better: decides which state is kept as the best.
    double tie = 0;   ///< Smaller is better, where values are equal.
    std::optional<RunLook> look; ///< For people; its step is not set.
};

/// What is learned: trainable parameters, the loss of a batch, a validation. The loop knows neither
/// network nor loss.
class Objective
{
public:
    virtual ~Objective() = default;
    [[nodiscard]] virtual std::vector<NamedParameter> trainable() const = 0;
    [[nodiscard]] virtual std::vector<NamedParameter> weights() const = 0; ///< All that is saved.
    virtual void set_training(bool on) = 0;
    /// Forward and backward; gradients are added. Fills the event's losses.
    virtual void step(const LoadedBatch &batch, double loss_scale, RunEvent &event) = 0;
    virtual void after_step() {}
    /// After memory ran out: fewer patients at a time from here on, with the gradients of the whole batch as
    /// before. How many; none: it cannot be fewer.
    [[nodiscard]] virtual std::optional<std::int64_t> compute_in_smaller_parts(std::int64_t /*batch*/)
    {
        return std::nullopt;
    }
    /// Whether there is a validation split to judge by.
    [[nodiscard]] virtual bool can_validate() const = 0;
    [[nodiscard]] virtual Result<Validation> validate(std::stop_token stop) = 0;
    [[nodiscard]] virtual std::string selection() const = 0; ///< "recall_at_5", "auroc"
    /// After the run, with the chosen weights in place: writes what belongs to the task.
    [[nodiscard]] virtual Result<std::map<std::string, double>>
    finish(const std::filesystem::path &folder, std::stop_token stop) = 0;
};

[[nodiscard]] std::unique_ptr<Objective> make_contrastive_objective(const RunRoom &room);
[[nodiscard]] std::unique_ptr<Objective> make_supervised_objective(const RunRoom &room);

/// All of a network's parameters under their names in a checkpoint.
[[nodiscard]] std::vector<NamedParameter> named_weights(const RetClip &network);

/// In batches in their order, without augmentation: calls `each` with every loaded batch.
/// Errors: cancelled, and what `each` gives.
[[nodiscard]] Result<void>
each_batch(const RunRoom &room, const std::vector<std::int64_t> &items, std::int64_t batch,
           std::stop_token stop, const std::function<Result<void>(const LoadedBatch &)> &each);

} // namespace retclip
