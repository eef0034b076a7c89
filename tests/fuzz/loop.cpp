// SPDX-License-Identifier: GPL-3.0-or-later
// Stands in for libFuzzer where the compiler has none: takes seeds, changes them, and watches memory
// and time of every input. The same seed gives the same inputs.
//
//   fuzz_readers [--inputs N] [--seed S] [--only KIND] [FILE or FOLDER …]
#include "tests/fuzz/subject.h"

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

using namespace retclip::fuzz;

constexpr unsigned longest_seconds = 20;
/// A pickle's value is larger than the byte that makes it; nothing grows with the square.
constexpr std::size_t memory_per_byte = 512;

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
    Mutator(std::uint64_t seed, std::vector<std::string> seeds, const Subject &subject)
        : m_generator(seed), m_seeds(std::move(seeds)), m_subject(subject),
          m_chance{[this](std::size_t limit) { return below(limit); }, [this](std::string &bytes) { change(bytes); }}
    {
    }

    std::string next()
    {
        std::string input = m_seeds[below(m_seeds.size())];
        // Some are mended, so that what lies behind a checksum or a length is reached.
        if (m_subject.instead)
            if (std::string made = m_subject.instead(input, m_chance); !made.empty())
                return made;
        change(input);
        if (m_subject.mend)
            m_subject.mend(input, m_chance);
        return input;
    }

private:
    std::size_t below(std::size_t limit)
    {
        return limit ? std::size_t(m_generator() % limit) : 0;
    }

    void change(std::string &input)
    {
        const std::size_t changes = 1 + below(6);
        for (std::size_t change = 0; change < changes; ++change)
            change_once(input);
        if (input.size() > m_subject.longest_bytes)
            input.resize(m_subject.longest_bytes);
    }

    void change_once(std::string &input)
    {
        static constexpr std::uint64_t edges[] = {
            0, 1, 2, 0x7F, 0x80, 0xFF, 0x100, 0x7FFF, 0xFFFF, 0x10000, 0x7FFFFFFF, 0x80000000,
            0xFFFFFFFF, 0x100000000, 0x7FFFFFFFFFFFFFFF, 0x8000000000000000, 0xFFFFFFFFFFFFFFFF};
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
        case 5: input.insert(at, m_subject.words[below(m_subject.words.size())]); break;
        case 6: input.resize(below(input.size() + 1)); break;
        case 7: { // the start of one, the end of another
            const std::string &other = m_seeds[below(m_seeds.size())];
            input = input.substr(0, at) + other.substr(below(other.size() + 1));
            break;
        }
        case 8: {
            const std::string_view word = m_subject.words[below(m_subject.words.size())];
            if (at + word.size() <= input.size())
                input.replace(at, word.size(), word);
            break;
        }
        }
    }

    std::mt19937_64 m_generator;
    std::vector<std::string> m_seeds;
    const Subject &m_subject;
    const Chance m_chance;
};

void add_files(const std::filesystem::path &place, std::size_t longest, std::vector<std::string> &seeds)
{
    const auto add = [&](const std::filesystem::path &file) {
        std::ifstream in(file, std::ios::binary);
        std::string bytes{std::istreambuf_iterator<char>(in), {}};
        if (!bytes.empty() && bytes.size() <= longest)
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

void run_one(const std::string &input, const Subject &subject)
{
    last_input = input;
    const std::size_t before = live_bytes;
    peak_bytes = before;
    alarm(longest_seconds);
    // A copy of the exact length, so that a read past the end is seen.
    const std::vector<std::uint8_t> exact(input.begin(), input.end());
    LLVMFuzzerTestOneInput(exact.data(), exact.size());
    alarm(0);
    const std::size_t at_rest = subject.memory_at_rest_bytes ? subject.memory_at_rest_bytes(input) : std::size_t(8) << 20;
    if (peak_bytes - before > at_rest + memory_per_byte * input.size())
        give_up("an input took too much memory");
}

} // namespace

int main(int argc, char **argv)
{
    std::uint64_t inputs = 20000, seed = 1;
    std::string only;
    std::vector<std::filesystem::path> places;
    for (int at = 1; at < argc; ++at) {
        const std::string_view word = argv[at];
        if (word == "--inputs" && at + 1 < argc)
            inputs = std::strtoull(argv[++at], nullptr, 10);
        else if (word == "--seed" && at + 1 < argc)
            seed = std::strtoull(argv[++at], nullptr, 10);
        else if (word == "--only" && at + 1 < argc)
            only = argv[++at];
        else
            places.emplace_back(argv[at]);
    }
    const Subject &subject = retclip::fuzz::subject(only);
    std::vector<std::string> seeds;
    for (const Seed &one : subject.seeds)
        seeds.push_back(one.bytes);
    for (const std::filesystem::path &place : places)
        add_files(place, subject.longest_bytes, seeds);
    if (seeds.empty()) {
        std::fprintf(stderr, "no file of kind %s to begin with\n", only.c_str());
        return 2;
    }
    std::signal(SIGALRM, on_alarm);
    for (const std::string &input : seeds)
        run_one(input, subject);
    const std::size_t count = seeds.size();
    Mutator mutator(seed, std::move(seeds), subject);
    for (std::uint64_t index = 0; index < inputs; ++index) {
        run_one(mutator.next(), subject);
        if ((index + 1) % 100000 == 0)
            std::fprintf(stderr, "%llu inputs\n", static_cast<unsigned long long>(index + 1));
    }
    std::printf("%llu inputs from %zu seeds, seed %llu: no finding\ntaken:", static_cast<unsigned long long>(inputs),
                count, static_cast<unsigned long long>(seed));
    bool closed = false;
    for (std::size_t reader = 0; reader < subject.readers.size(); ++reader) {
        const std::uint64_t taken = accepted()[reader];
        std::printf(" %llu %s;", static_cast<unsigned long long>(taken), subject.readers[reader].c_str());
        // A loop that only meets closed doors has lost its seeds.
        closed = closed || (taken < inputs / 5000 && (only.empty() || subject.readers[reader] == only));
    }
    std::printf("\n");
    return closed ? 1 : 0;
}
