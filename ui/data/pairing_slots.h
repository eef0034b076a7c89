// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/values.h"

#include <QWidget>

#include <optional>

namespace retclip {

class Pictures;

/// A photograph with a word over it, on the dark canvas. One may be taken up with the mouse and dropped on
/// another.
class PhotographTile : public QWidget
{
    Q_OBJECT

public:
    enum class Drags { no, yes };
    PhotographTile(Pictures &pictures, Drags drags, QWidget *parent = nullptr);

    /// `proposed`: it is not there yet, only thought to belong there: drawn with a dashed frame.
    void showPhotograph(const std::optional<ImageRow> &image, bool proposed = false);
    void setTitle(const QString &title, const QString &caption = {});

    [[nodiscard]] QSize sizeHint() const override { return {260, 240}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {140, 140}; }

signals:
    void dropped(); ///< The photograph of the tile that drags.
    void pressed(); ///< A click, not a drag.

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    [[nodiscard]] QImage picture(int width_px) const;

    Pictures &m_pictures;
    const Drags m_drags;
    std::optional<ImageRow> m_image;
    bool m_proposed = false;
    bool m_over = false; ///< A photograph hovers over it.
    QString m_title, m_caption;
    std::optional<QPoint> m_pressed;
};

} // namespace retclip
