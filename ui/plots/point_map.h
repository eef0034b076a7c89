// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/matrix.h"

#include <QImage>
#include <QPolygonF>
#include <QVector>
#include <QWidget>

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace retclip {

/// Many points on a plane, coloured in groups: 200,000 are drawn anew for each frame, straight into a picture.
/// Wheel and + − zoom, dragging and arrows pan, F shows all; with the lasso (L, or Shift held) a line drawn
/// around points chooses them. A click chooses the nearest point.
///
/// Threads: window only.
class PointMap : public QWidget
{
    Q_OBJECT

public:
    explicit PointMap(QWidget *parent = nullptr);

    void setPoints(const Matrix &places); ///< N x 2; shows all of them. No group is set yet.
    /// The group of each point and the groups' colours; drawn in an order that favours none.
    void setGroups(std::vector<std::uint8_t> groups, const QVector<QColor> &colours);
    void setHighlighted(std::vector<std::size_t> points); ///< Ringed; the others pale. Empty: none.
    void setCurrent(std::optional<std::size_t> point);
    /// What a tool tip says of a point.
    void setWords(std::function<QString(std::size_t)> words) { m_words = std::move(words); }
    void setEmptyText(const QString &text);

    [[nodiscard]] std::size_t count() const { return m_places.rows; }
    [[nodiscard]] bool hasLasso() const { return m_lasso; }
    [[nodiscard]] QPointF onScreen(std::size_t point) const;
    [[nodiscard]] std::optional<std::size_t> pointAt(const QPointF &position) const; ///< Within 8 px.
    [[nodiscard]] std::vector<std::size_t> pointsWithin(const QPolygonF &outline) const;
    [[nodiscard]] double zoom() const { return m_zoom; }

    [[nodiscard]] QSize sizeHint() const override { return {800, 600}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {240, 180}; }

public slots:
    void fit();
    void zoomBy(double factor); ///< About the pointer, else the middle.
    void panBy(const QPointF &px);
    void setLasso(bool on);

signals:
    void lassoed(const std::vector<std::size_t> &points); ///< Empty: nothing was within.
    void clicked(std::size_t point);
    void lassoChanged(bool on);

protected:
    void paintEvent(QPaintEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool event(QEvent *event) override;

private:
    struct ToScreen
    {
        double scale = 1, x = 0, y = 0;
        [[nodiscard]] QPointF operator()(float px, float py) const { return {x + scale * double(px), y - scale * double(py)}; }
    };
    [[nodiscard]] ToScreen toScreen() const;
    void draw(QImage &picture) const;
    [[nodiscard]] int radius() const;

    Matrix m_places;
    std::vector<std::uint8_t> m_groups;
    QVector<QColor> m_colours;
    std::vector<std::uint32_t> m_order; ///< Of drawing.
    std::vector<std::uint8_t> m_pale;   ///< 1: not highlighted. Empty: none is.
    std::vector<std::size_t> m_highlighted;
    std::optional<std::size_t> m_current;
    std::function<QString(std::size_t)> m_words;
    QString m_emptyText;
    QImage m_picture;
    QPointF m_middle;       ///< Of the plane, at the middle of the widget.
    double m_extent = 1;    ///< Of the plane, that all points fit into.
    double m_zoom = 1;
    bool m_lasso = false;
    bool m_drawing = false; ///< A lasso, now.
    QPolygonF m_outline;
    std::optional<QPointF> m_pressed;
    QPointF m_last;
    bool m_moved = false;
};

} // namespace retclip
