// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/base/sha256.h"
#include "core/study/edit_journal.h"
#include "core/study/label_catalogue.h"
#include "core/study/patient_split.h"
#include "core/study/study_contents.h"
#include "core/study/study_errors.h"
#include "core/study/study_private.h"
#include "core/study/study_writer.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <set>

namespace retclip {

namespace {

DatasetRow rowFrom(const Statement &statement)
{
    DatasetRow row;
    row.id = {statement.integer(0)};
    row.name = statement.text(1);
    row.hash = statement.text(2);
    row.query = statement.text(3);
    row.created = timeFrom(statement.text(4));
    row.exams = statement.integer(5);
    row.trainingPatients = statement.integer(6);
    row.validationPatients = statement.integer(7);
    row.testPatients = statement.integer(8);
    for (const QJsonValue &warning : QJsonDocument::fromJson(statement.text(9).toUtf8()).array())
        row.warnings.append(warning.toString());
    return row;
}
constexpr const char *columns = "SELECT id, name, hash, query, created, exams, training_patients,"
                                " validation_patients, test_patients, warnings FROM dataset";

struct Member
{
    std::string patient, code, split, content;
};

std::string datasetHash(std::vector<Member> members)
{
    std::sort(members.begin(), members.end(),
              [](const Member &a, const Member &b) { return a.code < b.code; });
    Sha256 sum;
    for (const Member &member : members)
        sum.add(std::string_view(member.patient + '\t' + member.code + '\t' + member.split + '\t'
                                 + member.content + '\n'));
    return sum.hex();
}

/// The classes of a stratifying label set as one word.
std::string stratumOf(const ExamRow &row, const QString &setName, const QString &className)
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
    return parts.isEmpty() ? "unlabelled" : parts.join(u'|').toStdString();
}

} // namespace

Result<void> fillHashes(const Study &study, std::vector<ExamRow> &rows, std::stop_token stop)
{
    std::vector<ImageFinding> found;
    const auto fill = [&](ImageRow &image) -> Result<void> {
        if (!image.sha256.isEmpty())
            return {};
        auto hash = sha256_of_file(path_from_utf8(image.path.toStdString()), stop);
        if (!hash)
            return hash.error().code == ErrorCode::cancelled ? Result<void>(failure(hash.error()))
                                                             : Result<void>();
        image.sha256 = QString::fromStdString(*hash);
        ImageFinding finding;
        finding.image = image.id;
        finding.sha256 = image.sha256;
        found.push_back(finding);
        return {};
    };
    for (ExamRow &row : rows) {
        for (const Laterality eye : both_eyes)
            if (row.images[eye])
                RETCLIP_CHECK(fill(*row.images[eye]));
        for (ImageRow &image : row.eyeUnknown)
            RETCLIP_CHECK(fill(image));
    }
    if (!found.empty() && !study.isReadOnly()) {
        Database &database = study.database();
        RETCLIP_TRY(Transaction transaction, Transaction::begin(database));
        for (const ImageFinding &finding : found)
            RETCLIP_CHECK(database.run("UPDATE image SET sha256 = ? WHERE id = ? AND sha256 IS NULL",
                                       finding.sha256, finding.image.value));
        RETCLIP_CHECK(transaction.commit());
    }
    return {};
}

std::string examContent(const ExamRow &row)
{
    std::vector<std::string> hashes;
    for (const Laterality eye : both_eyes)
        if (row.images[eye])
            hashes.push_back(row.images[eye]->sha256.toStdString());
    for (const ImageRow &image : row.eyeUnknown)
        hashes.push_back(image.sha256.toStdString());
    std::sort(hashes.begin(), hashes.end());
    Sha256 sum;
    for (const std::string &hash : hashes)
        sum.add(std::string_view(hash + '\n'));
    sum.add(std::string_view(row.report.toStdString()));
    return sum.hex();
}

Result<DatasetRow> Study::freezeDataset(const DatasetOrder &order)
{
    if (isReadOnly())
        return failure(studyIsReadOnly());
    const Message notFrozen = message(QT_TRANSLATE_NOOP("Message", "The dataset was not frozen."));
    Database &database = *d->database;
    const QString name = order.name.trimmed();
    if (name.isEmpty())
        return failure(ErrorCode::invalid_argument,
                       message(QT_TRANSLATE_NOOP("Message", "A dataset needs a name.")), notFrozen,
                       message(QT_TRANSLATE_NOOP("Message", "Type one.")));
    RETCLIP_TRY(const qint64 taken, database.number("SELECT count(*) FROM dataset WHERE name = ?", name));
    if (taken > 0)
        return failure(ErrorCode::conflict,
                       message(QT_TRANSLATE_NOOP("Message", "There is a dataset “%1” already."),
                               {name.toStdString()}),
                       notFrozen,
                       message(QT_TRANSLATE_NOOP("Message", "Choose another name, e.g. with a version: %1."),
                               {name.toStdString() + "-v2"}));
    std::vector<ExamId> ids = order.exams;
    if (ids.empty()) {
        RETCLIP_TRY(ids, find(order.query));
    }
    RETCLIP_TRY(std::vector<ExamRow> rows, exams(ids));
    QStringList warnings;
    const auto before = rows.size();
    std::erase_if(rows, [](const ExamRow &row) { return row.excluded; });
    if (rows.size() < before)
        warnings.append(QStringLiteral("%1 excluded exams were left out").arg(before - rows.size()));
    std::set<qint64> seen;
    std::erase_if(rows, [&](const ExamRow &row) { return !seen.insert(row.id.value).second; });
    if (rows.empty())
        return failure(ErrorCode::invalid_argument,
                       message(QT_TRANSLATE_NOOP("Message", "No exam matches: there is nothing to freeze.")),
                       notFrozen, message(QT_TRANSLATE_NOOP("Message", "Widen the query.")));
    const QString stratify = order.stratifyBy.section(u'/', 0, 0);
    const QString stratifyClass = order.stratifyBy.section(u'/', 1);
    if (!stratify.isEmpty()) {
        RETCLIP_TRY(const LabelCatalogue catalogue, readCatalogue(database));
        if (!catalogue.byName(stratify))
            return failure(unknownLabelSet(stratify, catalogue.names()));
    }
    RETCLIP_CHECK(fillHashes(*this, rows));

    std::vector<SplitExam> splitExams;
    qint64 unreadable = 0, eyeUnknown = 0;
    for (const ExamRow &row : rows) {
        SplitExam exam;
        exam.patient = row.patient.toStdString();
        if (!stratify.isEmpty())
            exam.stratum = stratumOf(row, stratify, stratifyClass);
        const auto add = [&](const ImageRow &image) {
            if (image.sha256.isEmpty())
                ++unreadable;
            else
                exam.contents.push_back(image.sha256.toStdString());
        };
        for (const Laterality eye : both_eyes)
            if (row.images[eye])
                add(*row.images[eye]);
        for (const ImageRow &image : row.eyeUnknown)
            add(image);
        eyeUnknown += qint64(row.eyeUnknown.size());
        splitExams.push_back(std::move(exam));
    }
    RETCLIP_TRY(const PatientSplit split, splitByPatient(splitExams, order.fractions, order.seed));
    if (!split.joined.empty()) {
        QStringList examples;
        for (std::size_t i = 0; i < split.joined.size() && i < 3; ++i) {
            QStringList names;
            for (const std::string &patient : split.joined[i])
                names.append(QString::fromStdString(patient));
            examples.append(names.mid(0, 4).join(QStringLiteral(" = ")));
        }
        warnings.append(QStringLiteral("%1 groups of patients share a photograph and were kept in one split: %2")
                            .arg(split.joined.size())
                            .arg(examples.join(QStringLiteral("; "))));
    }
    if (unreadable > 0)
        warnings.append(QStringLiteral("%1 photographs could not be read and have no hash").arg(unreadable));
    if (eyeUnknown > 0)
        warnings.append(QStringLiteral("%1 photographs do not say which eye and are left out of training")
                            .arg(eyeUnknown));

    std::vector<Member> members;
    std::set<QString> patients[4];
    for (std::size_t i = 0; i < rows.size(); ++i) {
        members.push_back({rows[i].patient.toStdString(), rows[i].code.toStdString(),
                           word(split.splits[i]), examContent(rows[i])});
        patients[int(split.splits[i])].insert(rows[i].patient);
    }
    // Splitting by patient makes this impossible; a mistake there must not pass unseen.
    for (int a = 1; a < 4; ++a)
        for (int b = a + 1; b < 4; ++b)
            for (const QString &patient : patients[a])
                if (patients[b].contains(patient))
                    return failure(ErrorCode::internal,
                                   message(QT_TRANSLATE_NOOP("Message", "Patient %1 would be in two splits."),
                                           {patient.toStdString()}),
                                   notFrozen, message(QT_TRANSLATE_NOOP("Message", "Report this.")));
    for (int part = 1; part < 4; ++part)
        if (patients[part].empty())
            warnings.append(QStringLiteral("no patient is in the %1 split").arg(QLatin1String(word(Split(part)))));

    DatasetRow row;
    row.name = name;
    row.hash = QString::fromStdString(datasetHash(members));
    row.query = order.exams.empty() ? order.query : QString();
    row.created = QDateTime::currentDateTimeUtc();
    row.exams = qint64(rows.size());
    row.trainingPatients = qint64(patients[int(Split::training)].size());
    row.validationPatients = qint64(patients[int(Split::validation)].size());
    row.testPatients = qint64(patients[int(Split::test)].size());
    row.warnings = warnings;
    const QJsonObject options{{QStringLiteral("training"), order.fractions.training},
                              {QStringLiteral("validation"), order.fractions.validation},
                              {QStringLiteral("test"), order.fractions.test},
                              {QStringLiteral("stratify"), order.stratifyBy}};
    RETCLIP_TRY(Transaction transaction, Transaction::begin(database));
    RETCLIP_CHECK(closeInterruptedImport(database));
    RETCLIP_CHECK(database.run(
        "INSERT INTO dataset(name, hash, query, created, person, seed, options, exams, training_patients,"
        " validation_patients, test_patients, warnings) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        name, row.hash, row.query, timeText(row.created), order.person, qint64(order.seed),
        QJsonDocument(options).toJson(QJsonDocument::Compact), row.exams, row.trainingPatients,
        row.validationPatients, row.testPatients,
        QJsonDocument(QJsonArray::fromStringList(warnings)).toJson(QJsonDocument::Compact)));
    row.id = {database.lastRow()};
    for (std::size_t i = 0; i < rows.size(); ++i)
        RETCLIP_CHECK(database.run("INSERT INTO dataset_member(dataset, exam, split, content)"
                                   " VALUES(?, ?, ?, ?)",
                                   row.id.value, rows[i].id.value, qint64(split.splits[i]),
                                   QString::fromStdString(members[i].content)));
    const QJsonObject detail{{QStringLiteral("name"), name}, {QStringLiteral("hash"), row.hash}};
    RETCLIP_TRY([[maybe_unused]] const EditReceipt receipt,
                EditJournal(database).note(QStringLiteral("dataset"), order.person, row.exams,
                                           QStringLiteral("%1 frozen").arg(name),
                                           QJsonDocument(detail).toJson(QJsonDocument::Compact)));
    RETCLIP_CHECK(transaction.commit());
    return row;
}

Result<QVector<DatasetRow>> Study::datasets() const
{
    RETCLIP_TRY(Statement statement, d->database->prepare(std::string(columns) + " ORDER BY id DESC"));
    QVector<DatasetRow> rows;
    for (;;) {
        RETCLIP_TRY(const bool found, statement.step());
        if (!found)
            return rows;
        rows.append(rowFrom(statement));
    }
}

Result<DatasetRow> Study::dataset(const QString &name) const
{
    RETCLIP_TRY(Statement statement, d->database->prepare(std::string(columns) + " WHERE name = ?"));
    RETCLIP_TRY(const bool found, statement.bind(name).step());
    if (!found)
        return failure(ErrorCode::not_found,
                       message(QT_TRANSLATE_NOOP("Message", "There is no dataset “%1”."), {name.toStdString()}),
                       nothingChanged(),
                       message(QT_TRANSLATE_NOOP("Message", "See the list of datasets, or freeze one.")));
    return rowFrom(statement);
}

Result<std::vector<std::pair<ExamId, Split>>> Study::datasetMembers(DatasetId id) const
{
    RETCLIP_TRY(Statement statement,
                d->database->prepare("SELECT m.exam, m.split FROM dataset_member m"
                                     " JOIN exam e ON e.id = m.exam WHERE m.dataset = ?"
                                     " ORDER BY e.sort_key"));
    statement.bind(id.value);
    std::vector<std::pair<ExamId, Split>> members;
    for (;;) {
        RETCLIP_TRY(const bool found, statement.step());
        if (!found)
            return members;
        members.emplace_back(ExamId{statement.integer(0)}, Split(statement.integer(1)));
    }
}

Result<void> Study::verifyDataset(const QString &name) const
{
    RETCLIP_TRY(const DatasetRow row, dataset(name));
    std::vector<Member> stored;
    std::vector<ExamId> ids;
    {
        RETCLIP_TRY(Statement statement,
                    d->database->prepare("SELECT p.code, e.code, m.split, m.content, e.id"
                                         " FROM dataset_member m JOIN exam e ON e.id = m.exam"
                                         " JOIN patient p ON p.id = e.patient WHERE m.dataset = ?"
                                         " ORDER BY e.sort_key"));
        statement.bind(row.id.value);
        for (;;) {
            RETCLIP_TRY(const bool found, statement.step());
            if (!found)
                break;
            stored.push_back({std::string(statement.utf8(0)), std::string(statement.utf8(1)),
                              word(Split(statement.integer(2))), std::string(statement.utf8(3))});
            ids.push_back({statement.integer(4)});
        }
    }
    const auto differs = [&](Message what) {
        return failure(ErrorCode::corrupted, std::move(what),
                       message(QT_TRANSLATE_NOOP("Message", "Nothing was changed.")),
                       message(QT_TRANSLATE_NOOP("Message", "Freeze a new version, or put back what changed.")));
    };
    if (datasetHash(stored) != row.hash.toStdString() || qint64(stored.size()) != row.exams)
        return differs(message(QT_TRANSLATE_NOOP("Message", "The members of dataset “%1” are not those that were frozen."),
                               {name.toStdString()}));
    RETCLIP_TRY(std::vector<ExamRow> rows, exams(ids));
    RETCLIP_CHECK(fillHashes(*this, rows));
    std::vector<std::string> changed;
    for (std::size_t i = 0; i < rows.size() && i < stored.size(); ++i)
        if (examContent(rows[i]) != stored[i].content)
            changed.push_back(stored[i].code);
    if (!changed.empty())
        return differs(message(QT_TRANSLATE_NOOP("Message", "%1 exams of dataset “%2” hold other photographs or reports than when it was frozen (first: %3)."),
                               {std::to_string(changed.size()), name.toStdString(), changed.front()}));
    return {};
}

} // namespace retclip
