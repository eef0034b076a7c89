// SPDX-License-Identifier: GPL-3.0-or-later
// A zip archive as torch.save lays it out: stored entries, each one's data at a multiple of 64.
#include "ml/checkpoint/checkpoint.h"
#include "ml/checkpoint/side_file.h"
#include "ml/checkpoint/zip_archive.h"

#include <array>
#include <cstring>

namespace retclip {

namespace {

constexpr std::uint64_t alignment = 64;
constexpr std::string_view root = "archive/";

template <typename T>
void put(std::string &out, T value)
{
    out.append(reinterpret_cast<const char *>(&value), sizeof value); // little-endian
}

const char *storage_word(ElementType type)
{
    switch (type) {
    case ElementType::float16: return "HalfStorage";
    case ElementType::bfloat16: return "BFloat16Storage";
    case ElementType::float32: return "FloatStorage";
    case ElementType::float64: return "DoubleStorage";
    case ElementType::int8: return "CharStorage";
    case ElementType::int16: return "ShortStorage";
    case ElementType::int32: return "IntStorage";
    case ElementType::int64: return "LongStorage";
    case ElementType::uint8: return "ByteStorage";
    case ElementType::boolean: return "BoolStorage";
    }
    return "FloatStorage";
}

void put_text(std::string &out, std::string_view text)
{
    out += 'X';
    put(out, static_cast<std::uint32_t>(text.size()));
    out += text;
}

void put_integer(std::string &out, std::int64_t value)
{
    if (value >= 0 && value < 256) {
        out += 'K';
        put(out, static_cast<std::uint8_t>(value));
    } else if (value >= INT32_MIN && value <= INT32_MAX) {
        out += 'J';
        put(out, static_cast<std::int32_t>(value));
    } else {
        out += '\x8a';
        put(out, std::uint8_t(8));
        put(out, value);
    }
}

void put_tuple(std::string &out, std::span<const std::int64_t> values)
{
    out += '(';
    for (const std::int64_t value : values)
        put_integer(out, value);
    out += 't';
}

/// OrderedDict of name: _rebuild_tensor_v2(storage, 0, size, stride, False, OrderedDict()).
std::string pickle_of(std::span<const SafetensorsPart> weights)
{
    std::string out = "\x80\x02" "ccollections\nOrderedDict\n)R(";
    for (std::size_t index = 0; index < weights.size(); ++index) {
        const SafetensorsPart &weight = weights[index];
        put_text(out, weight.name);
        out += "ctorch._utils\n_rebuild_tensor_v2\n((";
        put_text(out, "storage");
        out += std::string("ctorch\n") + storage_word(weight.type) + "\n";
        put_text(out, std::to_string(index));
        put_text(out, "cpu");
        put_integer(out, static_cast<std::int64_t>(weight.bytes.size() / size_of(weight.type)));
        out += "tQK";
        out += '\0';
        put_tuple(out, weight.shape);
        std::vector<std::int64_t> strides(weight.shape.size(), 1);
        for (std::size_t axis = strides.size(); axis-- > 1;)
            strides[axis - 1] = strides[axis] * std::max<std::int64_t>(weight.shape[axis], 1);
        put_tuple(out, strides);
        out += "\x89" "ccollections\nOrderedDict\n)RtR";
    }
    return out + "u.";
}

class ZipWriter
{
public:
    explicit ZipWriter(const std::filesystem::path &file) : m_file(file) {}

    Result<void> open() { return m_file.open(); }
    Result<void> add(const std::string &name, std::span<const std::byte> bytes)
    {
        const std::uint32_t crc = crc32_of(bytes);
        const auto size = static_cast<std::uint32_t>(bytes.size());
        // The padding lives in an extra field of its own kind, as torch.save has it.
        const std::uint64_t plain = m_at + 30 + name.size() + 4;
        const auto padding = static_cast<std::uint16_t>((alignment - plain % alignment) % alignment);
        std::string head;
        put(head, std::uint32_t(0x04034b50));
        for (const std::uint16_t value : {std::uint16_t(20), std::uint16_t(0), std::uint16_t(0),
                                          std::uint16_t(0), std::uint16_t(0x21)})
            put(head, value); // version, flags, stored, time, date
        put(head, crc);
        put(head, size);
        put(head, size);
        put(head, static_cast<std::uint16_t>(name.size()));
        put(head, static_cast<std::uint16_t>(padding + 4));
        head += name;
        head += "FB";
        put(head, padding);
        head.append(padding, 'Z');

        put(m_directory, std::uint32_t(0x02014b50));
        for (const std::uint16_t value :
             {std::uint16_t(20), std::uint16_t(20), std::uint16_t(0), std::uint16_t(0),
              std::uint16_t(0), std::uint16_t(0x21)})
            put(m_directory, value);
        put(m_directory, crc);
        put(m_directory, size);
        put(m_directory, size);
        put(m_directory, static_cast<std::uint16_t>(name.size()));
        m_directory.append(12, '\0'); // no extra, no comment, disk 0, attributes
        put(m_directory, static_cast<std::uint32_t>(m_at));
        m_directory += name;
        ++m_count;

        RETCLIP_CHECK(m_file.write(head));
        RETCLIP_CHECK(m_file.write(bytes));
        m_at += head.size() + bytes.size();
        return {};
    }
    Result<void> finish()
    {
        std::string end;
        put(end, std::uint32_t(0x06054b50));
        put(end, std::uint32_t(0));
        put(end, m_count);
        put(end, m_count);
        put(end, static_cast<std::uint32_t>(m_directory.size()));
        put(end, static_cast<std::uint32_t>(m_at));
        put(end, std::uint16_t(0));
        RETCLIP_CHECK(m_file.write(m_directory));
        RETCLIP_CHECK(m_file.write(end));
        return m_file.commit();
    }

private:
    AtomicFile m_file;
    std::string m_directory;
    std::uint64_t m_at = 0;
    std::uint16_t m_count = 0;
};

} // namespace

Result<void> write_checkpoint(const std::filesystem::path &file,
                              std::span<const SafetensorsPart> weights,
                              const std::map<std::string, std::string> &metadata)
{
    // Without it a crash could leave the new file beside the old one's checksum.
    remove_side_file(file);
    if (file.extension() != ".pt" && file.extension() != ".pth")
        return write_safetensors(file, weights, metadata);
    std::uint64_t whole = 1 << 20;
    for (const SafetensorsPart &weight : weights)
        whole += weight.bytes.size() + weight.name.size() + 1024;
    if (whole >= 0xFFFFFFFFull || weights.size() > 60000)
        return failure(
            ErrorCode::unsupported,
            message(QT_TRANSLATE_NOOP("Message", "These weights are too large for a .pt file.")),
            message(QT_TRANSLATE_NOOP("Message", "No file was written.")),
            message(QT_TRANSLATE_NOOP("Message", "Give a name that ends in .safetensors.")));
    const auto bytes_of = [](std::string_view text) {
        return std::as_bytes(std::span(text.data(), text.size()));
    };
    ZipWriter zip(file);
    RETCLIP_CHECK(zip.open());
    RETCLIP_CHECK(zip.add(std::string(root) + "data.pkl", bytes_of(pickle_of(weights))));
    RETCLIP_CHECK(zip.add(std::string(root) + "byteorder", bytes_of("little")));
    for (std::size_t index = 0; index < weights.size(); ++index)
        RETCLIP_CHECK(zip.add(std::string(root) + "data/" + std::to_string(index),
                              weights[index].bytes));
    RETCLIP_CHECK(zip.add(std::string(root) + "version", bytes_of("3\n")));
    return zip.finish();
}

} // namespace retclip
