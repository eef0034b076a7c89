// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/theme.h"

#include <QObject>
#include <QSettings>
#include <QStringList>
#include <QVariant>

#include <optional>

namespace retclip {

/// What one person has set, on this computer. Each applies at once and says so by changed(key).
///
/// Threads: window only. RETCLIP_SETTINGS_FILE names another file (tests, tour).
class Settings : public QObject
{
    Q_OBJECT

public:
    explicit Settings(QObject *parent = nullptr);

    [[nodiscard]] QString language() const; ///< "en", "zh_CN"; first start: the system's.
    void setLanguage(const QString &language);
    [[nodiscard]] ThemeChoice themeChoice() const;
    void setThemeChoice(ThemeChoice choice);
    /// As told on the command line: holds until the person chooses, and is not saved.
    void setLanguageForThisStart(const QString &language) { m_languageForThisStart = language; }
    void setThemeForThisStart(ThemeChoice choice) { m_themeForThisStart = choice; }
    [[nodiscard]] int textPercent() const; ///< 90–150
    void setTextPercent(int percent);
    [[nodiscard]] QString readerName() const; ///< Stands in the journal; never empty.
    void setReaderName(const QString &name);
    [[nodiscard]] bool hideIdentifiers() const; ///< F8
    void setHideIdentifiers(bool hide);

    [[nodiscard]] QStringList recentStudies() const;
    void addRecentStudy(const QString &folder);
    void removeRecentStudy(const QString &folder);

    /// Anything else, by a key of the workspace's own: "train/log_x".
    [[nodiscard]] QVariant value(const QString &key, const QVariant &fallback = {}) const;
    void setValue(const QString &key, const QVariant &value);

signals:
    void changed(const QString &key);

private:
    void choose(const QString &key, const QString &word, bool replaced);

    mutable QSettings m_store;
    QString m_languageForThisStart; ///< Empty: the saved one.
    std::optional<ThemeChoice> m_themeForThisStart;
};

/// Setting of a study: the disc diameter it assumes, in µm; 0 or nothing: it assumes none. Said by
/// Settings::changed too.
inline const QString discDiameterSetting = QStringLiteral("disc_diameter_um");

/// Where the program keeps its own files and, unless told otherwise, new studies.
[[nodiscard]] QString dataFolder();

} // namespace retclip
