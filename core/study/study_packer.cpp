// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/base/sha256.h"
#include "core/base/work_folder.h"
#include "core/base/writing_error.h"
#include "core/study/database.h"
#include "core/study/study.h"
#include "core/study/study_errors.h"
#include "core/study/study_package.h"
#include "core/study/zip_file.h"

#include <QDateTime>
#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

#include <algorithm>
#include <cerrno>
#include <optional>

namespace retclip {

namespace {

/// One file of the package: what it is called in it, where it lies now.
struct PackedFile
{
    QString name, place;
    qint64 bytes = 0;
    std::string sha256;
};

Message noPackage()
{
    return message(QT_TRANSLATE_NOOP("Message", "No package was made; the study is as it was."));
}

/// What compression would only slow down.
bool isPressed(const QString &name)
{
    static const QStringList endings{QStringLiteral("jpg"), QStringLiteral("jpeg"), QStringLiteral("png"),
                                     QStringLiteral("webp"), QStringLiteral("jp2"), QStringLiteral("dcm"),
                                     QStringLiteral("safetensors"), QStringLiteral("pt")};
    return endings.contains(QFileInfo(name).suffix().toLower());
}

class Packer
{
public:
    Packer(const Study &study, const StudyPackageOrder &order, const ProgressCallback &progress, std::stop_token stop)
        : m_study(study), m_order(order), m_progress(progress), m_stop(std::move(stop))
    {
    }

    Result<StudyPackageReport> pack()
    {
        const QString file = QFileInfo(m_order.file).absoluteFilePath();
        if (m_order.file.isEmpty() || QFileInfo::exists(file))
            return failure(ErrorCode::conflict,
                           message(QT_TRANSLATE_NOOP("Message", "%1 exists already."), {m_order.file.toStdString()}),
                           noPackage(), message(QT_TRANSLATE_NOOP("Message", "Choose another name.")));
        RETCLIP_CHECK(copyDatabase());
        RETCLIP_CHECK(gatherPhotographs());
        if (m_order.runs)
            gatherFolder(QStringLiteral("runs"));
        RETCLIP_CHECK(sumUp());
        RETCLIP_TRY(const WorkFolder work,
                    WorkFolder::make(path_from_utf8(QFileInfo(file).absolutePath().toStdString()), "pack"));
        const QString part = QString::fromStdString((work.path() / "package.zip").string());
        RETCLIP_CHECK(write(part));
        RETCLIP_CHECK(readBack(part));
        m_report.packedBytes = QFileInfo(part).size();
        if (!QFile::rename(part, file))
            return failure(writing_error(path_from_utf8(file.toStdString()), errno));
        return m_report;
    }

private:
    /// As it is at this moment, with the places that its photographs have in the package.
    Result<void> copyDatabase()
    {
        RETCLIP_TRY(m_temporary, WorkFolder::make(path_from_utf8(QDir::tempPath().toStdString()), "retclip-pack"));
        const QDir temporary(QString::fromStdString(m_temporary->path().string()));
        RETCLIP_TRY(const StudyInfo info, m_study.info());
        m_info = info;
        m_report.name = m_study.name();
        RETCLIP_TRY(const QString copy, m_study.backup(temporary.path()));
        m_database = temporary.filePath(QStringLiteral("study.db"));
        if (!QFile::rename(copy, m_database))
            return failure(writing_error(path_from_utf8(m_database.toStdString()), errno));
        return {};
    }

    Result<void> gatherPhotographs()
    {
        gatherFolder(QStringLiteral("images"));
        RETCLIP_TRY(const std::unique_ptr<Database> database, Database::open(m_database, Database::Mode::readWrite));
        {
            RETCLIP_TRY(Transaction transaction, Transaction::begin(*database));
            QVector<std::pair<qint64, QString>> moved;
            {
                RETCLIP_TRY(Statement statement, database->prepare("SELECT id, path, coalesce(sha256, '') FROM image"));
                for (;;) {
                    RETCLIP_TRY(const bool row, statement.step());
                    if (!row)
                        break;
                    const QString name = placeOf(statement.text(1), statement.text(2));
                    if (!name.isEmpty())
                        moved.append({statement.integer(0), name});
                }
            }
            for (const auto &[id, name] : std::as_const(moved))
                RETCLIP_CHECK(database->run("UPDATE image SET path = ?2 WHERE id = ?1", id, name));
            RETCLIP_CHECK(transaction.commit());
        }
        // One plain file: the log goes into it, and every page gets its sum.
        RETCLIP_CHECK(database->execute("PRAGMA wal_checkpoint(TRUNCATE)"));
        RETCLIP_TRY([[maybe_unused]] const PageSurvey survey, database->surveyPages(true, m_stop));
        return {};
    }

    /// Adds a photograph that lies outside the study; its place in the package, or nothing where it stays.
    QString placeOf(const QString &path, const QString &noted)
    {
        const QDir folder(m_study.folder());
        const QString file = QDir::cleanPath(folder.absoluteFilePath(path));
        const bool inside = !QDir::isAbsolutePath(path) && path.startsWith(QLatin1String("images/"))
            && !QDir::cleanPath(path).startsWith(QLatin1String(".."));
        if (!QFileInfo(file).isFile()) {
            m_report.missing.append(path);
            return {};
        }
        if (!noted.isEmpty())
            m_noted.insert(file, noted);
        if (inside)
            return {};
        if (const auto known = m_linked.constFind(file); known != m_linked.cend())
            return *known;
        const std::string stem = noted.isEmpty() ? sha256_of(file.toStdString()) : noted.toStdString();
        const QString suffix = QFileInfo(file).suffix().toLower();
        QString name = QStringLiteral("images/%1/%2%3")
                           .arg(QString::fromStdString(stem.substr(0, 2)), QString::fromStdString(stem),
                                suffix.isEmpty() ? QString() : QLatin1Char('.') + suffix);
        m_linked.insert(file, name);
        if (!m_names.contains(name)) { // The same content may have been copied in beside.
            add(name, file);
            ++m_report.linked;
        }
        return name;
    }

    void gatherFolder(const QString &part)
    {
        const QDir root(m_study.folder());
        QDirIterator files(root.filePath(part), QDir::Files | QDir::Hidden | QDir::NoSymLinks, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QString file = files.next();
            add(root.relativeFilePath(file), file);
        }
    }

    void add(const QString &name, const QString &place)
    {
        m_names.insert(name);
        m_files.append({name, place, QFileInfo(place).size(), {}});
    }

    /// Reads every file once for its checksum.
    Result<void> sumUp()
    {
        add(QStringLiteral("study.db"), m_database);
        if (const QString sums = m_database + QStringLiteral("-sums"); QFileInfo::exists(sums))
            add(QStringLiteral("study.db-sums"), sums);
        std::sort(m_files.begin(), m_files.end(), [](const auto &a, const auto &b) { return a.name < b.name; });
        qint64 total = 0, done = 0;
        for (const PackedFile &file : std::as_const(m_files))
            total += file.bytes;
        ProgressReporter reporter(m_progress, total, message(QT_TRANSLATE_NOOP("Message", "Reading the study's files")));
        for (PackedFile &file : m_files) {
            RETCLIP_TRY(file.sha256, sha256_of_file(path_from_utf8(file.place.toStdString()), m_stop));
            const QString noted = m_noted.value(QDir::cleanPath(file.place));
            if (!noted.isEmpty() && noted.toStdString() != file.sha256)
                m_report.changed.append(file.name);
            reporter.advance_to(done += file.bytes);
        }
        m_report.files = m_files.size();
        m_report.bytes = total;
        return {};
    }

    QByteArray describe() const
    {
        const QJsonObject words{{QStringLiteral("format"), QStringLiteral("retclip-study-package")},
                                {QStringLiteral("version"), 1},
                                {QStringLiteral("name"), m_report.name},
                                {QStringLiteral("packed"), QDateTime::currentDateTimeUtc().toString(Qt::ISODate)},
                                {QStringLiteral("schema_version"), m_info.schemaVersion},
                                {QStringLiteral("synthetic"), m_info.synthetic},
                                {QStringLiteral("patients"), m_info.patients},
                                {QStringLiteral("exams"), m_info.exams},
                                {QStringLiteral("images"), m_info.images},
                                {QStringLiteral("missing_images"), qint64(m_report.missing.size())},
                                {QStringLiteral("with_runs"), m_order.runs},
                                {QStringLiteral("files"), m_report.files},
                                {QStringLiteral("bytes"), m_report.bytes}};
        return QJsonDocument(words).toJson();
    }

    Error trouble(zip_t *archive) const
    {
        const int system = zip_error_code_system(zip_get_error(archive));
        if (system == ENOSPC || system == EDQUOT || system == EACCES || system == EROFS)
            return writing_error(path_from_utf8(m_order.file.toStdString()), system);
        return {ErrorCode::unreadable,
                message(QT_TRANSLATE_NOOP("Message", "The package %1 cannot be written."), {m_order.file.toStdString()}),
                noPackage(), message(QT_TRANSLATE_NOOP("Message", "Choose another folder, and try again.")),
                zip_strerror(archive)};
    }

    Result<void> write(const QString &part)
    {
        QFile::remove(part);
        ZipFile zip;
        if (std::string cause; !zip.open(part, ZIP_CREATE | ZIP_EXCL, cause))
            return failure(ErrorCode::read_only,
                           message(QT_TRANSLATE_NOOP("Message", "The package %1 cannot be written."),
                                   {m_order.file.toStdString()}),
                           noPackage(), message(QT_TRANSLATE_NOOP("Message", "Choose another folder, and try again.")),
                           cause);
        QByteArray sums;
        for (const PackedFile &file : std::as_const(m_files))
            sums += QByteArray::fromStdString(file.sha256) + "  " + file.name.toUtf8() + '\n';
        const QByteArray words = describe();
        const auto addEntry = [&](const QString &name, zip_source_t *source) {
            const zip_int64_t index
                = source ? zip_file_add(zip.get(), name.toUtf8().constData(), source, ZIP_FL_ENC_UTF_8) : -1;
            if (index < 0) {
                if (source)
                    zip_source_free(source);
                return false;
            }
            return !isPressed(name)
                || zip_set_file_compression(zip.get(), zip_uint64_t(index), ZIP_CM_STORE, 0) == 0;
        };
        const auto addBytes = [&](const char *name, const QByteArray &bytes) {
            return addEntry(QLatin1String(name),
                            zip_source_buffer(zip.get(), bytes.constData(), zip_uint64_t(bytes.size()), 0));
        };
        bool good = addBytes("package.json", words) && addBytes("checksums.txt", sums);
        for (qsizetype i = 0; good && i < m_files.size(); ++i)
            good = addEntry(m_files[i].name, zip_source_file(zip.get(), QFile::encodeName(m_files[i].place).constData(), 0, -1));
        if (!good)
            return failure(trouble(zip.get()));
        ProgressReporter reporter(m_progress, m_report.bytes, message(QT_TRANSLATE_NOOP("Message", "Writing the package")));
        struct Watch
        {
            ProgressReporter &reporter;
            qint64 bytes;
            const std::stop_token &stop;
        } watch{reporter, m_report.bytes, m_stop};
        zip_register_progress_callback_with_state(
            zip.get(), 0.002, [](zip_t *, double share, void *watch) {
                auto *of = static_cast<Watch *>(watch);
                of->reporter.advance_to(qint64(share * double(of->bytes)));
            }, nullptr, &watch);
        zip_register_cancel_callback_with_state(
            zip.get(), [](zip_t *, void *watch) { return int(static_cast<Watch *>(watch)->stop.stop_requested()); },
            nullptr, &watch);
        if (zip_close(zip.get()) != 0)
            return m_stop.stop_requested() ? Result<void>(cancelled()) : Result<void>(failure(trouble(zip.get())));
        zip.release();
        return {};
    }

    /// What the disk gives back is what was meant, before anybody relies on it.
    Result<void> readBack(const QString &part)
    {
        ZipFile zip;
        std::string cause;
        bool good = zip.open(part, ZIP_RDONLY | ZIP_CHECKCONS, cause)
            && zip_get_num_entries(zip.get(), 0) == zip_int64_t(m_files.size() + 2);
        qint64 done = 0;
        ProgressReporter reporter(m_progress, m_report.bytes, message(QT_TRANSLATE_NOOP("Message", "Reading the package back")));
        for (qsizetype i = 0; good && i < m_files.size(); ++i) {
            if (m_stop.stop_requested())
                return cancelled();
            Sha256 sum;
            good = zip.read(zip_uint64_t(i) + 2, zip_uint64_t(m_files[i].bytes), [&sum](const QByteArray &piece) {
                sum.add(std::string_view(piece.constData(), std::size_t(piece.size())));
                return true;
            }) && sum.hex() == m_files[i].sha256;
            if (!good)
                cause = m_files[i].name.toStdString();
            reporter.advance_to(done += m_files[i].bytes);
        }
        if (!good)
            return failure(ErrorCode::conflict,
                           message(QT_TRANSLATE_NOOP("Message", "What was written is not what was read: a file of the study "
                                                                "changed meanwhile, or the disk does not keep what it is given.")),
                           noPackage(),
                           message(QT_TRANSLATE_NOOP("Message", "Wait until no run is training, and try again.")), cause);
        return {};
    }

    const Study &m_study;
    const StudyPackageOrder &m_order;
    const ProgressCallback &m_progress;
    const std::stop_token m_stop;
    std::optional<WorkFolder> m_temporary;
    QString m_database;
    StudyInfo m_info;
    QVector<PackedFile> m_files;
    QSet<QString> m_names;
    QHash<QString, QString> m_linked, m_noted; ///< By file: its name in the package; its noted SHA-256.
    StudyPackageReport m_report;
};

} // namespace

Result<StudyPackageReport> packStudy(const Study &study, const StudyPackageOrder &order,
                                     const ProgressCallback &progress, std::stop_token stop)
{
    return Packer(study, order, progress, std::move(stop)).pack();
}

} // namespace retclip
