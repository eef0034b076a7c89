// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/study.h"

#include <QJsonValue>

namespace retclip {

/// A line of the query language under a name, kept in the study. `saved:NAME` finds what it finds.
struct SavedQuery
{
    QString name;
    QString query;
};

[[nodiscard]] Result<QVector<SavedQuery>> savedQueries(const Study &study); ///< By name.
/// Its line; not_found.
[[nodiscard]] Result<QString> savedQuery(const Study &study, const QString &name);

// Each is one edit of the history that can be undone. Errors: invalid_argument (no name, a line that is
// not understood, one that rests on itself), not_found, conflict (the name is taken).

/// A name that is there already gets the new line.
[[nodiscard]] Result<EditReceipt> saveQuery(Study &study, const QString &name, const QString &query,
                                            const QString &person);
/// Others that speak of it by `saved:` are rewritten in the same edit.
[[nodiscard]] Result<EditReceipt> renameQuery(Study &study, const QString &from, const QString &to,
                                              const QString &person);
/// `conflict` where others speak of it.
[[nodiscard]] Result<EditReceipt> deleteQuery(Study &study, const QString &name, const QString &person);

/// Fields of the study that the journal sets: "query", "sheet" (core/study/edit_changes.h).
[[nodiscard]] Result<void> setStudyField(Database &database, const QString &kind, const QString &rest,
                                         const QJsonValue &value);

} // namespace retclip
