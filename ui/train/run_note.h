// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/values.h"

#include <QPlainTextEdit>

namespace retclip {

class AppContext;

/// The note on a run. Saved by itself: when the cursor leaves it and before another run is shown.
class RunNote : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit RunNote(AppContext &context, QWidget *parent = nullptr);

    void showRun(const RunRow &run); ///< The text of a run that is here already stays.
    [[nodiscard]] RunId run() const { return m_run; }
    void save();
    void forget(); ///< Without saving: the study is another one.
    void retranslate();

signals:
    void left(); ///< Esc or Ctrl+Return.

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    AppContext &m_context;
    RunId m_run;
};

} // namespace retclip
