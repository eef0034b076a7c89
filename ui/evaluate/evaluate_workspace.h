// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/inspection/inspection.h"
#include "ui/shell/workspace.h"

#include <QPointer>

class QComboBox;
class QLabel;
class QPushButton;
class QStackedWidget;
class QTabWidget;

namespace retclip {

class BenchmarksPage;
class CalibrationPage;
class ComparePage;
class ConfusionView;
class EvaluationForm;
class Job;
class OperatingPage;
class OverviewPage;
class ShownEvaluation;
class SubgroupsPage;

/// Evaluate: how well a run predicts a label set, with intervals, and from every cell to its cases.
/// The form at the left says what is evaluated; the tabs look at one evaluation from five sides.
class EvaluateWorkspace : public Workspace
{
    Q_OBJECT

public:
    explicit EvaluateWorkspace(AppContext &context, QWidget *parent = nullptr);
    ~EvaluateWorkspace() override;

    QString id() const override { return QStringLiteral("evaluate"); }
    QString title() const override { return tr("Evaluate"); }
    QString iconName() const override { return QStringLiteral("evaluate"); }
    void studyChanged(StudyDocument *document) override;
    void arrive() override;
    QWidget *canvas() override;
    QList<QAction *> commands() const override { return m_commands; }
    void retranslate() override;

    enum class Tab { overview, operatingPoint, calibration, compare, subgroups };
    void showTab(Tab tab);
    void showBenchmarks(bool shown); ///< In place of the evaluation.
    [[nodiscard]] BenchmarksPage *benchmarksPage() const { return m_benchmarks; }

    void showRun(RunId id);
    /// Shows a finished evaluation, e.g. a stored one.
    void showResult(const EvaluationResult &result);
    [[nodiscard]] const std::optional<EvaluationResult> &result() const;
    [[nodiscard]] ConfusionView *confusion() const; ///< Of the overview.
    [[nodiscard]] OperatingPage *operatingPage() const { return m_operating; }
    [[nodiscard]] CalibrationPage *calibrationPage() const { return m_calibration; }
    [[nodiscard]] ComparePage *comparePage() const { return m_compare; }
    [[nodiscard]] SubgroupsPage *subgroupsPage() const { return m_subgroups; }
    [[nodiscard]] QString methodsSentence() const;
    [[nodiscard]] QString csv() const;
    void run(); ///< What the button does.
    /// Writes the evaluation shown as a page (HTML, PDF) or as numbers (CSV), by the file's ending;
    /// empty: asks for the file. Long work: a job.
    void saveReport(QString file = {});
    /// Takes in another program's predictions (CSV; empty: asks) for the label set chosen, and
    /// evaluates them like a run's own.
    void importPredictions(QString file = {});

private:
    QWidget *buildResult();
    void addActions();
    void loadRuns();
    void loadStored();
    void adjustForm();
    void showHeading();
    void review();
    void start(const RunRow &run, const EvaluationOrder &order);

    RunId m_wanted;
    std::vector<EvaluationResult> m_stored;
    QPointer<Job> m_job;

    ShownEvaluation *m_shown;
    EvaluationForm *m_form;
    QStackedWidget *m_pages;
    QLabel *m_empty, *m_heading;
    QComboBox *m_classBox;
    QPushButton *m_copyCsv, *m_copyMethods, *m_report;
    QTabWidget *m_tabs;
    OverviewPage *m_overview;
    OperatingPage *m_operating;
    CalibrationPage *m_calibration;
    ComparePage *m_compare;
    SubgroupsPage *m_subgroups;
    BenchmarksPage *m_benchmarks;
    QPushButton *m_benchmarksButton;
    QList<QAction *> m_commands;
};

[[nodiscard]] Workspace *makeEvaluateWorkspace(AppContext &context);

} // namespace retclip
