// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/pause_bar.h"

#include "ui/shell/notifications.h"
#include "ui/shell/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QTimer>

#include <utility>

namespace retclip {

PauseBar::PauseBar(QWidget *parent) : QFrame(parent)
{
    setLook(this, "raised");
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(space::m, space::xs, space::xs, space::xs);
    m_text = new QLabel;
    m_back = new QPushButton;
    layout->addWidget(m_text, 1);
    layout->addWidget(m_back);
    hide();
    m_timer = new QTimer(this);
    m_timer->setSingleShot(true);
    m_timer->setInterval(5000);
    connect(m_back, &QPushButton::clicked, this, &PauseBar::takeBack);
    connect(m_timer, &QTimer::timeout, this, [this] {
        if (const RunId run = end(); run.valid())
            emit due(run);
    });
}

void PauseBar::begin(RunId run)
{
    m_run = run;
    m_text->setText(
        tr("Run %1 pauses in 5 seconds: checkpoint, stop, release the device.").arg(run.value));
    show();
    m_timer->start();
}

void PauseBar::takeBack()
{
    (void)end();
}

RunId PauseBar::end()
{
    m_timer->stop();
    hide();
    return std::exchange(m_run, RunId());
}

void PauseBar::offer(Notifications &notifications)
{
    if (!isWaiting())
        return;
    notifications.offer(
        {message(QT_TRANSLATE_NOOP("Message", "Run %1 pauses: checkpoint, stop, release the device."),
                 {std::to_string(m_run.value)}),
         message(QT_TRANSLATE_NOOP("Message", "Do not pause")), m_timer->remainingTime(),
         [here = QPointer<PauseBar>(this), run = m_run] {
             if (here && here->m_run == run)
                 here->takeBack();
         }});
}

void PauseBar::retranslate()
{
    m_back->setText(tr("Do not pause"));
}

} // namespace retclip
