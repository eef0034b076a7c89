// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/work_folder.h"

#include "core/base/writing_error.h"

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <ctime>
#include <fcntl.h>
#include <fstream>
#include <sstream>
#include <string>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace retclip {

namespace fs = std::filesystem;

namespace {

constexpr const char *owner_name = "owner";
constexpr const char *content_name = "content";
constexpr const char *owner_title = "RET-CLIP work folder 1";

std::string host_name()
{
    char name[256] = {};
    return ::gethostname(name, sizeof name - 1) == 0 ? name : "";
}

/// When a process began, in the system's ticks: its number may come again. Empty: not known here.
std::string start_of(long process)
{
    std::ifstream file("/proc/" + std::to_string(process) + "/stat");
    std::string line;
    std::getline(file, line);
    const auto end = line.rfind(')'); // The name before it may hold spaces.
    if (end == std::string::npos)
        return {};
    std::istringstream rest(line.substr(end + 1));
    std::string word;
    for (int field = 3; field <= 22; ++field)
        rest >> word;
    return word;
}

std::string own_words()
{
    return std::string(owner_title) + '\n' + host_name() + '\n' + std::to_string(::getpid()) + '\n'
        + start_of(::getpid()) + '\n';
}

bool has_ended(long process, const std::string &start)
{
    if (process <= 0)
        return false;
    if (::kill(pid_t(process), 0) != 0)
        return errno == ESRCH;
    const std::string now = start_of(process);
    return !start.empty() && !now.empty() && now != start;
}

/// Whether nobody works in it any more and it is ours to remove. `lock`: its file, locked while it is removed.
bool is_left_over(const fs::path &folder, int &lock)
{
    struct stat facts = {};
    if (::lstat(folder.c_str(), &facts) != 0 || !S_ISDIR(facts.st_mode) || facts.st_uid != ::geteuid())
        return false;
    lock = ::open((folder / owner_name).c_str(), O_RDWR | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
    if (lock < 0)
        return false;
    char bytes[1024] = {};
    const ssize_t length = ::pread(lock, bytes, sizeof bytes - 1, 0);
    if (length == 0) { // Ended before it said a word, and before it made anything.
        constexpr std::time_t long_enough_s = 60;
        std::error_code trouble;
        return ::fstat(lock, &facts) == 0 && std::time(nullptr) - facts.st_mtime > long_enough_s
            && !fs::exists(folder / content_name, trouble) && !trouble && ::flock(lock, LOCK_EX | LOCK_NB) == 0;
    }
    std::istringstream words(std::string(bytes, length > 0 ? std::size_t(length) : 0));
    std::string title, host, process, start;
    std::getline(words, title);
    std::getline(words, host);
    std::getline(words, process);
    std::getline(words, start);
    if (title != owner_title || host != host_name())
        return false;
    if (::flock(lock, LOCK_EX | LOCK_NB) == 0)
        return true; // The system drops a lock when its process ends, however it ends.
    return errno != EWOULDBLOCK && has_ended(std::strtol(process.c_str(), nullptr, 10), start);
}

} // namespace

struct WorkFolder::Private
{
    fs::path folder;
    int lock = -1;

    ~Private()
    {
        std::error_code unheard; // There is nobody left to tell.
        if (!folder.empty())
            fs::remove_all(folder, unheard);
        if (lock >= 0)
            ::close(lock);
    }
};

WorkFolder::WorkFolder(std::unique_ptr<Private> data) : d(std::move(data)) { }
WorkFolder::~WorkFolder() = default;
WorkFolder::WorkFolder(WorkFolder &&) noexcept = default;
WorkFolder &WorkFolder::operator=(WorkFolder &&) noexcept = default;

fs::path WorkFolder::path() const
{
    return d->folder / content_name;
}

Result<WorkFolder> WorkFolder::make(const fs::path &parent, std::string_view kind)
{
    remove_left_over(parent, kind);
    std::string name = (parent / ("." + std::string(kind) + "-XXXXXX")).string();
    if (!::mkdtemp(name.data()))
        return failure(writing_error(parent, errno));
    auto data = std::make_unique<Private>();
    data->folder = name;
    const fs::path owner = data->folder / owner_name;
    data->lock = ::open(owner.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (data->lock < 0)
        return failure(writing_error(owner, errno));
    // Locked before it says anything: what is found without words is not touched.
    if (::flock(data->lock, LOCK_EX | LOCK_NB) != 0) { } // No locks on this file system: the words must do.
    const std::string words = own_words();
    if (::write(data->lock, words.data(), words.size()) != ssize_t(words.size()))
        return failure(writing_error(owner, errno));
    const fs::path content = data->folder / content_name;
    if (::mkdir(content.c_str(), 0777) != 0)
        return failure(writing_error(content, errno));
    return WorkFolder(std::move(data));
}

std::size_t remove_unfinished_files(const fs::path &folder)
{
    std::vector<fs::path> found;
    std::error_code trouble;
    for (fs::recursive_directory_iterator each(folder, trouble), end; !trouble && each != end; each.increment(trouble)) {
        const std::string name = each->path().filename().string();
        std::error_code unheard;
        if (name.starts_with(".retclip-") && name.ends_with(".tmp") && each->is_regular_file(unheard))
            found.push_back(each->path());
    }
    std::size_t removed = 0;
    for (const fs::path &file : found)
        removed += fs::remove(file, trouble) ? 1 : 0;
    return removed;
}

std::size_t WorkFolder::remove_left_over(const fs::path &parent, std::string_view kind)
{
    const std::string beginning = "." + std::string(kind) + "-";
    std::vector<fs::path> found;
    std::error_code trouble;
    for (fs::directory_iterator each(parent, trouble), end; !trouble && each != end; each.increment(trouble)) {
        const std::string name = each->path().filename().string();
        if (name.size() == beginning.size() + 6 && name.starts_with(beginning))
            found.push_back(each->path());
    }
    std::size_t removed = 0;
    for (const fs::path &folder : found) {
        int lock = -1;
        if (is_left_over(folder, lock)) {
            // The words last: where the rest cannot go now, the next one finds it still.
            std::error_code stays, unheard;
            fs::remove_all(folder / content_name, stays);
            if (!stays)
                removed += fs::remove_all(folder, unheard) > 0 && !unheard ? 1 : 0;
        }
        if (lock >= 0)
            ::close(lock);
    }
    return removed;
}

} // namespace retclip
