// SPDX-License-Identifier: GPL-3.0-or-later
#include "ml/checkpoint/unpickler.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <optional>
#include <unordered_map>

namespace retclip {

namespace {

using Kind = PickleValue::Kind;

/// All that a state dictionary needs. None of them is called: we build our own values.
constexpr std::array allowed_globals{
    std::string_view("collections OrderedDict"),
    std::string_view("torch Size"),
    std::string_view("torch._utils _rebuild_tensor"),
    std::string_view("torch._utils _rebuild_tensor_v2"),
    std::string_view("torch._utils _rebuild_parameter"),
    std::string_view("torch FloatStorage"),
    std::string_view("torch DoubleStorage"),
    std::string_view("torch HalfStorage"),
    std::string_view("torch BFloat16Storage"),
    std::string_view("torch LongStorage"),
    std::string_view("torch IntStorage"),
    std::string_view("torch ShortStorage"),
    std::string_view("torch CharStorage"),
    std::string_view("torch ByteStorage"),
    std::string_view("torch BoolStorage"),
    std::string_view("argparse Namespace"), // training settings beside the weights; stays empty
    std::string_view("__builtin__ set"),
    std::string_view("builtins set"),
};

/// Far above any state dictionary; bounds the memory that a made-up file can ask for.
constexpr std::size_t most_values = 8'000'000;

/// "0x52 REDUCE": the byte, and the name that Python's pickletools gives it where it builds values.
std::string opcode_words(std::uint8_t opcode)
{
    static constexpr std::pair<std::uint8_t, const char *> names[] = {
        {'R', "REDUCE"},     {'Q', "BINPERSID"},  {'c', "GLOBAL"},     {0x93, "STACK_GLOBAL"},
        {'i', "INST"},       {'o', "OBJ"},        {0x81, "NEWOBJ"},    {0x92, "NEWOBJ_EX"},
        {'b', "BUILD"},      {'P', "PERSID"},     {'}', "EMPTY_DICT"}, {'d', "DICT"},
        {']', "EMPTY_LIST"}, {'l', "LIST"},       {')', "EMPTY_TUPLE"}, {'t', "TUPLE"},
        {0x85, "TUPLE1"},    {0x86, "TUPLE2"},    {0x87, "TUPLE3"},    {'N', "NONE"},
        {'I', "INT"},        {'J', "BININT"},     {'K', "BININT1"},    {'M', "BININT2"},
        {0x8a, "LONG1"},     {0x8b, "LONG4"},     {'G', "BINFLOAT"},   {'X', "BINUNICODE"},
        {0x8c, "SHORT_BINUNICODE"}, {'.', "STOP"}};
    char text[8];
    std::snprintf(text, sizeof text, "0x%02x", unsigned(opcode));
    for (const auto &[byte, name] : names)
        if (byte == opcode)
            return std::string(text) + " " + name;
    return text;
}

/// Stops reading; what() is the cause without offset and opcode.
struct Refusal
{
    ErrorCode code;
    std::string cause;
};

class Unpickler
{
public:
    explicit Unpickler(std::span<const std::byte> bytes) : m_bytes(bytes) {}

    Result<Pickle> run()
    {
        try {
            while (!step()) {
            }
        } catch (const Refusal &refusal) {
            return failure(
                refusal.code,
                message(QT_TRANSLATE_NOOP("Message", "The pickle is refused at byte %1 (opcode %2): %3."),
                        {std::to_string(m_opcode_at), opcode_words(m_opcode), refusal.cause}),
                message(QT_TRANSLATE_NOOP("Message", "Nothing was loaded, and nothing in the file was run.")),
                message(QT_TRANSLATE_NOOP("Message", "Ask for the weights alone, as a state dictionary or safetensors file.")));
        }
        Pickle result;
        result.values = std::move(m_values);
        result.root = m_stack.back();
        result.length = m_at;
        return result;
    }

private:
    [[noreturn]] void refuse(const std::string &cause, ErrorCode code = ErrorCode::unreadable) const
    {
        throw Refusal{code, cause};
    }

    std::span<const std::byte> take(std::uint64_t count)
    {
        if (count > m_bytes.size() - m_at)
            refuse("it asks for " + std::to_string(count) + " bytes where "
                   + std::to_string(m_bytes.size() - m_at) + " are left");
        const auto part = m_bytes.subspan(m_at, count);
        m_at += count;
        return part;
    }
    template <typename T>
    T number()
    {
        T value;
        std::memcpy(&value, take(sizeof(T)).data(), sizeof(T));
        return value;
    }
    std::string text_of(std::uint64_t count)
    {
        const auto part = take(count);
        return {reinterpret_cast<const char *>(part.data()), part.size()};
    }
    std::string line()
    {
        const auto rest = m_bytes.subspan(m_at);
        const auto end = std::find(rest.begin(), rest.end(), std::byte('\n'));
        if (end == rest.end())
            refuse("a line has no end");
        std::string result = text_of(static_cast<std::uint64_t>(end - rest.begin()));
        ++m_at;
        return result;
    }

    std::uint32_t add(PickleValue value)
    {
        if (m_values.size() >= most_values)
            refuse("it holds too many values", ErrorCode::unsupported);
        value.opcode = m_opcode;
        value.offset = static_cast<std::uint32_t>(m_opcode_at);
        m_values.push_back(std::move(value));
        return static_cast<std::uint32_t>(m_values.size() - 1);
    }
    void push(PickleValue value) { m_stack.push_back(add(std::move(value))); }
    void push(Kind kind)
    {
        PickleValue value;
        value.kind = kind;
        push(std::move(value));
    }
    void push_integer(std::int64_t number, Kind kind = Kind::integer)
    {
        PickleValue value;
        value.kind = kind;
        value.integer = number;
        push(std::move(value));
    }
    void push_text(std::string text, Kind kind = Kind::text)
    {
        PickleValue value;
        value.kind = kind;
        value.text = std::move(text);
        push(std::move(value));
    }
    std::uint32_t pop()
    {
        if (m_stack.empty())
            refuse("the stack is empty");
        const std::uint32_t top = m_stack.back();
        m_stack.pop_back();
        if (m_values[top].kind == Kind::mark)
            refuse("a mark stands where a value should");
        return top;
    }
    PickleValue &top(Kind kind, const char *what)
    {
        if (m_stack.empty() || m_values[m_stack.back()].kind != kind)
            refuse(std::string("there is no ") + what + " on the stack");
        return m_values[m_stack.back()];
    }
    std::vector<std::uint32_t> pop_to_mark()
    {
        std::size_t at = m_stack.size();
        while (at > 0 && m_values[m_stack[at - 1]].kind != Kind::mark)
            --at;
        if (at == 0)
            refuse("there is no mark on the stack");
        std::vector<std::uint32_t> items(m_stack.begin() + std::ptrdiff_t(at), m_stack.end());
        m_stack.resize(at - 1);
        return items;
    }
    void push_items(Kind kind, std::vector<std::uint32_t> items)
    {
        PickleValue value;
        value.kind = kind;
        value.items = std::move(items);
        push(std::move(value));
    }
    void remember(std::uint64_t place)
    {
        if (m_stack.empty())
            refuse("the stack is empty");
        m_memo[place] = m_stack.back();
    }
    void recall(std::uint64_t place)
    {
        const auto found = m_memo.find(place);
        if (found == m_memo.end())
            refuse("it recalls a value that was never kept");
        m_stack.push_back(found->second);
    }
    std::int64_t decimal(std::string text)
    {
        if (!text.empty() && text.back() == 'L')
            text.pop_back();
        std::int64_t value = 0;
        const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
        if (result.ec != std::errc() || result.ptr != text.data() + text.size())
            refuse("a number cannot be read");
        return value;
    }
    void push_long(std::span<const std::byte> digits)
    {
        if (digits.size() > 8) { // such as the magic number: kept as its bytes
            push_text({reinterpret_cast<const char *>(digits.data()), digits.size()}, Kind::bytes);
            return;
        }
        std::uint64_t value = 0;
        std::memcpy(&value, digits.data(), digits.size());
        if (!digits.empty() && digits.size() < 8 && (std::uint8_t(digits.back()) & 0x80))
            value |= ~std::uint64_t(0) << (8 * digits.size());
        push_integer(static_cast<std::int64_t>(value));
    }
    void push_global(const std::string &module, const std::string &name)
    {
        const std::string whole = module + " " + name;
        if (std::find(allowed_globals.begin(), allowed_globals.end(), whole)
            == allowed_globals.end())
            refuse("it names " + module + "." + name + ", which is not needed to hold weights",
                   ErrorCode::unsupported);
        push_text(whole, Kind::global);
    }

    void reduce()
    {
        const std::uint32_t arguments = pop();
        const std::uint32_t callee = pop();
        if (m_values[callee].kind != Kind::global || m_values[arguments].kind != Kind::tuple)
            refuse("it calls something that is not a function");
        const std::string name = m_values[callee].text;
        const std::vector<std::uint32_t> items = first_of(arguments, 4);
        if (name == "collections OrderedDict") {
            if (!items.empty() && !(items.size() == 1 && m_values[items[0]].items.empty()))
                dictionary_from(items);
            else
                push(Kind::dictionary);
        } else if (name == "argparse Namespace") {
            push(Kind::dictionary);
        } else if (name == "torch Size") {
            if (items.size() != 1 || m_values[items[0]].kind != Kind::tuple)
                refuse("torch.Size has no tuple");
            m_stack.push_back(items[0]);
        } else if (name == "torch._utils _rebuild_tensor"
                   || name == "torch._utils _rebuild_tensor_v2") {
            if (items.size() < 4 || m_values[items[0]].kind != Kind::storage)
                refuse("a tensor has no storage");
            push_items(Kind::tensor, {items[0], items[1], items[2], items[3]});
        } else if (name == "torch._utils _rebuild_parameter") {
            if (items.empty() || m_values[items[0]].kind != Kind::tensor)
                refuse("a parameter has no tensor");
            m_stack.push_back(items[0]);
        } else if (name == "__builtin__ set" || name == "builtins set") {
            std::vector<std::uint32_t> members;
            if (!items.empty())
                members = m_values[items[0]].items;
            count_copy(members.size());
            push_items(Kind::set, std::move(members));
        } else {
            refuse("it calls " + name, ErrorCode::unsupported);
        }
    }
    /// A copy may not multiply: a value is copied once in real files.
    void count_copy(std::size_t items)
    {
        m_copied += items;
        if (m_copied > m_bytes.size())
            refuse("it copies more than it holds");
    }
    [[nodiscard]] std::vector<std::uint32_t> first_of(std::uint32_t value, std::size_t count) const
    {
        const auto &items = m_values[value].items;
        return {items.begin(), items.begin() + std::ptrdiff_t(std::min(count, items.size()))};
    }
    void dictionary_from(const std::vector<std::uint32_t> &arguments)
    {
        if (arguments.size() != 1)
            refuse("a dictionary has too many parts");
        std::vector<std::uint32_t> flat;
        const PickleValue &pairs = m_values[arguments[0]];
        if (pairs.kind == Kind::dictionary) {
            flat = pairs.items;
        } else {
            for (const std::uint32_t pair : pairs.items) {
                if (m_values[pair].items.size() != 2)
                    refuse("a dictionary's part is no pair");
                flat.insert(flat.end(), m_values[pair].items.begin(), m_values[pair].items.end());
            }
        }
        count_copy(flat.size());
        push_items(Kind::dictionary, std::move(flat));
    }

    void set_items(const std::vector<std::uint32_t> &items)
    {
        if (items.size() % 2 != 0)
            refuse("a key has no value");
        PickleValue &dictionary = top(Kind::dictionary, "dictionary");
        dictionary.items.insert(dictionary.items.end(), items.begin(), items.end());
    }
    void append(const std::vector<std::uint32_t> &items)
    {
        PickleValue &list = top(Kind::list, "list");
        list.items.insert(list.items.end(), items.begin(), items.end());
    }

    /// One opcode; true after STOP.
    bool step()
    {
        m_opcode_at = m_at;
        m_opcode = 0;
        if (m_at >= m_bytes.size())
            refuse("it ends without STOP");
        m_opcode = number<std::uint8_t>();
        switch (m_opcode) {
        case 0x80:
            if (number<std::uint8_t>() > 5)
                refuse("a protocol above 5", ErrorCode::unsupported);
            return false;
        case 0x95: take(8); return false; // FRAME: only a hint
        case '.':
            m_stack.push_back(pop());
            return true;
        case '(': push(Kind::mark); return false;
        case '0': // POP takes a mark as well
            if (m_stack.empty())
                refuse("the stack is empty");
            m_stack.pop_back();
            return false;
        case '1': pop_to_mark(); return false;
        case '2':
            if (m_stack.empty())
                refuse("the stack is empty");
            m_stack.push_back(m_stack.back());
            return false;

        case 'N': push(Kind::none); return false;
        case 0x88: push_integer(1, Kind::boolean); return false;
        case 0x89: push_integer(0, Kind::boolean); return false;
        case 'I': {
            const std::string text = line();
            if (text == "01" || text == "00")
                push_integer(text == "01", Kind::boolean);
            else
                push_integer(decimal(text));
            return false;
        }
        case 'L': push_integer(decimal(line())); return false;
        case 'J': push_integer(number<std::int32_t>()); return false;
        case 'K': push_integer(number<std::uint8_t>()); return false;
        case 'M': push_integer(number<std::uint16_t>()); return false;
        case 0x8a: push_long(take(number<std::uint8_t>())); return false;
        case 0x8b: push_long(take(number<std::uint32_t>())); return false;
        case 'F': {
            PickleValue value;
            value.kind = Kind::real;
            const std::string text = line();
            const auto result =
                std::from_chars(text.data(), text.data() + text.size(), value.real);
            if (result.ec != std::errc())
                refuse("a number cannot be read");
            push(std::move(value));
            return false;
        }
        case 'G': {
            auto bits = number<std::uint64_t>();
            bits = __builtin_bswap64(bits);
            PickleValue value;
            value.kind = Kind::real;
            std::memcpy(&value.real, &bits, sizeof bits);
            push(std::move(value));
            return false;
        }

        case 'S': {
            const std::string quoted = line();
            if (quoted.size() < 2 || quoted.front() != quoted.back())
                refuse("a string has no quotes");
            push_text(quoted.substr(1, quoted.size() - 2));
            return false;
        }
        case 'V': push_text(line()); return false;
        case 'U': push_text(text_of(number<std::uint8_t>())); return false;
        case 'T': push_text(text_of(number<std::uint32_t>())); return false;
        case 0x8c: push_text(text_of(number<std::uint8_t>())); return false;
        case 'X': push_text(text_of(number<std::uint32_t>())); return false;
        case 0x8d: push_text(text_of(number<std::uint64_t>())); return false;
        case 'C': push_text(text_of(number<std::uint8_t>()), Kind::bytes); return false;
        case 'B': push_text(text_of(number<std::uint32_t>()), Kind::bytes); return false;
        case 0x8e:
        case 0x96: push_text(text_of(number<std::uint64_t>()), Kind::bytes); return false;

        case ')': push(Kind::tuple); return false;
        case 0x85:
        case 0x86:
        case 0x87: {
            std::vector<std::uint32_t> items(m_opcode - 0x84u);
            for (auto item = items.rbegin(); item != items.rend(); ++item)
                *item = pop();
            push_items(Kind::tuple, std::move(items));
            return false;
        }
        case 't': push_items(Kind::tuple, pop_to_mark()); return false;
        case ']': push(Kind::list); return false;
        case 'l': push_items(Kind::list, pop_to_mark()); return false;
        case 'a': {
            const std::uint32_t item = pop();
            append({item});
            return false;
        }
        case 'e': append(pop_to_mark()); return false;
        case 0x8f: push(Kind::set); return false;
        case 0x90: {
            const auto items = pop_to_mark();
            PickleValue &set = top(Kind::set, "set");
            set.items.insert(set.items.end(), items.begin(), items.end());
            return false;
        }
        case 0x91: push_items(Kind::set, pop_to_mark()); return false;
        case '}': push(Kind::dictionary); return false;
        case 'd': {
            auto items = pop_to_mark();
            push(Kind::dictionary);
            set_items(items);
            return false;
        }
        case 's': {
            const std::uint32_t value = pop();
            const std::uint32_t key = pop();
            set_items({key, value});
            return false;
        }
        case 'u': set_items(pop_to_mark()); return false;

        case 'p': remember(static_cast<std::uint64_t>(decimal(line()))); return false;
        case 'q': remember(number<std::uint8_t>()); return false;
        case 'r': remember(number<std::uint32_t>()); return false;
        case 0x94: remember(m_memo.size()); return false;
        case 'g': recall(static_cast<std::uint64_t>(decimal(line()))); return false;
        case 'h': recall(number<std::uint8_t>()); return false;
        case 'j': recall(number<std::uint32_t>()); return false;

        case 'c': {
            const std::string module = line();
            push_global(module, line());
            return false;
        }
        case 0x93: {
            const std::uint32_t name = pop();
            const std::uint32_t module = pop();
            if (m_values[name].kind != Kind::text || m_values[module].kind != Kind::text)
                refuse("a global has no name");
            const std::string module_text = m_values[module].text, name_text = m_values[name].text;
            push_global(module_text, name_text);
            return false;
        }
        case 'i': { // INST names a class and calls it
            const std::string module = line();
            push_global(module, line());
            refuse("it makes an object by an old opcode", ErrorCode::unsupported);
        }
        case 'R':
        case 0x81: reduce(); return false;
        case 'b': {
            pop(); // the state: attributes of a dictionary or parameter, which hold no weights
            if (m_stack.empty())
                refuse("the stack is empty");
            const Kind kind = m_values[m_stack.back()].kind;
            if (kind != Kind::dictionary && kind != Kind::tensor)
                refuse("it sets attributes of something that is no dictionary",
                       ErrorCode::unsupported);
            return false;
        }
        case 'Q': {
            const std::uint32_t id = pop();
            const PickleValue &parts = m_values[id];
            if (parts.kind != Kind::tuple || parts.items.size() < 5
                || m_values[parts.items[0]].kind != Kind::text
                || m_values[parts.items[0]].text != "storage"
                || m_values[parts.items[1]].kind != Kind::global
                || m_values[parts.items[2]].kind != Kind::text
                || m_values[parts.items[4]].kind != Kind::integer)
                refuse("a persistent value is no storage", ErrorCode::unsupported);
            push_items(Kind::storage, first_of(id, 6));
            return false;
        }
        default: refuse("this opcode is not needed to hold weights", ErrorCode::unsupported);
        }
    }

    std::span<const std::byte> m_bytes;
    std::size_t m_at = 0;
    std::size_t m_opcode_at = 0;
    std::uint8_t m_opcode = 0;
    std::size_t m_copied = 0;
    std::vector<PickleValue> m_values;
    std::vector<std::uint32_t> m_stack;
    std::unordered_map<std::uint64_t, std::uint32_t> m_memo;
};

} // namespace

std::string origin_of(const PickleValue &value)
{
    return "byte " + std::to_string(value.offset) + " of the pickle, opcode "
           + opcode_words(value.opcode);
}

const PickleValue *Pickle::find(const PickleValue &dictionary, std::string_view key) const
{
    if (dictionary.kind != Kind::dictionary)
        return nullptr;
    // A key that stands twice: the later one holds, as in Python.
    for (std::size_t at = dictionary.items.size(); at >= 2; at -= 2) {
        const PickleValue &name = values[dictionary.items[at - 2]];
        if (name.kind == Kind::text && name.text == key)
            return &values[dictionary.items[at - 1]];
    }
    return nullptr;
}

Result<Pickle> read_pickle(std::span<const std::byte> bytes)
{
    return Unpickler(bytes).run();
}

} // namespace retclip
