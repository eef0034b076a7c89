// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/findings/report_terms.h"

#include "core/base/unicode.h"
#include "core/findings/key_counter.h"
#include "core/findings/term_lexicon.h"
#include "core/study/report_texts.h"

#include <QStringList>

#include <algorithm>
#include <cmath>
#include <span>
#include <unordered_map>

namespace retclip {

namespace {

constexpr std::size_t window = 2;       ///< Terms to either side that are context.
constexpr std::size_t contextTerms = 4000; ///< The commonest ones: rarer ones say little as context.
constexpr std::uint32_t noTerm = 0xffffffff;

struct Weighted
{
    std::uint32_t term;
    float weight;
};

} // namespace

struct ReportTerms::Private
{
    qint64 reports = 0;
    qint64 least = 1;
    std::vector<ReportTerm> terms;
    std::unordered_map<std::string, std::uint32_t> numberOf;
    /// Of each text that differs: how many reports say so, and the terms in it, each once.
    std::vector<std::uint32_t> textWeights;
    std::vector<std::size_t> textBegins{0};
    std::vector<std::uint32_t> textTerms;
    /// Contexts of each term, of length 1; by rising context.
    std::vector<std::size_t> contextBegins;
    std::vector<Weighted> contexts;

    [[nodiscard]] std::span<const std::uint32_t> termsOfText(std::size_t text) const
    {
        return std::span(textTerms).subspan(textBegins[text], textBegins[text + 1] - textBegins[text]);
    }
    [[nodiscard]] std::span<const Weighted> contextsOf(std::size_t term) const
    {
        return std::span(contexts).subspan(contextBegins[term], contextBegins[term + 1] - contextBegins[term]);
    }
    void countTerms(const SymbolText &texts, const std::vector<LexiconEntry> &lexicon, const TermMatcher &matcher,
                    const TermOptions &options, std::vector<std::uint32_t> &termOfEntry);
    void findContexts(const SymbolText &texts, const TermMatcher &matcher,
                      const std::vector<std::uint32_t> &termOfEntry, std::stop_token stop);
};

namespace {

QString nameOf(const SymbolText &texts, const LexiconEntry &entry)
{
    std::u32string name;
    for (const std::uint32_t symbol : entry.span()) {
        const std::size_t place = symbol - SymbolText::firstSymbol;
        if (!name.empty() && !texts.isChinese[place])
            name += U' ';
        name += texts.names[place];
    }
    return QString::fromStdString(utf8_of(name));
}

bool isShort(const SymbolText &texts, const LexiconEntry &entry)
{
    const std::size_t place = entry.symbols[0] - SymbolText::firstSymbol;
    return entry.length == 1 && (texts.isChinese[place] || texts.names[place].size() < 3);
}

} // namespace

/// Counts what a query would find, so words inside longer ones too; keeps the terms, the commonest first.
void ReportTerms::Private::countTerms(const SymbolText &texts, const std::vector<LexiconEntry> &lexicon,
                                      const TermMatcher &matcher, const TermOptions &options,
                                      std::vector<std::uint32_t> &termOfEntry)
{
    std::vector<qint64> inReports(lexicon.size(), 0), occurrences(lexicon.size(), 0);
    std::vector<TermMatcher::Found> found;
    std::vector<std::uint32_t> words, wordsOfTexts;
    std::vector<std::size_t> begins{0};
    for (std::size_t t = 0; t < texts.texts(); ++t) {
        found.clear();
        words.clear();
        matcher.findAll(texts.text(t), found);
        for (const TermMatcher::Found &each : found) {
            occurrences[each.word] += texts.weights[t];
            words.push_back(each.word);
        }
        std::sort(words.begin(), words.end());
        words.erase(std::unique(words.begin(), words.end()), words.end());
        for (const std::uint32_t word : words)
            inReports[word] += texts.weights[t];
        wordsOfTexts.insert(wordsOfTexts.end(), words.begin(), words.end());
        begins.push_back(wordsOfTexts.size());
    }
    std::vector<std::uint32_t> kept;
    for (std::size_t i = 0; i < lexicon.size(); ++i)
        if (inReports[i] >= options.leastReports && (options.shortOnes || !isShort(texts, lexicon[i])))
            kept.push_back(std::uint32_t(i));
    std::stable_sort(kept.begin(), kept.end(), [&](std::uint32_t a, std::uint32_t b) {
        return inReports[a] != inReports[b] ? inReports[a] > inReports[b] : occurrences[a] > occurrences[b];
    });
    termOfEntry.assign(lexicon.size(), noTerm);
    for (const std::uint32_t i : kept) {
        const LexiconEntry &entry = lexicon[i];
        ReportTerm term;
        term.text = nameOf(texts, entry);
        term.reports = inReports[i];
        term.occurrences = occurrences[i];
        term.chinese = texts.isChinese[entry.symbols[0] - SymbolText::firstSymbol];
        term.cohesion = entry.cohesion;
        term.freedom = entry.freedom;
        termOfEntry[i] = std::uint32_t(terms.size());
        numberOf.emplace(term.text.toStdString(), std::uint32_t(terms.size()));
        terms.push_back(std::move(term));
    }
    textWeights = texts.weights;
    for (std::size_t t = 0; t < texts.texts(); ++t) {
        for (std::size_t i = begins[t]; i < begins[t + 1]; ++i)
            if (termOfEntry[wordsOfTexts[i]] != noTerm)
                textTerms.push_back(termOfEntry[wordsOfTexts[i]]);
        textBegins.push_back(textTerms.size());
    }
}

/// Context of an occurrence is the longest word that begins where it ends, and the next one behind that;
/// likewise before it.
void ReportTerms::Private::findContexts(const SymbolText &texts, const TermMatcher &matcher,
                                        const std::vector<std::uint32_t> &termOfEntry, std::stop_token stop)
{
    KeyCounter pairs(terms.size() * 32);
    std::vector<double> asTerm(terms.size(), 0), asContext(terms.size(), 0);
    double total = 0;
    std::vector<TermMatcher::Found> found;
    std::vector<const TermMatcher::Found *> longestFrom, longestTo; // By place in the text.
    for (std::size_t t = 0; t < texts.texts() && !stop.stop_requested(); ++t) {
        found.clear();
        matcher.findAll(texts.text(t), found);
        longestFrom.assign(texts.text(t).size() + 1, nullptr);
        longestTo.assign(texts.text(t).size() + 1, nullptr);
        for (const TermMatcher::Found &each : found) {
            longestFrom[each.begin] = &each; // The last of a beginning is the longest,
            if (!longestTo[each.end])
                longestTo[each.end] = &each; // and the first of an end.
        }
        const auto count = [&](std::uint32_t term, const TermMatcher::Found &context) {
            const std::uint32_t other = termOfEntry[context.word];
            if (other == noTerm || other >= contextTerms)
                return;
            pairs.add(pairKey(term, other), texts.weights[t]);
            asTerm[term] += texts.weights[t];
            asContext[other] += texts.weights[t];
            total += texts.weights[t];
        };
        for (const TermMatcher::Found &each : found) {
            const std::uint32_t term = termOfEntry[each.word];
            if (term == noTerm)
                continue;
            std::uint32_t end = each.end, begin = each.begin;
            for (std::size_t step = 0; step < window && longestFrom[end]; ++step) {
                count(term, *longestFrom[end]);
                end = longestFrom[end]->end;
            }
            for (std::size_t step = 0; step < window && longestTo[begin]; ++step) {
                count(term, *longestTo[begin]);
                begin = longestTo[begin]->begin;
            }
        }
    }
    std::vector<std::pair<std::uint64_t, float>> positive;
    pairs.forEach([&](std::uint64_t key, std::uint32_t count) {
        const double information =
            std::log(count * total / (asTerm[key >> 32] * asContext[std::uint32_t(key)]));
        if (information > 0)
            positive.emplace_back(key, float(information));
    });
    std::sort(positive.begin(), positive.end());
    contextBegins.assign(terms.size() + 1, 0);
    for (const auto &[key, weight] : positive) {
        ++contextBegins[(key >> 32) + 1];
        contexts.push_back({std::uint32_t(key), weight});
    }
    for (std::size_t i = 0; i < terms.size(); ++i)
        contextBegins[i + 1] += contextBegins[i];
    for (std::size_t term = 0; term < terms.size(); ++term) {
        double length = 0;
        for (const Weighted &entry : contextsOf(term))
            length += double(entry.weight) * entry.weight;
        for (std::size_t i = contextBegins[term]; i < contextBegins[term + 1]; ++i)
            contexts[i].weight /= float(std::sqrt(length));
    }
}

ReportTerms::ReportTerms(std::unique_ptr<Private> data) : d(std::move(data)) {}
ReportTerms::~ReportTerms() = default;

Result<std::shared_ptr<const ReportTerms>> ReportTerms::of(const Study &study, const TermOptions &options,
                                                           const ProgressCallback &progress, std::stop_token stop)
{
    constexpr std::int64_t steps = 4;
    ProgressReporter reporter(progress, steps, message(QT_TRANSLATE_NOOP("Message", "Reading the words of reports")));
    auto made = std::make_unique<Private>();
    made->least = std::max(1, options.leastReports);
    SymbolText texts;
    {
        std::unordered_map<std::string, std::uint32_t> counts; // Reports are often the same word for word.
        RETCLIP_CHECK(eachReport(study, options.where, [&](ExamId, std::string_view report) {
            ++counts[std::string(report)];
            ++made->reports;
        }, stop));
        for (const auto &[report, count] : counts)
            texts.add(report, count);
    }
    reporter.advance_to(1);
    const std::vector<LexiconEntry> lexicon = findWords(texts, std::uint32_t(made->least), stop);
    if (stop.stop_requested())
        return failure(cancelled().value());
    reporter.advance_to(2);
    const TermMatcher matcher(lexicon);
    std::vector<std::uint32_t> termOfEntry;
    made->countTerms(texts, lexicon, matcher, options, termOfEntry);
    reporter.advance_to(3);
    made->findContexts(texts, matcher, termOfEntry, stop);
    if (stop.stop_requested())
        return failure(cancelled().value());
    reporter.finish();
    return std::shared_ptr<const ReportTerms>(new ReportTerms(std::move(made)));
}

qint64 ReportTerms::reports() const
{
    return d->reports;
}

const std::vector<ReportTerm> &ReportTerms::terms() const
{
    return d->terms;
}

Result<TermNeighbours> ReportTerms::near(const QString &text, int top) const
{
    const QString wanted = text.simplified().toLower();
    const auto place = d->numberOf.find(wanted.toStdString());
    if (place == d->numberOf.end()) {
        QStringList near;
        for (const ReportTerm &term : d->terms)
            if (near.size() < 8 && !wanted.isEmpty() && (term.text.contains(wanted) || wanted.contains(term.text)))
                near.append(term.text);
        return failure(ErrorCode::not_found,
                       message(QT_TRANSLATE_NOOP("Message", "“%1” is no term of these reports."), {text.toStdString()}),
                       message(QT_TRANSLATE_NOOP("Message", "The last result stays.")),
                       near.isEmpty() ? message(QT_TRANSLATE_NOOP("Message", "Choose a term of the list."))
                                      : message(QT_TRANSLATE_NOOP("Message", "Choose one of: %1."),
                                                {near.join(QStringLiteral(", ")).toStdString()}));
    }
    const std::uint32_t term = place->second;
    const QString &own = d->terms[term].text;
    std::vector<double> shared(d->terms.size(), 0), dense(d->terms.size(), 0);
    for (const Weighted &entry : d->contextsOf(term))
        dense[entry.term] = entry.weight;
    std::vector<qint64> together(d->terms.size(), 0);
    for (std::size_t t = 0; t < d->textWeights.size(); ++t) {
        const auto inText = d->termsOfText(t);
        if (std::find(inText.begin(), inText.end(), term) == inText.end())
            continue;
        for (const std::uint32_t other : inText)
            together[other] += d->textWeights[t];
    }
    std::vector<NearTerm> all;
    for (std::size_t other = 0; other < d->terms.size(); ++other) {
        const ReportTerm &entry = d->terms[other];
        // A part of a term says nothing about it.
        if (other == term || entry.text.contains(own) || own.contains(entry.text))
            continue;
        NearTerm near{entry.text, entry.reports, 0, together[other], -1};
        for (const Weighted &context : d->contextsOf(other))
            near.likeness += context.weight * dense[context.term];
        if (near.together > 0) {
            const double whole = double(d->reports), both = near.together / whole;
            near.association = both < 1
                ? std::log(both / (d->terms[term].reports / whole * (entry.reports / whole))) / -std::log(both)
                : 0;
        }
        all.push_back(std::move(near));
    }
    TermNeighbours result;
    const auto best = [&](auto value, auto keep, std::vector<NearTerm> &list) {
        for (const NearTerm &near : all)
            if (keep(near))
                list.push_back(near);
        std::stable_sort(list.begin(), list.end(),
                         [&](const NearTerm &a, const NearTerm &b) { return value(a) > value(b); });
        if (std::size_t(std::max(0, top)) < list.size())
            list.resize(std::size_t(std::max(0, top)));
    };
    best([](const NearTerm &near) { return near.likeness; }, [](const NearTerm &near) { return near.likeness > 0.05; },
         result.alike);
    best([](const NearTerm &near) { return near.association; },
         [&](const NearTerm &near) { return near.together >= d->least && near.association > 0; }, result.together);
    return result;
}

QString queryOfTerms(const QStringList &terms)
{
    QStringList quoted;
    for (QString term : terms)
        quoted.append(QLatin1Char('"') + term.remove(QLatin1Char('"')) + QLatin1Char('"'));
    return QStringLiteral("report:") + quoted.join(QLatin1Char(','));
}

} // namespace retclip
