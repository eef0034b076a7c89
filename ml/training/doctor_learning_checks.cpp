// SPDX-License-Identifier: GPL-3.0-or-later
// What short trainings tell: whether the learning rate moves the loss, whether a few pairs can be
// learned by heart, and whether nothing is learned where there is nothing to learn.
#include "ml/training/doctor_room.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

namespace retclip {
namespace {

// Learning rate
constexpr double rates[]{3e-5, 3e-4, 3e-3, 3e-2};
constexpr int rate_steps = 8;
constexpr std::size_t rate_items = 16;
constexpr double share_of_best_fall = 0.01;
constexpr double far_above = 100;
// Learning by heart
constexpr std::size_t pairs = 128;
constexpr std::size_t part = 32;
constexpr int most_overfit_steps = 200;
constexpr int steps_between_looks = 20;
constexpr double near_zero = 0.1; ///< Of ln(pairs).
// Shuffled pairs
constexpr int shuffled_steps = 40;
constexpr std::size_t most_shuffled = 96;
constexpr double largest_deviation = 4.0; ///< Standard deviations above chance.

/// Loss at the last step minus the first; NaN counts as no fall.
Result<double> fall_at(DoctorRoom &room, const LoadedBatch &batch, double rate)
{
    RETCLIP_TRY(Trial trial, room.new_trial());
    double first = 0, last = 0;
    for (int step = 0; step <= rate_steps; ++step) {
        if (room.stop.stop_requested())
            return cancelled();
        last = trial.step(batch, rate * std::min(1.0, double(step + 1) / 4)); // A short warm-up.
        if (!std::isfinite(last))
            return -1.0;
        if (step == 0)
            first = last;
    }
    return first - last;
}

/// Where the right partner stands among the others, 0 (best) to 1, mean over rows and both
/// directions; 0.5 is chance. Ties count half.
struct PairRanks
{
    double mean = 0.5;
    double rows = 0;
};

PairRanks ranks_of(const torch::Tensor &images, const torch::Tensor &texts, const torch::Tensor &present)
{
    torch::Tensor a = images.to(torch::kCPU), b = texts.to(torch::kCPU);
    if (present.defined()) {
        const torch::Tensor rows = present.nonzero().view({-1});
        a = a.index_select(0, rows);
        b = b.index_select(0, rows);
    }
    const std::int64_t n = a.size(0);
    if (n < 2)
        return {};
    const torch::Tensor similarity = torch::matmul(a, b.t()).to(torch::kDouble);
    const torch::Tensor right = similarity.diagonal();
    double sum = 0;
    for (const torch::Tensor &s : {similarity, similarity.t()}) {
        const torch::Tensor own = right.unsqueeze(1);
        const torch::Tensor above = (s > own + 1e-9).sum(1).to(torch::kDouble);
        const torch::Tensor equal = ((s - own).abs() <= 1e-9).sum(1).to(torch::kDouble) - 1;
        sum += ((above + equal / 2) / double(n - 1)).mean().item<double>();
    }
    return {sum / 2, double(n)};
}

std::string photographs_of(const ManifestItem &item)
{
    return item.photographs.left.sha256 + "|" + item.photographs.right.sha256;
}

/// Every pair of photographs gets another one's report; the same photographs the same report,
/// wherever they stand, so that a case in two splits gives itself away.
Dataset with_shuffled_reports(const Dataset &data, std::int64_t seed)
{
    std::map<std::string, std::int64_t> first_of;
    std::vector<std::int64_t> firsts;
    for (std::size_t i = 0; i < data.manifest.items.size(); ++i) {
        if (first_of.emplace(photographs_of(data.manifest.items[i]), std::int64_t(i)).second)
            firsts.push_back(std::int64_t(i));
    }
    const auto order = random_permutation(std::int64_t(firsts.size()), std::uint64_t(seed + 77));
    std::map<std::int64_t, std::int64_t> other;
    for (std::size_t i = 0; i < firsts.size(); ++i)
        other[firsts[i]] = firsts[std::size_t(order[i])];
    Dataset shuffled = data;
    for (std::size_t i = 0; i < data.manifest.items.size(); ++i) {
        const auto from =
            std::size_t(other[first_of[photographs_of(data.manifest.items[i])]]);
        shuffled.tokens[i] = data.tokens[from];
        shuffled.report_numbers[i] = data.report_numbers[from];
    }
    return shuffled;
}

/// Held-out items: validation and test; where there are none, every fifth training item.
struct Parts
{
    std::vector<std::int64_t> training, held_out;
};

Parts parts_of(const Dataset &data)
{
    Parts parts{data.training, data.validation};
    parts.held_out.insert(parts.held_out.end(), data.test.begin(), data.test.end());
    if (parts.held_out.size() < 8) {
        parts.training.clear();
        parts.held_out.clear();
        for (std::size_t i = 0; i < data.training.size(); ++i)
            (i % 5 == 4 ? parts.held_out : parts.training).push_back(data.training[i]);
    }
    return parts;
}

struct Overlap
{
    std::int64_t photographs = 0, patients = 0;
};

Overlap overlap_of(const Dataset &data, const Parts &parts)
{
    std::set<std::string> photographs, patients;
    for (const std::int64_t i : parts.training) {
        const ManifestItem &item = data.manifest.items[std::size_t(i)];
        patients.insert(item.patient);
        for (const Laterality eye : both_eyes) {
            if (!item.photographs[eye].sha256.empty())
                photographs.insert(item.photographs[eye].sha256);
        }
    }
    Overlap overlap;
    for (const std::int64_t i : parts.held_out) {
        const ManifestItem &item = data.manifest.items[std::size_t(i)];
        overlap.patients += std::int64_t(patients.count(item.patient));
        overlap.photographs += std::any_of(both_eyes.begin(), both_eyes.end(), [&](Laterality eye) {
            return photographs.count(item.photographs[eye].sha256) > 0;
        });
    }
    return overlap;
}

double trial_rate_of(const DoctorRoom &room)
{
    return room.trial_rate > 0 ? room.trial_rate : room.config.learning_rate;
}

} // namespace

Result<RunCheck> check_learning_rate(DoctorRoom &room)
{
    const auto items = room.distinct_items(rate_items);
    const auto batches = room.load(room.data, items, rate_items);
    RunCheck check;
    check.check = "learning_rate";
    if (batches.empty()) {
        check.ok = true;
        check.verdict = message(QT_TRANSLATE_NOOP("Message", "Too few different reports to tell."));
        return check;
    }
    double best = 0, best_rate = 0;
    for (const double rate : rates) {
        RETCLIP_TRY(const double fall, fall_at(room, batches.front(), rate));
        check.details["fall_at_" + figure(rate)] = fall;
        if (fall > best) {
            best = fall;
            best_rate = rate;
        }
    }
    RETCLIP_TRY(const double own, fall_at(room, batches.front(), room.config.learning_rate));
    check.details["fall_at_own"] = own;
    // So far above the best rate, a fall in a few steps is luck: weights are thrown, not led.
    const bool thrown = best > 0 && room.config.learning_rate > far_above * best_rate;
    if (own > best && !thrown) {
        best = own;
        best_rate = room.config.learning_rate;
    }
    check.details["best_rate"] = best_rate;
    check.value = room.config.learning_rate;
    check.limit = best_rate;
    room.trial_rate = best_rate;
    if (best <= 1e-3) {
        check.verdict = message(QT_TRANSLATE_NOOP(
            "Message", "No learning rate from 3e-5 to 3e-2 lowers the loss of %1 exams in %2 steps."),
            {std::to_string(batches.front().items.size()), std::to_string(rate_steps)});
        check.what_to_do = message(QT_TRANSLATE_NOOP(
            "Message", "The cause lies elsewhere: see the checks of gradients and features."));
        return check;
    }
    check.ok = own >= share_of_best_fall * best && !thrown;
    check.verdict = message(
        QT_TRANSLATE_NOOP("Message", "%1 steps on %2 exams lower the loss of a level by %3 at %4, and by "
                                     "%5 at the best rate tried, %6."),
        {std::to_string(rate_steps), std::to_string(batches.front().items.size()), figure(own),
         figure(room.config.learning_rate), figure(best), figure(best_rate)});
    if (!check.ok)
        check.what_to_do = room.config.learning_rate > best_rate
            ? message(QT_TRANSLATE_NOOP("Message", "The learning rate is too high: try %1."),
                      {figure(best_rate)})
            : message(QT_TRANSLATE_NOOP("Message", "The learning rate is too low: try %1."),
                      {figure(best_rate)});
    return check;
}

Result<RunCheck> check_overfit(DoctorRoom &room)
{
    const auto items = room.distinct_items(pairs);
    RunCheck check;
    check.check = "overfit_128";
    if (items.size() < 4) {
        check.ok = true;
        check.verdict = message(QT_TRANSLATE_NOOP("Message", "Too few different reports to tell."));
        return check;
    }
    const auto whole = room.load(room.data, items, part);
    RETCLIP_TRY(Trial trial, room.new_trial());
    const double chance = std::log(double(items.size()));
    const double rate = trial_rate_of(room);
    double loss = chance;
    int step = 0;
    while (step < most_overfit_steps) {
        const auto order = random_permutation(std::int64_t(items.size()),
                                              std::uint64_t(room.config.seed + step));
        std::vector<std::int64_t> mixed;
        for (const std::int64_t place : order)
            mixed.push_back(items[std::size_t(place)]);
        for (const LoadedBatch &batch : room.load(room.data, mixed, part)) {
            if (room.stop.stop_requested())
                return cancelled();
            const double warm = std::min(1.0, double(step + 1) / 10);
            if (!std::isfinite(trial.step(batch, rate * warm)) || ++step >= most_overfit_steps)
                break;
            if (step % steps_between_looks == 0) {
                loss = mean_level_loss(contrastive_loss(trial.look(whole)));
                check.details["loss_step_" + std::to_string(step)] = loss;
                if (loss < near_zero * chance)
                    break;
            }
        }
        if (loss < near_zero * chance)
            break;
    }
    loss = mean_level_loss(contrastive_loss(trial.look(whole)));
    check.value = loss;
    check.limit = near_zero * chance;
    check.details["steps"] = step;
    check.details["ln_pairs"] = chance;
    check.ok = std::isfinite(loss) && loss < near_zero * chance;
    check.verdict = message(
        QT_TRANSLATE_NOOP("Message", "%1 pairs with different reports: the loss of a level fell from %2 "
                                     "to %3 in %4 steps at a rate of %5."),
        {std::to_string(items.size()), figure(chance), figure(loss), std::to_string(step),
         figure(rate)});
    if (!check.ok)
        check.what_to_do = message(QT_TRANSLATE_NOOP(
            "Message", "What can be learned by heart is not: look at the checks of gradients, features "
                       "and learning rate; if they are well, take a larger network."));
    return check;
}

Result<RunCheck> check_shuffled_pairs(DoctorRoom &room)
{
    const Dataset shuffled = with_shuffled_reports(room.data, room.config.seed);
    Parts parts = parts_of(room.data);
    const Overlap overlap = overlap_of(room.data, parts);
    if (parts.held_out.size() > most_shuffled)
        parts.held_out.resize(most_shuffled);
    RETCLIP_TRY(Trial trial, room.new_trial());
    const double rate = trial_rate_of(room);
    const auto order = random_permutation(std::int64_t(parts.training.size()),
                                          std::uint64_t(room.config.seed));
    std::vector<std::int64_t> mixed;
    for (const std::int64_t place : order)
        mixed.push_back(parts.training[std::size_t(place)]);
    const auto batches = room.load(shuffled, mixed, part);
    for (int step = 0; step < shuffled_steps && !batches.empty(); ++step) {
        if (room.stop.stop_requested())
            return cancelled();
        const double warm = std::min(1.0, double(step + 1) / 10);
        if (!std::isfinite(trial.step(batches[std::size_t(step) % batches.size()], rate * warm)))
            break;
    }
    const auto held_out = room.load(shuffled, parts.held_out, part);
    RunCheck check;
    check.check = "shuffled_pairs";
    check.limit = largest_deviation;
    PairRanks ranks;
    if (!held_out.empty()) {
        const ForwardResult features = trial.look(held_out);
        for (const Level level : all_levels) {
            const PairRanks of_level = ranks_of(features.image[level], features.text[level],
                                            features.present_at(level));
            check.details[std::string("mean_rank_") + word(level)] = of_level.mean;
            if (of_level.rows > 0 && of_level.mean < ranks.mean)
                ranks = of_level;
            ranks.rows = std::max(ranks.rows, of_level.rows);
        }
    }
    const double deviation = (0.5 - ranks.mean) * std::sqrt(12 * std::max(1.0, ranks.rows));
    check.value = deviation;
    check.details["held_out"] = double(parts.held_out.size());
    check.details["patients_in_training"] = double(overlap.patients);
    check.details["photographs_in_training"] = double(overlap.photographs);
    const bool leaks = overlap.patients > 0 || overlap.photographs > 0;
    check.ok = deviation < largest_deviation && !leaks;
    check.verdict = message(
        QT_TRANSLATE_NOOP("Message", "Trained on shuffled pairs, %1 held-out pairs stand %2 standard "
                                     "deviations above chance; %3 of their exams have a photograph, %4 a "
                                     "patient in the training split."),
        {figure(ranks.rows), figure(deviation, 2), std::to_string(overlap.photographs),
         std::to_string(overlap.patients)});
    if (!check.ok)
        check.what_to_do = leaks
            ? message(QT_TRANSLATE_NOOP("Message", "Held-out cases are in the training split: freeze a "
                                                   "dataset split by patient, and remove duplicates."))
            : message(QT_TRANSLATE_NOOP("Message", "Something tells pairs apart that is not the pair: look "
                                                   "for the same exams under other names."));
    return check;
}

} // namespace retclip
