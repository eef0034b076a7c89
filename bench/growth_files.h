// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QString>

namespace retclip {

/// A made-up (SYNTHETIC) table of that many patients, one exam each, as a clinic might send it: ages,
/// days, cameras, sites, splits, tags, two label columns, every report different from all others (half
/// Chinese, half English), every twentieth patient with one eye photographed.
///
/// The photographs are some forty drawn ones of 256 px under 2,000 names (hard links), which the rows
/// name in turn: a disk need not hold 400,000 files to tell how the study's database behaves.
/// The same number gives the same bytes. Returns the table's path.
[[nodiscard]] Result<QString> makeGrowthTable(const QString &folder, int patients);

} // namespace retclip
