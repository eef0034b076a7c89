// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/review/review_queue.h"

#include <QHash>

#include <optional>
#include <vector>

namespace retclip {

/// The cases under review in their order, each with the newest row of its exam. Places count from 0.
class ReviewCases
{
public:
    void clear();
    /// The exams that may be cases; the order of before stays until setOrder().
    void setRows(const std::vector<ExamRow> &rows);
    /// Newer rows of exams that are here.
    void refresh(const std::vector<ExamRow> &rows);
    /// As reviewItems(); exams without a row are left out.
    void setOrder(const std::vector<ExamId> &exams, const std::vector<PredictionRow> &predictions,
                  ReviewOrder order);

    [[nodiscard]] int count() const { return int(m_items.size()); }
    [[nodiscard]] bool empty() const { return m_items.empty(); }
    [[nodiscard]] const ReviewItem &item(int place) const { return m_items[std::size_t(place)]; }
    [[nodiscard]] const ExamRow &exam(int place) const;
    [[nodiscard]] std::optional<Verdict> verdict(int place) const; ///< The newest.
    [[nodiscard]] int reviewed() const; ///< Cases with a verdict.
    [[nodiscard]] bool holds(ExamId exam) const { return m_rows.contains(exam.value); }
    [[nodiscard]] int placeOf(ExamId exam) const; ///< The first; -1: none.

private:
    std::vector<ReviewItem> m_items;
    QHash<qint64, ExamRow> m_rows;
};

} // namespace retclip
