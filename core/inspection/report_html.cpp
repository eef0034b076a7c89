// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inspection/report_html.h"

namespace retclip {

QString htmlTable(const QStringList &heading, const QVector<QStringList> &rows)
{
    QString out = QStringLiteral("<table border=\"1\" cellspacing=\"0\" cellpadding=\"4\">");
    const auto line = [&](const QStringList &cells, const char *tag) {
        out += QStringLiteral("<tr>");
        for (const QString &cell : cells)
            out += QStringLiteral("<%1>%2</%1>").arg(QLatin1String(tag), cell.toHtmlEscaped());
        out += QStringLiteral("</tr>");
    };
    if (!heading.isEmpty())
        line(heading, "th");
    for (const QStringList &row : rows)
        line(row, "td");
    return out + QStringLiteral("</table>");
}

QString htmlParagraph(const QString &text)
{
    return QStringLiteral("<p>%1</p>").arg(text.toHtmlEscaped());
}

QString htmlHeading(int level, const QString &text)
{
    return QStringLiteral("<h%1>%2</h%1>").arg(level).arg(text.toHtmlEscaped());
}

} // namespace retclip
