// SPDX-License-Identifier: GPL-3.0-or-later
// What the data alone tells: the order they come in, and identical reports that meet in a batch.
#include "ml/training/doctor_room.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace retclip {
namespace {

constexpr int sampled_batches = 16;
constexpr double most_duplicates = 0.05; ///< Share of a batch, where they count as wrong answers.
constexpr double most_of_the_floor = 0.5; ///< Of ln(batch): above it little is left to learn.

/// Correlation of place and item number: 1 where data come as they lie, near 0 when shuffled.
double order_correlation(const std::vector<std::int64_t> &order)
{
    const double n = double(order.size());
    double sx = 0, sy = 0, sxx = 0, syy = 0, sxy = 0;
    for (std::size_t i = 0; i < order.size(); ++i) {
        const double x = double(i), y = double(order[i]);
        sx += x, sy += y, sxx += x * x, syy += y * y, sxy += x * y;
    }
    const double covariance = sxy / n - sx / n * (sy / n);
    const double deviation = std::sqrt((sxx / n - sx / n * (sx / n)) * (syy / n - sy / n * (sy / n)));
    return deviation > 0 ? covariance / deviation : 1;
}

std::int64_t never_seen(const std::vector<std::int64_t> &order, std::int64_t items)
{
    std::vector<bool> seen(std::size_t(items), false);
    for (const std::int64_t item : order)
        seen[std::size_t(item)] = true;
    return std::count(seen.begin(), seen.end(), false);
}

/// The same batch prepared by one thread and by three must hold the same numbers.
bool loads_the_same(const DoctorRoom &room)
{
    const auto load = [&](int workers) {
        RunConfig config = room.config;
        config.workers = workers;
        BatchLoader loader(room.data, config.augment ? *room.augmented_cache : *room.cache, config,
                           config.augment, 0, 1,
                           [&](std::int64_t number) { return BatchPlan{room.batch_items(number), 0}; });
        return loader.next();
    };
    const auto one = load(1), three = load(3);
    return one && three && torch::equal(one->left_B3SS, three->left_B3SS)
        && torch::equal(one->right_B3SS, three->right_B3SS) && torch::equal(one->ids_BL, three->ids_BL);
}

/// What identical reports leave of the loss: of k equal texts none can be told from the others, so
/// each costs ln k at least, in both directions.
struct DuplicateFloor
{
    double share = 0;              ///< Rows whose report stands in the batch more than once.
    std::array<double, 3> floor{}; ///< A level; nat.
    double chance = 0;             ///< ln of the rows, mean of the levels.
};

DuplicateFloor floor_of(const DoctorRoom &room, const std::vector<std::int64_t> &items)
{
    DuplicateFloor result;
    for (std::size_t level = 0; level < 3; ++level) {
        std::map<std::int64_t, double> times;
        double rows = 0;
        for (const std::int64_t item : items) {
            const auto &eyes = room.data.manifest.items[std::size_t(item)].photographs;
            const bool left = eyes.left.present(), right = eyes.right.present();
            if (level == 0 ? left && right : level == 1 ? left : right) {
                ++times[room.data.report_numbers[std::size_t(item)]];
                ++rows;
            }
        }
        for (const auto &[report, count] : times) {
            result.floor[level] += rows > 0 ? count / rows * std::log(count) : 0;
            if (level == 0 && count > 1)
                result.share += count / rows;
        }
        result.chance += rows > 1 ? std::log(rows) / 3 : 0;
    }
    return result;
}

} // namespace

Result<RunCheck> check_data_order(DoctorRoom &room)
{
    RunCheck check;
    check.check = "data_order";
    const auto first = room.order(0), again = room.order(0), second = room.order(1);
    const std::int64_t missed = std::max(never_seen(first, room.sampler.items),
                                         never_seen(second, room.sampler.items));
    const double correlation =
        std::max(std::abs(order_correlation(first)), std::abs(order_correlation(second)));
    const bool same_loaded = loads_the_same(room);
    check.value = correlation;
    check.limit = std::min(0.95, 4 / std::sqrt(double(room.sampler.items)));
    check.details = {{"never_seen", double(missed)},
                     {"epochs_differ", first != second ? 1.0 : 0.0},
                     {"repeatable", first == again && same_loaded ? 1.0 : 0.0}};
    const auto bad = [&](Message verdict, Message to_do) {
        check.verdict = std::move(verdict);
        check.what_to_do = std::move(to_do);
    };
    const auto report = [] {
        return message(QT_TRANSLATE_NOOP("Message", "Report this: the order of the data is wrong."));
    };
    if (missed > 0)
        bad(message(QT_TRANSLATE_NOOP("Message", "%1 exams are not seen in an epoch."),
                    {std::to_string(missed)}), report());
    else if (first != again || !same_loaded)
        bad(message(QT_TRANSLATE_NOOP("Message", "The same batch, prepared twice, is not the same.")),
            message(QT_TRANSLATE_NOOP("Message", "See whether photographs change on the disk meanwhile; "
                                                 "else report this.")));
    else if (first == second && room.sampler.items > 3)
        bad(message(QT_TRANSLATE_NOOP("Message", "Two epochs come in the same order: the same exams meet "
                                                 "each time.")), report());
    else if (correlation > *check.limit)
        bad(message(QT_TRANSLATE_NOOP("Message", "Exams come almost as they lie in the study "
                                                 "(correlation %1)."),
                    {figure(correlation)}), report());
    else {
        check.ok = true;
        check.verdict =
            message(QT_TRANSLATE_NOOP("Message", "Each epoch shows all %1 exams in a new order "
                                                 "(correlation with the study's %2)."),
                    {std::to_string(room.sampler.items), figure(correlation)});
    }
    return check;
}

Result<RunCheck> check_duplicate_captions(DoctorRoom &room)
{
    RunCheck check;
    check.check = "duplicate_captions";
    double share = 0, chance = 0, floor = 0;
    for (int number = 0; number < sampled_batches; ++number) {
        const DuplicateFloor one = floor_of(room, room.batch_items(number));
        share += one.share / sampled_batches;
        chance += one.chance / sampled_batches;
        for (std::size_t level = 0; level < 3; ++level)
            floor += one.floor[level] / 3 / sampled_batches;
    }
    const bool positives = room.config.duplicate_reports != "negatives";
    check.value = share;
    check.limit = positives ? 1.0 : most_duplicates;
    check.details = {{"floor_per_level", floor}, {"floor_total", 3 * floor},
                     {"ln_batch_per_level", chance}, {"ln_batch_total", 3 * chance}};
    check.verdict = message(
        QT_TRANSLATE_NOOP("Message", "%1 % of a batch share their report: the loss of three levels can "
                                     "fall from %2 to %3, not to 0."),
        {figure(100 * share), figure(3 * chance, 4), figure(3 * floor, 3)});
    if (share <= 0)
        check.verdict = message(
            QT_TRANSLATE_NOOP("Message", "No report stands twice in a batch: the loss of three levels can "
                                         "fall from %1 to 0."),
            {figure(3 * chance, 4)});
    if (floor > most_of_the_floor * chance)
        check.what_to_do = message(QT_TRANSLATE_NOOP(
            "Message", "Reports are too alike to learn from. Import fuller reports, or train on labels."));
    else if (!positives && share > most_duplicates)
        check.what_to_do = message(QT_TRANSLATE_NOOP(
            "Message", "Set duplicate_reports to positives, or keep it, as in the paper."));
    check.ok = check.what_to_do.empty();
    return check;
}

} // namespace retclip
