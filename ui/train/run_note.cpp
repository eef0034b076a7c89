// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/run_note.h"

#include "ui/train/run_edits.h"

#include <QKeyEvent>

#include <utility>

namespace retclip {

RunNote::RunNote(AppContext &context, QWidget *parent)
    : QPlainTextEdit(parent), m_context(context)
{
    setTabChangesFocus(true);
}

void RunNote::showRun(const RunRow &run)
{
    if (m_run == run.id)
        return;
    save();
    m_run = run.id;
    setPlainText(run.note);
}

void RunNote::save()
{
    if (m_run.valid())
        editRun(m_context, m_run, [text = toPlainText()](RunRow &run) {
            return std::exchange(run.note, text) != text;
        });
}

void RunNote::forget()
{
    m_run = {};
}

void RunNote::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape
        || (event->key() == Qt::Key_Return && event->modifiers() & Qt::ControlModifier)) {
        save();
        emit left();
        return;
    }
    QPlainTextEdit::keyPressEvent(event);
}

void RunNote::focusOutEvent(QFocusEvent *event)
{
    save();
    QPlainTextEdit::focusOutEvent(event);
}

void RunNote::retranslate()
{
    setPlaceholderText(tr("What was tried, and what came of it. Saved by itself."));
}

} // namespace retclip
