// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/dataset_diff.h"

#include "core/study/database.h"
#include "core/study/dataset_strata.h"

#include <QHash>
#include <QJsonDocument>
#include <QSet>

#include <algorithm>
#include <map>

namespace retclip {

namespace {

struct ComparedMember
{
    Split split = Split::none;
    QString content, photographs, report;
    QJsonObject labels;
    bool kept = false; ///< Photographs, report and labels each for itself.
};
struct ComparedMembers
{
    std::vector<ExamId> order;
    QHash<qint64, ComparedMember> of;
};

Result<ComparedMembers> frozenMembers(const Study &study, DatasetId dataset)
{
    RETCLIP_TRY(Statement statement,
                study.database().prepare("SELECT m.exam, m.split, m.content, m.photographs, m.report, m.labels"
                                         " FROM dataset_member m JOIN exam e ON e.id = m.exam"
                                         " WHERE m.dataset = ? ORDER BY e.sort_key"));
    statement.bind(dataset.value);
    ComparedMembers members;
    for (;;) {
        RETCLIP_TRY(const bool row, statement.step());
        if (!row)
            return members;
        ComparedMember member{Split(statement.integer(1)), statement.text(2), statement.text(3), statement.text(4),
                            {}, !statement.text(5).isEmpty()};
        member.labels = QJsonDocument::fromJson(statement.text(5).toUtf8()).object();
        members.order.push_back({statement.integer(0)});
        members.of.insert(statement.integer(0), std::move(member));
    }
}

/// Adds what two label states of an exam do not share.
bool compareLabels(ExamId exam, const QJsonObject &before, const QJsonObject &after, std::vector<LabelDifference> &found)
{
    QStringList sets = before.keys() + after.keys();
    sets.removeDuplicates();
    sets.sort();
    bool any = false;
    for (const QString &set : std::as_const(sets)) {
        const QString old = before[set].toString(), now = after[set].toString();
        if (old == now)
            continue;
        found.push_back({exam, set, old, now});
        any = true;
    }
    return any;
}

QString ageBand(int age)
{
    if (age < 0)
        return {};
    if (age >= 90)
        return QStringLiteral("90+");
    return QStringLiteral("%1-%2").arg(age / 10 * 10).arg(age / 10 * 10 + 9);
}

QString eyesWord(const ExamRow &row)
{
    if (row.images.right && row.images.left)
        return QStringLiteral("both");
    return row.images.right ? QStringLiteral("OD") : row.images.left ? QStringLiteral("OS") : QStringLiteral("none");
}

/// Every (field, value) that an exam counts in.
std::vector<std::pair<QString, QString>> valuesOfExam(const ExamRow &row, const QJsonObject &labels)
{
    std::vector<std::pair<QString, QString>> values;
    for (auto label = labels.begin(); label != labels.end(); ++label)
        for (const QString &name : label.value().toString().split(u'+'))
            values.emplace_back(QStringLiteral("label:") + label.key(), name);
    values.emplace_back(QStringLiteral("eyes"), eyesWord(row));
    values.emplace_back(QStringLiteral("sex"), row.sex);
    values.emplace_back(QStringLiteral("age"), ageBand(row.age));
    values.emplace_back(QStringLiteral("camera"), row.camera);
    values.emplace_back(QStringLiteral("site"), row.site);
    values.emplace_back(QStringLiteral("source"), row.source);
    return values;
}

void countInto(ProfileRow &row, Split split, qint64 by = 1)
{
    (split == Split::training ? row.training : split == Split::validation ? row.validation : row.test) += by;
}

struct ProfiledExams
{
    DatasetRow dataset;
    ComparedMembers members;
    std::vector<ExamRow> rows;
    [[nodiscard]] QJsonObject labelsOf(const ExamRow &row) const
    {
        const ComparedMember member = members.of.value(row.id.value);
        return member.kept ? member.labels : QJsonDocument::fromJson(memberRecord(row).labels.toUtf8()).object();
    }
};
Result<ProfiledExams> profiledExams(const Study &study, const QString &name)
{
    ProfiledExams exams;
    RETCLIP_TRY(exams.dataset, study.dataset(name));
    RETCLIP_TRY(exams.members, frozenMembers(study, exams.dataset.id));
    RETCLIP_TRY(exams.rows, study.exams(exams.members.order));
    return exams;
}

int fieldPlace(const QString &field)
{
    static const QStringList order{QStringLiteral("patients"), QStringLiteral("exams"), QStringLiteral("photographs"),
                                   QStringLiteral("reports"), QStringLiteral("label"), QStringLiteral("sex"),
                                   QStringLiteral("age"), QStringLiteral("eyes"), QStringLiteral("camera"),
                                   QStringLiteral("site"), QStringLiteral("source")};
    return int(order.indexOf(field.section(u':', 0, 0)));
}

} // namespace

Result<DatasetDiff> diffDatasets(const Study &study, const QString &before, const QString &after)
{
    DatasetDiff diff;
    RETCLIP_TRY(diff.before, study.dataset(before));
    RETCLIP_TRY(diff.after, study.dataset(after));
    RETCLIP_TRY(const ComparedMembers old, frozenMembers(study, diff.before.id));
    RETCLIP_TRY(const ComparedMembers now, frozenMembers(study, diff.after.id));
    for (const ExamId exam : old.order)
        if (!now.of.contains(exam.value))
            diff.removed.push_back(exam);
    for (const ExamId exam : now.order) {
        const auto place = old.of.constFind(exam.value);
        if (place == old.of.cend()) {
            diff.added.push_back(exam);
            continue;
        }
        const ComparedMember &was = *place;
        const ComparedMember is = now.of.value(exam.value);
        bool differs = was.split != is.split;
        if (differs)
            diff.moved.push_back({exam, was.split, is.split});
        if (was.kept && is.kept) {
            if (was.photographs != is.photographs)
                diff.otherPhotographs.push_back(exam);
            if (was.report != is.report)
                diff.otherReport.push_back(exam);
            differs = differs || was.photographs != is.photographs || was.report != is.report;
            if (compareLabels(exam, was.labels, is.labels, diff.labels)) {
                diff.otherLabels.push_back(exam);
                differs = true;
            }
        } else {
            diff.partly = true;
            if (was.content != is.content)
                diff.otherPhotographs.push_back(exam);
            differs = differs || was.content != is.content;
        }
        diff.same += !differs;
    }
    return diff;
}

const ProfileRow *DatasetProfile::count(const QString &field) const
{
    const auto found = std::find_if(rows.begin(), rows.end(), [&](const ProfileRow &row) { return row.field == field; });
    return found == rows.end() ? nullptr : &*found;
}

Result<DatasetProfile> profileDataset(const Study &study, const QString &name)
{
    RETCLIP_TRY(const ProfiledExams exams, profiledExams(study, name));
    DatasetProfile profile;
    profile.dataset = exams.dataset;
    std::map<std::pair<QString, QString>, ProfileRow> counted;
    const auto row = [&counted](const QString &field, const QString &value) -> ProfileRow & {
        ProfileRow &entry = counted[{field, value}];
        entry.field = field;
        entry.value = value;
        return entry;
    };
    for (const char *field : {"patients", "exams", "photographs", "reports"})
        row(QLatin1String(field), {});
    QSet<QString> patients;
    for (const ExamRow &exam : exams.rows) {
        const Split split = exams.members.of.value(exam.id.value).split;
        if (!patients.contains(exam.patient)) {
            patients.insert(exam.patient);
            countInto(row(QStringLiteral("patients"), {}), split);
        }
        countInto(row(QStringLiteral("exams"), {}), split);
        countInto(row(QStringLiteral("photographs"), {}), split,
                  qint64(exam.images.right.has_value()) + qint64(exam.images.left.has_value())
                      + qint64(exam.eyeUnknown.size()));
        countInto(row(QStringLiteral("reports"), {}), split, !exam.report.isEmpty());
        for (const auto &[field, value] : valuesOfExam(exam, exams.labelsOf(exam)))
            countInto(row(field, value), split);
    }
    for (auto &[key, entry] : counted)
        profile.rows.push_back(entry);
    std::stable_sort(profile.rows.begin(), profile.rows.end(), [](const ProfileRow &a, const ProfileRow &b) {
        const int left = fieldPlace(a.field), right = fieldPlace(b.field);
        if (left != right)
            return left < right;
        if (a.field != b.field)
            return a.field < b.field;
        if (a.value.isEmpty() != b.value.isEmpty())
            return b.value.isEmpty(); // What is not known comes last.
        return a.field == QLatin1String("age") ? a.value < b.value : a.all() > b.all();
    });
    return profile;
}

Result<std::vector<ExamId>> examsOfProfileRow(const Study &study, const QString &name, const QString &field,
                                              const QString &value)
{
    RETCLIP_TRY(const ProfiledExams exams, profiledExams(study, name));
    std::vector<ExamId> found;
    for (const ExamRow &exam : exams.rows)
        for (const auto &[its, word] : valuesOfExam(exam, exams.labelsOf(exam)))
            if (its == field && word == value) {
                found.push_back(exam.id);
                break;
            }
    return found;
}

} // namespace retclip
