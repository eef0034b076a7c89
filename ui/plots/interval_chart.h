// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/statistics/classification.h"
#include "ui/plots/chart.h"

#include <optional>

namespace retclip {

/// Rows of value and interval on one scale: subgroups, classes, runs. Few cases are hatched by a
/// hollow mark and said in words.
class IntervalChart : public Chart
{
    Q_OBJECT

public:
    struct Row
    {
        QString name;
        std::optional<double> value;
        std::optional<Interval> interval;
        qint64 count = 0;
        bool few = false;  ///< Too few cases to rank.
        QString reason;    ///< Where there is no value.
    };

    explicit IntervalChart(QWidget *parent = nullptr);
    void setRows(const QVector<Row> &rows, std::optional<double> chance = {});
    void setXTitle(const QString &title);
    [[nodiscard]] ChartTable table() const override;
    QSize sizeHint() const override;

signals:
    void rowPicked(int row);

protected:
    void applyStyle() override;
    bool isEmpty() const override { return m_rows.isEmpty(); }
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void draw();
    QVector<Row> m_rows;
    std::optional<double> m_chance;
};

} // namespace retclip
