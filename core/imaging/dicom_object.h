// SPDX-License-Identifier: GPL-3.0-or-later
// What dicom.cpp, dicom_pixels.cpp and the receiver of core/import share. Only they include it, so
// DCMTK stays behind dicom.h.
#pragma once

#include "core/imaging/dicom.h"
#include "core/imaging/raster.h"

#include <memory>
#include <string>

#include <dcmtk/config/osconfig.h>

#include <dcmtk/dcmdata/dctk.h>

namespace retclip {

/// Turns DCMTK's own printing off; once, from any thread.
void quiet_dicom_library();

struct DicomObject
{
    std::unique_ptr<DcmFileFormat> file;
    bool cut_short = false;
    [[nodiscard]] DcmDataset &dataset() const { return *file->getDataset(); }
};

/// Reads from memory; values are copied. Errors: unreadable, cut_short where not even a header is.
[[nodiscard]] Result<DicomObject> read_dicom_object(std::span<const std::byte> bytes);

/// False where the file names a transfer syntax that DCMTK has never heard of.
[[nodiscard]] bool known_syntax(const DicomObject &object);

[[nodiscard]] DicomFacts facts_of(const DicomObject &object);
/// Those of the picture alone (size, frames, bits, syntax): no text is converted.
[[nodiscard]] DicomFacts picture_facts_of(const DicomObject &object);

/// A value as the file holds it, in UTF-8; as it is where its character set is not known.
[[nodiscard]] std::string utf8_of_value(const std::string &value, const std::string &character_set);

/// What a leaf holds as text, also where the file does not say its kind (UN); without padding. Empty where longer than `most` bytes.
[[nodiscard]] std::string text_of_leaf(DcmElement &element, std::size_t most);
/// The kind of an element; of UN what the dictionary says.
[[nodiscard]] DcmEVR kind_of_leaf(DcmElement &element);

/// The frame in the picture's own kind: grey or RGB.
[[nodiscard]] Result<Raster> dicom_frame(const DicomObject &object, std::size_t file_bytes,
                                         int frame, const DecodeOptions &options);

} // namespace retclip
