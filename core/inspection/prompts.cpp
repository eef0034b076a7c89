// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inspection/inspection.h"

#include "core/inspection/prompts.h"

#include <QHash>

namespace retclip {

namespace {

/// Findings as reports tell them. Keys are class names as public data sets write them, lower case.
struct KnownFinding
{
    const char *names; ///< Separated by bars.
    const char *english;
    const char *chinese;
};
constexpr KnownFinding knownFindings[] = {
    {"n|normal|healthy|正常", "normal fundus", "正常眼底"},
    {"d|dr|diabetes|diabetic_retinopathy|diabetic retinopathy|糖尿病视网膜病变",
     "diabetic retinopathy", "糖尿病视网膜病变"},
    {"g|glaucoma|青光眼", "glaucoma", "青光眼"},
    {"c|cataract|白内障", "cataract", "白内障"},
    {"a|amd|age-related macular degeneration|年龄相关性黄斑变性",
     "age-related macular degeneration", "年龄相关性黄斑变性"},
    {"h|hypertension|hypertensive retinopathy|高血压", "hypertensive retinopathy", "高血压视网膜病变"},
    {"m|myopia|pathological myopia|病理性近视", "pathological myopia", "病理性近视"},
    {"o|other|others|其他", "other abnormality", "其他异常"},
    {"drusen|玻璃膜疣", "drusen", "玻璃膜疣"},
    {"haemorrhage|hemorrhage|haemorrhages|出血", "retinal haemorrhage", "视网膜出血"},
    {"exudate|exudates|hard exudate|渗出|硬性渗出", "hard exudates", "硬性渗出"},
    {"laser|laser scar|laser scars|激光斑", "laser scars", "激光斑"},
    {"rvo|retinal vein occlusion|视网膜静脉阻塞", "retinal vein occlusion", "视网膜静脉阻塞"},
    {"erm|epiretinal membrane|视网膜前膜", "epiretinal membrane", "视网膜前膜"},
};

std::pair<QString, QString> wordsFor(const LabelClass &labelClass, const LabelSet &set)
{
    QStringList names{labelClass.name.toLower(), labelClass.title.toLower()};
    // The one class of a yes-or-no set is often called "yes" or "1": the set's name says what.
    if (set.kind == LabelKind::binary && set.classes.size() == 1)
        names << set.name.toLower();
    for (const KnownFinding &finding : knownFindings)
        for (const QString &known : QString::fromUtf8(finding.names).split(QLatin1Char('|')))
            if (names.contains(known))
                return {QString::fromUtf8(finding.english),
                        labelClass.titleZh.isEmpty() ? QString::fromUtf8(finding.chinese)
                                                     : labelClass.titleZh};
    if (set.kind == LabelKind::binary && set.classes.size() == 1)
        return {set.name, labelClass.titleZh};
    const QString english = labelClass.title.isEmpty() ? labelClass.name : labelClass.title;
    return {english, labelClass.titleZh};
}

} // namespace

std::vector<std::pair<QString, QStringList>> defaultPrompts(const LabelSet &set)
{
    std::vector<std::pair<QString, QStringList>> prompts;
    for (const LabelClass &labelClass : set.classes) {
        const auto [english, chinese] = wordsFor(labelClass, set);
        QStringList texts{english, QStringLiteral("fundus photograph showing ") + english};
        if (!chinese.isEmpty())
            texts << chinese << QStringLiteral("眼底照片示") + chinese;
        prompts.emplace_back(labelClass.name, texts);
    }
    if (set.kind == LabelKind::binary || set.kind == LabelKind::multilabel)
        prompts.emplace_back(QString::fromLatin1(otherwisePrompt),
                             QStringList{QStringLiteral("normal fundus"),
                                         QStringLiteral("no abnormality seen"),
                                         QString::fromUtf8("正常眼底"),
                                         QString::fromUtf8("未见异常")});
    return prompts;
}

} // namespace retclip
