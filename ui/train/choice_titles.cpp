// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/choice_titles.h"

#include <QCoreApplication>

namespace retclip {

QString choiceTitle(const QString &value)
{
    static const struct
    {
        const char *value;
        const char *title;
    } titles[] = {
        {"auto", QT_TRANSLATE_NOOP("RunChoice", "Automatic")},
        {"pretrain", QT_TRANSLATE_NOOP("RunChoice", "Pretraining")},
        {"finetune", QT_TRANSLATE_NOOP("RunChoice", "Fine-tuning")},
        {"probe", QT_TRANSLATE_NOOP("RunChoice", "Linear probe")},
        {"wordpiece", QT_TRANSLATE_NOOP("RunChoice", "WordPiece")},
        {"sentencepiece", QT_TRANSLATE_NOOP("RunChoice", "SentencePiece")},
        {"unigram", QT_TRANSLATE_NOOP("RunChoice", "Unigram")},
        {"bpe", QT_TRANSLATE_NOOP("RunChoice", "Byte pairs (BPE)")},
        {"negatives", QT_TRANSLATE_NOOP("RunChoice", "As negatives")},
        {"positives", QT_TRANSLATE_NOOP("RunChoice", "As positives")},
        {"ignored", QT_TRANSLATE_NOOP("RunChoice", "Ignored")},
        {"softmax", QT_TRANSLATE_NOOP("RunChoice", "Softmax (published)")},
        {"sigmoid", QT_TRANSLATE_NOOP("RunChoice", "Sigmoid (SigLIP)")},
        {"image", QT_TRANSLATE_NOOP("RunChoice", "Image encoder")},
        {"text", QT_TRANSLATE_NOOP("RunChoice", "Text encoder")},
        {"both", QT_TRANSLATE_NOOP("RunChoice", "Both encoders")},
        {"none", QT_TRANSLATE_NOOP("RunChoice", "None")},
        {"balanced", QT_TRANSLATE_NOOP("RunChoice", "Balanced")},
        {"cross_entropy", QT_TRANSLATE_NOOP("RunChoice", "Cross-entropy")},
        {"cumulative", QT_TRANSLATE_NOOP("RunChoice", "Thresholds between grades")},
        {"leave_out", QT_TRANSLATE_NOOP("RunChoice", "Leave them out")},
        {"train_that_eye", QT_TRANSLATE_NOOP("RunChoice", "Train that eye")},
        {"scale", QT_TRANSLATE_NOOP("RunChoice", "Scale")},
        {"clip", QT_TRANSLATE_NOOP("RunChoice", "Clip")},
        {"cosine", QT_TRANSLATE_NOOP("RunChoice", "Cosine")},
        {"constant", QT_TRANSLATE_NOOP("RunChoice", "Constant")},
        {"as_published", QT_TRANSLATE_NOOP("RunChoice", "As published")},
        {"exclude_norms", QT_TRANSLATE_NOOP("RunChoice", "All but norms and biases")},
        {"patient", QT_TRANSLATE_NOOP("RunChoice", "Patient (both eyes)")},
        {"eye", QT_TRANSLATE_NOOP("RunChoice", "One eye")},
        {"logistic", QT_TRANSLATE_NOOP("RunChoice", "Logistic regression (exact)")},
        {"adamw", QT_TRANSLATE_NOOP("RunChoice", "AdamW (over epochs)")},
        {"auroc", QT_TRANSLATE_NOOP("RunChoice", "AUROC")},
        {"average_precision", QT_TRANSLATE_NOOP("RunChoice", "Average precision")},
        {"gelu", QT_TRANSLATE_NOOP("RunChoice", "GELU")},
    };
    for (const auto &[stored, title] : titles)
        if (value == QLatin1String(stored))
            return QCoreApplication::translate("RunChoice", title);
    return value;
}

} // namespace retclip
