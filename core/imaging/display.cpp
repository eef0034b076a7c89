// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/retina.h"

#include "core/imaging/vessel_filter.h"

#include <algorithm>
#include <cmath>

#ifdef RETCLIP_HAVE_OPENCV
#include <opencv2/imgproc.hpp>
#endif

namespace retclip {
namespace {

/// CLAHE on the lightness of Lab, so that colours stay. The picture comes back as it was where the
/// library fails.
RgbImage with_local_contrast(const RgbImage &image)
{
#ifdef RETCLIP_HAVE_OPENCV
    try {
        RgbImage out = image;
        cv::Mat rgb(image.height, image.width, CV_8UC3, out.pixels.data());
        cv::Mat lab, lightness;
        cv::cvtColor(rgb, lab, cv::COLOR_RGB2Lab);
        cv::extractChannel(lab, lightness, 0);
        cv::createCLAHE(2.0, cv::Size(8, 8))->apply(lightness, lightness);
        cv::insertChannel(lightness, lab, 0);
        cv::cvtColor(lab, rgb, cv::COLOR_Lab2RGB);
        return out;
    } catch (const cv::Exception &) {
        return image;
    }
#else
    return image;
#endif
}

} // namespace

bool local_contrast_available()
{
#ifdef RETCLIP_HAVE_OPENCV
    return true;
#else
    return false;
#endif
}

std::array<std::uint8_t, 256> display_lookup(const DisplayAdjustment &adjustment)
{
    const double gamma = std::clamp(adjustment.gamma, 0.2, 5.0);
    const double contrast = std::clamp(adjustment.contrast, -1.0, 1.0);
    // -1: flat grey; 0: as it is; towards 1: steeper, four times at the end.
    const double slope = contrast <= 0 ? 1 + contrast : 1 + 3 * contrast;
    const double lift = std::clamp(adjustment.brightness, -1.0, 1.0);
    std::array<std::uint8_t, 256> table{};
    for (int value = 0; value < 256; ++value) {
        double shown = std::pow(value / 255.0, 1 / gamma);
        shown = (shown - 0.5) * slope + 0.5 + lift;
        shown = std::clamp(shown, 0.0, 1.0);
        if (adjustment.inverted)
            shown = 1 - shown;
        table[std::size_t(value)] = std::uint8_t(std::lround(shown * 255));
    }
    return table;
}

RgbImage adjusted(const RgbImage &image, const DisplayAdjustment &adjustment)
{
    if (image.empty())
        return image;
    RgbImage out = adjustment.local_contrast ? with_local_contrast(image) : image;
    if (adjustment.vessels)
        out = with_vessels_enhanced(out);
    const auto table = display_lookup(adjustment);
    for (std::size_t i = 0; i < out.pixels.size(); i += 3) {
        std::uint8_t *p = out.pixels.data() + i;
        if (adjustment.red_free)
            p[0] = p[2] = p[1];
        for (int c = 0; c < 3; ++c)
            p[c] = table[p[c]];
    }
    return out;
}

} // namespace retclip
