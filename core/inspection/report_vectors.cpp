// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inspection/report_vectors.h"

#include "core/base/text_runs.h"
#include "core/study/report_texts.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <unordered_map>

namespace retclip {

namespace {

/// Two characters as they are; a word by its hash, with a bit that no pair of characters has.
std::uint64_t wordKey(std::u32string_view word)
{
    std::uint64_t hash = 0xcbf29ce484222325ULL;
    for (const char32_t c : word)
        hash = (hash ^ c) * 0x100000001b3ULL;
    return hash | (std::uint64_t(1) << 63);
}

void addTerms(std::vector<std::uint64_t> &keys, std::string_view report)
{
    each_run(report, [&](TextKind kind, TextGap, std::u32string_view run) {
        if (kind != TextKind::chinese || run.size() == 1) {
            keys.push_back(wordKey(run));
            return;
        }
        for (std::size_t i = 0; i + 1 < run.size(); ++i)
            keys.push_back((std::uint64_t(run[i]) << 32) | run[i + 1]);
    });
}

} // namespace

std::span<const ReportVectors::Entry> ReportVectors::text(std::size_t number) const
{
    return std::span(m_entries).subspan(m_begins[number], m_begins[number + 1] - m_begins[number]);
}

Result<ReportVectors> ReportVectors::of(const Study &study, std::stop_token stop)
{
    ReportVectors made;
    std::unordered_map<std::uint64_t, std::uint32_t> termOf;
    std::unordered_map<std::string, std::uint32_t> textNumber;
    std::vector<std::uint32_t> textsWith;    // By term.
    std::vector<std::uint32_t> reportsOfText;
    std::vector<std::uint64_t> keys;
    RETCLIP_CHECK(eachReport(study, {}, [&](ExamId exam, std::string_view report) {
        const auto [place, isNew] = textNumber.try_emplace(std::string(report), std::uint32_t(textNumber.size()));
        made.m_exams.push_back(exam);
        made.m_textOf.push_back(place->second);
        if (!isNew) {
            ++reportsOfText[place->second];
            return;
        }
        reportsOfText.push_back(1);
        keys.clear();
        addTerms(keys, report);
        std::sort(keys.begin(), keys.end());
        for (std::size_t i = 0; i < keys.size();) {
            std::size_t end = i;
            while (end < keys.size() && keys[end] == keys[i])
                ++end;
            const auto term = termOf.try_emplace(keys[i], std::uint32_t(termOf.size())).first->second;
            made.m_entries.push_back({term, float(1 + std::log(double(end - i)))});
            i = end;
        }
        made.m_begins.push_back(made.m_entries.size());
    }, stop));
    made.m_terms = termOf.size();
    textsWith.assign(made.m_terms, 0);
    for (std::size_t t = 0; t < reportsOfText.size(); ++t)
        for (const Entry &entry : made.text(t))
            textsWith[entry.term] += reportsOfText[t];
    for (std::size_t t = 0; t < reportsOfText.size(); ++t) {
        double length = 0;
        for (std::size_t i = made.m_begins[t]; i < made.m_begins[t + 1]; ++i) {
            Entry &entry = made.m_entries[i];
            entry.weight *= float(1 + std::log((1.0 + double(made.m_exams.size())) / (1.0 + textsWith[entry.term])));
            length += double(entry.weight) * entry.weight;
        }
        for (std::size_t i = made.m_begins[t]; length > 0 && i < made.m_begins[t + 1]; ++i)
            made.m_entries[i].weight /= float(std::sqrt(length));
    }
    return made;
}

std::vector<float> ReportVectors::similarities(std::span<const std::pair<std::size_t, float>> weighted) const
{
    std::vector<float> wanted(m_terms, 0.0f);
    for (const auto &[row, weight] : weighted)
        for (const Entry &entry : text(m_textOf[row]))
            wanted[entry.term] += weight * entry.weight;
    double length = 0;
    for (const float value : wanted)
        length += double(value) * value;
    const float scale = length > 0 ? float(1 / std::sqrt(length)) : 0.0f;
    std::vector<float> ofText(m_begins.size() - 1);
    for (std::size_t t = 0; t < ofText.size(); ++t) {
        float sum = 0;
        for (const Entry &entry : text(t))
            sum += entry.weight * wanted[entry.term];
        ofText[t] = sum * scale;
    }
    std::vector<float> ofExam(m_exams.size());
    for (std::size_t i = 0; i < ofExam.size(); ++i)
        ofExam[i] = ofText[m_textOf[i]];
    return ofExam;
}

} // namespace retclip
