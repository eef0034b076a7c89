// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/values.h"

#include <QFrame>

class QLabel;
class QPushButton;
class QTimer;

namespace retclip {

class Notifications;

/// A pause that waits 5 s in which it can be taken back. Shown only while one waits.
class PauseBar : public QFrame
{
    Q_OBJECT

public:
    explicit PauseBar(QWidget *parent = nullptr);

    void begin(RunId run);
    void takeBack();
    [[nodiscard]] bool isWaiting() const { return m_run.valid(); }
    /// Says it in the window and lets it be taken back there, for who looks elsewhere.
    void offer(Notifications &notifications);
    void retranslate();

signals:
    void due(retclip::RunId run); ///< Nobody took it back.

private:
    [[nodiscard]] RunId end();

    RunId m_run; ///< Not valid: none waits.
    QLabel *m_text;
    QPushButton *m_back;
    QTimer *m_timer;
};

} // namespace retclip
