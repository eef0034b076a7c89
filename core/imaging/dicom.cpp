// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/dicom.h"

#include "core/base/files.h"
#include "core/imaging/dicom_object.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <fstream>
#include <mutex>

#include <dcmtk/dcmdata/dcddirif.h>
#include <dcmtk/dcmdata/dcistrmb.h>
#include <dcmtk/dcmdata/dcspchrs.h>
#include <dcmtk/oflog/oflog.h>

namespace retclip {
namespace {

/// Longer is damage, and DCMTK would turn megabytes of it into text number by number.
constexpr Uint32 longest_text = 64 * 1024;

std::string text_at(DcmItem &item, const DcmTagKey &tag)
{
    DcmElement *element = nullptr;
    OFString value;
    if (item.findAndGetElement(tag, element).bad() || element->getLengthField() > longest_text
        || element->getOFStringArray(value).bad())
        return {};
    std::string text(value.c_str(), value.length());
    const auto kept = [](char c) { return c != ' ' && c != '\0'; };
    text.erase(std::find_if(text.rbegin(), text.rend(), kept).base(), text.end());
    text.erase(text.begin(), std::find_if(text.begin(), text.end(), kept));
    return text;
}

std::string first_of(DcmItem &item, std::initializer_list<DcmTagKey> tags)
{
    for (const DcmTagKey &tag : tags)
        if (std::string text = text_at(item, tag); !text.empty())
            return text;
    return {};
}

int number_at(DcmItem &item, const DcmTagKey &tag)
{
    Uint16 value = 0;
    return item.findAndGetUint16(tag, value).good() ? int(value) : 0;
}

/// "L" and "R" only: "B" means both eyes on one picture, "U" none (PS3.3 C.8.17.1).
std::optional<Laterality> eye_from(const std::string &code)
{
    if (code == "L")
        return Laterality::left;
    if (code == "R")
        return Laterality::right;
    return std::nullopt;
}

std::optional<Laterality> eye_of(DcmItem &dataset)
{
    for (const DcmTagKey &tag : {DCM_ImageLaterality, DCM_Laterality})
        if (const auto eye = eye_from(text_at(dataset, tag)))
            return eye;
    // Enhanced objects say it of their frames (PS3.3 C.7.6.16.2.8).
    DcmItem *shared = nullptr, *anatomy = nullptr;
    if (dataset.findAndGetSequenceItem(DCM_SharedFunctionalGroupsSequence, shared).good()
        && shared->findAndGetSequenceItem(DCM_FrameAnatomySequence, anatomy).good())
        if (const auto eye = eye_from(text_at(*anatomy, DCM_FrameLaterality)))
            return eye;
    return std::nullopt;
}

/// "19970424" from "1997.04.24" as well; empty where it is no date.
std::string date_digits(std::string text)
{
    std::erase_if(text, [](char c) { return c < '0' || c > '9'; });
    return text.size() >= 8 ? text.substr(0, 8) : std::string();
}

/// False where the character set is not known; texts then stay as they are.
bool to_utf8(DcmItem &dataset)
{
    return dataset.convertToUTF8().good();
}

bool is_japanese(const std::string &character_set)
{
    return character_set.find("IR 87") != std::string::npos
        || character_set.find("IR 13") != std::string::npos
        || character_set.find("IR 159") != std::string::npos;
}

std::string syntax_name(const DicomObject &object)
{
    if (!known_syntax(object))
        return text_at(*object.file->getMetaInfo(), DCM_TransferSyntaxUID);
    return DcmXfer(object.dataset().getOriginalXfer()).getXferName();
}

} // namespace

void quiet_dicom_library()
{
    static std::once_flag once;
    std::call_once(once, [] { OFLog::configure(OFLogger::OFF_LOG_LEVEL); });
}

namespace {
/// An element that says it is longer than the whole file. DCMTK makes room for what it says and
/// would go on working with the zeros.
bool has_overlong_element(DcmDataset &dataset, std::size_t file_bytes)
{
    DcmStack stack;
    while (dataset.nextObject(stack, OFTrue).good()) {
        const Uint32 length = stack.top()->getLengthField();
        if (length != DCM_UndefinedLength && length > file_bytes)
            return true;
    }
    return false;
}
} // namespace

bool known_syntax(const DicomObject &object)
{
    const std::string named = text_at(*object.file->getMetaInfo(), DCM_TransferSyntaxUID);
    return named.empty() || DcmXfer(named.c_str()).getXfer() != EXS_Unknown;
}

std::string text_of_leaf(DcmElement &element, std::size_t most)
{
    std::string text;
    if (element.getLengthField() > most)
        return text;
    Uint8 *bytes = nullptr;
    OFString value;
    if (element.getVR() == EVR_UN || element.getVR() == EVR_OB) { // As bytes: DCMTK would write them in figures.
        if (element.getUint8Array(bytes).good() && bytes)
            text.assign(reinterpret_cast<const char *>(bytes), element.getLengthField());
    } else if (element.getOFStringArray(value).good()) {
        text.assign(value.c_str(), value.length());
    }
    while (!text.empty() && (text.back() == ' ' || text.back() == '\0'))
        text.pop_back();
    return text;
}

DcmEVR kind_of_leaf(DcmElement &element)
{
    const DcmTag &tag = element.getTag();
    return element.getVR() == EVR_UN ? DcmTag(tag.getGroup(), tag.getElement()).getEVR() : element.getVR();
}

std::string utf8_of_value(const std::string &value, const std::string &character_set)
{
    if (std::all_of(value.begin(), value.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80 && c != '\x1B'; }))
        return value;
    if (is_japanese(character_set))
        return utf8_from_iso2022_japanese(value);
    DcmSpecificCharacterSet converter;
    OFString converted;
    if (converter.selectCharacterSet(OFString(character_set.c_str(), character_set.size()), "ISO_IR 192").bad()
        || converter.convertString(OFString(value.data(), value.size()), converted, "\\^=").bad())
        return value;
    return {converted.c_str(), converted.length()};
}

bool looks_like_dicom(std::span<const std::byte> bytes)
{
    return bytes.size() >= 132 && std::memcmp(bytes.data() + 128, "DICM", 4) == 0;
}

bool looks_like_dicom(const std::filesystem::path &file)
{
    std::array<char, 132> start{};
    std::ifstream stream(file, std::ios::binary);
    return stream.read(start.data(), std::streamsize(start.size()))
        && looks_like_dicom(std::as_bytes(std::span(start)));
}

Result<DicomObject> read_dicom_object(std::span<const std::byte> bytes)
{
    quiet_dicom_library();
    if (bytes.size() < 16)
        return cut_short("DICOM header");
    DcmInputBufferStream stream;
    stream.setBuffer(bytes.data(), offile_off_t(bytes.size()));
    stream.setEos();
    DicomObject object;
    object.file = std::make_unique<DcmFileFormat>();
    object.file->transferInit();
    const OFCondition status = object.file->read(stream, EXS_Unknown, EGL_noChange);
    object.file->transferEnd();
    object.cut_short = status.bad();
    if (object.dataset().card() == 0)
        return not_a_picture(status.bad() ? std::string("DICOM: ") + status.text() : "empty DICOM");
    if (object.cut_short && has_overlong_element(object.dataset(), bytes.size()))
        return cut_short("DICOM");
    return object;
}

DicomFacts picture_facts_of(const DicomObject &object)
{
    DcmDataset &dataset = object.dataset();
    DicomFacts facts;
    facts.transfer_syntax = syntax_name(object);
    facts.width = number_at(dataset, DCM_Columns);
    facts.height = number_at(dataset, DCM_Rows);
    facts.bits_stored = number_at(dataset, DCM_BitsStored);
    if (dataset.tagExists(DCM_PixelData) && facts.width > 0 && facts.height > 0) {
        Sint32 frames = 1;
        if (dataset.findAndGetSint32(DCM_NumberOfFrames, frames).bad())
            frames = 1;
        facts.frames = std::clamp<int>(int(frames), 1, 1'000'000);
    }
    facts.cut_short = object.cut_short;
    facts.syntax_known = known_syntax(object);
    return facts;
}

DicomFacts facts_of(const DicomObject &object)
{
    DcmDataset &dataset = object.dataset();
    DicomFacts facts = picture_facts_of(object);
    const std::string character_set = text_at(dataset, DCM_SpecificCharacterSet);
    facts.text_not_converted = !to_utf8(dataset) && !is_japanese(character_set);
    const auto text = [&](std::initializer_list<DcmTagKey> tags) {
        std::string value = first_of(dataset, tags);
        return is_japanese(character_set) ? utf8_from_iso2022_japanese(value) : value;
    };
    facts.sop_class = text({DCM_SOPClassUID});
    facts.modality = text({DCM_Modality});
    facts.patient_id = text({DCM_PatientID});
    facts.patient_name = text({DCM_PatientName});
    facts.sex = text({DCM_PatientSex});
    facts.age = text({DCM_PatientAge});
    facts.birth_date = date_digits(text({DCM_PatientBirthDate}));
    facts.study_date = date_digits(text({DCM_StudyDate}));
    const std::string acquired = text({DCM_AcquisitionDateTime});
    const std::string day = date_digits(text({DCM_AcquisitionDate, DCM_ContentDate}));
    if (facts.study_date.empty())
        facts.study_date = day.empty() ? date_digits(acquired) : day;
    facts.acquired = acquired.empty() ? day + text({DCM_AcquisitionTime, DCM_ContentTime}) : acquired;
    facts.study_uid = text({DCM_StudyInstanceUID});
    facts.series_uid = text({DCM_SeriesInstanceUID});
    facts.instance_uid = text({DCM_SOPInstanceUID});
    facts.camera = text({DCM_ManufacturerModelName, DCM_Manufacturer});
    facts.site = text({DCM_InstitutionName});
    facts.eye = eye_of(dataset);
    return facts;
}

bool may_be_fundus_photograph(const DicomFacts &facts)
{
    if (facts.frames == 0)
        return false;
    if (facts.sop_class == UID_OphthalmicPhotography8BitImageStorage
        || facts.sop_class == UID_OphthalmicPhotography16BitImageStorage
        || facts.sop_class
            == UID_WideFieldOphthalmicPhotographyStereographicProjectionImageStorage
        || facts.sop_class == UID_WideFieldOphthalmicPhotography3DCoordinatesImageStorage)
        return true;
    static constexpr std::array<const char *, 6> ordinary{"", "OP", "OT", "SC", "XC", "GM"};
    return facts.sop_class != UID_SegmentationStorage
        && facts.sop_class != UID_ParametricMapStorage
        && std::find(ordinary.begin(), ordinary.end(), facts.modality) != ordinary.end();
}

std::string dicom_colour_profile(std::span<const std::byte> bytes)
{
    const auto object = read_dicom_object(bytes);
    const Uint8 *values = nullptr;
    unsigned long count = 0;
    if (!object || object->dataset().findAndGetUint8Array(DCM_ICCProfile, values, &count).bad() || !values)
        return {};
    return std::string(reinterpret_cast<const char *>(values), count);
}

Result<DicomFacts> read_dicom_facts(const std::filesystem::path &file)
{
    RETCLIP_TRY(const MappedFile mapped, MappedFile::open(file));
    RETCLIP_TRY(const DicomObject object, read_dicom_object(mapped.bytes()));
    DicomFacts facts = facts_of(object);
    facts.has_preamble = looks_like_dicom(mapped.bytes());
    return facts;
}

Result<RgbImage> read_dicom_frame(const std::filesystem::path &file, int frame,
                                  const PhotographOptions &options)
{
    RETCLIP_TRY(const MappedFile mapped, MappedFile::open(file));
    RETCLIP_TRY(const DicomObject object, read_dicom_object(mapped.bytes()));
    DecodeOptions decode;
    decode.maximum_pixels = options.maximum_pixels;
    RETCLIP_TRY(const Raster raster, dicom_frame(object, mapped.bytes().size(), frame, decode));
    return to_rgb(raster);
}

Result<std::vector<std::filesystem::path>>
read_dicom_directory(const std::filesystem::path &dicomdir)
{
    quiet_dicom_library();
    RETCLIP_TRY(const MappedFile mapped, MappedFile::open(dicomdir));
    RETCLIP_TRY(const DicomObject object, read_dicom_object(mapped.bytes()));
    DcmSequenceOfItems *records = nullptr;
    if (object.dataset().findAndGetSequence(DCM_DirectoryRecordSequence, records).bad())
        return not_supported("DICOM without a directory");
    std::vector<std::filesystem::path> files;
    for (unsigned long i = 0; i < records->card(); ++i) {
        std::string named = text_at(*records->getItem(i), DCM_ReferencedFileID);
        std::replace(named.begin(), named.end(), '\\', '/');
        if (named.empty() || named.front() == '/' || named.find("..") != std::string::npos) // Only below it.
            continue;
        const auto path = dicomdir.parent_path() / path_from_utf8(named);
        std::error_code ignored;
        if (std::filesystem::is_regular_file(path, ignored))
            files.push_back(path);
    }
    return files;
}

Result<Raster> decode_dicom(std::span<const std::byte> bytes, const DecodeOptions &options)
{
    RETCLIP_TRY(const DicomObject object, read_dicom_object(bytes));
    if (!options.header_only)
        return dicom_frame(object, bytes.size(), 0, options);
    const DicomFacts facts = picture_facts_of(object);
    if (facts.frames == 0)
        return not_supported("DICOM without a picture");
    RETCLIP_CHECK(check_size(facts.width, facts.height, options));
    Raster raster;
    raster.format = "DICOM";
    raster.mode_name = number_at(object.dataset(), DCM_SamplesPerPixel) == 3 ? "RGB"
        : facts.bits_stored > 8                                              ? "I;16"
                                                                             : "L";
    raster.width = facts.width;
    raster.height = facts.height;
    return raster;
}

} // namespace retclip
