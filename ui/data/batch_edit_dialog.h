// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/edit_changes.h"
#include "core/study/restore.h"
#include "ui/shell/app_context.h"

#include <QDialog>
#include <QPointer>
#include <QTimer>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;
class QTableView;

namespace retclip {

class ChangesModel;
class Job;

/// One change of all exams of the selection, shown line by line before it is made: one edit, one undo.
class BatchEditDialog : public QDialog
{
    Q_OBJECT

public:
    BatchEditDialog(AppContext &context, QWidget *parent);
    ~BatchEditDialog() override;

signals:
    void previewed(int changes); ///< -1: nothing to show yet.

private:
    enum Kind { addTag, removeTag, label, comment, split, exclude, include, unsure, sure };
    struct Preview
    {
        qint64 changes = 0, exams = 0;
        std::vector<DescribedChange> words;
    };
    void makeForm();
    void fillClasses();
    void valueMoved();
    void preview();
    void take(Preview preview);
    void apply();
    [[nodiscard]] std::optional<EditAction> action() const; ///< Nothing: a value is missing.

    AppContext &m_context;
    const std::vector<ExamId> m_exams;
    QVector<LabelSet> m_sets;
    ChangesModel *m_model;
    QComboBox *m_kind, *m_tag, *m_set, *m_class, *m_eye, *m_split;
    QLineEdit *m_comment;
    QStackedWidget *m_values = nullptr;
    QLabel *m_counts;
    QTableView *m_table;
    QPushButton *m_apply = nullptr;
    QTimer m_timer;
    QString m_asked; ///< What the fields said when they were last looked at.
    QPointer<Job> m_job;
};

} // namespace retclip
