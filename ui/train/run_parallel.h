// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/values.h"

#include <QStringList>
#include <QVector>
#include <QWidget>

#include <vector>

namespace retclip {

/// One upright line of parallel coordinates: a setting that differs between the runs, or their figure.
struct ParallelAxis
{
    QString title;
    QStringList words;          ///< Of a setting that is no number, in order; empty: a number.
    std::vector<double> places; ///< A run, 0 (bottom) to 1; not a number: the run has no such value.
    QStringList shown;          ///< The values as they read, a run.
    QString low, high;          ///< What stands at the ends.
};

/// Settings that differ, in the order of the form, then the headline figure. Numbers of one sign that span more
/// than a decade stand on a logarithmic scale.
[[nodiscard]] QVector<ParallelAxis> parallelAxes(const QVector<RunRow> &runs);

/// Compared runs as lines through the values of what differs between them, coloured by their figure: which
/// settings go with good runs. A click chooses a run.
class RunParallel : public QWidget
{
    Q_OBJECT

public:
    explicit RunParallel(QWidget *parent = nullptr);
    void showRuns(const QVector<RunRow> &runs);
    [[nodiscard]] const QVector<ParallelAxis> &axes() const { return m_axes; }
    /// Where a run crosses an axis.
    [[nodiscard]] QPointF pointOf(int run, int axis) const;

signals:
    void runWanted(retclip::RunId run);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    [[nodiscard]] int runAt(QPointF place) const; ///< -1: none is near.
    void paintRun(QPainter &painter, int run, bool strong) const;
    void setHovered(int run);

    QVector<RunRow> m_runs;
    QVector<ParallelAxis> m_axes;
    int m_hovered = -1;
};

} // namespace retclip
