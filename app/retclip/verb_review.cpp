// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/retclip/exam_json.h"
#include "app/retclip/invocation.h"
#include "app/retclip/label_value.h"
#include "app/retclip/round_json.h"
#include "app/retclip/run_predictions.h"
#include "app/retclip/shown_words.h"
#include "app/retclip/verbs.h"
#include "core/base/files.h"
#include "core/inspection/csv_table.h"

#include <QCoreApplication>

#include <cmath>
#include <map>
#include <set>

namespace retclip::cli {

namespace {

/// One exam or eye, and what is doubtful about it.
struct Candidate
{
    struct Fact
    {
        PredictionRow prediction;
        double doubt = 0; ///< Larger comes first.
        const char *reason = "";
    };
    std::vector<Fact> facts; ///< Never empty; the most doubtful first.
};

std::optional<Candidate::Fact> factOf(const PredictionRow &row, double margin)
{
    const double distance = std::abs(row.score - 0.5);
    if (row.truth && *row.truth != row.predicted)
        return Candidate::Fact{row, 1 + distance, *row.truth ? "false_negative" : "false_positive"};
    if (distance < margin)
        return Candidate::Fact{row, 0.5 - distance, "unsure"};
    return {};
}

/// Wrong and sure first, then near the threshold. A case of several classes is one candidate: the class
/// that it misses and the one that it names instead are two facts of one mistake.
std::vector<Candidate> candidatesOf(const std::vector<PredictionRow> &predictions, double margin)
{
    std::vector<Candidate> candidates;
    std::map<std::pair<ExamId, int>, std::size_t> places;
    for (const PredictionRow &row : predictions) {
        auto fact = factOf(row, margin);
        if (!fact)
            continue;
        const int eye = row.eye ? 1 + int(*row.eye) : 0;
        const auto [place, isNew] = places.try_emplace({row.exam, eye}, candidates.size());
        if (isNew)
            candidates.emplace_back();
        candidates[place->second].facts.push_back(std::move(*fact));
    }
    const auto moreDoubt = [](const Candidate::Fact &a, const Candidate::Fact &b) { return a.doubt > b.doubt; };
    for (Candidate &candidate : candidates)
        std::stable_sort(candidate.facts.begin(), candidate.facts.end(), moreDoubt);
    std::stable_sort(candidates.begin(), candidates.end(), [&](const Candidate &a, const Candidate &b) {
        return moreDoubt(a.facts.front(), b.facts.front());
    });
    return candidates;
}

Json factLine(const Candidate::Fact &fact)
{
    const PredictionRow &row = fact.prediction;
    return {{"reason", fact.reason},
            {"class", row.className.toStdString()},
            {"score", row.score},
            {"predicted", row.predicted},
            {"truth", orNull(row.truth)}};
}

/// Predictions to go through: those of the run asked for, else of the newest run that has any.
struct Predictions
{
    QString labelSet;
    std::vector<PredictionRow> rows;
};

Result<Predictions> predictionsOfAskedRun(const Study &study, Invocation &call)
{
    RETCLIP_TRY(const RunRow run, study.run(call.text("run")));
    QString labelSet = call.text("labels");
    if (labelSet.isEmpty())
        labelSet = run.config.value(QStringLiteral("label_set")).toString();
    if (labelSet.isEmpty())
        return wrongUsage(message(QT_TRANSLATE_NOOP("Message",
                                      "Run %1 learned no label set of its own, so --labels must "
                                      "name the one to review."),
                                  {std::to_string(run.id.value)}),
                          message(QT_TRANSLATE_NOOP("Message",
                              "Add --labels NAME, one that the run was evaluated on.")));
    RETCLIP_TRY(auto rows, predictionsOf(study, run, labelSet));
    return Predictions{labelSet, std::move(rows)};
}

/// Nothing: no run of the study was evaluated (on --labels, where given).
Result<std::optional<Predictions>> newestPredictions(const Study &study, Invocation &call)
{
    RETCLIP_TRY(QVector<RunRow> runs, study.runs());
    std::sort(runs.begin(), runs.end(),
              [](const RunRow &a, const RunRow &b) { return b.id < a.id; });
    RETCLIP_TRY(const QVector<LabelSet> sets, study.labelSets());
    for (const RunRow &run : std::as_const(runs)) {
        QStringList names{run.config.value(QStringLiteral("label_set")).toString()};
        for (const LabelSet &set : sets)
            names.append(set.name);
        if (call.has("labels"))
            names = {call.text("labels")};
        names.removeAll(QString());
        for (const QString &name : std::as_const(names)) {
            RETCLIP_TRY(auto rows, study.predictions(run.id, name));
            if (rows.empty())
                continue;
            call.out().note(QCoreApplication::translate("Command", "Run %1 (%2), label set %3.")
                                .arg(run.id.value).arg(run.name, name));
            return std::optional(Predictions{name, std::move(rows)});
        }
    }
    return std::optional<Predictions>();
}

Json queueLine(qint64 rank, const ExamRow &exam, const std::string &reason)
{
    Json line{{"rank", rank}};
    addExam(line, exam);
    line["reason"] = reason;
    line["verdict"] = exam.verdicts.isEmpty() ? Json(nullptr)
                                              : Json(word(exam.verdicts.back().kind));
    return line;
}

/// Without predictions the queue is what readers left open.
Result<int> listOfReaders(Invocation &call, const Study &study, const std::set<ExamId> &allowed)
{
    qint64 rank = 0;
    std::set<ExamId> listed;
    for (const char *reason : {"disputed", "unsure"}) {
        RETCLIP_TRY(const std::vector<ExamId> exams, study.find(QLatin1String(reason), call.stop()));
        for (const ExamId id : exams) {
            if (!allowed.contains(id) || !listed.insert(id).second)
                continue;
            if (call.has("top") && rank >= call.integer("top"))
                return statusDone;
            RETCLIP_TRY(const ExamRow exam, study.exam(id));
            if (!exam.verdicts.isEmpty() && call.has("open"))
                continue;
            ++rank;
            call.out().result(queueLine(rank, exam, reason),
                              QStringLiteral("%1\t%2\t%3").arg(rank).arg(exam.code, QLatin1String(reason)));
        }
    }
    return statusDone;
}

Result<int> listQueue(Invocation &call)
{
    RETCLIP_TRY(const auto study, call.study(OpenMode::readOnly));
    RETCLIP_TRY(const std::vector<ExamId> wanted, study->find(call.text("where"), call.stop()));
    const std::set<ExamId> allowed(wanted.begin(), wanted.end());
    std::optional<Predictions> found;
    if (call.has("run")) {
        RETCLIP_TRY(found, predictionsOfAskedRun(*study, call));
    } else {
        RETCLIP_TRY(found, newestPredictions(*study, call));
        if (!found)
            return listOfReaders(call, *study, allowed);
    }
    qint64 rank = 0;
    for (const Candidate &candidate : candidatesOf(found->rows, call.real("margin"))) {
        const PredictionRow &row = candidate.facts.front().prediction;
        if (!allowed.contains(row.exam))
            continue;
        if (call.has("top") && rank >= call.integer("top"))
            break;
        RETCLIP_TRY(const ExamRow exam, study->exam(row.exam));
        if (!exam.verdicts.isEmpty() && call.has("open"))
            continue;
        Json line = queueLine(++rank, exam, candidate.facts.front().reason);
        line["eye"] = row.eye ? Json(word(*row.eye)) : Json(nullptr);
        line["label_set"] = found->labelSet.toStdString();
        line.update(factLine(candidate.facts.front()));
        line["split"] = word(row.split);
        QStringList words;
        for (const Candidate::Fact &fact : candidate.facts) {
            line["facts"].push_back(factLine(fact));
            words << QStringLiteral("%1 %2 %3").arg(QLatin1String(fact.reason), fact.prediction.className)
                         .arg(fact.prediction.score, 0, 'f', 3);
        }
        call.out().result(line, QStringLiteral("%1\t%2\t%3").arg(rank)
                                    .arg(exam.code, words.join(QStringLiteral("; "))));
    }
    return statusDone;
}

/// Verdicts of other graders come in as rows; the same verdict of the same reader is there already.
Result<int> apply(Invocation &call)
{
    RETCLIP_TRY(const CsvTable table, readCsvTable(pathOf(call.positional("FILE"))));
    if (table.column("grade") >= 0)
        return applyGrades(call, table);
    const int exam = table.column("exam"), verdict = table.column("verdict");
    const int reader = table.column("reader"), comment = table.column("comment");
    const int label = table.column("label"), reason = table.column("reason");
    if (exam < 0 || verdict < 0)
        return failure(ErrorCode::unreadable,
                       message(QT_TRANSLATE_NOOP("Message", "%1 has no columns exam and verdict."),
                               {call.positional("FILE").toStdString()}),
                       message(QT_TRANSLATE_NOOP("Message", "Nothing was changed.")),
                       message(QT_TRANSLATE_NOOP("Message",
                           "Columns: exam, verdict and, if wanted, label (SET=VALUE), reason, comment, reader; or those of a round: round, place, grade.")));
    RETCLIP_TRY(const auto study, call.study(OpenMode::readWrite));
    RETCLIP_TRY(const QVector<LabelSet> sets, study->labelSets());
    bool failed = false;
    qint64 unchanged = 0, applied = 0;
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        if (call.stop().stop_requested())
            return cancelled();
        const auto text = [&](int column) {
            return column < 0 ? QString()
                              : QString::fromStdString(table.rows[i][std::size_t(column)]).trimmed();
        };
        if (text(verdict).isEmpty())
            continue; // not decided yet
        const auto one = [&]() -> Result<std::optional<EditReceipt>> {
            RETCLIP_TRY(const ExamId id, study->examByCode(text(exam)));
            RETCLIP_TRY(const ExamRow row, study->exam(id));
            const auto kind = verdictFrom(text(verdict));
            if (!kind)
                return failure(ErrorCode::unreadable,
                               message(QT_TRANSLATE_NOOP("Message", "There is no verdict \"%1\"."),
                                       {text(verdict).toStdString()}), {},
                               message(QT_TRANSLATE_NOOP("Message", "Choose one of %1."),
                                       {verdictWords().join(QStringLiteral(", ")).toStdString()}));
            Edit edit;
            edit.exams = {id};
            edit.person = text(reader).isEmpty() ? call.person() : text(reader);
            for (const Verdict &given : row.verdicts)
                if (given.person == edit.person && given.kind == *kind
                    && given.comment == text(comment))
                    return std::optional<EditReceipt>();
            GiveVerdict action;
            action.kind = *kind;
            action.comment = text(comment);
            action.reason = text(reason);
            if (!text(label).isEmpty()) {
                RETCLIP_TRY(SetLabel newLabel, labelFrom(text(label), sets));
                newLabel.source = LabelSource::review;
                action.labelSet = newLabel.labelSet;
                action.newLabel = std::move(newLabel);
            }
            edit.action = std::move(action);
            RETCLIP_TRY(EditReceipt receipt, study->apply(edit));
            return std::optional<EditReceipt>(std::move(receipt));
        }();
        if (!one) {
            failed = true;
            Error error = one.error();
            error.what_happened = message(QT_TRANSLATE_NOOP("Message", "%1, line %2: %3"),
                                          {call.positional("FILE").toStdString(),
                                           std::to_string(table.lines[i]),
                                           translated(error.what_happened).toStdString()});
            error.what_was_kept = message(QT_TRANSLATE_NOOP("Message", "The other rows are in."));
            call.out().error(error);
        } else if (*one) {
            ++applied;
            call.out().result(receiptJson(**one),
                              QStringLiteral("%1\t%2").arg((*one)->edit.value).arg(shownSummary(**one)));
        } else {
            ++unchanged;
        }
    }
    call.out().note(QCoreApplication::translate("Command", "%1 applied, %2 there already")
                        .arg(applied).arg(unchanged));
    return failed ? statusFailed : statusDone;
}

Result<int> historyOfItem(Invocation &call)
{
    RETCLIP_TRY(const auto study, call.study(OpenMode::readOnly));
    RETCLIP_TRY(const ExamId exam, study->examByCode(call.positional("ITEM")));
    RETCLIP_TRY(const QVector<HistoryRow> rows, study->history(exam));
    for (const HistoryRow &row : rows)
        call.out().result(historyJson(row),
                          QStringLiteral("%1\t%2\t%3\t%4\t%5").arg(row.edit.value)
                              .arg(row.time.toString(Qt::ISODate), shownPerson(row.person), shownKind(row.kind),
                                   shownSummary(row)));
    return statusDone;
}

/// Kappas with intervals: of a round's grades, else of verdicts.
Result<int> agreement(Invocation &call)
{
    RETCLIP_TRY(const auto study, call.study(OpenMode::readOnly));
    return call.has("round") ? showRoundAgreement(call, *study) : showVerdictAgreement(call, *study);
}

} // namespace

Verb reviewVerb()
{
    const OptionDescription where{"where", ValueKind::text, "QUERY",
                                  QT_TRANSLATE_NOOP("Command", "Only among these.")};
    Verb verb{"review", QT_TRANSLATE_NOOP("Command", "What to look at again, and what readers said."),
            {{"list", QT_TRANSLATE_NOOP("Command", "The queue: wrong and sure first, then near the threshold. Without predictions: what readers left open."),
              {studyPlace},
              {{"run", ValueKind::text, "RUN", QT_TRANSLATE_NOOP("Command", "Whose predictions; else the newest run that was evaluated.")},
               {"labels", ValueKind::text, "NAME", QT_TRANSLATE_NOOP("Command", "Label set; else the run's.")},
               where,
               {"margin", ValueKind::real, "P", QT_TRANSLATE_NOOP("Command", "Near: within P of 0.5."), {}, "0.1", 0},
               {"open", ValueKind::flag, "", QT_TRANSLATE_NOOP("Command", "Without those that have a verdict.")},
               {"top", ValueKind::integer, "K", QT_TRANSLATE_NOOP("Command", "At most so many."), {}, "", 0}},
              "retclip review odir.study list --run probe --json", listQueue},
             {"apply", QT_TRANSLATE_NOOP("Command",
                  "Verdicts from a table (exam, verdict, label, reason, comment, reader), or grades of a round (round, place, reader, eye, grade, comment). Never overwrites."),
              {studyPlace, {"FILE", QT_TRANSLATE_NOOP("Command", "CSV file.")}},
              {{"reader", ValueKind::text, "NAME", QT_TRANSLATE_NOOP("Command", "For rows without one.")}},
              "retclip review odir.study apply verdicts.csv", apply},
             {"history", QT_TRANSLATE_NOOP("Command", "What happened to one exam."),
              {studyPlace, {"ITEM", QT_TRANSLATE_NOOP("Command", "Exam.")}}, {},
              "retclip review odir.study history 10023-1", historyOfItem},
             {"agreement", QT_TRANSLATE_NOOP("Command", "Cohen's or Fleiss' kappa with intervals: of a round's readers, between them and with themselves; else of verdicts."), {studyPlace},
              {{"round", ValueKind::text, "NAME", QT_TRANSLATE_NOOP("Command", "Grades of this round; else verdicts …")}, where,
               {"bootstrap", ValueKind::integer, "N", QT_TRANSLATE_NOOP("Command", "Resamples of patients for the intervals."), {}, "2000", 0},
               {"seed", ValueKind::integer, "S", QT_TRANSLATE_NOOP("Command", "Of the resamples."), {}, "1"}},
              "retclip review odir.study agreement --round wave2 --json", agreement}}};
    for (auto *forms : {reviewRoundForms, reviewLoopForms})
        for (Form &form : forms())
            verb.forms.push_back(std::move(form));
    return verb;
}

} // namespace retclip::cli
