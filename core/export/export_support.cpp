// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/export_support.h"

#include "core/base/files.h"
#include "core/base/sha256.h"
#include "core/base/writing_error.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QStorageInfo>

#include <algorithm>
#include <array>
#include <cerrno>

namespace retclip {

namespace {

const Message nothingLeft = message(QT_TRANSLATE_NOOP("Message", "No file was left behind."));

tl::unexpected<Error> changedPicture(const QString &path)
{
    return failure(ErrorCode::conflict,
                   message(QT_TRANSLATE_NOOP("Message",
                                             "Export stopped: the photograph %1 is not what was "
                                             "imported; its content has changed."),
                           {path.toStdString()}),
                   nothingLeft,
                   message(QT_TRANSLATE_NOOP(
                       "Message", "Put the original back, or import it again, then export.")));
}

Result<void> copyOne(const PictureCopy &copy, const QString &folder, Metadata metadata)
{
    RETCLIP_TRY(std::string bytes, read_file(path_from_utf8(copy.from.toStdString())));
    if (!copy.sha256.isEmpty() && sha256_of(std::string_view(bytes)) != copy.sha256.toStdString())
        return changedPicture(copy.from);
    if (metadata == Metadata::remove) {
        RETCLIP_TRY(bytes, withoutIdentity(copy.from, std::move(bytes)));
    }
    return writeExportFile(folder + QLatin1Char('/') + copy.to, bytes);
}

} // namespace

Metadata metadataOf(const ExportOrder &order)
{
    return order.deidentify && !order.leftOut.contains(RemovalStep::metadata) ? Metadata::remove
                                                                              : Metadata::keep;
}

Result<void> copyPictures(const std::vector<PictureCopy> &copies, const QString &folder,
                          Metadata metadata, const ProgressCallback &progress, std::stop_token stop)
{
    QSet<QString> folders;
    for (const PictureCopy &copy : copies)
        folders.insert(QFileInfo(folder + QLatin1Char('/') + copy.to).path());
    for (const QString &path : std::as_const(folders))
        if (!QDir().mkpath(path))
            return failure(writing_error(path_from_utf8(path.toStdString()), errno));
    ProgressReporter reporter(progress, std::int64_t(copies.size()),
                              message(QT_TRANSLATE_NOOP("Message", "Copying photographs")));
    constexpr std::size_t block = 64;
    for (std::size_t start = 0; start < copies.size(); start += block) {
        if (stop.stop_requested())
            return cancelled();
        const std::size_t count = std::min(block, copies.size() - start);
        std::array<Result<void>, block> outcomes;
        onAllCores(count, [&](std::size_t i) {
            outcomes[i] = copyOne(copies[start + i], folder, metadata);
        });
        for (std::size_t i = 0; i < count; ++i)
            RETCLIP_CHECK(outcomes[i]);
        reporter.advance_to(std::int64_t(start + count));
    }
    reporter.finish();
    return {};
}

Result<void> writeExportFile(const QString &path, const std::string &contents)
{
    QFile file(path);
    errno = 0;
    if (file.open(QIODevice::WriteOnly)
        && file.write(contents.data(), qint64(contents.size())) == qint64(contents.size())
        && file.flush())
        return {};
    const int reason = errno;
    if (file.error() == QFileDevice::ResourceError || reason == ENOSPC || reason == EDQUOT)
        return failure(ErrorCode::disk_full,
                       message(QT_TRANSLATE_NOOP("Message", "The disk is full: %1 MB are free."),
                               {std::to_string(QStorageInfo(QFileInfo(path).path()).bytesAvailable()
                                               / 1'000'000)}),
                       nothingLeft,
                       message(QT_TRANSLATE_NOOP(
                           "Message", "Free space, or choose another folder, and export again.")));
    return failure(writing_error(path_from_utf8(path.toStdString()), reason ? reason : EIO));
}

QString safeFileName(const QString &text)
{
    QString safe;
    for (const QChar c : text)
        safe += c.isLetterOrNumber() || c.isSurrogate() || QStringLiteral("-_.").contains(c)
            ? c
            : QLatin1Char('_');
    while (safe.startsWith(QLatin1Char('.')))
        safe[0] = QLatin1Char('_');
    return safe.isEmpty() ? QStringLiteral("_") : safe.left(120);
}

QString pictureEnding(const QString &path, Metadata metadata)
{
    const QString suffix = QFileInfo(path).suffix().toLower();
    static const QStringList cleanable{QStringLiteral("jpg"), QStringLiteral("jpeg"), QStringLiteral("png"),
                                       QStringLiteral("tif"), QStringLiteral("tiff")};
    if (metadata == Metadata::remove && !suffix.isEmpty() && !cleanable.contains(suffix))
        return QStringLiteral("png");
    return suffix.isEmpty() ? QStringLiteral("jpg") : suffix;
}

NamedPictures namePictures(const std::vector<ExamRow> &rows, const ExportOrder &order)
{
    NamedPictures named;
    QSet<QString> taken; // Lower case: some file systems know no case.
    const auto add = [&](const ImageRow &image, const QString &code, const QString &eye) {
        if (!QFileInfo(image.path).isFile()) {
            named.missing.append(code + QLatin1Char(' ') + eye);
            return QString();
        }
        const QString stem = QStringLiteral("images/")
            + (order.leftOut.contains(RemovalStep::fileNames)
                   ? safeFileName(QFileInfo(image.path).completeBaseName())
                   : safeFileName(code) + QLatin1Char('_') + eye);
        const QString ending = QLatin1Char('.') + pictureEnding(image.path, metadataOf(order));
        QString name = stem + ending;
        for (int n = 2; taken.contains(name.toLower()); ++n)
            name = stem + QStringLiteral("_%1").arg(n) + ending;
        taken.insert(name.toLower());
        named.copies.push_back({image.path, name, image.sha256});
        return name;
    };
    for (const ExamRow &row : rows) {
        ExportedPaths paths;
        for (const Laterality eye : both_eyes)
            if (row.images[eye])
                paths.eyes[eye] = add(*row.images[eye], row.code, QLatin1String(word(eye)));
        for (const ImageRow &image : row.eyeUnknown)
            paths.eyeUnknown.append(add(image, row.code, QStringLiteral("unknown")));
        named.paths.push_back(std::move(paths));
    }
    return named;
}

QJsonObject exportedRecord(const ExamRow &row, const ExportedPaths &paths, const ExportOrder &order)
{
    QJsonObject exam = examToJson(row, paths);
    if (!order.deidentify)
        return exam;
    const auto withoutHash = [](const QJsonValue &value) {
        QJsonObject image = value.toObject();
        image.remove(QStringLiteral("sha256"));
        return image;
    };
    for (const char *eye : {"left", "right"})
        if (exam.contains(QLatin1String(eye)))
            exam[QLatin1String(eye)] = withoutHash(exam[QLatin1String(eye)]);
    QJsonArray unknown;
    for (const QJsonValue &image : exam[QLatin1String("eye_unknown")].toArray())
        unknown.append(withoutHash(image));
    if (!unknown.isEmpty())
        exam[QStringLiteral("eye_unknown")] = unknown;
    return exam;
}

Result<void> writeRecords(const std::vector<QJsonObject> &records, const QString &folder,
                          ExportReport &report)
{
    std::string text;
    for (const QJsonObject &record : records)
        text += QJsonDocument(record).toJson(QJsonDocument::Compact).toStdString() + '\n';
    report.manifest[QStringLiteral("records")] = qint64(records.size());
    return writeExportFile(folder + QStringLiteral("/exams.jsonl"), text);
}

QJsonObject exclusion(const ExamRow &row, const QString &reason)
{
    return {{QStringLiteral("patient"), row.patient},
            {QStringLiteral("exam"), row.code},
            {QStringLiteral("reason"), reason}};
}

Result<ClassChoice> chooseClasses(const Study &study, const QString &labelSet)
{
    RETCLIP_TRY(const QVector<LabelSet> sets, study.labelSets());
    const QString name = labelSet.section(QLatin1Char('/'), 0, 0);
    const auto found = std::find_if(sets.cbegin(), sets.cend(), [&](const LabelSet &set) {
        return name.isEmpty() || set.name == name;
    });
    if (found == sets.cend())
        return failure(
            ErrorCode::not_found,
            message(
                QT_TRANSLATE_NOOP("Message", "There is no label set \"%1\" to make classes from."),
                {name.toStdString()}),
            nothingLeft,
            message(QT_TRANSLATE_NOOP("Message", "Choose one of the study's label sets.")));
    ClassChoice choice{*found, labelSet.section(QLatin1Char('/'), 1)};
    const auto &classes = choice.set.classes;
    if (choice.set.kind == LabelKind::binary && choice.className.isEmpty())
        choice.className = classes.value(0).name;
    const bool known = std::any_of(classes.cbegin(), classes.cend(),
                                   [&](const LabelClass &c) { return c.name == choice.className; });
    if (!choice.className.isEmpty() && !known)
        return failure(
            ErrorCode::not_found,
            message(QT_TRANSLATE_NOOP("Message", "The label set \"%1\" has no class \"%2\"."),
                    {choice.set.name.toStdString(), choice.className.toStdString()}),
            nothingLeft, message(QT_TRANSLATE_NOOP("Message", "Choose one of its classes.")));
    if (choice.set.kind == LabelKind::multilabel && choice.className.isEmpty())
        return failure(
            ErrorCode::invalid_argument,
            message(QT_TRANSLATE_NOOP("Message",
                                      "An exam may have several classes of \"%1\", but a "
                                      "photograph lies in one folder."),
                    {choice.set.name.toStdString()}),
            nothingLeft,
            message(QT_TRANSLATE_NOOP(
                        "Message", "Name one class, as in %1/%2, or export as CSV or JSON Lines."),
                    {choice.set.name.toStdString(), classes.value(0).name.toStdString()}));
    return choice;
}

QStringList classNames(const ClassChoice &choice)
{
    if (!choice.className.isEmpty())
        return {QStringLiteral("not_") + choice.className, choice.className};
    QStringList names;
    for (const LabelClass &entry : choice.set.classes)
        names.append(entry.name);
    return names;
}

std::optional<QString> classOf(const ClassChoice &choice, const ExamRow &row, Laterality eye)
{
    const LabelState *best = nullptr;
    for (const LabelState &label : row.labels)
        if (label.setName == choice.set.name && label.known
            && (label.eye == eye || (!label.eye && !best)))
            best = &label;
    if (!best)
        return std::nullopt;
    if (!choice.className.isEmpty())
        return best->positive.contains(choice.className)
            ? choice.className
            : QStringLiteral("not_") + choice.className;
    return best->positive.isEmpty() ? std::nullopt : std::optional(best->positive.first());
}

} // namespace retclip
