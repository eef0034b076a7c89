// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/message_bar.h"

#include "ui/shell/theme.h"

#include <QAccessible>
#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

namespace retclip {

namespace {
constexpr int barsAtMost = 3;
constexpr int passingNote_ms = 8000;

Token tokenOf(Severity severity)
{
    switch (severity) {
    case Severity::info: return Token::accent;
    case Severity::success: return Token::success;
    case Severity::warning: return Token::warning;
    case Severity::error: return Token::error;
    }
    return Token::accent;
}

} // namespace

QString iconOf(Severity severity)
{
    switch (severity) {
    case Severity::info: return QStringLiteral("info");
    case Severity::success: return QStringLiteral("ok");
    case Severity::warning: return QStringLiteral("warning");
    case Severity::error: return QStringLiteral("error");
    }
    return QStringLiteral("info");
}

QString wordOf(Severity severity)
{
    switch (severity) {
    case Severity::info: return MessageBar::tr("Note");
    case Severity::success: return MessageBar::tr("Done");
    case Severity::warning: return MessageBar::tr("Warning");
    case Severity::error: return MessageBar::tr("Problem");
    }
    return {};
}

MessageBar::MessageBar(const Notification &notification, QWidget *parent)
    : QFrame(parent), m_notification(notification)
{
    setObjectName(QStringLiteral("messageBar"));
    setLook(this, "card");
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(space::m, space::s, space::s, space::s);
    row->setSpacing(space::m);
    m_icon = new QLabel(this);
    row->addWidget(m_icon, 0, Qt::AlignTop);
    m_texts = new QVBoxLayout;
    m_texts->setSpacing(2);
    const auto add = [this](const char *look) {
        auto *label = new QLabel(this);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        setLook(label, look);
        m_texts->addWidget(label);
        return label;
    };
    m_happened = add("label");
    m_kept = add("secondary");
    m_todo = add("");
    m_cause = add("caption");
    m_cause->hide();
    row->addLayout(m_texts, 1);
    if (!notification.actions.isEmpty())
        m_texts->addLayout(makeActions());
    const auto button = [this, row](const char *icon) {
        auto *tool = new QToolButton(this);
        tool->setIcon(theme().icon(QString::fromLatin1(icon)));
        row->addWidget(tool, 0, Qt::AlignTop);
        return tool;
    };
    m_details = button("more");
    m_copy = button("copy");
    m_close = button("cancel");
    m_details->setVisible(!notification.parts.cause.empty());
    m_copy->setVisible(notification.severity == Severity::error);
    connect(m_details, &QToolButton::clicked, this,
            [this] { m_cause->setVisible(!m_cause->isVisibleTo(this)); });
    connect(m_copy, &QToolButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(plainText()); });
    connect(m_close, &QToolButton::clicked, this, &MessageBar::closed);
    if (notification.severity == Severity::info || notification.severity == Severity::success)
        QTimer::singleShot(passingNote_ms, this, &MessageBar::closed);
    connect(&theme(), &Theme::changed, this, &MessageBar::retranslate);
    retranslate();
}

QLayout *MessageBar::makeActions()
{
    auto *row = new QHBoxLayout;
    row->setContentsMargins(0, space::xs, 0, 0);
    for (const NotificationAction &action : m_notification.actions) {
        auto *button = new QPushButton(this);
        button->setObjectName(QStringLiteral("messageAction%1").arg(m_buttons.size()));
        connect(button, &QPushButton::clicked, this, [act = action.act] { act(); });
        row->addWidget(button);
        m_buttons.append(button);
    }
    row->addStretch();
    return row;
}

QPushButton *MessageBar::addAction(const QString &text)
{
    auto *button = new QPushButton(text, this);
    auto *row = new QHBoxLayout;
    row->addWidget(button);
    row->addStretch();
    m_texts->addLayout(row);
    return button;
}

QString MessageBar::plainText() const
{
    QStringList lines{translated(m_notification.parts.what_happened)};
    if (!m_notification.parts.what_was_kept.empty())
        lines << tr("Kept: %1").arg(translated(m_notification.parts.what_was_kept));
    if (!m_notification.parts.what_to_do.empty())
        lines << tr("To do: %1").arg(translated(m_notification.parts.what_to_do));
    if (!m_notification.parts.cause.empty())
        lines << QString::fromStdString(m_notification.parts.cause);
    return lines.join(QLatin1Char('\n'));
}

void MessageBar::retranslate()
{
    const Error &parts = m_notification.parts;
    m_icon->setPixmap(theme().pixmap(iconOf(m_notification.severity), 20,
                                     theme().color(tokenOf(m_notification.severity)),
                                     devicePixelRatioF()));
    const auto fill = [](QLabel *label, const QString &text) {
        label->setText(text);
        label->setVisible(!text.isEmpty());
    };
    const auto line = [](const QString &head, const QString &text) {
        return text.isEmpty() ? QString() : QStringLiteral("%1  %2").arg(head, text);
    };
    m_happened->setText(translated(parts.what_happened));
    fill(m_kept, line(tr("Kept"), translated(parts.what_was_kept)));
    fill(m_todo, line(tr("To do"), translated(parts.what_to_do)));
    m_cause->setText(QString::fromStdString(parts.cause));
    for (qsizetype i = 0; i < m_buttons.size(); ++i)
        m_buttons[i]->setText(translated(m_notification.actions.at(i).text));
    m_details->setToolTip(tr("Details"));
    m_copy->setToolTip(tr("Copy"));
    m_close->setToolTip(tr("Close"));
    for (QToolButton *button : {m_details, m_copy, m_close})
        button->setAccessibleName(button->toolTip());
    setAccessibleName(wordOf(m_notification.severity) + QStringLiteral(": ")
                      + m_happened->text());
}

void MessageBar::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

MessageArea::MessageArea(QWidget *parent) : QWidget(parent)
{
    m_layout = new QVBoxLayout(this);
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(space::xs);
}

MessageBar *MessageArea::show(const Notification &notification)
{
    m_layout->setContentsMargins(space::m, space::s, space::m, space::xs);
    for (int i = m_layout->count() - 1; i >= 0 && !notification.kind.isEmpty(); --i) {
        auto *older = qobject_cast<MessageBar *>(m_layout->itemAt(i)->widget());
        if (!older || older->notification().kind != notification.kind)
            continue;
        delete m_layout->takeAt(i);
        older->hide();
        older->deleteLater();
    }
    auto *bar = new MessageBar(notification, this);
    m_layout->insertWidget(0, bar);
    while (m_layout->count() > barsAtMost) {
        QLayoutItem *oldest = m_layout->takeAt(m_layout->count() - 1);
        oldest->widget()->deleteLater();
        delete oldest;
    }
    connect(bar, &MessageBar::closed, this, [this, bar] {
        m_layout->removeWidget(bar);
        bar->deleteLater();
        if (m_layout->count() == 0)
            m_layout->setContentsMargins(0, 0, 0, 0);
    });
    QAccessibleEvent announced(bar, QAccessible::Alert);
    QAccessible::updateAccessibility(&announced);
    return bar;
}

int MessageArea::count() const
{
    return m_layout->count();
}

void MessageArea::clear()
{
    while (m_layout->count() > 0) {
        QLayoutItem *item = m_layout->takeAt(0);
        item->widget()->deleteLater();
        delete item;
    }
    m_layout->setContentsMargins(0, 0, 0, 0);
}

} // namespace retclip
