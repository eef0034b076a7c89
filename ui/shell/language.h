// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>
#include <QTranslator>

namespace retclip {

/// The language of the window, switched live: installing a translator sends LanguageChange to
/// every widget.
class Language : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// "en" or "zh_CN". Looks in :/i18n, then in translations/ beside the program.
    void apply(const QString &code);
    [[nodiscard]] QString code() const { return m_code; }

signals:
    void changed();

private:
    QTranslator m_ours, m_qt;
    QString m_code = QStringLiteral("en");
};

} // namespace retclip
