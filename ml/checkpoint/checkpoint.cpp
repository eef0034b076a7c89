// SPDX-License-Identifier: GPL-3.0-or-later
#include "ml/checkpoint/checkpoint.h"

#include "ml/checkpoint/unpickler.h"
#include "ml/checkpoint/zip_archive.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <cstring>
#include <unordered_map>

namespace retclip {

namespace {

using Kind = PickleValue::Kind;

/// Below this, every checksum of an archive is checked when it is opened; above, when a tensor is
/// read, so that looking at the table of a large file stays fast.
constexpr std::uint64_t checked_at_once = std::uint64_t(64) << 20;
constexpr int deepest = 32;                ///< Nesting in which tensors are looked for.
constexpr std::size_t most_visits = 2'000'000;
/// Of all paths together: a long key that many dictionaries share would multiply.
constexpr std::size_t longest_paths = std::size_t(64) << 20;
/// A view may show more elements than its storage holds (strides of 0), but not absurdly many.
constexpr std::int64_t largest_expansion = std::int64_t(1) << 20;

Message kept_nothing()
{
    return message(QT_TRANSLATE_NOOP("Message", "Nothing was loaded."));
}

tl::unexpected<Error> damaged(const std::string &cause)
{
    return failure(
        ErrorCode::unreadable,
        message(QT_TRANSLATE_NOOP("Message", "The checkpoint is damaged: %1."), {cause}),
        kept_nothing(),
        message(QT_TRANSLATE_NOOP("Message", "Copy or download the file again.")));
}

tl::unexpected<Error> not_ours(ErrorCode code, const std::string &cause)
{
    return failure(
        code, message(QT_TRANSLATE_NOOP("Message", "This is not a checkpoint: %1."), {cause}),
        kept_nothing(),
        message(QT_TRANSLATE_NOOP(
            "Message", "Choose a .safetensors file or a .pt file with a state dictionary.")));
}

/// " (of w; byte 120 of the pickle, opcode 0x52 REDUCE)". A made-up name may be of any length.
std::string place_of(const PickleValue &value, std::string name = {})
{
    constexpr std::size_t longest = 160;
    if (name.size() > longest) {
        std::size_t end = longest;
        while (end > 0 && (static_cast<unsigned char>(name[end]) & 0xC0) == 0x80)
            --end;
        name = name.substr(0, end) + "…";
    }
    return " (" + (name.empty() ? std::string() : "tensor " + name + "; ") + origin_of(value) + ")";
}

std::optional<ElementType> type_of_storage(const std::string &global)
{
    static constexpr std::array<std::pair<const char *, ElementType>, 10> names{{
        {"torch FloatStorage", ElementType::float32},
        {"torch DoubleStorage", ElementType::float64},
        {"torch HalfStorage", ElementType::float16},
        {"torch BFloat16Storage", ElementType::bfloat16},
        {"torch LongStorage", ElementType::int64},
        {"torch IntStorage", ElementType::int32},
        {"torch ShortStorage", ElementType::int16},
        {"torch CharStorage", ElementType::int8},
        {"torch ByteStorage", ElementType::uint8},
        {"torch BoolStorage", ElementType::boolean},
    }};
    for (const auto &[name, type] : names)
        if (global == name)
            return type;
    return std::nullopt;
}

std::optional<std::vector<std::int64_t>> integers_of(const Pickle &pickle,
                                                     const PickleValue &tuple)
{
    if ((tuple.kind != Kind::tuple && tuple.kind != Kind::list) || tuple.items.size() > 64)
        return std::nullopt;
    std::vector<std::int64_t> result;
    for (const std::uint32_t item : tuple.items) {
        if (pickle[item].kind != Kind::integer)
            return std::nullopt;
        result.push_back(pickle[item].integer);
    }
    return result;
}

/// Whether a tensor of that shape holds nothing.
bool empty_shape(const std::vector<std::int64_t> &shape)
{
    return std::find(shape.begin(), shape.end(), 0) != shape.end();
}

std::vector<std::int64_t> row_major_strides(const std::vector<std::int64_t> &shape)
{
    std::vector<std::int64_t> strides(shape.size(), 1);
    if (!empty_shape(shape))
        for (std::size_t axis = shape.size(); axis-- > 1;)
            strides[axis - 1] = strides[axis] * shape[axis];
    return strides;
}

/// Why a view does not fit its storage of `held` elements; empty where it does.
std::string misfit(const StoredTensor &tensor, std::int64_t held)
{
    if (tensor.strides.size() != tensor.shape.size())
        return "its strides and sizes differ in number";
    if (tensor.offset < 0 || tensor.offset > held)
        return "its offset lies outside its storage";
    std::int64_t count = 1, last = tensor.offset;
    for (std::size_t axis = 0; axis < tensor.shape.size(); ++axis)
        if (tensor.shape[axis] < 0 || tensor.strides[axis] < 0)
            return "a size or stride is negative";
    if (empty_shape(tensor.shape))
        return {};
    for (std::size_t axis = 0; axis < tensor.shape.size(); ++axis) {
        std::int64_t reach = 0;
        if (__builtin_mul_overflow(count, tensor.shape[axis], &count)
            || __builtin_mul_overflow(tensor.shape[axis] - 1, tensor.strides[axis], &reach)
            || __builtin_add_overflow(last, reach, &last))
            return "its size overflows";
    }
    if (last >= held)
        return "it reaches beyond its storage";
    if (count > held && count > largest_expansion)
        return "it has more elements than the file could hold";
    return {};
}

double number_of(const std::byte *at, ElementType type)
{
    const auto read = [at]<typename T>(T value) {
        std::memcpy(&value, at, sizeof value);
        return value;
    };
    switch (type) {
    case ElementType::float16: return float_from_half(read(std::uint16_t()));
    case ElementType::bfloat16:
        return std::bit_cast<float>(std::uint32_t(read(std::uint16_t())) << 16);
    case ElementType::float32: return read(float());
    case ElementType::float64: return read(double());
    case ElementType::int8: return read(std::int8_t());
    case ElementType::int16: return read(std::int16_t());
    case ElementType::int32: return read(std::int32_t());
    case ElementType::int64: return static_cast<double>(read(std::int64_t()));
    case ElementType::uint8: return read(std::uint8_t());
    case ElementType::boolean: return read(std::uint8_t()) != 0;
    }
    return 0;
}

/// Calls `each` with the place in the storage (bytes) of every element, in row-major order.
template <typename Each>
void walk(const StoredTensor &tensor, const Each &each)
{
    const std::int64_t count = tensor.count();
    const std::size_t rank = tensor.shape.size();
    const auto size = static_cast<std::int64_t>(size_of(tensor.type));
    std::vector<std::int64_t> index(rank, 0);
    std::int64_t place = tensor.offset;
    for (std::int64_t element = 0; element < count; ++element) {
        each(element, tensor.storage.data() + place * size);
        for (std::size_t axis = rank; axis-- > 0;) {
            place += tensor.strides[axis];
            if (++index[axis] < tensor.shape[axis])
                break;
            place -= index[axis] * tensor.strides[axis];
            index[axis] = 0;
        }
    }
}

} // namespace

std::int64_t StoredTensor::count() const
{
    // A file may write any extent beside a 0, so the product would overflow.
    if (empty_shape(shape))
        return 0;
    std::int64_t result = 1;
    for (const std::int64_t extent : shape)
        result *= extent;
    return result;
}

bool StoredTensor::contiguous() const
{
    if (empty_shape(shape))
        return true;
    std::int64_t expected = 1;
    for (std::size_t axis = shape.size(); axis-- > 0;) {
        if (shape[axis] != 1 && strides[axis] != expected)
            return false;
        expected *= shape[axis];
    }
    return true;
}

struct Checkpoint::Contents
{
    MappedFile file;
    std::span<const std::byte> bytes; ///< Of the file, or someone else's.
    CheckpointFormat format = CheckpointFormat::safetensors;
    std::vector<StoredTensor> weights, all;
    std::map<std::string, std::string> metadata;

    struct Part
    {
        ZipEntry entry;
        std::vector<std::byte> unpacked; ///< Of a deflated entry.
        std::atomic<bool> checked = false;
    };
    std::vector<std::unique_ptr<Part>> parts;
    std::optional<ZipArchive> archive;

    struct Storage
    {
        std::span<const std::byte> bytes;
        ElementType type = ElementType::float32;
        std::int64_t elements = 0;
        int part = -1;
    };
    std::unordered_map<std::string, Storage> storages;

    Result<void> open_safetensors();
    Result<void> open_zip();
    Result<void> open_legacy();
    Result<void> take_pickle(const Pickle &pickle);

private:
    std::size_t m_visits = 0, m_path_bytes = 0;
    Result<const Storage *> storage_of(const Pickle &pickle, const PickleValue &value,
                                       const std::string &tensor);
    Result<StoredTensor> tensor_of(const Pickle &pickle, const PickleValue &value,
                                   const std::string &name);
    Result<void> collect(const Pickle &pickle, const PickleValue &value, const std::string &path,
                         int depth, std::vector<StoredTensor> &into);
};

Result<void> Checkpoint::Contents::open_safetensors()
{
    RETCLIP_TRY(SafetensorsTable table, read_safetensors_table(bytes));
    metadata = std::move(table.metadata);
    for (SafetensorsEntry &entry : table.entries) {
        StoredTensor tensor;
        tensor.name = std::move(entry.name);
        tensor.type = entry.type;
        tensor.shape = std::move(entry.shape);
        tensor.strides = row_major_strides(tensor.shape);
        tensor.storage = bytes.subspan(entry.begin, entry.end - entry.begin);
        all.push_back(std::move(tensor));
    }
    // A file of a run of ours also holds what it goes on from.
    const bool of_run = metadata.contains("retclip.position");
    for (const StoredTensor &tensor : all)
        if (!of_run || !(tensor.name.starts_with("optimizer.") || tensor.name.starts_with("random.")))
            weights.push_back(tensor);
    return {};
}

Result<const Checkpoint::Contents::Storage *>
Checkpoint::Contents::storage_of(const Pickle &pickle, const PickleValue &value,
                                 const std::string &tensor)
{
    const auto here = [&] { return place_of(value, tensor); };
    // The persistent id: "storage", type, key, place, elements[, view].
    const std::string &key = pickle[value.items[2]].text;
    const std::int64_t elements = pickle[value.items[4]].integer;
    const auto type = type_of_storage(pickle[value.items[1]].text);
    if (!type)
        return not_ours(ErrorCode::unsupported, "a storage has no type that we know" + here());
    if (value.items.size() > 5 && pickle[value.items[5]].kind != Kind::none)
        return not_ours(ErrorCode::unsupported, "a storage is a view of another one" + here());
    if (elements < 0)
        return damaged("a storage has a negative size" + here());
    auto found = storages.find(key);
    if (found == storages.end() && archive) {
        if (key.find_first_of("/\\") != std::string::npos)
            return damaged("a storage's key walks out of the archive" + here());
        const ZipEntry *entry = archive->find(metadata["archive root"] + "data/" + key);
        if (!entry)
            return damaged("the storage " + key + " is not in the file" + here());
        auto part = std::make_unique<Part>();
        part->entry = *entry;
        const bool check = bytes.size() <= checked_at_once;
        RETCLIP_TRY(const auto held_bytes,
                    archive->read(*entry, part->unpacked,
                                  check ? ZipArchive::Check::now : ZipArchive::Check::not_now));
        part->checked = check || entry->method == 8;
        parts.push_back(std::move(part));
        found = storages.emplace(key, Storage{held_bytes, *type, elements, int(parts.size()) - 1}).first;
    }
    if (found == storages.end())
        return damaged("the storage " + key + " is not in the file" + here());
    if (found->second.type != *type)
        return damaged("the storage " + key + " is used as two types" + here());
    const auto held = static_cast<std::int64_t>(found->second.bytes.size() / size_of(*type));
    if (elements > held)
        return damaged("the storage " + key + " should hold " + std::to_string(elements)
                       + " elements and holds " + std::to_string(held) + here());
    found->second.elements = elements;
    return &found->second;
}

Result<StoredTensor> Checkpoint::Contents::tensor_of(const Pickle &pickle,
                                                     const PickleValue &value,
                                                     const std::string &name)
{
    RETCLIP_TRY(const Storage *storage, storage_of(pickle, pickle[value.items[0]], name));
    const auto shape = integers_of(pickle, pickle[value.items[2]]);
    const auto strides = integers_of(pickle, pickle[value.items[3]]);
    if (!shape || !strides || pickle[value.items[1]].kind != Kind::integer)
        return damaged("a tensor's sizes are no numbers" + place_of(value, name));
    StoredTensor tensor;
    tensor.name = name;
    tensor.type = storage->type;
    tensor.shape = *shape;
    tensor.strides = *strides;
    tensor.offset = pickle[value.items[1]].integer;
    tensor.storage = storage->bytes;
    tensor.part = storage->part;
    if (const std::string why = misfit(tensor, storage->elements); !why.empty())
        return damaged("a tensor does not fit: " + why + place_of(value, name));
    return tensor;
}

Result<void> Checkpoint::Contents::collect(const Pickle &pickle, const PickleValue &value,
                                           const std::string &path, int depth,
                                           std::vector<StoredTensor> &into)
{
    m_path_bytes += path.size();
    if (++m_visits > most_visits || m_path_bytes > longest_paths)
        return damaged("its values refer to each other without end");
    if (value.kind == Kind::tensor) {
        RETCLIP_TRY(StoredTensor tensor, tensor_of(pickle, value, path));
        into.push_back(std::move(tensor));
        return {};
    }
    if (depth == deepest || value.items.empty())
        return {};
    const auto joined = [&](const std::string &part) {
        return depth == 0 ? part : path + "." + part;
    };
    if (value.kind == Kind::dictionary) {
        for (std::size_t at = 0; at + 1 < value.items.size(); at += 2) {
            const PickleValue &key = pickle[value.items[at]];
            if (key.kind != Kind::text && key.kind != Kind::integer)
                continue;
            const std::string part =
                key.kind == Kind::text ? key.text : std::to_string(key.integer);
            RETCLIP_CHECK(
                collect(pickle, pickle[value.items[at + 1]], joined(part), depth + 1, into));
        }
    } else if (value.kind == Kind::list || value.kind == Kind::tuple) {
        for (std::size_t at = 0; at < value.items.size(); ++at)
            RETCLIP_CHECK(collect(pickle, pickle[value.items[at]], joined(std::to_string(at)),
                                  depth + 1, into));
    }
    return {};
}

Result<void> Checkpoint::Contents::take_pickle(const Pickle &pickle)
{
    const PickleValue &root = pickle[pickle.root];
    if (root.kind != Kind::dictionary)
        return not_ours(ErrorCode::unsupported, "it holds no dictionary of weights" + place_of(root));
    RETCLIP_CHECK(collect(pickle, root, {}, 0, all));

    const PickleValue *found = &root;
    for (const char *key : {"state_dict", "model"}) {
        const PickleValue *inner = pickle.find(root, key);
        if (inner && inner->kind == Kind::dictionary) {
            found = inner;
            break;
        }
    }
    // Only what stands in the dictionary itself is a weight.
    std::unordered_map<std::string, std::size_t> places;
    for (std::size_t at = 0; at + 1 < found->items.size(); at += 2) {
        const PickleValue &key = pickle[found->items[at]], &value = pickle[found->items[at + 1]];
        if (key.kind != Kind::text || value.kind != Kind::tensor)
            continue;
        RETCLIP_TRY(StoredTensor tensor, tensor_of(pickle, value, key.text));
        if (const auto twice = places.find(key.text); twice != places.end()) {
            weights[twice->second] = std::move(tensor);
        } else {
            places.emplace(key.text, weights.size());
            weights.push_back(std::move(tensor));
        }
    }
    for (std::size_t at = 0; at + 1 < root.items.size(); at += 2) {
        const PickleValue &key = pickle[root.items[at]], &value = pickle[root.items[at + 1]];
        if (key.kind != Kind::text)
            continue;
        if (value.kind == Kind::text)
            metadata[key.text] = value.text;
        else if (value.kind == Kind::integer || value.kind == Kind::boolean)
            metadata[key.text] = std::to_string(value.integer);
        else if (value.kind == Kind::real)
            metadata[key.text] = std::to_string(value.real);
    }
    return {};
}

Result<void> Checkpoint::Contents::open_zip()
{
    format = CheckpointFormat::zip_pickle;
    RETCLIP_TRY(archive, ZipArchive::open(bytes));
    const ZipEntry *pickle_entry = nullptr;
    std::string root;
    for (const ZipEntry &entry : archive->entries()) {
        const std::size_t slash = entry.name.find('/');
        if (slash == std::string::npos || entry.name.compare(slash, std::string::npos, "/data.pkl"))
            continue;
        if (pickle_entry)
            return not_ours(ErrorCode::unsupported, "the archive holds two of them");
        pickle_entry = &entry;
        root = entry.name.substr(0, slash + 1);
    }
    if (!pickle_entry)
        return not_ours(ErrorCode::unreadable, "the archive has no data.pkl");
    if (archive->find(root + "constants.pkl"))
        return not_ours(ErrorCode::unsupported, "it is a TorchScript program, not weights");
    std::vector<std::byte> buffer;
    if (const ZipEntry *order = archive->find(root + "byteorder")) {
        RETCLIP_TRY(const auto bytes, archive->read(*order, buffer, ZipArchive::Check::now));
        if (std::string_view(reinterpret_cast<const char *>(bytes.data()), bytes.size())
            != "little")
            return not_ours(ErrorCode::unsupported, "its numbers are big-endian");
    }
    if (pickle_entry->size > (std::uint64_t(1) << 28))
        return not_ours(ErrorCode::unsupported, "its data.pkl is too long");
    buffer.clear();
    RETCLIP_TRY(const auto bytes, archive->read(*pickle_entry, buffer, ZipArchive::Check::now));
    RETCLIP_TRY(const Pickle pickle, read_pickle(bytes));
    metadata["archive root"] = root;
    auto taken = take_pickle(pickle);
    metadata.erase("archive root");
    return taken;
}

Result<void> Checkpoint::Contents::open_legacy()
{
    static constexpr std::string_view magic{"\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19", 10};
    format = CheckpointFormat::legacy_pickle;
    std::span<const std::byte> rest = bytes;
    std::array<Pickle, 5> pickles; // magic number, version, system, the object, storage keys
    for (std::size_t which = 0; which < pickles.size(); ++which) {
        RETCLIP_TRY(pickles[which], read_pickle(rest));
        const Pickle &pickle = pickles[which];
        rest = rest.subspan(pickle.length);
        const PickleValue &root = pickle[pickle.root];
        if (which == 0 && (root.kind != Kind::bytes || root.text != magic))
            return not_ours(ErrorCode::unreadable, "it does not begin as one");
        if (which == 1 && (root.kind != Kind::integer || root.integer != 1001))
            return not_ours(ErrorCode::unsupported, "an unknown version of PyTorch's old format");
        if (which == 2) {
            const PickleValue *little = pickle.find(root, "little_endian");
            if (!little || little->integer == 0)
                return not_ours(ErrorCode::unsupported, "its numbers are big-endian");
        }
    }
    // Types and sizes of the storages stand in the object; their bytes follow in the keys' order.
    std::unordered_map<std::string, ElementType> types;
    for (const PickleValue &value : pickles[3].values) {
        if (value.kind != Kind::storage)
            continue;
        const auto type = type_of_storage(pickles[3][value.items[1]].text);
        if (!type)
            return not_ours(ErrorCode::unsupported, "a storage has no type that we know" + place_of(value));
        types.emplace(pickles[3][value.items[2]].text, *type);
    }
    for (const std::uint32_t item : pickles[4][pickles[4].root].items) {
        const std::string &key = pickles[4][item].text;
        const auto type = types.find(key);
        if (type == types.end())
            return damaged("a storage is not used");
        std::int64_t elements = 0;
        if (rest.size() < sizeof elements)
            return damaged("the file was cut short");
        std::memcpy(&elements, rest.data(), sizeof elements);
        rest = rest.subspan(sizeof elements);
        const std::size_t size = size_of(type->second);
        if (elements < 0 || std::uint64_t(elements) > rest.size() / size)
            return damaged("the file was cut short in the storage " + key);
        const std::size_t bytes = std::size_t(elements) * size;
        storages[key] = {rest.first(bytes), type->second, elements, -1};
        rest = rest.subspan(bytes);
    }
    return take_pickle(pickles[3]);
}

Checkpoint::Checkpoint(std::unique_ptr<Contents> contents) : m_contents(std::move(contents)) {}
Checkpoint::Checkpoint(Checkpoint &&) noexcept = default;
Checkpoint &Checkpoint::operator=(Checkpoint &&) noexcept = default;
Checkpoint::~Checkpoint() = default;

Result<Checkpoint> Checkpoint::open(const std::filesystem::path &file)
{
    auto contents = std::make_unique<Contents>();
    RETCLIP_TRY(contents->file, MappedFile::open(file));
    contents->bytes = contents->file.bytes();
    return read(std::move(contents), file.extension() == ".safetensors");
}

Result<Checkpoint> Checkpoint::open(std::span<const std::byte> bytes)
{
    auto contents = std::make_unique<Contents>();
    contents->bytes = bytes;
    return read(std::move(contents), false);
}

Result<Checkpoint> Checkpoint::read(std::unique_ptr<Contents> contents, bool named_safetensors)
{
    const auto bytes = contents->bytes;
    if (bytes.empty())
        return not_ours(ErrorCode::unreadable, "the file is empty");
    const std::string_view start(reinterpret_cast<const char *>(bytes.data()),
                                 std::min<std::size_t>(bytes.size(), 16));
    // By content: a zip's signature, a pickle's PROTO, else safetensors' length and brace.
    if (start.starts_with("PK")) {
        RETCLIP_CHECK(contents->open_zip());
    } else if ((start.size() > 8 && start[8] == '{')
               || (named_safetensors && !start.starts_with("\x80"))) {
        RETCLIP_CHECK(contents->open_safetensors());
    } else {
        RETCLIP_CHECK(contents->open_legacy());
    }
    return Checkpoint(std::move(contents));
}

CheckpointFormat Checkpoint::format() const
{
    return m_contents->format;
}

const std::vector<StoredTensor> &Checkpoint::weights() const
{
    return m_contents->weights;
}

const std::vector<StoredTensor> &Checkpoint::all_tensors() const
{
    return m_contents->all;
}

const std::map<std::string, std::string> &Checkpoint::metadata() const
{
    return m_contents->metadata;
}

Result<void> Checkpoint::check(const StoredTensor &tensor) const
{
    if (tensor.part < 0)
        return {};
    Contents::Part &part = *m_contents->parts[std::size_t(tensor.part)];
    if (part.checked.load())
        return {};
    if (crc32_of(tensor.storage) != part.entry.crc32)
        return damaged("the bytes of " + part.entry.name
                       + " do not match their checksum (CRC-32)");
    part.checked = true;
    return {};
}

Result<Array> Checkpoint::read(const StoredTensor &tensor) const
{
    RETCLIP_CHECK(check(tensor));
    Array array;
    array.type = tensor.type;
    array.shape = tensor.shape;
    const std::size_t size = size_of(tensor.type);
    array.bytes.resize(std::size_t(tensor.count()) * size);
    if (array.bytes.empty())
        return array;
    if (tensor.contiguous()) {
        std::memcpy(array.bytes.data(), tensor.storage.data() + std::size_t(tensor.offset) * size,
                    array.bytes.size());
    } else {
        walk(tensor, [&](std::int64_t element, const std::byte *from) {
            std::memcpy(array.bytes.data() + std::size_t(element) * size, from, size);
        });
    }
    return array;
}

Result<void> Checkpoint::read_float32(const StoredTensor &tensor, std::span<float> out) const
{
    if (out.size() != std::size_t(tensor.count()))
        return damaged("the tensor " + tensor.name + " has another size than asked for");
    if (tensor.type == ElementType::float32 && tensor.contiguous()) {
        RETCLIP_CHECK(check(tensor));
        if (out.empty())
            return {};
        std::memcpy(out.data(), tensor.storage.data() + std::size_t(tensor.offset) * 4,
                    out.size_bytes());
        return {};
    }
    RETCLIP_TRY(const Array array, read(tensor));
    const std::size_t size = size_of(tensor.type);
    if (tensor.type == ElementType::float32) {
        std::memcpy(out.data(), array.bytes.data(), out.size_bytes());
        return {};
    }
    for (std::size_t at = 0; at < out.size(); ++at)
        out[at] = static_cast<float>(number_of(array.bytes.data() + at * size, tensor.type));
    return {};
}

float float_from_half(std::uint16_t bits)
{
    const std::uint32_t sign = std::uint32_t(bits & 0x8000) << 16;
    const std::uint32_t exponent = (bits >> 10) & 0x1F;
    const std::uint32_t fraction = bits & 0x3FF;
    if (exponent == 0x1F)
        return std::bit_cast<float>(sign | 0x7F800000u | (fraction << 13));
    if (exponent == 0) {
        const float value = static_cast<float>(fraction) * 0x1p-24f;
        return sign ? -value : value;
    }
    return std::bit_cast<float>(sign | ((exponent + 112) << 23) | (fraction << 13));
}

std::uint16_t half_from_float(float value)
{
    const auto bits = std::bit_cast<std::uint32_t>(value);
    const auto sign = static_cast<std::uint16_t>((bits >> 16) & 0x8000);
    const std::uint32_t magnitude = bits & 0x7FFFFFFF;
    if (magnitude > 0x7F800000) // NaN stays one
        return static_cast<std::uint16_t>(sign | 0x7C00 | 0x200 | ((magnitude >> 13) & 0x3FF));
    if (magnitude >= 0x477FF000) // 65520 and above round to infinity
        return static_cast<std::uint16_t>(sign | 0x7C00);
    if (magnitude < 0x38800000) { // below 2^-14: a multiple of 2^-24
        // Adding 0.5 lets the float unit round to a multiple of 2^-24, ties to even.
        const float shifted = std::bit_cast<float>(magnitude) + 0.5f;
        return static_cast<std::uint16_t>(sign
                                          | (std::bit_cast<std::uint32_t>(shifted) - 0x3F000000));
    }
    const std::uint32_t rounded = magnitude + 0xFFF + ((magnitude >> 13) & 1);
    return static_cast<std::uint16_t>(sign | ((rounded - 0x38000000) >> 13));
}

std::uint16_t bfloat16_from_float(float value)
{
    const auto bits = std::bit_cast<std::uint32_t>(value);
    if ((bits & 0x7FFFFFFF) > 0x7F800000)
        return static_cast<std::uint16_t>((bits >> 16) | 0x40);
    return static_cast<std::uint16_t>((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16);
}

} // namespace retclip
