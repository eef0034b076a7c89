// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QHash>
#include <QString>
#include <QStringList>

#include <limits>
#include <vector>

namespace retclip::cli {

enum class ValueKind { flag, text, integer, real, choice };

/// One `--option`. Texts are English and translated in the context "Command".
struct OptionDescription
{
    const char *name; ///< Without dashes.
    ValueKind kind;
    const char *placeholder; ///< "FILE"; empty for flags.
    const char *help;
    std::vector<const char *> choices = {};
    const char *fallback = ""; ///< Taken where the option is not given; empty: none.
    double minimum = std::numeric_limits<double>::lowest();
    bool repeats = false;
    bool required = false;
    double maximum = std::numeric_limits<double>::max();
};

/// One argument by place.
struct PositionalDescription
{
    enum Count { one, optional, atLeastOne };
    const char *name; ///< "STUDY"
    const char *help;
    Count count = one;
};

/// STUDY, which most verbs begin with.
inline const PositionalDescription studyPlace{"STUDY", QT_TRANSLATE_NOOP("Command", "Study folder.")};

class Invocation;

/// One way to call a verb: `study new STUDY`. `action` is the second word, empty for a verb
/// without one.
struct Form
{
    const char *action;
    const char *purpose;
    std::vector<PositionalDescription> positionals;
    std::vector<OptionDescription> options;
    const char *example;
    Result<int> (*run)(Invocation &); ///< Gives the exit status.
    bool usesNetworks = false;        ///< May open LibTorch: OpenMP is told to wait passively.
};

struct Verb
{
    const char *name;
    const char *purpose;
    std::vector<Form> forms;
};

/// What was asked for. Every option that was given or has a fallback is in `values`.
struct ParsedArguments
{
    const Form *form = nullptr;
    bool help = false;
    QHash<QString, QStringList> values;
    QHash<QString, QStringList> positionals;
};

/// Options that every verb takes: help, json, quiet, language.
[[nodiscard]] const std::vector<OptionDescription> &commonOptions();

/// Reads the words after the verb. The action may stand first or, as in `review STUDY list`, after
/// the study. Errors: invalid_argument (unknown option with the nearest known one, missing or
/// surplus argument, a value that does not fit).
[[nodiscard]] Result<ParsedArguments> parse(const Verb &verb, const QStringList &words);

/// The nearest of `candidates` to a mistyped word, or an empty string where none is near.
[[nodiscard]] QString nearest(const QString &word, const QStringList &candidates);

[[nodiscard]] QString helpText(const Verb &verb);
/// "retclip study new STUDY [options]"
[[nodiscard]] QString usageLine(const Verb &verb, const Form &form);

} // namespace retclip::cli
