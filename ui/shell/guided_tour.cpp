// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/guided_tour.h"

#include "ui/shell/theme.h"

#include <QApplication>
#include <QEvent>
#include <QFrame>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPainterPath>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace retclip {

namespace {
constexpr int follow_ms = 150;
constexpr int cardWidth = 380, litMargin = 4;
} // namespace

GuidedTour::GuidedTour(QVector<GuidedStep> steps, QWidget *window) : QWidget(window), m_steps(std::move(steps))
{
    setObjectName(QStringLiteral("guidedTour"));
    setFocusPolicy(Qt::StrongFocus);
    m_card = new QFrame(this);
    setLook(m_card, "card");
    auto *column = new QVBoxLayout(m_card);
    column->setContentsMargins(space::l, space::l, space::l, space::m);
    column->setSpacing(space::s);
    m_title = new QLabel(m_card);
    m_title->setWordWrap(true);
    setLook(m_title, "title");
    m_text = new QLabel(m_card);
    m_text->setObjectName(QStringLiteral("tourText"));
    m_text->setWordWrap(true);
    column->addWidget(m_title);
    column->addWidget(m_text);
    auto *row = new QHBoxLayout;
    column->addLayout(row);
    m_count = new QLabel(m_card);
    setLook(m_count, "caption");
    m_end = new QPushButton(m_card);
    m_end->setObjectName(QStringLiteral("tourEnd"));
    setLook(m_end, "quiet");
    m_back = new QPushButton(m_card);
    m_back->setObjectName(QStringLiteral("tourBack"));
    m_next = new QPushButton(m_card);
    m_next->setObjectName(QStringLiteral("tourNext"));
    setLook(m_next, "primary");
    row->addWidget(m_count, 1);
    row->addWidget(m_end);
    row->addWidget(m_back);
    row->addWidget(m_next);
    connect(m_end, &QPushButton::clicked, this, &GuidedTour::end);
    connect(m_back, &QPushButton::clicked, this, [this] { go(m_step - 1); });
    connect(m_next, &QPushButton::clicked, this, [this] { m_step + 1 < count() ? go(m_step + 1) : end(); });
    for (QPushButton *button : {m_end, m_back, m_next})
        button->installEventFilter(this);
    m_follow.setInterval(follow_ms);
    connect(&m_follow, &QTimer::timeout, this, [this] {
        say();
        place();
        // A page that fills late takes the keys for its canvas.
        const QWidget *focus = QApplication::focusWidget();
        if (this->window()->isActiveWindow() && !QApplication::activeModalWidget() && !QApplication::activePopupWidget()
            && (!focus || !isAncestorOf(focus)))
            m_next->setFocus(Qt::OtherFocusReason);
    });
    window->installEventFilter(this);
    setGeometry(window->rect());
    show();
    raise();
    go(0);
    m_follow.start();
}

void GuidedTour::go(int step)
{
    if (m_steps.isEmpty() || step < 0 || step >= count() || step == m_step)
        return;
    m_step = step;
    if (m_steps.at(step).arrive)
        m_steps.at(step).arrive();
    say();
    place();
    raise();
    m_next->setFocus(Qt::OtherFocusReason);
}

void GuidedTour::end()
{
    m_follow.stop();
    parentWidget()->removeEventFilter(this);
    hide();
    emit ended();
    deleteLater();
}

void GuidedTour::say()
{
    const GuidedStep &step = m_steps.at(m_step);
    const auto set = [](auto *widget, const QString &text) {
        if (widget->text() != text)
            widget->setText(text);
    };
    set(m_title, step.title());
    set(m_text, step.text());
    set(m_count, tr("Step %1 of %2").arg(m_step + 1).arg(count()));
    set(m_end, tr("End the tour"));
    m_end->setToolTip(tr("Esc"));
    set(m_back, tr("Back"));
    m_back->setToolTip(tr("Left arrow"));
    m_back->setEnabled(m_step > 0);
    set(m_next, m_step + 1 < count() ? tr("Next") : tr("Done"));
    m_next->setToolTip(tr("Right arrow, Space or Enter"));
    m_card->setAccessibleName(m_title->text());
    m_card->setAccessibleDescription(m_text->text());
}

void GuidedTour::place()
{
    const auto &step = m_steps.at(m_step);
    QWidget *subject = step.place ? step.place() : nullptr;
    QRect lit;
    if (subject && subject->isVisible())
        lit = QRect(subject->mapTo(parentWidget(), QPoint(0, 0)), subject->size())
                  .adjusted(-litMargin, -litMargin, litMargin, litMargin) & rect();
    const int width = std::min(theme().scaled(cardWidth), this->width() - 2 * space::xl);
    const QSize size(width, m_card->layout()->hasHeightForWidth() ? m_card->layout()->totalHeightForWidth(width)
                                                                  : m_card->sizeHint().height());
    // Beside what is lit, on the side with most room; over its lower corner where it fills the window.
    QPoint at(this->width() - size.width() - space::xl, this->height() - size.height() - space::xl * 2);
    if (lit.isNull())
        at = QPoint((this->width() - size.width()) / 2, (this->height() - size.height()) / 2);
    else if (this->width() - lit.right() > size.width() + 2 * space::m)
        at = QPoint(lit.right() + space::m, lit.top());
    else if (lit.left() > size.width() + 2 * space::m)
        at = QPoint(lit.left() - space::m - size.width(), lit.top());
    else if (this->height() - lit.bottom() > size.height() + 2 * space::m)
        at = QPoint(lit.left(), lit.bottom() + space::m);
    else if (lit.top() > size.height() + 2 * space::m)
        at = QPoint(lit.left(), lit.top() - space::m - size.height());
    at.setX(std::clamp(at.x(), space::m, std::max(int(space::m), this->width() - size.width() - space::m)));
    at.setY(std::clamp(at.y(), space::m, std::max(int(space::m), this->height() - size.height() - space::m)));
    m_card->setGeometry(QRect(at, size));
    if (lit != m_lit) {
        m_lit = lit;
        update();
    }
}

void GuidedTour::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QColor veil = theme().color(Token::canvas);
    veil.setAlphaF(0.45F);
    QPainterPath shade;
    shade.addRect(rect());
    if (!m_lit.isNull())
        shade.addRoundedRect(m_lit, space::radius, space::radius);
    painter.fillPath(shade, veil); // the inner path is left out
    if (!m_lit.isNull()) {
        painter.setPen(QPen(theme().color(Token::focusRing), 3));
        painter.drawRoundedRect(m_lit.adjusted(1, 1, -1, -1), space::radius, space::radius);
    }
}

void GuidedTour::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Right:
    case Qt::Key_PageDown:
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space: m_next->click(); return;
    case Qt::Key_Left:
    case Qt::Key_PageUp:
    case Qt::Key_Backspace: go(m_step - 1); return;
    case Qt::Key_Escape: end(); return;
    default: event->accept(); // nothing goes through to the window below
    }
}

void GuidedTour::mousePressEvent(QMouseEvent *event)
{
    m_next->setFocus(Qt::MouseFocusReason);
    event->accept();
}

bool GuidedTour::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize) {
        setGeometry(parentWidget()->rect());
        place();
    }
    // Arrows go between the buttons of a dialog; here they go between steps.
    if (event->type() == QEvent::KeyPress && watched != parentWidget()) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Left || key == Qt::Key_Right || key == Qt::Key_PageDown || key == Qt::Key_PageUp
            || key == Qt::Key_Backspace || key == Qt::Key_Escape) {
            keyPressEvent(static_cast<QKeyEvent *>(event));
            return true;
        }
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            static_cast<QPushButton *>(watched)->click();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void GuidedTour::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange && m_step >= 0) {
        say();
        place();
    }
}

} // namespace retclip
