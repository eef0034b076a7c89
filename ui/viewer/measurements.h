// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/fundus_marks.h"
#include "core/base/laterality.h"

#include <QString>

#include <optional>

namespace retclip {

/// What a reader marked on the photographs of the exam that is shown, what was found there by itself,
/// and what both say: pixels; disc diameters (DD) once that eye's disc is known; millimetres only where
/// the study assumes a disc diameter.
class Measurements
{
public:
    void begin() { m_marked = {}; m_found = {}; m_looking = {}; } ///< Another exam.
    void setMarked(Laterality eye, const FundusMarks &marks) { m_marked[eye] = marks; }
    /// Disc and fovea as they were found, to be looked at; they count only where none is marked.
    void setFound(Laterality eye, const std::optional<FundusMarks> &marks) { m_found[eye] = marks; }
    void setLooking(Laterality eye, bool looking) { m_looking[eye] = looking; } ///< The search has not ended.
    [[nodiscard]] bool isLooking(Laterality eye) const { return m_looking[eye]; }
    void setAssumedDisc_um(int um) { m_assumedDisc_um = um; } ///< 0: the study assumes none.

    [[nodiscard]] const FundusMarks &marked(Laterality eye) const { return m_marked[eye]; }
    [[nodiscard]] bool hasFound(Laterality eye) const { return m_found[eye].has_value(); }
    /// What is marked, and what was found where it is not.
    [[nodiscard]] FundusMarks effective(Laterality eye) const;
    [[nodiscard]] bool discIsFound(Laterality eye) const;  ///< Found and not marked.
    [[nodiscard]] bool foveaIsFound(Laterality eye) const;
    /// What the ETDRS grid takes for one DD.
    [[nodiscard]] double discDiameter_mm() const;

    /// "412 px · 0.63 DD · 1.13 mm (disc taken as 1.80 mm)", "412 px · no scale"; "DD?" by a disc that
    /// was found and not marked.
    [[nodiscard]] QString lengthText(Laterality eye, double px) const;
    [[nodiscard]] QString areaText(Laterality eye, double square_px) const;
    /// "C/D 0.62 (vertical), 0.55 (horizontal)"; empty where disc or cup is not there.
    [[nodiscard]] QString ratioText(Laterality eye) const;

private:
    PerEye<FundusMarks> m_marked;
    PerEye<std::optional<FundusMarks>> m_found;
    PerEye<bool> m_looking = {};
    int m_assumedDisc_um = 0;
};

} // namespace retclip
