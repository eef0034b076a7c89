// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/study/edit.h"
#include "core/study/study.h"

#include <QString>
#include <QVector>

#include <optional>
#include <stop_token>
#include <vector>

namespace retclip {

/// Why a photograph is thought to be of an eye, or to belong to an exam.
enum class PairingReason {
    looksLikeThatEye,    ///< Optic disc and fovea (core/imaging/eye_side).
    otherEyeIsThere,     ///< The exam shows the other eye already.
    othersNamedLikeThis, ///< Photographs whose names end like this one's are of that eye.
    reportNamesThatEye,  ///< The report names that eye alone.
    sameStem,            ///< Two names that differ in their last number or letter only.
    samePatient,         ///< Two exams of one patient and day with one photograph each.
    sameDay,
    sameMinutes,         ///< The times in the names, else in EXIF, lie at most three minutes apart.
    eyesFit              ///< One looks like a right eye, the other like a left one.
};
[[nodiscard]] const char *word(PairingReason reason); ///< "looks_like_that_eye" …

struct PairingProposal
{
    ExamId exam; ///< That it belongs to: its own, or another one that then shows both eyes.
    QString code;
    std::optional<Laterality> eye;
    double confidence = 0; ///< 0.5 open … 1 sure. A ranking, not a measured share.
    QVector<PairingReason> reasons;
};

/// A photograph whose eye or exam is unclear.
struct UnclearPhotograph
{
    ImageRow image;
    ExamId exam; ///< It stands in now.
    QString code, patient;
    QDate date;
    std::optional<Laterality> eye;        ///< As the study says; nothing: unknown.
    std::optional<PairingProposal> proposal; ///< The best; nothing: nothing speaks for anything.
};

/// All photographs that do not say which eye, and those that stand alone in an exam while another one
/// seems to be their fellow. Surest proposal first; those without one at the end.
///
/// What was seen in pictures comes from `quality look`; without it names, days, reports and the other eye
/// alone decide, and the time that the camera wrote into the file. Excluded exams are left out, and exams that a person called checked (eyesCheckedTag).
/// Threads: the study's. Errors: cancelled.
[[nodiscard]] Result<std::vector<UnclearPhotograph>>
unclearPhotographs(const Study &study, const ProgressCallback &progress = {}, std::stop_token stop = {});

/// What to do to the exam that takes the photograph, as one edit (core/study/edit_together.h): the labels of
/// a photograph that changes its exam go with it where the other exam has none.
/// Errors: those of reading.
[[nodiscard]] Result<std::vector<EditAction>> pairingActions(const Study &study, ImageId image, ExamId from,
                                                             ExamId to, std::optional<Laterality> eye);

} // namespace retclip
