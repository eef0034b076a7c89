// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/inspection/inspection.h"

#include <QFrame>
#include <QVector>

class QCheckBox;
class QComboBox;
class QLabel;
class QListWidget;
class QPlainTextEdit;
class QProgressBar;
class QPushButton;
class QSpinBox;

namespace retclip {

class Job;

/// The panel at the left: which run is evaluated how and on what, and the evaluations it has.
///
/// Threads: window only. It starts nothing itself: the workspace does what its signals ask.
class EvaluationForm : public QFrame
{
    Q_OBJECT

public:
    explicit EvaluationForm(QWidget *parent = nullptr);

    struct Choices
    {
        QVector<RunRow> runs; ///< Those that ended.
        QVector<LabelSet> labelSets;
        QVector<DatasetRow> datasets;
    };
    /// Keeps what was chosen where it is still there; `wanted` valid: chooses that run.
    void setChoices(const Choices &choices, RunId wanted);
    void clear();
    [[nodiscard]] const QVector<RunRow> &runs() const { return m_choices.runs; }
    [[nodiscard]] std::optional<RunRow> chosenRun() const;
    [[nodiscard]] EvaluationOrder order() const;
    [[nodiscard]] QString labelSet() const; ///< NAME or NAME/CLASS; empty: the study has none.
    [[nodiscard]] bool asksForRetrieval() const; ///< Which another workspace shows.

    /// The evaluations of the chosen run; `shown`: the row that is marked, -1 none.
    void setStored(const std::vector<EvaluationResult> &stored, int shown);
    /// What can be asked now. `writable`: the study is open and may be written.
    void adjust(bool studyOpen, bool writable);
    void setJob(Job *job); ///< Null: none runs.
    /// The first control, for the keyboard.
    [[nodiscard]] QWidget *firstField() const;

    void retranslate();

signals:
    void runChosen();
    void startAsked();
    void stopAsked();
    void importAsked(); ///< Predictions of another program.
    void storedChosen(int row);

private:
    void addField(QWidget *widget);
    void buildRun();
    void buildStored();
    void fieldsChanged();
    void showField(QWidget *widget, bool shown);

    Choices m_choices;
    QString m_filledFor; ///< The label set that prompts and eyes were last filled in for.
    bool m_studyOpen = false, m_writable = false, m_busy = false;
    QVector<QPair<QLabel *, QWidget *>> m_fields;
    QComboBox *m_run, *m_protocol, *m_labelSet, *m_dataset;
    QSpinBox *m_shots, *m_seeds;
    QCheckBox *m_perEye;
    QPlainTextEdit *m_prompts;
    QPushButton *m_start, *m_stop, *m_import;
    QProgressBar *m_progress;
    QLabel *m_storedTitle, *m_warning;
    QListWidget *m_list;
};

} // namespace retclip
