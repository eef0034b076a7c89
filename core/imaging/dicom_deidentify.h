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
    /// For identifying_value_in(); must not be written anywhere.
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
/// Identifiers, names and UIDs become pseudonyms that depend on `key` and the value alone, so that
/// files cleaned with the same key still belong together. The key is a secret: with it, a known
/// identifier can be tried.
///
/// Errors: unsupported (a transfer syntax that is not known, no DICOM), unreadable (cut short).
/// Threads: any.
[[nodiscard]] Result<DeidentifiedDicom> deidentified_dicom(std::span<const std::byte> bytes,
                                                           std::string_view key);

/// Looks through `bytes` for each value, knowing nothing of how they were cleaned. Empty: none is
/// left; else the first that is. Values shorter than 4 bytes are not looked for: they stand in
/// pixels by chance.
[[nodiscard]] std::string identifying_value_in(std::string_view bytes,
                                               const std::vector<std::string> &values);

} // namespace retclip
