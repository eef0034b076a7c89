// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/inspection/evaluation_groups.h"
#include "ui/shell/app_context.h"

#include <QPointer>
#include <QWidget>

class QComboBox;
class QLabel;
class QProgressBar;
class QPushButton;

namespace retclip {

class IntervalChart;
class Job;
class ShownEvaluation;

/// One metric in each group of patients that the study knows of, with its interval: where a model is
/// weaker than its headline. One class against the rest.
class SubgroupsPage : public QWidget
{
    Q_OBJECT

public:
    SubgroupsPage(AppContext &context, ShownEvaluation &shown, QWidget *parent = nullptr);
    void retranslate();

    [[nodiscard]] const std::vector<EvaluatedGroup> &groups() const { return m_groups; }
    [[nodiscard]] IntervalChart *chart() const { return m_chart; }
    [[nodiscard]] QComboBox *metricBox() const { return m_metric; }
    void pick(int row); ///< Selects the cases of a row, as a click does.

signals:
    void reviewAsked(); ///< Of the current selection.

protected:
    void showEvent(QShowEvent *event) override;

private:
    void compute();
    void fill();

    AppContext &m_context;
    ShownEvaluation &m_shown;
    QLabel *m_metricTitle, *m_text;
    QComboBox *m_metric;
    QProgressBar *m_progress;
    IntervalChart *m_chart;
    QPushButton *m_review;
    std::vector<EvaluatedGroup> m_groups;
    QPointer<Job> m_job;
    int m_asked = 0; ///< Answers to an earlier question are passed over.
    bool m_stale = true;
};

} // namespace retclip
