// SPDX-License-Identifier: GPL-3.0-or-later
#include "ml/training/trainer.h"

#include "core/base/files.h"
#include "core/base/run_start.h"
#include "ml/training/checkpoint_writer.h"
#include "ml/training/objective.h"
#include "ml/training/probe_task.h"
#include "ml/training/rank_agreement.h"
#include "ml/training/run_checkpoint.h"
#include "ml/training/run_preparation.h"
#include "ml/training/run_reporter.h"
#include "ml/training/runtime.h"
#include "ml/training/sampler.h"
#include "ml/training/schedule.h"
#include "ml/training/step_meter.h"
#include "ml/training/weight_average.h"

#include <nlohmann/json.hpp>

#include <chrono>
#include <cmath>
#include <system_error>
#include <utility>

namespace retclip {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point began)
{
    return std::chrono::duration<double>(Clock::now() - began).count();
}

constexpr double first_loss_scale = 65536;
constexpr double largest_loss_scale = 16777216;
constexpr int steps_before_growth = 2000;

/// One run. The loop is `train()`; everything else is a step of it.
class Trainer
{
public:
    Trainer(const TrainRequest &request, TokenizerService &tokenizers, RunObserver &observer,
            std::stop_token stop, Ranks &ranks)
        : m_request(request), m_config(request.config), m_tokenizers(tokenizers), m_ranks(ranks),
          m_reporter(observer), m_stop(stop),
          m_checkpoints(request.folder, request.config.keep_checkpoints,
                        std::uint64_t(request.config.background_checkpoint_mb) << 20)
    {
    }

    Result<RunOutcome> run()
    {
        auto outcome = at_the_edge([&]() -> Result<RunOutcome> {
            RETCLIP_CHECK(prepare());
            if (m_config.task == "probe")
                return probe();
            return train();
        });
        if (auto settled = settle_checkpoint(true); !settled && outcome)
            outcome = failure(std::move(settled.error()));
        tell_end(outcome);
        return outcome;
    }

private:
    Result<void> prepare();
    Result<void> prepare_device(const std::optional<CheckpointFolder::Loaded> &loaded);
    Result<std::unique_ptr<Tokenizer>> prepare_text();
    Result<void> prepare_order();
    Result<void> resume(CheckpointFolder::Loaded loaded);
    void prepare_optimizer();
    Result<RunOutcome> probe();
    Result<RunOutcome> train();
    Result<void> step(const LoadedBatch &batch, double waited_s);
    Result<void> learn(const LoadedBatch &batch, RunEvent &event);
    Result<void> validate_if_due();
    [[nodiscard]] Result<Validation> validation();
    [[nodiscard]] bool is_over_early() const
    {
        return m_config.early_stop_validations > 0
            && m_position.validations_since_best >= m_config.early_stop_validations;
    }
    void tell_early_stop();
    void tell_sleep();
    [[nodiscard]] Result<void> settings_may_change(const CheckpointFolder::Loaded &loaded);
    Result<RunOutcome> pause();
    [[nodiscard]] RunOutcome paused() const;
    Result<void> save(bool is_best);
    Result<void> settle_checkpoint(bool wait);
    Result<RunOutcome> finish();
    void tell_start();
    void tell_end(const Result<RunOutcome> &outcome);
    void warn_about_data();

    [[nodiscard]] RunEvent here(RunEventKind kind) const { return at(m_position, kind); }
    [[nodiscard]] RunEvent at(const RunPosition &position, RunEventKind kind) const
    {
        RunEvent event;
        event.kind = kind;
        event.step = position.step;
        event.epoch = m_batches_per_epoch > 0
            ? int(std::max<std::int64_t>(position.step - 1, 0) / m_batches_per_epoch) + 1
            : 1;
        event.patients = position.patients;
        return event;
    }

    // set once, by prepare()
    const TrainRequest &m_request;
    RunConfig m_config;
    TokenizerService &m_tokenizers;
    Ranks &m_ranks;
    RunReporter m_reporter;
    std::stop_token m_stop;
    CheckpointWriter m_checkpoints;
    Dataset m_data;
    std::unique_ptr<DecodedCache> m_cache, m_augmented_cache;
    torch::Device m_device{torch::kCPU};
    torch::ScalarType m_precision = torch::kFloat32;
    std::unique_ptr<RunRoom> m_room;
    std::unique_ptr<Objective> m_objective;
    std::unique_ptr<AdamW> m_optimizer;
    std::unique_ptr<WeightAverage> m_average; ///< Null: the last step's weights are the result.
    std::unique_ptr<StepMeter> m_meter;
    Schedule m_schedule;
    SamplerOptions m_sampler;
    std::int64_t m_batch = 0; ///< Patients of a step, over all ranks.
    std::int64_t m_batches_per_epoch = 0;
    std::int64_t m_last_step = 0;
    std::optional<Message> m_start_note;
    // the loop's
    RunPosition m_position;
    Clock::time_point m_last_save = Clock::now();
    std::int64_t m_saved_step = -1;
    std::int64_t m_not_finite_step = -1; ///< Where the run ended by that.
    double m_checkpoint_s = 0; ///< What the run waited for checkpoints since it told it last.
    int m_good_steps = 0;
    double m_epoch_loss = 0;
    std::int64_t m_epoch_steps = 0;
    bool m_told_unreadable = false;
};

Result<void> Trainer::prepare()
{
    RETCLIP_CHECK(retclip::validate(m_config));
    RETCLIP_CHECK(can_be_distributed(m_config, m_ranks));
    std::error_code ignored; // Opening the events says what is wrong with the folder.
    std::filesystem::create_directories(m_request.folder, ignored);
    std::optional<CheckpointFolder::Loaded> loaded;
    if (m_request.resume) {
        auto newest = m_checkpoints.folder().newest();
        if (newest)
            loaded = std::move(*newest);
        else if (newest.error().code != ErrorCode::not_found)
            return failure(std::move(newest.error()));
    }
    RETCLIP_CHECK(same_on_all_ranks(m_ranks, loaded ? loaded->position.step : -1));
    if (m_ranks.is_first()) {
        RETCLIP_CHECK(
            m_reporter.open(m_request.folder, loaded ? std::optional(loaded->position.step)
                                : m_request.resume   ? std::optional<std::int64_t>(0)
                                                     : std::nullopt));
    } else {
        m_reporter.write_nothing();
    }
    RETCLIP_CHECK(prepare_device(loaded));
    RETCLIP_TRY(const std::unique_ptr<Tokenizer> tokenizer, prepare_text());
    RETCLIP_TRY(m_data, prepare_dataset(m_config, m_request.manifest, tokenizer.get()));
    if (loaded) {
        // All weights come from the checkpoint: what the run once started from need not be there any more.
        m_config.start_from.clear();
        RETCLIP_TRY(m_config.network,
                    network_config_from_json(nlohmann::json::parse(loaded->position.network, nullptr, false)));
    } else {
        RETCLIP_TRY(m_config.network, network_of_run(m_config, tokenizer.get()));
    }
    Message told;
    RETCLIP_TRY(RetClip network, prepare_network(m_config, m_config.network, &told));
    if (!told.empty())
        m_start_note = std::move(told);
    network->to(m_device);

    const int size_px = m_config.network.image_resolution;
    const std::filesystem::path &cache = m_request.cache_folder;
    m_cache = std::make_unique<DecodedCache>(cache_options(m_config, cache, size_px));
    m_augmented_cache = std::make_unique<DecodedCache>(
        cache_options(m_config, cache, augmentation_source_px(size_px)));
    m_room = std::make_unique<RunRoom>(
        RunRoom{m_config, m_data, *m_cache, m_device, m_precision, network, m_ranks.gatherer()});
    if (m_config.task == "pretrain" && !m_config.teacher.empty()) {
        RETCLIP_TRY(m_room->teacher, prepare_teacher(m_config, m_config.network, m_request.folder));
        m_room->teacher->to(m_device);
    }
    m_position.precision = precision_word(m_precision);
    m_position.network = to_json(m_config.network).dump();
    m_position.config_hash = m_request.config.hash();
    m_position.config = to_json(m_request.config).dump();
    m_position.manifest_hash = m_request.manifest.hash();
    m_position.loss_scale = m_precision == torch::kHalf ? first_loss_scale : 1.0;
    if (m_config.task == "probe")
        return {};

    if (m_config.task == "finetune" && m_data.manifest.target.classes.empty())
        return failure(
            ErrorCode::invalid_argument,
            message(QT_TRANSLATE_NOOP("Message", "The run has no label set to learn.")),
            message(QT_TRANSLATE_NOOP("Message", "Nothing was trained.")),
            message(QT_TRANSLATE_NOOP("Message", "Choose a label set in the form (label_set).")));
    m_objective = m_config.task == "finetune" ? make_supervised_objective(*m_room)
                                              : make_contrastive_objective(*m_room);
    prepare_optimizer();
    RETCLIP_CHECK(prepare_order());
    if (loaded) {
        RETCLIP_CHECK(resume(std::move(*loaded)));
    } else if (!m_ranks.is_first()) {
        torch::manual_seed(seed_of_rank(m_config.seed, m_ranks.place().rank));
    }
    // Machines of different kinds may draw initial values that differ in the last bit.
    m_ranks.share(m_objective->weights());
    if (m_config.ema_decay > 0 && !m_average)
        m_average = std::make_unique<WeightAverage>(m_objective->trainable(), m_config.ema_decay);
    return {};
}

void Trainer::prepare_optimizer()
{
    AdamWOptions options;
    options.beta1 = m_config.beta1;
    options.beta2 = m_config.beta2;
    options.epsilon = m_config.epsilon;
    options.weight_decay = m_config.weight_decay;
    options.groups = decay_groups_from(m_config.decay_groups);
    if (m_config.layer_decay < 1)
        options.rate_share = [this](const std::string &name) {
            return layer_rate(name, m_config.network.vision_layers,
                              m_config.network.text_num_hidden_layers, m_config.layer_decay);
        };
    options.group = [this](const std::string &name) {
        return layer_group(name, m_config.network.vision_layers, m_config.network.text_num_hidden_layers);
    };
    m_optimizer = std::make_unique<AdamW>(m_objective->trainable(), options);
}

Result<void> Trainer::prepare_device(const std::optional<CheckpointFolder::Loaded> &loaded)
{
    keep_memory_between_steps();
    m_position.threads = set_compute_threads(threads_of_rank(m_config.threads, m_ranks.place()));
    RETCLIP_TRY(m_device, device_from(device_of_rank(m_config.device, m_ranks.place())));
    // "auto" is decided once a run: a resumed one goes on in the type that it began with, and so do
    // all ranks.
    const bool decided = loaded && m_config.precision == "auto";
    RETCLIP_TRY(m_precision,
                precision_from(decided ? loaded->position.precision : m_config.precision, m_device,
                               m_config.network.vision_width));
    RETCLIP_TRY(m_precision, precision_from(m_ranks.first_words(precision_word(m_precision)),
                                            m_device, m_config.network.vision_width));
    if (m_device.is_cuda())
        at::globalContext().setDeterministicAlgorithms(m_config.deterministic, true);
    return {};
}

Result<std::unique_ptr<Tokenizer>> Trainer::prepare_text()
{
    // Rank 0 copies the tokenizer into the run's folder; the others wait for it and open it there.
    if (!m_ranks.is_first())
        (void)m_ranks.first_says(true);
    auto tokenizer = prepare_tokenizer(m_request, m_tokenizers);
    if (m_ranks.is_first() && tokenizer)
        (void)m_ranks.first_says(true);
    return tokenizer;
}

Result<void> Trainer::prepare_order()
{
    m_sampler.items = std::int64_t(m_data.training.size());
    m_sampler.seed = m_config.seed;
    m_sampler.world = m_ranks.world();
    m_sampler.rank = m_ranks.place().rank;
    m_sampler.batch =
        std::min<std::int64_t>(m_config.batch_size, m_sampler.items) / m_sampler.world;
    m_batch = m_sampler.batch * m_sampler.world;
    RETCLIP_CHECK(batch_divides(m_config, m_sampler));
    m_batches_per_epoch = batches_per_epoch(m_sampler);
    m_last_step = m_batches_per_epoch * m_config.epochs;
    if (m_config.max_steps > 0)
        m_last_step = std::min<std::int64_t>(m_last_step, m_config.max_steps);
    m_schedule.base = m_config.learning_rate;
    m_schedule.warmup_steps = m_config.warmup_steps;
    m_schedule.total_steps = m_last_step;
    m_schedule.shape = m_config.schedule == "constant" ? Schedule::Shape::constant
                                                       : Schedule::Shape::cosine;
    return {};
}

Result<void> Trainer::resume(CheckpointFolder::Loaded loaded)
{
    RETCLIP_CHECK(settings_may_change(loaded));
    RETCLIP_CHECK(copy_weights(loaded.weights, m_objective->weights()));
    if (m_config.ema_decay > 0)
        m_average = std::make_unique<WeightAverage>(m_objective->trainable(), m_config.ema_decay);
    if (!m_optimizer->restore(loaded.optimizer)
        || (m_average && !m_average->restore(loaded.optimizer)))
        return failure(
            ErrorCode::corrupted,
            message(QT_TRANSLATE_NOOP("Message", "The checkpoint \"%1\" lacks optimizer values."),
                    {loaded.file}),
            message(QT_TRANSLATE_NOOP("Message", "The run was left as it is.")),
            message(QT_TRANSLATE_NOOP("Message", "Start a new run with start_from set to it.")));
    const auto rank = std::size_t(m_ranks.place().rank);
    if (rank < loaded.random.size())
        loaded.random[rank].restore(m_room->device);
    else // More ranks than before: a new one draws its own.
        torch::manual_seed(seed_of_rank(m_config.seed + loaded.position.step, int(rank)));
    const bool same_machine = loaded.position.threads == m_position.threads
        && loaded.position.precision == m_position.precision;
    loaded.position.threads = m_position.threads;
    loaded.position.precision = m_position.precision;
    loaded.position.config_hash = m_position.config_hash;
    loaded.position.config = m_position.config;
    m_position = std::move(loaded.position);
    m_saved_step = m_position.step;
    m_start_note = message(QT_TRANSLATE_NOOP("Message", "Resumed from %1."), {loaded.file});
    if (!same_machine)
        m_reporter.warn(here(RunEventKind::warning),
                        message(QT_TRANSLATE_NOOP(
                            "Message", "Threads or precision differ from before: the numbers will "
                                       "go on, but not bit for bit.")));
    return {};
}

/// Data, order, network and loss must be as they were; rate, device and what is kept may change, and are told.
Result<void> Trainer::settings_may_change(const CheckpointFolder::Loaded &loaded)
{
    const auto refused = [&](const std::string &keys) {
        return failure(
            ErrorCode::conflict,
            message(QT_TRANSLATE_NOOP("Message", "The checkpoint \"%1\" was written under other "
                                                 "settings or other data."),
                    {loaded.file}),
            message(QT_TRANSLATE_NOOP("Message", "The run was left as it is.")),
            message(QT_TRANSLATE_NOOP("Message", "Start a new run with start_from set to it.")), keys);
    };
    if (loaded.position.manifest_hash != m_position.manifest_hash)
        return refused("manifest.jsonl");
    if (loaded.position.config_hash == m_position.config_hash)
        return {};
    const auto before = run_config_from_json(nlohmann::json::parse(loaded.position.config, nullptr, false));
    if (!before) // Written before checkpoints held their settings.
        return refused({});
    std::string changes, forbidden;
    for (const std::string &key : differing_fields(*before, m_request.config)) {
        const FieldDescription &field = *find_run_field(key);
        std::string &list = may_change_on_resume(key) ? changes : forbidden;
        list += (list.empty() ? "" : ", ") + key + " " + field_value(*before, field) + " → "
            + field_value(m_request.config, field);
    }
    if (!forbidden.empty())
        return refused(forbidden);
    m_reporter.note(at(loaded.position, RunEventKind::note),
                    message(QT_TRANSLATE_NOOP("Message", "Settings changed from here on: %1."), {changes}));
    return {};
}

Result<RunOutcome> Trainer::train()
{
    m_meter = std::make_unique<StepMeter>(m_config, m_device, m_precision);
    tell_start();
    warn_about_data();
    const auto plan = [this](std::int64_t number) {
        const std::int64_t epoch = number / m_batches_per_epoch;
        const std::int64_t from = (number % m_batches_per_epoch) * m_sampler.batch;
        const auto order = epoch_order(m_sampler, epoch);
        BatchPlan batch{{}, epoch};
        for (std::int64_t i = from; i < from + m_sampler.batch; ++i)
            batch.items.push_back(m_data.training[std::size_t(order[std::size_t(i)])]);
        return batch;
    };
    BatchLoader loader(m_data, m_config.augment ? *m_augmented_cache : *m_cache, m_config,
                       m_config.augment, m_position.step, m_last_step, plan);
    m_objective->set_training(true);
    RETCLIP_CHECK(validate_if_due());
    m_meter->begin();
    while (m_position.step < m_last_step && !is_over_early()) {
        if (m_ranks.any(m_stop.stop_requested()))
            return pause();
        RETCLIP_CHECK(settle_checkpoint(false));
        double waited_s = 0;
        const auto batch = loader.next(&waited_s);
        if (!batch)
            break;
        RETCLIP_CHECK(step(*batch, waited_s));
        tell_sleep();
        const bool epoch_ends = m_position.step % m_batches_per_epoch == 0;
        const bool run_ends = m_position.step == m_last_step;
        const std::int64_t epoch = m_position.step / m_batches_per_epoch;
        if (epoch_ends) {
            RunEvent event = here(RunEventKind::epoch);
            event.metrics["loss"] = m_epoch_loss / double(std::max<std::int64_t>(m_epoch_steps, 1));
            m_reporter.tell(std::move(event));
            m_epoch_loss = 0;
            m_epoch_steps = 0;
        }
        m_position.validation_due = m_objective->can_validate()
            && m_config.validate_every_epochs > 0
            && (run_ends || (epoch_ends && epoch % m_config.validate_every_epochs == 0));
        RETCLIP_CHECK(validate_if_due());
        if (m_position.validation_due)
            continue; // Stopped meanwhile: the next turn of the loop saves and pauses.
        const bool ends_early = is_over_early() && !run_ends;
        if (ends_early)
            tell_early_stop();
        const bool due =
            (m_config.checkpoint_every_steps > 0
             && m_position.step % m_config.checkpoint_every_steps == 0)
            || (m_config.checkpoint_every_minutes > 0
                && seconds_since(m_last_save) > 60 * m_config.checkpoint_every_minutes);
        if (m_ranks.first_says((due || run_ends || ends_early) && m_saved_step != m_position.step))
            RETCLIP_CHECK(save(false));
        m_meter->begin();
    }
    if (m_position.validation_due)
        return pause();
    if (!m_ranks.is_first()) {
        RunOutcome outcome = paused();
        outcome.outcome = "done";
        return outcome; // Rank 0 makes what is made of the result.
    }
    auto outcome = finish();
    if (!outcome && outcome.error().code == ErrorCode::cancelled)
        return paused(); // The last state was saved when the last step was done.
    return outcome;
}

Result<RunOutcome> Trainer::pause()
{
    RETCLIP_CHECK(settle_checkpoint(true));
    if (m_ranks.first_says(m_saved_step != m_position.step))
        RETCLIP_CHECK(save(false));
    return paused();
}

RunOutcome Trainer::paused() const
{
    RunOutcome paused;
    paused.outcome = "paused";
    paused.steps = m_position.step;
    paused.epochs = int(m_position.step / m_batches_per_epoch);
    paused.metrics = m_position.best_metrics;
    paused.checkpoint = "checkpoints/" + CheckpointFolder::file_name(m_position.step);
    return paused;
}

/// Forward and backward. Where memory does not suffice, the same batch again in smaller parts: a night's
/// run should not end over a photograph more.
Result<void> Trainer::learn(const LoadedBatch &batch, RunEvent &event)
{
    for (;;) {
        const RandomState random = RandomState::current(m_room->device);
        auto done = at_the_edge([&]() -> Result<void> {
            m_objective->step(batch, m_position.loss_scale, event);
            return {};
        });
        // Other processes would wait for this one in the middle of the batch.
        if (done || done.error().code != ErrorCode::out_of_memory || m_ranks.world() > 1)
            return done;
        const auto part = m_objective->compute_in_smaller_parts(std::int64_t(batch.items.size()));
        if (!part)
            return done;
        m_optimizer->zero_gradients();
        random.restore(m_room->device);
        m_reporter.warn(here(RunEventKind::warning),
                        message(QT_TRANSLATE_NOOP("Message", "The memory did not suffice for the batch: from here on "
                                                             "it is computed %1 patients at a time, with the same loss "
                                                             "over all of it. Set micro_batch to begin so."),
                                {std::to_string(*part)}));
    }
}

Result<void> Trainer::step(const LoadedBatch &batch, double waited_s)
{
    if (!batch.unreadable.empty() && !m_told_unreadable) {
        m_told_unreadable = true;
        m_reporter.warn(here(RunEventKind::warning), batch.unreadable.front().second.what_happened);
    }
    const double rate = m_schedule.rate(m_position.step);
    m_optimizer->zero_gradients();
    RunEvent event = here(RunEventKind::step);
    const std::int64_t number = m_position.step + 1;
    RETCLIP_CHECK(learn(batch, event));
    m_ranks.average_gradients(m_optimizer->parameters());
    m_meter->optimizer_began();
    const double norm = m_optimizer->gradient_norm(1.0 / m_position.loss_scale);
    const bool finite = std::isfinite(norm) && event.loss && std::isfinite(*event.loss);
    if (!finite && m_position.loss_scale > 1) {
        m_position.loss_scale /= 2; // Float16 overflowed: as published, this step is skipped.
        m_good_steps = 0;
    } else if (!finite) {
        std::string exams;
        for (const std::int64_t item : batch.items)
            exams += m_data.manifest.items[std::size_t(item)].exam_code + " ";
        const std::string where = m_optimizer->first_not_finite();
        m_not_finite_step = number;
        return failure(
            ErrorCode::not_finite,
            message(QT_TRANSLATE_NOOP("Message", "The loss or a gradient became NaN or infinite at "
                                                 "step %1 (batch %2 of epoch %3; first in %4)."),
                    {std::to_string(number),
                     std::to_string(m_position.step % m_batches_per_epoch + 1),
                     std::to_string(m_position.step / m_batches_per_epoch + 1),
                     where.empty() ? "the loss" : where}),
            message(QT_TRANSLATE_NOOP("Message", "The step was not applied; the last checkpoint is "
                                                 "kept.")),
            message(QT_TRANSLATE_NOOP("Message", "Go on from the last checkpoint with a lower rate (retclip train … "
                                                 "--resume RUN --set learning_rate=…) or in float32, and look at "
                                                 "the batch's exams.")),
            exams);
    } else {
        double scale = 1.0 / m_position.loss_scale;
        if (m_config.gradient_clip > 0 && norm > m_config.gradient_clip)
            scale *= m_config.gradient_clip / norm;
        m_optimizer->step(rate, scale);
        m_objective->after_step();
        if (m_average)
            m_average->update(number);
        if (m_room->precision == torch::kHalf && ++m_good_steps % steps_before_growth == 0)
            m_position.loss_scale = std::min(2 * m_position.loss_scale, largest_loss_scale);
        m_epoch_loss += *event.loss;
        ++m_epoch_steps;
    }
    m_meter->optimizer_ended();
    m_position.step = number;
    m_position.patients += m_batch;
    if (!finite || number % std::max(1, m_config.log_every_steps) != 0)
        return {};
    const RunEvent place = here(RunEventKind::step);
    event.step = place.step;
    event.epoch = place.epoch;
    event.patients = place.patients;
    event.learning_rate = rate;
    event.gradient_norm = norm;
    event.gradient_norms = m_optimizer->group_norms(1.0 / m_position.loss_scale);
    m_meter->fill(event, batch, m_batch, waited_s);
    if (!event.batch)
        event.batch = int(m_batch);
    m_reporter.tell(std::move(event));
    return {};
}

Result<void> Trainer::validate_if_due()
{
    if (!m_position.validation_due)
        return {};
    // Looking must not change what comes after: a run that validates more often draws the same.
    const RandomState random = RandomState::current(m_room->device);
    auto validation = this->validation();
    random.restore(m_room->device);
    m_objective->set_training(true);
    const bool cut_short = !validation && validation.error().code == ErrorCode::cancelled;
    if (m_ranks.any(cut_short))
        return {}; // Still due: a resumed run begins with it.
    if (!validation)
        return failure(std::move(validation.error()));
    m_position.validation_due = false;
    RETCLIP_CHECK(settle_checkpoint(true));
    const bool first = m_position.best_file.empty();
    // Every rank looks at the same patients; where machines differ in the last bit, rank 0 is right.
    const bool better = m_ranks.first_says(
        first || validation->value > m_position.best_value
        || (validation->value == m_position.best_value && validation->tie < m_position.best_tie));
    if (validation->look && m_ranks.is_first()) {
        validation->look->step = m_position.step;
        if (auto kept = append_run_look(m_request.folder, *validation->look); !kept)
            m_reporter.warn(here(RunEventKind::warning), std::move(kept.error().what_happened));
    }
    RunEvent event = here(RunEventKind::validation);
    event.metrics = validation->metrics;
    event.metrics["is_best"] = better ? 1 : 0;
    m_reporter.tell(std::move(event));
    m_position.validations_since_best = better ? 0 : m_position.validations_since_best + 1;
    if (!better)
        return {};
    m_position.best_value = validation->value;
    m_position.best_tie = validation->tie;
    m_position.best_step = m_position.step;
    m_position.best_metrics = std::move(validation->metrics);
    m_position.best_metrics["best_step"] = double(m_position.step);
    m_position.best_metrics["best_epoch"] = double(m_position.step) / double(m_batches_per_epoch);
    return save(true);
}

/// Where weights are averaged, the averages are what is looked at.
Result<Validation> Trainer::validation()
{
    if (!m_average)
        return m_objective->validate(m_stop);
    m_average->exchange();
    auto validation = m_objective->validate(m_stop);
    m_average->exchange();
    return validation;
}

void Trainer::tell_early_stop()
{
    m_reporter.note(here(RunEventKind::note),
                    message(QT_TRANSLATE_NOOP("Message", "Stopped early: none of the last %1 validations "
                                                         "was better than the one at step %2."),
                            {std::to_string(m_position.validations_since_best),
                             std::to_string(m_position.best_step)}));
}

/// The computer slept, or the process was stopped: told, so that nobody takes it for time of the run.
void Trainer::tell_sleep()
{
    const double asleep = m_meter->take_asleep();
    if (asleep <= 0)
        return;
    RunEvent event = here(RunEventKind::note);
    event.metrics["asleep_s"] = asleep;
    event.message = message(QT_TRANSLATE_NOOP("Message", "The computer slept or the run was stopped for %1 s; it goes on."),
                            {std::to_string(std::lround(asleep))});
    m_reporter.tell(std::move(event));
}

Result<void> Trainer::save(bool is_best)
{
    const auto began = Clock::now();
    RETCLIP_CHECK(settle_checkpoint(true));
    const std::vector<RandomState> random = m_ranks.random_states(m_room->device);
    if (!m_ranks.is_first())
        return {};
    // What ends here must be on disk before the run says that it has ended.
    const bool at_once = m_stop.stop_requested() || m_position.step == m_last_step || is_over_early();
    m_checkpoints.begin(CheckpointFolder::contents_of(m_average ? m_average->saved(m_objective->weights())
                                                                : m_objective->weights(),
                                                      *m_optimizer, random, m_position, is_best),
                        at_once);
    m_last_save = Clock::now();
    m_saved_step = m_position.step;
    m_checkpoint_s += seconds_since(began);
    return settle_checkpoint(false);
}

/// Tells of the checkpoint that was begun last, when it is on disk.
Result<void> Trainer::settle_checkpoint(bool wait)
{
    auto written = m_checkpoints.take(wait);
    if (!written)
        return {};
    const RunPosition &position = written->position;
    if (!written->file) {
        // A full disk must not end a run: the last good checkpoint is still there.
        Error error = std::move(written->file.error());
        if (error.code != ErrorCode::disk_full || m_stop.stop_requested()
            || position.step == m_last_step)
            return failure(std::move(error));
        m_saved_step = -1;
        const RunEvent place = at(position, RunEventKind::warning);
        m_reporter.warn(place, error.what_happened);
        m_reporter.note(place, message(QT_TRANSLATE_NOOP(
                                   "Message", "The run goes on; the checkpoint before is kept.")));
        m_reporter.note(place,
                        message(QT_TRANSLATE_NOOP("Message", "Make room: the next checkpoint will be "
                                                             "written as usual.")));
        return {};
    }
    if (written->is_best)
        m_position.best_file = *written->file;
    RunEvent event = at(position, RunEventKind::checkpoint);
    event.file = "checkpoints/" + *written->file;
    if (written->is_best)
        event.metrics["is_best"] = 1;
    event.metrics["waited_s"] = std::exchange(m_checkpoint_s, 0.0); // By the run; the rest was written beside it.
    event.metrics["written_s"] = written->seconds;
    m_reporter.tell(std::move(event));
    return {};
}

Result<RunOutcome> Trainer::finish()
{
    const std::string chosen = m_position.best_file.empty()
        ? CheckpointFolder::file_name(m_position.step)
        : m_position.best_file;
    if (!m_position.best_file.empty() && m_position.best_step != m_position.step) {
        RETCLIP_TRY(const auto best, m_checkpoints.folder().read(m_position.best_file));
        RETCLIP_CHECK(copy_weights(best.weights, m_objective->weights()));
    } else if (m_average) {
        m_average->exchange();
    }
    m_objective->set_training(false);
    RETCLIP_TRY(const auto others, m_objective->finish(m_request.folder, m_stop));
    RunOutcome outcome;
    outcome.outcome = "done";
    outcome.steps = m_position.step;
    outcome.epochs = int(m_position.step / m_batches_per_epoch);
    outcome.checkpoint = "checkpoints/" + chosen;
    outcome.metrics = m_position.best_metrics;
    if (m_position.step < m_last_step)
        outcome.metrics["stopped_early"] = 1;
    for (const auto &[name, value] : others)
        outcome.metrics[name] = value;
    const nlohmann::json json{{"task", m_config.task},
                              {"chosen_on", m_position.best_file.empty() ? "none" : "validation"},
                              {"selection_metric", m_objective->selection()},
                              {"checkpoint", "checkpoints/" + chosen},
                              {"steps", m_position.step},
                              {"validation", m_position.best_metrics},
                              {"metrics", outcome.metrics}};
    RETCLIP_CHECK(write_file_atomically(m_request.folder / "metrics.json", json.dump(2) + "\n"));
    return outcome;
}

Result<RunOutcome> Trainer::probe()
{
    tell_start();
    RETCLIP_TRY(const auto metrics, run_probe_task(*m_room, m_request.folder, m_stop));
    RunOutcome outcome;
    outcome.outcome = "done";
    outcome.metrics = metrics;
    return outcome;
}

void Trainer::tell_start()
{
    RunEvent event = here(RunEventKind::start);
    event.metrics["training_exams"] = double(m_data.training.size());
    event.metrics["validation_exams"] = double(m_data.validation.size());
    event.metrics["test_exams"] = double(m_data.test.size());
    event.metrics["parameters"] = double(m_config.network.parameter_count());
    event.metrics["threads"] = m_position.threads;
    event.metrics["last_step"] = double(m_last_step);
    event.batch = int(m_batch);
    event.message = message(QT_TRANSLATE_NOOP("Message", "%1 exams to learn from, on %2 in %3."),
                            {std::to_string(m_data.training.size()), m_room->device.str(),
                             m_position.precision});
    m_reporter.tell(std::move(event));
    if (m_start_note)
        m_reporter.note(here(RunEventKind::note), *m_start_note);
    if (StartWarning warning = start_warning(m_config); !warning.what.empty() && !m_request.resume)
        m_reporter.warn(here(RunEventKind::warning), std::move(warning.what));
}

void Trainer::warn_about_data()
{
    const auto note = [&](const char *text, std::int64_t count) {
        if (count > 0)
            m_reporter.note(here(RunEventKind::note), message(text, {std::to_string(count)}));
    };
    if (m_batch < m_config.batch_size)
        m_reporter.warn(here(RunEventKind::warning),
                        message(QT_TRANSLATE_NOOP("Message", "The batch is larger than the data: "
                                                             "%1 exams are used at once."),
                                {std::to_string(m_batch)}));
    if (!m_objective->can_validate())
        m_reporter.warn(here(RunEventKind::warning),
                        message(QT_TRANSLATE_NOOP("Message", "There is no validation split: the "
                                                             "last state is kept as the result.")));
    if (m_config.task != "pretrain")
        return;
    note(QT_TRANSLATE_NOOP("Message", "%1 exams without a report are left out."), m_data.without_text);
    note(QT_TRANSLATE_NOOP("Message", "%1 one-eyed patients are left out."), m_data.left_out);
    note(QT_TRANSLATE_NOOP("Message", "One-eyed patients in the study: %1. Each counts at that eye's level alone."),
         m_data.one_eyed - m_data.left_out);
    note(QT_TRANSLATE_NOOP("Message", "%1 reports are longer than the context and were cut."),
         m_data.cut_reports);
    if (m_data.duplicate_share > 0.05 && m_config.duplicate_reports == "negatives")
        m_reporter.warn(
            here(RunEventKind::warning),
            message(QT_TRANSLATE_NOOP("Message",
                                      "%1 % of the training reports occur more than once: they "
                                      "count as wrong answers for each other."),
                    {std::to_string(std::lround(100 * m_data.duplicate_share))}));
}

void Trainer::tell_end(const Result<RunOutcome> &outcome)
{
    RunEvent event = here(RunEventKind::end);
    if (outcome) {
        event.outcome = outcome->outcome;
        event.metrics = outcome->metrics;
        event.file = utf8_from_path(outcome->checkpoint);
    } else {
        event.outcome = outcome.error().code == ErrorCode::cancelled ? "cancelled" : "failed";
        event.message = outcome.error().what_happened;
        if (m_not_finite_step >= 0)
            event.metrics["not_finite_step"] = double(m_not_finite_step);
    }
    m_reporter.tell(std::move(event));
}

} // namespace

Result<RunOutcome> run_training(const TrainRequest &request, TokenizerService &tokenizers,
                                RunObserver &observer, std::stop_token stop)
{
    const RankPlace place = rank_place_of_process();
    if (place.world <= 1) {
        const std::unique_ptr<Ranks> alone = Ranks::alone();
        return Trainer(request, tokenizers, observer, stop, *alone).run();
    }
    return at_the_edge([&]() -> Result<RunOutcome> {
        RETCLIP_TRY(const std::unique_ptr<Ranks> ranks, Ranks::join(place));
        RETCLIP_TRY(const TrainRequest shared, request_of_first(request, *ranks));
        return Trainer(shared, tokenizers, observer, stop, *ranks).run();
    });
}

} // namespace retclip
