// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/text_index.h"

#include "core/base/sha256.h"

#include <QChar>
#include <QStringList>

#include <vector>

namespace retclip {

namespace {

enum class Kind { separator, word, pairs };

Kind kindOf(char32_t character)
{
    switch (QChar::script(character)) {
    case QChar::Script_Han:
    case QChar::Script_Hiragana:
    case QChar::Script_Katakana:
    case QChar::Script_Hangul:
        return QChar::isLetterOrNumber(character) ? Kind::pairs : Kind::separator;
    default: return QChar::isLetterOrNumber(character) ? Kind::word : Kind::separator;
    }
}

bool isAscii(QStringView text)
{
    for (const QChar character : text)
        if (character.unicode() >= 128)
            return false;
    return true;
}

struct Run
{
    Kind kind;
    QList<uint> characters;
};

std::vector<Run> runsOf(QStringView text)
{
    const QString folded = isAscii(text)
        ? text.toString().toLower()
        : text.toString().normalized(QString::NormalizationForm_KC).toLower();
    std::vector<Run> runs;
    bool continues = false;
    for (const uint character : folded.toUcs4()) {
        const Kind kind = kindOf(character);
        if (kind == Kind::separator) {
            continues = false;
            continue;
        }
        if (!continues || runs.back().kind != kind)
            runs.push_back({kind, {}});
        runs.back().characters.append(character);
        continues = true;
    }
    return runs;
}

QString textOf(const uint *characters, qsizetype count)
{
    return QString::fromUcs4(reinterpret_cast<const char32_t *>(characters), count);
}

void appendTokens(QStringList &tokens, const Run &run, bool withEnd)
{
    const auto &characters = run.characters;
    if (run.kind == Kind::word) {
        tokens.append(textOf(characters.data(), characters.size()));
        return;
    }
    for (qsizetype i = 0; i + 1 < characters.size(); ++i)
        tokens.append(textOf(characters.data() + i, 2));
    if (withEnd)
        tokens.append(textOf(characters.data() + characters.size() - 1, 1));
}

struct Wanted
{
    QStringList tokens;
    bool lastMayGoOn = false;
};

Wanted wantedTokens(QStringView text, WordMatch match)
{
    Wanted wanted;
    const std::vector<Run> runs = runsOf(text);
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const Run &run = runs[i];
        const bool last = i + 1 == runs.size();
        const bool single = run.characters.size() == 1;
        appendTokens(wanted.tokens, run, !last || (run.kind == Kind::pairs && single));
        if (!last)
            continue;
        if (run.kind == Kind::pairs)
            wanted.lastMayGoOn = single; // Every place in a run begins one token: found exactly.
        else
            wanted.lastMayGoOn = match == WordMatch::beginning && run.characters.size() >= 3
                && QChar::isLetter(run.characters.last());
    }
    return wanted;
}

} // namespace

QByteArray indexTokens(QStringView text)
{
    QStringList tokens;
    for (const Run &run : runsOf(text))
        appendTokens(tokens, run, true);
    return tokens.join(u' ').toUtf8();
}

QByteArray matchExpression(QStringView text, WordMatch match)
{
    const Wanted wanted = wantedTokens(text, match);
    if (wanted.tokens.isEmpty())
        return {};
    // Tokens hold letters and digits only, so nothing in them can end the quoted phrase.
    QByteArray expression = '"' + wanted.tokens.join(u' ').toUtf8() + '"';
    if (wanted.lastMayGoOn)
        expression += " *";
    return expression;
}

bool textMatches(QStringView text, QStringView wantedText, WordMatch match)
{
    const Wanted wanted = wantedTokens(wantedText, match);
    if (wanted.tokens.isEmpty())
        return text.contains(wantedText.trimmed());
    QStringList tokens;
    for (const Run &run : runsOf(text))
        appendTokens(tokens, run, true);
    const qsizetype length = wanted.tokens.size();
    for (qsizetype start = 0; start + length <= tokens.size(); ++start) {
        bool equal = true;
        for (qsizetype i = 0; equal && i < length; ++i)
            equal = wanted.lastMayGoOn && i + 1 == length
                ? tokens[start + i].startsWith(wanted.tokens[i])
                : tokens[start + i] == wanted.tokens[i];
        if (equal)
            return true;
    }
    return false;
}

qint64 reportHash(QStringView text)
{
    QString folded = isAscii(text)
        ? text.toString().toLower()
        : text.toString().normalized(QString::NormalizationForm_KC).toLower();
    folded.removeIf([](QChar character) { return character.isSpace(); });
    const std::string hex = sha256_of(std::string_view(folded.toUtf8().toStdString()));
    return qint64(std::stoull(hex.substr(0, 16), nullptr, 16));
}

QString examSortKey(const QString &patient, int number)
{
    QString key;
    key.reserve(patient.size() + 24);
    const auto isDigit = [](QChar character) { return character >= u'0' && character <= u'9'; };
    for (qsizetype i = 0; i < patient.size();) {
        if (!isDigit(patient[i])) {
            key += patient[i++].toLower();
            continue;
        }
        qsizetype end = i;
        while (end < patient.size() && isDigit(patient[end]))
            ++end;
        while (i + 1 < end && patient[i] == u'0')
            ++i;
        // The count of digits before the digits orders numbers of any length.
        const qsizetype digits = end - i;
        key += QChar(u'0' + char16_t(qMin<qsizetype>(digits, 60)));
        key += QStringView(patient).mid(i, digits);
        i = end;
    }
    return key + QChar(1) + patient + QChar(1) + QString::number(number).rightJustified(6, u'0');
}

} // namespace retclip
