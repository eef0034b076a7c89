// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>
#include <span>

namespace retclip {

/// What can tell who a person is, in text: HIPAA's identifiers (45 CFR 164.514(b)(2)(i)) that words
/// and numbers can be, and what Chinese records hold besides.
enum class IdentifierKind {
    name,           ///< (A) Of the person.
    staff,          ///< Of doctors and others; HIPAA asks for relatives and employers, hospitals for all.
    address,        ///< (B) Smaller than a state or province.
    date,           ///< (C) More than the year.
    age,            ///< (C) Above 89.
    phone,          ///< (D)
    fax,            ///< (E)
    email,          ///< (F)
    identityNumber, ///< (G) Social security; the identity card of the People's Republic.
    recordNumber,   ///< (H) Hospital, admission, outpatient, record, accession.
    healthPlan,     ///< (I)
    account,        ///< (J) Bank card and account.
    licence,        ///< (K) Passport, driver's, professional.
    vehicle,        ///< (L) Plate, chassis.
    device,         ///< (M) Serial numbers, UIDs.
    url,            ///< (N)
    ip,             ///< (O)
    biometric,      ///< (P) Number of a fingerprint, voice, face.
    contact,        ///< (R) WeChat, QQ.
    known           ///< (R) What the study itself calls the person or visit.
};
inline constexpr int identifierKindCount = int(IdentifierKind::known) + 1;

[[nodiscard]] const char *word(IdentifierKind kind); ///< "identity_number"; for files and options.
[[nodiscard]] std::optional<IdentifierKind> identifierKindFrom(const QString &word);
[[nodiscard]] QString title(IdentifierKind kind); ///< For people, translated.

/// Why a find is believed.
enum class Confidence {
    verified, ///< A check digit, or the study's own word, agrees.
    context,  ///< A word beside it says what it is.
    form      ///< It only looks like one.
};
[[nodiscard]] const char *word(Confidence confidence);
[[nodiscard]] QString title(Confidence confidence);

/// What stands for a find: "[姓名]" in Chinese text, else "[name]".
[[nodiscard]] QString placeholder(IdentifierKind kind, bool chinese);

} // namespace retclip
