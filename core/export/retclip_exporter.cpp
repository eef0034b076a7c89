// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/export_support.h"

#include "core/base/files.h"
#include "core/base/sha256.h"
#include "core/base/writing_error.h"
#include "core/export/retclip_check.h"
#include "core/import/lmdb_store.h"
#include "core/import/retclip_layout.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>

#include <algorithm>

namespace retclip {

namespace {

QString splitName(Split split)
{
    switch (split) {
    case Split::training: return QStringLiteral("train");
    case Split::validation: return QStringLiteral("valid");
    case Split::test: return QStringLiteral("test");
    case Split::none: break;
    }
    return QStringLiteral("all");
}

void appendText(std::string &pickle, const std::string &text)
{
    pickle += 'X';
    for (int i = 0; i < 4; ++i)
        pickle += char(text.size() >> (8 * i) & 0xFF);
    pickle += text;
}

/// As pickle.dumps((left, right)) of Python reads: protocol 2, two texts, a tuple.
std::string pickledPair(const std::string &left, const std::string &right)
{
    std::string pickle("\x80\x02", 2);
    appendText(pickle, left);
    appendText(pickle, right);
    return pickle + "\x86.";
}

std::string pickledSample(const std::string &patient, qint64 textId, const std::string &text)
{
    std::string pickle("\x80\x02", 2);
    appendText(pickle, patient);
    pickle += 'J';
    for (int i = 0; i < 4; ++i)
        pickle += char(textId >> (8 * i) & 0xFF);
    appendText(pickle, text);
    return pickle + "\x87.";
}

tl::unexpected<Error> mismatch(Message what, const QString &exam)
{
    return failure(ErrorCode::conflict, std::move(what),
                   message(QT_TRANSLATE_NOOP("Message", "No file was left behind.")),
                   message(QT_TRANSLATE_NOOP("Message", "Check exam %1 (W), then export again."),
                           {exam.toStdString()}));
}

Result<void> checkSplit(const RetclipSplit &split,
                        const QHash<QString, RetclipExpectation> &expected)
{
    QVector<RetclipProblem> problems;
    QSet<QString> seen;
    Result<void> outcome;
    RETCLIP_CHECK(split.eachPatient(
        [&](RetclipPhotographs photographs) {
            const auto row = std::to_string(photographs.row);
            const auto wanted = expected.constFind(photographs.patient);
            if (wanted == expected.cend()) {
                outcome = mismatch(
                    message(
                        QT_TRANSLATE_NOOP(
                            "Message",
                            "Export stopped: row %1 of %2 names a patient that was not exported."),
                        {row, split.imagesName().toStdString()}),
                    photographs.patient);
                return false;
            }
            seen.insert(photographs.patient);
            for (const Laterality eye : both_eyes) {
                const QByteArray &bytes = photographs.pictures[eye];
                const std::string hash =
                    sha256_of(std::string_view(bytes.constData(), std::size_t(bytes.size())));
                if (hash == wanted->sha256[eye].toStdString())
                    continue;
                const std::string column = eye == Laterality::left ? "2" : "3";
                const bool swapped = hash == wanted->sha256[other_eye(eye)].toStdString();
                outcome = mismatch(
                    swapped ? message(
                        eye == Laterality::left
                            ? QT_TRANSLATE_NOOP(
                                "Message",
                                "Export stopped: column %1 of row %2 of %3 holds the right eye.")
                            : QT_TRANSLATE_NOOP(
                                "Message",
                                "Export stopped: column %1 of row %2 of %3 holds the left eye."),
                        {column, row, split.imagesName().toStdString()})
                            : message(QT_TRANSLATE_NOOP("Message",
                                                        "Export stopped: column %1 of row %2 of %3 "
                                                        "does not hold what was written."),
                                      {column, row, split.imagesName().toStdString()}),
                    wanted->exam);
                return false;
            }
            return true;
        },
        problems));
    RETCLIP_CHECK(outcome);
    RETCLIP_TRY(const auto pairs, split.pairs(problems));
    if (!problems.isEmpty())
        return mismatch(problems.first().reason, split.name());
    QSet<QString> told;
    for (const RetclipPair &pair : pairs) {
        const auto wanted = expected.constFind(pair.patient);
        if (wanted == expected.cend() || wanted->text != pair.text)
            return mismatch(
                message(
                    QT_TRANSLATE_NOOP(
                        "Message",
                        "Export stopped: the text of row %1 of split %2 is not what was written."),
                    {std::to_string(pair.row), split.name().toStdString()}),
                pair.patient);
        told.insert(pair.patient);
    }
    for (auto it = expected.cbegin(); it != expected.cend(); ++it)
        if (!seen.contains(it.key()) || !told.contains(it.key()))
            return mismatch(
                message(QT_TRANSLATE_NOOP("Message", "Export stopped: split %1 lacks patient %2."),
                        {split.name().toStdString(), it.key().toStdString()}),
                it->exam);
    return {};
}

/// Files of one split, kept open while rows are written.
struct SplitFiles
{
    QFile images, texts;
    std::unique_ptr<LmdbWriter> imageStore, pairStore;
    qint64 rows = 0;
};

class RetclipExporter final : public Exporter
{
public:
    QString id() const override { return QStringLiteral("retclip"); }
    QString title() const override { return QCoreApplication::translate("Exporter", "RET-CLIP"); }
    QString help() const override
    {
        return QCoreApplication::translate(
            "Exporter",
            "RET-CLIP's published layout: SPLIT_imgs.tsv (patient, left eye, right eye) with "
            "SPLIT_texts.jsonl, and the same as "
            "LMDB stores in lmdb/SPLIT. Every row is read back and compared by eye. The authors' "
            "program needs both eyes and "
            "a report: exams without are left out and listed.");
    }

    Result<ExportReport> write(const Study &, const std::vector<ExamRow> &rows,
                               const ExportOrder &order, const QString &folder,
                               const ProgressCallback &progress,
                               std::stop_token stop) const override
    {
        QJsonArray exclusions;
        QHash<QString, int> examsOfPatient;
        std::vector<const ExamRow *> kept;
        QHash<Split, std::uint64_t> bytes;
        for (const ExamRow &row : rows) {
            const QString reason = reasonAgainst(row);
            if (!reason.isEmpty()) {
                exclusions.append(exclusion(row, reason));
                continue;
            }
            kept.push_back(&row);
            ++examsOfPatient[row.patient];
            for (const Laterality eye : both_eyes)
                bytes[row.split] +=
                    std::uint64_t(QFileInfo(row.images[eye]->path).size()) * 4 / 3 + 8192;
        }
        if (kept.empty())
            return failure(
                ErrorCode::invalid_argument,
                message(QT_TRANSLATE_NOOP("Message", "No exam has both eyes and a report.")),
                message(QT_TRANSLATE_NOOP("Message", "No file was left behind.")),
                message(QT_TRANSLATE_NOOP("Message",
                                          "Choose another dataset, or export as JSON Lines.")));
        QHash<QString, std::shared_ptr<SplitFiles>> files;
        QHash<QString, QHash<QString, RetclipExpectation>> expected;
        ProgressReporter reporter(progress, std::int64_t(kept.size()),
                                  message(QT_TRANSLATE_NOOP("Message", "Writing RET-CLIP files")));
        qint64 textId = 0;
        QStringList patients;
        for (const ExamRow *row : kept) {
            if (stop.stop_requested())
                return cancelled();
            const QString split = splitName(row->split);
            auto &file = files[split];
            if (!file) {
                file = std::make_shared<SplitFiles>();
                RETCLIP_CHECK(openSplit(*file, folder, split, bytes[row->split]));
            }
            // A patient is a key in these files: of several exams each needs its own.
            QString key = examsOfPatient[row->patient] > 1 ? row->code : row->patient;
            key.replace(QLatin1Char('\t'), QLatin1Char(' '))
                .replace(QLatin1Char('\n'), QLatin1Char(' '))
                .replace(QLatin1Char('\r'), QLatin1Char(' '));
            if (expected[split].contains(key))
                key = row->code;
            RETCLIP_TRY(const RetclipExpectation written,
                        writeRow(*file, *row, key, textId++, metadataOf(order)));
            expected[split].insert(key, written);
            reporter.advance_to(textId);
        }
        for (const auto &file : std::as_const(files))
            RETCLIP_CHECK(closeSplit(*file));
        files.clear();
        RETCLIP_CHECK(checkRetclipFiles(folder, expected));
        reporter.finish();

        ExportReport report;
        report.rows = textId;
        report.manifest[QStringLiteral("exclusions")] = exclusions;
        report.manifest[QStringLiteral("columns")] =
            QStringLiteral("1 = patient, 2 = left eye (OS), 3 = right eye (OD)");
        report.manifest[QStringLiteral("verified")] =
            QStringLiteral("every row read back; contents compared by eye");
        if (!exclusions.isEmpty())
            report.warnings.append(QCoreApplication::translate(
                "Export", "%n exam(s) were left out; manifest.json lists them with the reason.",
                nullptr, int(exclusions.size())));
        return report;
    }

private:
    static QString reasonAgainst(const ExamRow &row)
    {
        if (row.excluded)
            return QStringLiteral("excluded");
        for (const Laterality eye : both_eyes)
            if (!row.images[eye] || !QFileInfo(row.images[eye]->path).isFile())
                return QStringLiteral("no photograph of the %1 eye").arg(QLatin1String(word(eye)));
        return row.report.isEmpty() ? QStringLiteral("no report") : QString();
    }

    static Result<void> openSplit(SplitFiles &files, const QString &folder, const QString &split,
                                  std::uint64_t bytes)
    {
        files.images.setFileName(folder + QLatin1Char('/') + split + QStringLiteral("_imgs.tsv"));
        files.texts.setFileName(folder + QLatin1Char('/') + split + QStringLiteral("_texts.jsonl"));
        for (QFile *file : {&files.images, &files.texts})
            if (!file->open(QIODevice::WriteOnly))
                return failure(writing_error(path_from_utf8(file->fileName().toStdString()), errno));
        const QString stores = folder + QStringLiteral("/lmdb/") + split;
        RETCLIP_TRY(files.imageStore, LmdbWriter::create(stores + QStringLiteral("/imgs"), bytes));
        RETCLIP_TRY(files.pairStore,
                    LmdbWriter::create(stores + QStringLiteral("/pairs"), bytes / 8));
        return {};
    }

    static Result<void> append(QFile &file, const QByteArray &bytes)
    {
        if (file.write(bytes) == bytes.size() && file.flush())
            return {};
        const int reason = errno;
        if (file.error() == QFileDevice::ResourceError || reason == ENOSPC || reason == EDQUOT)
            return failure(
                ErrorCode::disk_full, message(QT_TRANSLATE_NOOP("Message", "The disk is full.")),
                message(QT_TRANSLATE_NOOP("Message", "No file was left behind.")),
                message(QT_TRANSLATE_NOOP(
                    "Message", "Free space, or choose another folder, and export again.")));
        return failure(
            writing_error(path_from_utf8(file.fileName().toStdString()), reason ? reason : EIO));
    }

    static Result<RetclipExpectation> writeRow(SplitFiles &files, const ExamRow &row,
                                               const QString &key, qint64 textId, Metadata metadata)
    {
        RetclipExpectation written;
        written.text = row.report;
        written.exam = row.code;
        PerEye<QByteArray> base64;
        for (const Laterality eye : both_eyes) {
            const ImageRow &image = *row.images[eye];
            RETCLIP_TRY(std::string bytes, read_file(path_from_utf8(image.path.toStdString())));
            written.sha256[eye] = image.sha256;
            if (!image.sha256.isEmpty()
                && sha256_of(std::string_view(bytes)) != image.sha256.toStdString())
                return failure(
                    ErrorCode::conflict,
                    message(QT_TRANSLATE_NOOP("Message",
                                              "Export stopped: the photograph %1 is not what was "
                                              "imported; its content has changed."),
                            {image.path.toStdString()}),
                    message(QT_TRANSLATE_NOOP("Message", "No file was left behind.")),
                    message(QT_TRANSLATE_NOOP(
                        "Message", "Put the original back, or import it again, then export.")));
            if (metadata == Metadata::remove) {
                RETCLIP_TRY(bytes, withoutIdentity(image.path, std::move(bytes)));
            }
            if (metadata == Metadata::remove || image.sha256.isEmpty())
                written.sha256[eye] = QString::fromStdString(sha256_of(std::string_view(bytes)));
            base64[eye] = QByteArray(bytes.data(), qsizetype(bytes.size())).toBase64();
        }
        // The published order: left eye, then right eye.
        RETCLIP_CHECK(append(files.images,
                             key.toUtf8() + '\t' + base64[Laterality::left] + '\t'
                                 + base64[Laterality::right] + '\n'));
        const QJsonObject text{{QStringLiteral("text_id"), textId},
                               {QStringLiteral("text"), row.report},
                               {QStringLiteral("image_ids"), QJsonArray{key}}};
        RETCLIP_CHECK(
            append(files.texts, QJsonDocument(text).toJson(QJsonDocument::Compact) + '\n'));
        RETCLIP_CHECK(files.imageStore->put(key.toStdString(),
                                            pickledPair(base64[Laterality::left].toStdString(),
                                                        base64[Laterality::right].toStdString())));
        RETCLIP_CHECK(files.pairStore->put(
            std::to_string(files.rows),
            pickledSample(key.toStdString(), textId, row.report.toStdString())));
        ++files.rows;
        return written;
    }

    static Result<void> closeSplit(SplitFiles &files)
    {
        RETCLIP_CHECK(files.imageStore->put("num_images", std::to_string(files.rows)));
        RETCLIP_CHECK(files.pairStore->put("num_samples", std::to_string(files.rows)));
        RETCLIP_CHECK(files.imageStore->finish());
        RETCLIP_CHECK(files.pairStore->finish());
        files.images.close();
        files.texts.close();
        return {};
    }
};

} // namespace

Result<void> checkRetclipFiles(const QString &folder,
                               const QHash<QString, QHash<QString, RetclipExpectation>> &expected)
{
    const auto fromFiles = retclipSplitsAt(folder);
    const auto fromStores = retclipStoresAt(folder);
    for (const auto *splits : {&fromFiles, &fromStores}) {
        if (qsizetype(splits->size()) != expected.size())
            return mismatch(
                message(QT_TRANSLATE_NOOP(
                    "Message", "Export stopped: a split is missing in the written files.")),
                {});
        for (const auto &split : *splits)
            RETCLIP_CHECK(checkSplit(*split, expected.value(split->name())));
    }
    return {};
}

const Exporter &retclipExporter()
{
    static const RetclipExporter exporter;
    return exporter;
}

} // namespace retclip
