// SPDX-License-Identifier: GPL-3.0-or-later
// Stands in for libFuzzer where the compiler has none: takes seeds, changes them, and watches memory
// and time of every input. The same seed gives the same inputs.
//
//   fuzz_readers [--inputs N] [--seed S] [FILE or FOLDER …]
#include "ml/checkpoint/checkpoint.h"
#include "tests/support/checkpoint_files.h"

#include <algorithm>
#include <atomic>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <new>
#include <random>

#include <malloc.h>
#include <unistd.h>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size);
extern std::uint64_t fuzz_accepted[4];

namespace {

std::atomic<std::size_t> live_bytes = 0, peak_bytes = 0;

} // namespace

// Every allocation is counted, so that a small file that asks for much memory is seen.
void *operator new(std::size_t size)
{
    void *place = std::malloc(size ? size : 1);
    if (!place)
        throw std::bad_alloc();
    const std::size_t now = live_bytes += malloc_usable_size(place);
    if (now > peak_bytes)
        peak_bytes = now;
    return place;
}
void operator delete(void *place) noexcept
{
    if (place)
        live_bytes -= malloc_usable_size(place);
    std::free(place);
}
void operator delete(void *place, std::size_t) noexcept
{
    operator delete(place);
}

namespace {

using namespace retclip;
using namespace retclip::testing;

constexpr unsigned longest_seconds = 20;
/// A pickle's value is larger than the byte that makes it; nothing grows with the square.
constexpr std::size_t memory_at_rest = std::size_t(8) << 20, memory_per_byte = 512;

std::string last_input;

[[noreturn]] void give_up(const char *why)
{
    std::ofstream("fuzz-finding.bin", std::ios::binary) << last_input;
    std::fprintf(stderr, "%s; the input is in fuzz-finding.bin\n", why);
    std::abort();
}

void on_alarm(int)
{
    static constexpr char text[] = "an input took too long\n";
    (void)!write(2, text, sizeof text - 1);
    std::abort();
}

class Mutator
{
public:
    Mutator(std::uint64_t seed, std::vector<std::string> seeds)
        : m_generator(seed), m_seeds(std::move(seeds))
    {
    }

    std::string next()
    {
        std::string input = m_seeds[below(m_seeds.size())];
        // Half of the archives and safetensors are mended afterwards, so that what lies behind the
        // checksum and the length is reached.
        if (input.size() > 4 && input.compare(0, 2, "PK") == 0 && below(2) == 0)
            return within_archive();
        change(input);
        if (input.size() > 9 && input[8] == '{' && below(2) == 0)
            mend_length(input);
        return input;
    }

private:
    std::size_t below(std::size_t limit)
    {
        return limit ? std::size_t(m_generator() % limit) : 0;
    }

    std::string within_archive()
    {
        const std::vector<MadeTensor> tensors{made_tensor("a", {2, 3}), made_tensor("b", {4})};
        std::string pickle = pickled(tensors, below(2) ? "state_dict" : "");
        change(pickle);
        std::vector<MadeTensor> held = tensors;
        if (below(4) == 0)
            change(held[below(2)].bytes);
        return archive_of(held, pickle);
    }

    static void mend_length(std::string &input)
    {
        const std::size_t end = input.rfind('}');
        if (end == std::string::npos || end < 8)
            return;
        const std::uint64_t length = end + 1 - 8;
        std::memcpy(input.data(), &length, 8);
    }

    void change(std::string &input)
    {
        const std::size_t changes = 1 + below(6);
        for (std::size_t change = 0; change < changes; ++change)
            change_once(input);
        if (input.size() > (1u << 16))
            input.resize(1u << 16);
    }

    void change_once(std::string &input)
    {
        static constexpr std::uint64_t edges[] = {
            0, 1, 2, 0x7F, 0x80, 0xFF, 0x100, 0x7FFF, 0xFFFF, 0x10000, 0x7FFFFFFF, 0x80000000,
            0xFFFFFFFF, 0x100000000, 0x7FFFFFFFFFFFFFFF, 0x8000000000000000, 0xFFFFFFFFFFFFFFFF};
        static constexpr std::string_view words[] = {
            "(", ")", "t", "R", "u", "s", "e", "a", "}", "]", "0", "1", "2", "Q", ".", "b",
            "h\x01", "q\x01", "\x85", "\x86", "\x93", "\x81", "\x94", "ctorch\nSize\n",
            "ccollections\nOrderedDict\n", "c__builtin__\nset\n", "cos\nsystem\n",
            "ctorch._utils\n_rebuild_parameter\n", "\"shape\":[0,9223372036854775807]",
            "\"dtype\":\"F16\"", "\"data_offsets\":[0,0]", "[18446744073709551615]", "{\"", "PK\x05\x06",
            "PK\x01\x02", "PK\x06\x06", "(0,)", "True", "<f4", "[UNK]\n", "##", "\xEF\xBB\xBF"};
        const std::size_t at = below(input.size() + 1);
        switch (below(9)) {
        case 0:
            if (!input.empty())
                input[below(input.size())] ^= char(1 << below(8));
            break;
        case 1:
            if (!input.empty())
                input[below(input.size())] = char(m_generator());
            break;
        case 2: { // a number at the edge of its type
            const std::uint64_t edge = edges[below(std::size(edges))];
            const std::size_t width = std::size_t(1) << below(4);
            if (at + width <= input.size())
                std::memcpy(input.data() + at, &edge, width);
            break;
        }
        case 3: input.erase(at, below(16)); break;
        case 4: input.insert(at, input.substr(below(input.size() + 1), below(64))); break;
        case 5: input.insert(at, words[below(std::size(words))]); break;
        case 6: input.resize(below(input.size() + 1)); break;
        case 7: { // the start of one, the end of another
            const std::string &other = m_seeds[below(m_seeds.size())];
            input = input.substr(0, at) + other.substr(below(other.size() + 1));
            break;
        }
        case 8: {
            const std::string_view word = words[below(std::size(words))];
            if (at + word.size() <= input.size())
                input.replace(at, word.size(), word);
            break;
        }
        }
    }

    std::mt19937_64 m_generator;
    std::vector<std::string> m_seeds;
};

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

void add_files(const std::filesystem::path &place, std::vector<std::string> &seeds)
{
    const auto add = [&](const std::filesystem::path &file) {
        std::ifstream in(file, std::ios::binary);
        std::string bytes{std::istreambuf_iterator<char>(in), {}};
        if (!bytes.empty() && bytes.size() <= (1u << 16))
            seeds.push_back(std::move(bytes));
    };
    if (!std::filesystem::is_directory(place)) {
        add(place);
        return;
    }
    std::vector<std::filesystem::path> files;
    for (const auto &entry : std::filesystem::recursive_directory_iterator(place))
        if (entry.is_regular_file())
            files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    for (const auto &file : files)
        add(file);
}

void run_one(const std::string &input)
{
    last_input = input;
    const std::size_t before = live_bytes;
    peak_bytes = before;
    alarm(longest_seconds);
    // A copy of the exact length, so that a read past the end is seen.
    const std::vector<std::uint8_t> exact(input.begin(), input.end());
    LLVMFuzzerTestOneInput(exact.data(), exact.size());
    alarm(0);
    if (peak_bytes - before > memory_at_rest + memory_per_byte * input.size())
        give_up("an input took too much memory");
}

} // namespace

int main(int argc, char **argv)
{
    std::uint64_t inputs = 20000, seed = 1;
    std::vector<std::string> seeds = made_seeds();
    for (int at = 1; at < argc; ++at) {
        const std::string_view word = argv[at];
        if (word == "--inputs" && at + 1 < argc)
            inputs = std::strtoull(argv[++at], nullptr, 10);
        else if (word == "--seed" && at + 1 < argc)
            seed = std::strtoull(argv[++at], nullptr, 10);
        else
            add_files(argv[at], seeds);
    }
    std::signal(SIGALRM, on_alarm);
    for (const std::string &input : seeds)
        run_one(input);
    const std::size_t count = seeds.size();
    Mutator mutator(seed, std::move(seeds));
    for (std::uint64_t index = 0; index < inputs; ++index) {
        run_one(mutator.next());
        if ((index + 1) % 100000 == 0)
            std::fprintf(stderr, "%llu inputs\n", static_cast<unsigned long long>(index + 1));
    }
    std::printf("%llu inputs from %zu seeds, seed %llu: no finding\n",
                static_cast<unsigned long long>(inputs), count,
                static_cast<unsigned long long>(seed));
    std::printf("taken: %llu checkpoints, %llu pickles, %llu arrays, %llu vocabularies\n",
                static_cast<unsigned long long>(fuzz_accepted[0]),
                static_cast<unsigned long long>(fuzz_accepted[1]),
                static_cast<unsigned long long>(fuzz_accepted[2]),
                static_cast<unsigned long long>(fuzz_accepted[3]));
    // A loop that only meets closed doors has lost its seeds.
    for (const std::uint64_t accepted : fuzz_accepted)
        if (accepted < inputs / 5000)
            return 1;
    return 0;
}
