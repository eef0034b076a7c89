// SPDX-License-Identifier: GPL-3.0-or-later
#include "ml/training/start_weights.h"

#include "core/base/files.h"
#include "ml/checkpoint/side_file.h"
#include "ml/network/weights_file.h"

namespace retclip {

Result<StartReport> load_start_weights(const std::filesystem::path &file, RetClip &network)
{
    RETCLIP_CHECK(require_side_file(file));
    RETCLIP_TRY(const Checkpoint checkpoint, Checkpoint::open(file));
    RETCLIP_TRY(const WeightMatch match, load_weights(network, checkpoint, Fit::part));
    StartReport report;
    report.copied = int(match.sources.size());
    report.wanted = int(match.sources.size() + match.missing.size() + match.misshapen.size());
    return report;
}

Result<int> word_rows_of(const std::filesystem::path &file)
{
    RETCLIP_TRY(const Checkpoint checkpoint, Checkpoint::open(file));
    for (const StoredTensor &tensor : checkpoint.weights()) {
        const std::string_view name = tensor.name;
        if (name.ends_with("embeddings.word_embeddings.weight") && !tensor.shape.empty())
            return int(tensor.shape[0]);
    }
    return failure(
        ErrorCode::invalid_argument,
        message(QT_TRANSLATE_NOOP("Message", "The checkpoint \"%1\" has no text encoder."),
                {utf8_from_path(file)}),
        message(QT_TRANSLATE_NOOP("Message", "No weights were loaded.")),
        message(QT_TRANSLATE_NOOP("Message", "Choose a checkpoint of a whole network.")));
}

} // namespace retclip
