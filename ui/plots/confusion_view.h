// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/statistics/classification.h"

#include <QPushButton>
#include <QVector>
#include <QWidget>

class QGridLayout;
class QLabel;

namespace retclip {

/// One cell: a button that shows a count on a shade of its share of the row.
class ConfusionCell : public QPushButton
{
    Q_OBJECT

public:
    ConfusionCell(int truth, int prediction, QWidget *parent = nullptr);
    void setContents(qint64 count, qint64 ofTruth, const QString &truthName,
                     const QString &predictionName);
    [[nodiscard]] int truth() const { return m_truth; }
    [[nodiscard]] int prediction() const { return m_prediction; }
    [[nodiscard]] qint64 count() const { return m_count; }
    QSize sizeHint() const override { return {88, 52}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    int m_truth, m_prediction;
    qint64 m_count = 0;
    double m_share = 0;
};

/// Truth down, prediction across. Every cell leads to exactly its cases; the arrow keys walk.
class ConfusionView : public QWidget
{
    Q_OBJECT

public:
    explicit ConfusionView(QWidget *parent = nullptr);
    void setMatrix(const ConfusionMatrix &matrix);
    [[nodiscard]] const ConfusionMatrix &matrix() const { return m_matrix; }
    [[nodiscard]] ConfusionCell *cell(int truth, int prediction) const;
    void setPicked(int truth, int prediction); ///< -1: none. Drawn with a ring.

signals:
    void cellClicked(int truth, int prediction);

protected:
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void build();
    void fill();

    ConfusionMatrix m_matrix;
    QGridLayout *m_grid = nullptr;
    QVector<ConfusionCell *> m_cells;
    int m_pickedTruth = -1, m_pickedPrediction = -1;
};

} // namespace retclip
