// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fidelity/verification.h"
#include "core/jobs/job.h"
#include "ui/shell/app_context.h"

#include <QDialog>
#include <QElapsedTimer>
#include <QPointer>

#include <memory>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QRadioButton;
class QTableView;

namespace retclip {

class DifferingFilter;
class VerifyModel;

/// Help, Verify: compares what this installation computes with reference numbers, and writes the
/// report that a reviewer may read.
///
/// Threads: window only; the comparisons run in a job and stop when the page is closed.
class VerifyPage : public QDialog
{
    Q_OBJECT

public:
    VerifyPage(AppContext &context, QWidget *parent);
    ~VerifyPage() override;

    [[nodiscard]] const Verification &verification() const { return m_verification; }
    [[nodiscard]] bool isRunning() const { return m_job; }

    void chooseFolder(const QString &folder); ///< Empty: the built-in set.
    void start();
    void stop();
    /// Asks for a name where `file` is empty.
    void saveReport(QString file = {});

signals:
    void ended(); ///< Agreed, differed, failed or stopped.

protected:
    void changeEvent(QEvent *event) override;

private:
    struct Inbox;

    void makeSource();
    void makeTable();
    void retranslate();
    void refresh();
    void takeCases();
    void finish(const Result<void> &outcome);
    void findDevices();

    AppContext &m_context;
    std::shared_ptr<Inbox> m_inbox; ///< Filled by the job's thread.
    QPointer<Job> m_job;
    Verification m_verification;
    QElapsedTimer m_clock;
    QString m_trouble; ///< Why there is no result.
    VerifyModel *m_model = nullptr;
    DifferingFilter *m_filter = nullptr;

    QLabel *m_purpose = nullptr, *m_deviceLabel = nullptr, *m_left = nullptr, *m_summary = nullptr,
           *m_tolerances = nullptr;
    QRadioButton *m_builtIn = nullptr, *m_ownFolder = nullptr;
    QLineEdit *m_folder = nullptr;
    QPushButton *m_browse = nullptr, *m_run = nullptr, *m_save = nullptr, *m_close = nullptr;
    QComboBox *m_device = nullptr;
    QProgressBar *m_progress = nullptr;
    QCheckBox *m_onlyDiffering = nullptr;
    QTableView *m_table = nullptr;
};

} // namespace retclip
