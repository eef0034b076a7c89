// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/model_backend.h"

#include <memory>

namespace retclip::cli {

/// The door to networks and tokenizers. A program built without `ml` gets one that says so.
[[nodiscard]] std::unique_ptr<BackendDoor> makeDoor();

} // namespace retclip::cli
