// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/history_search.h"
#include "ui/shell/app_context.h"
#include "ui/study/history_model.h"

#include <QDialog>
#include <QPointer>
#include <QTimer>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QTableView;
class QVBoxLayout;

namespace retclip {

class Job;

/// All that was ever done in the study: who, when, what; filtered by exam, person, kind and time. From a
/// line to its exams, or back to how things stood after it.
class HistoryDialog : public QDialog
{
    Q_OBJECT

public:
    /// `exam`: of one exam only; empty: of all.
    HistoryDialog(AppContext &context, const QString &exam, QWidget *parent);
    ~HistoryDialog() override;

    void showExam(const QString &exam);

signals:
    void shown(int lines); ///< The lines asked for are there; -1: they could not be read.

private:
    struct Page
    {
        QVector<HistoryRow> rows;
        QVector<HistoryCount> counts, all;
    };
    void makeFilters(QVBoxLayout &column);
    void makeTable();
    void look();
    void lookOn(); ///< The older lines, when the last one shown is reached.
    void take(const Page &page);
    void fillChoices(const QVector<HistoryCount> &counts);
    void sayCounts(const QVector<HistoryCount> &counts);
    [[nodiscard]] Result<HistoryQuery> asked();
    [[nodiscard]] const HistoryRow *current() const;
    void refresh();
    void showExams();
    void restore();

    AppContext &m_context;
    HistoryModel *m_model;
    QLineEdit *m_exam;
    QComboBox *m_person, *m_kind, *m_since;
    QLabel *m_counts;
    QTableView *m_table;
    QPushButton *m_exams, *m_restore;
    QTimer m_again;
    QPointer<Job> m_job;
    HistoryQuery m_query; ///< Of the lines that are shown.
    bool m_more = false;
};

} // namespace retclip
