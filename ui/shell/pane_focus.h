// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace retclip {

/// F6: gives the focus to the pane `step` after the one that has it, round and round. Panes are what
/// has a focus policy and a "pane" property, in the order of the layout.
void focusNextPane(QWidget &workspace, int step);

} // namespace retclip
