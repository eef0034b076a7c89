// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/export/exporter.h"
#include "core/import/exam_record.h"
#include "core/privacy/picture_privacy.h"

#include <QJsonArray>

#include <memory>
#include <optional>

namespace retclip {

/// A photograph on its way out.
struct PictureCopy
{
    QString from; ///< Absolute.
    QString to; ///< Relative to the export.
    QString sha256; ///< As the study knows it; empty: not known.
};

/// Copies on all cores and checks each against the study's hash. With Metadata::remove, EXIF, XMP,
/// comments and text chunks are taken out (orientation and colour profile stay).
/// Errors: conflict (changed since it was imported), unreadable, disk_full, cancelled.
enum class Metadata { keep, remove };
[[nodiscard]] Result<void> copyPictures(const std::vector<PictureCopy> &copies,
                                        const QString &folder, Metadata metadata,
                                        const ProgressCallback &progress, std::stop_token stop);

/// What an order wants of the photographs' metadata.
[[nodiscard]] Metadata metadataOf(const ExportOrder &order);

/// Writes a whole file. Errors: disk_full, read_only …
[[nodiscard]] Result<void> writeExportFile(const QString &path, const std::string &contents);

/// Letters, digits, - _ . of any script; all else becomes "_". Never empty, never "..".
[[nodiscard]] QString safeFileName(const QString &text);

/// "jpg", "png" … of a photograph's file as it leaves: what must be written anew to lose its metadata
/// becomes PNG.
[[nodiscard]] QString pictureEnding(const QString &path, Metadata metadata);

/// Names the pictures of rows under `images/` and lists the copies. A photograph that is not there
/// is left out and listed in `missing` as "EXAM eye".
struct NamedPictures
{
    std::vector<ExportedPaths> paths; ///< One a row.
    std::vector<PictureCopy> copies;
    QStringList missing;
};
[[nodiscard]] NamedPictures namePictures(const std::vector<ExamRow> &rows, const ExportOrder &order);

/// How an exam stands in exams.jsonl. Without the hashes of photographs where identities are hidden:
/// they would find the originals.
[[nodiscard]] QJsonObject exportedRecord(const ExamRow &row, const ExportedPaths &paths,
                                         const ExportOrder &order);
/// exams.jsonl beside a layout that cannot hold all that is known of an exam, so that importing the
/// export brings back reports, tags, verdicts and names too. Counts itself in manifest.json.
[[nodiscard]] Result<void> writeRecords(const std::vector<QJsonObject> &records,
                                        const QString &folder, ExportReport &report);

/// What became of an exam that is not in the files.
[[nodiscard]] QJsonObject exclusion(const ExamRow &row, const QString &reason);

/// The class folders, COCO and the like need one class a photograph.
struct ClassChoice
{
    LabelSet set;
    QString className; ///< Of a multi-label or binary set: present or not; else empty.
};
/// "", NAME or NAME/CLASS. Errors: not_found, invalid_argument (multi-label without a class).
[[nodiscard]] Result<ClassChoice> chooseClasses(const Study &study, const QString &labelSet);
/// All class names that classOf() can give.
[[nodiscard]] QStringList classNames(const ClassChoice &choice);
/// The class of one eye of an exam (the eye's own label, else the exam's); nothing: not labelled.
[[nodiscard]] std::optional<QString> classOf(const ClassChoice &choice, const ExamRow &row,
                                             Laterality eye);

// One function an entry of exporters(), each in its own file.
[[nodiscard]] const Exporter &csvExporter();
[[nodiscard]] const Exporter &jsonLinesExporter();
[[nodiscard]] const Exporter &foldersExporter();
[[nodiscard]] const Exporter &retfoundExporter();
[[nodiscard]] const Exporter &cocoExporter();
[[nodiscard]] const Exporter &huggingFaceExporter();
[[nodiscard]] const Exporter &retclipExporter();

} // namespace retclip
