// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/chart_style.h"

#include <QString>
#include <QStringList>
#include <QVector>
#include <QWidget>

class QCustomPlot;
class QHBoxLayout;
class QLabel;
class QPaintDevice;
class QStackedLayout;
class QTableWidget;
class QToolButton;

namespace retclip {

/// A chart's numbers as rows: what the table twin shows and what CSV holds (C locale).
struct ChartTable
{
    QStringList heading;
    QVector<QStringList> rows;
    [[nodiscard]] QString csv() const;
};

/// What every chart has: title line, the plot, its table twin (F4), copy and export, the theme.
///
/// Threads: window only.
class Chart : public QWidget
{
    Q_OBJECT

public:
    explicit Chart(QWidget *parent = nullptr);

    void setTitle(const QString &title);
    [[nodiscard]] QString title() const;
    /// Shown in the middle while there is nothing to draw.
    void setEmptyText(const QString &text);

    [[nodiscard]] virtual ChartTable table() const = 0;

    [[nodiscard]] bool isTableShown() const;
    void showTable(bool shown);

    /// `scale`: device pixels a point. False: the file could not be written.
    bool savePng(const QString &file, double scale = 2.0) const;
    bool saveSvg(const QString &file) const;
    bool saveCsv(const QString &file) const;
    void copyTable() const;
    void copyPicture() const;

    /// The widget that takes keys; carries the accessible description.
    [[nodiscard]] QCustomPlot *plot() const { return m_plot; }

    QSize sizeHint() const override { return {420, 220}; }
    QSize minimumSizeHint() const override { return {180, 120}; }

signals:
    void tableShown(bool shown);

protected:
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    /// Colours and fonts; called on construction's end by the subclass and on each new theme.
    virtual void applyStyle();
    virtual void retranslate();
    virtual bool isEmpty() const = 0;
    /// Called after the contents changed: empty text, table twin, description.
    void contentsChanged();
    [[nodiscard]] QHBoxLayout *headLayout() const { return m_head; }
    /// The legend stands in rows of its own above the plot: it never hides a point.
    void setLegendShown(bool shown);
    void askExport();

    ChartStyle m_style;

private:
    void fillTable();
    void placeEmptyLabel();
    void wrapLegend();

    QHBoxLayout *m_head = nullptr;
    QLabel *m_title = nullptr;
    QToolButton *m_menuButton = nullptr;
    QStackedLayout *m_pages = nullptr;
    QCustomPlot *m_plot = nullptr;
    QTableWidget *m_table = nullptr;
    QLabel *m_empty = nullptr;
    QString m_emptyText;
};

/// A number for a read-out: four significant digits in the present language.
[[nodiscard]] QString shownNumber(double value);

} // namespace retclip
