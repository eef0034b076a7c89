// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/study.h"

#include <cstdint>
#include <span>
#include <vector>

namespace retclip {

/// Reports as bags of character pairs (Chinese) and words (other letters, numbers), weighted by how rare
/// each is: (1 + ln f) * (1 + ln((1 + N) / (1 + n))), of length 1. What likeness of reports falls back to
/// where no network was trained. Equal texts are held once.
///
/// Threads: made on one; then any. Cost: some 10 s and 0.3 GB for 200,000 different reports.
class ReportVectors
{
public:
    /// Of all reports of the study. Errors: cancelled.
    [[nodiscard]] static Result<ReportVectors> of(const Study &study, std::stop_token stop);

    [[nodiscard]] const std::vector<ExamId> &exams() const { return m_exams; } ///< Rising.
    /// Cosine of each exam's report with the sum of those rows, each times its weight; -1..1.
    [[nodiscard]] std::vector<float> similarities(
        std::span<const std::pair<std::size_t, float>> weighted) const;

private:
    struct Entry
    {
        std::uint32_t term;
        float weight;
    };
    [[nodiscard]] std::span<const Entry> text(std::size_t number) const;

    std::vector<ExamId> m_exams;
    std::vector<std::uint32_t> m_textOf; ///< Of each exam.
    std::vector<std::size_t> m_begins{0};
    std::vector<Entry> m_entries;
    std::size_t m_terms = 0;
};

} // namespace retclip
