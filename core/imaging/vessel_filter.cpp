// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/vessel_filter.h"

#include <algorithm>
#include <cmath>

#ifdef RETCLIP_HAVE_OPENCV
#include <opencv2/imgproc.hpp>
#endif

namespace retclip {

#ifdef RETCLIP_HAVE_OPENCV

namespace {

constexpr float dark_surround = 18;   ///< Below, in every channel, lies no retina.
constexpr float ground_grey = 150;    ///< What retina without detail becomes.
constexpr float detail_gain = 18;     ///< Grey levels a local standard deviation.
constexpr float vessel_gain = 190;    ///< Grey levels a full line takes away.

/// Spread by far means: on a small copy, which is as smooth.
cv::Mat far_mean(const cv::Mat &values, const cv::Mat &weight, double sigma)
{
    const int shrink = std::max(1, int(sigma / 4));
    const cv::Size small(std::max(1, values.cols / shrink), std::max(1, values.rows / shrink));
    cv::Mat sum, count;
    cv::resize(values.mul(weight), sum, small, 0, 0, cv::INTER_AREA);
    cv::resize(weight, count, small, 0, 0, cv::INTER_AREA);
    cv::GaussianBlur(sum, sum, {}, sigma / shrink);
    cv::GaussianBlur(count, count, {}, sigma / shrink);
    cv::Mat mean;
    cv::divide(sum, count + 1e-4F, mean);
    cv::resize(mean, mean, values.size(), 0, 0, cv::INTER_LINEAR);
    return mean;
}

/// 0 nothing, 1 a dark line of this width.
void add_lines(const cv::Mat &even, double sigma, cv::Mat &lines)
{
    // Wide lines are found on smaller copies: the same filter, a quarter of the pixels.
    const int shrink = sigma >= 4 ? int(sigma / 2) : 1;
    cv::Mat work = even;
    if (shrink > 1)
        cv::resize(even, work, {std::max(3, even.cols / shrink), std::max(3, even.rows / shrink)}, 0, 0,
                   cv::INTER_AREA);
    const double scale = sigma / shrink;
    cv::Mat fine, xx, yy, xy;
    cv::GaussianBlur(work, fine, {}, scale);
    cv::Sobel(fine, xx, CV_32F, 2, 0, 3, scale * scale / 4);
    cv::Sobel(fine, yy, CV_32F, 0, 2, 3, scale * scale / 4);
    cv::Sobel(fine, xy, CV_32F, 1, 1, 3, scale * scale / 4);
    cv::Mat found(work.size(), CV_32F);
    for (int y = 0; y < work.rows; ++y) {
        const float *a = xx.ptr<float>(y), *b = yy.ptr<float>(y), *c = xy.ptr<float>(y);
        float *to = found.ptr<float>(y);
        for (int x = 0; x < work.cols; ++x) {
            const float half = (a[x] + b[x]) / 2;
            const float root = std::sqrt((a[x] - b[x]) * (a[x] - b[x]) / 4 + c[x] * c[x]);
            const float across = half + root;
            to[x] = std::clamp(across - 1.5F * std::fabs(half - root), 0.0F, 1.0F);
        }
    }
    if (shrink > 1)
        cv::resize(found, found, even.size(), 0, 0, cv::INTER_LINEAR);
    cv::max(lines, found, lines);
}

RgbImage enhanced(const RgbImage &image)
{
    const int longer = std::max(image.width, image.height);
    const cv::Mat rgb(image.height, image.width, CV_8UC3, const_cast<std::uint8_t *>(image.pixels.data()));
    cv::Mat channels[3], inside, green;
    cv::split(rgb, channels);
    cv::max(channels[0], cv::max(channels[1], channels[2]), inside);
    channels[1].convertTo(green, CV_32F);
    cv::Mat lit;
    cv::threshold(inside, lit, dark_surround, 1, cv::THRESH_BINARY);
    // The edge of the field is no vessel: it is kept off.
    const int rim = std::max(1, longer / 150);
    cv::Mat within;
    cv::erode(lit, within, cv::getStructuringElement(cv::MORPH_ELLIPSE, {2 * rim + 1, 2 * rim + 1}), {-1, -1}, 1,
              cv::BORDER_REPLICATE);
    cv::Mat weight;
    lit.convertTo(weight, CV_32F);

    const cv::Mat mean = far_mean(green, weight, 0.02 * longer);
    cv::Mat even = (green - mean).mul(weight);
    cv::Mat spread = far_mean(even.mul(even), weight, 0.05 * longer);
    cv::sqrt(spread, spread);
    cv::divide(even, spread + 1.5F, even);

    cv::Mat lines = cv::Mat::zeros(even.size(), CV_32F);
    for (const double share : {0.0011, 0.0019, 0.0033, 0.0056})
        add_lines(even, std::max(0.8, share * longer), lines);

    RgbImage out = image;
    for (int y = 0; y < image.height; ++y) {
        const float *e = even.ptr<float>(y), *l = lines.ptr<float>(y);
        const std::uint8_t *in = lit.ptr<std::uint8_t>(y), *deep = within.ptr<std::uint8_t>(y);
        std::uint8_t *to = out.pixels.data() + std::size_t(y) * std::size_t(image.width) * 3;
        for (int x = 0; x < image.width; ++x, to += 3) {
            const float grey = ground_grey + detail_gain * e[x] - (deep[x] ? vessel_gain * l[x] : 0);
            to[0] = to[1] = to[2] = in[x] ? std::uint8_t(std::clamp(grey, 0.0F, 255.0F)) : 0;
        }
    }
    return out;
}

} // namespace

RgbImage with_vessels_enhanced(const RgbImage &image)
{
    if (image.width < 8 || image.height < 8)
        return image;
    try {
        return enhanced(image);
    } catch (const cv::Exception &) {
        return image;
    }
}

#else

RgbImage with_vessels_enhanced(const RgbImage &image)
{
    return image;
}

#endif

} // namespace retclip
