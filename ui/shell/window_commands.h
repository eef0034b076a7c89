// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/workspace.h"

#include <QVector>

namespace retclip {

class Language;
class MainWindow;

/// The commands that act wherever one is in the window: studies, undo, workspaces, view, selection,
/// settings, help. Menu, palette and key sheet list them from the registry.
void addWindowCommands(MainWindow &window, const Language &language,
                       const QVector<WorkspaceFactory> &workspaces);

} // namespace retclip
