// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/label_catalogue.h"
#include "core/study/photograph_looks.h"
#include "core/study/query_engine.h"
#include "core/study/query_stars.h"
#include "core/study/text_index.h"

namespace retclip {

namespace {

/// Adds the first column of every row.
Result<void> gather(ExamSet &set, Statement &statement)
{
    for (;;) {
        RETCLIP_TRY(const bool row, statement.step());
        if (!row)
            break;
        set.insert(statement.integer(0));
    }
    statement.reset();
    return {};
}

template <typename... Values>
Result<void> gather(ExamSet &set, QueryEngine &engine, std::string_view sql, const Values &...values)
{
    RETCLIP_TRY(Statement statement, engine.database().prepare(sql));
    statement.bind(values...);
    return gather(set, statement);
}

template <typename... Values>
Result<ExamSet> gathered(QueryEngine &engine, std::string_view sql, const Values &...values)
{
    ExamSet set = engine.nothing();
    RETCLIP_CHECK(gather(set, engine, sql, values...));
    return set;
}

Result<ExamSet> complement(QueryEngine &engine, const ExamSet &set)
{
    RETCLIP_TRY(ExamSet all, engine.everything());
    all.subtract(set);
    return all;
}

std::optional<QString> eyeOf(const QueryNode &node)
{
    return node.eye ? std::optional(eyeCode(node.eye)) : std::nullopt;
}

Error unknownValue(const QueryItem &item, const char *kind, const QStringList &known)
{
    return queryError(item.column, item.length,
                      message(QT_TRANSLATE_NOOP("Message", "There is no %1 “%2”."),
                              {kind, item.text.toStdString()}),
                      known.isEmpty() ? message(QT_TRANSLATE_NOOP("Message", "There is none yet."))
                                      : message(QT_TRANSLATE_NOOP("Message", "Choose one of: %1."),
                                                {known.join(QStringLiteral(", ")).toStdString()}));
}

/// Whether a name is the one that an item gives, or one of those that it asks for by stars.
bool isAskedFor(const QString &name, const QueryItem &item)
{
    return QueryStars::in(item) ? QueryStars(item.text).fits(name) : name.compare(item.text, Qt::CaseInsensitive) == 0;
}

Result<QStringList> textsOf(Database &database, std::string_view sql)
{
    RETCLIP_TRY(Statement statement, database.prepare(sql));
    QStringList texts;
    for (;;) {
        RETCLIP_TRY(const bool row, statement.step());
        if (!row)
            return texts;
        texts.append(statement.text(0));
    }
}

// ---- Numbers and dates -------------------------------------------------------------------------

/// " > ?1" and so on; both bounds are bound. `?1` is the lower (or only), `?2` the upper value.
const char *condition(const QueryNode &node, const QueryItem &item)
{
    if (item.range)
        return item.openBelow ? " <= ?2" : item.openAbove ? " >= ?1" : " BETWEEN ?1 AND ?2";
    switch (node.op) {
    case QueryOperator::greater: return " > ?2";
    case QueryOperator::greaterEqual: return " >= ?1";
    case QueryOperator::less: return " < ?1";
    case QueryOperator::lessEqual: return " <= ?2";
    default: return " BETWEEN ?1 AND ?2";
    }
}

/// The same of a number that is at hand.
bool fits(double value, const QueryNode &node, const QueryItem &item)
{
    if (item.range)
        return (item.openBelow || value >= item.low) && (item.openAbove || value <= item.high);
    switch (node.op) {
    case QueryOperator::greater: return value > item.high;
    case QueryOperator::greaterEqual: return value >= item.low;
    case QueryOperator::less: return value < item.low;
    case QueryOperator::lessEqual: return value <= item.high;
    default: return value >= item.low && value <= item.high;
    }
}

Result<ExamSet> ageTest(QueryEngine &engine, const QueryNode &node, const QueryItem &item)
{
    if (item.any || item.none)
        return gathered(engine, item.any ? "SELECT id FROM exam WHERE age IS NOT NULL"
                                         : "SELECT id FROM exam WHERE age IS NULL");
    return gathered(engine, std::string("SELECT id FROM exam WHERE age") + condition(node, item), item.low,
                    item.high);
}

Result<ExamSet> dateTest(QueryEngine &engine, const QueryNode &node, const QueryItem &item)
{
    if (item.any || item.none)
        return gathered(engine, item.any ? "SELECT id FROM exam WHERE date IS NOT NULL"
                                         : "SELECT id FROM exam WHERE date IS NULL");
    // Compared with, "30d" is the day thirty days ago.
    const bool compares = node.op != QueryOperator::has && node.op != QueryOperator::equal
        && node.op != QueryOperator::unequal;
    const bool countedBack = item.high == 1 && !item.range && compares;
    const QDate last = countedBack ? item.first : item.last;
    return gathered(engine, std::string("SELECT id FROM exam WHERE date") + condition(node, item),
                    item.first.toString(Qt::ISODate), last.toString(Qt::ISODate));
}

Result<ExamSet> qualityTest(QueryEngine &engine, const QueryNode &node, const QueryItem &item)
{
    const char *eye = node.eye ? " AND eye = ?3" : "";
    if (item.any || item.none) {
        RETCLIP_TRY(ExamSet known, gathered(engine,
                                            std::string("SELECT exam FROM image WHERE quality IS NOT NULL")
                                                + (node.eye ? " AND eye = ?1" : ""),
                                            eyeOf(node)));
        return item.any ? Result<ExamSet>(std::move(known)) : complement(engine, known);
    }
    return gathered(engine,
                    std::string("SELECT exam FROM image WHERE quality") + condition(node, item) + eye,
                    item.low, item.high, eyeOf(node));
}

Result<ExamSet> faultTest(QueryEngine &engine, const QueryNode &node, const QueryItem &item)
{
    const std::string eye = node.eye ? " AND eye = ?2" : "";
    if ((item.any || item.none) && !item.quoted) {
        RETCLIP_TRY(ExamSet faulty, gathered(engine, "SELECT exam FROM image WHERE quality_reason <> ''" + eye,
                                             QString(), eyeOf(node)));
        return item.any ? Result<ExamSet>(std::move(faulty)) : complement(engine, faulty);
    }
    if (QueryStars::in(item)) {
        const QueryStars stars(item.text.trimmed());
        RETCLIP_TRY(const QStringList reasons,
                    textsOf(engine.database(), "SELECT DISTINCT quality_reason FROM image WHERE quality_reason <> ''"));
        ExamSet set = engine.nothing();
        for (const QString &reason : reasons)
            if (const QStringList faults = reason.split(QStringLiteral(", "));
                std::any_of(faults.cbegin(), faults.cend(), [&](const QString &fault) { return stars.fits(fault); }))
                RETCLIP_CHECK(gather(set, engine, "SELECT exam FROM image WHERE quality_reason = ?1" + eye, reason, eyeOf(node)));
        return set;
    }
    return gathered(engine,
                    "SELECT exam FROM image WHERE quality_reason <> ''"
                    " AND instr(', ' || quality_reason || ',', ', ' || ?1 || ',') > 0" + eye,
                    item.text.trimmed().toLower(), eyeOf(node));
}

constexpr std::pair<const char *, const char *> centresInChinese[] = {
    {"视盘", "disc"}, {"黄斑", "macula"}, {"之间", "between"}, {"未知", "unknown"}};

/// The word in the study; another word finds nothing.
QString centreFrom(const QString &text)
{
    const QString word = text.trimmed().toLower();
    for (const auto &[zh, en] : centresInChinese)
        if (word == QString::fromUtf8(zh))
            return QLatin1String(en);
    return word;
}

Result<ExamSet> fieldTest(QueryEngine &engine, const QueryNode &node, const QueryItem &item)
{
    const std::string eye = node.eye ? " AND eye = ?2" : "";
    if ((item.any || item.none) && !item.quoted) {
        RETCLIP_TRY(ExamSet known,
                    gathered(engine, "SELECT exam FROM image WHERE centre <> '' AND centre <> 'unknown'" + eye,
                             QString(), eyeOf(node)));
        return item.any ? Result<ExamSet>(std::move(known)) : complement(engine, known);
    }
    if (QueryStars::in(item)) {
        const QueryStars stars(item.text);
        ExamSet set = engine.nothing();
        for (const auto &[zh, en] : centresInChinese)
            if (stars.fits(QString::fromUtf8(zh)) || stars.fits(QLatin1String(en)))
                RETCLIP_CHECK(gather(set, engine, "SELECT exam FROM image WHERE centre = ?1" + eye, QString::fromLatin1(en),
                                     eyeOf(node)));
        return set;
    }
    return gathered(engine, "SELECT exam FROM image WHERE centre <> '' AND centre = ?1" + eye,
                    centreFrom(item.text), eyeOf(node));
}

Result<ExamSet> duplicatesTest(QueryEngine &engine, const QueryNode &node, const QueryItem &item)
{
    if (item.none)
        return gathered(engine, "SELECT id FROM exam WHERE id NOT IN (SELECT exam FROM report)");
    if (item.any)
        return gathered(engine, "SELECT exam FROM report");
    // One walk along the index: reports that say the same lie together.
    ExamSet set = engine.nothing();
    RETCLIP_TRY(Statement statement, engine.database().prepare("SELECT hash, exam FROM report ORDER BY hash"));
    std::vector<qint64> same;
    qint64 before = 0;
    const auto close = [&] {
        if (fits(double(same.size()), node, item))
            for (const qint64 exam : same)
                set.insert(exam);
        same.clear();
    };
    for (;;) {
        RETCLIP_TRY(const bool row, statement.step());
        if (!row)
            break;
        if (const qint64 hash = statement.integer(0); hash != before || same.empty()) {
            close();
            before = hash;
        }
        same.push_back(statement.integer(1));
    }
    close();
    return set;
}

// ---- Words -------------------------------------------------------------------------------------

Result<ExamSet> codeTest(QueryEngine &engine, const QueryItem &item, bool ofPatient)
{
    const char *exact = ofPatient
        ? "SELECT e.id FROM patient p JOIN exam e ON e.patient = p.id WHERE p.code = ?"
        : "SELECT id FROM exam WHERE code = ?";
    const char *alike = ofPatient
        ? "SELECT e.id FROM patient p JOIN exam e ON e.patient = p.id WHERE p.code = ? COLLATE NOCASE"
        : "SELECT id FROM exam WHERE code = ? COLLATE NOCASE";
    const char *pattern = ofPatient
        ? "SELECT e.id FROM patient p JOIN exam e ON e.patient = p.id WHERE lower(p.code) GLOB ?"
        : "SELECT id FROM exam WHERE lower(code) GLOB ?";
    if (item.any)
        return engine.everything();
    if (item.none && !item.quoted)
        return engine.nothing();
    if (QueryStars::in(item))
        return gathered(engine, pattern, QueryStars(item.text).glob());
    RETCLIP_TRY(ExamSet set, gathered(engine, exact, item.text));
    if (set.isEmpty())
        RETCLIP_CHECK(gather(set, engine, alike, item.text));
    return set;
}

/// Camera, site, source: few different values, so they are compared here and then looked up.
Result<ExamSet> fewWordsTest(QueryEngine &engine, const QueryNode &node, const QueryItem &item,
                             const std::string &column)
{
    if (item.none && !item.quoted)
        return gathered(engine, "SELECT id FROM exam WHERE " + column + " = ''");
    if (item.any)
        return gathered(engine, "SELECT id FROM exam WHERE " + column + " <> ''");
    RETCLIP_TRY(const QStringList values,
                textsOf(engine.database(), "SELECT DISTINCT " + column + " FROM exam"));
    ExamSet set = engine.nothing();
    for (const QString &value : values) {
        const bool matches = QueryStars::in(item) ? QueryStars(item.text).fits(value)
            : node.op == QueryOperator::has && !item.quoted
            ? value.contains(item.text, Qt::CaseInsensitive)
            : value.compare(item.text, Qt::CaseInsensitive) == 0;
        if (matches)
            RETCLIP_CHECK(gather(set, engine, "SELECT id FROM exam WHERE " + column + " = ?", value));
    }
    return set;
}

Result<ExamSet> commentTest(QueryEngine &engine, const QueryItem &item)
{
    ExamSet set = engine.nothing();
    const std::optional<QueryStars> stars = QueryStars::in(item) ? std::optional<QueryStars>(item.text) : std::nullopt;
    for (const char *sql : {"SELECT id, comment FROM exam WHERE comment <> ''",
                            "SELECT exam, comment FROM verdict WHERE comment <> '' AND active = 1"}) {
        RETCLIP_TRY(Statement statement, engine.database().prepare(sql));
        for (;;) {
            RETCLIP_TRY(const bool row, statement.step());
            if (!row)
                break;
            if (item.any || (item.none && !item.quoted)
                || (stars ? stars->isIn(statement.text(1)) : statement.text(1).contains(item.text, Qt::CaseInsensitive)))
                set.insert(statement.integer(0));
        }
    }
    if (item.none && !item.quoted)
        return complement(engine, set);
    return set;
}

Result<ExamSet> savedTest(QueryEngine &engine, const QueryItem &item)
{
    if (QueryStars::in(item)) { // By its name it is kept from leading back to itself; stars would let it.
        RETCLIP_TRY(const QStringList names, textsOf(engine.database(), "SELECT name FROM saved_query ORDER BY name"));
        return failure(unknownValue(item, "saved query", names));
    }
    RETCLIP_TRY(const auto line,
                engine.database().text("SELECT query FROM saved_query WHERE name = ?1 COLLATE NOCASE"
                                       " ORDER BY name = ?1 DESC LIMIT 1", item.text));
    if (!line) {
        RETCLIP_TRY(const QStringList names, textsOf(engine.database(), "SELECT name FROM saved_query ORDER BY name"));
        return failure(unknownValue(item, "saved query", names));
    }
    const auto query = parseQuery(*line);
    if (!query)
        return failure(queryError(item.column, item.length,
                                  message(QT_TRANSLATE_NOOP("Message", "The saved query “%1” is not understood: %2"),
                                          {item.text.toStdString(), line->toStdString()}),
                                  message(QT_TRANSLATE_NOOP("Message", "Save it anew under the same name."))));
    return engine.namedSet(*query);
}

Result<ExamSet> tagTest(QueryEngine &engine, const QueryItem &item)
{
    if (item.any || (item.none && !item.quoted)) {
        RETCLIP_TRY(ExamSet any, gathered(engine, "SELECT exam FROM exam_tag"));
        return item.any ? Result<ExamSet>(std::move(any)) : complement(engine, any);
    }
    RETCLIP_TRY(const QStringList names, textsOf(engine.database(), "SELECT name FROM tag"));
    ExamSet set = engine.nothing();
    for (const QString &name : names)
        if (isAskedFor(name, item))
            RETCLIP_CHECK(gather(set, engine,
                                 "SELECT exam FROM exam_tag WHERE tag = (SELECT id FROM tag WHERE name = ?)",
                                 name));
    return set;
}

Result<ExamSet> sexTest(QueryEngine &engine, const QueryItem &item)
{
    if (item.any)
        return gathered(engine, "SELECT id FROM exam WHERE sex <> ''");
    return gathered(engine, "SELECT id FROM exam WHERE sex = ?", item.none ? QString() : item.text);
}

Result<ExamSet> eyeTest(QueryEngine &engine, const QueryItem &item)
{
    ExamSet set = engine.nothing();
    RETCLIP_TRY(Statement statement, engine.database().prepare("SELECT id FROM exam WHERE eyes = ?"));
    for (int eyes = 0; eyes < 8; ++eyes) {
        const int known = eyes & 3;
        const bool holds = item.any              ? eyes != 0
            : item.text == QLatin1String("od")   ? (eyes & 1) != 0
            : item.text == QLatin1String("os")   ? (eyes & 2) != 0
            : item.text == QLatin1String("both") ? known == 3
            : item.text == QLatin1String("one")  ? known == 1 || known == 2
            : item.text == QLatin1String("none") ? known == 0
                                                 : (eyes & 4) != 0;
        if (!holds)
            continue;
        statement.bind(eyes);
        RETCLIP_CHECK(gather(set, statement));
    }
    return set;
}

// ---- Labels ------------------------------------------------------------------------------------

Result<void> addClass(ExamSet &set, QueryEngine &engine, const QueryNode &node, qint64 id)
{
    if (node.eye)
        return gather(set, engine, "SELECT exam FROM label_now WHERE class = ? AND eye = ?", id, eyeOf(node));
    return gather(set, engine, "SELECT exam FROM label_now WHERE class = ?", id);
}

Result<void> addKnown(ExamSet &set, QueryEngine &engine, const QueryNode &node, qint64 labelSet)
{
    if (node.eye)
        return gather(set, engine,
                      "SELECT exam FROM label WHERE label_set = ? AND known = 1 AND effective = 1 AND eye = ?",
                      labelSet, eyeOf(node));
    return gather(set, engine,
                  "SELECT exam FROM label WHERE label_set = ? AND known = 1 AND effective = 1", labelSet);
}

/// Looked at, and nothing holds: of each eye (or the exam) what is known less what holds. Both are read from
/// indices alone; the labels' own rows would be a look-up each.
Result<void> addNothingHolds(ExamSet &found, QueryEngine &engine, const QueryNode &node,
                             const LabelCatalogue::Set &set)
{
    const QStringList eyes = node.eye ? QStringList{eyeCode(node.eye)}
                                      : QStringList{QString(), QStringLiteral("R"), QStringLiteral("L")};
    for (const QString &eye : eyes) {
        RETCLIP_TRY(ExamSet known, gathered(engine,
                                            "SELECT exam FROM label WHERE label_set = ? AND known = 1"
                                            " AND effective = 1 AND eye = ?",
                                            set.set.id.value, eye));
        for (const qint64 id : set.classIds) {
            RETCLIP_TRY(const ExamSet holds,
                        gathered(engine, "SELECT exam FROM label_now WHERE class = ? AND eye = ?", id, eye));
            known.subtract(holds);
        }
        found |= known;
    }
    return {};
}

Result<ExamSet> valueInSet(QueryEngine &engine, const QueryNode &node, const LabelCatalogue::Set &set,
                           const QString &value)
{
    ExamSet found = engine.nothing();
    const bool none = value.compare(QLatin1String("none"), Qt::CaseInsensitive) == 0 && !hasClassNone(set.set);
    if (none || value == QLatin1String("*")) {
        RETCLIP_CHECK(addKnown(found, engine, node, set.set.id.value));
        return none ? complement(engine, found) : Result<ExamSet>(std::move(found));
    }
    int position = classPosition(set.set, value);
    if (set.set.kind == LabelKind::binary && position < 0 && value == QLatin1String("1"))
        position = 0;
    if (position >= 0) {
        RETCLIP_CHECK(addClass(found, engine, node, set.classIds[position]));
    } else if (value == QLatin1String("0")
               && (set.set.kind == LabelKind::binary || set.set.kind == LabelKind::multilabel)) {
        RETCLIP_CHECK(addNothingHolds(found, engine, node, set));
    }
    return found;
}

/// "glau*" of names of sets and classes, "DR/sev*" of a set's classes; of names and titles in both languages.
Result<ExamSet> labelsByStars(QueryEngine &engine, const QueryNode &node, const LabelCatalogue &catalogue,
                              const QString &text)
{
    const qsizetype slash = text.indexOf(u'/');
    const QueryStars ofSet(slash > 0 ? text.left(slash) : text);
    const QueryStars ofClass(slash > 0 && slash + 1 < text.size() ? text.mid(slash + 1) : text);
    ExamSet found = engine.nothing();
    for (const LabelCatalogue::Set &set : catalogue.sets) {
        const bool named = ofSet.fits(set.set.name);
        if (slash > 0 && !named)
            continue;
        bool byClass = false;
        for (qsizetype i = 0; i < set.set.classes.size(); ++i) {
            const LabelClass &one = set.set.classes[i];
            if (!ofClass.fits(one.name) && !ofClass.fits(one.title) && !ofClass.fits(one.titleZh))
                continue;
            byClass = true;
            RETCLIP_CHECK(addClass(found, engine, node, set.classIds[i]));
        }
        if (byClass || slash > 0 || !named)
            continue;
        if (set.set.kind == LabelKind::binary && !set.classIds.isEmpty())
            RETCLIP_CHECK(addClass(found, engine, node, set.classIds.first()));
        else
            RETCLIP_CHECK(addKnown(found, engine, node, set.set.id.value));
    }
    return found;
}

Result<ExamSet> labelTest(QueryEngine &engine, const QueryNode &node, const QueryItem &item)
{
    RETCLIP_TRY(const LabelCatalogue catalogue, readCatalogue(engine.database()));
    ExamSet found = engine.nothing();
    if (item.any || (item.none && !item.quoted)) {
        for (const LabelCatalogue::Set &set : catalogue.sets)
            RETCLIP_CHECK(addKnown(found, engine, node, set.set.id.value));
        return item.any ? Result<ExamSet>(std::move(found)) : complement(engine, found);
    }
    if (const qsizetype slash = item.text.indexOf(u'/'); slash > 0)
        if (const LabelCatalogue::Set *set = catalogue.byName(item.text.left(slash));
            set && (item.quoted || !QueryStars::in(item.text.mid(slash + 1))))
            return valueInSet(engine, node, *set, item.text.mid(slash + 1));
    if (QueryStars::in(item))
        return labelsByStars(engine, node, catalogue, item.text);
    for (const LabelCatalogue::Set &set : catalogue.sets) {
        const bool named = set.set.name.compare(item.text, Qt::CaseInsensitive) == 0;
        const int position = classPosition(set.set, item.text);
        if (position >= 0) {
            RETCLIP_CHECK(addClass(found, engine, node, set.classIds[position]));
        } else if (named && set.set.kind == LabelKind::binary && !set.classIds.isEmpty()) {
            RETCLIP_CHECK(addClass(found, engine, node, set.classIds.first()));
        } else if (named) {
            RETCLIP_CHECK(addKnown(found, engine, node, set.set.id.value));
        }
    }
    // As `edit --label` writes it; a query parts set and class by a slash.
    if (const qsizetype equals = item.text.indexOf(u'='); equals > 0 && found.isEmpty())
        if (catalogue.byName(item.text.left(equals)))
            return failure(queryError(item.column, item.length,
                                      message(QT_TRANSLATE_NOOP("Message", "There is no %1 “%2”."), {"label", item.text.toStdString()}),
                                      message(QT_TRANSLATE_NOOP("Message", "e.g. %1."),
                                              {"label:" + queryWord(item.text.left(equals) + u'/' + item.text.mid(equals + 1)).toStdString()})));
    return found;
}

// ---- Datasets and splits -----------------------------------------------------------------------

Result<ExamSet> datasetTest(QueryEngine &engine, const QueryItem &item)
{
    if (item.any || (item.none && !item.quoted)) {
        RETCLIP_TRY(ExamSet any, gathered(engine, "SELECT exam FROM dataset_member"));
        return item.any ? Result<ExamSet>(std::move(any)) : complement(engine, any);
    }
    RETCLIP_TRY(const std::vector<qint64> ids, datasetsNamed(engine.database(), item));
    if (ids.empty()) {
        RETCLIP_TRY(const QStringList names,
                    textsOf(engine.database(), "SELECT name FROM dataset ORDER BY id DESC LIMIT 12"));
        return failure(unknownValue(item, "dataset", names));
    }
    ExamSet set = engine.nothing();
    for (const qint64 id : ids)
        RETCLIP_CHECK(gather(set, engine, "SELECT exam FROM dataset_member WHERE dataset = ?", id));
    return set;
}

/// A split or a prediction is one dataset's or run's: stars that name several do not say whose.
Error namesSeveral(const QueryItem &item, const char *kind, int column, int length)
{
    return queryError(column, length,
                      message(QT_TRANSLATE_NOOP("Message", "“%1” names more than one %2, so it is not clear whose is meant here."),
                              {item.text.toStdString(), kind}),
                      message(QT_TRANSLATE_NOOP("Message", "Name one.")));
}

Result<ExamSet> splitTest(QueryEngine &engine, const QueryNode &node, const QueryItem &item, const QueryContext &context)
{
    if (context.datasets.text.size() > 0)
        return failure(namesSeveral(context.datasets, "dataset", node.column, node.length));
    const qint64 split = item.none ? 0 : qint64(item.low);
    if (context.dataset != 0)
        return item.any ? gathered(engine, "SELECT exam FROM dataset_member WHERE dataset = ?",
                                   context.dataset)
                        : gathered(engine,
                                   "SELECT exam FROM dataset_member WHERE dataset = ? AND split = ?",
                                   context.dataset, split);
    return item.any ? gathered(engine, "SELECT id FROM exam WHERE split > 0")
                    : gathered(engine, "SELECT id FROM exam WHERE split = ?", split);
}

// ---- Predictions -------------------------------------------------------------------------------

Result<qint64> runOf(QueryEngine &engine, const QueryContext &context, int column, int length)
{
    if (context.runs.text.size() > 0)
        return failure(namesSeveral(context.runs, "run", column, length));
    if (context.run != 0)
        return context.run;
    RETCLIP_TRY(const qint64 run, activeRun(engine.database()));
    if (run == 0)
        return failure(queryError(column, length,
                                  message(QT_TRANSLATE_NOOP("Message", "No run has predictions yet.")),
                                  message(QT_TRANSLATE_NOOP(
                                      "Message", "Evaluate a run first; to find the word in reports, put it in “\"”."))));
    return run;
}

/// Classes of the run that the items name: by class, label set or SET/CLASS, with titles.
Result<std::vector<qint64>> predictionClasses(QueryEngine &engine, qint64 run,
                                              const std::vector<QueryItem> &items)
{
    RETCLIP_TRY(const LabelCatalogue catalogue, readCatalogue(engine.database()));
    RETCLIP_TRY(Statement statement,
                engine.database().prepare("SELECT id, label_set, name FROM prediction_class WHERE run = ?"));
    statement.bind(run);
    std::vector<qint64> ids;
    for (;;) {
        RETCLIP_TRY(const bool row, statement.step());
        if (!row)
            return ids;
        const QString labelSet = statement.text(1), name = statement.text(2);
        bool wanted = items.empty();
        for (const QueryItem &item : items) {
            const auto is = [&](const QString &text) { return isAskedFor(text, item); };
            wanted = wanted || item.any || is(name) || is(labelSet + u'/' + name);
            const LabelCatalogue::Set *set = catalogue.byName(labelSet.section(u'/', 0, 0));
            if (set && !wanted) {
                const int position = classPosition(set->set, QueryStars::in(item) ? name : item.text);
                wanted = (position >= 0 && set->set.classes[position].name == name
                          && (!QueryStars::in(item) || is(set->set.classes[position].title)
                              || is(set->set.classes[position].titleZh)))
                    || (set->set.kind == LabelKind::binary && is(set->set.name));
            }
        }
        if (wanted)
            ids.push_back(statement.integer(0));
    }
}

Result<ExamSet> predictionsWhere(QueryEngine &engine, const std::vector<qint64> &classes,
                                 const QueryNode &node, const std::string &where, double low = 0,
                                 double high = 0)
{
    ExamSet set = engine.nothing();
    const std::string sql = "SELECT exam FROM prediction WHERE class = ?3" + where
        + (node.eye ? " AND eye = ?4" : "");
    for (const qint64 id : classes)
        RETCLIP_CHECK(gather(set, engine, sql, low, high, id, eyeOf(node)));
    return set;
}

Result<ExamSet> predictionTest(QueryEngine &engine, const QueryNode &node, const QueryItem &item,
                               const QueryContext &context)
{
    RETCLIP_TRY(const qint64 run, runOf(engine, context, node.column, node.length));
    if (item.none && !item.quoted) {
        // Looked at by the run, and no class was said to hold.
        RETCLIP_TRY(const std::vector<qint64> all, predictionClasses(engine, run, {}));
        RETCLIP_TRY(ExamSet seen, predictionsWhere(engine, all, node, ""));
        RETCLIP_TRY(const ExamSet said, predictionsWhere(engine, all, node, " AND predicted = 1"));
        seen.subtract(said);
        return seen;
    }
    RETCLIP_TRY(const std::vector<qint64> classes, predictionClasses(engine, run, {item}));
    return predictionsWhere(engine, classes, node, item.any ? "" : " AND predicted = 1");
}

Result<ExamSet> probabilityTest(QueryEngine &engine, const QueryNode &node, const QueryItem &item,
                                const QueryContext &context)
{
    RETCLIP_TRY(const qint64 run, runOf(engine, context, node.column, node.length));
    RETCLIP_TRY(const std::vector<qint64> classes, predictionClasses(engine, run, context.classes));
    if (item.any || item.none) {
        RETCLIP_TRY(ExamSet seen, predictionsWhere(engine, classes, node, ""));
        return item.any ? Result<ExamSet>(std::move(seen)) : complement(engine, seen);
    }
    return predictionsWhere(engine, classes, node, std::string(" AND score") + condition(node, item),
                            item.low, item.high);
}

Result<ExamSet> runTest(QueryEngine &engine, const QueryItem &item)
{
    if (item.any || (item.none && !item.quoted)) {
        RETCLIP_TRY(ExamSet any, gathered(engine, "SELECT DISTINCT exam FROM prediction"));
        return item.any ? Result<ExamSet>(std::move(any)) : complement(engine, any);
    }
    RETCLIP_TRY(const std::vector<qint64> runs, runsNamed(engine.database(), item));
    if (runs.empty()) {
        RETCLIP_TRY(const QStringList names,
                    textsOf(engine.database(),
                            "SELECT name FROM run WHERE deleted = 0 ORDER BY id DESC LIMIT 12"));
        return failure(unknownValue(item, "run", names));
    }
    ExamSet set = engine.nothing();
    for (const qint64 run : runs)
        RETCLIP_CHECK(gather(set, engine,
                             "SELECT exam FROM prediction WHERE class IN"
                             " (SELECT id FROM prediction_class WHERE run = ?)",
                             run));
    return set;
}

// ---- Review ------------------------------------------------------------------------------------

Result<ExamSet> verdictTest(QueryEngine &engine, const QueryItem &item)
{
    if (item.any || item.none) {
        RETCLIP_TRY(ExamSet any, gathered(engine, "SELECT exam FROM verdict WHERE active = 1"));
        return item.any ? Result<ExamSet>(std::move(any)) : complement(engine, any);
    }
    return gathered(engine, "SELECT exam FROM verdict WHERE active = 1 AND kind = ?", item.text);
}

Result<ExamSet> graderTest(QueryEngine &engine, const QueryItem &item)
{
    const bool anyone = item.any || (item.none && !item.quoted);
    ExamSet set = engine.nothing();
    const bool stars = QueryStars::in(item);
    const std::string person = anyone ? "" : stars ? " AND lower(person) GLOB ?" : " AND lower(person) = lower(?)";
    const QString asked = stars ? QueryStars(item.text).glob() : item.text;
    for (const char *sql : {"SELECT exam FROM verdict WHERE active = 1",
                            // "+": the index of people's labels is the one to go by.
                            "SELECT exam FROM label WHERE +effective = 1 AND +known = 1"
                            " AND source <> 'imported'",
                            "SELECT exam FROM (SELECT i.exam, p.person FROM round_item i JOIN grade g"
                            " ON g.round = i.round AND g.item = i.item AND g.active = 1 JOIN round_reader p"
                            " ON p.round = g.round AND p.reader = g.reader) WHERE true"})
        RETCLIP_CHECK(gather(set, engine, sql + person, asked));
    return item.none && !item.quoted ? complement(engine, set) : Result<ExamSet>(std::move(set));
}

/// A part of the class's name suffices: "haemorrhage" finds retinal_haemorrhage.
Result<ExamSet> regionTest(QueryEngine &engine, const QueryNode &node, const QueryItem &item)
{
    const bool words = !item.any && (!item.none || item.quoted);
    const std::string eye = node.eye ? " AND i.eye = ?1" : "";
    const bool stars = QueryStars::in(item);
    const char *const named = !words ? "" : stars ? " AND lower(replace(r.class, '_', ' ')) GLOB ?2"
                                                  : " AND instr(lower(replace(r.class, '_', ' ')), ?2) > 0";
    const QString asked = stars ? QueryStars(item.text).glob() : item.text.toLower();
    RETCLIP_TRY(ExamSet set,
                gathered(engine,
                         "SELECT i.exam FROM region r JOIN image i ON i.id = r.image WHERE r.active = 1" + eye + named,
                         eyeOf(node), words ? std::optional(QString(asked).replace(u'_', u' ')) : std::nullopt));
    return item.none && !item.quoted ? complement(engine, set) : Result<ExamSet>(std::move(set));
}

Result<ExamSet> roundTest(QueryEngine &engine, const QueryItem &item)
{
    if (item.any || (item.none && !item.quoted)) {
        RETCLIP_TRY(ExamSet any, gathered(engine, "SELECT exam FROM round_item"));
        return item.any ? Result<ExamSet>(std::move(any)) : complement(engine, any);
    }
    RETCLIP_TRY(const QStringList rounds, textsOf(engine.database(), "SELECT name FROM reading_round"));
    ExamSet set = engine.nothing();
    bool known = false;
    for (const QString &name : rounds)
        if (isAskedFor(name, item)) {
            known = true;
            RETCLIP_CHECK(gather(set, engine,
                                 "SELECT exam FROM round_item WHERE round = (SELECT id FROM reading_round WHERE name = ?)", name));
        }
    if (!known) {
        RETCLIP_TRY(const QStringList names,
                    textsOf(engine.database(), "SELECT name FROM reading_round ORDER BY id DESC LIMIT 12"));
        return failure(unknownValue(item, "round", names));
    }
    return set;
}

Result<ExamSet> itemSet(QueryEngine &engine, const QueryNode &node, const QueryItem &item,
                        const QueryContext &context)
{
    switch (node.field) {
    case QueryField::label: return labelTest(engine, node, item);
    case QueryField::eye: return eyeTest(engine, item);
    case QueryField::report: return textSet(engine, item);
    case QueryField::patient: return codeTest(engine, item, true);
    case QueryField::exam: return codeTest(engine, item, false);
    case QueryField::age: return ageTest(engine, node, item);
    case QueryField::sex: return sexTest(engine, item);
    case QueryField::date: return dateTest(engine, node, item);
    case QueryField::camera: return fewWordsTest(engine, node, item, "camera");
    case QueryField::site: return fewWordsTest(engine, node, item, "site");
    case QueryField::source: return fewWordsTest(engine, node, item, "source");
    case QueryField::tag: return tagTest(engine, item);
    case QueryField::split: return splitTest(engine, node, item, context);
    case QueryField::dataset: return datasetTest(engine, item);
    case QueryField::quality: return qualityTest(engine, node, item);
    case QueryField::fault: return faultTest(engine, node, item);
    case QueryField::field: return fieldTest(engine, node, item);
    case QueryField::duplicates: return duplicatesTest(engine, node, item);
    case QueryField::run: return runTest(engine, item);
    case QueryField::prediction: return predictionTest(engine, node, item, context);
    case QueryField::probability: return probabilityTest(engine, node, item, context);
    case QueryField::verdict: return verdictTest(engine, item);
    case QueryField::grader: return graderTest(engine, item);
    case QueryField::comment: return commentTest(engine, item);
    case QueryField::region: return regionTest(engine, node, item);
    case QueryField::round: return roundTest(engine, item);
    case QueryField::saved: return savedTest(engine, item);
    }
    return engine.nothing();
}

} // namespace

Result<ExamSet> testSet(QueryEngine &engine, const QueryNode &node, const QueryContext &context)
{
    ExamSet set = engine.nothing();
    for (const QueryItem &item : node.items) {
        RETCLIP_TRY(const ExamSet part, itemSet(engine, node, item, context));
        set |= part;
    }
    if (node.op == QueryOperator::unequal)
        return complement(engine, set);
    return set;
}

Result<ExamSet> flagSet(QueryEngine &engine, const QueryNode &node, const QueryContext &context)
{
    switch (node.flag) {
    case QueryFlag::unsure: return gathered(engine, "SELECT id FROM exam WHERE unsure = 1");
    case QueryFlag::excluded: return gathered(engine, "SELECT id FROM exam WHERE excluded = 1");
    case QueryFlag::reviewed: return gathered(engine, "SELECT exam FROM verdict WHERE active = 1");
    case QueryFlag::unlabelled: {
        RETCLIP_TRY(const ExamSet known,
                    gathered(engine, "SELECT exam FROM label WHERE effective = 1 AND known = 1"));
        return complement(engine, known);
    }
    case QueryFlag::swapped: {
        RETCLIP_TRY(ExamSet set, gathered(engine, "SELECT id FROM exam WHERE swap_suspected = 1"));
        RETCLIP_CHECK(gather(set, engine, "SELECT x.exam FROM exam_tag x JOIN tag t ON t.id = x.tag"
                                          " WHERE t.name = ?", QString::fromLatin1(lookAtEyesTag)));
        RETCLIP_TRY(const ExamSet checked,
                    gathered(engine, "SELECT x.exam FROM exam_tag x JOIN tag t ON t.id = x.tag"
                                     " WHERE t.name = ?", QString::fromLatin1(eyesCheckedTag)));
        set.subtract(checked);
        RETCLIP_CHECK(gather(set, engine,
                             "SELECT exam FROM verdict WHERE active = 1 AND kind = 'wrong_eye'"));
        return set;
    }
    case QueryFlag::disputed: {
        // Two people's verdicts, or their latest labels, that do not agree.
        RETCLIP_TRY(ExamSet set,
                    gathered(engine,
                             "SELECT exam FROM verdict WHERE active = 1 GROUP BY exam"
                             " HAVING count(DISTINCT person) > 1 AND count(DISTINCT kind) > 1"));
        RETCLIP_CHECK(gather(set, engine,
                             // Few things have labels of several people: those first, in order of the index.
                             "WITH several AS (SELECT exam, label_set, eye FROM label WHERE source <> 'imported'"
                             "  GROUP BY exam, label_set, eye HAVING min(person) <> max(person)),"
                             " latest AS (SELECT max(l.id) AS id FROM several s JOIN label l"
                             "  ON l.exam = s.exam AND l.label_set = s.label_set AND l.eye = s.eye"
                             "  WHERE l.source <> 'imported' GROUP BY l.exam, l.label_set, l.eye, l.person)"
                             " SELECT l.exam FROM latest JOIN label l ON l.id = latest.id"
                             " GROUP BY l.exam, l.label_set, l.eye"
                             " HAVING count(DISTINCT l.classes || ':' || l.known) > 1"
                             " AND max(l.source = 'adjudicated') = 0"));
        // Or their latest grades in a round, once all have graded the case and until it is settled.
        RETCLIP_CHECK(gather(set, engine,
                             "SELECT i.exam FROM grade g JOIN round_item i ON i.round = g.round AND i.item = g.item"
                             " WHERE g.active = 1 AND i.control_of = 0 AND g.stage = (SELECT max(h.stage)"
                             "  FROM grade h WHERE h.round = g.round AND h.item = g.item AND h.reader = g.reader"
                             "  AND h.active = 1 AND h.eye = g.eye) GROUP BY g.round, g.item, g.eye"
                             " HAVING min(g.reader) > 0 AND count(DISTINCT g.classes || ':' || g.gradable) > 1"
                             " AND count(DISTINCT g.reader) = (SELECT count(*) FROM round_reader p"
                             "  WHERE p.round = g.round)"));
        return set;
    }
    default: break;
    }
    RETCLIP_TRY(const qint64 run, runOf(engine, context, node.column, node.length));
    RETCLIP_TRY(const std::vector<qint64> classes, predictionClasses(engine, run, node.items));
    const auto where = [&](const char *text) { return predictionsWhere(engine, classes, node, text); };
    switch (node.flag) {
    case QueryFlag::wrong: return where(" AND truth IS NOT NULL AND predicted <> truth");
    case QueryFlag::right: {
        RETCLIP_TRY(ExamSet judged, where(" AND truth IS NOT NULL"));
        RETCLIP_TRY(const ExamSet wrong, where(" AND truth IS NOT NULL AND predicted <> truth"));
        judged.subtract(wrong);
        return judged;
    }
    case QueryFlag::falsePositive: return where(" AND predicted = 1 AND truth = 0");
    case QueryFlag::falseNegative: return where(" AND predicted = 0 AND truth = 1");
    case QueryFlag::truePositive: return where(" AND predicted = 1 AND truth = 1");
    default: return where(" AND predicted = 0 AND truth = 0");
    }
}

namespace {

/// A star at the end of a word is what the index knows; others need the texts themselves.
Result<ExamSet> textByStars(QueryEngine &engine, const QueryStars &stars)
{
    if (const QString beginning = stars.beginning(); !beginning.isEmpty())
        if (QByteArray expression = matchExpression(beginning, WordMatch::exact); !expression.isEmpty()) {
            if (!expression.endsWith('*'))
                expression += " *";
            return gathered(engine, "SELECT rowid FROM report_index WHERE report_index MATCH ?", expression);
        }
    ExamSet set = engine.nothing();
    RETCLIP_TRY(Statement statement, engine.database().prepare("SELECT exam, text FROM report"));
    for (;;) {
        RETCLIP_TRY(const bool row, statement.step());
        if (!row)
            return set;
        if (stars.isIn(statement.text(1)))
            set.insert(statement.integer(0));
    }
}

} // namespace

Result<ExamSet> textSet(QueryEngine &engine, const QueryItem &item)
{
    if (item.any && !item.quoted)
        return gathered(engine, "SELECT exam FROM report");
    if (item.none && !item.quoted) {
        RETCLIP_TRY(const ExamSet some, gathered(engine, "SELECT exam FROM report"));
        return complement(engine, some);
    }
    if (QueryStars::in(item))
        return textByStars(engine, QueryStars(item.text));
    const QByteArray expression
        = matchExpression(item.text, item.quoted ? WordMatch::exact : WordMatch::beginning);
    if (expression.isEmpty())
        return gathered(engine, "SELECT exam FROM report WHERE instr(text, ?) > 0", item.text.trimmed());
    return gathered(engine, "SELECT rowid FROM report_index WHERE report_index MATCH ?", expression);
}

Result<qint64> activeRun(Database &database)
{
    RETCLIP_TRY(const auto chosen, database.text("SELECT value FROM setting WHERE key = 'active_run'"));
    if (chosen) {
        RETCLIP_TRY(const qint64 run, runNamed(database, *chosen));
        if (run != 0)
            return run;
    }
    return database.number("SELECT max(c.run) FROM prediction_class c JOIN run r ON r.id = c.run"
                           " WHERE r.deleted = 0");
}

Result<qint64> runNamed(Database &database, const QString &text)
{
    bool number = false;
    QString digits = text.trimmed();
    if (digits.startsWith(u'#'))
        digits.remove(0, 1);
    const qint64 id = digits.toLongLong(&number);
    if (number) {
        RETCLIP_TRY(const qint64 run,
                    database.number("SELECT id FROM run WHERE id = ? AND deleted = 0", id));
        if (run != 0)
            return run;
    }
    return database.number("SELECT id FROM run WHERE name = ? AND deleted = 0", text);
}

namespace {

Result<std::vector<qint64>> idsByStars(Database &database, std::string_view sql, const QueryItem &item)
{
    const QueryStars stars(item.text);
    std::vector<qint64> ids;
    RETCLIP_TRY(Statement statement, database.prepare(sql));
    for (;;) {
        RETCLIP_TRY(const bool row, statement.step());
        if (!row)
            return ids;
        if (stars.fits(statement.text(1)))
            ids.push_back(statement.integer(0));
    }
}

std::vector<qint64> oneOrNone(qint64 id)
{
    return id == 0 ? std::vector<qint64>() : std::vector<qint64>{id};
}

} // namespace

Result<std::vector<qint64>> runsNamed(Database &database, const QueryItem &item)
{
    if (QueryStars::in(item))
        return idsByStars(database, "SELECT id, name FROM run WHERE deleted = 0", item);
    RETCLIP_TRY(const qint64 run, runNamed(database, item.text));
    return oneOrNone(run);
}

Result<std::vector<qint64>> datasetsNamed(Database &database, const QueryItem &item)
{
    if (QueryStars::in(item))
        return idsByStars(database, "SELECT id, name FROM dataset", item);
    RETCLIP_TRY(const qint64 dataset, database.number("SELECT id FROM dataset WHERE name = ?", item.text));
    return oneOrNone(dataset);
}

} // namespace retclip
