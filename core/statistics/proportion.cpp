// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/proportion.h"

#include "core/statistics/normal_distribution.h"

#include <algorithm>
#include <cmath>

namespace retclip {

std::optional<Interval> wilson_interval(std::int64_t hits, std::int64_t cases, double level)
{
    if (cases <= 0)
        return {};
    const double n = double(cases), share = double(hits) / n;
    const double z = normal_quantile(0.5 + level / 2);
    const double middle = (share + z * z / (2 * n)) / (1 + z * z / n);
    const double reach =
        z / (1 + z * z / n) * std::sqrt(share * (1 - share) / n + z * z / (4 * n * n));
    // Exactly at the end where all or none hit: rounding would leave it just beside.
    return Interval{hits == 0 ? 0.0 : std::max(0.0, middle - reach),
                    hits == cases ? 1.0 : std::min(1.0, middle + reach)};
}

} // namespace retclip
