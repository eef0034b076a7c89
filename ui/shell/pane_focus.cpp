// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/pane_focus.h"

#include <QApplication>
#include <QWidget>

namespace retclip {

void focusNextPane(QWidget &workspace, int step)
{
    QList<QWidget *> panes;
    for (QWidget *widget : workspace.findChildren<QWidget *>()) {
        if (widget->property("pane").toBool() && widget->isVisible())
            panes.append(widget);
    }
    if (panes.isEmpty())
        return;
    qsizetype place = -1;
    for (qsizetype i = 0; i < panes.size(); ++i) {
        QWidget *focus = QApplication::focusWidget();
        if (focus && (panes.at(i) == focus || panes.at(i)->isAncestorOf(focus)))
            place = i;
    }
    const qsizetype count = panes.size();
    panes.at((place + step + count) % count)->setFocus(Qt::OtherFocusReason);
}

} // namespace retclip
