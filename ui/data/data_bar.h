// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QComboBox;
class QLabel;
class QToolButton;

namespace retclip {

struct Error;
class QueryLine;

/// The bar over the exams: query line, how many were found, their order, and what is shown of them.
/// Owns the query as it stands.
class DataBar : public QFrame
{
    Q_OBJECT

public:
    explicit DataBar(QWidget *parent = nullptr);

    [[nodiscard]] QueryLine *queryLine() const { return m_query; }
    [[nodiscard]] QString query() const;      ///< As typed.
    [[nodiscard]] QString wholeQuery() const; ///< With the chosen order, where the line has none.
    /// Sorts by a field of the query language; again by the same one: the other way round. `title`
    /// is how the order is offered if it was not yet.
    void sortBy(const QString &field, const QString &title);

    /// `tip` says what the exams are where no query found them.
    void showCount(int exams, const QString &tip);
    void showError(const Error &error); ///< Of the query.
    void showTable(bool table);         ///< Which of grid and table is there.
    void toggleFacets();
    void retranslate();

signals:
    void orderChosen();
    void facetsShown(bool shown);
    void detailsShown(bool shown);
    void checksWanted();
    void tableWanted(bool table);

private:
    QToolButton *addTool(const char *icon, const char *name);

    QueryLine *m_query;
    QLabel *m_count;
    QComboBox *m_sort;
    QToolButton *m_facets, *m_checks, *m_grid, *m_table, *m_details;
};

} // namespace retclip
