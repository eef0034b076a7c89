// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/database.h"
#include "core/study/values.h"

#include <QHash>

namespace retclip {

/// The label sets with the row numbers of their classes.
struct LabelCatalogue
{
    struct Set
    {
        LabelSet set;
        QVector<qint64> classIds; ///< As set.classes.
    };
    QVector<Set> sets;

    [[nodiscard]] const Set *byName(const QString &name) const; ///< Exactly, else in any case.
    [[nodiscard]] const Set *byId(qint64 id) const;
    [[nodiscard]] QStringList names() const;
};
[[nodiscard]] Result<LabelCatalogue> readCatalogue(Database &database);

/// Position of a class: by name, else by title in either language, in any case; -1: none.
[[nodiscard]] int classPosition(const LabelSet &set, const QString &text);

/// "3,17": the ids of classes as a label row holds them, in order of position.
[[nodiscard]] QString classIdsText(const LabelCatalogue::Set &set, const QStringList &names);
[[nodiscard]] QStringList classNames(const LabelCatalogue::Set &set, std::string_view idsText);

/// Makes the set or adds new classes to one that is there, and definitions and colours where it has none: what
/// somebody said stays (describeLabelSet() of label_definitions.h changes it). True second: something was new.
[[nodiscard]] Result<std::pair<LabelSetId, bool>> storeLabelSet(Database &database,
                                                               const LabelSet &set);

/// 'R', 'L' or ''.
[[nodiscard]] inline QString eyeCode(std::optional<Laterality> eye)
{
    return !eye ? QString() : *eye == Laterality::right ? QStringLiteral("R") : QStringLiteral("L");
}
[[nodiscard]] inline std::optional<Laterality> eyeFromCode(std::string_view code)
{
    return code == "R" ? std::optional(Laterality::right)
        : code == "L"  ? std::optional(Laterality::left)
                       : std::nullopt;
}
[[nodiscard]] QString nowText(); ///< UTC, ISO 8601 with milliseconds.
[[nodiscard]] QDateTime timeFrom(const QString &text);
[[nodiscard]] QString timeText(const QDateTime &time);

} // namespace retclip
