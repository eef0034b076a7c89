// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace retclip {

class ActionRegistry;

/// Lists the single keys of photographs, labels and Data from the first frame on, for key sheet,
/// tool tips and remapping. The key filters of those places act on them, by the same ids.
void listSingleKeys(ActionRegistry &actions, QWidget *owner);

} // namespace retclip
