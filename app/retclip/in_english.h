// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QLocale>
#include <QString>
#include <QTranslator>

namespace retclip::cli {

/// While it lives, texts are the English ones: what goes into JSON does not change with the language.
class InEnglish
{
public:
    explicit InEnglish(bool wanted)
        : m_translator(wanted ? QCoreApplication::instance()->findChild<QTranslator *>() : nullptr)
    {
        if (!m_translator)
            return;
        QCoreApplication::removeTranslator(m_translator);
        QLocale::setDefault(QLocale::c());
    }
    ~InEnglish()
    {
        if (!m_translator)
            return;
        QCoreApplication::installTranslator(m_translator);
        QLocale::setDefault(m_before);
    }
    InEnglish(const InEnglish &) = delete;
    InEnglish &operator=(const InEnglish &) = delete;

private:
    QTranslator *m_translator; ///< The application's, see main().
    QLocale m_before;
};

/// Whether people read the answers in Chinese: for what a study holds in both languages.
[[nodiscard]] inline bool inChinese()
{
    const auto *translator = QCoreApplication::instance()->findChild<QTranslator *>();
    return translator && translator->language().startsWith(QLatin1String("zh"));
}

/// English answers keep the words of files and queries ("label_wrong", "low_contrast"), which can be typed again; other
/// languages say what they mean.
[[nodiscard]] inline bool keepsFileWords()
{
    const auto *translator = QCoreApplication::instance()->findChild<QTranslator *>();
    return !translator || translator->language().isEmpty() || translator->language().startsWith(QLatin1String("en"));
}

} // namespace retclip::cli
