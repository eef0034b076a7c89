// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/retclip/exam_json.h"
#include "app/retclip/invocation.h"
#include "app/retclip/verbs.h"
#include "core/study/query.h"
#include "core/study/query_stars.h"

#include <QHash>

namespace retclip::cli {

namespace {

constexpr std::size_t examsAtOnce = 500;

void collectDatasets(const QueryNode &node, std::vector<QueryItem> &names)
{
    if (node.kind == QueryNode::Kind::negation)
        return;
    if (node.kind == QueryNode::Kind::test && node.field == QueryField::dataset)
        for (const QueryItem &item : node.items)
            names.push_back(item);
    for (const QueryNode &child : node.children)
        collectDatasets(child, names);
}

/// The splits that frozen datasets give: the one that the query names, else each exam's newest.
Result<QHash<qint64, Split>> frozenSplits(const Study &study, const QString &where)
{
    std::vector<QueryItem> wanted;
    if (const auto query = parseQuery(where))
        collectDatasets(query->root, wanted);
    QHash<qint64, Split> splits;
    RETCLIP_TRY(const QVector<DatasetRow> datasets, study.datasets());
    for (const bool named : {true, false})
        for (const DatasetRow &dataset : datasets) { // Newest first.
            const bool isWanted = std::any_of(wanted.cbegin(), wanted.cend(), [&](const QueryItem &item) {
                return QueryStars::in(item) ? QueryStars(item.text).fits(dataset.name)
                                            : dataset.name.compare(item.text, Qt::CaseInsensitive) == 0;
            });
            if (isWanted != named)
                continue;
            RETCLIP_TRY(const auto members, study.datasetMembers(dataset.id));
            for (const auto &[exam, split] : members)
                if (!splits.contains(exam.value))
                    splits.insert(exam.value, split);
        }
    return splits;
}

Result<int> runList(Invocation &call)
{
    QStringList fields = examFields().first(8);
    if (call.has("fields")) {
        fields = call.text("fields").split(QLatin1Char(','), Qt::SkipEmptyParts);
        for (QString &field : fields) {
            field = field.trimmed();
            if (!examFields().contains(field))
                return wrongUsage(message(QT_TRANSLATE_NOOP("Message", "There is no field \"%1\"."),
                                          {field.toStdString()}),
                                  message(QT_TRANSLATE_NOOP("Message", "Choose one of %1."),
                                          {examFields().join(QStringLiteral(", ")).toStdString()}));
        }
    }
    RETCLIP_TRY(const auto study, call.study(OpenMode::readOnly));
    RETCLIP_TRY(std::vector<ExamId> ids, study->find(call.text("where"), call.stop()));
    if (call.has("limit") && std::size_t(call.integer("limit")) < ids.size())
        ids.resize(std::size_t(call.integer("limit")));
    RETCLIP_TRY(const QVector<LabelSet> sets, study->labelSets());
    QHash<qint64, Split> splits;
    if (fields.contains(QLatin1String("split"))) {
        RETCLIP_TRY(splits, frozenSplits(*study, call.text("where")));
    }
    for (std::size_t begin = 0; begin < ids.size(); begin += examsAtOnce) {
        if (call.stop().stop_requested())
            return cancelled();
        const auto page = std::span(ids).subspan(begin, std::min(examsAtOnce, ids.size() - begin));
        RETCLIP_TRY(std::vector<ExamRow> exams, study->exams(page));
        for (ExamRow &exam : exams) {
            exam.split = splits.value(exam.id.value, exam.split);
            const Json json = examJson(exam, fields, sets);
            QStringList cells;
            if (!call.out().isJson())
                for (const auto &[name, value] : json.items())
                    cells << cell(value);
            call.out().result(json, cells.join(QLatin1Char('\t')));
        }
    }
    return statusDone;
}

} // namespace

Verb listVerb()
{
    return {"list", QT_TRANSLATE_NOOP("Command", "Show the exams that match a query."),
            {{"", QT_TRANSLATE_NOOP("Command",
                  "A line an exam: patient, exam, left, right, report, labels, tags, split (of the dataset "
                  "that QUERY names, else of the newest one with the exam, else as imported)."),
              {studyPlace},
              {{"where", ValueKind::text, "QUERY",
                QT_TRANSLATE_NOOP("Command", "The window's query language: words of the report and tests, such as "
                                             "label:glaucoma age:60..75 -tag:bad. A star stands for any characters "
                                             "(camera:TRC*, patient:U00*, label:DR/mod*), in quotation marks for itself.")},
               {"limit", ValueKind::integer, "N", QT_TRANSLATE_NOOP("Command", "At most so many."),
                {}, "", 0},
               {"fields", ValueKind::text, "a,b",
                QT_TRANSLATE_NOOP("Command",
                    "Other fields: also id, sex, age, date, camera, site, source, excluded, "
                    "unsure, comment, verdicts, left_sha256, right_sha256, eye_unknown.")}},
              "retclip list odir.study --where 'label:G age>60' --json", runList}}};
}

} // namespace retclip::cli
