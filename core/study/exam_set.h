// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/identifiers.h"
#include "core/study/database.h"

#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

namespace retclip {

/// A set of exams as one bit a row number: what each test of a query gives. Combining sets of
/// 200,000 exams takes microseconds, so the price of a query is that of its tests, each one indexed
/// statement, whatever stands between them.
class ExamSet
{
public:
    explicit ExamSet(qint64 largest = 0) : m_words(std::size_t(largest / 64 + 1), 0) {}

    void insert(qint64 id)
    {
        if (id >= 0 && std::size_t(id / 64) < m_words.size())
            m_words[std::size_t(id / 64)] |= std::uint64_t(1) << (id % 64);
    }
    [[nodiscard]] bool contains(qint64 id) const
    {
        return id >= 0 && std::size_t(id / 64) < m_words.size()
            && (m_words[std::size_t(id / 64)] >> (id % 64) & 1);
    }
    [[nodiscard]] bool isEmpty() const;
    [[nodiscard]] qint64 count() const;
    ExamSet &operator&=(const ExamSet &other); ///< Both must be for the same study.
    ExamSet &operator|=(const ExamSet &other);
    ExamSet &subtract(const ExamSet &other);

    template <typename Visit>
    void forEach(Visit visit) const
    {
        for (std::size_t i = 0; i < m_words.size(); ++i)
            for (std::uint64_t word = m_words[i]; word; word &= word - 1)
                visit(qint64(i) * 64 + __builtin_ctzll(word));
    }

private:
    std::vector<std::uint64_t> m_words;
};

/// All exams in order of patient. Exams are only ever added, so the largest row number says whether it
/// still holds.
struct ExamOrder
{
    qint64 largest = -1;
    std::vector<qint64> ids;          ///< In order.
    std::vector<std::uint32_t> ranks; ///< By row number.
};

/// The order as it was read last, for all connections to one study: a window opens one for each
/// question, and to read 200,000 rows anew costs more than most questions.
///
/// Threads: any.
class ExamOrders
{
public:
    /// As the connection sees the study now.
    [[nodiscard]] Result<std::shared_ptr<const ExamOrder>> of(Database &database);

private:
    std::mutex m_mutex;
    std::shared_ptr<const ExamOrder> m_kept; ///< Under the mutex.
};

} // namespace retclip
