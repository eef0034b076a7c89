// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/long_work.h"

#include "ui/shell/theme.h"

#include <QEventLoop>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QTimer>

#include <thread>

namespace retclip {

namespace {
constexpr int beforeNote_ms = 300;
}

void runLong(QWidget *window, const QString &what, const std::function<void()> &work)
{
    QFrame note(window);
    note.setObjectName(QStringLiteral("longWork"));
    setLook(&note, "bar");
    auto *row = new QHBoxLayout(&note);
    row->setContentsMargins(space::xl, space::l, space::xl, space::l);
    row->setSpacing(space::m);
    auto *text = new QLabel(what, &note);
    auto *bar = new QProgressBar(&note);
    bar->setRange(0, 0);
    bar->setTextVisible(false);
    bar->setFixedWidth(theme().scaled(120));
    row->addWidget(text);
    row->addWidget(bar);
    note.setAccessibleName(what);
    note.adjustSize();
    note.move((window->width() - note.width()) / 2, (window->height() - note.height()) / 2);
    note.hide();
    QTimer::singleShot(beforeNote_ms, &note, [&note] {
        note.show();
        note.raise();
    });
    QEventLoop loop;
    std::jthread thread([&] {
        work();
        QMetaObject::invokeMethod(&loop, &QEventLoop::quit, Qt::QueuedConnection);
    });
    loop.exec(QEventLoop::ExcludeUserInputEvents);
}

} // namespace retclip
