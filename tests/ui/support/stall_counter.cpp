// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/stall_counter.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEvent>
#include <QMetaEnum>

#include <algorithm>
#include <cstdio>

#ifdef Q_OS_LINUX
#include <fcntl.h>
#include <unistd.h>
#endif

namespace retclip {

namespace {

qint64 now_ns()
{
    static const QElapsedTimer clock = [] {
        QElapsedTimer started;
        started.start();
        return started;
    }();
    return clock.nsecsElapsed() + 1;
}

} // namespace

StallCounter::StallCounter()
{
#ifdef Q_OS_LINUX
    m_schedule = ::open("/proc/thread-self/schedstat", O_RDONLY | O_CLOEXEC);
#endif
    m_timer.setInterval(5);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &StallCounter::tick);
    m_timer.start();
    QCoreApplication::instance()->installEventFilter(this);
}

StallCounter::~StallCounter()
{
#ifdef Q_OS_LINUX
    if (m_schedule >= 0)
        ::close(m_schedule);
#endif
}

qint64 StallCounter::waitedForProcessor_ns() const
{
#ifdef Q_OS_LINUX
    char text[96] = {};
    long long ran = 0, waited = 0;
    if (m_schedule >= 0 && ::pread(m_schedule, text, sizeof text - 1, 0) > 0
        && std::sscanf(text, "%lld %lld", &ran, &waited) == 2)
        return waited;
#endif
    return 0;
}

bool StallCounter::eventFilter(QObject *watched, QEvent *event)
{
    const qint64 now = now_ns();
    if (m_eventBegan_ns && now - m_eventBegan_ns > m_worstEvent_ns) {
        m_worstEvent_ns = now - m_eventBegan_ns;
        m_worstEvent = m_event;
    }
    m_eventBegan_ns = now;
    const char *name = QMetaEnum::fromType<QEvent::Type>().valueToKey(event->type());
    m_event = QStringLiteral("%1 of %2 %3")
                  .arg(name ? QString::fromLatin1(name) : QString::number(event->type()),
                       QString::fromLatin1(watched->metaObject()->className()),
                       watched->parent() ? watched->parent()->objectName() + QLatin1Char('/')
                               + watched->objectName()
                                         : watched->objectName());
    return false;
}

void StallCounter::tick()
{
    const qint64 now = now_ns();
    const qint64 waited = waitedForProcessor_ns();
    ++ticks;
    if (m_last_ns) {
        const double away_ms = double(now - m_last_ns - (waited - m_lastWait_ns)) / 1e6;
        longest_ms = std::max(longest_ms, away_ms);
        if (away_ms > limit_ms) {
            ++stalls;
            causes << QStringLiteral("%1 ms: %2").arg(away_ms, 0, 'f', 0).arg(m_worstEvent);
        }
    }
    m_last_ns = now;
    m_lastWait_ns = waited;
    m_worstEvent_ns = 0;
    m_worstEvent.clear();
}

} // namespace retclip
