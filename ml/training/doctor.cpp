// SPDX-License-Identifier: GPL-3.0-or-later
#include "ml/training/doctor.h"

#include "ml/training/doctor_room.h"

#include <chrono>

namespace retclip {
namespace {

struct Entry
{
    const char *name;
    Result<RunCheck> (*check)(DoctorRoom &);
};

// In the order in which they are made: later ones use what earlier ones found.
constexpr Entry entries[]{
    {"data_order", check_data_order},
    {"duplicate_captions", check_duplicate_captions},
    {"ln_floor", check_ln_floor},
    {"gradient_norms", check_gradient_norms},
    {"dead_towers", check_dead_towers},
    {"finite", check_finite},
    {"logit_scale", check_logit_scale},
    {"learning_rate", check_learning_rate},
    {"overfit_128", check_overfit},
    {"shuffled_pairs", check_shuffled_pairs},
};

} // namespace

Result<void> run_doctor(const TrainRequest &request, TokenizerService &tokenizers,
                        const CheckCallback &each, const ProgressCallback &progress,
                        std::stop_token stop, const DoctorFaults &faults)
{
    RETCLIP_TRY(const std::unique_ptr<DoctorRoom> room,
                DoctorRoom::make(request, tokenizers, stop, faults));
    Progress state;
    state.total = std::int64_t(std::size(entries));
    for (const Entry &entry : entries) {
        if (stop.stop_requested())
            return cancelled();
        state.what = title(entry.name);
        if (progress)
            progress(state);
        const auto began = std::chrono::steady_clock::now();
        RETCLIP_TRY(RunCheck check, entry.check(*room));
        check.seconds =
            std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
        each(check);
        ++state.done;
    }
    if (progress)
        progress(state);
    return {};
}

} // namespace retclip
