// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/reading_round.h"

#include "core/study/edit_journal.h"
#include "core/study/label_catalogue.h"
#include "core/study/study.h"
#include "core/study/study_errors.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace retclip {

namespace {

/// SplitMix64, as PatientSplit: a round's order must be the same with every library.
class RoundRandom
{
public:
    explicit RoundRandom(std::uint64_t seed) : m_state(seed) {}
    std::uint64_t next()
    {
        std::uint64_t z = (m_state += 0x9E3779B97F4A7C15u);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
        return z ^ (z >> 31);
    }
    std::size_t below(std::size_t count) { return std::size_t(((next() >> 32) * count) >> 32); }
    template <typename T>
    void shuffle(std::vector<T> &list)
    {
        for (std::size_t i = list.size(); i > 1; --i)
            std::swap(list[i - 1], list[below(i)]);
    }

private:
    std::uint64_t m_state;
};

constexpr int farApart = 50; ///< Places between the two showings of a case.
constexpr double mostControls = 0.5;

constexpr const char *roundColumns
    = "SELECT r.id, r.name, s.name, r.blind, r.controls, r.seed, r.query, r.person, r.created, r.closed,"
      " (SELECT count(*) FROM round_item i WHERE i.round = r.id AND i.control_of = 0),"
      " (SELECT count(*) FROM round_item i WHERE i.round = r.id AND i.control_of <> 0)"
      " FROM reading_round r JOIN label_set s ON s.id = r.label_set";

ReadingRound roundOf(const Statement &statement)
{
    ReadingRound round;
    round.id = {statement.integer(0)};
    round.name = statement.text(1);
    round.labelSet = statement.text(2);
    round.blind = statement.integer(3) != 0;
    round.controls = statement.real(4);
    round.seed = statement.integer(5);
    round.query = statement.text(6);
    round.person = statement.text(7);
    round.created = timeFrom(statement.text(8));
    if (!statement.isNull(9))
        round.closed = timeFrom(statement.text(9));
    round.cases = int(statement.integer(10));
    round.repeats = int(statement.integer(11));
    return round;
}

Result<void> addReaders(Database &database, ReadingRound &round)
{
    RETCLIP_TRY(Statement statement,
                database.prepare("SELECT person FROM round_reader WHERE round = ? ORDER BY reader"));
    statement.bind(round.id.value);
    for (;;) {
        RETCLIP_TRY(const bool row, statement.step());
        if (!row)
            return {};
        round.readers.append(statement.text(0));
    }
}

tl::unexpected<Error> wrongOrder(const char *happened, const char *toDo)
{
    return failure(ErrorCode::invalid_argument, message(happened),
                   message(QT_TRANSLATE_NOOP("Message", "No round was opened.")), message(toDo));
}

Result<void> checkOrder(Database &database, const RoundOrder &order, const QStringList &readers)
{
    if (order.name.simplified().isEmpty())
        return wrongOrder(QT_TRANSLATE_NOOP("Message", "The round has no name."),
                          QT_TRANSLATE_NOOP("Message", "Give it one, e.g. wave 2."));
    if (readers.isEmpty() || readers.contains(QString()))
        return wrongOrder(QT_TRANSLATE_NOOP("Message", "The round has no readers."),
                          QT_TRANSLATE_NOOP("Message", "Name at least one reader."));
    if (QSet<QString>(readers.cbegin(), readers.cend()).size() != readers.size())
        return wrongOrder(QT_TRANSLATE_NOOP("Message", "A reader is named twice."),
                          QT_TRANSLATE_NOOP("Message", "Give every reader another name."));
    if (order.exams.empty())
        return wrongOrder(QT_TRANSLATE_NOOP("Message", "The round has no exams."),
                          QT_TRANSLATE_NOOP("Message", "Choose exams, or widen the query."));
    if (!(order.controls >= 0 && order.controls <= mostControls))
        return wrongOrder(QT_TRANSLATE_NOOP("Message", "The share of hidden controls is not between 0 and 50 %."),
                          QT_TRANSLATE_NOOP("Message", "10 % is the rule."));
    RETCLIP_TRY(const qint64 taken,
                database.number("SELECT count(*) FROM reading_round WHERE name = ?", order.name.simplified()));
    if (taken > 0)
        return failure(ErrorCode::conflict,
                       message(QT_TRANSLATE_NOOP("Message", "There is a round “%1” already."),
                               {order.name.simplified().toStdString()}),
                       message(QT_TRANSLATE_NOOP("Message", "No round was opened.")),
                       message(QT_TRANSLATE_NOOP("Message", "Choose another name.")));
    return {};
}

/// The items of a round: every exam once, and those that come again.
struct Items
{
    std::vector<ExamId> exams;
    std::vector<int> repeatOf; ///< 0-based cases.
};
Items itemsOf(const RoundOrder &order)
{
    Items items;
    std::map<qint64, bool> seen;
    for (const ExamId exam : order.exams)
        if (!std::exchange(seen[exam.value], true))
            items.exams.push_back(exam);
    std::vector<int> cases(items.exams.size());
    for (std::size_t i = 0; i < cases.size(); ++i)
        cases[i] = int(i);
    RoundRandom(std::uint64_t(order.seed) ^ 0xC0117501u).shuffle(cases);
    // One case alone cannot be hidden.
    const auto wanted = cases.size() < 2 ? 0 : std::size_t(std::lround(double(cases.size()) * order.controls));
    cases.resize(std::min(wanted, cases.size()));
    items.repeatOf = std::move(cases);
    return items;
}

Result<void> storeItems(Database &database, qint64 round, const Items &items, bool perEye, const RoundOrder &order,
                        int readers)
{
    const int cases = int(items.exams.size());
    RETCLIP_TRY(Statement insert,
                database.prepare("INSERT INTO round_item(round, item, exam, eyes, control_of)"
                                 " SELECT ?1, ?2, id, CASE WHEN ?4 THEN eyes & 3 ELSE 0 END, ?5"
                                 " FROM exam WHERE id = ?3"));
    for (int item = 1; item <= cases + int(items.repeatOf.size()); ++item) {
        const bool repeats = item > cases;
        const int of = repeats ? items.repeatOf[std::size_t(item - cases - 1)] : item - 1;
        RETCLIP_CHECK(insert.bind(round, item, items.exams[std::size_t(of)].value, perEye, repeats ? of + 1 : 0).run());
    }
    RETCLIP_TRY(Statement place, database.prepare("INSERT INTO round_place(round, reader, place, item)"
                                                  " VALUES(?, ?, ?, ?)"));
    for (int reader = 1; reader <= readers; ++reader) {
        const std::vector<int> queue = roundOrder(cases, items.repeatOf, order.seed, reader);
        for (std::size_t i = 0; i < queue.size(); ++i)
            RETCLIP_CHECK(place.bind(round, reader, qint64(i + 1), queue[i] + 1).run());
    }
    return {};
}

} // namespace

std::vector<std::optional<Laterality>> RoundItem::eyes() const
{
    std::vector<std::optional<Laterality>> eyes;
    if (right)
        eyes.emplace_back(Laterality::right);
    if (left)
        eyes.emplace_back(Laterality::left);
    if (eyes.empty())
        eyes.emplace_back(std::nullopt);
    return eyes;
}

std::vector<int> roundOrder(int cases, const std::vector<int> &repeatOf, qint64 seed, int reader)
{
    std::vector<int> order(static_cast<std::size_t>(cases));
    for (int i = 0; i < cases; ++i)
        order[std::size_t(i)] = i;
    RoundRandom random(std::uint64_t(seed) * 0xD1342543DE82EF95u + std::uint64_t(reader));
    random.shuffle(order);
    const int gap = std::min(farApart, cases / 3);
    std::vector<int> placeOf(order.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        placeOf[std::size_t(order[i])] = int(i);
    // Before which of the cases each repeat comes; further ones between only widen the distance.
    std::vector<std::vector<int>> before(order.size() + 1);
    for (std::size_t i = 0; i < repeatOf.size(); ++i) {
        const int first = placeOf[std::size_t(repeatOf[i])];
        const int behind = cases - (first + 1 + gap) + 1; // choices first + 1 + gap … cases
        const int ahead = first - gap + 1;                // choices 0 … first - gap
        const int choices = std::max(behind, 0) + std::max(ahead, 0);
        const int chosen = choices > 0 ? int(random.below(std::size_t(choices))) : 0;
        const int slot = choices == 0 ? cases : chosen < std::max(behind, 0) ? first + 1 + gap + chosen
                                                                           : chosen - std::max(behind, 0);
        before[std::size_t(slot)].push_back(cases + int(i));
    }
    std::vector<int> all;
    for (std::size_t i = 0; i <= order.size(); ++i) {
        all.insert(all.end(), before[i].begin(), before[i].end());
        if (i < order.size())
            all.push_back(order[i]);
    }
    return all;
}

Result<ReadingRound> openRound(Study &study, const RoundOrder &order)
{
    if (study.isReadOnly())
        return failure(studyIsReadOnly());
    Database &database = study.database();
    QStringList readers;
    for (const QString &reader : order.readers)
        readers.append(reader.simplified());
    RETCLIP_TRY(Transaction transaction, Transaction::begin(database));
    RETCLIP_CHECK(closeInterruptedImport(database));
    RETCLIP_CHECK(checkOrder(database, order, readers));
    RETCLIP_TRY(const LabelCatalogue catalogue, readCatalogue(database));
    const LabelCatalogue::Set *set = catalogue.byName(order.labelSet);
    if (!set)
        return failure(unknownLabelSet(order.labelSet, catalogue.names()));
    const QString name = order.name.simplified();
    RETCLIP_CHECK(database.run("INSERT INTO reading_round(name, label_set, query, created, person, seed, blind,"
                               " controls) VALUES(?, ?, ?, ?, ?, ?, ?, ?)",
                               name, set->set.id.value, order.query, nowText(), order.person, order.seed,
                               order.blind, order.controls));
    const qint64 id = database.lastRow();
    for (int reader = 1; reader <= int(readers.size()); ++reader)
        RETCLIP_CHECK(database.run("INSERT INTO round_reader(round, reader, person) VALUES(?, ?, ?)", id, reader,
                                   readers[reader - 1]));
    const Items items = itemsOf(order);
    RETCLIP_CHECK(storeItems(database, id, items, set->set.perEye, order, int(readers.size())));
    const QJsonObject detail{{QStringLiteral("name"), name},
                             {QStringLiteral("label_set"), set->set.name},
                             {QStringLiteral("readers"), QJsonArray::fromStringList(readers)},
                             {QStringLiteral("query"), order.query},
                             {QStringLiteral("seed"), order.seed},
                             {QStringLiteral("blind"), order.blind},
                             {QStringLiteral("controls"), order.controls},
                             {QStringLiteral("cases"), qint64(items.exams.size())}};
    RETCLIP_TRY([[maybe_unused]] const EditReceipt receipt,
                EditJournal(database).note(QStringLiteral("round"), order.person, qint64(items.exams.size()),
                                           QStringLiteral("%1 opened").arg(name),
                                           QJsonDocument(detail).toJson(QJsonDocument::Compact)));
    RETCLIP_CHECK(transaction.commit());
    return readingRound(study, name);
}

Result<QVector<ReadingRound>> readingRounds(const Study &study)
{
    Database &database = study.database();
    QVector<ReadingRound> rounds;
    {
        RETCLIP_TRY(Statement statement, database.prepare(std::string(roundColumns) + " ORDER BY r.id DESC"));
        for (;;) {
            RETCLIP_TRY(const bool row, statement.step());
            if (!row)
                break;
            rounds.append(roundOf(statement));
        }
    }
    for (ReadingRound &round : rounds)
        RETCLIP_CHECK(addReaders(database, round));
    return rounds;
}

Result<ReadingRound> readingRound(const Study &study, const QString &name)
{
    RETCLIP_TRY(const QVector<ReadingRound> rounds, readingRounds(study));
    QStringList names;
    for (const ReadingRound &round : rounds) {
        if (round.name.compare(name, Qt::CaseInsensitive) == 0)
            return round;
        names.append(round.name);
    }
    return failure(ErrorCode::not_found,
                   message(QT_TRANSLATE_NOOP("Message", "There is no reading round “%1”."), {name.toStdString()}),
                   nothingChanged(),
                   names.isEmpty()
                       ? message(QT_TRANSLATE_NOOP("Message", "Open one first."))
                       : message(QT_TRANSLATE_NOOP("Message", "Choose one of: %1."),
                                 {names.join(QStringLiteral(", ")).toStdString()}));
}

Result<void> closeRound(Study &study, const ReadingRound &round, const QString &person)
{
    if (study.isReadOnly())
        return failure(studyIsReadOnly());
    Database &database = study.database();
    RETCLIP_TRY(Transaction transaction, Transaction::begin(database));
    RETCLIP_CHECK(closeInterruptedImport(database));
    RETCLIP_CHECK(database.run("UPDATE reading_round SET closed = ? WHERE id = ? AND closed IS NULL", nowText(),
                               round.id.value));
    if (database.changedRows() == 0)
        return failure(ErrorCode::conflict,
                       message(QT_TRANSLATE_NOOP("Message", "The round “%1” is closed."), {round.name.toStdString()}),
                       nothingChanged(), message(QT_TRANSLATE_NOOP("Message", "Open another round for further grades.")));
    RETCLIP_TRY([[maybe_unused]] const EditReceipt receipt,
                EditJournal(database).note(QStringLiteral("round"), person, 0,
                                           QStringLiteral("%1 closed").arg(round.name), "{}"));
    return transaction.commit();
}

Result<std::vector<RoundItem>> roundItems(const Study &study, const ReadingRound &round)
{
    RETCLIP_TRY(Statement statement,
                study.database().prepare("SELECT item, exam, control_of, eyes FROM round_item"
                                         " WHERE round = ? ORDER BY item"));
    statement.bind(round.id.value);
    std::vector<RoundItem> items;
    for (;;) {
        RETCLIP_TRY(const bool row, statement.step());
        if (!row)
            return items;
        items.push_back({int(statement.integer(0)), {statement.integer(1)}, int(statement.integer(2)),
                         (statement.integer(3) & 1) != 0, (statement.integer(3) & 2) != 0});
    }
}

Result<std::vector<RoundPlace>> roundQueue(const Study &study, const ReadingRound &round, const QString &reader)
{
    const int number = round.numberOf(reader);
    if (number == 0)
        return failure(ErrorCode::not_found,
                       message(QT_TRANSLATE_NOOP("Message", "%1 is no reader of the round “%2”."),
                               {reader.toStdString(), round.name.toStdString()}),
                       nothingChanged(),
                       message(QT_TRANSLATE_NOOP("Message", "Its readers are: %1."),
                               {round.readers.join(QStringLiteral(", ")).toStdString()}));
    RETCLIP_TRY(Statement statement,
                study.database().prepare(
                    "SELECT p.place, i.item, i.exam, i.control_of, i.eyes,"
                    " (SELECT count(*) FROM grade g WHERE g.round = p.round AND g.item = p.item"
                    "  AND g.reader = p.reader AND g.stage = 0 AND g.active = 1)"
                    " FROM round_place p JOIN round_item i ON i.round = p.round AND i.item = p.item"
                    " WHERE p.round = ? AND p.reader = ? ORDER BY p.place"));
    statement.bind(round.id.value, number);
    std::vector<RoundPlace> queue;
    for (;;) {
        RETCLIP_TRY(const bool row, statement.step());
        if (!row)
            return queue;
        RoundPlace place;
        place.place = int(statement.integer(0));
        place.item = {int(statement.integer(1)), {statement.integer(2)}, int(statement.integer(3)),
                      (statement.integer(4) & 1) != 0, (statement.integer(4) & 2) != 0};
        place.graded = std::size_t(statement.integer(5)) >= place.item.eyes().size();
        queue.push_back(place);
    }
}

Result<std::vector<Grade>> roundGrades(const Study &study, const ReadingRound &round)
{
    RETCLIP_TRY(const LabelCatalogue catalogue, readCatalogue(study.database()));
    const LabelCatalogue::Set *set = catalogue.byName(round.labelSet);
    RETCLIP_TRY(Statement statement,
                study.database().prepare("SELECT item, eye, reader, stage, classes, gradable, comment, person, time"
                                         " FROM grade WHERE round = ? AND active = 1 ORDER BY id"));
    statement.bind(round.id.value);
    std::vector<Grade> grades;
    for (;;) {
        RETCLIP_TRY(const bool row, statement.step());
        if (!row)
            return grades;
        Grade grade;
        grade.item = int(statement.integer(0));
        grade.eye = eyeFromCode(statement.utf8(1));
        grade.reader = int(statement.integer(2));
        grade.stage = int(statement.integer(3));
        if (set)
            grade.positive = classNames(*set, statement.utf8(4));
        grade.gradable = statement.integer(5) != 0;
        grade.comment = statement.text(6);
        grade.person = statement.text(7);
        grade.time = timeFrom(statement.text(8));
        grades.push_back(std::move(grade));
    }
}

} // namespace retclip
