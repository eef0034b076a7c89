// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTextEdit>

class QPlainTextEdit;

namespace retclip {

/// Words of a text that something was read from: underlined, so that it is not colour alone that says
/// it; the current ones stand out.
[[nodiscard]] QTextEdit::ExtraSelection textMark(QPlainTextEdit &view, qsizetype start, qsizetype length, bool current);

} // namespace retclip
