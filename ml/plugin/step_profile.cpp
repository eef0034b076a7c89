// SPDX-License-Identifier: GPL-3.0-or-later
#include "ml/plugin/step_profile.h"

#include <ATen/SequenceNumber.h>
#include <ATen/record_function.h>

#include <algorithm>
#include <chrono>
#include <string_view>

namespace retclip {
namespace {

using ProfileClock = std::chrono::steady_clock;

bool has_part(std::string_view name, std::initializer_list<std::string_view> parts)
{
    return std::any_of(parts.begin(), parts.end(), [&](std::string_view part) {
        return name.find(part) != std::string_view::npos;
    });
}

constexpr const char *products_kind = "matrix products";

/// Null: the operation says nothing of its own; it counts to the one that called it.
const char *kind_of(std::string_view name)
{
    if (has_part(name, {"aten::mm", "aten::addmm", "aten::bmm", "aten::baddbmm", "convolution",
                        "mkldnn_linear", "scaled_dot_product"}))
        return products_kind;
    if (has_part(name, {"softmax", "Softmax", "cross_entropy", "nll_loss"}))
        return "softmax";
    if (has_part(name, {"layer_norm", "LayerNorm"}))
        return "norms";
    if (has_part(name, {"gelu", "Gelu", "relu", "Relu"}))
        return "activations";
    if (has_part(name, {"ropout"}))
        return "dropout";
    if (has_part(name, {"Rounded", "aten::copy_", "aten::_to_copy", "aten::clone", "aten::cat",
                        "aten::index_select", "aten::index_copy", "aten::fill_", "aten::zero_"}))
        return "copies and casts";
    if (has_part(name, {"embedding", "aten::gather", "aten::scatter"}))
        return "look-ups";
    if (has_part(name, {"AccumulateGrad"}))
        return "gradient sums";
    if (has_part(name, {"aten::add", "aten::mul", "aten::sub", "aten::div", "aten::sum", "aten::pow",
                        "aten::sqrt", "aten::exp", "aten::norm", "aten::neg", "aten::mean"}))
        return "sums and factors";
    return nullptr;
}

bool is_tensor(const c10::IValue &value)
{
    return value.isTensor() && value.toTensor().defined();
}

template <typename Values>
double bytes_of(const Values &values)
{
    double bytes = 0;
    for (const c10::IValue &value : values) {
        if (is_tensor(value))
            bytes += double(value.toTensor().nbytes());
    }
    return bytes;
}

/// Of the product that the operation does itself; 0: none.
double operations_of(std::string_view name, c10::ArrayRef<const c10::IValue> inputs)
{
    const bool plain = name == "aten::mm" || name == "aten::bmm";
    const bool added = name == "aten::addmm" || name == "aten::baddbmm";
    const std::size_t first = added ? 1 : 0;
    if ((!plain && !added) || inputs.size() < first + 2 || !is_tensor(inputs[first])
        || !is_tensor(inputs[first + 1]))
        return 0;
    return 2.0 * double(inputs[first].toTensor().numel())
        * double(inputs[first + 1].toTensor().size(-1));
}

} // namespace

struct StepProfile::Recorder
{
    struct Frame
    {
        ProfileClock::time_point began;
        ProfileClock::duration inside{};
        std::string layer;
        const char *kind;
        bool own_kind, backward;
        double operations, bytes;
    };
    struct Layer
    {
        std::string name;
        std::uint64_t first; ///< Sequence number of its first node.
    };
    /// Nodes with numbers in [first, end) were made by this layer.
    struct Made
    {
        std::uint64_t first, end;
        std::string layer;
    };

    torch::Device device;
    at::CallbackHandle handle{};
    std::vector<Frame> frames;
    std::vector<Layer> layers;
    std::vector<Made> made;
    std::vector<std::string> order; ///< Of layers.
    std::map<std::tuple<std::string, std::string, bool>, ProfiledPart> parts;

    explicit Recorder(torch::Device on) : device(on) {}

    /// The innermost layer whose forward pass made that node.
    [[nodiscard]] std::string layer_of(std::int64_t number) const
    {
        const Made *best = nullptr;
        for (const Made &range : made) {
            if (number >= 0 && std::uint64_t(number) >= range.first
                && std::uint64_t(number) < range.end
                && (!best || range.end - range.first < best->end - best->first))
                best = &range;
        }
        return best ? best->layer : std::string();
    }

    void begin(const at::RecordFunction &operation)
    {
        wait();
        const std::string_view name = operation.name();
        Frame frame;
        frame.backward = operation.scope() == at::RecordScope::BACKWARD_FUNCTION
            || (!frames.empty() && frames.back().backward);
        if (!layers.empty())
            frame.layer = layers.back().name; // Also where a block is computed again.
        else if (operation.scope() == at::RecordScope::BACKWARD_FUNCTION)
            frame.layer = layer_of(operation.seqNr());
        if (frame.layer.empty() && !frames.empty())
            frame.layer = frames.back().layer;
        const char *kind = kind_of(name);
        frame.own_kind = kind != nullptr;
        frame.kind = kind ? kind : !frames.empty() && frames.back().own_kind ? frames.back().kind : "other";
        frame.operations = operations_of(name, operation.inputs());
        frame.bytes = kind && frame.kind != products_kind ? bytes_of(operation.inputs()) : 0;
        frame.began = ProfileClock::now();
        frames.push_back(std::move(frame));
    }

    void end(const at::RecordFunction &operation)
    {
        if (frames.empty())
            return;
        wait();
        Frame frame = std::move(frames.back());
        frames.pop_back();
        const auto whole = ProfileClock::now() - frame.began;
        if (!frames.empty())
            frames.back().inside += whole;
        ProfiledPart &part = parts[{frame.layer, frame.kind, frame.backward}];
        part.layer = frame.layer;
        part.kind = frame.kind;
        part.backward = frame.backward;
        part.seconds += std::chrono::duration<double>(whole - frame.inside).count();
        part.operations += frame.operations;
        if (frame.bytes > 0) { // Our own operations do not tell what comes out: as much as goes in.
            const double out = bytes_of(operation.outputs());
            part.bytes += frame.bytes + (out > 0 ? out : frame.bytes);
        }
        ++part.calls;
    }

    void wait() const
    {
        if (device.is_cuda())
            torch::cuda::synchronize(device.index());
    }
};

namespace {

thread_local StepProfile::Recorder *recorder_here = nullptr;

std::unique_ptr<at::ObserverContext> operation_begins(const at::RecordFunction &operation)
{
    if (recorder_here)
        recorder_here->begin(operation);
    return nullptr;
}

void operation_ends(const at::RecordFunction &operation, at::ObserverContext *)
{
    if (recorder_here)
        recorder_here->end(operation);
}

} // namespace

StepProfile::StepProfile(torch::Device device) : m_recorder(std::make_unique<Recorder>(device))
{
    recorder_here = m_recorder.get();
    detail::layer_observer = this;
    m_recorder->handle = at::addThreadLocalCallback(
        at::RecordFunctionCallback(&operation_begins, &operation_ends)
            .needsInputs(true)
            .needsOutputs(true)
            .scopes({at::RecordScope::FUNCTION, at::RecordScope::BACKWARD_FUNCTION}));
}

StepProfile::~StepProfile()
{
    at::removeCallback(m_recorder->handle);
    detail::layer_observer = nullptr;
    recorder_here = nullptr;
}

void StepProfile::enter(const char *part, int index)
{
    std::string name = part;
    if (index >= 0)
        name += " " + std::to_string(index);
    if (std::find(m_recorder->order.begin(), m_recorder->order.end(), name)
        == m_recorder->order.end())
        m_recorder->order.push_back(name);
    m_recorder->layers.push_back({std::move(name), at::sequence_number::peek()});
}

void StepProfile::leave()
{
    const Recorder::Layer layer = std::move(m_recorder->layers.back());
    m_recorder->layers.pop_back();
    m_recorder->made.push_back({layer.first, at::sequence_number::peek(), layer.name});
}

std::vector<ProfiledPart> StepProfile::parts() const
{
    std::vector<ProfiledPart> list;
    for (const auto &[key, part] : m_recorder->parts)
        list.push_back(part);
    const auto place = [this](const std::string &layer) {
        return std::find(m_recorder->order.begin(), m_recorder->order.end(), layer)
            - m_recorder->order.begin();
    };
    std::sort(list.begin(), list.end(), [&](const ProfiledPart &a, const ProfiledPart &b) {
        const auto left = place(a.layer), right = place(b.layer);
        return left != right ? left < right : a.seconds > b.seconds;
    });
    return list;
}

} // namespace retclip
