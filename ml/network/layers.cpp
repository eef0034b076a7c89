// SPDX-License-Identifier: GPL-3.0-or-later
#include "ml/network/layers.h"

#include "ml/compatibility.h"
#include "ml/network/activation_kernels.h"
#include "ml/network/adapters.h"

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/record_function.h>

#include <cmath>
#include <mutex>

namespace retclip {

torch::Tensor unset(std::vector<std::int64_t> shape)
{
    return torch::empty(shape, torch::kFloat32);
}

namespace {

/// Tells whoever measures (LibTorch's own profiler too) of an operation that is no one of the library.
class ToldOperation
{
public:
    ToldOperation(const char *name, const torch::Tensor &input)
    {
        if (m_guard.isActive()) {
            m_inputs.emplace_back(input);
            m_guard.before(name, &m_inputs);
        }
    }

private:
    std::vector<c10::IValue> m_inputs;
    at::RecordFunction m_guard{at::RecordScope::FUNCTION};
};

/// At least float32: half types are widened, float64 stays.
torch::Tensor widened(const torch::Tensor &x)
{
    return x.scalar_type() == torch::kBFloat16 || x.scalar_type() == torch::kHalf
               ? x.to(torch::kFloat32)
               : x;
}

std::uint64_t mixed(std::uint64_t z) // SplitMix64
{
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
    return z ^ (z >> 31);
}

/// y = x·scale where the element is kept, else 0. The mask is a function of seed and index, so the
/// backward pass works it out again instead of storing it.
template <typename T>
void drop(const T *x, T *y, std::int64_t count, std::uint64_t seed, double rate)
{
    const auto threshold = static_cast<std::uint32_t>(std::llround(rate * 4294967296.0));
    const float scale = static_cast<float>(1.0 / (1.0 - rate));
    at::parallel_for(0, (count + 1) / 2, 8192, [=](std::int64_t begin, std::int64_t end) {
        for (std::int64_t pair = begin; pair < end; ++pair) {
            const std::uint64_t bits =
                mixed(seed + (static_cast<std::uint64_t>(pair) + 1) * 0x9E3779B97F4A7C15ull);
            const std::int64_t first = 2 * pair;
            const float keep_first = static_cast<std::uint32_t>(bits) >= threshold ? scale : 0.0f;
            y[first] = static_cast<T>(static_cast<float>(x[first]) * keep_first);
            if (first + 1 < count) {
                const float keep_second =
                    static_cast<std::uint32_t>(bits >> 32) >= threshold ? scale : 0.0f;
                y[first + 1] = static_cast<T>(static_cast<float>(x[first + 1]) * keep_second);
            }
        }
    });
}

torch::Tensor drop(const torch::Tensor &x, std::int64_t seed, double rate)
{
    const torch::Tensor from = x.contiguous();
    torch::Tensor to = torch::empty_like(from);
    const auto unsigned_seed = static_cast<std::uint64_t>(seed);
    if (from.scalar_type() == torch::kBFloat16)
        drop(from.data_ptr<c10::BFloat16>(), to.data_ptr<c10::BFloat16>(), from.numel(),
             unsigned_seed, rate);
    else
        drop(from.data_ptr<float>(), to.data_ptr<float>(), from.numel(), unsigned_seed, rate);
    return to;
}

/// Dropout on the CPU: the library draws each number in turn on one thread, which costs more than
/// the layer around it.
struct CpuDropout : torch::autograd::Function<CpuDropout>
{
    static torch::Tensor forward(torch::autograd::AutogradContext *context,
                                 const torch::Tensor &x, double rate)
    {
        const std::int64_t seed =
            torch::randint(std::numeric_limits<std::int64_t>::max(), {1}, torch::kInt64)
                .item<std::int64_t>();
        context->saved_data["seed"] = seed;
        context->saved_data["rate"] = rate;
        return drop(x, seed, rate);
    }
    static torch::autograd::variable_list backward(torch::autograd::AutogradContext *context,
                                                   torch::autograd::variable_list gradients)
    {
        return {drop(gradients[0], context->saved_data["seed"].toInt(),
                     context->saved_data["rate"].toDouble()),
                torch::Tensor()};
    }
};

/// Applies a kernel of quick_gelu_kernels.h to parts of contiguous tensors on all threads.
template <typename Kernel>
void by_parts(std::int64_t count, Kernel kernel)
{
    at::parallel_for(0, count, 16384, [&](std::int64_t begin, std::int64_t end) { kernel(begin, end - begin); });
}

bool has_kernel(const torch::Tensor &x)
{
    return x.is_cpu() && (x.scalar_type() == torch::kFloat32 || x.scalar_type() == torch::kBFloat16);
}

Bfloat16Bits *bits_of(const torch::Tensor &x)
{
    return reinterpret_cast<Bfloat16Bits *>(x.data_ptr<c10::BFloat16>());
}

/// x·sigmoid(1.702 x), keeping x alone for the backward pass.
struct QuickGelu : torch::autograd::Function<QuickGelu>
{
    static torch::Tensor forward(torch::autograd::AutogradContext *context, const torch::Tensor &input)
    {
        if (!has_kernel(input)) {
            context->save_for_backward({input});
            return (input * 1.702).sigmoid_().mul_(input);
        }
        const torch::Tensor x = input.contiguous();
        context->save_for_backward({x});
        torch::Tensor y = torch::empty_like(x);
        by_parts(x.numel(), [&](std::int64_t from, std::int64_t count) {
            if (x.scalar_type() == torch::kFloat32)
                quick_gelu_values(x.data_ptr<float>() + from, y.data_ptr<float>() + from, count);
            else
                quick_gelu_values(bits_of(x) + from, bits_of(y) + from, count);
        });
        return y;
    }
    static torch::autograd::variable_list backward(torch::autograd::AutogradContext *context,
                                                   torch::autograd::variable_list gradients)
    {
        const torch::Tensor x = context->get_saved_variables()[0];
        if (!has_kernel(x) || gradients[0].scalar_type() != x.scalar_type()) {
            // d/dx = s + 1.702·x·s·(1-s), written as s·(1 + 1.702·x·(1-s))
            const torch::Tensor s = (x * 1.702).sigmoid_();
            return {(1 - s).mul_(x).mul_(1.702).add_(1).mul_(s).mul_(gradients[0])};
        }
        const torch::Tensor upstream = gradients[0].contiguous();
        torch::Tensor result = torch::empty_like(x);
        by_parts(x.numel(), [&](std::int64_t from, std::int64_t count) {
            if (x.scalar_type() == torch::kFloat32)
                quick_gelu_gradients(x.data_ptr<float>() + from, upstream.data_ptr<float>() + from,
                                     result.data_ptr<float>() + from, count);
            else
                quick_gelu_gradients(bits_of(x) + from, bits_of(upstream) + from, bits_of(result) + from,
                                     count);
        });
        return {result};
    }
};

/// Softmax over the last dimension of bfloat16 scores, in float32 inside: without the wide copies that
/// separate operations would write between.
struct NarrowSoftmax : torch::autograd::Function<NarrowSoftmax>
{
    static torch::Tensor forward(torch::autograd::AutogradContext *context, const torch::Tensor &input)
    {
        const torch::Tensor scores = input.contiguous();
        torch::Tensor weights = torch::empty_like(scores);
        const std::int64_t width = scores.size(-1), rows = scores.numel() / width;
        at::parallel_for(0, rows, 64, [&](std::int64_t begin, std::int64_t end) {
            std::vector<float> room(static_cast<std::size_t>(width));
            softmax_values(bits_of(scores) + begin * width, bits_of(weights) + begin * width, end - begin, width,
                           room.data());
        });
        context->save_for_backward({weights});
        return weights;
    }
    static torch::autograd::variable_list backward(torch::autograd::AutogradContext *context,
                                                   torch::autograd::variable_list gradients)
    {
        const torch::Tensor weights = context->get_saved_variables()[0];
        const torch::Tensor upstream = gradients[0].to(torch::kBFloat16).contiguous();
        torch::Tensor result = torch::empty_like(weights);
        const std::int64_t width = weights.size(-1), rows = weights.numel() / width;
        at::parallel_for(0, rows, 64, [&](std::int64_t begin, std::int64_t end) {
            softmax_gradients(bits_of(weights) + begin * width, bits_of(upstream) + begin * width,
                              bits_of(result) + begin * width, end - begin, width);
        });
        return {result};
    }
};

torch::Tensor rounded_copy(const torch::Tensor &input)
{
    const torch::Tensor x = input.contiguous();
    torch::Tensor y = torch::empty_like(x);
    by_parts(x.numel(), [&](std::int64_t from, std::int64_t count) {
        round_to_bfloat16(x.data_ptr<float>() + from, y.data_ptr<float>() + from, count);
    });
    return y;
}

/// What a copy to bfloat16 and back does, to values and gradients.
struct Rounded : torch::autograd::Function<Rounded>
{
    static torch::Tensor forward(torch::autograd::AutogradContext *, const torch::Tensor &x)
    {
        return rounded_copy(x);
    }
    static torch::autograd::variable_list backward(torch::autograd::AutogradContext *,
                                                   torch::autograd::variable_list gradients)
    {
        return {rounded_copy(gradients[0])};
    }
};

torch::Tensor as_factor(const torch::Tensor &x)
{
    if (!x.defined() || !products_are_rounded() || !x.is_cpu() || x.scalar_type() != torch::kFloat32)
        return x;
    const ToldOperation told("retclip::Rounded", x);
    return Rounded::apply(x);
}

at::Generator generator_of(torch::Device device)
{
    return at::globalContext().defaultGenerator(device);
}

torch::Tensor generator_state(torch::Device device)
{
    at::Generator generator = generator_of(device);
    const std::lock_guard<std::mutex> lock(generator.mutex());
    return generator.get_state();
}

void set_generator_state(torch::Device device, const torch::Tensor &state)
{
    at::Generator generator = generator_of(device);
    const std::lock_guard<std::mutex> lock(generator.mutex());
    generator.set_state(state);
}

/// What a block that is run again needs to run in the same way.
struct Recomputation : torch::CustomClassHolder
{
    std::function<torch::Tensor(const torch::Tensor &)> block;
    AutocastState autocast;
    torch::Device device = torch::kCPU;
    torch::Tensor host_random, device_random;
};

struct Recomputed : torch::autograd::Function<Recomputed>
{
    /// inputs: x, then the parameters. A TensorList: of a vector, autograd would track nothing.
    static torch::Tensor forward(torch::autograd::AutogradContext *context,
                                 at::TensorList inputs,
                                 const c10::intrusive_ptr<Recomputation> &work)
    {
        context->save_for_backward(inputs.vec());
        context->saved_data["work"] = c10::IValue::make_capsule(work);
        return work->block(inputs[0]);
    }
    static torch::autograd::variable_list backward(torch::autograd::AutogradContext *context,
                                                   torch::autograd::variable_list gradients)
    {
        const auto work = c10::static_intrusive_pointer_cast<Recomputation>(
            context->saved_data["work"].toCapsule());
        torch::autograd::variable_list inputs = context->get_saved_variables();

        const torch::Tensor host_after = generator_state(torch::kCPU);
        torch::Tensor device_after;
        set_generator_state(torch::kCPU, work->host_random);
        if (work->device_random.defined()) {
            device_after = generator_state(work->device);
            set_generator_state(work->device, work->device_random);
        }
        torch::Tensor x = inputs[0].detach();
        x.set_requires_grad(inputs[0].requires_grad());
        torch::Tensor result;
        {
            const torch::AutoGradMode with_gradient(true);
            const AutocastGuard autocast(work->autocast);
            result = work->block(x);
        }
        set_generator_state(torch::kCPU, host_after);
        if (device_after.defined())
            set_generator_state(work->device, device_after);

        inputs[0] = x;
        torch::autograd::variable_list wanted;
        for (const torch::Tensor &input : inputs)
            if (input.requires_grad())
                wanted.push_back(input);
        const torch::autograd::variable_list found = torch::autograd::grad(
            {result}, wanted, {gradients[0]}, /*retain_graph=*/c10::nullopt,
            /*create_graph=*/false, /*allow_unused=*/true);
        torch::autograd::variable_list all;
        std::size_t next = 0;
        for (const torch::Tensor &input : inputs)
            all.push_back(input.requires_grad() ? found[next++] : torch::Tensor());
        all.emplace_back(); // the work itself
        return all;
    }
};

} // namespace

DenseImpl::DenseImpl(int inputs, int outputs, bool with_bias)
{
    weight = register_parameter("weight", unset({outputs, inputs}));
    if (with_bias)
        bias = register_parameter("bias", unset({outputs}));
}

torch::Tensor dense(const torch::Tensor &x, const torch::Tensor &weight, const torch::Tensor &bias)
{
    const torch::Tensor factor = as_factor(bias);
    return as_factor(torch::linear(as_factor(x), as_factor(weight),
                                   factor.defined() ? c10::optional<torch::Tensor>(factor) : c10::nullopt));
}

torch::Tensor product(const torch::Tensor &a, const torch::Tensor &b)
{
    return as_factor(torch::matmul(as_factor(a), as_factor(b)));
}

torch::Tensor DenseImpl::forward(const torch::Tensor &x) const
{
    const torch::Tensor y = dense(x, weight, bias);
    return adapter ? y + adapter->forward(x) : y;
}

void DenseImpl::adapt(int rank, double scale)
{
    adapter = register_module(
        "adapter", std::make_shared<AdapterImpl>(weight.size(1), weight.size(0), rank, scale));
}

NormImpl::NormImpl(int width, double epsilon_) : epsilon(epsilon_)
{
    weight = register_parameter("weight", unset({width}));
    bias = register_parameter("bias", unset({width}));
}

torch::Tensor NormImpl::forward(const torch::Tensor &x) const
{
    return torch::layer_norm(widened(x), {weight.size(0)}, weight, bias, epsilon);
}

TableImpl::TableImpl(int rows, int width, bool padded_) : padded(padded_)
{
    weight = register_parameter("weight", unset({rows, width}));
}

torch::Tensor TableImpl::forward(const torch::Tensor &rows) const
{
    return torch::embedding(weight, rows, padded ? 0 : -1);
}

torch::Tensor attention(const torch::Tensor &q_BTD, const torch::Tensor &k_BSD,
                        const torch::Tensor &v_BSD, int heads, const torch::Tensor &bias,
                        double dropout_rate, AttentionRecord *record)
{
    const std::int64_t head_width = q_BTD.size(2) / heads;
    const auto split = [&](const torch::Tensor &x) {
        return x.view({x.size(0), x.size(1), heads, head_width}).transpose(1, 2);
    };
    const auto joined = [&](const torch::Tensor &x_BHTW) {
        return x_BHTW.transpose(1, 2).reshape({q_BTD.size(0), q_BTD.size(1), q_BTD.size(2)});
    };
    // The fused kernels differ from run to run in their gradients on a GPU, and round nothing.
    if (has_fused_attention && !record && !products_are_rounded()
        && (q_BTD.is_cpu() || !at::globalContext().deterministicAlgorithms())) {
        return joined(fused_attention(split(q_BTD), split(k_BSD), split(v_BSD),
                                      bias.defined() ? bias.to(q_BTD.scalar_type()) : bias,
                                      dropout_rate));
    }
    // Scaling q, the smaller side, is the same as scaling the scores.
    const torch::Tensor q = split(q_BTD) * (1.0 / std::sqrt(static_cast<double>(head_width)));
    torch::Tensor scores = product(q, split(k_BSD).transpose(2, 3));
    if (bias.defined())
        scores = scores + bias.to(scores.scalar_type());
    torch::Tensor weights;
    if (scores.is_cpu() && scores.scalar_type() == torch::kBFloat16 && !record) {
        const ToldOperation told("retclip::softmax", scores);
        weights = NarrowSoftmax::apply(scores);
    } else {
        weights = torch::softmax(widened(scores), -1);
    }
    if (record)
        record->push_back(weights);
    weights = dropped_out(weights, dropout_rate, dropout_rate > 0);
    return joined(product(weights.to(v_BSD.scalar_type()), split(v_BSD)));
}

torch::Tensor dropped_out(const torch::Tensor &x, double rate, bool training)
{
    if (!training || rate <= 0)
        return x;
    if (x.is_cpu() && (x.scalar_type() == torch::kFloat32 || x.scalar_type() == torch::kBFloat16)) {
        const ToldOperation told("retclip::dropout", x);
        return CpuDropout::apply(x, rate);
    }
    return torch::dropout(x, rate, true);
}

torch::Tensor quick_gelu(const torch::Tensor &x)
{
    const ToldOperation told("retclip::quick_gelu", x);
    return QuickGelu::apply(x);
}

torch::Tensor recomputed(const std::function<torch::Tensor(const torch::Tensor &)> &block,
                         const torch::Tensor &x, const std::vector<torch::Tensor> &parameters)
{
    auto work = c10::make_intrusive<Recomputation>();
    work->block = block;
    work->device = x.device();
    work->autocast = autocast_state(x.device().type());
    work->host_random = generator_state(torch::kCPU);
    if (!x.device().is_cpu())
        work->device_random = generator_state(x.device());
    torch::autograd::variable_list inputs{x};
    inputs.insert(inputs.end(), parameters.begin(), parameters.end());
    return Recomputed::apply(at::TensorList(inputs), work);
}

} // namespace retclip
