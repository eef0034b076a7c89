// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/net_changes.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace retclip {

namespace {

QJsonArray changedValues(const Statement &statement, int column)
{
    const std::string_view text = statement.utf8(column);
    return QJsonDocument::fromJson(QByteArray::fromRawData(text.data(), qsizetype(text.size()))).array();
}

QJsonObject placeIn(qint64 exam, const QJsonValue &eye)
{
    return {{photographExamKey, exam}, {photographEyeKey, eye}};
}

class NetChanges
{
public:
    void add(qint64 exam, const QString &field, const QJsonValue &before, const QJsonValue &after)
    {
        if (field == QLatin1String("photographs"))
            return;
        if (field.startsWith(QLatin1String("image:")))
            return fold(0, QLatin1String("place:") + field.mid(6), placeIn(exam, before), placeIn(exam, after));
        // What belongs to a photograph goes with it from exam to exam.
        fold(ofPhotograph(field) ? 0 : exam, field, before, after);
    }

    Result<std::vector<FieldChange>> take(Database &database)
    {
        std::erase_if(m_changes, [](const FieldChange &change) { return change.before == change.after; });
        for (FieldChange &change : m_changes)
            if (ofPhotograph(change.field))
                RETCLIP_CHECK(giveExam(database, change));
        return std::move(m_changes);
    }

private:
    static bool ofPhotograph(const QString &field)
    {
        return field.startsWith(QLatin1String("place:")) || field.startsWith(QLatin1String("marks:"))
            || field.startsWith(QLatin1String("region:"));
    }

    void fold(qint64 exam, const QString &field, const QJsonValue &before, const QJsonValue &after)
    {
        const std::pair key{exam, field};
        const auto place = m_places.constFind(key);
        if (place == m_places.cend()) {
            m_places.insert(key, m_changes.size());
            m_changes.push_back({exam, field, before, after});
        } else {
            m_changes[*place].after = after;
        }
    }

    static Result<void> giveExam(Database &database, FieldChange &change)
    {
        const QString kind = change.field.section(u':', 0, 0), id = change.field.section(u':', 1);
        if (kind == QLatin1String("place")) {
            const QJsonObject then = change.before.toObject(), now = change.after.toObject();
            change.exam = now[photographExamKey].toInteger();
            if (then[photographExamKey] == now[photographExamKey])
                change = {change.exam, QLatin1String("image:") + id, then[photographEyeKey], now[photographEyeKey]};
            return {};
        }
        RETCLIP_TRY(change.exam,
                    database.number(kind == QLatin1String("marks")
                                        ? "SELECT exam FROM image WHERE id = ?"
                                        : "SELECT i.exam FROM region r JOIN image i ON i.id = r.image WHERE r.id = ?",
                                    id.toLongLong()));
        return {};
    }

    std::vector<FieldChange> m_changes;
    QHash<std::pair<qint64, QString>, std::size_t> m_places;
};

} // namespace

Result<std::vector<FieldChange>> netChanges(Database &database, qint64 since)
{
    RETCLIP_TRY(Statement statement, database.prepare("SELECT kind, before, after FROM journal WHERE id > ?"
                                                      " AND before <> '[]' ORDER BY id"));
    statement.bind(since);
    NetChanges changes;
    for (;;) {
        RETCLIP_TRY(const bool found, statement.step());
        if (!found)
            return changes.take(database);
        const QJsonArray before = changedValues(statement, 1), after = changedValues(statement, 2);
        // An undo goes through the changes of its edit backwards.
        const bool backwards = statement.utf8(0) == "undo";
        const qsizetype count = std::min(before.size(), after.size());
        for (qsizetype i = 0; i < count; ++i) {
            const qsizetype at = backwards ? count - 1 - i : i;
            const QJsonArray old = before[at].toArray(), now = after[at].toArray();
            changes.add(old[0].toInteger(), old[1].toString(), old[2], now[2]);
        }
    }
}

} // namespace retclip
