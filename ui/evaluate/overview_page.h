// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QVector>
#include <QWidget>

class QLabel;
class QPushButton;
class QTableWidget;

namespace retclip {

class ConfusionView;
class FigureTile;
class IntervalChart;
class RocChart;
class ShownEvaluation;

/// The headline figures with intervals, the confusion matrix and the way from its cells to their
/// cases, the ROC, and each class.
class OverviewPage : public QWidget
{
    Q_OBJECT

public:
    explicit OverviewPage(ShownEvaluation &shown, QWidget *parent = nullptr);
    [[nodiscard]] ConfusionView *confusion() const { return m_confusion; }
    void retranslate();

signals:
    void reviewAsked(); ///< Of the current selection.

protected:
    void showEvent(QShowEvent *event) override;

private:
    void buildMatrix(QWidget &card);
    void showResult();
    void showTiles();
    void showCurves();
    void showMatrix();
    void showClasses();
    void pickCell(int truth, int prediction);

    ShownEvaluation &m_shown;
    QVector<FigureTile *> m_tiles;
    QLabel *m_chosen, *m_thresholdText, *m_matrixTitle, *m_classesTitle;
    ConfusionView *m_confusion;
    RocChart *m_roc;
    IntervalChart *m_intervals;
    QTableWidget *m_classTable;
    QPushButton *m_resetThreshold, *m_review;
    bool m_stale = false;
};

} // namespace retclip
