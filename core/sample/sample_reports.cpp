// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sample/sample_patients.h"

#include "core/sample/sample_random.h"

#include <QStringList>

namespace retclip {

namespace {

using Choices = std::vector<QString>;

QString place(Quadrant quadrant, bool chinese)
{
    switch (quadrant) {
    case Quadrant::superiorTemporal:
        return chinese ? QStringLiteral("颞上") : QStringLiteral("superotemporal");
    case Quadrant::inferiorTemporal:
        return chinese ? QStringLiteral("颞下") : QStringLiteral("inferotemporal");
    case Quadrant::superiorNasal:
        return chinese ? QStringLiteral("鼻上") : QStringLiteral("superonasal");
    case Quadrant::inferiorNasal:
        return chinese ? QStringLiteral("鼻下") : QStringLiteral("inferonasal");
    }
    return {};
}

QString degree(int severity, bool chinese)
{
    static const std::array<const char *, 4> zh{"", "轻度", "中度", "重度"};
    static const std::array<const char *, 4> en{"", "mild", "moderate", "severe"};
    return QString::fromUtf8((chinese ? zh : en)[std::size_t(severity)]);
}

QString chineseEye(const EyeDescription &eye, SampleRandom &random)
{
    const QString ratio = QString::number(eye.cupDisc, 'g', 2);
    const QString where = place(eye.quadrant, true);
    const QString cup = random
                            .pick(Choices{QStringLiteral("C/D约%1"), QStringLiteral("杯盘比%1"),
                                          QStringLiteral("C/D %1")})
                            .arg(ratio);
    switch (eye.finding) {
    case SampleFinding::normal:
        return random
            .pick(Choices{QStringLiteral("视盘边界清，%1，未见明显异常"),
                          QStringLiteral("正常眼底，%1"),
                          QStringLiteral("视盘色红润，%1，黄斑中心凹反光可见"),
                          QStringLiteral("%1，血管走行正常，眼底未见异常")})
            .arg(cup);
    case SampleFinding::glaucoma: {
        QString text = random
                           .pick(Choices{QStringLiteral("青光眼（%1），%2，%3盘沿变窄"),
                                         QStringLiteral("%1青光眼性视盘改变，%2，%3神经纤维层缺损"),
                                         QStringLiteral("视杯扩大，%2，%3盘沿切迹，%1青光眼")})
                           .arg(degree(eye.severity, true), cup, where);
        if (eye.discHaemorrhage)
            text += QStringLiteral("，视盘旁线状出血");
        return text;
    }
    case SampleFinding::diabeticRetinopathy: {
        QString text = random
                           .pick(Choices{QStringLiteral("%1糖尿病视网膜病变，"),
                                         QStringLiteral("糖尿病视网膜病变（%1），")})
                           .arg(degree(eye.severity, true));
        text += eye.severity == 1 ? QStringLiteral("散在微血管瘤")
                                  : QStringLiteral("微血管瘤，%1象限点片状出血").arg(where);
        if (eye.exudates)
            text += random.pick(
                Choices{QStringLiteral("，黄斑区硬性渗出"), QStringLiteral("，硬性渗出")});
        if (eye.severity == 3)
            text += QStringLiteral("，棉絮斑");
        if (eye.laserScars)
            text += random.pick(
                Choices{QStringLiteral("，周边激光斑"), QStringLiteral("，可见激光斑")});
        return text;
    }
    case SampleFinding::macularDegeneration:
        if (eye.atrophy)
            return random.pick(
                Choices{QStringLiteral("年龄相关性黄斑变性（晚期），黄斑地图样萎缩，周围玻璃膜疣"),
                        QStringLiteral("黄斑区地图样萎缩，多量玻璃膜疣，年龄相关性黄斑变性")});
        return random
            .pick(Choices{QStringLiteral("年龄相关性黄斑变性，黄斑区%1玻璃膜疣"),
                          QStringLiteral("黄斑区见%1玻璃膜疣，年龄相关性黄斑变性")})
            .arg(eye.severity == 1 ? QStringLiteral("少量小") : QStringLiteral("多量大小不等"));
    case SampleFinding::cataract:
        return random
            .pick(Choices{QStringLiteral("%1白内障，屈光间质混浊，眼底模糊"),
                          QStringLiteral("屈光间质%1混浊，考虑白内障"),
                          QStringLiteral("白内障（%1），眼底窥视不清")})
            .arg(degree(eye.severity, true));
    case SampleFinding::myopia:
        return random
            .pick(Choices{QStringLiteral("病理性近视（%1），豹纹状眼底，视盘颞侧萎缩弧"),
                          QStringLiteral("%1豹纹状眼底，视盘旁萎缩弧，近视眼底改变"),
                          QStringLiteral("豹纹状眼底，近视弧，%1病理性近视")})
            .arg(degree(eye.severity, true));
    }
    return {};
}

QString englishEye(const EyeDescription &eye, SampleRandom &random)
{
    const QString cup =
        random.pick(Choices{QStringLiteral("C/D %1"), QStringLiteral("cup/disc ratio %1")})
            .arg(QString::number(eye.cupDisc, 'g', 2));
    const QString where = place(eye.quadrant, false);
    switch (eye.finding) {
    case SampleFinding::normal:
        return random
            .pick(Choices{QStringLiteral("normal fundus, %1"), QStringLiteral("no abnormality, %1"),
                          QStringLiteral("%1, normal disc and macula")})
            .arg(cup);
    case SampleFinding::glaucoma: {
        QString text =
            random
                .pick(
                    Choices{QStringLiteral("%1 glaucoma, %2, %3 rim thinning"),
                            QStringLiteral("glaucomatous disc (%1), %2, %3 notch"),
                            QStringLiteral("%1 glaucoma, enlarged cup, %2, %3 nerve fibre defect")})
                .arg(degree(eye.severity, false), cup, where);
        if (eye.discHaemorrhage)
            text += QStringLiteral(", disc haemorrhage");
        return text;
    }
    case SampleFinding::diabeticRetinopathy: {
        QString text = QStringLiteral("%1 diabetic retinopathy, microaneurysms")
                           .arg(degree(eye.severity, false));
        if (eye.severity > 1)
            text += QStringLiteral(", %1 haemorrhages").arg(where);
        if (eye.exudates)
            text += QStringLiteral(", hard exudates");
        if (eye.severity == 3)
            text += QStringLiteral(", cotton-wool spots");
        if (eye.laserScars)
            text += QStringLiteral(", laser scars");
        return text;
    }
    case SampleFinding::macularDegeneration:
        if (eye.atrophy)
            return QStringLiteral(
                "late age-related macular degeneration, geographic atrophy, drusen");
        return random
            .pick(Choices{QStringLiteral("age-related macular degeneration, %1 drusen"),
                          QStringLiteral("%1 macular drusen, age-related macular degeneration")})
            .arg(eye.severity == 1 ? QStringLiteral("few small") : QStringLiteral("many large"));
    case SampleFinding::cataract:
        return random
            .pick(Choices{QStringLiteral("%1 cataract, hazy media"),
                          QStringLiteral("%1 media opacity, cataract")})
            .arg(degree(eye.severity, false));
    case SampleFinding::myopia:
        return random
            .pick(Choices{
                QStringLiteral("%1 pathological myopia, tessellated fundus, temporal crescent"),
                QStringLiteral("tessellated fundus, peripapillary atrophy, %1 myopia")})
            .arg(degree(eye.severity, false));
    }
    return {};
}

} // namespace

QString writeReport(const SamplePatient &patient, const QString &language, std::uint64_t seed)
{
    SampleRandom random(SampleRandom::mixed(seed) ^ 0x4E9047ull);
    // Which eye is told first varies between clinics.
    const Laterality first = random.chance(0.5) ? Laterality::right : Laterality::left;
    QStringList sentences;
    if (language != QLatin1String("en")) {
        QString text;
        for (const Laterality eye : {first, other_eye(first)}) {
            const QString name =
                eye == Laterality::right ? QStringLiteral("右眼") : QStringLiteral("左眼");
            text += name + QStringLiteral("：")
                + (patient.photographed[eye] ? chineseEye(patient.eyes[eye], random)
                                             : QStringLiteral("未拍摄"))
                + QStringLiteral("。");
        }
        sentences << text;
    }
    if (language != QLatin1String("zh")) {
        QStringList parts;
        for (const Laterality eye : {first, other_eye(first)})
            parts << QStringLiteral("%1: %2.").arg(QLatin1String(abbreviation(eye)),
                                                   patient.photographed[eye]
                                                       ? englishEye(patient.eyes[eye], random)
                                                       : QStringLiteral("not photographed"));
        sentences << parts.join(QLatin1Char(' '));
    }
    return sentences.join(QLatin1Char(' '));
}

} // namespace retclip
