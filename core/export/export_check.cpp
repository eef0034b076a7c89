// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/export_check.h"

#include "core/base/files.h"
#include "core/base/sha256.h"
#include "core/import/exam_record.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

namespace retclip {

Result<ExportCheck> checkExport(const QString &folder, const ProgressCallback &progress, std::stop_token stop)
{
    const QDir place(QFileInfo(folder).absoluteFilePath());
    const QString name = QStringLiteral("manifest.json");
    QFile file(place.filePath(name));
    ExportCheck check;
    if (file.open(QIODevice::ReadOnly))
        check.manifest = QJsonDocument::fromJson(file.readAll()).object();
    if (check.manifest[QStringLiteral("program")].toString() != QLatin1String(exportProgramName))
        return failure(ErrorCode::not_found,
                       message(QT_TRANSLATE_NOOP("Message", "%1 is not an export of this program: it holds no manifest.json of it."),
                               {folder.toStdString()}),
                       message(QT_TRANSLATE_NOOP("Message", "Nothing was changed.")),
                       message(QT_TRANSLATE_NOOP("Message", "Give the folder that retclip export has made.")));
    const auto pathOf = [&](const QString &relative) { return path_from_utf8(place.filePath(relative).toStdString()); };
    RETCLIP_TRY(const std::string manifestHash, sha256_of_file(pathOf(name), stop));
    check.manifestSha256 = QString::fromStdString(manifestHash);
    const QJsonArray listed = check.manifest[QStringLiteral("files")].toArray();
    ProgressReporter reporter(progress, listed.size(), message(QT_TRANSLATE_NOOP("Message", "Reading the export")));
    QSet<QString> known{name};
    for (const QJsonValue &entry : listed) {
        if (stop.stop_requested())
            return cancelled();
        const QString relative = entry[QStringLiteral("file")].toString();
        known.insert(relative);
        ++check.files;
        if (!QFileInfo(place.filePath(relative)).isFile()) {
            check.missing.append(relative);
        } else {
            const auto hash = sha256_of_file(pathOf(relative), stop);
            if (!hash && hash.error().code == ErrorCode::cancelled)
                return failure(hash.error());
            if (!hash || QString::fromStdString(*hash) != entry[QStringLiteral("sha256")].toString())
                check.changed.append(relative);
        }
        reporter.advance_to(check.files);
    }
    QDirIterator walker(place.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (walker.hasNext())
        if (const QString relative = place.relativeFilePath(walker.next()); !known.contains(relative))
            check.surplus.append(relative);
    check.surplus.sort();
    reporter.finish();
    return check;
}

} // namespace retclip
