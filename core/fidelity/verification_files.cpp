// SPDX-License-Identifier: GPL-3.0-or-later
// The report as HTML, text and JSON.
#include "core/base/files.h"
#include "core/fidelity/verification.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <limits>

namespace retclip {

namespace {

QString sourceText(const Verification &verification)
{
    return verification.source.isEmpty()
               ? verificationText(QT_TRANSLATE_NOOP("Verification", "The set that ships with the program"))
               : verification.source;
}

/// What stands above the tables: a name and a value each.
QVector<std::pair<QString, QString>> facts(const Verification &verification)
{
    return {
        {verificationText(QT_TRANSLATE_NOOP("Verification", "References")), sourceText(verification)},
        {verificationText(QT_TRANSLATE_NOOP("Verification", "Program")), verification.program},
        {verificationText(QT_TRANSLATE_NOOP("Verification", "LibTorch")), verification.libtorch},
        {verificationText(QT_TRANSLATE_NOOP("Verification", "Device")),
         verification.processor.isEmpty()
             ? verification.device
             : verification.device + QStringLiteral(" (%1)").arg(verification.processor)},
        {verificationText(QT_TRANSLATE_NOOP("Verification", "Date")),
         verification.when.toString(Qt::ISODate)},
        {verificationText(QT_TRANSLATE_NOOP("Verification", "Time taken")),
         verificationText(QT_TRANSLATE_NOOP("Verification", "%1 s"))
             .arg(QLocale::c().toString(verification.seconds, 'f', 1))},
        {verificationText(QT_TRANSLATE_NOOP("Verification", "Tolerances")),
         toleranceSentence(verification.device)},
    };
}

QString verdict(bool ok)
{
    return ok ? verificationText(QT_TRANSLATE_NOOP("Verification", "agrees"))
              : verificationText(QT_TRANSLATE_NOOP("Verification", "differs"));
}

QStringList kindColumns()
{
    return {verificationText(QT_TRANSLATE_NOOP("Verification", "Kind")),
            verificationText(QT_TRANSLATE_NOOP("Verification", "Comparisons")),
            verificationText(QT_TRANSLATE_NOOP("Verification", "Differing")),
            verificationText(QT_TRANSLATE_NOOP("Verification", "Nearest to its tolerance")),
            verificationText(QT_TRANSLATE_NOOP("Verification", "Largest difference")),
            verificationText(QT_TRANSLATE_NOOP("Verification", "Tolerance"))};
}

QStringList kindRow(const KindSummary &summary)
{
    return {kindTitle(summary.kind), QString::number(summary.cases),
            QString::number(summary.differing),
            QString::fromStdString(summary.closest.name).section(QLatin1Char('/'), 1),
            differenceText(summary.closest.max_difference), differenceText(summary.closest.tolerance)};
}

QStringList caseColumns()
{
    return {verificationText(QT_TRANSLATE_NOOP("Verification", "Verdict")),
            verificationText(QT_TRANSLATE_NOOP("Verification", "Comparison")),
            verificationText(QT_TRANSLATE_NOOP("Verification", "Largest difference")),
            verificationText(QT_TRANSLATE_NOOP("Verification", "Tolerance")),
            verificationText(QT_TRANSLATE_NOOP("Verification", "Remark"))};
}

QStringList caseRow(const VerifyCase &one)
{
    return {verdict(one.ok), QString::fromStdString(one.name), differenceText(one.max_difference),
            differenceText(one.tolerance), QString::fromStdString(one.detail)};
}

QString htmlRow(const QStringList &cells, const char *tag, bool differs = false)
{
    QString row = differs ? QStringLiteral("<tr class=\"differs\">") : QStringLiteral("<tr>");
    for (const QString &cell : cells)
        row += QStringLiteral("<%1>%2</%1>").arg(QLatin1String(tag), cell.toHtmlEscaped());
    return row + QStringLiteral("</tr>\n");
}

QString asHtml(const Verification &verification)
{
    const QString title =
        verificationText(QT_TRANSLATE_NOOP("Verification", "Verification of RET-CLIP Workstation"));
    QString text =
        QStringLiteral("<!doctype html>\n<html><head><meta charset=\"utf-8\"><title>%1</title>\n<style>"
                       "body{font-family:sans-serif;max-width:64em;margin:2em auto;padding:0 1em}"
                       "table{border-collapse:collapse;width:100%;margin:1em 0}"
                       "td,th{border-bottom:1px solid #bbb;padding:.25em .6em;text-align:left;"
                       "vertical-align:top}.differs{background:#f8d7da}.sum{font-size:1.2em}"
                       "</style></head><body>\n<h1>%1</h1>\n<p class=\"sum\">%2</p>\n<table>\n")
            .arg(title.toHtmlEscaped(), summarySentence(verification).toHtmlEscaped());
    for (const auto &[name, value] : facts(verification))
        text += QStringLiteral("<tr><th>%1</th><td>%2</td></tr>\n")
                    .arg(name.toHtmlEscaped(), value.toHtmlEscaped());
    text += QStringLiteral("</table>\n<table>\n") + htmlRow(kindColumns(), "th");
    for (const KindSummary &summary : summaries(verification))
        text += htmlRow(kindRow(summary), "td", summary.differing > 0);
    text += QStringLiteral("</table>\n<table>\n") + htmlRow(caseColumns(), "th");
    for (const VerifyCase &one : verification.cases)
        text += htmlRow(caseRow(one), "td", !one.ok);
    return text + QStringLiteral("</table>\n</body></html>\n");
}

QString asText(const Verification &verification)
{
    QStringList lines{summarySentence(verification), QString()};
    for (const auto &[name, value] : facts(verification))
        lines << name + QStringLiteral(": ") + value;
    lines << QString() << kindColumns().join(QLatin1Char('\t'));
    for (const KindSummary &summary : summaries(verification))
        lines << kindRow(summary).join(QLatin1Char('\t'));
    lines << QString() << caseColumns().join(QLatin1Char('\t'));
    for (const VerifyCase &one : verification.cases)
        lines << caseRow(one).join(QLatin1Char('\t'));
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

std::string asJson(const Verification &verification)
{
    nlohmann::ordered_json cases = nlohmann::ordered_json::array();
    for (const VerifyCase &one : verification.cases) {
        nlohmann::ordered_json line{{"case", one.name}, {"max_difference", nullptr},
                                    {"tolerance", one.tolerance}, {"ok", one.ok}};
        if (one.max_difference < std::numeric_limits<double>::max())
            line["max_difference"] = one.max_difference;
        if (!one.detail.empty())
            line["detail"] = one.detail;
        cases.push_back(std::move(line));
    }
    const nlohmann::ordered_json json{
        {"source", verification.source.isEmpty()
                       ? nlohmann::ordered_json(nullptr)
                       : nlohmann::ordered_json(verification.source.toStdString())},
        {"device", verification.device.toStdString()},
        {"device_name", verification.processor.toStdString()},
        {"program", verification.program.toStdString()},
        {"libtorch", verification.libtorch.toStdString()},
        {"time", verification.when.toUTC().toString(Qt::ISODate).toStdString()},
        {"seconds", verification.seconds},
        {"whole", verification.whole},
        {"comparisons", verification.cases.size()},
        {"differing", verification.differing()},
        {"cases", std::move(cases)}};
    return json.dump(1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

} // namespace

Result<void> saveVerification(const Verification &verification, const std::filesystem::path &file)
{
    if (file.extension() == ".json")
        return write_file_atomically(file, asJson(verification));
    if (file.extension() == ".txt")
        return write_file_atomically(file, asText(verification).toStdString());
    return write_file_atomically(file, asHtml(verification).toStdString());
}

} // namespace retclip
