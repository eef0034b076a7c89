// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A comparison of this installation with reference numbers, as a reviewer wants to read it.

#include "core/base/model_backend.h"

#include <QDateTime>
#include <QString>
#include <QVector>

#include <filesystem>
#include <vector>

namespace retclip {

/// A sentence of the page and its files, in the present language.
[[nodiscard]] QString verificationText(const char *text);

struct Verification
{
    QString source;        ///< Folder; empty: the set that ships with the program.
    QString device = QStringLiteral("cpu");
    QString program;       ///< Version of this program.
    QString libtorch;
    QString processor;     ///< Name of the device.
    QDateTime when;
    double seconds = 0;
    bool whole = true;     ///< False: stopped before its end.
    std::vector<VerifyCase> cases;

    [[nodiscard]] int differing() const;
};

/// The part of a case's name before the first slash: "tokenizer", "model" …
[[nodiscard]] QString kindOf(const VerifyCase &one);
/// The kind in plain words, translated: "Texts to numbers". Unknown kinds stay as they are.
[[nodiscard]] QString kindTitle(const QString &kind);

/// A kind's cases in one line.
struct KindSummary
{
    QString kind;
    int cases = 0;
    int differing = 0;
    VerifyCase closest; ///< The case that comes nearest to its tolerance, or exceeds it most.
};
/// In the order in which the kinds came.
[[nodiscard]] QVector<KindSummary> summaries(const Verification &verification);

/// One or two sentences for a person who reads nothing else. Translated.
[[nodiscard]] QString summarySentence(const Verification &verification);
/// What the tolerances of that device are. Translated.
[[nodiscard]] QString toleranceSentence(const QString &device);
/// "3.1e-07"; "exact" for 0; "not comparable" where nothing could be compared. Translated.
[[nodiscard]] QString differenceText(double difference);

/// By the name's end: .json, .txt, anything else HTML that needs no other file. Atomic.
/// Errors: those of writing files.
[[nodiscard]] Result<void> saveVerification(const Verification &verification,
                                            const std::filesystem::path &file);

} // namespace retclip
