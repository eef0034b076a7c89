// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/settings.h"

#include <QDir>
#include <QLocale>
#include <QStandardPaths>

#include <algorithm>
#include <utility>

namespace retclip {

namespace {

constexpr int rememberedStudies = 10;

QString settingsFile()
{
    const QString told = qEnvironmentVariable("RETCLIP_SETTINGS_FILE");
    if (!told.isEmpty())
        return told;
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation)
        + QStringLiteral("/retclip-workstation/settings.ini");
}

ThemeChoice themeFrom(const QString &word)
{
    if (word == QLatin1String("light"))
        return ThemeChoice::light;
    if (word == QLatin1String("dark"))
        return ThemeChoice::dark;
    return ThemeChoice::system;
}

QString wordOf(ThemeChoice choice)
{
    switch (choice) {
    case ThemeChoice::light: return QStringLiteral("light");
    case ThemeChoice::dark: return QStringLiteral("dark");
    case ThemeChoice::system: break;
    }
    return QStringLiteral("system");
}

} // namespace

Settings::Settings(QObject *parent) : QObject(parent), m_store(settingsFile(), QSettings::IniFormat)
{
}

QString Settings::language() const
{
    if (!m_languageForThisStart.isEmpty())
        return m_languageForThisStart;
    const QString stored = m_store.value(QStringLiteral("language")).toString();
    if (!stored.isEmpty())
        return stored;
    return QLocale::system().language() == QLocale::Chinese ? QStringLiteral("zh_CN")
                                                            : QStringLiteral("en");
}

void Settings::setLanguage(const QString &language)
{
    const bool replaced = !std::exchange(m_languageForThisStart, QString()).isEmpty();
    choose(QStringLiteral("language"), language, replaced);
}

ThemeChoice Settings::themeChoice() const
{
    if (m_themeForThisStart)
        return *m_themeForThisStart;
    return themeFrom(m_store.value(QStringLiteral("theme")).toString());
}

void Settings::setThemeChoice(ThemeChoice choice)
{
    const bool replaced = std::exchange(m_themeForThisStart, std::nullopt).has_value();
    choose(QStringLiteral("theme"), wordOf(choice), replaced);
}

int Settings::textPercent() const
{
    return std::clamp(m_store.value(QStringLiteral("text_percent"), 100).toInt(), 90, 150);
}

void Settings::setTextPercent(int percent)
{
    setValue(QStringLiteral("text_percent"), std::clamp(percent, 90, 150));
}

QString Settings::readerName() const
{
    QString name = m_store.value(QStringLiteral("reader")).toString().trimmed();
    if (name.isEmpty())
        name = qEnvironmentVariable("USER", qEnvironmentVariable("USERNAME")).trimmed();
    return name.isEmpty() ? QStringLiteral("reader") : name;
}

void Settings::setReaderName(const QString &name)
{
    setValue(QStringLiteral("reader"), name.trimmed());
}

bool Settings::hideIdentifiers() const
{
    return m_store.value(QStringLiteral("hide_identifiers"), false).toBool();
}

void Settings::setHideIdentifiers(bool hide)
{
    setValue(QStringLiteral("hide_identifiers"), hide);
}

QStringList Settings::recentStudies() const
{
    return m_store.value(QStringLiteral("recent_studies")).toStringList();
}

void Settings::addRecentStudy(const QString &folder)
{
    QStringList recent = recentStudies();
    recent.removeAll(folder);
    recent.prepend(folder);
    while (recent.size() > rememberedStudies)
        recent.removeLast();
    setValue(QStringLiteral("recent_studies"), recent);
}

void Settings::removeRecentStudy(const QString &folder)
{
    QStringList recent = recentStudies();
    recent.removeAll(folder);
    setValue(QStringLiteral("recent_studies"), recent);
}

QVariant Settings::value(const QString &key, const QVariant &fallback) const
{
    return m_store.value(key, fallback);
}

/// What was saved may be what is chosen now, while the window shows the start's own.
void Settings::choose(const QString &key, const QString &word, bool replaced)
{
    if (replaced && m_store.value(key) == word)
        emit changed(key);
    else
        setValue(key, word);
}

void Settings::setValue(const QString &key, const QVariant &value)
{
    if (m_store.contains(key) && m_store.value(key) == value)
        return;
    m_store.setValue(key, value);
    emit changed(key);
}

QString dataFolder()
{
    const QString told = qEnvironmentVariable("RETCLIP_DATA_FOLDER");
    if (!told.isEmpty())
        return told;
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation)
        + QStringLiteral("/retclip-workstation");
}

} // namespace retclip
