// SPDX-License-Identifier: GPL-3.0-or-later
// Written apart from dicom_deidentify.cpp, so that a mistake there is not repeated here.
#include "core/imaging/dicom_deidentify.h"

#include "core/base/unicode.h"
#include "core/imaging/camera_names.h"
#include "core/imaging/dicom_object.h"
#include "core/imaging/dicom_vocabulary.h"

#include <algorithm>
#include <set>

namespace retclip {
namespace {

/// Letters and digits alone, small, of half width, without accents; words apart by one space.
std::u32string folded_text(const std::string &utf8)
{
    std::u32string out;
    for (char32_t c : decomposed(lower_case(code_points_of(utf8)))) {
        if (c >= 0xFF01 && c <= 0xFF5E)
            c -= 0xFEE0;
        if (c >= U'A' && c <= U'Z')
            c += 32;
        if (is_nonspacing_mark(c))
            continue;
        const bool sign = c < U'0' || (c > U'9' && c < U'a') || (c > U'z' && c < 0xC0) || is_punctuation(c) || c == 0x3000;
        if (!sign)
            out += c;
        else if (!out.empty() && out.back() != U' ')
            out += U' ';
    }
    if (!out.empty() && out.back() == U' ')
        out.pop_back();
    return out;
}

std::u32string without_spaces(std::u32string text)
{
    std::erase(text, U' ');
    return text;
}

/// Something of the person, however it is written.
struct Secret
{
    std::u32string spaced, tight;
    bool of_station = false;
};

class Secrets
{
public:
    void add(const std::string &utf8, bool of_station = false)
    {
        const std::u32string spaced = folded_text(utf8), tight = without_spaces(spaced);
        const bool chinese = std::any_of(tight.begin(), tight.end(), is_chinese);
        if (tight.size() >= 4 || (chinese && tight.size() >= 2))
            m_all.push_back({spaced, tight, of_station});
    }
    [[nodiscard]] bool in(const std::string &utf8, bool of_camera) const
    {
        const std::u32string spaced = U' ' + folded_text(utf8) + U' ', tight = without_spaces(spaced);
        return std::any_of(m_all.begin(), m_all.end(), [&](const Secret &secret) {
            if (secret.of_station && of_camera)
                return false;
            constexpr std::size_t surely = 6; // Shorter ones are parts of other words.
            const bool chinese = std::any_of(secret.tight.begin(), secret.tight.end(), is_chinese);
            return spaced.find(U' ' + secret.spaced + U' ') != std::u32string::npos
                || ((secret.tight.size() >= surely || chinese) && tight.find(secret.tight) != std::u32string::npos);
        });
    }

private:
    std::vector<Secret> m_all;
};

std::vector<std::string> values_in(const std::string &text)
{
    std::vector<std::string> values(1);
    for (const char c : text)
        if (c == '\\')
            values.emplace_back();
        else
            values.back() += c;
    return values;
}

std::string set_of(DcmDataset &dataset)
{
    OFString set;
    dataset.findAndGetOFStringArray(DCM_SpecificCharacterSet, set);
    return {set.c_str(), set.length()};
}

/// Every leaf at any depth, with the item it stands in.
template <typename F>
void each_leaf(DcmItem &item, const F &f)
{
    for (unsigned long i = 0; i < item.card(); ++i) {
        DcmElement &element = *item.getElement(i);
        if (auto *sequence = dynamic_cast<DcmSequenceOfItems *>(&element); sequence && element.ident() == EVR_SQ)
            for (unsigned long k = 0; k < sequence->card(); ++k)
                each_leaf(*sequence->getItem(k), f);
        else if (element.isLeaf())
            f(element, item);
    }
}

bool is_identifier(const DcmTag &tag)
{
    static const std::set<std::pair<Uint16, Uint16>> tags{{0x0008, 0x0050}, {0x0008, 0x0080}, {0x0018, 0x1000}, {0x0020, 0x0010},
                                                          {0x0040, 0x1001}, {0x0040, 0x2016}, {0x0040, 0x2017}, {0x0008, 0x0081}};
    return tags.contains({tag.getGroup(), tag.getElement()});
}

void learn_from(DcmItem &item, const std::string &character_set, Secrets &secrets, std::vector<std::string> &raw)
{
    each_leaf(item, [&](DcmElement &element, DcmItem &) {
        const DcmTag tag = element.getTag();
        const DcmEVR kind = kind_of_leaf(element);
        const bool text = kind == EVR_LO || kind == EVR_SH || kind == EVR_LT || kind == EVR_ST || kind == EVR_UT || kind == EVR_UC;
        const bool person = kind == EVR_PN || (kind == EVR_UI && tag != DCM_SOPClassUID) || kind == EVR_DA
            || (text && (tag.getGroup() == 0x0010 || tag.getGroup() == 0x0038 || is_identifier(tag))) || tag == DCM_StationName;
        if (!person)
            return;
        for (const std::string &value : values_in(text_of_leaf(element, 65'536))) {
            if (value.size() < 2 || value.starts_with("1.2.840.10008."))
                continue;
            const std::string utf8 = utf8_of_value(value, character_set);
            secrets.add(utf8, tag == DCM_StationName);
            if (value.size() >= 6 && tag != DCM_StationName && kind != EVR_DA)
                raw.push_back(value);
            if (kind != EVR_PN)
                continue;
            std::string part; // Of a name each part by itself.
            for (const char c : utf8 + '^') {
                if (c != '^' && c != '=' && c != ' ') {
                    part += c;
                    continue;
                }
                secrets.add(part);
                part.clear();
            }
        }
    });
}

/// Of the standard's words or of a camera's: the same as something of the person by chance only.
bool is_vocabulary(const std::string &value, const DcmTag &tag, DcmEVR kind, DcmItem &item)
{
    if (tag == DCM_CodeMeaning || tag == DCM_CodeValue) {
        OFString code, scheme;
        item.findAndGetOFString(DCM_CodeValue, code);
        item.findAndGetOFString(DCM_CodingSchemeDesignator, scheme);
        const std::string_view meaning = standard_meaning({scheme.c_str(), scheme.length()}, {code.c_str(), code.length()});
        return !meaning.empty() && (tag == DCM_CodeValue || value == meaning);
    }
    if (tag == DCM_CodingSchemeDesignator)
        return is_coding_scheme(value);
    if (tag == DCM_Manufacturer || tag == DCM_ManufacturerModelName)
        return says_only_a_camera(value);
    return kind == EVR_CS && is_defined_term(value);
}

} // namespace

Result<DicomResidue> second_look_at_dicom(std::span<const std::byte> original, std::span<const std::byte> cleaned)
{
    RETCLIP_TRY(DicomObject before, read_dicom_object(original));
    RETCLIP_TRY(DicomObject after, read_dicom_object(cleaned));
    Secrets secrets;
    std::vector<std::string> raw;
    learn_from(before.dataset(), set_of(before.dataset()), secrets, raw);
    const std::string character_set = set_of(after.dataset());
    DicomResidue residue;
    std::set<std::string> by_chance;
    each_leaf(after.dataset(), [&](DcmElement &element, DcmItem &item) {
        const DcmTag tag = element.getTag();
        const DcmEVR kind = kind_of_leaf(element);
        const std::string place = std::string(tag.toString().c_str()) + " " + DcmTag(tag).getTagName();
        if (kind == EVR_DA) { // Moved: no day stays where it was.
            OFString was;
            before.dataset().findAndGetOFString(tag, was);
            const std::string now = text_of_leaf(element, 65'536);
            if (!now.empty() && std::string(was.c_str(), was.length()).starts_with(now))
                residue.left.push_back(place);
            return;
        }
        const bool measure = kind == EVR_DS || kind == EVR_IS;
        const bool text = kind == EVR_CS || kind == EVR_PN || kind == EVR_LO || kind == EVR_SH || kind == EVR_LT || kind == EVR_ST || kind == EVR_UT || kind == EVR_UC
            || kind == EVR_UI || kind == EVR_AS || kind == EVR_AE || kind == EVR_TM || kind == EVR_DT || measure;
        if (!text)
            return;
        for (const std::string &value : values_in(text_of_leaf(element, 65'536))) {
            const auto digits = std::count_if(value.begin(), value.end(), [](char c) { return c >= '0' && c <= '9'; });
            if (measure && digits < 6)
                continue;
            if (!secrets.in(utf8_of_value(value, character_set), tag == DCM_Manufacturer || tag == DCM_ManufacturerModelName))
                continue;
            const bool chance = is_vocabulary(value, tag, kind, item);
            (chance ? residue.flagged : residue.left).push_back(place);
            if (chance)
                by_chance.insert(value);
        }
    });
    // Bytes that are no text: tables, and what lies in coded frames. What was said of above is not said twice.
    const std::string_view bytes(reinterpret_cast<const char *>(cleaned.data()), cleaned.size());
    for (const std::string &value : raw)
        if (std::none_of(by_chance.begin(), by_chance.end(), [&](const std::string &word) { return word.find(value) != std::string::npos; })
            && bytes.find(value) != std::string_view::npos)
            residue.left.emplace_back("bytes");
    return residue;
}

} // namespace retclip
