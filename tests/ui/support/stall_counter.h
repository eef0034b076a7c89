// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>
#include <QStringList>
#include <QTimer>

namespace retclip {

/// Counts how often the event loop of this thread was away for longer than 50 ms by its own doing:
/// time that the thread waited for a processor is taken off, where the system tells it (Linux), so
/// that other programs' work is not counted as the window's.
///
/// Threads: the one it was made on. Names the event that held the loop, to find the cause.
class StallCounter : public QObject
{
    Q_OBJECT

public:
    StallCounter();
    ~StallCounter() override;

    static constexpr qint64 limit_ms = 50;
    int ticks = 0;
    int stalls = 0;
    double longest_ms = 0;
    QStringList causes; ///< "63 ms: LayoutRequest of QWidget examGrid"

    /// What was passed in a call of its own, e.g. the paint of a tour's picture, does not count.
    void forgive() { m_last_ns = 0; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void tick();
    [[nodiscard]] qint64 waitedForProcessor_ns() const;

    QTimer m_timer;
    int m_schedule = -1; ///< File descriptor of the thread's own statistics.
    qint64 m_last_ns = 0, m_lastWait_ns = 0;
    qint64 m_eventBegan_ns = 0, m_worstEvent_ns = 0;
    QString m_event, m_worstEvent;
};

} // namespace retclip
