// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/dataset_diff.h"
#include "ui/shell/app_context.h"

#include <QPointer>
#include <QWidget>

class QComboBox;
class QLabel;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace retclip {

class Job;

/// What sets a dataset apart from another one, a line a kind of difference; each line is a selection.
class DatasetDiffPage : public QWidget
{
    Q_OBJECT

public:
    explicit DatasetDiffPage(AppContext &context, QWidget *parent = nullptr);
    ~DatasetDiffPage() override;

    /// The one dataset, and those that it may be compared with.
    void setDataset(const QString &name, const QStringList &others);

signals:
    void compared(int differences); ///< Lines that are not empty; -1: it could not be worked out.
    void opened(); ///< A selection was sent to Data.

private:
    void compare();
    void take(const DatasetDiff &diff);
    void addLine(QTreeWidgetItem *parent, const QString &title, const std::vector<ExamId> &exams, int &differences);
    void open();

    AppContext &m_context;
    QString m_name;
    QComboBox *m_other;
    QTreeWidget *m_list;
    QLabel *m_note;
    QPushButton *m_open;
    QPointer<Job> m_job;
    std::vector<std::vector<ExamId>> m_selections; ///< By line.
};

} // namespace retclip
