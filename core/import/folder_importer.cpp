// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/file_names.h"
#include "core/base/files.h"
#include "core/import/camera_times.h"
#include "core/import/entries.h"
#include "core/import/folder_names.h"
#include "core/import/import_session.h"
#include "core/import/known_folders.h"
#include "core/import/photograph_finder.h"

#include <QCoreApplication>
#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>

namespace retclip {

namespace {

/// What commonly lies beside photographs and is none: notes, tables, and the systems' own files.
bool isCompanion(const QString &name)
{
    static const QStringList endings{QStringLiteral("txt"), QStringLiteral("md"), QStringLiteral("csv"), QStringLiteral("tsv"),
                                     QStringLiteral("xlsx"), QStringLiteral("json"), QStringLiteral("jsonl"), QStringLiteral("xml"),
                                     QStringLiteral("ini"), QStringLiteral("db")};
    return endings.contains(QFileInfo(name).suffix().toLower());
}

/// What lies on the way and does not come in.
struct Passed
{
    QStringList closed; ///< Folders that cannot be read.
    QStringList others; ///< Files that are neither pictures nor companions.
};

QStringList picturesUnder(const QString &folder, std::stop_token stop, qsizetype limit, Passed *passed = nullptr)
{
    QStringList files;
    QDirIterator walker(folder, QDir::Files | QDir::Dirs | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
    while (walker.hasNext() && !stop.stop_requested() && files.size() < limit) {
        const QString path = walker.next();
        const QFileInfo info = walker.fileInfo();
        if (info.isDir() && passed && !(info.isReadable() && info.isExecutable()))
            passed->closed.append(QDir(folder).relativeFilePath(path));
        if (info.isFile() && hasPictureEnding(path))
            files.append(QDir(folder).relativeFilePath(path));
        else if (info.isFile() && passed && !isCompanion(path))
            passed->others.append(QDir(folder).relativeFilePath(path));
    }
    files.sort();
    if (passed)
        passed->others.sort();
    return files;
}

/// Photographs, or what may be some under names that are listed as skipped.
bool holdsPhotographs(const QString &folder, std::stop_token stop)
{
    return !picturesUnder(folder, std::move(stop), 1).isEmpty()
        || !names_not_utf8(path_from_utf8(folder.toStdString()), 1).empty();
}

/// Photographs whose names are a camera's numbers and say nothing else, to the one that was taken within minutes
/// of them: the later one by the earlier one's name.
QHash<QString, QString> fellowsByTime(const QStringList &files, const FolderNames &names, const QString &folder,
                                      std::stop_token stop)
{
    QHash<QString, std::vector<std::pair<QDateTime, std::size_t>>> times; // By folder.
    for (qsizetype i = 0; i < files.size() && !stop.stop_requested(); ++i) {
        const QFileInfo info(files[i]);
        const auto parts = names.of(files[i]);
        if (!parts || parts->eye || !parts->date.isEmpty() || parts->patient != info.completeBaseName()
            || !isCounter(parts->patient))
            continue;
        if (const QDateTime time = cameraTime(QDir(folder).absoluteFilePath(files[i])); time.isValid())
            times[info.path()].emplace_back(time, std::size_t(i));
    }
    QHash<QString, QString> fellows;
    for (auto &each : times)
        for (const auto &[first, second] : pairsInTime(std::move(each)))
            fellows.insert(files[qsizetype(second)], QFileInfo(files[qsizetype(first)]).completeBaseName());
    return fellows;
}

class FolderImporter final : public Importer
{
public:
    QString id() const override { return QStringLiteral("folder"); }
    QString title() const override
    {
        return QCoreApplication::translate("Importer", "Folder of photographs");
    }
    QString help() const override
    {
        return QCoreApplication::translate(
            "Importer",
            "Photographs whose names tell patient and eye (10_left.jpg, P3-OD.png, 003R.jpg, "
            "王_左.jpg; a date in the name is the exam's), in any depth of "
            "folders. Of names that are a camera's numbers and say nothing (IMG_0012.jpg), two that were taken within "
            "three minutes are an exam. Where the same names come again from folder to folder, the folder is the patient. Or a pattern: a regular expression over the path with the named groups "
            "patient, eye and date. "
            "Folders named after classes become a label set, folders train, val and test the "
            "split. Masks and drawings "
            "are left out.");
    }

    int fits(const QString &source) const override
    {
        return QFileInfo(source).isDir() && holdsPhotographs(source, {}) ? 30 : 0;
    }

    Result<ImportPlan> analyse(ImportPlan plan, std::stop_token stop) const override
    {
        RETCLIP_CHECK(check(plan));
        if (!holdsPhotographs(plan.source, stop))
            return failure(ErrorCode::not_found,
                           message(QT_TRANSLATE_NOOP("Message", "%1 holds no photographs."),
                                   {plan.source.toStdString()}),
                           message(QT_TRANSLATE_NOOP("Message", "Nothing was imported.")),
                           message(QT_TRANSLATE_NOOP(
                               "Message", "Choose the folder that holds them, or a table.")));
        return plan;
    }

    Result<ImportReport> run(Study &study, const ImportPlan &plan, bool dryRun,
                             const ProgressCallback &progress, std::stop_token stop) const override
    {
        RETCLIP_CHECK(check(plan));
        RETCLIP_TRY(auto session, ImportSession::begin(study, plan, dryRun, progress, stop));
        const QString base = QFileInfo(plan.source).fileName();
        Passed passed;
        QStringList files = picturesUnder(plan.source, stop, std::numeric_limits<qsizetype>::max(), &passed);
        skipNamesNotUtf8(*session, plan.source);
        for (const QString &file : std::as_const(passed.others))
            session->skip(file, 0,
                          message(QT_TRANSLATE_NOOP("Message", "A file of a kind that is not read as a photograph; left out.")));
        for (const QString &folder : std::as_const(passed.closed))
            session->skip(folder, 0,
                          message(QT_TRANSLATE_NOOP("Message", "The folder cannot be read; what is in it was left out.")));
        files.removeIf([&](const QString &file) {
            if (!looksDrawn(QFileInfo(file).completeBaseName()))
                return false;
            session->skip(file, 0, drawnMessage());
            return true;
        });
        const FolderNames names(files, plan.pattern);
        if (const KnownFolders *known = names.collection())
            session->note(message(QT_TRANSLATE_NOOP("Message",
                                                    "The folders are those of %1: its classes carry the names that its "
                                                    "publishers gave them (%2)."),
                                  {known->title.toStdString(), known->source.toStdString()}));
        if (names.patientsAreFolders())
            session->note(message(QT_TRANSLATE_NOOP("Message",
                                                    "The same file names come again in several folders: each folder is taken "
                                                    "as a patient.")));
        else if (names.namesComeAgain())
            session->note(message(QT_TRANSLATE_NOOP("Message",
                                                    "The same file names come again in several folders and are taken as the same "
                                                    "patient. Where each folder is a patient, give a pattern: %1"),
                                  {"(?<patient>[^/]+)/.*(?<eye>left|right)"}));
        LabelSet set;
        set.name = names.collection() ? names.collection()->labelSet : QStringLiteral("folder");
        set.kind = LabelKind::multiclass;

        const QHash<QString, QString> fellows
            = plan.pattern.isEmpty() ? fellowsByTime(files, names, plan.source, stop) : QHash<QString, QString>();
        if (!fellows.isEmpty())
            session->note(message(QT_TRANSLATE_NOOP("Message",
                                                    "Pairs made by the time that the camera wrote into the files, as their names "
                                                    "say nothing: %1. Which eye is which, the pairing desk asks."),
                                  {std::to_string(fellows.size())}));
        QStringList order;
        QHash<QString, PendingExam> exams;
        qint64 withEye = 0;
        for (const QString &file : std::as_const(files)) {
            auto parts = names.of(file);
            if (parts && fellows.contains(file))
                parts->patient = fellows[file];
            if (!parts) {
                session->skip(
                    file, 0,
                    message(QT_TRANSLATE_NOOP("Message", "The name does not fit the pattern.")));
                continue;
            }
            withEye += parts->eye ? 1 : 0;
            const auto known =
                std::find_if(set.classes.cbegin(), set.classes.cend(),
                             [&](const LabelClass &c) { return c.name == parts->className; });
            if (!parts->className.isEmpty() && known == set.classes.cend())
                set.classes.append({parts->className,
                                    parts->className,
                                    {},
                                    set.classes.size() < 9 ? int(set.classes.size()) + 1 : 0});
            const QString path = QDir(plan.source).absoluteFilePath(file);
            for (int visit = 1;; ++visit) {
                const QString key = parts->patient + QChar(0x1F) + parts->date
                    + (visit > 1 ? QStringLiteral("#%1").arg(visit) : QString());
                auto place = exams.find(key);
                if (place == exams.end()) {
                    PendingExam pending;
                    pending.source = file;
                    pending.exam.patient = parts->patient;
                    pending.exam.date = dateFrom(parts->date);
                    if (!parts->date.isEmpty() && !pending.exam.date.isValid())
                        session->remark(
                            file, 0,
                            message(QT_TRANSLATE_NOOP("Message",
                                                      "The date “%1” cannot be read, or could mean "
                                                      "two days; the row is in without it."),
                                    {parts->date.toStdString()}));
                    if (visit > 1 || (!parts->date.isEmpty() && !pending.exam.date.isValid()))
                        pending.exam.visit = key.section(QChar(0x1F), 1);
                    pending.exam.split = parts->split;
                    place = exams.insert(key, std::move(pending));
                    order.append(key);
                } else if (parts->eye
                           && std::any_of(
                               place->photographs.cbegin(), place->photographs.cend(),
                               [&](const PendingPhotograph &p) { return p.eye == parts->eye; })) {
                    continue; // A second photograph of this eye is another visit.
                }
                place->photographs.push_back({file, path, {}, parts->eye});
                if (!parts->className.isEmpty()) {
                    const bool there =
                        std::any_of(place->exam.labels.cbegin(), place->exam.labels.cend(),
                                    [&](const ImportedLabel &l) { return l.eye == parts->eye; });
                    if (!there)
                        place->exam.labels.append({set.name,
                                                   parts->eye,
                                                   {parts->className},
                                                   true,
                                                   LabelSource::imported,
                                                   {},
                                                   {}});
                }
                break;
            }
        }
        if (names.collection()) {
            set.classes = names.collection()->classes; // All of them, in the publishers' order.
        } else {
            std::sort(set.classes.begin(), set.classes.end(),
                      [](const LabelClass &a, const LabelClass &b) { return a.name < b.name; });
            for (qsizetype i = 0; i < set.classes.size(); ++i)
                set.classes[i].key = i < 9 ? int(i) + 1 : 0;
        }
        set.perEye = withEye * 2 > files.size();
        if (!set.classes.isEmpty()) {
            RETCLIP_CHECK(session->defineLabelSet(set));
        }
        session->setTotal(order.size());
        for (qsizetype i = 0; i < order.size() && !session->stopRequested(); ++i) {
            session->setPosition(double(i) / double(order.size()));
            RETCLIP_CHECK(session->put(exams.take(order[i])));
        }
        return session->finish();
    }

private:
    static Result<void> check(const ImportPlan &plan)
    {
        const QFileInfo info(plan.source);
        if (!info.isDir() || !info.isReadable())
            return failure(
                info.exists() ? ErrorCode::unreadable : ErrorCode::not_found,
                message(QT_TRANSLATE_NOOP("Message", "%1 is not a folder that can be read."),
                        {plan.source.toStdString()}),
                message(QT_TRANSLATE_NOOP("Message", "Nothing was imported.")),
                message(QT_TRANSLATE_NOOP("Message", "Check the name and the permission.")));
        if (plan.pattern.isEmpty())
            return {};
        const QRegularExpression pattern(plan.pattern);
        if (!pattern.isValid() || !pattern.namedCaptureGroups().contains(QLatin1String("patient")))
            return failure(
                ErrorCode::invalid_argument,
                message(QT_TRANSLATE_NOOP(
                    "Message",
                    "The pattern is not a regular expression with a group named \"patient\".")),
                message(QT_TRANSLATE_NOOP("Message", "Nothing was imported.")),
                message(QT_TRANSLATE_NOOP("Message", "For example: %1"),
                        {"(?<patient>\\d+)_(?<eye>left|right)"}),
                pattern.errorString().toStdString());
        return {};
    }
};

} // namespace

const Importer &folderImporter()
{
    static const FolderImporter importer;
    return importer;
}

} // namespace retclip
