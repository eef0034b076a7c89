// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/frozen_members.h"

#include "core/base/sha256.h"

#include <algorithm>

namespace retclip {

std::string datasetHash(std::vector<FrozenMember> members)
{
    std::sort(members.begin(), members.end(),
              [](const FrozenMember &a, const FrozenMember &b) { return a.code < b.code; });
    Sha256 sum;
    for (const FrozenMember &member : members)
        sum.add(std::string_view(member.patient + '\t' + member.code + '\t' + member.split + '\t' + member.content + '\n'));
    return sum.hex();
}

Result<std::vector<FrozenMember>> membersAsFrozen(Database &database, DatasetId dataset)
{
    RETCLIP_TRY(Statement statement, database.prepare("SELECT p.code, e.code, m.split, m.content, e.id"
                                                      " FROM dataset_member m JOIN exam e ON e.id = m.exam"
                                                      " JOIN patient p ON p.id = e.patient WHERE m.dataset = ?"
                                                      " ORDER BY e.sort_key"));
    statement.bind(dataset.value);
    std::vector<FrozenMember> members;
    for (;;) {
        RETCLIP_TRY(const bool row, statement.step());
        if (!row)
            return members;
        members.push_back({std::string(statement.utf8(0)), std::string(statement.utf8(1)), word(Split(statement.integer(2))),
                           std::string(statement.utf8(3)), ExamId{statement.integer(4)}});
    }
}

} // namespace retclip
