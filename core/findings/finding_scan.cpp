// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/findings/finding_scan.h"

#include <QRegularExpression>

#include <algorithm>

namespace retclip {

namespace {

struct Term
{
    QString text;
    const Finding *finding;
};

bool isLatin(QChar character)
{
    return character.isLetterOrNumber() && character.unicode() < 0x2e80;
}

/// Longest first: of overlapping terms the longer counts.
const std::vector<Term> &termsByLength()
{
    static const std::vector<Term> terms = [] {
        std::vector<Term> all;
        for (const Finding &finding : findingDictionary())
            for (const QString &text : finding.terms)
                all.push_back({text, &finding});
        std::stable_sort(all.begin(), all.end(),
                         [](const Term &a, const Term &b) { return a.text.size() > b.text.size(); });
        return all;
    }();
    return terms;
}

/// As compared: lower case, hyphens in words as blanks; of the same length as the report.
QString plainOf(const QString &report)
{
    QString plain = report.toLower();
    if (plain.size() != report.size()) // A letter whose lower case is longer: compare it as it is.
        plain = report;
    for (qsizetype i = 0; i < plain.size(); ++i) {
        const bool hyphen = plain[i] == u'-' || plain[i] == QChar(0x2010) || plain[i] == QChar(0x2011);
        // "(-)" denies.
        if (plain[i].isSpace() || (hyphen && i > 0 && isLatin(plain[i - 1])))
            plain[i] = u' ';
    }
    return plain;
}

/// The length of the term at `from`, an English plural included; 0: it is part of another word.
qsizetype lengthAt(const QString &plain, qsizetype from, const QString &term)
{
    qsizetype end = from + term.size();
    if (!isLatin(term.front()))
        return term.size();
    if (from > 0 && isLatin(plain[from - 1]))
        return 0;
    for (const QStringView plural : {u"es", u"s"})
        if (QStringView(plain).mid(end).startsWith(plural)
            && (end + plural.size() == plain.size() || !isLatin(plain[end + plural.size()]))) {
            end += plural.size();
            break;
        }
    return end < plain.size() && isLatin(plain[end]) ? 0 : end - from;
}

struct Place
{
    qsizetype start, length;
    std::optional<Laterality> eye = {};
};

std::vector<Place> placesOf(const QRegularExpression &expression, const QString &plain)
{
    std::vector<Place> places;
    for (auto all = expression.globalMatch(plain); all.hasNext();) {
        const auto match = all.next();
        places.push_back({match.capturedStart(), match.capturedLength()});
    }
    return places;
}

std::vector<Place> eyesNamed(const QString &plain)
{
    static const QRegularExpression right(
        QStringLiteral("右眼|\\bright eye\\b|\\bod\\b|\\bo\\.d\\.|\\bright fundus\\b|右侧"));
    static const QRegularExpression left(
        QStringLiteral("左眼|\\bleft eye\\b|\\bos\\b|\\bo\\.s\\.|\\bleft fundus\\b|左侧"));
    static const QRegularExpression both(QStringLiteral("双眼|两眼|\\bboth eyes\\b|\\bou\\b|\\bbilateral\\b"));
    std::vector<Place> places = placesOf(both, plain);
    for (const auto &[expression, eye] : {std::pair{&right, Laterality::right}, {&left, Laterality::left}})
        for (Place place : placesOf(*expression, plain)) {
            place.eye = eye;
            places.push_back(place);
        }
    std::sort(places.begin(), places.end(), [](const Place &a, const Place &b) { return a.start < b.start; });
    return places;
}

/// Where the clause that holds `at` begins and ends.
std::pair<qsizetype, qsizetype> clauseAround(const QString &plain, qsizetype at)
{
    static const QRegularExpression goesOn(QStringLiteral("^[^.;。；:：\n]*?(?:\\b(?:or|nor)\\b|或)"));
    const auto ends = [&](qsizetype i) {
        const QChar c = plain[i];
        // "no haemorrhage, exudates or drusen" is one list.
        if ((c == u',' || c == u'，') && goesOn.match(QStringView(plain).mid(i + 1)).hasMatch())
            return false;
        // "0.7" goes on.
        if (c == u'.')
            return i + 1 >= plain.size() || !plain[i + 1].isDigit();
        return QStringLiteral("。；;，,！!\n:：").contains(c);
    };
    qsizetype from = at, to = at;
    while (from > 0 && !ends(from - 1))
        --from;
    while (to < plain.size() && !ends(to))
        ++to;
    static const QRegularExpression turn(QStringLiteral("\\b(?:but|however|except)\\b|但|而"));
    for (const Place &place : placesOf(turn, plain.mid(from, to - from))) {
        if (from + place.start >= at)
            return {from, std::min(to, from + place.start)};
    }
    qsizetype begin = from;
    for (const Place &place : placesOf(turn, plain.mid(from, at - from)))
        begin = from + place.start + place.length;
    return {begin, to};
}

Assertion assertionAt(const QString &plain, qsizetype start, qsizetype length)
{
    const auto [from, to] = clauseAround(plain, start);
    const QString before = plain.mid(from, start - from);
    const QString after = plain.mid(start + length, std::max<qsizetype>(0, to - start - length));
    static const QRegularExpression denied(
        QStringLiteral("\\b(?:no|not|without|absence of|absent|negative for|free of|denies|never)\\b|"
                       "未见|未发现|未查见|未及|没有|未提示|否认|排除|(?<!有|视)无(?!法|明显诱因)|不伴"));
    static const QRegularExpression deniedAfter(QStringLiteral(
        "^\\s*(?:(?:is|are|was|were)\\s+)?(?:not (?:seen|present|found)|absent|ruled out|[(（]\\s*[-－−]\\s*[)）]|未见|阴性|不明显|已排除)"));
    static const QRegularExpression doubted(QStringLiteral(
        "\\b(?:suspected|suspicious (?:of|for)|suspicion of|possible|possibly|probable|probably|questionable|"
        "cannot exclude|rule out|r/o)\\b|可疑|疑似|疑|怀疑|考虑|可能|不除外|待排|不能排除"));
    static const QRegularExpression doubtedAfter(QStringLiteral("^\\s*(?:suspect\\b|suspected\\b|[?？]|可能|待排|待查|不除外|可疑)"));
    // "cannot exclude", 不能排除 hold a word that denies.
    if (doubted.match(before).hasMatch() || doubtedAfter.match(after).hasMatch())
        return Assertion::uncertain;
    if (denied.match(before).hasMatch() || deniedAfter.match(after).hasMatch())
        return Assertion::absent;
    return Assertion::present;
}

std::vector<FoundFinding> wideCups(const QString &report, const QString &plain)
{
    static const QRegularExpression ratio(QStringLiteral(
        "(?:c\\s*/\\s*d|cup to disc ratio|cup/disc ratio|杯盘比(?:值)?)[^0-9。；;，,\\n]{0,8}(0?\\.\\d+|1\\.0)"));
    std::vector<FoundFinding> found;
    for (auto all = ratio.globalMatch(plain); all.hasNext();) {
        const auto match = all.next();
        if (match.captured(1).toDouble() < wide_cup)
            continue;
        FoundFinding cup;
        cup.finding = findingOf(QStringLiteral("optic_disc_cupping"));
        cup.start = match.capturedStart();
        cup.length = match.capturedLength();
        cup.text = report.mid(cup.start, cup.length);
        found.push_back(cup);
    }
    return found;
}

} // namespace

const char *word(Assertion assertion)
{
    switch (assertion) {
    case Assertion::present: return "present";
    case Assertion::absent: return "absent";
    case Assertion::uncertain: return "uncertain";
    }
    return "present";
}

std::vector<FoundFinding> findFindings(const QString &report)
{
    const QString plain = plainOf(report);
    std::vector<bool> taken(std::size_t(plain.size()), false);
    std::vector<FoundFinding> found = wideCups(report, plain);
    for (const Term &term : termsByLength()) {
        QString wanted = term.text;
        wanted.replace(u'-', u' ');
        for (qsizetype at = plain.indexOf(wanted); at >= 0; at = plain.indexOf(wanted, at + 1)) {
            const qsizetype length = lengthAt(plain, at, wanted);
            if (length == 0 || taken[std::size_t(at)] || taken[std::size_t(at + length - 1)])
                continue;
            std::fill(taken.begin() + at, taken.begin() + at + length, true);
            FoundFinding each;
            each.finding = term.finding;
            each.start = at;
            each.length = length;
            each.text = report.mid(at, length);
            each.assertion = assertionAt(plain, at, length);
            found.push_back(each);
        }
    }
    std::sort(found.begin(), found.end(),
              [](const FoundFinding &a, const FoundFinding &b) { return a.start < b.start; });
    const std::vector<Place> eyes = eyesNamed(plain);
    for (FoundFinding &each : found)
        for (const Place &eye : eyes)
            if (eye.start < each.start)
                each.eye = eye.eye;
    return found;
}

} // namespace retclip
