// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewer/measurements.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace retclip {

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("retclip::Measurements", text);
}

} // namespace

FundusMarks Measurements::effective(Laterality eye) const
{
    FundusMarks marks = m_marked[eye];
    if (const auto &found = m_found[eye]) {
        if (!marks.disc)
            marks.disc = found->disc;
        if (!marks.fovea)
            marks.fovea = found->fovea;
    }
    return marks;
}

bool Measurements::discIsFound(Laterality eye) const
{
    return !m_marked[eye].disc && m_found[eye] && m_found[eye]->disc;
}

bool Measurements::foveaIsFound(Laterality eye) const
{
    return !m_marked[eye].fovea && m_found[eye] && m_found[eye]->fovea;
}

double Measurements::discDiameter_mm() const
{
    return m_assumedDisc_um > 0 ? m_assumedDisc_um / 1000.0 : usual_disc_diameter_mm;
}

QString Measurements::lengthText(Laterality eye, double px) const
{
    const QLocale locale;
    const double disc_px = effective(eye).disc_diameter_px();
    QString said = say(QT_TRANSLATE_NOOP("retclip::Measurements", "%1 px"))
                       .arg(locale.toString(qint64(std::lround(px))));
    if (disc_px < 1)
        return said + QStringLiteral(" · ") + say(QT_TRANSLATE_NOOP("retclip::Measurements", "no scale"));
    const double discs = px / disc_px;
    said += QStringLiteral(" · ")
        + (discIsFound(eye) ? say(QT_TRANSLATE_NOOP("retclip::Measurements", "%1 DD?"))
                            : say(QT_TRANSLATE_NOOP("retclip::Measurements", "%1 DD")))
              .arg(locale.toString(discs, 'f', 2));
    if (m_assumedDisc_um > 0) {
        const double disc_mm = m_assumedDisc_um / 1000.0;
        said += QStringLiteral(" · ")
            + say(QT_TRANSLATE_NOOP("retclip::Measurements", "%1 mm (disc taken as %2 mm)"))
                  .arg(locale.toString(discs * disc_mm, 'f', 2), locale.toString(disc_mm, 'f', 2));
    }
    return said;
}

QString Measurements::areaText(Laterality eye, double square_px) const
{
    const QLocale locale;
    const double disc_px = effective(eye).disc_diameter_px();
    QString said = say(QT_TRANSLATE_NOOP("retclip::Measurements", "%1 px²"))
                       .arg(locale.toString(qint64(std::llround(square_px))));
    if (disc_px < 1)
        return said + QStringLiteral(" · ") + say(QT_TRANSLATE_NOOP("retclip::Measurements", "no scale"));
    const double discs = square_px / (disc_px * disc_px);
    said += QStringLiteral(" · ")
        + (discIsFound(eye) ? say(QT_TRANSLATE_NOOP("retclip::Measurements", "%1 DD²?"))
                            : say(QT_TRANSLATE_NOOP("retclip::Measurements", "%1 DD²")))
              .arg(locale.toString(discs, 'f', 2));
    if (m_assumedDisc_um > 0) {
        const double disc_mm = m_assumedDisc_um / 1000.0;
        said += QStringLiteral(" · ")
            + say(QT_TRANSLATE_NOOP("retclip::Measurements", "%1 mm² (disc taken as %2 mm)"))
                  .arg(locale.toString(discs * disc_mm * disc_mm, 'f', 2), locale.toString(disc_mm, 'f', 2));
    }
    return said;
}

QString Measurements::ratioText(Laterality eye) const
{
    const FundusMarks marks = effective(eye);
    const auto vertical = marks.vertical_cup_disc_ratio(), horizontal = marks.horizontal_cup_disc_ratio();
    if (!vertical || !horizontal)
        return {};
    return say(QT_TRANSLATE_NOOP("retclip::Measurements", "C/D %1 vertical, %2 horizontal"))
        .arg(QLocale().toString(*vertical, 'f', 2), QLocale().toString(*horizontal, 'f', 2));
}

} // namespace retclip
