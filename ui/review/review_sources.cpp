// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/review/review_sources.h"

#include "core/study/study.h"

#include <QRegularExpression>

namespace retclip {

Result<ReviewSources> readReviewSources(const QString &folder, const std::vector<ExamId> &exams)
{
    RETCLIP_TRY(const auto study, Study::open(folder, OpenMode::readOnly));
    ReviewSources sources;
    RETCLIP_TRY(sources.runs, study->runs());
    RETCLIP_TRY(sources.labelSets, study->labelSets());
    RETCLIP_TRY(sources.rows, study->exams(exams));
    return sources;
}

Result<std::vector<PredictionRow>> readReviewPredictions(const QString &folder, RunId run,
                                                         const QString &labelSet)
{
    if (!run.valid() || labelSet.isEmpty())
        return std::vector<PredictionRow>();
    RETCLIP_TRY(const auto study, Study::open(folder, OpenMode::readOnly));
    return study->predictions(run, labelSet);
}

RunId runUnderReview(const Selection &selection, const QVector<RunRow> &runs)
{
    if (selection.run.valid())
        return selection.run;
    static const QRegularExpression inQuery(QStringLiteral("\\brun:(\\d+)"));
    if (const auto match = inQuery.match(selection.query); match.hasMatch())
        return RunId{match.captured(1).toLongLong()};
    // Nothing said which: the newest that has ended, whose predictions there may be.
    RunId newest;
    for (const RunRow &run : runs)
        if (run.state == RunState::done && run.id.value > newest.value)
            newest = run.id;
    return newest;
}

} // namespace retclip
