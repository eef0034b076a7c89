// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/welcome_page.h"

#include "ui/shell/settings.h"
#include "ui/shell/theme.h"

#include <QDir>
#include <QEvent>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QThread>
#include <QVBoxLayout>

namespace retclip {

namespace {

QFrame *makeDoor(QWidget *parent, const char *icon, const QString &title, const QString &text,
                 const QString &button, const char *look, std::function<void()> opened)
{
    auto *door = new QFrame(parent);
    setLook(door, "card");
    auto *column = new QVBoxLayout(door);
    column->setContentsMargins(space::xl, space::xl, space::xl, space::xl);
    column->setSpacing(space::s);
    auto *picture = new QLabel(door);
    picture->setPixmap(theme().pixmap(QString::fromLatin1(icon), 32, theme().color(Token::accent),
                                      parent->devicePixelRatioF()));
    column->addWidget(picture);
    column->addSpacing(space::xs);
    auto *head = new QLabel(title, door);
    setLook(head, "title");
    column->addWidget(head);
    auto *body = new QLabel(text, door);
    body->setWordWrap(true);
    body->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    body->setMinimumHeight(theme().scaled(64));
    setLook(body, "secondary");
    column->addWidget(body, 1);
    auto *open = new QPushButton(button, door);
    open->setObjectName(QStringLiteral("door_") + QString::fromLatin1(icon));
    open->setMinimumHeight(space::bar);
    setLook(open, look);
    column->addWidget(open);
    QObject::connect(open, &QPushButton::clicked, parent, std::move(opened));
    return door;
}

} // namespace

WelcomePage::WelcomePage(AppContext &context, QWidget *parent) : QWidget(parent), m_context(context)
{
    setObjectName(QStringLiteral("welcomePage"));
    build();
    connect(&theme(), &Theme::changed, this, &WelcomePage::build);
    connect(&context.settings, &Settings::changed, this, [this](const QString &key) {
        if (key == QLatin1String("recent_studies"))
            QMetaObject::invokeMethod(this, &WelcomePage::build, Qt::QueuedConnection);
    });
}

void WelcomePage::build()
{
    // Nothing here holds a state: it is simply made anew.
    delete layout();
    qDeleteAll(findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly));
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(space::xl, space::xl, space::xl, space::xl);
    auto *page = new QWidget(this);
    page->setMaximumWidth(theme().scaled(1040));
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::l);
    auto *name = new QLabel(QStringLiteral("RET-CLIP Workstation"), page);
    setLook(name, "figure");
    column->addWidget(name);
    auto *what = new QLabel(tr("Import, label, train, retrieve and review paired fundus photographs. "
                               "Everything stays on this computer."),
                            page);
    what->setWordWrap(true);
    setLook(what, "secondary");
    column->addWidget(what);
    column->addSpacing(space::s);
    auto *doors = new QHBoxLayout;
    doors->setSpacing(space::l);
    doors->addWidget(makeDoor(page, "sample", tr("Try the sample"),
                              tr("200 SYNTHETIC patients with reports, drawn on this computer in "
                                 "about 20 seconds."),
                              tr("Make and open"), "primary", [this] { emit sampleWanted(); }),
                     1);
    doors->addWidget(makeDoor(page, "plus", tr("New study"),
                              tr("From your photographs and tables. You can also drop files or a "
                                 "folder anywhere on this window."),
                              tr("New study…"), "", [this] { emit newWanted(); }),
                     1);
    doors->addWidget(makeDoor(page, "folder", tr("Open a study"),
                              tr("A folder whose name ends in .study."), tr("Open…"), "",
                              [this] { emit openWanted(); }),
                     1);
    column->addLayout(doors);
    auto *ways = new QHBoxLayout;
    ways->setSpacing(space::s);
    const auto addWay = [&](const char *id, const char *icon, const QString &text, std::function<void()> taken) {
        auto *way = new QPushButton(text, page);
        way->setObjectName(QString::fromLatin1(id));
        way->setIcon(theme().icon(QString::fromLatin1(icon)));
        setLook(way, "link");
        connect(way, &QPushButton::clicked, this, std::move(taken));
        ways->addWidget(way);
    };
    addWay("welcomeTour", "play", tr("Guided tour on the sample, 90 seconds"), [this] { emit tourWanted(); });
    addWay("welcomeGuide", "report", tr("Guide with worked examples"), [this] { m_context.showGuide(); });
    addWay("welcomePackage", "folder", tr("Open a study package…"), [this] { emit packageWanted(); });
    ways->addStretch(1);
    column->addLayout(ways);
    const QStringList recent = m_context.settings.recentStudies();
    if (!recent.isEmpty()) {
        column->addSpacing(space::s);
        auto *head = new QLabel(tr("Recent"), page);
        setLook(head, "section");
        column->addWidget(head);
        auto *list = new QFrame(page);
        setLook(list, "card");
        auto *rows = new QVBoxLayout(list);
        rows->setContentsMargins(space::s, space::s, space::s, space::s);
        rows->setSpacing(0);
        for (const QString &folder : recent.mid(0, 6)) {
            QString title = QDir(folder).dirName();
            if (title.endsWith(QLatin1String(".study")))
                title.chop(6);
            auto *row = new QPushButton(
                QStringLiteral("%1   %2").arg(title, QDir::toNativeSeparators(folder)), list);
            row->setIcon(theme().icon(QStringLiteral("study")));
            row->setToolTip(QDir::toNativeSeparators(folder));
            setLook(row, "link");
            connect(row, &QPushButton::clicked, this,
                    [this, folder] { emit recentWanted(folder); });
            rows->addWidget(row);
        }
        column->addWidget(list);
    }
    column->addSpacing(space::s);
    auto *computer = new QLabel(tr("This computer: %n processor core(s). Labelling, review, "
                                   "retrieval and linear probes run well; full-size pretraining is "
                                   "for a machine with a graphics card.",
                                   nullptr, QThread::idealThreadCount()),
                                page);
    computer->setWordWrap(true);
    setLook(computer, "caption");
    column->addWidget(computer);
    outer->addStretch(1);
    outer->addWidget(page, 0, Qt::AlignHCenter);
    outer->addStretch(2);
    page->setMinimumWidth(qMin(theme().scaled(1040), 1040));
    for (QWidget *child : findChildren<QWidget *>())
        child->show();
}

void WelcomePage::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        QMetaObject::invokeMethod(this, &WelcomePage::build, Qt::QueuedConnection);
}

} // namespace retclip
