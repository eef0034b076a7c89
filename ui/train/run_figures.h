// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/run_queue.h"
#include "core/study/values.h"

#include <QFrame>
#include <QVector>

class QLabel;

namespace retclip {

class RunHistory;
struct RunColumns;

/// The headline of the validation whose state is kept, "R@5 T→I 0.214", as the run's card in the list has it;
/// empty: nothing was validated.
[[nodiscard]] QString bestValidationText(const RunColumns &columns);

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
    enum Figure { step, epoch, loss, bestValidation, speed, waiting, utilisation, memory, duration, figureCount };

    QVector<QPair<QLabel *, QLabel *>> m_figures; ///< Caption and value.
};

} // namespace retclip
