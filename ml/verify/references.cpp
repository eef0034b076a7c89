// SPDX-License-Identifier: GPL-3.0-or-later
#include "ml/verify/references.h"

#include "core/base/files.h"

#include <cmath>
#include <limits>
#include <stdexcept>

namespace retclip {

References::References(std::filesystem::path folder, std::string device,
                       std::function<void(const VerifyCase &)> each, std::stop_token stop)
    : m_folder(std::move(folder)), m_device(std::move(device)), m_each(std::move(each)),
      m_stop(std::move(stop))
{
}

void References::report(const std::string &name, double difference, double tolerance,
                        const std::string &detail)
{
    VerifyCase result;
    result.name = utf8_from_path(m_folder.filename()) + "/" + name;
    result.ok = difference <= tolerance; // NaN and infinity are not
    result.max_difference =
        std::isfinite(difference) ? difference : std::numeric_limits<double>::max();
    result.tolerance = tolerance;
    result.detail = detail;
    ++m_cases;
    m_each(result);
}

void References::report_exact(const std::string &name, bool same, const std::string &detail)
{
    report(name, same ? 0.0 : 1.0, 0.0, same ? std::string() : detail);
}

void References::report_failure(const std::string &name, const std::string &detail)
{
    report(name, std::numeric_limits<double>::infinity(), 0.0, detail);
}

nlohmann::json json_at(const std::filesystem::path &file)
{
    const auto text = read_file(file);
    if (!text)
        throw std::runtime_error(text.error().english());
    return nlohmann::json::parse(*text);
}

Arrays arrays_at(const std::filesystem::path &file)
{
    auto arrays = read_safetensors(file);
    if (!arrays)
        throw std::runtime_error(arrays.error().english());
    return std::move(*arrays);
}

Array npy_at(const std::filesystem::path &file)
{
    auto array = read_npy(file);
    if (!array)
        throw std::runtime_error(array.error().english());
    return std::move(*array);
}

const Array &array_named(const Arrays &arrays, const std::string &name)
{
    const auto found = arrays.find(name);
    if (found == arrays.end())
        throw std::runtime_error("the reference holds no " + name);
    return found->second;
}

double largest_difference(std::span<const float> a, std::span<const float> b)
{
    if (a.size() != b.size())
        return std::numeric_limits<double>::infinity();
    double largest = 0;
    for (std::size_t at = 0; at < a.size(); ++at) {
        if (std::isnan(a[at]) && std::isnan(b[at]))
            continue;
        const double difference = std::abs(double(a[at]) - double(b[at]));
        if (!(difference <= largest)) // also NaN
            largest = std::isnan(difference) ? std::numeric_limits<double>::infinity() : difference;
    }
    return largest;
}

double mean_difference(std::span<const float> a, std::span<const float> b)
{
    if (a.size() != b.size() || a.empty())
        return std::numeric_limits<double>::infinity();
    double sum = 0;
    for (std::size_t at = 0; at < a.size(); ++at)
        sum += std::abs(double(a[at]) - double(b[at]));
    return sum / static_cast<double>(a.size());
}

} // namespace retclip
