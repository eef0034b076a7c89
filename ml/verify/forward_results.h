// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A forward pass as files hold it.

#include "core/base/tensor_files.h"
#include "ml/network/loss.h"
#include "ml/network/ret_clip.h"

#include <map>
#include <string>

namespace retclip {

/// A copy of an array of float32 or int64. Throws std::runtime_error for another type.
[[nodiscard]] torch::Tensor tensor_of(const Array &array);

/// Features, scales and losses under the names that `model forward` and the references give them.
[[nodiscard]] std::map<std::string, torch::Tensor> named_results(const ForwardResult &result,
                                                                 const LossResult &loss);

} // namespace retclip
