// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/inspection/inspection.h"
#include "ui/evaluate/evaluation_cases.h"
#include "ui/shell/workspace.h"

#include <QPointer>
#include <QVector>

class QCheckBox;
class QComboBox;
class QFrame;
class QGridLayout;
class QLabel;
class QListWidget;
class QPlainTextEdit;
class QProgressBar;
class QPushButton;
class QSpinBox;
class QStackedWidget;
class QTableWidget;
class QTimer;

namespace retclip {

class ConfusionView;
class IntervalChart;
class Job;
class RocChart;

/// Evaluate: how well a run predicts a label set, with intervals, and from every cell to its cases.
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

    void showRun(RunId id);
    /// Shows a finished evaluation, e.g. a stored one.
    void showResult(const EvaluationResult &result);
    [[nodiscard]] const std::optional<EvaluationResult> &result() const { return m_result; }
    [[nodiscard]] ConfusionView *confusion() const { return m_confusion; }
    [[nodiscard]] QString methodsSentence() const;
    [[nodiscard]] QString csv() const;
    void run(); ///< What the button does.

private:
    void buildLeft(QFrame &left);
    QWidget *buildResultPage();
    void loadRuns();
    void loadStored();
    void adjustFields();
    [[nodiscard]] EvaluationOrder order() const;
    [[nodiscard]] std::optional<RunRow> chosenRun() const;
    void showTiles();
    void showCurves();
    void showClasses();
    void showComparison();
    void pickCell(int truth, int prediction);
    void setThreshold(std::optional<double> threshold);
    [[nodiscard]] QString classTitle(int place) const;
    [[nodiscard]] QString confusionTitle(int place) const; ///< Of a row or column.
    [[nodiscard]] std::function<QString()> cellSentence(int truth, int prediction,
                                                        int count) const;

    QVector<RunRow> m_runs;
    QVector<LabelSet> m_labelSets;
    std::optional<EvaluationResult> m_result;
    std::vector<EvaluationResult> m_stored, m_otherStored;
    EvaluationCases m_cases;
    int m_class = 0;
    std::optional<double> m_threshold;
    RunId m_wanted;
    QPointer<Job> m_job;

    QComboBox *m_run = nullptr, *m_other = nullptr, *m_protocol = nullptr, *m_labelSet = nullptr,
              *m_dataset = nullptr;
    QSpinBox *m_shots = nullptr, *m_seeds = nullptr;
    QCheckBox *m_perEye = nullptr;
    QPlainTextEdit *m_prompts = nullptr;
    QVector<QPair<QLabel *, QWidget *>> m_fields;
    QPushButton *m_start = nullptr, *m_stop = nullptr;
    QProgressBar *m_progress = nullptr;
    QLabel *m_storedLabel = nullptr, *m_warning = nullptr;
    QListWidget *m_list = nullptr;

    QStackedWidget *m_pages = nullptr;
    QLabel *m_empty = nullptr, *m_heading = nullptr, *m_chosen = nullptr, *m_thresholdText = nullptr,
           *m_confusionTitle = nullptr, *m_classesTitle = nullptr, *m_compareTitle = nullptr;
    struct Tile
    {
        QFrame *box;
        QLabel *name, *value, *interval;
    };
    QVector<Tile> m_tiles;
    ConfusionView *m_confusion = nullptr;
    RocChart *m_roc = nullptr, *m_pr = nullptr;
    IntervalChart *m_intervals = nullptr;
    QTableWidget *m_classTable = nullptr, *m_compareTable = nullptr;
    QComboBox *m_classBox = nullptr;
    QFrame *m_compareCard = nullptr;
    QPushButton *m_copyCsv = nullptr, *m_copyMethods = nullptr, *m_resetThreshold = nullptr,
                *m_review = nullptr;
    QList<QAction *> m_commands;
};

/// A metric's name and its definition in a sentence, for tiles and tool tips.
[[nodiscard]] QString evaluationMetricName(const std::string &name);
[[nodiscard]] QString evaluationMetricDefinition(const std::string &name);

[[nodiscard]] Workspace *makeEvaluateWorkspace(AppContext &context);

} // namespace retclip
