// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fidelity/verification.h"

#include <QCoreApplication>

#include <algorithm>
#include <limits>

namespace retclip {

QString verificationText(const char *text)
{
    return QCoreApplication::translate("Verification", text);
}

namespace {

/// How much of its tolerance a case takes; exact cases are 0, or infinite where they differ.
double shareOfTolerance(const VerifyCase &one)
{
    if (one.tolerance > 0)
        return one.max_difference / one.tolerance;
    return one.max_difference > 0 ? std::numeric_limits<double>::infinity() : 0.0;
}

} // namespace

int Verification::differing() const
{
    return int(std::count_if(cases.begin(), cases.end(),
                             [](const VerifyCase &one) { return !one.ok; }));
}

QString kindOf(const VerifyCase &one)
{
    return QString::fromStdString(one.name).section(QLatin1Char('/'), 0, 0);
}

QString kindTitle(const QString &kind)
{
    static const std::pair<const char *, const char *> titles[] = {
        {"tokenizer", QT_TRANSLATE_NOOP("Verification", "Texts to tokens")},
        {"preprocess", QT_TRANSLATE_NOOP("Verification", "Photographs to pixels")},
        {"resize", QT_TRANSLATE_NOOP("Verification", "Resizing")},
        {"augment", QT_TRANSLATE_NOOP("Verification", "Augmentation")},
        {"checkpoints", QT_TRANSLATE_NOOP("Verification", "Reading checkpoints")},
        {"lmdb", QT_TRANSLATE_NOOP("Verification", "Published data files")},
        {"model", QT_TRANSLATE_NOOP("Verification", "Network")},
        {"loss", QT_TRANSLATE_NOOP("Verification", "Loss")},
        {"gradients", QT_TRANSLATE_NOOP("Verification", "Gradients")},
        {"trajectory", QT_TRANSLATE_NOOP("Verification", "Training steps")},
        {"schedule", QT_TRANSLATE_NOOP("Verification", "Learning rate and order")},
        {"pos_embed", QT_TRANSLATE_NOOP("Verification", "Position embeddings")},
        {"probe", QT_TRANSLATE_NOOP("Verification", "Linear probe")},
        {"zeroshot", QT_TRANSLATE_NOOP("Verification", "Zero-shot classification")},
        {"metrics", QT_TRANSLATE_NOOP("Verification", "Metrics")},
    };
    for (const auto &[name, title] : titles)
        if (kind == QLatin1String(name))
            return verificationText(title);
    return kind;
}

QVector<KindSummary> summaries(const Verification &verification)
{
    QVector<KindSummary> list;
    for (const VerifyCase &one : verification.cases) {
        const QString kind = kindOf(one);
        auto found = std::find_if(list.begin(), list.end(),
                                  [&](const KindSummary &each) { return each.kind == kind; });
        if (found == list.end()) {
            list.append({kind, 0, 0, one});
            found = list.end() - 1;
        }
        ++found->cases;
        found->differing += one.ok ? 0 : 1;
        if (shareOfTolerance(one) > shareOfTolerance(found->closest))
            found->closest = one;
    }
    return list;
}

QString summarySentence(const Verification &verification)
{
    const int cases = int(verification.cases.size()), differing = verification.differing();
    if (cases == 0)
        return verificationText(QT_TRANSLATE_NOOP("Verification", "Nothing was compared."));
    QString text;
    if (!verification.whole)
        text = verificationText(QT_TRANSLATE_NOOP("Verification", "Stopped before the end.")) + QLatin1Char(' ');
    if (differing == 0)
        return text
               + verificationText(QT_TRANSLATE_NOOP(
                               "Verification",
                               "All %1 comparisons agree with the reference numbers within their "
                               "tolerances."))
                     .arg(cases);
    return text
           + verificationText(QT_TRANSLATE_NOOP(
                           "Verification",
                           "%1 of %2 comparisons differ from the reference numbers. Do not use this "
                           "installation for results before you know why."))
                 .arg(differing)
                 .arg(cases);
}

QString toleranceSentence(const QString &device)
{
    if (device.isEmpty() || device == QLatin1String("cpu") || device == QLatin1String("auto"))
        return verificationText(QT_TRANSLATE_NOOP(
            "Verification", "Tolerances are those that the references state, for float32 on the "
                            "processor."));
    return verificationText(QT_TRANSLATE_NOOP(
        "Verification",
        "On a graphics card, tolerances of features, network losses, gradients and training steps are "
        "ten times those on the processor, since it adds in another order. All other tolerances are "
        "the same. Products are float32 (no TF32)."));
}

QString differenceText(double difference)
{
    if (difference == 0)
        return verificationText(QT_TRANSLATE_NOOP("Verification", "exact"));
    if (difference >= std::numeric_limits<double>::max())
        return verificationText(QT_TRANSLATE_NOOP("Verification", "not comparable"));
    return QString::number(difference, 'g', 3);
}

} // namespace retclip
