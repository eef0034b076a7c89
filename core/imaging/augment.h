// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/laterality.h"
#include "core/base/result.h"
#include "core/imaging/photograph.h"
#include "core/imaging/raster.h"
#include "core/imaging/resample.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace retclip {

// --- Stages with given parameters: Pillow's and torchvision's numbers (fixtures/augment). ---

/// Whole pixels.
struct PixelBox
{
    int top = 0, left = 0, height = 0, width = 0;
};

[[nodiscard]] Raster cropped(const Raster &raster, const PixelBox &box);
[[nodiscard]] RgbImage mirrored_left_right(const RgbImage &image);
[[nodiscard]] RgbImage mirrored_top_bottom(const RgbImage &image);
[[nodiscard]] RgbImage greyed(const RgbImage &image); ///< Three equal channels.
/// Factor 1 leaves the picture; 0 gives black, the mean grey, or grey values.
[[nodiscard]] RgbImage with_brightness(const RgbImage &image, double factor);
[[nodiscard]] RgbImage with_contrast(const RgbImage &image, double factor);
[[nodiscard]] RgbImage with_saturation(const RgbImage &image, double factor);
/// shift: of the hue circle, -0.5..0.5.
[[nodiscard]] RgbImage with_hue(const RgbImage &image, double shift);
/// Counter-clockwise about the centre; size kept, black outside. Bilinear or bicubic.
[[nodiscard]] RgbImage rotated(const RgbImage &image, double degrees, Filter filter);
/// Odd kernel side in pixels; border reflected without repeating the edge.
[[nodiscard]] RgbImage blurred(const RgbImage &image, int kernel, double sigma);
/// Sets a rectangle of a channels-first square tensor of this side to 0, the mean colour.
void erase(std::vector<float> &tensor, int side, const PixelBox &box);

// --- Random augmentation (SPEC 3.2). ---

struct AugmentOptions
{
    int size = 224; ///< Side of the result, pixels.
    double crop_minimum = 0.9;
    double flip_probability = 0.0;
    double jitter = 0.2;
    double erasing_probability = 0.1;
    bool eyes_together = true; ///< One draw a patient: `eye` of the key is not looked at.
};

/// What a draw depends on, and nothing else: not the thread, not the order, not what came before.
struct AugmentKey
{
    std::int64_t seed = 0;
    std::int64_t epoch = 0;
    std::int64_t item = 0;
    Laterality eye = Laterality::right;
};

enum class Jitter { brightness, contrast, saturation };

struct AugmentDraw
{
    PixelBox crop;
    bool flip = false; ///< A mirrored eye looks like the other one.
    std::array<Jitter, 3> order{Jitter::brightness, Jitter::contrast, Jitter::saturation};
    std::array<double, 3> factors{1, 1, 1}; ///< By Jitter.
    std::optional<PixelBox> erased; ///< In the result.
};
[[nodiscard]] AugmentDraw draw_augmentation(const AugmentOptions &options, const AugmentKey &key,
                                            int width, int height);

/// 3 x size x size, float32, channels first. In the file's own mode up to the resize, as published.
[[nodiscard]] std::vector<float>
augmented_tensor(const Raster &raster, const AugmentOptions &options, const AugmentDraw &draw);
[[nodiscard]] std::vector<float>
augmented_tensor(const RgbImage &image, const AugmentOptions &options, const AugmentKey &key);
[[nodiscard]] Result<std::vector<float>> augmented_tensor(std::span<const std::byte> file_bytes,
                                                          const PhotographOptions &photograph,
                                                          const AugmentOptions &options,
                                                          const AugmentKey &key);

} // namespace retclip
