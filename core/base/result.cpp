// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/result.h"

namespace retclip {

const char *name_of(ErrorCode code)
{
    switch (code) {
    case ErrorCode::invalid_argument: return "invalid_argument";
    case ErrorCode::not_found: return "not_found";
    case ErrorCode::unreadable: return "unreadable";
    case ErrorCode::unsupported: return "unsupported";
    case ErrorCode::corrupted: return "corrupted";
    case ErrorCode::conflict: return "conflict";
    case ErrorCode::read_only: return "read_only";
    case ErrorCode::newer_version: return "newer_version";
    case ErrorCode::disk_full: return "disk_full";
    case ErrorCode::out_of_memory: return "out_of_memory";
    case ErrorCode::not_finite: return "not_finite";
    case ErrorCode::cancelled: return "cancelled";
    case ErrorCode::unavailable: return "unavailable";
    case ErrorCode::internal: return "internal";
    }
    return "internal";
}

std::string Error::english() const
{
    std::string text = what_happened.english();
    for (const Message *part : {&what_was_kept, &what_to_do}) {
        if (!part->empty())
            text += " | " + part->english();
    }
    if (!cause.empty())
        text += " (" + cause + ")";
    return text;
}

tl::unexpected<Error> cancelled()
{
    return failure(ErrorCode::cancelled,
                   message(QT_TRANSLATE_NOOP("Message", "The work was stopped.")),
                   message(QT_TRANSLATE_NOOP("Message", "What was finished before is kept.")),
                   message(QT_TRANSLATE_NOOP("Message", "Start it again when you want to go on.")));
}

} // namespace retclip
