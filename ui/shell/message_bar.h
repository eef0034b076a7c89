// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/notifications.h"

#include <QFrame>

class QLabel;
class QLayout;
class QPushButton;
class QToolButton;
class QVBoxLayout;

namespace retclip {

/// A message in its three parts: happened, kept, do. Stays until it is closed (success and info go
/// by themselves after a while).
class MessageBar : public QFrame
{
    Q_OBJECT

public:
    explicit MessageBar(const Notification &notification, QWidget *parent = nullptr);
    /// A button under "Do".
    QPushButton *addAction(const QString &text);
    [[nodiscard]] const Notification &notification() const { return m_notification; }
    [[nodiscard]] QString plainText() const;

signals:
    void closed();

protected:
    void changeEvent(QEvent *event) override;

private:
    QLayout *makeActions();
    void retranslate();

    Notification m_notification;
    QLabel *m_icon, *m_happened, *m_kept, *m_todo, *m_cause;
    QToolButton *m_details, *m_copy, *m_close;
    QVBoxLayout *m_texts;
    QVector<QPushButton *> m_buttons; ///< Of the notification's actions.
};

/// The place for bars: at most three, newest on top, no room taken when there is none.
class MessageArea : public QWidget
{
    Q_OBJECT

public:
    explicit MessageArea(QWidget *parent = nullptr);
    MessageBar *show(const Notification &notification);
    [[nodiscard]] int count() const;
    void clear();

private:
    QVBoxLayout *m_layout;
};

[[nodiscard]] QString iconOf(Severity severity);
[[nodiscard]] QString wordOf(Severity severity); ///< Translated.

} // namespace retclip
