// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/saved_selections.h"

#include "core/study/study.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace retclip {

namespace {

const QString settingKey = QStringLiteral("saved_selections");

QJsonObject asJson(const SavedSelection &saved)
{
    const Selection &selection = saved.selection;
    QJsonObject object{{QStringLiteral("name"), saved.name},
                       {QStringLiteral("sentence"), selection.sentence},
                       {QStringLiteral("query"), selection.query},
                       {QStringLiteral("live"), selection.live},
                       {QStringLiteral("run"), qint64(selection.run.value)},
                       {QStringLiteral("label_set"), selection.labelSet}};
    if (!selection.live) {
        QJsonArray exams;
        for (ExamId exam : selection.exams)
            exams.append(qint64(exam.value));
        object.insert(QStringLiteral("exams"), exams);
    }
    return object;
}

SavedSelection fromJson(const QJsonObject &object)
{
    SavedSelection saved;
    saved.name = object.value(QLatin1String("name")).toString();
    saved.selection.sentence = object.value(QLatin1String("sentence")).toString();
    saved.selection.query = object.value(QLatin1String("query")).toString();
    saved.selection.live = object.value(QLatin1String("live")).toBool();
    saved.selection.run = RunId{object.value(QLatin1String("run")).toInteger()};
    saved.selection.labelSet = object.value(QLatin1String("label_set")).toString();
    for (const QJsonValue exam : object.value(QLatin1String("exams")).toArray())
        saved.selection.exams.push_back(ExamId{exam.toInteger()});
    return saved;
}

} // namespace

QVector<SavedSelection> savedSelections(const Study &study)
{
    QVector<SavedSelection> all;
    const QByteArray text = study.setting(settingKey).toUtf8();
    for (const QJsonValue each : QJsonDocument::fromJson(text).array())
        all.append(fromJson(each.toObject()));
    return all;
}

Result<void> keepSelection(Study &study, const QString &name, const Selection &selection)
{
    QVector<SavedSelection> all = savedSelections(study);
    all.removeIf([&name](const SavedSelection &each) { return each.name == name; });
    all.append({name, selection});
    std::sort(all.begin(), all.end(),
              [](const SavedSelection &a, const SavedSelection &b) { return a.name < b.name; });
    QJsonArray array;
    for (const SavedSelection &each : std::as_const(all))
        array.append(asJson(each));
    return study.setSetting(settingKey, QString::fromUtf8(
                                            QJsonDocument(array).toJson(QJsonDocument::Compact)));
}

Result<Selection> selectionOf(const Study &study, const SavedSelection &saved)
{
    Selection selection = saved.selection;
    if (selection.live) {
        RETCLIP_TRY(selection.exams, study.find(selection.query));
        return selection;
    }
    // Exams that are gone meanwhile are left out.
    RETCLIP_TRY(const auto rows, study.exams(selection.exams));
    selection.exams.clear();
    for (const ExamRow &row : rows)
        selection.exams.push_back(row.id);
    return selection;
}

} // namespace retclip
