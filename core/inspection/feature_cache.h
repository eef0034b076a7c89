// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/model_backend.h"

#include <array>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace retclip {

/// The eight kinds of rows in Features, in one order for the cache and for files.
struct FeatureKind
{
    const char *name; ///< "image_patient"
    FeatureRows Features::*rows;
};
inline constexpr std::size_t featureKindCount = 8;
[[nodiscard]] const std::array<FeatureKind, featureKindCount> &featureKinds();

/// Features on disk, a row a key (images and text of an exam). Shards of safetensors files are only
/// ever added; a file that cannot be read is passed over and its rows are embedded anew.
/// Threads: one object, one thread; two programs may add to one folder.
class FeatureCache
{
public:
    explicit FeatureCache(std::filesystem::path folder);

    void load();
    [[nodiscard]] bool contains(const std::string &key) const { return m_places.contains(key); }
    /// Copies the row of `key` into row `index` of `features` (sized already by resize()).
    void copyTo(const std::string &key, Features &features, std::size_t index) const;
    /// Widths of the kinds as cached; 0 where nothing is.
    [[nodiscard]] std::array<std::size_t, featureKindCount> widths() const;
    /// Adds rows `rows[i]` of `features` under `keys[i]`, as a new shard on disk.
    [[nodiscard]] Result<void> add(const std::vector<std::string> &keys,
                                   const std::vector<std::size_t> &rows, const Features &features);
    /// The same without a file: for what must not be found again.
    void keepInMemory(const std::vector<std::string> &keys, const std::vector<std::size_t> &rows,
                      const Features &features);
    /// Many small shards become one.
    void tidy();

    [[nodiscard]] static std::filesystem::path folderName(const std::string &checkpointHash);

private:
    struct Shard
    {
        std::filesystem::path file;
        std::vector<std::string> keys;
        Features features;
    };
    void insert(Shard shard);
    [[nodiscard]] static Shard shardOf(const std::vector<std::string> &keys,
                                       const std::vector<std::size_t> &rows,
                                       const Features &features);
    [[nodiscard]] static Result<Shard> read(const std::filesystem::path &file);
    [[nodiscard]] Result<std::filesystem::path> write(const std::vector<std::string> &keys,
                                                      const Features &features) const;

    std::filesystem::path m_folder;
    std::vector<Shard> m_shards;
    std::map<std::string, std::pair<std::size_t, std::size_t>> m_places; ///< key → shard, row
};

/// Gives every kind `count` rows of the widths, absent.
void resizeFeatures(Features &features, std::size_t count,
                    const std::array<std::size_t, featureKindCount> &widths);
void copyFeatureRow(const Features &from, std::size_t fromRow, Features &to, std::size_t toRow);

} // namespace retclip
