// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/model_backend.h"
#include "core/quality/pair_checks.h"
#include "core/study/edit.h"
#include "core/study/study.h"

#include <array>
#include <functional>
#include <map>
#include <optional>
#include <stop_token>
#include <vector>

namespace retclip {

/// What speaks against a label, a report or a pair of photographs.
enum class IssueKind {
    model,       ///< Cross-validated predictions on a run's embeddings (confident learning).
    duplicates,  ///< Nearly the same photograph is labelled otherwise.
    reportImage, ///< To the run most other reports fit these photographs better.
    eyes,        ///< One eye is labelled otherwise than the other, or looks like the other.
    reportLabel, ///< The finding dictionary reads another label in the report.
    readers      ///< People differ.
};
inline constexpr std::array allIssueKinds{IssueKind::model,       IssueKind::duplicates,
                                          IssueKind::reportImage, IssueKind::eyes,
                                          IssueKind::reportLabel, IssueKind::readers};
[[nodiscard]] const char *word(IssueKind kind); ///< "model", "duplicates", "report_image" …
[[nodiscard]] std::optional<IssueKind> issueKindFrom(const QString &word);
[[nodiscard]] bool needsRun(IssueKind kind); ///< model and reportImage.

/// One thing that speaks against an exam's label, in numbers; issueWords() says it.
struct IssueReason
{
    IssueKind kind = IssueKind::model;
    std::optional<Laterality> eye;
    QStringList given;                    ///< Classes that hold now.
    std::optional<QStringList> suggested; ///< What should hold instead; nothing: not said.
    double strength = 0;                  ///< 0..1: how likely something is wrong, were this all.
    double value = 0;    ///< model: probability; duplicates: likeness; reportImage: share of other reports
                         ///< that fit better; eyes, reportLabel: how often the two agree elsewhere.
    double typical = 0;  ///< model: the mean of that answer where it is the label.
    QStringList others;  ///< duplicates: exams; reportLabel: words of the report; readers: who said what.
    std::optional<PairFault> fault; ///< eyes: of the photographs.
};

/// An exam, and all that speaks against it, the strongest first.
struct LabelIssue
{
    ExamId exam;
    QString code;
    std::vector<IssueReason> reasons;
    double strength = 0; ///< 1 - product of (1 - strongest of each kind): kinds count as independent.
};

struct IssueOrder
{
    QString labelSet;             ///< NAME or NAME/CLASS.
    std::vector<IssueKind> kinds; ///< Empty: all.
    std::optional<RunRow> run;    ///< For kinds that need one, and for duplicates by embedding.
    int folds = 5;                ///< 0: the run's own predictions, as they were evaluated.
    std::int64_t seed = 123;
    QString where;                ///< Only these exams are listed.
    QString device = QStringLiteral("auto");
};

struct IssueList
{
    LabelSet set;
    QString className;               ///< Of NAME/CLASS; empty: all of the set.
    std::vector<LabelIssue> issues;  ///< Strongest first.
    qint64 judged = 0;               ///< Labels that confident learning looked at.
    qint64 estimated = 0;            ///< Of them wrong, as it counts.
    std::map<IssueKind, qint64> counts; ///< Exams with a reason of the kind.
    std::vector<Message> notes;      ///< What could not be asked, and why.
};

/// Labels that are likely wrong, from all that a study knows, as one ranked list.
///
/// `backend` may be null where no run is named. Nothing is changed; embeddings are kept in the cache.
/// Threads: the study's. Errors: not_found (label set; with folds 0 a run without predictions),
/// invalid_argument (a kind that needs a run, without one), those of the backend, cancelled.
[[nodiscard]] Result<IssueList> labelIssues(const Study &study, ModelBackend *backend,
                                            const IssueOrder &order, const ProgressCallback &progress,
                                            std::stop_token stop);

/// The list with reasons of these kinds alone, ranked by them (empty: as it is).
[[nodiscard]] std::vector<LabelIssue> issuesOfKinds(const std::vector<LabelIssue> &issues,
                                                    const std::vector<IssueKind> &kinds);

/// The reason as a sentence; `titles` names classes (none: none of the set).
[[nodiscard]] Message issueWords(const IssueReason &reason,
                                 const std::function<QString(const QStringList &)> &titles);

/// The label that the strongest suggestion would give; nothing where no reason suggests one.
[[nodiscard]] std::optional<SetLabel> suggestedLabel(const LabelIssue &issue, const IssueList &list,
                                                     const ExamRow &exam);

} // namespace retclip
