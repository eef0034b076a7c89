// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/values.h"

#include <QPointer>
#include <QWidget>

class QLabel;

namespace retclip {

class AppContext;
class PairedViewer;

/// A window of its own for the photographs alone, for a second screen: follows the exam that is chosen in
/// Data or judged in Review. It shows no label, no report and no prediction, so that a blind reading stays
/// blind. Its place and size are kept; the first time it goes to the screen that the main window is not on.
///
/// Threads: window only. Closes with the study's window.
class SecondScreen : public QWidget
{
    Q_OBJECT

public:
    SecondScreen(AppContext &context, QWidget *mainWindow);

    [[nodiscard]] PairedViewer &viewer() { return *m_viewer; }
    void showExam(const ExamRow &exam);

protected:
    void changeEvent(QEvent *event) override;
    void closeEvent(QCloseEvent *event) override;

private:
    void retranslate();

    AppContext &m_context;
    PairedViewer *m_viewer;
    QLabel *m_words;
};

} // namespace retclip
