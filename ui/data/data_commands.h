// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace retclip {

class AppContext;
class DataWorkspace;
class KeyFilter;

/// The commands of Data for menus and palette.
void addDataCommands(AppContext &context, DataWorkspace &data);
/// The single keys of grid and table: from exam to exam, labels, what is done to the chosen ones.
void bindExamKeys(KeyFilter &keys, AppContext &context, DataWorkspace &data);

} // namespace retclip
