// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/workspace.h"

#include <QEvent>
#include <QTimer>

namespace retclip {

Workspace::Workspace(AppContext &context, QWidget *parent) : QWidget(parent), m_context(context) {}

void Workspace::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() != QEvent::LanguageChange)
        return;
    if (isVisible())
        retranslate();
    else // behind the one that is looked at: in turns of their own, so that none waits for all
        QTimer::singleShot(0, this, &Workspace::retranslate);
}

} // namespace retclip
