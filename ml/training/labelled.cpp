// SPDX-License-Identifier: GPL-3.0-or-later
#include "ml/training/labelled.h"

#include "core/base/files.h"

#include <algorithm>
#include <charconv>

namespace retclip {
namespace {

std::string csv_field(const std::string &text)
{
    if (text.find_first_of(",\"\n\r") == std::string::npos)
        return text;
    std::string quoted = "\"";
    for (const char c : text)
        quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    return quoted + "\"";
}

std::string number_text(float value)
{
    char buffer[32];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, value).ptr;
    return std::string(buffer, end);
}

bool excludes(LabelKind kind)
{
    return kind == LabelKind::multiclass || kind == LabelKind::ordinal;
}

Targets unknown(const TargetDescription &target)
{
    return Targets(excludes(target.kind) ? 1 : target.classes.size(), -1);
}

} // namespace

int outputs_of(const TargetDescription &target)
{
    return target.kind == LabelKind::binary ? 1 : int(target.classes.size());
}

int feature_width(const RunConfig &config)
{
    return config.feature == "eye" ? config.network.embed_dim : 2 * config.network.embed_dim;
}

std::vector<LabelledRow> labelled_rows(const RunRoom &room, const LoadedBatch &batch,
                                       bool keep_unknown)
{
    const TargetDescription &target = room.data.manifest.target;
    std::vector<LabelledRow> rows;
    const auto add = [&](std::int64_t number, std::optional<Laterality> eye, Targets targets) {
        if (targets.empty())
            targets = unknown(target);
        const bool known =
            std::any_of(targets.begin(), targets.end(), [](int value) { return value >= 0; });
        if (known || keep_unknown)
            rows.push_back({number, eye, std::move(targets)});
    };
    for (std::size_t place = 0; place < batch.items.size(); ++place) {
        const std::int64_t number = batch.items[place];
        const ManifestItem &item = room.data.manifest.items[std::size_t(number)];
        if (room.config.feature == "eye") {
            for (const Laterality eye : both_eyes) {
                const torch::Tensor &has = eye == Laterality::left ? batch.has_left
                                                                   : batch.has_right;
                if (has.data_ptr<bool>()[place])
                    add(number, eye, target.per_eye ? item.eye_targets[eye] : item.targets);
            }
            continue;
        }
        Targets targets = item.targets;
        if (target.per_eye) {
            // A patient has what either eye has; a grade is the worse eye's.
            for (const Laterality eye : both_eyes) {
                const Targets &part = item.eye_targets[eye];
                if (targets.size() < part.size())
                    targets.resize(part.size(), -1);
                for (std::size_t i = 0; i < part.size(); ++i)
                    targets[i] = std::max(targets[i], part[i]);
            }
        }
        add(number, std::nullopt, std::move(targets));
    }
    return rows;
}

std::vector<LabelledRow> rows_of_items(const RunRoom &room, const std::vector<std::int64_t> &items)
{
    LoadedBatch batch;
    batch.items = items;
    const auto count = std::int64_t(items.size());
    batch.has_left = torch::zeros({count}, torch::kBool);
    batch.has_right = torch::zeros({count}, torch::kBool);
    for (std::int64_t place = 0; place < count; ++place) {
        const ManifestItem &item = room.data.manifest.items[std::size_t(items[std::size_t(place)])];
        batch.has_left.data_ptr<bool>()[place] = item.photographs.left.present();
        batch.has_right.data_ptr<bool>()[place] = item.photographs.right.present();
    }
    return labelled_rows(room, batch, false);
}

std::vector<Targets> targets_of(const std::vector<LabelledRow> &rows)
{
    std::vector<Targets> targets;
    targets.reserve(rows.size());
    for (const LabelledRow &row : rows)
        targets.push_back(row.targets);
    return targets;
}

torch::Tensor features_of(const RunConfig &config, const LoadedBatch &batch,
                          const std::vector<LabelledRow> &rows, const torch::Tensor &raw_left,
                          const torch::Tensor &raw_right)
{
    std::map<std::int64_t, std::int64_t> places;
    for (std::size_t place = 0; place < batch.items.size(); ++place)
        places.emplace(batch.items[place], std::int64_t(place));
    const std::int64_t patients = raw_left.size(0);
    std::vector<std::int64_t> chosen;
    for (const LabelledRow &row : rows) {
        const std::int64_t place = places.at(row.item);
        chosen.push_back(row.eye == Laterality::right ? patients + place : place);
    }
    const torch::Tensor index = torch::tensor(chosen, torch::kInt64).to(raw_left.device());
    const torch::Tensor all = config.feature == "eye" ? torch::cat({raw_left, raw_right}, 0)
                                                      : torch::cat({raw_left, raw_right}, 1);
    return all.to(torch::kFloat32).index_select(0, index);
}

ClassificationInput classification_input(const RunRoom &room, const Judged &judged)
{
    const TargetDescription &target = room.data.manifest.target;
    ClassificationInput input;
    input.kind = target.kind;
    input.classes = target.classes;
    std::vector<std::size_t> kept;
    for (std::size_t i = 0; i < judged.rows.size(); ++i) {
        const Targets &targets = judged.rows[i].targets;
        if (std::any_of(targets.begin(), targets.end(), [](int value) { return value >= 0; }))
            kept.push_back(i);
    }
    input.scores = decltype(input.scores)(kept.size(), judged.scores.columns);
    for (std::size_t row = 0; row < kept.size(); ++row) {
        const LabelledRow &labelled = judged.rows[kept[row]];
        input.targets.push_back(labelled.targets);
        input.patients.push_back(room.data.manifest.items[std::size_t(labelled.item)].patient);
        const auto scores = judged.scores.row(kept[row]);
        std::copy(scores.begin(), scores.end(), input.scores.row(row).begin());
    }
    return input;
}

Result<std::map<std::string, double>>
classification_metrics(const RunRoom &room, const Judged &judged, std::stop_token stop)
{
    std::map<std::string, double> metrics;
    const ClassificationInput input = classification_input(room, judged);
    if (input.targets.empty())
        return metrics;
    RETCLIP_TRY(const ClassificationReport report, classification_report(input, {}, stop));
    for (const Metric &metric : report.metrics) {
        if (metric.value.value)
            metrics[metric.name] = *metric.value.value;
    }
    return metrics;
}

Result<void> write_predictions(const RunRoom &room, const std::vector<Judged> &splits,
                               const std::filesystem::path &file)
{
    const TargetDescription &target = room.data.manifest.target;
    std::string text = "exam_id,exam,patient,eye,split,class,score,truth\n";
    for (const Judged &judged : splits) {
        for (std::size_t i = 0; i < judged.rows.size(); ++i) {
            const LabelledRow &row = judged.rows[i];
            const ManifestItem &item = room.data.manifest.items[std::size_t(row.item)];
            const std::string begin = std::to_string(item.exam.value) + ","
                + csv_field(item.exam_code) + "," + csv_field(item.patient) + ","
                + (row.eye ? word(*row.eye) : "") + "," + word(judged.split) + ",";
            for (std::size_t c = 0; c < judged.scores.columns; ++c) {
                const int value = excludes(target.kind)
                    ? (row.targets[0] < 0 ? -1 : int(row.targets[0] == int(c)))
                    : (c < row.targets.size() ? row.targets[c] : -1);
                const std::string name = c < target.classes.size() ? target.classes[c] : "";
                text += begin + csv_field(name) + "," + number_text(judged.scores.row(i)[c]) + ","
                    + (value < 0 ? "" : std::to_string(value)) + "\n";
            }
        }
    }
    return write_file_atomically(file, text);
}

} // namespace retclip
