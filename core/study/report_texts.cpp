// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/report_texts.h"

#include "core/study/database.h"
#include "core/study/exam_set.h"

namespace retclip {

Result<void> eachReport(const Study &study, const QString &query,
                        const std::function<void(ExamId, std::string_view utf8)> &each,
                        std::stop_token stop)
{
    std::optional<ExamSet> wanted;
    if (!query.trimmed().isEmpty()) {
        RETCLIP_TRY(wanted, study.matching(query, stop));
    }
    RETCLIP_TRY(Statement statement,
                study.database().prepare("SELECT exam, text FROM report ORDER BY exam"));
    for (;;) {
        RETCLIP_TRY(const bool row, statement.step());
        if (!row)
            return {};
        if (stop.stop_requested())
            return failure(cancelled().value());
        const qint64 exam = statement.integer(0);
        if (!wanted || wanted->contains(exam))
            each({exam}, statement.utf8(1));
    }
}

} // namespace retclip
