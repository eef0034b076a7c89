// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/arrivals.h"

#include "core/study/study.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QDirIterator>
#include <QFileInfo>

#include <condition_variable>
#include <mutex>

namespace retclip {

namespace {

/// What a folder looks like from outside: another picture, another value.
QByteArray shapeOf(const QString &folder)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    QStringList lines;
    QDirIterator walker(folder, QDir::Files, QDirIterator::Subdirectories);
    while (walker.hasNext()) {
        walker.next();
        const QFileInfo info = walker.fileInfo();
        lines.append(QStringLiteral("%1 %2 %3").arg(info.filePath()).arg(info.size())
                         .arg(info.lastModified().toMSecsSinceEpoch()));
    }
    lines.sort(); // The order of a folder's entries is the file system's business.
    for (const QString &line : std::as_const(lines))
        hash.addData(line.toUtf8());
    return hash.result();
}

/// Waits, but wakes for a stop. False: stop.
bool wait(std::chrono::milliseconds time, const std::stop_token &stop)
{
    std::mutex mutex;
    std::condition_variable_any woken;
    std::unique_lock lock(mutex);
    woken.wait_for(lock, stop, time, [] { return false; });
    return !stop.stop_requested();
}

} // namespace

Result<ImportReport> importArrivals(Study &study, ImportPlan plan,
                                    const ProgressCallback &progress, std::stop_token stop)
{
    plan.arrivalTag = arrivalTag;
    return runImport(study, plan, false, progress, std::move(stop));
}

QString incomingFolder(const QString &studyFolder)
{
    return studyFolder + QStringLiteral("/incoming");
}

Result<QVector<ImportReport>> importDeliveries(Study &study, const QString &person,
                                               std::stop_token stop)
{
    QVector<ImportReport> reports;
    const QDir incoming(incomingFolder(study.folder()));
    const QStringList deliveries =
        incoming.entryList({QStringLiteral("from-*")}, QDir::Dirs, QDir::Name);
    for (const QString &delivery : deliveries) {
        if (stop.stop_requested())
            break;
        ImportPlan plan;
        plan.source = incoming.filePath(delivery);
        plan.layout = QStringLiteral("dicom");
        plan.copyImages = true;
        plan.person = person;
        RETCLIP_TRY(ImportReport report, importArrivals(study, plan, {}, stop));
        // What was not taken in stays for a person to look at.
        if (report.complete && report.skipped.isEmpty())
            QDir(plan.source).removeRecursively();
        else if (report.complete)
            QDir().rename(plan.source, incoming.filePath(QStringLiteral("skipped-") + delivery));
        reports.append(std::move(report));
    }
    return reports;
}

Result<void> watchFolder(const QString &folder, std::chrono::milliseconds interval,
                         const std::function<void()> &changed, std::stop_token stop)
{
    if (!QFileInfo(folder).isDir())
        return failure(ErrorCode::not_found,
                       message(QT_TRANSLATE_NOOP("Message", "The folder %1 is not there."),
                               {folder.toStdString()}),
                       message(QT_TRANSLATE_NOOP("Message", "Nothing is watched.")),
                       message(QT_TRANSLATE_NOOP("Message", "Choose the folder that the camera writes into.")));
    QByteArray taken, seen = shapeOf(folder);
    do {
        const QByteArray now = shapeOf(folder);
        if (now == seen && now != taken) { // It has come to rest.
            taken = now;
            changed();
        }
        seen = now;
    } while (wait(interval, stop));
    return {};
}

} // namespace retclip
