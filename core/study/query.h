// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/laterality.h"
#include "core/base/result.h"

#include <QDate>
#include <QString>
#include <QStringList>

#include <optional>
#include <span>
#include <vector>

namespace retclip {

/// What a test of a query can be about.
enum class QueryField {
    label, eye, report, patient, exam, age, sex, date, camera, site, tag, split, dataset, source,
    quality, fault, field, duplicates, run, prediction, probability, verdict, grader, comment,
    region, round, saved
};
enum class QueryFlag {
    wrong, right, falsePositive, falseNegative, truePositive, trueNegative,
    unsure, unlabelled, reviewed, disputed, excluded, swapped
};
/// What stands after the operator.
enum class QueryValueType { words, number, date, eyeState, sex, split, verdict };

/// One entry a field and flag: for the parser, completion and help.
struct QueryFieldEntry
{
    QueryField field;
    const char *name;
    const char *nameZh;
    const char *alias; ///< Another English word, "" none.
    QueryValueType type;
    bool takesEye;
    const char *example;
};
struct QueryFlagEntry
{
    QueryFlag flag;
    const char *name;
    const char *nameZh;
    bool ofRun; ///< Speaks of the predictions of a run.
};
[[nodiscard]] std::span<const QueryFieldEntry> queryFields();
[[nodiscard]] std::span<const QueryFlagEntry> queryFlags();

enum class QueryOperator { has, equal, unequal, greater, greaterEqual, less, lessEqual };

/// One of several values that a comma parts.
struct QueryItem
{
    QString text;
    bool quoted = false;
    bool any = false;  ///< "*"
    bool none = false; ///< "none"
    // As the field's type says; of a range the lower and the upper bound.
    double low = 0, high = 0;
    QDate first, last; ///< Of a date: its first and last day ("2023": the year's).
    bool range = false, openBelow = false, openAbove = false;
    int column = 0, length = 0;
};

struct QueryNode
{
    enum class Kind { all, conjunction, alternative, negation, test, flag, text };
    Kind kind = Kind::all;
    std::vector<QueryNode> children;
    QueryField field = QueryField::report;
    QueryFlag flag = QueryFlag::wrong;
    QueryOperator op = QueryOperator::has;
    std::optional<Laterality> eye;
    std::vector<QueryItem> items; ///< Of a text: one. Of a flag: the classes, where given (fn:glaucoma).
    int column = 0, length = 0;
};

struct QuerySort
{
    QString key;
    bool descending = false;
};

struct ParsedQuery
{
    QueryNode root;
    std::vector<QuerySort> sorts;
    std::optional<qint64> limit, sample;
    qint64 seed = 1;
};

/// Parses a line of the query language (docs: the table of queryFields()). Full-width signs count
/// as their ASCII ones outside quotation marks; positions are those of the given line, in UTF-16
/// units from 0. `today` is what 30d counts back from.
/// Errors: invalid_argument with `cause` "column:length".
[[nodiscard]] Result<ParsedQuery> parseQuery(const QString &line, QDate today = QDate::currentDate());

/// The three parts for a mistake at a place of a query.
[[nodiscard]] Error queryError(int column, int length, Message happened, Message toDo);

/// A value as a query takes it: in quotation marks where it must be.
[[nodiscard]] QString queryWord(const QString &value);

} // namespace retclip
