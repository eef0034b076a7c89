// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ml/network/ret_clip.h"

#include <string>

namespace retclip {

/// Walks a batch through the network, part by part, and names the first tensor that holds NaN or
/// infinity: "parameter visual.proj", "output of visual.transformer.resblocks.3", "pixels of the
/// left eye", "loss_patient" …; empty: all is finite up to the loss. Changes nothing; uses the
/// precision of the autocast around it.
[[nodiscard]] std::string first_not_finite(RetClip &network, const PatientBatch &batch);

} // namespace retclip
