// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/benchmarks/benchmark_import.h"

#include "core/base/files.h"

#include <QDir>
#include <QFileInfo>
#include <QSaveFile>

#include <zip.h>

#include <cerrno>
#include <memory>

namespace retclip {

namespace {

struct ZipClose
{
    void operator()(zip_t *zip) const { zip_discard(zip); }
    void operator()(zip_file_t *file) const { zip_fclose(file); }
};

tl::unexpected<Error> archiveUnreadable(const QString &archive)
{
    return failure(ErrorCode::unreadable, message(QT_TRANSLATE_NOOP("Message", "%1 cannot be read as a ZIP archive."), {archive.toStdString()}),
                   message(QT_TRANSLATE_NOOP("Message", "What was unpacked before stays.")),
                   message(QT_TRANSLATE_NOOP("Message", "Download it again, or unpack it yourself and choose the folder.")));
}

/// Where an entry goes; empty: it leads out of the folder.
QString placeOf(const QString &folder, const QString &name)
{
    const QString clean = QDir::cleanPath(name);
    if (clean.startsWith(u'/') || clean.contains(u':') || clean == QLatin1String("..") || clean.startsWith(QLatin1String("../"))
        || name.contains(u'\\'))
        return {};
    return folder + u'/' + clean;
}

Result<void> unpackOne(zip_t *zip, zip_uint64_t index, zip_uint64_t size, const QString &place, const QString &archive)
{
    if (const QFileInfo there(place); there.isFile() && zip_uint64_t(there.size()) == size)
        return {};
    const std::unique_ptr<zip_file_t, ZipClose> file(zip_fopen_index(zip, index, 0));
    if (!file)
        return archiveUnreadable(archive);
    QSaveFile out(place);
    const auto cannotWrite = [&]() -> Result<void> { return failure(file_error(path_from_utf8(place.toStdString()), errno)); };
    errno = EACCES;
    if (!QDir().mkpath(QFileInfo(place).path()) || !out.open(QIODevice::WriteOnly))
        return cannotWrite();
    QByteArray piece(1 << 20, Qt::Uninitialized);
    zip_uint64_t written = 0;
    for (zip_int64_t got = 0; (got = zip_fread(file.get(), piece.data(), zip_uint64_t(piece.size()))) > 0;) {
        written += zip_uint64_t(got);
        if (written > size)
            return archiveUnreadable(archive);
        errno = ENOSPC;
        if (out.write(piece.constData(), got) != got)
            return cannotWrite();
    }
    if (written != size)
        return archiveUnreadable(archive); // Also where its checksum does not fit.
    errno = ENOSPC;
    return out.commit() ? Result<void>() : cannotWrite();
}

} // namespace

Result<void> unpackArchive(const QString &archive, const QString &folder, const ProgressCallback &progress, std::stop_token stop)
{
    int code = 0;
    const std::unique_ptr<zip_t, ZipClose> zip(zip_open(archive.toUtf8().constData(), ZIP_RDONLY, &code));
    if (!zip)
        return archiveUnreadable(archive);
    const zip_int64_t count = zip_get_num_entries(zip.get(), 0);
    ProgressReporter reporter(progress, count, message(QT_TRANSLATE_NOOP("Message", "Unpacking %1"), {QFileInfo(archive).fileName().toStdString()}));
    for (zip_int64_t i = 0; i < count; ++i) {
        if (stop.stop_requested())
            return cancelled();
        zip_stat_t facts;
        if (zip_stat_index(zip.get(), zip_uint64_t(i), 0, &facts) != 0 || !(facts.valid & ZIP_STAT_NAME) || !(facts.valid & ZIP_STAT_SIZE))
            return archiveUnreadable(archive);
        const QString name = QString::fromUtf8(facts.name);
        if (!name.endsWith(u'/')) {
            const QString place = placeOf(folder, name);
            if (place.isEmpty())
                return archiveUnreadable(archive);
            RETCLIP_CHECK(unpackOne(zip.get(), zip_uint64_t(i), facts.size, place, archive));
        }
        reporter.advance_to(i + 1);
    }
    reporter.finish();
    return {};
}

} // namespace retclip
