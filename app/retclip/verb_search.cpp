// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/retclip/exam_json.h"
#include "app/retclip/invocation.h"
#include "app/retclip/verbs.h"

namespace retclip::cli {

namespace {

/// What surrounds the first of the words in a report.
QString excerpt(const QString &report, const QString &found)
{
    constexpr qsizetype around = 24;
    const qsizetype at = report.indexOf(found, 0, Qt::CaseInsensitive);
    if (at < 0)
        return report.left(2 * around);
    const qsizetype begin = std::max<qsizetype>(0, at - around);
    return (begin > 0 ? QStringLiteral("…") : QString()) + report.mid(begin, 2 * around + found.size());
}

Result<int> runSearch(Invocation &call)
{
    RETCLIP_TRY(const auto study, call.study(OpenMode::readOnly));
    QString text = call.positional("TEXT");
    // One text, as it stands in a report: quotation marks keep the query language out of it.
    QString quoted = text;
    quoted.remove(QLatin1Char('"'));
    const QString query = QStringLiteral("report:\"%1\"").arg(quoted);
    RETCLIP_TRY(std::vector<ExamId> ids, study->find(query, call.stop()));
    if (call.has("limit") && std::size_t(call.integer("limit")) < ids.size())
        ids.resize(std::size_t(call.integer("limit")));
    RETCLIP_TRY(const std::vector<ExamRow> exams, study->exams(ids));
    for (const ExamRow &exam : exams) {
        Json line;
        addExam(line, exam);
        const QString reason = excerpt(exam.report, quoted);
        line["reason"] = reason.toStdString();
        call.out().result(line, exam.code + QLatin1Char('\t') + cell(reason.toStdString()));
    }
    return statusDone;
}

} // namespace

Verb searchVerb()
{
    return {"search", QT_TRANSLATE_NOOP("Command", "Find a text in reports."),
            {{"", "",
              {studyPlace,
               {"TEXT", QT_TRANSLATE_NOOP("Command", "Words as they stand in reports.")}},
              {{"limit", ValueKind::integer, "N", QT_TRANSLATE_NOOP("Command", "At most so many."), {}, "", 0}},
              "retclip search odir.study 视盘", runSearch}}};
}

} // namespace retclip::cli
