// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/values.h"

#include <QAbstractTableModel>

namespace retclip {

/// Lines of the history, newest first.
class HistoryModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { number, when, who, kind, exams, what, columnCount_ };

    explicit HistoryModel(QObject *parent = nullptr);

    void setRows(QVector<HistoryRow> rows);
    void append(const QVector<HistoryRow> &rows);
    [[nodiscard]] const HistoryRow &row(int row) const { return m_rows.at(row); }
    /// The place of an edit; -1: not shown.
    [[nodiscard]] int placeOf(EditId edit) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QVector<HistoryRow> m_rows;
};

} // namespace retclip
