// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace retclip {

/// Only the digits and X of a number as written, "X" large: "1101 0519-…" gives "11010519…".
[[nodiscard]] QString bareNumber(QStringView text);

/// The 18 places of an identity number: province, day of birth and check digit (GB 11643-1999,
/// ISO 7064 MOD 11-2) agree.
[[nodiscard]] bool isIdentityNumber18(const QString &number);
/// Province and day of birth alone: what is left to see where a digit is mistyped.
[[nodiscard]] bool looksLikeIdentityNumber18(const QString &number);
/// The 15 places given out before 1999, which have no check digit: province and day of birth.
[[nodiscard]] bool isIdentityNumber15(const QString &number);

/// ISO/IEC 7812-1 annex B (Luhn); digits only.
[[nodiscard]] bool luhnHolds(const QString &digits);

/// The check digit of a vehicle identification number (49 CFR 565.15), 17 places.
[[nodiscard]] bool isVehicleNumber(const QString &number);

/// Four numbers of 0 to 255.
[[nodiscard]] bool isInternetAddress4(const QString &text);

} // namespace retclip
