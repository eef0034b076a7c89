// SPDX-License-Identifier: GPL-3.0-or-later
#include "ml/verify/lmdb_pairs.h"

#include "core/base/files.h"
#include "ml/checkpoint/unpickler.h"

#include <lmdb.h>

#include <array>
#include <memory>
#include <optional>

namespace retclip {

namespace {

tl::unexpected<Error> unreadable(const std::filesystem::path &store, const std::string &cause)
{
    return failure(
        ErrorCode::unreadable,
        message(QT_TRANSLATE_NOOP("Message", "The LMDB store %1 cannot be read: %2."),
                {utf8_from_path(store), cause}),
        message(QT_TRANSLATE_NOOP("Message", "Nothing was changed.")),
        message(QT_TRANSLATE_NOOP("Message", "Copy the store again.")));
}

/// A store opened for reading, without a lock file.
class Store
{
public:
    ~Store()
    {
        if (m_transaction)
            mdb_txn_abort(m_transaction);
        if (m_environment)
            mdb_env_close(m_environment);
    }
    std::string open(const std::filesystem::path &folder)
    {
        int state = mdb_env_create(&m_environment);
        if (state == 0)
            state = mdb_env_open(m_environment, folder.c_str(), MDB_RDONLY | MDB_NOLOCK, 0);
        if (state == 0)
            state = mdb_txn_begin(m_environment, nullptr, MDB_RDONLY, &m_transaction);
        if (state == 0)
            state = mdb_dbi_open(m_transaction, nullptr, 0, &m_database);
        return state == 0 ? std::string() : mdb_strerror(state);
    }
    std::optional<std::span<const std::byte>> get(const std::string &key)
    {
        MDB_val name{key.size(), const_cast<char *>(key.data())}, value;
        if (mdb_get(m_transaction, m_database, &name, &value) != 0)
            return std::nullopt;
        return std::span(static_cast<const std::byte *>(value.mv_data), value.mv_size);
    }

    [[nodiscard]] std::size_t entries() const
    {
        MDB_stat state{};
        return mdb_stat(m_transaction, m_database, &state) == 0 ? state.ms_entries : 0;
    }

private:
    MDB_env *m_environment = nullptr;
    MDB_txn *m_transaction = nullptr;
    MDB_dbi m_database = 0;
};

/// Standard and URL-safe alphabets; nothing where a character is neither.
std::optional<std::string> from_base64(std::string_view text)
{
    std::string result;
    std::uint32_t bits = 0;
    int held = 0;
    for (const char c : text) {
        int value;
        if (c >= 'A' && c <= 'Z')
            value = c - 'A';
        else if (c >= 'a' && c <= 'z')
            value = c - 'a' + 26;
        else if (c >= '0' && c <= '9')
            value = c - '0' + 52;
        else if (c == '+' || c == '-')
            value = 62;
        else if (c == '/' || c == '_')
            value = 63;
        else if (c == '=' || c == '\n' || c == '\r')
            continue;
        else
            return std::nullopt;
        bits = (bits << 6) | static_cast<std::uint32_t>(value);
        held += 6;
        if (held >= 8) {
            held -= 8;
            result.push_back(static_cast<char>((bits >> held) & 0xFF));
        }
    }
    return result;
}

/// A tuple of that many texts and numbers.
Result<Pickle> tuple_of(std::span<const std::byte> bytes, std::size_t parts,
                        const std::filesystem::path &store)
{
    RETCLIP_TRY(Pickle pickle, read_pickle(bytes));
    const PickleValue &root = pickle[pickle.root];
    bool plain = root.kind == PickleValue::Kind::tuple && root.items.size() == parts;
    for (const std::uint32_t item : root.items)
        plain = plain
                && (pickle[item].kind == PickleValue::Kind::text
                    || pickle[item].kind == PickleValue::Kind::bytes
                    || pickle[item].kind == PickleValue::Kind::integer);
    if (!plain)
        return unreadable(store, "a value is not a tuple of texts and numbers");
    return pickle;
}

std::string words_of(const PickleValue &value)
{
    return value.kind == PickleValue::Kind::integer ? std::to_string(value.integer) : value.text;
}

} // namespace

Result<std::size_t> count_lmdb_patients(const std::filesystem::path &split)
{
    Store images;
    if (const std::string cause = images.open(split / "imgs"); !cause.empty())
        return unreadable(split / "imgs", cause);
    return images.entries() - (images.get("num_images") ? 1 : 0);
}

Result<std::vector<LmdbPair>> read_lmdb_pairs(const std::filesystem::path &split)
{
    Store pairs, images;
    if (const std::string cause = pairs.open(split / "pairs"); !cause.empty())
        return unreadable(split / "pairs", cause);
    if (const std::string cause = images.open(split / "imgs"); !cause.empty())
        return unreadable(split / "imgs", cause);
    std::vector<LmdbPair> result;
    for (std::size_t index = 0;; ++index) {
        const auto value = pairs.get(std::to_string(index));
        if (!value)
            break;
        RETCLIP_TRY(const Pickle pickle, tuple_of(*value, 3, split / "pairs"));
        const auto &parts = pickle[pickle.root].items;
        LmdbPair pair;
        pair.patient = words_of(pickle[parts[0]]);
        pair.text_id = pickle[parts[1]].integer;
        pair.text = words_of(pickle[parts[2]]);
        const auto files = images.get(pair.patient);
        if (!files)
            return unreadable(split / "imgs", "patient " + pair.patient + " has no images");
        RETCLIP_TRY(const Pickle both, tuple_of(*files, 2, split / "imgs"));
        const auto &eyes = both[both.root].items;
        const auto left = from_base64(both[eyes[0]].text), right = from_base64(both[eyes[1]].text);
        if (!left || !right)
            return unreadable(split / "imgs", "a photograph is not base64");
        pair.left = *left;
        pair.right = *right;
        result.push_back(std::move(pair));
    }
    return result;
}

} // namespace retclip
