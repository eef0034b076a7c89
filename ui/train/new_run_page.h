// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/values.h"
#include "ui/shell/app_context.h"
#include "ui/train/preflight.h"
#include "ui/train/run_checks_dialog.h"

#include <QPointer>
#include <QWidget>

class QLabel;
class QPushButton;
class QTextBrowser;
class QTimer;
class QVBoxLayout;

namespace retclip {

class Job;
class RunForm;

/// The page of a new run: its form, help that follows the focus, and the check before the run
/// (counts, memory and time), which is done anew as settings change.
class NewRunPage : public QWidget
{
    Q_OBJECT

public:
    explicit NewRunPage(AppContext &context, QWidget *parent = nullptr);

    void begin(const QString &preset); ///< A new run from a preset.
    void begin(const RunRow &like);    ///< "Edit run": the same settings again.
    void studyChanged();
    void retranslate();
    [[nodiscard]] RunForm *form() const { return m_form; }
    [[nodiscard]] const QVector<PreflightLine> &lines() const { return m_lines; }

signals:
    void queued(retclip::RunId id);
    void cancelled();

protected:
    void changeEvent(QEvent *event) override;

private:
    enum class When { queued, first };
    void submit(When when);
    void loadChoices();
    void check();          ///< Counts and memory, after a pause in typing.
    void measure();        ///< Time, by real steps.
    void openChecks(RunChecksDialog::What what);
    void allowChecks();    ///< Only while no run computes.
    void openSweep();
    void openCluster();
    void showLines();
    void showRefusal();

    AppContext &m_context;
    RunForm *m_form = nullptr;
    QTextBrowser *m_help = nullptr;
    QLabel *m_title = nullptr, *m_helpTitle = nullptr, *m_checkTitle = nullptr,
           *m_refusal = nullptr;
    QPushButton *m_queue = nullptr, *m_start = nullptr, *m_copy = nullptr, *m_cancel = nullptr,
                *m_measure = nullptr, *m_doctor = nullptr, *m_prove = nullptr, *m_sweep = nullptr, *m_cluster = nullptr;
    QVBoxLayout *m_lineBox = nullptr;
    QTimer *m_wait = nullptr;
    QPointer<Job> m_countJob, m_estimateJob, m_submitJob;
    std::optional<PreflightFacts> m_facts;
    std::optional<RunEstimate> m_estimate;
    QString m_trouble;
    QVector<PreflightLine> m_lines;
    bool m_measuring = false;
};

} // namespace retclip
