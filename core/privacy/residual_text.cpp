// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/privacy/residual_text.h"

#include "core/imaging/camera_names.h"
#include "core/privacy/residual_kinds.h"

#include <algorithm>
#include <array>

namespace retclip {

namespace {

int digitAt(const QString &text, qsizetype at)
{
    if (at < 0 || at >= text.size() || !text[at].isDigit())
        return -1;
    return text[at].digitValue();
}

bool isHanAt(const QString &text, qsizetype at)
{
    return at >= 0 && at < text.size() && text[at].script() == QChar::Script_Han;
}

bool isLatinAt(const QString &text, qsizetype at)
{
    return at >= 0 && at < text.size() && text[at].isLetter() && text[at].script() == QChar::Script_Latin;
}

bool isSpaceAt(const QString &text, qsizetype at)
{
    return at >= 0 && at < text.size() && (text[at].isSpace() || text[at] == u'-');
}

/// Up to `most` digits from `at`; moves `at` behind them. -1: none.
int numberFrom(const QString &text, qsizetype &at, int most)
{
    int value = -1;
    for (int i = 0; i < most && digitAt(text, at) >= 0; ++i)
        value = std::max(value, 0) * 10 + digitAt(text, at++);
    return value;
}

/// A separator of the parts of a day, with spaces around.
bool separatorFrom(const QString &text, qsizetype &at, const QString &signs)
{
    qsizetype next = at;
    while (next < text.size() && text[next] == u' ')
        ++next;
    if (next >= text.size() || !signs.contains(text[next]))
        return false;
    at = next + 1;
    while (at < text.size() && text[at] == u' ')
        ++at;
    return true;
}

/// A day that begins at `at`, where a number does; `end` is behind it.
QDate dayAt(const QString &text, qsizetype at, qsizetype &end)
{
    static const QString afterFirst = QStringLiteral("年-/.—－／．"), afterSecond = QStringLiteral("月-/.—－／．");
    qsizetype next = at;
    const int first = numberFrom(text, next, 4);
    const qsizetype digits = next - at;
    if (digits == 4 && digitAt(text, next) >= 0) { // Eight in a row.
        const int month = numberFrom(text, next, 2), day = numberFrom(text, next, 2);
        if (next - at != 8 || digitAt(text, next) >= 0)
            return {};
        end = next;
        return first >= 1900 && first <= 2099 ? QDate(first, month, day) : QDate();
    }
    if (!separatorFrom(text, next, afterFirst))
        return {};
    const int second = numberFrom(text, next, 2);
    if (second < 0 || !separatorFrom(text, next, afterSecond))
        return {};
    const qsizetype thirdAt = next;
    const int third = numberFrom(text, next, 4);
    if (third < 0 || digitAt(text, next) >= 0)
        return {};
    end = next;
    if (digits == 4 && first >= 1900 && first <= 2099)
        return QDate(first, second, third);
    if (next - thirdAt == 4 && third >= 1900 && third <= 2099)
        return second > 12 ? QDate(third, first, second) : QDate(third, second, first);
    return {};
}

void findDays(const QString &text, std::vector<std::pair<QDate, QString>> &days)
{
    for (qsizetype at = 0; at < text.size(); ++at) {
        if (digitAt(text, at) < 0 || digitAt(text, at - 1) >= 0 || isLatinAt(text, at - 1))
            continue;
        qsizetype end = at;
        if (const QDate day = dayAt(text, at, end); day.isValid()) {
            days.emplace_back(day, text.mid(at, end - at));
            at = end;
        }
    }
}

void longNumbers(const QString &text, std::vector<Leftover> &found)
{
    for (qsizetype at = 0; at < text.size(); ++at) {
        if (digitAt(text, at) < 0 || isLatinAt(text, at - 1) || digitAt(text, at - 1) >= 0
            || (at > 0 && text[at - 1] == u'.'))
            continue;
        qsizetype end = at, digits = 0;
        int inRow = 0, longest = 0;
        while (end < text.size()) {
            if (digitAt(text, end) >= 0) {
                ++digits;
                longest = std::max(longest, ++inRow);
            } else if (isSpaceAt(text, end) && digitAt(text, end + 1) >= 0) {
                inRow = 0;
            } else {
                break;
            }
            ++end;
        }
        const bool inWord = isLatinAt(text, end) && text[end] != u'x' && text[end] != u'X';
        const QString number = text.mid(at, end - at);
        if (!inWord && (longest >= 7 || digits >= 11))
            found.push_back({QStringLiteral("long number"), number});
        at = end;
    }
}

void addresses(const QString &text, std::vector<Leftover> &found)
{
    for (qsizetype at = 1; at + 1 < text.size(); ++at) {
        const QChar c = text[at];
        if ((c == u'@' || c == u'＠') && text[at - 1].isLetterOrNumber() && text[at + 1].isLetterOrNumber())
            found.push_back({QStringLiteral("e-mail"), text.mid(std::max<qsizetype>(0, at - 20), 40)});
    }
    for (const char *sign : {"://", "www."})
        if (const qsizetype at = text.indexOf(QLatin1String(sign), 0, Qt::CaseInsensitive); at >= 0)
            found.push_back({QStringLiteral("web address"), text.mid(std::max<qsizetype>(0, at - 8), 40)});
}

/// Without the spaces that spread Chinese words over a form: 姓 名: 司 马 光.
QString withoutSpacesInChinese(const QString &text)
{
    QString tight;
    for (qsizetype at = 0; at < text.size(); ++at) {
        if (!text[at].isSpace()) {
            tight += text[at];
            continue;
        }
        qsizetype next = at;
        while (next < text.size() && text[next].isSpace())
            ++next;
        if (!isHanAt(tight, tight.size() - 1) || !isHanAt(text, next) || (isHanAt(tight, tight.size() - 2) && isHanAt(text, next + 1)))
            tight += u' ';
        at = next - 1;
    }
    return tight;
}

/// A colleague named without a colon, 审核 钱国栋 or 医师 赵丽华/钱国栋: two to three characters that stand apart
/// behind such a word or such a name and begin like a name.
void colleagues(const QString &text, std::vector<Leftover> &found)
{
    static constexpr std::array words{"审核", "复核", "审阅", "校对", "签发", "阅片", "报告", "书写", "录入", "医师", "医生",
                                      "检查者", "操作者", "技师", "签名", "主刀", "术者", "助手"};
    // The family names of four in five people.
    static const QString families = QStringLiteral(
        "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁沈任姚卢傅"
        "钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严武莫孔汤");
    static const QStringList noNames{"高度", "高血", "高眼", "黄斑", "白内", "方向", "石化", "金属", "任何", "严重", "万古", "白色", "黄色", "江苏", "高危"};
    const auto nameLength = [&](qsizetype at) -> qsizetype {
        qsizetype length = 0;
        while (isHanAt(text, at + length))
            ++length;
        return (length == 2 || length == 3) && families.contains(text[at]) && !noNames.contains(text.mid(at, 2)) ? length : 0;
    };
    for (const char *entry : words) {
        const QString word = QString::fromUtf8(entry);
        for (qsizetype at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.size())) {
            qsizetype next = at + word.size();
            // The next of a list stands behind a name or behind what stands for one.
            for (int part = 0; part < 4 && next < text.size(); ++part) {
                const qsizetype sign = next;
                while (next < text.size() && (text[next].isSpace() || QStringLiteral("/／、:：").contains(text[next])))
                    ++next;
                if (next == sign)
                    break;
                if (const qsizetype length = nameLength(next); length > 0) {
                    found.push_back({QStringLiteral("named by a label"), text.mid(at, 40)});
                    next += length;
                } else if (next < text.size() && text[next] == u'[') {
                    next = std::max(next, text.indexOf(u']', next)) + 1;
                } else {
                    break;
                }
            }
        }
    }
}

void announced(const QString &text, std::vector<Leftover> &found)
{
    // With a colon behind, whatever follows is what they announce.
    static constexpr std::array labels{
        "姓名", "住院号", "门诊号", "病历号", "病案号", "登记号", "检查号", "影像号", "身份证号", "身份证", "证件号", "电话",
        "手机", "联系方式", "住址", "地址", "微信", "微信号", "QQ", "护照号", "护照", "医保号", "医保卡号", "社保号", "银行卡号",
        "卡号", "账号", "车牌", "车牌号", "序列号", "传真", "邮箱", "医师", "医生", "检查者", "审核者", "报告者", "签名",
        "name", "mrn", "patient id", "phone", "tel", "fax", "e-mail", "email", "ssn", "passport", "passport no", "address",
        "serial", "serial no", "account", "acct", "physician", "examiner", "signed", "accession", "dob", "date of birth"};
    for (const char *entry : labels) {
        const QString label = QString::fromUtf8(entry);
        for (qsizetype at = text.indexOf(label, 0, Qt::CaseInsensitive); at >= 0;
             at = text.indexOf(label, at + label.size(), Qt::CaseInsensitive)) {
            if (isLatinAt(text, at) && isLatinAt(text, at - 1))
                continue;
            qsizetype next = at + label.size();
            while (next < text.size() && (text[next].isSpace() || text[next] == u'.' || text[next] == u'#'))
                ++next;
            if (next >= text.size() || (text[next] != u':' && text[next] != u'：'))
                continue;
            ++next;
            while (next < text.size() && text[next].isSpace())
                ++next;
            static const std::array nothing{"none", "unknown", "closed", "lost", "n/a", "无", "未", "不详"};
            const bool saysNothing = std::any_of(nothing.begin(), nothing.end(), [&](const char *word) {
                return QStringView(text).mid(next).startsWith(QString::fromUtf8(word), Qt::CaseInsensitive);
            });
            if (next < text.size() && text[next].isLetterOrNumber() && !saysNothing)
                found.push_back({QStringLiteral("named by a label"), text.mid(at, 40)});
        }
    }
}

void beforeTitles(const QString &text, std::vector<Leftover> &found)
{
    for (const char *entry : {"先生", "女士"})
        if (const qsizetype at = text.indexOf(QString::fromUtf8(entry)); at > 0 && isHanAt(text, at - 1))
            found.push_back({QStringLiteral("before a title"), text.mid(std::max<qsizetype>(0, at - 4), 6)});
    for (const char *entry : {"Mr.", "Mrs.", "Ms.", "Dr.", "Prof."})
        if (const qsizetype at = text.indexOf(QLatin1String(entry)); at >= 0 && !isLatinAt(text, at - 1)) {
            qsizetype next = at + qsizetype(qstrlen(entry));
            while (next < text.size() && text[next].isSpace())
                ++next;
            if (next < text.size() && text[next].isUpper())
                found.push_back({QStringLiteral("before a title"), text.mid(at, 20)});
        }
}

} // namespace

std::vector<Leftover> leftoversIn(const QString &text, bool daysAllowed)
{
    std::vector<Leftover> found;
    std::vector<std::pair<QDate, QString>> days;
    findDays(text, days);
    QString rest = text; // A day that may stay is no long number.
    for (const auto &[day, words] : days) {
        if (!daysAllowed)
            found.push_back({QStringLiteral("day"), words});
        rest.replace(words, QStringLiteral("~"));
    }
    longNumbers(rest, found);
    addresses(text, found);
    const QString tight = withoutSpacesInChinese(text);
    announced(tight, found);
    colleagues(tight, found);
    beforeTitles(text, found);
    for (Leftover &each : leftoversByKind(tight))
        found.push_back(std::move(each));
    return found;
}

bool saysMoreThanACamera(const QString &camera)
{
    if (!says_only_a_camera(camera.toStdString()))
        return true;
    int inRow = 0;
    qsizetype lastDigit = -1;
    for (qsizetype at = 0; at < camera.size(); ++at) {
        inRow = digitAt(camera, at) >= 0 ? inRow + 1 : 0;
        if (inRow > 0)
            lastDigit = at;
        if (inRow >= 5)
            return true;
    }
    for (const char *entry : {"sn", "s/n", "serial", "序列", "机身"}) {
        const QString word = QString::fromUtf8(entry);
        const qsizetype at = camera.indexOf(word, 0, Qt::CaseInsensitive), end = at + word.size();
        if (at >= 0 && lastDigit >= end && !isLatinAt(camera, at - 1) && (!isLatinAt(camera, end) || word.size() > 3))
            return true;
    }
    return false;
}

std::vector<QDate> daysIn(const QString &text)
{
    std::vector<std::pair<QDate, QString>> found;
    findDays(text, found);
    std::vector<QDate> days;
    for (const auto &[day, words] : found)
        days.push_back(day);
    return days;
}

QStringList wordsOf(const QString &text)
{
    QStringList words;
    QString current;
    for (const QChar c : text) {
        if (c.isLetterOrNumber()) {
            current += c;
        } else if (!current.isEmpty()) {
            words.append(current);
            current.clear();
        }
    }
    if (!current.isEmpty())
        words.append(current);
    return words;
}

} // namespace retclip
