// SPDX-License-Identifier: GPL-3.0-or-later
// One input to every reader of files that come from elsewhere. With Clang's libFuzzer this file alone
// is the target; without it, loop.cpp feeds it.
#include "core/base/tensor_files.h"
#include "ml/checkpoint/checkpoint.h"
#include "ml/checkpoint/unpickler.h"
#include "ml/checkpoint/weights.h"
#include "ml/tokenizers/wordpiece.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

using namespace retclip;

/// How many inputs each reader took: checkpoint, pickle, .npy, vocabulary. A loop that is always
/// refused at the door tests nothing.
std::uint64_t fuzz_accepted[4] = {};

namespace {

/// Elements that one input may unfold to (a view may repeat its storage); beyond, reading is only
/// slow, not unsafe.
constexpr std::int64_t most_elements = 1 << 16;

void read_checkpoint(std::span<const std::byte> bytes)
{
    const auto checkpoint = Checkpoint::open(bytes);
    if (!checkpoint)
        return;
    ++fuzz_accepted[0];
    std::int64_t elements = 0;
    for (const StoredTensor &tensor : checkpoint->all_tensors()) {
        const std::int64_t count = tensor.count();
        if (count < 0)
            std::abort();
        if (count > most_elements - elements)
            break;
        elements += count;
        const auto array = checkpoint->read(tensor);
        if (array && array->bytes.size() != std::size_t(count) * size_of(tensor.type))
            std::abort();
        std::vector<float> values(static_cast<std::size_t>(count));
        (void)checkpoint->read_float32(tensor, values);
    }
    // As an image encoder of some size, whatever the file says; and as what it says itself.
    if (const auto network = detect_network(*checkpoint))
        (void)match_weights(*checkpoint, *network);
    NetworkConfig small;
    small.vision_layers = small.text_num_hidden_layers = 1;
    (void)match_weights(*checkpoint, small);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto bytes = std::as_bytes(std::span(data, size));
    read_checkpoint(bytes);
    fuzz_accepted[1] += read_pickle(bytes).has_value();
    fuzz_accepted[2] += read_npy(bytes, "input").has_value();
    const std::string_view text(reinterpret_cast<const char *>(data), size);
    if (const auto vocabulary = WordPiece::from_vocabulary(text, "input")) {
        ++fuzz_accepted[3];
        (void)(*vocabulary)->encode(text, 32);
    }
    return 0;
}
