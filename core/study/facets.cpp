// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/label_catalogue.h"
#include "core/study/photograph_looks.h"
#include "core/study/query_engine.h"
#include "core/study/study_private.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <map>

namespace retclip {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Facet", text);
}

/// Counts the exams of `set` for each value of a statement's rows (exam, value).
class Counter
{
public:
    Counter(Database &database, const ExamSet &set) : m_database(database), m_set(set) {}

    /// Rows must come in order of the value.
    Result<QVector<FacetValue>> ofTexts(const std::string &sql)
    {
        RETCLIP_TRY(Statement statement, m_database.prepare(sql));
        QVector<FacetValue> values;
        std::string previous;
        bool first = true;
        for (;;) {
            RETCLIP_TRY(const bool row, statement.step());
            if (!row)
                break;
            const std::string_view text = statement.utf8(1);
            if (first || text != previous) {
                previous = text;
                first = false;
                const QString value = statement.text(1);
                values.append({value.isEmpty() ? QStringLiteral("none") : queryWord(value),
                               value.isEmpty() ? QCoreApplication::translate("Facet", "unknown") : value, 0});
            }
            if (m_set.contains(statement.integer(0)))
                ++values.last().count;
        }
        values.removeIf([](const FacetValue &value) { return value.count == 0; });
        std::stable_sort(values.begin(), values.end(), [](const FacetValue &a, const FacetValue &b) {
            return a.count > b.count;
        });
        return values;
    }

    Result<std::map<qint64, qint64>> ofNumbers(const char *sql)
    {
        RETCLIP_TRY(Statement statement, m_database.prepare(sql));
        std::map<qint64, qint64> counts;
        for (;;) {
            RETCLIP_TRY(const bool row, statement.step());
            if (!row)
                return counts;
            if (m_set.contains(statement.integer(0)))
                ++counts[statement.isNull(1) ? -1 : statement.integer(1)];
        }
    }

    /// Different exams among the statement's rows.
    template <typename... Values>
    Result<qint64> ofExams(ExamSet seen, const char *sql, const Values &...bound)
    {
        RETCLIP_TRY(Statement statement, m_database.prepare(sql));
        statement.bind(bound...);
        for (;;) {
            RETCLIP_TRY(const bool row, statement.step());
            if (!row)
                break;
            seen.insert(statement.integer(0));
        }
        seen &= m_set;
        return seen.count();
    }

private:
    Database &m_database;
    const ExamSet &m_set;
};

QString flagTitle(QueryFlag flag)
{
    switch (flag) {
    case QueryFlag::unsure: return QCoreApplication::translate("Facet", "unsure");
    case QueryFlag::unlabelled: return QCoreApplication::translate("Facet", "unlabelled");
    case QueryFlag::reviewed: return QCoreApplication::translate("Facet", "reviewed");
    case QueryFlag::disputed: return QCoreApplication::translate("Facet", "disputed");
    case QueryFlag::excluded: return QCoreApplication::translate("Facet", "excluded");
    case QueryFlag::swapped: return QCoreApplication::translate("Facet", "eyes may be swapped");
    default: return {};
    }
}

/// The exams of each fault of photographs; a photograph may have several.
Result<std::map<QString, ExamSet>> faultsOf(QueryEngine &engine)
{
    RETCLIP_TRY(Statement statement,
                engine.database().prepare("SELECT exam, quality_reason FROM image"
                                          " WHERE quality_reason <> '' ORDER BY quality_reason"));
    std::map<QString, ExamSet> faults;
    for (;;) {
        RETCLIP_TRY(const bool row, statement.step());
        if (!row)
            return faults;
        for (const QString &fault : statement.text(1).split(QStringLiteral(", "), Qt::SkipEmptyParts))
            faults.try_emplace(fault, engine.nothing()).first->second.insert(statement.integer(0));
    }
}

Result<QVector<FacetValue>> valuesOf(QueryEngine &engine, Database &database, const ExamSet &set,
                                     const QString &field)
{
    Counter counter(database, set);
    QVector<FacetValue> values;
    for (const char *column : {"sex", "camera", "site", "source"}) {
        if (field != QLatin1String(column))
            continue;
        const std::string name(column);
        RETCLIP_TRY(values, counter.ofTexts("SELECT id, " + name + " FROM exam ORDER BY " + name));
        for (FacetValue &value : values) {
            if (field != QLatin1String("sex"))
                continue;
            if (value.value == QLatin1String("F"))
                value.title = QCoreApplication::translate("Facet", "female");
            else if (value.value == QLatin1String("M"))
                value.title = QCoreApplication::translate("Facet", "male");
        }
        return values;
    }
    if (field == QLatin1String("tag")) {
        RETCLIP_TRY(values, counter.ofTexts("SELECT x.exam, t.name FROM tag t JOIN exam_tag x ON x.tag = t.id"
                                            " ORDER BY t.name"));
        for (FacetValue &value : values)
            if (const QString title = tagTitle(value.value); title != value.value)
                value.title = title;
        return values;
    }
    if (field == QLatin1String("verdict")) {
        QVector<FacetValue> verdicts;
        for (const VerdictKind kind : {VerdictKind::labelWrong, VerdictKind::modelWrong,
                                       VerdictKind::ambiguous, VerdictKind::poorImage,
                                       VerdictKind::wrongEye, VerdictKind::reportMismatch,
                                       VerdictKind::regionDrawn}) {
            RETCLIP_TRY(const qint64 count,
                        counter.ofExams(engine.nothing(),
                                        "SELECT exam FROM verdict WHERE active = 1 AND kind = ?", word(kind)));
            if (count > 0)
                verdicts.append({QString::fromLatin1(word(kind)),
                                 QString::fromLatin1(word(kind)).replace(u'_', u' '), count});
        }
        return verdicts;
    }
    if (field == QLatin1String("region"))
        return counter.ofTexts("SELECT DISTINCT i.exam, r.class FROM region r JOIN image i ON i.id = r.image"
                               " WHERE r.active = 1 ORDER BY r.class");
    if (field == QLatin1String("round"))
        return counter.ofTexts("SELECT i.exam, r.name FROM reading_round r JOIN round_item i ON i.round = r.id"
                               " WHERE i.control_of = 0 ORDER BY r.name");
    if (field == QLatin1String("dataset"))
        return counter.ofTexts("SELECT m.exam, s.name FROM dataset s JOIN dataset_member m"
                               " ON m.dataset = s.id ORDER BY s.name");
    if (field == QLatin1String("split")) {
        RETCLIP_TRY(const auto counts, counter.ofNumbers("SELECT id, split FROM exam ORDER BY split"));
        static const char *const titles[]
            = {QT_TRANSLATE_NOOP("Facet", "none"), QT_TRANSLATE_NOOP("Facet", "training"),
               QT_TRANSLATE_NOOP("Facet", "validation"), QT_TRANSLATE_NOOP("Facet", "test")};
        for (const auto &[split, count] : counts)
            if (split >= 0 && split <= 3)
                values.append({QString::fromLatin1(word(Split(split))), tr(titles[split]), count});
        return values;
    }
    if (field == QLatin1String("eye")) {
        RETCLIP_TRY(const auto counts, counter.ofNumbers("SELECT id, eyes FROM exam ORDER BY eyes"));
        struct State
        {
            const char *value;
            const char *title;
            bool (*holds)(qint64);
        };
        static constexpr State states[] = {
            {"both", QT_TRANSLATE_NOOP("Facet", "both eyes"), [](qint64 eyes) { return (eyes & 3) == 3; }},
            {"one", QT_TRANSLATE_NOOP("Facet", "one eye"),
             [](qint64 eyes) { return (eyes & 3) == 1 || (eyes & 3) == 2; }},
            {"none", QT_TRANSLATE_NOOP("Facet", "no eye"), [](qint64 eyes) { return (eyes & 3) == 0; }},
            {"unknown", QT_TRANSLATE_NOOP("Facet", "eye unknown"), [](qint64 eyes) { return (eyes & 4) != 0; }},
        };
        for (const State &state : states) {
            qint64 sum = 0;
            for (const auto &[eyes, count] : counts)
                sum += state.holds(eyes) ? count : 0;
            if (sum > 0)
                values.append({QString::fromLatin1(state.value), tr(state.title), sum});
        }
        return values;
    }
    if (field == QLatin1String("age")) {
        RETCLIP_TRY(const auto counts,
                    counter.ofNumbers("SELECT id, age FROM exam ORDER BY age"));
        std::map<qint64, qint64> decades;
        for (const auto &[age, count] : counts)
            decades[age < 0 ? 1000 : std::min<qint64>(age / 10, 10)] += count;
        for (const auto &[decade, count] : decades) {
            if (decade == 1000)
                values.append({QStringLiteral("none"), QCoreApplication::translate("Facet", "unknown"), count});
            else if (decade == 10)
                values.append({QStringLiteral("100.."), QStringLiteral("100+"), count});
            else
                values.append({QStringLiteral("%1..%2").arg(decade * 10).arg(decade * 10 + 9),
                               QStringLiteral("%1–%2").arg(decade * 10).arg(decade * 10 + 9), count});
        }
        return values;
    }
    if (field == QLatin1String("label")) {
        RETCLIP_TRY(const LabelCatalogue catalogue, readCatalogue(database));
        for (const LabelCatalogue::Set &entry : catalogue.sets) {
            for (qsizetype i = 0; i < entry.classIds.size(); ++i) {
                RETCLIP_TRY(const qint64 count,
                            counter.ofExams(engine.nothing(), "SELECT exam FROM label_now WHERE class = ?",
                                            entry.classIds[i]));
                const LabelClass &label = entry.set.classes[i];
                const bool chinese = QLocale().language() == QLocale::Chinese;
                const QString title = chinese && !label.titleZh.isEmpty() ? label.titleZh
                    : label.title.isEmpty()                               ? label.name
                                                                          : label.title;
                const bool own = entry.set.kind == LabelKind::binary && label.name == entry.set.name;
                values.append({queryWord(own ? entry.set.name
                                             : entry.set.name + u'/' + label.name),
                               catalogue.sets.size() > 1 && !own ? entry.set.name + QStringLiteral(": ") + title
                                                                 : title,
                               count});
            }
        }
        RETCLIP_TRY(const qint64 labelled,
                    counter.ofExams(engine.nothing(),
                                    "SELECT exam FROM label WHERE effective = 1 AND known = 1"));
        const qint64 rest = set.count() - labelled;
        if (rest > 0)
            values.append({QStringLiteral("none"), QCoreApplication::translate("Facet", "unlabelled"), rest});
        return values;
    }
    if (field == QLatin1String("fault")) {
        RETCLIP_TRY(const auto faults, faultsOf(engine));
        for (const auto &[fault, exams] : faults) {
            ExamSet found = exams;
            found &= set;
            if (const qint64 count = found.count(); count > 0)
                values.append({queryWord(fault), faultTitle(fault), count});
        }
        std::stable_sort(values.begin(), values.end(), [](const FacetValue &a, const FacetValue &b) {
            return a.count > b.count;
        });
        return values;
    }
    if (field == QLatin1String("field")) {
        for (const char *centre : {"macula", "disc", "between", "unknown"}) {
            RETCLIP_TRY(const qint64 count,
                        counter.ofExams(engine.nothing(),
                                        "SELECT exam FROM image WHERE centre <> '' AND centre = ?",
                                        QString::fromLatin1(centre)));
            if (count > 0)
                values.append({QLatin1String(centre), centreTitle(QLatin1String(centre)), count});
        }
        return values;
    }
    if (field == QLatin1String("flag")) {
        for (const QueryFlagEntry &entry : queryFlags()) {
            if (entry.ofRun)
                continue;
            QueryNode node;
            node.kind = QueryNode::Kind::flag;
            node.flag = entry.flag;
            RETCLIP_TRY(ExamSet flagged, engine.evaluate(node, {}));
            flagged &= set;
            if (const qint64 count = flagged.count(); count > 0)
                values.append({QString::fromLatin1(entry.name), flagTitle(entry.flag), count});
        }
        return values;
    }
    return failure(ErrorCode::invalid_argument,
                   message(QT_TRANSLATE_NOOP("Message", "“%1” has no list of values."), {field.toStdString()}),
                   message(QT_TRANSLATE_NOOP("Message", "The last result stays.")),
                   message(QT_TRANSLATE_NOOP("Message", "Choose one of: %1."),
                           {"label, tag, sex, split, eye, source, camera, site, age, verdict, dataset, region, round, fault, field, flag"}));
}

} // namespace

Result<QVector<Facet>> Study::facets(const QString &query, const QStringList &fields,
                                     std::stop_token stop) const
{
    QueryEngine engine(*d->database, *d->orders);
    RETCLIP_TRY(Snapshot snapshot, Snapshot::begin(*d->database));
    RETCLIP_TRY(const ExamSet set, engine.set(query, stop));
    const Database::Interruption interruption(*d->database, stop);
    QVector<Facet> facets;
    for (const QString &field : fields) {
        if (stop.stop_requested())
            return failure(cancelled().value());
        RETCLIP_TRY(const QVector<FacetValue> values, valuesOf(engine, *d->database, set, field));
        facets.append({field, values});
    }
    return facets;
}

} // namespace retclip
