// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/log_frames.h"

#include <cstring>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

namespace retclip {

namespace {

constexpr std::int64_t frameHead = logFrameBytes - logPageSize;

std::uint32_t bigEndian(const char *at)
{
    const auto *bytes = reinterpret_cast<const unsigned char *>(at);
    return std::uint32_t(bytes[0]) << 24 | std::uint32_t(bytes[1]) << 16 | std::uint32_t(bytes[2]) << 8 | bytes[3];
}

/// SQLite's checksum of a log, carried on from frame to frame (sqlite.org/fileformat2.html, 4.2).
class LogSum
{
public:
    explicit LogSum(bool bigEndianWords) : m_big(bigEndianWords) { }
    void add(const char *bytes, std::int64_t count)
    {
        for (std::int64_t i = 0; i < count; i += 8) {
            m_first += word(bytes + i) + m_second;
            m_second += word(bytes + i + 4) + m_first;
        }
    }
    [[nodiscard]] bool is(const char *stored) const { return bigEndian(stored) == m_first && bigEndian(stored + 4) == m_second; }

private:
    [[nodiscard]] std::uint32_t word(const char *at) const
    {
        const std::uint32_t big = bigEndian(at);
        return m_big ? big : (big >> 24) | ((big >> 8) & 0xff00u) | ((big << 8) & 0xff0000u) | (big << 24);
    }
    bool m_big;
    std::uint32_t m_first = 0, m_second = 0;
};

} // namespace

LogFrames logFrames(const std::string &path)
{
    LogFrames log;
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return log;
    log.there = true;
    std::array<char, logHeaderBytes> head{};
    std::vector<char> frame(logFrameBytes);
    if (::pread(file, head.data(), head.size(), 0) == ssize_t(head.size())) {
        LogSum sum((bigEndian(head.data()) & 1) != 0);
        sum.add(head.data(), 24);
        log.headHolds = (bigEndian(head.data()) & ~1u) == 0x377f0682u && bigEndian(head.data() + 8) == logPageSize
            && sum.is(head.data() + 24);
        std::memcpy(log.salts.data(), head.data() + 16, 8);
        bool sound = log.headHolds;
        for (std::int64_t at = logHeaderBytes; ::pread(file, frame.data(), frame.size(), at) == ssize_t(frame.size()); at += logFrameBytes) {
            if (std::memcmp(frame.data() + 8, log.salts.data(), 8) == 0)
                log.pages.insert(bigEndian(frame.data()));
            if (!sound)
                continue;
            sum.add(frame.data(), 8);
            sum.add(frame.data() + frameHead, logPageSize);
            sound = std::memcmp(frame.data() + 8, log.salts.data(), 8) == 0 && sum.is(frame.data() + 16);
            log.sound += sound;
        }
    }
    ::close(file);
    return log;
}

} // namespace retclip
