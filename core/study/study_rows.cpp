// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/label_catalogue.h"
#include "core/study/query_engine.h"
#include "core/study/region_changes.h"
#include "core/study/study_errors.h"
#include "core/study/study_private.h"

#include <QDir>
#include <QHash>

#include <algorithm>

namespace retclip {

namespace {

constexpr std::size_t page = 2000; ///< Ids a statement.

QByteArray jsonList(std::span<const ExamId> ids)
{
    QByteArray list = "[";
    for (const ExamId id : ids) {
        if (list.size() > 1)
            list += ',';
        list += QByteArray::number(id.value);
    }
    return list + ']';
}

Split splitFrom(qint64 number)
{
    return number >= 1 && number <= 3 ? Split(number) : Split::none;
}

using Rows = QHash<qint64, ExamRow>;

Result<void> addExams(Database &database, const QByteArray &ids, Rows &rows)
{
    RETCLIP_TRY(Statement statement,
                database.prepare("SELECT e.id, e.code, p.code, e.sex, e.age, e.date, e.camera, e.site,"
                                 " e.source, e.split, e.excluded, e.unsure, e.comment, r.text, e.visit"
                                 " FROM json_each(?) j CROSS JOIN exam e ON e.id = j.value"
                                 " JOIN patient p ON p.id = e.patient"
                                 " LEFT JOIN report r ON r.exam = e.id"));
    statement.bind(ids);
    for (;;) {
        RETCLIP_TRY(const bool found, statement.step());
        if (!found)
            return {};
        ExamRow &row = rows[statement.integer(0)];
        row.id = {statement.integer(0)};
        row.code = statement.text(1);
        row.patient = statement.text(2);
        row.sex = statement.text(3);
        row.age = statement.isNull(4) ? -1 : int(statement.integer(4));
        if (!statement.isNull(5))
            row.date = QDate::fromString(statement.text(5), Qt::ISODate);
        row.camera = statement.text(6);
        row.site = statement.text(7);
        row.source = statement.text(8);
        row.split = splitFrom(statement.integer(9));
        row.excluded = statement.integer(10) != 0;
        row.unsure = statement.integer(11) != 0;
        row.comment = statement.text(12);
        row.report = statement.text(13);
        row.visit = statement.text(14);
    }
}

Result<void> addImages(Database &database, const QByteArray &ids, const QDir &folder, Rows &rows)
{
    RETCLIP_TRY(Statement statement,
                database.prepare("SELECT i.exam, i.id, i.eye, i.path, i.sha256, i.width, i.height,"
                                 " i.missing FROM json_each(?) j"
                                 " CROSS JOIN image i ON i.exam = j.value ORDER BY i.id"));
    statement.bind(ids);
    for (;;) {
        RETCLIP_TRY(const bool found, statement.step());
        if (!found)
            return {};
        const auto row = rows.find(statement.integer(0));
        if (row == rows.end())
            continue;
        ImageRow image;
        image.id = {statement.integer(1)};
        image.path = QDir::cleanPath(folder.absoluteFilePath(statement.text(3)));
        image.sha256 = statement.text(4);
        image.width = int(statement.integer(5));
        image.height = int(statement.integer(6));
        image.missing = statement.integer(7) != 0;
        const auto eye = eyeFromCode(statement.utf8(2));
        if (eye && !row->images[*eye])
            row->images[*eye] = image;
        else
            row->eyeUnknown.push_back(image);
    }
}

Result<void> addLabels(Database &database, const QByteArray &ids, Rows &rows)
{
    RETCLIP_TRY(const LabelCatalogue catalogue, readCatalogue(database));
    RETCLIP_TRY(Statement statement,
                database.prepare("SELECT l.exam, l.label_set, l.eye, l.classes, l.source, l.person,"
                                 " l.time FROM json_each(?) j CROSS JOIN label l ON l.exam = j.value"
                                 " WHERE l.effective = 1 AND l.known = 1"
                                 " ORDER BY l.label_set, l.eye DESC")); // Right eye first.
    statement.bind(ids);
    for (;;) {
        RETCLIP_TRY(const bool found, statement.step());
        if (!found)
            return {};
        const auto row = rows.find(statement.integer(0));
        const LabelCatalogue::Set *set = catalogue.byId(statement.integer(1));
        if (row == rows.end() || !set)
            continue;
        LabelState state;
        state.set = set->set.id;
        state.setName = set->set.name;
        state.eye = eyeFromCode(statement.utf8(2));
        state.positive = classNames(*set, statement.utf8(3));
        state.source = labelSourceFrom(statement.text(4)).value_or(LabelSource::imported);
        state.person = statement.text(5);
        state.time = timeFrom(statement.text(6));
        row->labels.append(state);
    }
}

Result<void> addTags(Database &database, const QByteArray &ids, Rows &rows)
{
    RETCLIP_TRY(Statement statement,
                database.prepare("SELECT t.exam, n.name FROM json_each(?) j"
                                 " CROSS JOIN exam_tag t ON t.exam = j.value"
                                 " JOIN tag n ON n.id = t.tag ORDER BY n.name"));
    statement.bind(ids);
    for (;;) {
        RETCLIP_TRY(const bool found, statement.step());
        if (!found)
            return {};
        if (const auto row = rows.find(statement.integer(0)); row != rows.end())
            row->tags.append(statement.text(1));
    }
}

Result<void> addVerdicts(Database &database, const QByteArray &ids, Rows &rows)
{
    RETCLIP_TRY(Statement statement,
                database.prepare("SELECT v.exam, v.kind, v.person, v.time, v.comment, v.run, v.label_set, v.reason"
                                 " FROM json_each(?) j CROSS JOIN verdict v ON v.exam = j.value"
                                 " WHERE v.active = 1 ORDER BY v.id"));
    statement.bind(ids);
    for (;;) {
        RETCLIP_TRY(const bool found, statement.step());
        if (!found)
            return {};
        const auto row = rows.find(statement.integer(0));
        if (row == rows.end())
            continue;
        Verdict verdict;
        verdict.kind = verdictFrom(statement.text(1)).value_or(VerdictKind::ambiguous);
        verdict.person = statement.text(2);
        verdict.time = timeFrom(statement.text(3));
        verdict.comment = statement.text(4);
        if (!statement.isNull(5))
            verdict.run = RunId{statement.integer(5)};
        verdict.labelSet = statement.text(6);
        verdict.reason = statement.text(7);
        row->verdicts.append(verdict);
    }
}

Result<void> addRegions(Database &database, const QByteArray &ids, Rows &rows)
{
    RETCLIP_TRY(const auto regions, regionsOfExams(database, ids));
    for (const auto &[exam, region] : regions)
        if (const auto row = rows.find(exam); row != rows.end())
            row->regions.append(region);
    return {};
}

} // namespace

Result<std::vector<ExamRow>> Study::exams(std::span<const ExamId> ids) const
{
    Database &database = *d->database;
    const QDir folder(d->folder);
    std::vector<ExamRow> result;
    result.reserve(ids.size());
    RETCLIP_TRY(Snapshot snapshot, Snapshot::begin(database));
    for (std::size_t start = 0; start < ids.size(); start += page) {
        const auto part = ids.subspan(start, std::min(page, ids.size() - start));
        const QByteArray list = jsonList(part);
        Rows rows;
        rows.reserve(qsizetype(part.size()));
        RETCLIP_CHECK(addExams(database, list, rows));
        // An id that stands twice in the list would double what follows.
        QByteArray once = list;
        if (std::size_t(rows.size()) != part.size()) {
            std::vector<ExamId> present;
            for (auto row = rows.cbegin(); row != rows.cend(); ++row)
                present.push_back(row->id);
            once = jsonList(present);
        }
        RETCLIP_CHECK(addImages(database, once, folder, rows));
        RETCLIP_CHECK(addLabels(database, once, rows));
        RETCLIP_CHECK(addTags(database, once, rows));
        RETCLIP_CHECK(addVerdicts(database, once, rows));
        RETCLIP_CHECK(addRegions(database, once, rows));
        for (const ExamId id : part)
            if (const auto row = rows.constFind(id.value); row != rows.cend())
                result.push_back(*row);
    }
    return result;
}

Result<ExamRow> Study::exam(ExamId id) const
{
    RETCLIP_TRY(std::vector<ExamRow> rows, exams(std::span(&id, 1)));
    if (rows.empty())
        return failure(unknownExam(QString::number(id.value)));
    return std::move(rows.front());
}

Result<QStringList> Study::codes(std::span<const ExamId> ids) const
{
    RETCLIP_TRY(Snapshot snapshot, Snapshot::begin(*d->database));
    RETCLIP_TRY(Statement statement, d->database->prepare("SELECT code FROM exam WHERE id = ?"));
    QStringList codes;
    codes.reserve(qsizetype(ids.size()));
    for (const ExamId id : ids) {
        RETCLIP_TRY(const bool row, statement.bind(id.value).step());
        if (row)
            codes.append(statement.text(0));
        statement.reset();
    }
    return codes;
}

Result<ExamId> Study::examByCode(const QString &code) const
{
    RETCLIP_TRY(const qint64 id, d->database->number("SELECT id FROM exam WHERE code = ?", code));
    if (id == 0)
        return failure(unknownExam(code));
    return ExamId{id};
}

Result<QVector<LabelSet>> Study::labelSets() const
{
    RETCLIP_TRY(const LabelCatalogue catalogue, readCatalogue(*d->database));
    QVector<LabelSet> sets;
    for (const LabelCatalogue::Set &set : catalogue.sets)
        sets.append(set.set);
    return sets;
}

Result<QStringList> Study::tags() const
{
    RETCLIP_TRY(Statement statement,
                d->database->prepare("SELECT name FROM tag t WHERE EXISTS(SELECT 1 FROM exam_tag x"
                                     " WHERE x.tag = t.id) ORDER BY name"));
    QStringList names;
    for (;;) {
        RETCLIP_TRY(const bool row, statement.step());
        if (!row)
            return names;
        names.append(statement.text(0));
    }
}

Result<std::vector<std::string>> Study::reports(const QString &query) const
{
    std::vector<std::string> texts;
    RETCLIP_TRY(const std::vector<ExamId> ids, find(query));
    RETCLIP_TRY(Statement statement, d->database->prepare("SELECT text FROM report WHERE exam = ?"));
    texts.reserve(ids.size());
    for (const ExamId id : ids) {
        RETCLIP_TRY(const bool row, statement.bind(id.value).step());
        if (row)
            texts.emplace_back(statement.utf8(0));
        statement.reset();
    }
    return texts;
}

Result<std::vector<ExamId>> Study::find(const QString &query, std::stop_token stop) const
{
    return QueryEngine(*d->database, *d->orders).find(query, stop);
}

Result<ExamSet> Study::matching(const QString &query, std::stop_token stop) const
{
    QueryEngine engine(*d->database, *d->orders);
    RETCLIP_TRY(Snapshot snapshot, Snapshot::begin(*d->database));
    return engine.set(query, stop);
}

Result<ExamSet> Study::tagged(const QString &tag) const
{
    RETCLIP_TRY(Snapshot snapshot, Snapshot::begin(*d->database));
    RETCLIP_TRY(const qint64 largest, d->database->number("SELECT max(id) FROM exam"));
    RETCLIP_TRY(Statement statement,
                d->database->prepare("SELECT exam FROM exam_tag"
                                     " WHERE tag = (SELECT id FROM tag WHERE name = ?)"));
    statement.bind(tag);
    ExamSet set(largest);
    for (;;) {
        RETCLIP_TRY(const bool row, statement.step());
        if (!row)
            return set;
        set.insert(statement.integer(0));
    }
}

Result<qint64> Study::count(const QString &query, std::stop_token stop) const
{
    return QueryEngine(*d->database, *d->orders).count(query, stop);
}

} // namespace retclip
