// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QFile>
#include <QString>

#include <zip.h>

#include <functional>
#include <string>
#include <utility>

namespace retclip {

/// A ZIP archive, open for reading or for writing (libzip). Closed without change when it goes.
class ZipFile
{
public:
    ZipFile() = default;
    explicit ZipFile(zip_t *archive) : m_archive(archive) {}
    ~ZipFile()
    {
        if (m_archive)
            zip_discard(m_archive);
    }
    ZipFile(const ZipFile &) = delete;
    ZipFile &operator=(const ZipFile &) = delete;

    /// `cause`: libzip's own words where it cannot be opened.
    bool open(const QString &file, int flags, std::string &cause)
    {
        int code = 0;
        m_archive = zip_open(QFile::encodeName(file).constData(), flags, &code);
        if (!m_archive) {
            zip_error_t error;
            zip_error_init_with_code(&error, code);
            cause = zip_error_strerror(&error);
            zip_error_fini(&error);
        }
        return m_archive != nullptr;
    }
    [[nodiscard]] zip_t *get() const { return m_archive; }
    [[nodiscard]] zip_t *release() { return std::exchange(m_archive, nullptr); }

    /// Gives an entry's bytes in pieces; false where it is damaged, longer than it says, or `take` says stop.
    bool read(zip_uint64_t index, zip_uint64_t size, const std::function<bool(const QByteArray &)> &take) const
    {
        zip_file_t *entry = zip_fopen_index(m_archive, index, 0);
        if (!entry)
            return false;
        QByteArray piece(1 << 20, Qt::Uninitialized);
        zip_uint64_t total = 0;
        bool good = true;
        for (;;) {
            const zip_int64_t got = zip_fread(entry, piece.data(), zip_uint64_t(piece.size()));
            total += got > 0 ? zip_uint64_t(got) : 0;
            good = got >= 0 && total <= size;
            if (!good || got == 0)
                break;
            good = take(QByteArray::fromRawData(piece.constData(), qsizetype(got)));
            if (!good)
                break;
        }
        return zip_fclose(entry) == 0 && good && total == size;
    }

private:
    zip_t *m_archive = nullptr;
};

} // namespace retclip
