// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/inspection/likeness.h"

#include <QObject>
#include <QPointer>
#include <QString>
#include <QStringList>
#include <QVector>

#include <memory>
#include <optional>
#include <vector>

namespace retclip {

class AppContext;
class Job;

/// An exam that others shall be like, or not.
struct LikenessMark
{
    ExamId exam;
    QString code;
    bool like = true;
};

/// "More like these, less like those": the marks, by what is compared, and the search in a job. What is
/// compared by is made at the first search and kept until the study's contents change.
///
/// Threads: window only.
class LikenessSearch : public QObject
{
    Q_OBJECT

public:
    explicit LikenessSearch(AppContext &context, QObject *parent = nullptr);
    ~LikenessSearch() override;

    void studyChanged();
    [[nodiscard]] bool isOn() const { return !m_marks.isEmpty(); }
    [[nodiscard]] const QVector<LikenessMark> &marks() const { return m_marks; }
    /// Marks the exams; those marked so already lose the mark.
    void mark(const std::vector<ExamRow> &exams, bool like);
    void unmark(ExamId exam);
    void end(); ///< Forgets the marks.

    /// Runs whose embeddings can be compared; newest first.
    [[nodiscard]] const QVector<RunRow> &runs() const { return m_runs; }
    [[nodiscard]] std::optional<RunRow> run() const; ///< Chosen; nothing: without a run.
    void chooseRun(RunId run);                       ///< Not valid: without a run.
    [[nodiscard]] LikenessOf what() const { return m_what; }
    void chooseWhat(LikenessOf what);

    /// Among the exams of a query; found() or failed() follows, unless another search is begun before.
    void search(const QString &where);
    [[nodiscard]] Job *job() const; ///< Null: nothing is being done.
    void stop();
    [[nodiscard]] const LikenessAnswer &answer() const { return m_answer; }
    /// "200 exams most like 10023-1, unlike 10055-1, by embeddings of run 7"
    [[nodiscard]] QString sentence() const;

signals:
    void changed(); ///< Marks or what is compared: search again.
    void started();
    void found();
    void failed(const retclip::Error &error); ///< Stopped too.

private:
    void loadRuns();

    AppContext &m_context;
    QVector<LikenessMark> m_marks;
    QVector<RunRow> m_runs;
    RunId m_run;
    bool m_runChosen = false; ///< By a person; else the newest finished one is taken.
    LikenessOf m_what = LikenessOf::photographs;
    std::shared_ptr<const LikenessIndex> m_index; ///< Of that run and that what; null: to be made.
    QPointer<Job> m_job;
    int m_generation = 0; ///< Of what is wanted; answers of an earlier one are dropped.
    LikenessAnswer m_answer;
};

} // namespace retclip
