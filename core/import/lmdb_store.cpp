// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/lmdb_store.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <lmdb.h>

#include <algorithm>
#include <cerrno>

namespace retclip {

namespace {

tl::unexpected<Error> readError(const QString &folder, int code)
{
    return failure(
        ErrorCode::unreadable,
        message(QT_TRANSLATE_NOOP("Message", "%1 is not a readable LMDB store."),
                {folder.toStdString()}),
        message(QT_TRANSLATE_NOOP("Message", "Nothing of it was imported.")),
        message(QT_TRANSLATE_NOOP(
            "Message",
            "Copy the store again, or import the TSV and JSONL files it was made from.")),
        mdb_strerror(code));
}

tl::unexpected<Error> writeError(const QString &folder, int code)
{
    return failure(
        code == ENOSPC || code == MDB_MAP_FULL ? ErrorCode::disk_full : ErrorCode::unreadable,
        message(QT_TRANSLATE_NOOP("Message", "The LMDB store %1 cannot be written."),
                {folder.toStdString()}),
        message(QT_TRANSLATE_NOOP("Message", "No file was left behind.")),
        message(
            QT_TRANSLATE_NOOP("Message", "Check the space and the permission, then export again.")),
        mdb_strerror(code));
}

} // namespace

struct LmdbReader::Private
{
    QString folder;
    MDB_env *environment = nullptr;
    std::size_t count = 0;

    ~Private()
    {
        if (environment)
            mdb_env_close(environment);
    }
};

LmdbReader::LmdbReader(std::unique_ptr<Private> data) : d(std::move(data))
{
}
LmdbReader::~LmdbReader() = default;

Result<std::unique_ptr<LmdbReader>> LmdbReader::open(const QString &folder)
{
    const QFileInfo file(folder + QStringLiteral("/data.mdb"));
    if (!file.exists())
        return failure(ErrorCode::not_found,
                       message(QT_TRANSLATE_NOOP("Message", "There is no LMDB store in %1."),
                               {folder.toStdString()}),
                       message(QT_TRANSLATE_NOOP("Message", "Nothing of it was imported.")),
                       message(QT_TRANSLATE_NOOP(
                           "Message", "Choose the folder above \"imgs\" and \"pairs\".")));
    auto data = std::make_unique<Private>();
    data->folder = folder;
    int code = mdb_env_create(&data->environment);
    if (code != MDB_SUCCESS)
        return readError(folder, code);
    code = mdb_env_open(data->environment, QFile::encodeName(folder).constData(),
                        MDB_RDONLY | MDB_NOLOCK, 0644);
    if (code != MDB_SUCCESS)
        return readError(folder, code);
    // The library trusts page numbers; a file cut short would end in a bus error.
    MDB_envinfo info;
    MDB_stat stat;
    if (mdb_env_info(data->environment, &info) != MDB_SUCCESS
        || mdb_env_stat(data->environment, &stat) != MDB_SUCCESS
        || (std::uint64_t(info.me_last_pgno) + 1) * stat.ms_psize > std::uint64_t(file.size()))
        return readError(folder, MDB_CORRUPTED);
    data->count = stat.ms_entries;
    return std::unique_ptr<LmdbReader>(new LmdbReader(std::move(data)));
}

std::size_t LmdbReader::count() const
{
    return d->count;
}

Result<void>
LmdbReader::each(const std::function<bool(std::string_view, std::span<const std::byte>)> &f) const
{
    MDB_txn *transaction = nullptr;
    int code = mdb_txn_begin(d->environment, nullptr, MDB_RDONLY, &transaction);
    if (code != MDB_SUCCESS)
        return readError(d->folder, code);
    MDB_dbi database = 0;
    MDB_cursor *cursor = nullptr;
    code = mdb_dbi_open(transaction, nullptr, 0, &database);
    if (code == MDB_SUCCESS)
        code = mdb_cursor_open(transaction, database, &cursor);
    if (code == MDB_SUCCESS) {
        MDB_val key;
        MDB_val value;
        while ((code = mdb_cursor_get(cursor, &key, &value, MDB_NEXT)) == MDB_SUCCESS) {
            if (!f({static_cast<const char *>(key.mv_data), key.mv_size},
                   {static_cast<const std::byte *>(value.mv_data), value.mv_size}))
                break;
        }
        mdb_cursor_close(cursor);
    }
    mdb_txn_abort(transaction);
    if (code != MDB_SUCCESS && code != MDB_NOTFOUND)
        return readError(d->folder, code);
    return {};
}

struct LmdbWriter::Private
{
    QString folder;
    MDB_env *environment = nullptr;
    MDB_txn *transaction = nullptr;
    MDB_dbi database = 0;

    ~Private()
    {
        if (transaction)
            mdb_txn_abort(transaction);
        if (environment)
            mdb_env_close(environment);
    }
};

LmdbWriter::LmdbWriter(std::unique_ptr<Private> data) : d(std::move(data))
{
}
LmdbWriter::~LmdbWriter() = default;

Result<std::unique_ptr<LmdbWriter>> LmdbWriter::create(const QString &folder,
                                                       std::uint64_t bytes_expected)
{
    QDir().mkpath(folder);
    auto data = std::make_unique<Private>();
    data->folder = folder;
    int code = mdb_env_create(&data->environment);
    // Base64 values lie in whole pages of their own: twice the size is always enough. LMDB reserves
    // addresses only; the file grows as it is written.
    const std::uint64_t room = std::max<std::uint64_t>(bytes_expected * 2, std::uint64_t(64) << 20);
    if (code == MDB_SUCCESS)
        code = mdb_env_set_mapsize(data->environment, (room | 0xFFFFF) + 1);
    if (code == MDB_SUCCESS)
        code = mdb_env_open(data->environment, QFile::encodeName(folder).constData(), MDB_NOLOCK,
                            0644);
    if (code == MDB_SUCCESS)
        code = mdb_txn_begin(data->environment, nullptr, 0, &data->transaction);
    if (code == MDB_SUCCESS)
        code = mdb_dbi_open(data->transaction, nullptr, MDB_CREATE, &data->database);
    if (code != MDB_SUCCESS)
        return writeError(folder, code);
    return std::unique_ptr<LmdbWriter>(new LmdbWriter(std::move(data)));
}

Result<void> LmdbWriter::put(std::string_view key, std::string_view value)
{
    MDB_val k{key.size(), const_cast<char *>(key.data())};
    MDB_val v{value.size(), const_cast<char *>(value.data())};
    if (const int code = mdb_put(d->transaction, d->database, &k, &v, 0); code != MDB_SUCCESS)
        return writeError(d->folder, code);
    return {};
}

Result<void> LmdbWriter::finish()
{
    int code = mdb_txn_commit(d->transaction);
    d->transaction = nullptr;
    if (code == MDB_SUCCESS)
        code = mdb_env_sync(d->environment, 1);
    if (code != MDB_SUCCESS)
        return writeError(d->folder, code);
    return {};
}

} // namespace retclip
