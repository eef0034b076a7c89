// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What the machine gives a run: device, threads, allocator, number types.

#include "core/base/model_backend.h"

#include "ml/torch.h"

namespace retclip {

/// "auto" (CUDA where there is one), "cpu", "cuda", "cuda:1". Errors: unavailable.
[[nodiscard]] Result<torch::Device> device_from(const std::string &text);

/// Threads for tensor operations of the calling thread, and for matrix products of the process
/// (OpenBLAS keeps its own, where it can be found). 0: all cores. Returns the number.
int set_compute_threads(int threads);

/// Keeps large blocks between steps instead of giving them back to the kernel (TOOLCHAIN 1).
/// Call before the run's first allocation.
void keep_memory_between_steps();

/// Resident memory of this process, and of the device where it is a GPU.
[[nodiscard]] std::uint64_t memory_in_use();
/// Host memory that a process could still take, by the system's own estimate.
[[nodiscard]] std::uint64_t free_memory();

/// Floating-point operations a second of one large matrix product in that type on as many threads as are set:
/// measured once a device, type and process, some 0.3 s; what is multiplied draws no random numbers. 0 where
/// the type cannot be multiplied.
[[nodiscard]] double matrix_rate(const torch::Device &device, torch::ScalarType precision);
/// Until all that was asked of a GPU is computed; nothing on a processor.
void wait_for_device(const torch::Device &device);

/// True where a transformer's wide layer of this width is at least a fifth faster in bfloat16, casts
/// included: measured once a width and process, some 50 ms; a type that throws is not fast.
[[nodiscard]] bool bfloat16_is_faster(int width = 768);

/// The type of matrix products: float32, or bfloat16/float16 under autocast. "auto": bfloat16 where
/// it is measured to be faster at this width. float16 on a processor: unsupported.
[[nodiscard]] Result<torch::ScalarType>
precision_from(const std::string &text, const torch::Device &device, int width = 768);
/// "float32", "bfloat16" or "float16", as precision_from reads it.
[[nodiscard]] const char *precision_word(torch::ScalarType type);

[[nodiscard]] BackendDescription describe_machine();

/// Runs `work` and turns what it throws into our errors: out of memory, LibTorch's, others.
template <typename Work>
[[nodiscard]] auto at_the_edge(Work work) -> decltype(work());
[[nodiscard]] Error error_from_current_exception();

template <typename Work>
auto at_the_edge(Work work) -> decltype(work())
{
    try {
        return work();
    } catch (...) {
        return failure(error_from_current_exception());
    }
}

} // namespace retclip
