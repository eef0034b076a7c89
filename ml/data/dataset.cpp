// SPDX-License-Identifier: GPL-3.0-or-later
#include "ml/data/dataset.h"

#include <map>

namespace retclip {

std::string normalised_report(const std::string &text, bool clean)
{
    const std::string source = clean ? clean_report(text) : text;
    std::string out;
    for (const char c : source) {
        const bool space = c == ' ' || c == '\t' || c == '\n' || c == '\r';
        if (!space)
            out += c;
        else if (!out.empty() && out.back() != ' ')
            out += ' ';
    }
    if (!out.empty() && out.back() == ' ')
        out.pop_back();
    return out;
}

Result<Dataset> prepare_dataset(const RunConfig &config, const Manifest &manifest,
                                const Tokenizer *tokenizer)
{
    const bool pretraining = config.task == "pretrain";
    Dataset data;
    data.manifest = manifest;
    data.context_length = config.context_length;
    std::map<std::string, std::int64_t> numbers;
    for (std::size_t i = 0; i < manifest.items.size(); ++i) {
        const ManifestItem &item = manifest.items[i];
        const std::string report = normalised_report(item.text, config.clean_reports);
        data.report_numbers.push_back(
            numbers.emplace(report, std::int64_t(numbers.size())).first->second);
        if (tokenizer) {
            Tokens tokens = tokenizer->encode(
                config.clean_reports ? clean_report(item.text) : item.text, config.context_length);
            data.cut_reports += tokens.truncated;
            data.tokens.push_back(std::move(tokens.ids));
        } else {
            data.tokens.emplace_back();
        }
        const int eyes = int(item.photographs.left.present()) + int(item.photographs.right.present());
        if (item.split == Split::none || eyes == 0)
            continue;
        if (pretraining && report.empty()) {
            ++data.without_text;
            continue;
        }
        if (eyes == 1) {
            ++data.one_eyed;
            if (pretraining && config.one_eyed == "leave_out") {
                ++data.left_out;
                continue;
            }
        }
        auto &list = item.split == Split::training ? data.training
            : item.split == Split::validation      ? data.validation
                                                   : data.test;
        list.push_back(std::int64_t(i));
    }
    if (data.training.size() < 2)
        return failure(
            ErrorCode::invalid_argument,
            message(QT_TRANSLATE_NOOP("Message",
                                      "The dataset has %1 exams to train on; two are needed."),
                    {std::to_string(data.training.size())}),
            message(QT_TRANSLATE_NOOP("Message", "Nothing was trained.")),
            message(QT_TRANSLATE_NOOP("Message",
                                      "Choose a dataset whose training split has photographs and, "
                                      "for pretraining, reports.")));
    std::map<std::int64_t, std::int64_t> times;
    for (const std::int64_t i : data.training)
        ++times[data.report_numbers[std::size_t(i)]];
    std::int64_t duplicates = 0;
    for (const auto &[number, count] : times)
        duplicates += count > 1 ? count : 0;
    data.duplicate_share = double(duplicates) / double(data.training.size());
    return data;
}

} // namespace retclip
