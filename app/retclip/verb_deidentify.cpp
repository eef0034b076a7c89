// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/retclip/invocation.h"
#include "app/retclip/verbs.h"
#include "core/base/file_names.h"
#include "core/base/files.h"
#include "core/base/fresh_files.h"
#include "core/imaging/burnt_in_text.h"
#include "core/imaging/dicom.h"
#include "core/imaging/dicom_deidentify.h"
#include "core/imaging/metadata.h"
#include "core/privacy/pseudonyms.h"
#include "core/privacy/residual_pictures.h"

#include <QCoreApplication>
#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSet>

#include <utility>

namespace retclip::cli {

namespace {

struct Job
{
    QString from; ///< Real place.
    QString name;       ///< Below OUT.
    QString original{}; ///< Below the source; empty: the same.
};

struct Report
{
    qint64 files = 0;
    Json removed = Json::array(), flagged = Json::array(), skipped = Json::array();
};

bool isPicture(const QString &name)
{
    static const QStringList endings{QStringLiteral("jpg"), QStringLiteral("jpeg"),
                                     QStringLiteral("png"), QStringLiteral("tif"),
                                     QStringLiteral("tiff"), QStringLiteral("webp"), QStringLiteral("jp2"),
                                     QStringLiteral("j2k"), QStringLiteral("jpx"), QStringLiteral("bmp"), QStringLiteral("gif")};
    return endings.contains(QFileInfo(name).suffix().toLower());
}

/// Where a path as typed really is, links followed; also where it, or its end, is not there yet.
QString realPlaceOf(const QString &typed)
{
    std::error_code trouble;
    const std::filesystem::path whole = std::filesystem::absolute(pathOf(typed), trouble);
    const std::filesystem::path real = std::filesystem::weakly_canonical(whole, trouble);
    return QDir::cleanPath(QString::fromStdString(utf8_from_path(trouble ? whole.lexically_normal() : real)));
}

/// `source` is a real place.
QVector<Job> jobsOf(const QString &source)
{
    if (const QFileInfo info(source); info.isFile())
        return {{source, info.fileName()}};
    QVector<Job> jobs;
    const QDir folder(source);
    QDirIterator walker(source, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (walker.hasNext()) {
        const QString file = walker.next();
        jobs.append({file, folder.relativeFilePath(file)});
    }
    std::sort(jobs.begin(), jobs.end(), [](const Job &a, const Job &b) { return a.name < b.name; });
    return jobs;
}

/// A word of a path without whom it may name: eyes and splits stay, all else becomes the pseudonym of what
/// it was, so that 1008_left and 1008_right still belong together.
QString namelessWord(const QString &word, const Pseudonyms &pseudonyms)
{
    static const QString eyes = QStringLiteral("(left|right|od|os|ou|l|r|左眼?|右眼?)");
    static const QRegularExpression behind(QStringLiteral("^(.*?)[ _.-]*(?<![A-Za-z])%1$").arg(eyes), QRegularExpression::CaseInsensitiveOption),
        before(QStringLiteral("^%1(?![A-Za-z])[ _.-]*(.+)$").arg(eyes), QRegularExpression::CaseInsensitiveOption);
    static const QStringList plain{QStringLiteral("train"), QStringLiteral("val"), QStringLiteral("test"), QStringLiteral("images")};
    if (plain.contains(word.toLower()))
        return word;
    if (const auto match = behind.match(word); match.hasMatch())
        return match.captured(1).isEmpty() ? word : pseudonyms.patient(match.captured(1)) + u'_' + match.captured(2);
    if (const auto match = before.match(word); match.hasMatch())
        return match.captured(1) + u'_' + pseudonyms.patient(match.captured(2));
    return pseudonyms.patient(word);
}

/// Names of files and folders tell as much as metadata does: 张三_13812345678/ZhangSan_left.jpg.
void nameAnew(QVector<Job> &jobs, const Pseudonyms &pseudonyms)
{
    QSet<QString> taken;
    for (Job &job : jobs) {
        const QFileInfo file(job.name);
        QStringList words;
        if (file.path() != QLatin1String("."))
            for (const QString &folder : file.path().split(u'/'))
                words.append(namelessWord(folder, pseudonyms));
        words.append(namelessWord(file.completeBaseName(), pseudonyms));
        const QString stem = words.join(u'/'), ending = file.suffix().isEmpty() ? QString() : u'.' + file.suffix().toLower();
        QString name = stem + ending;
        for (int number = 2; taken.contains(name); ++number)
            name = QStringLiteral("%1-%2%3").arg(stem).arg(number).arg(ending);
        taken.insert(name);
        job.original = std::exchange(job.name, name);
    }
}

bool isOrLiesIn(const QString &place, const QString &folder)
{
    return place == folder || place.startsWith(folder.endsWith(u'/') ? folder : folder + u'/');
}

/// Nothing is ever written where the originals are. `from` and `to` are the real places.
Result<void> checkPlaces(const QString &source, const QString &from, const QString &out, const QString &to)
{
    if (!QFileInfo::exists(from))
        return failure(ErrorCode::not_found,
                       message(QT_TRANSLATE_NOOP("Message", "%1 does not exist."), {source.toStdString()}),
                       message(QT_TRANSLATE_NOOP("Message", "Nothing was written.")),
                       message(QT_TRANSLATE_NOOP("Message", "Check the name and the folder.")));
    const auto refused = [](Message happened) {
        return failure(ErrorCode::conflict, std::move(happened),
                       message(QT_TRANSLATE_NOOP("Message", "It was not touched.")),
                       message(QT_TRANSLATE_NOOP("Message", "Choose a new folder.")));
    };
    if (isOrLiesIn(to, from))
        return refused(message(QT_TRANSLATE_NOOP("Message", "%1 lies inside the source."), {out.toStdString()}));
    if (isOrLiesIn(from, to))
        return refused(message(QT_TRANSLATE_NOOP("Message", "%1 contains the source."), {out.toStdString()}));
    const QFileInfo there(to);
    if (there.exists() && !(there.isDir() && QDir(to).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot)))
        return refused(message(QT_TRANSLATE_NOOP("Message", "%1 is there already and is not empty."), {out.toStdString()}));
    return {};
}

/// The folder OUT, which a stop or a full disk leaves as it was.
class CleanFolder
{
public:
    explicit CleanFolder(QString folder) : m_folder(std::move(folder)) {}

    [[nodiscard]] bool holds(const QString &name) const { return QFileInfo::exists(m_folder + QLatin1Char('/') + name); }
    [[nodiscard]] Result<void> write(const QString &name, std::string_view bytes)
    {
        const std::filesystem::path target = pathOf(m_folder + QLatin1Char('/') + name);
        RETCLIP_CHECK(m_fresh.make_folder(target.parent_path()));
        m_fresh.add(target);
        return write_file_atomically(target, bytes);
    }
    void keep() { m_fresh.keep(); }

private:
    QString m_folder;
    FreshFiles m_fresh;
};

tl::unexpected<Error> stoppedWithoutTrace()
{
    auto stopped = cancelled();
    stopped.value().what_was_kept = message(QT_TRANSLATE_NOOP("Message", "No file was left behind."));
    return stopped;
}

Json boxes(const std::vector<TextLine> &lines)
{
    Json list = Json::array();
    for (const TextLine &line : lines)
        list.push_back({{"x", line.x}, {"y", line.y}, {"width", line.width}, {"height", line.height},
                        {"characters", line.characters}});
    return list;
}

void flag(Report &report, const QString &file, const char *reason, Json lines = Json::array())
{
    report.flagged.push_back(
        {{"file", file.toStdString()}, {"reason", reason}, {"lines", std::move(lines)}});
}

void flagWriting(Report &report, const QString &file, const RgbImage &image)
{
    const TextFinding finding = burnt_in_text(image);
    if (!finding.surround_seen)
        flag(report, file, "no disc found: writing cannot be told apart");
    else if (!finding.lines.empty())
        flag(report, file, "burnt-in text", boxes(finding.lines));
}

/// Whether cleaning left every pixel as it was, and what is written into them.
Result<void> lookAtPixels(const Job &job, std::string_view before, std::string_view after, Report &report)
{
    const auto bytesOf = [](std::string_view text) { return std::as_bytes(std::span(text)); };
    RETCLIP_TRY(const RgbImage old, decode_photograph(bytesOf(before)));
    RETCLIP_TRY(const RgbImage fresh, decode_photograph(bytesOf(after)));
    if (old.pixels != fresh.pixels || old.width != fresh.width)
        return failure(ErrorCode::internal,
                       message(QT_TRANSLATE_NOOP("Message", "Taking out the metadata would change the picture.")),
                       message(QT_TRANSLATE_NOOP("Message", "It was not written.")),
                       message(QT_TRANSLATE_NOOP("Message", "Convert the file to PNG first.")));
    flagWriting(report, job.name, old);
    return {};
}

/// What no walk over the folder finds.
void skipNamesNotUtf8(const QString &source, Report &report, Output &out)
{
    if (!QFileInfo(source).isDir())
        return;
    const Message reason = message(QT_TRANSLATE_NOOP("Message", "Its name is not UTF-8, so it cannot be opened here; rename it "
                                                                "(for instance with convmv) first."));
    for (const std::string &name : names_not_utf8(pathOf(source))) {
        report.skipped.push_back({{"file", name}, {"reason", reason.english()}});
        if (!out.isJson())
            out.note(QString::fromStdString(name) + QStringLiteral(": ") + translated(reason));
    }
}

/// The same key for all files of a call; with --key also for later calls.
Result<Pseudonyms> pseudonymKey(Invocation &call, const QString &source, const QString &out)
{
    return call.has("key") ? pseudonymsFromFile(call.text("key"), {source, out})
                           : Result<Pseudonyms>(Pseudonyms::forOnce());
}

Result<void> cleanDicom(const Job &job, CleanFolder &out, const std::string &key, Report &report)
{
    RETCLIP_TRY(const std::string before, read_file(path_from_utf8(job.from.toStdString())));
    RETCLIP_TRY(const DeidentifiedDicom cleaned,
                deidentified_dicom(std::as_bytes(std::span(before)), key));
    RETCLIP_TRY(const DicomResidue residue,
                second_look_at_dicom(std::as_bytes(std::span(before)), std::as_bytes(std::span(cleaned.bytes))));
    if (!residue.left.empty() || moreThanHeaderLeftIn(cleaned.bytes))
        return failure(
            ErrorCode::internal,
            message(QT_TRANSLATE_NOOP("Message", "Something that tells the person is left in the file.")),
            message(QT_TRANSLATE_NOOP("Message", "It was not written.")),
            message(QT_TRANSLATE_NOOP("Message", "Export its picture alone, and clean that.")));
    QString name = job.name;
    if (!identifying_value_in(name.toStdString(), cleaned.identifying).empty())
        for (int copy = 1; copy == 1 || out.holds(name); ++copy)
            name = QString::fromStdString(cleaned.instance_uid)
                + (copy > 1 ? QStringLiteral("-%1.dcm").arg(copy) : QStringLiteral(".dcm"));
    if (job.original.isEmpty() && name == job.name)
        flag(report, name, "its name was kept");
    for (const std::string &place : residue.flagged)
        flag(report, name, ("the same as something of the person, by chance or not: " + place).c_str());
    if (cleaned.says_burnt_in)
        flag(report, name, "the file says that writing is burnt in");
    if (const auto shown = decode_photograph(std::as_bytes(std::span(cleaned.bytes))))
        flagWriting(report, name, *shown);
    else
        flag(report, name, "its picture cannot be shown, so writing in it is not looked for");
    RETCLIP_CHECK(out.write(name, cleaned.bytes));
    ++report.files;
    for (const std::string &what : cleaned.removed)
        report.removed.push_back({{"file", name.toStdString()}, {"what", what}});
    return {};
}

bool isDicom(const Job &job)
{
    const QString ending = QFileInfo(job.name).suffix().toLower();
    return ending == QLatin1String("dcm") || ending == QLatin1String("dicom")
        || looks_like_dicom(path_from_utf8(job.from.toStdString()));
}

Result<void> cleanOne(const Job &job, CleanFolder &out, Report &report)
{
    RETCLIP_TRY(const std::string before, read_file(path_from_utf8(job.from.toStdString())));
    RETCLIP_TRY(const CleanedPicture cleaned, without_metadata(before));
    if (const auto left = metadataLeftIn(cleaned.bytes); left && !left->isEmpty())
        return failure(
            ErrorCode::internal,
            message(QT_TRANSLATE_NOOP("Message", "Something that tells the person is left in the file.")),
            message(QT_TRANSLATE_NOOP("Message", "It was not written.")),
            message(QT_TRANSLATE_NOOP("Message", "Export its picture alone, and clean that.")));
    RETCLIP_CHECK(lookAtPixels(job, before, cleaned.bytes, report));
    if (job.original.isEmpty())
        flag(report, job.name, "its name was kept");
    RETCLIP_CHECK(out.write(job.name, cleaned.bytes));
    ++report.files;
    for (const std::string &what : cleaned.removed)
        report.removed.push_back({{"file", job.name.toStdString()}, {"what", what}});
    return {};
}

Result<int> runDeidentify(Invocation &call)
{
    const QString source = realPlaceOf(call.positional("SOURCE")), target = realPlaceOf(call.positional("OUT"));
    RETCLIP_CHECK(checkPlaces(call.positional("SOURCE"), source, call.positional("OUT"), target));
    QVector<Job> jobs = jobsOf(source);
    RETCLIP_TRY(const Pseudonyms pseudonyms, pseudonymKey(call, source, target));
    if (!call.has("keep-names"))
        nameAnew(jobs, pseudonyms);
    CleanFolder out(target);
    const std::string &key = pseudonyms.key();
    ProgressReporter progress(call.out().progress(), jobs.size(),
                              message(QT_TRANSLATE_NOOP("Message", "Taking out metadata")));
    Report report;
    for (qsizetype i = 0; i < jobs.size(); ++i) {
        if (call.stop().stop_requested())
            return stoppedWithoutTrace();
        auto done = isPicture(jobs[i].name) ? cleanOne(jobs[i], out, report)
            : isDicom(jobs[i])              ? cleanDicom(jobs[i], out, key, report)
            : Result<void>(failure(ErrorCode::unsupported,
                                   message(QT_TRANSLATE_NOOP("Message", "This is no JPEG, PNG, TIFF, WebP, JPEG 2000, BMP, GIF or DICOM file.")),
                                   {}, {}));
        // The next file would not fare better.
        if (!done && (done.error().code == ErrorCode::disk_full || done.error().code == ErrorCode::read_only))
            return failure(done.error());
        if (!done) {
            const QString &told = jobs[i].original.isEmpty() ? jobs[i].name : jobs[i].original;
            // Readers of pictures know bytes alone; here the name is known.
            for (std::string &argument : done.error().what_happened.arguments)
                if (argument == "(picture)")
                    argument = told.toStdString();
            report.skipped.push_back({{"file", told.toStdString()},
                                      {"reason", done.error().what_happened.english()}});
            if (!call.out().isJson())
                call.out().note(told + QStringLiteral(": ") + translated(done.error().what_happened));
        }
        progress.advance_to(i + 1);
    }
    out.keep();
    progress.finish();
    skipNamesNotUtf8(source, report, call.out());
    const Json result{{"files", report.files}, {"removed", report.removed},
                      {"flagged", report.flagged}, {"skipped", report.skipped}};
    if (call.has("report"))
        RETCLIP_CHECK(write_file_atomically(pathOf(call.text("report")),
                                            dump(result) + '\n'));
    call.out().result(result, QCoreApplication::translate("Command",
                                  "files: %1, pieces of metadata removed: %2, flagged for a look: %3, "
                                  "left out: %4")
                                  .arg(report.files).arg(report.removed.size())
                                  .arg(report.flagged.size()).arg(report.skipped.size()));
    if (!call.out().isJson())
        for (const Json &flag : report.flagged)
            call.out().text(QStringLiteral("%1\t%2").arg(
                QString::fromStdString(flag["file"].get<std::string>()),
                QString::fromStdString(flag["reason"].get<std::string>())));
    return report.files == 0 || !report.skipped.empty() ? statusFailed : statusDone;
}

} // namespace

Verb deidentifyVerb()
{
    return {"deidentify", QT_TRANSLATE_NOOP("Command", "Copy photographs without metadata; flag writing in them."),
            {{"", QT_TRANSLATE_NOOP("Command",
                  "JPEG, PNG, TIFF, WebP, JPEG 2000, BMP, GIF and DICOM, the pixels unchanged. EXIF, XMP, IPTC, comments and text "
                  "chunks go; of DICOM only what is of the picture stays, with pseudonyms and moved "
                  "dates (PS3.15 Basic Profile). Writing in the black surround is flagged, not removed. "
                  "Names of files and folders become pseudonyms; words for an eye stay. Status 1 where "
                  "a file was left out."),
              {{"SOURCE", QT_TRANSLATE_NOOP("Command", "Photograph or folder.")},
               {"OUT", QT_TRANSLATE_NOOP("Command", "Folder to make.")}},
              {{"keep-names", ValueKind::flag, "", QT_TRANSLATE_NOOP("Command", "Keep the names of files and folders; each is flagged.")},
               {"report", ValueKind::text, "FILE", QT_TRANSLATE_NOOP("Command", "Write the result there as JSON.")},
               {"key", ValueKind::text, "FILE",
                QT_TRANSLATE_NOOP("Command", "Secret of the pseudonyms: read from there, or made there. Without it, another one each time.")}},
              "retclip deidentify photographs clean --report removed.json", runDeidentify}}};
}

} // namespace retclip::cli
