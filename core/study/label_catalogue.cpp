// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/label_catalogue.h"

#include "core/study/study_errors.h"

namespace retclip {

const LabelCatalogue::Set *LabelCatalogue::byName(const QString &name) const
{
    for (const Set &set : sets)
        if (set.set.name == name)
            return &set;
    for (const Set &set : sets)
        if (set.set.name.compare(name, Qt::CaseInsensitive) == 0)
            return &set;
    return nullptr;
}

const LabelCatalogue::Set *LabelCatalogue::byId(qint64 id) const
{
    for (const Set &set : sets)
        if (set.set.id.value == id)
            return &set;
    return nullptr;
}

QStringList LabelCatalogue::names() const
{
    QStringList names;
    for (const Set &set : sets)
        names.append(set.set.name);
    return names;
}

Result<LabelCatalogue> readCatalogue(Database &database)
{
    LabelCatalogue catalogue;
    {
        RETCLIP_TRY(Statement statement,
                    database.prepare("SELECT id, name, kind, per_eye, definition FROM label_set ORDER BY id"));
        for (;;) {
            RETCLIP_TRY(const bool row, statement.step());
            if (!row)
                break;
            LabelCatalogue::Set set;
            set.set.id = {statement.integer(0)};
            set.set.name = statement.text(1);
            set.set.kind = label_kind_from(statement.utf8(2)).value_or(LabelKind::multilabel);
            set.set.perEye = statement.integer(3) != 0;
            set.set.definition = statement.text(4);
            catalogue.sets.append(set);
        }
    }
    RETCLIP_TRY(Statement statement,
                database.prepare("SELECT id, label_set, name, title, title_zh, key, definition, colour FROM label_class"
                                 " ORDER BY label_set, position, id"));
    for (;;) {
        RETCLIP_TRY(const bool row, statement.step());
        if (!row)
            break;
        for (LabelCatalogue::Set &set : catalogue.sets) {
            if (set.set.id.value != statement.integer(1))
                continue;
            set.set.classes.append({statement.text(2), statement.text(3), statement.text(4),
                                    int(statement.integer(5)), statement.text(6), statement.text(7)});
            set.classIds.append(statement.integer(0));
        }
    }
    return catalogue;
}

int classPosition(const LabelSet &set, const QString &text)
{
    for (int i = 0; i < set.classes.size(); ++i)
        if (set.classes[i].name == text)
            return i;
    for (int i = 0; i < set.classes.size(); ++i) {
        const LabelClass &entry = set.classes[i];
        for (const QString &name : {entry.name, entry.title, entry.titleZh})
            if (!name.isEmpty() && name.compare(text, Qt::CaseInsensitive) == 0)
                return i;
    }
    return -1;
}

QString classIdsText(const LabelCatalogue::Set &set, const QStringList &names)
{
    QString text;
    for (int i = 0; i < set.set.classes.size(); ++i) {
        if (!names.contains(set.set.classes[i].name))
            continue;
        if (!text.isEmpty())
            text += u',';
        text += QString::number(set.classIds[i]);
    }
    return text;
}

QStringList classNames(const LabelCatalogue::Set &set, std::string_view idsText)
{
    QStringList names;
    std::size_t start = 0;
    while (start < idsText.size()) {
        const std::size_t comma = std::min(idsText.find(',', start), idsText.size());
        const qint64 id = QByteArray(idsText.data() + start, qsizetype(comma - start)).toLongLong();
        if (const qsizetype position = set.classIds.indexOf(id); position >= 0)
            names.append(set.set.classes[position].name);
        start = comma + 1;
    }
    return names;
}

namespace {

/// What nobody said yet, of a set and its classes that are there already. True: something was.
Result<bool> fillDescriptions(Database &database, const LabelCatalogue::Set &present, const LabelSet &set)
{
    bool filled = false;
    if (present.set.definition.isEmpty() && !set.definition.isEmpty()) {
        RETCLIP_CHECK(database.run("UPDATE label_set SET definition = ? WHERE id = ?", set.definition,
                                   present.set.id.value));
        filled = true;
    }
    for (const LabelClass &entry : set.classes)
        for (qsizetype i = 0; i < present.classIds.size(); ++i) {
            const LabelClass &known = present.set.classes[i];
            const bool definition = known.definition.isEmpty() && !entry.definition.isEmpty();
            const bool colour = known.colour.isEmpty() && !entry.colour.isEmpty();
            if (known.name != entry.name || !(definition || colour))
                continue;
            RETCLIP_CHECK(database.run("UPDATE label_class SET definition = ?, colour = ? WHERE id = ?",
                                       definition ? entry.definition : known.definition,
                                       colour ? entry.colour : known.colour, present.classIds[i]));
            filled = true;
        }
    return filled;
}

} // namespace

Result<std::pair<LabelSetId, bool>> storeLabelSet(Database &database, const LabelSet &set)
{
    if (set.name.trimmed().isEmpty() || set.name.contains(u'/'))
        return failure(ErrorCode::invalid_argument,
                       message(QT_TRANSLATE_NOOP("Message", "“%1” cannot be the name of a label set."),
                               {set.name.toStdString()}),
                       nothingChanged(),
                       message(QT_TRANSLATE_NOOP("Message", "Choose a name without a slash.")));
    RETCLIP_TRY(const LabelCatalogue catalogue, readCatalogue(database));
    const LabelCatalogue::Set *present = nullptr;
    for (const LabelCatalogue::Set &candidate : catalogue.sets)
        if (candidate.set.name == set.name)
            present = &candidate;
    bool isNew = false;
    qint64 id = 0;
    QVector<LabelClass> classes = set.classes;
    if (set.kind == LabelKind::binary && classes.isEmpty())
        classes.append({set.name, {}, {}, 1});
    if (present) {
        if (present->set.kind != set.kind || present->set.perEye != set.perEye)
            return failure(
                ErrorCode::conflict,
                message(QT_TRANSLATE_NOOP("Message", "The label set “%1” exists already as another kind (%2)."),
                        {set.name.toStdString(), word(present->set.kind)}),
                nothingChanged(), message(QT_TRANSLATE_NOOP("Message", "Choose another name.")));
        id = present->set.id.value;
        RETCLIP_TRY(isNew, fillDescriptions(database, *present, set));
    } else {
        RETCLIP_CHECK(database.run("INSERT INTO label_set(name, kind, per_eye, definition) VALUES(?, ?, ?, ?)",
                                   set.name, word(set.kind), set.perEye, set.definition));
        id = database.lastRow();
        isNew = true;
    }
    qsizetype position = present ? present->set.classes.size() : 0;
    for (const LabelClass &entry : classes) {
        bool known = false;
        if (present)
            for (const LabelClass &other : present->set.classes)
                known = known || other.name == entry.name;
        if (known)
            continue;
        if (present && set.kind == LabelKind::binary)
            return failure(ErrorCode::conflict,
                           message(QT_TRANSLATE_NOOP(
                                       "Message", "The label set “%1” exists already with another class."),
                                   {set.name.toStdString()}),
                           nothingChanged(),
                           message(QT_TRANSLATE_NOOP("Message", "Choose another name.")));
        RETCLIP_CHECK(database.run("INSERT INTO label_class(label_set, position, name, title, title_zh,"
                                   " key, definition, colour) VALUES(?, ?, ?, ?, ?, ?, ?, ?)",
                                   id, qint64(position++), entry.name, entry.title, entry.titleZh,
                                   entry.key, entry.definition, entry.colour));
        isNew = true;
    }
    return std::pair(LabelSetId{id}, isNew);
}

QString nowText()
{
    return timeText(QDateTime::currentDateTimeUtc());
}

QDateTime timeFrom(const QString &text)
{
    return QDateTime::fromString(text, Qt::ISODateWithMs);
}

QString timeText(const QDateTime &time)
{
    return time.isValid() ? time.toUTC().toString(Qt::ISODateWithMs) : QString();
}

} // namespace retclip
