// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/dicom.h"

#include "core/base/files.h"
#include "core/import/entries.h"
#include "core/import/import_session.h"
#include "core/import/photograph_finder.h"

#include <QCoreApplication>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace retclip {

namespace {

/// Above this a file is a recording, not a set of photographs.
constexpr int mostFrames = 500;
/// How many files are read before their exams are written, so that a stop is heard.
constexpr std::size_t filesAtOnce = 256;

struct DicomFile
{
    QString path;
    QString relative;
    Result<DicomFacts> facts = DicomFacts{};
};

bool holdsDicom(const QString &path)
{
    return looks_like_dicom(path_from_utf8(path.toStdString()));
}

bool hasDicomEnding(const QString &path)
{
    const QString ending = QFileInfo(path).suffix().toLower();
    return ending == QLatin1String("dcm") || ending == QLatin1String("dicom")
        || ending == QLatin1String("ima");
}

bool isDirectoryFile(const QString &path)
{
    return QFileInfo(path).fileName().compare(QLatin1String("DICOMDIR"), Qt::CaseInsensitive) == 0;
}

QString directoryFileIn(const QString &source)
{
    if (QFileInfo(source).isFile())
        return isDirectoryFile(source) ? source : QString();
    for (const char *name : {"DICOMDIR", "dicomdir"})
        if (const QString path = QDir(source).filePath(QLatin1String(name)); QFile::exists(path))
            return path;
    return {};
}

/// DICOM files of a source: of its DICOMDIR, of the folder in any depth, or the file itself.
Result<QStringList> dicomFiles(const QString &source, std::stop_token stop, qsizetype most)
{
    QStringList files;
    if (const QString directory = directoryFileIn(source); !directory.isEmpty()) {
        RETCLIP_TRY(const auto named,
                    read_dicom_directory(path_from_utf8(directory.toStdString())));
        for (const auto &path : named)
            files.append(QString::fromStdString(utf8_from_path(path)));
        return files;
    }
    if (QFileInfo(source).isFile())
        return QStringList{source};
    QDirIterator walker(source, QDir::Files, QDirIterator::Subdirectories);
    qsizetype looked = 0;
    while (walker.hasNext() && !stop.stop_requested() && files.size() < most) {
        const QString path = walker.next();
        // To guess the layout a few hundred files are enough; to import, all are looked at.
        if (most == 1 && ++looked > 300)
            break;
        if (hasDicomEnding(path) || (!hasPictureEnding(path) && holdsDicom(path)))
            files.append(path);
    }
    files.sort();
    return files;
}

/// Photographs that lie among the DICOM files and are none: they do not come in, and that is said.
void skipPictures(ImportSession &session, const QString &folder, const std::stop_token &stop)
{
    QStringList pictures;
    QDirIterator walker(folder, QDir::Files, QDirIterator::Subdirectories);
    while (walker.hasNext() && !stop.stop_requested())
        if (const QString path = walker.next(); hasPictureEnding(path))
            pictures.append(QDir(folder).relativeFilePath(path));
    pictures.sort();
    for (const QString &picture : std::as_const(pictures))
        session.skip(picture, 0,
                     message(QT_TRANSLATE_NOOP("Message", "A picture that is no DICOM file; left out. The layout folder takes it in.")));
}

QString patientOf(const DicomFacts &facts, const QString &path)
{
    const std::string &named = facts.patient_id.empty() ? facts.patient_name : facts.patient_id;
    if (!named.empty())
        return QString::fromStdString(named);
    const QString stem = QFileInfo(path).completeBaseName();
    const QString fromName = partsOfName(stem).patient;
    return fromName.isEmpty() ? stem : fromName;
}

int ageOf(const DicomFacts &facts)
{
    const QString age = QString::fromStdString(facts.age);
    if (age.endsWith(QLatin1Char('Y')))
        return age.chopped(1).toInt();
    if (age.endsWith(QLatin1Char('M')))
        return age.chopped(1).toInt() / 12;
    const auto day = [](const std::string &text) {
        return QDate::fromString(QString::fromStdString(text), QStringLiteral("yyyyMMdd"));
    };
    const QDate born = day(facts.birth_date), seen = day(facts.study_date);
    if (!born.isValid() || !seen.isValid() || seen < born)
        return -1;
    const bool before = seen.month() * 100 + seen.day() < born.month() * 100 + born.day();
    return seen.year() - born.year() - (before ? 1 : 0);
}

/// Exams of a source in the order of their first photograph. The eyes of a patient and day are one
/// exam, whatever their study UIDs: cameras write a study an eye. A second photograph of an eye is
/// a visit of its own, named by its instance UID, so that a repeat finds it again.
class ExamsByDay
{
public:
    void add(const DicomFile &file, const QString &named, PendingPhotograph photograph,
             const QString &instance)
    {
        const DicomFacts &facts = *file.facts;
        const QString patient = patientOf(facts, file.path);
        const QString day = QString::fromStdString(facts.study_date);
        QString key = patient + QChar(0x1F) + day;
        const auto place = m_exams.constFind(key);
        const bool taken = place != m_exams.cend()
            && std::any_of(place->photographs.cbegin(), place->photographs.cend(),
                           [&](const PendingPhotograph &p) { return p.eye == photograph.eye; });
        if (taken || named != file.relative)
            key += QChar(0x1F) + instance;
        PendingExam &exam = m_exams[key];
        if (exam.exam.patient.isEmpty()) {
            m_order.append(key);
            exam.source = file.relative;
            exam.needsPhotograph = true;
            exam.exam = described(facts, patient, day);
            if (key.count(QChar(0x1F)) > 1)
                exam.exam.visit = (day.isEmpty() ? QString() : day + QLatin1Char(' ')) + instance;
        }
        exam.photographs.push_back(std::move(photograph));
    }

    [[nodiscard]] qsizetype count() const { return m_order.size(); }
    [[nodiscard]] PendingExam take(qsizetype i) { return m_exams.take(m_order[i]); }

private:
    static ImportedExam described(const DicomFacts &facts, const QString &patient,
                                  const QString &day)
    {
        ImportedExam exam;
        exam.patient = patient;
        exam.date = QDate::fromString(day, QStringLiteral("yyyyMMdd"));
        if (facts.sex == "F" || facts.sex == "M")
            exam.sex = QString::fromStdString(facts.sex);
        exam.age = ageOf(facts);
        exam.camera = QString::fromStdString(facts.camera);
        exam.site = QString::fromStdString(facts.site);
        return exam;
    }

    QHash<QString, PendingExam> m_exams;
    QStringList m_order;
};

Result<QByteArray> frameAsPng(const QString &path, int frame)
{
    RETCLIP_TRY(const RgbImage image,
                read_dicom_frame(path_from_utf8(path.toStdString()), frame));
    RETCLIP_TRY(const std::vector<std::byte> png, encode_png(image));
    return QByteArray(reinterpret_cast<const char *>(png.data()), qsizetype(png.size()));
}

class DicomImporter final : public Importer
{
public:
    QString id() const override { return QStringLiteral("dicom"); }
    QString title() const override
    {
        return QCoreApplication::translate("Importer", "DICOM photographs");
    }
    QString help() const override
    {
        return QCoreApplication::translate(
            "Importer",
            "Ophthalmic photographs from a camera or an archive: a folder in any depth, a DICOMDIR "
            "or one file. Patient, date, eye, camera and site are taken from the files. Tomography, "
            "radiology and reports are listed and left out. Files of several frames give one "
            "picture a frame.");
    }

    int fits(const QString &source) const override
    {
        if (!directoryFileIn(source).isEmpty())
            return 95;
        if (QFileInfo(source).isFile())
            return holdsDicom(source) || hasDicomEnding(source) ? 95 : 0;
        const auto files = dicomFiles(source, {}, 1);
        return files && !files->isEmpty() ? 60 : 0;
    }

    Result<ImportPlan> analyse(ImportPlan plan, std::stop_token stop) const override
    {
        RETCLIP_TRY(const QStringList files, dicomFiles(plan.source, stop, 1));
        if (files.isEmpty())
            return failure(
                ErrorCode::not_found,
                message(QT_TRANSLATE_NOOP("Message", "%1 holds no DICOM files."),
                        {plan.source.toStdString()}),
                message(QT_TRANSLATE_NOOP("Message", "Nothing was imported.")),
                message(QT_TRANSLATE_NOOP("Message",
                                          "Choose the folder or DICOMDIR of the archive.")));
        return plan;
    }

    Result<ImportReport> run(Study &study, const ImportPlan &plan, bool dryRun,
                             const ProgressCallback &progress, std::stop_token stop) const override
    {
        RETCLIP_CHECK(analyse(plan, stop));
        RETCLIP_TRY(auto session, ImportSession::begin(study, plan, dryRun, progress, stop));
        RETCLIP_TRY(const QStringList paths,
                    dicomFiles(plan.source, stop, std::numeric_limits<qsizetype>::max()));
        if (QFileInfo(plan.source).isDir()) {
            skipNamesNotUtf8(*session, plan.source);
            skipPictures(*session, plan.source, stop);
        }
        std::vector<DicomFile> files = read(paths, plan.source, *session);
        std::stable_sort(files.begin(), files.end(), [](const DicomFile &a, const DicomFile &b) {
            return a.facts && b.facts && a.facts->acquired < b.facts->acquired;
        });
        ExamsByDay exams;
        for (const DicomFile &file : files)
            if (!session->stopRequested())
                addFile(file, exams, *session);
        noteGuesses(files, *session);
        for (qsizetype i = 0; i < exams.count() && !session->stopRequested(); ++i) {
            session->setPosition(0.5 + 0.5 * double(i) / double(exams.count()));
            RETCLIP_CHECK(session->put(exams.take(i)));
        }
        return session->finish();
    }

private:
    static std::vector<DicomFile> read(const QStringList &paths, const QString &source,
                                       ImportSession &session)
    {
        const QDir base(QFileInfo(source).isDir() ? source : QFileInfo(source).absolutePath());
        std::vector<DicomFile> files;
        for (const QString &path : paths)
            files.push_back({QFileInfo(path).absoluteFilePath(), base.relativeFilePath(path), {}});
        for (std::size_t start = 0; start < files.size() && !session.stopRequested();
             start += filesAtOnce) {
            session.setPosition(0.5 * double(start) / double(files.size()));
            onAllCores(std::min(filesAtOnce, files.size() - start), [&](std::size_t i) {
                DicomFile &file = files[start + i];
                file.facts = read_dicom_facts(path_from_utf8(file.path.toStdString()));
            });
        }
        return files;
    }

    /// Why a file gives no photograph; nothing where it does.
    static std::optional<Message> refusal(const DicomFile &file)
    {
        if (!file.facts)
            return file.facts.error().what_happened;
        const DicomFacts &facts = *file.facts;
        if (!facts.syntax_known)
            return message(
                QT_TRANSLATE_NOOP("Message", "Its transfer syntax %1 is not read here; left out."),
                {facts.transfer_syntax});
        if (facts.cut_short)
            return message(QT_TRANSLATE_NOOP("Message", "The file is cut short; left out."));
        if (facts.frames == 0)
            return message(QT_TRANSLATE_NOOP("Message", "It holds no picture (%1); left out."),
                           {facts.modality.empty() ? "DICOM" : facts.modality});
        if (!may_be_fundus_photograph(facts))
            return message(
                QT_TRANSLATE_NOOP("Message", "Its kind is %1, not a photograph; left out."),
                {facts.modality});
        if (facts.frames > mostFrames)
            return message(
                QT_TRANSLATE_NOOP("Message",
                                  "It has %1 frames: a recording, not photographs; left out."),
                {std::to_string(facts.frames)});
        return std::nullopt;
    }

    static void addFile(const DicomFile &file, ExamsByDay &exams, ImportSession &session)
    {
        if (const auto reason = refusal(file)) {
            session.skip(file.relative, 0, *reason);
            return;
        }
        const DicomFacts &facts = *file.facts;
        const auto eye = facts.eye
            ? facts.eye
            : partsOfName(QFileInfo(file.path).completeBaseName()).eye;
        const QString instance = facts.instance_uid.empty()
            ? file.relative
            : QString::fromStdString(facts.instance_uid);
        // A single picture that every reader knows stays where it is, untouched.
        if (facts.frames == 1 && facts.has_preamble) {
            exams.add(file, file.relative, {file.relative, file.path, {}, eye}, instance);
            return;
        }
        for (int frame = 0; frame < facts.frames; ++frame) {
            const auto png = frameAsPng(file.path, frame);
            if (!png) {
                session.skip(file.relative, 0, png.error().what_happened);
                return;
            }
            const QString suffix = frame == 0 ? QString() : QStringLiteral("#%1").arg(frame + 1);
            exams.add(file, file.relative + suffix, {file.relative + suffix, {}, *png, eye},
                      instance + suffix);
        }
    }

    static void noteGuesses(const std::vector<DicomFile> &files, ImportSession &session)
    {
        const auto said = [](const DicomFile &f) { return f.facts && !refusal(f); };
        const auto count = [&](auto &&test) {
            return std::count_if(files.begin(), files.end(),
                                 [&](const DicomFile &f) { return said(f) && test(f); });
        };
        const auto byName = count([](const DicomFile &f) {
            return !f.facts->eye && partsOfName(QFileInfo(f.path).completeBaseName()).eye;
        });
        if (byName > 0)
            session.note(message(
                QT_TRANSLATE_NOOP("Message",
                                  "Files that say no laterality: %1; the eye is taken from their names."),
                {std::to_string(byName)}));
        const auto nameless = count([](const DicomFile &f) {
            return f.facts->patient_id.empty() && f.facts->patient_name.empty();
        });
        if (nameless > 0)
            session.note(message(
                QT_TRANSLATE_NOOP("Message",
                                  "Files that name no patient: %1; their file names stand for it."),
                {std::to_string(nameless)}));
        const auto unknownText =
            count([](const DicomFile &f) { return f.facts->text_not_converted; });
        if (unknownText > 0)
            session.note(message(
                QT_TRANSLATE_NOOP("Message",
                                  "Files with a character set that is not known: %1; their names "
                                  "may look wrong."),
                {std::to_string(unknownText)}));
    }
};

} // namespace

const Importer &dicomImporter()
{
    static const DicomImporter importer;
    return importer;
}

} // namespace retclip
