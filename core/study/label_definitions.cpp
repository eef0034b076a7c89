// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/label_definitions.h"

#include "core/study/edit_journal.h"
#include "core/study/label_catalogue.h"
#include "core/study/study_errors.h"

#include <algorithm>

namespace retclip {

namespace {

Result<QString> usableColour(const QString &typed)
{
    const QString colour = typed.trimmed().toLower();
    if (!colour.isEmpty() && !isColour(colour))
        return failure(ErrorCode::invalid_argument,
                       message(QT_TRANSLATE_NOOP("Message", "“%1” is no colour."), {typed.toStdString()}),
                       nothingChanged(),
                       message(QT_TRANSLATE_NOOP("Message", "Write it as #rrggbb, for example #0072b2.")));
    return colour;
}

void changeText(std::vector<FieldChange> &changes, const QString &field, const QString &before,
                const std::optional<QString> &after)
{
    if (after && *after != before)
        changes.push_back({0, field, before, *after});
}

} // namespace

bool isColour(const QString &text)
{
    return text.size() == 7 && text.startsWith(u'#')
        && std::all_of(text.cbegin() + 1, text.cend(),
                       [](QChar c) { return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f'); });
}

QString classColour(const LabelSet &set, qsizetype place)
{
    if (place >= 0 && place < set.classes.size() && !set.classes[place].colour.isEmpty())
        return set.classes[place].colour;
    return QString::fromLatin1(classPalette[std::size_t(std::max<qsizetype>(place, 0)) % classPalette.size()]);
}

Result<EditReceipt> describeLabelSet(Study &study, const LabelSetDescription &wanted, const QString &person)
{
    if (study.isReadOnly())
        return failure(studyIsReadOnly());
    Database &database = study.database();
    RETCLIP_TRY(Transaction transaction, Transaction::begin(database));
    RETCLIP_TRY(const LabelCatalogue catalogue, readCatalogue(database));
    const LabelCatalogue::Set *set = catalogue.byName(wanted.labelSet);
    if (!set)
        return failure(unknownLabelSet(wanted.labelSet, catalogue.names()));
    const QString id = QString::number(set->set.id.value);
    std::vector<FieldChange> changes;
    const auto trimmed = [](const std::optional<QString> &text) {
        return text ? std::optional(text->trimmed()) : std::nullopt;
    };
    changeText(changes, QLatin1String("define:") + id, set->set.definition, trimmed(wanted.definition));
    for (const ClassDescription &each : wanted.classes) {
        const int place = classPosition(set->set, each.name);
        if (place < 0) {
            QStringList names;
            for (const LabelClass &entry : set->set.classes)
                names.append(entry.name);
            return failure(ErrorCode::not_found,
                           message(QT_TRANSLATE_NOOP("Message", "The label set “%1” has no class “%2”."),
                                   {set->set.name.toStdString(), each.name.toStdString()}),
                           nothingChanged(),
                           message(QT_TRANSLATE_NOOP("Message", "Choose one of: %1."),
                                   {names.join(QStringLiteral(", ")).toStdString()}));
        }
        const LabelClass &known = set->set.classes[place];
        const QString rest = QStringLiteral("%1:%2").arg(id).arg(set->classIds[place]);
        changeText(changes, QLatin1String("define:") + rest, known.definition, trimmed(each.definition));
        if (each.colour) {
            RETCLIP_TRY(const QString colour, usableColour(*each.colour));
            changeText(changes, QLatin1String("colour:") + rest, known.colour, colour);
        }
    }
    RETCLIP_TRY(EditReceipt receipt,
                EditJournal(database).record(QStringLiteral("define"), set->set.name + QStringLiteral(" described"),
                                             person, changes));
    RETCLIP_CHECK(transaction.commit());
    return receipt;
}

Result<void> setLabelField(Database &database, const QString &kind, const QString &rest, const QJsonValue &value)
{
    const qint64 set = rest.section(u':', 0, 0).toLongLong(), entry = rest.section(u':', 1).toLongLong();
    if (kind == QLatin1String("colour"))
        return database.run("UPDATE label_class SET colour = ? WHERE id = ?", value.toString(), entry);
    if (entry > 0)
        return database.run("UPDATE label_class SET definition = ? WHERE id = ?", value.toString(), entry);
    return database.run("UPDATE label_set SET definition = ? WHERE id = ?", value.toString(), set);
}

} // namespace retclip
