// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/query_text.h"

#include <QRegularExpression>

namespace retclip {

namespace {

QString unquoted(QString value)
{
    if (value.size() >= 2 && value.startsWith(QLatin1Char('"')) && value.endsWith(QLatin1Char('"')))
        value = value.mid(1, value.size() - 2);
    return value;
}

QString quotedWhereNeeded(const QString &value)
{
    for (const QChar c : value) {
        if (c.isSpace() || QStringLiteral(",:()\"=<>").contains(c))
            return QLatin1Char('"') + value + QLatin1Char('"');
    }
    return value;
}

QStringList splitValues(const QString &list)
{
    QStringList values;
    QString now;
    bool quoted = false;
    for (const QChar c : list) {
        if (c == QLatin1Char('"'))
            quoted = !quoted;
        if (c == QLatin1Char(',') && !quoted) {
            values << unquoted(now);
            now.clear();
        } else {
            now += c;
        }
    }
    if (!now.isEmpty())
        values << unquoted(now);
    return values;
}

} // namespace

QStringList queryWords(const QString &query)
{
    QStringList words;
    QString now;
    bool quoted = false;
    int depth = 0;
    for (const QChar c : query) {
        if (c == QLatin1Char('"'))
            quoted = !quoted;
        else if (!quoted && c == QLatin1Char('('))
            ++depth;
        else if (!quoted && c == QLatin1Char(')'))
            --depth;
        if (c.isSpace() && !quoted && depth <= 0) {
            if (!now.isEmpty())
                words << now;
            now.clear();
        } else {
            now += c;
        }
    }
    if (!now.isEmpty())
        words << now;
    return words;
}

QStringList valuesAskedFor(const QString &query, const QString &field)
{
    const QString head = field + QLatin1Char(':');
    for (const QString &word : queryWords(query)) {
        if (word.startsWith(head, Qt::CaseInsensitive))
            return splitValues(word.mid(head.size()));
    }
    return {};
}

QString withTerm(const QString &query, const QString &field, const QString &value, Term term)
{
    const QString head = field + QLatin1Char(':');
    QStringList words = queryWords(query);
    QStringList values = valuesAskedFor(query, field);
    values.removeAll(value);
    if (term == Term::wanted)
        values << value;
    QStringList written;
    for (const QString &one : std::as_const(values))
        written << quotedWhereNeeded(one);
    const QString word = head + written.join(QLatin1Char(','));
    for (qsizetype i = 0; i < words.size(); ++i) {
        if (!words.at(i).startsWith(head, Qt::CaseInsensitive))
            continue;
        if (values.isEmpty())
            words.removeAt(i);
        else
            words[i] = word;
        return words.join(QLatin1Char(' '));
    }
    if (!values.isEmpty())
        words << word;
    return words.join(QLatin1Char(' '));
}

QStringList searchedWords(const QString &query)
{
    QStringList found;
    for (const QString &word : queryWords(query)) {
        if (word.startsWith(QLatin1Char('-')) || word.startsWith(QLatin1Char('(')))
            continue;
        for (const QString &head : {QStringLiteral("report:"), QStringLiteral("报告:"),
                                    QStringLiteral("报告："), QStringLiteral("report：")}) {
            if (word.startsWith(head, Qt::CaseInsensitive))
                found += splitValues(word.mid(head.size()));
        }
        bool plain = true;
        for (const QChar c : QStringLiteral(":=<>：＝＜＞"))
            plain = plain && !word.contains(c);
        if (plain && word != QLatin1String("OR") && word != QLatin1String("NOT"))
            found << unquoted(word);
    }
    found.removeAll(QString());
    return found;
}

std::optional<std::pair<int, int>> nextTermIn(const QString &text, const QStringList &terms,
                                              int from)
{
    if (text.trimmed().isEmpty())
        return {};
    std::optional<std::pair<int, int>> first, next;
    for (const QString &term : terms) {
        for (qsizetype at = 0; !term.isEmpty(); at += term.size()) {
            at = text.indexOf(term, at, Qt::CaseInsensitive);
            if (at < 0)
                break;
            const std::pair<int, int> place{int(at), int(term.size())};
            if (!first || place.first < first->first)
                first = place;
            if (place.first >= from && (!next || place.first < next->first))
                next = place;
        }
    }
    if (first)
        return next ? next : first;
    // No term at all: sentences, in both scripts.
    static const QRegularExpression sentence(QStringLiteral("[^.。;；,，\\n]*[^.。;；,，\\n\\s][^.。;；,，\\n]*"));
    auto match = sentence.match(text, from);
    if (!match.hasMatch())
        match = sentence.match(text);
    if (!match.hasMatch())
        return {};
    return std::pair{int(match.capturedStart()), int(match.capturedLength())};
}

} // namespace retclip
