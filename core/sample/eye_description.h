// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/laterality.h"

#include <array>
#include <cstdint>

namespace retclip {

enum class SampleFinding {
    normal,
    glaucoma,
    diabeticRetinopathy,
    macularDegeneration,
    cataract,
    myopia
};

inline constexpr std::array<SampleFinding, 6> allSampleFindings{SampleFinding::normal,
                                                                SampleFinding::glaucoma,
                                                                SampleFinding::diabeticRetinopathy,
                                                                SampleFinding::macularDegeneration,
                                                                SampleFinding::cataract,
                                                                SampleFinding::myopia};

/// The class's name in the label set "finding".
[[nodiscard]] constexpr const char *word(SampleFinding finding)
{
    switch (finding) {
    case SampleFinding::normal: return "normal";
    case SampleFinding::glaucoma: return "glaucoma";
    case SampleFinding::diabeticRetinopathy: return "dr";
    case SampleFinding::macularDegeneration: return "amd";
    case SampleFinding::cataract: return "cataract";
    case SampleFinding::myopia: return "myopia";
    }
    return "normal";
}

/// Where lesions gather, seen from the disc and fovea: the same words hold for both eyes.
enum class Quadrant { superiorTemporal, inferiorTemporal, superiorNasal, inferiorNasal };

/// All that a drawn photograph shows and its report tells of one eye.
struct EyeDescription
{
    Laterality eye = Laterality::right;
    SampleFinding finding = SampleFinding::normal;
    int severity = 0; ///< 1 mild, 2 moderate, 3 severe; 0 with normal.
    double cupDisc = 0.3; ///< Vertical cup/disc ratio.
    Quadrant quadrant = Quadrant::superiorTemporal; ///< Of haemorrhages or the thin rim.
    bool exudates = false;
    bool laserScars = false;
    bool discHaemorrhage = false;
    bool atrophy = false; ///< Geographic atrophy of the macula.
    double pigment = 0.5; ///< 0 fair, 1 dark: a person's, alike in both eyes.
    int age = 60;
    int camera = 0; ///< 0, 1, 2: colour and shape of the field.
    std::uint64_t seed = 0;
};

} // namespace retclip
