// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/command_palette.h"

#include <QVector>

namespace retclip {

class AppContext;

/// What Ctrl+K finds beside actions in the open study: an exam by its code, runs by "#7", saved
/// selections by name.
[[nodiscard]] QVector<CommandPalette::Finder> paletteFinders(AppContext &context);

} // namespace retclip
