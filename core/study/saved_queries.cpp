// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/saved_queries.h"

#include "core/study/edit_journal.h"
#include "core/study/query.h"
#include "core/study/study_errors.h"

#include <algorithm>

namespace retclip {

namespace {

const QString queryKind = QStringLiteral("query");

Result<std::optional<QString>> lineOf(Database &database, const QString &name)
{
    return database.text("SELECT query FROM saved_query WHERE name = ?", name);
}

QJsonValue lineValue(const std::optional<QString> &line)
{
    return line ? QJsonValue(*line) : QJsonValue();
}

Error noSuchQuery(const QString &name)
{
    return {ErrorCode::not_found,
            message(QT_TRANSLATE_NOOP("Message", "There is no saved query “%1”."), {name.toStdString()}),
            nothingChanged(),
            message(QT_TRANSLATE_NOOP("Message", "See the list of saved queries, or save one.")), {}};
}

Result<QString> usableName(const QString &typed)
{
    const QString name = typed.simplified();
    if (name.isEmpty() || name.contains(u'"'))
        return failure(ErrorCode::invalid_argument,
                       message(QT_TRANSLATE_NOOP("Message", "A saved query needs a name, without quotation marks.")),
                       nothingChanged(), message(QT_TRANSLATE_NOOP("Message", "Type a word or a few.")));
    return name;
}

/// A saved query may name others, but in the end none that leads back to it.
bool restsOn(Database &database, const QueryNode &node, const QString &name, int depth)
{
    if (depth > 20)
        return true;
    if (node.kind == QueryNode::Kind::test && node.field == QueryField::saved)
        for (const QueryItem &item : node.items) {
            if (item.text.compare(name, Qt::CaseInsensitive) == 0)
                return true;
            const auto line = lineOf(database, item.text);
            if (!line || !*line)
                continue;
            const auto parsed = parseQuery(**line);
            if (parsed && restsOn(database, parsed->root, name, depth + 1))
                return true;
        }
    for (const QueryNode &child : node.children)
        if (restsOn(database, child, name, depth + 1))
            return true;
    return false;
}

/// Where a line speaks of a saved query by this name: in the order of the line.
void placesOf(const QueryNode &node, const QString &name, std::vector<QueryItem> &places)
{
    if (node.kind == QueryNode::Kind::test && node.field == QueryField::saved)
        for (const QueryItem &item : node.items)
            if (item.text.compare(name, Qt::CaseInsensitive) == 0)
                places.push_back(item);
    for (const QueryNode &child : node.children)
        placesOf(child, name, places);
}

/// The other saved queries that speak of one, with those places.
Result<std::vector<std::pair<SavedQuery, std::vector<QueryItem>>>> usersOf(const Study &study, const QString &name)
{
    std::vector<std::pair<SavedQuery, std::vector<QueryItem>>> users;
    RETCLIP_TRY(const QVector<SavedQuery> all, savedQueries(study));
    for (const SavedQuery &each : all) {
        const auto parsed = parseQuery(each.query);
        std::vector<QueryItem> places;
        if (parsed && each.name != name)
            placesOf(parsed->root, name, places);
        if (!places.empty())
            users.emplace_back(each, std::move(places));
    }
    return users;
}

} // namespace

Result<QVector<SavedQuery>> savedQueries(const Study &study)
{
    RETCLIP_TRY(Statement statement,
                study.database().prepare("SELECT name, query FROM saved_query ORDER BY name COLLATE NOCASE, name"));
    QVector<SavedQuery> list;
    for (;;) {
        RETCLIP_TRY(const bool row, statement.step());
        if (!row)
            return list;
        list.append({statement.text(0), statement.text(1)});
    }
}

Result<QString> savedQuery(const Study &study, const QString &name)
{
    RETCLIP_TRY(const auto line, lineOf(study.database(), name));
    if (!line)
        return failure(noSuchQuery(name));
    return *line;
}

Result<EditReceipt> saveQuery(Study &study, const QString &typed, const QString &query, const QString &person)
{
    if (study.isReadOnly())
        return failure(studyIsReadOnly());
    Database &database = study.database();
    RETCLIP_TRY(const QString name, usableName(typed));
    const QString line = query.trimmed();
    RETCLIP_TRY(const ParsedQuery parsed, parseQuery(line));
    if (restsOn(database, parsed.root, name, 0))
        return failure(ErrorCode::invalid_argument,
                       message(QT_TRANSLATE_NOOP("Message", "The query “%1” would rest on itself."), {name.toStdString()}),
                       nothingChanged(),
                       message(QT_TRANSLATE_NOOP("Message", "Leave out %1, or save it under another name."),
                               {"saved:" + name.toStdString()}));
    RETCLIP_TRY(const auto before, lineOf(database, name));
    if (before == line) {
        EditReceipt same;
        same.kind = queryKind;
        same.person = person;
        same.summary = QStringLiteral("%1 saved").arg(name);
        return same;
    }
    return EditJournal(database).record(queryKind, QStringLiteral("%1 saved").arg(name), person,
                                        {{0, QStringLiteral("query:") + name, lineValue(before), line}});
}

Result<EditReceipt> renameQuery(Study &study, const QString &from, const QString &typed, const QString &person)
{
    if (study.isReadOnly())
        return failure(studyIsReadOnly());
    Database &database = study.database();
    RETCLIP_TRY(const QString to, usableName(typed));
    RETCLIP_TRY(const QString line, savedQuery(study, from));
    RETCLIP_TRY(const auto taken, lineOf(database, to));
    if (taken)
        return failure(ErrorCode::conflict,
                       message(QT_TRANSLATE_NOOP("Message", "There is a saved query “%1” already."), {to.toStdString()}),
                       nothingChanged(), message(QT_TRANSLATE_NOOP("Message", "Choose another name.")));
    std::vector<FieldChange> changes{{0, QStringLiteral("query:") + from, line, QJsonValue()},
                                     {0, QStringLiteral("query:") + to, QJsonValue(), line}};
    // Those that speak of it go with it, in the same step of undo.
    RETCLIP_TRY(auto users, usersOf(study, from));
    for (auto &[user, places] : users) {
        std::sort(places.begin(), places.end(), [](const QueryItem &a, const QueryItem &b) { return a.column > b.column; });
        QString text = user.query;
        for (const QueryItem &place : places)
            text.replace(place.column, place.length, queryWord(to));
        changes.push_back({0, QStringLiteral("query:") + user.name, user.query, text});
    }
    return EditJournal(database).record(queryKind, QStringLiteral("%1 renamed %2").arg(from, to), person, changes);
}

Result<EditReceipt> deleteQuery(Study &study, const QString &name, const QString &person)
{
    if (study.isReadOnly())
        return failure(studyIsReadOnly());
    RETCLIP_TRY(const QString line, savedQuery(study, name));
    RETCLIP_TRY(const auto users, usersOf(study, name));
    if (!users.empty()) {
        QStringList names;
        for (const auto &[user, places] : users)
            names.append(user.name);
        return failure(ErrorCode::conflict,
                       message(QT_TRANSLATE_NOOP("Message", "Other saved queries rest on “%1”: %2."),
                               {name.toStdString(), names.join(QStringLiteral(", ")).toStdString()}),
                       nothingChanged(), message(QT_TRANSLATE_NOOP("Message", "Change or delete those first.")));
    }
    return EditJournal(study.database()).record(queryKind, QStringLiteral("%1 deleted").arg(name), person,
                                                {{0, QStringLiteral("query:") + name, line, QJsonValue()}});
}

Result<void> setStudyField(Database &database, const QString &kind, const QString &rest, const QJsonValue &value)
{
    if (kind == queryKind) {
        if (!value.isString())
            return database.run("DELETE FROM saved_query WHERE name = ?", rest);
        return database.run("INSERT INTO saved_query(name, query) VALUES(?1, ?2)"
                            " ON CONFLICT(name) DO UPDATE SET query = ?2",
                            rest, value.toString());
    }
    const qint64 dataset = rest.section(u':', 0, 0).toLongLong();
    const QString question = rest.section(u':', 1);
    if (value.toString().isEmpty())
        return database.run("DELETE FROM sheet_answer WHERE dataset = ? AND question = ?", dataset, question);
    return database.run("INSERT INTO sheet_answer(dataset, question, text) VALUES(?1, ?2, ?3)"
                        " ON CONFLICT(dataset, question) DO UPDATE SET text = ?3",
                        dataset, question, value.toString());
}

} // namespace retclip
