// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/run_config.h"
#include "core/study/values.h"
#include "ui/train/run_field_row.h"

#include <QHash>
#include <QVector>
#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QScrollArea;
class QToolButton;
class QVBoxLayout;

namespace retclip {

/// The settings of a run as fields, made from run_fields(): label, unit, range, help, what the
/// paper did; what differs from the preset is dotted and goes back with one click. A value that
/// cannot be is refused in words beside its field, and the run cannot be started.
///
/// Threads: window only.
class RunForm : public QWidget
{
    Q_OBJECT

public:
    explicit RunForm(QWidget *parent = nullptr);

    void setPreset(const QString &name); ///< Starts anew from the preset's values.
    [[nodiscard]] QString presetName() const;
    void setDatasets(const QVector<DatasetRow> &datasets);
    void setLabelSets(const QVector<LabelSet> &sets);
    /// Checkpoints that a run can start from: shown name and file.
    void setStartingPoints(const QVector<QPair<QString, QString>> &files);
    void loadConfig(const RunConfig &config); ///< "Edit run": another run's values.

    /// The last values that were right; a relative file means one in the window's working folder.
    [[nodiscard]] RunConfig config() const;
    [[nodiscard]] QString dataset() const; ///< Empty: the whole study.
    [[nodiscard]] QString runName() const;
    [[nodiscard]] QString note() const;
    /// Why the run cannot be started now, in words; empty: it can.
    [[nodiscard]] QString refusal() const;
    /// What was typed into a field as it stands there; for tests and scripts.
    void typeInto(const QString &key, const QString &text);
    [[nodiscard]] QString errorOf(const QString &key) const;
    [[nodiscard]] bool isChanged(const QString &key) const;
    void resetField(const QString &key);
    [[nodiscard]] QStringList shownKeys() const;
    void showAdvanced(bool shown);

    /// The same run as a line for a terminal: only what differs from the preset.
    [[nodiscard]] QString commandLine(const QString &studyFolder) const;

    /// Emits helpWanted for the setting that was gone to last, or how to get help.
    void showHelpAgain();

signals:
    void changed();      ///< A right value, the dataset or the name.
    void refusalChanged();
    /// The help of the field that has the focus, as rich text.
    void helpWanted(const QString &title, const QString &html);
    void tokenizerTrainingWanted();
    /// To start from; it is typed in by whoever looked into it.
    void checkpointChosen(const QString &file);

protected:
    void changeEvent(QEvent *event) override;

private:
    void build();
    void addFields(bool advanced, QVBoxLayout &into);
    void addField(const FieldDescription &field, QVBoxLayout &into);
    void take(RunFieldRow &row, const QString &text);
    void retranslate();
    void showHelp(const RunFieldRow &row);
    [[nodiscard]] RunFieldRow *rowOf(const QString &key) const; ///< Null: not shown.

    QString m_helpKey; ///< Of the setting whose help is shown.
    RunConfig m_config, m_preset;
    RunFieldChoices m_choices;
    QVector<DatasetRow> m_datasets;
    QVector<RunFieldRow *> m_rows;
    QVector<QPair<QLabel *, const char *>> m_headings;
    bool m_advanced = false;

    QComboBox *m_presetBox = nullptr, *m_datasetBox = nullptr;
    QLabel *m_presetLabel = nullptr, *m_datasetLabel = nullptr, *m_nameLabel = nullptr,
           *m_noteLabel = nullptr, *m_presetHelp = nullptr;
    QLineEdit *m_name = nullptr;
    QPlainTextEdit *m_note = nullptr;
    QToolButton *m_more = nullptr;
    QScrollArea *m_scroll = nullptr;
    QWidget *m_page = nullptr;
};

} // namespace retclip
