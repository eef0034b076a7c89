// SPDX-License-Identifier: GPL-3.0-or-later
// What the pages that show maps say of them.
#include "core/inspection/explanation_checks.h"

#include "core/study/message_words.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace retclip {

QHash<QString, QString> failuresInWords(const ExplanationChecks &checks)
{
    QHash<QString, QString> failures;
    for (const CheckedMethod &method : checks.methods)
        for (const Message &why : method.failures) {
            QString &words = failures[QString::fromStdString(method.method)];
            words += (words.isEmpty() ? QString() : QStringLiteral(" ")) + translated(why);
        }
    return failures;
}

Result<ExplanationChecks> checkAndKeep(const Study &study, const RunRow &run, ModelBackend &backend, int exams,
                                       const ProgressCallback &progress, std::stop_token stop)
{
    ExplanationCheckOrder order;
    order.methods = {"relevance", "rollout", "occlusion"};
    RETCLIP_TRY(const std::vector<ExamId> all, study.find(QStringLiteral("eye:both"), stop));
    const auto count = std::min<std::size_t>(all.size(), std::size_t(std::max(1, exams)));
    for (std::size_t i = 0; i < count; ++i)
        order.exams.push_back(all[i * all.size() / count]);
    RETCLIP_TRY(ExplanationChecks checks, checkExplanations(study, run, backend, order, progress, stop));
    RETCLIP_CHECK(storeExplanationChecks(run, checks));
    return checks;
}

QString eyePartsText(const Explanation &explanation)
{
    const double left = explanation.eye_parts.left, right = explanation.eye_parts.right;
    if (left == 0 || right == 0)
        return {};
    const auto shown = [](double value) {
        return (value < 0 ? QStringLiteral("\u2212") : QStringLiteral("+")) + QLocale().toString(std::abs(value), 'f', 2);
    };
    const QString parts = QCoreApplication::translate("Explanation", "right %1, left %2").arg(shown(right), shown(left));
    // An eye that says next to nothing speaks neither for nor against.
    const bool bothSpeak = std::min(std::abs(left), std::abs(right)) > 0.05 * std::max(std::abs(left), std::abs(right));
    if (bothSpeak && (left < 0) != (right < 0))
        return QCoreApplication::translate("Explanation", "%1: the eyes speak against each other").arg(parts);
    const double share = std::abs(right) / (std::abs(left) + std::abs(right));
    return QCoreApplication::translate("Explanation", "%1: the right eye gives %2 %").arg(parts, QLocale().toString(100 * share, 'f', 0));
}

} // namespace retclip
