// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/run_queue.h"
#include "core/study/values.h"

#include <QFrame>
#include <QVector>

class QLabel;

namespace retclip {

class RunHistory;

/// The newest figures of a run in a row: step, epoch, loss, best validation, speed, memory, time.
class RunFigures : public QFrame
{
    Q_OBJECT

public:
    explicit RunFigures(QWidget *parent = nullptr);

    /// Without a history, or with an empty one, there are dashes.
    void showRun(const RunRow &run, const RunHistory *history, const RunQueue::Live &live);
    void retranslate(); ///< Captions; showRun() says the figures anew.

private:
    enum Figure { step, epoch, loss, bestValidation, speed, memory, duration, figureCount };

    QVector<QPair<QLabel *, QLabel *>> m_figures; ///< Caption and value.
};

} // namespace retclip
