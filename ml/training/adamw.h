// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ml/training/parameter_groups.h"

#include "ml/torch.h"

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace retclip {

struct AdamWOptions
{
    double beta1 = 0.9;
    double beta2 = 0.98;
    double epsilon = 1e-6;
    double weight_decay = 0.2;
    DecayGroups groups = DecayGroups::exclude_norms;
    /// Share of the learning rate (and with it of the decay) that a parameter gets; empty: all of it.
    std::function<double(const std::string &name)> rate_share;
    /// The group of layers that a parameter's gradient is told with; empty: none is told.
    std::function<std::string(const std::string &name)> group;
};

/// A trainable tensor under its name in the checkpoint.
struct NamedParameter
{
    std::string name;
    torch::Tensor tensor;
};

/// AdamW with decoupled decay, the formula of torch::optim::AdamW, in one pass over all parameters
/// on all threads (unscale, clip and step at once). Parameters without a gradient are left alone, and
/// their step count does not move, as in LibTorch.
///
/// Threads: one at a time. Deterministic for any number of threads.
class AdamW
{
public:
    AdamW(std::vector<NamedParameter> parameters, AdamWOptions options);

    void zero_gradients();

    /// Global L2 norm of the gradients times `unscale`; NaN or infinite where any element is.
    [[nodiscard]] double gradient_norm(double unscale = 1.0) const;
    /// The same of each group of AdamWOptions::group, of the gradients that gradient_norm() saw last. A group
    /// without any gradient is left out.
    [[nodiscard]] std::map<std::string, double> group_norms(double unscale = 1.0) const;

    /// `gradient_scale` multiplies every gradient (unscaling times clipping).
    void step(double learning_rate, double gradient_scale = 1.0);

    /// Name of the first parameter whose gradient is not finite; empty: none.
    [[nodiscard]] std::string first_not_finite() const;

    /// Moments and step counts, "NAME.mean", "NAME.mean_square", and one int64 tensor "steps".
    [[nodiscard]] std::vector<NamedParameter> state() const;
    /// Gives what state() gave; false: a tensor is missing or has another shape (nothing changed).
    [[nodiscard]] bool restore(const std::vector<NamedParameter> &state);

    [[nodiscard]] const std::vector<NamedParameter> &parameters() const { return m_parameters; }

private:
    struct Chunk
    {
        std::size_t parameter;
        std::int64_t begin;
        std::int64_t count;
    };
    void step_on_device(double learning_rate, double gradient_scale);

    std::vector<NamedParameter> m_parameters;
    AdamWOptions m_options;
    std::vector<double> m_decay, m_rate_share;
    std::vector<std::string> m_groups;      ///< Names, in order of their first parameter.
    std::vector<std::size_t> m_group_of;    ///< Of each parameter; empty: no groups.
    mutable std::vector<double> m_squares;  ///< Of each parameter's gradient, from the last gradient_norm().
    std::vector<torch::Tensor> m_mean, m_mean_square;
    std::vector<std::int64_t> m_steps;
    std::vector<Chunk> m_chunks;
};

} // namespace retclip
