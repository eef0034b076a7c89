// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sample/eye_description.h"
#include "core/sample/sample.h"

#include <QDate>
#include <QString>

#include <vector>

namespace retclip {

/// One invented patient with one exam.
struct SamplePatient
{
    QString id; ///< "SYN-0001"
    QString sex;
    int age = 60;
    QDate date;
    QString camera, site;
    PerEye<EyeDescription> eyes;
    PerEye<bool> photographed{true, true};
    SampleFinding truth = SampleFinding::normal; ///< What is drawn and reported.
    SampleFinding label = SampleFinding::normal; ///< What the label set says; wrong where planted.
    QString report;
};

/// Draws lots for all patients. The same order gives the same patients, whatever the size of the
/// photographs. Of n patients, round(0.05 n) have one photographed eye and round(wrongLabels n) a
/// wrong label.
[[nodiscard]] std::vector<SamplePatient> invitePatients(const SampleOrder &order);

/// The report of both eyes, Chinese, English or both, with the measured ratio and the place and
/// degree of what the photographs show.
[[nodiscard]] QString writeReport(const SamplePatient &patient, const QString &language,
                                  std::uint64_t seed);

} // namespace retclip
