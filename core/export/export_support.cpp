// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/export_support.h"

#include "core/base/files.h"
#include "core/base/sha256.h"
#include "core/imaging/photograph.h"

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

std::uint32_t bigEndian(const std::string &bytes, std::size_t at, int width)
{
    std::uint32_t value = 0;
    for (int i = 0; i < width; ++i)
        value = value << 8 | static_cast<unsigned char>(bytes[at + std::size_t(i)]);
    return value;
}

/// An EXIF segment that holds the orientation and nothing else.
std::string orientationSegment(int orientation)
{
    std::string tiff("MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0", 19);
    tiff += char(orientation);
    tiff += std::string("\0\0\0\0\0\0", 6);
    const std::string body = std::string("Exif\0\0", 6) + tiff;
    const std::size_t length = body.size() + 2;
    return std::string("\xFF\xE1", 2) + char(length >> 8) + char(length & 0xFF) + body;
}

std::optional<std::string> cleanedJpeg(const std::string &bytes, int orientation)
{
    std::string out = bytes.substr(0, 2);
    if (orientation > 1)
        out += orientationSegment(orientation);
    std::size_t at = 2;
    while (at + 4 <= bytes.size()) {
        if (static_cast<unsigned char>(bytes[at]) != 0xFF)
            return std::nullopt;
        const auto marker = static_cast<unsigned char>(bytes[at + 1]);
        if (marker == 0xFF) {
            ++at;
            continue;
        }
        const std::size_t length = bigEndian(bytes, at + 2, 2);
        if (at + 2 + length > bytes.size() || length < 2)
            return std::nullopt;
        const bool application = marker >= 0xE0 && marker <= 0xEF;
        // JFIF, the colour profile and Adobe's colour transform change the picture.
        const bool needed = marker == 0xE0 || marker == 0xEE
            || (marker == 0xE2 && bytes.compare(at + 4, 11, "ICC_PROFILE") == 0);
        if (!(application && !needed) && marker != 0xFE)
            out.append(bytes, at, 2 + length);
        at += 2 + length;
        if (marker
            == 0xDA) { // The rest is picture, up to its end; what is glued on behind is dropped.
            const std::size_t end = bytes.rfind("\xFF\xD9");
            if (end == std::string::npos || end < at)
                return std::nullopt;
            out.append(bytes, at, end + 2 - at);
            return out;
        }
    }
    return std::nullopt;
}

std::optional<std::string> cleanedPng(const std::string &bytes)
{
    std::string out = bytes.substr(0, 8);
    std::size_t at = 8;
    while (at + 12 <= bytes.size()) {
        const std::size_t length = bigEndian(bytes, at, 4);
        if (length > bytes.size() - at - 12)
            return std::nullopt;
        const std::string kind = bytes.substr(at + 4, 4);
        if (kind != "tEXt" && kind != "zTXt" && kind != "iTXt" && kind != "eXIf" && kind != "tIME")
            out.append(bytes, at, length + 12);
        at += length + 12;
        if (kind == "IEND")
            return out;
    }
    return std::nullopt;
}

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

std::optional<std::string> withoutMetadata(const std::string &bytes)
{
    if (bytes.size() > 4 && bytes.compare(0, 2, "\xFF\xD8") == 0) {
        int orientation = 1;
        const std::size_t exif = bytes.find(std::string("Exif\0\0", 6));
        if (exif != std::string::npos && exif < 65536) {
            const std::size_t tiff = exif + 6;
            if (tiff + 8 < bytes.size()) {
                const bool little = bytes[tiff] == 'I';
                const auto number = [&](std::size_t at, int width) -> std::uint32_t {
                    std::uint32_t value = 0;
                    for (int i = 0; i < width && at + std::size_t(i) < bytes.size(); ++i)
                        value |=
                            std::uint32_t(static_cast<unsigned char>(bytes[at + std::size_t(i)]))
                            << (8 * (little ? i : width - 1 - i));
                    return value;
                };
                const std::size_t directory = tiff + number(tiff + 4, 4);
                const std::uint32_t entries = std::min<std::uint32_t>(number(directory, 2), 200);
                for (std::uint32_t i = 0; i < entries; ++i)
                    if (number(directory + 2 + 12 * i, 2) == 0x0112)
                        orientation = int(number(directory + 2 + 12 * i + 8, 2));
            }
        }
        return cleanedJpeg(bytes, orientation >= 1 && orientation <= 8 ? orientation : 1);
    }
    if (bytes.size() > 8 && bytes.compare(0, 4, "\x89PNG") == 0)
        return cleanedPng(bytes);
    return std::nullopt;
}

Result<std::string> withoutIdentity(const QString &path, std::string bytes)
{
    if (auto cleaned = withoutMetadata(bytes))
        return std::move(*cleaned);
    RETCLIP_TRY(const RgbImage image, read_photograph(path_from_utf8(path.toStdString())));
    RETCLIP_TRY(const auto png, encode_png(image));
    return std::string(reinterpret_cast<const char *>(png.data()), png.size());
}

Result<void> copyPictures(const std::vector<PictureCopy> &copies, const QString &folder,
                          Metadata metadata, const ProgressCallback &progress, std::stop_token stop)
{
    QSet<QString> folders;
    for (const PictureCopy &copy : copies)
        folders.insert(QFileInfo(folder + QLatin1Char('/') + copy.to).path());
    for (const QString &path : std::as_const(folders))
        if (!QDir().mkpath(path))
            return failure(file_error(path_from_utf8(path.toStdString()), errno));
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
    return failure(file_error(path_from_utf8(path.toStdString()), reason ? reason : EIO));
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

QString pictureEnding(const QString &path)
{
    const QString suffix = QFileInfo(path).suffix().toLower();
    return suffix.isEmpty() ? QStringLiteral("jpg") : suffix;
}

NamedPictures namePictures(const std::vector<ExamRow> &rows)
{
    NamedPictures named;
    QSet<QString> taken; // Lower case: some file systems know no case.
    const auto add = [&](const ImageRow &image, const QString &code, const QString &eye) {
        if (!QFileInfo(image.path).isFile()) {
            named.missing.append(code + QLatin1Char(' ') + eye);
            return QString();
        }
        const QString stem =
            QStringLiteral("images/") + safeFileName(code) + QLatin1Char('_') + eye;
        const QString ending = QLatin1Char('.') + pictureEnding(image.path);
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
