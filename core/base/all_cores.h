// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>

namespace retclip {

/// Runs f(0) … f(count - 1) on as many threads as the machine has cores (16 at most); returns when all
/// are done. f must not throw.
void on_all_cores(std::size_t count, const std::function<void(std::size_t)> &f);

} // namespace retclip
