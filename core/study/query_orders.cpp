// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/query_orders.h"

#include "core/study/query_fields.h"

namespace retclip {

namespace {

Result<void> takeSort(const QString &value, int column, int length, ParsedQuery &query)
{
    static const QStringList keys{QStringLiteral("patient"), QStringLiteral("exam"),
                                  QStringLiteral("age"),     QStringLiteral("date"),
                                  QStringLiteral("sex"),     QStringLiteral("camera"),
                                  QStringLiteral("site"),    QStringLiteral("source"),
                                  QStringLiteral("split"),   QStringLiteral("quality"),
                                  QStringLiteral("prob"),    QStringLiteral("added")};
    QuerySort sort;
    QString key = value.toLower();
    if (key.startsWith(u'-')) {
        sort.descending = true;
        key.remove(0, 1);
    }
    if (key == QLatin1String("newest") || key == QLatin1String("oldest")) {
        sort.descending = (key == QLatin1String("newest")) != sort.descending;
        key = QStringLiteral("date");
    } else if (const QueryFieldEntry *entry = queryFieldNamed(key)) {
        key = QLatin1String(entry->name);
    }
    sort.key = key;
    if (!keys.contains(key))
        return failure(queryError(column, length,
                                  message(QT_TRANSLATE_NOOP("Message", "Exams cannot be sorted by “%1”."),
                                          {key.toStdString()}),
                                  message(QT_TRANSLATE_NOOP("Message", "Choose one of %1."),
                                          {keys.join(QStringLiteral(", ")).toStdString()})));
    query.sorts.push_back(sort);
    return {};
}

} // namespace

QString queryOrderNamed(const QString &name)
{
    static const QStringList orders{QStringLiteral("sort"), QStringLiteral("limit"),
                                    QStringLiteral("sample"), QStringLiteral("seed")};
    const QString order = name == u"排序" ? QStringLiteral("sort") : name.toLower();
    return orders.contains(order) ? order : QString();
}

Result<void> takeQueryOrder(const QString &order, const QString &value, int column, int length,
                            ParsedQuery &query)
{
    if (order == QLatin1String("sort"))
        return takeSort(value, column, length, query);
    bool ok = false;
    const qint64 number = value.toLongLong(&ok);
    if (!ok || (order != QLatin1String("seed") && number < 1))
        return failure(queryError(column, length,
                                  message(QT_TRANSLATE_NOOP("Message", "“%1” needs a whole number."),
                                          {order.toStdString() + ":"}),
                                  message(QT_TRANSLATE_NOOP("Message", "e.g. %1."), {"limit:500"})));
    if (order == QLatin1String("limit"))
        query.limit = number;
    else if (order == QLatin1String("sample"))
        query.sample = number;
    else
        query.seed = number;
    return {};
}

} // namespace retclip
