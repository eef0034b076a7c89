// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/data_sheet.h"
#include "ui/shell/app_context.h"

#include <QPlainTextEdit>
#include <QPointer>
#include <QWidget>

class QLabel;
class QPushButton;
class QScrollArea;

namespace retclip {

class Job;

/// A field that says when one leaves it.
class AnswerEdit : public QPlainTextEdit
{
    Q_OBJECT

public:
    using QPlainTextEdit::QPlainTextEdit;

signals:
    void left();

protected:
    void focusOutEvent(QFocusEvent *event) override;
};

/// The data sheet of a dataset: what the study answers, and fields for what only a person knows. An
/// answer is kept when one leaves its field.
class DatasetSheetPage : public QWidget
{
    Q_OBJECT

public:
    explicit DatasetSheetPage(AppContext &context, QWidget *parent = nullptr);
    ~DatasetSheetPage() override;

    void setDataset(const QString &name);
    void keepAll(); ///< What is typed and not kept yet.

signals:
    void filled(int blanks);

private:
    void fill();
    void take(const DataSheet &sheet, const QHash<QString, QString> &answers);
    void keep(AnswerEdit *edit);
    void saveAs();

    AppContext &m_context;
    QString m_name;
    QLabel *m_blanks;
    QPushButton *m_save;
    QScrollArea *m_area;
    QVector<AnswerEdit *> m_edits;
    QPointer<Job> m_job;
};

} // namespace retclip
