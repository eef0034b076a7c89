// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/review/review_cases.h"

namespace retclip {

void ReviewCases::clear()
{
    m_items.clear();
    m_rows.clear();
}

void ReviewCases::setRows(const std::vector<ExamRow> &rows)
{
    m_rows.clear();
    refresh(rows);
}

void ReviewCases::refresh(const std::vector<ExamRow> &rows)
{
    for (const ExamRow &row : rows)
        m_rows.insert(row.id.value, row);
}

void ReviewCases::setOrder(const std::vector<ExamId> &exams,
                           const std::vector<PredictionRow> &predictions, ReviewOrder order)
{
    m_items = reviewItems(exams, predictions, order);
    std::erase_if(m_items, [this](const ReviewItem &item) { return !holds(item.exam); });
}

const ExamRow &ReviewCases::exam(int place) const
{
    static const ExamRow none; // between setRows() and setOrder()
    const auto found = m_rows.constFind(item(place).exam.value);
    return found == m_rows.constEnd() ? none : *found;
}

std::optional<Verdict> ReviewCases::verdict(int place) const
{
    const QVector<Verdict> &verdicts = exam(place).verdicts;
    return verdicts.isEmpty() ? std::nullopt : std::optional(verdicts.last());
}

int ReviewCases::reviewed() const
{
    int done = 0;
    for (int place = 0; place < count(); ++place)
        done += verdict(place).has_value();
    return done;
}

int ReviewCases::placeOf(ExamId exam) const
{
    for (int place = 0; place < count(); ++place)
        if (item(place).exam == exam)
            return place;
    return -1;
}

} // namespace retclip
