// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/import/dicom_receiver.h"
#include "core/import/importer.h"
#include "ui/shell/app_context.h"

#include <QDateTime>
#include <QObject>

#include <thread>

namespace retclip {

/// Takes in by itself what appears in a folder or is sent by DICOM, while the study is open and a
/// person has switched it on. New exams carry the tag "new" and are in no dataset.
///
/// Threads: window only; watching and listening run in threads of their own and report here.
class ArrivalsService : public QObject
{
    Q_OBJECT

public:
    explicit ArrivalsService(AppContext &context, QObject *parent = nullptr);
    ~ArrivalsService() override;

    void watch(const QString &folder, bool copy);
    void stopWatching();
    [[nodiscard]] bool isWatching() const { return m_watcher.joinable(); }
    [[nodiscard]] QString watchedFolder() const { return m_folder; }

    /// Port, address, titles; the folder is the study's own.
    void listen(DicomReceiverSettings settings);
    void stopListening();
    [[nodiscard]] bool isListening() const { return m_listener.joinable(); }
    [[nodiscard]] int port() const { return m_port; } ///< 0 until it is open.

    /// What happened last, newest first, in words.
    [[nodiscard]] const QStringList &log() const { return m_log; }
    [[nodiscard]] qint64 arrivedExams() const { return m_arrived; }

signals:
    void changed();

private:
    void stopAll();
    void take(const QString &from, bool deliveries);
    void note(const QString &text);
    void tell(const QString &from, const QVector<ImportReport> &reports);

    AppContext &m_context;
    std::jthread m_watcher, m_listener;
    std::jthread m_ending; ///< A listener that was told to stop; it may take a second to hear it.
    QString m_folder;
    bool m_copy = false;
    int m_port = 0;
    bool m_busy = false;
    QVector<QPair<QString, bool>> m_waiting; ///< What came while a pass was running.
    QStringList m_log;
    qint64 m_arrived = 0;
};

} // namespace retclip
