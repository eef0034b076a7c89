// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QLabel;
class QToolButton;

namespace retclip {

class PairedViewer;

/// What can be measured, on the canvas below the photographs while the ruler is in hand: length, area,
/// disc, cup, fovea; take what was found; delete. Says the cup/disc ratios of both eyes.
class MeasureBar : public QFrame
{
    Q_OBJECT

public:
    explicit MeasureBar(PairedViewer &viewer);

    bool eventFilter(QObject *watched, QEvent *event) override;

protected:
    void changeEvent(QEvent *event) override;

private:
    void refresh();
    void retranslate();
    void place();

    PairedViewer &m_viewer;
    QToolButton *m_line, *m_area, *m_disc, *m_cup, *m_fovea, *m_take, *m_delete;
    QLabel *m_ratios;
};

} // namespace retclip
