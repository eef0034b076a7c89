// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/exam_record.h"

#include "core/study/label_definitions.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <array>

namespace retclip {

namespace {

constexpr std::array<const char *, 18> fixedHeadings{
    "patient", "exam",  "visit",       "date",   "age",  "sex",     "camera", "site",     "split",
    "left",    "right", "eye_unknown", "report", "tags", "comment", "flags",  "verdicts", "regions"};

QJsonObject imageToJson(const ImageRow &image, const QString &path, const QVector<Region> &regions)
{
    QJsonObject object{{QStringLiteral("path"), path}};
    if (!image.sha256.isEmpty())
        object[QStringLiteral("sha256")] = image.sha256;
    QJsonArray list;
    for (const Region &region : regions)
        if (region.image == image.id)
            list.append(regionJson(region));
    if (!list.isEmpty())
        object[QStringLiteral("regions")] = list;
    return object;
}

/// Those that can be read; a broken one must not cost the exam.
QVector<Region> regionsFrom(const QJsonArray &list)
{
    QVector<Region> regions;
    for (const QJsonValue &entry : list)
        if (auto region = regionFrom(entry.toObject()))
            regions.append(*region);
    return regions;
}

/// One list of an exam's regions for a cell, each with its eye (of unknown eye: the place among those).
QJsonArray regionsOfExam(const QJsonObject &exam)
{
    QJsonArray all;
    const auto add = [&all](const QJsonObject &image, const QString &key, const QJsonValue &place) {
        for (const QJsonValue &entry : image[QLatin1String("regions")].toArray()) {
            QJsonObject region = entry.toObject();
            region[key] = place;
            all.append(region);
        }
    };
    for (const Laterality eye : both_eyes)
        add(exam[QLatin1String(word(eye))].toObject(), QStringLiteral("eye"), QLatin1String(word(eye)));
    const QJsonArray unknown = exam[QLatin1String("eye_unknown")].toArray();
    for (qsizetype i = 0; i < unknown.size(); ++i)
        add(unknown[i].toObject(), QStringLiteral("eye_unknown"), i);
    return all;
}

/// The regions of a cell that belong to one photograph.
QJsonArray regionsOfImage(const QJsonArray &all, const QString &key, const QJsonValue &place)
{
    QJsonArray own;
    for (const QJsonValue &entry : all) {
        QJsonObject region = entry.toObject();
        if (!region.contains(key) || region.take(key) != place)
            continue;
        own.append(region);
    }
    return own;
}

QString timeText(const QDateTime &time)
{
    return time.isValid() ? time.toUTC().toString(Qt::ISODateWithMs) : QString();
}

LabelSource sourceFrom(const QString &text)
{
    for (const LabelSource source : {LabelSource::imported, LabelSource::grader,
                                     LabelSource::adjudicated, LabelSource::review})
        if (text == QLatin1String(word(source)))
            return source;
    return LabelSource::imported;
}

QStringList toStrings(const QJsonValue &value)
{
    QStringList list;
    for (const QJsonValue &entry : value.toArray())
        list.append(entry.toString());
    return list;
}

/// What a cell says of a label of which nothing holds: "none", or no class between separators where that is one.
QString nothingHolds(const LabelSet &set)
{
    return hasClassNone(set) ? QStringLiteral(";") : QStringLiteral("none");
}

QString joinedLabel(const QJsonObject &label, const LabelSet &set)
{
    if (!label[QLatin1String("known")].toBool(true))
        return {};
    const QStringList positive = toStrings(label[QLatin1String("positive")]);
    if (set.kind == LabelKind::binary)
        return positive.isEmpty() ? QStringLiteral("0") : QStringLiteral("1");
    return positive.isEmpty() ? nothingHolds(set) : positive.join(QLatin1Char(';'));
}

/// "a;b"; a JSON array where a tag itself has a semicolon or starts like one.
QString joinedTags(const QStringList &tags)
{
    const bool plain = std::none_of(tags.cbegin(), tags.cend(), [](const QString &tag) {
        return tag.contains(QLatin1Char(';')) || tag.startsWith(QLatin1Char('['));
    });
    if (plain)
        return tags.join(QLatin1Char(';'));
    return QString::fromUtf8(
        QJsonDocument(QJsonArray::fromStringList(tags)).toJson(QJsonDocument::Compact));
}

QStringList splitTags(const QString &cell)
{
    if (cell.startsWith(QLatin1Char('[')))
        return toStrings(QJsonDocument::fromJson(cell.toUtf8()).array());
    return cell.split(QLatin1Char(';'), Qt::SkipEmptyParts);
}

/// Column names of one set: for the exam and, where it has eyes, one an eye.
QVector<std::pair<QString, QString>> labelColumns(const LabelSet &set)
{
    QVector<std::pair<QString, QString>> columns{{set.name, QString()}};
    if (set.perEye) {
        columns.append({set.name + QStringLiteral("@right"), QStringLiteral("right")});
        columns.append({set.name + QStringLiteral("@left"), QStringLiteral("left")});
    }
    return columns;
}

} // namespace

QJsonObject labelSetToJson(const LabelSet &set)
{
    QJsonArray classes;
    for (qsizetype i = 0; i < set.classes.size(); ++i) {
        const LabelClass &entry = set.classes[i];
        classes.append(QJsonObject{{QStringLiteral("name"), entry.name},
                                   {QStringLiteral("title"), entry.title},
                                   {QStringLiteral("title_zh"), entry.titleZh},
                                   {QStringLiteral("key"), entry.key},
                                   {QStringLiteral("definition"), entry.definition},
                                   {QStringLiteral("colour"), classColour(set, i)}});
    }
    return {{QStringLiteral("name"), set.name},
            {QStringLiteral("definition"), set.definition},
            {QStringLiteral("kind"), QLatin1String(word(set.kind))},
            {QStringLiteral("per_eye"), set.perEye},
            {QStringLiteral("classes"), classes}};
}

std::optional<LabelSet> labelSetFromJson(const QJsonObject &object)
{
    LabelSet set;
    set.name = object[QLatin1String("name")].toString();
    const auto kind = label_kind_from(object[QLatin1String("kind")].toString().toStdString());
    if (set.name.isEmpty() || !kind)
        return std::nullopt;
    set.kind = *kind;
    set.perEye = object[QLatin1String("per_eye")].toBool();
    set.definition = object[QLatin1String("definition")].toString();
    for (const QJsonValue &value : object[QLatin1String("classes")].toArray()) {
        const QJsonObject entry = value.toObject();
        set.classes.append(
            {entry[QLatin1String("name")].toString(), entry[QLatin1String("title")].toString(),
             entry[QLatin1String("title_zh")].toString(), entry[QLatin1String("key")].toInt(),
             entry[QLatin1String("definition")].toString()});
        // The colour that it has by itself was chosen by nobody.
        if (const QString colour = entry[QLatin1String("colour")].toString();
            isColour(colour) && colour != classColour(set, set.classes.size() - 1))
            set.classes.last().colour = colour;
    }
    return set;
}

QJsonObject examToJson(const ExamRow &row, const ExportedPaths &paths)
{
    QJsonObject object{{QStringLiteral("patient"), row.patient},
                       {QStringLiteral("exam"), row.code}};
    const auto put = [&](const char *key, const QString &value) {
        if (!value.isEmpty())
            object[QLatin1String(key)] = value;
    };
    put("visit", row.visit);
    put("sex", row.sex);
    if (row.age >= 0)
        object[QStringLiteral("age")] = row.age;
    put("date", row.date.isValid() ? row.date.toString(Qt::ISODate) : QString());
    put("camera", row.camera);
    put("site", row.site);
    for (const Laterality eye : both_eyes)
        if (row.images[eye] && !paths.eyes[eye].isEmpty())
            object[QLatin1String(word(eye))] = imageToJson(*row.images[eye], paths.eyes[eye], row.regions);
    QJsonArray unknown;
    for (qsizetype i = 0; i < paths.eyeUnknown.size() && i < qsizetype(row.eyeUnknown.size()); ++i)
        if (!paths.eyeUnknown[i].isEmpty())
            unknown.append(imageToJson(row.eyeUnknown[std::size_t(i)], paths.eyeUnknown[i], row.regions));
    if (!unknown.isEmpty())
        object[QStringLiteral("eye_unknown")] = unknown;
    put("report", row.report);
    QJsonArray labels;
    for (const LabelState &label : row.labels) {
        QJsonObject entry{{QStringLiteral("set"), label.setName},
                          {QStringLiteral("positive"), QJsonArray::fromStringList(label.positive)},
                          {QStringLiteral("known"), label.known},
                          {QStringLiteral("source"), QLatin1String(word(label.source))}};
        if (label.eye)
            entry[QStringLiteral("eye")] = QLatin1String(word(*label.eye));
        if (!label.person.isEmpty())
            entry[QStringLiteral("person")] = label.person;
        if (label.time.isValid())
            entry[QStringLiteral("time")] = timeText(label.time);
        labels.append(entry);
    }
    object[QStringLiteral("labels")] = labels;
    object[QStringLiteral("tags")] = QJsonArray::fromStringList(row.tags);
    object[QStringLiteral("split")] = QLatin1String(word(row.split));
    put("comment", row.comment);
    if (row.excluded)
        object[QStringLiteral("excluded")] = true;
    if (row.unsure)
        object[QStringLiteral("unsure")] = true;
    QJsonArray verdicts;
    for (const Verdict &verdict : row.verdicts) {
        QJsonObject entry{{QStringLiteral("verdict"), QLatin1String(word(verdict.kind))},
                          {QStringLiteral("person"), verdict.person},
                          {QStringLiteral("time"), timeText(verdict.time)}};
        if (!verdict.comment.isEmpty())
            entry[QStringLiteral("comment")] = verdict.comment;
        if (!verdict.labelSet.isEmpty())
            entry[QStringLiteral("label_set")] = verdict.labelSet;
        if (!verdict.reason.isEmpty())
            entry[QStringLiteral("reason")] = verdict.reason;
        verdicts.append(entry);
    }
    if (!verdicts.isEmpty())
        object[QStringLiteral("verdicts")] = verdicts;
    return object;
}

Result<PendingExam> examFromJson(const QJsonObject &object, const QString &folder)
{
    PendingExam pending;
    ImportedExam &exam = pending.exam;
    exam.patient = object[QLatin1String("patient")].toString();
    if (exam.patient.isEmpty())
        return failure(ErrorCode::unreadable,
                       message(QT_TRANSLATE_NOOP("Message", "The row names no patient.")),
                       message(QT_TRANSLATE_NOOP("Message", "The other rows were read.")),
                       message(QT_TRANSLATE_NOOP("Message", "Correct the row and import again.")));
    exam.code = object[QLatin1String("exam")].toString();
    exam.visit = object[QLatin1String("visit")].toString();
    exam.sex = sexFrom(object[QLatin1String("sex")].toString());
    exam.age = object[QLatin1String("age")].toInt(-1);
    exam.date = QDate::fromString(object[QLatin1String("date")].toString(), Qt::ISODate);
    exam.camera = object[QLatin1String("camera")].toString();
    exam.site = object[QLatin1String("site")].toString();
    exam.report = object[QLatin1String("report")].toString();
    exam.comment = object[QLatin1String("comment")].toString();
    exam.tags = toStrings(object[QLatin1String("tags")]);
    exam.split =
        split_from(object[QLatin1String("split")].toString().toStdString()).value_or(Split::none);
    exam.excluded = object[QLatin1String("excluded")].toBool();
    exam.unsure = object[QLatin1String("unsure")].toBool();
    const auto photograph = [&](const QJsonObject &image, std::optional<Laterality> eye) {
        const QString path = image[QLatin1String("path")].toString();
        const QString absolute = QDir::cleanPath(QDir(folder).absoluteFilePath(path));
        pending.photographs.push_back(
            {path, QFileInfo(absolute).isFile() ? absolute : QString(), {}, eye});
        pending.photographs.back().regions = regionsFrom(image[QLatin1String("regions")].toArray());
    };
    for (const Laterality eye : both_eyes)
        if (object[QLatin1String(word(eye))].isObject())
            photograph(object[QLatin1String(word(eye))].toObject(), eye);
    for (const QJsonValue &image : object[QLatin1String("eye_unknown")].toArray())
        photograph(image.toObject(), std::nullopt);
    for (const QJsonValue &value : object[QLatin1String("labels")].toArray()) {
        const QJsonObject entry = value.toObject();
        ImportedLabel label;
        label.labelSet = entry[QLatin1String("set")].toString();
        label.eye = laterality_from(entry[QLatin1String("eye")].toString().toStdString());
        label.positive = toStrings(entry[QLatin1String("positive")]);
        label.known = entry[QLatin1String("known")].toBool(true);
        label.source = sourceFrom(entry[QLatin1String("source")].toString());
        label.person = entry[QLatin1String("person")].toString();
        label.time =
            QDateTime::fromString(entry[QLatin1String("time")].toString(), Qt::ISODateWithMs);
        exam.labels.append(label);
    }
    for (const QJsonValue &value : object[QLatin1String("verdicts")].toArray()) {
        const QJsonObject entry = value.toObject();
        const auto kind = verdictFrom(entry[QLatin1String("verdict")].toString());
        if (!kind)
            continue;
        Verdict verdict;
        verdict.kind = *kind;
        verdict.person = entry[QLatin1String("person")].toString();
        verdict.time =
            QDateTime::fromString(entry[QLatin1String("time")].toString(), Qt::ISODateWithMs);
        verdict.comment = entry[QLatin1String("comment")].toString();
        verdict.labelSet = entry[QLatin1String("label_set")].toString();
        verdict.reason = entry[QLatin1String("reason")].toString();
        exam.verdicts.append(verdict);
    }
    return pending;
}

QStringList csvHeadings(const QVector<LabelSet> &sets)
{
    QStringList headings;
    for (const char *heading : fixedHeadings)
        headings.append(QLatin1String(heading));
    for (const LabelSet &set : sets)
        for (const auto &column : labelColumns(set))
            headings << column.first << column.first + QStringLiteral(" by");
    return headings;
}

QStringList csvCells(const QJsonObject &exam, const QVector<LabelSet> &sets)
{
    QStringList cells;
    const auto text = [&](const char *key) { return exam[QLatin1String(key)].toString(); };
    const auto path = [&](const char *key) {
        return exam[QLatin1String(key)].toObject()[QLatin1String("path")].toString();
    };
    for (const char *key : {"patient", "exam", "visit", "date"})
        cells.append(text(key));
    cells.append(exam.contains(QLatin1String("age"))
                     ? QString::number(exam[QLatin1String("age")].toInt())
                     : QString());
    for (const char *key : {"sex", "camera", "site", "split"})
        cells.append(text(key));
    cells << path("left") << path("right");
    QStringList unknown;
    for (const QJsonValue &image : exam[QLatin1String("eye_unknown")].toArray())
        unknown.append(image.toObject()[QLatin1String("path")].toString());
    cells.append(unknown.join(QLatin1Char(';')));
    cells.append(guardedText(text("report")));
    cells.append(guardedText(joinedTags(toStrings(exam[QLatin1String("tags")]))));
    cells.append(guardedText(text("comment")));
    QStringList flags;
    for (const char *flag : {"excluded", "unsure"})
        if (exam[QLatin1String(flag)].toBool())
            flags.append(QLatin1String(flag));
    cells.append(flags.join(QLatin1Char(';')));
    const QJsonArray verdicts = exam[QLatin1String("verdicts")].toArray();
    cells.append(verdicts.isEmpty()
                     ? QString()
                     : QString::fromUtf8(QJsonDocument(verdicts).toJson(QJsonDocument::Compact)));
    const QJsonArray regions = regionsOfExam(exam);
    cells.append(regions.isEmpty()
                     ? QString()
                     : QString::fromUtf8(QJsonDocument(regions).toJson(QJsonDocument::Compact)));
    const QJsonArray labels = exam[QLatin1String("labels")].toArray();
    for (const LabelSet &set : sets)
        for (const auto &column : labelColumns(set)) {
            QString value;
            QString by;
            for (const QJsonValue &entry : labels) {
                const QJsonObject label = entry.toObject();
                if (label[QLatin1String("set")].toString() != set.name
                    || label[QLatin1String("eye")].toString() != column.second)
                    continue;
                value = joinedLabel(label, set);
                by = QStringList{label[QLatin1String("source")].toString(),
                                 label[QLatin1String("person")].toString(),
                                 label[QLatin1String("time")].toString()}
                         .join(QLatin1Char('|'));
            }
            cells << value << by;
        }
    return cells;
}

QJsonObject examFromCells(const QStringList &headings, const QStringList &cells,
                          const QVector<LabelSet> &sets)
{
    QJsonObject exam;
    const auto cell = [&](const QString &heading) {
        const auto place = headings.indexOf(heading);
        return place < 0 ? QString() : cells.value(place);
    };
    const auto text = [&](const char *key) { return cell(QLatin1String(key)); };
    for (const char *key : {"patient", "exam", "visit", "date", "sex", "camera", "site", "split"})
        exam[QLatin1String(key)] = text(key);
    if (const int age = ageFrom(text("age")); age >= 0)
        exam[QStringLiteral("age")] = age;
    const QJsonArray regions = QJsonDocument::fromJson(text("regions").toUtf8()).array();
    for (const char *eye : {"left", "right"})
        if (!text(eye).isEmpty())
            exam[QLatin1String(eye)] =
                QJsonObject{{QStringLiteral("path"), text(eye)},
                            {QStringLiteral("regions"),
                             regionsOfImage(regions, QStringLiteral("eye"), QLatin1String(eye))}};
    QJsonArray unknown;
    for (const QString &path : text("eye_unknown").split(QLatin1Char(';'), Qt::SkipEmptyParts))
        unknown.append(QJsonObject{{QStringLiteral("path"), path},
                                   {QStringLiteral("regions"),
                                    regionsOfImage(regions, QStringLiteral("eye_unknown"), unknown.size())}});
    exam[QStringLiteral("eye_unknown")] = unknown;
    exam[QStringLiteral("report")] = unguardedText(text("report"));
    exam[QStringLiteral("comment")] = unguardedText(text("comment"));
    exam[QStringLiteral("tags")] =
        QJsonArray::fromStringList(splitTags(unguardedText(text("tags"))));
    for (const QString &flag : text("flags").split(QLatin1Char(';'), Qt::SkipEmptyParts))
        exam[flag] = true;
    exam[QStringLiteral("verdicts")] = QJsonDocument::fromJson(text("verdicts").toUtf8()).array();
    QJsonArray labels;
    for (const LabelSet &set : sets)
        for (const auto &column : labelColumns(set)) {
            const QString value = cell(column.first);
            const QStringList by =
                cell(column.first + QStringLiteral(" by")).split(QLatin1Char('|'));
            if (value.isEmpty() && by.value(0).isEmpty())
                continue;
            QStringList positive;
            if (set.kind == LabelKind::binary)
                positive = value == QLatin1String("1") ? QStringList{set.classes.value(0).name}
                                                       : QStringList();
            else if (value != nothingHolds(set))
                positive = value.split(QLatin1Char(';'), Qt::SkipEmptyParts);
            labels.append(
                QJsonObject{{QStringLiteral("set"), set.name},
                            {QStringLiteral("eye"), column.second},
                            {QStringLiteral("positive"), QJsonArray::fromStringList(positive)},
                            {QStringLiteral("known"), !value.isEmpty()},
                            {QStringLiteral("source"), by.value(0)},
                            {QStringLiteral("person"), by.value(1)},
                            {QStringLiteral("time"), by.value(2)}});
        }
    exam[QStringLiteral("labels")] = labels;
    return exam;
}

QString guardedText(const QString &text)
{
    // An apostrophe that was there already is guarded too, so that taking off one is always right.
    if (!text.isEmpty() && QStringLiteral("=+-@\t\r'").contains(text[0]))
        return QLatin1Char('\'') + text;
    return text;
}

QString unguardedText(const QString &text)
{
    if (text.size() > 1 && text[0] == QLatin1Char('\'')
        && QStringLiteral("=+-@\t\r'").contains(text[1]))
        return text.mid(1);
    return text;
}

} // namespace retclip
