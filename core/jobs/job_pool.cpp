// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/job.h"

#include <QHash>
#include <QPointer>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

namespace retclip {

namespace {

constexpr std::chrono::milliseconds shortest_interval(100); ///< Between two reports of one job.

struct PooledTask
{
    int id = 0;
    bool silent = false;
    std::stop_token stop;
    std::function<Result<void>(const ProgressCallback &, std::stop_token)> work;
};

} // namespace

struct JobPool::Private
{
    // window only
    struct Entry
    {
        Job *job = nullptr;
        QPointer<QObject> context;
        bool hasContext = false;
        Then then;
    };
    QHash<int, Entry> entries;
    int nextId = 1;

    std::mutex mutex;
    std::condition_variable_any wake;
    std::deque<PooledTask> waiting; // under mutex
    std::vector<std::jthread> threads;
};

void Job::cancel()
{
    m_stop.request_stop();
    if (m_state == JobState::waiting && m_pool)
        m_pool->forgetWaiting(this);
}

JobPool::JobPool(int threads, QObject *parent) : QObject(parent), d(std::make_unique<Private>())
{
    for (int i = 0; i <= std::max(1, threads); ++i) {
        // One more than asked for takes silent work alone: a question of the window, which a person waits
        // for, never stands behind an import and a look through all reports.
        const bool onlySilent = i == std::max(1, threads);
        d->threads.emplace_back([this, onlySilent](std::stop_token stop) {
            const auto next = [this, onlySilent] {
                return onlySilent ? std::find_if(d->waiting.begin(), d->waiting.end(),
                                                 [](const PooledTask &task) { return task.silent; })
                                  : d->waiting.begin();
            };
            for (;;) {
                PooledTask task;
                {
                    std::unique_lock lock(d->mutex);
                    if (!d->wake.wait(lock, stop, [&] { return next() != d->waiting.end(); }))
                        return;
                    const auto taken = next();
                    task = std::move(*taken);
                    d->waiting.erase(taken);
                }
                const int id = task.id;
                QMetaObject::invokeMethod(
                    this,
                    [this, id] {
                        if (const auto entry = d->entries.constFind(id); entry != d->entries.cend())
                            entry->job->m_state = JobState::running;
                    },
                    Qt::QueuedConnection);
                auto last = std::chrono::steady_clock::time_point{};
                const ProgressCallback report = [this, id, &last](const Progress &progress) {
                    const auto now = std::chrono::steady_clock::now();
                    const bool complete = progress.total > 0 && progress.done >= progress.total;
                    if (now - last < shortest_interval && !complete)
                        return;
                    last = now;
                    QMetaObject::invokeMethod(this, [this, id, progress] { tell(id, progress); },
                                              Qt::QueuedConnection);
                };
                Result<void> outcome = failure(cancelled().value());
                if (!task.stop.stop_requested()) {
                    try {
                        outcome = task.work(report, task.stop);
                    } catch (const std::bad_alloc &) {
                        outcome = failure(
                            ErrorCode::out_of_memory,
                            message(QT_TRANSLATE_NOOP("Message", "There is not enough memory for this.")),
                            message(QT_TRANSLATE_NOOP("Message", "What was finished before is kept.")),
                            message(QT_TRANSLATE_NOOP("Message", "Close other programs, then try again.")));
                    } catch (const std::exception &exception) {
                        outcome = failure(
                            ErrorCode::internal,
                            message(QT_TRANSLATE_NOOP("Message", "A background task failed unexpectedly.")),
                            message(QT_TRANSLATE_NOOP("Message", "What was finished before is kept.")),
                            message(QT_TRANSLATE_NOOP("Message", "Report this, with the details.")),
                            exception.what());
                    }
                }
                task.work = nullptr; // What it holds is let go before the window hears of the end.
                QMetaObject::invokeMethod(
                    this, [this, id, outcome = std::move(outcome)] { end(id, outcome); },
                    Qt::QueuedConnection);
            }
        });
    }
}

JobPool::~JobPool()
{
    {
        const std::scoped_lock lock(d->mutex);
        d->waiting.clear();
    }
    for (const auto &entry : std::as_const(d->entries))
        entry.job->m_stop.request_stop();
    for (std::jthread &thread : d->threads)
        thread.request_stop();
    d->threads.clear(); // Joins.
    // Queued calls to this object are dropped with it: nobody hears of work after the end.
    for (const auto &entry : std::as_const(d->entries))
        delete entry.job;
}

Job *JobPool::startErased(const QString &title, QObject *context, Work work, Then then)
{
    Job *const job = new Job;
    job->m_id = d->nextId++;
    job->m_title = title;
    job->m_pool = this;
    d->entries.insert(job->m_id, {job, context, context != nullptr, std::move(then)});
    {
        const std::scoped_lock lock(d->mutex);
        d->waiting.push_back({job->m_id, title.isEmpty(), job->m_stop.get_token(), std::move(work)});
    }
    d->wake.notify_all(); // One alone might be a thread that does not take it.
    if (!title.isEmpty())
        emit jobStarted(job);
    return job;
}

void JobPool::forgetWaiting(Job *job)
{
    bool removed = false;
    {
        const std::scoped_lock lock(d->mutex);
        removed = std::erase_if(d->waiting, [&](const PooledTask &task) { return task.id == job->m_id; }) > 0;
    }
    if (removed) {
        const int id = job->m_id;
        QMetaObject::invokeMethod(this, [this, id] { end(id, failure(cancelled().value())); },
                                  Qt::QueuedConnection);
    }
}

void JobPool::tell(int id, const Progress &progress)
{
    const auto entry = d->entries.constFind(id);
    if (entry == d->entries.cend())
        return;
    entry->job->m_progress = progress;
    emit entry->job->progressed();
}

void JobPool::end(int id, Result<void> outcome)
{
    const auto found = d->entries.constFind(id);
    if (found == d->entries.cend())
        return;
    const Private::Entry entry = *found;
    d->entries.erase(found);
    Job *const job = entry.job;
    if (outcome) {
        job->m_state = JobState::done;
    } else {
        job->m_error = outcome.error();
        job->m_state = outcome.error().code == ErrorCode::cancelled ? JobState::cancelled
                                                                    : JobState::failed;
    }
    const QPointer<JobPool> self(this); // `then` may close the window that owns this pool.
    if (!entry.hasContext || entry.context)
        entry.then(std::move(outcome));
    emit job->ended();
    if (self && !job->m_title.isEmpty())
        emit jobEnded(job);
    job->deleteLater();
}

QVector<Job *> JobPool::shown() const
{
    QVector<Job *> jobs;
    for (const auto &entry : std::as_const(d->entries))
        if (!entry.job->m_title.isEmpty())
            jobs.append(entry.job);
    std::sort(jobs.begin(), jobs.end(), [](const Job *a, const Job *b) { return a->m_id < b->m_id; });
    return jobs;
}

} // namespace retclip
