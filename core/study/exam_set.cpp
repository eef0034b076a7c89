// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/exam_set.h"

#include <algorithm>
#include <bit>

namespace retclip {

bool ExamSet::isEmpty() const
{
    return std::all_of(m_words.begin(), m_words.end(), [](std::uint64_t word) { return word == 0; });
}

qint64 ExamSet::count() const
{
    qint64 count = 0;
    for (const std::uint64_t word : m_words)
        count += std::popcount(word);
    return count;
}

ExamSet &ExamSet::operator&=(const ExamSet &other)
{
    for (std::size_t i = 0; i < m_words.size(); ++i)
        m_words[i] &= other.m_words[i];
    return *this;
}

ExamSet &ExamSet::operator|=(const ExamSet &other)
{
    for (std::size_t i = 0; i < m_words.size(); ++i)
        m_words[i] |= other.m_words[i];
    return *this;
}

ExamSet &ExamSet::subtract(const ExamSet &other)
{
    for (std::size_t i = 0; i < m_words.size(); ++i)
        m_words[i] &= ~other.m_words[i];
    return *this;
}

Result<std::shared_ptr<const ExamOrder>> ExamOrders::of(Database &database)
{
    RETCLIP_TRY(const qint64 largest, database.number("SELECT max(id) FROM exam"));
    {
        const std::scoped_lock lock(m_mutex);
        if (m_kept && m_kept->largest == largest)
            return m_kept;
    }
    auto order = std::make_shared<ExamOrder>();
    RETCLIP_TRY(Statement statement, database.prepare("SELECT id FROM exam ORDER BY sort_key"));
    order->ranks.assign(std::size_t(largest) + 1, 0);
    for (;;) {
        RETCLIP_TRY(const bool row, statement.step());
        if (!row)
            break;
        const qint64 id = statement.integer(0);
        if (id > largest)
            continue; // Added since.
        order->ranks[std::size_t(id)] = std::uint32_t(order->ids.size());
        order->ids.push_back(id);
    }
    order->largest = largest;
    // What a transaction has not committed may come to nothing, and its numbers go to other exams.
    if (!database.inTransaction()) {
        const std::scoped_lock lock(m_mutex);
        m_kept = order;
    }
    return order;
}

} // namespace retclip
