// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewer/measurements.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace retclip {

void Measurements::begin(const PerEye<QString> &photographs)
{
    if (photographs == m_photographs)
        return;
    m_photographs = photographs;
    m_lines = {};
}

void Measurements::add(Laterality eye, const QLineF &line)
{
    m_lines[eye].append(line);
}

void Measurements::setDisc(Laterality eye, const QLineF &line)
{
    m_discs.insert(m_photographs[eye], line);
}

void Measurements::clear()
{
    m_lines = {};
    for (Laterality eye : both_eyes)
        m_discs.remove(m_photographs[eye]);
}

QLineF Measurements::disc(Laterality eye) const
{
    return m_discs.value(m_photographs[eye]);
}

QString Measurements::text(Laterality eye, const QLineF &line) const
{
    const QLocale locale;
    const double disc_px = disc(eye).length();
    QString said = QCoreApplication::translate("retclip::Measurements", "%1 px")
                       .arg(locale.toString(qint64(std::lround(line.length()))));
    if (disc_px < 1)
        return said + QStringLiteral(" · ")
            + QCoreApplication::translate("retclip::Measurements", "no scale");
    const double discs = line.length() / disc_px;
    said += QStringLiteral(" · ")
        + QCoreApplication::translate("retclip::Measurements", "%1 DD").arg(locale.toString(discs, 'f', 2));
    if (m_assumedDisc_um > 0) {
        const double disc_mm = m_assumedDisc_um / 1000.0;
        said += QStringLiteral(" · ")
            + QCoreApplication::translate("retclip::Measurements", "%1 mm (disc taken as %2 mm)")
                  .arg(locale.toString(discs * disc_mm, 'f', 2), locale.toString(disc_mm, 'f', 2));
    }
    return said;
}

} // namespace retclip
