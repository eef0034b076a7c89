// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace retclip {

/// The standard's words for a code (PS3.16 annex D, SNOMED CT and its older form as DICOM uses them); empty: not known here.
/// Codes of filters, illumination, devices and places that ophthalmic photographs name.
[[nodiscard]] std::string_view standard_meaning(std::string_view scheme, std::string_view code);

/// A designator of a coding scheme (PS3.16, table 8-1), "DCM", "SCT", "SRT" …
[[nodiscard]] bool is_coding_scheme(std::string_view designator);

/// A defined term of an attribute of a picture (PS3.3): "ORIGINAL", "OP", "MONOCHROME2", "YES", "ISO_IR 192" …
[[nodiscard]] bool is_defined_term(std::string_view term);

} // namespace retclip
