// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/retclip/run_predictions.h"

namespace retclip::cli {

Result<std::vector<PredictionRow>> predictionsOf(const Study &study, const RunRow &run,
                                                 const QString &labelSet)
{
    RETCLIP_TRY(auto predictions, study.predictions(run.id, labelSet));
    if (predictions.empty())
        return failure(
            ErrorCode::not_found,
            message(QT_TRANSLATE_NOOP("Message", "Run %1 has no predictions for \"%2\"."),
                    {std::to_string(run.id.value), labelSet.toStdString()}),
            message(QT_TRANSLATE_NOOP("Message", "Nothing was changed.")),
            message(QT_TRANSLATE_NOOP("Message", "Evaluate the run first, or name --labels.")));
    return predictions;
}

} // namespace retclip::cli
