// SPDX-License-Identifier: GPL-3.0-or-later
// A checkpoint of the published size (767 MB): how long its table takes, and how long its weights.
//
//   bench_checkpoint FOLDER     writes, measures and deletes published.pt and published.safetensors
#include "core/base/files.h"
#include "ml/checkpoint/checkpoint.h"
#include "ml/checkpoint/describe.h"
#include "ml/checkpoint/side_file.h"
#include "ml/checkpoint/weights.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>

using namespace retclip;

namespace {

template <typename Work>
double seconds_of(const Work &work)
{
    const auto begin = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

/// Smallest of some repetitions: what the machine can, not what its other work leaves.
template <typename Work>
double best_of(int times, const Work &work)
{
    double best = seconds_of(work);
    for (int at = 1; at < times; ++at)
        best = std::min(best, seconds_of(work));
    return best;
}

/// One buffer as long as the largest tensor serves them all: only places and lengths matter.
struct PublishedWeights
{
    std::vector<float> numbers;
    std::vector<SafetensorsPart> parts;

    PublishedWeights()
    {
        const auto parameters = expected_parameters(NetworkConfig{});
        std::size_t longest = 1;
        std::vector<std::size_t> counts;
        for (const ParameterShape &parameter : parameters) {
            std::size_t count = 1;
            for (const std::int64_t extent : parameter.shape)
                count *= std::size_t(extent);
            counts.push_back(count);
            longest = std::max(longest, count);
        }
        numbers.resize(longest);
        for (std::size_t at = 0; at < longest; ++at)
            numbers[at] = static_cast<float>(at % 8191) / 4096.0f - 1.0f;
        for (std::size_t at = 0; at < parameters.size(); ++at)
            parts.push_back({parameters[at].name, ElementType::float32, parameters[at].shape,
                             std::as_bytes(std::span<const float>(numbers).first(counts[at]))});
    }
};

bool measure(const std::filesystem::path &file, const PublishedWeights &weights)
{
    if (const auto written = write_checkpoint(file, weights.parts); !written) {
        std::fprintf(stderr, "%s\n", written.error().english().c_str());
        return false;
    }
    bool good = true;
    const auto check = [&good](const auto &result) { good = good && result.has_value(); };
    const double megabytes = double(std::filesystem::file_size(file)) / 1e6;
    const double table = best_of(5, [&] { check(Checkpoint::open(file)); });
    const double described = best_of(5, [&] { check(describe_checkpoint(file, false)); });
    std::vector<float> out;
    const auto load = [&] {
        const auto checkpoint = Checkpoint::open(file);
        check(checkpoint);
        if (!checkpoint)
            return;
        for (const StoredTensor &tensor : checkpoint->weights()) {
            out.resize(std::size_t(tensor.count()));
            check(checkpoint->read_float32(tensor, out));
        }
    };
    const double loaded = best_of(3, load);
    const double plain = best_of(3, [&] { check(read_file(file)); });
    const double hashed = best_of(2, [&] { check(write_side_file(file)); });
    std::printf("%-24s %6.0f MB  open %6.1f ms  describe %6.1f ms  load %5.2f s (%5.0f MB/s)  "
                "read() of the file %5.2f s  SHA-256 %5.2f s\n",
                utf8_from_path(file.filename()).c_str(), megabytes, table * 1000, described * 1000,
                loaded, megabytes / loaded, plain, hashed);
    remove_side_file(file);
    std::filesystem::remove(file);
    return good;
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 2) {
        std::fprintf(stderr, "bench_checkpoint FOLDER\n");
        return 2;
    }
    const PublishedWeights weights;
    const auto folder = path_from_utf8(argv[1]);
    const bool zip = measure(folder / "published.pt", weights);
    const bool plain = measure(folder / "published.safetensors", weights);
    return zip && plain ? 0 : 1;
}
