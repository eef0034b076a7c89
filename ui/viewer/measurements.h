// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/laterality.h"

#include <QHash>
#include <QLineF>
#include <QString>
#include <QVector>

namespace retclip {

/// Lines that a reader draws on the photographs of one exam, and what they say: pixels, disc
/// diameters (DD) once a line across that eye's disc is known, millimetres only where the study
/// assumes a disc diameter. Nothing here is written anywhere.
///
/// Units: lines in px of the photograph as stored.
class Measurements
{
public:
    /// Another exam: its lines begin empty; a disc stays with its photograph.
    void begin(const PerEye<QString> &photographs);
    void add(Laterality eye, const QLineF &line);
    void setDisc(Laterality eye, const QLineF &line);
    void clear(); ///< The lines and discs of this exam.
    void setAssumedDisc_um(int um) { m_assumedDisc_um = um; } ///< 0: the study assumes none.

    [[nodiscard]] const QVector<QLineF> &lines(Laterality eye) const { return m_lines[eye]; }
    [[nodiscard]] QLineF disc(Laterality eye) const; ///< Null: not drawn.
    /// "412 px · 0.63 DD · 1.13 mm (disc taken as 1.80 mm)", "412 px · no scale".
    [[nodiscard]] QString text(Laterality eye, const QLineF &line) const;

private:
    PerEye<QString> m_photographs;
    PerEye<QVector<QLineF>> m_lines;
    QHash<QString, QLineF> m_discs; ///< By photograph.
    int m_assumedDisc_um = 0;
};

} // namespace retclip
