// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/changes_model.h"

#include "core/study/history_words.h"
#include "ui/shell/theme.h"

#include <QHeaderView>
#include <QTableView>

namespace retclip {

ChangesModel::ChangesModel(QObject *parent) : QAbstractTableModel(parent) { }

void ChangesModel::setChanges(std::vector<DescribedChange> changes)
{
    beginResetModel();
    m_rows = std::move(changes);
    endResetModel();
}

int ChangesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int ChangesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(columnCount_);
}

QVariant ChangesModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || (role != Qt::DisplayRole && role != Qt::ToolTipRole))
        return {};
    const DescribedChange &change = m_rows[std::size_t(index.row())];
    switch (index.column()) {
    case exam: return m_hide || change.code.isEmpty() ? QStringLiteral("–") : change.code;
    case what: return changeTitle(change);
    case now: return changeValue(change, change.before);
    default: return changeValue(change, change.after);
    }
}

QVariant ChangesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case exam: return tr("Exam");
    case what: return tr("What");
    case now: return tr("Now");
    default: return tr("Becomes");
    }
}

void setUpChangesTable(QTableView &table)
{
    table.setSelectionBehavior(QAbstractItemView::SelectRows);
    table.setSelectionMode(QAbstractItemView::SingleSelection);
    table.setEditTriggers(QAbstractItemView::NoEditTriggers);
    table.setShowGrid(false);
    table.setTabKeyNavigation(false);
    table.setWordWrap(false);
    table.verticalHeader()->hide();
    table.verticalHeader()->setDefaultSectionSize(theme().scaled(space::row));
    table.horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table.horizontalHeader()->setStretchLastSection(true);
    table.horizontalHeader()->setHighlightSections(false);
    constexpr int widths[] = {120, 190, 180};
    for (int i = 0; i < 3; ++i)
        table.setColumnWidth(i, theme().scaled(widths[i]));
}

} // namespace retclip
