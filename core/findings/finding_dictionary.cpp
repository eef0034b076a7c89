// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/findings/finding_dictionary.h"

#include <algorithm>

namespace retclip {

namespace {

struct Entry
{
    const char *id, *title, *titleZh, *icd10, *broader;
    const char *terms;   ///< Parted by "|".
    const char *classes; ///< Likewise.
};

constexpr Entry entries[] = {
    {"normal", "Normal fundus", "正常眼底", "", "",
     "normal fundus|normal retina|normal eye|no abnormality|no abnormalities|no abnormality detected|unremarkable|"
     "正常眼底|眼底正常|眼底未见异常|未见异常|未见明显异常|眼底未见明显异常|大致正常",
     "normal|正常|n"},
    {"diabetic_retinopathy", "Diabetic retinopathy", "糖尿病视网膜病变", "H36.0", "",
     "diabetic retinopathy|糖尿病视网膜病变|糖尿病性视网膜病变|糖网", "dr|diabetes|糖尿病|d"},
    {"nonproliferative_diabetic_retinopathy", "Non-proliferative diabetic retinopathy", "非增殖性糖尿病视网膜病变",
     "H36.0", "diabetic_retinopathy",
     "nonproliferative diabetic retinopathy|non proliferative diabetic retinopathy|nonproliferative retinopathy|"
     "non proliferative retinopathy|npdr|background diabetic retinopathy|非增殖性糖尿病视网膜病变|"
     "非增殖期糖尿病视网膜病变|非增生性糖尿病视网膜病变|非增生期糖尿病视网膜病变|单纯型糖尿病视网膜病变",
     ""},
    {"proliferative_diabetic_retinopathy", "Proliferative diabetic retinopathy", "增殖性糖尿病视网膜病变", "H36.0",
     "diabetic_retinopathy",
     "proliferative diabetic retinopathy|pdr|增殖性糖尿病视网膜病变|增殖期糖尿病视网膜病变|增生性糖尿病视网膜病变",
     ""},
    {"macular_oedema", "Macular oedema", "黄斑水肿", "H35.8", "",
     "macular edema|macular oedema|cystoid macular edema|cystoid macular oedema|黄斑水肿|黄斑囊样水肿|黄斑区水肿",
     "dme|me"},
    {"glaucoma", "Glaucoma", "青光眼", "H40", "",
     "glaucoma|glaucomatous optic neuropathy|glaucomatous|青光眼|青光眼性视神经病变|青光眼改变", "g|poag"},
    {"optic_disc_cupping", "Optic disc cupping", "视盘凹陷扩大", "", "",
     "optic disc cupping|increased cup-to-disc ratio|enlarged cup|large cup|大视杯|杯盘比增大|杯盘比扩大|视杯扩大|"
     "视杯增大|盘沿变窄|杯盘比大",
     "odc|cupping"},
    {"cataract", "Cataract", "白内障", "H26", "",
     "cataract|lens opacity|lens opacities|白内障|晶状体混浊|晶体混浊|晶状体浑浊|晶体浑浊", "c"},
    {"age_related_macular_degeneration", "Age-related macular degeneration", "年龄相关性黄斑变性", "H35.3", "",
     "age-related macular degeneration|age related macular degeneration|amd|armd|年龄相关性黄斑变性|"
     "年龄相关性黄斑病变|老年性黄斑变性|老年黄斑变性|老年性黄斑病变|老年黄斑病变|黄斑变性",
     "a"},
    {"dry_macular_degeneration", "Dry age-related macular degeneration", "干性年龄相关性黄斑变性", "H35.3",
     "age_related_macular_degeneration",
     "dry age-related macular degeneration|dry amd|geographic atrophy|干性年龄相关性黄斑变性|干性老年黄斑病变|"
     "干性老年性黄斑变性|干性老年黄斑变性|干性黄斑变性|地图样萎缩",
     ""},
    {"wet_macular_degeneration", "Wet age-related macular degeneration", "湿性年龄相关性黄斑变性", "H35.3",
     "age_related_macular_degeneration",
     "wet age-related macular degeneration|wet amd|neovascular age-related macular degeneration|neovascular amd|"
     "exudative amd|湿性年龄相关性黄斑变性|湿性老年黄斑病变|湿性老年性黄斑变性|湿性老年黄斑变性|湿性黄斑变性",
     ""},
    {"drusen", "Drusen", "玻璃膜疣", "H35.3", "", "drusen|玻璃膜疣|玻璃疣", ""},
    {"hypertensive_retinopathy", "Hypertensive retinopathy", "高血压视网膜病变", "H35.0", "",
     "hypertensive retinopathy|高血压视网膜病变|高血压性视网膜病变|高血压眼底改变|高血压性眼底改变",
     "hypertension|高血压|h"},
    {"arteriosclerosis", "Retinal arteriosclerosis", "视网膜动脉硬化", "", "",
     "arteriosclerosis|arteriolar sclerosis|动脉硬化|动静脉交叉压迹|arteriovenous nicking", ""},
    {"pathological_myopia", "Pathological myopia", "病理性近视", "H44.2", "",
     "pathological myopia|pathologic myopia|degenerative myopia|myopic maculopathy|myopic retinopathy|"
     "myopia retinopathy|病理性近视|近视性黄斑病变|近视性视网膜病变|高度近视眼底改变|高度近视性视网膜病变",
     "myopia|近视|m"},
    {"high_myopia", "High myopia", "高度近视", "", "", "high myopia|highly myopic|高度近视", ""},
    {"tessellated_fundus", "Tessellated fundus", "豹纹状眼底", "", "",
     "tessellated fundus|tessellation|tigroid fundus|豹纹状眼底|豹纹状改变|豹纹状", "tsln"},
    {"epiretinal_membrane", "Epiretinal membrane", "视网膜前膜", "H35.3", "",
     "epiretinal membrane|macular pucker|preretinal membrane|视网膜前膜|黄斑前膜|黄斑区视网膜前膜", "erm"},
    {"retinal_vein_occlusion", "Retinal vein occlusion", "视网膜静脉阻塞", "H34.8", "",
     "retinal vein occlusion|vein occlusion|视网膜静脉阻塞|静脉阻塞", "rvo"},
    {"branch_retinal_vein_occlusion", "Branch retinal vein occlusion", "视网膜分支静脉阻塞", "H34.8",
     "retinal_vein_occlusion", "branch retinal vein occlusion|视网膜分支静脉阻塞|分支静脉阻塞", "brvo"},
    {"central_retinal_vein_occlusion", "Central retinal vein occlusion", "视网膜中央静脉阻塞", "H34.8",
     "retinal_vein_occlusion", "central retinal vein occlusion|视网膜中央静脉阻塞|中央静脉阻塞", "crvo"},
    {"retinal_artery_occlusion", "Retinal artery occlusion", "视网膜动脉阻塞", "H34", "",
     "retinal artery occlusion|视网膜动脉阻塞|视网膜中央动脉阻塞|视网膜分支动脉阻塞|"
     "central retinal artery occlusion|branch retinal artery occlusion",
     "rao|crao|brao"},
    {"retinal_haemorrhage", "Retinal haemorrhage", "视网膜出血", "H35.6", "",
     "haemorrhage|hemorrhage|retinal haemorrhage|retinal hemorrhage|出血|出血点|出血斑|片状出血|点状出血|火焰状出血",
     "haemorrhage|hemorrhage"},
    {"vitreous_haemorrhage", "Vitreous haemorrhage", "玻璃体积血", "H43.1", "",
     "vitreous haemorrhage|vitreous hemorrhage|玻璃体积血|玻璃体出血", "vh"},
    {"hard_exudate", "Hard exudates", "硬性渗出", "", "", "hard exudate|硬性渗出|硬渗", "ex"},
    {"exudate", "Exudates", "渗出", "", "", "exudate|exudation|渗出", "edn"},
    {"cotton_wool_spot", "Cotton wool spots", "棉絮斑", "", "",
     "cotton wool spot|cotton-wool spot|soft exudate|棉絮斑|棉绒斑|棉絮状渗出|软性渗出", "cws"},
    {"microaneurysm", "Microaneurysms", "微血管瘤", "", "", "microaneurysm|微血管瘤|微动脉瘤", "ma"},
    {"neovascularisation", "Neovascularisation", "新生血管", "", "",
     "neovascularisation|neovascularization|choroidal neovascularisation|choroidal neovascularization|cnv|新生血管|"
     "脉络膜新生血管",
     ""},
    {"optic_atrophy", "Optic atrophy", "视神经萎缩", "H47.2", "",
     "optic atrophy|optic nerve atrophy|optic disc pallor|disc pallor|视神经萎缩|视盘苍白|视盘色淡|视乳头苍白", "odp"},
    {"disc_oedema", "Optic disc oedema", "视盘水肿", "H47.1", "",
     "papilledema|papilloedema|disc edema|disc oedema|disc swelling|视盘水肿|视乳头水肿", "ode"},
    {"peripapillary_atrophy", "Peripapillary atrophy", "视盘旁萎缩", "", "",
     "peripapillary atrophy|视盘旁萎缩|盘周萎缩|盘旁萎缩|视盘周围萎缩|弧形斑|萎缩弧", "ppa"},
    {"retinal_detachment", "Retinal detachment", "视网膜脱离", "H33", "", "retinal detachment|视网膜脱离|网脱", "rd"},
    {"macular_hole", "Macular hole", "黄斑裂孔", "H35.3", "", "macular hole|黄斑裂孔", "mhl"},
    {"central_serous_chorioretinopathy", "Central serous chorioretinopathy", "中心性浆液性脉络膜视网膜病变", "H35.7", "",
     "central serous chorioretinopathy|central serous retinopathy|中心性浆液性脉络膜视网膜病变|中浆", "csc|csr"},
    {"retinitis_pigmentosa", "Retinitis pigmentosa", "视网膜色素变性", "H35.5", "", "retinitis pigmentosa|视网膜色素变性",
     "rp"},
    {"myelinated_nerve_fibres", "Myelinated nerve fibres", "有髓神经纤维", "", "",
     "myelinated nerve fibre|myelinated nerve fiber|有髓神经纤维", "mnf"},
    {"laser_scar", "Laser scars", "激光斑", "", "", "laser spot|laser scar|激光斑|激光瘢痕|光凝斑|光凝瘢痕", "ls"},
    {"vitreous_degeneration", "Vitreous degeneration", "玻璃体变性", "H43.8", "",
     "vitreous degeneration|vitreous opacity|vitreous opacities|asteroid hyalosis|玻璃体变性|玻璃体混浊|玻璃体浑浊", ""},
    {"media_opacity", "Opacity of the media", "屈光介质混浊", "", "",
     "refractive media opacity|media opacity|media haze|屈光介质混浊|屈光间质混浊|屈光间质浑浊", "media haze"},
    {"chorioretinal_atrophy", "Chorioretinal atrophy", "脉络膜视网膜萎缩", "", "",
     "chorioretinal atrophy|脉络膜视网膜萎缩|脉络膜萎缩", ""},
    {"tortuous_vessels", "Tortuous vessels", "血管迂曲", "", "", "tortuous vessel|tortuosity|tortuous|血管迂曲|静脉迂曲|迂曲",
     "tv"},
    {"poor_image", "Poor photograph", "图像质量差", "", "",
     "low image quality|poor image quality|lens dust|图像质量差|图像模糊|镜头污点", ""},
};

// SNOMED CT is under licence as a whole; these concepts stand in openly published value sets (quality measures,
// examination forms, WHO guidelines), each seen with its meaning beside it. Findings without one were not found so.
constexpr struct
{
    const char *finding, *concept_;
} snomedConcepts[] = {
    {"diabetic_retinopathy", "4855003"},
    {"nonproliferative_diabetic_retinopathy", "390834004"},
    {"proliferative_diabetic_retinopathy", "59276001"},
    {"macular_oedema", "37231002"},
    {"glaucoma", "23986001"},
    {"cataract", "193570009"},
    {"age_related_macular_degeneration", "267718000"},
    {"dry_macular_degeneration", "414875008"},
    {"wet_macular_degeneration", "414173003"},
    {"pathological_myopia", "32022003"},
    {"epiretinal_membrane", "367649002"},
    {"branch_retinal_vein_occlusion", "24596005"},
    {"central_retinal_vein_occlusion", "68478007"},
    {"retinal_artery_occlusion", "232035005"},
    {"vitreous_haemorrhage", "31341008"},
    {"optic_atrophy", "76976005"},
    {"disc_oedema", "423341008"},
    {"retinal_detachment", "42059000"},
    {"macular_hole", "232006002"},
    {"central_serous_chorioretinopathy", "312956001"},
    {"retinitis_pigmentosa", "28835009"},
};

QString snomedOf(const char *finding)
{
    for (const auto &entry : snomedConcepts)
        if (qstrcmp(entry.finding, finding) == 0)
            return QString::fromLatin1(entry.concept_);
    return {};
}

QStringList parted(const char *words)
{
    return QString::fromUtf8(words).split(u'|', Qt::SkipEmptyParts);
}

} // namespace

const std::vector<Finding> &findingDictionary()
{
    static const std::vector<Finding> findings = [] {
        std::vector<Finding> made;
        for (const Entry &entry : entries)
            made.push_back({QString::fromLatin1(entry.id), QString::fromUtf8(entry.title), QString::fromUtf8(entry.titleZh),
                            QString::fromLatin1(entry.icd10), snomedOf(entry.id),
                            QString::fromLatin1(entry.broader), parted(entry.terms),
                            parted(entry.classes)});
        return made;
    }();
    return findings;
}

const Finding *findingOf(const QString &id)
{
    const auto &all = findingDictionary();
    const auto found = std::find_if(all.begin(), all.end(), [&](const Finding &each) { return each.id == id; });
    return found == all.end() ? nullptr : &*found;
}

const Finding *findingNamed(const QString &words)
{
    QString plain = words.toLower().simplified();
    plain.replace(u'_', u' ');
    for (const Finding &finding : findingDictionary()) {
        QString id = finding.id;
        id.replace(u'_', u' ');
        if (plain == id || plain == finding.title.toLower() || plain == finding.titleZh || finding.terms.contains(plain)
            || finding.classes.contains(plain))
            return &finding;
    }
    return nullptr;
}

bool isCaseOf(const Finding &finding, const Finding &other)
{
    for (const Finding *each = &finding; each; each = each->broader.isEmpty() ? nullptr : findingOf(each->broader))
        if (each->id == other.id)
            return true;
    return false;
}

} // namespace retclip
