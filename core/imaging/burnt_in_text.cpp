// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/burnt_in_text.h"

#include "core/imaging/retina.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

namespace retclip {
namespace {

constexpr int working_side = 1536;
constexpr int brighter_by = 50;
constexpr double off_the_disc = 1.02; ///< Radii: the rim itself is bright.

struct Piece
{
    int left, top, right, bottom; ///< Inclusive.
    int pixels;

    [[nodiscard]] int width() const { return right - left + 1; }
    [[nodiscard]] int height() const { return bottom - top + 1; }
    [[nodiscard]] double middle() const { return (top + bottom) / 2.0; }
};

/// 1 where a pixel of the surround is bright enough for writing.
std::vector<std::uint8_t> bright_surround(const RgbImage &image, const RetinaCircle &disc)
{
    const std::size_t count = image.pixels.size() / 3;
    std::vector<std::uint8_t> light(count), outside(count);
    std::array<std::size_t, 256> histogram{};
    std::size_t seen = 0;
    for (int y = 0; y < image.height; ++y)
        for (int x = 0; x < image.width; ++x) {
            const std::size_t i = std::size_t(y) * std::size_t(image.width) + std::size_t(x);
            const std::uint8_t *p = image.pixels.data() + 3 * i;
            light[i] = std::max({p[0], p[1], p[2]});
            outside[i] = std::hypot(x - disc.x, y - disc.y) > disc.radius * off_the_disc;
            if (outside[i]) {
                ++histogram[light[i]];
                ++seen;
            }
        }
    int median = 0;
    for (std::size_t below = histogram[0]; median < 255 && below * 2 < seen;)
        below += histogram[std::size_t(++median)];
    for (std::size_t i = 0; i < count; ++i)
        light[i] = outside[i] && light[i] >= std::min(255, median + brighter_by);
    return light;
}

std::vector<Piece> pieces_of(std::vector<std::uint8_t> mask, int width, int height)
{
    std::vector<Piece> pieces;
    std::vector<std::pair<int, int>> waiting;
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            const auto at = [&](int px, int py) -> std::uint8_t & {
                return mask[std::size_t(py) * std::size_t(width) + std::size_t(px)];
            };
            if (!at(x, y))
                continue;
            Piece piece{x, y, x, y, 0};
            at(x, y) = 0;
            waiting.assign(1, {x, y});
            while (!waiting.empty()) {
                const auto [cx, cy] = waiting.back();
                waiting.pop_back();
                ++piece.pixels;
                piece.left = std::min(piece.left, cx);
                piece.right = std::max(piece.right, cx);
                piece.top = std::min(piece.top, cy);
                piece.bottom = std::max(piece.bottom, cy);
                for (int ny = std::max(0, cy - 1); ny <= std::min(height - 1, cy + 1); ++ny)
                    for (int nx = std::max(0, cx - 1); nx <= std::min(width - 1, cx + 1); ++nx)
                        if (at(nx, ny)) {
                            at(nx, ny) = 0;
                            waiting.emplace_back(nx, ny);
                        }
            }
            pieces.push_back(piece);
        }
    return pieces;
}

bool can_be_character(const Piece &piece)
{
    const double filled = double(piece.pixels) / (double(piece.width()) * piece.height());
    return piece.height() >= 5 && piece.height() <= 80 && piece.width() <= 3 * piece.height()
        && filled >= 0.08 && filled <= 0.95;
}

bool side_by_side(const Piece &last, const Piece &next)
{
    const int taller = std::max(last.height(), next.height());
    return next.left - last.right <= 2.5 * taller && next.left >= last.left
        && std::fabs(last.middle() - next.middle()) <= 0.5 * taller
        && 2 * std::min(last.height(), next.height()) >= taller;
}

std::vector<TextLine> lines_of(std::vector<Piece> pieces, double back)
{
    std::erase_if(pieces, [](const Piece &piece) { return !can_be_character(piece); });
    std::sort(pieces.begin(), pieces.end(),
              [](const Piece &a, const Piece &b) { return a.left < b.left; });
    std::vector<TextLine> lines;
    std::vector<std::uint8_t> used(pieces.size());
    for (std::size_t first = 0; first < pieces.size(); ++first) {
        if (used[first])
            continue;
        Piece box = pieces[first], last = pieces[first];
        std::vector<std::size_t> members{first};
        for (std::size_t next = first + 1; next < pieces.size(); ++next) {
            if (used[next] || !side_by_side(last, pieces[next]))
                continue;
            last = pieces[next];
            members.push_back(next);
            box = {std::min(box.left, last.left), std::min(box.top, last.top),
                   std::max(box.right, last.right), std::max(box.bottom, last.bottom), 0};
        }
        if (members.size() < 3)
            continue;
        for (const std::size_t member : members)
            used[member] = 1;
        lines.push_back({int(box.left * back), int(box.top * back), int(box.width() * back + 0.5),
                         int(box.height() * back + 0.5), int(members.size())});
    }
    return lines;
}

} // namespace

TextFinding burnt_in_text(const RgbImage &image)
{
    TextFinding finding;
    const RgbImage small = reduced(image, working_side);
    const auto disc = find_retina(small);
    if (!disc) {
        finding.surround_seen = false;
        return finding;
    }
    const double back = double(std::max(image.width, image.height))
        / std::max({1, small.width, small.height});
    finding.lines = lines_of(pieces_of(bright_surround(small, *disc), small.width, small.height), back);
    return finding;
}

} // namespace retclip
