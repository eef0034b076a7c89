// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/values.h"

#include <QStackedWidget>

#include <vector>

class QAbstractItemView;
class QLabel;
class QListView;
class QPushButton;
class QTableView;

namespace retclip {

class AppContext;
class ExamDelegate;
class ExamListModel;

/// The exams that were found, as a grid of pairs or as a table: two views with one selection and one
/// current row. Where none was found, a word about it with a button.
class ExamViews : public QStackedWidget
{
    Q_OBJECT

public:
    ExamViews(AppContext &context, ExamListModel &model, QWidget *parent = nullptr);

    void setTable(bool table); ///< Kept in the settings; the result shows it once there is one.
    [[nodiscard]] bool isTable() const;
    [[nodiscard]] QAbstractItemView *view() const; ///< The table where it is shown, else the grid.
    [[nodiscard]] QVector<QAbstractItemView *> views() const;

    void showNone(const QString &text, const QString &button);
    void showResult();
    void setDimmed(bool dimmed); ///< What is shown is not what the query line asks for.
    [[nodiscard]] bool isDimmed() const;

    [[nodiscard]] int currentRow() const; ///< -1: none.
    /// Selects the row alone (the nearest there is); `scroll`: and shows it.
    void setCurrentRow(int row, bool scroll);
    /// A new result: the cursor goes to that row (-1: to the top), but looking is not selecting.
    void moveCursor(int row);
    [[nodiscard]] bool isOnScreen(int row) const;
    void selectAll();
    void clearSelection();
    /// The selected exams in the order of the result; without any, the current one.
    [[nodiscard]] std::vector<ExamId> chosen() const;
    /// Of the first `atMost` selected rows; sorted.
    [[nodiscard]] std::vector<ExamId> selectedIds(int atMost) const;

    void zoom(int step_px); ///< Of an eye in the grid.
    void repaintGrid();
    void setHideIdentifiers(bool hide);
    void retranslate();

signals:
    void moved(); ///< Selection or current row.
    void openWanted(int row);
    void menuWanted(const QPoint &globalPosition);
    void columnClicked(int column); ///< Its heading.
    void nonePressed();             ///< The button of showNone().

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void makeGrid();
    void makeTable();
    void makeNone();

    AppContext &m_context;
    ExamListModel &m_model;
    ExamDelegate *m_delegate;
    QListView *m_grid;
    QTableView *m_table;
    QWidget *m_none;
    QWidget *m_veil = nullptr;
    QLabel *m_noneText;
    QPushButton *m_noneButton;
    bool m_wantsTable = false;
};

} // namespace retclip
