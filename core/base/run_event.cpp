// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/run_event.h"

#include "core/base/files.h"
#include "core/base/writing_error.h"

#include <nlohmann/json.hpp>

#include <cerrno>
#include <cmath>
#include <cstdio>
#include <cstdlib>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace retclip {
namespace {

using nlohmann::json;

constexpr RunEventKind all_kinds[] = {
    RunEventKind::start,      RunEventKind::step, RunEventKind::epoch,   RunEventKind::validation,
    RunEventKind::checkpoint, RunEventKind::note, RunEventKind::warning, RunEventKind::end};

struct EventKey
{
    const char *name;
    std::optional<double> RunEvent::*member;
};

constexpr EventKey event_keys[] = {
    {"loss", &RunEvent::loss},
    {"loss_patient", &RunEvent::loss_patient},
    {"loss_left", &RunEvent::loss_left},
    {"loss_right", &RunEvent::loss_right},
    {"learning_rate", &RunEvent::learning_rate},
    {"accuracy_image_to_text", &RunEvent::accuracy_image_to_text},
    {"accuracy_text_to_image", &RunEvent::accuracy_text_to_image},
    {"gradient_norm", &RunEvent::gradient_norm},
    {"patients_per_s", &RunEvent::patients_per_s},
    {"wait_s", &RunEvent::wait_s},
    {"step_s", &RunEvent::step_s},
    {"forward_s", &RunEvent::forward_s},
    {"backward_s", &RunEvent::backward_s},
    {"optimizer_s", &RunEvent::optimizer_s},
    {"utilisation", &RunEvent::utilisation},
    {"temperature_c", &RunEvent::temperature_c},
    {"memory_bytes", &RunEvent::memory_bytes},
};

std::string line_of(const RunEvent &event)
{
    return to_json(event).dump(-1, ' ', false, json::error_handler_t::replace) + "\n";
}

constexpr int printed_digits = 5;

/// Groups of layers are drawn and compared by eye: short numbers keep the file small.
double rounded(double value)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.*g", printed_digits, value);
    return std::strtod(text, nullptr);
}

/// Calls `each(line)` for every whole line; gives the number of bytes in whole lines.
template <typename Each> std::size_t each_whole_line(std::string_view text, Each each)
{
    std::size_t position = 0;
    for (;;) {
        const std::size_t end = text.find('\n', position);
        if (end == std::string_view::npos)
            return position;
        each(text.substr(position, end - position));
        position = end + 1;
    }
}

} // namespace

const char *word(RunEventKind kind)
{
    switch (kind) {
    case RunEventKind::start: return "start";
    case RunEventKind::step: return "step";
    case RunEventKind::epoch: return "epoch";
    case RunEventKind::validation: return "validation";
    case RunEventKind::checkpoint: return "checkpoint";
    case RunEventKind::note: return "note";
    case RunEventKind::warning: return "warning";
    case RunEventKind::end: return "end";
    }
    return "note";
}

json to_json(const RunEvent &event)
{
    json value = {{"event", word(event.kind)},
                  {"time", event.time},
                  {"step", event.step},
                  {"epoch", event.epoch},
                  {"patients", event.patients}};
    for (const EventKey &key : event_keys) {
        if ((event.*key.member) && std::isfinite(*(event.*key.member)))
            value[key.name] = *(event.*key.member);
    }
    if (event.logit_scales)
        value["logit_scales"] = *event.logit_scales;
    if (event.batch)
        value["batch"] = *event.batch;
    for (const auto &[name, norm] : event.gradient_norms) {
        if (std::isfinite(norm))
            value["gradient_norms"][name] = rounded(norm);
    }
    for (const auto &[name, metric] : event.metrics) {
        if (std::isfinite(metric))
            value["metrics"][name] = metric;
    }
    if (!event.file.empty())
        value["file"] = event.file;
    if (!event.message.empty()) {
        value["message"] = event.message.english();
        if (!event.message.arguments.empty()) {
            value["message_text"] = event.message.text;
            value["message_arguments"] = event.message.arguments;
        }
    }
    if (!event.outcome.empty())
        value["outcome"] = event.outcome;
    return value;
}

Result<RunEvent> run_event_from_json(const json &value)
{
    const auto bad = [](const std::string &cause) {
        return failure(ErrorCode::unreadable,
                       message(QT_TRANSLATE_NOOP("Message", "An event of a run cannot be read.")),
                       message(QT_TRANSLATE_NOOP("Message", "The other events are kept.")),
                       message(QT_TRANSLATE_NOOP("Message", "Copy the run's folder again.")),
                       cause);
    };
    if (!value.is_object())
        return bad("not a JSON object");
    try {
        RunEvent event;
        const std::string kind = value.at("event").get<std::string>();
        bool known = false;
        for (RunEventKind candidate : all_kinds) {
            if (kind == word(candidate)) {
                event.kind = candidate;
                known = true;
            }
        }
        if (!known)
            return bad("unknown event \"" + kind + "\"");
        event.time = value.value("time", 0.0);
        event.step = value.value("step", std::int64_t(0));
        event.epoch = value.value("epoch", 0);
        event.patients = value.value("patients", std::int64_t(0));
        for (const EventKey &key : event_keys) {
            const auto found = value.find(key.name);
            if (found != value.end() && !found->is_null())
                event.*key.member = found->get<double>();
        }
        if (const auto found = value.find("logit_scales"); found != value.end()) {
            if (!found->is_array() || found->size() != 3)
                return bad("logit_scales are not three");
            event.logit_scales = found->get<std::array<double, 3>>();
        }
        if (const auto found = value.find("batch"); found != value.end() && !found->is_null())
            event.batch = found->get<int>();
        for (const auto &[key, into] : {std::pair("metrics", &event.metrics),
                                        std::pair("gradient_norms", &event.gradient_norms)}) {
            const auto found = value.find(key);
            if (found == value.end())
                continue;
            for (const auto &[name, metric] : found->items()) {
                if (!metric.is_null())
                    (*into)[name] = metric.get<double>();
            }
        }
        event.file = value.value("file", std::string());
        event.message.text = value.value("message_text", value.value("message", std::string()));
        event.message.arguments = value.value("message_arguments", std::vector<std::string>());
        event.outcome = value.value("outcome", std::string());
        return event;
    } catch (const json::exception &problem) {
        return bad(problem.what());
    }
}

RunEventReader::RunEventReader(std::filesystem::path file) : m_file(std::move(file))
{
}

std::vector<RunEvent> RunEventReader::read_new()
{
    std::vector<RunEvent> events;
    const int descriptor = ::open(m_file.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return events; // not there yet
    struct stat facts = {};
    if (::fstat(descriptor, &facts) != 0) {
        ::close(descriptor);
        return events;
    }
    const bool replaced = m_inode != 0 && std::uint64_t(facts.st_ino) != m_inode;
    if (replaced || std::uint64_t(facts.st_size) < m_position) {
        m_position = 0;
        ++m_restarts;
    }
    m_inode = std::uint64_t(facts.st_ino);
    std::string text;
    if (std::uint64_t(facts.st_size) > m_position) {
        text.resize(std::size_t(std::uint64_t(facts.st_size) - m_position));
        const ssize_t got = ::pread(descriptor, text.data(), text.size(), off_t(m_position));
        text.resize(got > 0 ? std::size_t(got) : 0);
    }
    ::close(descriptor);
    m_position += each_whole_line(text, [&](std::string_view line) {
        if (line.empty())
            return;
        auto event = run_event_from_json(json::parse(line.begin(), line.end(), nullptr, false));
        if (event)
            events.push_back(std::move(*event));
        else
            ++m_unreadable;
    });
    return events;
}

RunEventWriter::~RunEventWriter()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

Result<void> RunEventWriter::open(const std::filesystem::path &file)
{
    m_file = file;
    if (m_descriptor >= 0)
        ::close(m_descriptor);
    m_descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (m_descriptor < 0)
        return failure(writing_error(file, errno));
    const off_t length = ::lseek(m_descriptor, 0, SEEK_END);
    // Look back for the last end of a line; what follows it was cut by a crash.
    off_t whole = length;
    char part[4096];
    while (whole > 0) {
        const off_t from = whole > off_t(sizeof(part)) ? whole - off_t(sizeof(part)) : 0;
        const ssize_t got = ::pread(m_descriptor, part, std::size_t(whole - from), from);
        if (got <= 0)
            return failure(file_error(file, got < 0 ? errno : EIO));
        const std::size_t end = std::string_view(part, std::size_t(got)).rfind('\n');
        if (end != std::string_view::npos) {
            whole = from + off_t(end) + 1;
            break;
        }
        whole = from;
    }
    if (whole != length && ::ftruncate(m_descriptor, whole) != 0)
        return failure(writing_error(file, errno));
    ::lseek(m_descriptor, whole, SEEK_SET);
    return {};
}

Result<void> RunEventWriter::write(const RunEvent &event)
{
    const std::string line = line_of(event);
    std::size_t written = 0;
    while (written < line.size()) {
        const ssize_t put = ::write(m_descriptor, line.data() + written, line.size() - written);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return failure(writing_error(m_file, errno));
        written += std::size_t(put);
    }
    if (event.kind == RunEventKind::checkpoint || event.kind == RunEventKind::end) {
        if (::fdatasync(m_descriptor) != 0)
            return failure(writing_error(m_file, errno));
    }
    return {};
}

Result<void> abandon_events_after(const std::filesystem::path &events_file, std::int64_t step)
{
    auto text = read_file(events_file);
    if (!text) {
        if (text.error().code == ErrorCode::not_found)
            return {};
        return failure(std::move(text.error()));
    }
    std::string kept, abandoned;
    each_whole_line(*text, [&](std::string_view line) {
        const json value = json::parse(line.begin(), line.end(), nullptr, false);
        const bool later = value.is_object() && value.contains("step")
            && value["step"].is_number_integer() && value["step"].get<std::int64_t>() > step;
        (later ? abandoned : kept).append(line).append("\n");
    });
    if (abandoned.empty() && kept.size() == text->size())
        return {};
    // The abandoned ones first: a crash between the two writes leaves them twice, never lost.
    if (!abandoned.empty()) {
        std::filesystem::path other = events_file;
        other.replace_filename("events.abandoned.jsonl");
        std::string before;
        if (auto earlier = read_file(other))
            before = std::move(*earlier);
        if (!before.ends_with(abandoned))
            RETCLIP_CHECK(write_file_atomically(other, before + abandoned));
    }
    return write_file_atomically(events_file, kept);
}

} // namespace retclip
