// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QString>

#include <string>

namespace retclip {

/// The second part of most errors here.
[[nodiscard]] inline Message nothingChanged()
{
    return message(QT_TRANSLATE_NOOP("Message", "Nothing was changed."));
}

[[nodiscard]] inline Error unknownExam(const QString &exam)
{
    return {ErrorCode::not_found,
            message(QT_TRANSLATE_NOOP("Message", "There is no exam %1 in this study."),
                    {exam.toStdString()}),
            nothingChanged(),
            message(QT_TRANSLATE_NOOP("Message", "Look at the list of exams for its code.")), {}};
}

[[nodiscard]] inline Error unknownLabelSet(const QString &name, const QStringList &known)
{
    return {ErrorCode::not_found,
            message(QT_TRANSLATE_NOOP("Message", "There is no label set “%1” in this study."),
                    {name.toStdString()}),
            nothingChanged(),
            known.isEmpty()
                ? message(QT_TRANSLATE_NOOP("Message", "Define it first, or import labels."))
                : message(QT_TRANSLATE_NOOP("Message", "Choose one of: %1."),
                          {known.join(QStringLiteral(", ")).toStdString()}),
            {}};
}

[[nodiscard]] inline Error studyIsReadOnly()
{
    return {ErrorCode::read_only,
            message(QT_TRANSLATE_NOOP("Message", "This study is open read-only.")), nothingChanged(),
            message(QT_TRANSLATE_NOOP("Message", "Open it for writing, where nobody else does.")), {}};
}

} // namespace retclip
