// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/edit.h"
#include "core/study/values.h"

#include <QStringList>

namespace retclip {

inline Edit edit(EditAction action, std::vector<ExamId> exams, const QString &person = QStringLiteral("chen"))
{
    return {std::move(action), std::move(exams), person};
}

/// The binary label of that name on, or off.
inline SetLabel glaucoma(bool positive)
{
    SetLabel action;
    action.labelSet = QStringLiteral("glaucoma");
    if (positive)
        action.positive = {QStringLiteral("glaucoma")};
    return action;
}

/// All that people and imports decided about an exam, in a line to compare.
inline QString summaryOf(const ExamRow &row)
{
    QStringList parts{row.comment, row.tags.join(u','), row.excluded ? QStringLiteral("excluded") : QString(),
                      row.unsure ? QStringLiteral("unsure") : QString(), QLatin1String(word(row.split))};
    for (const LabelState &label : row.labels)
        parts.append(QStringLiteral("%1%2=%3 %4 %5")
                         .arg(label.setName, label.eye ? QLatin1String(abbreviation(*label.eye)) : QLatin1String(),
                              label.positive.join(u'+'), QLatin1String(word(label.source)), label.person));
    for (const Laterality eye : both_eyes)
        parts.append(row.images[eye] ? row.images[eye]->path : QStringLiteral("-"));
    for (const ImageRow &image : row.eyeUnknown)
        parts.append(image.path);
    for (const Verdict &verdict : row.verdicts)
        parts.append(QString::fromLatin1(word(verdict.kind)) + verdict.comment);
    return parts.join(u'|');
}

} // namespace retclip
