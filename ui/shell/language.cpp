// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>

namespace retclip {

namespace {
/// What Qt writes on standard buttons: its own file of translations is a package that not every computer has.
[[maybe_unused]] constexpr const char *buttonWords[] = {
    QT_TRANSLATE_NOOP("QPlatformTheme", "OK"),    QT_TRANSLATE_NOOP("QPlatformTheme", "Cancel"),
    QT_TRANSLATE_NOOP("QPlatformTheme", "Close"), QT_TRANSLATE_NOOP("QPlatformTheme", "Save"),
    QT_TRANSLATE_NOOP("QPlatformTheme", "Open"),  QT_TRANSLATE_NOOP("QPlatformTheme", "Apply"),
    QT_TRANSLATE_NOOP("QPlatformTheme", "Reset"), QT_TRANSLATE_NOOP("QPlatformTheme", "Discard"),
};
} // namespace

void Language::apply(const QString &code)
{
    const QString wanted = code == QLatin1String("zh_CN") ? code : QStringLiteral("en");
    QLocale::setDefault(wanted == QLatin1String("zh_CN") ? QLocale(QLocale::Chinese, QLocale::China)
                                                         : QLocale(QLocale::English));
    const bool first = m_ours.isEmpty();
    m_code = wanted;
    // Both stay installed and are filled anew: one LanguageChange for all, where taking out and
    // putting in would send four, each of them to every widget.
    (void)m_qt.load(QStringLiteral("qtbase_") + wanted,
                    QLibraryInfo::path(QLibraryInfo::TranslationsPath)); // none for English
    // English has a file too: the numerus forms, "1 exam" and "2 exams".
    const QString file = QStringLiteral("retclip_") + wanted;
    const QString beside = QCoreApplication::applicationDirPath();
    for (const QString &place : {QStringLiteral(":/i18n"), beside + QStringLiteral("/translations"),
                                 beside + QStringLiteral("/../share/retclip/translations")}) {
        if (m_ours.load(file, place))
            break;
    }
    if (first) {
        for (QTranslator *each : {&m_qt, &m_ours}) // of a build without texts, empty to the end
            QCoreApplication::removeTranslator(each);
        QCoreApplication::installTranslator(&m_qt);
        QCoreApplication::installTranslator(&m_ours);
    }
    emit changed();
}

} // namespace retclip
