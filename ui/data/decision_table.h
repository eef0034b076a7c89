// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

class QTableView;

namespace retclip {

/// The looks of a list of proposals that a person goes through by keys: whole rows, one at a time, Tab
/// leaves it. `widths`: of the first columns, before scaling; the last one takes what is left. After
/// the model is set.
void setUpDecisionTable(QTableView &table, std::span<const int> widths);

} // namespace retclip
