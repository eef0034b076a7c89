// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inspection/feature_cache.h"

#include "core/base/files.h"
#include "core/base/sha256.h"
#include "core/base/tensor_files.h"
#include "core/base/writing_error.h"

#include <algorithm>
#include <cstring>
#include <system_error>

namespace retclip {

namespace {

constexpr std::size_t keyLength = 64; // SHA-256 in hexadecimal
constexpr std::size_t shardsBeforeTidying = 12;

Array bytesArray(std::vector<std::int64_t> shape, const void *data, std::size_t size)
{
    Array array;
    array.type = ElementType::uint8;
    array.shape = std::move(shape);
    array.bytes.resize(size);
    if (size)
        std::memcpy(array.bytes.data(), data, size);
    return array;
}

} // namespace

const std::array<FeatureKind, featureKindCount> &featureKinds()
{
    static const std::array<FeatureKind, featureKindCount> kinds{{
        {"image_patient", &Features::image_patient},
        {"image_left", &Features::image_left},
        {"image_right", &Features::image_right},
        {"text_patient", &Features::text_patient},
        {"text_left", &Features::text_left},
        {"text_right", &Features::text_right},
        {"raw_left", &Features::raw_left},
        {"raw_right", &Features::raw_right},
    }};
    return kinds;
}

void resizeFeatures(Features &features, std::size_t count,
                    const std::array<std::size_t, featureKindCount> &widths)
{
    for (std::size_t k = 0; k < featureKindCount; ++k) {
        FeatureRows &rows = features.*featureKinds()[k].rows;
        rows.values = Matrix(count, widths[k]);
        rows.present.assign(count, 0);
    }
}

void copyFeatureRow(const Features &from, std::size_t fromRow, Features &to, std::size_t toRow)
{
    for (const FeatureKind &kind : featureKinds()) {
        const FeatureRows &source = from.*kind.rows;
        FeatureRows &target = to.*kind.rows;
        if (fromRow >= source.present.size() || !source.present[fromRow]
            || source.values.columns != target.values.columns)
            continue;
        const auto row = source.values.row(fromRow);
        std::copy(row.begin(), row.end(), target.values.row(toRow).begin());
        target.present[toRow] = 1;
    }
}

FeatureCache::FeatureCache(std::filesystem::path folder) : m_folder(std::move(folder)) {}

std::filesystem::path FeatureCache::folderName(const std::string &checkpointHash)
{
    return path_from_utf8(checkpointHash.substr(0, 32));
}

void FeatureCache::load()
{
    m_shards.clear();
    m_places.clear();
    std::error_code error;
    std::vector<std::filesystem::path> files;
    for (std::filesystem::directory_iterator it(m_folder, error), end; !error && it != end;
         it.increment(error))
        if (it->path().extension() == ".safetensors")
            files.push_back(it->path());
    std::sort(files.begin(), files.end());
    for (const auto &file : files)
        if (auto shard = read(file))
            insert(std::move(*shard));
}

void FeatureCache::insert(Shard shard)
{
    const std::size_t number = m_shards.size();
    for (std::size_t row = 0; row < shard.keys.size(); ++row)
        m_places[shard.keys[row]] = {number, row};
    m_shards.push_back(std::move(shard));
}

Result<FeatureCache::Shard> FeatureCache::read(const std::filesystem::path &file)
{
    RETCLIP_TRY(const auto arrays, read_safetensors(file));
    const auto damaged = [&] {
        return failure(ErrorCode::corrupted,
                       message(QT_TRANSLATE_NOOP("Message", "The cached features in %1 are damaged."),
                               {utf8_from_path(file)}),
                       message(QT_TRANSLATE_NOOP("Message", "They are worked out again.")), {});
    };
    const auto keys = arrays.find("keys");
    if (keys == arrays.end() || keys->second.type != ElementType::uint8
        || keys->second.shape.size() != 2 || keys->second.shape[1] != std::int64_t(keyLength))
        return damaged();
    Shard shard;
    shard.file = file;
    const auto count = std::size_t(keys->second.shape[0]);
    const auto *text = reinterpret_cast<const char *>(keys->second.bytes.data());
    for (std::size_t i = 0; i < count; ++i)
        shard.keys.emplace_back(text + i * keyLength, keyLength);
    for (const FeatureKind &kind : featureKinds()) {
        const auto values = arrays.find(kind.name);
        const auto present = arrays.find(std::string("present.") + kind.name);
        if (values == arrays.end() || present == arrays.end()
            || values->second.type != ElementType::float32 || values->second.shape.size() != 2
            || values->second.shape[0] != std::int64_t(count)
            || present->second.bytes.size() != count)
            return damaged();
        FeatureRows &rows = shard.features.*kind.rows;
        rows.values = Matrix(count, std::size_t(values->second.shape[1]));
        const auto floats = values->second.as<float>();
        std::copy(floats.begin(), floats.end(), rows.values.values.begin());
        const auto flags = present->second.as<std::uint8_t>();
        rows.present.assign(flags.begin(), flags.end());
    }
    return shard;
}

Result<std::filesystem::path> FeatureCache::write(const std::vector<std::string> &keys,
                                                  const Features &features) const
{
    std::error_code error;
    std::filesystem::create_directories(m_folder, error);
    if (error)
        return failure(writing_error(m_folder, error.value()));
    std::string joined;
    for (const std::string &key : keys)
        joined += key;
    std::map<std::string, Array> arrays;
    arrays["keys"] = bytesArray({std::int64_t(keys.size()), std::int64_t(keyLength)},
                                joined.data(), joined.size());
    for (const FeatureKind &kind : featureKinds()) {
        const FeatureRows &rows = features.*kind.rows;
        arrays[kind.name] = make_array({std::int64_t(rows.values.rows),
                                        std::int64_t(rows.values.columns)}, rows.values.values);
        arrays[std::string("present.") + kind.name] =
            bytesArray({std::int64_t(rows.present.size())}, rows.present.data(),
                       rows.present.size());
    }
    const auto file = m_folder / path_from_utf8(sha256_of(joined).substr(0, 24) + ".safetensors");
    RETCLIP_CHECK(write_safetensors(file, arrays));
    return file;
}

std::array<std::size_t, featureKindCount> FeatureCache::widths() const
{
    std::array<std::size_t, featureKindCount> widths{};
    for (const Shard &shard : m_shards)
        for (std::size_t k = 0; k < featureKindCount; ++k)
            widths[k] = std::max(widths[k],
                                 (shard.features.*featureKinds()[k].rows).values.columns);
    return widths;
}

void FeatureCache::copyTo(const std::string &key, Features &features, std::size_t index) const
{
    const auto place = m_places.find(key);
    if (place != m_places.end())
        copyFeatureRow(m_shards[place->second.first].features, place->second.second, features,
                       index);
}

FeatureCache::Shard FeatureCache::shardOf(const std::vector<std::string> &keys,
                                          const std::vector<std::size_t> &rows,
                                          const Features &features)
{
    std::array<std::size_t, featureKindCount> widths{};
    for (std::size_t k = 0; k < featureKindCount; ++k)
        widths[k] = (features.*featureKinds()[k].rows).values.columns;
    Shard shard;
    shard.keys = keys;
    resizeFeatures(shard.features, keys.size(), widths);
    for (std::size_t i = 0; i < keys.size(); ++i)
        copyFeatureRow(features, rows[i], shard.features, i);
    return shard;
}

Result<void> FeatureCache::add(const std::vector<std::string> &keys,
                               const std::vector<std::size_t> &rows, const Features &features)
{
    Shard shard = shardOf(keys, rows, features);
    auto written = write(keys, shard.features);
    if (written)
        shard.file = *written;
    insert(std::move(shard)); // also without the disk: this call's result must not suffer
    if (!written)
        return failure(written.error());
    return {};
}

void FeatureCache::keepInMemory(const std::vector<std::string> &keys,
                                const std::vector<std::size_t> &rows, const Features &features)
{
    insert(shardOf(keys, rows, features));
}

void FeatureCache::tidy()
{
    if (m_shards.size() < shardsBeforeTidying)
        return;
    std::vector<std::string> keys;
    Features all;
    std::size_t count = 0;
    for (const auto &[key, place] : m_places)
        count += m_shards[place.first].file.empty() ? 0 : 1;
    resizeFeatures(all, count, widths());
    for (const auto &[key, place] : m_places) {
        if (m_shards[place.first].file.empty())
            continue;
        copyFeatureRow(m_shards[place.first].features, place.second, all, keys.size());
        keys.push_back(key);
    }
    const auto written = write(keys, all);
    if (!written)
        return;
    std::error_code error;
    for (const Shard &shard : m_shards)
        if (shard.file != *written)
            std::filesystem::remove(shard.file, error);
}

} // namespace retclip
