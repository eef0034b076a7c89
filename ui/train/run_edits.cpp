// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/run_edits.h"

#include "core/study/study_document.h"
#include "ui/shell/app_context.h"
#include "ui/shell/notifications.h"

namespace retclip {

std::optional<RunRow> editRun(AppContext &context, RunId run,
                              const std::function<bool(RunRow &)> &change)
{
    if (!context.study)
        return {};
    auto row = context.study->study().run(QString::number(run.value));
    if (!row || !change(*row))
        return {};
    if (const auto kept = context.study->study().updateRun(*row); !kept) {
        context.notifications.post(kept.error());
        return {};
    }
    context.study->announceRun(run);
    return *row;
}

} // namespace retclip
