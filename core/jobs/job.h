// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"

#include <QObject>
#include <QString>
#include <QVector>

#include <functional>
#include <memory>
#include <stop_token>

namespace retclip {

enum class JobState { waiting, running, done, failed, cancelled };

class JobPool;

/// One piece of background work as the window sees it. Lives on the window thread.
class Job : public QObject
{
    Q_OBJECT

public:
    [[nodiscard]] int id() const { return m_id; }
    [[nodiscard]] QString title() const { return m_title; }
    [[nodiscard]] JobState state() const { return m_state; }
    [[nodiscard]] Progress progress() const { return m_progress; }
    [[nodiscard]] const Error &error() const { return m_error; } ///< When failed.
    void cancel();

signals:
    void progressed(); ///< At most ten times a second.
    void ended();      ///< After the last progressed(); state() says how.

private:
    friend class JobPool;
    Job() = default;
    int m_id = 0;
    QString m_title;
    JobState m_state = JobState::waiting;
    Progress m_progress;
    Error m_error;
    std::stop_source m_stop;
    JobPool *m_pool = nullptr;
};

/// Runs work on a few threads of its own and brings results back to the window thread. Work without a
/// title (a query, a count) has a thread more that titled, long work never takes.
///
/// Threads: window only. The destructor asks all work to stop and joins it (within 2 s each).
class JobPool : public QObject
{
    Q_OBJECT

public:
    explicit JobPool(int threads, QObject *parent = nullptr);
    ~JobPool() override;

    /// `work` runs on a pool thread; `then` runs on the window thread if `context` still lives.
    /// A cancelled or failed job calls `then` too, with the error. `title` empty: a silent job
    /// (not shown in the status bar). The Job is deleted some time after ended().
    template <typename T>
    Job *start(const QString &title, QObject *context,
               std::function<Result<T>(const ProgressCallback &, std::stop_token)> work,
               std::function<void(Result<T>)> then)
    {
        auto result = std::make_shared<std::unique_ptr<Result<T>>>();
        return startErased(
            title, context,
            [work = std::move(work), result](const ProgressCallback &progress,
                                             std::stop_token stop) -> Result<void> {
                *result = std::make_unique<Result<T>>(work(progress, stop));
                if (!**result)
                    return failure((*result)->error());
                return {};
            },
            [then = std::move(then), result](Result<void> outcome) {
                if (*result)
                    then(std::move(**result));
                else
                    then(Result<T>(failure(outcome.error())));
            });
    }

    [[nodiscard]] QVector<Job *> shown() const; ///< With a title, not ended.

signals:
    void jobStarted(retclip::Job *job);
    void jobEnded(retclip::Job *job);

private:
    using Work = std::function<Result<void>(const ProgressCallback &, std::stop_token)>;
    using Then = std::function<void(Result<void>)>;
    Job *startErased(const QString &title, QObject *context, Work work, Then then);
    friend class Job;
    void forgetWaiting(Job *job);
    void tell(int id, const Progress &progress);
    void end(int id, Result<void> outcome);

    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace retclip
