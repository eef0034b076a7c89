// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/run_history.h"

#include "core/base/files.h"
#include "core/jobs/job.h"

#include <algorithm>
#include <filesystem>

namespace retclip {

double RunPlace::on(XAxis axis) const
{
    switch (axis) {
    case XAxis::step: return step;
    case XAxis::patients: return patients;
    case XAxis::epoch: return epoch;
    case XAxis::hours: return hours;
    }
    return step;
}

RunPlace RunColumnsBuilder::place(const RunEvent &event)
{
    if (event.kind == RunEventKind::start)
        m_lastTime = -1;
    if (event.time > 0) {
        if (m_lastTime > 0)
            m_seconds += std::max(0.0, event.time - m_lastTime);
        m_lastTime = event.time;
        // The note of a sleep comes behind the step that it fell into.
        if (const auto asleep = event.metrics.find("asleep_s"); asleep != event.metrics.end())
            m_seconds = std::max(0.0, m_seconds - asleep->second);
    }
    // Inside an epoch a step is a part of it: as long as the epoch before, or as far as is known.
    if (event.epoch > m_lastEpoch && event.kind == RunEventKind::step) {
        if (m_lastEpoch > 0)
            m_stepsAnEpoch = double(event.step - 1) - m_lastEpochEndStep;
        m_lastEpochEndStep = double(event.step - 1);
        m_lastEpoch = event.epoch;
    }
    RunPlace result;
    result.step = double(event.step);
    result.patients = double(event.patients);
    result.hours = m_seconds / 3600;
    result.epoch = event.epoch;
    if (event.kind == RunEventKind::step && event.epoch > 0) {
        const double inside = double(event.step) - m_lastEpochEndStep;
        result.epoch = double(event.epoch - 1)
            + (m_stepsAnEpoch > 0 ? std::min(1.0, inside / m_stepsAnEpoch) : 0.0);
    }
    return result;
}

void RunColumnsBuilder::add(const RunEvent &event, RunColumns &into)
{
    const RunPlace at = place(event);
    if (event.kind != RunEventKind::step) {
        into.marks.push_back({at, event});
        if (event.kind == RunEventKind::validation
            || (event.kind == RunEventKind::epoch && !event.metrics.empty()))
            into.validations.push_back({at, event.metrics});
        return;
    }
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    into.places.push_back(at);
    const auto put = [&](Quantity quantity, const std::optional<double> &value) {
        into.values[std::size_t(quantity)].push_back(value.value_or(none));
    };
    put(Quantity::loss, event.loss);
    put(Quantity::lossPatient, event.loss_patient);
    put(Quantity::lossLeft, event.loss_left);
    put(Quantity::lossRight, event.loss_right);
    put(Quantity::learningRate, event.learning_rate);
    for (std::size_t i = 0; i < 3; ++i)
        into.values[std::size_t(Quantity::scalePatient) + i].push_back(
            event.logit_scales ? (*event.logit_scales)[i] : none);
    put(Quantity::accuracyImageToText, event.accuracy_image_to_text);
    put(Quantity::accuracyTextToImage, event.accuracy_text_to_image);
    put(Quantity::gradientNorm, event.gradient_norm);
    put(Quantity::patientsPerSecond, event.patients_per_s);
    put(Quantity::waitSeconds, event.wait_s);
    put(Quantity::memoryGiB, event.memory_bytes
            ? std::optional(*event.memory_bytes / double(std::uint64_t(1) << 30))
            : std::nullopt);
    const auto share = [&](Quantity quantity, const std::optional<double> &part) {
        put(quantity, part && event.step_s && *event.step_s > 0 ? std::optional(100 * *part / *event.step_s) : std::nullopt);
    };
    share(Quantity::waitShare, event.wait_s);
    share(Quantity::forwardShare, event.forward_s);
    share(Quantity::backwardShare, event.backward_s);
    share(Quantity::optimizerShare, event.optimizer_s);
    share(Quantity::otherShare,
          event.step_s ? std::optional(std::max(0.0, *event.step_s - event.wait_s.value_or(0) - event.forward_s.value_or(0)
                                                         - event.backward_s.value_or(0) - event.optimizer_s.value_or(0)))
                       : std::nullopt);
    put(Quantity::utilisation, event.utilisation ? std::optional(100 * *event.utilisation) : std::nullopt);
    put(Quantity::temperature, event.temperature_c);
    for (const auto &[group, norm] : event.gradient_norms)
        into.gradientGroups[group].resize(into.places.size(), none);
    for (auto &[group, norms] : into.gradientGroups) {
        norms.resize(into.places.size(), none);
        if (const auto told = event.gradient_norms.find(group); told != event.gradient_norms.end())
            norms.back() = told->second;
    }
    if (event.batch)
        into.batch = *event.batch;
}

/// Pool only, one reading at a time.
struct RunHistory::Source
{
    std::filesystem::path file, abandonedFile;
    std::unique_ptr<RunEventReader> reader, abandonedReader;
    RunColumnsBuilder builder, abandonedBuilder;
    std::uintmax_t length = 0;

    struct Part
    {
        RunColumns columns, abandoned;
        bool restarted = false;
    };

    Part read()
    {
        Part part;
        std::error_code ignored;
        const std::uintmax_t now = std::filesystem::file_size(file, ignored);
        if (!reader || (!ignored && now < length)) {
            part.restarted = bool(reader);
            reader = std::make_unique<RunEventReader>(file);
            abandonedReader = std::make_unique<RunEventReader>(abandonedFile);
            builder = {};
            abandonedBuilder = {};
        }
        length = ignored ? 0 : now;
        for (const RunEvent &event : reader->read_new())
            builder.add(event, part.columns);
        if (std::filesystem::exists(abandonedFile, ignored))
            for (const RunEvent &event : abandonedReader->read_new())
                abandonedBuilder.add(event, part.abandoned);
        return part;
    }
};

RunHistory::RunHistory(JobPool &jobs, const QString &runFolder, QObject *parent)
    : QObject(parent), m_jobs(jobs), m_folder(runFolder), m_source(std::make_shared<Source>())
{
    const auto folder = path_from_utf8(runFolder.toStdString());
    m_source->file = folder / "events.jsonl";
    m_source->abandonedFile = folder / "events.abandoned.jsonl";
}

RunHistory::~RunHistory() = default;

namespace {

void appendTo(RunColumns &all, RunColumns &&part)
{
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    for (auto &[group, norms] : part.gradientGroups) {
        auto &into = all.gradientGroups[group];
        into.resize(all.places.size(), none);
        into.insert(into.end(), norms.begin(), norms.end());
    }
    all.places.insert(all.places.end(), part.places.begin(), part.places.end());
    for (auto &[group, norms] : all.gradientGroups)
        norms.resize(all.places.size(), none);
    for (std::size_t i = 0; i < quantityCount; ++i)
        all.values[i].insert(all.values[i].end(), part.values[i].begin(), part.values[i].end());
    all.validations.insert(all.validations.end(),
                           std::make_move_iterator(part.validations.begin()),
                           std::make_move_iterator(part.validations.end()));
    all.marks.insert(all.marks.end(), std::make_move_iterator(part.marks.begin()),
                     std::make_move_iterator(part.marks.end()));
    if (part.batch)
        all.batch = part.batch;
}

} // namespace

void RunHistory::poll()
{
    if (m_reading)
        return;
    m_reading = true;
    m_jobs.start<Source::Part>(
        {}, this,
        [source = m_source](const ProgressCallback &, std::stop_token) -> Result<Source::Part> {
            return source->read();
        },
        [this](Result<Source::Part> part) {
            m_reading = false;
            if (!part)
                return;
            if (part->restarted) {
                m_columns = {};
                m_abandoned = {};
                emit restarted();
            }
            const bool news = part->columns.size() || !part->columns.marks.empty()
                || part->abandoned.size() || part->restarted;
            appendTo(m_columns, std::move(part->columns));
            appendTo(m_abandoned, std::move(part->abandoned));
            if (news)
                emit grew();
        });
}

} // namespace retclip
