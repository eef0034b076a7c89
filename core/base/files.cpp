// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"

#include "core/base/writing_error.h"

#include <atomic>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace retclip {
namespace {

Message nothing_changed()
{
    return message(QT_TRANSLATE_NOOP("Message", "Nothing was changed."));
}

/// Repeats a call that a signal interrupted.
template <typename Call> auto uninterrupted(Call call)
{
    auto result = call();
    while (result < 0 && errno == EINTR)
        result = call();
    return result;
}

} // namespace

std::filesystem::path path_from_utf8(std::string_view text)
{
    return std::filesystem::path(std::u8string(text.begin(), text.end()));
}

std::string utf8_from_path(const std::filesystem::path &path)
{
    const std::u8string text = path.u8string();
    return std::string(text.begin(), text.end());
}

Error file_error(const std::filesystem::path &path, int error_number)
{
    const std::string name = utf8_from_path(path);
    const std::string cause = std::strerror(error_number);
    switch (error_number) {
    case ENOENT:
    case ENOTDIR:
        return {ErrorCode::not_found,
                message(QT_TRANSLATE_NOOP("Message", "%1 was not found."), {name}),
                nothing_changed(),
                message(QT_TRANSLATE_NOOP("Message",
                                          "Check the name, and that the disk is connected.")),
                cause};
    case EACCES:
    case EPERM:
        return {ErrorCode::unreadable,
                message(QT_TRANSLATE_NOOP("Message", "%1 cannot be read: permission is missing."),
                        {name}),
                nothing_changed(),
                message(QT_TRANSLATE_NOOP("Message", "Ask for read permission on it.")), cause};
    case EISDIR:
        return {ErrorCode::unreadable,
                message(QT_TRANSLATE_NOOP("Message", "%1 is a folder, not a file."), {name}),
                nothing_changed(), message(QT_TRANSLATE_NOOP("Message", "Choose a file.")), cause};
    case EROFS:
        return {ErrorCode::read_only,
                message(QT_TRANSLATE_NOOP("Message", "%1 lies on a read-only disk."), {name}),
                nothing_changed(),
                message(QT_TRANSLATE_NOOP("Message", "Choose a folder that can be written.")),
                cause};
    case ENOSPC:
    case EDQUOT:
        return {ErrorCode::disk_full,
                message(QT_TRANSLATE_NOOP("Message", "The disk is full: %1 could not be written."),
                        {name}),
                message(QT_TRANSLATE_NOOP("Message", "What was there before is kept.")),
                message(QT_TRANSLATE_NOOP("Message", "Free some space, then try again.")), cause};
    case ENOMEM:
        return {ErrorCode::out_of_memory,
                message(QT_TRANSLATE_NOOP("Message", "Memory did not suffice for %1."), {name}),
                nothing_changed(),
                message(QT_TRANSLATE_NOOP("Message", "Close other programs, then try again.")),
                cause};
    default:
        return {ErrorCode::unreadable,
                message(QT_TRANSLATE_NOOP("Message", "%1 could not be read or written."), {name}),
                message(QT_TRANSLATE_NOOP("Message", "What was there before is kept.")),
                message(QT_TRANSLATE_NOOP("Message", "Check the disk, then try again.")), cause};
    }
}

Error writing_error(const std::filesystem::path &path, int error_number)
{
    Error error = file_error(path, error_number);
    if (error_number == EACCES || error_number == EPERM) {
        error.code = ErrorCode::read_only;
        error.what_happened =
            message(QT_TRANSLATE_NOOP("Message", "%1 cannot be written: permission is missing."),
                    {utf8_from_path(path)});
        error.what_to_do = message(
            QT_TRANSLATE_NOOP("Message", "Choose another folder, or ask for write permission."));
    }
    return error;
}

Result<std::string> read_file(const std::filesystem::path &path, std::uint64_t limit_bytes)
{
    const int descriptor =
        uninterrupted([&] { return ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK); });
    if (descriptor < 0)
        return failure(file_error(path, errno));
    struct stat facts = {};
    ::fstat(descriptor, &facts);
    if (!S_ISREG(facts.st_mode)) {
        ::close(descriptor);
        return failure(file_error(path, S_ISDIR(facts.st_mode) ? EISDIR : EINVAL));
    }
    if (std::uint64_t(facts.st_size) > limit_bytes) {
        ::close(descriptor);
        return failure(
            ErrorCode::unsupported,
            message(QT_TRANSLATE_NOOP("Message", "%1 is too long: %2 bytes."),
                    {utf8_from_path(path), std::to_string(facts.st_size)}),
            nothing_changed(),
            message(QT_TRANSLATE_NOOP("Message", "Check that it is the file you meant.")));
    }
    std::string contents(std::size_t(facts.st_size), '\0');
    std::size_t filled = 0;
    while (filled < contents.size()) {
        const ssize_t got = uninterrupted(
            [&] { return ::read(descriptor, contents.data() + filled, contents.size() - filled); });
        if (got < 0) {
            const int error_number = errno;
            ::close(descriptor);
            return failure(file_error(path, error_number));
        }
        if (got == 0)
            break; // it became shorter meanwhile
        filled += std::size_t(got);
    }
    ::close(descriptor);
    contents.resize(filled);
    return contents;
}

AtomicFile::AtomicFile(std::filesystem::path target) : m_target(std::move(target))
{
}

AtomicFile::~AtomicFile()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
    if (!m_temporary.empty())
        ::unlink(m_temporary.c_str());
}

Result<void> AtomicFile::open()
{
    static std::atomic<unsigned> counter{0};
    for (int attempt = 0; attempt < 100; ++attempt) {
        // The target's own name may be as long as the file system allows, so it is not repeated.
        std::filesystem::path temporary = m_target.parent_path()
            / (".retclip-" + std::to_string(::getpid()) + "-" + std::to_string(++counter) + ".tmp");
        m_descriptor = uninterrupted([&] {
            return ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        });
        if (m_descriptor >= 0) {
            m_temporary = std::move(temporary);
            return {};
        }
        if (errno != EEXIST)
            break;
    }
    return failure(writing_error(m_target, errno));
}

Result<void> AtomicFile::write(std::span<const std::byte> bytes)
{
    while (!bytes.empty()) {
        const ssize_t put =
            uninterrupted([&] { return ::write(m_descriptor, bytes.data(), bytes.size()); });
        if (put < 0)
            return failure(writing_error(m_target, errno));
        bytes = bytes.subspan(std::size_t(put));
    }
    return {};
}

Result<void> AtomicFile::write(std::string_view text)
{
    return write(std::as_bytes(std::span(text.data(), text.size())));
}

Result<void> AtomicFile::commit()
{
    if (uninterrupted([&] { return ::fsync(m_descriptor); }) != 0)
        return failure(writing_error(m_target, errno));
    const int descriptor = std::exchange(m_descriptor, -1);
    if (::close(descriptor) != 0)
        return failure(writing_error(m_target, errno));
    if (::rename(m_temporary.c_str(), m_target.c_str()) != 0)
        return failure(writing_error(m_target, errno));
    m_temporary.clear();
    // The new name itself must reach the disk. Some file systems cannot sync a folder; by then the
    // file is whole under its name, so that is no failure.
    const std::filesystem::path parent = m_target.parent_path();
    const int folder =
        ::open(parent.empty() ? "." : parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder >= 0) {
        ::fsync(folder);
        ::close(folder);
    }
    return {};
}

Result<void> write_file_atomically(const std::filesystem::path &path, std::string_view contents)
{
    AtomicFile file(path);
    RETCLIP_CHECK(file.open());
    RETCLIP_CHECK(file.write(contents));
    return file.commit();
}

Result<MappedFile> MappedFile::open(const std::filesystem::path &path)
{
    const int descriptor =
        uninterrupted([&] { return ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK); });
    if (descriptor < 0)
        return failure(file_error(path, errno));
    struct stat facts = {};
    ::fstat(descriptor, &facts);
    if (!S_ISREG(facts.st_mode)) {
        ::close(descriptor);
        return failure(file_error(path, S_ISDIR(facts.st_mode) ? EISDIR : EINVAL));
    }
    MappedFile file;
    if (facts.st_size > 0) {
        void *data =
            ::mmap(nullptr, std::size_t(facts.st_size), PROT_READ, MAP_PRIVATE, descriptor, 0);
        const int error_number = errno;
        ::close(descriptor);
        if (data == MAP_FAILED)
            return failure(file_error(path, error_number));
        file.m_data = static_cast<const std::byte *>(data);
        file.m_size = std::size_t(facts.st_size);
    } else {
        ::close(descriptor);
    }
    return file;
}

MappedFile::~MappedFile()
{
    if (m_data)
        ::munmap(const_cast<std::byte *>(m_data), m_size);
}

MappedFile::MappedFile(MappedFile &&other) noexcept
    : m_data(std::exchange(other.m_data, nullptr)), m_size(std::exchange(other.m_size, 0))
{
}

MappedFile &MappedFile::operator=(MappedFile &&other) noexcept
{
    std::swap(m_data, other.m_data);
    std::swap(m_size, other.m_size);
    return *this;
}

} // namespace retclip
