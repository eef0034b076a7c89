// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/values.h"

#include <QStringList>
#include <QVector>

namespace retclip {

/// What a column of a public data set's table means.
struct KnownColumn
{
    QString heading; ///< As simplifiedHeading() gives it.
    LabelKind kind = LabelKind::binary;
    QVector<LabelClass> classes; ///< `name`: the value in the table; titles in both languages.
};

/// A public table of labels that is told by its headings, so that a grade "3" can say what it means.
struct KnownTable
{
    QString title;  ///< "APTOS 2019"
    QString source; ///< Who published what the values mean.
    /// Each inner list: any of these headings (simplified) must be there.
    QVector<QStringList> headings;
    int most = 0; ///< Columns with a heading at most, so that a cohort's own table is not taken for it.
    bool rowsShowOneEye = false; ///< And every row must say which eye it shows.
    QVector<KnownColumn> columns;
};

[[nodiscard]] const QVector<KnownTable> &knownTables();
/// Nullptr: none of them.
[[nodiscard]] const KnownTable *knownTable(const QStringList &headings, bool rowsShowOneEye);

/// The column of that heading, where the publishers say what its values mean; nullptr: none.
[[nodiscard]] const KnownColumn *knownColumn(const KnownTable &table, const QString &heading);

/// Gives the classes of a set, read from the column of that heading, their kind and titles. A column
/// with a value that the publishers do not name is another one, and stays as it is.
void describeLabels(const KnownTable &table, const QString &heading, LabelSet &set);

} // namespace retclip
