// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/model_backend.h"
#include "ml/network/ret_clip.h"

#include <cstdint>
#include <functional>
#include <vector>

namespace retclip {

/// Where tests plant what the doctor must find. Empty: nothing is planted.
struct DoctorFaults
{
    std::function<void(RetClip &)> network; ///< After each new network was made.
    std::function<void(std::int64_t step, RetClip &)> before_step; ///< Of the steps as the run's.
    std::function<void(std::int64_t epoch, std::vector<std::int64_t> &)> order;
};

/// See ModelBackend::diagnose. Checks come in the order of cost; one that cannot be made in this run
/// (too few exams) says so and is ok. Throws what LibTorch throws.
[[nodiscard]] Result<void> run_doctor(const TrainRequest &request, TokenizerService &tokenizers,
                                      const CheckCallback &each, const ProgressCallback &progress,
                                      std::stop_token stop, const DoctorFaults &faults = {});

} // namespace retclip
