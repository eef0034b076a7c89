// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace retclip {

/// Which eye, from the patient's point of view. Never a bool, never an index.
enum class Laterality {
    right, ///< OD, oculus dexter; drawn on the viewer's left.
    left   ///< OS, oculus sinister; drawn on the viewer's right.
};

/// Both eyes in the order of the screen (right eye first). RET-CLIP's files store left first:
/// the importer and exporter of that layout say so themselves.
inline constexpr std::array<Laterality, 2> both_eyes{Laterality::right, Laterality::left};

[[nodiscard]] constexpr Laterality other_eye(Laterality eye)
{
    return eye == Laterality::right ? Laterality::left : Laterality::right;
}

/// "OD" or "OS".
[[nodiscard]] constexpr const char *abbreviation(Laterality eye)
{
    return eye == Laterality::right ? "OD" : "OS";
}

/// "right" or "left": the word in files and on the command line.
[[nodiscard]] constexpr const char *word(Laterality eye)
{
    return eye == Laterality::right ? "right" : "left";
}

/// Reads OD, OS, R, L, right, left, dexter, sinister, 右, 左, 右眼, 左眼 in any case; else nothing.
[[nodiscard]] std::optional<Laterality> laterality_from(std::string_view text);

/// One value for each eye, reached by name only.
template <typename T>
struct PerEye
{
    T right{};
    T left{};

    [[nodiscard]] T &operator[](Laterality eye) { return eye == Laterality::right ? right : left; }
    [[nodiscard]] const T &operator[](Laterality eye) const
    {
        return eye == Laterality::right ? right : left;
    }
    friend bool operator==(const PerEye &, const PerEye &) = default;
};

/// The three levels of RET-CLIP's contrastive objective (SPEC 1.3), in the order of its scales.
enum class Level { patient, left, right };

inline constexpr std::array<Level, 3> all_levels{Level::patient, Level::left, Level::right};

[[nodiscard]] constexpr const char *word(Level level)
{
    switch (level) {
    case Level::patient: return "patient";
    case Level::left: return "left";
    case Level::right: return "right";
    }
    return "patient";
}

[[nodiscard]] std::optional<Level> level_from(std::string_view text);

} // namespace retclip
