// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/pickle_tuple.h"

#include <cstdlib>
#include <map>

namespace retclip {

namespace {

struct Mark
{
};
using Tuple = std::vector<PickledItem>;
using Entry = std::variant<std::string, std::int64_t, Tuple, Mark>;

class Reader
{
public:
    explicit Reader(std::span<const std::byte> bytes) : m_bytes(bytes) { }

    Result<Tuple> read()
    {
        for (;;) {
            if (m_at >= m_bytes.size())
                return cutShort();
            const auto code = std::to_integer<unsigned>(m_bytes[m_at++]);
            switch (code) {
            case 0x80: skip(1); break; // PROTO
            case 0x95: skip(8); break; // FRAME
            case 0x8C: pushText(number(1)); break; // SHORT_BINUNICODE
            case 'X': pushText(number(4)); break;
            case 0x8D: pushText(number(8)); break;
            case 'V': pushEscaped(line()); break;
            case 'K': m_stack.emplace_back(std::int64_t(number(1))); break;
            case 'M': m_stack.emplace_back(std::int64_t(number(2))); break;
            case 'J': m_stack.emplace_back(std::int64_t(std::int32_t(number(4)))); break;
            case 'I':
            case 'L':
                m_stack.emplace_back(std::int64_t(std::strtoll(line().c_str(), nullptr, 10)));
                break;
            case 0x8A: pushLong(number(1)); break;
            case 0x94: memoize(m_memo.size()); break; // MEMOIZE
            case 'q': memoize(number(1)); break;
            case 'r': memoize(number(4)); break;
            case 'p': memoize(std::strtoull(line().c_str(), nullptr, 10)); break;
            case 'h': recall(number(1)); break;
            case 'j': recall(number(4)); break;
            case 'g': recall(std::strtoull(line().c_str(), nullptr, 10)); break;
            case '(': m_stack.emplace_back(Mark{}); break;
            case 't': tupleFromMark(); break;
            case ')': m_stack.emplace_back(Tuple{}); break;
            case 0x85: tupleOf(1); break;
            case 0x86: tupleOf(2); break;
            case 0x87: tupleOf(3); break;
            case '.':
                if (m_stack.size() == 1 && std::holds_alternative<Tuple>(m_stack[0]))
                    return std::get<Tuple>(m_stack[0]);
                return cutShort();
            default:
                return failure(
                    ErrorCode::unsupported,
                    message(QT_TRANSLATE_NOOP("Message",
                                              "A stored record holds more than a tuple of texts "
                                              "and numbers (pickle opcode %1)."),
                            {std::to_string(code)}),
                    message(QT_TRANSLATE_NOOP("Message", "Nothing in it was run.")),
                    message(QT_TRANSLATE_NOOP(
                        "Message", "Build the store again with RET-CLIP's own script.")));
            }
            if (m_failed)
                return cutShort();
        }
    }

private:
    static tl::unexpected<Error> cutShort()
    {
        return failure(
            ErrorCode::unreadable,
            message(QT_TRANSLATE_NOOP("Message", "A stored record is cut short or not a tuple.")),
            message(QT_TRANSLATE_NOOP("Message", "The records before it were read.")),
            message(QT_TRANSLATE_NOOP("Message", "Copy the store again.")));
    }

    bool has(std::uint64_t count)
    {
        if (count <= m_bytes.size() - m_at)
            return true;
        m_failed = true;
        return false;
    }
    void skip(std::uint64_t count)
    {
        if (has(count))
            m_at += count;
    }
    std::uint64_t number(int width)
    {
        std::uint64_t value = 0;
        if (!has(std::uint64_t(width)))
            return 0;
        for (int i = 0; i < width; ++i)
            value |= std::to_integer<std::uint64_t>(m_bytes[m_at + std::size_t(i)]) << (8 * i);
        m_at += std::size_t(width);
        return value;
    }
    std::string bytes(std::uint64_t count)
    {
        if (m_failed || !has(count))
            return {};
        std::string text(reinterpret_cast<const char *>(m_bytes.data()) + m_at, count);
        m_at += count;
        return text;
    }
    std::string line()
    {
        std::string text;
        while (m_at < m_bytes.size()) {
            const char c = char(m_bytes[m_at++]);
            if (c == '\n')
                return text;
            text += c;
        }
        m_failed = true;
        return {};
    }
    void pushText(std::uint64_t length) { m_stack.emplace_back(bytes(length)); }

    // Protocol 0: raw-unicode-escape.
    void pushEscaped(const std::string &raw)
    {
        std::string text;
        for (std::size_t i = 0; i < raw.size(); ++i) {
            const bool escape =
                raw[i] == '\\' && i + 1 < raw.size() && (raw[i + 1] == 'u' || raw[i + 1] == 'U');
            const std::size_t digits = escape && raw[i + 1] == 'U' ? 8 : 4;
            if (escape && i + 1 + digits < raw.size()) {
                append(text,
                       std::uint32_t(std::strtoul(raw.substr(i + 2, digits).c_str(), nullptr, 16)));
                i += 1 + digits;
            } else {
                append(text, static_cast<unsigned char>(raw[i])); // Latin-1
            }
        }
        m_stack.emplace_back(std::move(text));
    }
    static void append(std::string &text, std::uint32_t c)
    {
        if (c < 0x80) {
            text += char(c);
        } else if (c < 0x800) {
            text += char(0xC0 | c >> 6);
            text += char(0x80 | (c & 0x3F));
        } else if (c < 0x10000) {
            text += char(0xE0 | c >> 12);
            text += char(0x80 | (c >> 6 & 0x3F));
            text += char(0x80 | (c & 0x3F));
        } else {
            text += char(0xF0 | (c >> 18 & 0x07));
            text += char(0x80 | (c >> 12 & 0x3F));
            text += char(0x80 | (c >> 6 & 0x3F));
            text += char(0x80 | (c & 0x3F));
        }
    }
    void pushLong(std::uint64_t width)
    {
        if (width > 8) {
            m_failed = true;
            return;
        }
        std::uint64_t value = number(int(width));
        if (width > 0 && width < 8 && value >> (8 * width - 1) & 1)
            value |= ~std::uint64_t(0) << (8 * width);
        m_stack.emplace_back(std::int64_t(value));
    }
    void memoize(std::uint64_t place)
    {
        if (m_stack.empty() || m_memo.size() > 10000)
            m_failed = true;
        else
            m_memo[place] = m_stack.back();
    }
    void recall(std::uint64_t place)
    {
        const auto found = m_memo.find(place);
        if (found == m_memo.end())
            m_failed = true;
        else
            m_stack.push_back(found->second);
    }
    void tupleFromMark()
    {
        std::size_t count = 0;
        while (count < m_stack.size()
               && !std::holds_alternative<Mark>(m_stack[m_stack.size() - 1 - count]))
            ++count;
        if (count == m_stack.size()) {
            m_failed = true;
            return;
        }
        tupleOf(count);
        if (m_failed)
            return;
        Entry tuple = std::move(m_stack.back());
        m_stack.pop_back();
        m_stack.back() = std::move(tuple); // In the mark's place.
    }
    void tupleOf(std::size_t count)
    {
        if (m_stack.size() < count) {
            m_failed = true;
            return;
        }
        Tuple tuple;
        for (std::size_t i = m_stack.size() - count; i < m_stack.size(); ++i) {
            if (auto *text = std::get_if<std::string>(&m_stack[i]))
                tuple.emplace_back(std::move(*text));
            else if (auto *value = std::get_if<std::int64_t>(&m_stack[i]))
                tuple.emplace_back(*value);
            else
                m_failed = true; // A tuple in a tuple.
        }
        m_stack.resize(m_stack.size() - count);
        m_stack.emplace_back(std::move(tuple));
    }

    std::span<const std::byte> m_bytes;
    std::size_t m_at = 0;
    bool m_failed = false;
    std::vector<Entry> m_stack;
    std::map<std::uint64_t, Entry> m_memo;
};

} // namespace

Result<std::vector<PickledItem>> readPickledTuple(std::span<const std::byte> bytes)
{
    return Reader(bytes).read();
}

} // namespace retclip
