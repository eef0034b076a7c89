// SPDX-License-Identifier: GPL-3.0-or-later
// Three short trainings by the trainer itself, compared through the checkpoints they write.
#include "ml/training/prove_resume.h"

#include "core/base/files.h"
#include "ml/training/run_checkpoint.h"
#include "ml/training/run_preparation.h"
#include "ml/training/trainer.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <system_error>

namespace retclip {
namespace {

using Clock = std::chrono::steady_clock;
using Tensors = std::vector<NamedParameter>;

constexpr std::size_t most_validation_items = 32; ///< A look between steps, not a judgement.

/// Counts steps, keeps losses, and asks for a stop where told to or where the person asks.
class Watcher final : public RunObserver
{
public:
    Watcher(std::int64_t stop_at, std::int64_t done_before, ProgressReporter &progress)
        : m_stop_at(stop_at), m_done_before(done_before), m_progress(progress)
    {
    }
    void on_event(const RunEvent &event) override
    {
        if (event.kind != RunEventKind::step)
            return;
        losses.push_back(event.loss.value_or(0));
        m_progress.advance_to(m_done_before + std::int64_t(losses.size()));
        if (event.step == m_stop_at)
            stop.request_stop();
    }
    std::vector<double> losses;
    std::stop_source stop;

private:
    std::int64_t m_stop_at, m_done_before;
    ProgressReporter &m_progress;
};

struct Trained
{
    std::vector<double> losses;
    CheckpointFolder::Loaded end;
};

struct Difference
{
    std::size_t tensors = 0, different = 0;
    double largest = 0;
    std::string first; ///< Name of the first that differs.
};

Difference compare(const Tensors &expected, const Tensors &found)
{
    Difference difference;
    difference.tensors = expected.size();
    const auto differs = [&](const std::string &name) {
        if (difference.different++ == 0)
            difference.first = name;
    };
    for (std::size_t i = 0; i < expected.size(); ++i) {
        const torch::Tensor &a = expected[i].tensor;
        if (i >= found.size() || found[i].name != expected[i].name
            || found[i].tensor.sizes() != a.sizes()) {
            differs(expected[i].name);
            difference.largest = std::numeric_limits<double>::infinity();
            continue;
        }
        const torch::Tensor &b = found[i].tensor;
        if (a.nbytes() == 0 || std::memcmp(a.data_ptr(), b.data_ptr(), a.nbytes()) == 0)
            continue;
        differs(expected[i].name);
        const double most = (a.to(torch::kDouble) - b.to(torch::kDouble)).abs().max().item<double>();
        difference.largest = std::max(difference.largest, most);
    }
    return difference;
}

Difference compare(const std::vector<double> &expected, const std::vector<double> &found)
{
    Difference difference;
    difference.tensors = expected.size();
    for (std::size_t i = 0; i < expected.size(); ++i) {
        const double other = i < found.size() ? found[i] : std::numeric_limits<double>::infinity();
        if (std::memcmp(&other, &expected[i], sizeof other) == 0)
            continue;
        if (difference.different++ == 0)
            difference.first = "step " + std::to_string(i + 1);
        difference.largest = std::max(difference.largest, std::abs(other - expected[i]));
    }
    return difference;
}

RunCheck check_of(std::string name, const Difference &difference)
{
    RunCheck check;
    check.check = std::move(name);
    check.ok = difference.different == 0 && difference.tensors > 0;
    check.value = difference.largest;
    check.limit = 0;
    check.details = {{"compared", double(difference.tensors)},
                     {"different", double(difference.different)}};
    if (check.ok) {
        check.verdict = message(QT_TRANSLATE_NOOP("Message", "All %1 are equal bit for bit."),
                                {std::to_string(difference.tensors)});
        return check;
    }
    check.verdict =
        message(QT_TRANSLATE_NOOP("Message", "%1 of %2 differ, first %3; largest difference %4."),
                {std::to_string(difference.different), std::to_string(difference.tensors),
                 difference.first, std::to_string(difference.largest)});
    check.what_to_do = check.check.starts_with("repeat")
        ? message(QT_TRANSLATE_NOOP("Message",
                                    "The same seed does not give the same run here. Switch \"bit for "
                                    "bit repeatable\" on, and set a fixed number of threads."))
        : message(QT_TRANSLATE_NOOP("Message",
                                    "A resumed run would differ from one that was never stopped. "
                                    "Report this; until then, do not pause runs that must repeat."));
    return check;
}

/// The three trainings and what they have in common.
class Proof
{
public:
    Proof(const TrainRequest &request, int steps, TokenizerService &tokenizers,
          const ProgressCallback &progress, std::stop_token stop, const ProofHook &hook)
        : m_request(request), m_steps(steps), m_tokenizers(tokenizers), m_stop(stop), m_hook(hook),
          m_progress(progress, 3 * steps,
                     message(QT_TRANSLATE_NOOP("Message", "Training the same steps three times")))
    {
        RunConfig &config = m_request.config;
        config.max_steps = steps;
        config.epochs = std::max(config.epochs, steps); // An epoch has a step or more.
        config.log_every_steps = 1;
        config.checkpoint_every_steps = 0;
        config.checkpoint_every_minutes = 0;
        config.keep_checkpoints = 2;
        std::size_t validation = 0;
        std::erase_if(m_request.manifest.items, [&](const ManifestItem &item) {
            return item.split == Split::test
                || (item.split == Split::validation && ++validation > most_validation_items);
        });
        m_request.resume = false;
    }

    Result<Trained> straight(const char *folder, const char *moment)
    {
        RETCLIP_TRY(TrainRequest request, request_in(folder));
        RETCLIP_CHECK(train(request, moment, -1, "done"));
        return end_of(request);
    }

    Result<Trained> stopped_and_resumed()
    {
        RETCLIP_TRY(TrainRequest request, request_in("resumed"));
        RETCLIP_CHECK(train(request, "first half", std::max(1, m_steps / 2), "paused"));
        request.resume = true;
        RETCLIP_CHECK(train(request, "second half", -1, "done"));
        return end_of(request);
    }

private:
    Result<TrainRequest> request_in(const char *name)
    {
        m_losses.clear();
        TrainRequest request = m_request;
        request.folder = m_request.folder / name;
        std::error_code problem;
        std::filesystem::remove_all(request.folder, problem); // Of an earlier proof.
        std::filesystem::create_directories(request.folder, problem);
        if (const auto file = tokenizer_in(m_request.folder); !file.empty()) {
            RETCLIP_TRY(const std::string bytes, read_file(file));
            RETCLIP_CHECK(write_file_atomically(request.folder / file.filename(), bytes));
        }
        return request;
    }

    Result<void> train(TrainRequest &request, const char *moment, std::int64_t stop_at,
                       std::string_view wanted)
    {
        if (m_hook)
            m_hook(moment, request);
        Watcher watcher(stop_at, m_done, m_progress);
        const std::stop_callback forward(m_stop, [&] { watcher.stop.request_stop(); });
        RETCLIP_TRY(const RunOutcome outcome, run_training(request, m_tokenizers, watcher,
                                                           watcher.stop.get_token()));
        m_done += std::int64_t(watcher.losses.size());
        m_losses.insert(m_losses.end(), watcher.losses.begin(), watcher.losses.end());
        if (m_stop.stop_requested())
            return cancelled();
        if (outcome.outcome != wanted)
            return failure(
                ErrorCode::internal,
                message(QT_TRANSLATE_NOOP("Message", "A trial run ended as \"%1\", not as \"%2\"."),
                        {outcome.outcome, std::string(wanted)}),
                message(QT_TRANSLATE_NOOP("Message", "The study was not touched.")),
                message(QT_TRANSLATE_NOOP("Message", "Report this with the detail below.")), moment);
        return {};
    }

    Result<Trained> end_of(const TrainRequest &request)
    {
        const CheckpointFolder folder(request.folder, 2);
        Trained trained;
        trained.losses = m_losses;
        RETCLIP_TRY(trained.end, folder.read(CheckpointFolder::file_name(m_steps)));
        return trained;
    }

    TrainRequest m_request;
    const int m_steps;
    TokenizerService &m_tokenizers;
    std::stop_token m_stop;
    const ProofHook &m_hook;
    ProgressReporter m_progress;
    std::vector<double> m_losses; ///< Of the training that goes on.
    std::int64_t m_done = 0;
};

void tell(const std::string &prefix, const Trained &expected, const Trained &found, double seconds,
          const CheckCallback &each)
{
    const auto random = [](const Trained &trained) {
        Tensors states{{"host", trained.end.random.front().host}};
        if (trained.end.random.front().gpu.defined())
            states.push_back({"gpu", trained.end.random.front().gpu});
        return states;
    };
    for (const auto &[name, difference] :
         {std::pair("losses", compare(expected.losses, found.losses)),
          std::pair("weights", compare(expected.end.weights, found.end.weights)),
          std::pair("optimizer", compare(expected.end.optimizer, found.end.optimizer)),
          std::pair("random", compare(random(expected), random(found)))}) {
        RunCheck check = check_of(prefix + name, difference);
        check.seconds = seconds;
        each(check);
        seconds = 0; // Of the training; it counts once.
    }
}

} // namespace

Result<void> prove_resume(const TrainRequest &request, int steps, TokenizerService &tokenizers,
                          const CheckCallback &each, const ProgressCallback &progress,
                          std::stop_token stop, const ProofHook &hook)
{
    if (request.config.task == "probe")
        return failure(
            ErrorCode::invalid_argument,
            message(QT_TRANSLATE_NOOP("Message", "A linear probe has no steps to stop between.")),
            message(QT_TRANSLATE_NOOP("Message", "Nothing was computed.")),
            message(QT_TRANSLATE_NOOP("Message", "Prove a pretraining or a fine-tuning.")));
    if (steps < 2)
        return failure(
            ErrorCode::invalid_argument,
            message(QT_TRANSLATE_NOOP("Message", "Two steps at least are needed to stop between.")),
            message(QT_TRANSLATE_NOOP("Message", "Nothing was computed.")),
            message(QT_TRANSLATE_NOOP("Message", "Take 50 steps.")));
    Proof proof(request, steps, tokenizers, progress, stop, hook);
    auto began = Clock::now();
    const auto lap = [&] {
        const auto now = Clock::now();
        const double seconds = std::chrono::duration<double>(now - began).count();
        began = now;
        return seconds;
    };
    RETCLIP_TRY(const Trained straight, proof.straight("straight", "straight"));
    RETCLIP_TRY(const Trained repeat, proof.straight("repeat", "repeat"));
    tell("repeat_", straight, repeat, lap(), each);
    RETCLIP_TRY(const Trained resumed, proof.stopped_and_resumed());
    tell("resume_", straight, resumed, lap(), each);
    return {};
}

} // namespace retclip
