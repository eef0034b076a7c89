// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/dicom_deidentify.h"

#include "core/base/sha256.h"
#include "core/imaging/camera_names.h"
#include "core/imaging/clean_profile.h"
#include "core/imaging/dicom_object.h"
#include "core/imaging/dicom_vocabulary.h"
#include "core/imaging/metadata.h"
#include "core/imaging/person_words.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <set>

#include <dcmtk/dcmdata/dcostrmb.h>
#include <dcmtk/dcmdata/dcpixel.h>
#include <dcmtk/dcmdata/dcpixseq.h>
#include <dcmtk/dcmdata/dcpxitem.h>
#include <dcmtk/dcmdata/dcuid.h>

namespace retclip {
namespace {

enum class Fate {
    keep,
    remove,
    empty,    ///< Type 2 attributes must be there.
    uid,      ///< Another identifier, the same for the same.
    name,     ///< A pseudonym.
    day,      ///< Moved.
    age
};

using Tag = std::pair<Uint16, Uint16>;

/// What is of the picture, besides groups 0022 and 0028.
bool of_the_picture(const Tag &tag)
{
    static const std::set<Tag> kept{
        {0x0008, 0x0005}, {0x0008, 0x0008}, {0x0008, 0x0016}, {0x0008, 0x0060}, {0x0008, 0x0070},
        {0x0008, 0x0100}, {0x0008, 0x0102}, {0x0008, 0x0104}, {0x0008, 0x1090}, {0x0008, 0x2112},
        {0x0008, 0x2218}, {0x0008, 0x2220}, {0x0008, 0x2228}, {0x0008, 0x2230}, {0x0008, 0x9205},
        {0x0008, 0x9206}, {0x0008, 0x9207}, {0x0010, 0x0040}, {0x0018, 0x0060}, {0x0018, 0x1063},
        {0x0018, 0x9004}, {0x0020, 0x0011}, {0x0020, 0x0013}, {0x0020, 0x0020}, {0x0020, 0x0060},
        {0x0020, 0x0062}, {0x0020, 0x9071}, {0x0020, 0x9072}, {0x0020, 0x9111}, {0x0020, 0x9157},
        {0x2050, 0x0020}, {0x5200, 0x9229}, {0x5200, 0x9230}, {0x7FE0, 0x0008}, {0x7FE0, 0x0009},
        {0x7FE0, 0x0010}};
    return kept.contains(tag);
}

bool is_free_text(DcmEVR kind)
{
    return kind == EVR_LT || kind == EVR_ST || kind == EVR_UT || kind == EVR_LO || kind == EVR_PN
        || kind == EVR_UC || kind == EVR_UR || kind == EVR_UN || kind == EVR_SH || kind == EVR_TM;
}

Fate fate_of(const DcmTag &tag, DcmEVR kind)
{
    const Tag key{tag.getGroup(), tag.getElement()};
    static const std::set<Tag> emptied{{0x0008, 0x0030}, {0x0008, 0x0050}, {0x0008, 0x0090},
                                       {0x0010, 0x0030}, {0x0020, 0x0010}};
    if (tag.getGroup() & 1)
        return Fate::remove;
    if (key == Tag{0x0010, 0x0010} || key == Tag{0x0010, 0x0020})
        return Fate::name;
    if (key == Tag{0x0010, 0x1010})
        return Fate::age;
    if (emptied.contains(key))
        return Fate::empty;
    if (key == Tag{0x0008, 0x0016})
        return Fate::keep;
    if (key == Tag{0x0008, 0x0018} || key == Tag{0x0020, 0x000D} || key == Tag{0x0020, 0x000E}
        || key == Tag{0x0020, 0x0052})
        return Fate::uid;
    if (tag.getGroup() == 0x0008 && tag.getElement() >= 0x0020 && tag.getElement() <= 0x002A
        && (kind == EVR_DA || kind == EVR_DT))
        return Fate::day;
    if (of_the_picture(key))
        return Fate::keep;
    const bool technical = tag.getGroup() == 0x0022 || tag.getGroup() == 0x0028;
    return technical && !is_free_text(kind) && kind != EVR_DA && kind != EVR_DT && kind != EVR_UI
        ? Fate::keep
        : Fate::remove;
}

/// Pseudonyms and moved days of one key.
class Disguise
{
public:
    Disguise(std::string_view key, const std::string &patient) : m_key(key)
    {
        m_days = 30 + int(number("days", patient) % 3621);
    }

    [[nodiscard]] std::string name(const std::string &value) const
    {
        return "ANON-" + digest("name", value).substr(0, 12);
    }
    /// 2.25 and a number of 38 digits at most (PS3.5 B.2).
    [[nodiscard]] std::string uid(const std::string &value) const
    {
        const std::string hex = digest("uid", value);
        unsigned __int128 number = 0;
        for (std::size_t i = 0; i < 31; ++i)
            number = number * 16 + unsigned(hex[i] <= '9' ? hex[i] - '0' : hex[i] - 'a' + 10);
        std::string digits;
        for (; number > 0; number /= 10)
            digits.insert(digits.begin(), char('0' + int(number % 10)));
        return "2.25." + (digits.empty() ? "0" : digits);
    }
    /// "20240305…" moved back; empty where it is no day.
    [[nodiscard]] std::string day(const std::string &value) const
    {
        std::string digits = value;
        std::erase_if(digits, [](char c) { return c < '0' || c > '9'; });
        if (digits.size() < 8)
            return {};
        const auto part = [&](std::size_t at, std::size_t count) {
            int number = 0;
            std::from_chars(digits.data() + at, digits.data() + at + count, number);
            return number;
        };
        using namespace std::chrono;
        const year_month_day date{year(part(0, 4)), month(unsigned(part(4, 2))),
                                  std::chrono::day(unsigned(part(6, 2)))};
        if (!date.ok())
            return {};
        const year_month_day moved{sys_days(date) - days(m_days)};
        std::array<char, 16> text{};
        std::snprintf(text.data(), text.size(), "%04d%02u%02u", int(moved.year()),
                      unsigned(moved.month()), unsigned(moved.day()));
        return text.data();
    }

private:
    [[nodiscard]] std::string digest(const char *what, const std::string &value) const
    {
        // The key on both sides of the value, so that nothing can be appended (as in HMAC).
        const std::string inner = sha256_of(m_key + '\n' + what + '\n' + value);
        return sha256_of(m_key + '\n' + inner);
    }
    [[nodiscard]] std::uint64_t number(const char *what, const std::string &value) const
    {
        return std::stoull(digest(what, value).substr(0, 15), nullptr, 16);
    }

    std::string m_key;
    int m_days = 0;
};

std::string value_of(DcmElement &element)
{
    return text_of_leaf(element, 4096);
}

std::string capped_age(const std::string &age)
{
    int years = 0;
    std::from_chars(age.data(), age.data() + age.size(), years);
    return age.ends_with('Y') && years > 90 ? "090Y" : age;
}

class Cleaner
{
public:
    Cleaner(const Disguise &disguise, std::string character_set, DeidentifiedDicom &out)
        : m_disguise(disguise), m_character_set(std::move(character_set)), m_out(out)
    {
    }

    /// First of all: what the file says of the person, at any depth.
    void learn(DcmItem &item)
    {
        for (unsigned long i = 0; i < item.card(); ++i) {
            DcmElement *element = item.getElement(i);
            if (element->ident() == EVR_SQ)
                for (unsigned long k = 0; k < static_cast<DcmSequenceOfItems *>(element)->card(); ++k)
                    learn(*static_cast<DcmSequenceOfItems *>(element)->getItem(k));
            else if (element->isLeaf() && fate_of(element->getTag(), element->getVR()) != Fate::keep)
                remember(element->getTag(), kind_of_leaf(*element), value_of(*element));
        }
    }

    void clean(DcmItem &item, const std::string &place)
    {
        for (unsigned long i = item.card(); i-- > 0;) {
            DcmElement *element = item.getElement(i);
            const DcmTag tag = element->getTag();
            const DcmEVR kind = element->getVR();
            const Fate fate = fate_of(tag, kind);
            const std::string value = element->isLeaf() ? value_of(*element) : std::string();
            if (fate == Fate::keep) {
                if (element->isLeaf() && tag != DCM_ICCProfile && tag != DCM_PixelData) {
                    examine(item, tag, kind_of_leaf(*element), value, place); // The element may be another one then.
                    continue;
                }
                if (tag == DCM_ICCProfile) {
                    clean_profile_of(item, place); // The element may be another one now, or gone.
                    continue;
                }
                descend(*element, place + shown(tag) + " > ");
                continue;
            }
            change(item, tag, fate, value, place);
        }
    }

private:
    static std::string shown(DcmTag tag)
    {
        const OFString number = tag.toString();
        const char *name = tag.isPrivate() ? "private" : tag.getTagName();
        return std::string(number.c_str()) + " " + name;
    }

    /// The camera's colours without what else its profile says.
    void clean_profile_of(DcmItem &item, const std::string &place)
    {
        const Uint8 *values = nullptr;
        unsigned long count = 0;
        if (item.findAndGetUint8Array(DCM_ICCProfile, values, &count).bad() || !values)
            return;
        const std::string profile(reinterpret_cast<const char *>(values), count);
        std::string clean = clean_profile(profile);
        if (clean.empty()) {
            item.findAndDeleteElement(DCM_ICCProfile);
            m_out.removed.push_back(place + shown(DCM_ICCProfile) + " removed");
            return;
        }
        if (clean.size() % 2)
            clean += '\0';
        if (clean == profile)
            return;
        item.putAndInsertUint8Array(DCM_ICCProfile, reinterpret_cast<const Uint8 *>(clean.data()), (unsigned long)(clean.size()));
        m_out.removed.push_back(place + shown(DCM_ICCProfile) + " without its words");
    }

    /// A kept value stays where it is a word of the standard or of a camera, or tells nothing of the person.
    void examine(DcmItem &item, const DcmTag &tag, DcmEVR kind, const std::string &value, const std::string &place)
    {
        static const std::set<DcmEVR> numbers{EVR_OW, EVR_US, EVR_SS, EVR_UL, EVR_SL, EVR_FL, EVR_FD, EVR_AT};
        if (value.empty() || numbers.contains(kind))
            return;
        if (tag == DCM_CodeMeaning || tag == DCM_CodeValue || tag == DCM_CodingSchemeDesignator) {
            OFString code, scheme;
            item.findAndGetOFString(DCM_CodeValue, code);
            item.findAndGetOFString(DCM_CodingSchemeDesignator, scheme);
            const std::string_view meaning = standard_meaning({scheme.c_str(), scheme.length()}, {code.c_str(), code.length()});
            if (!meaning.empty()) {
                if (tag == DCM_CodeMeaning && value != meaning) {
                    item.putAndInsertString(tag, std::string(meaning).c_str());
                    m_out.removed.push_back(place + shown(tag) + " told in the standard's words");
                }
                return;
            }
            if (tag == DCM_CodingSchemeDesignator && is_coding_scheme(value))
                return;
        }
        const bool camera = tag == DCM_Manufacturer || tag == DCM_ManufacturerModelName;
        static const std::set<DcmEVR> spoken{EVR_CS, EVR_LO, EVR_SH, EVR_LT, EVR_ST, EVR_UC, EVR_UT};
        std::string clean;
        bool emptied = false;
        for (std::size_t at = 0; at <= value.size();) { // Each of several values by itself.
            const std::size_t end = std::min(value.find('\\', at), value.size());
            const std::string part = value.substr(at, end - at);
            const bool known = (kind == EVR_CS && is_defined_term(part)) || (camera && says_only_a_camera(part)) || (kind == EVR_UI && part.starts_with("1.2.840.10008."));
            const bool tells = !known && (tells_of_the_person(part, kind) || (has_long_number(part) && spoken.contains(kind) && tag != DCM_CodeValue));
            emptied = emptied || tells;
            if (at > 0)
                clean += '\\';
            if (!tells)
                clean += part;
            at = end + 1;
        }
        if (!emptied)
            return;
        if (kind == EVR_OB || kind == EVR_UN || item.putAndInsertString(DcmTag(tag.getGroup(), tag.getElement()), clean.c_str()).bad())
            item.findAndDeleteElement(tag);
        m_out.removed.push_back(place + shown(tag) + " emptied: it told of the person");
    }

    [[nodiscard]] bool tells_of_the_person(const std::string &part, DcmEVR kind) const
    {
        // Measures are the same as a short number by chance.
        if ((kind == EVR_DS || kind == EVR_IS) && std::count_if(part.begin(), part.end(), [](char c) { return c >= '0' && c <= '9'; }) < 6)
            return false;
        return m_person.stand_in(utf8_of_value(part, m_character_set)) || m_person.stand_in(part);
    }

    /// Seven digits in a row number a person, a visit or a device, whosesoever.
    static bool has_long_number(const std::string &part)
    {
        int row = 0;
        return std::any_of(part.begin(), part.end(), [&](char c) {
            row = c >= '0' && c <= '9' ? row + 1 : 0;
            return row >= 7;
        });
    }

    void descend(DcmElement &element, const std::string &place)
    {
        auto *sequence = dynamic_cast<DcmSequenceOfItems *>(&element);
        if (!sequence || element.ident() != EVR_SQ)
            return;
        for (unsigned long i = 0; i < sequence->card(); ++i)
            clean(*sequence->getItem(i), place);
    }

    void change(DcmItem &item, const DcmTag &tag, Fate fate, const std::string &value,
                const std::string &place)
    {
        const auto say = [&](const char *what) {
            m_out.removed.push_back(place + shown(tag) + " " + what);
        };
        const auto put = [&](const std::string &text, const char *what) {
            // Of an element whose kind the file does not say (UN) the dictionary's is written; what cannot be written goes.
            if (item.putAndInsertString(DcmTag(tag.getGroup(), tag.getElement()), text.c_str()).bad())
                item.findAndDeleteElement(tag);
            if (text != value)
                say(what);
        };
        switch (fate) {
        case Fate::keep: break;
        case Fate::remove:
            item.findAndDeleteElement(tag);
            say("removed");
            break;
        case Fate::empty: put("", "emptied"); break;
        case Fate::uid: put(value.empty() ? "" : m_disguise.uid(value), "replaced"); break;
        case Fate::name: put(value.empty() ? "" : m_disguise.name(value), "replaced"); break;
        case Fate::day: put(m_disguise.day(value), "moved"); break;
        case Fate::age: put(capped_age(value), "told as 090Y"); break;
        }
    }

    /// What could tell whom it shows, to be looked for in the result.
    void remember(const DcmTag &tag, DcmEVR kind, const std::string &value)
    {
        // Descriptions ("WHOLE BODY") tell of the picture and stand in codes that stay.
        static const std::set<Tag> places{{0x0008, 0x0050}, {0x0008, 0x0080}, {0x0008, 0x0081}, {0x0008, 0x1010},
                                          {0x0018, 0x1000}, {0x0020, 0x0010}, {0x0040, 0x0009}, {0x0040, 0x0253},
                                          {0x0040, 0x1001}, {0x0040, 0x2016}, {0x0040, 0x2017}};
        const bool telling = kind == EVR_PN || kind == EVR_DA || kind == EVR_UI
            || tag.getGroup() == 0x0010 || tag.getGroup() == 0x0038
            || places.contains({tag.getGroup(), tag.getElement()});
        // UIDs of the standard itself name classes and not objects.
        if (!telling || value.starts_with("1.2.840.10008."))
            return;
        static const std::set<DcmEVR> words{EVR_PN, EVR_LO, EVR_SH, EVR_LT, EVR_ST, EVR_UT, EVR_UC, EVR_UI};
        const std::string spoken = utf8_of_value(value, m_character_set);
        if (kind == EVR_PN)
            m_person.add_name(spoken);
        else if (kind == EVR_DA)
            m_person.add_day(value);
        else if (tag != DCM_StationName && words.contains(kind)) // A station is often called as its camera is.
            m_person.add_number(spoken);
        if (tag == DCM_PatientID) // Or a name.
            m_person.add_name(spoken);
        if (value.size() < 4)
            return;
        m_out.identifying.push_back(value);
        if (kind == EVR_PN) // each part of the name by itself
            for (std::size_t at = 0; at < value.size();) {
                const std::size_t end = std::min(value.find_first_of("^= ", at), value.size());
                if (end - at >= 4)
                    m_out.identifying.push_back(value.substr(at, end - at));
                at = end + 1;
            }
    }

    const Disguise &m_disguise;
    const std::string m_character_set;
    PersonWords m_person;
    DeidentifiedDicom &m_out;
};

void put_code(DcmItem &dataset, unsigned long at, const char *value, const char *meaning)
{
    DcmItem *item = nullptr;
    if (dataset.findOrCreateSequenceItem(DCM_DeidentificationMethodCodeSequence, item, long(at)).bad())
        return;
    item->putAndInsertString(DCM_CodeValue, value);
    item->putAndInsertString(DCM_CodingSchemeDesignator, "DCM");
    item->putAndInsertString(DCM_CodeMeaning, meaning);
}

/// PS3.15 E.1.1: the object itself says that and how it was cleaned.
void declare(DcmItem &dataset)
{
    dataset.putAndInsertString(DCM_PatientIdentityRemoved, "YES");
    dataset.putAndInsertString(DCM_DeidentificationMethod,
                               "RET-CLIP Workstation: attributes of the picture alone are kept");
    dataset.putAndInsertString(DCM_LongitudinalTemporalInformationModified, "MODIFIED");
    put_code(dataset, 0, "113100", "Basic Application Confidentiality Profile");
    put_code(dataset, 1, "113107", "Retain Longitudinal Temporal Information Modified Dates Option");
    put_code(dataset, 2, "113108", "Retain Patient Characteristics Option");
}

/// EXIF and comments inside coded frames.
void clean_frames(DcmDataset &dataset, DeidentifiedDicom &out)
{
    DcmElement *element = nullptr;
    DcmPixelSequence *sequence = nullptr;
    if (dataset.findAndGetElement(DCM_PixelData, element).bad())
        return;
    auto *pixels = dynamic_cast<DcmPixelData *>(element);
    if (!pixels
        || pixels->getEncapsulatedRepresentation(dataset.getOriginalXfer(), nullptr, sequence).bad()
        || !sequence)
        return;
    for (unsigned long i = 1; i < sequence->card(); ++i) {
        DcmPixelItem *item = nullptr;
        Uint8 *data = nullptr;
        if (sequence->getItem(item, i).bad() || item->getUint8Array(data).bad() || !data)
            continue;
        const std::string_view frame(reinterpret_cast<const char *>(data), item->getLength());
        if (!frame.starts_with("\xFF\xD8\xFF"))
            continue;
        auto cleaned = without_metadata(frame);
        if (!cleaned || cleaned->removed.empty())
            continue;
        if (cleaned->bytes.size() % 2)
            cleaned->bytes += '\0';
        item->putUint8Array(reinterpret_cast<const Uint8 *>(cleaned->bytes.data()),
                            (unsigned long)(cleaned->bytes.size()));
        for (const std::string &what : cleaned->removed)
            out.removed.push_back("frame " + std::to_string(i) + ": " + what);
    }
}

Result<std::string> written(DicomObject &object, std::size_t about)
{
    std::string bytes(about + object.dataset().calcElementLength(EXS_LittleEndianExplicit, EET_ExplicitLength) + 256 * 1024, '\0');
    DcmOutputBufferStream stream(bytes.data(), offile_off_t(bytes.size()));
    DcmFileFormat &file = *object.file;
    // A deflated object is inflated already; it is written as it lies in memory.
    const E_TransferSyntax read = object.dataset().getOriginalXfer();
    const E_TransferSyntax syntax =
        read == EXS_DeflatedLittleEndianExplicit ? EXS_LittleEndianExplicit : read;
    file.transferInit();
    const OFCondition status =
        file.write(stream, syntax, EET_ExplicitLength, nullptr,
                   EGL_recalcGL, EPD_withoutPadding, 0, 0, 0, EWM_createNewMeta);
    file.transferEnd();
    void *start = nullptr;
    offile_off_t length = 0;
    stream.flushBuffer(start, length);
    if (status.bad() || length < 132)
        return not_supported(std::string("DICOM, to be written: ") + status.text());
    bytes.resize(std::size_t(length));
    std::fill_n(bytes.begin(), 128, '\0'); // The preamble is free for anything.
    return bytes;
}

} // namespace

Result<DeidentifiedDicom> deidentified_dicom(std::span<const std::byte> bytes, std::string_view key)
{
    RETCLIP_TRY(DicomObject object, read_dicom_object(bytes));
    if (!known_syntax(object))
        return not_supported("DICOM transfer syntax " + picture_facts_of(object).transfer_syntax);
    if (object.cut_short)
        return cut_short("DICOM");
    DcmDataset &dataset = object.dataset();
    DeidentifiedDicom out;
    OFString patient, burnt;
    dataset.findAndGetOFString(DCM_PatientID, patient);
    if (patient.empty())
        dataset.findAndGetOFString(DCM_PatientName, patient);
    dataset.findAndGetOFString(DCM_BurnedInAnnotation, burnt);
    out.says_burnt_in = burnt == "YES";
    const Disguise disguise(key, std::string(patient.c_str(), patient.length()));
    OFString character_set;
    dataset.findAndGetOFStringArray(DCM_SpecificCharacterSet, character_set);
    Cleaner cleaner(disguise, std::string(character_set.c_str(), character_set.length()), out);
    cleaner.learn(dataset);
    cleaner.clean(dataset, {});
    std::reverse(out.removed.begin(), out.removed.end());
    clean_frames(dataset, out);
    declare(dataset);
    OFString instance;
    dataset.findAndGetOFString(DCM_SOPInstanceUID, instance);
    out.instance_uid.assign(instance.c_str(), instance.length());
    RETCLIP_TRY(out.bytes, written(object, bytes.size()));
    return out;
}

std::string identifying_value_in(std::string_view bytes, const std::vector<std::string> &values)
{
    for (const std::string &value : values)
        if (value.size() >= 4 && bytes.find(value) != std::string_view::npos)
            return value;
    return {};
}

} // namespace retclip
