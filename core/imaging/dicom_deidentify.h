// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace retclip {

struct DeidentifiedDicom
{
    std::string bytes;
    std::string instance_uid; ///< The new one; a file name that tells nothing.
    std::vector<std::string> removed; ///< "(0010,0010) PatientName replaced", "(0008,0080) … removed"
    /// Values of the file that can tell whom it shows: names, numbers, days, places, identifiers.
    /// For identifying_value_in() and names of files; must not be written anywhere.
    std::vector<std::string> identifying;
    bool says_burnt_in = false; ///< BurnedInAnnotation is YES.
};

/// A DICOM object without what could tell whom it shows, in its own transfer syntax, the coded pixels
/// untouched but for metadata inside JPEG frames; a colour profile without its words (clean_profile.h).
///
/// PS3.15 Basic Application Level Confidentiality Profile, by what is kept and not by what is
/// removed: an attribute stays only where it is known to be of the picture (modules of image, pixels,
/// colour, windows, ophthalmic acquisition, anatomy, functional groups). All private attributes,
/// overlays, curves, icons, free text, people, places and device numbers go, at every depth. Options
/// retained: Patient Characteristics (sex; age, above 90 told as 90), Longitudinal Temporal
/// Information with Modified Dates (all days of a patient moved back by the same number, 30 to 3,650;
/// times emptied), and Device Identity only as maker and model.
///
/// What stays is looked through: text that holds a name, number or day of this very file (person_words.h; names are
/// read in their character set) or seven digits in a row is emptied; codes that are known take the standard's words
/// (dicom_vocabulary.h). Defined terms, known codes and names of cameras stay even where they are the same by chance:
/// second_look_at_dicom() says so.
///
/// Identifiers, names and UIDs become pseudonyms that depend on `key` and the value alone, so that
/// files cleaned with the same key still belong together. The key is a secret: with it, a known
/// identifier can be tried.
///
/// Errors: unsupported (a transfer syntax that is not known, no DICOM), unreadable (cut short).
/// Threads: any.
[[nodiscard]] Result<DeidentifiedDicom> deidentified_dicom(std::span<const std::byte> bytes,
                                                           std::string_view key);

struct DicomResidue
{
    std::vector<std::string> left;    ///< Where something of the person still stands: the file must not leave.
    std::vector<std::string> flagged; ///< Where a defined term, a known code or a camera is the same as something of the person.
};

/// Reads both files anew and looks in every attribute of the cleaned one, at any depth, in text and in bytes, for what the original
/// held of the person. Knows nothing of the cleaning and shares with it the standard's vocabulary alone; nothing is left out of the
/// look because it was kept. Errors: as read_dicom_object(). Threads: any.
[[nodiscard]] Result<DicomResidue> second_look_at_dicom(std::span<const std::byte> original, std::span<const std::byte> cleaned);

/// Looks through `bytes` for each value, knowing nothing of how they were cleaned. Empty: none is
/// left; else the first that is. Values shorter than 4 bytes are not looked for: they stand in
/// pixels by chance.
[[nodiscard]] std::string identifying_value_in(std::string_view bytes,
                                               const std::vector<std::string> &values);

} // namespace retclip
