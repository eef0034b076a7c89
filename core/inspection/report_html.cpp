// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inspection/report_html.h"

#include <QCoreApplication>

namespace retclip {

QString htmlPageBegin(const QString &title, bool synthetic)
{
    QString out = QStringLiteral("<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>%1</title><style>"
                                 "body{font-family:sans-serif;max-width:60em;margin:2em auto;color:#1A2027}"
                                 "table{border-collapse:collapse;font-size:85%}th{text-align:left}"
                                 "</style></head><body>")
                      .arg(title.toHtmlEscaped())
        + htmlHeading(1, title);
    if (synthetic)
        out += htmlParagraph(QCoreApplication::translate("Report", "SYNTHETIC: these patients and photographs are made up; "
                                                                   "nothing here speaks of medicine."));
    return out;
}

QString htmlPageEnd()
{
    return QStringLiteral("</body></html>");
}

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
