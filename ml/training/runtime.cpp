// SPDX-License-Identifier: GPL-3.0-or-later
#include "ml/training/runtime.h"

#include "core/imaging/photograph.h"
#include "ml/compatibility.h"
#include "ml/training/ranks.h"

#include <ATen/Parallel.h>
#include <torch/version.h>

#include <algorithm>
#include <chrono>
#include <climits>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <map>
#include <mutex>
#include <new>
#include <sstream>
#include <thread>
#include <tuple>

#include <dlfcn.h>
#include <malloc.h>
#include <unistd.h>

namespace retclip {
namespace {

// A symbol of OpenBLAS, wherever LibTorch brought it in.
void *openblas_symbol(const char *name)
{
    if (void *symbol = dlsym(RTLD_DEFAULT, name))
        return symbol;
    static void *library = dlopen("libopenblas.so.0", RTLD_NOW | RTLD_NOLOAD);
    return library ? dlsym(library, name) : nullptr;
}

std::string processor_line(const char *key)
{
    std::ifstream file("/proc/cpuinfo");
    for (std::string line; std::getline(file, line);) {
        if (line.rfind(key, 0) == 0 && line.find(':') != std::string::npos)
            return line.substr(line.find(':') + 2);
    }
    return {};
}

std::uint64_t memory_line(const char *key)
{
    std::ifstream file("/proc/meminfo");
    for (std::string line; std::getline(file, line);) {
        if (line.rfind(key, 0) == 0)
            return std::strtoull(line.c_str() + std::string(key).size() + 1, nullptr, 10) * 1024;
    }
    return 0;
}

double seconds_of(const std::function<void()> &work)
{
    work();
    double best = 1e9;
    for (int i = 0; i < 3; ++i) {
        const auto began = std::chrono::steady_clock::now();
        work();
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
        best = std::min(best, took.count());
    }
    return best;
}

} // namespace

Result<torch::Device> device_from(const std::string &text)
{
    const bool cuda = torch::cuda::is_available();
    if (text.empty() || text == "auto")
        return torch::Device(cuda ? "cuda:0" : "cpu");
    if (text == "cpu")
        return torch::Device("cpu");
    const std::string number = text.rfind("cuda:", 0) == 0 ? text.substr(5)
        : text == "cuda"                                   ? "0"
                                                           : "";
    const bool digits = !number.empty() && number.size() < 4
        && std::all_of(number.begin(), number.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (digits && cuda && std::stoul(number) < torch::cuda::device_count())
        return torch::Device(torch::kCUDA, c10::DeviceIndex(std::stoi(number)));
    return failure(ErrorCode::unavailable,
                   message(QT_TRANSLATE_NOOP("Message", "The device \"%1\" is not there."), {text}),
                   message(QT_TRANSLATE_NOOP("Message", "Nothing was started.")),
                   message(QT_TRANSLATE_NOOP("Message", "Choose auto or cpu, or see `retclip doctor`.")));
}

int set_compute_threads(int threads)
{
    const int cores = int(std::max(1u, std::thread::hardware_concurrency()));
    const int wanted = threads > 0 ? std::min(threads, 4 * cores) : cores;
    at::set_num_threads(wanted);
    if (void *symbol = openblas_symbol("openblas_set_num_threads"))
        reinterpret_cast<void (*)(int)>(symbol)(wanted);
    return wanted;
}

void keep_memory_between_steps()
{
#ifdef __GLIBC__
    mallopt(M_MMAP_THRESHOLD, 1 << 30);
    mallopt(M_TRIM_THRESHOLD, INT_MAX);
    mallopt(M_ARENA_MAX, 1);
#endif
}

std::uint64_t memory_in_use()
{
    std::ifstream file("/proc/self/statm");
    std::uint64_t all = 0, resident = 0;
    file >> all >> resident;
    return resident * std::uint64_t(sysconf(_SC_PAGESIZE));
}

std::uint64_t free_memory()
{
    return memory_line("MemAvailable:");
}

double matrix_rate(const torch::Device &device, torch::ScalarType precision)
{
    static std::mutex mutex;
    static std::map<std::tuple<std::string, int, int>, double> known;
    const std::lock_guard lock(mutex);
    // Products that only round their factors are float32's.
    const bool narrow = !device.is_cpu() || library_multiplies_bfloat16();
    const torch::ScalarType type = narrow ? precision : torch::kFloat32;
    const auto key = std::tuple(device.str(), int(type), at::get_num_threads());
    if (const auto found = known.find(key); found != known.end())
        return found->second;
    double rate = 0;
    try {
        const torch::NoGradGuard no_gradients;
        const auto options = torch::TensorOptions(type).device(device);
        const std::int64_t rows = device.is_cpu() ? 512 : 16384, width = device.is_cpu() ? 768 : 4096;
        const torch::Tensor x = torch::ones({rows, width}, options), w = torch::ones({4 * width, width}, options);
        const double seconds = seconds_of([&] {
            (void)torch::linear(x, w);
            wait_for_device(device);
        });
        rate = 8.0 * double(rows) * double(width) * double(width) / seconds;
    } catch (const std::exception &) {
        rate = 0;
    }
    return known[key] = rate;
}

void wait_for_device(const torch::Device &device)
{
    if (device.is_cuda())
        torch::cuda::synchronize(device.index());
}

bool bfloat16_is_faster(int width)
{
    static std::mutex mutex;
    static std::map<int, bool> known;
    const std::lock_guard lock(mutex);
    if (const auto found = known.find(width); found != known.end())
        return found->second;
    bool faster = false;
    if (!library_multiplies_bfloat16())
        return known[width] = false; // Not worth the seconds that finding out would take.
    try {
        torch::NoGradGuard no_gradients;
        const torch::Tensor x = torch::ones({1576, width}), w = torch::ones({4 * width, width});
        const torch::Tensor w16 = w.to(torch::kBFloat16);
        const double wide = seconds_of([&] { torch::linear(x, w); });
        const double narrow = seconds_of(
            [&] { torch::linear(x.to(torch::kBFloat16), w16); });
        faster = narrow * 1.2 < wide;
    } catch (const std::exception &) {
        faster = false;
    }
    known[width] = faster;
    return faster;
}

const char *precision_word(torch::ScalarType type)
{
    return type == torch::kBFloat16 ? "bfloat16" : type == torch::kHalf ? "float16" : "float32";
}

Result<torch::ScalarType> precision_from(const std::string &text, const torch::Device &device,
                                         int width)
{
    if (text.empty() || text == "auto") {
        if (device.is_cuda())
            return torch::kBFloat16;
        return bfloat16_is_faster(width) ? torch::kBFloat16 : torch::kFloat32;
    }
    if (text == "float32" || text == "fp32")
        return torch::kFloat32;
    if (text == "bfloat16" || text == "bf16")
        return torch::kBFloat16;
    if (text == "float16" && device.is_cuda())
        return torch::kHalf;
    return failure(ErrorCode::unsupported,
                   message(QT_TRANSLATE_NOOP("Message", "%1 cannot be computed on %2."),
                           {text, device.str()}),
                   message(QT_TRANSLATE_NOOP("Message", "Nothing was started.")),
                   message(QT_TRANSLATE_NOOP("Message", "Set precision to auto, float32 or bfloat16.")));
}

BackendDescription describe_machine()
{
    BackendDescription description;
    std::ostringstream version;
    version << TORCH_VERSION_MAJOR << '.' << TORCH_VERSION_MINOR << '.' << TORCH_VERSION_PATCH;
    description.libtorch = version.str();
    description.decoder = decoder_description();
    using Words = char *(*)();
    if (void *symbol = openblas_symbol("openblas_get_config"))
        description.blas = reinterpret_cast<Words>(symbol)();
    else
        description.blas = at::hasMKL() ? "MKL" : "unknown";
    description.threads = int(std::max(1u, std::thread::hardware_concurrency()));

    std::istringstream flags(processor_line("flags"));
    for (std::string flag; flags >> flag;) {
        for (const char *known : {"avx2", "fma", "avx512f", "avx512_bf16", "avx512_vnni",
                                  "amx_tile", "amx_bf16", "amx_int8"}) {
            if (flag == known)
                description.instruction_sets.push_back(flag);
        }
    }
    DeviceDescription cpu;
    cpu.id = "cpu";
    cpu.name = processor_line("model name");
    cpu.memory_bytes = memory_line("MemTotal:");
    cpu.memory_free_bytes = free_memory();
    cpu.fast_bfloat16 = bfloat16_is_faster();
    description.devices.push_back(std::move(cpu));
    for (std::size_t i = 0; torch::cuda::is_available() && i < torch::cuda::device_count(); ++i) {
        DeviceDescription gpu;
        gpu.id = "cuda:" + std::to_string(i);
        gpu.name = "CUDA " + std::to_string(i);
        gpu.fast_bfloat16 = true;
        description.devices.push_back(std::move(gpu));
    }

    const char *policy = std::getenv("OMP_WAIT_POLICY");
    if (!policy || std::string(policy) != "passive")
        description.warnings.push_back(message(QT_TRANSLATE_NOOP(
            "Message", "OMP_WAIT_POLICY is not \"passive\": training slows down many times as soon "
                       "as another program uses a core.")));
    if (description.devices.front().memory_free_bytes < (std::uint64_t(2) << 30))
        description.warnings.push_back(
            message(QT_TRANSLATE_NOOP("Message", "Less than 2 GiB of memory are free.")));
    return description;
}

Error error_from_current_exception()
{
    const auto kept = message(QT_TRANSLATE_NOOP(
        "Message", "What was written before is kept; a run goes on from its last checkpoint."));
    const auto no_memory = [&](const std::string &cause) {
        return Error{ErrorCode::out_of_memory,
                     message(QT_TRANSLATE_NOOP("Message", "The memory did not suffice.")), kept,
                     message(QT_TRANSLATE_NOOP("Message", "Set a smaller micro-batch or batch, or "
                                                          "switch gradient checkpointing on.")),
                     cause};
    };
    try {
        throw;
    } catch (const RankLost &error) {
        return Error{ErrorCode::unavailable,
                     message(QT_TRANSLATE_NOOP("Message", "Another process of this run ended, or was "
                                                          "silent for too long.")),
                     kept,
                     message(QT_TRANSLATE_NOOP("Message", "Look at the other processes' messages, "
                                                          "then start all of them with --resume.")),
                     error.what()};
    } catch (const std::bad_alloc &error) {
        return no_memory(error.what());
    } catch (const std::exception &error) {
        const std::string words = error.what();
        if (words.find("out of memory") != std::string::npos
            || words.find("can't allocate memory") != std::string::npos
            || words.find("not enough memory") != std::string::npos)
            return no_memory(words);
        return Error{ErrorCode::internal,
                     message(QT_TRANSLATE_NOOP("Message", "The network could not be computed.")),
                     kept,
                     message(QT_TRANSLATE_NOOP("Message", "Report this with the detail below.")),
                     words};
    } catch (...) {
        return Error{ErrorCode::internal,
                     message(QT_TRANSLATE_NOOP("Message", "The network could not be computed.")),
                     kept,
                     message(QT_TRANSLATE_NOOP("Message", "Report this with the detail below.")),
                     "unknown exception"};
    }
}

} // namespace retclip
