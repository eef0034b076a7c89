// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/study/values.h"

namespace retclip {

class Study;

/// Why a verdict was given, in a word that can be counted.
struct ReasonCode
{
    VerdictKind kind = VerdictKind::labelWrong;
    QString code;    ///< "media_opacity": as in files; no spaces.
    QString title;   ///< For people, English.
    QString titleZh; ///< 简体中文; empty: title.
};

/// Those of the study, in their order; where it has none of its own, defaultReasons().
[[nodiscard]] Result<QVector<ReasonCode>> reasonCodes(const Study &study);
[[nodiscard]] const QVector<ReasonCode> &defaultReasons();

/// The whole list of the study from now on, journalled (kind "reasons"; no step of undo). Empty: the
/// default ones again. Verdicts keep the codes that they were given.
/// Errors: invalid_argument (a code that is empty, has a space, or stands twice with one verdict).
[[nodiscard]] Result<void> setReasonCodes(Study &study, const QVector<ReasonCode> &reasons, const QString &person);

} // namespace retclip
