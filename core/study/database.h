// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/study/page_sums.h"

#include <QByteArray>
#include <QString>

#include <concepts>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace retclip {

class Database;

/// A prepared statement on loan from its Database; goes back, reset, when it leaves scope.
///
/// Threads: its Database's. Errors of binding are reported by the next step().
class Statement
{
public:
    Statement(Statement &&other) noexcept;
    Statement &operator=(Statement &&) = delete;
    ~Statement();

    /// Binds the values to ?1, ?2 … in order. Nothing (std::nullopt, nullptr) binds NULL.
    template <typename... Values>
    Statement &bind(const Values &...values)
    {
        int index = 0;
        (bindOne(++index, values), ...);
        return *this;
    }
    template <std::integral Number>
    void bindOne(int index, Number value)
    {
        bindInteger(index, qint64(value));
    }
    void bindOne(int index, double value);
    void bindOne(int index, const QString &value);
    void bindOne(int index, const char *value) { bindOne(index, QString::fromUtf8(value)); }
    void bindOne(int index, const QByteArray &utf8);
    void bindOne(int index, std::nullopt_t);
    template <typename T>
    void bindOne(int index, const std::optional<T> &value)
    {
        if (value)
            bindOne(index, *value);
        else
            bindOne(index, std::nullopt);
    }

    /// True: a row is there. False: the end.
    [[nodiscard]] Result<bool> step();
    /// Runs to the end and resets, for another bind().
    [[nodiscard]] Result<void> run();
    void reset();

    [[nodiscard]] qint64 integer(int column) const;
    [[nodiscard]] double real(int column) const;
    [[nodiscard]] QString text(int column) const;
    [[nodiscard]] std::string_view utf8(int column) const; ///< Until the next step.
    [[nodiscard]] bool isNull(int column) const;

private:
    friend class Database;
    Statement(Database &database, sqlite3_stmt *statement);
    void bindInteger(int index, qint64 value);
    Database *m_database;
    sqlite3_stmt *m_statement;
};

/// One connection to a SQLite file, through the C interface: we need full-text search, the online
/// backup and interruption.
///
/// Settings: write-ahead log, foreign keys, defensive, untrusted schema; a writer syncs fully.
/// Threads: one at a time. Errors: full disk, read-only, corrupted, busy … in three parts.
class Database
{
public:
    enum class Mode { create, readWrite, readOnly };
    [[nodiscard]] static Result<std::unique_ptr<Database>> open(const QString &file, Mode mode);
    ~Database();
    Database(const Database &) = delete;
    Database &operator=(const Database &) = delete;

    [[nodiscard]] Result<Statement> prepare(std::string_view sql);
    /// One or more statements without parameters.
    [[nodiscard]] Result<void> execute(const char *sql);
    /// Prepares, binds and runs to the end.
    template <typename... Values>
    [[nodiscard]] Result<void> run(std::string_view sql, const Values &...values)
    {
        RETCLIP_TRY(Statement statement, prepare(sql));
        return statement.bind(values...).run();
    }
    /// The first column of the first row, or 0.
    template <typename... Values>
    [[nodiscard]] Result<qint64> number(std::string_view sql, const Values &...values)
    {
        RETCLIP_TRY(Statement statement, prepare(sql));
        RETCLIP_TRY(const bool row, statement.bind(values...).step());
        return row ? statement.integer(0) : 0;
    }
    /// The first column of the first row; nothing where there is no row.
    template <typename... Values>
    [[nodiscard]] Result<std::optional<QString>> text(std::string_view sql, const Values &...values)
    {
        RETCLIP_TRY(Statement statement, prepare(sql));
        RETCLIP_TRY(const bool row, statement.bind(values...).step());
        return row ? std::optional<QString>(statement.text(0)) : std::nullopt;
    }

    using TakePair = std::function<void(qint64, double)>;
    /// Calls `take` with the two columns of every row of a SELECT whose second is not NULL, in a third less
    /// time than a step a row: for questions that read hundreds of thousands.
    template <typename... Values>
    [[nodiscard]] Result<void> eachPair(std::string_view select, const TakePair &take, const Values &...values)
    {
        RETCLIP_TRY(Statement statement, prepare("WITH pairs(a, b) AS (" + std::string(select)
                                                 + ") SELECT take_pair(a, b) FROM pairs"));
        m_takePair = &take;
        Result<void> done = statement.bind(values...).run();
        m_takePair = nullptr;
        return done;
    }

    [[nodiscard]] qint64 lastRow() const;
    [[nodiscard]] qint64 changedRows() const; ///< Of the last statement.
    [[nodiscard]] bool isReadOnly() const { return m_readOnly; }
    [[nodiscard]] const QString &file() const { return m_file; }
    /// Differs after another connection has committed.
    [[nodiscard]] Result<qint64> dataVersion();
    /// A consistent copy while others read and write.
    [[nodiscard]] Result<void> backupTo(const QString &file) const;
    /// Every page of the file against its sum (page_sums.h).
    [[nodiscard]] Result<PageSurvey> surveyPages(bool complete, const std::stop_token &stop) const
    {
        return retclip::surveyPages(m_connection, complete, stop);
    }
    /// The error that fits the connection's last failure.
    [[nodiscard]] Error lastError() const;

    /// While it lives, a stop interrupts what this connection computes: `cancelled`.
    class Interruption
    {
    public:
        Interruption(const Database &database, const std::stop_token &stop);
        ~Interruption();

    private:
        struct Callback;
        std::unique_ptr<Callback> m_callback;
    };

    [[nodiscard]] bool inTransaction() const { return m_inTransaction; }

private:
    friend class Statement;
    friend class Transaction;
    Database() = default;
    void release(sqlite3_stmt *statement);
    void addTakePair();

    struct Prepared
    {
        sqlite3_stmt *statement = nullptr;
        bool lent = false;
    };
    struct TextHash
    {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const
        {
            return std::hash<std::string_view>()(text);
        }
    };
    sqlite3 *m_connection = nullptr;
    QString m_file;
    bool m_readOnly = false;
    bool m_inTransaction = false;
    const TakePair *m_takePair = nullptr; ///< While eachPair() runs.
    std::unordered_map<std::string, Prepared, TextHash, std::equal_to<>> m_prepared;
};

/// Takes the write lock at once; without commit() all is rolled back. Begun inside another one, it
/// joins it.
class Transaction
{
public:
    [[nodiscard]] static Result<Transaction> begin(Database &database);
    Transaction(Transaction &&other) noexcept;
    Transaction &operator=(Transaction &&) = delete;
    ~Transaction();
    /// On return the changes are on disk.
    [[nodiscard]] Result<void> commit();

private:
    Transaction(Database *database, bool outermost) : m_database(database), m_outermost(outermost) {}
    Database *m_database;
    bool m_outermost;
};

/// A view of one moment for several reads.
class Snapshot
{
public:
    [[nodiscard]] static Result<Snapshot> begin(Database &database);
    Snapshot(Snapshot &&other) noexcept;
    Snapshot &operator=(Snapshot &&) = delete;
    ~Snapshot();

private:
    explicit Snapshot(Database *database) : m_database(database) {}
    Database *m_database;
};

/// The SQLite library at work, "3.40.1".
[[nodiscard]] const char *databaseVersion();

} // namespace retclip
