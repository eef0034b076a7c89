// SPDX-License-Identifier: GPL-3.0-or-later
// Metrics, zero-shot classification, position embeddings.
#include "core/statistics/classification.h"
#include "core/statistics/retrieval.h"
#include "ml/checkpoint/weights.h"
#include "ml/verify/references.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace retclip {

namespace {

/// Where a name of the reference stands in our report.
enum class Part { value, macro, micro, per_class };
struct Place
{
    const char *reference;
    const char *metric;
    Part part;
};
constexpr Place places[] = {
    {"accuracy", "accuracy", Part::value},
    {"balanced_accuracy", "balanced_accuracy", Part::value},
    {"auroc", "auroc", Part::value},
    {"aupr", "average_precision", Part::value},
    {"auroc_macro_ovr", "auroc", Part::macro},
    {"auroc_macro", "auroc", Part::macro},
    {"auroc_macro_ovo", "auroc_ovo", Part::value},
    {"auroc_weighted_ovr", "auroc_weighted", Part::value},
    {"auroc_micro", "auroc", Part::micro},
    {"auroc_per_class", "auroc", Part::per_class},
    {"aupr_macro_ovr", "average_precision", Part::macro},
    {"aupr_macro", "average_precision", Part::macro},
    {"aupr_micro", "average_precision", Part::micro},
    {"aupr_per_class", "average_precision", Part::per_class},
    {"brier", "brier", Part::value},
    {"brier_sum_over_classes", "brier", Part::value},
    {"ece15", "ece", Part::value},
    {"f1", "f1", Part::value},
    {"f1_macro_declared_classes", "f1", Part::macro},
    {"f1_macro", "f1", Part::macro},
    {"f1_macro_present_classes", "f1_present_classes", Part::value},
    {"f1_micro", "f1", Part::micro},
    {"f1_per_class", "f1", Part::per_class},
    {"f1_weighted", "f1_weighted", Part::value},
    {"kappa", "kappa", Part::value},
    {"kappa_linear", "kappa_linear", Part::value},
    {"kappa_quadratic", "kappa_quadratic", Part::value},
    {"mcc", "mcc", Part::value},
    {"precision_per_class", "precision", Part::per_class},
    {"recall_per_class", "recall", Part::per_class},
    {"sensitivity", "sensitivity", Part::value},
    {"specificity", "specificity", Part::value},
    {"log_loss", "log_loss", Part::value},
    {"top2_accuracy", "top2_accuracy", Part::value},
    {"top3_accuracy", "top3_accuracy", Part::value},
    {"hamming_loss", "hamming_loss", Part::value},
    {"subset_accuracy", "subset_accuracy", Part::value},
    {"kappa_pooled", "kappa_pooled", Part::value},
};

/// Largest difference over a case; names what differs most.
struct Worst
{
    double difference = 0;
    std::string which;
    std::string left_out; ///< Names that no number of ours answers.

    /// What differs most, and what was not compared at all.
    [[nodiscard]] std::string detail() const
    {
        return left_out.empty() ? which
                                : which + (which.empty() ? "" : "; ") + "not compared: " + left_out;
    }
    void leave_out(const std::string &name) { left_out += (left_out.empty() ? "" : ", ") + name; }
    void add(const std::string &name, const MetricValue *ours, const nlohmann::json &reference)
    {
        if (!ours || reference.is_null() != !ours->value
            || (!ours->value && ours->reason.empty()))
            add(name, INFINITY);
        else if (ours->value)
            add(name, std::abs(*ours->value - reference.get<double>()));
    }
    void add(const std::string &name, double value)
    {
        if (!(value <= difference)) {
            difference = value;
            which = name;
        }
    }
};

/// Where a name of the reference stands among our metrics; null where it does not.
const MetricValue *value_of(const ClassificationReport &report, const std::string &name)
{
    // "auroc" or, of one class, "auroc_per_class[1]"
    const std::size_t bracket = name.find('[');
    const auto place =
        std::find_if(std::begin(places), std::end(places), [&](const Place &each) {
            return name.substr(0, bracket) == each.reference;
        });
    const Metric *metric = place == std::end(places) ? nullptr : report.find(place->metric);
    if (!metric)
        return nullptr;
    switch (place->part) {
    case Part::value: return &metric->value;
    case Part::macro: return metric->macro ? &*metric->macro : nullptr;
    case Part::micro: return metric->micro ? &*metric->micro : nullptr;
    case Part::per_class: break;
    }
    const std::size_t at = bracket == std::string::npos
                               ? metric->per_class.size()
                               : std::strtoul(name.c_str() + bracket + 1, nullptr, 10);
    return at < metric->per_class.size() ? &metric->per_class[at] : nullptr;
}

/// What the reference says is undefined is so here, for a reason; its words are its own.
void compare_undefined(const nlohmann::json &undefined, const ClassificationReport &report,
                       Worst &worst)
{
    for (const auto &[name, reason] : undefined.items()) {
        const MetricValue *ours = value_of(report, name);
        if (!ours || ours->value || ours->reason.empty())
            worst.add("undefined " + name, INFINITY);
    }
    if (!undefined.empty())
        worst.leave_out("the words of its reasons");
}

void compare_classification(const nlohmann::json &entry, Worst &worst)
{
    ClassificationInput input;
    const auto task = field_of(entry, "task").get<std::string>();
    input.kind = task == "binary"       ? LabelKind::binary
                 : task == "multiclass" ? LabelKind::multiclass
                                        : LabelKind::multilabel;
    const std::size_t columns = field_of(entry, "scores")[0].is_array() ? field_of(entry, "scores")[0].size() : 1;
    for (std::size_t column = 0; column < columns; ++column)
        input.classes.push_back("class " + std::to_string(column));
    for (const auto &label : field_of(entry, "labels"))
        input.targets.push_back(label.is_array() ? label.get<Targets>()
                                                 : Targets{label.get<int>()});
    for (const auto &row : field_of(entry, "scores")) {
        if (!row.is_array()) {
            input.exact_scores.push_back(row.get<double>());
            continue;
        }
        for (const auto &value : row)
            input.exact_scores.push_back(value.get<double>());
    }
    const auto report = classification_report(input, {});
    if (!report)
        throw std::runtime_error(report.error().english());
    for (const auto &[name, value] : field_of(entry, "expected").items()) {
        if (name == "confusion") {
            worst.add(name, nlohmann::json(report->confusion.counts) == value ? 0 : INFINITY);
            continue;
        }
        if (name == "undefined") {
            compare_undefined(value, *report, worst);
            continue;
        }
        if (name == "support") {
            worst.add(name, nlohmann::json(report->support) == value ? 0 : INFINITY);
            continue;
        }
        const auto place = std::find_if(std::begin(places), std::end(places),
                                        [&](const Place &each) { return name == each.reference; });
        if (place == std::end(places)) {
            worst.leave_out(name);
            continue;
        }
        const Metric *metric = report->find(place->metric);
        if (!metric) {
            worst.add(name, INFINITY);
            continue;
        }
        switch (place->part) {
        case Part::value: worst.add(name, &metric->value, value); break;
        case Part::macro: worst.add(name, metric->macro ? &*metric->macro : nullptr, value); break;
        case Part::micro: worst.add(name, metric->micro ? &*metric->micro : nullptr, value); break;
        case Part::per_class:
            if (metric->per_class.size() != value.size())
                worst.add(name, INFINITY);
            for (std::size_t at = 0; at < std::min(value.size(), metric->per_class.size()); ++at)
                worst.add(name, &metric->per_class[at], value[at]);
            break;
        }
    }
}

void compare_retrieval(const nlohmann::json &entry, Worst &worst)
{
    const auto &rows = field_of(entry, "similarity");
    Matrix similarities(rows.size(), rows[0].size());
    for (std::size_t row = 0; row < rows.size(); ++row)
        for (std::size_t column = 0; column < rows[row].size(); ++column)
            similarities.row(row)[column] = rows[row][column].get<float>();
    const auto report = retrieval_report_of_similarities(
        similarities, field_of(entry, "positives").get<Positives>(), {});
    if (!report)
        throw std::runtime_error(report.error().english());
    for (const auto &[name, value] : field_of(entry, "expected").items()) {
        if (name == "first_positive_rank") {
            std::vector<std::int32_t> ranks;
            for (const std::int32_t rank : report->first_positive_rank)
                if (rank > 0)
                    ranks.push_back(rank);
            worst.add(name, nlohmann::json(ranks) == value ? 0 : INFINITY);
        } else if (name == "queries_without_positive") {
            worst.add(name, nlohmann::json(report->left_out) == value ? 0 : INFINITY);
        } else if (name == "queries_used") {
            worst.add(name, report->queries == value.get<std::int64_t>() ? 0 : INFINITY);
        } else {
            const auto found =
                report->metrics.find(name == "mrr" ? "mean_reciprocal_rank" : name);
            if (found != report->metrics.end())
                worst.add(name, &found->second, value);
            else
                worst.leave_out(name);
        }
    }
}

/// A row divided by its length, in double.
std::vector<double> normalised(std::span<const float> row)
{
    double sum = 0;
    for (const float value : row)
        sum += double(value) * value;
    std::vector<double> result;
    for (const float value : row)
        result.push_back(value / std::sqrt(sum));
    return result;
}

} // namespace

void verify_metrics(References &references)
{
    const nlohmann::json cases = json_at(references.folder() / "cases.json");
    for (const auto &entry : field_of(cases, "cases")) {
        const auto name = field_of(entry, "name").get<std::string>();
        Worst worst;
        try {
            if (field_of(entry, "task") == "retrieval")
                compare_retrieval(entry, worst);
            else
                compare_classification(entry, worst);
        } catch (const std::exception &exception) {
            references.report_failure(name, exception.what());
            continue;
        }
        references.report(name, worst.difference, field_of(cases, "tolerance_abs").get<double>(),
                          worst.detail());
    }
}

void verify_zeroshot(References &references)
{
    const nlohmann::json cases = json_at(references.folder() / "cases.json");
    for (const auto &entry : field_of(cases, "cases")) {
        const auto file = field_of(entry, "file").get<std::string>();
        const Arrays arrays = arrays_at(references.folder() / file);
        const Array &prompts = array_named(arrays, "prompt_embeddings");
        const auto classes = std::size_t(prompts.shape.at(0));
        const auto count = std::size_t(prompts.shape.at(1));
        const auto width = std::size_t(prompts.shape.at(2));
        std::vector<std::vector<double>> columns;
        for (std::size_t which = 0; which < classes; ++which) {
            std::vector<float> mean(width, 0.0f);
            for (std::size_t prompt = 0; prompt < count; ++prompt) {
                const auto unit = normalised(
                    prompts.as<float>().subspan((which * count + prompt) * width, width));
                for (std::size_t at = 0; at < width; ++at)
                    mean[at] += static_cast<float>(unit[at] / static_cast<double>(count));
            }
            columns.push_back(normalised(mean));
        }
        const auto wanted_columns = array_named(arrays, "classifier").as<float>();
        const auto wanted_logits = array_named(arrays, "logits").as<float>();
        const auto wanted_shares = array_named(arrays, "probabilities").as<float>();
        const Array &images = array_named(arrays, "image_features");
        const auto labels = array_named(arrays, "labels").as<std::int64_t>();
        const auto rows = std::size_t(images.shape.at(0));
        std::string sizes;
        for (const auto &[key, count_here] :
             {std::pair{"classes", classes}, {"prompts", count}, {"images", rows}})
            if (entry.contains(key) && entry[key] != count_here)
                sizes += std::string(sizes.empty() ? "" : ", ") + key + " are "
                         + std::to_string(count_here);
        const double scale = field_of(entry, "scale").get<double>();
        double worst = 0;
        for (std::size_t which = 0; which < classes; ++which)
            for (std::size_t at = 0; at < width; ++at)
                worst = std::max(worst, std::abs(columns[which][at]
                                                 - wanted_columns[at * classes + which]));
        double right = 0;
        for (std::size_t row = 0; row < rows; ++row) {
            const auto unit = normalised(images.as<float>().subspan(row * width, width));
            std::vector<double> logits(classes, 0.0);
            for (std::size_t which = 0; which < classes; ++which)
                for (std::size_t at = 0; at < width; ++at)
                    logits[which] += scale * unit[at] * columns[which][at];
            const auto best = std::max_element(logits.begin(), logits.end());
            right += best - logits.begin() == labels[row];
            double sum = 0;
            for (const double logit : logits)
                sum += std::exp(logit - *best);
            for (std::size_t which = 0; which < classes; ++which) {
                worst = std::max(worst, std::abs(logits[which]
                                                 - wanted_logits[row * classes + which]));
                worst = std::max(worst, std::abs(std::exp(logits[which] - *best) / sum
                                                 - wanted_shares[row * classes + which]));
            }
        }
        references.report(file, sizes.empty() ? worst : INFINITY,
                          field_of(entry, "tolerance_abs").get<double>(), sizes);
        references.report(file + " top-1",
                          std::abs(right / static_cast<double>(rows)
                                   - field_of(entry, "top1").get<double>()),
                          1e-9);
    }
}

void verify_positions(References &references)
{
    const nlohmann::json cases = json_at(references.folder() / "cases.json");
    for (const auto &entry : field_of(cases, "cases")) {
        const auto file = field_of(entry, "file").get<std::string>();
        const Arrays arrays = arrays_at(references.folder() / file);
        const Array &in = array_named(arrays, "in");
        const auto resized =
            resized_positions(in.as<float>(), int(in.shape.at(1)), field_of(entry, "from").get<int>(),
                              field_of(entry, "to").get<int>());
        references.report(file,
                          largest_difference(resized, array_named(arrays, "out").as<float>()),
                          field_of(entry, "tolerance_abs").get<double>());
    }
}

} // namespace retclip
