// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/photograph_looks.h"

#include "core/study/edit_changes.h"
#include "core/study/label_catalogue.h"
#include "core/study/study_errors.h"
#include "core/study/study_private.h"

#include <QCoreApplication>
#include <QDir>
#include <QJsonDocument>

namespace retclip {

namespace {

std::optional<Laterality> eyeFrom(std::string_view code)
{
    return code == "R" ? std::optional(Laterality::right)
        : code == "L"  ? std::optional(Laterality::left)
                       : std::nullopt;
}

/// Photographs whose content was seen elsewhere take over what was seen.
Result<void> takeOverKnown(Study &study, int method)
{
    Database &database = study.database();
    RETCLIP_TRY(Transaction transaction, Transaction::begin(database));
    std::vector<qint64> exams;
    {
        RETCLIP_TRY(Statement statement,
                    database.prepare("SELECT DISTINCT i.exam FROM image i JOIN photograph_look l"
                                     " ON l.sha256 = i.sha256 WHERE i.quality IS NULL AND l.method = ?"));
        statement.bind(method);
        for (;;) {
            RETCLIP_TRY(const bool row, statement.step());
            if (!row)
                break;
            exams.push_back(statement.integer(0));
        }
    }
    if (exams.empty())
        return {};
    RETCLIP_CHECK(database.run(
        "UPDATE image SET (quality, quality_reason, centre) ="
        " (SELECT l.detail ->> '$.quality', l.detail ->> '$.faults',"
        "  coalesce(l.detail ->> '$.centre', 'unknown') FROM photograph_look l"
        "  WHERE l.sha256 = image.sha256)"
        " WHERE quality IS NULL AND sha256 IN (SELECT sha256 FROM photograph_look WHERE method = ?)",
        method));
    for (const qint64 exam : exams)
        RETCLIP_CHECK(updateSuspicion(database, exam));
    return transaction.commit();
}

QByteArray detailText(const PhotographLook &look)
{
    QJsonObject detail = look.detail;
    detail[QStringLiteral("quality")] = look.quality;
    detail[QStringLiteral("faults")] = look.faults.join(QStringLiteral(", "));
    return QJsonDocument(detail).toJson(QJsonDocument::Compact);
}

} // namespace

Result<std::vector<PhotographToLookAt>> photographsToLookAt(Study &study, int method,
                                                            std::stop_token stop)
{
    if (!study.isReadOnly())
        RETCLIP_CHECK(takeOverKnown(study, method));
    Database &database = study.database();
    const Database::Interruption interruption(database, stop);
    RETCLIP_TRY(Statement statement,
                database.prepare("SELECT i.id, i.exam, i.path, i.sha256 FROM image i"
                                 " LEFT JOIN photograph_look l ON l.sha256 = i.sha256 AND l.method = ?"
                                 " WHERE l.sha256 IS NULL OR i.quality IS NULL ORDER BY i.exam, i.id"));
    statement.bind(method);
    const QDir folder(study.folder());
    std::vector<PhotographToLookAt> list;
    for (;;) {
        RETCLIP_TRY(const bool row, statement.step());
        if (!row)
            return list;
        list.push_back({{statement.integer(0)}, {statement.integer(1)},
                        QDir::cleanPath(folder.absoluteFilePath(statement.text(2))), statement.text(3)});
    }
}

Result<void> storeLooks(Study &study, const std::vector<StoredLook> &looks)
{
    if (study.isReadOnly())
        return failure(studyIsReadOnly());
    Database &database = study.database();
    RETCLIP_TRY(Transaction transaction, Transaction::begin(database));
    for (const StoredLook &stored : looks) {
        const PhotographLook &look = stored.look;
        if (look.signature && !stored.sha256.isEmpty())
            RETCLIP_CHECK(database.run(
                "INSERT INTO photograph_look(sha256, method, eye, sureness, signature, detail)"
                " VALUES(?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT(sha256) DO UPDATE SET method = ?2,"
                " eye = ?3, sureness = ?4, signature = ?5, detail = ?6",
                stored.sha256, look.method, eyeCode(look.eye), look.sureness,
                QString::fromStdString(to_hex(*look.signature)), detailText(look)));
        RETCLIP_CHECK(database.run("UPDATE image SET quality = ?2, quality_reason = ?3,"
                                   " sha256 = coalesce(nullif(?4, ''), sha256), centre = ?5 WHERE id = ?1",
                                   stored.image.value, look.quality,
                                   look.faults.join(QStringLiteral(", ")), stored.sha256,
                                   look.detail[QStringLiteral("centre")].toString(QStringLiteral("unknown"))));
        RETCLIP_CHECK(updateSuspicion(database, stored.exam.value));
    }
    return transaction.commit();
}

Result<LookCount> countLooks(const Study &study, int method)
{
    Database &database = study.database();
    LookCount count;
    RETCLIP_TRY(count.photographs, database.number("SELECT count(*) FROM image"));
    RETCLIP_TRY(count.looked,
                database.number("SELECT count(*) FROM image i JOIN photograph_look l"
                                " ON l.sha256 = i.sha256 WHERE l.method = ? AND i.quality IS NOT NULL",
                                method));
    return count;
}

Result<std::vector<LookedPhotograph>> lookedPhotographs(const Study &study, std::stop_token stop)
{
    Database &database = study.database();
    const Database::Interruption interruption(database, stop);
    RETCLIP_TRY(Statement statement,
                database.prepare("SELECT i.id, i.exam, i.eye, i.quality, i.width, i.height, i.sha256,"
                                 " l.eye, l.sureness, l.signature FROM image i LEFT JOIN photograph_look l"
                                 " ON l.sha256 = i.sha256 ORDER BY i.exam, i.eye DESC, i.id"));
    std::vector<LookedPhotograph> list;
    for (;;) {
        RETCLIP_TRY(const bool row, statement.step());
        if (!row)
            return list;
        LookedPhotograph photograph;
        photograph.image = {statement.integer(0)};
        photograph.exam = {statement.integer(1)};
        photograph.eye = eyeFrom(statement.utf8(2));
        if (!statement.isNull(3))
            photograph.quality = statement.real(3);
        photograph.width = int(statement.integer(4));
        photograph.height = int(statement.integer(5));
        if (!statement.isNull(6))
            photograph.content = std::strtoull(std::string(statement.utf8(6).substr(0, 16)).c_str(), nullptr, 16);
        if (!statement.isNull(9)) {
            photograph.seen = eyeFrom(statement.utf8(7));
            photograph.sureness = statement.real(8);
            photograph.signature = signature_from_hex(statement.utf8(9));
        }
        list.push_back(photograph);
    }
}

Result<ExamId> examOfPhotograph(const Study &study, ImageId image)
{
    RETCLIP_TRY(const qint64 exam, study.database().number("SELECT exam FROM image WHERE id = ?", image.value));
    if (exam == 0)
        return failure(ErrorCode::not_found,
                       message(QT_TRANSLATE_NOOP("Message", "There is no photograph %1 in this study."),
                               {std::to_string(image.value)}),
                       message(QT_TRANSLATE_NOOP("Message", "Nothing was changed.")),
                       message(QT_TRANSLATE_NOOP("Message", "List the unclear photographs again: numbers stand there.")));
    return ExamId{exam};
}

Result<std::optional<PhotographLook>> lookOf(const Study &study, ImageId image)
{
    RETCLIP_TRY(Statement statement,
                study.database().prepare("SELECT l.method, l.eye, l.sureness, l.signature, l.detail"
                                         " FROM image i JOIN photograph_look l ON l.sha256 = i.sha256"
                                         " WHERE i.id = ?"));
    RETCLIP_TRY(const bool row, statement.bind(image.value).step());
    if (!row)
        return std::optional<PhotographLook>();
    PhotographLook look;
    look.method = int(statement.integer(0));
    look.eye = eyeFrom(statement.utf8(1));
    look.sureness = statement.real(2);
    look.signature = signature_from_hex(statement.utf8(3));
    look.detail = QJsonDocument::fromJson(statement.text(4).toUtf8()).object();
    look.quality = look.detail[QStringLiteral("quality")].toDouble();
    look.faults = look.detail[QStringLiteral("faults")].toString().split(QStringLiteral(", "), Qt::SkipEmptyParts);
    return std::optional(look);
}

QString centreTitle(const QString &centre)
{
    static constexpr std::pair<const char *, const char *> titles[] = {
        {"disc", QT_TRANSLATE_NOOP("Field", "centred on the disc")},
        {"macula", QT_TRANSLATE_NOOP("Field", "centred on the macula")},
        {"between", QT_TRANSLATE_NOOP("Field", "between disc and macula")},
        {"unknown", QT_TRANSLATE_NOOP("Field", "centre cannot be told")},
    };
    for (const auto &[name, title] : titles)
        if (centre == QLatin1String(name))
            return QCoreApplication::translate("Field", title);
    return centre;
}

QString faultTitle(const QString &fault)
{
    static constexpr std::pair<const char *, const char *> titles[] = {
        {"blurred", QT_TRANSLATE_NOOP("Fault", "blurred")},
        {"overexposed", QT_TRANSLATE_NOOP("Fault", "overexposed")},
        {"underexposed", QT_TRANSLATE_NOOP("Fault", "too dark")},
        {"uneven", QT_TRANSLATE_NOOP("Fault", "unevenly lit")},
        {"low_contrast", QT_TRANSLATE_NOOP("Fault", "hazy")},
        {"glare", QT_TRANSLATE_NOOP("Fault", "glare at the edge")},
        {"field_cut", QT_TRANSLATE_NOOP("Fault", "field cut")},
        {"small_disc", QT_TRANSLATE_NOOP("Fault", "small on the picture")},
        {"unreadable", QT_TRANSLATE_NOOP("Fault", "cannot be read")},
    };
    for (const auto &[name, title] : titles)
        if (fault == QLatin1String(name))
            return QCoreApplication::translate("Fault", title);
    return fault;
}

QString tagTitle(const QString &tag)
{
    static constexpr std::pair<const char *, const char *> titles[] = {
        {lookForWritingTag, QT_TRANSLATE_NOOP("Tag", "look: writing")},
        {lookForNamesTag, QT_TRANSLATE_NOOP("Tag", "look: names")},
        {lookAtEyesTag, QT_TRANSLATE_NOOP("Tag", "look: eyes")},
        {eyesCheckedTag, QT_TRANSLATE_NOOP("Tag", "eyes-checked")},
        {"synthetic", QT_TRANSLATE_NOOP("Tag", "synthetic")},
        {"new", QT_TRANSLATE_NOOP("Tag", "new")},
    };
    for (const auto &[name, title] : titles)
        if (tag == QLatin1String(name))
            return QCoreApplication::translate("Tag", title);
    return tag;
}

} // namespace retclip
