// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/privacy/report_scan.h"

#include "core/privacy/date_forms.h"
#include "core/privacy/identifier_rules.h"
#include "core/privacy/name_finder.h"
#include "core/privacy/spaced_characters.h"

#include <QCoreApplication>

#include <algorithm>
#include <tuple>

namespace retclip {

namespace {

bool hasHan(const QString &text)
{
    return std::any_of(text.cbegin(), text.cend(),
                       [](QChar c) { return c.unicode() >= 0x4E00 && c.unicode() <= 0x9FFF; });
}

bool isWordCharacter(QChar c)
{
    return c.unicode() < 0x80 && c.isLetterOrNumber();
}

std::vector<Sighting> knownIn(const QString &text, const QStringList &known)
{
    std::vector<Sighting> found;
    for (const QString &entry : known) {
        const QString wanted = folded(entry.trimmed());
        const bool number = std::all_of(wanted.cbegin(), wanted.cend(), [](QChar c) { return c.isDigit(); });
        if (wanted.size() < (number ? 4 : 2))
            continue;
        for (qsizetype at = text.indexOf(wanted, 0, Qt::CaseInsensitive); at >= 0;
             at = text.indexOf(wanted, at + wanted.size(), Qt::CaseInsensitive)) {
            const qsizetype end = at + wanted.size();
            const bool alone = (at == 0 || !isWordCharacter(wanted[0]) || !isWordCharacter(text[at - 1]))
                && (end == text.size() || !isWordCharacter(wanted.back()) || !isWordCharacter(text[end]));
            if (alone)
                found.push_back({IdentifierKind::known, at, wanted.size(),
                                 QT_TRANSLATE_NOOP("Privacy", "the study calls the patient or exam so"),
                                 Confidence::verified});
        }
    }
    return found;
}

/// Of readings that touch each other the surer, then the longer, then the first.
std::vector<Sighting> apart(std::vector<Sighting> all)
{
    // A part of a longer reading of the same kind lends it what it knows: "on March 31" of the whole day.
    for (Sighting &whole : all)
        for (const Sighting &part : all)
            if (part.kind == whole.kind && part.length < whole.length && part.start >= whole.start
                && part.start + part.length <= whole.start + whole.length && part.confidence < whole.confidence) {
                whole.confidence = part.confidence;
                whole.evidence = part.evidence;
            }
    std::stable_sort(all.begin(), all.end(), [](const Sighting &a, const Sighting &b) {
        return a.confidence != b.confidence ? a.confidence < b.confidence : a.length > b.length;
    });
    std::vector<Sighting> kept;
    for (const Sighting &each : all)
        if (std::none_of(kept.cbegin(), kept.cend(), [&](const Sighting &other) {
                return each.start < other.start + other.length && other.start < each.start + each.length;
            }))
            kept.push_back(each);
    std::sort(kept.begin(), kept.end(), [](const Sighting &a, const Sighting &b) { return a.start < b.start; });
    return kept;
}

QString replacementOf(const Sighting &each, const QString &value, bool chinese, std::optional<int> moveDays)
{
    if (each.kind == IdentifierKind::age)
        return QStringLiteral("90+");
    if (each.kind == IdentifierKind::date && moveDays)
        if (const QDate day = dayOf(value); day.isValid())
            return day.addDays(*moveDays).toString(Qt::ISODate);
    return placeholder(each.kind, chinese);
}

} // namespace

std::vector<PrivacyFind> scanForIdentifiers(const QString &text, const PrivacyScanOptions &options)
{
    const JoinedText joined = withSpacedCharactersJoined(folded(text));
    const QString &plain = joined.text;
    std::vector<Sighting> all = numbersIn(plain);
    for (std::vector<Sighting> more : {namesIn(plain), knownIn(plain, options.known)})
        all.insert(all.end(), more.begin(), more.end());
    const bool chinese = hasHan(text);
    std::vector<PrivacyFind> finds;
    for (const Sighting &each : apart(std::move(all))) {
        PrivacyFind find;
        find.kind = each.kind;
        std::tie(find.start, find.length) = joined.original(each.start, each.length);
        find.text = text.mid(find.start, find.length);
        find.confidence = each.confidence;
        find.evidence = each.evidence;
        find.replacement = replacementOf(each, plain.mid(each.start, each.length), chinese, options.moveDays);
        finds.push_back(std::move(find));
    }
    return finds;
}

QString redacted(const QString &text, const std::vector<PrivacyFind> &finds)
{
    QString result;
    qsizetype from = 0;
    for (const PrivacyFind &find : finds) {
        result += QStringView(text).mid(from, find.start - from);
        result += find.replacement;
        from = find.start + find.length;
    }
    result += QStringView(text).mid(from);
    return result;
}

QString redacted(const QString &text, const PrivacyScanOptions &options)
{
    return redacted(text, scanForIdentifiers(text, options));
}

} // namespace retclip
