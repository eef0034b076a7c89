// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/sweep.h"

#include <QStringList>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>

namespace retclip {

namespace {

tl::unexpected<Error> badAxis(const QString &text)
{
    return failure(
        ErrorCode::invalid_argument,
        message(QT_TRANSLATE_NOOP("Message", "\"%1\" does not say what to vary."), {text.toStdString()}),
        message(QT_TRANSLATE_NOOP("Message", "No run was made.")),
        message(QT_TRANSLATE_NOOP("Message", "Give a setting and its values (learning_rate=1e-4,1e-3) or a range "
                                             "(learning_rate=1e-5..1e-3:log).")));
}

bool numberFrom(const QString &text, double &value)
{
    const std::string word = text.trimmed().toStdString();
    const auto [end, problem] = std::from_chars(word.data(), word.data() + word.size(), value);
    return problem == std::errc() && end == word.data() + word.size() && std::isfinite(value);
}

/// SplitMix64: the same draws on every system.
class SweepDraws
{
public:
    explicit SweepDraws(std::int64_t seed) : m_state(std::uint64_t(seed) ^ 0x5377656570ull) {}
    double share() // [0, 1)
    {
        std::uint64_t value = m_state += 0x9e3779b97f4a7c15ull;
        value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9ull;
        value = (value ^ (value >> 27)) * 0x94d049bb133111ebull;
        return double((value ^ (value >> 31)) >> 11) * 0x1p-53;
    }

private:
    std::uint64_t m_state;
};

/// Three digits are enough to vary a setting by, and can be read.
std::string drawn(const SweepAxis &axis, double share)
{
    if (!axis.values.empty())
        return axis.values[std::min(axis.values.size() - 1, std::size_t(share * double(axis.values.size())))];
    const double value = axis.logarithmic
        ? std::exp(std::log(axis.low) + share * (std::log(axis.high) - std::log(axis.low)))
        : axis.low + share * (axis.high - axis.low);
    const FieldDescription *field = find_run_field(axis.key);
    if (field && field->type == FieldType::integer) {
        const double whole = axis.logarithmic ? std::round(value)
                                              : std::floor(axis.low + share * (axis.high - axis.low + 1));
        return std::to_string(std::int64_t(std::clamp(whole, axis.low, axis.high)));
    }
    return QString::number(std::clamp(value, axis.low, axis.high), 'g', 3).toStdString();
}

using Settings = std::vector<std::pair<std::string, std::string>>;

/// Every candidate's settings, in order: draws outside, the grid's last axis innermost.
std::vector<Settings> candidatesOf(const SweepPlan &plan)
{
    std::vector<Settings> candidates(1);
    if (!plan.random.empty()) {
        candidates.clear();
        SweepDraws draws(plan.base.seed);
        for (int draw = 0; draw < plan.draws; ++draw) {
            Settings settings;
            for (const SweepAxis &axis : plan.random)
                settings.emplace_back(axis.key, drawn(axis, draws.share()));
            candidates.push_back(std::move(settings));
        }
    }
    for (const SweepAxis &axis : plan.grid) {
        std::vector<Settings> wider;
        for (const Settings &before : candidates) {
            for (const std::string &value : axis.values) {
                wider.push_back(before);
                wider.back().emplace_back(axis.key, value);
            }
        }
        candidates = std::move(wider);
    }
    return candidates;
}

/// The share of the plan's steps that a round trains, and the warm-up with it.
Result<void> shorten(RunConfig &config, int halving, int roundsLeft)
{
    const double share = std::pow(double(halving), -double(roundsLeft));
    const auto part = [&](int whole, int least) { return std::max(least, int(std::lround(whole * share))); };
    RETCLIP_CHECK(set_field(config, "epochs", std::to_string(part(config.epochs, 1))));
    if (config.max_steps > 0)
        RETCLIP_CHECK(set_field(config, "max_steps", std::to_string(part(config.max_steps, 1))));
    return set_field(config, "warmup_steps", std::to_string(part(config.warmup_steps, 0)));
}

Result<std::vector<SweepMember>> membersOf(const SweepPlan &plan, const std::vector<Settings> &all,
                                           const std::vector<int> &chosen, int round, int rounds)
{
    std::vector<SweepMember> members;
    const int digits = all.size() > 99 ? 3 : 2;
    for (const int candidate : chosen) {
        RunConfig config = plan.base;
        RETCLIP_CHECK(set_field(config, "group", plan.group.toStdString()));
        for (const auto &[key, value] : all[std::size_t(candidate)])
            RETCLIP_CHECK(set_field(config, key, value));
        if (plan.halving > 1)
            RETCLIP_CHECK(shorten(config, plan.halving, rounds - 1 - round));
        for (int fold = 1; fold <= std::max(1, plan.folds); ++fold) {
            SweepMember member;
            member.candidate = candidate;
            member.round = round;
            member.config = config;
            member.name = plan.group;
            if (plan.halving > 1)
                member.name += QStringLiteral("-round%1").arg(round + 1);
            if (all.size() > 1)
                member.name += QStringLiteral("-%1").arg(candidate + 1, digits, 10, QLatin1Char('0'));
            if (plan.folds > 0) {
                RETCLIP_CHECK(set_field(member.config, "folds", std::to_string(plan.folds)));
                RETCLIP_CHECK(set_field(member.config, "fold", std::to_string(fold)));
                member.name += QStringLiteral("-fold%1").arg(fold);
            }
            RETCLIP_CHECK(validate(member.config));
            members.push_back(std::move(member));
        }
    }
    return members;
}

} // namespace

Result<SweepAxis> sweepAxis(const QString &text)
{
    const qsizetype equals = text.indexOf(u'=');
    if (equals <= 0 || equals + 1 >= text.size())
        return badAxis(text);
    SweepAxis axis;
    axis.key = text.left(equals).trimmed().toStdString();
    QString values = text.mid(equals + 1).trimmed();
    const auto fits = [&](const std::string &value) -> Result<void> {
        RunConfig tried;
        return set_field(tried, axis.key, value);
    };
    const FieldDescription *field = find_run_field(axis.key);
    const bool isNumber = !field || field->type == FieldType::integer || field->type == FieldType::real;
    if (const qsizetype dots = values.indexOf(QLatin1String("..")); isNumber && dots >= 0) {
        if (values.endsWith(QLatin1String(":log"))) {
            axis.logarithmic = true;
            values.chop(4);
        }
        if (!numberFrom(values.left(dots), axis.low) || !numberFrom(values.mid(dots + 2), axis.high)
            || axis.low >= axis.high || (axis.logarithmic && axis.low <= 0))
            return badAxis(text);
        RETCLIP_CHECK(fits(drawn(axis, 0)));
        RETCLIP_CHECK(fits(drawn(axis, std::nextafter(1.0, 0.0))));
        return axis;
    }
    for (const QString &value : values.split(u',')) {
        axis.values.push_back(value.trimmed().toStdString());
        RETCLIP_CHECK(fits(axis.values.back()));
    }
    return axis;
}

int halvingRounds(std::size_t candidates, int halving)
{
    int rounds = 1;
    for (std::size_t left = candidates; halving > 1 && left > 1; ++rounds)
        left = std::max<std::size_t>(1, left / std::size_t(halving));
    return rounds;
}

Result<std::vector<SweepMember>> sweepMembers(const SweepPlan &plan)
{
    const auto refused = [](Message what, Message toDo) {
        return failure(ErrorCode::invalid_argument, std::move(what),
                       message(QT_TRANSLATE_NOOP("Message", "No run was made.")), std::move(toDo));
    };
    if (plan.group.trimmed().isEmpty())
        return refused(message(QT_TRANSLATE_NOOP("Message", "The group of runs has no name.")),
                       message(QT_TRANSLATE_NOOP("Message", "Give it one.")));
    for (const SweepAxis &axis : plan.grid)
        if (axis.values.empty())
            return refused(message(QT_TRANSLATE_NOOP("Message", "A grid has no place for the range of %1."), {axis.key}),
                           message(QT_TRANSLATE_NOOP("Message", "Give its values, or have it drawn at random.")));
    if (plan.grid.empty() && plan.random.empty() && plan.folds == 0)
        return refused(message(QT_TRANSLATE_NOOP("Message", "There is nothing to vary.")),
                       message(QT_TRANSLATE_NOOP("Message", "Give values of a setting, a range to draw from, or "
                                                            "folds.")));
    if (!plan.random.empty() && plan.draws < 1)
        return refused(message(QT_TRANSLATE_NOOP("Message", "How many runs to draw is not said.")),
                       message(QT_TRANSLATE_NOOP("Message", "Give a number of runs.")));
    const std::vector<Settings> all = candidatesOf(plan);
    if (all.size() * std::size_t(std::max(1, plan.folds)) > 10000)
        return refused(message(QT_TRANSLATE_NOOP("Message", "These are more than 10000 runs.")),
                       message(QT_TRANSLATE_NOOP("Message", "Vary less at a time.")));
    std::vector<int> chosen(all.size());
    for (std::size_t i = 0; i < chosen.size(); ++i)
        chosen[i] = int(i);
    return membersOf(plan, all, chosen, 0, halvingRounds(all.size(), plan.halving));
}

Result<std::vector<SweepMember>> nextRound(const SweepPlan &plan, const std::vector<SweepMember> &round,
                                           const std::vector<std::optional<double>> &figures)
{
    struct Standing
    {
        double sum = 0;
        int count = 0;
        bool whole = true;
    };
    std::map<int, Standing> standings;
    for (std::size_t i = 0; i < round.size(); ++i) {
        Standing &standing = standings[round[i].candidate];
        if (i < figures.size() && figures[i]) {
            standing.sum += *figures[i];
            ++standing.count;
        } else {
            standing.whole = false;
        }
    }
    const int rounds = halvingRounds(candidatesOf(plan).size(), plan.halving);
    if (round.empty() || plan.halving < 2 || round.front().round + 1 >= rounds)
        return std::vector<SweepMember>();
    std::vector<std::pair<double, int>> order; // Best first; ties: the earlier candidate.
    for (const auto &[candidate, standing] : standings)
        if (standing.whole && standing.count > 0)
            order.emplace_back(-standing.sum / standing.count, candidate);
    std::sort(order.begin(), order.end());
    order.resize(std::min(order.size(), std::max<std::size_t>(1, standings.size() / std::size_t(plan.halving))));
    std::vector<int> chosen;
    for (const auto &[figure, candidate] : order)
        chosen.push_back(candidate);
    std::sort(chosen.begin(), chosen.end());
    return membersOf(plan, candidatesOf(plan), chosen, round.front().round + 1, rounds);
}

bool sameSettings(const QJsonObject &a, const QJsonObject &b)
{
    QJsonObject one = a, other = b;
    for (const char *key : {"network.vocab_size", "version"}) {
        one.remove(QLatin1String(key));
        other.remove(QLatin1String(key));
    }
    return one == other;
}

} // namespace retclip
