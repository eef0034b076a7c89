// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/notifications.h"

#include "ui/shell/settings.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

#include <algorithm>

namespace retclip {

namespace {

constexpr int keptDays = 30;
constexpr int keptAtMost = 300;

QString storeFile()
{
    return dataFolder() + QStringLiteral("/notifications.json");
}

QJsonObject toJson(const Message &message)
{
    QJsonArray arguments;
    for (const std::string &argument : message.arguments)
        arguments.append(QString::fromStdString(argument));
    return {{QStringLiteral("text"), QString::fromStdString(message.text)},
            {QStringLiteral("arguments"), arguments}};
}

Message messageFrom(const QJsonValue &json)
{
    Message result;
    const QJsonObject object = json.toObject();
    result.text = object.value(QStringLiteral("text")).toString().toStdString();
    for (const QJsonValue &argument : object.value(QStringLiteral("arguments")).toArray())
        result.arguments.push_back(argument.toString().toStdString());
    return result;
}

} // namespace

Notifications::Notifications(QObject *parent) : QObject(parent)
{
    load();
}

void Notifications::post(const Error &error)
{
    Notification notification;
    notification.severity = error.code == ErrorCode::cancelled ? Severity::info : Severity::error;
    notification.parts = error;
    add(std::move(notification));
}

void Notifications::post(const Message &message, Severity severity)
{
    Notification notification;
    notification.severity = severity;
    notification.parts.what_happened = message;
    add(std::move(notification));
}

void Notifications::add(Notification notification)
{
    notification.id = m_nextId++;
    notification.time = QDateTime::currentDateTimeUtc();
    m_all.append(notification);
    while (m_all.size() > keptAtMost)
        m_all.removeFirst();
    save();
    emit posted(m_all.last());
    emit changed();
}

void Notifications::markAllRead()
{
    if (unread() == 0)
        return;
    for (Notification &notification : m_all)
        notification.read = true;
    save();
    emit changed();
}

int Notifications::unread() const
{
    return int(std::count_if(m_all.cbegin(), m_all.cend(),
                             [](const Notification &notification) { return !notification.read; }));
}

void Notifications::load()
{
    QFile file(storeFile());
    if (!file.open(QIODevice::ReadOnly))
        return;
    const QDateTime oldest = QDateTime::currentDateTimeUtc().addDays(-keptDays);
    for (const QJsonValue &value : QJsonDocument::fromJson(file.readAll()).array()) {
        const QJsonObject object = value.toObject();
        Notification notification;
        notification.time =
            QDateTime::fromString(object.value(QStringLiteral("time")).toString(), Qt::ISODate);
        if (!notification.time.isValid() || notification.time < oldest)
            continue;
        notification.id = m_nextId++;
        notification.severity =
            Severity(std::clamp(object.value(QStringLiteral("severity")).toInt(), 0, 3));
        notification.parts.what_happened = messageFrom(object.value(QStringLiteral("happened")));
        notification.parts.what_was_kept = messageFrom(object.value(QStringLiteral("kept")));
        notification.parts.what_to_do = messageFrom(object.value(QStringLiteral("do")));
        notification.parts.cause = object.value(QStringLiteral("cause")).toString().toStdString();
        notification.read = object.value(QStringLiteral("read")).toBool();
        m_all.append(notification);
    }
}

void Notifications::save() const
{
    QJsonArray array;
    for (const Notification &notification : m_all) {
        array.append(QJsonObject{
            {QStringLiteral("time"), notification.time.toString(Qt::ISODate)},
            {QStringLiteral("severity"), int(notification.severity)},
            {QStringLiteral("happened"), toJson(notification.parts.what_happened)},
            {QStringLiteral("kept"), toJson(notification.parts.what_was_kept)},
            {QStringLiteral("do"), toJson(notification.parts.what_to_do)},
            {QStringLiteral("cause"), QString::fromStdString(notification.parts.cause)},
            {QStringLiteral("read"), notification.read}});
    }
    QDir().mkpath(dataFolder());
    QSaveFile file(storeFile());
    // A list of old messages that cannot be stored is no reason to trouble anybody.
    if (file.open(QIODevice::WriteOnly)) {
        file.write(QJsonDocument(array).toJson(QJsonDocument::Compact));
        file.commit();
    }
}

} // namespace retclip
