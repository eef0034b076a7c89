// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/app_context.h"

#include <QPointer>
#include <QTimer>

namespace retclip {

class Job;

/// Looks after the open study behind the window, once a day: checks it and, where it is sound, keeps a
/// backup of the day. What it finds is told; it changes nothing.
class StudyCare : public QObject
{
    Q_OBJECT

public:
    explicit StudyCare(AppContext &context, QObject *parent = nullptr);
    ~StudyCare() override;

    void lookNow(); ///< As when its time has come.

signals:
    void looked(int problems); ///< -1: it could not look.

private:
    void begin();

    AppContext &m_context;
    QTimer m_timer;
    QPointer<Job> m_job;
};

} // namespace retclip
