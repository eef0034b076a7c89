// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/restore.h"

#include <QAbstractTableModel>

#include <vector>

class QTableView;

namespace retclip {

/// What an edit will change, a row a change: which exam, what of it, how it is now and how it will be.
class ChangesModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { exam, what, now, becomes, columnCount_ };

    explicit ChangesModel(QObject *parent = nullptr);

    void setChanges(std::vector<DescribedChange> changes);
    void setHideIdentifiers(bool hide) { m_hide = hide; }
    [[nodiscard]] const DescribedChange &change(int row) const { return m_rows[std::size_t(row)]; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<DescribedChange> m_rows;
    bool m_hide = false;
};

/// So many changes are put into words for a preview; the counts speak for the rest.
inline constexpr std::size_t changesShown = 2000;

/// Whole rows, no grid, the last column takes what is left.
void setUpChangesTable(QTableView &table);

} // namespace retclip
