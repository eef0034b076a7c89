// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/study/edit.h"
#include "core/study/exam_set.h"
#include "core/study/values.h"
#include "ui/shell/app_context.h"

#include <QColor>
#include <QDateTime>
#include <QWidget>

#include <optional>
#include <vector>

class QComboBox;
class QHBoxLayout;
class QLabel;
class QToolButton;

namespace retclip {

class KeyFilter;

/// Which eyes the next label is for.
enum class EyeTarget { right, left, both };

/// Turns keys into edits of the study, on whatever exams the workspace names. Every edit is on disk
/// when a function returns.
class Labeller : public QObject
{
    Q_OBJECT

public:
    explicit Labeller(AppContext &context, QObject *parent = nullptr);

    void studyChanged();
    [[nodiscard]] const QVector<LabelSet> &sets() const { return m_sets; }
    [[nodiscard]] const LabelSet *current() const; ///< Null: the study has no label set.
    void setCurrent(int place);
    [[nodiscard]] EyeTarget eyes() const { return m_eyes; }
    void setEyes(EyeTarget eyes);
    [[nodiscard]] QDateTime lastSaved() const { return m_lastSaved; }

    /// The classes a key may give: of a binary set also its absence, with an empty name.
    struct Choice
    {
        int key = 0;
        QString name;  ///< Empty: none of the set.
        QString title; ///< In the present language.
        QString help{};  ///< Title and definition.
        QColor colour{}; ///< Of the class; not valid for "none of the set".
    };
    [[nodiscard]] QVector<Choice> choices() const;

    /// Keys 1–9. Says whether it was a choice that a single-choice scheme goes on after.
    bool applyKey(int key, const std::vector<ExamId> &exams);
    void clear(const std::vector<ExamId> &exams); ///< 0
    // Taken away where all have it, else given to all.
    void toggleUnsure(const std::vector<ExamId> &exams);
    void toggleExcluded(const std::vector<ExamId> &exams);
    void toggleTag(const QString &tag, const std::vector<ExamId> &exams);
    void askForTag(const std::vector<ExamId> &exams, QWidget *parent);
    void askForComment(const ExamRow &exam, QWidget *parent);
    void askForNewSet(QWidget *parent);
    /// Definitions and colours of the current set, and classes it lacks.
    void askForDefinitions(QWidget *parent);
    /// Reads the sets again where an edit or its undoing changed them.
    void setsMayHaveChanged();

    static QString poorImageTag() { return QStringLiteral("poor image"); }

signals:
    void changed(); ///< Sets, current set, eyes.
    void saved();

private:
    bool apply(const EditAction &action, const std::vector<ExamId> &exams);
    void toggle(const Result<ExamSet> &having, const EditAction &give, const EditAction &takeAway,
                const std::vector<ExamId> &exams);
    [[nodiscard]] std::vector<std::optional<Laterality>> targets() const;

    AppContext &m_context;
    QVector<LabelSet> m_sets;
    int m_current = 0;
    EyeTarget m_eyes = EyeTarget::both;
    QDateTime m_lastSaved;
};

/// The row of classes with their keys, the eyes they are for, and when the last edit was saved.
class LabelRow : public QWidget
{
    Q_OBJECT

public:
    explicit LabelRow(Labeller &labeller, QWidget *parent = nullptr);
    /// Marks what holds for this exam.
    void showExam(const std::optional<ExamRow> &exam);

signals:
    void keyChosen(int key);
    void clearChosen();

protected:
    void changeEvent(QEvent *event) override;

private:
    void rebuild();
    void refresh();

    Labeller &m_labeller;
    std::optional<ExamRow> m_exam;
    QComboBox *m_sets;
    QHBoxLayout *m_classes;
    QLabel *m_for, *m_saved;
    QToolButton *m_right, *m_left, *m_both, *m_newSet, *m_editSet, *m_clear;
    QVector<QPair<QToolButton *, QString>> m_buttons; ///< Button and class.
};

} // namespace retclip
