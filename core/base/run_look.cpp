// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/run_look.h"

#include "core/base/files.h"
#include "core/base/writing_error.h"

#include <nlohmann/json.hpp>

#include <cerrno>
#include <cmath>
#include <map>

#include <fcntl.h>
#include <unistd.h>

namespace retclip {
namespace {

constexpr const char *looks_file = "looks.jsonl";
constexpr double cosine_steps = 1e4; ///< Cosines are drawn as colours.

double told(double value)
{
    return std::round(value * cosine_steps) / cosine_steps;
}

nlohmann::json case_json(const RunLook::Case &one)
{
    return {{"exam", one.exam.value}, {"code", one.code}};
}

RunLook::Case case_from(const nlohmann::json &json)
{
    RunLook::Case one;
    one.exam.value = json.at("exam").get<std::int64_t>();
    one.code = json.at("code").get<std::string>();
    return one;
}

} // namespace

nlohmann::json to_json(const RunLook &look)
{
    nlohmann::json json{{"step", look.step}, {"batch", nlohmann::json::array()},
                        {"matrix", nlohmann::json::array()}, {"asked", nlohmann::json::array()}};
    for (const RunLook::Case &one : look.batch)
        json["batch"].push_back(case_json(one));
    for (const float value : look.matrix)
        json["matrix"].push_back(told(double(value)));
    for (const RunLook::Asked &asked : look.asked) {
        nlohmann::json line = case_json(asked.report);
        line["rank"] = asked.rank;
        line["nearest"] = nlohmann::json::array();
        for (const RunLook::Neighbour &near : asked.nearest) {
            nlohmann::json one = case_json(near.photographs);
            one["similarity"] = told(near.similarity);
            line["nearest"].push_back(std::move(one));
        }
        json["asked"].push_back(std::move(line));
    }
    return json;
}

Result<RunLook> run_look_from_json(const nlohmann::json &json)
{
    const auto bad = [](const std::string &cause) {
        return failure(ErrorCode::unreadable,
                       message(QT_TRANSLATE_NOOP("Message", "A look of a run cannot be read.")),
                       message(QT_TRANSLATE_NOOP("Message", "The other looks are kept.")),
                       message(QT_TRANSLATE_NOOP("Message", "Copy the run's folder again.")), cause);
    };
    try {
        RunLook look;
        look.step = json.at("step").get<std::int64_t>();
        for (const auto &one : json.at("batch"))
            look.batch.push_back(case_from(one));
        look.matrix = json.at("matrix").get<std::vector<float>>();
        if (look.matrix.size() != look.batch.size() * look.batch.size())
            return bad("the matrix is not square");
        for (const auto &line : json.at("asked")) {
            RunLook::Asked asked{case_from(line), line.at("rank").get<std::int64_t>(), {}};
            for (const auto &one : line.at("nearest"))
                asked.nearest.push_back({case_from(one), one.at("similarity").get<double>()});
            look.asked.push_back(std::move(asked));
        }
        return look;
    } catch (const nlohmann::json::exception &problem) {
        return bad(problem.what());
    }
}

Result<void> append_run_look(const std::filesystem::path &run_folder, const RunLook &look)
{
    const std::filesystem::path file = run_folder / looks_file;
    // A line that a crash cut short must not swallow this one: an empty line is passed over.
    const std::string line =
        "\n" + to_json(look).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
    const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
    if (descriptor < 0)
        return failure(writing_error(file, errno));
    std::size_t written = 0;
    while (written < line.size()) {
        const ssize_t put = ::write(descriptor, line.data() + written, line.size() - written);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0) {
            const int problem = errno;
            ::close(descriptor);
            return failure(writing_error(file, problem));
        }
        written += std::size_t(put);
    }
    ::close(descriptor);
    return {};
}

std::vector<RunLook> read_run_looks(const std::filesystem::path &run_folder)
{
    const auto text = read_file(run_folder / looks_file);
    if (!text)
        return {};
    std::map<std::int64_t, RunLook> by_step;
    for (std::size_t from = 0; from < text->size();) {
        const std::size_t end = std::min(text->find('\n', from), text->size());
        const std::string_view line = std::string_view(*text).substr(from, end - from);
        from = end + 1;
        if (line.empty())
            continue;
        auto look = run_look_from_json(nlohmann::json::parse(line.begin(), line.end(), nullptr, false));
        if (look)
            by_step[look->step] = std::move(*look);
    }
    std::vector<RunLook> looks;
    for (auto &[step, look] : by_step)
        looks.push_back(std::move(look));
    return looks;
}

} // namespace retclip
