// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/database.h"

#include <QFile>
#include <QFileInfo>
#include <QUrl>

#include <sqlite3.h>

#include <cerrno>
#include <cstring>

namespace retclip {

namespace {

constexpr int busy_timeout_ms = 5000;

Error errorFor(int extended, int systemError, const QString &file, const std::string &words)
{
    const std::string name = QFileInfo(file).fileName().toStdString();
    const Message kept = message(
        QT_TRANSLATE_NOOP("Message", "Everything confirmed before is saved; this change was not made."));
    const int code = extended & 0xff;
    if (code == SQLITE_FULL || (code == SQLITE_IOERR && (systemError == ENOSPC || systemError == EDQUOT)))
        return {ErrorCode::disk_full,
                message(QT_TRANSLATE_NOOP("Message", "The disk is full: %1 cannot grow."), {name}), kept,
                message(QT_TRANSLATE_NOOP("Message", "Free some space, then try again.")), words};
    // A page that is not as it was written (page_sums.h).
    switch (extended == SQLITE_IOERR_DATA ? SQLITE_CORRUPT : code) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return {ErrorCode::conflict,
                message(QT_TRANSLATE_NOOP("Message", "Another program is writing to %1."), {name}), kept,
                message(QT_TRANSLATE_NOOP("Message", "Wait until it has finished, then try again.")),
                words};
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return {ErrorCode::read_only,
                message(QT_TRANSLATE_NOOP("Message", "%1 cannot be written to: it is read-only."),
                        {file.toStdString()}),
                kept,
                message(QT_TRANSLATE_NOOP(
                    "Message", "Ask for permission to write to the folder, or work on a copy.")),
                words};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return {ErrorCode::corrupted,
                message(QT_TRANSLATE_NOOP("Message", "%1 is damaged, or is not a study's database."),
                        {file.toStdString()}),
                message(QT_TRANSLATE_NOOP("Message", "Nothing was changed.")),
                message(QT_TRANSLATE_NOOP("Message", "Put the study in order with: retclip study recover %1"),
                        {QFileInfo(file).path().toStdString()}),
                words};
    case SQLITE_INTERRUPT: return cancelled().value();
    case SQLITE_NOMEM:
        return {ErrorCode::out_of_memory,
                message(QT_TRANSLATE_NOOP("Message", "There is not enough memory for this.")), kept,
                message(QT_TRANSLATE_NOOP("Message", "Close other programs, then try again.")), words};
    case SQLITE_CANTOPEN:
        return {ErrorCode::unreadable,
                message(QT_TRANSLATE_NOOP("Message", "%1 cannot be opened."), {file.toStdString()}),
                message(QT_TRANSLATE_NOOP("Message", "Nothing was changed.")),
                message(QT_TRANSLATE_NOOP("Message", "Check the path and your permission to read it.")),
                words};
    case SQLITE_IOERR:
        return {ErrorCode::unreadable,
                message(QT_TRANSLATE_NOOP("Message", "%1 could not be read or written: %2."),
                        {file.toStdString(), std::strerror(systemError)}),
                kept,
                message(QT_TRANSLATE_NOOP(
                    "Message", "Check that the disk or network drive is there, then try again.")),
                words};
    default:
        return {ErrorCode::internal,
                message(QT_TRANSLATE_NOOP("Message", "The study's database refused a step.")), kept,
                message(QT_TRANSLATE_NOOP("Message", "Report this, with the details.")), words};
    }
}

} // namespace

// ---- Statement ---------------------------------------------------------------------------------

Statement::Statement(Database &database, sqlite3_stmt *statement)
    : m_database(&database), m_statement(statement)
{
}

Statement::Statement(Statement &&other) noexcept
    : m_database(other.m_database), m_statement(std::exchange(other.m_statement, nullptr))
{
}

Statement::~Statement()
{
    if (m_statement)
        m_database->release(m_statement);
}

void Statement::bindInteger(int index, qint64 value)
{
    sqlite3_bind_int64(m_statement, index, value);
}

void Statement::bindOne(int index, double value)
{
    sqlite3_bind_double(m_statement, index, value);
}

void Statement::bindOne(int index, const QString &value)
{
    bindOne(index, value.toUtf8());
}

void Statement::bindOne(int index, const QByteArray &utf8)
{
    sqlite3_bind_text64(m_statement, index, utf8.constData() ? utf8.constData() : "",
                        sqlite3_uint64(utf8.size()), SQLITE_TRANSIENT, SQLITE_UTF8);
}

void Statement::bindOne(int index, std::nullopt_t)
{
    sqlite3_bind_null(m_statement, index);
}

Result<bool> Statement::step()
{
    const int outcome = sqlite3_step(m_statement);
    if (outcome == SQLITE_ROW)
        return true;
    if (outcome == SQLITE_DONE)
        return false;
    Error error = m_database->lastError();
    sqlite3_reset(m_statement);
    return failure(std::move(error));
}

Result<void> Statement::run()
{
    for (;;) {
        RETCLIP_TRY(const bool row, step());
        if (!row)
            break;
    }
    reset();
    return {};
}

void Statement::reset()
{
    sqlite3_reset(m_statement);
}

qint64 Statement::integer(int column) const
{
    return sqlite3_column_int64(m_statement, column);
}

double Statement::real(int column) const
{
    return sqlite3_column_double(m_statement, column);
}

QString Statement::text(int column) const
{
    const std::string_view bytes = utf8(column);
    return QString::fromUtf8(bytes.data(), qsizetype(bytes.size()));
}

std::string_view Statement::utf8(int column) const
{
    const auto *bytes = reinterpret_cast<const char *>(sqlite3_column_text(m_statement, column));
    return bytes ? std::string_view(bytes, std::size_t(sqlite3_column_bytes(m_statement, column)))
                 : std::string_view();
}

bool Statement::isNull(int column) const
{
    return sqlite3_column_type(m_statement, column) == SQLITE_NULL;
}

// ---- Database ----------------------------------------------------------------------------------

void Database::addTakePair()
{
    const auto step = [](sqlite3_context *context, int, sqlite3_value **values) {
        const auto *database = static_cast<const Database *>(sqlite3_user_data(context));
        if (database->m_takePair && sqlite3_value_type(values[1]) != SQLITE_NULL)
            (*database->m_takePair)(sqlite3_value_int64(values[0]), sqlite3_value_double(values[1]));
    };
    const auto end = [](sqlite3_context *context) { sqlite3_result_null(context); };
    // Direct only: no schema of a foreign file may call it.
    sqlite3_create_function_v2(m_connection, "take_pair", 2, SQLITE_UTF8 | SQLITE_DIRECTONLY, this, nullptr, step, end,
                               nullptr);
}

Result<std::unique_ptr<Database>> Database::open(const QString &file, Mode mode)
{
    const auto attempt = [&](const QByteArray &name, int flags) -> Result<std::unique_ptr<Database>> {
        std::unique_ptr<Database> database(new Database);
        database->m_file = file;
        database->m_readOnly = mode == Mode::readOnly;
        if (sqlite3_open_v2(name.constData(), &database->m_connection,
                            flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
                            summingFileSystem())
            != SQLITE_OK)
            return failure(database->lastError());
        sqlite3 *const connection = database->m_connection;
        sqlite3_busy_timeout(connection, busy_timeout_ms);
        database->addTakePair();
        // A file from elsewhere must not run code or damage itself through its own schema.
        sqlite3_db_config(connection, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
        sqlite3_db_config(connection, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
        sqlite3_db_config(connection, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr); // our schema has neither
        sqlite3_db_config(connection, SQLITE_DBCONFIG_ENABLE_VIEW, 0, nullptr);
        sqlite3_db_config(connection, SQLITE_DBCONFIG_ENABLE_FKEY, 1, nullptr);
        sqlite3_limit(connection, SQLITE_LIMIT_ATTACHED, 0);
        RETCLIP_CHECK(database->execute("PRAGMA temp_store = MEMORY; PRAGMA cache_size = -65536;"));
        if (mode != Mode::readOnly)
            // FULL: a confirmed edit survives a power cut, not only a crash of the program.
            RETCLIP_CHECK(database->execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"));
        // The first read finds out whether this is a database at all.
        RETCLIP_TRY([[maybe_unused]] const qint64 tables,
                    database->number("SELECT count(*) FROM sqlite_schema"));
        return database;
    };
    const QByteArray path = QFile::encodeName(file);
    switch (mode) {
    case Mode::create: return attempt(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    case Mode::readWrite: {
        auto database = attempt(path, SQLITE_OPEN_READWRITE);
        if (database && sqlite3_db_readonly((*database)->m_connection, "main") == 1)
            return failure(errorFor(SQLITE_READONLY, 0, file, "opened read-only by the system"));
        return database;
    }
    case Mode::readOnly: break;
    }
    auto database = attempt(path, SQLITE_OPEN_READONLY);
    if (!database
        && (database.error().code == ErrorCode::unreadable
            || database.error().code == ErrorCode::read_only)
        && QFileInfo(file).isReadable() && QFileInfo(file + QStringLiteral("-wal")).size() == 0) {
        // In a folder that cannot be written to, the log's index file cannot be made; without a log
        // the file itself is all there is, and nobody can change it.
        QUrl address = QUrl::fromLocalFile(file);
        address.setQuery(QStringLiteral("immutable=1"));
        return attempt(address.toEncoded(), SQLITE_OPEN_READONLY | SQLITE_OPEN_URI);
    }
    return database;
}

Database::~Database()
{
    for (auto &[sql, prepared] : m_prepared)
        sqlite3_finalize(prepared.statement);
    sqlite3_close_v2(m_connection);
}

Result<Statement> Database::prepare(std::string_view sql)
{
    auto found = m_prepared.find(sql);
    if (found != m_prepared.end() && !found->second.lent) {
        found->second.lent = true;
        return Statement(*this, found->second.statement);
    }
    const bool keep = found == m_prepared.end();
    sqlite3_stmt *statement = nullptr;
    if (sqlite3_prepare_v3(m_connection, sql.data(), int(sql.size()),
                           keep ? SQLITE_PREPARE_PERSISTENT : 0, &statement, nullptr)
        != SQLITE_OK)
        return failure(lastError());
    if (keep) {
        if (m_prepared.size() > 200) {
            for (auto entry = m_prepared.begin(); entry != m_prepared.end();) {
                if (entry->second.lent) {
                    ++entry;
                    continue;
                }
                sqlite3_finalize(entry->second.statement);
                entry = m_prepared.erase(entry);
            }
        }
        m_prepared.emplace(std::string(sql), Prepared{statement, true});
    }
    return Statement(*this, statement);
}

void Database::release(sqlite3_stmt *statement)
{
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    const char *sql = sqlite3_sql(statement);
    auto found = sql ? m_prepared.find(std::string_view(sql)) : m_prepared.end();
    if (found != m_prepared.end() && found->second.statement == statement)
        found->second.lent = false;
    else
        sqlite3_finalize(statement); // A second one of the same text, while the first was lent.
}

Result<void> Database::execute(const char *sql)
{
    if (sqlite3_exec(m_connection, sql, nullptr, nullptr, nullptr) != SQLITE_OK)
        return failure(lastError());
    return {};
}

qint64 Database::lastRow() const
{
    return sqlite3_last_insert_rowid(m_connection);
}

qint64 Database::changedRows() const
{
    return sqlite3_changes64(m_connection);
}

Result<qint64> Database::dataVersion()
{
    return number("PRAGMA data_version");
}

Error Database::lastError() const
{
    const int code = m_connection ? sqlite3_extended_errcode(m_connection) : SQLITE_NOMEM;
    const int systemError = m_connection ? sqlite3_system_errno(m_connection) : 0;
    return errorFor(code, systemError, m_file,
                    m_connection ? sqlite3_errmsg(m_connection) : "no connection");
}

Result<void> Database::backupTo(const QString &file) const
{
    sqlite3 *target = nullptr;
    const QByteArray path = QFile::encodeName(file);
    int outcome = sqlite3_open_v2(path.constData(), &target,
                                  SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
                                  nullptr);
    if (outcome == SQLITE_OK) {
        sqlite3_busy_timeout(target, busy_timeout_ms);
        if (sqlite3_backup *backup = sqlite3_backup_init(target, "main", m_connection, "main")) {
            do {
                outcome = sqlite3_backup_step(backup, 4096);
                if (outcome == SQLITE_BUSY || outcome == SQLITE_LOCKED)
                    sqlite3_sleep(20);
            } while (outcome == SQLITE_OK || outcome == SQLITE_BUSY || outcome == SQLITE_LOCKED);
            sqlite3_backup_finish(backup);
            outcome = sqlite3_extended_errcode(target);
        } else {
            outcome = sqlite3_extended_errcode(target);
        }
        // One plain file: a copy must not need its log beside it.
        if (outcome == SQLITE_OK)
            outcome = sqlite3_exec(target, "PRAGMA journal_mode = DELETE", nullptr, nullptr, nullptr);
    }
    if (outcome != SQLITE_OK) {
        Error error = errorFor(outcome, target ? sqlite3_system_errno(target) : 0, file,
                               target ? sqlite3_errmsg(target) : "no connection");
        sqlite3_close_v2(target);
        QFile::remove(file);
        return failure(std::move(error));
    }
    sqlite3_close_v2(target);
    return {};
}

struct Database::Interruption::Callback
{
    std::stop_callback<std::function<void()>> callback;
};

Database::Interruption::Interruption(const Database &database, const std::stop_token &stop)
{
    if (stop.stop_possible()) {
        sqlite3 *const connection = database.m_connection;
        m_callback.reset(new Callback{std::stop_callback<std::function<void()>>(
            stop, [connection] { sqlite3_interrupt(connection); })});
    }
}

Database::Interruption::~Interruption() = default;

// ---- Transaction -------------------------------------------------------------------------------

Result<Transaction> Transaction::begin(Database &database)
{
    if (database.m_inTransaction)
        return Transaction(nullptr, false);
    // IMMEDIATE: a deferred one could fail half-way when another connection wrote meanwhile.
    RETCLIP_CHECK(database.execute("BEGIN IMMEDIATE"));
    database.m_inTransaction = true;
    return Transaction(&database, true);
}

Transaction::Transaction(Transaction &&other) noexcept
    : m_database(std::exchange(other.m_database, nullptr)), m_outermost(other.m_outermost)
{
}

Transaction::~Transaction()
{
    if (m_database) {
        m_database->m_inTransaction = false;
        // After some failures SQLite has rolled back by itself; a second time does no harm.
        if (auto rolledBack = m_database->execute("ROLLBACK"); !rolledBack) { }
    }
}

Result<void> Transaction::commit()
{
    if (!m_database)
        return {}; // Joined: the outermost one commits.
    RETCLIP_CHECK(m_database->execute("COMMIT"));
    m_database->m_inTransaction = false;
    m_database = nullptr;
    return {};
}

Result<Snapshot> Snapshot::begin(Database &database)
{
    if (database.inTransaction())
        return Snapshot(nullptr);
    // Nested snapshots are savepoints, which may lie in each other.
    RETCLIP_CHECK(database.execute("SAVEPOINT snapshot"));
    return Snapshot(&database);
}

Snapshot::Snapshot(Snapshot &&other) noexcept : m_database(std::exchange(other.m_database, nullptr)) { }

Snapshot::~Snapshot()
{
    if (m_database)
        if (auto released = m_database->execute("RELEASE snapshot"); !released) { }
}

const char *databaseVersion()
{
    return sqlite3_libversion();
}

} // namespace retclip
