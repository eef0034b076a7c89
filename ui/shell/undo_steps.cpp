// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/undo_steps.h"

#include "core/study/history_words.h"
#include "core/study/study_document.h"
#include "ui/shell/app_context.h"
#include "ui/shell/notifications.h"
#include "ui/shell/workspace.h"

namespace retclip {

void UndoSteps::undo(Workspace *now)
{
    step(Direction::back, now);
}

void UndoSteps::redo(Workspace *now)
{
    step(Direction::forward, now);
}

void UndoSteps::step(Direction direction, Workspace *now)
{
    if (!m_context.study)
        return;
    const bool back = direction == Direction::back;
    const Study &study = m_context.study->study();
    const auto next = back ? study.nextUndo() : study.nextRedo();
    if (!next) {
        m_context.notifications.post(
            back ? message(QT_TRANSLATE_NOOP("Message", "There is nothing to undo."))
                 : message(QT_TRANSLATE_NOOP("Message", "There is nothing to redo.")));
        return;
    }
    EditId &announced = back ? m_announcedUndo : m_announcedRedo;
    if (announced != next->edit && now && !next->exams.empty()
        && now->bringIntoView(next->exams.front())) {
        // What would change was not on screen: the first press only goes there.
        announced = next->edit;
        m_context.notifications.post(
            message(back ? QT_TRANSLATE_NOOP("Message", "Press again to undo: %1")
                         : QT_TRANSLATE_NOOP("Message", "Press again to redo: %1"),
                    {historyText(*next).toStdString()}));
        return;
    }
    announced = {};
    const auto receipt = back ? m_context.study->undo() : m_context.study->redo();
    if (!receipt)
        m_context.notifications.post(receipt.error());
    else if (now && !receipt->changed.empty())
        now->bringIntoView(receipt->changed.front());
}

} // namespace retclip
