// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ml/network/layer_scope.h"

#include "ml/torch.h"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <tuple>
#include <vector>

namespace retclip {

/// What one kind of work in one part of the network costs, forward or backward.
struct ProfiledPart
{
    std::string layer; ///< "image block 3", "text layer 0", "heads", "loss", "" (none of these).
    std::string kind;  ///< "matrix products", "softmax", "norms", "activations", "dropout", "copies" …
    bool backward = false;
    double seconds = 0;
    double operations = 0; ///< Floating-point, of matrix products alone.
    double bytes = 0;      ///< Read and written, of everything else.
    std::int64_t calls = 0;
};

/// Times every operation of LibTorch on this thread while it lives, each less what it calls itself.
/// Operations of the backward pass are found again at the layer whose forward pass asked for them, by
/// the sequence numbers that autograd gives. On a GPU every operation is waited for: the whole then
/// takes longer than an unwatched step, the shares hold.
class StepProfile final : public LayerObserver
{
public:
    explicit StepProfile(torch::Device device);
    ~StepProfile() override;
    StepProfile(const StepProfile &) = delete;
    StepProfile &operator=(const StepProfile &) = delete;

    /// In order of layers as they were first met, then of cost.
    [[nodiscard]] std::vector<ProfiledPart> parts() const;

    void enter(const char *part, int index) override;
    void leave() override;

    struct Recorder; ///< What the library's callbacks see.

private:
    std::unique_ptr<Recorder> m_recorder;
};

} // namespace retclip
