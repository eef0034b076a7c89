// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/exam_set.h"
#include "core/study/query.h"

#include <stop_token>
#include <vector>

namespace retclip {

/// What the tests of one group share: whose predictions, which dataset's split.
struct QueryContext
{
    qint64 run = 0;     ///< 0: the active one.
    qint64 dataset = 0; ///< 0: the exam's own split.
    QueryItem runs, datasets; ///< With stars that name several: then none is meant above.
    std::vector<QueryItem> classes; ///< Of pred: tests in the group.
    int column = 0, length = 0;
};

/// Answers queries: each test is one indexed statement with bound values that gives an ExamSet; AND,
/// OR, NOT combine the sets.
class QueryEngine
{
public:
    QueryEngine(Database &database, ExamOrders &orders) : m_database(database), m_orders(orders) {}

    [[nodiscard]] Result<std::vector<ExamId>> find(const QString &line, const std::stop_token &stop);
    [[nodiscard]] Result<qint64> count(const QString &line, const std::stop_token &stop);
    /// Without order, limit and sample.
    [[nodiscard]] Result<ExamSet> set(const QString &line, const std::stop_token &stop);

    // Shared with the tests of fields.
    [[nodiscard]] Database &database() { return m_database; }
    [[nodiscard]] ExamSet nothing() const { return ExamSet(m_largest); }
    [[nodiscard]] Result<ExamSet> everything();
    /// What a line finds that another one names.
    [[nodiscard]] Result<ExamSet> namedSet(const ParsedQuery &query);
    [[nodiscard]] Result<ExamSet> evaluate(const QueryNode &node, const QueryContext &context);

private:
    [[nodiscard]] Result<void> prepare();
    [[nodiscard]] Result<void> readOrder();
    [[nodiscard]] Result<QueryContext> contextOf(const QueryNode &node, QueryContext outer);
    [[nodiscard]] Result<std::vector<qint64>> ordered(const ParsedQuery &query, const ExamSet &set);
    [[nodiscard]] Result<std::vector<double>> sortKeys(const QuerySort &sort, const ParsedQuery &query);
    [[nodiscard]] Result<void> sortBy(std::vector<qint64> &ids, const QuerySort &sort,
                                      const ParsedQuery &query);

    Database &m_database;
    ExamOrders &m_orders;
    std::shared_ptr<const ExamOrder> m_order; ///< Null until something needs it.
    qint64 m_largest = 0;
    int m_depth = 0; ///< Of lines that name others.
    std::optional<ExamSet> m_all;
};

// query_tests.cpp
[[nodiscard]] Result<ExamSet> testSet(QueryEngine &engine, const QueryNode &node,
                                      const QueryContext &context);
[[nodiscard]] Result<ExamSet> flagSet(QueryEngine &engine, const QueryNode &node,
                                      const QueryContext &context);
[[nodiscard]] Result<ExamSet> textSet(QueryEngine &engine, const QueryItem &item);
/// The run that a query without run: speaks of: the setting "active_run", else the newest with
/// predictions; 0: none.
[[nodiscard]] Result<qint64> activeRun(Database &database);
/// By number or name, not deleted; 0: none.
[[nodiscard]] Result<qint64> runNamed(Database &database, const QString &text);
/// Those that an item names, several by stars; empty: none.
[[nodiscard]] Result<std::vector<qint64>> runsNamed(Database &database, const QueryItem &item);
[[nodiscard]] Result<std::vector<qint64>> datasetsNamed(Database &database, const QueryItem &item);

} // namespace retclip
