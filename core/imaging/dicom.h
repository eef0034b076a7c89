// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/laterality.h"
#include "core/base/result.h"
#include "core/imaging/photograph.h"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace retclip {

/// What a DICOM object (PS3.3) says of itself; texts in UTF-8 whatever its character set, empty
/// where it says nothing.
struct DicomFacts
{
    std::string sop_class;       ///< UID, e.g. 1.2.840.10008.5.1.4.1.1.77.1.5.1.
    std::string modality;        ///< (0008,0060): "OP", "OT", "CT" …
    std::string transfer_syntax; ///< Its name, "JPEG Baseline".
    std::string patient_id;
    std::string patient_name; ///< As written, with ^ and =.
    std::string sex;          ///< "F", "M", "O" or empty.
    std::string age;          ///< "063Y".
    std::string birth_date;   ///< YYYYMMDD.
    std::string study_date;   ///< The study's, else the acquisition's or content's.
    std::string acquired;     ///< Date and time of the photograph, for sorting; digits.
    std::string study_uid;
    std::string series_uid;
    std::string instance_uid;
    std::string camera; ///< Manufacturer's model name, else the manufacturer.
    std::string site;   ///< Institution.
    /// (0020,0062), (0020,0060), the frame's or the region's; nothing where none is said or both.
    std::optional<Laterality> eye;
    int frames = 0; ///< 0: no picture inside.
    int width = 0;
    int height = 0;
    int bits_stored = 0;
    bool has_preamble = true; ///< "DICM" stands at byte 128, so that any reader knows it.
    bool cut_short = false;
    bool syntax_known = true; ///< False: no part of the pixels can be read.
    bool text_not_converted = false; ///< Its character set is unknown; texts are as they stand.
};

/// Is an ophthalmic photograph, or an object of a class that holds ordinary photographs (secondary
/// capture, visible light, unknown). False for radiology, tomography, plans and reports.
[[nodiscard]] bool may_be_fundus_photograph(const DicomFacts &facts);

/// "DICM" at byte 128.
[[nodiscard]] bool looks_like_dicom(std::span<const std::byte> bytes);
/// The same of a file, of which no more than that is read; false where it cannot be read.
[[nodiscard]] bool looks_like_dicom(const std::filesystem::path &file);

/// The ICC profile (0028,2000) of the picture, empty where there is none.
[[nodiscard]] std::string dicom_colour_profile(std::span<const std::byte> bytes);

/// Headers only. Errors: unsupported (built without DCMTK), unreadable (no DICOM).
/// Threads: any.
[[nodiscard]] Result<DicomFacts> read_dicom_facts(const std::filesystem::path &file);

/// One frame (from 0) as shown: the first window of interest applied, palettes, YBR and inverted
/// grey resolved, eight bits a channel. Uncompressed, RLE, JPEG (baseline, extended, lossless),
/// JPEG-LS and JPEG 2000. Errors: unsupported with the transfer syntax, unreadable, and the size
/// where it is above options.maximum_pixels. Threads: any.
[[nodiscard]] Result<RgbImage> read_dicom_frame(const std::filesystem::path &file, int frame,
                                                const PhotographOptions &options = {});

/// Files named by a DICOMDIR (PS3.10), in its order; a name that is not there is left out.
[[nodiscard]] Result<std::vector<std::filesystem::path>>
read_dicom_directory(const std::filesystem::path &dicomdir);

/// Text of ISO 2022 Japanese sets (ISO 2022 IR 13, 87, 159) to UTF-8; what is no such text stays.
[[nodiscard]] std::string utf8_from_iso2022_japanese(const std::string &text);

} // namespace retclip
