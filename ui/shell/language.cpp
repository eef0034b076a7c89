// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>

namespace retclip {

void Language::apply(const QString &code)
{
    const QString wanted = code == QLatin1String("zh_CN") ? code : QStringLiteral("en");
    QLocale::setDefault(wanted == QLatin1String("zh_CN") ? QLocale(QLocale::Chinese, QLocale::China)
                                                         : QLocale(QLocale::English));
    QCoreApplication::removeTranslator(&m_qt);
    QCoreApplication::removeTranslator(&m_ours);
    m_code = wanted;
    {
        // English has a file too: the numerus forms, "1 exam" and "2 exams".
        const QString file = QStringLiteral("retclip_") + wanted;
        const QString beside = QCoreApplication::applicationDirPath();
        if (m_qt.load(QStringLiteral("qtbase_") + wanted,
                      QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
            QCoreApplication::installTranslator(&m_qt);
        const bool loaded = m_ours.load(file, QStringLiteral(":/i18n"))
            || m_ours.load(file, beside + QStringLiteral("/translations"))
            || m_ours.load(file, beside + QStringLiteral("/../share/retclip/translations"));
        if (loaded)
            QCoreApplication::installTranslator(&m_ours);
    }
    emit changed();
}

} // namespace retclip
