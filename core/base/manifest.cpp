// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/manifest.h"

#include "core/base/files.h"
#include "core/base/sha256.h"

#include <nlohmann/json.hpp>

#include <utility>

namespace retclip {
namespace {

using nlohmann::json;

std::string dumped(const json &value)
{
    // Invalid UTF-8 becomes U+FFFD instead of an exception.
    return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

json to_json(const ManifestPhotograph &photograph)
{
    if (!photograph.present())
        return nullptr;
    return {{"path", photograph.path}, {"sha256", photograph.sha256}};
}

ManifestPhotograph photograph_from(const json &value)
{
    ManifestPhotograph photograph;
    if (!value.is_null()) {
        photograph.path = value.at("path").get<std::string>();
        photograph.sha256 = value.at("sha256").get<std::string>();
    }
    return photograph;
}

json to_json(const TargetDescription &target)
{
    return {{"label_set", target.label_set},
            {"kind", word(target.kind)},
            {"per_eye", target.per_eye},
            {"classes", target.classes}};
}

json to_json(const ManifestItem &item)
{
    json value = {{"exam", item.exam.value},
                  {"patient", item.patient},
                  {"exam_code", item.exam_code},
                  {"right", to_json(item.photographs.right)},
                  {"left", to_json(item.photographs.left)},
                  {"text", item.text},
                  {"split", word(item.split)}};
    if (!item.targets.empty())
        value["targets"] = item.targets;
    if (!item.eye_targets.right.empty())
        value["right_targets"] = item.eye_targets.right;
    if (!item.eye_targets.left.empty())
        value["left_targets"] = item.eye_targets.left;
    return value;
}

ManifestItem item_from(const json &value)
{
    ManifestItem item;
    item.exam.value = value.at("exam").get<std::int64_t>();
    item.patient = value.at("patient").get<std::string>();
    item.exam_code = value.at("exam_code").get<std::string>();
    item.photographs.right = photograph_from(value.at("right"));
    item.photographs.left = photograph_from(value.at("left"));
    item.text = value.at("text").get<std::string>();
    item.split = split_from(value.at("split").get<std::string>()).value_or(Split::none);
    item.targets = value.value("targets", Targets());
    item.eye_targets.right = value.value("right_targets", Targets());
    item.eye_targets.left = value.value("left_targets", Targets());
    return item;
}

/// A short name of what is wrong, with the line where it is.
tl::unexpected<Error> bad_manifest(ErrorCode code, const std::filesystem::path &file,
                                   std::int64_t line, const std::string &cause)
{
    return failure(
        code,
        message(QT_TRANSLATE_NOOP("Message", "The manifest %1 cannot be used (line %2)."),
                {utf8_from_path(file), std::to_string(line)}),
        message(QT_TRANSLATE_NOOP("Message", "Nothing was loaded.")),
        message(QT_TRANSLATE_NOOP("Message", "Make it again from its dataset.")), cause);
}

} // namespace

const char *word(Split split)
{
    switch (split) {
    case Split::none: return "none";
    case Split::training: return "train";
    case Split::validation: return "validation";
    case Split::test: return "test";
    }
    return "none";
}

std::optional<Split> split_from(std::string_view text)
{
    static constexpr std::pair<std::string_view, Split> words[] = {
        {"none", Split::none},      {"", Split::none},
        {"train", Split::training}, {"training", Split::training},
        {"val", Split::validation}, {"valid", Split::validation},
        {"dev", Split::validation}, {"validation", Split::validation},
        {"test", Split::test},      {"testing", Split::test}};
    for (const auto &[known, split] : words) {
        if (text == known)
            return split;
    }
    return std::nullopt;
}

const char *word(LabelKind kind)
{
    switch (kind) {
    case LabelKind::binary: return "binary";
    case LabelKind::multiclass: return "multiclass";
    case LabelKind::multilabel: return "multilabel";
    case LabelKind::ordinal: return "ordinal";
    }
    return "binary";
}

std::optional<LabelKind> label_kind_from(std::string_view text)
{
    for (LabelKind kind :
         {LabelKind::binary, LabelKind::multiclass, LabelKind::multilabel, LabelKind::ordinal}) {
        if (text == word(kind))
            return kind;
    }
    return std::nullopt;
}

std::string Manifest::hash() const
{
    Sha256 sha;
    sha.add(dumped(retclip::to_json(target)));
    for (const ManifestItem &item : items) {
        json value = retclip::to_json(item);
        value.erase("exam"); // a row number of one study: the same exam elsewhere has another
        for (const char *eye : {"right", "left"}) {
            if (!value[eye].is_null())
                value[eye].erase("path");
        }
        sha.add("\n");
        sha.add(dumped(value));
    }
    return sha.hex();
}

Result<Manifest> read_manifest(const std::filesystem::path &file)
{
    RETCLIP_TRY(const std::string text, read_file(file));
    Manifest manifest;
    std::size_t expected = 0;
    std::string expected_hash;
    std::int64_t line_number = 0;
    std::size_t position = 0;
    while (position < text.size()) {
        ++line_number;
        const std::size_t end = text.find('\n', position);
        if (end == std::string::npos)
            return bad_manifest(ErrorCode::unreadable, file, line_number, "cut short");
        const json value = json::parse(text.begin() + std::ptrdiff_t(position),
                                       text.begin() + std::ptrdiff_t(end), nullptr, false);
        position = end + 1;
        if (!value.is_object())
            return bad_manifest(ErrorCode::unreadable, file, line_number, "not a JSON object");
        try {
            if (line_number > 1) {
                manifest.items.push_back(item_from(value));
                continue;
            }
            if (value.at("kind") != "retclip-manifest")
                return bad_manifest(ErrorCode::unreadable, file, 1, "not a manifest");
            if (value.at("version").get<int>() > 1)
                return bad_manifest(ErrorCode::newer_version, file, 1, "a later version");
            manifest.dataset = value.at("dataset").get<std::string>();
            expected = value.at("count").get<std::size_t>();
            expected_hash = value.at("hash").get<std::string>();
            const json &target = value.at("target");
            manifest.target.label_set = target.at("label_set").get<std::string>();
            const auto kind = label_kind_from(target.at("kind").get<std::string>());
            if (!kind)
                return bad_manifest(ErrorCode::unreadable, file, 1, "unknown kind of labels");
            manifest.target.kind = *kind;
            manifest.target.per_eye = target.at("per_eye").get<bool>();
            manifest.target.classes = target.at("classes").get<std::vector<std::string>>();
        } catch (const json::exception &problem) {
            return bad_manifest(ErrorCode::unreadable, file, line_number, problem.what());
        }
    }
    if (line_number == 0)
        return bad_manifest(ErrorCode::unreadable, file, 1, "empty");
    if (manifest.items.size() != expected) {
        return bad_manifest(ErrorCode::unreadable, file, line_number,
                            std::to_string(expected) + " items announced, "
                                + std::to_string(manifest.items.size()) + " found");
    }
    if (manifest.hash() != expected_hash) {
        return bad_manifest(ErrorCode::corrupted, file, 1,
                            "the contents do not fit the hash: it was changed after it was frozen");
    }
    return manifest;
}

Result<void> write_manifest(const Manifest &manifest, const std::filesystem::path &file)
{
    AtomicFile out(file);
    RETCLIP_CHECK(out.open());
    std::string text = dumped({{"kind", "retclip-manifest"},
                               {"version", 1},
                               {"dataset", manifest.dataset},
                               {"count", manifest.items.size()},
                               {"hash", manifest.hash()},
                               {"target", to_json(manifest.target)}});
    text += '\n';
    for (const ManifestItem &item : manifest.items) {
        text += dumped(to_json(item));
        text += '\n';
        if (text.size() > 1'000'000) {
            RETCLIP_CHECK(out.write(text));
            text.clear();
        }
    }
    RETCLIP_CHECK(out.write(text));
    return out.commit();
}

} // namespace retclip
