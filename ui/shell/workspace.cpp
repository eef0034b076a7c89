// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/workspace.h"

#include <QEvent>

namespace retclip {

Workspace::Workspace(AppContext &context, QWidget *parent) : QWidget(parent), m_context(context) {}

void Workspace::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace retclip
