// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/page_sums.h"

#include "core/study/log_frames.h"

#include <QFile>
#include <QFileInfo>

#include <sqlite3.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <ctime>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <shared_mutex>
#include <tuple>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace retclip {

namespace {

constexpr int pageSize = logPageSize; ///< SQLite's own choice; databases of other sizes go unguarded.

/// XXH64 (Yann Collet) of one page; never 0, which means "not known".
std::uint64_t sumOf(const void *page)
{
    constexpr std::uint64_t p1 = 0x9E3779B185EBCA87ull, p2 = 0xC2B2AE3D27D4EB4Full, p3 = 0x165667B19E3779F9ull,
                            p4 = 0x85EBCA77C2B2AE63ull;
    const auto rotate = [](std::uint64_t value, int by) { return (value << by) | (value >> (64 - by)); };
    const auto round = [&](std::uint64_t lane, std::uint64_t input) { return rotate(lane + input * p2, 31) * p1; };
    std::array<std::uint64_t, 4> lanes{p1 + p2, p2, 0, 0 - p1};
    const char *at = static_cast<const char *>(page);
    for (int i = 0; i < pageSize; i += 32)
        for (int lane = 0; lane < 4; ++lane) {
            std::uint64_t input = 0;
            std::memcpy(&input, at + i + 8 * lane, 8);
            lanes[std::size_t(lane)] = round(lanes[std::size_t(lane)], input);
        }
    std::uint64_t sum = rotate(lanes[0], 1) + rotate(lanes[1], 7) + rotate(lanes[2], 12) + rotate(lanes[3], 18);
    for (const std::uint64_t lane : lanes)
        sum = (sum ^ round(0, lane)) * p1 + p4;
    sum += pageSize;
    sum = (sum ^ (sum >> 33)) * p2;
    sum = (sum ^ (sum >> 29)) * p3;
    sum ^= sum >> 32;
    return sum == 0 ? 1 : sum;
}

/// The head of study.db-sums; sums of 8 bytes follow, the first one that of page 1.
struct SumsHead
{
    std::array<char, 8> magic{'R', 'C', 'S', 'U', 'M', 'S', '1', '\n'};
    std::uint64_t pageBytes = pageSize;
    std::int64_t changedSeconds = 0, changedNanoseconds = 0, fileBytes = 0; ///< Of the database when last synced.
    std::array<char, 8> logSalts{};
    std::int64_t logEnd = 0; ///< Up to here the log was on disk; 0: there was none.
    /// Pages that something else wrote, all times together, and when that was noticed last (seconds since 1970).
    std::uint32_t foreignPages = 0, foreignNoticed = 0;
};
static_assert(sizeof(SumsHead) == 64);

/// The sums of one database, shared by all connections of this process.
class Sums
{
public:
    static std::shared_ptr<Sums> of(const std::string &database)
    {
        static std::mutex mutex;
        static std::map<std::string, std::weak_ptr<Sums>> all;
        const std::lock_guard lock(mutex);
        std::shared_ptr<Sums> sums = all[database].lock();
        if (!sums) {
            sums = std::make_shared<Sums>(database);
            all[database] = sums;
        }
        return sums;
    }

    explicit Sums(const std::string &database) : m_database(database) { load(); }
    ~Sums()
    {
        if (m_file >= 0)
            ::close(m_file);
    }
    Sums(const Sums &) = delete;
    Sums &operator=(const Sums &) = delete;

    /// Reads a page past SQLite. Never by a file of our own: closing that would end the locks of this process.
    using PageReader = std::function<bool(qint64 page, void *bytes)>;

    /// A connection that may write: the file is made where it is not there.
    void allowWriting(const PageReader &read)
    {
        const std::unique_lock lock(m_mutex);
        if (m_writable)
            return;
        const int file = ::open(path().c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
        if (file < 0)
            return; // Unguarded. What stands in an old file is void once the database has another time.
        if (m_file >= 0)
            ::close(m_file);
        m_file = -1;
        load(); // Another process may have written since it was read.
        if (m_file >= 0)
            ::close(m_file);
        m_file = file;
        m_writable = true;
        struct stat facts{};
        if (::stat(m_database.c_str(), &facts) == 0) {
            m_inode = facts.st_ino;
            m_device = facts.st_dev;
        }
        if (m_void)
            beginAnew(read);
        writeHead();
    }

    /// Of a database that was copied or written by another program: the sum that lies beside it.
    [[nodiscard]] std::uint64_t oldSum(qint64 page) const
    {
        const std::shared_lock lock(m_mutex);
        return std::size_t(page - 1) < m_old.size() ? m_old[std::size_t(page - 1)] : 0;
    }
    /// Pages that something else wrote, as far as it was noticed, and when.
    [[nodiscard]] std::pair<qint64, qint64> foreign() const
    {
        const std::shared_lock lock(m_mutex);
        return {m_head.foreignPages, m_head.foreignNoticed};
    }

    [[nodiscard]] std::uint64_t known(qint64 page) const
    {
        const std::shared_lock lock(m_mutex);
        return std::size_t(page - 1) < m_sums.size() ? m_sums[std::size_t(page - 1)] : 0;
    }

    /// Whether a page that was read is the one that was written.
    [[nodiscard]] bool agrees(qint64 page, const void *bytes)
    {
        const std::uint64_t expected = known(page);
        if (expected == 0)
            return true;
        const std::uint64_t sum = sumOf(bytes);
        if (sum == expected)
            return true;
        // Another process may have written it since.
        const std::uint64_t newer = stored(page);
        return newer == 0 || newer == sum;
    }

    /// SQLite's code for what became of it.
    int set(qint64 page, std::uint64_t sum, bool onlyMissing = false)
    {
        const std::unique_lock lock(m_mutex);
        if (!m_writable)
            return SQLITE_OK;
        const auto place = std::size_t(page - 1);
        if (m_sums.size() <= place)
            m_sums.resize(place + 1, 0);
        if (onlyMissing && m_sums[place] != 0)
            return SQLITE_OK; // Written meanwhile.
        m_sums[place] = sum;
        errno = 0;
        if (::pwrite(m_file, &sum, sizeof sum, offsetOf(page)) == ssize_t(sizeof sum))
            return SQLITE_OK;
        return errno == ENOSPC || errno == EDQUOT ? SQLITE_FULL : SQLITE_IOERR_WRITE;
    }

    /// The sum of a page that has none yet; whether it is kept.
    bool setMissing(qint64 page, std::uint64_t sum)
    {
        return known(page) != 0 || (set(page, sum, true) == SQLITE_OK && writable());
    }

    void cutTo(qint64 pages)
    {
        const std::unique_lock lock(m_mutex);
        if (std::size_t(pages) < m_sums.size())
            m_sums.resize(std::size_t(pages));
        if (m_writable && ::ftruncate(m_file, offsetOf(pages + 1)) != 0)
            m_writable = false;
    }

    [[nodiscard]] int sync() const
    {
        return m_writable && ::fdatasync(m_file) != 0 ? SQLITE_IOERR_FSYNC : SQLITE_OK;
    }

    /// The database is on disk as it is now.
    void noteDatabase()
    {
        const std::unique_lock lock(m_mutex);
        takeTime();
        writeHead();
    }
    void noteLog(const char *salts, qint64 end)
    {
        const std::unique_lock lock(m_mutex);
        if (salts)
            std::memcpy(m_head.logSalts.data(), salts, 8);
        m_head.logEnd = end;
        writeHead();
    }
    [[nodiscard]] SumsHead storedHead() const
    {
        SumsHead head;
        head.logEnd = 0;
        SumsHead read;
        const int file = ::open(path().c_str(), O_RDONLY | O_CLOEXEC);
        if (file >= 0) {
            if (::pread(file, &read, sizeof read, 0) == ssize_t(sizeof read) && read.magic == SumsHead().magic)
                head = read;
            ::close(file);
        }
        return head;
    }
    [[nodiscard]] bool writable() const { return m_writable; }
    /// Whether the path still leads to the file that was opened. Where it does not (the folder was taken
    /// away, a drive is gone and another came), what is written would be nowhere.
    [[nodiscard]] bool isStillThere() const
    {
        struct stat facts{};
        return ::stat(m_database.c_str(), &facts) == 0 && facts.st_ino == m_inode && facts.st_dev == m_device;
    }
    /// Whether the database is the one that the head was written for, as it was then.
    static bool isOf(const SumsHead &head, const std::string &database)
    {
        struct stat facts{};
        return ::stat(database.c_str(), &facts) == 0 && facts.st_size == head.fileBytes
            && facts.st_mtim.tv_sec == head.changedSeconds && facts.st_mtim.tv_nsec == head.changedNanoseconds;
    }

private:
    [[nodiscard]] std::string path() const { return m_database + "-sums"; }
    static off_t offsetOf(qint64 page) { return off_t(sizeof(SumsHead)) + off_t(8 * (page - 1)); }

    void load()
    {
        m_void = false;
        m_sums.clear();
        m_old.clear();
        m_head = {};
        m_file = ::open(path().c_str(), O_RDONLY | O_CLOEXEC);
        if (m_file < 0)
            return;
        SumsHead head;
        struct stat facts{};
        if (::pread(m_file, &head, sizeof head, 0) != ssize_t(sizeof head) || head.magic != SumsHead().magic
            || head.pageBytes != pageSize || ::fstat(m_file, &facts) != 0) {
            m_void = true;
            return;
        }
        // With a log, the database may have been written a moment before a crash; without one it is as it
        // was left, or was put there by somebody else.
        struct stat log{};
        const bool hasLog = ::stat((m_database + "-wal").c_str(), &log) == 0 && log.st_size > 0;
        m_void = !hasLog && !isOf(head, m_database);
        if (!m_void)
            m_head = head;
        m_head.foreignPages = head.foreignPages; // What was noticed is not forgotten.
        m_head.foreignNoticed = head.foreignNoticed;
        m_sums.resize(std::size_t(std::max<off_t>(0, facts.st_size - off_t(sizeof head)) / 8));
        const std::size_t bytes = m_sums.size() * 8;
        if (bytes > 0 && ::pread(m_file, m_sums.data(), bytes, sizeof head) != ssize_t(bytes))
            m_sums.clear();
        if (m_void)
            m_old = std::exchange(m_sums, {});
    }

    /// The sums belong to the database at another time. Those that its pages agree with are as true as they
    /// were: a copied study stays guarded. The others are unknown.
    void beginAnew(const PageReader &read)
    {
        m_void = false;
        std::uint32_t unlike = 0;
        m_sums = std::exchange(m_old, {});
        std::array<char, pageSize> bytes{};
        bool any = false;
        for (std::size_t place = 0; place < m_sums.size(); ++place) {
            if (m_sums[place] == 0)
                continue;
            const bool there = read(qint64(place) + 1, bytes.data());
            if (there && sumOf(bytes.data()) == m_sums[place]) {
                any = true;
                continue;
            }
            unlike += there;
            m_sums[place] = 0;
        }
        if (unlike > 0) {
            m_head.foreignPages += unlike;
            m_head.foreignNoticed = std::uint32_t(::time(nullptr));
        }
        if (!any)
            m_sums.clear();
        const std::size_t size = m_sums.size() * 8;
        if (::ftruncate(m_file, 0) != 0
            || (size > 0 && ::pwrite(m_file, m_sums.data(), size, sizeof(SumsHead)) != ssize_t(size)))
            m_writable = false;
        else if (any && ::fdatasync(m_file) == 0)
            takeTime();
    }

    [[nodiscard]] std::uint64_t stored(qint64 page)
    {
        const std::unique_lock lock(m_mutex);
        std::uint64_t sum = 0;
        if (m_file < 0 || ::pread(m_file, &sum, sizeof sum, offsetOf(page)) != ssize_t(sizeof sum))
            return 0;
        if (std::size_t(page - 1) < m_sums.size())
            m_sums[std::size_t(page - 1)] = sum;
        return sum;
    }

    void takeTime()
    {
        struct stat facts{};
        if (::stat(m_database.c_str(), &facts) != 0)
            return;
        m_head.changedSeconds = facts.st_mtim.tv_sec;
        m_head.changedNanoseconds = facts.st_mtim.tv_nsec;
        m_head.fileBytes = facts.st_size;
    }
    void writeHead()
    {
        if (m_writable && ::pwrite(m_file, &m_head, sizeof m_head, 0) != ssize_t(sizeof m_head))
            m_writable = false;
    }

    const std::string m_database;
    mutable std::shared_mutex m_mutex;
    std::vector<std::uint64_t> m_sums;
    std::vector<std::uint64_t> m_old; ///< Where they are void: what stands in the file.
    SumsHead m_head;
    int m_file = -1;
    ino_t m_inode = 0;
    dev_t m_device = 0;
    bool m_writable = false;
    bool m_void = false; ///< The file is there and says nothing about this database.
};

// ---- The file system -----------------------------------------------------------------------------

/// A file of ours; the real one lies behind it in the same memory.
struct GuardedFile
{
    sqlite3_file base;
    enum class Kind { database, log, other } kind;
    std::shared_ptr<Sums> *sums; ///< Ours to delete.
    qint64 logEnd;
    [[nodiscard]] sqlite3_file *real() { return reinterpret_cast<sqlite3_file *>(this + 1); }
};
GuardedFile *guarded(sqlite3_file *file)
{
    return reinterpret_cast<GuardedFile *>(file);
}
sqlite3_file *realOf(sqlite3_file *file)
{
    return guarded(file)->real();
}

int guardedClose(sqlite3_file *file)
{
    GuardedFile *own = guarded(file);
    const int outcome = own->real()->pMethods ? own->real()->pMethods->xClose(own->real()) : SQLITE_OK;
    delete own->sums;
    own->sums = nullptr;
    return outcome;
}
int guardedRead(sqlite3_file *file, void *bytes, int count, sqlite3_int64 offset)
{
    GuardedFile *own = guarded(file);
    const int outcome = own->real()->pMethods->xRead(own->real(), bytes, count, offset);
    if (outcome == SQLITE_OK && own->kind == GuardedFile::Kind::database && count == pageSize && offset % pageSize == 0
        && !(*own->sums)->agrees(offset / pageSize + 1, bytes))
        return SQLITE_IOERR_DATA;
    return outcome;
}
int guardedWrite(sqlite3_file *file, const void *bytes, int count, sqlite3_int64 offset)
{
    GuardedFile *own = guarded(file);
    const int outcome = own->real()->pMethods->xWrite(own->real(), bytes, count, offset);
    if (outcome != SQLITE_OK)
        return outcome;
    if (own->kind == GuardedFile::Kind::log)
        own->logEnd = offset + count;
    if (own->kind == GuardedFile::Kind::database) {
        const bool whole = count == pageSize && offset % pageSize == 0;
        return (*own->sums)->set(offset / pageSize + 1, whole ? sumOf(bytes) : 0);
    }
    return SQLITE_OK;
}
int guardedTruncate(sqlite3_file *file, sqlite3_int64 size)
{
    GuardedFile *own = guarded(file);
    if (own->kind == GuardedFile::Kind::log)
        (*own->sums)->noteLog(nullptr, 0);
    const int outcome = own->real()->pMethods->xTruncate(own->real(), size);
    if (outcome == SQLITE_OK && own->kind == GuardedFile::Kind::database)
        (*own->sums)->cutTo(size / pageSize);
    return outcome;
}
int guardedSync(sqlite3_file *file, int flags)
{
    GuardedFile *own = guarded(file);
    // The sums first: whatever happens then, the log still holds the pages that they speak of.
    if (own->kind == GuardedFile::Kind::database)
        if (const int outcome = (*own->sums)->sync(); outcome != SQLITE_OK)
            return outcome;
    const int outcome = own->real()->pMethods->xSync(own->real(), flags);
    if (outcome != SQLITE_OK)
        return outcome;
    if (own->kind == GuardedFile::Kind::log && (*own->sums)->writable() && !(*own->sums)->isStillThere()) {
        errno = ENOENT;
        return SQLITE_IOERR_FSYNC;
    }
    if (own->kind == GuardedFile::Kind::database)
        (*own->sums)->noteDatabase();
    std::array<char, logHeaderBytes> head{};
    if (own->kind == GuardedFile::Kind::log && own->logEnd > logHeaderBytes
        && own->real()->pMethods->xRead(own->real(), head.data(), int(head.size()), 0) == SQLITE_OK)
        (*own->sums)->noteLog(head.data() + 16, own->logEnd);
    return SQLITE_OK;
}
int guardedSize(sqlite3_file *file, sqlite3_int64 *size)
{
    return realOf(file)->pMethods->xFileSize(realOf(file), size);
}
int guardedLock(sqlite3_file *file, int level)
{
    return realOf(file)->pMethods->xLock(realOf(file), level);
}
int guardedUnlock(sqlite3_file *file, int level)
{
    return realOf(file)->pMethods->xUnlock(realOf(file), level);
}
int guardedReserved(sqlite3_file *file, int *held)
{
    return realOf(file)->pMethods->xCheckReservedLock(realOf(file), held);
}
int guardedControl(sqlite3_file *file, int operation, void *argument)
{
    return realOf(file)->pMethods->xFileControl(realOf(file), operation, argument);
}
int guardedSector(sqlite3_file *file)
{
    return realOf(file)->pMethods->xSectorSize(realOf(file));
}
int guardedDevice(sqlite3_file *file)
{
    return realOf(file)->pMethods->xDeviceCharacteristics(realOf(file));
}
int guardedMap(sqlite3_file *file, int region, int size, int extend, void volatile **place)
{
    return realOf(file)->pMethods->xShmMap(realOf(file), region, size, extend, place);
}
int guardedShmLock(sqlite3_file *file, int offset, int count, int flags)
{
    return realOf(file)->pMethods->xShmLock(realOf(file), offset, count, flags);
}
void guardedBarrier(sqlite3_file *file)
{
    realOf(file)->pMethods->xShmBarrier(realOf(file));
}
int guardedUnmap(sqlite3_file *file, int remove)
{
    return realOf(file)->pMethods->xShmUnmap(realOf(file), remove);
}

/// Version 2: without mapping files into memory, where a read that fails would end the program.
constexpr sqlite3_io_methods guardedMethods{2,
                                            guardedClose, guardedRead, guardedWrite, guardedTruncate, guardedSync, guardedSize,
                                            guardedLock, guardedUnlock, guardedReserved, guardedControl, guardedSector,
                                            guardedDevice, guardedMap, guardedShmLock, guardedBarrier, guardedUnmap,
                                            nullptr, nullptr};

sqlite3_vfs *plainSystem(sqlite3_vfs *system)
{
    return static_cast<sqlite3_vfs *>(system->pAppData);
}

int guardedOpen(sqlite3_vfs *system, const char *name, sqlite3_file *file, int flags, int *flagsOut)
{
    GuardedFile *own = guarded(file);
    *own = GuardedFile{};
    own->kind = GuardedFile::Kind::other;
    const int outcome = plainSystem(system)->xOpen(plainSystem(system), name, own->real(), flags, flagsOut);
    if (own->real()->pMethods)
        own->base.pMethods = &guardedMethods;
    if (outcome != SQLITE_OK || !name)
        return outcome;
    if (flags & SQLITE_OPEN_MAIN_DB) {
        own->kind = GuardedFile::Kind::database;
        own->sums = new std::shared_ptr<Sums>(Sums::of(name));
        const int given = flagsOut ? *flagsOut : flags;
        if (given & SQLITE_OPEN_READWRITE)
            (*own->sums)->allowWriting([own](qint64 page, void *bytes) {
                return own->real()->pMethods->xRead(own->real(), bytes, pageSize, (page - 1) * qint64(pageSize)) == SQLITE_OK;
            });
    } else if (flags & SQLITE_OPEN_WAL) {
        own->kind = GuardedFile::Kind::log;
        std::string database(name);
        own->sums = new std::shared_ptr<Sums>(Sums::of(database.substr(0, database.size() - 4)));
    }
    return SQLITE_OK;
}

int guardedDelete(sqlite3_vfs *system, const char *name, int sync)
{
    const std::string_view path(name ? name : "");
    if (path.ends_with("-wal")) // First, so that a crash between the two raises no alarm.
        Sums::of(std::string(path.substr(0, path.size() - 4)))->noteLog(nullptr, 0);
    return plainSystem(system)->xDelete(plainSystem(system), name, sync);
}

} // namespace

const char *summingFileSystem()
{
    static const bool registered = [] {
        sqlite3_vfs *plain = sqlite3_vfs_find(nullptr);
        if (!plain)
            return false;
        static sqlite3_vfs system = *plain;
        system.zName = "retclip-sums";
        system.pNext = nullptr;
        system.pAppData = plain;
        system.szOsFile = int(sizeof(GuardedFile)) + plain->szOsFile;
        system.xOpen = guardedOpen;
        system.xDelete = guardedDelete;
        // The rest speaks of the system alone, and is given the system it belongs to.
        system.xAccess = [](sqlite3_vfs *s, const char *name, int flags, int *answer) {
            return plainSystem(s)->xAccess(plainSystem(s), name, flags, answer);
        };
        system.xFullPathname = [](sqlite3_vfs *s, const char *name, int size, char *out) {
            return plainSystem(s)->xFullPathname(plainSystem(s), name, size, out);
        };
        system.xRandomness = [](sqlite3_vfs *s, int size, char *out) { return plainSystem(s)->xRandomness(plainSystem(s), size, out); };
        system.xSleep = [](sqlite3_vfs *s, int microseconds) { return plainSystem(s)->xSleep(plainSystem(s), microseconds); };
        system.xCurrentTime = [](sqlite3_vfs *s, double *time) { return plainSystem(s)->xCurrentTime(plainSystem(s), time); };
        system.xGetLastError = [](sqlite3_vfs *s, int size, char *out) { return plainSystem(s)->xGetLastError(plainSystem(s), size, out); };
        system.xCurrentTimeInt64 = [](sqlite3_vfs *s, sqlite3_int64 *time) {
            return plainSystem(s)->xCurrentTimeInt64(plainSystem(s), time);
        };
        return sqlite3_vfs_register(&system, 0) == SQLITE_OK;
    }();
    return registered ? "retclip-sums" : nullptr;
}

Result<void> checkLog(const QString &file)
{
    const QString canonical = QFileInfo(file).canonicalFilePath();
    const std::string database = QFile::encodeName(canonical.isEmpty() ? file : canonical).toStdString();
    const std::shared_ptr<Sums> sums = Sums::of(database);
    for (int attempt = 0;; ++attempt) {
        const SumsHead noted = sums->storedHead();
        if (noted.logEnd <= logHeaderBytes)
            return {};
        const LogFrames log = logFrames(database + "-wal");
        const qint64 wanted = (noted.logEnd - logHeaderBytes) / logFrameBytes;
        const bool begunAnew = log.headHolds && log.salts != noted.logSalts;
        const bool replaced = !log.there && !Sums::isOf(noted, database); // With its log, on purpose.
        if (begunAnew || replaced || (log.headHolds && log.sound >= wanted))
            return {};
        if (attempt < 3) { // Another process may be writing it at this moment.
            ::usleep(20'000);
            continue;
        }
        const std::string place = QFileInfo(file).path().toStdString();
        return failure(Error{ErrorCode::corrupted,
                             log.there ? message(QT_TRANSLATE_NOOP("Message", "The newest changes of the study cannot be read any more: %1-wal is damaged."),
                                                 {file.toStdString()})
                                       : message(QT_TRANSLATE_NOOP("Message", "The newest changes of the study cannot be read any more: %1-wal is gone."),
                                                 {file.toStdString()}),
                             message(QT_TRANSLATE_NOOP("Message", "Nothing was changed; what is older is in study.db.")),
                             message(QT_TRANSLATE_NOOP("Message", "Put the study in order with: retclip study recover %1"), {place}),
                             "log: " + std::to_string(log.sound) + " of " + std::to_string(wanted) + " frames"});
    }
}

Result<PageSurvey> surveyPages(sqlite3 *connection, bool complete, const std::stop_token &stop)
{
    PageSurvey survey;
    sqlite3_file *file = nullptr;
    if (sqlite3_file_control(connection, "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK || !file
        || file->pMethods != &guardedMethods)
        return survey;
    GuardedFile *own = guarded(file);
    sqlite3_int64 size = 0;
    own->real()->pMethods->xFileSize(own->real(), &size);
    survey.pages = size / pageSize;
    // What the log holds too is read from there; a crash may have left it half written here.
    const char *name = sqlite3_db_filename(connection, "main");
    const std::set<std::int64_t> logged = logFrames(std::string(name ? name : "") + "-wal").pages;
    std::vector<char> page(pageSize);
    std::tie(survey.unlike, survey.unlikeNoticed_s) = (*own->sums)->foreign();
    for (qint64 number = 1; number <= survey.pages; ++number) {
        if (stop.stop_requested())
            return failure(cancelled().value());
        if (logged.contains(number)) {
            ++survey.inLog;
            continue;
        }
        const std::uint64_t old = (*own->sums)->oldSum(number);
        const bool known = (*own->sums)->known(number) != 0;
        survey.known += known;
        if (!known && !complete && old == 0)
            continue;
        const auto reads = [&] {
            return own->real()->pMethods->xRead(own->real(), page.data(), pageSize, (number - 1) * qint64(pageSize)) == SQLITE_OK
                && (*own->sums)->agrees(number, page.data());
        };
        bool sound = reads();
        for (int attempt = 0; !sound && attempt < 3; ++attempt) { // It may be written at this moment.
            ::usleep(20'000);
            sound = reads();
        }
        if (!sound) {
            survey.damaged.append(number);
        } else if (!known) {
            const std::uint64_t sum = sumOf(page.data());
            survey.known += old != 0 && old == sum;
            survey.unlike += old != 0 && old != sum;
            survey.taken += complete && (*own->sums)->setMissing(number, sum);
        }
    }
    if (complete && (*own->sums)->writable() && (*own->sums)->sync() == SQLITE_OK)
        (*own->sums)->noteDatabase();
    return survey;
}

void forgetSums(const QString &file)
{
    QFile::remove(file + QStringLiteral("-sums"));
}

} // namespace retclip
