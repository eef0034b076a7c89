// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/import_privacy.h"

#include "core/base/files.h"
#include "core/base/sha256.h"
#include "core/privacy/camera_words.h"
#include "core/privacy/picture_privacy.h"
#include "core/privacy/report_scan.h"
#include "core/privacy/residual_pictures.h"
#include "core/privacy/residual_text.h"

#include <algorithm>

namespace retclip {

namespace {
constexpr int oldestAgeTold = 90; ///< HIPAA's safe harbour.
}

void hideIdentity(ImportedExam &exam, const Pseudonyms &pseudonyms)
{
    const QString patient = exam.patient.trimmed();
    PrivacyScanOptions options;
    options.known = QStringList{patient, exam.code, exam.site};
    options.moveDays = pseudonyms.moveDays(patient);
    exam.report = redacted(exam.report, options);
    exam.comment = redacted(exam.comment, options);
    exam.tags.removeIf([&](const QString &tag) { return !scanForIdentifiers(tag, options).empty(); });
    if (!exam.visit.isEmpty()) // Empty: the day says which; it moves with the others.
        exam.visit = pseudonyms.visit(patient, exam.visit);
    if (exam.date.isValid())
        exam.date = exam.date.addDays(*options.moveDays);
    exam.camera = cameraModelOf(exam.camera);
    exam.age = std::min(exam.age, oldestAgeTold);
    exam.patient = patient.isEmpty() ? QString() : pseudonyms.patient(patient);
    exam.code.clear();
    exam.site.clear();
    for (ImportedLabel &label : exam.labels)
        label.person.clear();
    for (Verdict &verdict : exam.verdicts) {
        verdict.person.clear();
        verdict.comment.clear();
    }
}

QStringList leftAfterHiding(const ImportedExam &exam)
{
    QStringList left;
    for (const QString &text : QStringList{exam.report, exam.comment} + exam.tags)
        for (const Leftover &each : leftoversIn(text, true))
            left.append(each.text);
    if (saysMoreThanACamera(exam.camera))
        left.append(exam.camera);
    return left;
}

Result<void> hideIdentity(PendingPhotograph &photograph, const Pseudonyms &pseudonyms)
{
    if (photograph.path.isEmpty())
        return {}; // Pixels that an importer has unpacked, or nothing.
    RETCLIP_TRY(std::string bytes, read_file(path_from_utf8(photograph.path.toStdString())));
    if (!photograph.expectedSha256.isEmpty()
        && sha256_of(std::string_view(bytes)) != photograph.expectedSha256.toStdString())
        return failure(ErrorCode::conflict,
                       message(QT_TRANSLATE_NOOP("Message", "Its content has changed since it was exported.")), {}, {});
    RETCLIP_TRY(bytes, cleanedPhotograph(photograph.path, std::move(bytes), pseudonyms.key()));
    auto left = metadataLeftIn(bytes);
    if (left) // The header of a DICOM file was looked through by who cleaned it.
        left->removeAll(QStringLiteral("DICOM header"));
    if (left && !left->isEmpty())
        return failure(ErrorCode::internal,
                       message(QT_TRANSLATE_NOOP("Message", "Something that tells the person is left in the file.")), {}, {});
    photograph.bytes = QByteArray(bytes.data(), qsizetype(bytes.size()));
    photograph.path.clear();
    photograph.expectedSha256.clear();
    return {};
}

} // namespace retclip
