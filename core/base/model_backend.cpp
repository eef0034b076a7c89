// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/model_backend.h"

namespace retclip {
namespace {

tl::unexpected<Error> no_checks()
{
    return failure(ErrorCode::unavailable,
                   message(QT_TRANSLATE_NOOP("Message", "This network engine makes no checks of runs.")),
                   message(QT_TRANSLATE_NOOP("Message", "Nothing was checked.")),
                   message(QT_TRANSLATE_NOOP("Message", "Use the program's own network engine.")));
}

} // namespace

Result<void> ModelBackend::diagnose(const TrainRequest &, const CheckCallback &,
                                    const ProgressCallback &, std::stop_token)
{
    return no_checks();
}

Result<void> ModelBackend::prove_resume(const TrainRequest &, int, const CheckCallback &,
                                        const ProgressCallback &, std::stop_token)
{
    return no_checks();
}

} // namespace retclip
