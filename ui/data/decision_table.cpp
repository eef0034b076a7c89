// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/decision_table.h"

#include "ui/shell/theme.h"

#include <QHeaderView>
#include <QTableView>

namespace retclip {

void setUpDecisionTable(QTableView &table, std::span<const int> widths)
{
    table.setSelectionBehavior(QAbstractItemView::SelectRows);
    table.setSelectionMode(QAbstractItemView::SingleSelection);
    table.setShowGrid(false);
    table.setTabKeyNavigation(false);
    table.verticalHeader()->hide();
    table.verticalHeader()->setDefaultSectionSize(theme().scaled(space::row));
    table.horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table.horizontalHeader()->setStretchLastSection(true);
    for (int i = 0; i < int(widths.size()); ++i)
        table.setColumnWidth(i, theme().scaled(widths[std::size_t(i)]));
}

} // namespace retclip
