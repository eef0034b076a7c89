// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/message.h"

#include <nlohmann/json_fwd.hpp>

#include <functional>
#include <map>
#include <optional>
#include <string>

namespace retclip {

/// One finding before a run: of the doctor, or of the proof that it can be resumed.
struct RunCheck
{
    std::string check;           ///< "overfit_128"; its title: title().
    bool ok = false;
    std::optional<double> value; ///< What was measured.
    std::optional<double> limit; ///< What it is held against; the verdict says which side is good.
    Message verdict;             ///< A sentence with the figures.
    Message what_to_do;          ///< Empty where all is well.
    std::map<std::string, double> details; ///< Figures behind the value, by name.
    double seconds = 0;
};

/// Called as checks end, from the thread that works.
using CheckCallback = std::function<void(const RunCheck &)>;

/// Keys check, ok, value, limit, verdict, what_to_do, details, seconds. Sentences in English;
/// absent or infinite figures are null.
[[nodiscard]] nlohmann::ordered_json to_json(const RunCheck &check);

/// "Overfit 128 pairs", for a check's name; the name itself where it is unknown.
[[nodiscard]] Message title(const std::string &check);

} // namespace retclip
