// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/camera_names.h"

#include <algorithm>
#include <cctype>
#include <set>
#include <string>

namespace retclip {
namespace {

const std::set<std::string_view> &latin_words()
{
    static const std::set<std::string_view> words{
        // Makers.
        "topcon", "canon", "zeiss", "carl", "meditec", "ag", "nidek", "kowa", "optos", "heidelberg", "engineering", "optomed", "optovue", "volk", "welch", "allyn", "hillrom",
        "hill", "rom", "baxter", "natus", "clarity", "centervue", "icare", "eidon", "drs", "crystalvue", "huvitz", "tomey", "forus", "remidio", "phelcom", "bosch", "intelin",
        "microclear", "mediworks", "syseye", "vissee", "tianjin", "suoer", "chongqing", "kanghua", "kangtai", "visionix", "luneau", "essilor", "rodenstock", "haag", "streit",
        "clarus", "visucam", "cirrus", "plex", "elite", "spectralis", "hra", "daytona", "california", "monaco", "silverstone", "retcam", "nikon", "olympus", "sony", "epson",
        "philips", "siemens", "ge", "healthcare", "medical", "systems", "system", "imaging", "technologies", "technology", "corporation", "corp", "co", "ltd", "limited", "inc", "gmbh",
        "company", "jena", "vision", "visionary", "eyenuk", "digital", "diagnostics", "idx", "mira", "forum", "eyesuite", "maestro", "triton", "solix", "avanti", "icam",
        "ifusion", "aurora", "pictor", "plus", "smartscope", "signal", "epicam", "fop", "neo", "nm", "panoret", "panocam", "panoramic", "nonmydriatic", "mydriatic", "non", "retinal",
        "retina", "fundus", "ophthalmic", "eye", "camera", "cam", "scanner", "slo", "uwf", "oct", "octa", "faf", "fa", "icg", "ffa", "colour", "color", "wide", "field", "ultra",
        "widefield", "ultrawide", "handheld", "portable", "desktop", "slit", "lamp", "with", "and", "for", "of", "mark", "mk", "model", "version", "pro", "lite", "mini", "max",
        "air", "next", "one", "new", "af", "cr", "cx", "cf", "dgi", "cs", "trc", "nw", "nwf", "nws", "dx", "ex", "ix", "vx", "ia", "dri", "afc", "rs", "vk", "ff", "fc", "hfc", "mf",
        "sf", "gc", "hd", "sp", "pi", "xr", "te", "tx", "txc", "eos", "rebel", "kiss", "slr", "dslr", "ii", "iii", "iv", "vi", "vii", "viii", "atlantis", "swept", "source",
        "toshiba", "mec", "hitachi", "fuji", "fujifilm", "agfa", "carestream", "kodak", "shimadzu", "konica", "minolta", "hologic", "mindray", "esaote", "acuson",
        "resscan", "imagenet", "syncam", "synthetic", "horus", "scope", "aeye", "xephilio", "angio", "multicolor", "confocal", "truecolor", "true", "device", "unknown", "other",
        "mobile", "smartphone", "phone", "iphone", "samsung", "galaxy", "huawei", "xiaomi", "android", "peek", "dec", "ezer", "frastema", "cobra", "vpc", "csola", "costruzione",
        "strumenti", "oftalmici", "cso", "lumenis", "quantel", "ellex", "iris", "indirect", "direct", "ophthalmoscope", "laser", "scanning", "unit", "station", "basic", "standard"};
    return words;
}

const std::set<std::string_view> &han_words()
{
    static const std::set<std::string_view> words{"佳能", "拓普康", "蔡司", "尼德克", "尼康", "科医人", "兴和", "欧堡", "海德堡", "索维", "新眼光", "康华", "瑞典", "徕卡", "天津", "重庆", "苏州", "微清",
                                                  "眼底", "照相机", "相机", "照相", "免散瞳", "散瞳", "数码", "数字", "彩色", "广角", "超广角", "激光", "扫描", "检眼镜", "手持式", "手持", "便携式", "便携",
                                                  "台式", "断层", "扫描仪", "系统", "医疗", "光学", "设备", "型", "号", "代", "第", "一", "二", "三", "共焦", "血管", "造影", "成像", "仪", "机", "合成", "未知", "其他", "公司", "有限", "视网膜", "眼科"};
    return words;
}

/// Bytes of the character that begins at `at`.
std::size_t width_at(std::string_view text, std::size_t at)
{
    const auto lead = static_cast<unsigned char>(text[at]);
    return std::min<std::size_t>(lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4, text.size() - at);
}

/// A run without spaces of a script that writes so, as a chain of known words.
bool is_chain_of_words(std::string_view run)
{
    constexpr std::size_t longest = 12; // Four characters.
    if (run.empty())
        return true;
    for (std::size_t length = std::min(longest, run.size()); length > 0; --length)
        if (han_words().contains(run.substr(0, length)) && is_chain_of_words(run.substr(length)))
            return true;
    return false;
}

} // namespace

bool is_camera_word(std::string_view letters)
{
    if (letters.empty() || letters.size() == width_at(letters, 0))
        return true;
    std::string lower(letters);
    std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return char(std::tolower(c)); });
    return latin_words().contains(lower) || (static_cast<unsigned char>(letters[0]) >= 0x80 && letters.size() < 100 && is_chain_of_words(letters));
}

bool says_only_a_camera(std::string_view words)
{
    constexpr int most_digits = 4;
    int digits = 0, joints = 0; // Three numbers joined by signs are a day: 2023/5/6.
    for (std::size_t at = 0; at < words.size();) {
        const auto c = static_cast<unsigned char>(words[at]);
        const bool joint = digits > 0 && (c == '/' || c == '-' || c == '.') && at + 1 < words.size() && std::isdigit(static_cast<unsigned char>(words[at + 1]));
        joints = joint ? joints + 1 : std::isdigit(c) ? joints : 0;
        digits = std::isdigit(c) ? digits + 1 : 0;
        if (digits > most_digits || joints >= 2)
            return false;
        if (!std::isalpha(c) && c < 0x80) {
            ++at;
            continue;
        }
        std::size_t end = at;
        const bool latin = c < 0x80;
        while (end < words.size() && (static_cast<unsigned char>(words[end]) >= 0x80) != latin && (!latin || std::isalpha(static_cast<unsigned char>(words[end]))))
            end += width_at(words, end);
        const std::string_view word = words.substr(at, end - at);
        const auto digit_at = [&](std::size_t place) { return place < words.size() && std::isdigit(static_cast<unsigned char>(words[place])); };
        // "KFC-300" of a camera that no list holds.
        const bool numbered = latin && word.size() <= 3 && std::all_of(word.begin(), word.end(), [](unsigned char each) { return std::isupper(each); })
            && (digit_at(end) || (end < words.size() && words[end] == '-' && digit_at(end + 1)) || (at > 0 && digit_at(at - 1)));
        if (!numbered && !is_camera_word(word))
            return false;
        at = end;
        digits = 0;
    }
    return true;
}

} // namespace retclip
