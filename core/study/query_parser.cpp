// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/query.h"

#include "core/study/values.h"

#include <algorithm>
#include <array>

namespace retclip {

namespace {

using Type = QueryValueType;

constexpr std::array fields{
    QueryFieldEntry{QueryField::label, "label", "标签", "", Type::words, true, "label:glaucoma"},
    QueryFieldEntry{QueryField::eye, "eye", "眼别", "", Type::eyeState, false, "eye:both"},
    QueryFieldEntry{QueryField::report, "report", "报告", "", Type::words, false, "report:视盘"},
    QueryFieldEntry{QueryField::patient, "patient", "患者", "", Type::words, false, "patient:10023"},
    QueryFieldEntry{QueryField::exam, "exam", "检查", "", Type::words, false, "exam:10023-1"},
    QueryFieldEntry{QueryField::age, "age", "年龄", "", Type::number, false, "age>60"},
    QueryFieldEntry{QueryField::sex, "sex", "性别", "", Type::sex, false, "sex:F"},
    QueryFieldEntry{QueryField::date, "date", "日期", "", Type::date, false, "date:2023-04"},
    QueryFieldEntry{QueryField::camera, "camera", "相机", "", Type::words, false, "camera:Topcon"},
    QueryFieldEntry{QueryField::site, "site", "院区", "", Type::words, false, "site:A"},
    QueryFieldEntry{QueryField::tag, "tag", "标记", "", Type::words, false, "tag:bad"},
    QueryFieldEntry{QueryField::split, "split", "划分", "", Type::split, false, "split:test"},
    QueryFieldEntry{QueryField::dataset, "dataset", "数据集", "", Type::words, false, "dataset:GON-v3"},
    QueryFieldEntry{QueryField::source, "source", "来源", "", Type::words, false, "source:table.csv"},
    QueryFieldEntry{QueryField::quality, "quality", "质量", "", Type::number, true, "quality<0.5"},
    QueryFieldEntry{QueryField::fault, "fault", "缺陷", "", Type::words, true, "fault:blurred"},
    QueryFieldEntry{QueryField::duplicates, "duplicates", "重复", "", Type::number, false, "duplicates>1"},
    QueryFieldEntry{QueryField::run, "run", "运行", "", Type::words, false, "run:7"},
    QueryFieldEntry{QueryField::prediction, "pred", "预测", "prediction", Type::words, true,
                    "pred:glaucoma"},
    QueryFieldEntry{QueryField::probability, "prob", "概率", "probability", Type::number, true,
                    "prob:0.4..0.6"},
    QueryFieldEntry{QueryField::verdict, "verdict", "结论", "", Type::verdict, false,
                    "verdict:label_wrong"},
    QueryFieldEntry{QueryField::grader, "grader", "评分者", "", Type::words, false, "grader:chen"},
    QueryFieldEntry{QueryField::comment, "comment", "评论", "", Type::words, false, "comment:blurred"},
};

constexpr std::array flags{
    QueryFlagEntry{QueryFlag::wrong, "wrong", "错判", true},
    QueryFlagEntry{QueryFlag::right, "right", "正判", true},
    QueryFlagEntry{QueryFlag::falsePositive, "fp", "假阳性", true},
    QueryFlagEntry{QueryFlag::falseNegative, "fn", "假阴性", true},
    QueryFlagEntry{QueryFlag::truePositive, "tp", "真阳性", true},
    QueryFlagEntry{QueryFlag::trueNegative, "tn", "真阴性", true},
    QueryFlagEntry{QueryFlag::unsure, "unsure", "不确定", false},
    QueryFlagEntry{QueryFlag::unlabelled, "unlabelled", "未标注", false},
    QueryFlagEntry{QueryFlag::reviewed, "reviewed", "已审核", false},
    QueryFlagEntry{QueryFlag::disputed, "disputed", "有争议", false},
    QueryFlagEntry{QueryFlag::excluded, "excluded", "已排除", false},
    QueryFlagEntry{QueryFlag::swapped, "swapped", "疑似颠倒", false},
};

const QueryFieldEntry *fieldNamed(const QString &text)
{
    for (const QueryFieldEntry &entry : fields)
        if (text.compare(QLatin1String(entry.name), Qt::CaseInsensitive) == 0
            || text == QString::fromUtf8(entry.nameZh)
            || (*entry.alias && text.compare(QLatin1String(entry.alias), Qt::CaseInsensitive) == 0))
            return &entry;
    return nullptr;
}


const QueryFlagEntry *flagNamed(const QString &text)
{
    for (const QueryFlagEntry &entry : flags)
        if (text.compare(QLatin1String(entry.name), Qt::CaseInsensitive) == 0
            || text == QString::fromUtf8(entry.nameZh))
            return &entry;
    return nullptr;
}

/// The signs of a Chinese keyboard as their ASCII ones; one unit stays one unit.
QChar folded(QChar character)
{
    const char16_t code = character.unicode();
    if (code == 0x3000)
        return u' ';
    if (code >= 0xff01 && code <= 0xff5e)
        return QChar(char16_t(code - 0xfee0));
    if (code == 0x201c || code == 0x201d || code == 0x201e)
        return u'"';
    if (code == 0x2212 || code == 0x2013)
        return u'-';
    return character;
}

constexpr int deepest = 100;

class Parser
{
public:
    Parser(const QString &line, QDate today) : m_line(line), m_today(today)
    {
        m_text.reserve(line.size());
        for (const QChar character : line)
            m_text += folded(character);
    }

    Result<ParsedQuery> parse()
    {
        skipSpace();
        if (!atEnd()) {
            RETCLIP_TRY(m_query.root, parseAlternatives());
            if (!atEnd())
                return failure(queryError(m_at, 1,
                                          message(QT_TRANSLATE_NOOP("Message", "This “)” closes nothing.")),
                                          message(QT_TRANSLATE_NOOP("Message", "Remove it, or open it before."))));
        }
        return std::move(m_query);
    }

private:
    // ---- Characters ----
    [[nodiscard]] bool atEnd() const { return m_at >= m_text.size(); }
    [[nodiscard]] QChar here(int ahead = 0) const
    {
        return m_at + ahead < m_text.size() ? m_text[m_at + ahead] : QChar();
    }
    void skipSpace()
    {
        // A comma between plain words parts them, as a space does.
        while (!atEnd() && (here().isSpace() || here() == u','))
            ++m_at;
    }
    void skipBlanks()
    {
        while (!atEnd() && here().isSpace())
            ++m_at;
    }
    [[nodiscard]] static bool endsWord(QChar character)
    {
        return character.isSpace() || character == u'(' || character == u')' || character == u'"'
            || character == u',' || character == u'|';
    }
    /// The keyword at this place, as a word of its own.
    bool takeKeyword(const char *keyword)
    {
        const QLatin1String wanted(keyword);
        if (QStringView(m_text).mid(m_at, wanted.size()).compare(wanted, Qt::CaseInsensitive) != 0)
            return false;
        const int end = m_at + int(wanted.size());
        if (end < m_text.size() && !endsWord(m_text[end]))
            return false;
        m_at = end;
        skipSpace();
        return true;
    }
    [[nodiscard]] bool keywordHere(const char *keyword)
    {
        const int start = m_at;
        const bool is = takeKeyword(keyword);
        m_at = start;
        return is;
    }

    // ---- Structure ----
    Result<QueryNode> parseAlternatives()
    {
        std::vector<QueryNode> nodes;
        for (;;) {
            RETCLIP_TRY(QueryNode node, parseConjunction());
            nodes.push_back(std::move(node));
            skipSpace();
            if (here() == u'|') {
                ++m_at;
                skipSpace();
            } else if (!takeKeyword("OR")) {
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
            skipSpace();
            if (any && takeKeyword("AND")) {
                if (atEnd() || here() == u')' || here() == u'|')
                    return failure(expected(m_at, 1));
            } else if (atEnd() || here() == u')' || here() == u'|' || keywordHere("OR")) {
                break;
            }
            RETCLIP_TRY(std::optional<QueryNode> child, parseNegation());
            any = true;
            if (child)
                node.children.push_back(std::move(*child));
        }
        if (!any)
            return failure(expected(m_at, 1));
        if (node.children.empty())
            node.kind = QueryNode::Kind::all; // Only sort:, limit: …
        else if (node.children.size() == 1)
            return std::move(node.children.front());
        return node;
    }

    Error expected(int column, int length) const
    {
        return queryError(std::min(column, int(std::max<qsizetype>(m_line.size() - 1, 0))), length,
                          message(QT_TRANSLATE_NOOP("Message", "Something to look for is missing here.")),
                          message(QT_TRANSLATE_NOOP("Message", "Type a word or a test, e.g. %1."),
                                  {"age>60"}));
    }

    Result<std::optional<QueryNode>> parseNegation()
    {
        const int start = m_at;
        if (here() == u'-') {
            ++m_at;
            skipBlanks();
        } else if (!takeKeyword("NOT")) {
            return parsePrimary();
        }
        if (atEnd() || here() == u')' || here() == u'|')
            return failure(expected(start, std::max(1, m_at - start)));
        if (++m_depth > deepest)
            return failure(tooDeep());
        RETCLIP_TRY(std::optional<QueryNode> child, parseNegation());
        --m_depth;
        if (!child)
            return failure(queryError(start, m_at - start,
                                      message(QT_TRANSLATE_NOOP("Message", "An order or a limit cannot be negated.")),
                                      message(QT_TRANSLATE_NOOP("Message", "e.g. %1."), {"sort:-age"})));
        QueryNode node;
        node.kind = QueryNode::Kind::negation;
        node.column = start;
        node.length = m_at - start;
        node.children.push_back(std::move(*child));
        return std::optional(std::move(node));
    }

    Error tooDeep() const
    {
        return queryError(m_at, 1, message(QT_TRANSLATE_NOOP("Message", "The query is nested too deeply.")),
                          message(QT_TRANSLATE_NOOP("Message", "Split it into two.")));
    }

    Result<std::optional<QueryNode>> parsePrimary()
    {
        const int start = m_at;
        if (here() == u'(') {
            ++m_at;
            if (++m_depth > deepest)
                return failure(tooDeep());
            RETCLIP_TRY(QueryNode node, parseAlternatives());
            --m_depth;
            skipSpace();
            if (here() != u')')
                return failure(queryError(start, 1,
                                          message(QT_TRANSLATE_NOOP("Message", "This “(” is not closed.")),
                                          message(QT_TRANSLATE_NOOP("Message", "Add “)”."))));
            ++m_at;
            // A node of its own, so that run: inside speaks for this group only.
            QueryNode group;
            group.kind = QueryNode::Kind::alternative;
            group.children.push_back(std::move(node));
            return std::optional(std::move(group));
        }
        if (here() == u'"') {
            RETCLIP_TRY(QueryItem item, parseQuoted());
            return std::optional(textNode(std::move(item)));
        }
        if (isOperatorHere())
            return failure(queryError(start, 1,
                                      message(QT_TRANSLATE_NOOP("Message", "A field is missing before “%1”."),
                                              {m_text.mid(start, 1).toStdString()}),
                                      message(QT_TRANSLATE_NOOP("Message", "e.g. %1."), {"age>60"})));
        // A name, perhaps with an eye, before an operator?
        int end = m_at;
        while (end < m_text.size() && (m_text[end].isLetter() || m_text[end] == u'_'))
            ++end;
        const QString name = m_text.mid(start, end - start);
        const QueryFieldEntry *field = fieldNamed(name);
        const QueryFlagEntry *flag = flagNamed(name);
        const bool verb = isVerb(name);
        std::optional<Laterality> eye;
        int after = end;
        if (end > start && after < m_text.size() && m_text[after] == u'@') {
            int eyeEnd = after + 1;
            while (eyeEnd < m_text.size() && m_text[eyeEnd].isLetter())
                ++eyeEnd;
            int next = eyeEnd;
            while (next < m_text.size() && m_text[next].isSpace())
                ++next;
            if (isOperatorAt(next)) {
                eye = laterality_from(m_text.mid(after + 1, eyeEnd - after - 1).toStdString());
                if (!eye)
                    return failure(queryError(
                        after + 1, std::max(1, eyeEnd - after - 1),
                        message(QT_TRANSLATE_NOOP("Message", "“%1” is not an eye."),
                                {m_text.mid(after + 1, eyeEnd - after - 1).toStdString()}),
                        message(QT_TRANSLATE_NOOP("Message", "Write od or os, e.g. %1."), {"label@od:glaucoma"})));
                if (field && !field->takesEye)
                    return failure(queryError(
                        after, eyeEnd - after,
                        message(QT_TRANSLATE_NOOP("Message", "“%1” does not speak of one eye."),
                                {name.toStdString()}),
                        message(QT_TRANSLATE_NOOP("Message", "Leave out “@” and the eye."))));
                after = eyeEnd;
            }
        }
        int operatorAt = after;
        if (field || verb || (flag && flag->ofRun && m_text.size() > after && m_text[after] == u':'))
            while (operatorAt < m_text.size() && m_text[operatorAt].isSpace())
                ++operatorAt;
        if (end > start && isOperatorAt(operatorAt)) {
            m_at = operatorAt;
            const QueryOperator op = takeOperator();
            if (verb)
                return parseVerb(name, start, op);
            if (field)
                return parseTest(*field, eye, op, start);
            if (flag && flag->ofRun && op == QueryOperator::has && !eye)
                return parseFlagOfClass(*flag, start);
            return failure(unknownField(name, start));
        }
        // A plain word.
        end = m_at;
        while (end < m_text.size() && !endsWord(m_text[end]))
            ++end;
        QueryItem item;
        item.column = start;
        item.length = end - start;
        item.text = m_line.mid(start, end - start);
        m_at = end;
        if (const QueryFlagEntry *entry = flagNamed(m_text.mid(start, end - start))) {
            QueryNode node;
            node.kind = QueryNode::Kind::flag;
            node.flag = entry->flag;
            node.column = start;
            node.length = item.length;
            return std::optional(std::move(node));
        }
        return std::optional(textNode(std::move(item)));
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

    Error unknownField(const QString &name, int column) const
    {
        QStringList near;
        for (const QueryFieldEntry &entry : fields)
            if (QLatin1String(entry.name).startsWith(name.left(2), Qt::CaseInsensitive)
                || QString::fromUtf8(entry.nameZh).startsWith(name.left(1)))
                near.append(QLatin1String(entry.name));
        if (near.isEmpty())
            for (const QueryFieldEntry &entry : fields)
                near.append(QLatin1String(entry.name));
        return queryError(column, int(name.size()),
                          message(QT_TRANSLATE_NOOP("Message", "“%1” is not a field."), {name.toStdString()}),
                          message(QT_TRANSLATE_NOOP("Message", "Choose one of %1, or put the words in “\"”."),
                                  {near.join(QStringLiteral(", ")).toStdString()}));
    }

    // ---- Operators ----
    [[nodiscard]] bool isOperatorAt(int at) const
    {
        if (at >= m_text.size())
            return false;
        const QChar character = m_text[at];
        return character == u':' || character == u'=' || character == u'>' || character == u'<'
            || (character == u'!' && at + 1 < m_text.size() && m_text[at + 1] == u'=');
    }
    [[nodiscard]] bool isOperatorHere() const { return isOperatorAt(m_at); }
    QueryOperator takeOperator()
    {
        const QChar first = here();
        const bool equals = here(1) == u'=';
        ++m_at;
        if (first == u':')
            return QueryOperator::has;
        if (first == u'=')
            return QueryOperator::equal;
        if (equals)
            ++m_at;
        if (first == u'!')
            return QueryOperator::unequal;
        if (first == u'>')
            return equals ? QueryOperator::greaterEqual : QueryOperator::greater;
        return equals ? QueryOperator::lessEqual : QueryOperator::less;
    }

    // ---- Values ----
    Result<QueryItem> parseQuoted()
    {
        QueryItem item;
        item.column = m_at++;
        const int start = m_at;
        while (!atEnd() && here() != u'"')
            ++m_at;
        if (atEnd())
            return failure(queryError(item.column, m_at - item.column,
                                      message(QT_TRANSLATE_NOOP("Message", "The quotation mark is not closed.")),
                                      message(QT_TRANSLATE_NOOP("Message", "Add one at the end."))));
        item.text = m_line.mid(start, m_at - start);
        item.quoted = true;
        ++m_at;
        item.length = m_at - item.column;
        return item;
    }

    /// A word, quoted or not; ends before ".." where a range may stand.
    Result<QueryItem> parseItem(bool mayBeRange)
    {
        if (here() == u'"')
            return parseQuoted();
        QueryItem item;
        item.column = m_at;
        while (!atEnd() && !endsWord(here())
               && !(mayBeRange && here() == u'.' && here(1) == u'.'))
            ++m_at;
        item.length = m_at - item.column;
        item.text = m_line.mid(item.column, item.length);
        const QString plain = m_text.mid(item.column, item.length);
        item.any = plain == QLatin1String("*");
        item.none = plain.compare(QLatin1String("none"), Qt::CaseInsensitive) == 0 || plain == u"无";
        return item;
    }

    [[nodiscard]] Error needs(const QueryFieldEntry &entry, int start, const QueryItem &item) const
    {
        const std::string written = m_line.mid(start, item.column - start).trimmed().toStdString();
        const int column = item.length > 0 ? item.column : start;
        const int length = item.length > 0 ? item.length : std::max(1, item.column - start);
        const Message example = message(QT_TRANSLATE_NOOP("Message", "e.g. %1."), {entry.example});
        switch (entry.type) {
        case Type::number:
            return queryError(column, length,
                              message(QT_TRANSLATE_NOOP("Message", "“%1” needs a number."), {written}), example);
        case Type::date:
            return queryError(column, length,
                              message(QT_TRANSLATE_NOOP("Message", "“%1” needs a date: 2023, 2023-04, 2023-04-05 or 30d."),
                                      {written}),
                              example);
        case Type::eyeState:
            return queryError(column, length,
                              message(QT_TRANSLATE_NOOP("Message", "“%1” needs od, os, both, one or none."),
                                      {written}),
                              example);
        case Type::sex:
            return queryError(column, length,
                              message(QT_TRANSLATE_NOOP("Message", "“%1” needs F, M or none."), {written}),
                              example);
        case Type::split:
            return queryError(column, length,
                              message(QT_TRANSLATE_NOOP("Message", "“%1” needs train, validation, test or none."),
                                      {written}),
                              example);
        case Type::verdict:
            return queryError(
                column, length,
                message(QT_TRANSLATE_NOOP("Message", "“%1” needs label_wrong, model_wrong, ambiguous, poor_image, wrong_eye, report_mismatch or none."),
                        {written}),
                example);
        case Type::words: break;
        }
        return queryError(column, length,
                          message(QT_TRANSLATE_NOOP("Message", "“%1” needs a word."), {written}), example);
    }

    /// Reads the item's text as the field's type; false: it is not one.
    bool understand(const QueryFieldEntry &entry, QueryItem &item) const
    {
        if (item.any || (item.none && entry.type != Type::eyeState))
            return true;
        QString text;
        for (const QChar character : item.text)
            text += folded(character);
        text = text.trimmed();
        const QString lower = text.toLower();
        switch (entry.type) {
        case Type::words: return !item.text.isEmpty();
        case Type::number: {
            bool ok = false;
            item.low = item.high = text.toDouble(&ok);
            return ok && qIsFinite(item.low);
        }
        case Type::date: return understandDate(lower, item);
        case Type::eyeState: {
            static const QStringList states{QStringLiteral("od"), QStringLiteral("os"), QStringLiteral("both"),
                                            QStringLiteral("one"), QStringLiteral("none"),
                                            QStringLiteral("unknown")};
            if (const auto eye = laterality_from(lower.toStdString()))
                item.text = QString::fromLatin1(abbreviation(*eye)).toLower();
            else if (lower == u"双眼" || lower == u"ou")
                item.text = states[2];
            else if (lower == u"单眼")
                item.text = states[3];
            else if (lower == u"无")
                item.text = states[4];
            else if (lower == u"未知")
                item.text = states[5];
            else
                item.text = lower;
            item.none = false;
            return states.contains(item.text);
        }
        case Type::sex:
            if (lower == u"f" || lower == u"female" || lower == u"女" || lower == u"女性")
                item.text = QStringLiteral("F");
            else if (lower == u"m" || lower == u"male" || lower == u"男" || lower == u"男性")
                item.text = QStringLiteral("M");
            else
                return false;
            return true;
        case Type::split: {
            auto split = split_from(lower.toStdString());
            if (lower == u"训练集" || lower == u"训练")
                split = Split::training;
            else if (lower == u"验证集" || lower == u"验证")
                split = Split::validation;
            else if (lower == u"测试集" || lower == u"测试")
                split = Split::test;
            if (!split)
                return false;
            item.low = double(int(*split));
            return true;
        }
        case Type::verdict:
            if (const auto kind = verdictFrom(text)) {
                item.text = QString::fromLatin1(word(*kind));
                return true;
            }
            return false;
        }
        return false;
    }

    bool understandDate(const QString &text, QueryItem &item) const
    {
        if (text.size() >= 2 && text.back().isLetter()) {
            bool ok = false;
            const int count = text.left(text.size() - 1).toInt(&ok);
            if (!ok || count < 0 || count > 100000)
                return false;
            switch (text.back().unicode()) {
            case u'd':
            case u'天':
            case u'日': item.first = m_today.addDays(-count); break;
            case u'w':
            case u'周': item.first = m_today.addDays(-7 * count); break;
            case u'm':
            case u'月': item.first = m_today.addMonths(-count); break;
            case u'y':
            case u'年': item.first = m_today.addYears(-count); break;
            default: return false;
            }
            item.last = m_today; // "Within the last 30 days"; compared with, its beginning counts.
            item.high = 1;       // Marks it as counted back.
            return item.first.isValid();
        }
        const QStringList parts = text.split(u'-');
        if (parts.size() > 3 || parts[0].size() != 4)
            return false;
        int numbers[3] = {0, 1, 1};
        for (qsizetype i = 0; i < parts.size(); ++i) {
            bool ok = false;
            numbers[i] = parts[i].toInt(&ok);
            if (!ok)
                return false;
        }
        item.first = QDate(numbers[0], numbers[1], numbers[2]);
        if (!item.first.isValid())
            return false;
        item.last = parts.size() == 1 ? QDate(numbers[0], 12, 31)
            : parts.size() == 2       ? item.first.addMonths(1).addDays(-1)
                                      : item.first;
        return true;
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
        const bool ordered = entry.type == Type::number || entry.type == Type::date;
        const bool compares = op != QueryOperator::has && op != QueryOperator::equal
            && op != QueryOperator::unequal;
        if (compares && !ordered)
            return failure(queryError(start, m_at - start,
                                      message(QT_TRANSLATE_NOOP("Message", "“%1” has no greater or less."),
                                              {entry.name}),
                                      message(QT_TRANSLATE_NOOP("Message", "e.g. %1."), {entry.example})));
        for (;;) {
            skipBlanks();
            QueryItem item;
            if (!ordered || here() != u'.' || here(1) != u'.') {
                RETCLIP_TRY(item, parseItem(ordered));
                if (item.length == 0 || !understand(entry, item))
                    return failure(needs(entry, start, item));
            } else {
                item.column = m_at;
                item.openBelow = item.range = true;
            }
            if (ordered && !compares && !item.any && !item.none && here() == u'.' && here(1) == u'.') {
                m_at += 2;
                item.range = true;
                if (atEnd() || endsWord(here())) {
                    item.openAbove = true;
                    if (item.openBelow)
                        return failure(needs(entry, start, item));
                } else {
                    RETCLIP_TRY(QueryItem upper, parseItem(false));
                    if (upper.any || upper.none || !understand(entry, upper))
                        return failure(needs(entry, start, upper));
                    item.high = upper.high;
                    if (entry.type == Type::number)
                        item.high = upper.low;
                    item.last = upper.last;
                }
                item.length = m_at - item.column;
            }
            if (compares && (item.any || item.none))
                return failure(needs(entry, start, item));
            node.items.push_back(std::move(item));
            if (here() != u',')
                break;
            if (compares)
                return failure(queryError(m_at, 1,
                                          message(QT_TRANSLATE_NOOP("Message", "A comparison takes one value.")),
                                          message(QT_TRANSLATE_NOOP("Message", "e.g. %1."), {entry.example})));
            ++m_at;
        }
        node.length = m_at - start;
        return std::optional(std::move(node));
    }

    Result<std::optional<QueryNode>> parseFlagOfClass(const QueryFlagEntry &entry, int start)
    {
        QueryNode node;
        node.kind = QueryNode::Kind::flag;
        node.flag = entry.flag;
        node.column = start;
        for (;;) {
            skipBlanks();
            RETCLIP_TRY(QueryItem item, parseItem(false));
            if (item.length == 0)
                return failure(queryError(start, m_at - start,
                                          message(QT_TRANSLATE_NOOP("Message", "“%1” needs a class."),
                                                  {std::string(entry.name) + ":"}),
                                          message(QT_TRANSLATE_NOOP("Message", "e.g. %1."), {"fn:glaucoma"})));
            node.items.push_back(std::move(item));
            if (here() != u',')
                break;
            ++m_at;
        }
        node.length = m_at - start;
        return std::optional(std::move(node));
    }

    // ---- sort: limit: sample: seed: ----
    static bool isVerb(const QString &name)
    {
        static const QStringList verbs{QStringLiteral("sort"), QStringLiteral("limit"),
                                       QStringLiteral("sample"), QStringLiteral("seed")};
        return verbs.contains(name.toLower()) || name == u"排序";
    }

    Result<std::optional<QueryNode>> parseVerb(const QString &name, int start, QueryOperator op)
    {
        const QString verb = name == u"排序" ? QStringLiteral("sort") : name.toLower();
        skipBlanks();
        RETCLIP_TRY(const QueryItem item, parseItem(false));
        const int column = item.length > 0 ? item.column : start;
        const int length = item.length > 0 ? item.length : m_at - start;
        if (op != QueryOperator::has && op != QueryOperator::equal)
            return failure(queryError(start, m_at - start,
                                      message(QT_TRANSLATE_NOOP("Message", "“%1” takes a colon."), {verb.toStdString()}),
                                      message(QT_TRANSLATE_NOOP("Message", "e.g. %1."), {"limit:500"})));
        if (m_depth > 0)
            return failure(queryError(start, m_at - start,
                                      message(QT_TRANSLATE_NOOP("Message", "“%1” stands outside parentheses, for the whole query."),
                                              {verb.toStdString()}),
                                      message(QT_TRANSLATE_NOOP("Message", "Move it to the end."))));
        if (verb == QLatin1String("sort")) {
            static const QStringList keys{QStringLiteral("patient"), QStringLiteral("exam"),
                                          QStringLiteral("age"),     QStringLiteral("date"),
                                          QStringLiteral("sex"),     QStringLiteral("camera"),
                                          QStringLiteral("site"),    QStringLiteral("source"),
                                          QStringLiteral("split"),   QStringLiteral("quality"),
                                          QStringLiteral("prob"),    QStringLiteral("added")};
            QuerySort sort;
            QString key = m_text.mid(item.column, item.length).toLower();
            if (key.startsWith(u'-')) {
                sort.descending = true;
                key.remove(0, 1);
            }
            if (key == QLatin1String("newest") || key == QLatin1String("oldest")) {
                sort.descending = (key == QLatin1String("newest")) != sort.descending;
                key = QStringLiteral("date");
            } else if (const QueryFieldEntry *entry = fieldNamed(key)) {
                key = QLatin1String(entry->name);
            }
            sort.key = key;
            if (!keys.contains(key))
                return failure(queryError(column, length,
                                          message(QT_TRANSLATE_NOOP("Message", "Exams cannot be sorted by “%1”."),
                                                  {key.toStdString()}),
                                          message(QT_TRANSLATE_NOOP("Message", "Choose one of %1."),
                                                  {keys.join(QStringLiteral(", ")).toStdString()})));
            m_query.sorts.push_back(sort);
            return std::optional<QueryNode>();
        }
        bool ok = false;
        const qint64 number = m_text.mid(item.column, item.length).toLongLong(&ok);
        if (!ok || (verb != QLatin1String("seed") && number < 1))
            return failure(queryError(column, length,
                                      message(QT_TRANSLATE_NOOP("Message", "“%1” needs a whole number."),
                                              {verb.toStdString() + ":"}),
                                      message(QT_TRANSLATE_NOOP("Message", "e.g. %1."), {"limit:500"})));
        if (verb == QLatin1String("limit"))
            m_query.limit = number;
        else if (verb == QLatin1String("sample"))
            m_query.sample = number;
        else
            m_query.seed = number;
        return std::optional<QueryNode>();
    }

    const QString m_line; ///< As written.
    QString m_text;       ///< Folded, of the same length.
    const QDate m_today;
    int m_at = 0;
    int m_depth = 0;
    ParsedQuery m_query;
};

} // namespace

std::span<const QueryFieldEntry> queryFields()
{
    return fields;
}

std::span<const QueryFlagEntry> queryFlags()
{
    return flags;
}

Error queryError(int column, int length, Message happened, Message toDo)
{
    return {ErrorCode::invalid_argument, std::move(happened),
            message(QT_TRANSLATE_NOOP("Message", "The last result stays.")), std::move(toDo),
            std::to_string(column) + ":" + std::to_string(std::max(1, length))};
}

QString queryWord(const QString &value)
{
    bool plain = !value.isEmpty() && value != QLatin1String("*")
        && value.compare(QLatin1String("none"), Qt::CaseInsensitive) != 0 && value != u"无";
    for (const QChar character : value) {
        const QChar ascii = folded(character);
        plain = plain && !ascii.isSpace() && !QStringLiteral("()\",|").contains(ascii);
    }
    return plain && !value.contains(QLatin1String("..")) ? value : u'"' + value + u'"';
}

Result<ParsedQuery> parseQuery(const QString &line, QDate today)
{
    return Parser(line, today).parse();
}

} // namespace retclip
