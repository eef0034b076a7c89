// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/privacy/identifier_kinds.h"

#include <QString>
#include <QStringList>

#include <random>

namespace retclip {

/// A SYNTHETIC report with one identifier planted; nobody's.
struct PlantedReport
{
    IdentifierKind kind = IdentifierKind::name;
    QString text;
    QString planted; ///< As it stands in the text; once.
};

/// Makes reports with identifiers of every kind, in the ways that Chinese and English records write
/// them: half and full width, spaces inside, with and without a word before. The same seed gives the
/// same reports.
class IdentifierGenerator
{
public:
    explicit IdentifierGenerator(unsigned seed) : m_random(seed) {}
    [[nodiscard]] PlantedReport report(IdentifierKind kind);
    /// A report that names nobody, full of numbers: acuity, pressure, ratios, times, doses.
    [[nodiscard]] QString cleanPhrase();

private:
    [[nodiscard]] int below(int bound) { return int(m_random() % unsigned(bound)); }
    [[nodiscard]] int between(int low, int high) { return low + below(high - low + 1); }
    [[nodiscard]] QString pick(const QStringList &list) { return list[below(int(list.size()))]; }
    [[nodiscard]] QString digits(int count);
    [[nodiscard]] QString letters(int count);
    [[nodiscard]] QString chineseName();
    [[nodiscard]] QString englishName();
    [[nodiscard]] QString identityNumber();
    [[nodiscard]] QString bankCard();
    [[nodiscard]] QString day();
    [[nodiscard]] QString spaced(const QString &digits, int group);
    [[nodiscard]] QString wide(const QString &text);
    /// "before VALUE after" with VALUE between what is not part of it.
    struct Place
    {
        QString before, value, after;
    };
    [[nodiscard]] Place place(IdentifierKind kind);
    [[nodiscard]] Place numbered(const QStringList &words, const QString &value);

    std::mt19937 m_random;
};

} // namespace retclip
