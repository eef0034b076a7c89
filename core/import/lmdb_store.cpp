// SPDX-License-Identifier: GPL-3.0-or-later
// Writes LMDB stores by liblmdb; lmdb_reader.cpp reads them without it.
#include "core/import/lmdb_store.h"

#include <QDir>
#include <QFile>

#include <lmdb.h>

#include <algorithm>
#include <cerrno>

namespace retclip {

namespace {

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
