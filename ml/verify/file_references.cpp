// SPDX-License-Identifier: GPL-3.0-or-later
// Texts, checkpoints and the published LMDB stores.
#include "core/base/files.h"
#include "core/base/sha256.h"
#include "core/imaging/photograph.h"
#include "ml/checkpoint/checkpoint.h"
#include "ml/tokenizers/wordpiece.h"
#include "ml/verify/lmdb_pairs.h"
#include "ml/verify/references.h"

#include <algorithm>
#include <cmath>

namespace retclip {

namespace {

std::unique_ptr<WordPiece> vocabulary_at(const std::filesystem::path &file)
{
    const auto text = read_file(file);
    if (!text)
        throw std::runtime_error(text.error().english());
    auto tokenizer = WordPiece::from_vocabulary(*text, utf8_from_path(file.filename()));
    if (!tokenizer)
        throw std::runtime_error(tokenizer.error().english());
    return std::move(*tokenizer);
}

/// Empty where the tensors are those of the reference, else what differs.
std::string difference_of(const Checkpoint &checkpoint, const std::vector<StoredTensor> &tensors,
                          const nlohmann::json &expected)
{
    if (tensors.size() != expected.size())
        return std::to_string(tensors.size()) + " tensors instead of "
               + std::to_string(expected.size());
    for (const StoredTensor &tensor : tensors) {
        if (!expected.contains(tensor.name))
            return tensor.name + " is surplus";
        const auto &wanted = expected[tensor.name];
        if (field_of(wanted, "shape").get<std::vector<std::int64_t>>() != tensor.shape
            || field_of(wanted, "dtype").get<std::string>() != word(tensor.type))
            return tensor.name + " has another shape or type";
        const auto array = checkpoint.read(tensor);
        if (!array)
            return array.error().english();
        if (sha256_of(std::span<const std::byte>(array->bytes))
            != field_of(wanted, "sha256").get<std::string>())
            return tensor.name + " has other contents";
    }
    return {};
}

/// Empty where a report's ids are those of the reference, else what differs.
std::string difference_of_ids(const Tokens &tokens, const nlohmann::json &wanted,
                              const std::string &where)
{
    if (tokens.ids != field_of(wanted, "ids").get<std::vector<std::int32_t>>())
        return "the ids" + where;
    // [SEP] is the last that is no padding.
    return wanted.value("eos_index", tokens.length - 1) == tokens.length - 1 ? std::string()
                                                                             : "the end" + where;
}

} // namespace

void verify_tokenizer(References &references)
{
    const nlohmann::json cases = json_at(references.folder() / "cases.json");
    const auto tokenizer =
        vocabulary_at(references.folder() / cases.value("vocab", std::string("vocab.txt")));
    for (const auto &entry : field_of(cases, "cases")) {
        const auto text = field_of(entry, "text").get<std::string>();
        const int context = field_of(entry, "context").get<int>();
        const Tokens tokens = tokenizer->encode(clean_report(text), context);
        std::string detail;
        if (tokens.ids != field_of(entry, "ids").get<std::vector<std::int32_t>>())
            detail = "the ids differ";
        else if (tokens.length != field_of(entry, "length").get<int>()
                 || tokens.truncated != field_of(entry, "truncated").get<bool>())
            detail = "the length differs";
        else if (entry.contains("tokens")
                 && tokenizer->pieces(tokenizer->ids_of(clean_report(text)))
                        != entry["tokens"].get<std::vector<std::string>>())
            detail = "the tokens differ";
        else if (entry.contains("ids_without_report_cleaning")
                 && tokenizer->encode(text, context).ids
                        != field_of(entry, "ids_without_report_cleaning")
                               .get<std::vector<std::int32_t>>())
            detail = "the ids without report cleaning differ";
        references.report_exact(field_of(entry, "name").get<std::string>(), detail.empty(), detail);
    }
}

void verify_checkpoints(References &references)
{
    const nlohmann::json cases = json_at(references.folder() / "cases.json");
    for (const auto &entry : field_of(cases, "cases")) {
        if (references.stopped())
            return;
        const auto name = field_of(entry, "file").get<std::string>();
        const auto expect = field_of(entry, "expect").get<std::string>();
        const auto opened = Checkpoint::open(references.folder() / name);
        if (!opened) {
            references.report_exact(name, expect != "load", opened.error().english());
            continue;
        }
        std::string detail = expect == "refuse" ? "it was not refused" : "";
        if (detail.empty() && entry.contains("weights"))
            detail = difference_of(*opened, opened->weights(), field_of(entry, "weights"));
        if (detail.empty() && entry.contains("all_tensors"))
            detail = difference_of(*opened, opened->all_tensors(), field_of(entry, "all_tensors"));
        references.report_exact(name, detail.empty(), detail);
    }
}

void verify_lmdb(References &references)
{
    const nlohmann::json expected = json_at(references.folder() / "expected.json");
    const auto vocabulary = references.folder().parent_path() / "tokenizer/vocab.txt";
    const std::unique_ptr<WordPiece> tokenizer =
        std::filesystem::exists(vocabulary) ? vocabulary_at(vocabulary) : nullptr;
    for (const auto &[split, entry] : field_of(expected, "splits").items()) {
        const auto pairs = read_lmdb_pairs(references.folder() / "lmdb" / split);
        if (!pairs) {
            references.report_failure(split, pairs.error().english());
            continue;
        }
        std::string detail;
        if (pairs->size() != field_of(entry, "items").size()
            || pairs->size() != field_of(entry, "samples").get<std::size_t>())
            detail = std::to_string(pairs->size()) + " samples";
        if (entry.contains("patients_with_images")) {
            const auto patients = count_lmdb_patients(references.folder() / "lmdb" / split);
            if (!patients)
                detail = patients.error().english();
            else if (entry["patients_with_images"] != *patients)
                detail = std::to_string(*patients) + " patients with images";
        }
        const int context = field_of(entry, "context").get<int>();
        for (std::size_t at = 0; detail.empty() && at < pairs->size(); ++at) {
            const LmdbPair &pair = (*pairs)[at];
            const auto &wanted = field_of(entry, "items")[at];
            const std::string where = " of sample " + std::to_string(at) + " differs";
            if (wanted.value("index", at) != at)
                detail = "the number" + where;
            else if (pair.patient != field_of(wanted, "patient").get<std::string>())
                detail = "the patient" + where;
            else if (pair.text_id != field_of(wanted, "text_id").get<std::int64_t>())
                detail = "the text's number" + where;
            else if (pair.text != field_of(wanted, "text").get<std::string>())
                detail = "the text" + where;
            else if (sha256_of(std::string_view(pair.left))
                         != field_of(wanted, "left_sha256").get<std::string>()
                     || sha256_of(std::string_view(pair.right))
                            != field_of(wanted, "right_sha256").get<std::string>())
                detail = "a photograph" + where;
            else if (wanted.value("left_bytes", pair.left.size()) != pair.left.size()
                     || wanted.value("right_bytes", pair.right.size()) != pair.right.size())
                detail = "a photograph's length" + where;
            else if (tokenizer)
                detail = difference_of_ids(tokenizer->encode(clean_report(pair.text), context),
                                           wanted, where);
        }
        if (tokenizer || !detail.empty())
            references.report_exact(split, detail.empty(), detail);
        else // Told as agreeing, but not without a word.
            references.report(split, 0, 0,
                              "not compared: ids and eos_index, for there is no "
                              "tokenizer/vocab.txt beside the folder");

        for (const bool left : {true, false}) {
            const Array wanted = npy_at(
                references.folder()
                / entry[left ? "left_tensors" : "right_tensors"].get<std::string>());
            const int size = field_of(entry, "size").get<int>();
            const std::size_t length = 3 * std::size_t(size) * std::size_t(size);
            double worst = wanted.as<float>().size() == length * pairs->size() ? 0 : INFINITY;
            for (std::size_t at = 0; std::isfinite(worst) && at < pairs->size(); ++at) {
                const std::string &file = left ? (*pairs)[at].left : (*pairs)[at].right;
                const auto tensor =
                    evaluation_tensor(std::as_bytes(std::span(file.data(), file.size())), size,
                                      published_photograph_options());
                worst = tensor ? std::max(worst, mean_difference(*tensor,
                                                                 wanted.as<float>().subspan(
                                                                     at * length, length)))
                               : INFINITY;
            }
            references.report(split + (left ? " left tensors" : " right tensors"), worst,
                              field_of(entry, "tolerance_mean_abs").get<double>());
        }
    }
}

} // namespace retclip
