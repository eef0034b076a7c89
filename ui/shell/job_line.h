// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/app_context.h"

#include <QWidget>

class QLabel;
class QProgressBar;
class QToolButton;

namespace retclip {

class Job;

/// The line in the status bar for long work: name, bar, time left (after 3 s), cancel. With several
/// jobs, the newest and how many more.
class JobLine : public QWidget
{
    Q_OBJECT

public:
    explicit JobLine(JobPool &jobs, QWidget *parent = nullptr);

protected:
    void changeEvent(QEvent *event) override;

private:
    void refresh();

    JobPool &m_jobs;
    QLabel *m_title, *m_time;
    QProgressBar *m_bar;
    QToolButton *m_cancel;
};

/// "12 s", "3 min 20 s", "2 h 5 min", in the present language.
[[nodiscard]] QString durationText(double seconds);

} // namespace retclip
