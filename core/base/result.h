// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/message.h"

#include <tl/expected.hpp>

#include <string>
#include <utility>

namespace retclip {

/// Why something failed. Few, so that callers can act on them; each says when to use it.
enum class ErrorCode {
    invalid_argument, ///< The caller asked for something that cannot be meant.
    not_found,        ///< A file, exam, run, key … that was named does not exist.
    unreadable,       ///< It exists but cannot be read: permission, cut short, not what it says.
    unsupported,      ///< It is well formed, but a kind that we do not handle.
    corrupted,        ///< A file of ours does not pass its own checks.
    conflict,         ///< Somebody else holds it, or it changed meanwhile.
    read_only,        ///< Writing was asked of something opened or mounted for reading.
    newer_version,    ///< Written by a later version of this program.
    disk_full,        ///< No space, or quota reached.
    out_of_memory,    ///< Host or device memory did not suffice.
    not_finite,       ///< A loss, gradient or feature became NaN or infinite.
    cancelled,        ///< A stop was requested; what was finished is kept.
    unavailable,      ///< A plug-in, device or feature is not there on this computer.
    internal          ///< Our own mistake; worth a report.
};

/// The code's name as it stands in `--json` output, e.g. "not_found".
[[nodiscard]] const char *name_of(ErrorCode code);

/// What went wrong, in the three parts that every message to a person has.
struct Error
{
    ErrorCode code = ErrorCode::internal;
    Message what_happened;
    Message what_was_kept;
    Message what_to_do;
    std::string cause; ///< Technical detail (a library's own words); shown on demand, untranslated.

    /// "happened | kept | do (cause)" in English: for logs and tests.
    [[nodiscard]] std::string english() const;
};

/// A value or an Error. Cannot be dropped silently.
template <typename T = void>
class [[nodiscard]] Result : public tl::expected<T, Error>
{
    using Base = tl::expected<T, Error>;

public:
    using Base::Base;
};

[[nodiscard]] inline tl::unexpected<Error> failure(Error error)
{
    return tl::unexpected<Error>(std::move(error));
}

[[nodiscard]] inline tl::unexpected<Error> failure(ErrorCode code, Message happened, Message kept,
                                                   Message to_do, std::string cause = {})
{
    return failure(Error{code, std::move(happened), std::move(kept), std::move(to_do),
                         std::move(cause)});
}

/// The one way to say that a stop was asked for.
[[nodiscard]] tl::unexpected<Error> cancelled();

} // namespace retclip

#define RETCLIP_JOIN_(a, b) a##b
#define RETCLIP_JOIN(a, b) RETCLIP_JOIN_(a, b)

/// `RETCLIP_TRY(auto rows, read_rows(path));` binds the value or returns the error to the caller.
#define RETCLIP_TRY(declaration, expression)                                                      \
    auto RETCLIP_JOIN(retclip_result_, __LINE__) = (expression);                                  \
    if (!RETCLIP_JOIN(retclip_result_, __LINE__))                                                 \
        return ::retclip::failure(std::move(RETCLIP_JOIN(retclip_result_, __LINE__).error()));    \
    declaration = std::move(*RETCLIP_JOIN(retclip_result_, __LINE__))

/// The same for a Result<void>, or where the value is not wanted. A `for`, not an `if`: an `else`
/// behind it belongs to the caller's own `if`.
#define RETCLIP_CHECK(expression)                                                                 \
    for (auto retclip_result = (expression); !retclip_result;)                                    \
    return ::retclip::failure(std::move(retclip_result.error()))
