// SPDX-License-Identifier: GPL-3.0-or-later
// Decoding, resizing, augmentation.
#include "core/base/files.h"
#include "core/imaging/augment.h"
#include "core/imaging/photograph.h"
#include "core/imaging/resample.h"
#include "core/imaging/tensor.h"
#include "ml/verify/references.h"

#include <algorithm>
#include <cmath>

namespace retclip {

namespace {

double largest_level_difference(std::span<const std::uint8_t> a, std::span<const std::uint8_t> b)
{
    if (a.size() != b.size())
        return INFINITY;
    int largest = 0;
    for (std::size_t at = 0; at < a.size(); ++at)
        largest = std::max(largest, std::abs(int(a[at]) - int(b[at])));
    return largest;
}

double share_of_differences(std::span<const std::uint8_t> a, std::span<const std::uint8_t> b)
{
    std::size_t count = 0;
    for (std::size_t at = 0; at < std::min(a.size(), b.size()); ++at)
        count += a[at] != b[at];
    return a.empty() ? 0 : static_cast<double>(count) / static_cast<double>(a.size());
}

Filter filter_named(const nlohmann::json &word)
{
    const auto filter = filter_from(word.get<std::string>());
    if (!filter)
        throw std::runtime_error("unknown filter " + word.get<std::string>());
    return *filter;
}

PixelBox box_of(const nlohmann::json &from)
{
    return {field_of(from, "top").get<int>(), field_of(from, "left").get<int>(), field_of(from, "height").get<int>(),
            field_of(from, "width").get<int>()};
}

Raster raster_of(const RgbImage &image)
{
    Raster raster;
    raster.mode = PixelMode::rgb;
    raster.width = image.width;
    raster.height = image.height;
    raster.bytes = image.pixels;
    return raster;
}

RgbImage resized_crop(const RgbImage &image, const nlohmann::json &parameters)
{
    const int size = field_of(parameters, "size").get<int>();
    return to_rgb(resized(cropped(raster_of(image), box_of(parameters)), size, size,
                          filter_named(field_of(parameters, "filter"))));
}

RgbImage stage(const RgbImage &image, const std::string &operation, const nlohmann::json &parameters)
{
    const auto factor = [&] { return field_of(parameters, "factor").get<double>(); };
    if (operation == "brightness")
        return with_brightness(image, factor());
    if (operation == "contrast")
        return with_contrast(image, factor());
    if (operation == "saturation")
        return with_saturation(image, factor());
    if (operation == "hue")
        return with_hue(image, factor());
    if (operation == "hflip")
        return mirrored_left_right(image);
    if (operation == "vflip")
        return mirrored_top_bottom(image);
    if (operation == "grayscale")
        return greyed(image);
    if (operation == "rotate")
        return rotated(image, field_of(parameters, "degrees_counter_clockwise").get<double>(),
                       filter_named(field_of(parameters, "filter")));
    if (operation == "gaussian_blur")
        return blurred(image, field_of(parameters, "kernel").get<int>(), field_of(parameters, "sigma").get<double>());
    if (operation == "resized_crop")
        return resized_crop(image, parameters);
    throw std::runtime_error("unknown stage " + operation);
}

std::vector<float> pipeline(RgbImage image, const nlohmann::json &parameters)
{
    if (parameters.contains("resized_crop"))
        image = resized_crop(image, field_of(parameters, "resized_crop"));
    if (parameters.value("hflip", false))
        image = mirrored_left_right(image);
    for (const auto &jitter : field_of(parameters, "jitter_order")) {
        const auto name = jitter.get<std::string>();
        image = stage(image, name, {{"factor", parameters[name]}});
    }
    std::vector<float> tensor = normalised_tensor(image);
    if (parameters.contains("erase"))
        erase(tensor, image.width, box_of(field_of(parameters, "erase")));
    return tensor;
}

} // namespace

void verify_preprocess(References &references)
{
    const nlohmann::json cases = json_at(references.folder() / "cases.json");
    for (const auto &entry : field_of(cases, "cases")) {
        if (references.stopped())
            return;
        const auto name = field_of(entry, "name").get<std::string>();
        const auto tensor =
            evaluation_tensor(references.folder() / field_of(entry, "image").get<std::string>(),
                              field_of(entry, "size").get<int>(), published_photograph_options());
        if (entry.contains("error")) {
            references.report_exact(name + " refused",
                                    !tensor && !tensor.error().what_happened.empty(),
                                    "it was not refused");
            continue;
        }
        if (!tensor) {
            references.report_failure(name, tensor.error().english());
            continue;
        }
        const Array wanted = npy_at(references.folder() / field_of(entry, "expected").get<std::string>());
        const double largest = largest_difference(*tensor, wanted.as<float>());
        if (field_of(entry, "tolerance_abs").is_number()) {
            references.report(name, largest, field_of(entry, "tolerance_abs").get<double>());
            continue;
        }
        references.report(name + " largest", largest, field_of(entry, "tolerance_max_abs").get<double>());
        references.report(name + " mean", mean_difference(*tensor, wanted.as<float>()),
                          field_of(entry, "tolerance_mean_abs").get<double>());
    }
}

void verify_resize(References &references)
{
    const nlohmann::json cases = json_at(references.folder() / "cases.json");
    for (const auto &entry : field_of(cases, "cases")) {
        const auto name = field_of(entry, "name").get<std::string>();
        const Array in = npy_at(references.folder() / field_of(entry, "in").get<std::string>());
        const Array out = npy_at(references.folder() / field_of(entry, "out").get<std::string>());
        Raster raster;
        raster.height = int(in.shape.at(0));
        raster.width = int(in.shape.at(1));
        const auto mode = field_of(entry, "mode").get<std::string>();
        raster.mode = mode == "L"      ? PixelMode::grey
                      : mode == "RGBA" ? PixelMode::rgba
                                       : PixelMode::rgb;
        const auto bytes = in.as<std::uint8_t>();
        raster.bytes.assign(bytes.begin(), bytes.end());
        std::optional<SourceBox> box;
        if (entry.contains("box_left_top_right_bottom")) {
            const auto &edges = field_of(entry, "box_left_top_right_bottom");
            box = SourceBox{edges[0].get<double>(), edges[1].get<double>(),
                            edges[2].get<double>(), edges[3].get<double>()};
        }
        const Raster got = resized(raster, int(out.shape.at(1)), int(out.shape.at(0)),
                                   filter_named(field_of(entry, "filter")), box);
        references.report(name, largest_level_difference(got.bytes, out.as<std::uint8_t>()), 0);
    }
}

void verify_augment(References &references)
{
    const nlohmann::json cases = json_at(references.folder() / "cases.json");
    for (const auto &entry : field_of(cases, "cases")) {
        const auto name = field_of(entry, "name").get<std::string>();
        const auto operation = field_of(entry, "operation").get<std::string>();
        try {
            const auto image =
                read_photograph(references.folder() / field_of(entry, "image").get<std::string>(),
                                published_photograph_options());
            if (!image)
                throw std::runtime_error(image.error().english());
            const Array wanted =
                npy_at(references.folder() / field_of(entry, "expected").get<std::string>());
            const double tolerance = field_of(entry, "tolerance").get<double>();
            if (wanted.type == ElementType::float32) {
                references.report(name,
                                  largest_difference(pipeline(*image, field_of(entry, "parameters")),
                                                     wanted.as<float>()),
                                  tolerance);
                continue;
            }
            const RgbImage got = stage(*image, operation, field_of(entry, "parameters"));
            const auto levels = wanted.as<std::uint8_t>();
            references.report(name, largest_level_difference(got.pixels, levels), tolerance);
            if (tolerance > 0)
                references.report(name + " share that differs",
                                  share_of_differences(got.pixels, levels),
                                  operation == "rotate" ? 0.05 : 0.02);
        } catch (const std::exception &exception) {
            references.report_failure(name, exception.what());
        }
    }
}

} // namespace retclip
