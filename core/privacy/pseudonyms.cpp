// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/privacy/pseudonyms.h"

#include "core/base/files.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QMessageAuthenticationCode>
#include <QRandomGenerator>

#include <array>

namespace retclip {

namespace {

constexpr std::size_t shortestKey = 32;
constexpr int leastDays = 30, mostDays = 3650;

std::string freshKey()
{
    std::array<quint32, 8> random{};
    QRandomGenerator::system()->fillRange(random.data(), qsizetype(random.size()));
    return QByteArray(reinterpret_cast<const char *>(random.data()), sizeof random).toHex().toStdString();
}

/// The place with all links followed, as far as it is there.
QString realPlace(const QString &path)
{
    QFileInfo info(QDir::cleanPath(QFileInfo(path).absoluteFilePath()));
    if (const QString real = info.canonicalFilePath(); !real.isEmpty())
        return real;
    const QString folder = info.dir().canonicalPath();
    return (folder.isEmpty() ? info.absolutePath() : folder) + QLatin1Char('/') + info.fileName();
}

QByteArray mac(const std::string &key, const QString &message)
{
    return QMessageAuthenticationCode::hash(message.toUtf8(), QByteArray::fromStdString(key),
                                            QCryptographicHash::Sha256);
}

} // namespace

Pseudonyms Pseudonyms::forOnce()
{
    return Pseudonyms(freshKey());
}

QString Pseudonyms::characters(const QString &what, int count) const
{
    // 27 signs without vowels (no words) and without 0, 1, L (no mistakes).
    static const QString alphabet = QStringLiteral("BCDFGHJKMNPQRSTVWXZ23456789");
    const QByteArray bytes = mac(m_key, what);
    QString text;
    for (int i = 0; i < count; ++i) // 16 bits a sign: no sign is likelier than 1 in 2,000 more.
        text += alphabet[(quint8(bytes[2 * i]) * 256 + quint8(bytes[2 * i + 1])) % alphabet.size()];
    return text;
}

QString Pseudonyms::patient(const QString &code) const
{
    return QLatin1Char('P') + characters(QStringLiteral("patient\n") + code, 12);
}

QString Pseudonyms::visit(const QString &patient, const QString &visit) const
{
    return QLatin1Char('V') + characters(QStringLiteral("visit\n") + patient + u'\n' + visit, 8);
}

int Pseudonyms::moveDays(const QString &patient) const
{
    const QByteArray bytes = mac(m_key, QStringLiteral("days\n") + patient);
    quint32 number = 0;
    for (int i = 0; i < 4; ++i)
        number = number << 8 | quint8(bytes[i]);
    return -(leastDays + int(number % quint32(mostDays - leastDays + 1)));
}

Result<Pseudonyms> pseudonymsFromFile(const QString &file, const QStringList &keepOut)
{
    const Message nothing = message(QT_TRANSLATE_NOOP("Message", "Nothing was written."));
    const QString place = realPlace(file);
    for (const QString &folder : keepOut)
        if (!folder.isEmpty() && place.startsWith(realPlace(folder) + QLatin1Char('/')))
            return failure(ErrorCode::invalid_argument,
                           message(QT_TRANSLATE_NOOP("Message", "The key %1 would lie inside %2, with the data that it protects."),
                                   {file.toStdString(), folder.toStdString()}),
                           nothing,
                           message(QT_TRANSLATE_NOOP("Message", "Name a file elsewhere, where only you can read it.")));
    const auto path = path_from_utf8(file.toStdString());
    if (QFileInfo::exists(file)) {
        RETCLIP_TRY(std::string key, read_file(path));
        if (key.size() >= shortestKey)
            return Pseudonyms(std::move(key));
        return failure(ErrorCode::invalid_argument,
                       message(QT_TRANSLATE_NOOP("Message", "The key in %1 is shorter than 32 characters."),
                               {file.toStdString()}),
                       nothing,
                       message(QT_TRANSLATE_NOOP("Message", "Name a file that is not there yet: a key is made.")));
    }
    const std::string key = freshKey();
    QDir().mkpath(QFileInfo(file).absolutePath()); // Where it fails, writing says why.
    RETCLIP_CHECK(write_file_atomically(path, key));
    QFile::setPermissions(file, QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    return Pseudonyms(key);
}

} // namespace retclip
