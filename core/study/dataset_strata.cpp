// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/dataset_strata.h"

#include "core/base/sha256.h"
#include "core/study/label_catalogue.h"
#include "core/study/study_errors.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace retclip {

namespace {

const QStringList fieldsOfStrata{QStringLiteral("sex"), QStringLiteral("age"), QStringLiteral("site"),
                                 QStringLiteral("camera")};

/// The classes of a stratifying label set as one word.
QString labelStratum(const ExamRow &row, const QString &setName, const QString &className)
{
    QStringList parts;
    for (const LabelState &label : row.labels) {
        if (label.setName != setName)
            continue;
        if (!className.isEmpty())
            parts.append(label.positive.contains(className) ? QStringLiteral("1") : QStringLiteral("0"));
        else
            parts.append(label.positive.isEmpty() ? QStringLiteral("0") : label.positive.join(u'+'));
    }
    parts.removeDuplicates();
    parts.sort();
    return parts.isEmpty() ? QStringLiteral("unlabelled") : parts.join(u'|');
}

QString fieldStratum(const ExamRow &row, const QString &field)
{
    if (field == QLatin1String("sex"))
        return row.sex;
    if (field == QLatin1String("site"))
        return row.site;
    if (field == QLatin1String("camera"))
        return row.camera;
    return row.age < 0 ? QString() : QString::number(row.age / 10 * 10);
}

QString heldField(const ExamRow &row, const QString &field)
{
    return field == QLatin1String("source") ? row.source : fieldStratum(row, field);
}

QString shortHash(const std::string &text)
{
    Sha256 sum;
    sum.add(std::string_view(text));
    return QString::fromStdString(sum.hex()).left(32);
}

} // namespace

Result<std::vector<std::string>> strataOf(const Study &study, const std::vector<ExamRow> &rows, const QString &by)
{
    std::vector<std::string> strata(rows.size());
    if (by.trimmed().isEmpty())
        return strata;
    RETCLIP_TRY(const LabelCatalogue catalogue, readCatalogue(study.database()));
    for (const QString &part : by.split(u',', Qt::SkipEmptyParts)) {
        const QString name = part.trimmed();
        const LabelCatalogue::Set *set = catalogue.byName(name.section(u'/', 0, 0));
        if (!set && !fieldsOfStrata.contains(name))
            return failure(unknownLabelSet(name, catalogue.names() + fieldsOfStrata));
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const QString word = set ? labelStratum(rows[i], set->set.name, name.section(u'/', 1))
                                     : fieldStratum(rows[i], name);
            strata[i] += (strata[i].empty() ? "" : "; ") + word.toStdString();
        }
    }
    return strata;
}

Result<std::vector<bool>> heldOut(const std::vector<ExamRow> &rows, const QStringList &rules)
{
    std::vector<bool> held(rows.size(), false);
    for (const QString &rule : rules) {
        const QString field = rule.section(u'=', 0, 0).trimmed();
        const QString value = rule.section(u'=', 1).trimmed();
        const bool known = field != QLatin1String("age")
            && (fieldsOfStrata.contains(field) || field == QLatin1String("source"));
        if (!known || value.isEmpty())
            return failure(ErrorCode::invalid_argument,
                           message(QT_TRANSLATE_NOOP("Message", "“%1” does not say what to hold out."), {rule.toStdString()}),
                           nothingChanged(),
                           message(QT_TRANSLATE_NOOP("Message", "Write site=A, camera=Topcon, sex=F or source=table.csv.")));
        bool any = false;
        QStringList present;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const QString its = heldField(rows[i], field);
            if (its.compare(value, Qt::CaseInsensitive) == 0)
                held[i] = any = true;
            else if (!its.isEmpty() && present.size() < 8 && !present.contains(its))
                present.append(its);
        }
        if (!any)
            return failure(ErrorCode::not_found,
                           message(QT_TRANSLATE_NOOP("Message", "No exam of the selection has %1."), {rule.toStdString()}),
                           nothingChanged(),
                           present.isEmpty() ? message(QT_TRANSLATE_NOOP("Message", "The study does not say it of any exam."))
                                             : message(QT_TRANSLATE_NOOP("Message", "Choose one of: %1."),
                                                       {present.join(QStringLiteral(", ")).toStdString()}));
    }
    return held;
}

MemberRecord memberRecord(const ExamRow &row)
{
    std::string photographs;
    for (const Laterality eye : both_eyes)
        if (row.images[eye])
            photographs += std::string(word(eye)) + ' ' + row.images[eye]->sha256.toStdString() + '\n';
    std::vector<std::string> unknown;
    for (const ImageRow &image : row.eyeUnknown)
        unknown.push_back("? " + image.sha256.toStdString() + '\n');
    std::sort(unknown.begin(), unknown.end());
    for (const std::string &line : unknown)
        photographs += line;
    QJsonObject labels;
    for (const LabelState &label : row.labels) {
        if (!label.known)
            continue;
        const QString place = label.eye ? u'@' + QString::fromLatin1(abbreviation(*label.eye)) : QString();
        labels[label.setName + place] = label.positive.isEmpty() ? QStringLiteral("0") : label.positive.join(u'+');
    }
    return {shortHash(photographs), row.report.isEmpty() ? QString() : shortHash(row.report.toStdString()),
            QString::fromUtf8(QJsonDocument(labels).toJson(QJsonDocument::Compact))};
}

} // namespace retclip
