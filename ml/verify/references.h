// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What the kinds of references share: reading, comparing, reporting.

#include "core/base/model_backend.h"
#include "core/base/tensor_files.h"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace retclip {

/// The run of one kind. Kinds throw std::exception on files that they cannot read; the runner turns
/// that into a case that differs.
class References
{
public:
    /// Where a part of the work lies in the whole, 0..1.
    struct Span
    {
        double begin = 0;
        double end = 1;
    };
    References(std::filesystem::path folder, std::string device,
               std::function<void(const VerifyCase &)> each, std::stop_token stop, Span work = {0, 1});

    [[nodiscard]] const std::filesystem::path &folder() const { return m_folder; }
    [[nodiscard]] const std::string &device() const { return m_device; }
    [[nodiscard]] bool stopped() const { return m_stop.stop_requested(); }
    [[nodiscard]] int cases() const { return m_cases; }
    /// The case's folder is begun: work is counted by folders, where a kind has them.
    void enter(const std::filesystem::path &folder);

    void report(const std::string &name, double difference, double tolerance,
                const std::string &detail = {});
    void report_exact(const std::string &name, bool same, const std::string &detail = {});
    void report_failure(const std::string &name, const std::string &detail);

private:
    std::filesystem::path m_folder;
    std::string m_device;
    std::function<void(const VerifyCase &)> m_each;
    std::stop_token m_stop;
    std::map<std::filesystem::path, Span> m_folders;
    Span m_span; ///< Of the folder entered last, else of the kind.
    double m_expected = 1; ///< Reports in that span, about.
    int m_cases = 0, m_cases_in_span = 0;
};

/// How much work a kind's folder, or one case's folder in it, is beside others; no unit.
[[nodiscard]] double work_of(const std::filesystem::path &folder);

using Arrays = std::map<std::string, Array>;

/// Throw std::runtime_error where the file cannot be read.
[[nodiscard]] nlohmann::json json_at(const std::filesystem::path &file);
[[nodiscard]] Arrays arrays_at(const std::filesystem::path &file);
[[nodiscard]] Array npy_at(const std::filesystem::path &file);
/// The value under a key. Throws std::runtime_error that names the key, and the case where it can.
[[nodiscard]] const nlohmann::json &field_of(const nlohmann::json &entry, const char *key);
[[nodiscard]] const Array &array_named(const Arrays &arrays, const std::string &name);

/// Largest |a - b|; infinite where sizes differ or a NaN stands on one side only.
[[nodiscard]] double largest_difference(std::span<const float> a, std::span<const float> b);
[[nodiscard]] double mean_difference(std::span<const float> a, std::span<const float> b);

/// Weights by formula (fixtures/README.md): FNV-1a of the name, SplitMix64 of the index.
void fill_by_formula(const std::string &name, std::uint64_t seed, float scale, float offset,
                     std::span<float> out);
/// Scale and offset that a parameter of that name and shape has.
struct FormulaRange
{
    float scale = 0;
    float offset = 0;
    std::optional<float> constant; ///< The three logarithmic scales.
};
[[nodiscard]] FormulaRange formula_range(const std::string &name,
                                         std::span<const std::int64_t> shape);

// The kinds; each runs all cases of its folder.
void verify_tokenizer(References &references);
void verify_lmdb(References &references);
void verify_preprocess(References &references);
void verify_resize(References &references);
void verify_augment(References &references);
void verify_model(References &references);
void verify_loss(References &references);
void verify_gradients(References &references);
void verify_trajectory(References &references);
void verify_schedule(References &references);
void verify_metrics(References &references);
void verify_checkpoints(References &references);
void verify_probe(References &references);
void verify_positions(References &references);
void verify_zeroshot(References &references);

} // namespace retclip
