// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/imaging/eye_side.h"
#include "core/imaging/photograph_faults.h"
#include "core/study/photograph_looks.h"

#include <stop_token>

namespace retclip {

/// Goes up with every change of what is measured or judged: photographs are then looked at anew.
inline constexpr int lookMethod = 2;

/// One photograph, read once: hash, quality, side and signature.
struct SeenPhotograph
{
    std::optional<Error> error; ///< It could not be read: quality 0, fault "unreadable".
    QString sha256;
    PhotographQuality quality;
    PhotographVerdict verdict;
    EyeSide side;
    PhotographLook look; ///< As the study keeps it.
};
/// Threads: any. Cost: that of decoding at a shorter side of 512 pixels, and some 20 ms.
[[nodiscard]] SeenPhotograph lookAtPhotograph(const QString &path);

struct LookReport
{
    qint64 looked = 0;     ///< Now.
    qint64 known = 0;      ///< Before, and as copies of others.
    qint64 unreadable = 0; ///< Of `looked`.
};
/// Looks at all photographs of the study that this method has not seen, on all cores, and keeps what
/// it sees as it goes: a stop (or a crash) loses a second's work, and the next call goes on there.
/// Threads: the study's; blocks. Errors: read_only, disk_full, cancelled.
[[nodiscard]] Result<LookReport> lookAtStudy(Study &study, const ProgressCallback &progress,
                                             std::stop_token stop);

} // namespace retclip
