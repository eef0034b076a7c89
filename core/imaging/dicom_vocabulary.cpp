// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/dicom_vocabulary.h"

#include <map>
#include <set>
#include <utility>

namespace retclip {

std::string_view standard_meaning(std::string_view scheme, std::string_view code)
{
    using Code = std::pair<std::string_view, std::string_view>;
    static const std::map<Code, std::string_view> meanings{
        {{"DCM", "111601"}, "Green filter"},
        {{"DCM", "111602"}, "Red filter"},
        {{"DCM", "111603"}, "Blue filter"},
        {{"DCM", "111604"}, "Yellow-green filter"},
        {{"DCM", "111605"}, "Blue-green filter"},
        {{"DCM", "111606"}, "Infrared filter"},
        {{"DCM", "111607"}, "Polarizing filter"},
        {{"DCM", "111609"}, "No filter"},
        {{"DCM", "111625"}, "Diffuse direct illumination"},
        {{"DCM", "111626"}, "Scheimpflug Camera"},
        {{"DCM", "111741"}, "Transmission illumination"},
        {{"DCM", "111742"}, "Reflection illumination"},
        {{"DCM", "111743"}, "Epifluorescence illumination"},
        {{"DCM", "111744"}, "Brightfield illumination"},
        {{"DCM", "111745"}, "Darkfield illumination"},
        {{"DCM", "111746"}, "Oblique illumination"},
        {{"DCM", "111747"}, "Phase contrast illumination"},
        {{"DCM", "111749"}, "Total internal reflection fluorescence"},
        {{"SRT", "T-AA000"}, "Eye"},
        {{"SRT", "T-AA610"}, "Retina"},
        {{"SRT", "R-1021A"}, "Fundus Camera"},
        {{"SRT", "G-A100"}, "Right"},
        {{"SRT", "G-A101"}, "Left"},
        {{"SRT", "G-A102"}, "Right and left"},
        {{"SCT", "81745001"}, "Eye"},
        {{"SCT", "5665001"}, "Retina"},
        {{"SCT", "409898007"}, "Fundus Camera"},
        {{"SCT", "24028007"}, "Right"},
        {{"SCT", "7771000"}, "Left"},
        {{"SCT", "51440002"}, "Right and left"}};
    const Code wanted(scheme == "99SDM" || scheme == "SNM3" ? std::string_view("SRT") : scheme, code);
    const auto found = meanings.find(wanted);
    return found == meanings.end() ? std::string_view() : found->second;
}

bool is_coding_scheme(std::string_view designator)
{
    static const std::set<std::string_view> schemes{"DCM", "SCT", "SRT", "SNM3", "99SDM", "UCUM", "LN", "UMLS", "FMA", "ICD10", "I10", "I10P", "I9C", "ICDO3", "MSH", "RADLEX",
                                                    "NCIt", "BI", "ACR", "CPT4", "C4", "C5", "NDC", "ISO3166_1", "ISO639_1", "RFC5646", "DC", "PHENX", "UNS", "SNM"};
    return schemes.contains(designator);
}

bool is_defined_term(std::string_view term)
{
    static const std::set<std::string_view> terms{
        // Kinds of pictures and of devices.
        "ORIGINAL", "DERIVED", "PRIMARY", "SECONDARY", "OP", "OPT", "OPM", "OPV", "OCT", "OT", "SC", "XC", "ES", "GM", "SM", "CR", "CT", "MR", "US", "NM", "PT", "XA", "RF", "DX", "MG",
        "COLOR", "COLOUR", "REDFREE", "RED", "GREEN", "BLUE", "FA", "ICG", "FAF", "MONTAGE", "STEREO", "AXIAL", "LOCALIZER", "PROJECTION IMAGE", "VOLUME", "VOLUMETRIC", "NONE",
        "RESAMPLED", "MIXED", "SUBTRACTION", "SINGLE PLANE", "BIPLANE A", "BIPLANE B", "OTHER", "M_FFE", "M_SE", "FFE", "SE", "M", "MPR", "MIP", "STATIC", "DYNAMIC", "WHOLE BODY",
        "GATED", "TOMO", "RECON TOMO", "EMISSION", "LABEL", "THUMBNAIL", "OVERVIEW", "PRODUCT", "RESEARCH", "SERVICE", "DIAGNOSTIC", "QUALITY", "FLUORESCENCE", "DIGITAL",
        // Pixels.
        "MONOCHROME1", "MONOCHROME2", "PALETTE COLOR", "RGB", "YBR_FULL", "YBR_FULL_422", "YBR_PARTIAL_422", "YBR_PARTIAL_420", "YBR_ICT", "YBR_RCT", "HSV", "ARGB", "CMYK", "IDENTITY",
        "INVERSE", "LINEAR", "LINEAR_EXACT", "SIGMOID", "HU", "US", "UNSPECIFIED", "OD", "ISO_10918_1", "ISO_14495_1", "ISO_15444_1", "ISO_13818_2", "LOSSY", "00", "01",
        // Answers, sides, people.
        "YES", "NO", "R", "L", "B", "U", "F", "O", "LEFT", "RIGHT", "BOTH", "UNKNOWN", "UNPAIRED", "CORRECTED", "UNCORRECTED", "WHITE", "MYDRIATIC", "FINE", "COARSE", "HIGH", "LOW",
        // Character sets.
        "ISO_IR 6", "ISO_IR 13", "ISO_IR 100", "ISO_IR 101", "ISO_IR 109", "ISO_IR 110", "ISO_IR 126", "ISO_IR 127", "ISO_IR 138", "ISO_IR 144", "ISO_IR 148", "ISO_IR 166", "ISO_IR 192",
        "ISO_IR 203", "GB18030", "GBK", "ISO 2022 IR 6", "ISO 2022 IR 13", "ISO 2022 IR 58", "ISO 2022 IR 87", "ISO 2022 IR 100", "ISO 2022 IR 101", "ISO 2022 IR 109", "ISO 2022 IR 126",
        "ISO 2022 IR 127", "ISO 2022 IR 144", "ISO 2022 IR 149", "ISO 2022 IR 159", "ISO 2022 IR 166"};
    return terms.contains(term);
}

} // namespace retclip
