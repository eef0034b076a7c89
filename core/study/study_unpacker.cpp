// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/base/sha256.h"
#include "core/base/writing_error.h"
#include "core/study/study.h"
#include "core/study/study_errors.h"
#include "core/study/study_package.h"
#include "core/study/zip_file.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>
#include <QStorageInfo>

#include <cerrno>

namespace retclip {

namespace {

constexpr zip_uint64_t longestDescription = 1 << 20;
constexpr zip_uint64_t longestSums = zip_uint64_t(1) << 30; ///< Some seven million files.
/// A database and reports unfold some five times, photographs not at all. Beyond this it is meant to fill a disk.
constexpr qint64 unfoldAtMost = 100, unfoldAlways = qint64(256) << 20;

/// An entry that will become a file.
struct PackageEntry
{
    zip_uint64_t index = 0;
    QString name;
    qint64 bytes = 0;
    QByteArray sha256;
};

tl::unexpected<Error> notAPackage(const QString &file, std::string cause)
{
    return failure(ErrorCode::unreadable,
                   message(QT_TRANSLATE_NOOP("Message", "%1 is not a whole study package."),
                           {QFileInfo(file).fileName().toStdString()}),
                   message(QT_TRANSLATE_NOOP("Message", "Nothing was unpacked.")),
                   message(QT_TRANSLATE_NOOP("Message", "Copy it again from where it came, and compare the sizes.")),
                   std::move(cause));
}

tl::unexpected<Error> unsafePackage(const QString &file, std::string cause)
{
    return failure(ErrorCode::unsupported,
                   message(QT_TRANSLATE_NOOP("Message", "%1 is not made as this program makes packages: it could harm this computer."),
                           {QFileInfo(file).fileName().toStdString()}),
                   message(QT_TRANSLATE_NOOP("Message", "Nothing was unpacked.")),
                   message(QT_TRANSLATE_NOOP("Message", "Ask whoever sent it how it was made.")), std::move(cause));
}

/// A path that stays in the study, of what a study holds; the same on every system.
bool isHarmless(const QString &name)
{
    static const QStringList alone{QStringLiteral("study.db"), QStringLiteral("study.db-sums")};
    if (alone.contains(name))
        return true;
    if (!name.startsWith(QLatin1String("images/")) && !name.startsWith(QLatin1String("runs/")))
        return false;
    if (name.size() > 1000)
        return false;
    for (const QString &part : name.split(QLatin1Char('/')))
        if (part.isEmpty() || part == QLatin1String(".") || part == QLatin1String("..") || part.size() > 255)
            return false;
    for (const QChar character : name)
        if (character < QChar(0x20) || character == u'\\' || character == u':' || character == QChar(0x7F))
            return false;
    return true;
}

class Unpacker
{
public:
    Unpacker(const QString &file, const QString &folder, const ProgressCallback &progress, std::stop_token stop)
        : m_file(file), m_folder(QDir::cleanPath(QFileInfo(folder).absoluteFilePath())),
          m_work(m_folder + QStringLiteral(".unpacking")), m_progress(progress), m_stop(std::move(stop))
    {
    }

    Result<StudyPackageReport> unpack()
    {
        if (QFileInfo::exists(m_folder) && (!QFileInfo(m_folder).isDir() || !QDir(m_folder).isEmpty()))
            return failure(ErrorCode::conflict,
                           message(QT_TRANSLATE_NOOP("Message", "%1 exists already and is not empty."), {m_folder.toStdString()}),
                           message(QT_TRANSLATE_NOOP("Message", "It was left as it is.")),
                           message(QT_TRANSLATE_NOOP("Message", "Choose another name, or open it.")));
        RETCLIP_CHECK(openPackage());
        RETCLIP_CHECK(listEntries());
        RETCLIP_CHECK(checkSizes());
        RETCLIP_CHECK(takeOut());
        RETCLIP_CHECK(clearOthers());
        RETCLIP_CHECK(putInPlace());
        return m_report;
    }

private:
    Result<QByteArray> entryBytes(const char *name, zip_uint64_t limit)
    {
        zip_stat_t facts;
        if (zip_stat(m_zip.get(), name, 0, &facts) != 0)
            return notAPackage(m_file, std::string(name) + " is not in it");
        if (facts.size > limit)
            return unsafePackage(m_file, std::string(name) + " is too long");
        QByteArray bytes;
        if (!m_zip.read(facts.index, facts.size, [&](const QByteArray &piece) {
                bytes += piece;
                return true;
            }))
            return notAPackage(m_file, std::string(name) + " cannot be read");
        return bytes;
    }

    Result<void> openPackage()
    {
        if (!QFileInfo(m_file).isFile())
            return failure(ErrorCode::not_found,
                           message(QT_TRANSLATE_NOOP("Message", "There is no file %1."), {m_file.toStdString()}),
                           message(QT_TRANSLATE_NOOP("Message", "Nothing was unpacked.")),
                           message(QT_TRANSLATE_NOOP("Message", "Check the path.")));
        if (std::string cause; !m_zip.open(m_file, ZIP_RDONLY | ZIP_CHECKCONS, cause))
            return notAPackage(m_file, cause);
        RETCLIP_TRY(const QByteArray words, entryBytes("package.json", longestDescription));
        const QJsonObject description = QJsonDocument::fromJson(words).object();
        if (description[QLatin1String("format")].toString() != QLatin1String("retclip-study-package"))
            return notAPackage(m_file, "package.json is of another kind");
        if (description[QLatin1String("version")].toInt() > 1
            || description[QLatin1String("schema_version")].toInt() > studySchemaVersion)
            return failure(ErrorCode::newer_version,
                           message(QT_TRANSLATE_NOOP("Message", "%1 was packed by a later version of this program."),
                                   {QFileInfo(m_file).fileName().toStdString()}),
                           message(QT_TRANSLATE_NOOP("Message", "Nothing was unpacked.")),
                           message(QT_TRANSLATE_NOOP("Message", "Install the newest version of this program.")));
        m_report.name = description[QLatin1String("name")].toString();
        return {};
    }

    Result<void> readSums(QHash<QString, QByteArray> &sums)
    {
        RETCLIP_TRY(const QByteArray text, entryBytes("checksums.txt", longestSums));
        for (const QByteArray &line : text.split('\n')) {
            if (line.isEmpty())
                continue;
            if (line.size() < 67 || line.mid(64, 2) != "  ")
                return notAPackage(m_file, "checksums.txt is not readable");
            sums.insert(QString::fromUtf8(line.mid(66)), line.left(64));
        }
        return {};
    }

    /// Every entry has a harmless name and a checksum, once; every checksum has an entry.
    Result<void> listEntries()
    {
        QHash<QString, QByteArray> sums;
        RETCLIP_CHECK(readSums(sums));
        const zip_int64_t count = zip_get_num_entries(m_zip.get(), 0);
        for (zip_int64_t i = 0; i < count; ++i) {
            zip_stat_t facts;
            if (zip_stat_index(m_zip.get(), zip_uint64_t(i), 0, &facts) != 0 || !(facts.valid & ZIP_STAT_SIZE))
                return notAPackage(m_file, "an entry cannot be read");
            const QString name = QString::fromUtf8(facts.name);
            m_pressed += qint64(facts.comp_size);
            if (name == QLatin1String("package.json") || name == QLatin1String("checksums.txt"))
                continue;
            zip_uint8_t system = 0;
            zip_uint32_t attributes = 0;
            zip_file_get_external_attributes(m_zip.get(), zip_uint64_t(i), 0, &system, &attributes);
            const auto kind = system == ZIP_OPSYS_UNIX ? (attributes >> 16) & 0170000 : 0;
            if (!isHarmless(name) || (kind != 0 && kind != 0100000) || facts.size > zip_uint64_t(INT64_MAX / 4))
                return unsafePackage(m_file, "an entry is called " + name.left(200).toStdString());
            const auto sum = sums.constFind(name);
            if (sum == sums.cend())
                return unsafePackage(m_file, "no checksum, or twice: " + name.toStdString());
            m_entries.append({zip_uint64_t(i), name, qint64(facts.size), *sum});
            sums.erase(sum);
            m_report.bytes += qint64(facts.size);
        }
        if (!sums.isEmpty())
            return notAPackage(m_file, sums.cbegin().key().toStdString() + " is missing");
        m_report.files = m_entries.size();
        m_report.packedBytes = QFileInfo(m_file).size();
        return {};
    }

    Result<void> checkSizes() const
    {
        // Entries that share their bytes unfold a small file without end.
        if (m_pressed > m_report.packedBytes)
            return unsafePackage(m_file, "entries lie upon each other");
        if (m_report.bytes > unfoldAlways && m_report.bytes / unfoldAtMost > m_report.packedBytes)
            return unsafePackage(m_file, "it unfolds more than a hundred times");
        const QStorageInfo disk(QFileInfo(m_folder).absolutePath());
        if (disk.isValid() && disk.bytesAvailable() >= 0 && m_report.bytes > disk.bytesAvailable() + bytesReady())
            return failure(ErrorCode::disk_full,
                           message(QT_TRANSLATE_NOOP("Message", "The study needs %1 MB, and the disk has %2 MB left."),
                                   {std::to_string(m_report.bytes >> 20), std::to_string(disk.bytesAvailable() >> 20)}),
                           message(QT_TRANSLATE_NOOP("Message", "Nothing was unpacked.")),
                           message(QT_TRANSLATE_NOOP("Message", "Choose a folder on another disk.")));
        return {};
    }

    qint64 bytesReady() const
    {
        qint64 bytes = 0;
        QDirIterator files(m_work, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            files.next();
            bytes += files.fileInfo().size();
        }
        return bytes;
    }

    Result<void> takeOut()
    {
        ProgressReporter reporter(m_progress, m_report.bytes, message(QT_TRANSLATE_NOOP("Message", "Unpacking the study")));
        qint64 done = 0;
        for (const PackageEntry &entry : std::as_const(m_entries)) {
            if (m_stop.stop_requested())
                return cancelled();
            const QString target = m_work + QLatin1Char('/') + entry.name;
            if (!QDir().mkpath(QFileInfo(target).absolutePath()))
                return failure(writing_error(path_from_utf8(target.toStdString()), errno));
            RETCLIP_TRY(const bool ready, isReady(target, entry));
            if (ready)
                ++m_report.kept;
            else
                RETCLIP_CHECK(writeEntry(target, entry));
            reporter.advance_to(done += entry.bytes);
        }
        return {};
    }

    /// An earlier call put it there, whole.
    Result<bool> isReady(const QString &target, const PackageEntry &entry) const
    {
        const QFileInfo there(target);
        if (there.isSymLink() || !there.isFile() || there.size() != entry.bytes)
            return false;
        RETCLIP_TRY(const std::string sum, sha256_of_file(path_from_utf8(target.toStdString()), m_stop));
        return sum == entry.sha256.toStdString();
    }

    Result<void> writeEntry(const QString &target, const PackageEntry &entry)
    {
        AtomicFile out(path_from_utf8(target.toStdString()));
        RETCLIP_CHECK(out.open());
        Sha256 sum;
        Result<void> written;
        const bool whole = m_zip.read(entry.index, zip_uint64_t(entry.bytes), [&](const QByteArray &piece) {
            const std::string_view bytes(piece.constData(), std::size_t(piece.size()));
            sum.add(bytes);
            written = out.write(bytes);
            return written.has_value() && !m_stop.stop_requested();
        });
        if (!written)
            return written;
        if (m_stop.stop_requested())
            return cancelled();
        if (!whole || sum.hex() != entry.sha256.toStdString()) {
            QDir(m_work).removeRecursively();
            return failure(ErrorCode::corrupted,
                           message(QT_TRANSLATE_NOOP("Message", "The package is damaged: %1 is not as it was packed."),
                                   {entry.name.toStdString()}),
                           message(QT_TRANSLATE_NOOP("Message", "Nothing was put in place.")),
                           message(QT_TRANSLATE_NOOP("Message", "Copy it again from where it came, and compare the sizes.")));
        }
        return out.commit();
    }

    /// What lay there from another package.
    Result<void> clearOthers() const
    {
        QSet<QString> named;
        for (const PackageEntry &entry : m_entries)
            named.insert(m_work + QLatin1Char('/') + entry.name);
        QDirIterator files(m_work, QDir::Files | QDir::Hidden | QDir::System, QDirIterator::Subdirectories);
        while (files.hasNext())
            if (const QString file = files.next(); !named.contains(file))
                QFile::remove(file);
        for (const char *part : {"images", "runs", "cache", "backups"})
            if (!QDir(m_work).mkpath(QLatin1String(part)))
                return failure(writing_error(path_from_utf8(m_work.toStdString()), errno));
        return {};
    }

    Result<void> putInPlace() const
    {
        {
            // Opened as a stranger's: defensively, and never written to before it is known to be one.
            auto study = Study::open(m_work, OpenMode::readOnly);
            if (!study)
                return failure(std::move(study.error()));
        }
        for (const char *left : {"study.db-wal", "study.db-shm", "study.lock"})
            QFile::remove(m_work + QLatin1Char('/') + QLatin1String(left));
        if (QFileInfo(m_folder).isDir())
            QDir().rmdir(m_folder); // Empty, as was looked at first.
        if (!QDir().rename(m_work, m_folder))
            return failure(writing_error(path_from_utf8(m_folder.toStdString()), errno));
        return {};
    }

    const QString m_file, m_folder, m_work;
    const ProgressCallback &m_progress;
    const std::stop_token m_stop;
    ZipFile m_zip;
    QVector<PackageEntry> m_entries;
    qint64 m_pressed = 0;
    StudyPackageReport m_report;
};

} // namespace

Result<StudyPackageReport> unpackStudy(const QString &file, const QString &folder, const ProgressCallback &progress,
                                       std::stop_token stop)
{
    if (folder.isEmpty())
        return failure(ErrorCode::invalid_argument,
                       message(QT_TRANSLATE_NOOP("Message", "A study needs the name of a folder.")),
                       message(QT_TRANSLATE_NOOP("Message", "Nothing was unpacked.")),
                       message(QT_TRANSLATE_NOOP("Message", "Choose another name.")));
    return Unpacker(file, folder, progress, std::move(stop)).unpack();
}

} // namespace retclip
