// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/tensor.h"

namespace retclip {

std::vector<float> normalised_tensor(const RgbImage &image)
{
    const std::size_t count = std::size_t(image.width) * std::size_t(image.height);
    std::vector<float> tensor(3 * count);
    for (std::size_t c = 0; c < 3; ++c) {
        std::array<float, 256> table;
        for (int value = 0; value < 256; ++value)
            table[std::size_t(value)] =
                (float(value) / 255.0f - published_mean[c]) / published_deviation[c];
        float *plane = tensor.data() + c * count;
        for (std::size_t i = 0; i < count; ++i)
            plane[i] = table[image.pixels[3 * i + c]];
    }
    return tensor;
}

} // namespace retclip
