// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/privacy/identifier_rules.h"

#include "core/privacy/date_forms.h"
#include "core/privacy/number_checks.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <optional>
#include <utility>

namespace retclip {

namespace {

const char *const labelled = QT_TRANSLATE_NOOP("Privacy", "behind a word that announces it");
const char *const byForm = QT_TRANSLATE_NOOP("Privacy", "by its form");
const char *const checked = QT_TRANSLATE_NOOP("Privacy", "its check digit agrees");
const char *const birthdayInside = QT_TRANSLATE_NOOP("Privacy", "holds a province and a day of birth");
const char *const realDay = QT_TRANSLATE_NOOP("Privacy", "a day that exists");

struct Judgement
{
    Confidence confidence;
    const char *evidence;
};
using Judge = std::optional<Judgement> (*)(const QString &);

std::optional<Judgement> bySight(const QString &)
{
    return Judgement{Confidence::form, byForm};
}
std::optional<Judgement> byLabel(const QString &)
{
    return Judgement{Confidence::context, labelled};
}

std::optional<Judgement> identity18(const QString &text)
{
    const QString number = bareNumber(text);
    if (isIdentityNumber18(number))
        return Judgement{Confidence::verified, checked};
    if (looksLikeIdentityNumber18(number))
        return Judgement{Confidence::form, birthdayInside};
    return {};
}
std::optional<Judgement> identity15(const QString &text)
{
    return isIdentityNumber15(bareNumber(text)) ? std::optional(Judgement{Confidence::form, birthdayInside})
                                                : std::nullopt;
}
std::optional<Judgement> bankCard(const QString &text)
{
    return luhnHolds(bareNumber(text)) ? std::optional(Judgement{Confidence::verified, checked}) : std::nullopt;
}
std::optional<Judgement> vehicle(const QString &text)
{
    return isVehicleNumber(text) ? std::optional(Judgement{Confidence::verified, checked}) : std::nullopt;
}
std::optional<Judgement> internetAddress(const QString &text)
{
    return isInternetAddress4(text) ? std::optional(Judgement{Confidence::form, byForm}) : std::nullopt;
}
/// Eight digits, or numbers with signs between, that are a day.
std::optional<Judgement> day(const QString &text)
{
    static const QRegularExpression shortYear(QStringLiteral("^(\\d{1,2})[/](\\d{1,2})[/](\\d\\d)$"));
    if (const auto match = shortYear.match(text); match.hasMatch()) {
        const int a = match.captured(1).toInt(), b = match.captured(2).toInt();
        return a >= 1 && b >= 1 && a <= 31 && b <= 31 && std::min(a, b) <= 12
            ? std::optional(Judgement{Confidence::form, byForm})
            : std::nullopt;
    }
    static const QRegularExpression yearLast(
        QStringLiteral("^(\\d{1,2}) ?[-/.] ?(\\d{1,2}) ?[-/.] ?(?:19|20)\\d\\d$"));
    if (const auto match = yearLast.match(text); match.hasMatch()) {
        const int a = match.captured(1).toInt(), b = match.captured(2).toInt();
        return a >= 1 && b >= 1 && std::max(a, b) <= 31 && std::min(a, b) <= 12
            ? std::optional(Judgement{Confidence::form, realDay})
            : std::nullopt;
    }
    return dayOf(text).isValid() ? std::optional(Judgement{Confidence::form, realDay}) : std::nullopt;
}
std::optional<Judgement> monthAndDay(const QString &text)
{
    static const QRegularExpression numbers(QStringLiteral("(\\d{1,2}) ?月 ?(\\d{1,2})"));
    const auto match = numbers.match(text);
    return !match.hasMatch() || (match.captured(1).toInt() <= 12 && match.captured(2).toInt() <= 31)
        ? std::optional(Judgement{Confidence::form, realDay})
        : std::nullopt;
}

struct Rule
{
    IdentifierKind kind;
    QRegularExpression expression; ///< Its group "v" is what tells.
    Judge judge;
};

Rule rule(IdentifierKind kind, const QString &pattern, Judge judge)
{
    QRegularExpression expression(pattern);
    Q_ASSERT_X(expression.isValid(), word(kind), qPrintable(expression.errorString()));
    expression.optimize();
    return {kind, expression, judge};
}

const QString &months()
{
    static const QString names = QStringLiteral(
        "(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|"
        "Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)");
    return names;
}

/// A word that announces a number, then the number.
Rule announced(IdentifierKind kind, const char *words, const char *value)
{
    return rule(kind,
                QStringLiteral("(?i:%1)[ ]?(?:号码|编号|号|[Nn]umber|[Nn]o\\.?|NO\\.?|ID|code)?\\.?(?:[ ]?[:#=]{1,2}[ ]?|[ ]?[是为][ ]?|[ ]|(?<=\\D)(?=\\d)|(?<=[号码])(?=[A-Za-z]))[ ]?(?<v>%2)")
                    .arg(QString::fromUtf8(words), QString::fromUtf8(value)),
                byLabel);
}

/// Where a sign or a word for a number stands between, also short ones with any joints: acct# 55-9021.
Rule announcedAsNumber(IdentifierKind kind, const char *words)
{
    return rule(kind,
                QStringLiteral("(?<![A-Za-z])(?i:%1)[ ]?(?:(?:号码|编号|序号|号|(?i:numbers?|num|nbr|nr|no|id|code)(?![A-Za-z]))[ .]{0,2}[:#=.-]{0,2}|[#№]:?)[ ]{0,2}"
                               "(?<v>(?=(?:[A-Za-z]{0,6}[-/._ ]?)?\\d)(?=(?:[A-Za-z/._-]*\\d){3})[A-Za-z0-9]+(?:[-/._][A-Za-z0-9]+)*(?: \\d{3,}(?![.%\\d]))*)(?![.%]\\d)")
                    .arg(QString::fromUtf8(words)),
                byLabel);
}

void addDates(std::vector<Rule> &rules)
{
    using K = IdentifierKind;
    const QString full = QStringLiteral("(?<![\\d.])(?<v>(?:(?:19|20)?\\d\\d) ?年 ?\\d{1,2} ?月 ?\\d{1,2} ?[日号])");
    rules.push_back(rule(K::date, full, monthAndDay));
    rules.push_back(rule(K::date, QStringLiteral("(?<![\\d.])(?<v>(?:19|20)\\d\\d ?年 ?\\d{1,2} ?月(?: ?\\d{1,2}(?! ?[\\d.]))?)"), bySight));
    rules.push_back(rule(K::date, QStringLiteral("(?<![\\d.])(?<v>\\d{1,2} ?月 ?\\d{1,2} ?[日号])"), monthAndDay));
    rules.push_back(rule(K::date, QStringLiteral("(?<v>[零〇○一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月(?:[一二三四五六七八九十廿]{1,3}[日号])?)"), bySight));
    rules.push_back(rule(K::date, QStringLiteral("(?<![一二三四五六七八九十年])(?<v>[一二三四五六七八九十]{1,2}月[一二三四五六七八九十廿]{1,3}[日号])"), bySight));
    rules.push_back(rule(K::date, QStringLiteral("(?<v>农历(?:[正一二三四五六七八九十冬腊]{1,2}月)(?:初|十|廿|三十|二十)[一二三四五六七八九十]?)"), bySight));
    rules.push_back(rule(K::date, QStringLiteral("(?<![\\dA-Za-z.-])(?<v>(?:19|20)\\d\\d(?: ?([-/.]) ?)\\d{1,2}(?: ?\\g{-1} ?)\\d{1,2})(?![\\d.]\\d|\\d)"), day));
    rules.push_back(rule(K::date, QStringLiteral("(?<![\\dA-Za-z./-])(?<v>\\d{1,2}(?: ?([-/.]) ?)\\d{1,2}(?: ?\\g{-1} ?)(?:19|20)\\d\\d)(?!\\d)"), day));
    rules.push_back(rule(K::date, QStringLiteral("(?<![\\dA-Za-z./-])(?<v>\\d{1,2}/\\d{1,2}/\\d\\d)(?![\\d/])"), day));
    rules.push_back(rule(K::date, QStringLiteral("(?<![\\dA-Za-z./-])(?<v>(?:19|20)\\d\\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01]))(?![\\dA-Za-z])"), day));
    rules.push_back(rule(K::date, QStringLiteral("(?<![\\dA-Za-z./-])(?<v>(?:19|20)\\d\\d[-/](?:0[1-9]|1[0-2]))(?![\\d/-])"), bySight));
    rules.push_back(rule(K::date, QStringLiteral("\\b(?<v>%1\\.? \\d{1,2}(?:st|nd|rd|th)?,? ?(?:19|20)\\d\\d)(?!\\d)").arg(months()), bySight));
    rules.push_back(rule(K::date, QStringLiteral("(?<!\\d)(?<v>\\d{1,2}(?:st|nd|rd|th)?[ -](?:of )?%1\\.?,?[ -]?(?:19|20)\\d\\d)(?!\\d)").arg(months()), bySight));
    rules.push_back(rule(K::date, QStringLiteral("\\b(?<v>%1\\.?,? (?:19|20)\\d\\d)(?!\\d)").arg(months()), bySight));
    rules.push_back(rule(K::date, QStringLiteral("\\b(?<v>%1\\.? \\d{1,2}(?:st|nd|rd|th))\\b").arg(months()), bySight));
    rules.push_back(rule(K::date, QStringLiteral("(?:on|since|dated|until|from) (?<v>%1\\.? \\d{1,2}|\\d{1,2} %1)\\b(?![/.%])").arg(months()), byLabel));
}

/// Of birth and of visits a month is told in figures too: 出生年月 1980.07, born 07/1980.
void addMonths(std::vector<Rule> &rules)
{
    const QString day = QStringLiteral("(?<v>(?:19|20)\\d\\d ?[-/.年 ] ?(?:0?[1-9]|1[0-2])(?![\\d%])(?: ?[-/.月 ] ?\\d{1,2}(?!\\d))?|(?:0?[1-9]|1[0-2]) ?[-/. ] ?(?:19|20)\\d\\d(?!\\d)|(?:19|20)\\d\\d(?:0[1-9]|1[0-2])(?:\\d\\d)?(?!\\d)|\\d{2}[-/.]\\d{1,2}(?:[-/.]\\d{1,2})?(?![\\d%])|\\d\\d年(?:\\d{1,2}月)?)");
    rules.push_back(rule(IdentifierKind::date, QStringLiteral("(?:出生(?:年月日?|日期|时间)?|生日|生于|诞生|(?i:\\b(?:born|birth ?(?:day|date|month)?|d\\.?o\\.?b\\.?))(?i: in| on| is|date)?)[ :=为是()]{0,4}%1").arg(day), byLabel));
    const QString month = QStringLiteral("(?<v>(?:19|20)\\d\\d ?[-/.] ?(?:0?[1-9]|1[0-2])(?![\\d%])|(?:0?[1-9]|1[0-2]) ?[-/.] ?(?:19|20)\\d\\d(?!\\d))");
    rules.push_back(rule(IdentifierKind::date, QStringLiteral("(?:日期|时间|年月|就诊|复查|初诊|入院|出院|手术|术于|(?<![一-鿿])[于自]|(?i:\\b(?:date|dated|seen|visit(?:ed)?|surgery|admitted|discharged|since|until|from|on|in)\\b))[ :=]{0,3}%1").arg(month), byLabel));
}

void addAges(std::vector<Rule> &rules)
{
    using K = IdentifierKind;
    rules.push_back(rule(K::age, QStringLiteral("(?<![\\d.])(?<v>9\\d|1[0-2]\\d)(?= ?(?:周?岁|[ -]?years?[ -]old|[ -]?year[ -]old|[ ]?y/?o\\b|[ ]?yrs? old))"), byLabel));
    rules.push_back(rule(K::age, QStringLiteral("(?:年龄|\\b[Aa]ged?|AGE)[ ]?(?::|is|of)?[ ]?(?<v>9\\d|1[0-2]\\d)(?![\\d.%+])"), byLabel));
    rules.push_back(rule(K::age, QStringLiteral("(?<v>九十[一二三四五六七八九]?|一百(?:零[一二三四五六七八九]|[一二]?十[一二三四五六七八九]?)?)(?=周?岁)"), byLabel));
}

void addNumbersByForm(std::vector<Rule> &rules)
{
    using K = IdentifierKind;
    rules.push_back(rule(K::identityNumber, QStringLiteral("(?<![\\dA-Za-z.])(?<v>[1-9](?:[ -]?\\d){16}[ -]?[\\dXx])(?![\\dA-Za-z])"), identity18));
    rules.push_back(rule(K::identityNumber, QStringLiteral("(?<![\\dA-Za-z.])(?<v>[1-9](?:[ -]?\\d){14})(?![\\dA-Za-z])"), identity15));
    rules.push_back(rule(K::identityNumber, QStringLiteral("(?<![\\d-])(?<v>(?!000|666|9)\\d{3}-\\d\\d-\\d{4})(?![\\d-])"), bySight));
    rules.push_back(rule(K::account, QStringLiteral("(?<![\\dA-Za-z.])(?<v>[3-6](?:[ -]?\\d){14,18})(?![\\dA-Za-z])"), bankCard));
    rules.push_back(rule(K::phone, QStringLiteral("(?<![\\dA-Za-z.])(?<v>(?:\\+?(?:00)?86[ -]?)?1[3-9]\\d(?:[ -]?\\d){8})(?![\\dA-Za-z])"), bySight));
    rules.push_back(rule(K::phone, QStringLiteral("(?<![\\dA-Za-z.])(?<v>(?:\\(0\\d{2,3}\\)|0\\d{2,3})[ -]{0,2}[2-9]\\d{2,3} ?\\d{4}(?: ?(?:转|ext\\.?|-) ?\\d{1,6})?)(?![\\dA-Za-z])"), bySight));
    rules.push_back(rule(K::phone, QStringLiteral("(?<![\\dA-Za-z.])(?<v>[48]00[ -]\\d{3,4}[ -]\\d{3,4})(?!\\d)"), bySight));
    rules.push_back(rule(K::phone, QStringLiteral("(?<![\\dA-Za-z.])(?<v>(?:\\+?1[ .-])?\\(?[2-9]\\d\\d\\)?[ .-]\\d{3}[ .-]\\d{4})(?![\\d-])"), bySight));
    rules.push_back(rule(K::phone, QStringLiteral("(?<v>\\+\\d{1,3}(?:[ -]?\\(?\\d\\)?){7,12})(?!\\d)"), bySight));
    rules.push_back(rule(K::licence, QStringLiteral("(?<![A-Za-z0-9])(?<v>[EGDSP]\\d{8}|E[A-HJ-NP-Z]\\d{7}|[HM]\\d{10})(?![A-Za-z0-9])"), bySight));
    rules.push_back(rule(K::vehicle, QStringLiteral("(?<v>[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领][A-HJ-NP-Z][ ·.-]?(?:[A-HJ-NP-Z0-9]{4,5}[A-HJ-NP-Z0-9挂学警港澳]))(?![A-Za-z0-9])"), bySight));
    rules.push_back(rule(K::vehicle, QStringLiteral("(?<![A-Za-z0-9])(?<v>[A-HJ-NPR-Z0-9]{17})(?![A-Za-z0-9])"), vehicle));
    rules.push_back(rule(K::device, QStringLiteral("(?<![\\d.])(?<v>[0-2]\\.\\d+(?:\\.\\d+){4,})(?![\\d.])"), bySight));
    rules.push_back(rule(K::device, QStringLiteral("(?<![A-Fa-f0-9])(?<v>(?:[0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2})(?![A-Fa-f0-9])"), bySight));
    rules.push_back(rule(K::device, QStringLiteral("(?<v>\\(01\\)\\d{14}(?:\\(\\d\\d\\)[A-Za-z0-9]+)*)"), bySight));
    rules.push_back(rule(K::email, QStringLiteral("(?<v>[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)*\\.[A-Za-z]{2,})"), bySight));
    // With spaces, letters must say that it is no axis ("K 44.5 @ 90").
    rules.push_back(rule(K::email, QStringLiteral("(?<v>[A-Za-z][A-Za-z0-9._%+-]* ?@ ?[A-Za-z][A-Za-z0-9-]*(?:\\.[A-Za-z0-9-]+)*\\.[A-Za-z]{2,})"), bySight));
    // Written so that no machine reads it: zhang (at) 163.com, li [at] qq dot com, wang艾特163点com.
    rules.push_back(rule(K::email, QStringLiteral("(?<v>[A-Za-z0-9][A-Za-z0-9._%+-]* ?(?:[(\\[{<] ?(?i:at|a|@) ?[)\\]}>]|艾特|圈a|#(?=[A-Za-z0-9-]+\\.[a-z]{2})) ?[A-Za-z0-9-]+(?: ?(?:\\.|[(\\[{<] ?(?i:dot|\\.) ?[)\\]}>]|点) ?[A-Za-z0-9-]+| (?i:dot) (?i:com|cn|org|net|edu|gov|io|de|fr|uk|eu|us|in|jp|hk|tw|sg|au|ca)\\b)+)"), bySight));
    rules.push_back(rule(K::email, QStringLiteral("(?<v>[A-Za-z0-9][A-Za-z0-9._%+-]* (?i:at) [A-Za-z0-9-]+(?: (?i:dot) [A-Za-z0-9-]+)* (?i:dot) (?i:com|cn|org|net|edu|gov|io|de|fr|uk|eu|us|in|jp|hk|tw|sg|au|ca)\\b)"), bySight));
    rules.push_back(rule(K::email, QStringLiteral("(?i:e-?mail|mail|邮箱|邮件|信箱)[ :=]{1,3}(?<v>[A-Za-z0-9][A-Za-z0-9._%+-]* ?(?i:at|@|#) ?[A-Za-z0-9-]+(?: ?(?:\\.|(?i:dot)) ?[A-Za-z0-9-]+)*)"), byLabel));
    rules.push_back(rule(K::url, QStringLiteral("(?<v>(?:https?|ftp)://[^\\s,;，。；、()\"'<>一-鿿]+)"), bySight));
    rules.push_back(rule(K::url, QStringLiteral("(?<![\\w@./])(?<v>(?:www(?:\\.[A-Za-z0-9-]+)+|(?:[A-Za-z0-9-]+\\.)+(?:com|cn|org|net|edu|gov|io)(?![A-Za-z0-9-]))(?:/[^\\s,;，。；、()\"'<>一-鿿]*)?)"), bySight));
    rules.push_back(rule(K::ip, QStringLiteral("(?<![\\d.])(?<v>\\d{1,3}(?:\\.\\d{1,3}){3})(?![\\d.]\\d|\\d)"), internetAddress));
    rules.push_back(rule(K::ip, QStringLiteral("(?<![A-Fa-f0-9:])(?<v>(?:[0-9A-Fa-f]{1,4}:){7}[0-9A-Fa-f]{1,4}|(?:[0-9A-Fa-f]{1,4}:){2,6}:[0-9A-Fa-f]{1,4})(?![A-Fa-f0-9:])"), bySight));
}

void addAnnouncedNumbers(std::vector<Rule> &rules)
{
    using K = IdentifierKind;
    // Spaces only between digits, and only where digits go on: "123 456".
    const char *const code = "(?!\\d+ ?(?:[x×*]\\d|例|次|张|份|人|只|个|天|眼|页|幅))[A-Za-z]{0,4}-?\\d(?:[ ]?\\d|-?[A-Za-z0-9]){2,22}(?![.%]\\d)";
    const char *const digits = "\\+?\\(?\\d(?:[ -]?\\(?\\d\\)?){5,18}";
    rules.push_back(announced(K::phone, "联系电话|家庭电话|电话|手机号?|联系方式|座机|[Tt]el(?:ephone)?\\.?|TEL|[Pp]hone|\\bPh|[Mm]obile|[Cc]ell", digits));
    rules.push_back(announced(K::fax, "传真|[Ff]ax|FAX", digits));
    rules.push_back(announced(K::identityNumber, "身份证|证件|[Ii]dentity card|ID [Cc]ard|[Nn]ational ID|SSN|[Ss]ocial [Ss]ecurity", "[0-9](?:[ -]?[0-9Xx]){7,20}"));
    rules.push_back(announced(K::recordNumber,
        "住院|门诊|病历|病案|病例|就诊卡?|登记|检查单?|检查流水|影像|超声|病理|标本|条形?码|流水|体检|档案|患者|病人|急诊|申请单|报告单|诊疗卡|患者ID|病人ID|"
        "\\bMRN|\\b[Mm]edical [Rr]ecord|\\b[Pp]atient (?:ID|[Nn]o\\.?|[Nn]umber)|\\b[Hh]ospital (?:[Nn]o\\.?|[Nn]umber|ID)|\\b[Aa]ccession|\\b[Aa]dmission [Nn]o\\.?|\\b[Cc]hart|"
        "\\b[Oo]utpatient [Nn]o\\.?|\\b[Vv]isit [Nn]o\\.?|\\b[Cc]ase [Nn]o\\.?|\\bNHS|\\b[Ee]ncounter|\\b[Rr]ecord [Nn]o\\.?|\\bUHID|\\bURN", code));
    for (const auto &[kind, words] : {
             std::pair(K::healthPlan, "医保卡?|社保卡?|社会保障卡?|合作医疗|农合|新农合|参保|医疗保险|保险|保单|投保|商保|health ?(?:care|plan|insurance)(?: (?:plan|member|beneficiary))?|insurance|insurer|plan|policy|group|member(?:ship)?|subscriber|beneficiary|medi-?care|medicaid|medi-?cal|HIC|HICN|MBI|HMO|PPO|NHI|NHIS|payer|claim|HCN|OHIP|coverage"),
             std::pair(K::account, "银行卡?|银行账户|账户?|帐户?|支付宝|储蓄卡|信用卡|发票|收据|缴费|结算|accounts?|acct?|a/c|acc|card|IBAN|billing|invoice|receipt|payment|guarantor|sort code|routing"),
             std::pair(K::licence, "护照|通行证|驾驶?证|驾照|执业证书?|资格证书?|军官证|士兵证|许可证|居住证|学生证|工作证|工号|执照|残疾证|老年证|证书|证件|passport|driver'?s? licen[cs]e|licen[cs]e|DL|certificate|certification|DEA|NPI|GMC|registration|badge|employee|staff|student|visa|permit"),
             std::pair(K::recordNumber, "住院|门诊|病历|病案|病例|就诊卡?|诊疗卡?|登记|检查单?|影像|超声|病理|标本|样本|条形?码|流水|体检|档案|患者|病人|急诊|申请单?|报告单?|处方|医嘱|受试者|筛选|随机|入组|预约|挂号|排队|medical record|patient|pt|hospital|accession|admission|chart|outpatient|inpatient|visit|case|NHS|CHI|encounter|record|UHID|URN|MR|study|exam|file|folder|order|requisition|referral|ref|reference|specimen|sample|barcode|subject|participant|screening|enrol?lment|randomi[sz]ation|appointment|ticket|episode|registry"),
             std::pair(K::device, "序列|机身|设备|仪器|植入物|晶体序列|资产|出厂|serial|device|asset|implant|equipment|IMEI|UDI"),
             std::pair(K::biometric, "指纹|声纹|虹膜|人脸|掌纹|面容|静脉纹|fingerprint|voice ?print|iris|face|palm ?print|retina ?scan|biometric"),
             std::pair(K::vehicle, "车牌|车架|发动机|行驶证|VIN|plate|number plate|vehicle|registration plate|tag")})
        rules.push_back(announcedAsNumber(kind, words));
    rules.push_back(rule(K::account, QStringLiteral("(?<![A-Za-z])(?:账号|账户|帐号|卡号|银行卡|(?i:accounts?|acct?|a/c|IBAN))[ ]?[:=]{1,2}[ ]?(?<v>(?=(?:[A-Za-z-]*\\d){3})[A-Za-z0-9]+(?:[-/ ]?[A-Za-z0-9]*\\d[A-Za-z0-9]*)*)"), byLabel));
    // Whatever it is that is numbered.
    rules.push_back(rule(K::recordNumber, QStringLiteral("[一-鿿]{0,4}(?:编号|号码|证号|单号|卡号|工号)[ :#=]{0,3}(?<v>(?=(?:[A-Za-z-]*\\d){4})[A-Za-z0-9]+(?:[-/][A-Za-z0-9]+)*)(?![.%]\\d)"), byLabel));
    rules.push_back(rule(K::recordNumber, QStringLiteral("(?<![A-Za-z-])(?!(?i:ICD|ATC|CPT|EC|lot|batch|model|fig|figure|page|type|grade|stage|level|cat|catalog|version|software)[ .-])[A-Za-z]{2,20} ?(?:[Nn]o\\.|NO\\.|[Nn]umber|NUMBER|#|ID\\b)[ :#.=]{0,3}(?<v>(?=(?:[A-Za-z-]*\\d){4})[A-Za-z0-9]+(?:[-/][A-Za-z0-9]+)*)(?![.%]\\d)"), byLabel));
    rules.push_back(rule(K::recordNumber, QStringLiteral("(?:床号[ :]*|(?<![\\d])床位[ :]*)(?<v>[A-Za-z]?\\d{1,4})"), byLabel));
    rules.push_back(announced(K::healthPlan, "医保卡?|社保卡?|社会保障|合作医疗|医疗保险|保险单?|[Ii]nsurance|[Pp]olicy|[Mm]ember|[Bb]eneficiary|[Mm]edicare|[Mm]edicaid", code));
    rules.push_back(announced(K::account, "银行卡|银行账户|账户?|帐户?|卡|[Aa]ccount|\\b[Aa]cc?t|\\bACC?T|\\bA/C|[Cc]ard|IBAN", "[A-Z]{0,2}\\d(?:[ -]?[A-Z0-9]){7,30}"));
    rules.push_back(announced(K::licence, "护照|通行证|驾驶?证|驾照|执业证书?|医师资格证|军官证|士兵证|许可证|居住证|[Pp]assport|[Dd]river'?s? [Ll]icen[cs]e|[Ll]icen[cs]e|[Cc]ertificate|DEA|NPI", code));
    rules.push_back(announced(K::vehicle, "车牌|车架|发动机|VIN|[Pp]late|[Nn]umber plate", "[A-Za-z0-9一-鿿]{1,2}[A-Za-z0-9·-]{4,18}"));
    rules.push_back(announced(K::device, "序列|机身|设备序列|设备|仪器|植入物|晶体序列|\\b[Ss]erial|\\bIMEI|\\bUDI|\\b[Dd]evice (?:ID|[Ss]erial|[Nn]o\\.?)", "(?=[A-Za-z./-]*\\d)[A-Za-z0-9][A-Za-z0-9./-]{3,30}"));
    rules.push_back(rule(K::device, QStringLiteral("\\bS/?N ?[:#] ?(?<v>(?=[A-Za-z./-]*\\d)[A-Za-z0-9][A-Za-z0-9./-]{3,30})"), byLabel));
    // Without a sign between only before what no place of the retina is: "SN 20/40", "SN defect".
    rules.push_back(rule(K::device, QStringLiteral("\\bS/?N (?<v>[A-Za-z]{0,4}-?\\d{4,}[A-Za-z0-9-]*)"), byLabel));
    rules.push_back(announced(K::biometric, "指纹|声纹|虹膜编?|人脸(?:特征)?码?|声纹特征码?|掌纹|[Ff]ingerprint|[Vv]oice ?print|[Ii]ris (?:code|template|ID)|[Ff]ace (?:ID|template)", "(?=[A-Za-z-]*\\d)[A-Za-z0-9][A-Za-z0-9-]{3,40}"));
    rules.push_back(rule(K::contact, QStringLiteral("(?:微信|[Ww]e[Cc]hat|[Ww]eixin|(?<![A-Za-z])(?:VX|vx|wx))(?:号|ID| ID)?[ ]?[:=]?[ ]?(?<v>[A-Za-z][A-Za-z0-9_-]{5,19}|\\d{5,12})"), byLabel));
    rules.push_back(rule(K::contact, QStringLiteral("(?<![A-Za-z])(?:QQ|qq)(?:群|号码?)?[ ]?[:=]?[ ]?(?<v>[1-9]\\d{4,11})(?!\\d)"), byLabel));
}

/// What no rule has a word for. The second look (residual_text.h) lets no such number leave, so that a person
/// is shown it before.
void addNumbersOfAnyKind(std::vector<Rule> &rules)
{
    rules.push_back(rule(IdentifierKind::recordNumber, QStringLiteral("(?<![\\dA-Za-z.])(?<v>\\d{7,}|\\d(?:[ -]?\\d){10,})(?![\\dA-WYZa-wyz])"), bySight));
}

void addAddresses(std::vector<Rule> &rules)
{
    using K = IdentifierKind;
    const QString han = QStringLiteral("[一-鿿]");
    const QString province = QStringLiteral(
        "(?:北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾|"
        "内蒙古|广西|西藏|宁夏|新疆|香港|澳门)(?:维吾尔|壮族|回族)?(?:省|市|自治区|特别行政区)?");
    const QString house = QStringLiteral("(?:[ ]?\\d+(?:-\\d+)?[ ]?(?:号楼|号院|号|弄|栋|幢|座|单元|室|层|楼)|[甲乙丙丁]?\\d+号|[一二三四五六七八九十东西南北中]段)*(?:[ ]?\\d{3,4}室?)?");
    const QString street = QStringLiteral("%1{1,12}?(?:镇|乡|街道|村|社区|大道|路|街|巷|胡同|里弄|小区|花园|新村|苑|组)").arg(han);
    const QString district = QStringLiteral("%1{1,8}?(?:区|县|旗|州|盟|市)").arg(han);
    rules.push_back(rule(K::address, QStringLiteral("(?<v>%1(?:%2){1,2}(?:%3){0,3}%4)").arg(province, district, street, house), bySight));
    rules.push_back(rule(K::address, QStringLiteral("(?<v>%1(?:%3){1,3}%4)").arg(province, street, house), bySight));
    rules.push_back(rule(K::address, QStringLiteral("(?<v>%1{2,6}?市%1{1,8}?(?:区|县|镇|乡|街道|路|街)(?:%2){0,3}%3)").arg(han, street, house), bySight));
    rules.push_back(rule(K::address, QStringLiteral("(?:家住|住在|现住|来自|居住于|居住在|转自|由)(?<v>%1{2,6}?(?:市|县|镇|乡|村)(?:%2){0,3}%3)").arg(han, street, house), byLabel));
    rules.push_back(rule(K::address, QStringLiteral("(?<v>%1{2,8}?(?:路|街|大道|巷|弄|胡同|小区|花园)[ ]?\\d+(?:-\\d+)?[ ]?(?:号|弄|栋|幢|室)%2)").arg(han, house), bySight));
    rules.push_back(rule(K::address, QStringLiteral("(?:家庭住址|家庭地址|联系地址|通讯地址|现住址|户籍地址|住址|地址|籍贯|户籍|出生地|工作单位)[ ]?:?[ ]?(?<v>%1[^\\s,，。;；、\\n]{1,40}(?: ?\\d+[^\\s,，。;；\\n]{0,12})?)").arg(han), byLabel));
    rules.push_back(rule(K::address, QStringLiteral("(?:邮政编码|邮编|[Pp]ost ?code|ZIP(?: [Cc]ode)?|[Zz]ip)[ ]?:?[ ]?(?<v>\\d{5,6}(?:-\\d{4})?)(?!\\d)"), byLabel));
    rules.push_back(rule(K::address, QStringLiteral("(?<![\\d.])(?<v>\\d{1,5} (?:[NSEW]\\.? )?[A-Z][a-z]+(?: [A-Z][a-z]+){0,3} (?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Boulevard|Blvd|Court|Ct|Way|Square|Terrace)\\b\\.?(?:,? (?:[A-Z][a-z]+ ?){1,3})?(?:,? [A-Z]{2} \\d{5}(?:-\\d{4})?)?)"), bySight));
    rules.push_back(rule(K::address, QStringLiteral("\\b(?<v>(?:[A-Z][a-z]+ ?){1,3}, (?:AL|AK|AZ|AR|CA|CO|CT|DE|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|NY|NC|ND|OH|OK|OR|PA|RI|SC|SD|TN|TX|UT|VT|VA|WA|WV|WI|WY|DC) \\d{5}(?:-\\d{4})?)(?!\\d)"), bySight));
    rules.push_back(rule(K::address, QStringLiteral("\\b(?:[Aa]ddress|[Ll]ives (?:at|in)|[Rr]esident of)[ ]?:?[ ]?(?<v>[A-Z0-9][^.;\\n]{4,60})"), byLabel));
}

const std::vector<Rule> &allRules()
{
    static const std::vector<Rule> rules = [] {
        std::vector<Rule> made;
        addDates(made);
        addMonths(made);
        addAges(made);
        addNumbersByForm(made);
        addAnnouncedNumbers(made);
        addAddresses(made);
        addNumbersOfAnyKind(made);
        return made;
    }();
    return rules;
}

} // namespace

std::vector<Sighting> numbersIn(const QString &text)
{
    std::vector<Sighting> found;
    for (const Rule &rule : allRules())
        for (auto matches = rule.expression.globalMatch(text); matches.hasNext();) {
            const auto match = matches.next();
            const QString value = match.captured(QStringLiteral("v"));
            if (value.isEmpty())
                continue;
            if (const auto judged = rule.judge(value))
                found.push_back({rule.kind, match.capturedStart(QStringLiteral("v")), value.size(),
                                 judged->evidence, judged->confidence});
        }
    return found;
}

} // namespace retclip
