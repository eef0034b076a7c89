// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/restore.h"
#include "ui/shell/app_context.h"

#include <QDialog>
#include <QPointer>

class QLabel;
class QPushButton;
class QTableView;

namespace retclip {

class ChangesModel;
class Job;

/// What going back to how things stood after a line of the history would change; then does it, as an
/// edit that undo takes back.
class RestoreDialog : public QDialog
{
    Q_OBJECT

public:
    RestoreDialog(AppContext &context, const HistoryRow &line, QWidget *parent);
    ~RestoreDialog() override;

signals:
    void planned(int changes); ///< -1: could not be worked out.

private:
    struct Preview
    {
        RestorePlan plan;
        std::vector<DescribedChange> words;
    };
    void plan();
    void take(Preview preview);
    void restore();

    AppContext &m_context;
    const HistoryRow m_line;
    RestorePlan m_plan;
    ChangesModel *m_model;
    QLabel *m_what, *m_rest;
    QTableView *m_table;
    QPushButton *m_restore;
    QPointer<Job> m_job;
};

} // namespace retclip
