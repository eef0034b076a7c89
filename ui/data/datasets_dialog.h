// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/dataset_diff.h"
#include "ui/shell/app_context.h"

#include <QDialog>
#include <QPointer>

class QLabel;
class QListWidget;
class QPushButton;
class QTabWidget;

namespace retclip {

class BalanceView;
class DatasetDiffPage;
class DatasetSheetPage;
class Job;

/// The study's datasets: what each holds and how it is shared out, what sets two versions apart, the data
/// sheet; and whether it is still what was frozen.
class DatasetsDialog : public QDialog
{
    Q_OBJECT

public:
    DatasetsDialog(AppContext &context, QWidget *parent);
    ~DatasetsDialog() override;

    void choose(const QString &name);

signals:
    void profiled(int rows);

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    void makeLeft(QWidget *left);
    void makeRight(QWidget *right);
    void list();
    void showDataset();
    void profile();
    void verify();
    void openRow(const QString &field, const QString &value);
    [[nodiscard]] QString current() const;

    AppContext &m_context;
    QListWidget *m_list;
    QLabel *m_facts, *m_verdict;
    QPushButton *m_verify;
    QTabWidget *m_pages;
    BalanceView *m_balance;
    DatasetDiffPage *m_diff;
    DatasetSheetPage *m_sheet;
    QPointer<Job> m_job, m_verifyJob;
};

} // namespace retclip
