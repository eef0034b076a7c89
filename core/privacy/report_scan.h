// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/privacy/identifier_kinds.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace retclip {

/// Something in a text that can tell who a person is.
struct PrivacyFind
{
    IdentifierKind kind = IdentifierKind::name;
    qsizetype start = 0, length = 0; ///< In UTF-16 units of the text as written.
    QString text;                    ///< As written.
    Confidence confidence = Confidence::form;
    const char *evidence = ""; ///< English sentence part; translate with context "Privacy".
    QString replacement;       ///< Proposed.
};

struct PrivacyScanOptions
{
    /// What the study calls this person or visit (patient, exam, names): looked for as whole words.
    /// Numbers below 4 digits and other words below 2 characters are not looked for.
    QStringList known;
    /// Days are moved by this many instead of being taken out; those that name no single day still go.
    std::optional<int> moveDays;
};

/// What tells a person in a text: see IdentifierKind for what, identifier_rules.h and name_finder.h for
/// how. In order of place, none touching another: of several readings the surer, then the longer one.
///
/// A heuristic that proposes and a person decides: a name without a word beside it is not seen.
/// Measured in docs/curation.md. Threads: any. Cost: some 60 µs for a report of 100 characters.
[[nodiscard]] std::vector<PrivacyFind> scanForIdentifiers(const QString &text,
                                                          const PrivacyScanOptions &options = {});

/// The text with each find replaced. `finds`: of this text, in order of place.
[[nodiscard]] QString redacted(const QString &text, const std::vector<PrivacyFind> &finds);

/// scanForIdentifiers() and redacted() in one.
[[nodiscard]] QString redacted(const QString &text, const PrivacyScanOptions &options = {});

} // namespace retclip
