// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inspection/atlas_colours.h"

#include <QHash>

#include <algorithm>
#include <map>
#include <span>

namespace retclip {

namespace {

constexpr std::size_t readAtOnce = 5000, mostSources = 12, mostNames = 255;

QString monthOf(const QDate &date)
{
    return date.isValid() ? date.toString(QStringLiteral("yyyy-MM")) : QString();
}

QString wordFor(const ExamRow &exam, AtlasColourBy by, const QString &labelSet)
{
    switch (by) {
    case AtlasColourBy::split: return exam.split == Split::none ? QString() : QString::fromLatin1(word(exam.split));
    case AtlasColourBy::source: return exam.source;
    case AtlasColourBy::time: return monthOf(exam.date);
    case AtlasColourBy::label: {
        bool known = false;
        for (const LabelState &label : exam.labels) {
            if (label.setName != labelSet || !label.known)
                continue;
            if (!label.positive.isEmpty())
                return label.positive.first(); // The eye with a finding goes before the one without.
            known = true;
        }
        return known ? QStringLiteral("-") : QString();
    }
    default: return {};
    }
}

/// The word of each exam.
Result<std::vector<QString>> wordsOfExams(const Atlas &atlas, const Study &study, AtlasColourBy by, const QString &labelSet,
                                          std::stop_token stop)
{
    std::vector<QString> words(atlas.exams.size());
    for (std::size_t begin = 0; begin < atlas.exams.size(); begin += readAtOnce) {
        if (stop.stop_requested())
            return cancelled();
        const std::size_t end = std::min(atlas.exams.size(), begin + readAtOnce);
        RETCLIP_TRY(const auto rows, study.exams(std::span(atlas.exams).subspan(begin, end - begin)));
        std::size_t at = begin;
        for (const ExamRow &exam : rows) {
            while (at < end && atlas.exams[at] != exam.id)
                ++at; // An exam that is gone.
            if (at < end)
                words[at++] = wordFor(exam, by, labelSet);
        }
    }
    return words;
}

Result<std::vector<QString>> rightOrWrong(const Atlas &atlas, const Study &study, const QString &labelSet, RunId predictor)
{
    RETCLIP_TRY(const auto predictions, study.predictions(predictor, labelSet));
    QHash<qint64, bool> wrong;
    for (const PredictionRow &row : predictions)
        if (row.truth)
            wrong[row.exam.value] = wrong.value(row.exam.value, false) || row.predicted != *row.truth;
    std::vector<QString> words;
    for (const ExamId exam : atlas.exams) {
        const auto found = wrong.constFind(exam.value);
        words.push_back(found == wrong.constEnd() ? QString() : *found ? QStringLiteral("wrong") : QStringLiteral("right"));
    }
    return words;
}

/// Names in order, each exam's number among them.
void numberWords(AtlasColours &colours, const std::vector<QString> &words, const QStringList &first)
{
    std::map<QString, qint64> counts;
    for (const QString &each : words)
        ++counts[each];
    QStringList names = first;
    names.erase(std::remove_if(names.begin(), names.end(), [&](const QString &name) { return !counts.contains(name); }), names.end());
    for (const auto &[name, count] : counts)
        if (!names.contains(name) && !name.isEmpty())
            names << name;
    if (colours.by == AtlasColourBy::source && names.size() > qsizetype(mostSources)) {
        std::stable_sort(names.begin(), names.end(), [&](const QString &a, const QString &b) { return counts[a] > counts[b]; });
        names = names.mid(0, qsizetype(mostSources));
        names << QStringLiteral("…");
    }
    if (colours.by == AtlasColourBy::time)
        names = names.mid(std::max<qsizetype>(0, names.size() - qsizetype(mostNames) + 1)); // The oldest count as unknown.
    if (counts.contains(QString()))
        names << QString();
    QHash<QString, int> numbers;
    for (int i = 0; i < names.size(); ++i)
        numbers.insert(names[i], i);
    const int others = int(colours.by == AtlasColourBy::source ? names.indexOf(QStringLiteral("…")) : names.indexOf(QString()));
    colours.names = names;
    colours.counts.assign(std::size_t(names.size()), 0);
    for (const QString &each : words) {
        const int number = std::clamp(numbers.value(each, others), 0, int(names.size()) - 1);
        colours.of.push_back(std::uint8_t(number));
        ++colours.counts[std::size_t(number)];
    }
}

QStringList classesOf(const Study &study, const QString &labelSet)
{
    QStringList names;
    if (const auto sets = study.labelSets())
        for (const LabelSet &set : *sets)
            if (set.name == labelSet)
                for (const LabelClass &each : set.classes)
                    names << each.name;
    return names << QStringLiteral("-");
}

} // namespace

Result<AtlasColours> atlasColours(const Atlas &atlas, const Study &study, AtlasColourBy by, const QString &labelSet,
                                  RunId predictor, std::stop_token stop)
{
    AtlasColours colours;
    colours.by = by;
    colours.ordered = by == AtlasColourBy::time || by == AtlasColourBy::remoteness;
    std::vector<QString> words;
    QStringList first;
    switch (by) {
    case AtlasColourBy::nothing: words.assign(atlas.exams.size(), QString()); break;
    case AtlasColourBy::cluster:
        for (std::size_t i = 0; i < atlas.exams.size(); ++i)
            words.push_back(atlas.cluster_of.empty() ? QString() : QString::number(atlas.cluster_of[i] + 1));
        for (std::size_t k = 1; k <= atlas.clusters.size(); ++k)
            first << QString::number(k);
        break;
    case AtlasColourBy::remoteness:
        first = {QStringLiteral("< 1"), QStringLiteral("1–1.5"), QStringLiteral("1.5–2"), QStringLiteral("2–3"), QStringLiteral("> 3")};
        for (const float far : atlas.remoteness)
            words.push_back(first[far < 1 ? 0 : far < 1.5f ? 1 : far < 2 ? 2 : far < 3 ? 3 : 4]);
        break;
    case AtlasColourBy::error: {
        first = {QStringLiteral("right"), QStringLiteral("wrong")};
        RETCLIP_TRY(words, rightOrWrong(atlas, study, labelSet, predictor));
        break;
    }
    default: {
        if (by == AtlasColourBy::label)
            first = classesOf(study, labelSet);
        else if (by == AtlasColourBy::split)
            first = {QStringLiteral("train"), QStringLiteral("validation"), QStringLiteral("test")};
        RETCLIP_TRY(words, wordsOfExams(atlas, study, by, labelSet, stop));
        break;
    }
    }
    numberWords(colours, words, first);
    return colours;
}

} // namespace retclip
