// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/chart.h"
#include "ui/plots/curve_data.h"

#include <memory>
#include <span>
#include <vector>

namespace retclip {

class CurvePlottable;
class HoverPanel;

/// How one curve looks. Colour, dash and marker all differ between curves that must be told apart.
struct CurveLook
{
    QString name;
    QColor color;
    Qt::PenStyle dash = Qt::SolidLine;
    int marker = 0;         ///< Shape of its dots where they are far enough apart.
    bool abandoned = false; ///< Replayed after a resume: thin, grey.
    bool inTable = true;
};

struct ReferenceLine
{
    QString name; ///< Drawn at its right end, e.g. "chance ln(256) = 5.55".
    double value = 0;
};

struct CurveMarker
{
    double x = 0;
    QString name; ///< Tool tip.
    QColor color;
};

/// Curves of many runs over one x. Raw points are always drawn: dots and line while they are few;
/// above four points a pixel column the column's whole range from lowest to highest, so a spike
/// never vanishes. Smoothing is drawn on top and never changes what hovering says.
///
/// Wheel zooms x, Shift+wheel y, drag pans, double click or F fits.
/// Cost: a frame of 100 curves with 100,000 points each stays under 50 ms (bench).
class CurveChart : public Chart
{
    Q_OBJECT

public:
    explicit CurveChart(QWidget *parent = nullptr);
    ~CurveChart() override;

    void clearCurves();
    [[nodiscard]] int addCurve(const CurveLook &look); ///< Its number.
    void setLook(int curve, const CurveLook &look);
    void append(int curve, std::span<const double> x, std::span<const double> y);
    void replace(int curve, std::span<const double> x, std::span<const double> y);
    [[nodiscard]] int curveCount() const;
    [[nodiscard]] const CurveData &data(int curve) const;
    void setCurveVisible(int curve, bool visible);

    void setReferenceLines(const QVector<ReferenceLine> &lines);
    void setMarkers(const QVector<CurveMarker> &markers);
    void setXTitle(const QString &title);

    void setSmoothing(double weight); ///< 0: off.
    [[nodiscard]] double smoothing() const { return m_smoothing; }
    void setLogX(bool on);
    void setLogY(bool on);
    [[nodiscard]] bool isLogX() const { return m_logX; }
    [[nodiscard]] bool isLogY() const { return m_logY; }
    void setLegendShown(bool shown);

    /// While fitted (the default) the view grows with the data; zooming or panning ends that.
    void fit();
    [[nodiscard]] bool isFitted() const { return m_fitted; }
    void setXRange(double low, double high); ///< From a chart that shares the x axis.
    [[nodiscard]] std::pair<double, double> xRange() const;
    [[nodiscard]] std::pair<double, double> yRange() const;

    /// Call after a round of append(): draws once.
    void refresh();

    /// Raw values at the point nearest to x, as the hover panel tells them.
    struct Reading
    {
        QString name;
        QColor color;
        double x = 0, y = 0;
    };
    [[nodiscard]] QVector<Reading> readingsAt(double x) const;
    void hoverAt(double x); ///< Draws line and panel; not a number: none.

    [[nodiscard]] ChartTable table() const override;

signals:
    void xRangeChanged(double low, double high); ///< By a person's hand, or fit().
    void hovered(double x);                      ///< Not a number: left.
    void modeChanged();                          ///< Log axes, smoothing.

protected:
    void applyStyle() override;
    bool isEmpty() const override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void fitQuietly();
    void viewMoved();
    void placeHover();
    void drawReferences();

    struct Decorations;
    std::vector<CurvePlottable *> m_curves; ///< Owned by the plot.
    std::unique_ptr<Decorations> m_decorations;
    HoverPanel *m_panel = nullptr;
    QVector<ReferenceLine> m_references;
    QVector<CurveMarker> m_markers;
    double m_smoothing = 0;
    double m_hoverX;
    bool m_logX = false, m_logY = false, m_fitted = true, m_legend = true;
};

} // namespace retclip
