// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fake_backend.h"

#include "core/base/files.h"

#include <chrono>
#include <thread>

namespace retclip {

namespace {

tl::unexpected<Error> not_in_the_fake()
{
    return failure(ErrorCode::unavailable, "The test backend does not do this.", "Nothing was changed.",
                   "Use the real backend.");
}

} // namespace

Tokens FakeTokenizer::encode(std::string_view text, int context_length) const
{
    Tokens tokens;
    tokens.ids.assign(std::size_t(context_length), 0);
    const std::size_t room = std::size_t(context_length) - 2;
    tokens.ids[0] = 2;
    std::size_t length = 1;
    for (const char character : text.substr(0, room))
        tokens.ids[length++] = 4 + std::uint8_t(character);
    tokens.ids[length++] = 3;
    tokens.length = int(length);
    tokens.truncated = text.size() > room;
    return tokens;
}

std::vector<std::string> FakeTokenizer::pieces(const std::vector<std::int32_t> &ids) const
{
    std::vector<std::string> pieces;
    for (const std::int32_t id : ids)
        pieces.push_back(id == 2 ? "[CLS]" : id == 3 ? "[SEP]" : id == 0 ? "[PAD]" : std::string(1, char(id - 4)));
    return pieces;
}

Result<std::unique_ptr<Tokenizer>> FakeTokenizers::open(const std::filesystem::path &file)
{
    RETCLIP_TRY([[maybe_unused]] const std::string bytes, read_file(file));
    return std::unique_ptr<Tokenizer>(new FakeTokenizer);
}

Result<TokenizerTrainingResult> FakeTokenizers::train(const std::vector<std::string> &given,
                                                      const TokenizerTraining &,
                                                      const std::filesystem::path &out,
                                                      std::stop_token)
{
    ++trained;
    texts = given;
    RETCLIP_CHECK(write_file_atomically(out, "bytes\n"));
    return TokenizerTrainingResult{321, 1.0, 10.0};
}

BackendDescription FakeBackend::describe()
{
    BackendDescription description;
    description.libtorch = "none";
    description.devices.push_back({"cpu", "test", 1u << 30, 1u << 30, false});
    return description;
}

Result<RunOutcome> FakeBackend::train(const TrainRequest &request, RunObserver &observer,
                                      std::stop_token stop)
{
    struct Counter
    {
        explicit Counter(FakeBackend &backend) : backend(backend)
        {
            const int now = ++backend.running;
            int most = backend.most_running;
            while (now > most && !backend.most_running.compare_exchange_weak(most, now)) { }
        }
        ~Counter() { --backend.running; }
        FakeBackend &backend;
    } counter(*this);
    {
        const std::scoped_lock lock(mutex);
        order.push_back(request.folder.filename().string());
        last_config = request.config;
    }
    const auto checkpoint = request.folder / "checkpoints" / "last.txt";
    std::int64_t step = 0;
    if (request.resume)
        if (const auto kept = read_file(checkpoint))
            step = std::stoll(*kept);
    RunEventWriter writer;
    RETCLIP_CHECK(writer.open(request.folder / "events.jsonl"));
    const auto tell = [&](RunEvent event) -> Result<void> {
        event.time = std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
        event.step = step;
        observer.on_event(event);
        return writer.write(event);
    };
    RunEvent start;
    start.kind = RunEventKind::start;
    start.metrics["last_step"] = steps;
    RETCLIP_CHECK(tell(start));
    RunOutcome outcome;
    while (step < steps) {
        if (stop.stop_requested()) {
            RETCLIP_CHECK(write_file_atomically(checkpoint, std::to_string(step)));
            outcome.outcome = "paused";
            outcome.steps = step;
            return outcome;
        }
        if (request.folder.filename().string().find(fail_in) != std::string::npos && !fail_in.empty()
            && step == steps / 2)
            return failure(ErrorCode::out_of_memory, "The device ran out of memory.",
                           "The last checkpoint is kept.", "Resume with a smaller batch.");
        std::this_thread::sleep_for(std::chrono::milliseconds(step_ms));
        ++step;
        RunEvent event;
        event.kind = RunEventKind::step;
        event.loss = 1.0 / double(step);
        event.patients_per_s = 12;
        RETCLIP_CHECK(tell(event));
    }
    outcome.outcome = "done";
    outcome.steps = step;
    outcome.epochs = 1;
    outcome.metrics["recall_at_5"] = 0.5;
    return outcome;
}

Result<RunEstimate> FakeBackend::estimate(const RunConfig &, const Manifest &manifest, bool,
                                          std::stop_token)
{
    RunEstimate estimate;
    estimate.memory_bytes = 1 << 20;
    estimate.steps = std::int64_t(manifest.items.size());
    return estimate;
}

Result<std::unique_ptr<OpenModel>> FakeBackend::open_model(const ModelSource &, const std::string &, int)
{
    return not_in_the_fake();
}

Result<ProbeResult> FakeBackend::fit_probe(const ProbeRequest &, std::stop_token)
{
    return not_in_the_fake();
}

Result<CheckpointDescription> FakeBackend::describe_checkpoint(const std::filesystem::path &, bool)
{
    return not_in_the_fake();
}

Result<void> FakeBackend::convert_checkpoint(const std::filesystem::path &, const std::filesystem::path &,
                                             const ConvertOptions &)
{
    return not_in_the_fake();
}

Result<void> FakeBackend::forward(const std::filesystem::path &, const std::filesystem::path &,
                                  const std::filesystem::path &, const std::filesystem::path &)
{
    return not_in_the_fake();
}

Result<void> FakeBackend::verify(const std::filesystem::path &, const std::string &,
                                 const std::function<void(const VerifyCase &)> &, std::stop_token)
{
    return not_in_the_fake();
}

Result<std::vector<BenchMeasure>> FakeBackend::bench(const BenchRequest &, std::stop_token)
{
    return not_in_the_fake();
}

} // namespace retclip
