// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What the doctor's checks share: the run's data and settings, new networks, short trainings.

#include "ml/data/batch_loader.h"
#include "ml/network/loss.h"
#include "ml/training/adamw.h"
#include "ml/training/doctor.h"
#include "ml/training/sampler.h"

#include <memory>
#include <optional>

namespace retclip {

/// A network under a short training that sees a fixed quarter of each photograph's patches: the
/// same weights and the same path of data at a quarter of the cost, without any chance in it.
class Trial
{
public:
    Trial(RetClip network, AdamW optimizer, torch::Device device, torch::ScalarType precision,
          double maximum_logit_scale);
    /// One step; the mean loss of the levels that could be contrasted, before it.
    double step(const LoadedBatch &batch, double rate);
    /// Features in evaluation mode, all batches joined, in float32.
    [[nodiscard]] ForwardResult look(const std::vector<LoadedBatch> &batches);

private:
    [[nodiscard]] ForwardResult forward(const LoadedBatch &batch);
    [[nodiscard]] std::optional<PatchMask> mask_of(const LoadedBatch &batch, Laterality eye) const;

    RetClip m_network;
    AdamW m_optimizer;
    torch::Device m_device;
    torch::ScalarType m_precision;
    double m_maximum_logit_scale;
};

struct DoctorRoom
{
    RunConfig config; ///< With the network's true sizes.
    Dataset data;
    torch::Device device = torch::kCPU;
    torch::ScalarType precision = torch::kFloat32;
    std::unique_ptr<DecodedCache> cache, augmented_cache;
    SamplerOptions sampler;
    DoctorFaults faults;
    std::stop_token stop;
    std::optional<double> largest_scale_after; ///< Logarithm, after the steps of check_finite().
    double trial_rate = 0; ///< Found by the check of the learning rate; 0: not looked for yet.

    /// Errors: those of preparing the run itself; invalid_argument (no pretraining).
    [[nodiscard]] static Result<std::unique_ptr<DoctorRoom>>
    make(const TrainRequest &request, TokenizerService &tokenizers, std::stop_token stop,
         const DoctorFaults &faults);

    /// New weights from the run's seed; the same each time.
    [[nodiscard]] Result<RetClip> new_network();
    [[nodiscard]] AdamW new_optimizer(const RetClip &network) const;
    [[nodiscard]] Result<Trial> new_trial();
    /// Of an epoch, as the run draws it.
    [[nodiscard]] std::vector<std::int64_t> order(std::int64_t epoch) const;
    /// Items of the run's n-th batch.
    [[nodiscard]] std::vector<std::int64_t> batch_items(std::int64_t number) const;
    /// At most `count` training items, of each report the first only.
    [[nodiscard]] std::vector<std::int64_t> distinct_items(std::size_t count) const;
    /// In parts of `size`, without augmentation. Fewer than two left over join no part.
    [[nodiscard]] std::vector<LoadedBatch> load(const Dataset &from,
                                                const std::vector<std::int64_t> &items,
                                                std::size_t size) const;
};

/// Mean of the levels in which two or more took part.
[[nodiscard]] double mean_level_loss(const LossResult &loss);

/// A figure as a sentence shows it.
[[nodiscard]] std::string figure(double value, int digits = 3);

// The checks. Errors: cancelled, and those of making a network.
[[nodiscard]] Result<RunCheck> check_data_order(DoctorRoom &room);
[[nodiscard]] Result<RunCheck> check_duplicate_captions(DoctorRoom &room);
[[nodiscard]] Result<RunCheck> check_ln_floor(DoctorRoom &room);
[[nodiscard]] Result<RunCheck> check_gradient_norms(DoctorRoom &room);
[[nodiscard]] Result<RunCheck> check_dead_towers(DoctorRoom &room);
[[nodiscard]] Result<RunCheck> check_finite(DoctorRoom &room);
[[nodiscard]] Result<RunCheck> check_logit_scale(DoctorRoom &room);
[[nodiscard]] Result<RunCheck> check_learning_rate(DoctorRoom &room);
[[nodiscard]] Result<RunCheck> check_overfit(DoctorRoom &room);
[[nodiscard]] Result<RunCheck> check_shuffled_pairs(DoctorRoom &room);

} // namespace retclip
