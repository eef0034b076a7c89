// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/colour_profile.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <list>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#ifdef RETCLIP_HAVE_LCMS
#include <lcms2.h>
#endif

namespace retclip {

const char *word(ColourHandling handling)
{
    switch (handling) {
    case ColourHandling::untagged: return "untagged";
    case ColourHandling::srgb: return "srgb";
    case ColourHandling::converted: return "converted";
    case ColourHandling::unusable: return "unusable";
    }
    return "untagged";
}

#ifndef RETCLIP_HAVE_LCMS

ColourProfile examine_profile(const std::string &profile, PixelMode)
{
    return {profile.empty() ? ColourHandling::untagged : ColourHandling::unusable, {}};
}

RgbImage to_srgb(Raster raster, const std::string &)
{
    return to_rgb(scaled_to_eight_bits(std::move(raster)));
}

#else

namespace {

/// Which pixels a profile is for.
enum class ColourKind { none, grey, rgb, cmyk };

struct CloseProfile
{
    void operator()(void *profile) const { cmsCloseProfile(profile); }
};
struct DeleteTransform
{
    void operator()(void *transform) const { cmsDeleteTransform(transform); }
};
using OpenProfile = std::unique_ptr<void, CloseProfile>;
using ColourTransform = std::unique_ptr<void, DeleteTransform>;

/// A profile made ready. Shared by threads: the transform keeps no cache of its last pixel.
struct ReadyProfile
{
    ColourKind kind = ColourKind::none;
    std::string description;
    ColourTransform transform; ///< Null: not usable.
    bool changes_nothing = false;

    void apply(const std::uint8_t *from, std::uint8_t *to, std::size_t pixels) const
    {
        cmsDoTransform(transform.get(), from, to, cmsUInt32Number(pixels));
    }
};

ColourKind kind_of(cmsHPROFILE profile)
{
    switch (cmsGetDeviceClass(profile)) {
    case cmsSigInputClass:
    case cmsSigDisplayClass:
    case cmsSigOutputClass:
    case cmsSigColorSpaceClass: break;
    default: return ColourKind::none; // links and named colours are of no picture
    }
    switch (cmsGetColorSpace(profile)) {
    case cmsSigGrayData: return ColourKind::grey;
    case cmsSigRgbData: return ColourKind::rgb;
    case cmsSigCmykData: return ColourKind::cmyk;
    default: return ColourKind::none;
    }
}

/// In UTF-8, of the characters of Unicode's first plane.
std::string description_of(cmsHPROFILE profile)
{
    std::array<wchar_t, 128> text{};
    cmsGetProfileInfo(profile, cmsInfoDescription, "en", "US", text.data(),
                      cmsUInt32Number((text.size() - 1) * sizeof(wchar_t)));
    std::string name;
    for (std::size_t i = 0; i < text.size() && text[i] != 0; ++i) {
        const auto code = std::uint32_t(text[i]);
        if (code < ' ' || (code >= 0xD800 && code < 0xE000) || code > 0xFFFF)
            continue;
        if (code < 0x80) {
            name += char(code);
        } else if (code < 0x800) {
            name += char(0xC0 | code >> 6);
            name += char(0x80 | (code & 0x3F));
        } else {
            name += char(0xE0 | code >> 12);
            name += char(0x80 | (code >> 6 & 0x3F));
            name += char(0x80 | (code & 0x3F));
        }
    }
    return name;
}

/// Whether colours from all over the cube stay where they are.
bool changes_nothing(const ReadyProfile &ready)
{
    std::vector<std::uint8_t> before;
    constexpr int steps = 9;
    for (int r = 0; r <= steps; ++r)
        for (int g = 0; g <= steps; ++g)
            for (int b = 0; b <= steps; ++b)
                for (const int value : {r, g, b})
                    before.push_back(std::uint8_t(value * 255 / steps));
    std::vector<std::uint8_t> after(before.size());
    ready.apply(before.data(), after.data(), before.size() / 3);
    for (std::size_t i = 0; i < before.size(); ++i)
        if (std::abs(int(before[i]) - int(after[i])) > 1)
            return false;
    return true;
}

std::shared_ptr<const ReadyProfile> made_ready(const std::string &bytes)
{
    auto ready = std::make_shared<ReadyProfile>();
    const OpenProfile profile(cmsOpenProfileFromMem(bytes.data(), cmsUInt32Number(bytes.size())));
    if (!profile)
        return ready;
    ready->description = description_of(profile.get());
    ready->kind = kind_of(profile.get());
    if (ready->kind == ColourKind::none)
        return ready;
    const cmsUInt32Number from = ready->kind == ColourKind::grey ? TYPE_GRAY_8
        : ready->kind == ColourKind::rgb                         ? TYPE_RGB_8
                                                                 : TYPE_CMYK_8;
    const cmsUInt32Number named = cmsGetHeaderRenderingIntent(profile.get());
    const cmsUInt32Number intent = named <= INTENT_ABSOLUTE_COLORIMETRIC ? named : INTENT_PERCEPTUAL;
    const OpenProfile screen(cmsCreate_sRGBProfile());
    ready->transform.reset(cmsCreateTransform(profile.get(), from, screen.get(), TYPE_RGB_8, intent, cmsFLAGS_NOCACHE));
    ready->changes_nothing = ready->transform && ready->kind == ColourKind::rgb && changes_nothing(*ready);
    return ready;
}

/// A camera writes one and the same profile into all its photographs: the last few stay ready.
std::shared_ptr<const ReadyProfile> ready_profile(const std::string &bytes)
{
    constexpr std::size_t kept = 8;
    static std::mutex mutex;
    static std::list<std::pair<std::string, std::shared_ptr<const ReadyProfile>>> recent; // front: newest
    {
        const std::lock_guard lock(mutex);
        const auto found =
            std::find_if(recent.begin(), recent.end(), [&](const auto &entry) { return entry.first == bytes; });
        if (found != recent.end()) {
            recent.splice(recent.begin(), recent, found);
            return found->second;
        }
    }
    auto ready = made_ready(bytes); // outside the lock: tables of a large profile take a while
    const std::lock_guard lock(mutex);
    recent.emplace_front(bytes, ready);
    if (recent.size() > kept)
        recent.pop_back();
    return ready;
}

ColourKind kind_for(PixelMode mode)
{
    switch (mode) {
    case PixelMode::bilevel:
    case PixelMode::grey:
    case PixelMode::grey_alpha:
    case PixelMode::grey_wide: return ColourKind::grey;
    case PixelMode::cmyk: return ColourKind::cmyk;
    case PixelMode::palette:
    case PixelMode::rgb:
    case PixelMode::rgba: return ColourKind::rgb;
    }
    return ColourKind::none;
}

/// Grey pixels have a meaning in an RGB profile too: three equal values.
bool usable_for(const ReadyProfile &ready, PixelMode mode)
{
    const ColourKind pixels = kind_for(mode);
    return ready.transform
        && (ready.kind == pixels || (ready.kind == ColourKind::rgb && pixels == ColourKind::grey));
}

} // namespace

ColourProfile examine_profile(const std::string &profile, PixelMode mode)
{
    if (profile.empty())
        return {};
    const auto ready = ready_profile(profile);
    ColourProfile found{ColourHandling::unusable, ready->description};
    if (usable_for(*ready, mode))
        found.handling = ready->changes_nothing ? ColourHandling::srgb : ColourHandling::converted;
    return found;
}

RgbImage to_srgb(Raster raster, const std::string &profile)
{
    raster = scaled_to_eight_bits(std::move(raster));
    const auto ready = profile.empty() ? nullptr : ready_profile(profile);
    const bool convert = ready && usable_for(*ready, raster.mode) && !ready->changes_nothing;
    if (convert && ready->kind == ColourKind::cmyk) {
        RgbImage image{raster.width, raster.height, {}};
        const std::size_t pixels = raster.bytes.size() / 4;
        image.pixels.resize(pixels * 3);
        ready->apply(raster.bytes.data(), image.pixels.data(), pixels);
        return image;
    }
    RgbImage image = raster.mode == PixelMode::rgb ? RgbImage{raster.width, raster.height, std::move(raster.bytes)}
                                                   : to_rgb(raster);
    if (convert && ready->kind == ColourKind::rgb)
        ready->apply(image.pixels.data(), image.pixels.data(), image.pixels.size() / 3);
    if (convert && ready->kind == ColourKind::grey) {
        std::array<std::uint8_t, 256> greys{};
        for (std::size_t i = 0; i < greys.size(); ++i)
            greys[i] = std::uint8_t(i);
        std::array<std::uint8_t, 768> shown{};
        ready->apply(greys.data(), shown.data(), greys.size());
        for (std::size_t i = 0; i < image.pixels.size(); i += 3)
            std::copy_n(shown.begin() + 3 * image.pixels[i], 3, image.pixels.begin() + std::ptrdiff_t(i));
    }
    return image;
}

#endif

} // namespace retclip
