// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/privacy/name_finder.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QSet>
#include <QStringList>

#include <algorithm>
#include <array>

namespace retclip {

namespace {

// The family names of more than 99 of 100 people in China. Rare ones are only seen after a label
// with a colon, or before a title.
const QString commonFamilyNames = QStringLiteral(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴"
    "夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟"
    "安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲"
    "成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解柴华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫来嵺苟"
    "全褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾蓝都巩稽井练仲乐虞卞封竺冼原官"
    "衣楚佟栗匡宗应台巫鞠僧桑荆谌银扬明沙薄伏岑习胥保和蔺闫肖");
const QStringList doubleFamilyNames{"欧阳", "上官", "司马", "诸葛", "皇甫", "尉迟", "公孙", "慕容", "司徒",
                                    "令狐", "夏侯", "东方", "端木", "南宫", "长孙", "宇文", "轩辕", "独孤"};
// Words of reports that begin like a family name. In free text (no colon) they are no name.
const QStringList clinicalWords{
    "高血", "高度", "高眼", "高龄", "高脂", "高分", "高危", "黄斑", "黄色", "黄白", "黄染", "白内", "白色", "白细", "白斑",
    "白线", "左眼", "左侧", "左手", "左上", "左下", "于我", "于外", "于当", "于今", "于昨", "于本", "于术", "于入", "于门",
    "于院", "于行", "于眼", "曾于", "曾因", "曾有", "曾行", "曾在", "曾患", "曾做", "曾经", "时有", "时感", "时诉", "时间",
    "单眼", "单侧", "单纯", "明显", "常规", "常有", "常感", "安静", "全身", "全麻", "连续", "成人", "成年", "和家", "应予",
    "应用", "包括", "查体", "查眼", "查视", "查见", "石化", "金属", "田野", "关注", "毛玻", "方向", "方可", "方能", "易疲",
    "易感", "文化", "来我", "来院", "来诊", "来门", "向上", "向下", "向左", "向右", "成像", "成功", "原有", "原发", "原因",
    "平素", "康复", "任何", "经过", "华法", "温度", "房水", "房角", "房颤", "边界", "关于", "计划", "保守", "乐观", "宁可",
    "时常", "何时", "何种", "常年", "申请", "严重", "万古", "花费", "商量", "全程", "全视", "全层", "银汞", "都有", "都无",
    "和母", "和父", "和姐", "和兄", "和妹", "和弟", "和哥", "和丈", "和妻", "和儿", "和女", "查无", "方便", "安好", "成年", "明确", "明日", "封闭", "封堵", "应当", "习惯", "和左", "和右", "和双", "台上", "来自", "练习", "位置", "位于", "成形",
    "盖片", "甘露", "沙眼", "木僵", "冷敷", "商定", "解释", "解除", "车祸", "文盲", "米粒", "明天", "武警", "管理", "向其", "查房", "查看", "查阅", "安排", "安慰", "向患", "连同", "包扎", "全院",
    "全科", "单位", "史无", "谈话", "计算", "位点", "向家", "来电", "应诊", "房间", "成对", "何况", "和患", "明晨", "池塘"};
// Family names that begin no other word of a report, so that what stands behind a role is a name even where the sentence runs on.
const QString plainFamilyNames = QStringLiteral(
    "王李张刘陈杨赵吴周徐孙胡朱林郭罗梁宋郑谢韩唐冯董萧曹袁邓许傅沈彭吕苏卢蒋蔡贾丁魏薛叶阎潘杜戴汪姜范姚谭廖邹熊陆郝崔邱秦侯邵孟龙"
    "雷钱尹黎贺赖龚庞樊殷施陶翟颜倪芦葛韦尤聂柳邢岳齐庄祝耿詹苗靳欧甄项裴鲍覃霍翁柯阮柴冉饶瞿戚滕邬臧褚娄姬屠郜栾喻窦佟荆谌岑胥闫肖");
const QStringList noNameStarts{"谢绝", "许可", "许多", "施行", "施术", "雷珠", "叶黄", "唐氏", "苏打", "庞大", "孟氏", "张力", "张口", "陆续", "周边", "周围", "周期",
                               "林氏", "齐全", "项目", "王氏", "徐氏", "胡萝", "宋体", "韦氏", "贺氏", "范围", "傅里", "霍氏", "霍纳", "梁状", "冉冉", "苗条", "柯氏"};
// Words that begin behind a name of two characters: 护士长陈静记录, 家属王兰代诉.
const QStringList deedsBehindNames{"记录", "陪同", "陪护", "陪伴", "代诉", "代述", "代签", "签字", "签名", "要求", "否认", "检查", "操作", "审核", "报告", "书写", "协助", "会诊",
                                   "阅片", "告知", "来电", "同意", "拒绝", "陈述", "送诊", "送来", "送至", "提供", "完成", "执行", "护送", "反映", "联系", "复核", "核对", "录入",
                                   "值班", "接诊", "复查", "负责", "电话", "手机", "主诉", "自述", "查房", "指导", "到场", "在场", "拍摄", "采集", "登记", "带教", "主持", "办理", "领取", "确认"};
// What may stand behind a name in running text.
const QString afterName = QStringLiteral("因于诉主自男女现今昨来就入需行年近双左右为系性已曾有无拟在经与和的既平术后前一查视眼等说住不未本称");

const char *const afterLabel = QT_TRANSLATE_NOOP("Privacy", "behind a word that announces a name");
const char *const beforeTitle = QT_TRANSLATE_NOOP("Privacy", "before a title");
const char *const byItsDot = QT_TRANSLATE_NOOP("Privacy", "by the dot inside, as in names of minorities and from abroad");
const char *const beforeSex = QT_TRANSLATE_NOOP("Privacy", "before sex and age");
const char *const behindRole = QT_TRANSLATE_NOOP("Privacy", "behind what somebody is or did");
const char *const beforeDegree = QT_TRANSLATE_NOOP("Privacy", "before a degree");
const char *const afterTitle = QT_TRANSLATE_NOOP("Privacy", "behind a title");

bool isHan(QChar c)
{
    return c.unicode() >= 0x4E00 && c.unicode() <= 0x9FFF;
}

/// Every sign that is written for the dot inside a name: 买买提·阿卜杜拉.
bool isMiddleDot(QChar c)
{
    return QStringLiteral("·•・‧⋅∙･").contains(c);
}

bool isClinical(QStringView rest)
{
    for (const QString &entry : clinicalWords)
        if (rest.startsWith(entry))
            return true;
    return false;
}

/// How long the family name at the start of `rest` is; 0: none.
qsizetype familyNameLength(QStringView rest)
{
    for (const QString &family : doubleFamilyNames)
        if (rest.startsWith(family))
            return 2;
    return !rest.isEmpty() && commonFamilyNames.contains(rest[0]) ? 1 : 0;
}

bool endsName(QStringView rest)
{
    return rest.isEmpty() || (!isHan(rest[0]) && !isMiddleDot(rest[0])) || afterName.contains(rest[0]);
}

/// Han characters from the start; with a dot between, names of minorities.
qsizetype hanRun(QStringView rest)
{
    qsizetype length = 0;
    while (length < rest.size()
           && (isHan(rest[length]) || ((isMiddleDot(rest[length]) || rest[length] == u'.')
                                       && length > 0 && length + 1 < rest.size() && isHan(rest[length + 1]))))
        ++length;
    return length;
}

/// A name that begins here in running text; 0: none.
qsizetype plainNameLength(QStringView rest)
{
    const qsizetype run = hanRun(rest);
    for (qsizetype dot = 2; dot < run; ++dot)
        if (isMiddleDot(rest[dot]))
            return run <= 20 ? run : 0;
    const qsizetype family = familyNameLength(rest);
    if (family == 0 || isClinical(rest))
        return 0;
    for (const qsizetype given : {2, 1})
        if (run >= family + given && endsName(rest.mid(family + given)))
            return family + given;
    return 0;
}

/// A name behind which no further character follows, 审核 钱国栋 and not 报告 高度近视; 0: none.
qsizetype nameApart(QStringView rest)
{
    const qsizetype length = plainNameLength(rest);
    return length > 0 && (length == rest.size() || !isHan(rest[length])) ? length : 0;
}

/// A name behind a word for a role, however the sentence goes on; 0: none.
qsizetype nameInRole(QStringView rest)
{
    if (const qsizetype plain = plainNameLength(rest))
        return plain;
    const qsizetype run = hanRun(rest), family = familyNameLength(rest);
    if (family == 0 || run < family + 1 || isClinical(rest) || (family == 1 && !plainFamilyNames.contains(rest[0])))
        return 0;
    for (const QString &entry : noNameStarts)
        if (rest.startsWith(entry))
            return 0;
    for (const QString &deed : deedsBehindNames) {
        if (rest.mid(family).startsWith(deed))
            return 0; // 家属周记录: of the family name alone.
        if (rest.mid(family + 1).startsWith(deed))
            return family + 1;
    }
    return std::min(run, family + 2);
}

/// The name behind a label with a colon: a short run whole, of a longer one what can be a name.
qsizetype labelledNameLength(QStringView rest)
{
    static const QStringList nextField{"性别", "年龄", "男", "女", "住院", "门诊", "病历", "病案", "科别", "科室", "床号",
                                       "电话", "出生", "身份", "地址", "民族", "职业", "检查", "日期", "报告", "联系", "籍贯"};
    qsizetype run = hanRun(rest);
    if (run <= 20 && std::any_of(rest.begin(), rest.begin() + run, isMiddleDot))
        return run;
    for (const QString &field : nextField)
        if (const qsizetype at = rest.left(run).indexOf(field); at >= 2)
            run = std::min(run, at);
    if (run >= 2 && run <= 4)
        return run;
    if (run > 4) {
        if (const qsizetype plain = plainNameLength(rest))
            return plain;
        const qsizetype family = familyNameLength(rest);
        return family > 0 && !isClinical(rest) ? family + 2 : 0;
    }
    return 0;
}

bool isStaffLabel(const QString &label)
{
    static const QRegularExpression staff(
        QStringLiteral("医[师生]|检查者|操作|阅片|读片|审核|报告|记录|技师|技士|技术员|护士|护师|护理|主任|教授|院长|组长|签名|签字|签章|会诊|主刀|术者|助手|"
                       "验光|视光|配镜|摄影|拍摄|采集|录入|登记|质控|分级|评估|研究|负责|经办|接诊|接待|麻醉|药师|导师|书写|打印|交班|接班|值班|责任|导医|带教|进修|规培|实习|"
                       "[Dd]octor|[Pp]hysician|[Ee]xamin|[Rr]eport|[Rr]ead|[Tt]echn|[Ss]ign|[Ss]urgeon|[Gg]rad|[Rr]efer|[Oo]perator|[Nn]urse|[Rr]eview|[Cc]onsultant"));
    return staff.match(label).hasMatch();
}

void chineseBehindLabels(const QString &text, std::vector<Sighting> &found)
{
    static const QRegularExpression label(QStringLiteral(
        "(患者姓名|病人姓名|联系人|监护人|家属姓名|姓名|患者|病人|患儿|家属|父亲|母亲|丈夫|妻子|儿子|女儿|"
        "(?:报告|审核|检查|诊断|申请|送检|主治|主管|经治|首诊|阅片|会诊|手术|开单|接诊|管床|值班|住院|主任)?(?:医师|医生)(?:签名|签字|签章)?|"
        "检查者|操作者|阅片者|审核者|审核人|报告者|报告人|记录者|记录人|技师|主刀|术者|助手|签名|签字|"
        "(审核|复核|审阅|校对|签发|阅片|书写|录入|报告))"
        " {0,2}([:/]?) {0,2}"));
    for (auto matches = label.globalMatch(text); matches.hasNext();) {
        const auto match = matches.next();
        const QStringView rest = QStringView(text).mid(match.capturedEnd());
        const QString which = match.captured(1);
        if (match.capturedLength(2) > 0) { // Of all that is 审核 or 报告, only what stands apart is a name.
            if (const qsizetype length = nameApart(rest); length > 0 && match.capturedLength(0) > which.size())
                found.push_back({IdentifierKind::staff, match.capturedEnd(), length, afterLabel, Confidence::context});
            continue;
        }
        const bool colon = match.captured(3) == QLatin1String(":");
        const bool field = which.contains(QStringLiteral("名")) && !isStaffLabel(which);
        const qsizetype length = colon || field ? std::max(labelledNameLength(rest), plainNameLength(rest))
                                                : plainNameLength(rest);
        // "患者:双眼视物模糊" has a colon too: there a family name must begin it.
        if (length == 0 || ((!field && !isStaffLabel(which)) && plainNameLength(rest) == 0)
            || isClinical(rest))
            continue;
        const IdentifierKind kind = isStaffLabel(which) ? IdentifierKind::staff : IdentifierKind::name;
        found.push_back({kind, match.capturedEnd(), length, afterLabel, Confidence::context});
        // 医师 赵丽华/钱国栋、孙敏: the others of a list.
        static const QString between = QStringLiteral("/、&+;");
        for (qsizetype at = length; at + 1 < rest.size() && between.contains(rest[at]);) {
            at += rest[at + 1] == u' ' ? 2 : 1;
            const qsizetype next = nameApart(rest.mid(at));
            if (next == 0)
                break;
            found.push_back({kind, match.capturedEnd() + at, next, afterLabel, Confidence::context});
            at += next;
        }
    }
}

/// Behind what somebody is to the patient or to the photograph, with any sign or none between: 家属赵国强, 受检者=张伟, 护士长(陈静).
void chineseInRoles(const QString &text, std::vector<Sighting> &found)
{
    static const QRegularExpression role(QStringLiteral(
        "((?:受检|被检|受试|被试|就诊|求诊|来诊|来访|受测|被测|筛查|体检|送检|检查|报检|捐献|受益|参保|投保|被保险|申请|委托|知情同意|陪诊|陪护|陪同|陪伴|代诉|代理|受托|见证|监护|联系|介绍|"
        "操作|采集|拍摄|摄影|录入|登记|审核|复核|校对|阅片|读片|分级|评估|评分|研究|质控|记录|书写|打印|报告|签发|经办|接诊|接待|负责|责任|施术|主刀|执行|发送|接收|填表|填写|调查)(?:者|人员|人|员|对象)|"
        "患者|病人|患儿|患婴|产妇|新生儿|学生|学员|职工|员工|客户|顾客|会员|志愿者|病员|伤员|"
        "家属|家长|家人|亲属|亲友|陪护|陪人|父亲|母亲|爸爸|妈妈|其父|其母|其夫|其妻|其子|其女|丈夫|妻子|爱人|配偶|老伴|儿子|女儿|儿媳|女婿|长子|次子|长女|次女|"
        "哥哥|弟弟|姐姐|妹妹|大哥|大姐|老师|孙子|孙女|外孙女|外孙|祖父|祖母|爷爷|奶奶|外公|外婆|叔叔|姑姑|舅舅|保姆|护工|同事|朋友|邻居|室友|同学|"
        "护士长|护士|护师|护理员|技师长|技师|技士|技术员|验光师|视光师|配镜师|摄影师|麻醉师|药师|检验师|导师|组长|科主任|副主任|主任|副教授|教授|院长|科长|导医|翻译|志愿者|"
        "进修生|实习生|规培生|研究生|带教|主管|研究助理|协调员|监查员|联络员)"
        "(?:之[父母夫妻子女])?(?:姓名|名字|签名|签字|签章)?(?:名叫|名为|叫做|姓名是|为|是|叫|系)?([ :/=|>~(\\[<-]{0,4})"));
    for (auto matches = role.globalMatch(text); matches.hasNext();) {
        const auto match = matches.next();
        const QStringView rest = QStringView(text).mid(match.capturedEnd());
        const QString which = match.captured(1);
        // Sentences begin with these: 患者时有头痛. There a name must end where a name can end.
        static const QStringList subjects{"患者", "病人", "患儿", "学生", "报告人", "检查者"};
        const qsizetype length = match.capturedLength(2) == 0 && subjects.contains(which) ? plainNameLength(rest) : nameInRole(rest);
        if (length > 0 && !(length == 2 && rest.size() > 2 && rest[1] == u'某'))
            found.push_back({isStaffLabel(which) ? IdentifierKind::staff : IdentifierKind::name, match.capturedEnd(), length, behindRole, Confidence::context});
    }
}

/// Names of minorities and of people from abroad, which are known by their dot: 阿卜杜拉·买买提.
void dotted(const QString &text, std::vector<Sighting> &found)
{
    static const QRegularExpression name(QStringLiteral("(?<![一-鿿])[一-鿿]{2,8}(?:[·•・‧⋅∙･][一-鿿]{2,8}){1,3}"));
    static const QRegularExpression noName(QStringLiteral("[眼视斑盘膜血症病性变期级区压检诊断科照彩颞鼻肿渗糖尿屏脉管孔障]|综合征|[征氏法]$|手术|反应|测量|报告|意见|图像|影像"));
    // Words that stand before a name and are no part of it.
    static const QRegularExpression lead(QStringLiteral("^(?:患者|病人|患儿|家属|姓名|由|请|经|和|与|及|为|叫|名叫)(?=[一-鿿]{2})"));
    for (auto matches = name.globalMatch(text); matches.hasNext();) {
        const auto match = matches.next();
        if (noName.match(match.captured()).hasMatch())
            continue;
        const qsizetype skip = lead.match(match.captured()).capturedLength();
        found.push_back({IdentifierKind::name, match.capturedStart() + skip, match.capturedLength() - skip, byItsDot, Confidence::form});
    }
}

/// 赵国强，男，46岁: who is told by name, sex and age, without a label.
void chineseBeforeSex(const QString &text, std::vector<Sighting> &found)
{
    static const QRegularExpression sex(QStringLiteral("(?<![一-鿿])([一-鿿]{2,4})[ ,，、/|(]{1,3}[男女]性?(?=[ ,，。、;/|)0-9]|$)"));
    for (auto matches = sex.globalMatch(text); matches.hasNext();) {
        const auto match = matches.next();
        if (nameApart(match.capturedView(1)) == match.capturedLength(1))
            found.push_back({IdentifierKind::name, match.capturedStart(1), match.capturedLength(1), beforeSex, Confidence::context});
    }
}

void chineseBeforeTitles(const QString &text, std::vector<Sighting> &found)
{
    static const QRegularExpression title(
        QStringLiteral("(先生|女士|小姐|同志|大爷|大妈|阿姨|太太|夫人|老人|婆婆)|"
                       "(主任医师|副主任医师|主治医师|住院医师|医师|医生|主任|副主任|大夫|教授|护士长|护士|技师|院长|老师)"));
    static const QString lead = QStringLiteral("由请经与和及被向找给让是为对，。、");
    for (auto matches = title.globalMatch(text); matches.hasNext();) {
        const auto match = matches.next();
        qsizetype end = match.capturedStart();
        while (end > 0 && text[end - 1] == u' ')
            --end;
        qsizetype run = 0;
        while (run < 4 && end - run > 0 && isHan(text[end - run - 1]))
            ++run;
        qsizetype length = 0;
        for (const qsizetype candidate : {4, 3, 2, 1}) {
            if (candidate > run)
                continue;
            const qsizetype start = end - candidate;
            const QStringView words = QStringView(text).mid(start, candidate);
            const qsizetype family = familyNameLength(words);
            if (family == 0 || candidate - family > 2 || isClinical(words))
                continue;
            // One family name alone (王医生) stands apart, else it is the end of another word (主任医师).
            const bool apart = start == 0 || !isHan(text[start - 1]) || lead.contains(text[start - 1])
                || QStringView(text).left(start).endsWith(QStringLiteral("患者"))
                || QStringView(text).left(start).endsWith(QStringLiteral("病人"));
            if (candidate == family && !apart)
                continue;
            if (match.capturedLength(2) > 0 && !apart && candidate < 2)
                continue;
            length = candidate;
            break;
        }
        static const QStringList offices{"主任", "单位", "任何", "关于", "全科", "管床", "成都", "华山", "安贞"};
        if (length == 0 || offices.contains(text.mid(end - length, 2)))
            continue;
        found.push_back({match.capturedLength(2) > 0 ? IdentifierKind::staff : IdentifierKind::name,
                         end - length, length, beforeTitle, Confidence::context});
    }
}

/// Words of reports that begin with a capital and are no names.
const QSet<QString> &capitalsThatNameNobody()
{
    static const QSet<QString> words{"OD", "OS", "OU", "Normal", "Right", "Left", "Both", "Eye", "Eyes", "The", "No",
                                       "Has", "Was", "Is", "With", "Fundus", "Reports", "Complains", "DR", "AMD", "IOP",
                                       "Age", "Sex", "Date", "DOB", "ID", "MRN", "Male", "Female", "Report", "Of", "And",
                                       "VA", "Retina", "Macula", "Disc", "Glaucoma", "Cataract", "Drusen", "History",
                                       "Severe", "Mild", "Moderate", "Exam", "Examination", "Findings", "Phone", "Tel",
                                       "Acct", "Account", "SSN", "Insurance", "Policy", "Medicare", "Medicaid", "License", "Licence",
                                       "Passport", "Fax", "Email", "Mobile", "Address", "Admitted", "Referred", "Serial", "Number",
                                       "Diabetes", "Diabetic", "Diabetics", "Blind", "Blindness", "Deceased", "Died", "Alive", "Healthy", "Hypertension", "Hypertensive", "Type", "Unknown",
                                       "Also", "None", "Negative", "Positive", "Denies", "Denied", "Retinopathy", "Retinal", "Macular", "Vitreous", "Optic", "Early", "Late", "Advanced",
                                       "Stable", "Unremarkable", "Clinic", "Ophthalmology", "Optometry", "Emergency", "Anesthesia", "Nurse", "Doctor", "Physician", "Hospital", "Department",
                                       "Visual", "Field", "Fields", "Humphrey", "Octopus", "Perimetry", "Proliferative", "Nonproliferative", "Myopia", "Myopic", "High", "Low", "Laser", "OCT", "Photo",
                                       "Image", "Images", "Bilateral", "Unilateral", "Chronic", "Acute", "Primary", "Secondary", "Suspected", "Possible", "Probable", "Central", "Branch", "Vein",
                                       "Artery", "Occlusion", "Detachment", "Edema", "Oedema", "Hemorrhage", "Haemorrhage", "Telemedicine", "Screening", "Technician", "Follow", "Up", "Seen",
                                       "Asian", "African", "Caucasian", "Hispanic", "White", "Black", "Chinese", "Indian", "Elderly", "Young", "Adult", "Child", "Patient", "Contact", "Lens", "Lenses",
                                       "Open", "Angle", "Closed", "Narrow", "Family", "Mother", "Father", "Brother", "Sister", "Son", "Daughter", "Wife", "Husband", "In", "On", "At", "For", "Had",
                                       "Disease", "Syndrome", "Ring", "Rings", "Dystrophy", "Pigmentosa", "Retinitis", "Uveitis", "Serous", "Chorioretinopathy", "Hole", "Pucker", "Membrane",
                                       "Atrophy", "Geographic", "Degeneration", "Neovascular", "Wet", "Dry", "Spot", "Spots", "Nodules", "Sign", "Papilledema", "Papilloedema", "Neuropathy", "Neuritis",
                                       "Ischemic", "Ischaemic", "Toxoplasmosis", "Choroidal", "Nevus", "Naevus", "Melanoma", "Scar", "Trauma", "Injury", "Post", "Status", "Known", "Controlled", "Uncontrolled",
                                       "Insulin", "Exudates", "Hard", "Soft", "Cotton", "Wool", "Cupping", "Suspect", "Ocular", "Intraocular", "Pressure", "Pigment", "Dispersion", "Exfoliation", "Pregnant",
                                       "Premature", "Infant", "Newborn", "Retinoblastoma", "Congenital", "Poor", "Good", "Fair", "Dense", "Nuclear", "Cortical", "Posterior", "Anterior", "Subcapsular", "Nasal", "Temporal",
                                       "Visit", "New", "Old", "Diagnosis", "Impression", "Plan", "Treatment", "Signed", "Goldmann", "Zeiss", "Topcon", "Heidelberg", "Spectralis", "Canon", "Nidek", "Optos"};
    return words;
}

/// Behind a relative or a deed (wife Mary Lee, photographed by Jo Hall), before a degree (Anna Lee, MD), before sex and age (John Smith, 66M).
void englishInRoles(const QString &text, std::vector<Sighting> &found)
{
    static const QString oneWord = QStringLiteral("(?:\\p{Lu}(?:['’]\\p{Lu})?[\\p{Ll}\\p{M}]+(?:[-'’]\\p{Lu}?[\\p{Ll}]+)*)"), initial = QStringLiteral("(?:\\p{Lu}\\.)");
    static const QString oneOrMore = QStringLiteral("(?:%2 ?)*%1(?: (?:%2 |van |von |der |den |de |del |della |di |da |dos |du |la |le |bin |ibn |al |ter ){0,2}%1){0,2}").arg(oneWord, initial);
    static const QString twoOrMore = QStringLiteral("(?:%2 ?)*%1,? (?:(?:%2 |van |von |de |la |bin |al ){0,2}%1){1,2}|%2 ?(?:%2 ?)*%1").arg(oneWord, initial);
    const auto namesSomebody = [](const QString &name) {
        static const QRegularExpression apart(QStringLiteral("[ ,.]+"));
        for (const QString &each : name.split(apart, Qt::SkipEmptyParts))
            if (capitalsThatNameNobody().contains(each))
                return false;
        return true;
    };
    struct Form
    {
        QRegularExpression expression;
        IdentifierKind kind;
        const char *evidence;
    };
    static const std::array forms{
        Form{QRegularExpression(QStringLiteral("\\b(?i:wife|husband|spouse|partner|mother|father|mum|mom|dad|son|daughter|brother|sister|aunt|uncle|niece|nephew|cousin|grand(?:mother|father|son|daughter|parent)|"
                                               "parent|guardian|car(?:er|egiver|etaker)|relative|friend|neighbou?r|interpreter|next of kin|emergency contact|escort|teacher|employer)(?: is| was| named| called)?[ ,:(=/-]{1,3}(?<v>%1)").arg(oneOrMore)),
             IdentifierKind::name, behindRole},
        Form{QRegularExpression(QStringLiteral("\\b(?i:accompanied|escorted|brought in|driven|interpreted|consent(?:ed)?|witnessed)(?i: in)? (?i:by) (?i:(?:his|her|their|the) )?(?<v>%1)").arg(oneOrMore)),
             IdentifierKind::name, behindRole},
        Form{QRegularExpression(QStringLiteral("\\b(?i:seen|performed|imaged|photographed|photos?|taken|scanned|captured|acquired|dictated|transcribed|typed|verified|approved|authori[sz]ed|confirmed|supervised|assisted|operated|treated|injected|"
                                               "interpreted|read|graded|entered|checked|collected|recorded|documented|prepared|written|ordered|requested|referred|reviewed|reported|signed|examined|discussed|consulted)(?: (?i:by)|(?<=[dD]iscussed|[rR]eviewed|[cC]onsulted) (?i:with))[ :]{1,2}(?<v>%1)").arg(oneOrMore)),
             IdentifierKind::staff, behindRole},
        Form{QRegularExpression(QStringLiteral("\\b(?i:imager|photographer|ophthalmic photographer|optometrist|optician|orthoptist|ophthalmologist|retina specialist|resident|fellow|attending|registrar|consultant|surgeon|nurse(?: practitioner)?|charge nurse|head nurse|sister in charge|"
                                               "technician|tech|technologist|operator|grader|reader|reviewer|author|investigator|coordinator|secretary|scribe|anesthetist|anaesthetist|pharmacist|GP|PCP|PI|provider|clinician)[ ,:(=/-]{1,3}(?<v>%1)").arg(twoOrMore)),
             IdentifierKind::staff, behindRole},
        Form{QRegularExpression(QStringLiteral("(?<v>%1),? ?(?:M\\.D\\.|Ph\\.?D\\b|R\\.N\\.|RN\\b|MBBS\\b|FRCS\\b|FRCOphth\\b|COT\\b|COMT\\b|COA\\b|NP\\b|PA-C\\b|O\\.D\\.|DO\\b|(?<=, )MD\\b(?! ?[-−+:=]? ?\\d)|(?<=,)MD\\b(?! ?[-−+:=]? ?\\d))").arg(twoOrMore)),
             IdentifierKind::staff, beforeDegree},
        Form{QRegularExpression(QStringLiteral("(?<v>%1)[,;]? (?:is |was )?(?:an? )?\\(?\\d{1,3}(?:[ -]?(?:y/?o|yo|yrs?|years?)\\b|[ /]?[MF]\\b| (?:male|female|man|woman)\\b)").arg(twoOrMore)),
             IdentifierKind::name, beforeSex}};
    for (const Form &form : forms)
        for (auto matches = form.expression.globalMatch(text); matches.hasNext();) {
            const auto match = matches.next();
            if (namesSomebody(match.captured(QStringLiteral("v"))))
                found.push_back({form.kind, match.capturedStart(QStringLiteral("v")), match.capturedLength(QStringLiteral("v")), form.evidence, Confidence::context});
        }
}

void english(const QString &text, std::vector<Sighting> &found)
{
    // One word, with accents, apostrophes and hyphens (Núñez-O'Brien), or an initial; particles stand between two.
    static const QString letter = QStringLiteral("[\\p{Latin}\\p{Greek}\\p{Cyrillic}\\p{M}]");
    static const QString oneName = QStringLiteral("\\p{Lu}(?:%1+(?:['’-]%1+)*|(?:['’-]%1+)+|\\.)").arg(letter);
    static const QString nextName = QStringLiteral("(?: (?:van|von|der|den|de|del|della|di|da|dos|du|la|le|bin|ibn|al|ter)){0,2} %1").arg(oneName);
    const QSet<QString> &noNames = capitalsThatNameNobody();
    // Family names too, but no names where a number follows: Mrs. Jones Ward 3, Mrs. Ward.
    static const QSet<QString> namesUnlessNumbered{"Ward", "Room", "Bed", "Case", "Chart", "Record", "Visit", "Plan", "Member", "Cell", "Bay", "Unit", "File", "Floor"};
    static const QRegularExpression numberFollows(QStringLiteral(" *(?:[Nn]o\\.?|[Nn]umber|[#:=]|ID)? *[#:]? *\\d"));
    const auto keep = [&](const QString &run, qsizetype start) { // As far as the words can be a name.
        qsizetype end = 0;
        static const QRegularExpression oneWord(QStringLiteral("[\\p{Latin}\\p{Greek}\\p{Cyrillic}\\p{M}'’.-]+"));
        for (auto words = oneWord.globalMatch(run); words.hasNext();) {
            const auto each = words.next();
            const QString word = each.captured().remove(u'.');
            if (noNames.contains(word)
                || (end > 0 && namesUnlessNumbered.contains(word)
                    && numberFollows.match(text, start + each.capturedEnd(), QRegularExpression::NormalMatch,
                                           QRegularExpression::AnchorAtOffsetMatchOption).hasMatch()))
                break;
            end = each.capturedEnd();
        }
        return end;
    };
    static const QRegularExpression label(
        QStringLiteral("\\b((?:[Pp]atient(?:'s)?[ _])?(?:[Nn]ame|NAME)|[Pp]atient|PATIENT|[Pp]t|[Cc]ontact|[Nn]ext of kin|"
                       "(?:[Ee]xamin|[Rr]eport|[Rr]ead|[Ss]ign|[Gg]rad|[Rr]eferr?|[Rr]eview)(?:ed|ing)? by|[Ee]xaminer|[Rr]eader|[Gg]rader|"
                       "(?:[Rr]eferring |[Aa]ttending |[Rr]eporting )?(?:[Pp]hysician|[Dd]octor|[Ss]urgeon|[Oo]phthalmologist|[Cc]onsultant)|[Tt]echnician|[Oo]perator|[Ss]igned|[Nn]urse)"
                       " ?(:?) ?(%1(?:, %1)?(?:%2){0,3})").arg(oneName, nextName));
    for (auto matches = label.globalMatch(text); matches.hasNext();) {
        const auto match = matches.next();
        const QString which = match.captured(1);
        const bool colon = match.capturedLength(2) > 0 || which.endsWith(QStringLiteral(" by"));
        const qsizetype length = keep(match.captured(3), match.capturedStart(3));
        const bool twoWords = match.captured(3).left(length).trimmed().contains(u' ');
        if (length < 2 || (!colon && !twoWords))
            continue;
        // "Patient: Stable" is no name, "Patient: John Smith" is.
        if (!twoWords && !which.contains(QStringLiteral("ame"), Qt::CaseInsensitive) && !isStaffLabel(which))
            continue;
        found.push_back({isStaffLabel(which) ? IdentifierKind::staff : IdentifierKind::name,
                         match.capturedStart(3), length, afterLabel, Confidence::context});
    }
    static const QRegularExpression title(
        QStringLiteral("\\b(Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Nurse)\\b\\.? ?(%1(?:%2){0,2})").arg(oneName, nextName));
    for (auto matches = title.globalMatch(text); matches.hasNext();) {
        const auto match = matches.next();
        if (const qsizetype length = keep(match.captured(2), match.capturedStart(2)); length >= 2)
            found.push_back({match.captured(1).startsWith(u'M') ? IdentifierKind::name : IdentifierKind::staff,
                             match.capturedStart(2), length, afterTitle, Confidence::context});
    }
}

} // namespace

std::vector<Sighting> namesIn(const QString &text)
{
    std::vector<Sighting> found;
    chineseBehindLabels(text, found);
    chineseInRoles(text, found);
    dotted(text, found);
    chineseBeforeSex(text, found);
    chineseBeforeTitles(text, found);
    english(text, found);
    englishInRoles(text, found);
    return found;
}

} // namespace retclip
