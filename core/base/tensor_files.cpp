// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/tensor_files.h"

#include "core/base/files.h"
#include "core/base/sha256.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstring>
#include <thread>

namespace retclip {
namespace {

struct TypeRow
{
    ElementType type;
    std::size_t size;
    const char *word;
    const char *safetensors;
    const char *numpy; ///< Without the byte order; empty: NumPy has none.
};

constexpr TypeRow type_rows[] = {
    {ElementType::float16, 2, "float16", "F16", "f2"},
    {ElementType::bfloat16, 2, "bfloat16", "BF16", ""},
    {ElementType::float32, 4, "float32", "F32", "f4"},
    {ElementType::float64, 8, "float64", "F64", "f8"},
    {ElementType::int8, 1, "int8", "I8", "i1"},
    {ElementType::int16, 2, "int16", "I16", "i2"},
    {ElementType::int32, 4, "int32", "I32", "i4"},
    {ElementType::int64, 8, "int64", "I64", "i8"},
    {ElementType::uint8, 1, "uint8", "U8", "u1"},
    {ElementType::boolean, 1, "bool", "BOOL", "b1"},
};

const TypeRow &row_of(ElementType type)
{
    for (const TypeRow &row : type_rows) {
        if (row.type == type)
            return row;
    }
    return type_rows[2];
}

Error bad_file(ErrorCode code, const std::string &name, const std::string &cause)
{
    return {code,
            message(QT_TRANSLATE_NOOP("Message", "The array file %1 cannot be used: %2."),
                    {name, cause}),
            message(QT_TRANSLATE_NOOP("Message", "Nothing was loaded.")),
            message(QT_TRANSLATE_NOOP("Message", "Make the file again, or choose another one.")),
            {}};
}

Error bad_table(ErrorCode code, const std::string &cause)
{
    return {
        code,
        message(QT_TRANSLATE_NOOP("Message", "The safetensors file cannot be used: %1."), {cause}),
        message(QT_TRANSLATE_NOOP("Message", "Nothing was loaded.")),
        message(QT_TRANSLATE_NOOP("Message", "Copy or download the file again.")),
        {}};
}

/// Bytes that a shape takes; nothing where the product overflows.
std::optional<std::uint64_t> bytes_of(const std::vector<std::int64_t> &shape, std::size_t size)
{
    // A zero anywhere makes the product 0, whatever the others are.
    if (std::find(shape.begin(), shape.end(), 0) != shape.end())
        return 0;
    std::uint64_t product = size;
    for (std::int64_t extent : shape) {
        if (extent < 0 || __builtin_mul_overflow(product, std::uint64_t(extent), &product))
            return std::nullopt;
    }
    return product;
}

/// Reads the Python dictionary of an .npy header: exactly the three keys NumPy writes.
class NpyHeader
{
public:
    explicit NpyHeader(std::string_view text) : m_text(text) { }

    bool parse()
    {
        if (!take('{'))
            return false;
        while (!take('}')) {
            std::string key;
            if (!string(key) || !take(':'))
                return false;
            bool ok = false;
            if (key == "descr")
                ok = string(descr);
            else if (key == "fortran_order")
                ok = boolean(fortran_order);
            else if (key == "shape")
                ok = tuple();
            if (!ok)
                return false;
            if (!take(',') && (skip_spaces(), m_text.empty() || m_text.front() != '}'))
                return false;
        }
        return !descr.empty() && m_shape_seen;
    }

    std::string descr;
    bool fortran_order = false;
    std::vector<std::int64_t> shape;

private:
    void skip_spaces()
    {
        while (!m_text.empty() && (m_text.front() == ' ' || m_text.front() == '\n'))
            m_text.remove_prefix(1);
    }
    bool take(char c)
    {
        skip_spaces();
        if (m_text.empty() || m_text.front() != c)
            return false;
        m_text.remove_prefix(1);
        return true;
    }
    bool string(std::string &out)
    {
        skip_spaces();
        if (m_text.empty() || (m_text.front() != '\'' && m_text.front() != '"'))
            return false;
        const std::size_t end = m_text.find(m_text.front(), 1);
        if (end == std::string_view::npos)
            return false;
        out = std::string(m_text.substr(1, end - 1));
        m_text.remove_prefix(end + 1);
        return true;
    }
    bool boolean(bool &out)
    {
        skip_spaces();
        for (const auto &[text, value] : {std::pair{"True", true}, std::pair{"False", false}}) {
            if (m_text.starts_with(text)) {
                m_text.remove_prefix(std::strlen(text));
                out = value;
                return true;
            }
        }
        return false;
    }
    bool tuple()
    {
        m_shape_seen = true;
        if (!take('('))
            return false;
        while (!take(')')) {
            skip_spaces();
            std::int64_t value = 0;
            std::size_t digits = 0;
            while (digits < m_text.size() && m_text[digits] >= '0' && m_text[digits] <= '9'
                   && digits < 18) {
                value = value * 10 + (m_text[digits] - '0');
                ++digits;
            }
            if (digits == 0 || shape.size() >= 32)
                return false;
            m_text.remove_prefix(digits);
            if (!m_text.empty() && m_text.front() == 'L') // Python 2 wrote long integers so
                m_text.remove_prefix(1);
            shape.push_back(value);
            if (!take(',') && (skip_spaces(), m_text.empty() || m_text.front() != ')'))
                return false;
        }
        return true;
    }

    std::string_view m_text;
    bool m_shape_seen = false;
};

template <typename T>
Array array_of(ElementType type, std::vector<std::int64_t> shape, std::span<const T> values)
{
    Array array;
    array.type = type;
    array.shape = std::move(shape);
    const auto bytes = std::as_bytes(values);
    array.bytes.assign(bytes.begin(), bytes.end());
    return array;
}

std::uint64_t little_endian(std::span<const std::byte> bytes, std::size_t count)
{
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < count; ++i)
        value |= std::uint64_t(bytes[i]) << (8 * i);
    return value;
}

} // namespace

std::size_t size_of(ElementType type)
{
    return row_of(type).size;
}

const char *word(ElementType type)
{
    return row_of(type).word;
}

const char *safetensors_word(ElementType type)
{
    return row_of(type).safetensors;
}

std::optional<ElementType> element_type_from(std::string_view text)
{
    for (const TypeRow &row : type_rows) {
        if (text == row.word || text == row.safetensors)
            return row.type;
    }
    return std::nullopt;
}

std::int64_t Array::count() const
{
    if (std::find(shape.begin(), shape.end(), 0) != shape.end())
        return 0; // whatever the others are, their product may overflow
    std::int64_t product = 1;
    for (std::int64_t extent : shape)
        product *= extent;
    return product;
}

Array make_array(std::vector<std::int64_t> shape, std::span<const float> values)
{
    return array_of(ElementType::float32, std::move(shape), values);
}

Array make_array(std::vector<std::int64_t> shape, std::span<const std::int64_t> values)
{
    return array_of(ElementType::int64, std::move(shape), values);
}

Result<Array> read_npy(const std::filesystem::path &file)
{
    RETCLIP_TRY(const MappedFile mapped, MappedFile::open(file));
    return read_npy(mapped.bytes(), utf8_from_path(file));
}

Result<Array> read_npy(std::span<const std::byte> bytes, const std::string &name)
{
    static constexpr char magic[] = "\x93NUMPY";
    if (bytes.size() < 10 || std::memcmp(bytes.data(), magic, 6) != 0)
        return failure(bad_file(ErrorCode::unreadable, name, "it is not a .npy file"));
    const int version = int(bytes[6]);
    if (version < 1 || version > 3)
        return failure(bad_file(ErrorCode::unsupported, name, "an unknown .npy version"));
    const std::size_t length_bytes = version == 1 ? 2 : 4;
    const std::size_t header_begin = 8 + length_bytes;
    if (bytes.size() < header_begin)
        return failure(bad_file(ErrorCode::unreadable, name, "it is cut short"));
    const std::uint64_t header_length = little_endian(bytes.subspan(8), length_bytes);
    if (header_length > bytes.size() - header_begin)
        return failure(bad_file(ErrorCode::unreadable, name, "its header is cut short"));
    NpyHeader header(
        {reinterpret_cast<const char *>(bytes.data()) + header_begin, std::size_t(header_length)});
    if (!header.parse())
        return failure(bad_file(ErrorCode::unreadable, name, "its header cannot be read"));

    Array array;
    const std::string_view descr = header.descr;
    bool known = false;
    for (const TypeRow &row : type_rows) {
        if (descr.size() < 3 || row.numpy[0] == '\0' || descr.substr(1) != row.numpy)
            continue;
        const bool order_fits = descr[0] == '<' || descr[0] == '=' || row.size == 1;
        if (order_fits) {
            array.type = row.type;
            known = true;
        }
    }
    if (!known) {
        return failure(bad_file(ErrorCode::unsupported, name,
                                "numbers of type \"" + header.descr + "\" are not supported"));
    }
    if (header.fortran_order && header.shape.size() > 1)
        return failure(bad_file(ErrorCode::unsupported, name, "it is stored in Fortran order"));
    const auto wanted = bytes_of(header.shape, size_of(array.type));
    const std::size_t data_begin = header_begin + std::size_t(header_length);
    if (!wanted || *wanted > bytes.size() - data_begin)
        return failure(bad_file(ErrorCode::unreadable, name, "its data is cut short"));
    const auto data = bytes.subspan(data_begin, std::size_t(*wanted));
    array.shape = std::move(header.shape);
    array.bytes.assign(data.begin(), data.end());
    return array;
}

Result<void> write_npy(const Array &array, const std::filesystem::path &file)
{
    const TypeRow &row = row_of(array.type);
    if (row.numpy[0] == '\0') {
        return failure(
            bad_file(ErrorCode::unsupported, utf8_from_path(file), "NumPy knows no bfloat16"));
    }
    std::string header = "{'descr': '";
    header += row.size == 1 ? '|' : '<';
    header += row.numpy;
    header += "', 'fortran_order': False, 'shape': (";
    for (std::int64_t extent : array.shape)
        header += std::to_string(extent) + (array.shape.size() == 1 ? "," : ", ");
    if (array.shape.size() > 1)
        header.resize(header.size() - 2);
    header += "), }";
    // The data starts at a multiple of 64, as NumPy writes it.
    while ((10 + header.size() + 1) % 64 != 0)
        header += ' ';
    header += '\n';
    std::string start("\x93NUMPY\x01\x00", 8);
    start += char(header.size() & 255);
    start += char(header.size() >> 8);

    AtomicFile out(file);
    RETCLIP_CHECK(out.open());
    RETCLIP_CHECK(out.write(start + header));
    RETCLIP_CHECK(out.write(array.bytes));
    return out.commit();
}

Result<SafetensorsTable> read_safetensors_table(std::span<const std::byte> file)
{
    if (file.size() < 8)
        return failure(bad_table(ErrorCode::unreadable, "it is shorter than its header"));
    const std::uint64_t header_length = little_endian(file, 8);
    if (header_length > file.size() - 8)
        return failure(bad_table(ErrorCode::unreadable, "its header runs past its end"));
    if (header_length > 100'000'000)
        return failure(bad_table(ErrorCode::unreadable, "its header is longer than 100 MB"));
    const auto *text = reinterpret_cast<const char *>(file.data()) + 8;
    const nlohmann::json header = nlohmann::json::parse(text, text + header_length, nullptr, false);
    if (!header.is_object())
        return failure(bad_table(ErrorCode::unreadable, "its header is not a JSON object"));

    const std::uint64_t data_begin = 8 + header_length;
    const std::uint64_t data_length = file.size() - data_begin;
    SafetensorsTable table;
    for (const auto &[name, value] : header.items()) {
        if (name == "__metadata__") {
            if (!value.is_object())
                return failure(bad_table(ErrorCode::unreadable, "its metadata is not an object"));
            for (const auto &[key, entry] : value.items()) {
                if (!entry.is_string())
                    return failure(bad_table(ErrorCode::unreadable, "its metadata is not text"));
                table.metadata[key] = entry.get<std::string>();
            }
            continue;
        }
        const auto bad = [&name](ErrorCode code, const std::string &what) {
            return failure(bad_table(code, "tensor \"" + name + "\": " + what));
        };
        if (!value.is_object() || !value.contains("dtype") || !value.contains("shape")
            || !value.contains("data_offsets"))
            return bad(ErrorCode::unreadable, "dtype, shape or data_offsets is missing");
        const auto &dtype = value["dtype"];
        const auto &shape = value["shape"];
        const auto &offsets = value["data_offsets"];
        if (!dtype.is_string() || !shape.is_array() || shape.size() > 64 || !offsets.is_array()
            || offsets.size() != 2)
            return bad(ErrorCode::unreadable, "its entry has the wrong form");
        SafetensorsEntry entry;
        entry.name = name;
        const auto type = [&]() -> std::optional<ElementType> {
            for (const TypeRow &row : type_rows) {
                if (dtype.get_ref<const std::string &>() == row.safetensors)
                    return row.type;
            }
            return std::nullopt;
        }();
        if (!type)
            return bad(ErrorCode::unsupported,
                       "numbers of type " + dtype.get<std::string>() + " are not supported");
        entry.type = *type;
        for (const auto &extent : shape) {
            if (!extent.is_number_unsigned()
                || extent.get<std::uint64_t>() > std::uint64_t(INT64_MAX))
                return bad(ErrorCode::unreadable, "a size is not a whole number from 0");
            entry.shape.push_back(extent.get<std::int64_t>());
        }
        if (!offsets[0].is_number_unsigned() || !offsets[1].is_number_unsigned())
            return bad(ErrorCode::unreadable, "an offset is not a whole number from 0");
        const auto begin = offsets[0].get<std::uint64_t>();
        const auto end = offsets[1].get<std::uint64_t>();
        if (begin > end || end > data_length)
            return bad(ErrorCode::unreadable, "its data lies outside the file");
        const auto wanted = bytes_of(entry.shape, size_of(entry.type));
        if (!wanted || *wanted != end - begin)
            return bad(ErrorCode::unreadable, "its shape does not fit its bytes");
        entry.begin = data_begin + begin;
        entry.end = data_begin + end;
        table.entries.push_back(std::move(entry));
    }
    std::sort(table.entries.begin(), table.entries.end(),
              [](const SafetensorsEntry &a, const SafetensorsEntry &b) {
                  return std::tie(a.begin, a.end, a.name) < std::tie(b.begin, b.end, b.name);
              });
    std::uint64_t position = data_begin;
    for (const SafetensorsEntry &entry : table.entries) {
        if (entry.begin != position) {
            return failure(
                bad_table(ErrorCode::unreadable,
                          "tensor \"" + entry.name + "\" overlaps another or leaves a gap"));
        }
        position = entry.end;
    }
    if (position != file.size())
        return failure(bad_table(ErrorCode::unreadable, "bytes at its end belong to no tensor"));
    return table;
}

Result<std::map<std::string, Array>> read_safetensors(const std::filesystem::path &file)
{
    RETCLIP_TRY(const MappedFile mapped, MappedFile::open(file));
    auto table = read_safetensors_table(mapped.bytes());
    if (!table) {
        Error error = std::move(table.error());
        error.cause = utf8_from_path(file);
        return failure(std::move(error));
    }
    std::map<std::string, Array> arrays;
    for (SafetensorsEntry &entry : table->entries) {
        Array array;
        array.type = entry.type;
        array.shape = std::move(entry.shape);
        const auto data = mapped.bytes().subspan(entry.begin, entry.end - entry.begin);
        array.bytes.assign(data.begin(), data.end());
        arrays.emplace(std::move(entry.name), std::move(array));
    }
    return arrays;
}

Result<void> write_safetensors(const std::filesystem::path &file,
                               std::span<const SafetensorsPart> parts,
                               const std::map<std::string, std::string> &metadata,
                               std::string *sha256)
{
    nlohmann::ordered_json header = nlohmann::ordered_json::object();
    if (!metadata.empty())
        header["__metadata__"] = metadata;
    std::uint64_t position = 0;
    for (const SafetensorsPart &part : parts) {
        const auto wanted = bytes_of(part.shape, size_of(part.type));
        if (!wanted || *wanted != part.bytes.size() || header.contains(part.name)) {
            return failure(bad_file(ErrorCode::invalid_argument, utf8_from_path(file),
                                    "tensor \"" + part.name + "\" does not fit its shape"));
        }
        header[part.name] = {{"dtype", safetensors_word(part.type)},
                             {"shape", part.shape},
                             {"data_offsets", {position, position + part.bytes.size()}}};
        position += part.bytes.size();
    }
    std::string text = header.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    while (text.size() % 8 != 0)
        text += ' ';
    std::string length(8, '\0');
    for (int i = 0; i < 8; ++i)
        length[std::size_t(i)] = char((std::uint64_t(text.size()) >> (8 * i)) & 255);

    AtomicFile out(file);
    RETCLIP_CHECK(out.open());
    std::jthread hashing; // Ends, where writing fails, before the function does.
    if (sha256) {
        hashing = std::jthread([&] {
            Sha256 hash;
            hash.add(length + text);
            for (const SafetensorsPart &part : parts)
                hash.add(part.bytes);
            *sha256 = hash.hex();
        });
    }
    RETCLIP_CHECK(out.write(length + text));
    for (const SafetensorsPart &part : parts)
        RETCLIP_CHECK(out.write(part.bytes));
    return out.commit();
}

Result<void> write_safetensors(const std::filesystem::path &file,
                               const std::map<std::string, Array> &arrays,
                               const std::map<std::string, std::string> &metadata)
{
    std::vector<SafetensorsPart> parts;
    parts.reserve(arrays.size());
    for (const auto &[name, array] : arrays)
        parts.push_back({name, array.type, array.shape, array.bytes});
    return write_safetensors(file, parts, metadata);
}

} // namespace retclip
