// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/study/message_words.h"

#include <QDateTime>
#include <QObject>
#include <QString>
#include <QVector>

#include <functional>

namespace retclip {

enum class Severity { info, success, warning, error };

/// A button of a message: what it does holds only as long as the program runs.
struct NotificationAction
{
    Message text;
    std::function<void()> act;
};

/// One thing that a person was told. Texts are kept apart so that another language shows them too.
struct Notification
{
    int id = 0;
    Severity severity = Severity::info;
    Error parts; ///< For a plain message only what_happened is filled.
    QDateTime time;
    bool read = false;
    QString kind = {}; ///< Its bar takes the place of an older one of the same kind; empty: of none.
    QVector<NotificationAction> actions = {}; ///< Not stored.
};

/// Something that happens soon and can be taken back until then: shown, not kept.
struct Offer
{
    Message text;
    Message action; ///< On the button.
    int shown_ms = 5000;
    std::function<void()> taken;
};

/// What stands under the bell: kept 30 days. post() also shows it as a bar in the window.
class Notifications : public QObject
{
    Q_OBJECT

public:
    explicit Notifications(QObject *parent = nullptr);

    void post(const Error &error);
    void post(const Message &message, Severity severity = Severity::info);
    void post(Notification notification) { add(std::move(notification)); } ///< id and time are given here.
    void offer(const Offer &offer) { emit offered(offer); }
    void markAllRead();
    [[nodiscard]] const QVector<Notification> &all() const { return m_all; } ///< Newest last.
    [[nodiscard]] int unread() const;

signals:
    void posted(const retclip::Notification &notification);
    void offered(const retclip::Offer &offer);
    void changed();

private:
    void add(Notification notification);
    void load();
    void save() const;

    QVector<Notification> m_all;
    int m_nextId = 1;
};

} // namespace retclip
