// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/agreement.h"

#include "core/statistics/bootstrap.h"
#include "core/statistics/confusion.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <span>
#include <tuple>
#include <utility>

namespace retclip {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

Error wrong_input(const char *happened)
{
    return {ErrorCode::invalid_argument, message(happened), {},
            message(QT_TRANSLATE_NOOP("Message", "Give each item one class or none of each reader.")), {}};
}

Result<void> check_grades(const AgreementInput &input)
{
    if (input.readers < 2)
        return failure(wrong_input(QT_TRANSLATE_NOOP("Message", "Agreement needs at least two readers.")));
    for (const std::vector<int> &row : input.grades) {
        if (row.size() != input.readers)
            return failure(wrong_input(QT_TRANSLATE_NOOP("Message", "An item has not one grade a reader.")));
        for (const int grade : row)
            if (grade >= int(input.classes.size()))
                return failure(wrong_input(QT_TRANSLATE_NOOP("Message", "A grade is no class of the list.")));
    }
    if (!input.patients.empty() && input.patients.size() != input.grades.size())
        return failure(wrong_input(QT_TRANSLATE_NOOP("Message", "The patients do not match the items.")));
    return {};
}

/// All figures that get an interval, of weighted items, in the order of `lay_out()`: for all readers
/// (agreement, unanimous, kappa, quadratic), four a pair, one a class.
class Figures
{
public:
    explicit Figures(const AgreementInput &input) : m_input(input)
    {
        for (std::size_t a = 0; a < input.readers; ++a)
            for (std::size_t b = a + 1; b < input.readers; ++b)
                m_pairs.emplace_back(a, b);
        for (std::size_t i = 0; i < input.grades.size(); ++i) {
            const auto &row = input.grades[i];
            if (std::all_of(row.begin(), row.end(), [](int grade) { return grade >= 0; }))
                m_complete.push_back(i);
        }
    }

    [[nodiscard]] const std::vector<std::pair<std::size_t, std::size_t>> &pairs() const { return m_pairs; }
    [[nodiscard]] const std::vector<std::size_t> &complete() const { return m_complete; }
    static constexpr std::size_t for_all = 4, for_pair = 3;
    [[nodiscard]] std::size_t count() const
    {
        return for_all + for_pair * m_pairs.size() + m_input.classes.size();
    }

    [[nodiscard]] ConfusionCounts pair_counts(std::size_t pair, std::span<const std::int32_t> weights) const
    {
        ConfusionCounts counts(m_input.classes.size());
        const auto [a, b] = m_pairs[pair];
        for (std::size_t i = 0; i < m_input.grades.size(); ++i) {
            const int first = m_input.grades[i][a], second = m_input.grades[i][b];
            if (first >= 0 && second >= 0)
                counts.add(std::size_t(first), std::size_t(second), weights.empty() ? 1 : weights[i]);
        }
        return counts;
    }

    void compute(std::span<const std::int32_t> weights, std::span<double> values) const
    {
        std::fill(values.begin(), values.end(), nan);
        agreement_of_all(weights, values);
        double quadratic = 0;
        for (std::size_t p = 0; p < m_pairs.size(); ++p) {
            const ConfusionCounts counts = pair_counts(p, weights);
            double *const at = values.data() + for_all + p * for_pair;
            at[0] = counts.accuracy();
            at[1] = counts.kappa(0);
            at[2] = m_input.ordered ? counts.kappa(2) : nan;
            quadratic += at[2];
        }
        if (m_pairs.size() == 1) // The only pair is the whole: Cohen's, not Fleiss'.
            values[2] = values[for_all + 1];
        values[3] = quadratic / double(m_pairs.size());
        for (std::size_t c = 0; c < m_input.classes.size(); ++c)
            values[for_all + for_pair * m_pairs.size() + c] = kappa_of_class(c, weights);
    }

private:
    [[nodiscard]] double weight(std::size_t item, std::span<const std::int32_t> weights) const
    {
        return weights.empty() ? 1.0 : double(weights[item]);
    }

    /// Share of agreeing pairs, of unanimous items, and Fleiss' kappa, of the complete items.
    void agreement_of_all(std::span<const std::int32_t> weights, std::span<double> values) const
    {
        const std::size_t k = m_input.classes.size();
        const double n = double(m_input.readers);
        std::vector<double> totals(k);
        std::vector<int> row(k);
        double items = 0, agreeing = 0, unanimous = 0;
        for (const std::size_t i : m_complete) {
            const double w = weight(i, weights);
            if (w == 0)
                continue;
            std::fill(row.begin(), row.end(), 0);
            for (const int grade : m_input.grades[i])
                ++row[std::size_t(grade)];
            double same = 0;
            for (std::size_t c = 0; c < k; ++c) {
                same += double(row[c]) * (row[c] - 1);
                totals[c] += w * row[c];
                unanimous += row[c] == int(m_input.readers) ? w : 0;
            }
            agreeing += w * same / (n * (n - 1));
            items += w;
        }
        if (items <= 0)
            return;
        values[0] = agreeing / items;
        values[1] = unanimous / items;
        double chance = 0;
        for (const double total : totals)
            chance += (total / (items * n)) * (total / (items * n));
        if (chance < 1)
            values[2] = (values[0] - chance) / (1 - chance);
    }

    [[nodiscard]] double kappa_of_class(std::size_t c, std::span<const std::int32_t> weights) const
    {
        if (m_input.readers == 2) {
            ConfusionCounts counts(2);
            for (std::size_t i = 0; i < m_input.grades.size(); ++i) {
                const int first = m_input.grades[i][0], second = m_input.grades[i][1];
                if (first >= 0 && second >= 0)
                    counts.add(std::size_t(first == int(c)), std::size_t(second == int(c)), weight(i, weights));
            }
            return counts.kappa(0);
        }
        const double n = double(m_input.readers);
        double items = 0, agreeing = 0, named = 0;
        for (const std::size_t i : m_complete) {
            const double w = weight(i, weights);
            const auto &row = m_input.grades[i];
            const double with = double(std::count(row.begin(), row.end(), int(c)));
            agreeing += w * (with * (with - 1) + (n - with) * (n - with - 1)) / (n * (n - 1));
            named += w * with;
            items += w;
        }
        if (items <= 0)
            return nan;
        const double share = named / (items * n);
        const double chance = share * share + (1 - share) * (1 - share);
        return chance < 1 ? (agreeing / items - chance) / (1 - chance) : nan;
    }

    const AgreementInput &m_input;
    std::vector<std::pair<std::size_t, std::size_t>> m_pairs;
    std::vector<std::size_t> m_complete;
};

MetricValue metric(double value, const std::optional<Interval> &interval, const char *reason)
{
    MetricValue metric;
    if (std::isfinite(value)) {
        metric.value = value;
        metric.interval = interval;
    } else {
        metric.reason = reason;
    }
    return metric;
}

constexpr const char *no_items = "no item was graded by all of them";
constexpr const char *one_class = "all said one and the same class throughout";
constexpr const char *no_scale = "the classes are no scale";

} // namespace

Result<AgreementReport> agreement_report(const AgreementInput &input, const BootstrapOptions &bootstrap,
                                         std::stop_token stop)
{
    RETCLIP_CHECK(check_grades(input));
    const Figures figures(input);
    std::vector<double> values(figures.count());
    figures.compute({}, values);
    const Units units = units_of(input.grades.size(), input.patients);
    RETCLIP_TRY(std::vector<std::optional<Interval>> intervals,
                bootstrap_intervals(
                    units, figures.count(), bootstrap,
                    [&figures](std::span<const std::int32_t> weights, std::span<double> drawn) {
                        figures.compute(weights, drawn);
                    },
                    stop));
    intervals.resize(figures.count());

    AgreementReport report;
    for (const auto &row : input.grades)
        report.items += std::any_of(row.begin(), row.end(), [](int grade) { return grade >= 0; });
    report.complete = std::int64_t(figures.complete().size());
    const bool none = report.complete == 0;
    const char *undefined = none ? no_items : one_class;
    report.agreement = metric(values[0], intervals[0], no_items);
    report.unanimous = metric(values[1], intervals[1], no_items);
    report.kappa = metric(values[2], intervals[2], undefined);
    report.kappa_quadratic = metric(values[3], intervals[3], input.ordered ? undefined : no_scale);
    for (std::size_t p = 0; p < figures.pairs().size(); ++p) {
        PairAgreement pair;
        std::tie(pair.first, pair.second) = figures.pairs()[p];
        const ConfusionCounts counts = figures.pair_counts(p, {});
        pair.n = std::int64_t(counts.total());
        for (std::size_t r = 0; r < counts.classes(); ++r) {
            pair.counts.emplace_back();
            for (std::size_t c = 0; c < counts.classes(); ++c)
                pair.counts.back().push_back(std::int64_t(counts.at(r, c)));
        }
        const std::size_t at = Figures::for_all + p * Figures::for_pair;
        const char *why = pair.n == 0 ? no_items : one_class;
        pair.agreement = metric(values[at], intervals[at], no_items);
        pair.kappa = metric(values[at + 1], intervals[at + 1], why);
        pair.kappa_quadratic = metric(values[at + 2], intervals[at + 2], input.ordered ? why : no_scale);
        report.pairs.push_back(std::move(pair));
    }
    double grades = 0;
    for (const auto &row : input.grades)
        grades += double(std::count_if(row.begin(), row.end(), [](int grade) { return grade >= 0; }));
    for (std::size_t c = 0; c < input.classes.size(); ++c) {
        ClassAgreement each;
        each.name = input.classes[c];
        double named = 0;
        for (const auto &row : input.grades)
            named += double(std::count(row.begin(), row.end(), int(c)));
        each.prevalence = grades > 0 ? named / grades : 0;
        const std::size_t at = Figures::for_all + Figures::for_pair * figures.pairs().size() + c;
        each.kappa = metric(values[at], intervals[at], undefined);
        report.per_class.push_back(std::move(each));
    }
    return report;
}

} // namespace retclip
