// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/retclip/options.h"
#include "app/retclip/output.h"
#include "core/base/model_backend.h"
#include "core/study/study.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <stop_token>

namespace retclip::cli {

/// A file or folder that was typed.
[[nodiscard]] std::filesystem::path pathOf(const QString &text);

/// Exit statuses of CLI.md.
enum ExitStatus { statusDone = 0, statusFailed = 1, statusUsage = 2, statusInterrupted = 130 };

/// What a verb is given: its arguments, where it speaks, when it must stop, and the doors to the
/// study and to networks.
class Invocation
{
public:
    Invocation(ParsedArguments arguments, Output &output, std::stop_token stop);
    ~Invocation();

    [[nodiscard]] QString positional(const char *name) const;
    [[nodiscard]] QStringList positionals(const char *name) const;
    [[nodiscard]] bool has(const char *option) const;
    [[nodiscard]] QString text(const char *option) const; ///< Empty where not given.
    [[nodiscard]] QStringList texts(const char *option) const;
    [[nodiscard]] qint64 integer(const char *option, qint64 fallback = 0) const;
    [[nodiscard]] double real(const char *option, double fallback = 0) const;

    [[nodiscard]] Output &out() { return m_output; }
    [[nodiscard]] std::stop_token stop() const { return m_stop; }

    /// The study of the argument STUDY.
    [[nodiscard]] Result<std::unique_ptr<Study>> study(OpenMode mode) const;
    [[nodiscard]] BackendDoor &door();
    [[nodiscard]] Result<ModelBackend *> backend() { return door().backend(); }

    /// Whose name stands in the journal: --reader, else the login name.
    [[nodiscard]] QString person() const;

private:
    ParsedArguments m_arguments;
    Output &m_output;
    std::stop_token m_stop;
    std::unique_ptr<BackendDoor> m_door;
};

/// A wrong use of the command line: exit status 2.
[[nodiscard]] tl::unexpected<Error> wrongUsage(Message happened, Message toDo);

} // namespace retclip::cli
