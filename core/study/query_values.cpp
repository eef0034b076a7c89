// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/query_values.h"

#include "core/study/query_text.h"
#include "core/study/values.h"

#include <algorithm>

namespace retclip {

namespace {

bool understandDate(const QString &text, QDate today, QueryItem &item)
{
    if (text.size() >= 2 && text.back().isLetter()) {
        bool ok = false;
        const int count = text.left(text.size() - 1).toInt(&ok);
        if (!ok || count < 0 || count > 100000)
            return false;
        switch (text.back().unicode()) {
        case u'd':
        case u'天':
        case u'日': item.first = today.addDays(-count); break;
        case u'w':
        case u'周': item.first = today.addDays(-7 * count); break;
        case u'm':
        case u'月': item.first = today.addMonths(-count); break;
        case u'y':
        case u'年': item.first = today.addYears(-count); break;
        default: return false;
        }
        item.last = today; // "Within the last 30 days"; compared with, its beginning counts.
        item.high = 1;     // Marks it as counted back.
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

bool understandEyes(const QString &lower, QueryItem &item)
{
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

bool understandSex(const QString &lower, QueryItem &item)
{
    if (lower == u"f" || lower == u"female" || lower == u"女" || lower == u"女性")
        item.text = QStringLiteral("F");
    else if (lower == u"m" || lower == u"male" || lower == u"男" || lower == u"男性")
        item.text = QStringLiteral("M");
    else
        return false;
    return true;
}

bool understandSplit(const QString &lower, QueryItem &item)
{
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

} // namespace

bool understandQueryValue(const QueryFieldEntry &entry, QDate today, QueryItem &item)
{
    if (item.any || (item.none && entry.type != QueryValueType::eyeState))
        return true;
    QString text;
    for (const QChar character : item.text)
        text += foldedSign(character);
    text = text.trimmed();
    const QString lower = text.toLower();
    switch (entry.type) {
    case QueryValueType::words: return !item.text.isEmpty();
    case QueryValueType::number: {
        bool ok = false;
        item.low = item.high = text.toDouble(&ok);
        return ok && qIsFinite(item.low);
    }
    case QueryValueType::date: return understandDate(lower, today, item);
    case QueryValueType::eyeState: return understandEyes(lower, item);
    case QueryValueType::sex: return understandSex(lower, item);
    case QueryValueType::split: return understandSplit(lower, item);
    case QueryValueType::verdict:
        if (const auto kind = verdictFrom(text)) {
            item.text = QString::fromLatin1(word(*kind));
            return true;
        }
        return false;
    }
    return false;
}

Error queryValueNeeded(const QueryFieldEntry &entry, const QString &test, int start,
                       const QueryItem &item)
{
    const std::string written = test.trimmed().toStdString();
    const int column = item.length > 0 ? item.column : start;
    const int length = item.length > 0 ? item.length : std::max(1, item.column - start);
    const Message example = message(QT_TRANSLATE_NOOP("Message", "e.g. %1."), {entry.example});
    switch (entry.type) {
    case QueryValueType::number:
        return queryError(column, length,
                          message(QT_TRANSLATE_NOOP("Message", "“%1” needs a number."), {written}), example);
    case QueryValueType::date:
        return queryError(column, length,
                          message(QT_TRANSLATE_NOOP("Message", "“%1” needs a date: 2023, 2023-04, 2023-04-05 or 30d."),
                                  {written}),
                          example);
    case QueryValueType::eyeState:
        return queryError(column, length,
                          message(QT_TRANSLATE_NOOP("Message", "“%1” needs od, os, both, one or none."),
                                  {written}),
                          example);
    case QueryValueType::sex:
        return queryError(column, length,
                          message(QT_TRANSLATE_NOOP("Message", "“%1” needs F, M or none."), {written}),
                          example);
    case QueryValueType::split:
        return queryError(column, length,
                          message(QT_TRANSLATE_NOOP("Message", "“%1” needs train, validation, test or none."),
                                  {written}),
                          example);
    case QueryValueType::verdict:
        return queryError(
            column, length,
            message(QT_TRANSLATE_NOOP("Message", "“%1” needs label_wrong, model_wrong, ambiguous, poor_image, wrong_eye, report_mismatch, region_drawn or none."),
                    {written}),
            example);
    case QueryValueType::words: break;
    }
    return queryError(column, length,
                      message(QT_TRANSLATE_NOOP("Message", "“%1” needs a word."), {written}), example);
}

} // namespace retclip
