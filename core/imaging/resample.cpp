// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/resample.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace retclip {
namespace {

constexpr double pi = 3.14159265358979323846;
constexpr int precision_bits = 32 - 8 - 2;

double box_filter(double x)
{
    return x > -0.5 && x <= 0.5 ? 1.0 : 0.0;
}
double bilinear_filter(double x)
{
    x = std::fabs(x);
    return x < 1.0 ? 1.0 - x : 0.0;
}
double hamming_filter(double x)
{
    x = std::fabs(x);
    if (x == 0.0)
        return 1.0;
    if (x >= 1.0)
        return 0.0;
    x = x * pi;
    return std::sin(x) / x * (0.54 + 0.46 * std::cos(x));
}
double bicubic_filter(double x)
{
    constexpr double a = -0.5;
    x = std::fabs(x);
    if (x < 1.0)
        return ((a + 2.0) * x - (a + 3.0)) * x * x + 1;
    if (x < 2.0)
        return (((x - 5) * x + 8) * x - 4) * a;
    return 0.0;
}
double sinc(double x)
{
    if (x == 0.0)
        return 1.0;
    x = x * pi;
    return std::sin(x) / x;
}
double lanczos_filter(double x)
{
    return -3.0 <= x && x < 3.0 ? sinc(x) * sinc(x / 3) : 0.0;
}

struct FilterRow
{
    double (*value)(double);
    double support;
};

FilterRow row_of(Filter filter)
{
    switch (filter) {
    case Filter::box: return {box_filter, 0.5};
    case Filter::bilinear: return {bilinear_filter, 1.0};
    case Filter::hamming: return {hamming_filter, 1.0};
    case Filter::lanczos: return {lanczos_filter, 3.0};
    case Filter::bicubic:
    case Filter::nearest: break;
    }
    return {bicubic_filter, 2.0};
}

/// For each output position: first source position, count, and count weights from weight[first].
struct Kernel
{
    int size = 0; ///< Weights reserved a position.
    std::vector<int> first, count;
    std::vector<double> weights;
    std::vector<std::int32_t> fixed; ///< weights in 22-bit fixed point
};

Kernel kernel_of(int in_size, double in_begin, double in_end, int out_size, Filter filter)
{
    const FilterRow row = row_of(filter);
    const double scale = (in_end - in_begin) / out_size;
    const double filter_scale = std::max(scale, 1.0);
    const double support = row.support * filter_scale;
    Kernel kernel;
    kernel.size = int(std::ceil(support)) * 2 + 1;
    kernel.first.resize(std::size_t(out_size));
    kernel.count.resize(std::size_t(out_size));
    kernel.weights.assign(std::size_t(out_size) * std::size_t(kernel.size), 0.0);
    for (int x = 0; x < out_size; ++x) {
        const double center = in_begin + (x + 0.5) * scale;
        const double inverse = 1.0 / filter_scale;
        const int low = std::max(int(center - support + 0.5), 0);
        const int high = std::min(int(center + support + 0.5), in_size);
        double *weights = kernel.weights.data() + std::size_t(x) * std::size_t(kernel.size);
        double sum = 0.0;
        for (int i = 0; i < high - low; ++i) {
            weights[i] = row.value((i + low - center + 0.5) * inverse);
            sum += weights[i];
        }
        for (int i = 0; i < high - low; ++i) {
            if (sum != 0.0)
                weights[i] /= sum;
        }
        kernel.first[std::size_t(x)] = low;
        kernel.count[std::size_t(x)] = std::max(high - low, 0);
    }
    kernel.fixed.resize(kernel.weights.size());
    for (std::size_t i = 0; i < kernel.weights.size(); ++i) {
        const double scaled = kernel.weights[i] * (1 << precision_bits);
        kernel.fixed[i] = std::int32_t(kernel.weights[i] < 0 ? -0.5 + scaled : 0.5 + scaled);
    }
    return kernel;
}

std::uint8_t clipped(std::int32_t sum)
{
    return std::uint8_t(std::clamp(sum >> precision_bits, 0, 255));
}

// The two passes in whole numbers, built for several instruction sets and chosen when the program
// starts: the results are the same bits, the wider ones are some five times as fast.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)                                \
    && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define RETCLIP_WIDER_IF_THERE __attribute__((target_clones("avx2", "sse4.1", "default")))
#else
#define RETCLIP_WIDER_IF_THERE
#endif

/// So many rows are filtered side by side: a weight is the same for all of them.
constexpr int row_block = 8;

/// `turned` holds a block of rows, value by value: [column * channels + channel][row].
RETCLIP_WIDER_IF_THERE
void filter_row_block(const std::int16_t *turned, std::int32_t *sums, const std::int32_t *weights,
                      int count, int lanes)
{
    for (int j = 0; j < lanes; ++j)
        sums[j] = 1 << (precision_bits - 1);
    for (int i = 0; i < count; ++i) {
        const std::int32_t weight = weights[i];
        const std::int16_t *from = turned + std::ptrdiff_t(i) * lanes;
        for (int j = 0; j < lanes; ++j)
            sums[j] += from[j] * weight;
    }
}

RETCLIP_WIDER_IF_THERE
void add_weighted(const std::uint8_t *in, std::int32_t *sums, std::int32_t weight,
                  std::size_t count)
{
    for (std::size_t x = 0; x < count; ++x)
        sums[x] += in[x] * weight;
}

/// Filters rows `first` to `last` across into `out`.
void filter_across(const std::uint8_t *pixels, std::size_t stride, int first, int last,
                   int channels, int out_width, const Kernel &kernel, std::uint8_t *out)
{
    const std::size_t out_stride = std::size_t(out_width) * std::size_t(channels);
    const int lanes = channels * row_block;
    std::vector<std::int16_t> turned(stride * row_block);
    std::int32_t sums[4 * row_block];
    for (int y = first; y < last; y += row_block) {
        const int rows = std::min(row_block, last - y);
        const std::uint8_t *in[row_block];
        for (int r = 0; r < row_block; ++r) // past the last row: any row, its sums are not used
            in[r] = pixels + std::size_t(y + std::min(r, rows - 1)) * stride;
        for (std::size_t x = 0; x < stride; ++x) {
            for (std::size_t r = 0; r < row_block; ++r)
                turned[x * row_block + r] = in[r][x];
        }
        for (int x = 0; x < out_width; ++x) {
            const auto at = std::size_t(x);
            filter_row_block(turned.data() + std::size_t(kernel.first[at]) * std::size_t(lanes),
                             sums, kernel.fixed.data() + at * std::size_t(kernel.size),
                             kernel.count[at], lanes);
            for (int r = 0; r < rows; ++r) {
                std::uint8_t *to =
                    out + std::size_t(y - first + r) * out_stride + at * std::size_t(channels);
                for (int c = 0; c < channels; ++c)
                    to[c] = clipped(sums[c * row_block + r]);
            }
        }
    }
}

/// Pillow steps the position by addition, and so do we: the rounding of the sums decides ties.
std::vector<int> nearest_positions(int in_size, double begin, double end, int out_size)
{
    std::vector<int> positions(std::size_t(out_size), 0);
    const double step = (end - begin) / out_size;
    double at = begin + step * 0.5;
    for (int &position : positions) {
        position = std::clamp(int(at), 0, in_size - 1);
        at += step;
    }
    return positions;
}

std::vector<std::uint8_t> nearest(std::span<const std::uint8_t> pixels, int width, int height,
                                  std::size_t size, int out_width, int out_height,
                                  const SourceBox &box)
{
    const auto columns = nearest_positions(width, box.left, box.right, out_width);
    const auto rows = nearest_positions(height, box.top, box.bottom, out_height);
    std::vector<std::uint8_t> out(std::size_t(out_width) * std::size_t(out_height) * size);
    std::uint8_t *to = out.data();
    for (int row : rows) {
        const std::uint8_t *line = pixels.data() + std::size_t(row) * std::size_t(width) * size;
        for (int column : columns) {
            std::memcpy(to, line + std::size_t(column) * size, size);
            to += size;
        }
    }
    return out;
}

/// 32-bit integers, each pass rounded half away from zero.
std::vector<std::int32_t> resampled_wide(const std::vector<std::int32_t> &pixels, int width,
                                         int height, int out_width, int out_height, Filter filter,
                                         const SourceBox &box)
{
    const auto rounded = [](double value) {
        return std::int32_t(value >= 0.0 ? std::floor(value + 0.5)
                                         : -std::floor(std::fabs(value) + 0.5));
    };
    std::vector<std::int32_t> current = pixels;
    int current_width = width;
    if (out_width != width || box.left != 0.0 || box.right != out_width) {
        const Kernel kernel = kernel_of(width, box.left, box.right, out_width, filter);
        std::vector<std::int32_t> next(std::size_t(out_width) * std::size_t(height));
        for (int y = 0; y < height; ++y) {
            const std::int32_t *row = current.data() + std::size_t(y) * std::size_t(width);
            for (int x = 0; x < out_width; ++x) {
                const double *weights =
                    kernel.weights.data() + std::size_t(x) * std::size_t(kernel.size);
                double sum = 0.0;
                for (int i = 0; i < kernel.count[std::size_t(x)]; ++i)
                    sum += row[kernel.first[std::size_t(x)] + i] * weights[i];
                next[std::size_t(y) * std::size_t(out_width) + std::size_t(x)] = rounded(sum);
            }
        }
        current = std::move(next);
        current_width = out_width;
    }
    if (out_height != height || box.top != 0.0 || box.bottom != out_height) {
        const Kernel kernel = kernel_of(height, box.top, box.bottom, out_height, filter);
        std::vector<std::int32_t> next(std::size_t(current_width) * std::size_t(out_height));
        for (int y = 0; y < out_height; ++y) {
            const double *weights =
                kernel.weights.data() + std::size_t(y) * std::size_t(kernel.size);
            for (int x = 0; x < current_width; ++x) {
                double sum = 0.0;
                for (int i = 0; i < kernel.count[std::size_t(y)]; ++i) {
                    sum += current[std::size_t(kernel.first[std::size_t(y)] + i)
                                       * std::size_t(current_width)
                                   + std::size_t(x)]
                        * weights[i];
                }
                next[std::size_t(y) * std::size_t(current_width) + std::size_t(x)] = rounded(sum);
            }
        }
        current = std::move(next);
    }
    return current;
}

int multiplied(int a, int b)
{
    const int product = a * b + 128;
    return ((product >> 8) + product) >> 8;
}

/// channels: colours, then alpha.
void premultiply(std::vector<std::uint8_t> &pixels, std::size_t channels)
{
    for (std::size_t i = 0; i < pixels.size(); i += channels) {
        const int alpha = pixels[i + channels - 1];
        for (std::size_t c = 0; c + 1 < channels; ++c)
            pixels[i + c] = std::uint8_t(multiplied(pixels[i + c], alpha));
    }
}

void divide_by_alpha(std::vector<std::uint8_t> &pixels, std::size_t channels)
{
    for (std::size_t i = 0; i < pixels.size(); i += channels) {
        const int alpha = pixels[i + channels - 1];
        if (alpha == 255 || alpha == 0)
            continue;
        for (std::size_t c = 0; c + 1 < channels; ++c)
            pixels[i + c] = std::uint8_t(std::min(255 * pixels[i + c] / alpha, 255));
    }
}

} // namespace

std::optional<Filter> filter_from(std::string_view word)
{
    static constexpr std::pair<std::string_view, Filter> words[] = {
        {"nearest", Filter::nearest}, {"box", Filter::box},         {"bilinear", Filter::bilinear},
        {"hamming", Filter::hamming}, {"bicubic", Filter::bicubic}, {"lanczos", Filter::lanczos}};
    for (const auto &[known, filter] : words) {
        if (word == known)
            return filter;
    }
    return std::nullopt;
}

std::vector<std::uint8_t> resampled(std::span<const std::uint8_t> pixels, int width, int height,
                                    int channels, int out_width, int out_height, Filter filter,
                                    const SourceBox &box)
{
    const auto size = std::size_t(channels);
    const bool whole =
        box.left == 0.0 && box.top == 0.0 && box.right == width && box.bottom == height;
    if (whole && width == out_width && height == out_height)
        return {pixels.begin(), pixels.end()};
    if (filter == Filter::nearest)
        return nearest(pixels, width, height, size, out_width, out_height, box);

    const bool horizontal = out_width != width || box.left != 0.0 || box.right != out_width;
    const bool vertical = out_height != height || box.top != 0.0 || box.bottom != out_height;
    Kernel down = kernel_of(height, box.top, box.bottom, out_height, filter);
    std::vector<std::uint8_t> between;
    std::span<const std::uint8_t> current = pixels;
    std::size_t stride = std::size_t(width) * size;
    if (horizontal) {
        const Kernel across = kernel_of(width, box.left, box.right, out_width, filter);
        // Only the rows that the vertical pass reads.
        const int first = vertical ? down.first.front() : 0;
        const int last = vertical ? down.first.back() + down.count.back() : height;
        between.resize(std::size_t(last - first) * std::size_t(out_width) * size);
        filter_across(pixels.data(), stride, first, last, channels, out_width, across,
                      between.data());
        for (int &low : down.first)
            low -= first;
        current = between;
        stride = std::size_t(out_width) * size;
        if (!vertical)
            return between;
    }
    std::vector<std::uint8_t> out(std::size_t(out_height) * stride);
    std::vector<std::int32_t> sums(stride);
    for (int y = 0; y < out_height; ++y) {
        std::fill(sums.begin(), sums.end(), 1 << (precision_bits - 1));
        const std::int32_t *weights = down.fixed.data() + std::size_t(y) * std::size_t(down.size);
        for (int i = 0; i < down.count[std::size_t(y)]; ++i) {
            const std::uint8_t *in =
                current.data() + std::size_t(down.first[std::size_t(y)] + i) * stride;
            add_weighted(in, sums.data(), weights[i], stride);
        }
        std::uint8_t *to = out.data() + std::size_t(y) * stride;
        for (std::size_t x = 0; x < stride; ++x)
            to[x] = clipped(sums[x]);
    }
    return out;
}

Raster resized(const Raster &raster, int out_width, int out_height, Filter filter,
               std::optional<SourceBox> box)
{
    const SourceBox source =
        box.value_or(SourceBox{0, 0, double(raster.width), double(raster.height)});
    Raster out;
    out.mode = raster.mode;
    out.width = out_width;
    out.height = out_height;
    out.wide_maximum = raster.wide_maximum;
    out.colours = raster.colours;
    out.format = raster.format;
    out.mode_name = raster.mode_name;
    out.orientation = raster.orientation;
    if (raster.mode == PixelMode::grey_wide) {
        out.wide = resampled_wide(raster.wide, raster.width, raster.height, out_width, out_height,
                                  filter, source);
        return out;
    }
    const int channels = bytes_a_pixel(raster.mode);
    if (raster.mode == PixelMode::palette || raster.mode == PixelMode::bilevel)
        filter = Filter::nearest;
    const bool same = source.left == 0 && source.top == 0 && source.right == raster.width
        && source.bottom == raster.height && out_width == raster.width
        && out_height == raster.height;
    const bool alpha = raster.mode == PixelMode::rgba || raster.mode == PixelMode::grey_alpha;
    if (alpha && filter != Filter::nearest && !same) {
        std::vector<std::uint8_t> pixels = raster.bytes;
        premultiply(pixels, std::size_t(channels));
        out.bytes = resampled(pixels, raster.width, raster.height, channels, out_width, out_height,
                              filter, source);
        divide_by_alpha(out.bytes, std::size_t(channels));
        return out;
    }
    out.bytes = resampled(raster.bytes, raster.width, raster.height, channels, out_width,
                          out_height, filter, source);
    return out;
}

} // namespace retclip
