// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/retclip/exam_json.h"
#include "app/retclip/invocation.h"
#include "app/retclip/verbs.h"
#include "core/base/files.h"
#include "core/inspection/csv_table.h"
#include "core/inspection/label_issues.h"

#include <QCoreApplication>

namespace retclip::cli {

namespace {

Json classesJson(const QStringList &classes)
{
    Json list = Json::array();
    for (const QString &name : classes)
        list.push_back(name.toStdString());
    return list;
}

Json reasonJson(const IssueReason &reason)
{
    const auto plain = [](const QStringList &names) {
        return names.isEmpty() ? QStringLiteral("none") : names.join(QStringLiteral(", "));
    };
    return {{"kind", word(reason.kind)},
            {"eye", reason.eye ? Json(word(*reason.eye)) : Json(nullptr)},
            {"given", classesJson(reason.given)},
            {"suggested", reason.suggested ? classesJson(*reason.suggested) : Json(nullptr)},
            {"strength", reason.strength},
            {"value", reason.value},
            {"others", classesJson(reason.others)},
            {"reason", issueWords(reason, plain).english()}};
}

Json issueJson(qint64 rank, const LabelIssue &issue, const ExamRow &exam)
{
    Json line{{"rank", rank}};
    addExam(line, exam);
    line["strength"] = issue.strength;
    line["reasons"] = Json::array();
    std::string all;
    for (const IssueReason &reason : issue.reasons) {
        line["reasons"].push_back(reasonJson(reason));
        all += (all.empty() ? "" : " ") + line["reasons"].back()["reason"].get<std::string>();
    }
    for (const char *key : {"kind", "eye", "given", "suggested"})
        line[key] = line["reasons"][0][key];
    line["reason"] = all;
    return line;
}

QString wordsOf(const LabelIssue &issue)
{
    const auto titles = [](const QStringList &names) {
        return names.isEmpty() ? QCoreApplication::translate("Command", "none") : names.join(QStringLiteral(", "));
    };
    QStringList all;
    for (const IssueReason &reason : issue.reasons)
        all << translated(issueWords(reason, titles));
    return all.join(u' ');
}

QString csvLine(qint64 rank, const LabelIssue &issue, const ExamRow &exam)
{
    QStringList kinds;
    for (const IssueReason &reason : issue.reasons)
        if (const QString kind = QString::fromLatin1(word(reason.kind)); !kinds.contains(kind))
            kinds << kind;
    const IssueReason &first = issue.reasons.front();
    const QStringList cells{QString::number(rank), exam.code, exam.patient, QString::number(issue.strength, 'f', 4),
                            kinds.join(u';'), first.given.join(u';'),
                            first.suggested.value_or(QStringList()).join(u';'), wordsOf(issue)};
    QStringList written;
    for (const QString &cell : cells)
        written << csvField(cell);
    return written.join(u',') + u'\n';
}

Result<std::vector<IssueKind>> kindsFrom(const QString &text)
{
    std::vector<IssueKind> kinds;
    for (const QString &each : text.split(u',', Qt::SkipEmptyParts)) {
        const auto kind = issueKindFrom(each.trimmed());
        if (!kind) {
            QStringList known;
            for (const IssueKind one : allIssueKinds)
                known << QString::fromLatin1(word(one));
            return wrongUsage(message(QT_TRANSLATE_NOOP("Message", "There is no kind of issue \"%1\"."), {each.toStdString()}),
                              message(QT_TRANSLATE_NOOP("Message", "Choose one of: %1."),
                                      {known.join(QStringLiteral(", ")).toStdString()}));
        }
        kinds.push_back(*kind);
    }
    return kinds;
}

Result<int> listIssues(Invocation &call)
{
    IssueOrder order;
    order.labelSet = call.text("labels");
    RETCLIP_TRY(order.kinds, kindsFrom(call.text("kinds")));
    order.folds = int(call.integer("folds"));
    order.seed = call.integer("seed");
    order.where = call.text("where");
    order.device = call.text("device");
    RETCLIP_TRY(const auto study, call.study(OpenMode::readOnly));
    ModelBackend *backend = nullptr;
    if (call.has("run")) {
        RETCLIP_TRY(order.run, study->run(call.text("run")));
        RETCLIP_TRY(backend, call.backend());
    }
    RETCLIP_TRY(const IssueList list, labelIssues(*study, backend, order, call.out().progress(), call.stop()));
    QString csv = QStringLiteral("rank,exam,patient,strength,kinds,given,suggested,reason\n");
    const qint64 limit = call.integer("limit");
    qint64 rank = 0;
    for (const LabelIssue &issue : list.issues) {
        if (limit > 0 && rank >= limit)
            break;
        RETCLIP_TRY(const ExamRow exam, study->exam(issue.exam));
        ++rank;
        csv += csvLine(rank, issue, exam);
        call.out().result(issueJson(rank, issue, exam),
                          QStringLiteral("%1\t%2\t%3\t%4").arg(rank).arg(exam.code)
                              .arg(issue.strength, 0, 'f', 2).arg(wordsOf(issue)));
    }
    if (call.has("csv"))
        RETCLIP_CHECK(write_file_atomically(pathOf(call.text("csv")), csv.toStdString()));
    for (const Message &note : list.notes)
        call.out().note(translated(note));
    if (list.judged > 0)
        call.out().note(QCoreApplication::translate("Command",
            "Confident learning: of %1 labels some %2 are wrong.").arg(list.judged).arg(list.estimated));
    return statusDone;
}

} // namespace

Form labelIssuesForm()
{
    return {"issues", QT_TRANSLATE_NOOP("Command",
                "Labels that are likely wrong, as one list with reasons, the likeliest first: cross-validated predictions on a run's "
                "embeddings, other labels on nearly the same photograph, reports that do not fit, eyes and readers that differ. "
                "Nothing is changed."),
            {studyPlace},
            {{"labels", ValueKind::text, "NAME", QT_TRANSLATE_NOOP("Command", "Label set, or NAME/CLASS."), {}, "", 0, false, true},
             {"run", ValueKind::text, "RUN", QT_TRANSLATE_NOOP("Command", "Whose embeddings are looked at.")},
             {"folds", ValueKind::integer, "N", QT_TRANSLATE_NOOP("Command",
                  "Parts for cross-validation; 0: the run's own predictions, as it was evaluated."), {}, "5", 0},
             {"kinds", ValueKind::text, "K,K", QT_TRANSLATE_NOOP("Command",
                  "Only these: model, duplicates, report_image, eyes, report_label, readers.")},
             {"where", ValueKind::text, "QUERY", QT_TRANSLATE_NOOP("Command", "Only among these.")},
             {"limit", ValueKind::integer, "N", QT_TRANSLATE_NOOP("Command", "At most so many; 0: all."), {}, "0", 0},
             {"csv", ValueKind::text, "FILE", QT_TRANSLATE_NOOP("Command", "Also a table, a row an exam.")},
             {"seed", ValueKind::integer, "S", QT_TRANSLATE_NOOP("Command", "Deals the folds."), {}, "123"},
             {"device", ValueKind::text, "DEVICE", QT_TRANSLATE_NOOP("Command", "auto, cpu or cuda:N."), {}, "auto"}},
            "retclip labels issues odir.study --labels odir --run first --limit 50 --csv issues.csv", listIssues, true};
}

} // namespace retclip::cli
