// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/json_table.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>

namespace retclip {

namespace {

QString plainText(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::String: return value.toString();
    case QJsonValue::Bool: return value.toBool() ? QStringLiteral("1") : QStringLiteral("0");
    case QJsonValue::Double: {
        const double number = value.toDouble();
        return number == std::floor(number) && std::abs(number) < 1e15 ? QString::number(qint64(number))
                                                                       : QString::number(number, 'g', 12);
    }
    case QJsonValue::Array: {
        QStringList parts;
        for (const QJsonValue &part : value.toArray())
            parts.append(part.isObject() || part.isArray()
                             ? QString::fromUtf8(QJsonDocument::fromVariant(part.toVariant()).toJson(QJsonDocument::Compact))
                             : plainText(part));
        return parts.join(QLatin1Char(';'));
    }
    default: return {};
    }
}

class JsonRows
{
public:
    void add(const QJsonObject &object, qint64 row)
    {
        WorkbookRow cells;
        cells.row = row;
        addMembers(object, {}, cells);
        m_table.rows.append(std::move(cells));
    }
    void addFault(qint64 row, const QString &why)
    {
        m_table.faults.insert(row, message(QT_TRANSLATE_NOOP("Message", "The line is no JSON object: %1."), {why.toStdString()}));
        m_table.rows.append(WorkbookRow{row, {}});
    }
    JsonTable take()
    {
        for (WorkbookRow &row : m_table.rows)
            while (row.cells.size() < m_table.headings.size())
                row.cells.append(QString());
        return std::move(m_table);
    }

private:
    void addMembers(const QJsonObject &object, const QString &before, WorkbookRow &row)
    {
        for (auto member = object.begin(); member != object.end(); ++member) {
            const QString name = before + member.key();
            if (member->isObject()) {
                addMembers(member->toObject(), name + QLatin1Char('.'), row);
                continue;
            }
            auto place = m_places.constFind(name);
            if (place == m_places.cend()) {
                place = m_places.insert(name, m_table.headings.size());
                m_table.headings.append(name);
            }
            while (row.cells.size() <= *place)
                row.cells.append(QString());
            row.cells[*place] = plainText(*member);
        }
    }

    JsonTable m_table;
    QHash<QString, qsizetype> m_places;
};

} // namespace

Result<JsonTable> readJsonTable(const QByteArray &text, const QString &name)
{
    JsonRows rows;
    bool any = false;
    qint64 number = 0;
    for (qsizetype begin = text.startsWith("\xEF\xBB\xBF") ? 3 : 0; begin < text.size();) {
        qsizetype end = text.indexOf('\n', begin);
        if (end < 0)
            end = text.size();
        const QByteArray line = text.mid(begin, end - begin).trimmed();
        begin = end + 1;
        ++number;
        if (line.isEmpty())
            continue;
        QJsonParseError error;
        const QJsonDocument document = QJsonDocument::fromJson(line, &error);
        if (document.isObject()) {
            rows.add(document.object(), number);
            any = true;
        } else {
            rows.addFault(number, document.isNull() ? error.errorString() : QStringLiteral("list"));
        }
    }
    if (!any)
        return failure(ErrorCode::unreadable,
                       message(QT_TRANSLATE_NOOP("Message", "%1 holds no JSON object: one a line is expected."), {name.toStdString()}),
                       message(QT_TRANSLATE_NOOP("Message", "Nothing was imported.")),
                       message(QT_TRANSLATE_NOOP("Message", "Choose a table whose first line names its columns.")));
    return rows.take();
}

bool isJsonTable(const QString &file)
{
    return file.endsWith(QLatin1String(".jsonl"), Qt::CaseInsensitive)
        || file.endsWith(QLatin1String(".ndjson"), Qt::CaseInsensitive);
}

} // namespace retclip
