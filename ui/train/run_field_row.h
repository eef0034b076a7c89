// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/run_config.h"
#include "core/study/values.h"

#include <QVector>
#include <QWidget>

class QLabel;
class QToolButton;

namespace retclip {

/// What the study offers to choose from, for the fields that choose among it.
struct RunFieldChoices
{
    QVector<LabelSet> labelSets;
    QVector<QPair<QString, QString>> startingPoints; ///< Shown name and file.
};

/// One setting of a run: its name, a field to type or choose in, its unit, why a value was refused,
/// and a dot that takes back what differs from the preset. Knows no other setting: what is typed is
/// judged by the form.
class RunFieldRow : public QWidget
{
    Q_OBJECT

public:
    RunFieldRow(const FieldDescription &field, const RunFieldChoices &choices,
                QWidget *parent = nullptr);

    [[nodiscard]] const FieldDescription &field() const { return m_field; }
    [[nodiscard]] bool is(const QString &key) const { return key == QLatin1String(m_field.key); }

    /// As in RunConfig; while the typed one is refused it stays.
    void showValue(const RunConfig &config);
    void typeText(const QString &text); ///< Into a line; other fields do not take text.
    /// Marks what differs from the preset, and the refusal.
    void showState(const RunConfig &config, const RunConfig &preset);
    void refuse(const Error &error);
    void accept() { m_refusal.clear(); }
    [[nodiscard]] const QString &refusal() const { return m_refusal; } ///< In words; empty: none.
    /// What it does, its range, the preset's value, what was published: as rich text.
    [[nodiscard]] QString help(const RunConfig &config, const RunConfig &preset) const;
    void retranslate();

signals:
    void edited(const QString &text);
    void resetWanted();
    void entered(); ///< The focus came.
    void fileChosen(const QString &file);
    void tokenizerTrainingWanted();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *makeEditor(const RunFieldChoices &choices);
    QWidget *makeLabelSetBox(const QVector<LabelSet> &sets);
    QWidget *makeStartBox(const QVector<QPair<QString, QString>> &files);
    QWidget *makeAid(); ///< The button beside it; null: none.
    void tell(const QString &text);

    const FieldDescription &m_field;
    QToolButton *m_dot;
    QLabel *m_label, *m_unit, *m_error;
    QWidget *m_editor;
    QString m_refusal;
    bool m_filling = false; ///< By the program: not an edit.
};

/// A text of the table of fields in the present language; null and empty: empty.
[[nodiscard]] QString runFieldText(const char *text);

} // namespace retclip
