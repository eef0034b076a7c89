// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/values.h"

namespace retclip {

class AppContext;
class Workspace;

/// Ctrl+Z and Ctrl+Y. An edit whose exam is not on screen takes two presses: the first only goes
/// there and says what the second will change.
class UndoSteps
{
public:
    explicit UndoSteps(AppContext &context) : m_context(context) {}

    /// `now` is the workspace that is looked at; null: none.
    void undo(Workspace *now);
    void redo(Workspace *now);

private:
    enum class Direction { back, forward };
    void step(Direction direction, Workspace *now);

    AppContext &m_context;
    EditId m_announcedUndo, m_announcedRedo;
};

} // namespace retclip
