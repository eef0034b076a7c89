// SPDX-License-Identifier: GPL-3.0-or-later
// Reads LMDB's file format (version 1, as liblmdb writes it on a 64-bit machine of little endian) without liblmdb: the
// library trusts every page number and every length in the file, so that a damaged store ends the program.
#include "core/base/files.h"
#include "core/import/lmdb_store.h"

#include <QFileInfo>

#include <cstring>
#include <limits>
#include <optional>

namespace retclip {

namespace {

using Bytes = std::span<const std::byte>;

constexpr std::uint32_t lmdbMagic = 0xBEEFC0DE;
constexpr std::uint16_t branchPage = 0x01, leafPage = 0x02, overflowPage = 0x04, metaPage = 0x08;
constexpr std::uint16_t bigValue = 0x01, subDatabase = 0x02, duplicates = 0x04; ///< Of a node.
constexpr std::size_t pageHeader = 16, nodeHeader = 8;
constexpr std::uint64_t noPage = std::numeric_limits<std::uint64_t>::max();
constexpr int deepest = 32;

/// A number at a place of the bytes; the caller has looked that it lies in them.
template <typename T>
T numberAt(Bytes bytes, std::size_t at)
{
    T value;
    std::memcpy(&value, bytes.data() + at, sizeof value);
    return value;
}

tl::unexpected<Error> damagedStore(const QString &folder, const char *what)
{
    return failure(ErrorCode::unreadable,
                   message(QT_TRANSLATE_NOOP("Message", "%1 is not a readable LMDB store."), {folder.toStdString()}),
                   message(QT_TRANSLATE_NOOP("Message", "Nothing of it was imported.")),
                   message(QT_TRANSLATE_NOOP("Message",
                                             "Copy the store again, or import the TSV and JSONL files it was made from.")),
                   what);
}

} // namespace

struct LmdbReader::Private
{
    using Each = std::function<bool(std::string_view, Bytes)>;

    QString folder;
    MappedFile file;
    std::size_t pageSize = 0;
    std::uint64_t root = noPage, entries = 0, pages = 0;

    /// The newer of the two descriptions that are whole. Nothing where the file is no store.
    const char *readMeta()
    {
        const Bytes bytes = file.bytes();
        constexpr std::size_t metaEnd = 152;
        if (bytes.size() < metaEnd || numberAt<std::uint32_t>(bytes, 16) != lmdbMagic)
            return "no description at its beginning";
        pageSize = numberAt<std::uint32_t>(bytes, 40);
        if (pageSize < 512 || pageSize > 65536 || (pageSize & (pageSize - 1)) != 0 || bytes.size() < 2 * pageSize)
            return "pages of an unknown size";
        std::uint64_t newest = 0, last = 0;
        bool any = false;
        for (const std::size_t at : {std::size_t(0), pageSize}) {
            const Bytes meta = bytes.subspan(at, metaEnd);
            const bool whole = numberAt<std::uint32_t>(meta, 16) == lmdbMagic && numberAt<std::uint32_t>(meta, 20) == 1
                && (numberAt<std::uint16_t>(meta, 10) & metaPage) && numberAt<std::uint32_t>(meta, 40) == pageSize;
            const auto transaction = numberAt<std::uint64_t>(meta, 144);
            if (!whole || (any && transaction <= newest))
                continue;
            any = true;
            newest = transaction;
            entries = numberAt<std::uint64_t>(meta, 120);
            root = numberAt<std::uint64_t>(meta, 128);
            last = numberAt<std::uint64_t>(meta, 136);
            if (numberAt<std::uint16_t>(meta, 92) != 0)
                return "a store of several values a key";
        }
        if (!any)
            return "no whole description";
        if (last >= bytes.size() / pageSize)
            return "shorter than it says";
        pages = last + 1;
        return nullptr;
    }

    /// Its bytes, where it is there.
    [[nodiscard]] std::optional<Bytes> page(std::uint64_t number, std::uint64_t count = 1) const
    {
        if (count == 0 || number >= pages || count > pages - number)
            return {};
        return file.bytes().subspan(std::size_t(number) * pageSize, std::size_t(count) * pageSize);
    }

    /// The value of a leaf's node; nothing where it is not as it should be.
    [[nodiscard]] std::optional<Bytes> valueOf(Bytes page, std::size_t node, std::size_t keySize, std::uint16_t flags) const
    {
        const std::size_t size = numberAt<std::uint16_t>(page, node) | std::size_t(numberAt<std::uint16_t>(page, node + 2)) << 16;
        const std::size_t at = node + nodeHeader + keySize;
        if (flags & (subDatabase | duplicates))
            return {};
        if (!(flags & bigValue))
            return at + size <= page.size() ? std::optional<Bytes>(page.subspan(at, size)) : std::nullopt;
        if (at + 8 > page.size())
            return {};
        const auto number = numberAt<std::uint64_t>(page, at);
        const auto first = this->page(number);
        if (!first || !(numberAt<std::uint16_t>(*first, 10) & overflowPage))
            return {};
        const auto all = this->page(number, numberAt<std::uint32_t>(*first, 12));
        return all && pageHeader + size <= all->size() ? std::optional<Bytes>(all->subspan(pageHeader, size)) : std::nullopt;
    }

    /// False: it is damaged. `left`: pages that may still be looked at, so that a ring of pages ends.
    bool walk(std::uint64_t number, int depth, std::uint64_t &left, bool &goOn, const Each &f) const
    {
        const auto found = page(number);
        if (!found || depth > deepest || left-- == 0)
            return false;
        const Bytes here = *found;
        const auto flags = numberAt<std::uint16_t>(here, 10);
        const std::size_t lower = numberAt<std::uint16_t>(here, 12);
        const bool leaf = flags & leafPage;
        if (leaf == bool(flags & branchPage) || lower < pageHeader || lower > pageSize)
            return false;
        for (std::size_t at = pageHeader; at + 2 <= lower && goOn; at += 2) {
            const std::size_t node = numberAt<std::uint16_t>(here, at);
            if (node + nodeHeader > pageSize)
                return false;
            const auto nodeFlags = numberAt<std::uint16_t>(here, node + 4);
            const std::size_t keySize = numberAt<std::uint16_t>(here, node + 6);
            if (node + nodeHeader + keySize > pageSize)
                return false;
            if (!leaf) {
                const std::uint64_t child = numberAt<std::uint16_t>(here, node)
                    | std::uint64_t(numberAt<std::uint16_t>(here, node + 2)) << 16 | std::uint64_t(nodeFlags) << 32;
                if (!walk(child, depth + 1, left, goOn, f))
                    return false;
                continue;
            }
            const auto value = valueOf(here, node, keySize, nodeFlags);
            if (!value)
                return false;
            goOn = f({reinterpret_cast<const char *>(here.data()) + node + nodeHeader, keySize}, *value);
        }
        return true;
    }
};

LmdbReader::LmdbReader(std::unique_ptr<Private> data) : d(std::move(data)) {}
LmdbReader::~LmdbReader() = default;

Result<std::unique_ptr<LmdbReader>> LmdbReader::open(const QString &folder)
{
    const QString file = folder + QStringLiteral("/data.mdb");
    if (!QFileInfo(file).isFile())
        return failure(ErrorCode::not_found,
                       message(QT_TRANSLATE_NOOP("Message", "There is no LMDB store in %1."), {folder.toStdString()}),
                       message(QT_TRANSLATE_NOOP("Message", "Nothing of it was imported.")),
                       message(QT_TRANSLATE_NOOP("Message", "Choose the folder above \"imgs\" and \"pairs\".")));
    auto data = std::make_unique<Private>();
    data->folder = folder;
    RETCLIP_TRY(data->file, MappedFile::open(path_from_utf8(file.toStdString())));
    if (const char *wrong = data->readMeta())
        return damagedStore(folder, wrong);
    return std::unique_ptr<LmdbReader>(new LmdbReader(std::move(data)));
}

std::size_t LmdbReader::count() const
{
    return std::size_t(d->entries);
}

Result<void>
LmdbReader::each(const std::function<bool(std::string_view, std::span<const std::byte>)> &f) const
{
    std::uint64_t left = d->pages;
    bool goOn = true;
    if (d->root != noPage && !d->walk(d->root, 0, left, goOn, f))
        return damagedStore(d->folder, "a page is not as it should be");
    return {};
}

} // namespace retclip
