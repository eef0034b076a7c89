// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/study/arrivals_service.h"

#include "core/base/files.h"
#include "core/import/arrivals.h"
#include "core/jobs/job.h"
#include "core/study/study_document.h"
#include "ui/shell/notifications.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QLocale>
#include <QPointer>

namespace retclip {

namespace {
constexpr std::chrono::milliseconds look_every{5000};
constexpr int lines_kept = 100;
} // namespace

ArrivalsService::ArrivalsService(AppContext &context, QObject *parent)
    : QObject(parent), m_context(context)
{
    // Another study: what was switched on was meant for the one before.
    connect(&context, &AppContext::studyChanged, this, &ArrivalsService::stopAll);
}

ArrivalsService::~ArrivalsService() = default; // The threads are asked to stop and waited for.

void ArrivalsService::stopAll()
{
    stopWatching();
    stopListening();
    m_waiting.clear();
    m_log.clear();
    m_arrived = 0;
    emit changed();
}

void ArrivalsService::watch(const QString &folder, bool copy)
{
    stopWatching();
    if (!QFileInfo(folder).isDir()) {
        m_context.notifications.post(
            Error{ErrorCode::not_found,
                  message(QT_TRANSLATE_NOOP("Message", "The folder %1 is not there."), {folder.toStdString()}),
                  message(QT_TRANSLATE_NOOP("Message", "Nothing is watched.")),
                  message(QT_TRANSLATE_NOOP("Message", "Choose the folder that the camera writes into.")), {}});
        return;
    }
    m_folder = folder;
    m_copy = copy;
    m_watcher = std::jthread([this, folder](std::stop_token stop) {
        (void)watchFolder(folder, look_every, [this, folder] {
            QMetaObject::invokeMethod(this, [this, folder] { take(folder, false); }, Qt::QueuedConnection);
        }, stop);
    });
    note(tr("Watching %1").arg(folder));
}

void ArrivalsService::stopWatching()
{
    if (!m_watcher.joinable())
        return;
    m_watcher = {};
    note(tr("No longer watching %1").arg(m_folder));
}

void ArrivalsService::listen(DicomReceiverSettings settings)
{
    stopListening();
    if (!m_context.study)
        return;
    settings.folder = path_from_utf8(incomingFolder(m_context.study->study().folder()).toStdString());
    m_port = 0;
    m_listener = std::jthread([this, settings, before = std::move(m_ending)](std::stop_token stop) mutable {
        if (before.joinable())
            before.join(); // Its port is free only then.
        const auto here = [this](std::function<void()> call) {
            QMetaObject::invokeMethod(this, std::move(call), Qt::QueuedConnection);
        };
        DicomReceiverEvents events;
        events.listening = [&](std::uint16_t port) {
            here([this, port, address = QString::fromStdString(settings.address)] {
                m_port = port;
                note(tr("Listening at %1, port %2").arg(address).arg(port));
                take(tr("left from before"), true);
            });
        };
        events.delivered = [&](const DicomDelivery &delivery) {
            here([this, from = QString::fromStdString(delivery.from)] { take(from, true); });
        };
        events.refused = [&](const std::string &from, const std::string &why) {
            here([this, from = QString::fromStdString(from), why = QString::fromStdString(why)] {
                note(tr("Refused %1: %2").arg(from, why));
            });
        };
        const auto ended = receive_dicom(settings, events, stop);
        if (!ended)
            here([this, error = ended.error()] {
                m_listener = {};
                m_port = 0;
                m_context.notifications.post(error);
                note(translated(error.what_happened));
            });
    });
    emit changed();
}

void ArrivalsService::stopListening()
{
    if (!m_listener.joinable())
        return;
    m_listener.request_stop();
    m_ending = std::move(m_listener);
    m_port = 0;
    note(tr("No longer listening"));
}

/// One pass at a time; what comes meanwhile waits its turn.
void ArrivalsService::take(const QString &from, bool deliveries)
{
    if (!m_context.study)
        return;
    if (m_busy) {
        if (!m_waiting.contains(qMakePair(from, deliveries)))
            m_waiting.append(qMakePair(from, deliveries));
        return;
    }
    auto other = m_context.study->study().openAnother(OpenMode::readWrite);
    if (!other) {
        note(translated(other.error().what_happened));
        return;
    }
    m_busy = true;
    const std::shared_ptr<Study> study = std::move(*other);
    const QString person = m_context.study->person();
    ImportPlan plan;
    plan.source = from;
    plan.layout = QStringLiteral("auto");
    plan.copyImages = m_copy;
    plan.person = person;
    QPointer<StudyDocument> document = m_context.study;
    m_context.jobs.start<QVector<ImportReport>>(
        tr("Taking in %1").arg(QFileInfo(from).fileName()), this,
        [study, plan, person, deliveries](const ProgressCallback &progress,
                                          std::stop_token stop) -> Result<QVector<ImportReport>> {
            if (deliveries)
                return importDeliveries(*study, person, stop);
            RETCLIP_TRY(ImportReport report, importArrivals(*study, plan, progress, stop));
            return QVector<ImportReport>{std::move(report)};
        },
        [this, from, document](Result<QVector<ImportReport>> result) {
            m_busy = false;
            if (document)
                document->announceImport();
            if (result)
                tell(from, *result);
            else if (result.error().code != ErrorCode::cancelled)
                note(translated(result.error().what_happened));
            if (!m_waiting.isEmpty()) {
                const auto next = m_waiting.takeFirst();
                take(next.first, next.second);
            }
        });
}

void ArrivalsService::tell(const QString &from, const QVector<ImportReport> &reports)
{
    qint64 exams = 0, skipped = 0;
    for (const ImportReport &report : reports) {
        exams += qint64(report.arrived.size());
        skipped += report.skipped.size();
        for (const SkippedRow &row : report.skipped)
            note(QStringLiteral("%1: %2").arg(row.source, translated(row.reason)));
    }
    if (exams == 0 && skipped == 0)
        return;
    m_arrived += exams;
    note(tr("%Ln exam(s) from %1", nullptr, int(exams)).arg(from));
    if (exams > 0)
        m_context.notifications.post(
            message(QT_TRANSLATE_NOOP("Message", "New exams came in: %1 from %2. They carry the tag \"new\" and are in no dataset."),
                    {std::to_string(exams), from.toStdString()}),
            Severity::success);
}

void ArrivalsService::note(const QString &text)
{
    m_log.prepend(QStringLiteral("%1  %2").arg(QLocale().toString(QTime::currentTime(), QLocale::ShortFormat), text));
    while (m_log.size() > lines_kept)
        m_log.removeLast();
    emit changed();
}

} // namespace retclip
