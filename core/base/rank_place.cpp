// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/rank_place.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <optional>
#include <sstream>

namespace retclip {
namespace {

constexpr const char *carried = "RETCLIP_TAKES_PART";

std::string from_process(const char *name)
{
    const char *value = std::getenv(name);
    return value ? value : "";
}

std::optional<int> whole_number(const std::string &text)
{
    int value = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (problem != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

tl::unexpected<Error> no_place(const std::string &variable, const std::string &value)
{
    return failure(
        ErrorCode::invalid_argument,
        message(QT_TRANSLATE_NOOP("Message", "The place among the processes of a distributed run is "
                                             "not clear: %1 is \"%2\"."),
                {variable, value}),
        message(QT_TRANSLATE_NOOP("Message", "Nothing was trained.")),
        message(QT_TRANSLATE_NOOP("Message",
                                  "Start it with torchrun or srun, or unset RANK, WORLD_SIZE and "
                                  "SLURM_PROCID to train in one process.")));
}

/// "gpu[03-05,9]x,other" → "gpu03x": Slurm's first host.
std::string first_host(const std::string &list)
{
    const std::size_t bracket = list.find('[');
    const std::size_t comma = list.find(',');
    if (bracket == std::string::npos || comma < bracket)
        return list.substr(0, comma);
    const std::size_t closing = list.find(']', bracket);
    if (closing == std::string::npos)
        return {};
    const std::size_t number_ends = list.find_first_of("-,]", bracket);
    return list.substr(0, bracket) + list.substr(bracket + 1, number_ends - bracket - 1)
        + list.substr(closing + 1, list.find(',', closing) - closing - 1);
}

/// Reads numbers and remembers the first that is none.
class Reader
{
public:
    explicit Reader(const Environment &environment) : m_environment(environment) {}

    int number(const char *name, std::optional<int> fallback, int least, int most)
    {
        const std::string text = m_environment(name);
        if (text.empty() && fallback)
            return *fallback;
        const auto value = whole_number(text);
        if ((!value || *value < least || *value > most) && m_bad.empty()) {
            m_bad = name;
            m_bad_value = text;
        }
        return value.value_or(least);
    }
    [[nodiscard]] Result<RankPlace> finish(RankPlace place)
    {
        place.timeout_s = number("RETCLIP_RANK_TIMEOUT_S", place.timeout_s, 1, 1 << 20);
        if (!m_bad.empty())
            return no_place(m_bad, m_bad_value);
        return place;
    }

private:
    const Environment &m_environment;
    std::string m_bad, m_bad_value;
};

Result<RankPlace> from_torchrun(const Environment &environment)
{
    Reader reader(environment);
    RankPlace place;
    place.world = reader.number("WORLD_SIZE", std::nullopt, 1, 1 << 16);
    place.rank = reader.number("RANK", std::nullopt, 0, std::max(place.world, 1) - 1);
    if (place.world == 1)
        return reader.finish(place);
    place.local_rank = reader.number("LOCAL_RANK", place.rank, 0, 1 << 16);
    place.local_world = reader.number("LOCAL_WORLD_SIZE", 1, 1, 1 << 16);
    place.host = environment("MASTER_ADDR");
    if (place.host.empty())
        return no_place("MASTER_ADDR", "");
    place.port = reader.number("MASTER_PORT", std::nullopt, 1, 65535);
    // There torchrun itself listens, in the protocol of its own version: ours is the next port.
    if (environment("TORCHELASTIC_USE_AGENT_STORE") == "True")
        place.port = place.port < 65535 ? place.port + 1 : place.port - 1;
    return reader.finish(place);
}

Result<RankPlace> from_slurm(const Environment &environment)
{
    Reader reader(environment);
    RankPlace place;
    place.world = reader.number("SLURM_NTASKS", 1, 1, 1 << 16);
    place.rank = reader.number("SLURM_PROCID", std::nullopt, 0, std::max(place.world, 1) - 1);
    if (place.world == 1)
        return reader.finish(place);
    place.local_rank = reader.number("SLURM_LOCALID", 0, 0, 1 << 16);
    // "2(x3),1": tasks of each node; the first number is the best that is known here.
    const std::string tasks = environment("SLURM_STEP_TASKS_PER_NODE");
    place.local_world =
        std::max(1, whole_number(tasks.substr(0, tasks.find_first_not_of("0123456789"))).value_or(1));
    place.host = environment("MASTER_ADDR");
    if (place.host.empty())
        place.host = first_host(environment("SLURM_NODELIST"));
    if (place.host.empty())
        return no_place("SLURM_NODELIST", environment("SLURM_NODELIST"));
    // Jobs that share a node must not meet at one port.
    const int job = reader.number("SLURM_JOB_ID", 0, 0, 2147483647);
    place.port = reader.number("MASTER_PORT", 20000 + job % 20000, 1, 65535);
    return reader.finish(place);
}

} // namespace

Result<RankPlace> launched_rank(const Environment &environment)
{
    if (!environment("RANK").empty() || !environment("WORLD_SIZE").empty())
        return from_torchrun(environment);
    if (!environment("SLURM_PROCID").empty())
        return from_slurm(environment);
    return RankPlace{};
}

Result<RankPlace> launched_rank()
{
    return launched_rank(from_process);
}

void take_part(const RankPlace &place)
{
    std::ostringstream words;
    words << place.rank << ' ' << place.world << ' ' << place.local_rank << ' ' << place.local_world
          << ' ' << place.port << ' ' << place.timeout_s << ' ' << place.host;
    setenv(carried, words.str().c_str(), 1);
}

RankPlace rank_place_of_process()
{
    RankPlace place;
    std::istringstream words(from_process(carried));
    if (!(words >> place.rank >> place.world >> place.local_rank >> place.local_world >> place.port
          >> place.timeout_s >> place.host))
        return {};
    return place;
}

} // namespace retclip
