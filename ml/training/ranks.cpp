// SPDX-License-Identifier: GPL-3.0-or-later
#include "ml/training/ranks.h"

#include "ml/compatibility.h"

#include <algorithm>
#include <cstring>

#ifdef RETCLIP_HAVE_GLOO
#define USE_C10D_GLOO
#include <torch/csrc/distributed/c10d/PrefixStore.hpp>
#include <torch/csrc/distributed/c10d/ProcessGroupGloo.hpp>
#include <torch/csrc/distributed/c10d/TCPStore.hpp>
#endif

namespace retclip {
namespace {

constexpr std::int64_t bucket_elements = std::int64_t(1) << 24; // 64 MiB of float32 a message.

Message nothing_trained()
{
    return message(QT_TRANSLATE_NOOP("Message", "Nothing was trained."));
}

} // namespace

std::uint64_t seed_of_rank(std::int64_t base, int rank)
{
    return std::uint64_t(base) + std::uint64_t(rank) * 0x9e3779b97f4a7c15u;
}

#ifdef RETCLIP_HAVE_GLOO

struct Ranks::Group
{
    c10::intrusive_ptr<c10d::Store> store;
    c10::intrusive_ptr<c10d::ProcessGroupGloo> gloo;

    // What goes wrong between processes leaves here as one kind of error.
    template <typename Work>
    void run(Work work)
    {
        try {
            work()->wait();
        } catch (const std::exception &error) {
            throw RankLost(error.what());
        }
    }
    void sum(torch::Tensor tensor)
    {
        std::vector<torch::Tensor> tensors{std::move(tensor)};
        run([&] { return gloo->allreduce(tensors); });
    }
    void from_first(torch::Tensor tensor)
    {
        std::vector<torch::Tensor> tensors{std::move(tensor)};
        run([&] { return gloo->broadcast(tensors); });
    }
    void gather(std::vector<torch::Tensor> &all, const torch::Tensor &own)
    {
        std::vector<std::vector<torch::Tensor>> outputs{all};
        std::vector<torch::Tensor> inputs{own};
        run([&] { return gloo->allgather(outputs, inputs); });
    }
};

namespace {

std::shared_ptr<gloo::transport::Device> network_device(const std::string &host)
{
    using c10d::ProcessGroupGloo;
    if (const char *interface = std::getenv("GLOO_SOCKET_IFNAME"))
        return ProcessGroupGloo::createDeviceForInterface(interface);
    // A name that means this machine alone: its own name need not resolve.
    if (host == "localhost" || host.rfind("127.", 0) == 0 || host == "::1")
        return ProcessGroupGloo::createDeviceForHostname("127.0.0.1");
    return ProcessGroupGloo::createDefaultDevice();
}

} // namespace

Result<std::unique_ptr<Ranks>> Ranks::join(const RankPlace &place)
{
    std::unique_ptr<Ranks> ranks(new Ranks(place));
    if (place.world <= 1)
        return ranks;
    try {
        const auto timeout = std::chrono::milliseconds(std::int64_t(place.timeout_s) * 1000);
        c10d::TCPStoreOptions meeting;
        meeting.port = std::uint16_t(place.port);
        meeting.isServer = place.rank == 0;
        meeting.waitWorkers = false; // Gloo waits for all; here a missing one would be no error.
        meeting.timeout = timeout;
        meet_over_plain_sockets(meeting);
        auto group = std::make_unique<Group>();
        group->store = c10::make_intrusive<c10d::PrefixStore>(
            "retclip", c10::make_intrusive<c10d::TCPStore>(place.host, meeting));
        auto options = c10d::ProcessGroupGloo::Options::create(timeout);
        options->devices.push_back(network_device(place.host));
        group->gloo = c10::make_intrusive<c10d::ProcessGroupGloo>(group->store, place.rank,
                                                                  place.world, options);
        ranks->m_group = std::move(group);
    } catch (const std::exception &error) {
        return failure(
            ErrorCode::unavailable,
            message(QT_TRANSLATE_NOOP("Message", "The %1 processes of the run did not all meet at "
                                                 "%2:%3 within %4 s."),
                    {std::to_string(place.world), place.host, std::to_string(place.port),
                     std::to_string(place.timeout_s)}),
            nothing_trained(),
            message(QT_TRANSLATE_NOOP("Message",
                                      "Look at the other processes' messages. Start all at once "
                                      "(srun or torchrun); RETCLIP_RANK_TIMEOUT_S sets how long "
                                      "they wait.")),
            error.what());
    }
    return ranks;
}

#else

struct Ranks::Group
{
    void sum(const torch::Tensor &) {}
    void from_first(const torch::Tensor &) {}
    void gather(std::vector<torch::Tensor> &, const torch::Tensor &) {}
};

Result<std::unique_ptr<Ranks>> Ranks::join(const RankPlace &place)
{
    if (place.world <= 1)
        return alone();
    return failure(
        ErrorCode::unavailable,
        message(QT_TRANSLATE_NOOP("Message", "This build cannot train in several processes: its "
                                             "LibTorch has no Gloo.")),
        nothing_trained(),
        message(QT_TRANSLATE_NOOP("Message", "Train in one process, or build against a LibTorch with "
                                             "distributed support and libgloo-dev.")));
}

#endif

Ranks::Ranks(RankPlace place) : m_place(std::move(place)) {}
Ranks::~Ranks() = default;

std::unique_ptr<Ranks> Ranks::alone()
{
    return std::unique_ptr<Ranks>(new Ranks(RankPlace{}));
}

void Ranks::gather_into(std::vector<torch::Tensor> &all, const torch::Tensor &own)
{
    const torch::Tensor here = own.detach().to(torch::kCPU).contiguous();
    for (int rank = 0; rank < m_place.world; ++rank)
        all.push_back(torch::empty_like(here));
    m_group->gather(all, here);
}

namespace {

/// All ranks' rows; back, the sum of what all ranks have for one's own.
struct GatherRows : torch::autograd::Function<GatherRows>
{
    /// `ranks`: the address of the group, which outlives the step.
    static torch::Tensor forward(torch::autograd::AutogradContext *context, const torch::Tensor &own,
                                 const torch::Tensor &all, std::int64_t ranks)
    {
        context->saved_data["ranks"] = ranks;
        context->saved_data["rows"] = own.size(0);
        return all.clone();
    }
    static torch::autograd::variable_list backward(torch::autograd::AutogradContext *context,
                                                   const torch::autograd::variable_list &gradients)
    {
        auto *ranks = reinterpret_cast<Ranks *>(context->saved_data["ranks"].toInt());
        const std::int64_t rows = context->saved_data["rows"].toInt();
        const torch::Tensor own = ranks->sum(gradients[0]).narrow(0, ranks->rank() * rows, rows);
        return {own, torch::Tensor(), torch::Tensor()};
    }
};

} // namespace

torch::Tensor Ranks::gather(const torch::Tensor &rows)
{
    if (!m_group)
        return rows;
    std::vector<torch::Tensor> all;
    gather_into(all, rows);
    const torch::Tensor joined = torch::cat(all).to(rows.device());
    if (!rows.requires_grad() || !torch::GradMode::is_enabled())
        return joined;
    return GatherRows::apply(rows, joined, reinterpret_cast<std::int64_t>(this));
}

torch::Tensor Ranks::sum(const torch::Tensor &values)
{
    if (!m_group)
        return values;
    torch::Tensor all = values.detach().to(torch::kCPU).contiguous().clone();
    m_group->sum(all);
    return all.to(values.device());
}

void Ranks::average_gradients(const std::vector<NamedParameter> &parameters)
{
    if (!m_group)
        return;
    torch::NoGradGuard no_gradients;
    torch::Tensor there = torch::zeros({std::int64_t(parameters.size())}, torch::kInt64);
    for (std::size_t i = 0; i < parameters.size(); ++i)
        there[std::int64_t(i)] = parameters[i].tensor.grad().defined() ? 1 : 0;
    m_group->sum(there);
    std::vector<torch::Tensor> gradients;
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        if (there.data_ptr<std::int64_t>()[i] == 0)
            continue; // No rank has one: the parameter stays as it is.
        torch::Tensor parameter = parameters[i].tensor;
        if (!parameter.grad().defined())
            parameter.mutable_grad() = torch::zeros_like(parameter);
        gradients.push_back(parameter.grad());
    }
    for (std::size_t from = 0; from < gradients.size();) {
        std::vector<torch::Tensor> flat;
        std::size_t to = from;
        for (std::int64_t elements = 0;
             to < gradients.size() && (to == from || elements < bucket_elements); ++to) {
            elements += gradients[to].numel();
            flat.push_back(gradients[to].to(torch::kCPU, torch::kFloat32).reshape({-1}));
        }
        torch::Tensor bucket = torch::cat(flat);
        m_group->sum(bucket);
        bucket.div_(double(m_place.world));
        std::int64_t place = 0;
        for (; from < to; ++from) {
            torch::Tensor &gradient = gradients[from];
            gradient.copy_(bucket.narrow(0, place, gradient.numel()).view(gradient.sizes()));
            place += gradient.numel();
        }
    }
}

void Ranks::share(const std::vector<NamedParameter> &tensors)
{
    if (!m_group)
        return;
    torch::NoGradGuard no_gradients;
    for (const NamedParameter &named : tensors) {
        torch::Tensor here = named.tensor.detach().to(torch::kCPU).contiguous().clone();
        m_group->from_first(here);
        torch::Tensor(named.tensor).copy_(here);
    }
}

std::string Ranks::first_words(const std::string &text)
{
    if (!m_group)
        return text;
    torch::Tensor length = torch::full({1}, std::int64_t(text.size()), torch::kInt64);
    m_group->from_first(length);
    torch::Tensor bytes = torch::zeros({length.item<std::int64_t>()}, torch::kUInt8);
    if (bytes.numel() == 0)
        return {};
    if (is_first())
        std::memcpy(bytes.data_ptr(), text.data(), text.size());
    m_group->from_first(bytes);
    return {reinterpret_cast<const char *>(bytes.data_ptr()), std::size_t(bytes.numel())};
}

bool Ranks::first_says(bool value)
{
    if (!m_group)
        return value;
    torch::Tensor flag = torch::full({1}, std::int64_t(value), torch::kInt64);
    m_group->from_first(flag);
    return flag.item<std::int64_t>() != 0;
}

bool Ranks::any(bool value)
{
    if (!m_group)
        return value;
    torch::Tensor count = torch::full({1}, std::int64_t(value), torch::kInt64);
    m_group->sum(count);
    return count.item<std::int64_t>() != 0;
}

bool Ranks::all_equal(std::int64_t value)
{
    if (!m_group)
        return true;
    std::vector<torch::Tensor> all;
    gather_into(all, torch::full({1}, value, torch::kInt64));
    return std::all_of(all.begin(), all.end(), [&](const torch::Tensor &other) {
        return other.item<std::int64_t>() == value;
    });
}

std::vector<RandomState> Ranks::random_states(const torch::Device &device)
{
    const RandomState own = RandomState::current(device);
    if (!m_group)
        return {own};
    std::vector<RandomState> states(std::size_t(m_place.world), own);
    std::vector<torch::Tensor> hosts, gpus;
    gather_into(hosts, own.host);
    if (own.gpu.defined())
        gather_into(gpus, own.gpu);
    for (std::size_t rank = 0; rank < states.size(); ++rank) {
        states[rank].host = hosts[rank];
        if (own.gpu.defined())
            states[rank].gpu = gpus[rank];
    }
    return states;
}

} // namespace retclip
