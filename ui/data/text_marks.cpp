// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/text_marks.h"

#include "ui/shell/theme.h"

#include <QPlainTextEdit>

namespace retclip {

QTextEdit::ExtraSelection textMark(QPlainTextEdit &view, qsizetype start, qsizetype length, bool current)
{
    QTextEdit::ExtraSelection mark;
    mark.cursor = QTextCursor(view.document());
    mark.cursor.setPosition(int(start));
    mark.cursor.setPosition(int(start + length), QTextCursor::KeepAnchor);
    mark.format.setFontUnderline(true);
    mark.format.setBackground(theme().color(current ? Token::selection : Token::raised));
    mark.format.setForeground(theme().color(current ? Token::selectionText : Token::text));
    return mark;
}

} // namespace retclip
