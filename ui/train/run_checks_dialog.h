// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/model_backend.h"
#include "ui/shell/app_context.h"

#include <QDialog>
#include <QPointer>
#include <QVector>

class QLabel;
class QProgressBar;
class QPushButton;
class QTreeWidget;

namespace retclip {

class Job;

/// Checks of a run before it is started, in a job: the doctor, or the proof that it can be resumed.
/// Lines come as checks end; it can be stopped, and its findings saved as a report.
///
/// Threads: window only.
class RunChecksDialog : public QDialog
{
    Q_OBJECT

public:
    enum class What { doctor, proof };
    RunChecksDialog(AppContext &context, What what, const RunConfig &config, const QString &dataset,
                    QWidget *parent = nullptr);
    ~RunChecksDialog() override;

    [[nodiscard]] const QVector<RunCheck> &checks() const { return m_checks; }
    [[nodiscard]] bool isRunning() const { return !m_job.isNull(); }
    void stop();
    /// A page for people, or JSON Lines where the name ends so.
    [[nodiscard]] Result<void> saveReport(const QString &file) const;

private:
    void start();
    void add(const RunCheck &check);
    void ended(const Result<void> &outcome);
    void askWhereToSave();
    [[nodiscard]] QString report() const;

    AppContext &m_context;
    const What m_what;
    const RunConfig m_config;
    const QString m_dataset;
    QLabel *m_intro = nullptr, *m_verdict = nullptr;
    QTreeWidget *m_list = nullptr;
    QProgressBar *m_busy = nullptr;
    QPushButton *m_stop = nullptr, *m_save = nullptr, *m_again = nullptr, *m_close = nullptr;
    QPointer<Job> m_job;
    QVector<RunCheck> m_checks;
};

} // namespace retclip
