// SPDX-License-Identifier: GPL-3.0-or-later
#include "identifier_generator.h"

#include <QDate>
#include <QLocale>

namespace retclip {

QString IdentifierGenerator::digits(int count)
{
    QString text;
    for (int i = 0; i < count; ++i)
        text += QChar(u'0' + (i == 0 ? between(1, 9) : below(10)));
    return text;
}

QString IdentifierGenerator::letters(int count)
{
    QString text;
    for (int i = 0; i < count; ++i)
        text += QChar(u'A' + below(26));
    return text;
}

QString IdentifierGenerator::chineseName()
{
    if (below(25) == 0)
        return pick({QStringLiteral("阿依古丽·买买提"), QStringLiteral("艾力·吐尔逊"), QStringLiteral("古丽娜尔·艾合买提")});
    const QString family = below(12) == 0
        ? pick({QStringLiteral("欧阳"), QStringLiteral("上官"), QStringLiteral("司马"), QStringLiteral("诸葛"), QStringLiteral("皇甫")})
        : pick(QStringLiteral("王 李 张 刘 陈 杨 赵 黄 周 吴 徐 孙 胡 朱 高 林 何 郭 马 罗 梁 宋 郑 谢 韩 唐 冯 于 董 萧 程 曹 袁 邓 许 傅 沈 曾 彭 吕 苏 卢 蒋 蔡 贾 丁 "
                              "魏 薛 叶 阎 余 潘 杜 戴 夏 钟 汪 田 任 姜 范 方 石 姚 谭 廖 邹 熊 金 陆 郝 孔 白 崔 康 毛 邱 秦 江 史 顾 侯 邵 孟 龙 万 段 雷 钱 汤 尹 黎 武 "
                              "乔 贺 赖 龚 文 温 莫 易 常 左 单 解 牛 安 时 和 全 明 包")
                   .split(u' '));
    const QStringList given = QStringLiteral("伟 芳 娜 敏 静 丽 强 磊 军 洋 勇 艳 杰 娟 涛 超 霞 刚 平 辉 英 华 慧 建 国 文 玉 兰 桂 荣 秀 珍 志 永 红 梅 鑫 浩 宇 轩 子 涵 "
                                              "梓 萱 欣 怡 雨 泽 博 思 源 晨 曦 家 豪 美 琳 春 花 德 福 贵 东 海 波 斌 凯 旋")
                                  .split(u' ');
    return family + pick(given) + (below(4) > 0 ? pick(given) : QString());
}

QString IdentifierGenerator::englishName()
{
    return pick({"John", "Mary", "Wei", "Anna", "Carlos", "Fatima", "James", "Li", "Olga", "Priya", "Ahmed", "Sarah-Jane"})
        + u' ' + pick({"Smith", "O'Brien", "Zhang", "Garcia", "Müller", "Kim", "Johnson", "Nguyen", "Patel", "Van Dyke", "Lopez-Ruiz", "Chen"}).replace(QStringLiteral("Müller"), QStringLiteral("Muller"));
}

QString IdentifierGenerator::identityNumber()
{
    const QDate born = QDate(1930, 1, 1).addDays(below(28000));
    QString number = pick({"110105", "310104", "440106", "510107", "330106", "420111", "610113", "210102", "370202", "650102"})
        + born.toString(QStringLiteral("yyyyMMdd")) + QStringLiteral("%1").arg(below(1000), 3, 10, QChar(u'0'));
    // ISO 7064 MOD 11-2, worked out from its definition rather than from weights.
    int sum = 0;
    for (const QChar c : std::as_const(number))
        sum = (sum + c.digitValue()) * 2 % 11;
    const int check = (12 - sum) % 11;
    return number + (check == 10 ? QChar(u'X') : QChar(u'0' + check));
}

QString IdentifierGenerator::bankCard()
{
    QString number = pick({"622202", "621700", "625965", "436742", "521899"}) + digits(between(9, 12));
    for (int check = 0; check < 10; ++check) {
        int sum = 0, factor = 1;
        const QString tried = number + QChar(u'0' + check);
        for (qsizetype i = tried.size() - 1; i >= 0; --i, factor = 3 - factor) {
            const int product = tried[i].digitValue() * factor;
            sum += product / 10 + product % 10;
        }
        if (sum % 10 == 0)
            return tried;
    }
    return {};
}

QString IdentifierGenerator::day()
{
    const QDate date = QDate(1935, 1, 1).addDays(below(32000));
    const QLocale c = QLocale::c();
    const QStringList forms{"yyyy年M月d日", "yyyy年MM月dd日", "yyyy 年 M 月 d 日", "yyyy-MM-dd", "yyyy/M/d", "yyyy.MM.dd", "yyyyMMdd",
                            "dd/MM/yyyy", "d.M.yyyy", "MMMM d, yyyy", "d MMM yyyy", "MMM d yyyy", "M月d日", "yyyy年M月", "yyyy-MM"};
    const int which = below(int(forms.size()) + 2);
    if (which == int(forms.size()))
        return pick({QStringLiteral("二〇二三年四月五日"), QStringLiteral("二○一九年十二月三十一日"), QStringLiteral("一九六五年十月"), QStringLiteral("三月十五日")});
    if (which == int(forms.size()) + 1)
        return wide(date.toString(QStringLiteral("yyyy年M月d日")));
    return c.toString(date, forms[which]);
}

QString IdentifierGenerator::spaced(const QString &text, int group)
{
    QString result;
    for (qsizetype i = 0; i < text.size(); ++i)
        result += (i > 0 && i % group == 0 ? QStringLiteral(" ") : QString()) + text[i];
    return result;
}

QString IdentifierGenerator::wide(const QString &text)
{
    QString result;
    for (const QChar c : text)
        result += c.unicode() > 0x20 && c.unicode() < 0x7F ? QChar(ushort(c.unicode() + 0xFEE0)) : c;
    return result;
}

IdentifierGenerator::Place IdentifierGenerator::numbered(const QStringList &words, const QString &value)
{
    const QString word = pick(words);
    const bool latin = word[0].unicode() < 0x80;
    return {word + (latin ? pick({": ", " ", ": "}) : pick({QStringLiteral("："), ":", " ", QStringLiteral("： "), QString()})),
            value, pick({QStringLiteral("，"), ", ", QStringLiteral("。"), "; "})};
}

IdentifierGenerator::Place IdentifierGenerator::place(IdentifierKind kind)
{
    using K = IdentifierKind;
    const QString stop = pick({QStringLiteral("，"), ", ", QStringLiteral("。")});
    switch (kind) {
    case K::name:
        switch (below(9)) {
        case 0: return {QStringLiteral("姓名：") + QString(), chineseName(), pick({QStringLiteral("，男"), QStringLiteral(" 性别：女"), QStringLiteral("性别：男")})};
        case 1: return {pick({QStringLiteral("患者姓名:"), QStringLiteral("姓 名："), QStringLiteral("病人姓名 ")}), chineseName(), QStringLiteral("，")};
        case 2: return {pick({QStringLiteral("患者"), QStringLiteral("病人"), QStringLiteral("患者：")}), chineseName(), pick({QStringLiteral("，女"), QStringLiteral("因视物模糊"), QStringLiteral("。"), QStringLiteral(" 男")})};
        case 3: return {pick({QString(), QStringLiteral("由"), QStringLiteral("通知")}), chineseName().left(3), pick({QStringLiteral("先生"), QStringLiteral("女士")}) + QStringLiteral("来诊，")};
        case 4: return {QStringLiteral("请"), pick({QStringLiteral("王"), QStringLiteral("李"), QStringLiteral("张"), QStringLiteral("陈")}), QStringLiteral("女士复查，")};
        case 5: return {pick({"Name: ", "Patient name: ", "NAME: "}), englishName(), pick({", ", "; ", ". "})};
        case 6: return {"Patient: ", englishName(), ", "};
        case 7: return {pick({"Mr. ", "Mrs ", "Ms. "}), englishName(), " was seen, "};
        default: return {pick({QStringLiteral("联系人："), QStringLiteral("家属："), QStringLiteral("监护人:")}), chineseName(), QStringLiteral("，")};
        }
    case K::staff:
        switch (below(6)) {
        case 0: return {pick({QStringLiteral("医师："), QStringLiteral("报告医师："), QStringLiteral("检查者："), QStringLiteral("审核医生:"), QStringLiteral("签名：")}), chineseName(), QStringLiteral("。")};
        case 1: return {pick({QStringLiteral("检查者 "), QStringLiteral("医生 "), QStringLiteral("技师 ")}), chineseName(), QStringLiteral("，")};
        case 2: return {pick({QStringLiteral("由"), QStringLiteral("请"), QStringLiteral("经")}), pick({QStringLiteral("王"), QStringLiteral("刘"), QStringLiteral("赵")}), pick({QStringLiteral("医生"), QStringLiteral("主任"), QStringLiteral("大夫"), QStringLiteral("教授")}) + QStringLiteral("会诊，")};
        case 3: return {pick({QString(), QStringLiteral("由")}), chineseName().left(3), QStringLiteral("医师阅片，")};
        case 4: return {pick({"Dr. ", "Dr ", "Prof. "}), englishName(), ", "};
        default: return {pick({"Reported by: ", "Examiner: ", "Reviewed by ", "Physician: "}), englishName(), ". "};
        }
    case K::address:
        return {pick({QStringLiteral("住址："), QStringLiteral("家住"), QStringLiteral("地址:"), QString()}),
                pick({QStringLiteral("北京市朝阳区建国路88号"), QStringLiteral("广东省广州市天河区体育西路103号"), QStringLiteral("上海市徐汇区淮海中路1555弄3号楼502室"),
                      QStringLiteral("四川省成都市武侯区人民南路四段20号"), QStringLiteral("浙江省杭州市余杭区文一西路９６９号"), QStringLiteral("河南省信阳市固始县城关镇幸福村"),
                      QStringLiteral("湖北省武汉市洪山区珞喻路1037号"), QStringLiteral("新疆维吾尔自治区乌鲁木齐市天山区解放北路12号"), QStringLiteral("江苏省南通市启东市汇龙镇人民中路600号"),
                      "123 Main Street, Springfield, IL 62704", "4500 Oak Hill Avenue", "17 Maple Drive"}),
                stop};
    case K::date:
        return {pick({QStringLiteral("检查日期："), QStringLiteral("于"), QStringLiteral("出生日期:"), "DOB: ", "Seen on ", QString()}), day(), pick({QStringLiteral("，"), ", ", QStringLiteral("就诊，")})};
    case K::age: {
        const QString age = QString::number(between(90, 109));
        switch (below(4)) {
        case 0: return {QStringLiteral("男，"), age, QStringLiteral("岁，")};
        case 1: return {QStringLiteral("年龄："), age, QStringLiteral("，")};
        case 2: return {"Age: ", age, ", "};
        default: return {"A ", age, "-year-old man, "};
        }
    }
    case K::phone: {
        const QString mobile = QStringLiteral("1") + pick({"38", "39", "50", "59", "77", "86", "98"}) + digits(8);
        switch (below(8)) {
        case 0: return {QStringLiteral("联系电话："), mobile, stop};
        case 1: return {QString(), mobile, stop};
        case 2: return {QStringLiteral("手机"), spaced(mobile, 4), stop};
        case 3: return {QStringLiteral("手机号："), wide(mobile), stop};
        case 4: return {QStringLiteral("电话"), pick({"010", "021", "0755", "0571"}) + "-" + QString::number(between(2, 9)) + digits(7), stop};
        case 5: return {QString(), "+86 " + mobile, stop};
        case 6: return {"Tel: ", QStringLiteral("(%1) 555-%2").arg(between(201, 989)).arg(digits(4)), stop};
        default: return {QString(), QStringLiteral("%1-%2-%3").arg(mobile.left(3), mobile.mid(3, 4), mobile.mid(7)), stop};
        }
    }
    case K::fax: return numbered({QStringLiteral("传真"), "Fax", "FAX"}, pick({"010", "0755"}) + "-" + QString::number(between(2, 9)) + digits(7));
    case K::email:
        return {pick({QStringLiteral("邮箱："), "E-mail: ", QString()}), pick({"zhang.san", "li_si88", "wangwu"}) + pick({"@163.com", "@qq.com", "@hospital.org.cn", QStringLiteral("＠126.com")}), stop};
    case K::identityNumber: {
        const QString number = identityNumber();
        switch (below(6)) {
        case 0: return {QStringLiteral("身份证号："), number, stop};
        case 1: return {QString(), number, stop};
        case 2: return {QStringLiteral("身份证"), wide(number), stop};
        case 3: return {QStringLiteral("证件号码: "), spaced(number, 6), stop};
        case 4: return {pick({QStringLiteral("身份证号："), QString()}), number.left(6) + number.mid(8, 6) + digits(3), stop};
        default: return {pick({"SSN: ", QString()}), QStringLiteral("%1-%2-%3").arg(between(100, 665)).arg(between(10, 99)).arg(between(1000, 9999)), stop};
        }
    }
    case K::recordNumber:
        return numbered({QStringLiteral("住院号"), QStringLiteral("门诊号"), QStringLiteral("病历号"), QStringLiteral("病案号"), QStringLiteral("登记号"), QStringLiteral("检查号"),
                         QStringLiteral("影像号"), QStringLiteral("就诊卡号"), "MRN", "Patient ID", "Accession number", "Hospital No."},
                        pick({digits(6), digits(8), digits(10), letters(1) + digits(7), spaced(digits(6), 3), wide(digits(7)), letters(2) + "-" + digits(5)}));
    case K::healthPlan: return numbered({QStringLiteral("医保号"), QStringLiteral("医保卡号"), QStringLiteral("社保卡号"), "Insurance No.", "Policy number"}, pick({digits(9), letters(1) + digits(9)}));
    case K::account: return below(2) ? Place{QString(), below(2) ? spaced(bankCard(), 4) : bankCard(), stop} : numbered({QStringLiteral("银行卡号"), QStringLiteral("账号"), "Account number"}, digits(12));
    case K::licence: return below(3) == 0 ? Place{QString(), pick({"E", "G", "D"}) + digits(8), stop} : numbered({QStringLiteral("护照号"), QStringLiteral("驾驶证号"), QStringLiteral("执业证书号"), "Passport No.", "Driver's license number"}, letters(1) + digits(8));
    case K::vehicle: return below(3) == 0 ? Place{"VIN: ", pick({"1HGBH41JXMN109186", "1M8GDM9AXKP042788"}), stop}
                                          : Place{pick({QStringLiteral("车牌号："), QString()}), pick({QStringLiteral("京A"), QStringLiteral("沪B"), QStringLiteral("粤B·"), QStringLiteral("川A")}) + pick({"12345", "D8F66", "6K88Q", "D12345"}), stop};
    case K::device: return below(3) == 0 ? Place{QString(), QStringLiteral("1.2.840.113619.2.%1.%2").arg(digits(3), digits(6)), stop}
                                         : numbered({QStringLiteral("设备序列号"), QStringLiteral("序列号"), QStringLiteral("机身号"), "Serial No.", "Serial number"}, letters(2) + digits(6));
    case K::url: return {pick({QString(), QStringLiteral("见")}), pick({"https://pacs.hospital.cn/view?id=88", "http://10.2.3.4:8080/s/77", "www.yanke-hospital.com/p/123", "report.eyeclinic.org/x7"}), pick({" ", QStringLiteral("，")})};
    case K::ip: return {pick({"IP ", QString()}), QStringLiteral("%1.%2.%3.%4").arg(between(1, 223)).arg(below(256)).arg(below(256)).arg(between(1, 254)), stop};
    case K::biometric: return numbered({QStringLiteral("指纹编号"), QStringLiteral("人脸特征码"), QStringLiteral("虹膜编号"), "Fingerprint ID", "Voiceprint ID"}, letters(2) + digits(6));
    case K::contact: return below(2) ? Place{pick({QStringLiteral("微信："), QStringLiteral("微信号"), "WeChat: "}), pick({"zhangsan_88", "wxid_a1b2c3", "liSi2020"}), stop}
                                     : Place{pick({"QQ:", "QQ ", QStringLiteral("QQ号：")}), digits(between(6, 10)), stop};
    case K::known: return {pick({QStringLiteral("编号"), QStringLiteral("见"), "see "}), "SYN-0042", stop};
    }
    return {};
}

PlantedReport IdentifierGenerator::report(IdentifierKind kind)
{
    const Place made = place(kind);
    const QString before = pick({QString(), QStringLiteral("右眼：视盘边界清，C/D约0.6。"), "OD: normal fundus, C/D 0.4. ",
                                 QStringLiteral("眼压 右15mmHg 左18mmHg，"), QStringLiteral("双眼白内障术后。")});
    const QString after = pick({QStringLiteral("左眼黄斑区硬性渗出。"), "OS: moderate NPDR, VA 20/40.", QStringLiteral("视力0.8。"), QString(),
                                QStringLiteral("12点位视网膜裂孔，3月前激光治疗。")});
    return {kind, before + made.before + made.value + made.after + after, made.value};
}

QString IdentifierGenerator::cleanPhrase()
{
    const auto number = [&](double low, double high, int decimals) {
        return QString::number(low + (high - low) * below(1000) / 1000.0, 'f', decimals);
    };
    const QString eye = pick({QStringLiteral("右眼"), QStringLiteral("左眼"), QStringLiteral("双眼"), "OD ", "OS ", "OU "});
    const QString a = number(0.1, 0.9, 1), b = QString::number(between(8, 40)), c = QString::number(between(1, 12)),
                  d = QString::number(between(2, 89)), e = number(100, 600, 0);
    return pick({
        eye + QStringLiteral("视力%1，眼压%2mmHg。").arg(a, b),
        eye + QStringLiteral("C/D %1，%2点位盘沿切迹。").arg(a, c),
        eye + QStringLiteral(" %1 月前行白内障手术，术后视力%2。").arg(c, a),
        QStringLiteral("患者，女，%1岁，高血压%2年，糖尿病%3年。").arg(d, c, b),
        QStringLiteral("患者左眼视物模糊%1天，加重%2小时。").arg(c, d),
        QStringLiteral("患者高度近视，-%1.%2DS/-0.75DC×%3。").arg(c, QString::number(25 * below(4)), QString::number(between(1, 180))),
        QStringLiteral("OCT示黄斑中心凹厚度%1μm，RNFL %2μm。").arg(e, b),
        QStringLiteral("空腹血糖%1mmol/L，HbA1c %2%，血压%3/%4mmHg。").arg(number(4, 15, 1), number(5, 12, 1), QString::number(between(100, 190)), QString::number(between(60, 110))),
        QStringLiteral("距视盘%1DD，大小约%2PD，病史%3年%4月。").arg(a, c, c, b),
        QStringLiteral("医生建议%1个月后复查，主治医师已告知风险。").arg(c),
        QStringLiteral("0.5%左氧氟沙星滴眼液 4次/日×%1天，%2周后复诊。").arg(c, c),
        QStringLiteral("患者于%1年前发现视力下降，曾于外院诊治。").arg(c),
        QStringLiteral("注射雷珠单抗0.5mg/0.05ml，第%1针，共%2次。").arg(c, b),
        QStringLiteral("病人自述夜间视力差，家族史(-)，过敏史(-)。"),
        QStringLiteral("颞下象限激光斑约%1点，光斑200μm，能量%2mW，时间0.2s。").arg(e, b),
        QStringLiteral("ETDRS 评分%1个字母，视野MD -%2dB，PSD %3dB。").arg(d, number(1, 20, 2), number(1, 9, 2)),
        "OD 20/40, OS 20/" + QString::number(between(2, 40) * 10) + ", IOP " + b + "/" + b + " mmHg at 10:30.",
        "IOP OD " + b + " mmHg, OS " + d + " mmHg; C/D " + a + " and 0.4; follow up in " + c + " months.",
        "CCT 540/" + e + " um, axial length " + number(21, 28, 2) + " mm, K " + number(40, 46, 2) + "/" + number(40, 46, 2) + " @ 90.",
        "Patient reports blurred vision for " + c + " weeks, worse in the left eye; may be early AMD.",
        "SN defect at " + c + " o'clock, MD -" + number(1, 20, 2) + " dB, " + QString::number(between(1, 4)) + " of 10 images.",
        "Moderate NPDR, 3 injections of aflibercept 2 mg/0.05 ml, age " + d + ", HbA1c " + number(5, 12, 1) + "%.",
        QStringLiteral("影像质量一般，曝光时间1/%1秒，ISO %2，45度视场。").arg(e, QString::number(between(1, 16) * 100)),
        QStringLiteral("右眼 3 月前外伤，2 日前出现飞蚊，%1小时前加重。").arg(c),
        QStringLiteral("主任医师查房：同意目前诊断，责任护士做好宣教，%1天后换药。").arg(c),
        QStringLiteral("黄斑区可见%1个玻璃膜疣，最大直径%2μm，病区内无出血。").arg(b, e),
        QStringLiteral("门诊复查，住院%1天，电话随访，卡波姆凝胶必要时。").arg(c),
        QStringLiteral("ICD-10 H35.3，E11.3；分级 R2M1，版本 2.1.0。"),
        QStringLiteral("视网膜中央动脉充盈时间%1s，臂-视网膜循环时间%2s。").arg(b, c),
        QStringLiteral("Snellen 6/%1，LogMAR 0.%2，散瞳后直径 %3 mm。").arg(b, c, c),
    });
}

} // namespace retclip
