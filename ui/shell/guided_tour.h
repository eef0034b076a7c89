// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QTimer>
#include <QVector>
#include <QWidget>

#include <functional>

class QFrame;
class QLabel;
class QPushButton;

namespace retclip {

/// A place that the tour explains. Texts are functions: another language, or a run that goes on, gives
/// them anew.
struct GuidedStep
{
    std::function<QString()> title, text;
    std::function<void()> arrive;     ///< Leads the window there; may be empty.
    std::function<QWidget *()> place; ///< What is lit; null: nothing yet, or the whole window.
};

/// Walks a person through the window: one part lit, a card beside it that says what it is for. Right, Space
/// or Enter goes on, Left or Backspace back, Esc ends; nothing moves by itself.
///
/// Threads: window only. A child over the whole window; deletes itself when it ends.
class GuidedTour : public QWidget
{
    Q_OBJECT

public:
    GuidedTour(QVector<GuidedStep> steps, QWidget *window);

    [[nodiscard]] int step() const { return m_step; }
    [[nodiscard]] int count() const { return int(m_steps.size()); }
    [[nodiscard]] QRect lit() const { return m_lit; } ///< In this widget; null: nothing.
    void go(int step);
    void end();

signals:
    void ended();

protected:
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void say();   ///< The card's words, now.
    void place(); ///< Light and card, where things are now.

    QVector<GuidedStep> m_steps;
    QTimer m_follow; ///< Pages fill after they are shown.
    QRect m_lit;
    QFrame *m_card = nullptr;
    QLabel *m_title = nullptr, *m_text = nullptr, *m_count = nullptr;
    QPushButton *m_back = nullptr, *m_next = nullptr, *m_end = nullptr;
    int m_step = -1;
};

} // namespace retclip
