// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/privacy/picture_privacy.h"

#include "core/base/files.h"
#include "core/imaging/dicom.h"
#include "core/imaging/dicom_deidentify.h"
#include "core/imaging/metadata.h"
#include "core/imaging/photograph.h"
#include "core/privacy/residual_pictures.h"

namespace retclip {

std::optional<std::string> withoutMetadata(const std::string &bytes)
{
    auto cleaned = without_metadata(bytes);
    return cleaned ? std::optional(std::move(cleaned->bytes)) : std::nullopt;
}

Result<std::string> withoutIdentity(const QString &path, std::string bytes)
{
    if (auto cleaned = withoutMetadata(bytes))
        return std::move(*cleaned);
    RETCLIP_TRY(const RgbImage image, read_photograph(path_from_utf8(path.toStdString())));
    RETCLIP_TRY(const auto png, encode_png(image));
    return std::string(reinterpret_cast<const char *>(png.data()), png.size());
}

Result<std::string> cleanedPhotograph(const QString &path, std::string bytes, const std::string &key)
{
    if (!looks_like_dicom(path_from_utf8(path.toStdString())))
        return withoutIdentity(path, std::move(bytes));
    RETCLIP_TRY(DeidentifiedDicom cleaned, deidentified_dicom(std::as_bytes(std::span(bytes)), key));
    RETCLIP_TRY(const DicomResidue residue, second_look_at_dicom(std::as_bytes(std::span(bytes)), std::as_bytes(std::span(cleaned.bytes))));
    if (!residue.left.empty() || moreThanHeaderLeftIn(cleaned.bytes))
        return failure(
            ErrorCode::internal,
            message(QT_TRANSLATE_NOOP("Message", "Something that tells the person is left in the file.")),
            message(QT_TRANSLATE_NOOP("Message", "It was not written.")),
            message(QT_TRANSLATE_NOOP("Message", "Export its picture alone, and clean that.")));
    return std::move(cleaned.bytes);
}

} // namespace retclip
