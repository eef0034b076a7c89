// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/study.h"

#include <array>

namespace retclip {

/// Colours that people who see no red, no green or no blue tell apart (Okabe and Ito 2008, with dark grey for black).
/// A class is never told by its colour alone: its name stands beside it.
inline constexpr std::array classPalette{"#0072b2", "#e69f00", "#009e73", "#cc79a7",
                                         "#56b4e9", "#d55e00", "#f0e442", "#555555"};

/// The colour of the class at that place: the chosen one, else the palette's at this place, again from its
/// beginning after eight.
[[nodiscard]] QString classColour(const LabelSet &set, qsizetype place);

[[nodiscard]] bool isColour(const QString &text); ///< "#rrggbb", in small letters.

/// What is not given stays; an empty text takes away.
struct ClassDescription
{
    QString name;
    std::optional<QString> definition{};
    std::optional<QString> colour{}; ///< "#rrggbb"; empty: the palette's.
};
struct LabelSetDescription
{
    QString labelSet;
    std::optional<QString> definition{};
    QVector<ClassDescription> classes{};
};

/// Says what a label set and its classes mean and how they are coloured, as one edit that undo takes back. Said
/// already: the receipt has no edit id.
/// Errors: not_found (set, class), invalid_argument (no colour), read_only.
[[nodiscard]] Result<EditReceipt> describeLabelSet(Study &study, const LabelSetDescription &wanted,
                                                   const QString &person);

/// For setField(): kind "define" or "colour".
[[nodiscard]] Result<void> setLabelField(Database &database, const QString &kind, const QString &rest,
                                         const QJsonValue &value);

} // namespace retclip
