// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/rank_place.h"
#include "core/base/result.h"
#include "ml/network/loss.h"
#include "ml/training/adamw.h"
#include "ml/training/random_state.h"

#include "ml/torch.h"

#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace retclip {

/// Another process of the run ended or was silent for too long.
class RankLost : public std::runtime_error
{
public:
    using std::runtime_error::runtime_error;
};

/// The processes of one run. Every call is made by all of them, in the same order; with one process
/// each gives back what it got. Tensors travel through host memory, so any device will do.
///
/// Threads: the run's. Throws RankLost.
class Ranks : public FeatureGatherer
{
public:
    /// Waits until all are there. Errors: unavailable (this build cannot, or not all came).
    [[nodiscard]] static Result<std::unique_ptr<Ranks>> join(const RankPlace &place);
    [[nodiscard]] static std::unique_ptr<Ranks> alone();
    ~Ranks() override;

    [[nodiscard]] const RankPlace &place() const { return m_place; }
    [[nodiscard]] std::int64_t world() const override { return m_place.world; }
    [[nodiscard]] std::int64_t rank() const override { return m_place.rank; }
    [[nodiscard]] bool is_first() const { return m_place.rank == 0; }
    /// For the loss: nothing where this process is the only one.
    [[nodiscard]] FeatureGatherer *gatherer() { return world() > 1 ? this : nullptr; }

    /// All ranks' rows in rank order; see FeatureGatherer.
    [[nodiscard]] torch::Tensor gather(const torch::Tensor &rows) override;
    [[nodiscard]] torch::Tensor sum(const torch::Tensor &values) override;
    /// Mean over the ranks; a gradient that only some have counts as zeros at the others.
    void average_gradients(const std::vector<NamedParameter> &parameters);
    /// Rank 0's values everywhere.
    void share(const std::vector<NamedParameter> &tensors);
    [[nodiscard]] std::string first_words(const std::string &text);
    [[nodiscard]] bool first_says(bool value);
    [[nodiscard]] bool any(bool value);
    [[nodiscard]] bool all_equal(std::int64_t value);
    [[nodiscard]] std::vector<RandomState> random_states(const torch::Device &device);

private:
    struct Group;
    explicit Ranks(RankPlace place);
    void gather_into(std::vector<torch::Tensor> &all, const torch::Tensor &own);

    RankPlace m_place;
    std::unique_ptr<Group> m_group; ///< Null: alone.
};

/// `base` on the ranks' own seeds: each rank drops other elements out.
[[nodiscard]] std::uint64_t seed_of_rank(std::int64_t base, int rank);

} // namespace retclip
