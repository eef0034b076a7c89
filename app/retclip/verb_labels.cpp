// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/retclip/exam_json.h"
#include "app/retclip/invocation.h"
#include "app/retclip/run_predictions.h"
#include "app/retclip/verbs.h"
#include "core/inspection/label_issues.h"

#include <QCoreApplication>

#include <set>

namespace retclip::cli {

namespace {

std::string reasonOf(const LabelIssue &issue)
{
    const auto number = [](double value) { return QString::number(value, 'f', 2).toStdString(); };
    return std::string(*issue.prediction.truth ? "labelled, but absent" : "not labelled, but present")
        + " with probability " + number(issue.confidence) + "; the mean where that is the label is "
        + number(issue.threshold);
}

Result<int> issues(Invocation &call)
{
    RETCLIP_TRY(const auto study, call.study(OpenMode::readOnly));
    RETCLIP_TRY(const RunRow run, study->run(call.text("run")));
    RETCLIP_TRY(const auto predictions, predictionsOf(*study, run, call.text("labels")));
    RETCLIP_TRY(const std::vector<ExamId> wanted, study->find(call.text("where"), call.stop()));
    const std::set<ExamId> allowed(wanted.begin(), wanted.end());
    qint64 rank = 0;
    for (const LabelIssue &issue : label_issues(predictions)) {
        const PredictionRow &row = issue.prediction;
        if (!allowed.contains(row.exam))
            continue;
        RETCLIP_TRY(const ExamRow exam, study->exam(row.exam));
        Json line{{"rank", ++rank}};
        addExam(line, exam);
        line["eye"] = row.eye ? Json(word(*row.eye)) : Json(nullptr);
        line["label_set"] = row.labelSet.toStdString();
        line["class"] = row.className.toStdString();
        line["given"] = *row.truth;
        line["suggested"] = !*row.truth;
        line["score"] = row.score;
        line["confidence"] = issue.confidence;
        line["threshold"] = issue.threshold;
        line["split"] = word(row.split);
        line["reason"] = reasonOf(issue);
        call.out().result(line, QStringLiteral("%1\t%2\t%3\t%4")
                                    .arg(rank)
                                    .arg(exam.code, row.className,
                                         QString::fromStdString(reasonOf(issue))));
    }
    return statusDone;
}

} // namespace

Verb labelsVerb()
{
    return {"labels", QT_TRANSLATE_NOOP("Command", "Labels that are likely wrong."),
            {{"issues", QT_TRANSLATE_NOOP("Command",
                  "Labels that a run's predictions contradict (confident learning), the surest first. "
                  "Evaluate the run on the label set before; nothing is changed."),
              {studyPlace},
              {{"labels", ValueKind::text, "NAME", QT_TRANSLATE_NOOP("Command", "Label set that the run was evaluated on."), {}, "", 0, false, true},
               {"run", ValueKind::text, "RUN", QT_TRANSLATE_NOOP("Command", "Whose predictions."), {}, "", 0, false, true},
               {"where", ValueKind::text, "QUERY", QT_TRANSLATE_NOOP("Command", "Only among these.")}},
              "retclip labels issues odir.study --labels odir/C --run probe --json", issues}}};
}

} // namespace retclip::cli
