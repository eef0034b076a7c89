// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace retclip {

/// Whether the command line asks for words alone (help, version): they need no display.
[[nodiscard]] bool asksForWords(int argc, char **argv);

/// While it lives, a display that cannot be opened ends the program with status 1 and what is missing in
/// three parts on standard error, instead of Qt's own advice and abort(). Around QApplication's constructor.
class DisplayWatch
{
public:
    DisplayWatch();
    ~DisplayWatch();
    DisplayWatch(const DisplayWatch &) = delete;
    DisplayWatch &operator=(const DisplayWatch &) = delete;
};

} // namespace retclip
