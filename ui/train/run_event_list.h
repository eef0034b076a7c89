// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QListWidget>

namespace retclip {

class RunHistory;

/// What happened in a run, newest first: start, epochs, validations, checkpoints, warnings, end.
class RunEventList : public QListWidget
{
    Q_OBJECT

public:
    explicit RunEventList(QWidget *parent = nullptr);

    /// Adds what the history tells beyond what is here; a history that became shorter is shown anew.
    void take(const RunHistory &history);
    void forget(); ///< Another run, or another language: take() begins anew.

private:
    std::size_t m_shown = 0;
};

} // namespace retclip
