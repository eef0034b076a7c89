// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/study_writer.h"

#include "core/base/files.h"
#include "core/base/sha256.h"
#include "core/study/edit_changes.h"
#include "core/study/edit_journal.h"
#include "core/study/label_catalogue.h"
#include "core/study/region_changes.h"
#include "core/study/study_errors.h"
#include "core/study/text_index.h"

#include <QDir>
#include <QFileInfo>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

namespace retclip {

namespace {

constexpr int batch = 4000; ///< Exams a transaction.

/// exam.eyes of an exam whose photographs are these alone.
int eyesOf(const ImportedExam &exam)
{
    int eyes = 0;
    for (const ImportedImage &image : exam.images)
        eyes |= !image.eye ? 4 : *image.eye == Laterality::right ? 1 : 2;
    return eyes;
}

struct ResolvedLabel
{
    const LabelCatalogue::Set *set;
    const ImportedLabel *label;
    QString eye;
    QString classes; ///< Ids.
};

struct PresentPhotograph
{
    qint64 id;
    QString eye, path, sha256;
    qint64 width, height;
    bool missing;
    bool matched = false;
};

} // namespace

struct StudyWriter::Private
{
    Study &study;
    Database &database;
    QString folderPrefix;
    QString source, person, started;
    QString backup;        ///< Where the study lies as it was; empty: nothing there was changed.
    QList<qint64> touched; ///< Exams that were there, changed in what an edit may have set.
    bool touches = false;  ///< Whether the exam being written is one.
    std::optional<Transaction> transaction;
    LabelCatalogue catalogue;
    QHash<QString, qint64> patients;
    QHash<QString, qint64> tags;
    QSet<qint64> met; ///< Exams that this import brought already.
    bool replaces = true; ///< An exam of the same source may bring another photograph of an eye.
    qint64 added = 0, changed = 0, unchanged = 0;
    int sinceCommit = 0;
    bool wrote = false; ///< Something that the journal must tell.
    bool finished = false;

    Private(Study &writtenStudy, const QString &importSource, const QString &importPerson)
        : study(writtenStudy), database(writtenStudy.database()),
          folderPrefix(writtenStudy.folder() + u'/'), source(importSource), person(importPerson),
          started(nowText())
    {
    }

    [[nodiscard]] QByteArray detail() const
    {
        const QJsonObject words{{QStringLiteral("source"), source},
                                {QStringLiteral("person"), person},
                                {QStringLiteral("started"), started},
                                {QStringLiteral("added"), added},
                                {QStringLiteral("changed"), changed},
                                {QStringLiteral("unchanged"), unchanged},
                                {QStringLiteral("backup"), backup.section(u'/', -1)}};
        return QJsonDocument(words).toJson(QJsonDocument::Compact);
    }

    Result<void> open()
    {
        if (!transaction) {
            RETCLIP_TRY(Transaction begun, Transaction::begin(database));
            transaction.emplace(std::move(begun));
        }
        return {};
    }

    Result<void> commit()
    {
        if (!transaction)
            return {};
        if (wrote)
            RETCLIP_CHECK(remember("import_open", detail()));
        if (!touched.isEmpty())
            RETCLIP_CHECK(remember("import_touched", touchedText()));
        const Result<void> done = transaction->commit();
        transaction.reset();
        sinceCommit = 0;
        return done;
    }

    /// For closeInterruptedImport(), should a crash cut the import short.
    Result<void> remember(const char *key, const QByteArray &value)
    {
        return database.run("INSERT INTO setting(key, value) VALUES(?1, ?2)"
                            " ON CONFLICT(key) DO UPDATE SET value = ?2",
                            key, value);
    }
    [[nodiscard]] QByteArray touchedText() const
    {
        QJsonArray list;
        for (const qint64 exam : touched)
            list.append(exam);
        return QJsonDocument(list).toJson(QJsonDocument::Compact);
    }
    /// Another connection sees what is committed: the study without this batch, and no batch before
    /// it changed an exam that was there.
    Result<void> backUpBefore()
    {
        if (!backup.isEmpty())
            return {};
        RETCLIP_TRY(const auto other, study.openAnother(OpenMode::readOnly));
        RETCLIP_TRY(backup, other->backup({}));
        return {};
    }

    /// After a failure within a row: nothing of the batch is in, nor may be remembered.
    void rollBack()
    {
        transaction.reset();
        patients.clear();
        tags.clear();
    }

    Result<std::vector<ResolvedLabel>> resolve(const ImportedExam &exam) const
    {
        std::vector<ResolvedLabel> labels;
        for (const ImportedLabel &label : exam.labels) {
            const LabelCatalogue::Set *set = catalogue.byName(label.labelSet);
            if (!set)
                return failure(unknownLabelSet(label.labelSet, catalogue.names()));
            QStringList names;
            for (const QString &text : label.positive) {
                const int position = classPosition(set->set, text);
                if (position < 0)
                    return failure(ErrorCode::invalid_argument,
                                   message(QT_TRANSLATE_NOOP(
                                               "Message", "The label set “%1” has no class “%2”."),
                                           {set->set.name.toStdString(), text.toStdString()}),
                                   nothingChanged(),
                                   message(QT_TRANSLATE_NOOP("Message", "Correct the label in the source.")));
                names.append(set->set.classes[position].name);
            }
            labels.push_back({set, &label, eyeCode(set->set.perEye ? label.eye : std::nullopt),
                              classIdsText(*set, names)});
        }
        return labels;
    }

    Result<ImportedRow> write(const ImportedExam &exam);
    Result<qint64> patientId(const QString &code, bool &isNew);
    Result<qint64> examThere(const ImportedExam &exam, const QString &patientCode);
    Result<std::vector<PresentPhotograph>> photographsOf(qint64 exam);
    [[nodiscard]] QString otherContent(const ImportedExam &exam,
                                       const std::vector<PresentPhotograph> &present) const;
    Result<void> findPlaceBeside(const ImportedExam &exam, qint64 patient, qint64 &id, QString &visit,
                                 std::vector<PresentPhotograph> &present);
    Result<qint64> insertExam(const ImportedExam &exam, qint64 patient, bool newPatient,
                              const QString &patientCode, const QString &visit);
    Result<bool> updateExam(const ImportedExam &exam, qint64 id);
    Result<int> writeImages(const ImportedExam &exam, qint64 id, bool isNew,
                            std::vector<PresentPhotograph> present);
    Result<bool> writeRegions(const ImportedExam &exam, qint64 id);
    Result<bool> gaveAway(qint64 exam, const QString &path);
    Result<bool> writeReport(const QString &text, qint64 id, bool isNew);
    Result<int> writeLabels(const std::vector<ResolvedLabel> &labels, qint64 id, bool isNew);
    Result<bool> writeTags(const QStringList &names, qint64 id, bool isNew);
    Result<bool> writeVerdicts(const QVector<Verdict> &verdicts, qint64 id);
    [[nodiscard]] QString storedPath(const QString &path) const
    {
        return path.startsWith(folderPrefix) ? path.mid(folderPrefix.size()) : path;
    }
};

StudyWriter::StudyWriter(std::unique_ptr<Private> data) : d(std::move(data)) { }

Result<std::unique_ptr<StudyWriter>> StudyWriter::begin(Study &study, const QString &source,
                                                        const QString &person)
{
    if (study.isReadOnly())
        return failure(studyIsReadOnly());
    auto data = std::make_unique<Private>(study, source, person);
    // Pages that change again and again go to the file itself ten times less often.
    RETCLIP_CHECK(data->database.execute("PRAGMA wal_autocheckpoint = 10000"));
    {
        RETCLIP_TRY(Transaction transaction, Transaction::begin(data->database));
        RETCLIP_CHECK(closeInterruptedImport(data->database));
        RETCLIP_CHECK(transaction.commit());
    }
    RETCLIP_TRY(data->catalogue, readCatalogue(data->database));
    return std::unique_ptr<StudyWriter>(new StudyWriter(std::move(data)));
}

StudyWriter::~StudyWriter()
{
    if (auto restored = d->database.execute("PRAGMA wal_autocheckpoint = 1000"); !restored) { }
    if (d->finished)
        return;
    // What is whole stays; should this fail, the next change of the study writes the row.
    if (auto kept = d->commit(); kept && d->wrote) {
        if (auto transaction = Transaction::begin(d->database)) {
            if (auto closed = closeInterruptedImport(d->database); closed)
                if (auto committed = transaction->commit(); !committed) { }
        }
    }
}

Result<LabelSetId> StudyWriter::defineLabelSet(const LabelSet &set)
{
    RETCLIP_CHECK(d->open());
    RETCLIP_TRY(const auto stored, storeLabelSet(d->database, set));
    if (stored.second) {
        d->wrote = true;
        RETCLIP_TRY(d->catalogue, readCatalogue(d->database));
    }
    return stored.first;
}

Result<ImportedRow> StudyWriter::put(const ImportedExam &exam)
{
    RETCLIP_CHECK(d->open());
    auto written = d->write(exam);
    if (!written) {
        if (written.error().code != ErrorCode::invalid_argument
            && written.error().code != ErrorCode::not_found)
            d->rollBack();
        return written;
    }
    if (written->outcome == ImportOutcome::changed)
        if (auto kept = d->backUpBefore(); !kept) {
            d->rollBack();
            return failure(kept.error());
        }
    d->met.insert(written->exam.value);
    switch (written->outcome) {
    case ImportOutcome::added: ++d->added; break;
    case ImportOutcome::changed:
        ++d->changed;
        if (d->touches)
            d->touched.append(written->exam.value);
        break;
    case ImportOutcome::unchanged: ++d->unchanged; break;
    }
    d->wrote = d->wrote || written->outcome != ImportOutcome::unchanged;
    if (++d->sinceCommit >= batch)
        RETCLIP_CHECK(d->commit());
    return written;
}

Result<ImportedRow> StudyWriter::look(const ImportedExam &exam)
{
    RETCLIP_CHECK(d->open());
    RETCLIP_CHECK(d->database.execute("SAVEPOINT look"));
    const auto seen = d->write(exam);
    RETCLIP_CHECK(d->database.execute("ROLLBACK TO look; RELEASE look"));
    d->patients.remove(exam.patient.trimmed());
    for (const QString &tag : exam.tags)
        d->tags.remove(tag.trimmed());
    return seen;
}

void StudyWriter::neverReplace()
{
    d->replaces = false;
}

Result<void> StudyWriter::commit()
{
    return d->commit();
}

Result<EditReceipt> StudyWriter::finish()
{
    RETCLIP_CHECK(d->open());
    EditReceipt receipt;
    receipt.time = QDateTime::currentDateTimeUtc();
    receipt.person = d->person;
    receipt.kind = QStringLiteral("import");
    receipt.summary = QStringLiteral("%1: %2 new, %3 changed, %4 unchanged")
                          .arg(d->source)
                          .arg(d->added)
                          .arg(d->changed)
                          .arg(d->unchanged);
    if (d->wrote) {
        std::vector<ExamId> touched;
        for (const qint64 exam : std::as_const(d->touched))
            touched.push_back({exam});
        RETCLIP_TRY(receipt, EditJournal(d->database)
                                 .note(receipt.kind, d->person, d->added + d->changed,
                                       receipt.summary, d->detail(), touched));
        RETCLIP_CHECK(d->database.run("DELETE FROM setting WHERE key IN"
                                      " ('import_open', 'import_touched')"));
        d->touched.clear();
        d->wrote = false;
    }
    RETCLIP_CHECK(d->commit());
    d->finished = true;
    return receipt;
}

qint64 StudyWriter::added() const
{
    return d->added;
}

qint64 StudyWriter::changed() const
{
    return d->changed;
}

qint64 StudyWriter::unchanged() const
{
    return d->unchanged;
}

QString StudyWriter::backup() const
{
    return d->backup;
}

// ---- One exam ----------------------------------------------------------------------------------

Result<ImportedRow> StudyWriter::Private::write(const ImportedExam &exam)
{
    const QString patientCode = exam.patient.trimmed();
    if (patientCode.isEmpty())
        return failure(ErrorCode::invalid_argument,
                       message(QT_TRANSLATE_NOOP("Message", "The patient is not named.")),
                       message(QT_TRANSLATE_NOOP("Message", "The row was left out; the others are in.")),
                       message(QT_TRANSLATE_NOOP("Message", "Fill in the patient's column.")));
    if (patientCode.contains(QChar(u'\0')) || exam.visit.contains(QChar(u'\0')))
        return failure(ErrorCode::invalid_argument,
                       message(QT_TRANSLATE_NOOP("Message",
                                                 "The patient or exam has a zero byte in its name.")),
                       message(QT_TRANSLATE_NOOP("Message", "The row was left out; the others are in.")),
                       message(QT_TRANSLATE_NOOP("Message", "Correct the name in the source.")));
    touches = false;
    RETCLIP_TRY(const std::vector<ResolvedLabel> labels, resolve(exam));

    ImportedRow result;
    qint64 there = 0;
    if (exam.mustExist) {
        RETCLIP_TRY(there, examThere(exam, patientCode));
    }
    RETCLIP_TRY(const qint64 patient, patientId(patientCode, result.newPatient));
    QString visit = !exam.visit.trimmed().isEmpty() ? exam.visit.trimmed()
        : exam.date.isValid()                             ? exam.date.toString(Qt::ISODate)
                                                          : QString();
    qint64 id = there;
    if (there == 0 && !result.newPatient) {
        RETCLIP_TRY(id, database.number("SELECT id FROM exam WHERE patient = ? AND visit = ?", patient,
                                        visit));
        if (id == 0 && !exam.code.isEmpty()) {
            RETCLIP_TRY(id, database.number("SELECT id FROM exam WHERE patient = ? AND code = ?", patient,
                                            exam.code));
        }
    }
    std::vector<PresentPhotograph> present;
    if (id != 0) {
        RETCLIP_TRY(present, photographsOf(id));
    }
    if (id != 0 && there == 0 && exam.visit.trimmed().isEmpty()) {
        const qint64 first = id;
        RETCLIP_CHECK(findPlaceBeside(exam, patient, id, visit, present));
        result.beside = id != first;
    }
    const bool isNew = id == 0;
    bool different = isNew;
    if (isNew) {
        RETCLIP_TRY(id, insertExam(exam, patient, result.newPatient, patientCode, visit));
    } else {
        RETCLIP_TRY(different, updateExam(exam, id));
    }
    result.exam = {id};
    RETCLIP_TRY(result.images, writeImages(exam, id, isNew, std::move(present)));
    RETCLIP_TRY(const bool marked, writeRegions(exam, id));
    RETCLIP_TRY(result.report, writeReport(exam.report, id, isNew));
    RETCLIP_TRY(result.labels, writeLabels(labels, id, isNew));
    RETCLIP_TRY(const bool tagged, writeTags(exam.tags, id, isNew));
    RETCLIP_TRY(const bool judged, writeVerdicts(exam.verdicts, id));
    different = different || result.images > 0 || result.report || result.labels > 0 || tagged || judged || marked;
    result.outcome = isNew ? ImportOutcome::added
        : different        ? ImportOutcome::changed
                           : ImportOutcome::unchanged;
    return result;
}

Result<qint64> StudyWriter::Private::examThere(const ImportedExam &exam, const QString &patientCode)
{
    const QString named = exam.visit.trimmed().isEmpty() ? exam.code : exam.visit.trimmed();
    const QString day = exam.date.isValid() ? exam.date.toString(Qt::ISODate) : QString();
    RETCLIP_TRY(Statement statement, database.prepare("SELECT id, visit, code, coalesce(date, '') FROM exam"
                                                      " WHERE patient = (SELECT id FROM patient WHERE code = ?)"));
    statement.bind(patientCode);
    std::vector<qint64> meant;
    for (;;) {
        RETCLIP_TRY(const bool row, statement.step());
        if (!row)
            break;
        const bool fits = !named.isEmpty() ? statement.text(1) == named || statement.text(2) == named
                                           : day.isEmpty() || statement.text(1) == day || statement.text(3) == day;
        if (fits)
            meant.push_back(statement.integer(0));
    }
    if (meant.size() == 1)
        return meant.front();
    const Message happened = meant.empty()
        ? message(QT_TRANSLATE_NOOP("Message", "The study has no such exam of patient %1, and the row brings no photograph."),
                  {patientCode.toStdString()})
        : message(QT_TRANSLATE_NOOP("Message", "Patient %1 has %2 exams: a column must say which one is meant."),
                  {patientCode.toStdString(), std::to_string(meant.size())});
    return failure(ErrorCode::invalid_argument, happened,
                   message(QT_TRANSLATE_NOOP("Message", "The row was left out; the others are in.")),
                   message(QT_TRANSLATE_NOOP("Message", "Add a column with the exam's code or day.")));
}

Result<qint64> StudyWriter::Private::patientId(const QString &code, bool &isNew)
{
    if (const auto known = patients.constFind(code); known != patients.cend())
        return *known;
    RETCLIP_TRY(qint64 id, database.number("SELECT id FROM patient WHERE code = ?", code));
    if (id == 0) {
        isNew = true;
        RETCLIP_CHECK(database.run("INSERT INTO patient(code) VALUES(?)", code));
        id = database.lastRow();
    }
    patients.insert(code, id);
    return id;
}

Result<qint64> StudyWriter::Private::insertExam(const ImportedExam &exam, qint64 patient,
                                                bool newPatient, const QString &patientCode,
                                                const QString &visit)
{
    qint64 number = 1;
    if (!newPatient) {
        RETCLIP_TRY(number, database.number("SELECT coalesce(max(number), 0) + 1 FROM exam"
                                            " WHERE patient = ?",
                                            patient));
    }
    QString code;
    for (qint64 taken = 1; taken > 0; number += taken > 0 ? 1 : 0) {
        code = QStringLiteral("%1-%2").arg(patientCode).arg(number);
        RETCLIP_TRY(taken, database.number("SELECT count(*) FROM exam WHERE code = ?", code));
    }
    if (!exam.code.isEmpty() && exam.code != code) {
        RETCLIP_TRY(const qint64 taken,
                    database.number("SELECT count(*) FROM exam WHERE code = ?", exam.code));
        if (taken == 0) {
            code = exam.code;
            // Keeps later numbers free of what the code says.
            if (code.startsWith(patientCode + u'-'))
                if (const qint64 own = code.mid(patientCode.size() + 1).toLongLong(); own > number)
                    number = own;
        }
    }
    RETCLIP_CHECK(database.run(
        "INSERT INTO exam(patient, visit, number, code, sort_key, sex, age, date, camera, site, source,"
        " split, excluded, unsure, comment, eyes) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        patient, visit, number, code, examSortKey(patientCode, int(number)), exam.sex,
        exam.age >= 0 ? std::optional<qint64>(exam.age) : std::nullopt,
        exam.date.isValid() ? std::optional(exam.date.toString(Qt::ISODate)) : std::nullopt, exam.camera,
        exam.site, source, qint64(exam.split), exam.excluded, exam.unsure, exam.comment, eyesOf(exam)));
    return database.lastRow();
}

Result<bool> StudyWriter::Private::updateExam(const ImportedExam &exam, qint64 id)
{
    // What the source does not say stays, and so does a camera whose serial number was taken out.
    QString camera = exam.camera;
    if (!camera.isEmpty()) {
        RETCLIP_TRY(const auto before, database.text("SELECT camera FROM exam WHERE id = ?", id));
        qint64 redacted = 0;
        if (before.value_or(QString()) != camera) {
            RETCLIP_TRY(redacted, database.number("SELECT count(*) FROM journal_exam x JOIN journal j ON j.id = x.journal"
                                                  " WHERE x.exam = ? AND j.state = 0 AND j.kind IN ('redact', 'edit')"
                                                  " AND instr(j.before, ',\"camera\",') > 0",
                                                  id));
        }
        if (redacted > 0)
            camera.clear();
    }
    RETCLIP_CHECK(database.run(
        "UPDATE exam SET sex = coalesce(nullif(?2, ''), sex), age = coalesce(?3, age),"
        " date = coalesce(?4, date), camera = coalesce(nullif(?5, ''), camera),"
        " site = coalesce(nullif(?6, ''), site)"
        " WHERE id = ?1 AND (sex IS NOT coalesce(nullif(?2, ''), sex) OR age IS NOT coalesce(?3, age)"
        " OR date IS NOT coalesce(?4, date) OR camera IS NOT coalesce(nullif(?5, ''), camera)"
        " OR site IS NOT coalesce(nullif(?6, ''), site))",
        id, exam.sex, exam.age >= 0 ? std::optional<qint64>(exam.age) : std::nullopt,
        exam.date.isValid() ? std::optional(exam.date.toString(Qt::ISODate)) : std::nullopt, camera,
        exam.site));
    const bool facts = database.changedRows() > 0;
    // What a person may have decided is only filled in.
    RETCLIP_CHECK(database.run("UPDATE exam SET split = ?2 WHERE id = ?1 AND split = 0 AND ?2 <> 0", id,
                               qint64(exam.split)));
    const bool split = database.changedRows() > 0;
    RETCLIP_CHECK(database.run(
        "UPDATE exam SET comment = ?2 WHERE id = ?1 AND comment = '' AND ?2 <> ''"
        " AND NOT EXISTS(SELECT 1 FROM journal_exam x JOIN journal j ON j.id = x.journal"
        "  WHERE x.exam = ?1 AND j.kind <> 'import')",
        id, exam.comment));
    const bool comment = database.changedRows() > 0;
    touches = touches || split || comment;
    return facts || split || comment;
}

Result<std::vector<PresentPhotograph>> StudyWriter::Private::photographsOf(qint64 exam)
{
    std::vector<PresentPhotograph> present;
    RETCLIP_TRY(Statement statement,
                database.prepare("SELECT id, eye, path, sha256, width, height, missing FROM image"
                                 " WHERE exam = ? ORDER BY id"));
    statement.bind(exam);
    for (;;) {
        RETCLIP_TRY(const bool row, statement.step());
        if (!row)
            return present;
        present.push_back({statement.integer(0), statement.text(1), statement.text(2),
                           statement.text(3), statement.integer(4), statement.integer(5),
                           statement.integer(6) != 0});
    }
}

/// The hash of the first photograph that shows an eye of which another one is there; empty: none
/// does, or the files do not tell (unhashed, and one is gone: then the folder was moved).
QString StudyWriter::Private::otherContent(const ImportedExam &exam,
                                           const std::vector<PresentPhotograph> &present) const
{
    const auto contentOf = [this](const QString &path, const QString &known) {
        if (!known.isEmpty())
            return known;
        const QString file = QDir(study.folder()).absoluteFilePath(path);
        const auto hash = sha256_of_file(path_from_utf8(file.toStdString()));
        return hash ? QString::fromStdString(*hash) : QString();
    };
    for (const ImportedImage &image : exam.images) {
        const QString path = storedPath(image.path), eye = eyeCode(image.eye);
        if (eye.isEmpty() || image.missing)
            continue;
        bool sameEye = false, same = false;
        QString content;
        for (const PresentPhotograph &there : present) {
            same |= there.path == path || (!image.sha256.isEmpty() && there.sha256 == image.sha256);
            if (same || there.eye != eye)
                continue;
            content = contentOf(path, image.sha256);
            const QString old = contentOf(there.path, there.sha256);
            same |= !content.isEmpty() && content == old;
            sameEye |= !content.isEmpty() && !old.isEmpty();
        }
        if (sameEye && !same)
            return content;
    }
    return {};
}

/// Where `exam` cannot be the exam `id`, as another photograph of the same eye is there: the visit
/// that holds its photograph, or (`id` 0) the name of a new one. `present`: of `id`, in and out.
Result<void> StudyWriter::Private::findPlaceBeside(const ImportedExam &exam, qint64 patient, qint64 &id,
                                                   QString &visit, std::vector<PresentPhotograph> &present)
{
    const QString content = otherContent(exam, present);
    if (content.isEmpty())
        return {};
    const QString beside =
        QStringLiteral("%1 photograph %2").arg(visit, content.left(16)).trimmed();
    RETCLIP_TRY(const qint64 known, database.number("SELECT id FROM exam WHERE patient = ? AND visit = ?",
                                                    patient, beside));
    RETCLIP_TRY(const qint64 sameSource,
                database.number("SELECT count(*) FROM exam WHERE id = ? AND source = ?", id, source));
    if (known == 0 && replaces && sameSource > 0 && !met.contains(id))
        return {};
    id = known;
    visit = beside;
    present.clear();
    if (id != 0) {
        RETCLIP_TRY(present, photographsOf(id));
    }
    return {};
}

/// Whether a person gave the exam's photograph to another exam: then it does not come back by repeating
/// the import.
Result<bool> StudyWriter::Private::gaveAway(qint64 exam, const QString &path)
{
    RETCLIP_TRY(const qint64 gave,
                database.number("SELECT count(*) FROM journal_exam x JOIN journal j ON j.id = x.journal"
                                " WHERE x.exam = ? AND j.state = 0 AND instr(j.before, ',\"photographs\",') > 0",
                                exam));
    if (gave == 0)
        return false; // No index knows paths.
    RETCLIP_TRY(const qint64 elsewhere,
                database.number("SELECT count(*) FROM image WHERE path = ? AND exam <> ?", path, exam));
    return elsewhere > 0;
}

Result<int> StudyWriter::Private::writeImages(const ImportedExam &exam, qint64 id, bool isNew,
                                              std::vector<PresentPhotograph> present)
{
    // The photograph that is there: by its place or content and eye, else by place or content alone
    // (a person may have said since which eye it shows), else by its eye (the file was replaced).
    const auto match = [&](const QString &path, const ImportedImage &image,
                           const QString &eye) -> PresentPhotograph * {
        const auto same = [&](const PresentPhotograph &candidate) {
            return candidate.path == path
                || (!image.sha256.isEmpty() && candidate.sha256 == image.sha256);
        };
        for (PresentPhotograph &candidate : present)
            if (!candidate.matched && candidate.eye == eye && same(candidate))
                return &candidate;
        for (PresentPhotograph &candidate : present)
            if (!candidate.matched && same(candidate))
                return &candidate;
        if (!eye.isEmpty())
            for (PresentPhotograph &candidate : present)
                if (!candidate.matched && candidate.eye == eye)
                    return &candidate;
        return nullptr;
    };
    int changedImages = 0;
    bool eyesChanged = false;
    for (const ImportedImage &image : exam.images) {
        const QString path = storedPath(image.path);
        const QString eye = eyeCode(image.eye);
        const auto sha256 = image.sha256.isEmpty() ? std::nullopt : std::optional(image.sha256);
        if (PresentPhotograph *found = match(path, image, eye)) {
            found->matched = true;
            const bool replaced = !image.sha256.isEmpty() && found->sha256 != image.sha256;
            const bool linked = found->path == path
                || (!image.sha256.isEmpty() && !replaced && !image.missing
                    && (QDir::isAbsolutePath(path) || !QDir::isAbsolutePath(found->path))
                    && QFileInfo(QDir(study.folder()), found->path).isFile());
            if (linked && !replaced && (image.width == 0 || image.width == found->width)
                && (image.height == 0 || image.height == found->height)
                && found->missing == image.missing)
                continue;
            const bool otherFile = found->path != path && found->sha256 != image.sha256;
            RETCLIP_CHECK(database.run(
                "UPDATE image SET path = ?2, sha256 = CASE WHEN ?7 THEN ?3 ELSE coalesce(?3, sha256) END,"
                " width = CASE ?4 WHEN 0 THEN width ELSE ?4 END,"
                " height = CASE ?5 WHEN 0 THEN height ELSE ?5 END, missing = ?6 WHERE id = ?1",
                found->id, path, sha256, image.width, image.height, image.missing, otherFile));
            ++changedImages;
            continue;
        }
        if (!isNew) {
            RETCLIP_TRY(const bool given, gaveAway(id, path));
            if (given)
                continue;
        }
        RETCLIP_CHECK(database.run("INSERT INTO image(exam, eye, path, sha256, width, height, missing)"
                                   " VALUES(?, ?, ?, ?, ?, ?, ?)",
                                   id, eye, path, sha256, image.width, image.height, image.missing));
        ++changedImages;
        eyesChanged = true;
        touches = true;
    }
    if (eyesChanged && !isNew) // A new exam was put in with its eyes.
        RETCLIP_CHECK(updateEyes(database, id));
    return changedImages;
}

Result<bool> StudyWriter::Private::writeRegions(const ImportedExam &exam, qint64 id)
{
    bool any = false;
    for (const ImportedImage &image : exam.images) {
        if (image.regions.isEmpty())
            continue;
        const QString path = storedPath(image.path);
        RETCLIP_TRY(const qint64 row,
                    database.number("SELECT id FROM image WHERE exam = ?1 AND (path = ?2 OR sha256 = ?3"
                                    " OR (?4 <> '' AND eye = ?4)) ORDER BY path = ?2 DESC, sha256 = ?3 DESC LIMIT 1",
                                    id, path, image.sha256, eyeCode(image.eye)));
        if (row == 0)
            continue;
        RETCLIP_TRY(const bool isNew, importRegions(database, row, image.regions, person, started));
        any = any || isNew;
    }
    return any;
}

Result<bool> StudyWriter::Private::writeReport(const QString &text, qint64 id, bool isNew)
{
    if (text.trimmed().isEmpty())
        return false;
    if (!isNew) {
        RETCLIP_TRY(const auto old, database.text("SELECT text FROM report WHERE exam = ?", id));
        if (old && *old == text)
            return false;
        // What a person took out because it names someone does not come back by repeating the import.
        RETCLIP_TRY(const qint64 redacted,
                    database.number("SELECT count(*) FROM journal_exam x JOIN journal j ON j.id = x.journal"
                                    " WHERE x.exam = ? AND j.state = 0 AND j.kind IN ('redact', 'edit')"
                                    " AND instr(j.before, ',\"report\",') > 0",
                                    id));
        if (redacted > 0)
            return false;
    }
    RETCLIP_CHECK(storeReport(database, id, text));
    return true;
}

Result<int> StudyWriter::Private::writeLabels(const std::vector<ResolvedLabel> &labels, qint64 id,
                                              bool isNew)
{
    int written = 0;
    for (const ResolvedLabel &entry : labels) {
        const ImportedLabel &label = *entry.label;
        const qint64 set = entry.set->set.id.value;
        const QString sourceWord = QString::fromLatin1(word(label.source));
        bool effective = label.known || !isNew;
        if (!isNew) {
            RETCLIP_TRY(Statement statement,
                        database.prepare("SELECT source, effective, classes, known, person, time FROM label"
                                         " WHERE exam = ? AND label_set = ? AND eye = ? ORDER BY id DESC"));
            statement.bind(id, set, entry.eye);
            bool there = false, decided = false, any = false;
            for (;;) {
                RETCLIP_TRY(const bool row, statement.step());
                if (!row)
                    break;
                const bool imported = statement.text(0) == QLatin1String(word(LabelSource::imported));
                decided = decided || (statement.integer(1) != 0 && !imported);
                if (statement.text(0) != sourceWord)
                    continue;
                // Of imported ones only the latest counts; of a person's own, any same one.
                const bool same = statement.text(2) == entry.classes
                    && (statement.integer(3) != 0) == label.known
                    && (label.source == LabelSource::imported
                        || (statement.text(4) == label.person
                            && (!label.time.isValid() || statement.text(5) == timeText(label.time))));
                there = there || (same && (label.source != LabelSource::imported || !any));
                any = true;
            }
            if (there || (!any && !label.known))
                continue;
            effective = !decided;
        } else if (!label.known) {
            continue;
        }
        // What was effective before is taken back first, where there was something.
        const bool once = effective && isNew;
        RETCLIP_CHECK(database.run(
            "INSERT INTO label(exam, label_set, eye, classes, known, source, person, time, effective)"
            " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)",
            id, set, entry.eye, entry.classes, label.known, sourceWord,
            label.person.isEmpty() ? person : label.person,
            label.time.isValid() ? timeText(label.time) : started, once));
        if (effective) {
            const qint64 row = database.lastRow();
            if (isNew) {
                // Nothing to take back: the same as makeEffective() at a third of the price.
                for (const QString &classId : entry.classes.split(u',', Qt::SkipEmptyParts))
                    RETCLIP_CHECK(database.run("INSERT OR IGNORE INTO label_now(class, exam, eye)"
                                               " VALUES(?, ?, ?)",
                                               classId.toLongLong(), id, entry.eye));
            } else {
                RETCLIP_CHECK(makeEffective(database, id, set, entry.eye, row));
            }
        }
        ++written;
        touches = true;
    }
    return written;
}

Result<bool> StudyWriter::Private::writeTags(const QStringList &names, qint64 id, bool isNew)
{
    bool written = false;
    for (const QString &name : names) {
        const QString tag = name.trimmed();
        if (tag.isEmpty())
            continue;
        qint64 tagId = tags.value(tag);
        if (tagId == 0) {
            RETCLIP_CHECK(database.run("INSERT OR IGNORE INTO tag(name) VALUES(?)", tag));
            RETCLIP_TRY(tagId, database.number("SELECT id FROM tag WHERE name = ?", tag));
            tags.insert(tag, tagId);
        }
        if (!isNew) {
            RETCLIP_TRY(const qint64 has, database.number("SELECT count(*) FROM exam_tag"
                                                          " WHERE tag = ? AND exam = ?",
                                                          tagId, id));
            if (has > 0)
                continue;
            // A tag that a person took away does not come back by repeating the import.
            RETCLIP_TRY(const qint64 touched,
                        database.number("SELECT count(*) FROM journal_exam x JOIN journal j"
                                        " ON j.id = x.journal WHERE x.exam = ?"
                                        " AND j.kind IN ('tag', 'untag', 'edit', 'redact')",
                                        id));
            if (touched > 0)
                continue;
        }
        RETCLIP_CHECK(database.run("INSERT OR IGNORE INTO exam_tag(tag, exam) VALUES(?, ?)", tagId, id));
        written = written || database.changedRows() > 0;
    }
    return written;
}

Result<bool> StudyWriter::Private::writeVerdicts(const QVector<Verdict> &verdicts, qint64 id)
{
    bool written = false;
    for (const Verdict &verdict : verdicts) {
        const QString time = verdict.time.isValid() ? timeText(verdict.time) : started;
        const auto run = verdict.run && verdict.run->valid() ? std::optional(verdict.run->value)
                                                             : std::nullopt;
        RETCLIP_CHECK(database.run(
            "INSERT INTO verdict(exam, kind, person, time, comment, run, label_set, reason, active)"
            " SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?9, 1 WHERE NOT EXISTS(SELECT 1 FROM verdict"
            " WHERE exam = ?1 AND kind = ?2 AND person = ?3 AND (time = ?4 OR ?8))",
            id, word(verdict.kind), verdict.person, time, verdict.comment, run, verdict.labelSet,
            !verdict.time.isValid(), verdict.reason));
        written = written || database.changedRows() > 0;
    }
    return written;
}

// ---- Findings ----------------------------------------------------------------------------------

Result<void> storeImageFindings(Study &study, const std::vector<ImageFinding> &findings)
{
    if (study.isReadOnly())
        return failure(studyIsReadOnly());
    Database &database = study.database();
    const QString prefix = study.folder() + u'/';
    RETCLIP_TRY(Transaction transaction, Transaction::begin(database));
    for (const ImageFinding &finding : findings) {
        const QString path = finding.path.startsWith(prefix) ? finding.path.mid(prefix.size())
                                                             : finding.path;
        RETCLIP_CHECK(database.run(
            "UPDATE image SET sha256 = coalesce(nullif(?2, ''), sha256),"
            " width = CASE ?3 WHEN 0 THEN width ELSE ?3 END,"
            " height = CASE ?4 WHEN 0 THEN height ELSE ?4 END, missing = coalesce(?5, missing),"
            " quality = coalesce(?6, quality),"
            " quality_reason = CASE WHEN ?6 IS NULL THEN quality_reason ELSE ?7 END,"
            " path = coalesce(nullif(?8, ''), path) WHERE id = ?1",
            finding.image.value, finding.sha256, finding.width, finding.height, finding.missing,
            finding.quality, finding.qualityReason, path));
    }
    return transaction.commit();
}

} // namespace retclip
