// SPDX-License-Identifier: GPL-3.0-or-later
#include "ml/verify/references.h"

#include "core/base/files.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <system_error>

namespace retclip {

namespace {

/// Folders of single cases, in the order in which they run.
std::vector<std::filesystem::path> case_folders(const std::filesystem::path &folder)
{
    std::vector<std::filesystem::path> result;
    std::error_code ignored;
    for (const auto &item : std::filesystem::directory_iterator(folder, ignored))
        if (std::filesystem::exists(item.path() / "case.json"))
            result.push_back(item.path());
    std::sort(result.begin(), result.end());
    return result;
}

/// Cases that a folder's list names; some give two or three lines.
double listed_cases(const std::filesystem::path &folder)
{
    const auto text = read_file(folder / "cases.json", std::uint64_t(1) << 28);
    const auto json = text ? nlohmann::json::parse(*text, nullptr, false) : nlohmann::json();
    return json.is_object() && json.contains("cases") ? double(json["cases"].size()) : 6;
}

} // namespace

double work_of(const std::filesystem::path &folder)
{
    double work = 1; // files in MB, about; the weights of a formula count as if they lay there
    std::error_code ignored;
    for (const auto &item : std::filesystem::recursive_directory_iterator(folder, ignored))
        if (item.is_regular_file(ignored))
            work += double(item.file_size(ignored)) / 1e6;
    const auto add_formula = [&work](const std::filesystem::path &one) {
        if (!std::filesystem::exists(one / "ids.safetensors"))
            return;
        const auto text = read_file(one / "config.json", 1 << 20);
        const auto json = text ? nlohmann::json::parse(*text, nullptr, false) : nlohmann::json();
        if (const auto config = network_config_from_json(json))
            work += double(config->parameter_count()) * 4 / 1e6;
    };
    add_formula(folder);
    for (const auto &one : case_folders(folder))
        add_formula(one);
    return work;
}

References::References(std::filesystem::path folder, std::string device,
                       std::function<void(const VerifyCase &)> each, std::stop_token stop, Span work)
    : m_folder(std::move(folder)), m_device(std::move(device)), m_each(std::move(each)),
      m_stop(std::move(stop)), m_span(work), m_expected(listed_cases(m_folder))
{
    const auto folders = case_folders(m_folder);
    double whole = 0, before = 0;
    for (const auto &one : folders)
        whole += work_of(one);
    for (const auto &one : folders) {
        const double length = (work.end - work.begin) / whole, own = work_of(one);
        m_folders[one] = {work.begin + before * length, work.begin + (before + own) * length};
        before += own;
    }
}

void References::enter(const std::filesystem::path &folder)
{
    if (const auto found = m_folders.find(folder); found != m_folders.end())
        m_span = found->second;
    m_expected = 4;
    m_cases_in_span = 0;
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
    ++m_cases_in_span;
    result.share = m_span.begin
                   + (m_span.end - m_span.begin) * std::min(1.0, m_cases_in_span / m_expected);
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

const nlohmann::json &field_of(const nlohmann::json &entry, const char *key)
{
    if (const auto found = entry.find(key); found != entry.end())
        return *found;
    std::string where;
    for (const char *own : {"name", "file"}) {
        const auto named = entry.find(own);
        if (where.empty() && named != entry.end() && named->is_string())
            where = " of " + named->get<std::string>();
    }
    throw std::runtime_error("the reference" + where + " holds no \"" + key + "\"");
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
