// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/model_backend.h"
#include "core/base/result.h"

#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>

namespace retclip {

/// Runs every reference in a folder laid out as fixtures/README.md says and compares within its
/// tolerances. `each` is called as cases end, on the caller's thread; a case that cannot be read is
/// a case that differs. Kinds whose folder is absent are left out. On another device than the
/// processor, tolerances of features, losses of networks, gradients and trajectories are ten times
/// wider; the rest is as on the processor. Products are float32 throughout (no TF32).
/// Errors: not_found (no reference in the folder), unavailable (device), cancelled.
[[nodiscard]] Result<void> verify(const std::filesystem::path &fixtures, const std::string &device,
                                  const std::function<void(const VerifyCase &)> &each,
                                  std::stop_token stop);

/// One forward pass on given tensors (`left`, `right` N x 3 x H x W, `ids` N x L), evaluation mode,
/// float32; writes the normalised features, scales and losses as safetensors.
/// Errors: unsupported (an input that does not fit the configuration, by name; a checkpoint that
/// does not), not_finite (a result that is NaN or infinite, with the first tensor that was; a
/// feature of zero), and those of the files. Then nothing is written.
[[nodiscard]] Result<void> forward_file(const std::filesystem::path &model,
                                        const std::filesystem::path &network_json,
                                        const std::filesystem::path &inputs,
                                        const std::filesystem::path &out);

} // namespace retclip
