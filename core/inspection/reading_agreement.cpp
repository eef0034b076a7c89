// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inspection/reading_agreement.h"

#include <QHash>

#include <map>

namespace retclip {

namespace {

using UnitKey = std::pair<int, int>; ///< Item, eye.

UnitKey unitOf(int item, std::optional<Laterality> eye)
{
    return {item, !eye ? 0 : *eye == Laterality::right ? 1 : 2};
}

/// What a round's independent grades are, by unit and reader.
struct RoundTable
{
    std::map<UnitKey, std::map<int, Grade>> grades;
    std::map<int, RoundItem> items;
    QHash<qint64, std::string> patients; ///< By exam.
    int notGradable = 0;
};

Result<RoundTable> readTable(const Study &study, const ReadingRound &round)
{
    RoundTable table;
    RETCLIP_TRY(const std::vector<RoundItem> items, roundItems(study, round));
    std::vector<ExamId> exams;
    for (const RoundItem &item : items) {
        table.items[item.item] = item;
        if (item.controlOf == 0)
            exams.push_back(item.exam);
    }
    RETCLIP_TRY(const std::vector<ExamRow> rows, study.exams(exams));
    for (const ExamRow &row : rows)
        table.patients.insert(row.id.value, row.patient.toStdString());
    RETCLIP_TRY(const std::vector<Grade> grades, roundGrades(study, round));
    for (const Grade &grade : grades) {
        if (grade.reader == 0 || grade.stage != 0)
            continue;
        table.notGradable += grade.gradable ? 0 : 1;
        table.grades[unitOf(grade.item, grade.eye)][grade.reader] = grade;
    }
    return table;
}

/// The class number of a grade; `of`: of a multi-label set the class asked about, else -1. -1: none.
int classNumber(const LabelSet &set, const Grade &grade, int of)
{
    if (!grade.gradable)
        return -1;
    if (of >= 0)
        return grade.positive.contains(set.classes[of].name) ? 1 : 0;
    if (set.kind == LabelKind::binary)
        return grade.positive.isEmpty() ? 0 : 1;
    for (int i = 0; i < set.classes.size(); ++i)
        if (grade.positive.contains(set.classes[i].name))
            return i;
    return -1;
}

std::vector<std::string> classNamesOf(const LabelSet &set, int of)
{
    if (of >= 0 || set.kind == LabelKind::binary) {
        const std::string name = set.classes[std::max(of, 0)].name.toStdString();
        return {"not " + name, name};
    }
    std::vector<std::string> names;
    for (const LabelClass &entry : set.classes)
        names.push_back(entry.name.toStdString());
    return names;
}

AgreementInput emptyInput(const LabelSet &set, int of, std::size_t readers)
{
    AgreementInput input;
    input.readers = readers;
    input.classes = classNamesOf(set, of);
    input.ordered = set.kind == LabelKind::ordinal;
    return input;
}

AgreementInput betweenReaders(const RoundTable &table, const LabelSet &set, int of, std::size_t readers)
{
    AgreementInput input = emptyInput(set, of, readers);
    for (const auto &[unit, grades] : table.grades) {
        const RoundItem &item = table.items.at(unit.first);
        if (item.controlOf != 0)
            continue;
        std::vector<int> row(readers, -1);
        for (const auto &[reader, grade] : grades)
            if (reader >= 1 && reader <= int(readers))
                row[std::size_t(reader - 1)] = classNumber(set, grade, of);
        input.grades.push_back(std::move(row));
        input.patients.push_back(table.patients.value(item.exam.value));
    }
    return input;
}

AgreementInput withThemselves(const RoundTable &table, const LabelSet &set, int of, int reader)
{
    AgreementInput input = emptyInput(set, of, 2);
    for (const auto &[unit, grades] : table.grades) {
        const RoundItem &repeat = table.items.at(unit.first);
        const auto again = grades.find(reader);
        if (repeat.controlOf == 0 || again == grades.end())
            continue;
        const auto first = table.grades.find({repeat.controlOf, unit.second});
        if (first == table.grades.end() || !first->second.contains(reader))
            continue;
        input.grades.push_back({classNumber(set, first->second.at(reader), of), classNumber(set, again->second, of)});
        input.patients.push_back(table.patients.value(repeat.exam.value));
    }
    return input;
}

/// The mean of those that are defined.
MetricValue meanOf(const std::vector<MetricValue> &values)
{
    MetricValue mean;
    double sum = 0;
    int count = 0;
    for (const MetricValue &value : values)
        if (value.value) {
            sum += *value.value;
            ++count;
        }
    if (count > 0)
        mean.value = sum / count;
    else if (!values.empty())
        mean.reason = values.front().reason;
    return mean;
}

/// -1 for the whole set, or each class of a multi-label one.
std::vector<int> partsOf(const LabelSet &set)
{
    if (set.kind != LabelKind::multilabel)
        return {-1};
    std::vector<int> parts;
    for (int i = 0; i < set.classes.size(); ++i)
        parts.push_back(i);
    return parts;
}

Result<IntraAgreement> intraOf(const RoundTable &table, const LabelSet &set, const QString &name, int reader,
                               const BootstrapOptions &bootstrap, std::stop_token stop)
{
    IntraAgreement intra;
    intra.reader = name;
    std::vector<MetricValue> agreements, kappas, quadratic;
    for (const int part : partsOf(set)) {
        const AgreementInput input = withThemselves(table, set, part, reader);
        RETCLIP_TRY(const AgreementReport report, agreement_report(input, bootstrap, stop));
        intra.repeats = int(input.grades.size());
        agreements.push_back(report.agreement);
        kappas.push_back(report.kappa);
        quadratic.push_back(report.kappa_quadratic);
    }
    const auto one = [](const std::vector<MetricValue> &values) {
        return values.size() == 1 ? values.front() : meanOf(values);
    };
    intra.agreement = one(agreements);
    intra.kappa = one(kappas);
    intra.kappaQuadratic = one(quadratic);
    return intra;
}

} // namespace

MetricValue RoundAgreement::headline() const
{
    std::vector<MetricValue> kappas;
    for (const Part &part : parts)
        kappas.push_back(part.report.kappa);
    return kappas.size() == 1 ? kappas.front() : meanOf(kappas);
}

Result<RoundAgreement> roundAgreement(const Study &study, const ReadingRound &round,
                                      const BootstrapOptions &bootstrap, std::stop_token stop)
{
    RoundAgreement result;
    RETCLIP_TRY(const QVector<LabelSet> sets, study.labelSets());
    for (const LabelSet &set : sets)
        if (set.name == round.labelSet)
            result.set = set;
    if (result.set.name.isEmpty())
        return failure(ErrorCode::not_found,
                       message(QT_TRANSLATE_NOOP("Message", "There is no label set %1."), {round.labelSet.toStdString()}),
                       message(QT_TRANSLATE_NOOP("Message", "Nothing was changed.")), {});
    RETCLIP_TRY(const RoundTable table, readTable(study, round));
    result.notGradable = table.notGradable;
    const auto readers = std::size_t(round.readers.size());
    if (readers >= 2)
        for (const int part : partsOf(result.set)) {
            RETCLIP_TRY(AgreementReport report,
                        agreement_report(betweenReaders(table, result.set, part, readers), bootstrap, stop));
            result.parts.push_back({part < 0 ? QString() : result.set.classes[part].name, std::move(report)});
        }
    if (round.repeats > 0)
        for (int reader = 1; reader <= int(readers); ++reader) {
            RETCLIP_TRY(IntraAgreement intra,
                        intraOf(table, result.set, round.readers[reader - 1], reader, bootstrap, stop));
            result.intra.push_back(std::move(intra));
        }
    return result;
}

Result<VerdictAgreement> verdictAgreement(const std::vector<ExamRow> &exams, const BootstrapOptions &bootstrap,
                                          std::stop_token stop)
{
    static constexpr VerdictKind kinds[] = {VerdictKind::labelWrong, VerdictKind::modelWrong,
                                            VerdictKind::ambiguous,  VerdictKind::poorImage,
                                            VerdictKind::wrongEye,   VerdictKind::reportMismatch,
                                            VerdictKind::regionDrawn};
    VerdictAgreement result;
    for (const ExamRow &exam : exams)
        for (const Verdict &verdict : exam.verdicts)
            if (!result.readers.contains(verdict.person))
                result.readers.append(verdict.person);
    result.readers.sort();
    if (result.readers.size() < 2)
        return result;
    AgreementInput input;
    input.readers = std::size_t(result.readers.size());
    for (const VerdictKind kind : kinds)
        input.classes.emplace_back(word(kind));
    for (const ExamRow &exam : exams) {
        if (exam.verdicts.isEmpty())
            continue;
        std::vector<int> row(input.readers, -1);
        for (const Verdict &verdict : exam.verdicts) // The newest is last.
            row[std::size_t(result.readers.indexOf(verdict.person))] = int(verdict.kind);
        input.grades.push_back(std::move(row));
        input.patients.push_back(exam.patient.toStdString());
    }
    RETCLIP_TRY(result.report, agreement_report(input, bootstrap, stop));
    return result;
}

} // namespace retclip
