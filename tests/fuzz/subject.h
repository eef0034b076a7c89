// SPDX-License-Identifier: GPL-3.0-or-later
// What a fuzzing program tries: its readers, the files it begins with, the words it puts in. loop.cpp feeds it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace retclip::fuzz {

/// A file that a loop begins with, and the kind of file it is.
struct Seed
{
    std::string kind, bytes;
};

/// What a change may use: a number below a limit, and more changes.
struct Chance
{
    std::function<std::size_t(std::size_t limit)> below;
    std::function<void(std::string &bytes)> change;
};

struct Subject
{
    std::vector<std::string> readers;        ///< In the order of accepted().
    std::vector<Seed> seeds;                 ///< One of each kind at least, small.
    std::vector<std::string_view> words;     ///< That mean something to a reader.
    std::size_t longest_bytes = 1 << 16;     ///< Of an input.
    /// Memory that an input may ask for beside what grows with it; empty: 8 MiB.
    std::function<std::size_t(const std::string &bytes)> memory_at_rest_bytes;
    /// An input made otherwise, so that what lies behind a checksum is reached; empty: changed as usual.
    std::function<std::string(const std::string &seed, const Chance &)> instead;
    /// Puts lengths and sums right after a change, sometimes.
    std::function<void(std::string &bytes, const Chance &)> mend;
};

[[nodiscard]] const Subject &subject(const std::string &only); ///< `only`: of this kind; empty: all.
/// How many inputs each reader took. A loop that is always refused at the door tests nothing.
[[nodiscard]] std::uint64_t *accepted();

} // namespace retclip::fuzz
