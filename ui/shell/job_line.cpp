// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/job_line.h"

#include "core/jobs/job.h"
#include "ui/shell/notifications.h"
#include "ui/shell/theme.h"

#include <QCoreApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QToolButton>

#include <cmath>

namespace retclip {

QString durationText(double seconds)
{
    const qint64 whole = qint64(std::ceil(seconds));
    if (whole < 60)
        return QCoreApplication::translate("Duration", "%1 s").arg(whole);
    if (whole < 3600)
        return QCoreApplication::translate("Duration", "%1 min %2 s").arg(whole / 60).arg(whole % 60);
    return QCoreApplication::translate("Duration", "%1 h %2 min").arg(whole / 3600).arg(whole % 3600 / 60);
}

JobLine::JobLine(JobPool &jobs, QWidget *parent) : QWidget(parent), m_jobs(jobs)
{
    setObjectName(QStringLiteral("jobLine"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::s);
    m_title = new QLabel(this);
    setLook(m_title, "caption");
    m_bar = new QProgressBar(this);
    m_bar->setFixedWidth(160);
    m_bar->setTextVisible(false);
    m_time = new QLabel(this);
    setLook(m_time, "caption");
    m_cancel = new QToolButton(this);
    m_cancel->setIcon(theme().icon(QStringLiteral("cancel")));
    row->addWidget(m_title);
    row->addWidget(m_bar);
    row->addWidget(m_time);
    row->addWidget(m_cancel);
    connect(m_cancel, &QToolButton::clicked, this, [this] {
        const QVector<Job *> shown = m_jobs.shown();
        if (!shown.isEmpty())
            shown.last()->cancel();
    });
    connect(&jobs, &JobPool::jobStarted, this, [this](Job *job) {
        connect(job, &Job::progressed, this, &JobLine::refresh);
        connect(job, &Job::ended, this, &JobLine::refresh);
        refresh();
    });
    connect(&jobs, &JobPool::jobEnded, this, &JobLine::refresh);
    refresh();
}

void JobLine::refresh()
{
    const QVector<Job *> shown = m_jobs.shown();
    setVisible(!shown.isEmpty());
    if (shown.isEmpty())
        return;
    const Job *job = shown.last();
    const Progress progress = job->progress();
    QString title = job->title();
    const QString what = translated(progress.what);
    if (!what.isEmpty() && what != title)
        title += QStringLiteral(" · ") + what;
    if (shown.size() > 1)
        title += QStringLiteral("  ") + tr("and %n more", nullptr, int(shown.size()) - 1);
    m_title->setText(fontMetrics().elidedText(title, Qt::ElideMiddle, 420));
    m_title->setToolTip(title);
    if (progress.total > 0) {
        m_bar->setRange(0, 1000);
        m_bar->setValue(int(1000 * progress.done / progress.total));
    } else {
        m_bar->setRange(0, 0);
    }
    m_time->setText(progress.seconds_left >= 0 ? tr("%1 left").arg(durationText(progress.seconds_left))
                                               : QString());
    m_cancel->setToolTip(tr("Stop this; what is finished is kept"));
    m_cancel->setAccessibleName(m_cancel->toolTip());
}

void JobLine::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        refresh();
}

} // namespace retclip
