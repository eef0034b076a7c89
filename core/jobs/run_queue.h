// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/model_backend.h"
#include "core/study/study_document.h"

#include <QObject>
#include <QVector>

#include <memory>

namespace retclip {

/// Runs a study's training runs, one at a time a device, each on a thread of its own. States are
/// kept in the study, so the queue survives the program: a run found "running" at start was cut by
/// a crash and is offered as paused.
///
/// Threads: window only; polls progress ten times a second.
class RunQueue : public QObject
{
    Q_OBJECT

public:
    RunQueue(StudyDocument &document, BackendDoor &door, QObject *parent = nullptr);
    ~RunQueue() override; ///< Pauses what runs (checkpoint) and joins.

    [[nodiscard]] QVector<RunRow> rows() const; ///< Queue order: running, waiting, paused, then ended, newest first.
    [[nodiscard]] bool isRunning() const;

    /// Registers the run in the study and queues it; starts if its device is free.
    Result<RunId> add(const RunOrder &order);
    void pause(RunId id);  ///< Checkpoint, stop, release the device.
    void resume(RunId id); ///< Back to waiting, ahead of the others.
    /// After a run ended by NaN or infinity: goes on from its last checkpoint at half the learning rate. Errors:
    /// those of changeRunSettings(); conflict where it runs or waits.
    [[nodiscard]] Result<void> resumeAtLowerRate(RunId id);
    void cancel(RunId id);
    void move(RunId id, int places); ///< Negative: earlier.

    /// Live figures of a running run, cheap: steps done and to do, seconds left, patients/s.
    struct Live
    {
        qint64 step = 0, steps = 0;
        double secondsLeft = -1, patientsPerSecond = 0;
        double loss = 0;
    };
    [[nodiscard]] Live live(RunId id) const;

signals:
    void rowsChanged();
    void liveChanged(retclip::RunId id);
    void runEnded(retclip::RunId id);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

/// A run "running" that no process computes ended unseen, by a crash or while the study was open
/// elsewhere: its row gets what its events say, else it becomes paused. The number of paused ones.
[[nodiscard]] Result<int> pauseCrashedRuns(Study &study);

/// The same work in the foreground, for the command line: prepares tokenizer and folder, trains,
/// keeps the study's row up to date. `observer` sees each event.
[[nodiscard]] Result<RunOutcome> runInForeground(Study &study, RunRow run, bool resume,
                                                 ModelBackend &backend,
                                                 TokenizerService &tokenizers,
                                                 RunObserver &observer, std::stop_token stop);

/// As above, but opens the study for writing only while its row is written: others may edit during
/// the training. The caller holds no writing Study of it meanwhile.
[[nodiscard]] Result<RunOutcome> runInForeground(const QString &studyFolder, RunRow run, bool resume,
                                                 ModelBackend &backend,
                                                 TokenizerService &tokenizers,
                                                 RunObserver &observer, std::stop_token stop);

} // namespace retclip
