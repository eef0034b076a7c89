// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/growth_files.h"

#include "core/sample/sample.h"

#include <QDate>
#include <QDir>
#include <QFile>
#include <QSet>
#include <QStringList>

#include <filesystem>
#include <random>

namespace retclip {

namespace {

constexpr int names = 2000; ///< Of photographs.

tl::unexpected<Error> cannotWrite(const QString &path)
{
    return failure(ErrorCode::unreadable, message("A file cannot be written: %1", {path.toStdString()}), message("Nothing was kept."),
                   message("See whether the disk is full."));
}

/// A few drawn photographs under many names.
Result<QStringList> makePhotographs(const QString &folder)
{
    SampleOrder order;
    order.out = folder + QStringLiteral("/drawn");
    order.patients = 20;
    order.asStudy = false;
    RETCLIP_TRY([[maybe_unused]] const SampleReport made, makeSample(order));
    QStringList drawn;
    for (const QString &sub : {QStringLiteral("/images"), QString()}) {
        const QDir place(order.out + sub);
        for (const QString &name : place.entryList({QStringLiteral("*.png"), QStringLiteral("*.jpg")}))
            drawn << place.filePath(name);
    }
    QDir().mkpath(folder + QStringLiteral("/photographs"));
    QStringList links;
    for (int i = 0; i < names && !drawn.isEmpty(); ++i) {
        const QString file = drawn.at(i % drawn.size());
        const QString link = QStringLiteral("photographs/%1.%2").arg(i, 4, 10, QLatin1Char('0')).arg(file.section(u'.', -1));
        std::error_code refused;
        std::filesystem::create_hard_link(file.toStdString(), (folder + u'/' + link).toStdString(), refused);
        if (refused && !QFile::copy(file, folder + u'/' + link))
            return cannotWrite(link);
        links << link;
    }
    return links;
}

/// Words as readers of fundus photographs use them.
class Reports
{
public:
    explicit Reports(std::mt19937_64 &random) : m_random(random) {}

    QString next()
    {
        QString text;
        do
            text = any(2) ? chinese() : english();
        while (m_seen.contains(qHash(text)));
        m_seen.insert(qHash(text));
        return text;
    }

private:
    int any(int count) { return int(m_random() % unsigned(count)); }
    QString one(const QStringList &list) { return list.at(any(int(list.size()))); }
    QString ratio() { return QString::number(0.2 + 0.01 * any(70), 'f', 2); }

    QString chineseEye(const QString &eye)
    {
        QStringList parts{
            one({QStringLiteral("视盘边界清"), QStringLiteral("视盘边界模糊"), QStringLiteral("视盘色淡"), QStringLiteral("视盘水肿"), QStringLiteral("视盘倾斜")})
                + QStringLiteral("，C/D 约 ") + ratio(),
            one({QStringLiteral("黄斑中心凹反光可见"), QStringLiteral("黄斑中心凹反光消失"), QStringLiteral("黄斑区硬性渗出"), QStringLiteral("黄斑区玻璃膜疣"),
                 QStringLiteral("黄斑前膜"), QStringLiteral("黄斑裂孔可能")}),
            one({QStringLiteral("动静脉比例约 2:3"), QStringLiteral("动脉变细，反光增强"), QStringLiteral("静脉迂曲扩张"), QStringLiteral("动静脉交叉压迹")})};
        for (int i = any(3); i > 0; --i)
            parts << one({QStringLiteral("后极部散在微血管瘤"), QStringLiteral("颞上象限片状出血"), QStringLiteral("颞下象限棉绒斑"), QStringLiteral("视网膜出血"),
                          QStringLiteral("豹纹状眼底"), QStringLiteral("视网膜色素紊乱"), QStringLiteral("激光斑"), QStringLiteral("视网膜神经纤维层楔形缺损"),
                          QStringLiteral("萎缩弧"), QStringLiteral("未见明显出血渗出")});
        return eye + QStringLiteral("：") + parts.join(QStringLiteral("，")) + QStringLiteral("。");
    }
    QString chinese()
    {
        QString text = chineseEye(QStringLiteral("右眼")) + chineseEye(QStringLiteral("左眼"));
        text += QStringLiteral("眼压右 %1 mmHg，左 %2 mmHg。").arg(10 + 0.1 * any(150), 0, 'f', 1).arg(10 + 0.1 * any(150), 0, 'f', 1);
        text += one({QStringLiteral("印象：未见异常。"), QStringLiteral("印象：青光眼可疑，建议查视野及OCT。"), QStringLiteral("印象：非增殖期糖尿病视网膜病变。"),
                     QStringLiteral("印象：高血压视网膜病变。"), QStringLiteral("印象：年龄相关性黄斑变性。"), QStringLiteral("印象：病理性近视眼底改变。"),
                     QStringLiteral("印象：视网膜静脉阻塞。")});
        if (any(10) == 0)
            text += QStringLiteral("%1年%2月复查。").arg(2021 + any(5)).arg(1 + any(12));
        if (any(20) == 0)
            text += QStringLiteral("报告医师：") + one({QStringLiteral("王伟"), QStringLiteral("李娜"), QStringLiteral("张敏"), QStringLiteral("陈刚")}) + QStringLiteral("。");
        return text;
    }
    QString englishEye(const QString &eye)
    {
        QStringList parts{one({QStringLiteral("sharp disc margins"), QStringLiteral("blurred disc margins"), QStringLiteral("pale optic disc"),
                               QStringLiteral("optic disc swelling"), QStringLiteral("tilted disc")}),
                          QStringLiteral("cup-to-disc ratio ") + ratio(),
                          one({QStringLiteral("normal foveal reflex"), QStringLiteral("hard exudates at the macula"), QStringLiteral("soft drusen"),
                               QStringLiteral("epiretinal membrane"), QStringLiteral("geographic atrophy")}),
                          one({QStringLiteral("arteriolar narrowing"), QStringLiteral("venous tortuosity"), QStringLiteral("normal vessels"),
                               QStringLiteral("arteriovenous nicking")})};
        for (int i = any(3); i > 0; --i)
            parts << one({QStringLiteral("scattered microaneurysms"), QStringLiteral("flame haemorrhage superotemporally"), QStringLiteral("cotton wool spots"),
                          QStringLiteral("peripapillary atrophy"), QStringLiteral("laser scars"), QStringLiteral("tessellated fundus"),
                          QStringLiteral("retinal nerve fibre layer defect")});
        return eye + QStringLiteral(": ") + parts.join(QStringLiteral(", ")) + QStringLiteral(". ");
    }
    QString english()
    {
        QString text = englishEye(QStringLiteral("OD")) + englishEye(QStringLiteral("OS"));
        text += QStringLiteral("IOP %1/%2 mmHg. ").arg(10 + 0.1 * any(150), 0, 'f', 1).arg(10 + 0.1 * any(150), 0, 'f', 1);
        return text + one({QStringLiteral("Normal fundus."), QStringLiteral("Glaucoma suspect, visual field advised."), QStringLiteral("Moderate NPDR."),
                           QStringLiteral("Hypertensive retinopathy."), QStringLiteral("Early AMD."), QStringLiteral("Pathological myopia.")});
    }

    std::mt19937_64 &m_random;
    QSet<size_t> m_seen;
};

} // namespace

Result<QString> makeGrowthTable(const QString &folder, int patients)
{
    QDir().mkpath(folder);
    RETCLIP_TRY(const QStringList photographs, makePhotographs(folder));
    std::mt19937_64 random(20231);
    const auto any = [&](int count) { return int(random() % unsigned(count)); };
    Reports reports(random);
    const QStringList cameras{QStringLiteral("Topcon NW400"), QStringLiteral("Canon CR-2"), QStringLiteral("Zeiss Visucam"), QString()};
    const QStringList sites{QStringLiteral("东院"), QStringLiteral("西院"), QStringLiteral("体检中心"), QString()};
    const QStringList tags{QStringLiteral("follow-up"), QStringLiteral("screening"), QStringLiteral("teaching"), QStringLiteral("poor image")};
    const QStringList splits{QStringLiteral("train"), QStringLiteral("train"), QStringLiteral("train"), QStringLiteral("validation"), QStringLiteral("test")};
    const QString table = folder + QStringLiteral("/table.csv");
    QFile file(table);
    if (!file.open(QIODevice::WriteOnly))
        return cannotWrite(table);
    file.write("patient,date,age,sex,camera,site,split,right_image,left_image,report,glaucoma,DR,tag\n");
    QFile mark(folder + QStringLiteral("/SYNTHETIC.txt")); // An import of it says so.
    if (!mark.open(QIODevice::WriteOnly))
        return cannotWrite(mark.fileName());
    for (int i = 0; i < patients; ++i) {
        const int single = any(20) == 0 ? 1 + any(2) : 0; // 1: right only, 2: left only.
        const QString day = QDate(2019, 1, 1).addDays(any(2300)).toString(Qt::ISODate);
        const QString line
            = QStringLiteral("P%1,%2,%3,%4,%5,%6,%7,%8,%9,\"")
                  .arg(i, 6, 10, QLatin1Char('0'))
                  .arg(any(50) ? day : QString(), any(50) ? QString::number(18 + any(75)) : QString(), any(2) ? QStringLiteral("F") : QStringLiteral("M"),
                       cameras.at(any(4)), sites.at(any(4)), splits.at(any(5)), single == 2 ? QString() : photographs.at(2 * i % names),
                       single == 1 ? QString() : photographs.at((2 * i + 1) % names))
            + reports.next()
            + QStringLiteral("\",%1,%2,%3\n")
                  .arg(any(3) ? QString::number(any(8) == 0) : QString(), any(2) ? QString::number(any(3) ? 0 : 1 + any(4)) : QString(),
                       any(5) == 0 ? tags.at(any(4)) : QString());
        if (file.write(line.toUtf8()) < 0)
            return cannotWrite(table);
    }
    return table;
}

} // namespace retclip
