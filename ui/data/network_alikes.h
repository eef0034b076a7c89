// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/inspection/embedding_duplicates.h"
#include "core/study/values.h"

#include <QPointer>
#include <QWidget>

#include <optional>
#include <vector>

class QComboBox;
class QLabel;
class QProgressBar;
class QPushButton;

namespace retclip {

class AppContext;
class Job;

/// Photographs that a run's network sees as nearly the same.
struct NetworkAlikeGroup
{
    EmbeddingGroup group;
    int patients = 1; ///< Different ones.
};
/// Those across patients first. Features are made where they are not there yet (minutes to hours; kept).
/// Threads: any; opens nothing but the study given. Errors: those of the backend, cancelled.
[[nodiscard]] Result<std::vector<NetworkAlikeGroup>>
networkAlikes(const Study &study, const RunRow &run, ModelBackend &backend, const ProgressCallback &progress,
              std::stop_token stop);

/// The row by which a run is chosen and asked: combo, button, progress, stop. What was found stays until
/// another run is asked or the study's contents change.
///
/// Threads: window only.
class NetworkAlikes : public QWidget
{
    Q_OBJECT

public:
    explicit NetworkAlikes(AppContext &context, QWidget *parent = nullptr);
    ~NetworkAlikes() override;

    /// The run that was asked, with its groups; nothing before.
    [[nodiscard]] const std::optional<RunRow> &run() const { return m_askedRun; }
    [[nodiscard]] const std::vector<NetworkAlikeGroup> &groups() const { return m_groups; }
    [[nodiscard]] bool isBusy() const { return m_job; }

public slots:
    void compare();
    void stop();

signals:
    void changed(); ///< groups() are others.

protected:
    void changeEvent(QEvent *event) override;

private:
    void loadRuns();
    void refresh();
    void retranslate();

    AppContext &m_context;
    QVector<RunRow> m_runs;
    std::optional<RunRow> m_askedRun;
    std::vector<NetworkAlikeGroup> m_groups;
    QPointer<Job> m_job;
    QLabel *m_title, *m_state;
    QComboBox *m_run;
    QPushButton *m_compare, *m_stop;
    QProgressBar *m_progress;
};

} // namespace retclip
