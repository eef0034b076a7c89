// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/quality/report_eyes.h"

#include <QRegularExpression>

namespace retclip {

NamedEyes eyesNamedIn(const QString &report)
{
    static const QRegularExpression right(
        QStringLiteral("\\bO\\.?\\s?D\\b|\\bright\\b|右眼|右侧|右[:：)）]|[(（]右"),
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression left(
        QStringLiteral("\\bO\\.?\\s?S\\b|\\bleft\\b|左眼|左侧|左[:：)）]|[(（]左"),
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression both(
        QStringLiteral("\\bO\\.?\\s?U\\b|\\bboth eyes\\b|\\bbilateral|双眼|双侧|两眼|左右眼|双"),
        QRegularExpression::CaseInsensitiveOption);
    const bool named = report.contains(both);
    return {named || report.contains(right), named || report.contains(left)};
}

} // namespace retclip
