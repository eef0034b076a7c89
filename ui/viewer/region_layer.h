// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/edit.h"
#include "core/study/values.h"

#include <QHash>
#include <QImage>
#include <QObject>
#include <QPointF>

#include <memory>
#include <optional>

class QKeyEvent;
class QMouseEvent;
class QPainter;

namespace retclip {

class AppContext;
class KeyFilter;
class PairedViewer;

/// Regions over the photographs of a PairedViewer: shows those of its exam, draws new ones, moves them and
/// takes them away. Every finished shape is one edit of the study, on disk before the next key is read.
///
/// Keys (UX.md 4): bindKeys(). Inside an unfinished shape Backspace and undo take back its last point
/// alone, Enter closes it, Esc drops it. A click on a region chooses it; then dragging moves it.
/// Threads: window only.
class RegionLayer : public QObject
{
    Q_OBJECT

public:
    enum class Tool { none, point, ellipse, polygon, brush, eraser };

    /// Lives as long as the viewer.
    RegionLayer(AppContext &context, PairedViewer &viewer);
    ~RegionLayer() override;

    void bindKeys(KeyFilter &keys);

    [[nodiscard]] Tool tool() const { return m_tool; }
    void setTool(Tool tool);    ///< The tool that is on already: off.
    [[nodiscard]] const QString &className() const { return m_className; }
    void setClassName(const QString &name); ///< Of the next region, and of the chosen one.
    [[nodiscard]] bool isShown() const { return m_shown; }
    void setShown(bool shown);
    void resizeBrush(double factor);
    [[nodiscard]] double brush_px() const { return m_brush_px; }

    [[nodiscard]] const QVector<Region> &regions() const { return m_regions; } ///< That are shown.
    [[nodiscard]] std::optional<Laterality> eyeOf(const Region &region) const;
    [[nodiscard]] RegionId chosen() const { return m_chosen; }
    void choose(RegionId region);
    void removeChosen();
    [[nodiscard]] bool isUnfinished() const { return m_unfinished.has_value(); }
    void takeBackPoint();
    void finishShape();
    void dropShape();
    /// A blind round: only what this reader has drawn since then, so that neither another reader nor a case
    /// that comes again is seen. Empty: everybody's.
    void setOnlyOf(const QString &reader, const QDateTime &since = {});

signals:
    void changed(); ///< Regions, chosen one, tool, class: for the bar.

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void follow();
    void reload();
    void viewerChanged();
    bool apply(EditAction action);
    void add(RegionGeometry geometry);
    void paint(QPainter &painter, Laterality eye);
    void paintStroke(QPainter &painter, Laterality eye) const;
    [[nodiscard]] const Region *chosenRegion() const;
    [[nodiscard]] const Region *regionAt(Laterality eye, const QPointF &at) const;
    [[nodiscard]] double reach_px(Laterality eye) const;
    bool press(QMouseEvent &event);
    bool move(QMouseEvent &event);
    bool release(QMouseEvent &event);
    bool key(QKeyEvent &event, bool asked); ///< asked: whether it would be ours (ShortcutOverride).
    void beginStroke(const QPointF &at);
    void endStroke();
    void endMove();

    AppContext &m_context;
    PairedViewer &m_viewer;
    QObject *m_followed = nullptr;
    QMetaObject::Connection m_following;
    ExamId m_exam;
    QVector<Region> m_regions;
    QHash<qint64, QImage> m_masks; ///< By region: how a brush is drawn.
    QString m_onlyOf;
    QDateTime m_since;
    bool m_shown = true;

    Tool m_tool = Tool::none;
    QString m_className;
    double m_brush_px = 0; ///< Radius; 0: not used yet, then a fiftieth of the photograph.
    RegionId m_chosen;

    Laterality m_eye = Laterality::right; ///< Where the pointer works.
    std::optional<RegionGeometry> m_unfinished;
    QPointF m_start, m_pointer; ///< px of the photograph.
    QPointF m_pressedAt;        ///< On the screen.
    bool m_moving = false;
    std::unique_ptr<BrushMask> m_mask; ///< While a stroke is drawn.
    RegionId m_painted;                ///< Whose mask it is; none: a new region's.
    QVector<QPointF> m_stroke;
};

} // namespace retclip
