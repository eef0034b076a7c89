// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

class QAction;

namespace retclip {

class ActionRegistry;
class KeyFilter;
class TrainWorkspace;

/// The commands of Train for menus and palette.
[[nodiscard]] QList<QAction *> addTrainCommands(ActionRegistry &actions, TrainWorkspace &train);
/// Its single keys, on the queue or a chart: what they do is done to the current run.
void bindTrainKeys(KeyFilter &keys, TrainWorkspace &train);

} // namespace retclip
