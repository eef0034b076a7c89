// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/retclip/exam_json.h"
#include "app/retclip/invocation.h"
#include "app/retclip/verbs.h"
#include "core/inspection/likeness.h"

#include <QCoreApplication>

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

Result<int> searchText(Invocation &call)
{
    RETCLIP_TRY(const auto study, call.study(OpenMode::readOnly));
    const QString text = call.positional("TEXT");
    // One text, as it stands in a report: quotation marks keep the query language out of it.
    QString quoted = text;
    quoted.remove(QLatin1Char('"'));
    QString query = QStringLiteral("report:\"%1\"").arg(quoted);
    if (const QString where = call.text("where"); !where.trimmed().isEmpty())
        query = QStringLiteral("%1 (%2)").arg(query, where);
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

Result<std::vector<ExamId>> examsNamed(const Study &study, const QStringList &lists)
{
    std::vector<ExamId> exams;
    for (const QString &list : lists)
        for (const QString &code : list.split(QLatin1Char(','), Qt::SkipEmptyParts)) {
            RETCLIP_TRY(const ExamId exam, study.examByCode(code.trimmed()));
            exams.push_back(exam);
        }
    return exams;
}

Result<std::shared_ptr<LikenessIndex>> indexFor(Invocation &call, const Study &study)
{
    const LikenessOf what =
        call.text("in") == QLatin1String("reports") ? LikenessOf::reports : LikenessOf::photographs;
    if (!call.has("run"))
        return LikenessIndex::withoutRun(study, what, call.stop());
    RETCLIP_TRY(const RunRow run, study.run(call.text("run")));
    RETCLIP_TRY(ModelBackend *const backend, call.backend());
    return LikenessIndex::ofRun(study, run, *backend, what, call.text("device"), call.out().progress(), call.stop());
}

Result<int> searchAlike(Invocation &call)
{
    RETCLIP_TRY(const auto study, call.study(OpenMode::readOnly));
    LikenessOrder order;
    RETCLIP_TRY(order.like, examsNamed(*study, call.texts("like")));
    RETCLIP_TRY(order.unlike, examsNamed(*study, call.texts("unlike")));
    if (call.has("eye"))
        order.eye = laterality_from(call.text("eye").toStdString());
    order.where = call.text("where");
    order.top = int(call.integer("top"));
    RETCLIP_TRY(const std::shared_ptr<LikenessIndex> index, indexFor(call, *study));
    RETCLIP_TRY(const LikenessAnswer answer, index->find(*study, order, call.stop()));
    if (answer.by == LikenessBy::pictures)
        call.out().note(QCoreApplication::translate("Command",
            "Without --run photographs are compared by their looks (light and layout), not by what they show."));
    else if (answer.by == LikenessBy::words)
        call.out().note(QCoreApplication::translate("Command",
            "Without --run reports are compared by the words that they share, not by what they mean."));
    for (const ExamId exam : answer.notCompared) {
        RETCLIP_TRY(const ExamRow row, study->exam(exam));
        call.out().note(QCoreApplication::translate("Command", "%1 has nothing to compare by and was left out.").arg(row.code));
    }
    int rank = 0;
    for (const LikenessHit &hit : answer.hits) {
        RETCLIP_TRY(const ExamRow exam, study->exam(hit.exam));
        Json line{{"rank", ++rank}, {"similarity", hit.similarity}, {"by", word(answer.by)}};
        line["eye"] = answer.eye ? Json(word(*answer.eye)) : Json(nullptr);
        addExam(line, exam);
        call.out().result(line, QStringLiteral("%1\t%2\t%3\t%4").arg(rank).arg(hit.similarity, 0, 'f', 4).arg(exam.code)
                                    .arg(cell(exam.report.toStdString())));
    }
    return statusDone;
}

Result<int> runSearch(Invocation &call)
{
    const bool text = !call.positional("TEXT").isEmpty();
    if (text == call.has("like"))
        return wrongUsage(message(QT_TRANSLATE_NOOP("Message", "search takes a text, or --like EXAM.")),
                          message(QT_TRANSLATE_NOOP("Message", "Say what to look for.")));
    return text ? searchText(call) : searchAlike(call);
}

} // namespace

Verb searchVerb()
{
    return {"search", QT_TRANSLATE_NOOP("Command", "Find a text in reports, or exams that are like others."),
            {{"", QT_TRANSLATE_NOOP("Command",
                  "A text as it stands in reports; or --like: the exams most like some and unlike others, by a run's "
                  "embeddings, else by the looks of photographs or the words of reports."),
              {studyPlace,
               {"TEXT", QT_TRANSLATE_NOOP("Command", "Words as they stand in reports."), PositionalDescription::optional}},
              {{"limit", ValueKind::integer, "N", QT_TRANSLATE_NOOP("Command", "At most so many."), {}, "", 0},
               {"like", ValueKind::text, "EXAM,…", QT_TRANSLATE_NOOP("Command", "Exams that others shall be like."), {}, "",
                std::numeric_limits<double>::lowest(), true},
               {"unlike", ValueKind::text, "EXAM,…", QT_TRANSLATE_NOOP("Command", "Exams that they shall not be like."), {}, "",
                std::numeric_limits<double>::lowest(), true},
               {"run", ValueKind::text, "RUN", QT_TRANSLATE_NOOP("Command", "Whose embeddings are compared.")},
               {"eye", ValueKind::choice, "EYE", QT_TRANSLATE_NOOP("Command", "Compare this eye only."), {"left", "right"}},
               {"in", ValueKind::choice, "WHAT", QT_TRANSLATE_NOOP("Command", "What is compared."), {"images", "reports"}, "images"},
               {"top", ValueKind::integer, "K", QT_TRANSLATE_NOOP("Command", "So many hits."), {}, "20", 1},
               {"where", ValueKind::text, "QUERY", QT_TRANSLATE_NOOP("Command", "Only among these.")},
               {"device", ValueKind::text, "DEVICE", QT_TRANSLATE_NOOP("Command", "auto, cpu or cuda:N."), {}, "auto"}},
              "retclip search odir.study --like 27-1,31-1 --unlike 40-1 --run first", runSearch, true}}};
}

} // namespace retclip::cli
