// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/known_folders.h"

#include <algorithm>

namespace retclip {

namespace {

struct FolderClass
{
    const char *folder, *title, *titleZh;
};

QVector<LabelClass> folderClasses(std::initializer_list<FolderClass> list)
{
    QVector<LabelClass> classes;
    for (const FolderClass &entry : list)
        classes.append({QString::fromUtf8(entry.folder), QString::fromUtf8(entry.title),
                        QString::fromUtf8(entry.titleZh), classes.size() < 9 ? int(classes.size()) + 1 : 0});
    return classes;
}

/// Cen et al. 2021, Nature Communications 12:4828: 39 classes of 1000 photographs.
QVector<LabelClass> jsiecClasses()
{
    return folderClasses({
        {"0.0.Normal", "Normal", "正常"},
        {"0.1.Tessellated fundus", "Tessellated fundus", "豹纹状眼底"},
        {"0.2.Large optic cup", "Large optic cup", "大视杯"},
        {"0.3.DR1", "Mild diabetic retinopathy", "轻度糖尿病视网膜病变"},
        {"1.0.DR2", "Moderate diabetic retinopathy", "中度糖尿病视网膜病变"},
        {"1.1.DR3", "Severe or proliferative diabetic retinopathy", "重度或增殖期糖尿病视网膜病变"},
        {"2.0.BRVO", "Branch retinal vein occlusion", "视网膜分支静脉阻塞"},
        {"2.1.CRVO", "Central retinal vein occlusion", "视网膜中央静脉阻塞"},
        {"3.RAO", "Retinal artery occlusion", "视网膜动脉阻塞"},
        {"4.Rhegmatogenous RD", "Rhegmatogenous retinal detachment", "孔源性视网膜脱离"},
        {"5.0.CSCR", "Central serous chorioretinopathy", "中心性浆液性脉络膜视网膜病变"},
        {"5.1.VKH disease", "Vogt-Koyanagi-Harada disease", "Vogt-小柳-原田病"},
        {"6.Maculopathy", "Maculopathy", "黄斑病变"},
        {"7.ERM", "Epiretinal membrane", "视网膜前膜"},
        {"8.MH", "Macular hole", "黄斑裂孔"},
        {"9.Pathological myopia", "Pathological myopia", "病理性近视"},
        {"10.0.Possible glaucoma", "Possible glaucoma", "可疑青光眼"},
        {"10.1.Optic atrophy", "Optic atrophy", "视神经萎缩"},
        {"11.Severe hypertensive retinopathy", "Severe hypertensive retinopathy", "重度高血压视网膜病变"},
        {"12.Disc swelling and elevation", "Disc swelling and elevation", "视盘水肿和隆起"},
        {"13.Dragged Disc", "Dragged disc", "视盘牵拉"},
        {"14.Congenital disc abnormality", "Congenital disc abnormality", "先天性视盘异常"},
        {"15.0.Retinitis pigmentosa", "Retinitis pigmentosa", "视网膜色素变性"},
        {"15.1.Bietti crystalline dystrophy", "Bietti crystalline dystrophy", "结晶样视网膜变性"},
        {"16.Peripheral retinal degeneration and break", "Peripheral retinal degeneration and break", "周边视网膜变性和裂孔"},
        {"17.Myelinated nerve fiber", "Myelinated nerve fibres", "有髓神经纤维"},
        {"18.Vitreous particles", "Vitreous particles", "玻璃体颗粒"},
        {"19.Fundus neoplasm", "Fundus neoplasm", "眼底肿瘤"},
        {"20.Massive hard exudates", "Massive hard exudates", "大量硬性渗出"},
        {"21.Yellow-white spots-flecks", "Yellow-white spots or flecks", "黄白色斑点"},
        {"22.Cotton-wool spots", "Cotton-wool spots", "棉絮斑"},
        {"23.Vessel tortuosity", "Vessel tortuosity", "血管迂曲"},
        {"24.Chorioretinal atrophy-coloboma", "Chorioretinal atrophy or coloboma", "脉络膜视网膜萎缩或缺损"},
        {"25.Preretinal hemorrhage", "Preretinal haemorrhage", "视网膜前出血"},
        {"26.Fibrosis", "Fibrosis", "纤维增殖"},
        {"27.Laser Spots", "Laser spots", "激光斑"},
        {"28.Silicon oil in eye", "Silicone oil in the eye", "硅油眼"},
        {"29.0.Blur fundus without PDR", "Blurred fundus without proliferative retinopathy", "眼底模糊，无增殖期病变"},
        {"29.1.Blur fundus with suspected PDR", "Blurred fundus with suspected proliferative retinopathy", "眼底模糊，可疑增殖期病变"},
    });
}

} // namespace

const QVector<KnownFolders> &knownFolders()
{
    static const QVector<KnownFolders> list{
        {QStringLiteral("JSIEC 1000 fundus images"), QStringLiteral("Cen et al. 2021"), QStringLiteral("jsiec"), jsiecClasses(), 2},
        {QStringLiteral("Retina (cataract dataset)"), QStringLiteral("Kaggle, jr2ngb/cataractdataset"), QStringLiteral("retina"),
         folderClasses({{"1_normal", "Normal", "正常"},
                        {"2_cataract", "Cataract", "白内障"},
                        {"2_glaucoma", "Glaucoma", "青光眼"},
                        {"3_retina_disease", "Other retinal disease", "其他视网膜疾病"}}), 2},
        {QStringLiteral("Glaucoma Fundus"), QStringLiteral("Ahn et al. 2018"), QStringLiteral("glaucoma_fundus"),
         folderClasses({{"normal_control", "Normal", "正常"},
                        {"early_glaucoma", "Early glaucoma", "早期青光眼"},
                        {"advanced_glaucoma", "Advanced glaucoma", "晚期青光眼"}}), 2},
        {QStringLiteral("REFUGE"), QStringLiteral("Orlando et al. 2020"), QStringLiteral("refuge"),
         folderClasses({{"Non-Glaucoma", "No glaucoma", "非青光眼"}, {"Glaucoma", "Glaucoma", "青光眼"}}), 2,
         {QStringLiteral("REFUGE-Validation400"), QStringLiteral("Validation400"), QStringLiteral("REFUGE-Test400"),
          QStringLiteral("Test400")}},
        {QStringLiteral("Eye diseases classification"), QStringLiteral("Kaggle, gunavenkatdoddi/eye-diseases-classification"),
         QStringLiteral("eye_diseases"),
         folderClasses({{"normal", "Normal", "正常"},
                        {"cataract", "Cataract", "白内障"},
                        {"diabetic_retinopathy", "Diabetic retinopathy", "糖尿病视网膜病变"},
                        {"glaucoma", "Glaucoma", "青光眼"}}), 3},
    };
    return list;
}

const LabelClass *classOfFolder(const KnownFolders &known, const QString &folder)
{
    const auto found = std::find_if(known.classes.cbegin(), known.classes.cend(), [&](const LabelClass &entry) {
        return entry.name.compare(folder, Qt::CaseInsensitive) == 0;
    });
    return found == known.classes.cend() ? nullptr : &*found;
}

const KnownFolders *knownFolders(const QStringList &folders)
{
    for (const KnownFolders &known : knownFolders()) {
        const auto classes = std::count_if(folders.cbegin(), folders.cend(), [&](const QString &folder) {
            return classOfFolder(known, folder) != nullptr;
        });
        const auto others = std::count_if(folders.cbegin(), folders.cend(), [&](const QString &folder) {
            return known.others.contains(folder, Qt::CaseInsensitive);
        });
        if (classes >= known.least && classes + others == folders.size())
            return &known;
    }
    return nullptr;
}

} // namespace retclip
