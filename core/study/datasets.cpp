// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/base/sha256.h"
#include "core/study/dataset_leaks.h"
#include "core/study/dataset_strata.h"
#include "core/study/edit_journal.h"
#include "core/study/frozen_members.h"
#include "core/study/kept_sentences.h"
#include "core/study/label_catalogue.h"
#include "core/study/marked_split.h"
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
    const QJsonObject options = QJsonDocument::fromJson(statement.text(10).toUtf8()).object();
    row.stratifiedBy = options[QStringLiteral("stratify")].toString();
    for (const QJsonValue &rule : options[QStringLiteral("hold_out")].toArray())
        row.heldOut.append(rule.toString());
    row.person = statement.text(11);
    row.seed = statement.integer(12);
    const QJsonObject leaks = options[QStringLiteral("leaks_accepted")].toObject();
    row.accepted.reason = leaks[QStringLiteral("reason")].toString();
    row.accepted.count = leaks[QStringLiteral("count")].toInt();
    return row;
}
constexpr const char *datasetColumns = "SELECT id, name, hash, query, created, exams, training_patients,"
                                " validation_patients, test_patients, warnings, options, person, seed FROM dataset";

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

namespace {

Message notFrozen()
{
    return message(QT_TRANSLATE_NOOP("Message", "The dataset was not frozen."));
}

/// The exams, their splits and what the splits share.
struct DatasetPlan
{
    std::vector<ExamRow> rows;
    std::vector<Split> splits; ///< As rows.
    std::vector<Leak> leaks;
    QStringList warnings;
};

Result<std::vector<ExamRow>> chosenRows(const Study &study, const DatasetOrder &order, QStringList &warnings)
{
    std::vector<ExamId> ids = order.exams;
    if (ids.empty()) {
        RETCLIP_TRY(ids, study.find(order.query));
    }
    RETCLIP_TRY(std::vector<ExamRow> rows, study.exams(ids));
    const auto before = rows.size();
    std::erase_if(rows, [](const ExamRow &row) { return row.excluded; });
    if (rows.size() < before)
        warnings.append(keptSentence("%1 excluded exams were left out").arg(before - rows.size()));
    std::set<qint64> seen;
    std::erase_if(rows, [&](const ExamRow &row) { return !seen.insert(row.id.value).second; });
    if (rows.empty())
        return failure(ErrorCode::invalid_argument,
                       message(QT_TRANSLATE_NOOP("Message", "No exam matches: there is nothing to freeze.")),
                       notFrozen(), message(QT_TRANSLATE_NOOP("Message", "Widen the query.")));
    return rows;
}

std::vector<LeakCandidate> candidatesOf(const std::vector<ExamRow> &rows)
{
    std::vector<LeakCandidate> candidates;
    for (const ExamRow &row : rows) {
        LeakCandidate candidate{row.id, Split::none, row.patient, row.code, row.report, {}};
        for (const Laterality eye : both_eyes)
            if (row.images[eye] && !row.images[eye]->sha256.isEmpty())
                candidate.contents.append(row.images[eye]->sha256);
        for (const ImageRow &image : row.eyeUnknown)
            if (!image.sha256.isEmpty())
                candidate.contents.append(image.sha256);
        candidates.push_back(std::move(candidate));
    }
    return candidates;
}

void warnOfPhotographs(const std::vector<ExamRow> &rows, QStringList &warnings)
{
    qint64 unreadable = 0, eyeUnknown = 0;
    for (const ExamRow &row : rows) {
        for (const Laterality eye : both_eyes)
            unreadable += row.images[eye] && row.images[eye]->sha256.isEmpty();
        for (const ImageRow &image : row.eyeUnknown)
            unreadable += image.sha256.isEmpty();
        eyeUnknown += qint64(row.eyeUnknown.size());
    }
    if (unreadable > 0)
        warnings.append(keptSentence("%1 photographs could not be read and have no hash").arg(unreadable));
    if (eyeUnknown > 0)
        warnings.append(keptSentence("%1 photographs do not say which eye and are left out of training")
                            .arg(eyeUnknown));
}

void warnOfJoined(const PatientSplit &split, QStringList &warnings)
{
    if (split.joined.empty())
        return;
    QStringList examples;
    for (std::size_t i = 0; i < split.joined.size() && i < 3; ++i) {
        QStringList names;
        for (const std::string &patient : split.joined[i])
            names.append(QString::fromStdString(patient));
        examples.append(names.mid(0, 4).join(QStringLiteral(" = ")));
    }
    warnings.append(keptSentence("%1 groups of patients share a photograph or a long report, or are alike, and were kept in one split: %2")
                        .arg(split.joined.size())
                        .arg(examples.join(QStringLiteral("; "))));
}

void warnOfHeldOut(const std::vector<ExamRow> &rows, const std::vector<bool> &held, const std::vector<Split> &splits,
                   const QStringList &rules, QStringList &warnings)
{
    if (rules.isEmpty())
        return;
    std::set<QString> patients, dragged;
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (held[i])
            patients.insert(rows[i].patient);
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (splits[i] == Split::test && !held[i])
            dragged.insert(rows[i].patient);
    warnings.append(keptSentence("%1 patients are held out as the test split: %2")
                        .arg(patients.size())
                        .arg(rules.join(QStringLiteral(", "))));
    if (!dragged.empty())
        warnings.append(keptSentence("%1 patients have other exams too, or share a photograph, and went along with them")
                            .arg(dragged.size()));
}

/// Exams of no split are no members.
void leaveOut(std::vector<ExamRow> &rows, std::vector<LeakCandidate> &candidates, std::vector<Split> &splits,
              QStringList &warnings)
{
    std::size_t kept = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (splits[i] == Split::none)
            continue;
        if (kept != i) {
            rows[kept] = std::move(rows[i]);
            candidates[kept] = std::move(candidates[i]);
            splits[kept] = splits[i];
        }
        ++kept;
    }
    if (const std::size_t left = rows.size() - kept; left > 0)
        warnings.append(keptSentence("%1 exams are in no split and were left out").arg(left));
    rows.resize(kept);
    candidates.resize(kept);
    splits.resize(kept);
}

Result<DatasetPlan> planDataset(const Study &study, const DatasetOrder &order, const std::stop_token &stop)
{
    DatasetPlan plan;
    RETCLIP_TRY(plan.rows, chosenRows(study, order, plan.warnings));
    RETCLIP_TRY(const std::vector<std::string> strata, strataOf(study, plan.rows, order.stratifyBy));
    RETCLIP_TRY(const std::vector<bool> held, heldOut(plan.rows, order.holdOut));
    RETCLIP_CHECK(fillHashes(study, plan.rows, stop));
    std::vector<LeakCandidate> candidates = candidatesOf(plan.rows);
    std::vector<int> alike(candidates.size(), -1);
    if (order.keepLookalikesTogether) {
        RETCLIP_TRY(alike, lookalikes(study, candidates, stop));
    }
    const std::vector<int> sameReport = sameReportGroups(candidates);
    std::vector<SplitExam> splitExams;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        SplitExam exam;
        exam.patient = candidates[i].patient.toStdString();
        exam.stratum = strata[i];
        exam.heldOut = held[i];
        for (const QString &content : candidates[i].contents)
            exam.contents.push_back(content.toStdString());
        if (alike[i] >= 0)
            exam.contents.push_back("alike " + std::to_string(alike[i]));
        if (sameReport[i] >= 0)
            exam.contents.push_back("report " + std::to_string(sameReport[i]));
        splitExams.push_back(std::move(exam));
    }
    for (ExamRow &row : plan.rows)
        if (!order.givenSplits.isEmpty())
            row.split = order.givenSplits.value(row.id.value, Split::none);
    const bool marked = order.asMarked || !order.givenSplits.isEmpty();
    RETCLIP_TRY(PatientSplit split, marked ? markedSplit(plan.rows, splitExams, order)
                                                   : splitByPatient(splitExams, order.fractions, order.seed));
    if (order.trainingShare < 1)
        RETCLIP_CHECK(thinTraining(splitExams, order, split.splits));
    if (marked || order.trainingShare < 1)
        leaveOut(plan.rows, candidates, split.splits, plan.warnings);
    warnOfJoined(split, plan.warnings);
    warnOfHeldOut(plan.rows, held, split.splits, order.holdOut, plan.warnings);
    warnOfPhotographs(plan.rows, plan.warnings);
    plan.splits = std::move(split.splits);
    for (std::size_t i = 0; i < candidates.size(); ++i)
        candidates[i].split = plan.splits[i];
    RETCLIP_TRY(plan.leaks, findLeaks(study, candidates, stop));
    return plan;
}

qint64 blocking(const std::vector<Leak> &leaks)
{
    return std::count_if(leaks.begin(), leaks.end(), [](const Leak &leak) { return leak.blocks; });
}

Error leaksBlock(const std::vector<Leak> &leaks)
{
    return {ErrorCode::conflict,
            message(QT_TRANSLATE_NOOP("Message", "%1 leaks between the splits, such as %2 (%3)."),
                    {std::to_string(blocking(leaks)), leaks.front().codes.mid(0, 4).join(QStringLiteral(", ")).toStdString(),
                     word(leaks.front().kind)}),
            notFrozen(),
            message(QT_TRANSLATE_NOOP("Message", "Keep alike exams together (--together), leave some out, or say why it may be so (--because).")),
            {}};
}

} // namespace

Result<DatasetRow> Study::freezeDataset(const DatasetOrder &order, std::stop_token stop)
{
    if (isReadOnly())
        return failure(studyIsReadOnly());
    Database &database = *d->database;
    const QString name = order.name.trimmed();
    if (name.isEmpty())
        return failure(ErrorCode::invalid_argument,
                       message(QT_TRANSLATE_NOOP("Message", "A dataset needs a name.")), notFrozen(),
                       message(QT_TRANSLATE_NOOP("Message", "Type one.")));
    RETCLIP_TRY(const qint64 taken, database.number("SELECT count(*) FROM dataset WHERE name = ?", name));
    if (taken > 0)
        return failure(ErrorCode::conflict,
                       message(QT_TRANSLATE_NOOP("Message", "There is a dataset “%1” already."),
                               {name.toStdString()}),
                       notFrozen(),
                       message(QT_TRANSLATE_NOOP("Message", "Choose another name, e.g. with a version: %1."),
                               {name.toStdString() + "-v2"}));
    RETCLIP_TRY(DatasetPlan plan, planDataset(*this, order, stop));
    const std::vector<ExamRow> &rows = plan.rows;
    QStringList &warnings = plan.warnings;
    const qint64 leaks = blocking(plan.leaks);
    const QString reason = order.leaksAcceptedBecause.trimmed();
    if (leaks > 0 && reason.isEmpty())
        return failure(leaksBlock(plan.leaks));
    if (leaks > 0)
        warnings.append(keptSentence("%1 leaks between the splits were accepted: %2").arg(leaks).arg(reason));
    if (const qint64 told = qint64(plan.leaks.size()) - leaks; told > 0)
        warnings.append(keptSentence("%1 reports are the same in two splits (stock sentences)").arg(told));

    std::vector<FrozenMember> members;
    std::set<QString> patients[4];
    for (std::size_t i = 0; i < rows.size(); ++i) {
        members.push_back({rows[i].patient.toStdString(), rows[i].code.toStdString(),
                           word(plan.splits[i]), examContent(rows[i]), rows[i].id});
        patients[int(plan.splits[i])].insert(rows[i].patient);
    }
    if (patients[int(Split::training)].empty())
        warnings.append(keptSentence("no patient is in the train split"));
    if (patients[int(Split::validation)].empty())
        warnings.append(keptSentence("no patient is in the validation split"));
    if (patients[int(Split::test)].empty())
        warnings.append(keptSentence("no patient is in the test split"));

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
    QJsonObject options{{QStringLiteral("training"), order.fractions.training},
                        {QStringLiteral("validation"), order.fractions.validation},
                        {QStringLiteral("test"), order.fractions.test},
                        {QStringLiteral("stratify"), order.stratifyBy},
                        {QStringLiteral("hold_out"), QJsonArray::fromStringList(order.holdOut)},
                        {QStringLiteral("lookalikes_together"), order.keepLookalikesTogether},
                        {QStringLiteral("as_marked"), order.asMarked || !order.givenSplits.isEmpty()},
                        {QStringLiteral("training_share"), order.trainingShare}};
    row.stratifiedBy = order.stratifyBy;
    row.heldOut = order.holdOut;
    row.person = order.person;
    row.seed = order.seed;
    if (leaks > 0) {
        row.accepted = {reason, int(leaks)};
        options[QStringLiteral("leaks_accepted")]
            = QJsonObject{{QStringLiteral("reason"), reason}, {QStringLiteral("count"), leaks}};
    }
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
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const MemberRecord record = memberRecord(rows[i]);
        RETCLIP_CHECK(database.run("INSERT INTO dataset_member(dataset, exam, split, content, photographs, report,"
                                   " labels) VALUES(?, ?, ?, ?, ?, ?, ?)",
                                   row.id.value, rows[i].id.value, qint64(plan.splits[i]),
                                   QString::fromStdString(members[i].content), record.photographs, record.report,
                                   record.labels));
    }
    const QJsonObject detail{{QStringLiteral("name"), name}, {QStringLiteral("hash"), row.hash}};
    RETCLIP_TRY([[maybe_unused]] const EditReceipt receipt,
                EditJournal(database).note(QStringLiteral("dataset"), order.person, row.exams,
                                           QStringLiteral("%1 frozen").arg(name),
                                           QJsonDocument(detail).toJson(QJsonDocument::Compact)));
    RETCLIP_CHECK(transaction.commit());
    return row;
}

Result<std::vector<Leak>> Study::datasetLeaks(const DatasetOrder &order, std::stop_token stop) const
{
    RETCLIP_TRY(DatasetPlan plan, planDataset(*this, order, stop));
    return std::move(plan.leaks);
}

Result<std::vector<Leak>> Study::datasetLeaks(const QString &name, std::stop_token stop) const
{
    RETCLIP_TRY(const DatasetRow row, dataset(name));
    RETCLIP_TRY(const auto members, datasetMembers(row.id));
    std::vector<ExamId> ids;
    for (const auto &[id, split] : members)
        ids.push_back(id);
    RETCLIP_TRY(const std::vector<ExamRow> rows, exams(ids));
    std::vector<LeakCandidate> candidates = candidatesOf(rows);
    for (std::size_t i = 0; i < candidates.size(); ++i)
        candidates[i].split = members[i].second;
    return findLeaks(*this, candidates, stop);
}

Result<QVector<DatasetRow>> Study::datasets() const
{
    RETCLIP_TRY(Statement statement, d->database->prepare(std::string(datasetColumns) + " ORDER BY id DESC"));
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
    RETCLIP_TRY(Statement statement, d->database->prepare(std::string(datasetColumns) + " WHERE name = ?"));
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

namespace {

/// The hashes of the photographs as they are on disk now; one that has gone has none that fits.
Result<void> rereadHashes(std::vector<ExamRow> &rows, const ProgressCallback &progress, const std::stop_token &stop)
{
    std::vector<ImageRow *> images;
    for (ExamRow &row : rows) {
        for (const Laterality eye : both_eyes)
            if (row.images[eye])
                images.push_back(&*row.images[eye]);
        for (ImageRow &image : row.eyeUnknown)
            images.push_back(&image);
    }
    ProgressReporter reporter(progress, std::int64_t(images.size()),
                              message(QT_TRANSLATE_NOOP("Message", "Looking at photographs")));
    for (std::size_t i = 0; i < images.size(); ++i) {
        const auto hash = sha256_of_file(path_from_utf8(images[i]->path.toStdString()), stop);
        if (!hash && hash.error().code == ErrorCode::cancelled)
            return failure(hash.error());
        if (hash)
            images[i]->sha256 = QString::fromStdString(*hash);
        else if (!images[i]->sha256.isEmpty())
            images[i]->sha256 = QStringLiteral("gone");
        reporter.advance_to(std::int64_t(i) + 1);
    }
    reporter.finish();
    return {};
}

} // namespace

Result<void> Study::verifyDataset(const QString &name, bool photographs, const ProgressCallback &progress,
                                  std::stop_token stop) const
{
    RETCLIP_TRY(const DatasetRow row, dataset(name));
    RETCLIP_TRY(const std::vector<FrozenMember> stored, membersAsFrozen(*d->database, row.id));
    std::vector<ExamId> ids;
    for (const FrozenMember &member : stored)
        ids.push_back(member.exam);
    const auto differs = [&](Message what) {
        return failure(ErrorCode::corrupted, std::move(what),
                       message(QT_TRANSLATE_NOOP("Message", "Nothing was changed.")),
                       message(QT_TRANSLATE_NOOP("Message", "Freeze a new version, or put back what changed.")));
    };
    if (datasetHash(stored) != row.hash.toStdString() || qint64(stored.size()) != row.exams)
        return differs(message(QT_TRANSLATE_NOOP("Message", "The members of dataset “%1” are not those that were frozen."),
                               {name.toStdString()}));
    RETCLIP_TRY(std::vector<ExamRow> rows, exams(ids));
    if (photographs)
        RETCLIP_CHECK(rereadHashes(rows, progress, stop));
    else
        RETCLIP_CHECK(fillHashes(*this, rows, stop));
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
