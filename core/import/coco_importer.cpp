// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/coco_regions.h"
#include "core/import/entries.h"
#include "core/import/import_session.h"
#include "core/import/photograph_finder.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <map>

namespace retclip {

namespace {

constexpr qint64 bytesLookedAt = 1 << 16;
constexpr int namesLookedAt = 50;
const QString ownRegions = QStringLiteral("region/"); // Categories of our own export that are no labels.

/// By its beginning and end: the three lists stand in any order, and one may be long.
bool looksLikeCoco(const QString &path)
{
    QFile file(path);
    if (!path.endsWith(QLatin1String(".json"), Qt::CaseInsensitive) || !file.open(QIODevice::ReadOnly))
        return false;
    QByteArray text = file.read(bytesLookedAt);
    if (file.size() > bytesLookedAt) {
        file.seek(file.size() - std::min(file.size() - bytesLookedAt, bytesLookedAt));
        text += file.read(bytesLookedAt);
    }
    const int found = int(text.contains("\"images\"")) + int(text.contains("\"annotations\""))
        + int(text.contains("\"categories\""));
    return text.trimmed().startsWith('{') && (found == 3 || (found == 2 && file.size() > 2 * bytesLookedAt));
}

QStringList cocoFilesAt(const QString &source)
{
    const QFileInfo info(source);
    if (info.isFile())
        return looksLikeCoco(source) ? QStringList{source} : QStringList();
    QStringList files;
    for (const char *place : {".", "annotations"}) {
        const QDir folder(QDir(source).filePath(QLatin1String(place)));
        for (const QString &name : folder.entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name))
            if (looksLikeCoco(folder.absoluteFilePath(name)))
                files.append(QDir::cleanPath(folder.absoluteFilePath(name)));
    }
    return files;
}

/// "instances_train2017.json", "val.json" → the split.
Split splitOfName(const QString &file)
{
    QString name = QFileInfo(file).completeBaseName().toLower();
    for (QChar &c : name)
        if (!c.isLetter())
            c = u' ';
    for (const QString &part : name.split(u' ', Qt::SkipEmptyParts))
        if (const auto split = split_from(part.toStdString()))
            return *split;
    return Split::none;
}

struct CocoImage
{
    QString file, patient, exam;
    std::optional<Laterality> eye;
    QStringList classes;
    QSize size; ///< As the file says; empty: it does not.
    QVector<Region> regions;
};
struct CocoFile
{
    std::vector<CocoImage> images;
    QStringList categories;
    qint64 regions = 0, leftOut = 0; ///< Boxes and outlines of less than the whole picture.
    qint64 strayed = 0; ///< Annotations of an image or a category that the file does not list.
};

/// An id is a number or a text; empty: neither.
QString idOf(const QJsonValue &value)
{
    if (value.isDouble())
        return QString::number(value.toDouble(), 'g', 17);
    return value.isString() && !value.toString().isEmpty() ? u'"' + value.toString() : QString();
}

Result<CocoFile> readCoco(const QString &path)
{
    const auto refused = [&](const QString &why) {
        return failure(ErrorCode::unreadable,
                       message(QT_TRANSLATE_NOOP("Message", "%1 cannot be read as COCO."), {QFileInfo(path).fileName().toStdString()}),
                       message(QT_TRANSLATE_NOOP("Message", "Nothing was imported.")),
                       message(QT_TRANSLATE_NOOP("Message", "Look whether the file is whole: images, annotations and categories.")),
                       why.toStdString());
    };
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return refused(file.errorString());
    QJsonParseError error;
    const QJsonObject document = QJsonDocument::fromJson(file.readAll(), &error).object();
    if (!document[QLatin1String("images")].isArray())
        return refused(error.errorString());
    CocoFile coco;
    std::map<QString, QString> categories; // By id.
    for (const QJsonValue &value : document[QLatin1String("categories")].toArray()) {
        const QString name = value[QLatin1String("name")].toString();
        if (const QString id = idOf(value[QLatin1String("id")]); !id.isEmpty())
            categories[id] = name;
        if (!name.isEmpty() && !name.startsWith(ownRegions) && !coco.categories.contains(name))
            coco.categories.append(name);
    }
    std::map<QString, std::size_t> places;
    for (const QJsonValue &value : document[QLatin1String("images")].toArray()) {
        CocoImage image;
        image.file = value[QLatin1String("file_name")].toString();
        const NameParts parts = partsOfName(QFileInfo(image.file).completeBaseName());
        image.patient = value[QLatin1String("patient")].toString(parts.patient);
        image.exam = value[QLatin1String("exam")].toString();
        image.eye = laterality_from(value[QLatin1String("eye")].toString().toStdString());
        if (!image.eye)
            image.eye = parts.eye;
        image.size = {value[QLatin1String("width")].toInt(), value[QLatin1String("height")].toInt()};
        if (const QString id = idOf(value[QLatin1String("id")]); !id.isEmpty())
            places.emplace(id, coco.images.size());
        coco.images.push_back(std::move(image));
    }
    for (const QJsonValue &value : document[QLatin1String("annotations")].toArray()) {
        const auto place = places.find(idOf(value[QLatin1String("image_id")]));
        const auto category = categories.find(idOf(value[QLatin1String("category_id")]));
        if (place == places.end() || category == categories.end() || category->second.isEmpty()) {
            ++coco.strayed;
            continue;
        }
        const QString &name = category->second;
        CocoImage &image = coco.images[place->second];
        const bool own = name.startsWith(ownRegions);
        if (!own && !image.classes.contains(name))
            image.classes.append(name);
        CocoShapes shapes = cocoShapes(value.toObject(), image.size);
        coco.regions += shapes.regions.size();
        coco.leftOut += shapes.leftOut;
        for (Region &region : shapes.regions) {
            region.className = own ? name.mid(ownRegions.size()) : name;
            image.regions.append(std::move(region));
        }
    }
    return coco;
}

class CocoImporter final : public Importer
{
public:
    QString id() const override { return QStringLiteral("coco"); }
    QString title() const override { return QCoreApplication::translate("Importer", "COCO"); }
    QString help() const override
    {
        return QCoreApplication::translate(
            "Importer",
            "A JSON file in COCO's layout (images, annotations, categories), or a folder with such files in "
            "annotations/. The categories of a photograph's annotations become the label set \"coco\", boxes, outlines and "
            "masks regions of the photograph. Names of files tell patient and eye, unless images carry patient, exam "
            "and eye; train, val and test in a file's name are the split.");
    }

    int fits(const QString &source) const override
    {
        return cocoFilesAt(source).isEmpty() ? 0 : 80;
    }

    Result<ImportPlan> analyse(ImportPlan plan, std::stop_token) const override
    {
        RETCLIP_TRY(const QStringList files, filesOf(plan));
        RETCLIP_TRY(const CocoFile first, readCoco(files.first()));
        if (plan.imageFolder.isEmpty())
            plan.imageFolder = photographFolder(plan.source, first);
        plan.encoding = QStringLiteral("UTF-8");
        return plan;
    }

    Result<ImportReport> run(Study &study, const ImportPlan &plan, bool dryRun, const ProgressCallback &progress,
                             std::stop_token stop) const override
    {
        RETCLIP_TRY(const QStringList files, filesOf(plan));
        std::vector<std::pair<QString, CocoFile>> read;
        LabelSet set;
        set.name = QStringLiteral("coco");
        set.kind = LabelKind::multilabel;
        qint64 images = 0, withEye = 0, regions = 0, leftOut = 0, strayed = 0;
        for (const QString &file : files) {
            RETCLIP_TRY(CocoFile coco, readCoco(file));
            for (const QString &name : std::as_const(coco.categories))
                if (std::none_of(set.classes.cbegin(), set.classes.cend(), [&](const LabelClass &c) { return c.name == name; }))
                    set.classes.append({name, name, {}, set.classes.size() < 9 ? int(set.classes.size()) + 1 : 0});
            images += qint64(coco.images.size());
            withEye += std::count_if(coco.images.cbegin(), coco.images.cend(), [](const CocoImage &i) { return i.eye.has_value(); });
            regions += coco.regions;
            leftOut += coco.leftOut;
            strayed += coco.strayed;
            read.emplace_back(file, std::move(coco));
        }
        set.perEye = withEye * 2 > images;
        RETCLIP_TRY(auto session, ImportSession::begin(study, plan, dryRun, progress, stop));
        if (!set.classes.isEmpty()) {
            RETCLIP_CHECK(session->defineLabelSet(set));
        }
        if (regions > 0)
            session->note(message(QT_TRANSLATE_NOOP("Message",
                                                    "Boxes and outlines: %1. They are in as regions of their photographs."),
                                  {std::to_string(regions)}));
        if (leftOut > 0)
            session->note(message(QT_TRANSLATE_NOOP("Message",
                                                    "Boxes and outlines that are no shape or do not fit their photograph: %1. "
                                                    "They were left out."),
                                  {std::to_string(leftOut)}));
        if (strayed > 0)
            session->note(message(QT_TRANSLATE_NOOP("Message",
                                                    "Annotations of a photograph or a category that the file does not list: %1. "
                                                    "They were left out."),
                                  {std::to_string(strayed)}));
        std::vector<PendingExam> exams = gathered(read, plan, set);
        session->setTotal(qint64(exams.size()));
        for (std::size_t i = 0; i < exams.size() && !session->stopRequested(); ++i) {
            session->setPosition(double(i) / double(exams.size()));
            RETCLIP_CHECK(session->put(std::move(exams[i])));
        }
        return session->finish();
    }

private:
    static Result<QStringList> filesOf(const ImportPlan &plan)
    {
        const QStringList files = cocoFilesAt(plan.source);
        if (files.isEmpty())
            return failure(QFileInfo::exists(plan.source) ? ErrorCode::unsupported : ErrorCode::not_found,
                           message(QT_TRANSLATE_NOOP("Message", "%1 holds no file in COCO's layout."), {plan.source.toStdString()}),
                           message(QT_TRANSLATE_NOOP("Message", "Nothing was imported.")),
                           message(QT_TRANSLATE_NOOP("Message", "Choose the JSON file with images, annotations and categories, "
                                                                "or the folder above it.")));
        return files;
    }

    /// From where most of the first names are found: beside the file, or beside its folder "annotations".
    static QString photographFolder(const QString &source, const CocoFile &coco)
    {
        QStringList names;
        for (const CocoImage &image : coco.images)
            if (names.size() < namesLookedAt)
                names.append(image.file);
        const QFileInfo info(source);
        QDir folder = info.isDir() ? QDir(source) : info.absoluteDir();
        if (folder.dirName() == QLatin1String("annotations"))
            folder.cdUp();
        return guessImageFolder(folder.absolutePath(), names);
    }

    static std::vector<PendingExam> gathered(const std::vector<std::pair<QString, CocoFile>> &files,
                                             const ImportPlan &plan, const LabelSet &set)
    {
        std::vector<PendingExam> exams;
        std::map<QString, std::size_t> places;
        for (const auto &[file, coco] : files) {
            const QString folder = plan.imageFolder.isEmpty() ? photographFolder(plan.source, coco) : plan.imageFolder;
            for (const CocoImage &image : coco.images) {
                const QString patient = image.patient.isEmpty() ? QFileInfo(image.file).completeBaseName() : image.patient;
                // A second photograph of an eye is another visit.
                for (int visit = 1;; ++visit) {
                    const QString key = patient + QChar(0x1F) + image.exam + (visit > 1 ? QStringLiteral("#%1").arg(visit) : QString());
                    const auto [place, isNew] = places.try_emplace(key, exams.size());
                    if (isNew) {
                        PendingExam pending;
                        pending.source = QFileInfo(file).fileName();
                        pending.exam.patient = patient;
                        pending.exam.visit = key.section(QChar(0x1F), 1);
                        pending.exam.split = splitOfName(file);
                        exams.push_back(std::move(pending));
                    }
                    PendingExam &exam = exams[place->second];
                    if (std::any_of(exam.photographs.cbegin(), exam.photographs.cend(),
                                    [&](const PendingPhotograph &p) { return image.eye && p.eye == image.eye; }))
                        continue;
                    exam.photographs.push_back({image.file, findPhotograph(folder, image.file), {}, image.eye, {}, image.regions,
                                                image.size});
                    if (!set.classes.isEmpty())
                        addClasses(exam.exam, image, set);
                    break;
                }
            }
        }
        return exams;
    }

    /// Of the eye where labels are; of an exam: what either photograph shows.
    static void addClasses(ImportedExam &exam, const CocoImage &image, const LabelSet &set)
    {
        const std::optional<Laterality> eye = set.perEye ? image.eye : std::nullopt;
        const auto there = std::find_if(exam.labels.begin(), exam.labels.end(),
                                        [&](const ImportedLabel &label) { return label.eye == eye; });
        if (there == exam.labels.end()) {
            exam.labels.append({set.name, eye, image.classes, true, LabelSource::imported, {}, {}});
            return;
        }
        for (const QString &name : image.classes)
            if (!there->positive.contains(name))
                there->positive.append(name);
    }
};

} // namespace

const Importer &cocoImporter()
{
    static const CocoImporter importer;
    return importer;
}

} // namespace retclip
