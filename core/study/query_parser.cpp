// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/query.h"

#include "core/study/query_fields.h"
#include "core/study/query_orders.h"
#include "core/study/query_text.h"
#include "core/study/query_values.h"

#include <algorithm>

namespace retclip {

namespace {

constexpr int deepest = 100;

class Parser
{
public:
    Parser(const QString &line, QDate today) : m_in(line), m_today(today) {}

    Result<ParsedQuery> parse()
    {
        m_in.skipSpace();
        if (!m_in.atEnd()) {
            RETCLIP_TRY(m_query.root, parseAlternatives());
            if (!m_in.atEnd())
                return failure(queryError(m_in.at(), 1,
                                          message(QT_TRANSLATE_NOOP("Message", "This “)” closes nothing.")),
                                          message(QT_TRANSLATE_NOOP("Message", "Remove it, or open it before."))));
        }
        return std::move(m_query);
    }

private:
    // ---- Structure ----
    Result<QueryNode> parseAlternatives()
    {
        std::vector<QueryNode> nodes;
        for (;;) {
            RETCLIP_TRY(QueryNode node, parseConjunction());
            nodes.push_back(std::move(node));
            m_in.skipSpace();
            if (m_in.here() == u'|') {
                m_in.skip();
                m_in.skipSpace();
            } else if (!m_in.takeKeyword("OR")) {
                break;
            }
        }
        if (nodes.size() == 1)
            return std::move(nodes.front());
        QueryNode node;
        node.kind = QueryNode::Kind::alternative;
        node.children = std::move(nodes);
        return node;
    }

    Result<QueryNode> parseConjunction()
    {
        QueryNode node;
        node.kind = QueryNode::Kind::conjunction;
        bool any = false;
        for (;;) {
            m_in.skipSpace();
            if (any && m_in.takeKeyword("AND")) {
                if (m_in.atEnd() || m_in.here() == u')' || m_in.here() == u'|')
                    return failure(expected(m_in.at(), 1));
            } else if (m_in.atEnd() || m_in.here() == u')' || m_in.here() == u'|' || m_in.keywordHere("OR")) {
                break;
            }
            RETCLIP_TRY(std::optional<QueryNode> child, parseNegation());
            any = true;
            if (child)
                node.children.push_back(std::move(*child));
        }
        if (!any)
            return failure(expected(m_in.at(), 1));
        if (node.children.empty())
            node.kind = QueryNode::Kind::all; // Only sort:, limit: …
        else if (node.children.size() == 1)
            return std::move(node.children.front());
        return node;
    }

    Error expected(int column, int length) const
    {
        return queryError(std::min(column, int(std::max<qsizetype>(m_in.size() - 1, 0))), length,
                          message(QT_TRANSLATE_NOOP("Message", "Something to look for is missing here.")),
                          message(QT_TRANSLATE_NOOP("Message", "Type a word or a test, e.g. %1."),
                                  {"age>60"}));
    }

    Result<std::optional<QueryNode>> parseNegation()
    {
        const int start = m_in.at();
        if (m_in.here() == u'-') {
            m_in.skip();
            m_in.skipBlanks();
        } else if (!m_in.takeKeyword("NOT")) {
            return parsePrimary();
        }
        if (m_in.atEnd() || m_in.here() == u')' || m_in.here() == u'|')
            return failure(expected(start, std::max(1, m_in.at() - start)));
        if (++m_depth > deepest)
            return failure(tooDeep());
        RETCLIP_TRY(std::optional<QueryNode> child, parseNegation());
        --m_depth;
        if (!child)
            return failure(queryError(start, m_in.at() - start,
                                      message(QT_TRANSLATE_NOOP("Message", "An order or a limit cannot be negated.")),
                                      message(QT_TRANSLATE_NOOP("Message", "e.g. %1."), {"sort:-age"})));
        QueryNode node;
        node.kind = QueryNode::Kind::negation;
        node.column = start;
        node.length = m_in.at() - start;
        node.children.push_back(std::move(*child));
        return std::optional(std::move(node));
    }

    Error tooDeep() const
    {
        return queryError(m_in.at(), 1, message(QT_TRANSLATE_NOOP("Message", "The query is nested too deeply.")),
                          message(QT_TRANSLATE_NOOP("Message", "Split it into two.")));
    }

    Result<std::optional<QueryNode>> parsePrimary()
    {
        const int start = m_in.at();
        if (m_in.here() == u'(') {
            m_in.skip();
            if (++m_depth > deepest)
                return failure(tooDeep());
            RETCLIP_TRY(QueryNode node, parseAlternatives());
            --m_depth;
            m_in.skipSpace();
            if (m_in.here() != u')')
                return failure(queryError(start, 1,
                                          message(QT_TRANSLATE_NOOP("Message", "This “(” is not closed.")),
                                          message(QT_TRANSLATE_NOOP("Message", "Add “)”."))));
            m_in.skip();
            // A node of its own, so that run: inside speaks for this group only.
            QueryNode group;
            group.kind = QueryNode::Kind::alternative;
            group.children.push_back(std::move(node));
            return std::optional(std::move(group));
        }
        if (m_in.here() == u'"') {
            RETCLIP_TRY(QueryItem item, m_in.takeQuoted());
            return std::optional(textNode(std::move(item)));
        }
        if (m_in.isOperatorHere())
            return failure(queryError(start, 1,
                                      message(QT_TRANSLATE_NOOP("Message", "A field is missing before “%1”."),
                                              {m_in.folded(start, start + 1).toStdString()}),
                                      message(QT_TRANSLATE_NOOP("Message", "e.g. %1."), {"age>60"})));
        // A name, perhaps with an eye, before an operator?
        int end = m_in.at();
        while (end < m_in.size() && (m_in.sign(end).isLetter() || m_in.sign(end) == u'_'))
            ++end;
        const QString name = m_in.folded(start, end);
        const QueryFieldEntry *field = queryFieldNamed(name);
        const QueryFlagEntry *flag = queryFlagNamed(name);
        const QString order = queryOrderNamed(name);
        int after = end;
        RETCLIP_TRY(const std::optional<Laterality> eye, takeEye(name, field, after));
        int operatorAt = after;
        if (field || !order.isEmpty() || (flag && flag->ofRun && m_in.size() > after && m_in.sign(after) == u':'))
            while (operatorAt < m_in.size() && m_in.sign(operatorAt).isSpace())
                ++operatorAt;
        if (end > start && m_in.isOperatorAt(operatorAt)) {
            m_in.moveTo(operatorAt);
            const QueryOperator op = m_in.takeOperator();
            if (!order.isEmpty())
                return parseOrder(order, start, op);
            if (field)
                return parseTest(*field, eye, op, start);
            if (flag && flag->ofRun && op == QueryOperator::has && !eye)
                return parseFlagOfClass(*flag, start);
            return failure(unknownQueryField(name, start));
        }
        // A plain word.
        end = m_in.at();
        while (end < m_in.size() && !QueryText::endsWord(m_in.sign(end)))
            ++end;
        QueryItem item;
        item.column = start;
        item.length = end - start;
        item.text = m_in.written(start, end);
        m_in.moveTo(end);
        if (const QueryFlagEntry *entry = queryFlagNamed(m_in.folded(start, end))) {
            QueryNode node;
            node.kind = QueryNode::Kind::flag;
            node.flag = entry->flag;
            node.column = start;
            node.length = item.length;
            return std::optional(std::move(node));
        }
        return std::optional(textNode(std::move(item)));
    }

    /// "@od" after a name, before an operator; `after` then goes behind it.
    Result<std::optional<Laterality>> takeEye(const QString &name, const QueryFieldEntry *field,
                                              int &after) const
    {
        if (name.isEmpty() || m_in.sign(after) != u'@')
            return std::optional<Laterality>();
        int end = after + 1;
        while (m_in.sign(end).isLetter())
            ++end;
        int next = end;
        while (m_in.sign(next).isSpace())
            ++next;
        if (!m_in.isOperatorAt(next))
            return std::optional<Laterality>();
        const std::string written = m_in.folded(after + 1, end).toStdString();
        const auto eye = laterality_from(written);
        if (!eye)
            return failure(queryError(
                after + 1, std::max(1, end - after - 1),
                message(QT_TRANSLATE_NOOP("Message", "“%1” is not an eye."), {written}),
                message(QT_TRANSLATE_NOOP("Message", "Write od or os, e.g. %1."), {"label@od:glaucoma"})));
        if (field && !field->takesEye)
            return failure(queryError(
                after, end - after,
                message(QT_TRANSLATE_NOOP("Message", "“%1” does not speak of one eye."),
                        {name.toStdString()}),
                message(QT_TRANSLATE_NOOP("Message", "Leave out “@” and the eye."))));
        after = end;
        return eye;
    }

    static QueryNode textNode(QueryItem item)
    {
        QueryNode node;
        node.kind = QueryNode::Kind::text;
        node.column = item.column;
        node.length = item.length;
        node.items.push_back(std::move(item));
        return node;
    }

    // ---- Tests ----
    Error needs(const QueryFieldEntry &entry, int start, const QueryItem &item) const
    {
        return queryValueNeeded(entry, m_in.written(start, item.column), start, item);
    }

    Result<std::optional<QueryNode>> parseTest(const QueryFieldEntry &entry,
                                               std::optional<Laterality> eye, QueryOperator op, int start)
    {
        QueryNode node;
        node.kind = QueryNode::Kind::test;
        node.field = entry.field;
        node.eye = eye;
        node.op = op;
        node.column = start;
        const bool ordered = entry.type == QueryValueType::number || entry.type == QueryValueType::date;
        const bool compares = op != QueryOperator::has && op != QueryOperator::equal
            && op != QueryOperator::unequal;
        if (compares && !ordered)
            return failure(queryError(start, m_in.at() - start,
                                      message(QT_TRANSLATE_NOOP("Message", "“%1” has no greater or less."),
                                              {entry.name}),
                                      message(QT_TRANSLATE_NOOP("Message", "e.g. %1."), {entry.example})));
        for (;;) {
            m_in.skipBlanks();
            QueryItem item;
            if (!ordered || !m_in.isRangeHere()) {
                RETCLIP_TRY(item, m_in.takeItem(ordered));
                if (item.length == 0 || !understandQueryValue(entry, m_today, item))
                    return failure(needs(entry, start, item));
            } else {
                item.column = m_in.at();
                item.openBelow = item.range = true;
            }
            if (ordered && !compares && !item.any && !item.none && m_in.isRangeHere()) {
                m_in.skip(2);
                item.range = true;
                if (m_in.atEnd() || QueryText::endsWord(m_in.here())) {
                    item.openAbove = true;
                    if (item.openBelow)
                        return failure(needs(entry, start, item));
                } else {
                    RETCLIP_TRY(QueryItem upper, m_in.takeItem(false));
                    if (upper.any || upper.none || !understandQueryValue(entry, m_today, upper))
                        return failure(needs(entry, start, upper));
                    item.high = upper.high;
                    if (entry.type == QueryValueType::number)
                        item.high = upper.low;
                    item.last = upper.last;
                    if (!item.openBelow && (entry.type == QueryValueType::number ? item.low > item.high : item.first > item.last))
                        return failure(queryError(
                            item.column, m_in.at() - item.column,
                            message(QT_TRANSLATE_NOOP("Message", "The range “%1” runs backwards: nothing can lie in it."),
                                    {m_in.written(item.column, m_in.at()).toStdString()}),
                            message(QT_TRANSLATE_NOOP("Message", "Write the smaller value first: %1."),
                                    {(upper.text + QLatin1String("..") + item.text).toStdString()})));
                }
                item.length = m_in.at() - item.column;
            }
            if (compares && (item.any || item.none))
                return failure(needs(entry, start, item));
            node.items.push_back(std::move(item));
            if (m_in.here() != u',')
                break;
            if (compares)
                return failure(queryError(m_in.at(), 1,
                                          message(QT_TRANSLATE_NOOP("Message", "A comparison takes one value.")),
                                          message(QT_TRANSLATE_NOOP("Message", "e.g. %1."), {entry.example})));
            m_in.skip();
        }
        node.length = m_in.at() - start;
        return std::optional(std::move(node));
    }

    Result<std::optional<QueryNode>> parseFlagOfClass(const QueryFlagEntry &entry, int start)
    {
        QueryNode node;
        node.kind = QueryNode::Kind::flag;
        node.flag = entry.flag;
        node.column = start;
        for (;;) {
            m_in.skipBlanks();
            RETCLIP_TRY(QueryItem item, m_in.takeItem(false));
            if (item.length == 0)
                return failure(queryError(start, m_in.at() - start,
                                          message(QT_TRANSLATE_NOOP("Message", "“%1” needs a class."),
                                                  {std::string(entry.name) + ":"}),
                                          message(QT_TRANSLATE_NOOP("Message", "e.g. %1."), {"fn:glaucoma"})));
            node.items.push_back(std::move(item));
            if (m_in.here() != u',')
                break;
            m_in.skip();
        }
        node.length = m_in.at() - start;
        return std::optional(std::move(node));
    }

    Result<std::optional<QueryNode>> parseOrder(const QString &order, int start, QueryOperator op)
    {
        m_in.skipBlanks();
        RETCLIP_TRY(const QueryItem item, m_in.takeItem(false));
        const int column = item.length > 0 ? item.column : start;
        const int length = item.length > 0 ? item.length : m_in.at() - start;
        if (op != QueryOperator::has && op != QueryOperator::equal)
            return failure(queryError(start, m_in.at() - start,
                                      message(QT_TRANSLATE_NOOP("Message", "“%1” takes a colon."), {order.toStdString()}),
                                      message(QT_TRANSLATE_NOOP("Message", "e.g. %1."), {"limit:500"})));
        if (m_depth > 0)
            return failure(queryError(start, m_in.at() - start,
                                      message(QT_TRANSLATE_NOOP("Message", "“%1” stands outside parentheses, for the whole query."),
                                              {order.toStdString()}),
                                      message(QT_TRANSLATE_NOOP("Message", "Move it to the end."))));
        RETCLIP_CHECK(takeQueryOrder(order, m_in.folded(item.column, item.column + item.length), column,
                                     length, m_query));
        return std::optional<QueryNode>();
    }

    QueryText m_in;
    const QDate m_today;
    int m_depth = 0;
    ParsedQuery m_query;
};

} // namespace

Result<ParsedQuery> parseQuery(const QString &line, QDate today)
{
    return Parser(line, today).parse();
}

} // namespace retclip
