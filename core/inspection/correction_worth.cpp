// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inspection/correction_worth.h"

#include "core/inspection/evaluation_groups.h"
#include "core/inspection/evaluation_words.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace retclip {

namespace {

/// The exam's label in the set as it is now; null: none.
const LabelState *labelNow(const ExamRow &exam, const QString &set, std::optional<Laterality> eye)
{
    const LabelState *ofExam = nullptr;
    for (const LabelState &label : exam.labels) {
        if (label.setName != set || !label.known)
            continue;
        if (label.eye == eye)
            return &label;
        if (!label.eye)
            ofExam = &label; // Eyes that are judged by the exam's label.
    }
    return ofExam;
}

bool isChanged(const PredictionRow &row, const ExamRow &exam, const QString &set)
{
    const LabelState *now = labelNow(exam, set, row.eye);
    if (!now)
        return row.truth.has_value();
    return !row.truth || *row.truth != now->positive.contains(row.className);
}

} // namespace

Result<Corrections> correctionsSince(const Study &study, const EvaluationResult &before)
{
    Corrections corrections;
    for (const PredictionRow &row : before.predictions)
        if (row.split != Split::none && !corrections.splits.contains(row.exam.value)) {
            corrections.splits.insert(row.exam.value, row.split);
            corrections.exams.push_back(row.exam);
        }
    RETCLIP_TRY(const std::vector<ExamRow> exams, study.exams(corrections.exams));
    std::map<ExamId, const ExamRow *> byId;
    for (const ExamRow &exam : exams)
        byId[exam.id] = &exam;
    // NAME or NAME/CLASS; a set may itself be named with a slash.
    RETCLIP_TRY(const QVector<LabelSet> sets, study.labelSets());
    QString set = before.order.labelSet;
    if (std::none_of(sets.cbegin(), sets.cend(), [&](const LabelSet &each) { return each.name == set; }))
        set = set.section(u'/', 0, 0);
    std::set<ExamId> changed;
    for (const PredictionRow &row : before.predictions) {
        const auto exam = byId.find(row.exam);
        if (exam == byId.end() || !isChanged(row, *exam->second, set) || !changed.insert(row.exam).second)
            continue;
        corrections.changed.push_back(row.exam);
        switch (corrections.splits.value(row.exam.value)) {
        case Split::training: ++corrections.training; break;
        case Split::validation: ++corrections.validation; break;
        case Split::test: ++corrections.test; break;
        case Split::none: break;
        }
    }
    return corrections;
}

Result<QString> correctedName(const Study &study, const RunRow &before)
{
    RETCLIP_TRY(const QVector<DatasetRow> datasets, study.datasets());
    RETCLIP_TRY(const QVector<RunRow> runs, study.runs());
    const QString first = before.name + QStringLiteral("-corrected");
    for (int number = 1;; ++number) {
        const QString name = number == 1 ? first : QStringLiteral("%1-%2").arg(first).arg(number);
        const auto is = [&](const auto &row) { return row.name == name; };
        if (std::none_of(datasets.cbegin(), datasets.cend(), is) && std::none_of(runs.cbegin(), runs.cend(), is))
            return name;
    }
}

Result<DatasetRow> freezeCorrected(Study &study, const EvaluationResult &before, const Corrections &corrections,
                                   const QString &name, const QString &person, std::stop_token stop)
{
    if (corrections.training + corrections.validation == 0)
        return failure(ErrorCode::invalid_argument,
                       message(QT_TRANSLATE_NOOP("Message", "No label that the run learned from was changed since its evaluation.")),
                       message(QT_TRANSLATE_NOOP("Message", "Nothing was frozen and nothing trained.")),
                       message(QT_TRANSLATE_NOOP("Message", "Correct labels of training exams first; those of test exams teach nothing.")));
    DatasetOrder order;
    order.name = name;
    order.exams = corrections.exams;
    order.givenSplits = corrections.splits;
    order.person = person;
    order.leaksAcceptedBecause = QStringLiteral("The splits of run %1, to compare with it").arg(before.run.value);
    return study.freezeDataset(order, std::move(stop));
}

Result<CorrectionWorth> correctionWorth(const Study &study, const EvaluationResult &before, const EvaluationResult &after,
                                        const Corrections &corrections, const BootstrapOptions &bootstrap, std::stop_token stop)
{
    RETCLIP_TRY(const FactsOfExams facts, examFacts(study, corrections.exams, stop));
    RETCLIP_TRY(const PairedEvaluations paired, pairEvaluations(after, before, patientsOf(facts)));
    RETCLIP_TRY(const RunComparison comparison, compare_runs(paired.first, paired.second, bootstrap, stop));
    CorrectionWorth worth;
    worth.corrections = corrections.training + corrections.validation;
    worth.testLeftOut = paired.otherLabel;
    worth.cases = qint64(paired.exams.size());
    std::set<std::string> patients;
    for (const ExamId exam : paired.exams)
        if (const auto found = facts.find(exam); found != facts.end())
            patients.insert(found->second.patient);
    worth.patients = qint64(patients.size());
    int known = 0;
    for (const ClassComparison &each : comparison.classes)
        if (each.auroc) {
            worth.after += each.auroc->first;
            worth.before += each.auroc->second;
            ++known;
        }
    if (known == 0)
        return failure(ErrorCode::not_finite,
                       message(QT_TRANSLATE_NOOP("Message", "The test cases do not hold both kinds of any class.")),
                       message(QT_TRANSLATE_NOOP("Message", "The corrected run is trained and kept.")),
                       message(QT_TRANSLATE_NOOP("Message", "Compare on a dataset with a larger test split.")));
    worth.after /= known;
    worth.before /= known;
    worth.gain = comparison.classes.size() == 1 ? comparison.classes.front().bootstrap : comparison.macro_auroc;
    return worth;
}

QString correctionSentence(const CorrectionWorth &worth)
{
    const QLocale locale;
    const auto figure = [&](double value) { return locale.toString(value, 'f', 3); };
    const double gain = worth.gain ? worth.gain->value : worth.after - worth.before;
    const QString number = (gain < 0 ? QStringLiteral("−") : QStringLiteral("+")) + figure(std::abs(gain));
    QString sentence = QCoreApplication::translate("Correction", "These %1 corrections were worth %2 AUROC (from %3 to %4).")
                           .arg(worth.corrections).arg(number, figure(worth.before), figure(worth.after));
    if (worth.gain && worth.gain->interval) {
        const Interval &interval = *worth.gain->interval;
        sentence += u' '
            + QCoreApplication::translate("Correction", "95 % interval from %1 to %2, bootstrap over %3 patients, %4 test cases.")
                  .arg(figure(interval.low), figure(interval.high), locale.toString(worth.patients), locale.toString(worth.cases));
        if (interval.low <= 0 && interval.high >= 0)
            sentence += u' ' + QCoreApplication::translate("Correction", "The interval holds 0: these test cases cannot tell the two apart.");
    }
    if (worth.testLeftOut > 0)
        sentence += u' '
            + QCoreApplication::translate("Correction", "%1 test cases whose own label was corrected were left out of both.")
                  .arg(locale.toString(worth.testLeftOut));
    return sentence;
}

} // namespace retclip
