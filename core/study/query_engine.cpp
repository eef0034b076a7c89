// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/query_engine.h"

#include "core/study/study_errors.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace retclip {

namespace {

std::uint64_t mixed(std::uint64_t value)
{
    value += 0x9e3779b97f4a7c15ull;
    value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9ull;
    value = (value ^ (value >> 27)) * 0x94d049bb133111ebull;
    return value ^ (value >> 31);
}

std::uint64_t hashOf(std::string_view text, std::uint64_t seed)
{
    std::uint64_t hash = 0xcbf29ce484222325ull ^ mixed(seed);
    for (const char character : text)
        hash = (hash ^ std::uint8_t(character)) * 0x100000001b3ull;
    return mixed(hash);
}

} // namespace

Result<void> QueryEngine::prepare()
{
    RETCLIP_TRY(m_largest, m_database.number("SELECT max(id) FROM exam"));
    return {};
}

Result<void> QueryEngine::readOrder()
{
    if (!m_order) {
        RETCLIP_TRY(m_order, m_orders.of(m_database));
    }
    return {};
}

Result<ExamSet> QueryEngine::everything()
{
    if (!m_all) {
        RETCLIP_CHECK(readOrder());
        ExamSet all = nothing();
        for (const qint64 id : m_order->ids)
            all.insert(id);
        m_all = std::move(all);
    }
    return *m_all;
}

Result<QueryContext> QueryEngine::contextOf(const QueryNode &node, QueryContext outer)
{
    bool ownClasses = false;
    const auto look = [&](const QueryNode &child) -> Result<void> {
        if (child.kind != QueryNode::Kind::test || child.items.empty())
            return {};
        const QueryItem &item = child.items.front();
        if (child.field == QueryField::run && !item.any && !item.none) {
            RETCLIP_TRY(const std::vector<qint64> runs, runsNamed(m_database, item));
            outer.run = runs.size() == 1 ? runs.front() : 0;
            outer.runs = runs.size() > 1 ? item : QueryItem();
        } else if (child.field == QueryField::dataset && !item.any && !item.none) {
            RETCLIP_TRY(const std::vector<qint64> datasets, datasetsNamed(m_database, item));
            outer.dataset = datasets.size() == 1 ? datasets.front() : 0;
            outer.datasets = datasets.size() > 1 ? item : QueryItem();
        } else if (child.field == QueryField::prediction) {
            if (!ownClasses)
                outer.classes.clear();
            ownClasses = true;
            outer.classes.insert(outer.classes.end(), child.items.begin(), child.items.end());
        }
        return {};
    };
    RETCLIP_CHECK(look(node));
    if (node.kind == QueryNode::Kind::conjunction)
        for (const QueryNode &child : node.children)
            RETCLIP_CHECK(look(child));
    return outer;
}

Result<ExamSet> QueryEngine::evaluate(const QueryNode &node, const QueryContext &context)
{
    switch (node.kind) {
    case QueryNode::Kind::all: return everything();
    case QueryNode::Kind::conjunction: {
        RETCLIP_TRY(const QueryContext own, contextOf(node, context));
        std::optional<ExamSet> set;
        // What is asked for first: to take away from it costs less than to complement.
        for (const QueryNode &child : node.children) {
            if (child.kind == QueryNode::Kind::negation)
                continue;
            RETCLIP_TRY(ExamSet part, evaluate(child, own));
            if (set)
                *set &= part;
            else
                set = std::move(part);
        }
        if (!set) {
            RETCLIP_TRY(set, everything());
        }
        for (const QueryNode &child : node.children) {
            if (child.kind != QueryNode::Kind::negation)
                continue;
            RETCLIP_TRY(const ExamSet part, evaluate(child.children.front(), own));
            set->subtract(part);
        }
        return std::move(*set);
    }
    case QueryNode::Kind::alternative: {
        ExamSet set = nothing();
        for (const QueryNode &child : node.children) {
            RETCLIP_TRY(const ExamSet part, evaluate(child, context));
            set |= part;
        }
        return set;
    }
    case QueryNode::Kind::negation: {
        RETCLIP_TRY(ExamSet set, everything());
        RETCLIP_TRY(const ExamSet part, evaluate(node.children.front(), context));
        set.subtract(part);
        return set;
    }
    case QueryNode::Kind::test: {
        RETCLIP_TRY(const QueryContext own, contextOf(node, context));
        return testSet(*this, node, own);
    }
    case QueryNode::Kind::flag: return flagSet(*this, node, context);
    case QueryNode::Kind::text: return textSet(*this, node.items.front());
    }
    return nothing();
}

namespace {

/// Stable; exams without a key come last, either way. Keys stand beside their places while they are
/// sorted: to look each one up by exam would miss the processor's cache at every comparison.
void sortByKeys(std::vector<qint64> &ids, const std::vector<double> &keys, bool descending)
{
    struct Keyed
    {
        double key;
        std::uint32_t place;
    };
    std::vector<Keyed> keyed;
    keyed.reserve(ids.size());
    for (std::size_t i = 0; i < ids.size(); ++i) {
        const double key = keys[std::size_t(ids[i])];
        keyed.push_back({std::isnan(key) ? std::numeric_limits<double>::infinity() : descending ? -key : key,
                         std::uint32_t(i)});
    }
    std::sort(keyed.begin(), keyed.end(), [](const Keyed &a, const Keyed &b) {
        return a.key != b.key ? a.key < b.key : a.place < b.place;
    });
    const std::vector<qint64> before = ids;
    for (std::size_t i = 0; i < ids.size(); ++i)
        ids[i] = before[keyed[i].place];
}

} // namespace

/// Of all exams by row number, NaN where there is none: numbers (of several of one exam the least quality, the
/// greatest probability); texts by their place in the sorted list of different ones.
Result<std::vector<double>> QueryEngine::sortKeys(const QuerySort &sort, const ParsedQuery &query)
{
    std::vector<double> keys(std::size_t(m_largest) + 1, std::numeric_limits<double>::quiet_NaN());
    const auto keyOf = [&](qint64 id) { return id <= m_largest ? &keys[std::size_t(id)] : nullptr; };
    if (sort.key == QLatin1String("quality")) {
        RETCLIP_CHECK(m_database.eachPair("SELECT exam, quality FROM image WHERE quality IS NOT NULL",
                                          [&](qint64 id, double value) {
                                              if (double *key = keyOf(id))
                                                  *key = std::fmin(*key, value);
                                          }));
    } else if (sort.key == QLatin1String("prob")) {
        RETCLIP_TRY(QueryContext context, contextOf(query.root, {}));
        if (context.run == 0) { // Also where stars name several: the order needs one.
            RETCLIP_TRY(context.run, activeRun(m_database));
        }
        RETCLIP_CHECK(m_database.eachPair("SELECT exam, score FROM prediction WHERE class IN"
                                          " (SELECT id FROM prediction_class WHERE run = ?)",
                                          [&](qint64 id, double value) {
                                              if (double *key = keyOf(id))
                                                  *key = std::fmax(*key, value);
                                          },
                                          context.run));
    } else if (sort.key == QLatin1String("age") || sort.key == QLatin1String("split")) {
        RETCLIP_CHECK(m_database.eachPair("SELECT id, " + sort.key.toStdString() + " FROM exam",
                                          [&](qint64 id, double value) {
                                              double *key = keyOf(id);
                                              if (key && (sort.key != QLatin1String("split") || value != 0))
                                                  *key = value;
                                          }));
    } else {
        // The column's name comes from the parser's own list.
        RETCLIP_TRY(Statement statement, m_database.prepare("SELECT id, " + sort.key.toStdString()
                                                            + " FROM exam ORDER BY 2"));
        std::string previous;
        double place = 0;
        for (;;) {
            RETCLIP_TRY(const bool row, statement.step());
            if (!row)
                break;
            const std::string_view text = statement.utf8(1);
            if (text.empty())
                continue;
            if (text != previous) {
                previous = text;
                ++place;
            }
            if (double *key = keyOf(statement.integer(0)))
                *key = place;
        }
    }
    return keys;
}

Result<void> QueryEngine::sortBy(std::vector<qint64> &ids, const QuerySort &sort,
                                 const ParsedQuery &query)
{
    if (sort.key == QLatin1String("patient") || sort.key == QLatin1String("exam")) {
        std::stable_sort(ids.begin(), ids.end(), [&](qint64 a, qint64 b) {
            const auto left = m_order->ranks[std::size_t(a)], right = m_order->ranks[std::size_t(b)];
            return sort.descending ? right < left : left < right;
        });
        return {};
    }
    if (sort.key == QLatin1String("added")) {
        std::stable_sort(ids.begin(), ids.end(),
                         [&](qint64 a, qint64 b) { return sort.descending ? b < a : a < b; });
        return {};
    }
    RETCLIP_TRY(const std::vector<double> keys, sortKeys(sort, query));
    sortByKeys(ids, keys, sort.descending);
    return {};
}

Result<std::vector<qint64>> QueryEngine::ordered(const ParsedQuery &query, const ExamSet &set)
{
    RETCLIP_CHECK(readOrder());
    std::vector<qint64> ids;
    const qint64 count = set.count();
    ids.reserve(std::size_t(count));
    if (count * 8 < qint64(m_order->ids.size())) {
        set.forEach([&](qint64 id) { ids.push_back(id); });
        std::sort(ids.begin(), ids.end(), [&](qint64 a, qint64 b) {
            return m_order->ranks[std::size_t(a)] < m_order->ranks[std::size_t(b)];
        });
    } else {
        for (const qint64 id : m_order->ids)
            if (set.contains(id))
                ids.push_back(id);
    }
    if (query.sample && qint64(ids.size()) > *query.sample) {
        // Chosen by the exam's code, so that the order of import does not matter.
        std::vector<std::pair<std::uint64_t, qint64>> drawn;
        drawn.reserve(ids.size());
        const auto draw = [&](qint64 id, std::string_view code) {
            drawn.emplace_back(hashOf(code, std::uint64_t(query.seed)), id);
        };
        if (ids.size() * 8 < m_order->ids.size()) {
            RETCLIP_TRY(Statement statement, m_database.prepare("SELECT code FROM exam WHERE id = ?"));
            for (const qint64 id : ids) {
                RETCLIP_TRY([[maybe_unused]] const bool row, statement.bind(id).step());
                draw(id, statement.utf8(0));
                statement.reset();
            }
        } else { // To walk through the index of codes costs less than to look very many up.
            RETCLIP_TRY(Statement statement, m_database.prepare("SELECT id, code FROM exam"));
            for (;;) {
                RETCLIP_TRY(const bool row, statement.step());
                if (!row)
                    break;
                if (const qint64 id = statement.integer(0); set.contains(id))
                    draw(id, statement.utf8(1));
            }
        }
        const auto end = drawn.begin() + *query.sample;
        std::nth_element(drawn.begin(), end, drawn.end());
        ExamSet chosen = nothing();
        std::for_each(drawn.begin(), end, [&](const auto &entry) { chosen.insert(entry.second); });
        std::erase_if(ids, [&](qint64 id) { return !chosen.contains(id); });
    }
    for (auto sort = query.sorts.rbegin(); sort != query.sorts.rend(); ++sort)
        RETCLIP_CHECK(sortBy(ids, *sort, query));
    if (query.limit && qint64(ids.size()) > *query.limit)
        ids.resize(std::size_t(*query.limit));
    return ids;
}

Result<std::vector<ExamId>> QueryEngine::find(const QString &line, const std::stop_token &stop)
{
    if (stop.stop_requested())
        return failure(cancelled().value());
    RETCLIP_TRY(const ParsedQuery query, parseQuery(line));
    const Database::Interruption interruption(m_database, stop);
    RETCLIP_TRY(Snapshot snapshot, Snapshot::begin(m_database));
    RETCLIP_CHECK(prepare());
    std::vector<ExamId> result;
    if (query.root.kind == QueryNode::Kind::all && query.sorts.empty() && !query.sample) {
        RETCLIP_CHECK(readOrder());
        const std::size_t count = query.limit
            ? std::min(std::size_t(*query.limit), m_order->ids.size())
            : m_order->ids.size();
        result.reserve(count);
        for (std::size_t i = 0; i < count; ++i)
            result.push_back({m_order->ids[i]});
        return result;
    }
    RETCLIP_TRY(const ExamSet set, evaluate(query.root, {}));
    RETCLIP_TRY(const std::vector<qint64> ids, ordered(query, set));
    if (stop.stop_requested())
        return failure(cancelled().value());
    result.reserve(ids.size());
    for (const qint64 id : ids)
        result.push_back({id});
    return result;
}

Result<qint64> QueryEngine::count(const QString &line, const std::stop_token &stop)
{
    if (stop.stop_requested())
        return failure(cancelled().value());
    RETCLIP_TRY(const ParsedQuery query, parseQuery(line));
    const Database::Interruption interruption(m_database, stop);
    RETCLIP_TRY(Snapshot snapshot, Snapshot::begin(m_database));
    RETCLIP_CHECK(prepare());
    qint64 count = 0;
    if (query.root.kind == QueryNode::Kind::all) {
        RETCLIP_TRY(count, m_database.number("SELECT count(*) FROM exam"));
    } else {
        RETCLIP_TRY(const ExamSet set, evaluate(query.root, {}));
        count = set.count();
    }
    if (query.sample)
        count = std::min(count, *query.sample);
    if (query.limit)
        count = std::min(count, *query.limit);
    return count;
}

Result<ExamSet> QueryEngine::namedSet(const ParsedQuery &query)
{
    constexpr int deepestNaming = 20; // Saving refuses a circle; a study from elsewhere may hold one.
    if (m_depth >= deepestNaming)
        return failure(ErrorCode::invalid_argument,
                       message(QT_TRANSLATE_NOOP("Message", "The saved queries rest on each other without end.")),
                       nothingChanged(),
                       message(QT_TRANSLATE_NOOP("Message", "Change one of them so that it does not name the others.")));
    ++m_depth;
    auto found = evaluate(query.root, {});
    --m_depth;
    if (!found || (!query.limit && !query.sample))
        return found;
    RETCLIP_TRY(const std::vector<qint64> ids, ordered(query, *found));
    ExamSet chosen = nothing();
    for (const qint64 id : ids)
        chosen.insert(id);
    return chosen;
}

Result<ExamSet> QueryEngine::set(const QString &line, const std::stop_token &stop)
{
    if (stop.stop_requested())
        return failure(cancelled().value());
    RETCLIP_TRY(const ParsedQuery query, parseQuery(line));
    const Database::Interruption interruption(m_database, stop);
    RETCLIP_CHECK(prepare());
    return namedSet(query);
}

} // namespace retclip
