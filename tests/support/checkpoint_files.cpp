// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/checkpoint_files.h"

#include "ml/checkpoint/zip_archive.h"

#include <algorithm>
#include <cstring>

namespace retclip::testing {

namespace {

const char *storage_word(ElementType type)
{
    switch (type) {
    case ElementType::float16: return "HalfStorage";
    case ElementType::bfloat16: return "BFloat16Storage";
    case ElementType::float64: return "DoubleStorage";
    case ElementType::int64: return "LongStorage";
    case ElementType::int32: return "IntStorage";
    case ElementType::uint8: return "ByteStorage";
    default: return "FloatStorage";
    }
}

void put_integer(std::string &out, std::int64_t value)
{
    out += "\x8a\x08";
    put_number(out, value);
}

void put_extents(std::string &out, const std::vector<std::int64_t> &values)
{
    out += '(';
    for (const std::int64_t value : values)
        put_integer(out, value);
    out += 't';
}

std::span<const std::byte> bytes_of(std::string_view text)
{
    return std::as_bytes(std::span(text.data(), text.size()));
}

} // namespace

void put_text(std::string &out, std::string_view text)
{
    out += 'X';
    put_number(out, static_cast<std::uint32_t>(text.size()));
    out += text;
}

MadeTensor made_tensor(std::string name, std::vector<std::int64_t> shape)
{
    MadeTensor tensor{std::move(name), ElementType::float32, std::move(shape), {}};
    std::uint32_t state = 2166136261u;
    for (const char c : tensor.name)
        state = (state ^ static_cast<unsigned char>(c)) * 16777619u;
    std::int64_t count = 1;
    for (const std::int64_t extent : tensor.shape)
        count *= extent;
    for (std::int64_t at = 0; at < count; ++at) {
        state = state * 1664525u + 1013904223u;
        const float value = static_cast<float>(state >> 16) / 32768.0f - 1.0f;
        char bytes[4];
        std::memcpy(bytes, &value, 4);
        tensor.bytes.append(bytes, 4);
    }
    return tensor;
}

std::string pickled(std::span<const MadeTensor> tensors, std::string_view wrapper,
                    std::string_view others)
{
    std::string out = "\x80\x02";
    if (!wrapper.empty()) {
        out += "}(";
        put_text(out, wrapper);
    }
    out += "ccollections\nOrderedDict\n)R(";
    for (std::size_t index = 0; index < tensors.size(); ++index) {
        const MadeTensor &tensor = tensors[index];
        put_text(out, tensor.name);
        out += "ctorch._utils\n_rebuild_tensor_v2\n((";
        put_text(out, "storage");
        out += std::string("ctorch\n") + storage_word(tensor.type) + "\n";
        put_text(out, std::to_string(index));
        put_text(out, "cpu");
        put_integer(out, std::int64_t(tensor.bytes.size() / size_of(tensor.type)));
        // Old files have a sixth part, the view; both kinds of file may omit it.
        out += "tQ";
        put_integer(out, 0);
        put_extents(out, tensor.shape);
        std::vector<std::int64_t> strides(tensor.shape.size(), 1);
        for (std::size_t axis = strides.size(); axis-- > 1;)
            strides[axis - 1] = strides[axis] * std::max<std::int64_t>(tensor.shape[axis], 1);
        put_extents(out, strides);
        out += "\x89" "ccollections\nOrderedDict\n)RtR";
    }
    out += 'u';
    if (!wrapper.empty()) {
        out += others;
        out += 'u';
    }
    return out + '.';
}

std::string zip_of(std::span<const std::pair<std::string, std::string>> files)
{
    std::string out, directory;
    for (const auto &[name, contents] : files) {
        const auto offset = static_cast<std::uint32_t>(out.size());
        const auto size = static_cast<std::uint32_t>(contents.size());
        std::string common;
        put_number(common, std::uint16_t(20)); // version
        for (int zero = 0; zero < 3; ++zero)
            put_number(common, std::uint16_t(0)); // flags, stored, time
        put_number(common, std::uint16_t(0x21));
        put_number(common, crc32_of(bytes_of(contents)));
        put_number(common, size);
        put_number(common, size);
        put_number(common, static_cast<std::uint16_t>(name.size()));
        put_number(common, std::uint16_t(0)); // extra
        put_number(out, std::uint32_t(0x04034b50));
        out += common + name + contents;
        put_number(directory, std::uint32_t(0x02014b50));
        put_number(directory, std::uint16_t(20));
        directory += common;
        directory.append(10, '\0'); // comment, disk, attributes
        put_number(directory, offset);
        directory += name;
    }
    const auto begin = static_cast<std::uint32_t>(out.size());
    out += directory;
    put_number(out, std::uint32_t(0x06054b50));
    put_number(out, std::uint32_t(0));
    put_number(out, static_cast<std::uint16_t>(files.size()));
    put_number(out, static_cast<std::uint16_t>(files.size()));
    put_number(out, static_cast<std::uint32_t>(directory.size()));
    put_number(out, begin);
    put_number(out, std::uint16_t(0));
    return out;
}

std::string archive_of(std::span<const MadeTensor> tensors, std::string_view pickle)
{
    std::vector<std::pair<std::string, std::string>> files{{"archive/data.pkl", std::string(pickle)}};
    for (std::size_t index = 0; index < tensors.size(); ++index)
        files.emplace_back("archive/data/" + std::to_string(index), tensors[index].bytes);
    files.emplace_back("archive/version", "3\n");
    return zip_of(files);
}

std::string legacy_of(std::span<const MadeTensor> tensors, std::string_view pickle)
{
    std::string out("\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.", 15);
    out += std::string("\x80\x02M\xe9\x03.", 6);
    out += "\x80\x02}(";
    put_text(out, "little_endian");
    out += "\x88u.";
    out += pickle;
    out += "\x80\x02](";
    for (std::size_t index = 0; index < tensors.size(); ++index)
        put_text(out, std::to_string(index));
    out += "e.";
    for (const MadeTensor &tensor : tensors) {
        put_number(out, std::int64_t(tensor.bytes.size() / size_of(tensor.type)));
        out += tensor.bytes;
    }
    return out;
}

} // namespace retclip::testing
