// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>

class QWidget;

namespace retclip {

/// Does `work` on a thread of its own and returns when it has ended. Meanwhile the window paints and hears
/// of other work's ends; keys and clicks wait, as if it had been done here. After a moment a note over the
/// window says what is going on.
///
/// Threads: window only. The caller sees to it that what `work` uses does not go meanwhile.
void runLong(QWidget *window, const QString &what, const std::function<void()> &work);

} // namespace retclip
