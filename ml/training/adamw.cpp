// SPDX-License-Identifier: GPL-3.0-or-later
#include "ml/training/adamw.h"

#include "ml/training/adamw_kernels.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace retclip {
namespace {

// Small enough to share the load, large enough that handing out costs nothing (TOOLCHAIN 4).
constexpr std::int64_t chunk_elements = 32768;

} // namespace

AdamW::AdamW(std::vector<NamedParameter> parameters, AdamWOptions options)
    : m_parameters(std::move(parameters)), m_options(options)
{
    for (std::size_t i = 0; i < m_parameters.size(); ++i) {
        const torch::Tensor &tensor = m_parameters[i].tensor;
        m_mean.push_back(torch::zeros_like(tensor, torch::MemoryFormat::Contiguous));
        m_mean_square.push_back(torch::zeros_like(tensor, torch::MemoryFormat::Contiguous));
        m_steps.push_back(0);
        m_decay.push_back(decays(m_parameters[i].name, options.groups) ? options.weight_decay : 0.0);
        m_rate_share.push_back(options.rate_share ? options.rate_share(m_parameters[i].name) : 1.0);
        for (std::int64_t begin = 0; begin < tensor.numel(); begin += chunk_elements)
            m_chunks.push_back({i, begin, std::min(chunk_elements, tensor.numel() - begin)});
        if (options.group) {
            const std::string group = options.group(m_parameters[i].name);
            const auto found = std::find(m_groups.begin(), m_groups.end(), group);
            m_group_of.push_back(std::size_t(found - m_groups.begin()));
            if (found == m_groups.end())
                m_groups.push_back(group);
        }
    }
}

void AdamW::zero_gradients()
{
    for (NamedParameter &parameter : m_parameters) {
        if (torch::Tensor &gradient = parameter.tensor.mutable_grad(); gradient.defined())
            gradient.zero_();
    }
}

double AdamW::gradient_norm(double unscale) const
{
    std::vector<torch::Tensor> gradients(m_parameters.size());
    bool on_host = true;
    for (std::size_t i = 0; i < m_parameters.size(); ++i) {
        gradients[i] = m_parameters[i].tensor.grad();
        if (gradients[i].defined()) {
            on_host = on_host && gradients[i].is_cpu()
                && gradients[i].scalar_type() == torch::kFloat32;
            gradients[i] = gradients[i].contiguous();
        }
    }
    double sum = 0;
    m_squares.assign(m_parameters.size(), -1.0); // No gradient.
    if (on_host) {
        // A sum a chunk, added in order: the same for any number of threads.
        std::vector<double> sums(m_chunks.size(), 0.0);
        at::parallel_for(0, std::int64_t(m_chunks.size()), 1, [&](std::int64_t from, std::int64_t to) {
            for (std::int64_t c = from; c < to; ++c) {
                const Chunk &chunk = m_chunks[std::size_t(c)];
                const torch::Tensor &gradient = gradients[chunk.parameter];
                if (gradient.defined())
                    sums[std::size_t(c)] =
                        sum_of_squares(gradient.data_ptr<float>() + chunk.begin, chunk.count);
            }
        });
        for (std::size_t c = 0; c < sums.size(); ++c) {
            sum += sums[c];
            const std::size_t i = m_chunks[c].parameter;
            if (gradients[i].defined())
                m_squares[i] = std::max(m_squares[i], 0.0) + sums[c];
        }
    } else {
        std::vector<torch::Tensor> squares;
        std::vector<std::size_t> whose;
        for (std::size_t i = 0; i < gradients.size(); ++i) {
            if (!gradients[i].defined())
                continue;
            squares.push_back(gradients[i].to(torch::kFloat32).square().sum(torch::kFloat64));
            whose.push_back(i);
        }
        if (!squares.empty()) {
            const torch::Tensor all = torch::stack(squares);
            sum = all.sum().item<double>();
            const torch::Tensor host = all.to(torch::kCPU);
            for (std::size_t k = 0; k < whose.size(); ++k)
                m_squares[whose[k]] = host.data_ptr<double>()[k];
        }
    }
    return std::sqrt(sum) * unscale;
}

std::map<std::string, double> AdamW::group_norms(double unscale) const
{
    std::map<std::string, double> norms;
    for (std::size_t i = 0; i < m_group_of.size() && i < m_squares.size(); ++i) {
        if (m_squares[i] >= 0)
            norms[m_groups[m_group_of[i]]] += m_squares[i];
    }
    for (auto &[group, norm] : norms)
        norm = std::sqrt(norm) * unscale;
    return norms;
}

std::string AdamW::first_not_finite() const
{
    for (const NamedParameter &parameter : m_parameters) {
        const torch::Tensor gradient = parameter.tensor.grad();
        if (gradient.defined() && !torch::isfinite(gradient).all().item<bool>())
            return parameter.name;
    }
    return {};
}

void AdamW::step(double learning_rate, double gradient_scale)
{
    torch::NoGradGuard no_gradients;
    const bool on_host = std::all_of(m_parameters.begin(), m_parameters.end(), [](const auto &p) {
        return p.tensor.is_cpu() && p.tensor.scalar_type() == torch::kFloat32
            && p.tensor.is_contiguous();
    });
    if (!on_host) {
        step_on_device(learning_rate, gradient_scale);
        return;
    }
    std::vector<torch::Tensor> gradients(m_parameters.size());
    std::vector<AdamWStep> steps(m_parameters.size());
    for (std::size_t i = 0; i < m_parameters.size(); ++i) {
        gradients[i] = m_parameters[i].tensor.grad();
        if (!gradients[i].defined())
            continue;
        gradients[i] = gradients[i].contiguous();
        const double count = double(++m_steps[i]);
        AdamWStep &step = steps[i];
        const double rate = learning_rate * m_rate_share[i];
        step.gradient_scale = float(gradient_scale);
        step.decay_factor = float(1.0 - rate * m_decay[i]);
        step.beta1 = float(m_options.beta1);
        step.beta2 = float(m_options.beta2);
        step.step_size = float(rate / (1.0 - std::pow(m_options.beta1, count)));
        step.root_correction = float(1.0 / std::sqrt(1.0 - std::pow(m_options.beta2, count)));
        step.epsilon = float(m_options.epsilon);
    }
    at::parallel_for(0, std::int64_t(m_chunks.size()), 1, [&](std::int64_t from, std::int64_t to) {
        for (std::int64_t c = from; c < to; ++c) {
            const Chunk &chunk = m_chunks[std::size_t(c)];
            const std::size_t i = chunk.parameter;
            if (!gradients[i].defined())
                continue;
            adamw_update(m_parameters[i].tensor.data_ptr<float>() + chunk.begin,
                         gradients[i].data_ptr<float>() + chunk.begin,
                         m_mean[i].data_ptr<float>() + chunk.begin,
                         m_mean_square[i].data_ptr<float>() + chunk.begin, chunk.count, steps[i]);
        }
    });
}

void AdamW::step_on_device(double learning_rate, double gradient_scale)
{
    for (std::size_t i = 0; i < m_parameters.size(); ++i) {
        torch::Tensor parameter = m_parameters[i].tensor;
        torch::Tensor gradient = parameter.grad();
        if (!gradient.defined())
            continue;
        if (gradient_scale != 1.0)
            gradient = gradient * gradient_scale;
        const double rate = learning_rate * m_rate_share[i];
        const double count = double(++m_steps[i]);
        const double correction1 = 1.0 - std::pow(m_options.beta1, count);
        const double correction2 = 1.0 - std::pow(m_options.beta2, count);
        if (m_decay[i] != 0.0)
            parameter.mul_(1.0 - rate * m_decay[i]);
        m_mean[i].mul_(m_options.beta1).add_(gradient, 1.0 - m_options.beta1);
        m_mean_square[i].mul_(m_options.beta2).addcmul_(gradient, gradient, 1.0 - m_options.beta2);
        const torch::Tensor root =
            m_mean_square[i].sqrt().div_(std::sqrt(correction2)).add_(m_options.epsilon);
        parameter.addcdiv_(m_mean[i], root, -rate / correction1);
    }
}

std::vector<NamedParameter> AdamW::state() const
{
    std::vector<NamedParameter> state;
    for (std::size_t i = 0; i < m_parameters.size(); ++i) {
        state.push_back({m_parameters[i].name + ".mean", m_mean[i]});
        state.push_back({m_parameters[i].name + ".mean_square", m_mean_square[i]});
    }
    state.push_back({"steps", torch::tensor(m_steps, torch::kInt64)});
    return state;
}

bool AdamW::restore(const std::vector<NamedParameter> &state)
{
    std::map<std::string, torch::Tensor> by_name;
    for (const NamedParameter &part : state)
        by_name[part.name] = part.tensor;
    const auto fits = [&](const std::string &name, at::IntArrayRef shape) {
        const auto found = by_name.find(name);
        return found != by_name.end() && found->second.sizes() == shape;
    };
    if (!fits("steps", {std::int64_t(m_steps.size())}))
        return false;
    for (std::size_t i = 0; i < m_parameters.size(); ++i) {
        if (!fits(m_parameters[i].name + ".mean", m_mean[i].sizes())
            || !fits(m_parameters[i].name + ".mean_square", m_mean[i].sizes()))
            return false;
    }
    torch::NoGradGuard no_gradients;
    const torch::Tensor steps = by_name["steps"].to(torch::kInt64).contiguous();
    for (std::size_t i = 0; i < m_parameters.size(); ++i) {
        m_mean[i].copy_(by_name[m_parameters[i].name + ".mean"]);
        m_mean_square[i].copy_(by_name[m_parameters[i].name + ".mean_square"]);
        m_steps[i] = steps.data_ptr<std::int64_t>()[i];
    }
    return true;
}

} // namespace retclip
