// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inspection/inspection.h"

#include "core/base/files.h"
#include "core/base/sha256.h"
#include "core/inspection/feature_cache.h"

#include <QDateTime>
#include <QFileInfo>

#include <algorithm>

namespace retclip {

namespace {

constexpr std::size_t examsPerShard = 256; // What an interruption can cost at most.
constexpr int embedBatch = 16;

/// What stands for a photograph in a cache key: its content where known, else place, size and time.
std::string photographKey(const std::optional<ImageRow> &image)
{
    if (!image)
        return "-";
    if (!image->sha256.isEmpty())
        return image->sha256.toStdString();
    const QFileInfo file(image->path);
    return image->path.toStdString() + '|' + std::to_string(file.size()) + '|'
           + std::to_string(file.lastModified().toMSecsSinceEpoch());
}

std::string keyOf(const ExamRow &exam)
{
    return sha256_of(photographKey(exam.images.right) + '\n' + photographKey(exam.images.left) + '\n'
                     + exam.report.toStdString());
}

EmbedItem itemOf(const ExamRow &exam)
{
    EmbedItem item;
    for (const Laterality eye : both_eyes)
        if (exam.images[eye] && !exam.images[eye]->missing)
            item.photographs[eye] = exam.images[eye]->path.toStdString();
    if (!exam.report.trimmed().isEmpty())
        item.text = exam.report.toStdString();
    return item;
}

/// A file with its own tokenizer: both must be the same for features to be the same.
Result<std::string> sourceKey(const ModelSource &source, const std::string &checkpointHash)
{
    if (!source.run_folder.empty() || source.tokenizer.empty())
        return checkpointHash;
    RETCLIP_TRY(const std::string tokenizer, sha256_of_file(source.tokenizer));
    return sha256_of(checkpointHash + tokenizer + std::to_string(source.context_length));
}

} // namespace

Result<StudyFeatures> studyFeatures(const Study &study, const ModelSource &source,
                                    ModelBackend &backend, const std::vector<ExamId> &exams,
                                    const QString &device, int threads,
                                    const ProgressCallback &progress, std::stop_token stop)
{
    RETCLIP_TRY(const auto model, backend.open_model(source, device.toStdString(), threads));
    RETCLIP_TRY(const std::vector<ExamRow> rows, study.exams(exams));
    RETCLIP_TRY(const std::string folder, sourceKey(source, model->checkpoint_hash()));
    FeatureCache cache(path_from_utf8(study.cacheFolder().toStdString()) / "embeddings"
                       / FeatureCache::folderName(folder));
    cache.load();

    std::vector<std::string> keys;
    std::vector<std::size_t> wanted;
    std::map<std::string, std::size_t> firstWith;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        keys.push_back(keyOf(rows[i]));
        if (!cache.contains(keys[i]) && firstWith.try_emplace(keys[i], i).second)
            wanted.push_back(i);
    }

    StudyFeatures result;
    result.checkpointHash = QString::fromStdString(model->checkpoint_hash());
    std::map<std::string, Error> unreadable;
    Progress state;
    state.total = std::int64_t(wanted.size());
    state.what = message(QT_TRANSLATE_NOOP("Message", "Embedding exams"));
    for (std::size_t begin = 0; begin < wanted.size(); begin += examsPerShard) {
        const std::size_t end = std::min(begin + examsPerShard, wanted.size());
        std::vector<EmbedItem> items;
        for (std::size_t i = begin; i < end; ++i)
            items.push_back(itemOf(rows[wanted[i]]));
        const ProgressCallback inner = [&](const Progress &step) {
            state.done = std::int64_t(begin) + step.done;
            state.seconds_left = step.done > 0 && step.seconds_left >= 0
                                     ? step.seconds_left * double(state.total - state.done)
                                           / double(std::max<std::int64_t>(1, step.total - step.done))
                                     : -1;
            if (progress)
                progress(state);
        };
        RETCLIP_TRY(const Features made, model->embed(items, embedBatch, inner, stop));
        std::vector<bool> good(items.size(), true);
        for (const auto &[index, error] : made.unreadable) {
            good[index] = false;
            unreadable.emplace(keys[wanted[begin + index]], error);
        }
        std::vector<std::string> newKeys;
        std::vector<std::size_t> newRows;
        // A photograph that could not be read may be mended: its exam is kept for this call only.
        for (const bool keep : {true, false}) {
            newKeys.clear();
            newRows.clear();
            for (std::size_t i = 0; i < items.size(); ++i)
                if (good[i] == keep) {
                    newKeys.push_back(keys[wanted[begin + i]]);
                    newRows.push_back(i);
                }
            if (newKeys.empty())
                continue;
            if (keep) {
                // A full or read-only disk costs time at the next call, not this one's result.
                (void)cache.add(newKeys, newRows, made).has_value();
            } else {
                cache.keepInMemory(newKeys, newRows, made);
            }
        }
    }

    resizeFeatures(result.features, rows.size(), cache.widths());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        result.exams.push_back(rows[i].id);
        cache.copyTo(keys[i], result.features, i);
        if (const auto error = unreadable.find(keys[i]); error != unreadable.end())
            result.features.unreadable.emplace_back(i, error->second);
    }
    cache.tidy();
    if (progress) {
        state.done = state.total;
        progress(state);
    }
    return result;
}

} // namespace retclip
