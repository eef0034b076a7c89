// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/import_session.h"

#include "core/base/files.h"
#include "core/base/sha256.h"
#include "core/base/work_folder.h"
#include "core/imaging/burnt_in_text.h"
#include "core/imaging/photograph.h"
#include "core/import/exam_record.h"
#include "core/import/import_privacy.h"
#include "core/import/photograph_finder.h"
#include "core/study/photograph_looks.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryFile>

#include <algorithm>

namespace retclip {

namespace {

constexpr std::size_t batchSize = 256;

/// A number as a picture file holds it; 0 past the end.
quint64 numberIn(QFile &file, qint64 at, int bytes, bool bigEndian)
{
    const QByteArray raw = file.seek(at) ? file.read(bytes) : QByteArray();
    quint64 value = 0;
    for (int i = 0; i < bytes && raw.size() == bytes; ++i)
        value |= quint64(quint8(raw[i])) << (8 * (bigEndian ? bytes - 1 - i : i));
    return value;
}

/// Whether the strips or tiles of a TIFF's first picture lie within the file; true where that cannot be told.
bool holdsItsStrips(QFile &file)
{
    const bool big = numberIn(file, 0, 2, false) == 0x4d4d;
    const auto number = [&](qint64 at, int bytes) { return numberIn(file, at, bytes, big); };
    if (number(2, 2) != 42)
        return true; // BigTIFF has other tables.
    const qint64 table = qint64(number(4, 4));
    qint64 offsets = 0, counts = 0, pieces = 0;
    int offsetBytes = 4, countBytes = 4;
    for (qint64 i = 0, entries = qint64(number(table, 2)); i < entries; ++i) {
        const qint64 entry = table + 2 + 12 * i;
        const quint64 tag = number(entry, 2);
        const bool isOffset = tag == 273 || tag == 324;
        if (!isOffset && tag != 279 && tag != 325)
            continue;
        const int bytes = number(entry + 2, 2) == 3 ? 2 : 4;
        pieces = qint64(number(entry + 4, 4));
        (isOffset ? offsetBytes : countBytes) = bytes;
        (isOffset ? offsets : counts) = pieces * bytes <= 4 ? entry + 8 : qint64(number(entry + 8, 4));
    }
    if (offsets == 0 || counts == 0)
        return table + 2 < file.size();
    for (qint64 i = 0; i < std::min<qint64>(pieces, 100000); ++i)
        if (number(offsets + i * offsetBytes, offsetBytes) + number(counts + i * countBytes, countBytes)
            > quint64(file.size()))
            return false;
    return true;
}

bool isWhole(QFile &file, const std::string &format)
{
    const qint64 tail = std::min<qint64>(file.size(), 65536);
    const auto endHolds = [&](QByteArrayView mark) {
        return file.seek(file.size() - tail) && file.read(tail).contains(mark);
    };
    if (format == "JPEG" || format == "JPEG 2000") // Both end with the same mark, which their data cannot hold.
        return endHolds(QByteArrayView("\xFF\xD9", 2));
    if (format == "PNG")
        return endHolds("IEND");
    if (format == "WebP")
        return numberIn(file, 4, 4, false) + 8 <= quint64(file.size());
    if (format == "TIFF")
        return holdsItsStrips(file);
    return true;
}

/// Nothing where the file is whole as far as it says itself where it ends.
std::optional<Message> cutShort(const QString &path, const std::string &format)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly) || isWhole(file, format))
        return {};
    return message(QT_TRANSLATE_NOOP("Message", "The file is cut short."));
}

Result<Pseudonyms> pseudonymsFor(const Study &study, const ImportPlan &plan, bool dryRun)
{
    if (plan.keyFile.isEmpty())
        return failure(ErrorCode::invalid_argument,
                       message(QT_TRANSLATE_NOOP("Message", "De-identifying needs a file for the key of the pseudonyms.")),
                       message(QT_TRANSLATE_NOOP("Message", "Nothing was imported.")),
                       message(QT_TRANSLATE_NOOP("Message", "Name one outside the study: with the same key the same patient comes to the same place again.")));
    if (dryRun && !QFileInfo::exists(plan.keyFile))
        return Pseudonyms::forOnce(); // A look makes no files.
    return pseudonymsFromFile(plan.keyFile, {study.folder()});
}

std::string shown(const QString &name)
{
    return name.toStdString();
}

} // namespace

struct ImportSession::Looked
{
    ImportedImage image;
    std::optional<Message> refused;
    std::optional<Error> stopped; ///< The whole import cannot go on.
    bool missing = false;
    bool writing = false; ///< De-identifying: looks as if text were burnt in.
};

struct ImportSession::Batch
{
    struct Place
    {
        std::size_t exam, photograph;
    };
    std::vector<PendingExam> exams;
    std::vector<Place> places; ///< Of all photographs, in order.
    std::vector<Looked> looked; ///< One a place.

    [[nodiscard]] PendingExam &exam(std::size_t place) { return exams[places[place].exam]; }
    [[nodiscard]] PendingPhotograph &photograph(std::size_t place)
    {
        return exam(place).photographs[places[place].photograph];
    }
};

ImportSession::ImportSession(Study &study, ImportPlan plan, std::optional<Pseudonyms> pseudonyms, bool dryRun,
                             const ProgressCallback &progress, std::stop_token stop)
    : m_study(study), m_plan(std::move(plan)), m_pseudonyms(std::move(pseudonyms)), m_dryRun(dryRun),
      m_stop(std::move(stop)), m_callback(progress),
      m_progress(progress, 0, message(QT_TRANSLATE_NOOP("Message", "Importing"))),
      m_synthetic(sourceIsSynthetic(m_plan.source))
{
}

ImportSession::~ImportSession() = default;

Result<std::unique_ptr<ImportSession>> ImportSession::begin(Study &study, const ImportPlan &plan,
                                                            bool dryRun,
                                                            const ProgressCallback &progress,
                                                            std::stop_token stop)
{
    std::optional<Pseudonyms> pseudonyms;
    if (plan.deidentify) {
        RETCLIP_TRY(pseudonyms, pseudonymsFor(study, plan, dryRun));
    }
    std::unique_ptr<ImportSession> session(
        new ImportSession(study, plan, std::move(pseudonyms), dryRun, progress, std::move(stop)));
    // The name of a file may name someone too.
    const QString name = plan.deidentify ? QStringLiteral("%1, de-identified").arg(plan.layout)
                                         : QFileInfo(plan.source).fileName();
    auto writer = StudyWriter::begin(study, name, plan.person);
    if (writer) {
        session->m_writer = std::move(*writer);
        if (!dryRun) // The study is ours alone now; what a killed import left half copied goes.
            remove_unfinished_files(path_from_utf8((study.folder() + QStringLiteral("/images")).toStdString()));
        if (!plan.arrivalTag.isEmpty())
            session->m_writer->neverReplace();
    }
    if (!session->m_writer && !dryRun)
        return failure(writer.error());
    RETCLIP_TRY(const QVector<LabelSet> sets, study.labelSets());
    for (const LabelSet &set : sets)
        session->m_sets.insert(set.name, set);
    session->m_sinceCommit.start();
    return session;
}

Result<void> ImportSession::defineLabelSet(const LabelSet &set)
{
    const auto known = m_sets.constFind(set.name);
    if (known != m_sets.cend() && known->kind != set.kind)
        return failure(
            ErrorCode::conflict,
            message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "The study has a label set \"%1\" of another kind (%2; the source has %3)."),
                {set.name.toStdString(), word(known->kind), word(set.kind)}),
            message(QT_TRANSLATE_NOOP("Message", "Nothing was imported.")),
            message(QT_TRANSLATE_NOOP("Message",
                                      "Rename the column, or do not import it as a label.")));
    if (m_dryRun || !m_writer)
        return {};
    RETCLIP_CHECK(settle());
    if (auto defined = m_writer->defineLabelSet(set); !defined)
        return failure(defined.error());
    return {};
}

void ImportSession::takeOverKind(LabelSet &set) const
{
    const auto oneOfSeveral = [](LabelKind kind) {
        return kind == LabelKind::multiclass || kind == LabelKind::ordinal;
    };
    const auto known = m_sets.constFind(set.name);
    if (known != m_sets.cend() && oneOfSeveral(known->kind) && oneOfSeveral(set.kind))
        set.kind = known->kind;
}

void ImportSession::skip(const QString &source, qint64 row, Message reason, Message cause, RowFate fate)
{
    const std::scoped_lock lock(m_telling);
    m_report.skipped.append({source, row, std::move(reason), std::move(cause), fate});
}

void ImportSession::remark(const QString &source, qint64 row, Message what, RowFate fate)
{
    const std::scoped_lock lock(m_telling);
    m_report.remarks.append({source, row, std::move(what), {}, fate});
}

void ImportSession::sayToLookAt(PendingExam &exam, const PendingPhotograph &photograph, Message what, const char *tag)
{
    const QString word = QString::fromLatin1(tag);
    if (!exam.tagsIfNew.contains(word))
        exam.tagsIfNew.append(word);
    // Without rows each photograph is a file of its own.
    remark(exam.row > 0 || photograph.named.isEmpty() ? exam.source : photograph.named, exam.row, std::move(what), RowFate::toLookAt);
}

void ImportSession::note(Message message)
{
    const std::scoped_lock lock(m_telling);
    m_report.notes.append(std::move(message));
}

void ImportSession::setTotal(qint64 rows)
{
    m_total = std::max<qint64>(rows, 0);
    m_progress = ProgressReporter(m_callback, m_total,
                                  message(QT_TRANSLATE_NOOP("Message", "Importing")));
}

void ImportSession::setPosition(double position)
{
    if (m_total > 0)
        m_progress.advance_to(std::int64_t(position * double(m_total)));
}

Result<void> ImportSession::put(PendingExam exam)
{
    if (m_pseudonyms) {
        hideIdentity(exam.exam, *m_pseudonyms);
        if (!leftAfterHiding(exam.exam).isEmpty()) { // Its words are not told: they would stand in a file of errors.
            remark(exam.source, exam.row,
                   message(QT_TRANSLATE_NOOP("Message", "Its texts may still tell a person: look them through with Report privacy.")),
                   RowFate::toLookAt);
            exam.tagsIfNew.append(QString::fromLatin1(lookForNamesTag));
        }
    }
    m_waiting.push_back(std::move(exam));
    ++m_put;
    if (m_total == 0)
        m_progress.advance_to(m_put);
    if (m_waiting.size() >= batchSize)
        return flush();
    return {};
}

// Runs on several threads; touches nothing shared.
ImportSession::Looked ImportSession::look(PendingPhotograph &photograph) const
{
    Looked looked;
    looked.image.eye = photograph.eye;
    looked.image.path = photograph.path;
    if (photograph.path.isEmpty() && photograph.bytes.isEmpty()) {
        looked.missing = true;
        return looked;
    }
    const bool mustBeCleaned = m_pseudonyms && !m_dryRun;
    if (!m_plan.hashImages && !mustBeCleaned && photograph.bytes.isEmpty() && photograph.expectedSha256.isEmpty())
        return looked;

    if (m_pseudonyms) {
        if (auto hidden = hideIdentity(photograph, *m_pseudonyms); !hidden) {
            looked.refused = hidden.error().what_happened;
            return looked;
        }
        looked.image.path.clear();
    }
    QTemporaryFile unpacked;
    QString path = photograph.path;
    if (path.isEmpty()) {
        if (!unpacked.open() || unpacked.write(photograph.bytes) != photograph.bytes.size()
            || !unpacked.flush()) {
            looked.refused = message(QT_TRANSLATE_NOOP("Message", "There is no room to unpack it."));
            return looked;
        }
        path = unpacked.fileName();
    }
    const auto file = path_from_utf8(path.toStdString());
    if (QFileInfo(path).size() == 0) {
        looked.refused = message(QT_TRANSLATE_NOOP("Message", "The file is empty."));
        return looked;
    }
    const auto facts = inspect_photograph(file);
    if (!facts) {
        looked.refused = facts.error().what_happened;
        return looked;
    }
    if (std::int64_t(facts->width) * facts->height > PhotographOptions().maximum_pixels) {
        // No decoder of ours would ever show or train on it.
        looked.refused =
            message(QT_TRANSLATE_NOOP("Message", "The picture is too large: %1 × %2 pixels."),
                    {std::to_string(facts->width), std::to_string(facts->height)});
        return looked;
    }
    looked.refused = cutShort(path, facts->format);
    if (looked.refused)
        return looked;
    if (m_pseudonyms)
        if (const auto image = read_photograph(file))
            looked.writing = !burnt_in_text(*image).lines.empty();
    looked.image.width = facts->width;
    looked.image.height = facts->height;
    const auto hash = sha256_of_file(file, m_stop);
    if (!hash) {
        looked.refused = hash.error().what_happened;
        return looked;
    }
    looked.image.sha256 = QString::fromStdString(*hash);
    if (!photograph.expectedSha256.isEmpty() && photograph.expectedSha256 != looked.image.sha256) {
        looked.refused = message(
            QT_TRANSLATE_NOOP("Message", "Its content has changed since it was exported."));
        return looked;
    }
    if ((m_plan.copyImages || photograph.path.isEmpty()) && !m_dryRun) {
        QString ending = QString::fromStdString(facts->format).toLower().remove(QLatin1Char(' '));
        ending.replace(QLatin1String("jpeg2000"), QLatin1String("jp2"))
            .replace(QLatin1String("jpeg"), QLatin1String("jpg"))
            .replace(QLatin1String("tiff"), QLatin1String("tif"))
            .replace(QLatin1String("dicom"), QLatin1String("dcm"));
        auto kept = keep(photograph, looked.image.sha256, ending);
        if (!kept && kept.error().code == ErrorCode::disk_full)
            looked.stopped = kept.error();
        else if (!kept)
            looked.refused = kept.error().what_happened;
        else
            looked.image.path = *kept;
    }
    return looked;
}

Result<QString> ImportSession::keep(const PendingPhotograph &photograph, const QString &sha256,
                                    const QString &ending) const
{
    const QString folder = m_study.folder() + QStringLiteral("/images/") + sha256.left(2);
    const QString target = folder + QLatin1Char('/') + sha256 + QLatin1Char('.') + ending;
    if (QFileInfo::exists(target))
        return target;
    QDir().mkpath(folder);
    std::string contents(photograph.bytes.constData(), std::size_t(photograph.bytes.size()));
    if (photograph.bytes.isEmpty()) {
        RETCLIP_TRY(contents, read_file(path_from_utf8(photograph.path.toStdString())));
    }
    RETCLIP_CHECK(write_file_atomically(path_from_utf8(target.toStdString()), contents));
    return target;
}

Result<void> ImportSession::flush()
{
    Batch batch;
    batch.exams.swap(m_waiting);
    for (std::size_t e = 0; e < batch.exams.size(); ++e)
        for (std::size_t p = 0; p < batch.exams[e].photographs.size(); ++p)
            batch.places.push_back({e, p});
    batch.looked.resize(batch.places.size());
    onAllCores(batch.places.size(), [&](std::size_t i) {
        if (!m_stop.stop_requested())
            batch.looked[i] = look(batch.photograph(i));
    });
    if (m_stop.stop_requested()) { // What is not looked at is not written.
        m_report.complete = false;
        return {};
    }
    RETCLIP_CHECK(settle());
    m_writing = std::async(std::launch::async, [this, batch = std::move(batch)]() mutable {
        return write(std::move(batch));
    });
    return {};
}

Result<void> ImportSession::settle()
{
    return m_writing.valid() ? m_writing.get() : Result<void>();
}

Result<void> ImportSession::write(Batch batch)
{
    std::vector<Looked> &looked = batch.looked;
    for (std::size_t i = 0; i < looked.size(); ++i) {
        if (looked[i].stopped)
            return failure(std::move(*looked[i].stopped));
        if (!looked[i].missing && !looked[i].refused)
            takeIn(batch.exam(i), batch.photograph(i), looked[i]);
    }
    // Only now is it known which exams are left with something.
    for (std::size_t i = 0; i < looked.size(); ++i)
        if (looked[i].missing || looked[i].refused)
            tellLeftOut(batch.exam(i), batch.photograph(i), looked[i]);
    for (PendingExam &pending : batch.exams)
        RETCLIP_CHECK(write(pending));
    if (m_writer && !m_dryRun
        && m_sinceCommit.elapsed() > 1000) { // Others see it, and a crash keeps it.
        RETCLIP_CHECK(m_writer->commit());
        m_sinceCommit.restart();
    }
    return {};
}

void ImportSession::takeIn(PendingExam &exam, const PendingPhotograph &photograph, const Looked &looked)
{
    exam.exam.images.append(looked.image);
    const QSize there(looked.image.width, looked.image.height);
    if (!photograph.regions.isEmpty() && !photograph.regionsOf.isEmpty() && there.width() > 0 && photograph.regionsOf != there
        && photograph.regionsOf != there.transposed()) // Turned by its EXIF.
        remark(exam.source, exam.row,
               message(QT_TRANSLATE_NOOP("Message", "The regions of %1 were drawn on a picture of another size (%2 × %3) and are not in."),
                       {shown(photograph.named), std::to_string(photograph.regionsOf.width()),
                        std::to_string(photograph.regionsOf.height())}));
    else
        exam.exam.images.last().regions = photograph.regions;
    if (looked.writing)
        sayToLookAt(exam, photograph,
                    message(QT_TRANSLATE_NOOP("Message", "The photograph %1 is in, but there may be writing burnt into it: look at it."),
                            {shown(photograph.named)}),
                    lookForWritingTag);
    if (nameContradicts(photograph.named, photograph.eye))
        sayToLookAt(exam, photograph,
                    message(photograph.eye == Laterality::left
                                ? QT_TRANSLATE_NOOP("Message", "The photograph %1 is in as the left eye, but its name says right: look at it.")
                                : QT_TRANSLATE_NOOP("Message", "The photograph %1 is in as the right eye, but its name says left: look at it."),
                            {shown(photograph.named)}),
                    lookAtEyesTag);
    if (!looked.image.sha256.isEmpty() && m_contents[looked.image.sha256]++ > 0)
        ++m_report.duplicateImages;
}

void ImportSession::tellLeftOut(const PendingExam &exam, const PendingPhotograph &photograph, Looked &looked)
{
    const bool stays = hasEnough(exam);
    if (looked.missing) {
        ++m_report.missingFiles;
        skip(exam.source, exam.row,
             message(stays ? QT_TRANSLATE_NOOP("Message", "The photograph %1 is not there; the rest of the exam is in.")
                           : QT_TRANSLATE_NOOP("Message", "The photograph %1 is not there."),
                     {shown(photograph.named)}),
             {}, stays ? RowFate::withoutPhotograph : RowFate::leftOut);
        return;
    }
    skip(exam.source, exam.row,
         message(stays ? QT_TRANSLATE_NOOP("Message", "The photograph %1 was left out; the rest of the exam is in.")
                       : QT_TRANSLATE_NOOP("Message", "The photograph %1 was left out."),
                 {shown(photograph.named)}),
         std::move(*looked.refused), stays ? RowFate::withoutPhotograph : RowFate::leftOut);
}

bool ImportSession::hasEnough(const PendingExam &exam)
{
    return exam.exam.mustExist || !exam.exam.images.isEmpty() || (!exam.needsPhotograph && !exam.exam.report.isEmpty());
}

Result<void> ImportSession::write(PendingExam &pending)
{
    if (!hasEnough(pending)) {
        skip(pending.source, pending.row,
             message(QT_TRANSLATE_NOOP(
                         "Message", "Patient %1 has no photograph that can be read; left out."),
                     {shown(pending.exam.patient)}));
        return {};
    }
    if (!m_writer) {
        ImportedRow unseen;
        unseen.outcome = ImportOutcome::added;
        unseen.images = int(pending.exam.images.size());
        unseen.report = !pending.exam.report.isEmpty();
        unseen.labels = int(pending.exam.labels.size());
        count(pending, unseen);
        return {};
    }
    if (m_synthetic) {
        RETCLIP_CHECK(markSynthetic());
        if (m_tagSynthetic && !pending.exam.tags.contains(QLatin1String("synthetic")))
            pending.exam.tags.append(QStringLiteral("synthetic"));
    }
    Result<ImportedRow> row = ImportedRow();
    bool arrives = false;
    if (!m_dryRun && !m_plan.arrivalTag.isEmpty())
        pending.tagsIfNew.append(m_plan.arrivalTag);
    if (!m_dryRun && !pending.tagsIfNew.isEmpty()) {
        // A refusal is met again below, where it is listed.
        const auto before = lookAt(pending.exam);
        const bool differs = before && before->outcome != ImportOutcome::unchanged;
        arrives = differs && !m_plan.arrivalTag.isEmpty();
        for (const QString &tag : std::as_const(pending.tagsIfNew))
            if (differs && !pending.exam.tags.contains(tag))
                pending.exam.tags.append(tag);
    }
    row = m_dryRun ? lookAt(pending.exam) : m_writer->put(pending.exam);
    if (!row && row.error().code == ErrorCode::invalid_argument) {
        skip(pending.source, pending.row, row.error().what_happened);
        return {};
    }
    if (!row)
        return failure(row.error());
    if (arrives)
        m_report.arrived.push_back(row->exam);
    m_report.beside += row->beside && row->outcome == ImportOutcome::added ? 1 : 0;
    count(pending, *row);
    return {};
}

/// A study of drawn photographs says so everywhere. One that holds others too cannot be named so as
/// a whole: there each new exam carries a tag.
Result<void> ImportSession::markSynthetic()
{
    if (m_marked)
        return {};
    m_marked = true;
    if (m_study.setting(QStringLiteral("synthetic")) == QLatin1String("1"))
        return {};
    RETCLIP_TRY(const qint64 others, m_study.count({}));
    if (others == 0)
        return m_dryRun ? Result<void>()
                        : m_study.setSetting(QStringLiteral("synthetic"), QStringLiteral("1"));
    m_tagSynthetic = true;
    note(message(QT_TRANSLATE_NOOP("Message",
                                   "The source is SYNTHETIC and the study holds other exams: those "
                                   "of the source get the tag \"synthetic\".")));
    return {};
}

// A dry run defines no label sets, so labels that only the real run could write are looked at here.
Result<ImportedRow> ImportSession::lookAt(ImportedExam exam)
{
    const auto unknown = [&](const ImportedLabel &label) {
        const auto set = m_sets.constFind(label.labelSet);
        if (set == m_sets.cend())
            return true;
        return !std::all_of(
            label.positive.cbegin(), label.positive.cend(), [&](const QString &name) {
                return std::any_of(set->classes.cbegin(), set->classes.cend(),
                                   [&](const LabelClass &c) { return c.name == name; });
            });
    };
    const bool newLabels = exam.labels.removeIf(unknown) > 0;
    RETCLIP_TRY(ImportedRow row, m_writer->look(exam));
    if (row.outcome == ImportOutcome::unchanged && newLabels)
        row.outcome = ImportOutcome::changed;
    return row;
}

void ImportSession::count(const PendingExam &pending, const ImportedRow &row)
{
    const ImportedExam &exam = pending.exam;
    PerEye<QString> eyes;
    bool unknown = false;
    for (const ImportedImage &image : exam.images) {
        if (image.eye)
            eyes[*image.eye] = image.sha256.isEmpty() ? image.path : image.sha256;
        else
            unknown = true;
    }
    if (!eyes.right.isEmpty() && !eyes.left.isEmpty()) {
        ++m_report.pairs;
        if (eyes.right == eyes.left)
            ++m_sameEyes;
    } else if (!eyes.right.isEmpty() || !eyes.left.isEmpty()) {
        ++m_report.singleEyes;
    }
    if (unknown)
        ++m_report.eyeUnknown;
    if (exam.report.isEmpty() && !exam.mustExist)
        ++m_report.withoutReport;
    m_report.eyesInDoubt += pending.tagsIfNew.contains(QLatin1String(lookAtEyesTag)) ? 1 : 0;
    m_report.withWriting += pending.tagsIfNew.contains(QLatin1String(lookForWritingTag)) ? 1 : 0;
    if (row.outcome == ImportOutcome::unchanged) {
        ++m_report.unchanged;
        return;
    }
    ++m_report.exams;
    m_report.changed += row.outcome == ImportOutcome::changed ? 1 : 0;
    if (!m_patients.contains(exam.patient)) {
        m_patients.insert(exam.patient);
        ++m_report.patients;
    }
    m_report.images += row.images;
    m_report.reports += row.report ? 1 : 0;
    m_report.labels += row.labels;
}

Result<ImportReport> ImportSession::finish()
{
    if (!m_stop.stop_requested())
        RETCLIP_CHECK(flush());
    RETCLIP_CHECK(settle());
    if (m_stop.stop_requested())
        m_report.complete = false;
    if (m_writer && !m_dryRun) {
        if (auto receipt = m_writer->finish(); !receipt)
            return failure(receipt.error());
        m_report.backup = m_writer->backup();
    }
    noteCounts();
    m_progress.finish();
    return m_report;
}

void ImportSession::noteCounts()
{
    const auto number = [](qint64 value) { return std::to_string(value); };
    if (m_report.missingFiles > 0)
        note(message(QT_TRANSLATE_NOOP("Message",
                                       "Photographs that the source names and that are not there: "
                                       "%1. Exams that have another one or a report are in without them."),
                     {number(m_report.missingFiles)}));
    if (m_report.eyeUnknown > 0)
        note(message(QT_TRANSLATE_NOOP("Message",
                                       "Exams with photographs that do not say which eye: %1. They "
                                       "are in, marked \"eye unknown\", and left out of training."),
                     {number(m_report.eyeUnknown)}));
    if (m_report.duplicateImages > 0)
        note(message(
            QT_TRANSLATE_NOOP("Message", "Photographs with the same content as another one: %1."),
            {number(m_report.duplicateImages)}));
    if (m_sameEyes > 0)
        note(message(QT_TRANSLATE_NOOP(
                         "Message", "Exams that show the same photograph for both eyes: %1. Check them."),
                     {number(m_sameEyes)}));
    const auto told = [this](RowFate fate) {
        return std::count_if(m_report.remarks.cbegin(), m_report.remarks.cend(),
                             [fate](const SkippedRow &row) { return row.fate == fate; });
    };
    if (const auto values = told(RowFate::withoutValue); values > 0)
        note(message(QT_TRANSLATE_NOOP("Message",
                                       "Values that could not be read: %1. Their rows are in "
                                       "without them."),
                     {number(values)}));
    if (m_report.eyesInDoubt > 0)
        note(message(QT_TRANSLATE_NOOP("Message", "Pairs that may be swapped, as a file's name says the other eye: %1. The query \"swapped\" finds them."),
                     {number(m_report.eyesInDoubt)}));
    if (m_dryRun && m_pseudonyms)
        note(message(QT_TRANSLATE_NOOP("Message", "Writing that is burnt into photographs is looked for when they come in; exams that may have some get the tag \"look-writing\".")));
    if (const auto toLookAt = told(RowFate::toLookAt); toLookAt > 0)
        note(message(QT_TRANSLATE_NOOP("Message", "To be looked at by a person: %1. They are in; the list says why, and the exams carry a tag that begins with \"look-\"."),
                     {number(toLookAt)}));
    if (m_report.beside > 0)
        note(message(QT_TRANSLATE_NOOP("Message",
                                       "Exams of patients who are there with other photographs of the "
                                       "same eye: %1. They stand beside them as visits of their own; "
                                       "nothing was replaced."),
                     {number(m_report.beside)}));
    if (m_report.changed == 0)
        return;
    if (m_dryRun)
        note(message(QT_TRANSLATE_NOOP("Message",
                                       "Exams that are there already and would be changed: %1. The "
                                       "study is backed up before that."),
                     {number(m_report.changed)}));
    else if (!m_report.backup.isEmpty())
        note(message(QT_TRANSLATE_NOOP("Message",
                                       "Exams that were there already and are changed now: %1. The "
                                       "study as it was before is %2."),
                     {number(m_report.changed), m_report.backup.toStdString()}));
}

bool sourceIsSynthetic(const QString &source)
{
    const QFileInfo info(source);
    if (!info.exists())
        return false;
    const QDir folder = info.isDir() ? QDir(source) : info.absoluteDir();
    for (const QString &path : {folder.absolutePath(), QFileInfo(folder.absolutePath()).absolutePath()}) {
        if (QFileInfo(path + QLatin1Char('/') + QLatin1String(syntheticMarkName)).isFile())
            return true;
        QFile manifest(path + QStringLiteral("/manifest.json"));
        if (!manifest.open(QIODevice::ReadOnly))
            continue;
        const QJsonObject words = QJsonDocument::fromJson(manifest.readAll()).object();
        if (words[QLatin1String("program")].toString() == QLatin1String(exportProgramName)
            && words[QLatin1String("synthetic")].toBool())
            return true;
    }
    return false;
}

} // namespace retclip
