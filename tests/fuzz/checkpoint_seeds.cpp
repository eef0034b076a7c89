// SPDX-License-Identifier: GPL-3.0-or-later
// What fuzz_readers begins with: one checkpoint of each kind, small, so that a change hits structure.
#include "tests/fuzz/subject.h"
#include "tests/support/checkpoint_files.h"

#include <cstring>
#include <string>
#include <vector>

extern std::uint64_t fuzz_accepted[4];

namespace retclip::fuzz {

namespace {

using namespace retclip::testing;

std::string safetensors_of(std::string header, std::string_view data)
{
    std::string out;
    put_number(out, std::uint64_t(header.size()));
    return out + header + std::string(data);
}

std::string npy_of(std::string_view header, std::string_view data)
{
    std::string out("\x93NUMPY\x01\x00", 8);
    put_number(out, std::uint16_t(header.size()));
    return out + std::string(header) + std::string(data);
}

/// One of each kind, small, so that a change hits structure.
std::vector<std::string> made_seeds()
{
    std::vector<MadeTensor> tensors{made_tensor("visual.conv1.weight", {2, 1, 2, 2}),
                                    made_tensor("module.bert.embeddings.LayerNorm.gamma", {4}),
                                    made_tensor("blocks.0.attn.qkv.weight", {6, 2}),
                                    made_tensor("scale", {})};
    tensors[1].type = ElementType::float16;
    tensors[1].shape = {8};
    const std::string plain = pickled(tensors), wrapped = pickled(tensors, "state_dict", "K\x01K\x02");
    std::vector<std::string> seeds{plain,
                                   wrapped,
                                   archive_of(tensors, plain),
                                   archive_of(tensors, wrapped),
                                   legacy_of(tensors, plain),
                                   legacy_of(tensors, wrapped)};
    seeds.push_back(safetensors_of(
        R"({"a":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]},"b":{"dtype":"BF16","shape":[0,3],"data_offsets":[16,16]},"__metadata__":{"k":"v"}})",
        std::string(16, 'x')));
    seeds.push_back(npy_of("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }\n",
                           std::string(24, 'y')));
    seeds.push_back("[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nretina\n##l\nred\n\xE7\x9C\xBC\n");
    return seeds;
}

std::string within_archive(const Chance &chance)
{
    const std::vector<MadeTensor> tensors{made_tensor("a", {2, 3}), made_tensor("b", {4})};
    std::string pickle = pickled(tensors, chance.below(2) ? "state_dict" : "");
    chance.change(pickle);
    std::vector<MadeTensor> held = tensors;
    if (chance.below(4) == 0)
        chance.change(held[chance.below(2)].bytes);
    return archive_of(held, pickle);
}

void mend_length(std::string &input)
{
    const std::size_t end = input.rfind('}');
    if (end == std::string::npos || end < 8)
        return;
    const std::uint64_t length = end + 1 - 8;
    std::memcpy(input.data(), &length, 8);
}

Subject made_subject()
{
    Subject subject;
    subject.readers = {"checkpoints", "pickles", "arrays", "vocabularies"};
    for (std::string &bytes : made_seeds())
        subject.seeds.push_back({"checkpoint", std::move(bytes)});
    subject.words = {
        "(", ")", "t", "R", "u", "s", "e", "a", "}", "]", "0", "1", "2", "Q", ".", "b",
            "h\x01", "q\x01", "\x85", "\x86", "\x93", "\x81", "\x94", "ctorch\nSize\n",
            "ccollections\nOrderedDict\n", "c__builtin__\nset\n", "cos\nsystem\n",
            "ctorch._utils\n_rebuild_parameter\n", "\"shape\":[0,9223372036854775807]",
            "\"dtype\":\"F16\"", "\"data_offsets\":[0,0]", "[18446744073709551615]", "{\"", "PK\x05\x06",
            "PK\x01\x02", "PK\x06\x06", "(0,)", "True", "<f4", "[UNK]\n", "##", "\xEF\xBB\xBF"};
    subject.instead = [](const std::string &seed, const Chance &chance) {
        const bool archive = seed.size() > 4 && seed.compare(0, 2, "PK") == 0;
        return archive && chance.below(2) == 0 ? within_archive(chance) : std::string();
    };
    subject.mend = [](std::string &input, const Chance &chance) {
        if (input.size() > 9 && input[8] == '{' && chance.below(2) == 0)
            mend_length(input);
    };
    return subject;
}

} // namespace

const Subject &subject(const std::string &)
{
    static const Subject all = made_subject();
    return all;
}

std::uint64_t *accepted()
{
    return fuzz_accepted;
}

} // namespace retclip::fuzz
