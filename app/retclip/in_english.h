// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QString>
#include <QTranslator>

namespace retclip::cli {

/// While it lives, texts are the English ones: what goes into JSON does not change with the language.
class InEnglish
{
public:
    explicit InEnglish(bool wanted) : m_translator(wanted ? QCoreApplication::instance()->findChild<QTranslator *>() : nullptr)
    {
        if (m_translator)
            QCoreApplication::removeTranslator(m_translator);
    }
    ~InEnglish()
    {
        if (m_translator)
            QCoreApplication::installTranslator(m_translator);
    }
    InEnglish(const InEnglish &) = delete;
    InEnglish &operator=(const InEnglish &) = delete;

private:
    QTranslator *m_translator; ///< The application's, see main().
};

/// Whether people read the answers in Chinese: for what a study holds in both languages.
[[nodiscard]] inline bool inChinese()
{
    const auto *translator = QCoreApplication::instance()->findChild<QTranslator *>();
    return translator && translator->language().startsWith(QLatin1String("zh"));
}

} // namespace retclip::cli
