// SPDX-License-Identifier: GPL-3.0-or-later
// Written anew and coarser than the first look (name_finder.h, identifier_rules.h): no rule and no table is shared.
#include "core/privacy/residual_kinds.h"

#include <QRegularExpression>

#include <algorithm>

namespace retclip {

namespace {

struct Look
{
    QString kind;
    QRegularExpression form;
};

Look look(const char *kind, const char *form, bool anyCase = false)
{
    Look made{QString::fromLatin1(kind), QRegularExpression(QString::fromUtf8(form))};
    if (anyCase)
        made.form.setPatternOptions(QRegularExpression::CaseInsensitiveOption);
    Q_ASSERT_X(made.form.isValid(), kind, qPrintable(made.form.errorString()));
    return made;
}

/// Full width as half, tabs and wide spaces as one space.
QString plainOf(const QString &text)
{
    QString plain = text;
    for (QChar &c : plain) {
        if (c.unicode() >= 0xFF01 && c.unicode() <= 0xFF5E)
            c = QChar(c.unicode() - 0xFEE0);
        else if (c == u'\t' || c.unicode() == 0x3000 || c.unicode() == 0xA0)
            c = u' ';
        else if (QStringLiteral("•・‧⋅∙･").contains(c))
            c = u'·';
    }
    return plain;
}

// Who stands before a name. The name: a family name that begins no word of a report, then one or two characters.
#define RETCLIP_SURNAMES "(?:欧阳|司马|上官|诸葛|慕容|皇甫|[王李张刘陈杨赵周吴徐孙朱郭罗宋郑谢韩唐冯董萧曹袁邓许傅沈彭吕苏卢蒋蔡贾丁魏薛叶潘杜戴汪姜姚谭廖邹陆郝崔邱秦侯邵钱尹黎贺龚樊殷翟倪])"
const std::vector<Look> &looksAtNames()
{
    static const std::vector<Look> looks{
        look("behind a role", "(?:其[父母夫妻子女]|老师|家属|家长|亲属|陪护|陪同人?员?|监护人|联系人|委托人|代理人|见证人|[父母]亲|爸爸|妈妈|丈夫|妻子|爱人|老伴|儿子|女儿|儿媳|女婿|哥哥|弟弟|姐姐|妹妹|护工|保姆|同事|朋友|邻居|"
                              "(?:受检|被检|受试|就诊|送检|申请|操作|采集|拍摄|摄影|录入|登记|审核|阅片|读片|记录|书写|打印|签发|接诊|负责|责任)[者人员]|"
                              "护士长?|护师|技师长?|技术员|验光师|摄影师|麻醉师|药师|主任|教授|院长)"
                              "(?:姓名|签名|签字)?[是为叫]?[ :=/|(<>~-]{0,4}" RETCLIP_SURNAMES "(?!氏|绝|可|多[个种次]|珠|行|力|口|打|续|边|围|期|黄素|状)[一-鿿]"),
        look("behind a role", "(?:姓名|患者|病人|患儿|产妇|受检者|被检者|受试者|就诊者)[ ]?[:=/|(<-][ :=/|(<-]{0,3}" RETCLIP_SURNAMES "(?!氏|绝|可|多[个种次]|珠|行|力|口|打|续|边|围|期|黄素|状)[一-鿿]"),
        look("a name with a dot", "(?<![一-鿿·])(?:患者|病人)?(?![一-鿿·]*(?:[眼视斑盘膜血症病性变期级区压检诊断照彩肿渗糖管孔障科告见像]|综合征))[一-鿿]{2,8}(?:·[一-鿿]{2,8})+"),
        look("before sex and age", "(?:^|[ ,，。;；/|])" RETCLIP_SURNAMES "[一-鿿]{1,2}[ ,，、/|(]{1,3}[男女](?=[性 ,，。、;/|)0-9]|$)"),
        look("behind a role", "\\b(?i:wife|husband|mother|father|son|daughter|brother|sister|aunt|uncle|guardian|caregiver|interpreter|spouse|partner)(?: is| named)?[ ,:(]{1,2}(?!(?:Diabet|Hypert|Glaucom|Blind|Healthy|Decea|Type|Normal|Cataract|Unknown|Retin|Macul|Positive|Negative|None|High|Myop|Had|Has|With|Also|Died|Alive|Denie|Severe|Left|Right|Both|And|The|On|In|At|No)\\w*)\\p{Lu}\\p{Ll}+"),
        look("behind a deed", "\\b(?i:photographed|imaged|dictated|transcribed|examined|graded|reported|reviewed|referred|signed|verified|accompanied|recorded|performed|interpreted|seen) (?i:by) (?:(?:his|her|their) \\p{Ll}+ )?(?:\\p{Lu}\\.|\\p{Lu}\\p{Ll}+|GP|PCP) (?:\\p{Lu}\\. ?)*\\p{Lu}\\p{Ll}{2,}"),
        look("behind a role", "\\b(?:[Nn]urse|[Oo]ptometrist|[Tt]echnician|[Ss]urgeon|[Pp]hotographer|[Cc]onsultant|[Pp]atient|PATIENT|[Nn]ame|NAME|Pt)[ :]{1,3}\\p{Lu}\\p{Ll}+,? (?!(?:Diab|Norm|Stab|Retin|Macul|Disc|Glauc|Catar|Left|Right)\\w*)\\p{Lu}['’]?\\p{L}*\\p{Ll}"),
        look("behind a title", "\\b(?:Mr|Mrs|Ms|Dr|Prof)\\.? (?!(?:Type)\\b)\\p{Lu}['’]?\\p{L}*\\p{Ll}"),
        look("before a title", "(?<![一-鿿])(?:[由请经])" RETCLIP_SURNAMES "(?:教授|主任|医生|大夫|医师)"),
        look("before sex and age", "(?<![\\p{L}] )(?<![\\p{L}])(?!(?:Severe|Mild|Moderate|Diabetic|Macular|Type|Old|Young|Chinese|White|Black|Asian|High|Low|Central|Branch|Retinitis|Retinal|Left|Right|Early|Late|Acute|Chronic|Primary|Open|Wet|Dry|Proliferative)\\b)\\p{Lu}\\p{Ll}+ (?!(?:Disease|Syndrome|Ring|Pigmentosa|Dystrophy|Serous|Edema|Retinopathy|Glaucoma|Diabetes|Man|Woman|Male|Female|Myopia|Degeneration)\\b)\\p{Lu}\\p{Ll}+, ?\\d{1,3} ?(?:M|F|yo|y/o)\\b"),
        look("before a degree", "\\p{Lu}\\p{Ll}+ (?!(?:Field|Fields|Deviation|Visual)\\b)\\p{Lu}\\p{Ll}+, MD(?! ?[-:=−]? ?\\d)\\b"),
        look("before a degree", "\\p{Lu}\\p{Ll}+ (?:\\p{Lu}\\. )?\\p{Lu}\\p{Ll}+, ?(?:M\\.D\\.|RN\\b|PhD\\b|MBBS\\b|FRCS\\b|COA\\b)")};
    return looks;
}
#undef RETCLIP_SURNAMES

const std::vector<Look> &looksAtNumbers()
{
    static const std::vector<Look> looks{
        look("a birth month", "(?:出生(?:年月日?|日期)?|生日|生于|\\b(?:born|birth(?:day|date)?|dob))[ :=,为是(on]{0,5}(?:19|20)\\d\\d ?[-/.年] ?\\d{1,2}(?![\\d%])", true),
        look("a birth month", "出生(?:年月日?|日期)[ :=]{0,3}(?:(?:19|20)\\d\\d(?:0[1-9]|1[0-2])|\\d\\d[-/.]\\d{1,2})(?![\\d%])"),
        look("a phone number", "\\(?[2-9]\\d\\d[) -]{1,2}\\d{3}-\\d{4}(?!\\d)"),
        look("a passport", "(?<![A-Za-z0-9])[EGDSP]\\d{8}(?![A-Za-z0-9])"),
        look("a number plate", "[京津沪渝冀豫云辽黑湘皖鲁苏浙赣鄂桂甘晋陕吉闽贵粤川][A-HJ-NP-Z] ?[·.-]? ?[A-HJ-NP-Z0-9]{5,6}(?![A-Za-z0-9])"),
        look("a number of a device", "(?<![\\d.])[0-2](?:\\.\\d+){6,}(?![\\d.])"),
        look("a number of a device", "(?:序列号|机身号|\\bS/?N ?[:#]|\\bserial(?: no\\.?| number)?)[ :#]{0,3}(?=[A-Za-z./-]*\\d)[A-Za-z0-9][A-Za-z0-9./-]{3,}", true),
        look("a contact", "(?:微信|\\bwechat)(?:号|id)?[ :]{0,2}(?=[a-z0-9_-]*[0-9_])[a-z][a-z0-9_-]{5,}", true),
        look("a biometric number", "(?:指纹|声纹|虹膜|人脸|掌纹)(?:编号|号|特征码)[ :]{0,2}(?=[A-Za-z-]*\\d)[A-Za-z0-9-]{3,}"),
        look("an age above 89", "(?:九十[一二三四五六七八九]?|一百[零一二三四五六七八九十]{1,3})周?岁"),
        look("a day", "(?<![\\dA-Za-z./-])(?:0?[1-9]|[12]\\d|3[01])/(?:0?[1-9]|[12]\\d|3[01])/\\d\\d(?![\\d/])"),
        look("a numbered record", "(?<![A-Za-z])(?:MRN|SSN)[ :#]{1,3}\\d[\\d-]{3,}"),
        look("a birth month", "(?:出生(?:年月日?|日期)?|生日|生于|\\b(?:born|birth(?:day|date)?|dob))[ :=,为是(on]{0,5}\\d{1,2} ?[-/.] ?(?:19|20)\\d\\d(?!\\d)", true),
        look("an age above 89", "(?<![\\d.])(?:9\\d|1[0-2]\\d)(?![+\\d])(?= ?(?:周?岁|years? old|[- ]year-old|y/?o\\b))", true),
        look("an age above 89", "(?:年龄|\\baged?)[ :]{0,2}(?:9\\d|1[0-2]\\d)(?![\\d.%+])", true),
        look("a day with its month's name", "(?<![A-Za-z])(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\\.? \\d{1,2}(?:st|nd|rd|th)?,? (?:19|20)\\d\\d(?!\\d)"),
        look("a day with its month's name", "(?<![\\d/.])\\d{1,2}(?:st|nd|rd|th)? (?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\\.?,? (?:19|20)\\d\\d(?!\\d)"),
        look("a day", "[零〇○一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月"),
        look("a numbered record", "(?<![A-Za-z])(?:health ?plan|insurance|policy|member|subscriber|beneficiary|medicare|medicaid|group|account|acct|a/c|passport|license|licence|mrn|record|chart|accession|patient|visit|case|file|order|sample|specimen|serial|badge|employee)"
                                  " ?(?:(?:numbers?|no|nr|id)\\b\\.?|#)[ :#.=]{0,3}(?=[A-Za-z/-]{0,6}\\d)(?:[A-Za-z/-]*\\d){3}", true),
        look("a numbered record", "(?:住院|门诊|病历|病案|登记|检查|影像|就诊|医保|社保|参保|保险|保单|银行|账|卡|护照|证件|证书|驾驶证|受试者|标本|样本|申请单|缴费单|档案|工)(?:编号|号码|单号|卡号|号)[ :#=]{0,3}(?=[A-Za-z/-]{0,6}\\d)(?:[A-Za-z/-]*\\d){3}"),
        look("e-mail for people", "[A-Za-z0-9._-]{2,} ?(?:[(\\[{<] ?at ?[)\\]}>]|艾特) ?[A-Za-z0-9-]+ ?(?:\\.|[(\\[{<] ?dot ?[)\\]}>]| dot |点) ?[A-Za-z]", true),
        look("a social security number", "(?<![\\d-])\\d{3}-\\d\\d-\\d{4}(?![\\d-])"),
        look("an internet address", "(?<![\\d.])(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)\\.){3}(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?![\\d.]\\d|\\d)"),
        look("an address", "[一-鿿]{2,}(?:路|街|大道|巷|胡同)\\d+(?:-\\d+)?[号弄]"),
        look("an address", "(?<![\\d.])\\d{1,5} \\p{Lu}\\p{Ll}+(?: \\p{Lu}\\p{Ll}+)? (?:Street|Road|Avenue|Lane|Drive|Boulevard)\\b")};
    return looks;
}

} // namespace

std::vector<Leftover> leftoversByKind(const QString &text)
{
    std::vector<Leftover> found;
    const QString plain = plainOf(text);
    const auto lookFor = [&](const std::vector<Look> &looks) {
        for (const Look &each : looks)
            for (auto matches = each.form.globalMatch(plain); matches.hasNext();) {
                const auto match = matches.next();
                found.push_back({each.kind, text.mid(match.capturedStart(), std::min<qsizetype>(40, match.capturedLength()))});
            }
    };
    if (std::any_of(plain.cbegin(), plain.cend(), [](QChar c) { return c.isLetter(); }))
        lookFor(looksAtNames());
    if (std::any_of(plain.cbegin(), plain.cend(), [](QChar c) { return c.isDigit() || c == u'@' || c == u'(' || c == u'年' || c == u'['; }))
        lookFor(looksAtNumbers());
    return found;
}

} // namespace retclip
