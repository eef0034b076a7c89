// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/run_transfer.h"
#include "ui/shell/app_context.h"

#include <QDialog>
#include <QPointer>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QSpinBox;

namespace retclip {

class Job;

/// Makes a folder of the form's run that another machine or a cluster can compute, says by which command, and
/// how the result comes back.
class ClusterDialog : public QDialog
{
    Q_OBJECT

public:
    ClusterDialog(AppContext &context, const RunConfig &config, const QString &dataset, const QString &name,
                  QWidget *parent = nullptr);

    [[nodiscard]] ClusterJob job() const;
    void setFolder(const QString &folder); ///< For scripts and tests, instead of Browse….
    void write();
    [[nodiscard]] QString told() const; ///< What will be, or was, written; or why it cannot.

signals:
    void written(const QString &folder);

private:
    void layOut();
    void tell();
    void showWritten(const ClusterJobWritten &written);

    AppContext &m_context;
    RunConfig m_config;
    QString m_dataset, m_name;
    QLineEdit *m_folder, *m_partition, *m_account;
    QSpinBox *m_nodes, *m_processes, *m_cores, *m_hours;
    QCheckBox *m_gpus, *m_photographs;
    QPlainTextEdit *m_setup, *m_commands;
    QLabel *m_told;
    QPushButton *m_browse, *m_write, *m_copy, *m_close;
    QPointer<Job> m_job;
};

} // namespace retclip
