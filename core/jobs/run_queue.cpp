// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/run_queue.h"

#include "core/base/files.h"
#include "core/jobs/run_lock.h"
#include "core/jobs/run_pace.h"
#include "core/jobs/run_preparation.h"
#include "core/jobs/run_transfer.h"

#include <nlohmann/json.hpp>

#include <QJsonDocument>
#include <QTimer>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <functional>
#include <optional>
#include <thread>

namespace retclip {

namespace {

constexpr int poll_interval_ms = 100;
constexpr int attempts_to_write = 20; ///< Each waits some half a second for the study's lock.

QJsonObject configJson(const RunConfig &config)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(to_json(config).dump())).object();
}

/// One spelling a device; "auto" may be any of them.
QString deviceOf(const RunRow &run)
{
    const QString device = run.config[QStringLiteral("device")].toString(QStringLiteral("auto"));
    return device == QLatin1String("cuda") ? QStringLiteral("cuda:0") : device;
}

bool shareADevice(const QString &a, const QString &b)
{
    return a == b || a == QLatin1String("auto") || b == QLatin1String("auto");
}

/// What a run's end means for its row.
void close(RunRow &row, const Result<RunOutcome> &outcome, bool cancelledByPerson)
{
    row.ended = QDateTime::currentDateTimeUtc();
    row.message.clear();
    if (outcome) {
        for (auto metric = outcome->metrics.begin(); metric != outcome->metrics.end(); ++metric)
            if (std::isfinite(metric->second))
                row.metrics[QString::fromStdString(metric->first)] = metric->second;
        row.metrics[QStringLiteral("steps")] = qint64(outcome->steps);
        row.metrics[QStringLiteral("epochs")] = outcome->epochs;
        row.state = outcome->outcome == "done" ? RunState::done
            : outcome->outcome == "paused"
            ? (cancelledByPerson ? RunState::cancelled : RunState::paused)
            : RunState::failed;
    } else if (outcome.error().code == ErrorCode::cancelled) {
        row.state = cancelledByPerson ? RunState::cancelled : RunState::paused;
    } else {
        row.state = RunState::failed;
        row.message = QString::fromStdString(outcome.error().english());
    }
}

/// A run that is "running" in the study, but that no process computes: what its events say.
void enterEnd(RunRow &row)
{
    RunEventReader reader(path_from_utf8(row.folder.toStdString()) / "events.jsonl");
    std::optional<RunEvent> end;
    for (RunEvent &event : reader.read_new()) {
        if (event.kind == RunEventKind::start)
            end.reset(); // Resumed after that end.
        else if (event.kind == RunEventKind::end)
            end = std::move(event);
    }
    row.state = RunState::paused;
    if (!end || (end->outcome != "done" && end->outcome != "failed"))
        return;
    RunOutcome outcome;
    outcome.outcome = end->outcome;
    outcome.steps = end->step;
    outcome.epochs = end->epoch;
    outcome.metrics = end->metrics;
    close(row, outcome, false);
    row.ended = QDateTime::fromMSecsSinceEpoch(qint64(end->time * 1000), Qt::UTC);
    row.message = QString::fromStdString(end->message.english());
}

/// Opens the study for writing, does it, and lets go: training takes hours, and others write too.
Result<void> shortly(const QString &folder, const std::function<Result<void>(Study &)> &write)
{
    for (int attempt = 1;; ++attempt) {
        auto study = Study::open(folder, OpenMode::readWrite);
        if (study)
            return write(**study);
        if (study.error().code != ErrorCode::conflict || attempt >= attempts_to_write)
            return failure(study.error());
        std::this_thread::sleep_for(std::chrono::milliseconds(poll_interval_ms));
    }
}

class Silent : public RunObserver
{
public:
    void on_event(const RunEvent &) override {} // The window reads events.jsonl.
};

} // namespace

struct RunQueue::Private
{
    struct Active
    {
        RunId id;
        QString device;
        bool cancelledByPerson = false;
        Live live;                                     // window only
        RunPace pace;                                  // window only
        std::unique_ptr<RunEventReader> reader;        // window only
        std::optional<Result<RunOutcome>> outcome;     // worker until `ended`
        std::optional<RunConfig> prepared;             // worker, then fixed from `ready` on
        std::atomic<bool> ready = false, ended = false;
        std::stop_source stop;
        std::thread thread;
    };

    RunQueue *queue;
    StudyDocument &document;
    BackendDoor &door;
    QTimer timer;
    std::vector<std::unique_ptr<Active>> active;
    QVector<RunRow> rows;

    Private(RunQueue *owner, StudyDocument &studyDocument, BackendDoor &backendDoor)
        : queue(owner), document(studyDocument), door(backendDoor)
    {
    }

    Study &study() { return document.study(); }

    void reread()
    {
        if (auto all = study().runs()) {
            rows = *all;
            const auto group = [](const RunRow &row) {
                return row.state == RunState::running ? 0
                    : row.state == RunState::waiting  ? 1
                    : row.state == RunState::paused   ? 2
                                                      : 3;
            };
            std::stable_sort(rows.begin(), rows.end(), [&](const RunRow &a, const RunRow &b) {
                if (group(a) != group(b))
                    return group(a) < group(b);
                return group(a) < 3 && a.position < b.position;
            });
        }
        emit queue->rowsChanged();
    }

    RunRow *row(RunId id)
    {
        const auto found = std::find_if(rows.begin(), rows.end(),
                                        [&](const RunRow &row) { return row.id == id; });
        return found == rows.end() ? nullptr : &*found;
    }
    Active *activeRun(RunId id)
    {
        for (const auto &entry : active)
            if (entry->id == id)
                return entry.get();
        return nullptr;
    }

    void store(const RunRow &changed)
    {
        if (auto stored = study().updateRun(changed); !stored)
            qWarning("%s", stored.error().english().c_str());
        document.announceRun(changed.id);
    }

    void startWaiting()
    {
        if (study().isReadOnly())
            return;
        bool started = false;
        for (RunRow &waiting : rows) {
            if (waiting.state != RunState::waiting)
                continue;
            const QString device = deviceOf(waiting);
            const bool busy = std::any_of(active.begin(), active.end(), [&](const auto &entry) {
                return shareADevice(entry->device, device);
            });
            if (!busy) {
                start(waiting, device);
                started = true;
            }
        }
        if (started)
            reread();
    }

    void start(RunRow &run, const QString &device)
    {
        const bool resume = run.started.isValid();
        run.state = RunState::running;
        if (!resume)
            run.started = QDateTime::currentDateTimeUtc();
        run.ended = {};
        run.message.clear();
        store(run);
        auto entry = std::make_unique<Active>();
        entry->id = run.id;
        entry->device = device;
        const std::filesystem::path events = path_from_utf8(run.folder.toStdString()) / "events.jsonl";
        entry->reader = std::make_unique<RunEventReader>(events);
        Active *const shared = entry.get();
        entry->thread = std::thread([shared, run, resume, cache = study().cacheFolder(),
                                     stop = entry->stop.get_token(), &door = door] {
            const auto work = [&]() -> Result<RunOutcome> {
                RETCLIP_TRY(const auto computing, RunLock::take(run.folder));
                RETCLIP_TRY(const TrainRequest request,
                            prepareRun(run, cache, resume, door.tokenizers(), stop));
                shared->prepared = request.config;
                shared->ready.store(true, std::memory_order_release);
                RETCLIP_TRY(ModelBackend * backend, door.backend());
                Silent silent;
                return backend->train(request, silent, stop);
            };
            try {
                shared->outcome.emplace(work());
            } catch (const std::exception &exception) {
                shared->outcome.emplace(failure(
                    ErrorCode::internal,
                    message(QT_TRANSLATE_NOOP("Message", "The run stopped unexpectedly.")),
                    message(QT_TRANSLATE_NOOP("Message", "Its last checkpoint is kept.")),
                    message(QT_TRANSLATE_NOOP("Message", "Resume it; report this, with the details.")),
                    exception.what()));
            }
            shared->ended.store(true, std::memory_order_release);
        });
        active.push_back(std::move(entry));
    }

    void readEvents(Active &entry)
    {
        const std::vector<RunEvent> events = entry.reader->read_new();
        if (events.empty())
            return;
        for (const RunEvent &event : events) {
            if (const auto last = event.metrics.find("last_step");
                event.kind == RunEventKind::start && last != event.metrics.end())
                entry.live.steps = qint64(last->second);
            entry.pace.add(event);
            if (event.kind != RunEventKind::step)
                continue;
            entry.live.step = event.step;
            entry.live.loss = event.loss.value_or(entry.live.loss);
            entry.live.patientsPerSecond = event.patients_per_s.value_or(entry.live.patientsPerSecond);
        }
        if (const double left = entry.pace.seconds_left(entry.live.steps); left >= 0)
            entry.live.secondsLeft = left;
        emit queue->liveChanged(entry.id);
    }

    void poll()
    {
        std::vector<RunId> ended;
        for (auto entry = active.begin(); entry != active.end();) {
            Active &run = **entry;
            const bool over = run.ended.load(std::memory_order_acquire);
            readEvents(run); // After the flag: what was written before the end is seen.
            if (run.ready.exchange(false, std::memory_order_acq_rel))
                keepConfig(run);
            if (!over) {
                ++entry;
                continue;
            }
            finish(run);
            ended.push_back(run.id);
            entry = active.erase(entry);
        }
        if (!ended.empty()) {
            reread();
            startWaiting();
            for (const RunId id : ended)
                emit queue->runEnded(id);
        }
    }

    /// What preparation worked out stands in the study too.
    void keepConfig(Active &run)
    {
        if (RunRow *changed = row(run.id)) {
            changed->config = configJson(*run.prepared);
            store(*changed);
        }
    }

    void finish(Active &run)
    {
        if (run.thread.joinable())
            run.thread.join();
        if (RunRow *changed = row(run.id)) {
            // Notes and stars may have been given meanwhile.
            if (auto fresh = study().run(QString::number(run.id.value)))
                *changed = *fresh;
            if (run.prepared)
                changed->config = configJson(*run.prepared);
            close(*changed, *run.outcome, run.cancelledByPerson);
            store(*changed);
        }
    }
};

RunQueue::RunQueue(StudyDocument &document, BackendDoor &door, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(this, document, door))
{
    if (!document.study().isReadOnly())
        if (auto paused = pauseCrashedRuns(document.study()); !paused)
            qWarning("%s", paused.error().english().c_str());
    d->reread();
    connect(&d->timer, &QTimer::timeout, this, [this] { d->poll(); });
    d->timer.start(poll_interval_ms);
    // Runs that waited when the program ended go on once the window stands.
    QTimer::singleShot(0, this, [this] { d->startWaiting(); });
}

RunQueue::~RunQueue()
{
    d->timer.stop();
    for (const auto &entry : d->active)
        entry->stop.request_stop();
    for (const auto &entry : d->active)
        d->finish(*entry);
}

QVector<RunRow> RunQueue::rows() const
{
    return d->rows;
}

bool RunQueue::isRunning() const
{
    return !d->active.empty();
}

Result<RunId> RunQueue::add(const RunOrder &order)
{
    RETCLIP_CHECK(validate(order.config));
    RETCLIP_TRY(const RunRow row, d->study().createRun(order));
    d->reread();
    d->document.announceRun(row.id);
    d->startWaiting();
    return row.id;
}

void RunQueue::pause(RunId id)
{
    if (Private::Active *run = d->activeRun(id)) {
        run->stop.request_stop();
    } else if (RunRow *row = d->row(id); row && row->state == RunState::waiting) {
        row->state = RunState::paused;
        d->store(*row);
        d->reread();
    }
}

void RunQueue::resume(RunId id)
{
    RunRow *row = d->row(id);
    if (!row || row->state == RunState::running || row->state == RunState::waiting
        || row->state == RunState::done)
        return;
    int first = row->position;
    for (const RunRow &other : std::as_const(d->rows))
        if (other.state == RunState::waiting)
            first = std::min(first, other.position);
    row->position = first - 1;
    row->state = RunState::waiting;
    d->store(*row);
    d->reread();
    d->startWaiting();
}

Result<void> RunQueue::resumeAtLowerRate(RunId id)
{
    RunRow *row = d->row(id);
    if (!row || row->state == RunState::running || row->state == RunState::waiting)
        return failure(ErrorCode::conflict,
                       message(QT_TRANSLATE_NOOP("Message", "Run %1 computes or waits already."), {std::to_string(id.value)}),
                       message(QT_TRANSLATE_NOOP("Message", "It was left as it is.")),
                       message(QT_TRANSLATE_NOOP("Message", "Pause it first.")));
    const double rate = row->config[QStringLiteral("learning_rate")].toDouble() / 2;
    RETCLIP_TRY(const RunRow changed,
                changeRunSettings(d->study(), *row,
                                  {{"learning_rate", QString::number(rate, 'g', 6).toStdString()}}));
    *row = changed;
    resume(id);
    return {};
}

void RunQueue::cancel(RunId id)
{
    if (Private::Active *run = d->activeRun(id)) {
        run->cancelledByPerson = true;
        run->stop.request_stop();
    } else if (RunRow *row = d->row(id);
               row && (row->state == RunState::waiting || row->state == RunState::paused)) {
        row->state = RunState::cancelled;
        row->ended = QDateTime::currentDateTimeUtc();
        d->store(*row);
        d->reread();
    }
}

void RunQueue::move(RunId id, int places)
{
    std::vector<RunRow *> waiting;
    for (RunRow &row : d->rows)
        if (row.state == RunState::waiting)
            waiting.push_back(&row);
    const auto found = std::find_if(waiting.begin(), waiting.end(),
                                    [&](const RunRow *row) { return row->id == id; });
    if (found == waiting.end())
        return;
    const auto from = found - waiting.begin();
    const auto to = std::clamp<std::ptrdiff_t>(from + places, 0, std::ptrdiff_t(waiting.size()) - 1);
    std::vector<int> positions;
    for (const RunRow *row : waiting)
        positions.push_back(row->position);
    RunRow *const moved = *found;
    waiting.erase(found);
    waiting.insert(waiting.begin() + to, moved);
    for (std::size_t i = 0; i < waiting.size(); ++i) {
        if (waiting[i]->position == positions[i])
            continue;
        waiting[i]->position = positions[i];
        d->store(*waiting[i]);
    }
    d->reread();
}

RunQueue::Live RunQueue::live(RunId id) const
{
    const Private::Active *run = d->activeRun(id);
    return run ? run->live : Live{};
}

Result<int> pauseCrashedRuns(Study &study)
{
    int count = 0;
    RETCLIP_TRY(const QVector<RunRow> rows, study.runs());
    for (RunRow row : rows) {
        if (row.state != RunState::running || RunLock::isHeld(row.folder))
            continue;
        enterEnd(row);
        RETCLIP_CHECK(study.updateRun(row));
        count += row.state == RunState::paused;
    }
    return count;
}

namespace {

using Write = std::function<Result<void>(Study &)>;

/// `access` gives each short write the study.
Result<RunOutcome> runThrough(const std::function<Result<void>(const Write &)> &access, RunRow run,
                              bool resume, ModelBackend &backend, TokenizerService &tokenizers,
                              RunObserver &observer, std::stop_token stop)
{
    RETCLIP_TRY(const auto computing, RunLock::take(run.folder));
    QString cache;
    RETCLIP_CHECK(access([&](Study &study) -> Result<void> {
        RETCLIP_TRY([[maybe_unused]] const int crashed, pauseCrashedRuns(study));
        cache = study.cacheFolder();
        run.state = RunState::running;
        if (!run.started.isValid())
            run.started = QDateTime::currentDateTimeUtc();
        run.ended = {};
        run.message.clear();
        return study.updateRun(run);
    }));
    const auto work = [&]() -> Result<RunOutcome> {
        RETCLIP_TRY(const TrainRequest request, prepareRun(run, cache, resume, tokenizers, stop));
        run.config = configJson(request.config);
        return backend.train(request, observer, stop);
    };
    const Result<RunOutcome> outcome = work();
    const auto entered = access([&](Study &study) -> Result<void> {
        if (auto fresh = study.run(QString::number(run.id.value))) {
            fresh->config = run.config;
            run = *fresh;
        }
        close(run, outcome, false);
        return study.updateRun(run);
    });
    // Where somebody opened the study for good meanwhile, the run's events tell its end to the next
    // who opens it.
    if (!entered && entered.error().code != ErrorCode::conflict)
        return failure(entered.error());
    return outcome;
}

} // namespace

Result<RunOutcome> runInForeground(Study &study, RunRow run, bool resume, ModelBackend &backend,
                                   TokenizerService &tokenizers, RunObserver &observer,
                                   std::stop_token stop)
{
    return runThrough([&](const Write &write) { return write(study); }, std::move(run), resume,
                      backend, tokenizers, observer, stop);
}

Result<RunOutcome> runInForeground(const QString &studyFolder, RunRow run, bool resume,
                                   ModelBackend &backend, TokenizerService &tokenizers,
                                   RunObserver &observer, std::stop_token stop)
{
    return runThrough([&](const Write &write) { return shortly(studyFolder, write); },
                      std::move(run), resume, backend, tokenizers, observer, stop);
}

} // namespace retclip
