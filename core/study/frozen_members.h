// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/database.h"
#include "core/study/values.h"

#include <string>
#include <vector>

namespace retclip {

/// An exam of a dataset as it was frozen: what the dataset's hash is made of.
struct FrozenMember
{
    std::string patient, code, split;
    std::string content; ///< Hash of its photographs and report then (examContent()).
    ExamId exam;
};

/// The hash of a dataset, whatever order its members come in.
[[nodiscard]] std::string datasetHash(std::vector<FrozenMember> members);

/// In order of patients.
[[nodiscard]] Result<std::vector<FrozenMember>> membersAsFrozen(Database &database, DatasetId dataset);

} // namespace retclip
