// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/known_tables.h"

#include "core/import/table_source.h"

#include <algorithm>

namespace retclip {

namespace {

LabelClass value(const char *name, const char *title, const char *titleZh)
{
    return {QString::fromUtf8(name), QString::fromUtf8(title), QString::fromUtf8(titleZh), 0};
}

/// International clinical diabetic retinopathy scale (Wilkinson et al. 2003).
KnownColumn retinopathy(const char *heading)
{
    return {QString::fromLatin1(heading), LabelKind::ordinal,
            {value("0", "No diabetic retinopathy", "无糖尿病视网膜病变"),
             value("1", "Mild non-proliferative", "轻度非增殖期"),
             value("2", "Moderate non-proliferative", "中度非增殖期"),
             value("3", "Severe non-proliferative", "重度非增殖期"),
             value("4", "Proliferative", "增殖期")}};
}

KnownColumn positive(const char *heading, const char *title, const char *titleZh)
{
    LabelClass only = value("", title, titleZh); // A binary set's class carries the heading's name.
    return {QString::fromLatin1(heading), LabelKind::binary, {only}};
}

/// Pachade et al. 2021, table 2.
QVector<KnownColumn> rfmidColumns()
{
    const struct
    {
        const char *name, *title, *titleZh;
    } findings[] = {
        {"disease risk", "Any disease", "任何疾病"},
        {"dr", "Diabetic retinopathy", "糖尿病视网膜病变"},
        {"armd", "Age-related macular degeneration", "年龄相关性黄斑变性"},
        {"mh", "Media haze", "屈光间质混浊"},
        {"dn", "Drusen", "玻璃膜疣"},
        {"mya", "Myopia", "近视"},
        {"brvo", "Branch retinal vein occlusion", "视网膜分支静脉阻塞"},
        {"tsln", "Tessellation", "豹纹状眼底"},
        {"erm", "Epiretinal membrane", "视网膜前膜"},
        {"ls", "Laser scars", "激光斑"},
        {"ms", "Macular scar", "黄斑瘢痕"},
        {"csr", "Central serous retinopathy", "中心性浆液性视网膜病变"},
        {"odc", "Optic disc cupping", "视盘凹陷扩大"},
        {"crvo", "Central retinal vein occlusion", "视网膜中央静脉阻塞"},
        {"tv", "Tortuous vessels", "血管迂曲"},
        {"ah", "Asteroid hyalosis", "星状玻璃体变性"},
        {"odp", "Optic disc pallor", "视盘苍白"},
        {"ode", "Optic disc oedema", "视盘水肿"},
        {"st", "Optociliary shunt", "视睫状分流血管"},
        {"aion", "Anterior ischaemic optic neuropathy", "前部缺血性视神经病变"},
        {"pt", "Parafoveal telangiectasia", "黄斑旁毛细血管扩张"},
        {"rt", "Retinal traction", "视网膜牵拉"},
        {"rs", "Retinitis", "视网膜炎"},
        {"crs", "Chorioretinitis", "脉络膜视网膜炎"},
        {"edn", "Exudation", "渗出"},
        {"rpec", "Retinal pigment epithelium changes", "视网膜色素上皮改变"},
        {"mhl", "Macular hole", "黄斑裂孔"},
        {"rp", "Retinitis pigmentosa", "视网膜色素变性"},
        {"cws", "Cotton wool spots", "棉絮斑"},
        {"cb", "Coloboma", "眼底缺损"},
        {"odpm", "Optic disc pit maculopathy", "视盘小凹性黄斑病变"},
        {"prh", "Preretinal haemorrhage", "视网膜前出血"},
        {"mnf", "Myelinated nerve fibres", "有髓神经纤维"},
        {"hr", "Haemorrhagic retinopathy", "出血性视网膜病变"},
        {"crao", "Central retinal artery occlusion", "视网膜中央动脉阻塞"},
        {"td", "Tilted disc", "视盘倾斜"},
        {"cme", "Cystoid macular oedema", "黄斑囊样水肿"},
        {"ptcr", "Post-traumatic choroidal rupture", "外伤性脉络膜破裂"},
        {"cf", "Choroidal folds", "脉络膜皱褶"},
        {"vh", "Vitreous haemorrhage", "玻璃体积血"},
        {"mca", "Macroaneurysm", "大动脉瘤"},
        {"vs", "Vasculitis", "血管炎"},
        {"brao", "Branch retinal artery occlusion", "视网膜分支动脉阻塞"},
        {"plq", "Plaque", "斑块"},
        {"hped", "Haemorrhagic pigment epithelial detachment", "出血性色素上皮脱离"},
        {"cl", "Collateral vessels", "侧支血管"},
    };
    QVector<KnownColumn> columns;
    for (const auto &finding : findings)
        columns.append(positive(finding.name, finding.title, finding.titleZh));
    return columns;
}

} // namespace

const QVector<KnownTable> &knownTables()
{
    static const QVector<KnownTable> tables{
        {QStringLiteral("MESSIDOR-2"), QStringLiteral("Krause et al. 2018, adjudicated grades"),
         {{"id code", "image id", "image"}, {"diagnosis", "adjudicated dr grade"}, {"adjudicated dme"},
          {"adjudicated gradable"}}, 6, false,
         {retinopathy("diagnosis"), retinopathy("adjudicated dr grade"),
          positive("adjudicated dme", "Referable diabetic macular oedema", "需转诊的糖尿病性黄斑水肿"),
          positive("adjudicated gradable", "Gradable", "可分级")}},
        {QStringLiteral("IDRiD, disease grading"), QStringLiteral("Porwal et al. 2018"),
         {{"image name"}, {"retinopathy grade"}, {"risk of macular edema"}}, 3, false,
         {retinopathy("retinopathy grade"),
          {QStringLiteral("risk of macular edema"), LabelKind::ordinal,
           {value("0", "No hard exudates", "无硬性渗出"),
            value("1", "Hard exudates over one disc diameter from the macula's centre",
                  "硬性渗出距黄斑中心超过一个视盘直径"),
            value("2", "Hard exudates within one disc diameter of the macula's centre",
                  "硬性渗出距黄斑中心一个视盘直径以内")}}}},
        {QStringLiteral("REFUGE"), QStringLiteral("Orlando et al. 2020"),
         {{"imgname"}, {"label glaucoma=1", "glaucoma label"}}, 6, false,
         {positive("label glaucoma=1", "Glaucoma", "青光眼"), positive("glaucoma label", "Glaucoma", "青光眼")}},
        {QStringLiteral("APTOS 2019"), QStringLiteral("APTOS 2019 blindness detection"),
         {{"id code"}, {"diagnosis", "level"}}, 2, false, {retinopathy("diagnosis"), retinopathy("level")}},
        {QStringLiteral("EyePACS"), QStringLiteral("Diabetic retinopathy detection, 2015"),
         {{"image"}, {"level"}}, 2, true, {retinopathy("level")}},
        {QStringLiteral("RFMiD"), QStringLiteral("Pachade et al. 2021"),
         {{"id"}, {"disease risk"}, {"armd"}, {"tsln"}, {"odc"}, {"edn"}}, 60, false, rfmidColumns()},
    };
    return tables;
}

const KnownTable *knownTable(const QStringList &headings, bool rowsShowOneEye)
{
    QStringList simple;
    for (const QString &heading : headings)
        if (const QString plain = simplifiedHeading(heading); !plain.isEmpty())
            simple.append(plain);
    for (const KnownTable &table : knownTables()) {
        const bool all = std::all_of(table.headings.cbegin(), table.headings.cend(), [&](const QStringList &any) {
            return std::any_of(any.cbegin(), any.cend(), [&](const QString &one) { return simple.contains(one); });
        });
        if (all && simple.size() <= table.most && (rowsShowOneEye || !table.rowsShowOneEye))
            return &table;
    }
    return nullptr;
}

const KnownColumn *knownColumn(const KnownTable &table, const QString &heading)
{
    const auto found = std::find_if(
        table.columns.cbegin(), table.columns.cend(),
        [plain = simplifiedHeading(heading)](const KnownColumn &known) { return known.heading == plain; });
    return found == table.columns.cend() ? nullptr : &*found;
}

void describeLabels(const KnownTable &table, const QString &heading, LabelSet &set)
{
    const KnownColumn *const column = knownColumn(table, heading);
    if (!column)
        return;
    const auto title = [](LabelClass &entry, const LabelClass &known) {
        entry.title = known.title;
        entry.titleZh = known.titleZh;
    };
    if (column->kind == LabelKind::binary) {
        for (LabelClass &entry : set.classes)
            if (simplifiedHeading(entry.name) == column->heading)
                title(entry, column->classes.first());
        return;
    }
    const auto published = [&](const LabelClass &entry) {
        return std::find_if(column->classes.cbegin(), column->classes.cend(),
                            [&](const LabelClass &known) { return known.name == entry.name; });
    };
    if (std::any_of(set.classes.cbegin(), set.classes.cend(),
                    [&](const LabelClass &entry) { return published(entry) == column->classes.cend(); }))
        return;
    for (LabelClass &entry : set.classes)
        title(entry, *published(entry));
    if (set.kind == LabelKind::multiclass || set.kind == LabelKind::ordinal)
        set.kind = column->kind;
}

} // namespace retclip
