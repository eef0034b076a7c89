// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/inspection/evaluation_comparison.h"
#include "ui/shell/app_context.h"

#include <QPointer>
#include <QVector>
#include <QWidget>

class QComboBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QTableWidget;

namespace retclip {

class Job;
class ShownEvaluation;

/// The evaluation shown against another one on the test cases that both have: AUROCs with DeLong's
/// interval, bootstrap over patients, McNemar, Holm over the classes; a row leads to the cases on
/// which the two differ.
class ComparePage : public QWidget
{
    Q_OBJECT

public:
    ComparePage(AppContext &context, ShownEvaluation &shown, QWidget *parent = nullptr);
    void retranslate();

    void setRuns(const QVector<RunRow> &runs); ///< Those that can be compared with.
    void compareWith(const EvaluationResult &other);
    [[nodiscard]] const std::optional<RunComparison> &comparison() const { return m_comparison; }
    [[nodiscard]] QComboBox *runBox() const { return m_run; }
    [[nodiscard]] QComboBox *evaluationBox() const { return m_evaluation; }
    [[nodiscard]] QTableWidget *table() const { return m_table; }
    [[nodiscard]] QString remark() const; ///< What was left out, or why nothing can be compared.

signals:
    void reviewAsked(); ///< Of the current selection.

protected:
    void showEvent(QShowEvent *event) override;

private:
    void loadEvaluations();
    void listEvaluations();
    void resultChanged();
    void fill();
    void fillMetrics();
    void pickRow(int row);

    struct Contents
    {
        PairedEvaluations paired;
        RunComparison comparison;
    };

    AppContext &m_context;
    ShownEvaluation &m_shown;
    QLabel *m_runTitle, *m_evaluationTitle, *m_remark, *m_explanation, *m_metricsTitle;
    QComboBox *m_run, *m_evaluation;
    QProgressBar *m_progress;
    QTableWidget *m_table, *m_metrics;
    QPushButton *m_review;
    QVector<RunRow> m_runs;
    std::vector<EvaluationResult> m_stored;
    std::optional<EvaluationResult> m_other;
    std::optional<PairedEvaluations> m_paired;
    std::optional<RunComparison> m_comparison;
    std::optional<Error> m_problem;
    QPointer<Job> m_job;
    int m_asked = 0; ///< Answers to an earlier question are passed over.
    bool m_stale = true;
};

} // namespace retclip
