// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inspection/report_text.h"

#include <QString>

namespace retclip {

std::string normalisedReport(std::string_view report)
{
    const QString text = QString::fromUtf8(report.data(), qsizetype(report.size())).toLower();
    QString kept;
    kept.reserve(text.size());
    for (QChar character : text) {
        if (character.isSpace())
            continue;
        // U+FF01 … U+FF5E are the full-width forms of ASCII.
        if (character.unicode() >= 0xff01 && character.unicode() <= 0xff5e)
            character = QChar(character.unicode() - 0xfee0);
        else if (character == QChar(0x3002)) // ideographic full stop
            character = QLatin1Char('.');
        else if (character == QChar(0x3001)) // ideographic comma
            character = QLatin1Char(',');
        kept += character;
    }
    while (!kept.isEmpty() && kept.back().isPunct())
        kept.chop(1);
    return kept.toStdString();
}

} // namespace retclip
