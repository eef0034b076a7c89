// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional> // first: Qt's moc cannot read a file that begins with <compare>

#include <compare>
#include <cstdint>

namespace retclip {

/// A row number of the study that cannot be mistaken for another kind's.
template <typename Kind>
struct Identifier
{
    std::int64_t value = 0; ///< 0 means "none".

    [[nodiscard]] bool valid() const { return value > 0; }
    friend auto operator<=>(const Identifier &, const Identifier &) = default;
};

using PatientId = Identifier<struct PatientKind>;
using ExamId = Identifier<struct ExamKind>;
using ImageId = Identifier<struct ImageKind>;
using LabelSetId = Identifier<struct LabelSetKind>;
using DatasetId = Identifier<struct DatasetKind>;
using RunId = Identifier<struct RunKind>;
using EditId = Identifier<struct EditKind>;

} // namespace retclip

template <typename Kind>
struct std::hash<retclip::Identifier<Kind>>
{
    std::size_t operator()(const retclip::Identifier<Kind> &id) const noexcept
    {
        return std::hash<std::int64_t>()(id.value);
    }
};
