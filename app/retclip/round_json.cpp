// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/retclip/round_json.h"

#include "app/retclip/exam_json.h"
#include "app/retclip/invocation.h"
#include "app/retclip/label_value.h"

#include <QCoreApplication>

#include <map>
#include <tuple>

namespace retclip::cli {

namespace {

BootstrapOptions bootstrapOf(Invocation &call)
{
    BootstrapOptions options;
    options.draws = int(call.integer("bootstrap"));
    options.seed = std::uint64_t(call.integer("seed", 1));
    return options;
}

QString metricText(const MetricValue &value)
{
    if (!value.value)
        return QStringLiteral("- (%1)").arg(QString::fromStdString(value.reason));
    QString text = QString::number(*value.value, 'f', 3);
    if (value.interval)
        text += QStringLiteral(" [%1 %2]").arg(value.interval->low, 0, 'f', 3).arg(value.interval->high, 0, 'f', 3);
    return text;
}

Json pairJson(const PairAgreement &pair, const QStringList &readers)
{
    Json counts = Json::array();
    for (const auto &row : pair.counts)
        counts.push_back(row);
    return {{"reader_a", readers.value(qsizetype(pair.first)).toStdString()},
            {"reader_b", readers.value(qsizetype(pair.second)).toStdString()},
            {"n", pair.n},
            {"agreement", metricJson(pair.agreement)},
            {"kappa", metricJson(pair.kappa)},
            {"kappa_quadratic", metricJson(pair.kappa_quadratic)},
            {"counts", counts}};
}

Json reportJson(const AgreementReport &report, const QStringList &readers)
{
    Json pairs = Json::array(), classes = Json::array();
    for (const PairAgreement &pair : report.pairs)
        pairs.push_back(pairJson(pair, readers));
    for (const ClassAgreement &each : report.per_class)
        classes.push_back({{"class", each.name}, {"prevalence", each.prevalence}, {"kappa", metricJson(each.kappa)}});
    return {{"n", report.items},
            {"complete", report.complete},
            {"agreement", metricJson(report.agreement)},
            {"unanimous", metricJson(report.unanimous)},
            {"kappa", metricJson(report.kappa)},
            {"kappa_kind", readers.size() > 2 ? "fleiss" : "cohen"},
            {"kappa_quadratic", metricJson(report.kappa_quadratic)},
            {"pairs", pairs},
            {"per_class", classes}};
}

void reportText(Invocation &call, const QString &name, const AgreementReport &report, const QStringList &readers)
{
    QStringList lines;
    lines << QStringLiteral("%1\tn %2\tkappa %3\tagreement %4").arg(name).arg(report.complete)
                 .arg(metricText(report.kappa), metricText(report.agreement));
    for (const PairAgreement &pair : report.pairs)
        lines << QStringLiteral("%1 / %2\tn %3\tkappa %4\tquadratic %5")
                     .arg(readers.value(qsizetype(pair.first)), readers.value(qsizetype(pair.second))).arg(pair.n)
                     .arg(metricText(pair.kappa), metricText(pair.kappa_quadratic));
    for (const ClassAgreement &each : report.per_class)
        lines << QStringLiteral("  %1\tprevalence %2\tkappa %3").arg(QString::fromStdString(each.name))
                     .arg(each.prevalence, 0, 'f', 3).arg(metricText(each.kappa));
    for (const QString &line : std::as_const(lines))
        call.out().text(line);
}

const LabelSet *setNamed(const QVector<LabelSet> &sets, const QString &name)
{
    for (const LabelSet &set : sets)
        if (set.name == name)
            return &set;
    return nullptr;
}

/// One row of a table of grades, with what its round has already.
class GradeTable
{
public:
    GradeTable(Invocation &call, Study &study, const CsvTable &table) : m_call(call), m_study(study), m_table(table) {}

    /// Nothing: the same grade is there.
    Result<std::optional<EditReceipt>> apply(std::size_t row)
    {
        RETCLIP_TRY(Known *const known, roundNamed(text(row, "round")));
        const QString reader = text(row, "reader").isEmpty() ? m_call.person() : text(row, "reader");
        GiveGrade action;
        action.round = known->round.id;
        RETCLIP_TRY(action.item, itemOf(*known, row, reader));
        action.reader = reader;
        action.stage = text(row, "stage").toInt();
        action.comment = text(row, "comment");
        const auto eye = laterality_from(text(row, "eye").toStdString());
        const auto keyOf = [&](std::optional<Laterality> each) {
            return std::tuple(action.item, each ? 1 + int(*each) : 0, known->round.numberOf(reader), action.stage);
        };
        const auto item = known->items.find(action.item);
        if (item == known->items.end())
            return failure(ErrorCode::not_found,
                           message(QT_TRANSLATE_NOOP("Message", "The round has no item %1."), {(text(row, "item") + text(row, "place")).toStdString()}),
                           {}, message(QT_TRANSLATE_NOOP("Message", "Look at the round's list.")));
        for (const auto &each : eye ? std::vector<std::optional<Laterality>>{eye} : item->second.eyes()) {
            RETCLIP_TRY(EyeGrade grade, gradeFrom(text(row, "grade"), known->set, each));
            const auto there = known->grades.find(keyOf(each));
            if (there == known->grades.end()) {
                action.grades.push_back(std::move(grade));
                continue;
            }
            if (there->second.positive != grade.positive || there->second.gradable != grade.gradable)
                return failure(ErrorCode::conflict,
                               message(QT_TRANSLATE_NOOP("Message", "%1 has given another grade already."), {reader.toStdString()}),
                               {}, message(QT_TRANSLATE_NOOP("Message", "Take that one back first, or leave this row out.")));
        }
        if (action.grades.empty())
            return std::optional<EditReceipt>();
        RETCLIP_TRY(EditReceipt receipt, m_study.apply({action, {item->second.exam}, reader}));
        for (const EyeGrade &grade : action.grades) { // A later row must not replace this one either.
            Grade &now = known->grades[keyOf(grade.eye)];
            now.positive = grade.positive;
            now.gradable = grade.gradable;
        }
        return std::optional(std::move(receipt));
    }

    [[nodiscard]] QString text(std::size_t row, const char *column) const
    {
        const int at = m_table.column(column);
        return at < 0 ? QString() : QString::fromStdString(m_table.rows[row][std::size_t(at)]).trimmed();
    }

private:
    struct Known;
    /// By its number, or by its place in the reader's own queue (which tells nothing of hidden controls).
    Result<int> itemOf(Known &known, std::size_t row, const QString &reader)
    {
        if (!text(row, "item").isEmpty())
            return text(row, "item").toInt();
        auto &places = known.places[reader];
        if (places.empty()) {
            RETCLIP_TRY(const std::vector<RoundPlace> queue, roundQueue(m_study, known.round, reader));
            for (const RoundPlace &place : queue)
                places[place.place] = place.item.item;
        }
        const auto found = places.find(text(row, "place").toInt());
        return found == places.end() ? 0 : found->second;
    }

    struct Known
    {
        ReadingRound round;
        LabelSet set;
        std::map<int, RoundItem> items;
        std::map<QString, std::map<int, int>> places; ///< Of each reader's queue: the item there.
        std::map<std::tuple<int, int, int, int>, Grade> grades; ///< Item, eye, reader, stage.
    };
    Result<Known *> roundNamed(const QString &name)
    {
        if (const auto found = m_rounds.find(name); found != m_rounds.end())
            return &found->second;
        Known known;
        RETCLIP_TRY(known.round, readingRound(m_study, name));
        RETCLIP_TRY(const QVector<LabelSet> sets, m_study.labelSets());
        if (const LabelSet *set = setNamed(sets, known.round.labelSet))
            known.set = *set;
        RETCLIP_TRY(const std::vector<RoundItem> items, roundItems(m_study, known.round));
        for (const RoundItem &item : items)
            known.items[item.item] = item;
        RETCLIP_TRY(const std::vector<Grade> grades, roundGrades(m_study, known.round));
        for (const Grade &grade : grades)
            known.grades[{grade.item, grade.eye ? 1 + int(*grade.eye) : 0, grade.reader, grade.stage}] = grade;
        return &(m_rounds[name] = std::move(known));
    }

    Invocation &m_call;
    Study &m_study;
    const CsvTable &m_table;
    std::map<QString, Known> m_rounds;
};

} // namespace

QString letterOf(int reader)
{
    return reader >= 1 && reader <= 26 ? QString(QChar(u'A' + reader - 1)) : QString::number(reader);
}

Json metricJson(const MetricValue &value)
{
    Json json{{"value", orNull(value.value)}};
    json["interval"] = value.interval ? Json{value.interval->low, value.interval->high} : Json(nullptr);
    if (!value.reason.empty())
        json["reason"] = value.reason;
    return json;
}

Json roundJson(const ReadingRound &round)
{
    Json readers = Json::array();
    for (const QString &reader : round.readers)
        readers.push_back(reader.toStdString());
    return {{"round", round.name.toStdString()},
            {"label_set", round.labelSet.toStdString()},
            {"readers", readers},
            {"cases", round.cases},
            {"controls", round.repeats},
            {"blind", round.blind},
            {"seed", round.seed},
            {"query", round.query.toStdString()},
            {"opened_by", round.person.toStdString()},
            {"created", round.created.toUTC().toString(Qt::ISODateWithMs).toStdString()},
            {"closed", round.isOpen() ? Json(nullptr)
                                      : Json(round.closed.toUTC().toString(Qt::ISODateWithMs).toStdString())}};
}

Result<int> showRoundAgreement(Invocation &call, const Study &study)
{
    RETCLIP_TRY(const ReadingRound round, readingRound(study, call.text("round")));
    RETCLIP_TRY(const RoundAgreement agreement, roundAgreement(study, round, bootstrapOf(call), call.stop()));
    Json parts = Json::array(), intra = Json::array();
    for (const RoundAgreement::Part &part : agreement.parts) {
        Json json = reportJson(part.report, round.readers);
        json["class"] = part.className.isEmpty() ? Json(nullptr) : Json(part.className.toStdString());
        parts.push_back(json);
    }
    for (const IntraAgreement &each : agreement.intra)
        intra.push_back({{"reader", each.reader.toStdString()},
                         {"repeats", each.repeats},
                         {"agreement", metricJson(each.agreement)},
                         {"kappa", metricJson(each.kappa)},
                         {"kappa_quadratic", metricJson(each.kappaQuadratic)}});
    Json document = roundJson(round);
    document["kappa"] = metricJson(agreement.headline());
    document["not_gradable"] = agreement.notGradable;
    document["parts"] = parts;
    document["intra"] = intra;
    if (call.out().isJson()) {
        call.out().json(document);
        return statusDone;
    }
    for (const RoundAgreement::Part &part : agreement.parts)
        reportText(call, part.className.isEmpty() ? round.labelSet : part.className, part.report, round.readers);
    for (const IntraAgreement &each : agreement.intra)
        call.out().text(QCoreApplication::translate("Command", "%1 with themselves\tn %2\tkappa %3")
                            .arg(each.reader).arg(each.repeats).arg(metricText(each.kappa)));
    return statusDone;
}

Result<int> showVerdictAgreement(Invocation &call, const Study &study)
{
    RETCLIP_TRY(const std::vector<ExamRow> exams, examsWhere(study, call.text("where"), call.stop()));
    RETCLIP_TRY(const VerdictAgreement agreement, verdictAgreement(exams, bootstrapOf(call), call.stop()));
    // A line each two readers, as before there were rounds: numbers beside their intervals.
    for (const PairAgreement &pair : agreement.report.pairs) {
        const auto interval = [](const MetricValue &value) {
            return value.interval ? Json{value.interval->low, value.interval->high} : Json(nullptr);
        };
        Json line{{"reader_a", agreement.readers[qsizetype(pair.first)].toStdString()},
                  {"reader_b", agreement.readers[qsizetype(pair.second)].toStdString()},
                  {"n", pair.n},
                  {"agreement", orNull(pair.agreement.value)},
                  {"agreement_interval", interval(pair.agreement)},
                  {"kappa", orNull(pair.kappa.value)},
                  {"kappa_interval", interval(pair.kappa)}};
        if (!pair.kappa.value)
            line["reason"] = pair.n > 0 ? "both readers gave one and the same verdict throughout"
                                        : "no exam was seen by both readers";
        call.out().result(line, QStringLiteral("%1 / %2\tn %3\tkappa %4")
                                    .arg(agreement.readers[qsizetype(pair.first)], agreement.readers[qsizetype(pair.second)])
                                    .arg(pair.n).arg(metricText(pair.kappa)));
    }
    return statusDone;
}

Result<EyeGrade> gradeFrom(const QString &value, const LabelSet &set, std::optional<Laterality> eye)
{
    EyeGrade grade;
    grade.eye = eye;
    if (value.compare(QLatin1String("ungradable"), Qt::CaseInsensitive) == 0) {
        grade.gradable = false;
        return grade;
    }
    RETCLIP_TRY(const SetLabel label, labelFrom(set.name + u'=' + value, {set}));
    if (!label.known)
        return wrongUsage(message(QT_TRANSLATE_NOOP("Message", "The grade is empty.")),
                          message(QT_TRANSLATE_NOOP("Message", "Give a class, or ungradable.")));
    for (const LabelClass &entry : set.classes) // In the order of the set, as grades are kept.
        if (label.positive.contains(entry.name))
            grade.positive.append(entry.name);
    return grade;
}

QString gradeText(const Grade &grade, const LabelSet &set)
{
    if (!grade.gradable)
        return QStringLiteral("ungradable");
    if (set.kind == LabelKind::binary)
        return grade.positive.isEmpty() ? QStringLiteral("0") : QStringLiteral("1");
    return grade.positive.isEmpty() ? QStringLiteral("0") : grade.positive.join(u',');
}

Result<int> applyGrades(Invocation &call, const CsvTable &table)
{
    for (const char *column : {"round", table.column("place") < 0 ? "item" : "place", "grade"})
        if (table.column(column) < 0)
            return failure(ErrorCode::unreadable,
                           message(QT_TRANSLATE_NOOP("Message", "%1 has no column %2."),
                                   {call.positional("FILE").toStdString(), column}),
                           message(QT_TRANSLATE_NOOP("Message", "Nothing was changed.")),
                           message(QT_TRANSLATE_NOOP("Message", "Columns: round, place (or item), grade and, if wanted, reader, eye, comment, stage.")));
    RETCLIP_TRY(const auto study, call.study(OpenMode::readWrite));
    GradeTable grades(call, *study, table);
    bool failed = false;
    qint64 applied = 0, unchanged = 0;
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        if (call.stop().stop_requested())
            return cancelled();
        if (grades.text(i, "grade").isEmpty())
            continue; // not decided yet
        const auto one = grades.apply(i);
        if (!one) {
            failed = true;
            Error error = one.error();
            error.what_happened = message(QT_TRANSLATE_NOOP("Message", "%1, line %2: %3"),
                                          {call.positional("FILE").toStdString(), std::to_string(table.lines[i]),
                                           translated(error.what_happened).toStdString()});
            error.what_was_kept = message(QT_TRANSLATE_NOOP("Message", "The other rows are in."));
            call.out().error(error);
        } else if (*one) {
            ++applied;
            call.out().result(receiptJson(**one), QStringLiteral("%1\t%2").arg((*one)->edit.value).arg((*one)->summary));
        } else {
            ++unchanged;
        }
    }
    call.out().note(QCoreApplication::translate("Command", "%1 applied, %2 there already").arg(applied).arg(unchanged));
    return failed ? statusFailed : statusDone;
}

} // namespace retclip::cli
