// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QString>
#include <QStringList>

#include <string>

namespace retclip {

/// Other names for people and visits, and a number of days by which each person's dates move, all from
/// one secret: HMAC-SHA256 (RFC 2104) of the key over the word. The same key and word give the same
/// pseudonym everywhere and always; without the key nobody can try names.
class Pseudonyms
{
public:
    explicit Pseudonyms(std::string key) : m_key(std::move(key)) {}
    /// With a key that nobody else has and that is forgotten with the object.
    [[nodiscard]] static Pseudonyms forOnce();

    /// "P" and 12 of A–Z without vowels, 2–9: 58 bits. No word, and by its form no hospital number.
    [[nodiscard]] QString patient(const QString &code) const;
    /// "V" and 8 such characters, of a visit within a patient.
    [[nodiscard]] QString visit(const QString &patient, const QString &visit) const;
    /// 30 to 3,650 days back, one number a patient.
    [[nodiscard]] int moveDays(const QString &patient) const;

    /// For core/imaging, which asks for the key itself (DICOM).
    [[nodiscard]] const std::string &key() const { return m_key; }

private:
    [[nodiscard]] QString characters(const QString &what, int count) const;
    std::string m_key;
};

/// The secret in a file of at least 32 characters; a file that is not there is made, readable by its
/// owner alone. A key beside the data it protects is none: within one of `keepOut` (the study, the
/// folder of an export) it is refused.
/// Errors: invalid_argument (inside, too short), unreadable, read_only, disk_full.
[[nodiscard]] Result<Pseudonyms> pseudonymsFromFile(const QString &file, const QStringList &keepOut);

} // namespace retclip
